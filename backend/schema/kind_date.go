package schema

import (
	"chengzhuan/backend/cn"
)

type dateKind struct{}

func (dateKind) read(f *Field, s string, _ cn.Date) (string, string, error) {
	d, err := cn.ReadDate(s)
	if err != nil {
		return "", "", err
	}
	if !d.Full() && !f.Partial {
		return string(d), f.Label + "日不详", nil
	}
	return string(d), "", nil
}
func (dateKind) show(_ *Field, v string) string { return v }
func (dateKind) canonical(_ *Field, v string) bool {
	_, err := cn.ParseDate(v)
	return err == nil
}
