package schema

import (
	"strings"

	"chengzhuan/backend/cn"
)

type phoneKind struct{}

func (phoneKind) read(f *Field, s string, _ cn.Date) (string, string, error) {
	var out []string
	warning := ""
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",，、;；/\n", r) }) {
		p, w := cn.ReadPhone(part)
		if p == "" {
			continue
		}
		if w != "" {
			warning = w
		}
		out = append(out, p)
	}
	return strings.Join(out, ","), warning, nil
}
func (phoneKind) show(_ *Field, v string) string { return strings.ReplaceAll(v, ",", "、") }
func (phoneKind) canonical(_ *Field, v string) bool {
	for _, part := range strings.Split(v, ",") {
		if p, _ := cn.ReadPhone(part); p != part || p == "" {
			return false
		}
	}
	return true
}

type idNumberKind struct{}

func (idNumberKind) read(_ *Field, s string, today cn.Date) (string, string, error) {
	id, err := cn.ParseID(s, today)
	if err != nil {
		return "", "", err
	}
	if id.Upgraded {
		return id.Text, "15 位证件号码已升为 18 位，请核对", nil
	}
	return id.Text, "", nil
}
func (idNumberKind) show(_ *Field, v string) string { return v }
func (idNumberKind) canonical(_ *Field, v string) bool {
	if len(v) != 18 {
		return false
	}
	// The form does not depend on today: the age is judged when a number is read.
	born, err := cn.ParseDate(v[6:10] + "-" + v[10:12] + "-" + v[12:14])
	if err != nil {
		return false
	}
	id, err := cn.ParseID(v, born)
	return err == nil && id.Text == v
}
