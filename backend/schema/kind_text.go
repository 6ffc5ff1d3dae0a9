package schema

import (
	"strings"

	"chengzhuan/backend/cn"
)

type textKind struct{}

func (textKind) read(f *Field, s string, _ cn.Date) (string, string, error) {
	s = strings.Join(strings.Fields(s), " ")
	if f.Search {
		s = cn.NormalizeName(s)
	}
	return s, "", nil
}
func (textKind) show(_ *Field, v string) string { return v }
func (textKind) canonical(_ *Field, v string) bool {
	return v == strings.TrimSpace(v) && !strings.ContainsAny(v, "\r\n\x00")
}

type noteKind struct{}

func (noteKind) read(_ *Field, s string, _ cn.Date) (string, string, error) {
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	return strings.TrimSpace(s), "", nil
}
func (noteKind) show(_ *Field, v string) string { return v }
func (noteKind) canonical(_ *Field, v string) bool {
	return v == strings.TrimSpace(v) && !strings.ContainsAny(v, "\r\x00")
}
