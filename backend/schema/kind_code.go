package schema

import (
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
)

type flagKind struct{}

func (flagKind) read(f *Field, s string, _ cn.Date) (string, string, error) {
	switch strings.ToLower(s) {
	case "1", "是", "有", "√", "✓", "✔", "☑", "y", "yes", "true", "对":
		return "1", "", nil
	case "0", "否", "无", "没有", "×", "✗", "☐", "□", "n", "no", "false", "不是":
		return "0", "", nil
	}
	return "", "", errs.New(errs.Invalid, f.Label+"应填“是”或“否”")
}
func (flagKind) show(_ *Field, v string) string {
	if v == "1" {
		return "是"
	}
	return "否"
}
func (flagKind) canonical(_ *Field, v string) bool { return v == "1" || v == "0" }

type codeKind struct{}

func (codeKind) read(f *Field, s string, _ cn.Date) (string, string, error) {
	if code, ok := f.Codes.Find(s); ok {
		return code, "", nil
	}
	return "", "", errs.New(errs.Invalid, f.Label+"里没有“"+short(s)+"”这一项").Do("可填：" + choices(f.Codes))
}
func (codeKind) show(f *Field, v string) string {
	if label, ok := f.Codes.LabelOf(v); ok {
		return label
	}
	return v
}
func (codeKind) canonical(f *Field, v string) bool {
	_, ok := f.Codes.LabelOf(v)
	return ok
}

type codesKind struct{}

func (codesKind) read(f *Field, s string, _ cn.Date) (string, string, error) {
	chosen := map[string]bool{}
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(",，、;；/|\n", r) }) {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		code, ok := f.Codes.Find(part)
		if !ok {
			return "", "", errs.New(errs.Invalid, f.Label+"里没有“"+short(part)+"”这一项").Do("可填：" + choices(f.Codes) + "，多项用顿号隔开")
		}
		chosen[code] = true
	}
	return joinCodes(f.Codes, chosen), "", nil
}
func (codesKind) show(f *Field, v string) string {
	var out []string
	for _, code := range strings.Split(v, ",") {
		out = append(out, codeKind{}.show(f, code))
	}
	return strings.Join(out, "、")
}
func (codesKind) canonical(f *Field, v string) bool {
	chosen := map[string]bool{}
	for _, code := range strings.Split(v, ",") {
		chosen[code] = true
	}
	return joinCodes(f.Codes, chosen) == v
}

// joinCodes joins the chosen codes in the order of the list.
func joinCodes(l *cn.CodeList, chosen map[string]bool) string {
	var out []string
	for _, c := range l.Codes {
		if chosen[c.Code] {
			out = append(out, c.Code)
		}
	}
	return strings.Join(out, ",")
}

// short keeps a foreign word in a message readable.
func short(s string) string {
	if r := []rune(s); len(r) > 12 {
		return string(r[:12]) + "…"
	}
	return s
}

// choices names the first entries of a list for a hint.
func choices(l *cn.CodeList) string {
	var out []string
	for _, c := range l.Codes {
		if c.Retired {
			continue
		}
		if len(out) == 8 {
			return strings.Join(out, "、") + " 等"
		}
		out = append(out, c.Label)
	}
	return strings.Join(out, "、")
}
