package schema

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
)

// A reference is read from its ID only; whoever knows the titles turns a name
// into an ID before.
type refKind struct{}

func (refKind) read(f *Field, s string, _ cn.Date) (string, string, error) {
	id, err := oplog.ParseID(s)
	if err != nil {
		return "", "", errs.New(errs.Invalid, "没有找到"+f.Label+"“"+short(s)+"”").Do("请先建立它，或从列表中选择")
	}
	return id.String(), "", nil
}
func (refKind) show(_ *Field, v string) string { return v }
func (refKind) canonical(_ *Field, v string) bool {
	id, err := oplog.ParseID(v)
	return err == nil && id != 0
}
