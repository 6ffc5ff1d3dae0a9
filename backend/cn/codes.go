package cn

import "strings"

// Code is one entry of a code list. Short is the everyday word ("本科", "汉"),
// "" if it is the Label; Aliases are further words that people write for it;
// Retired codes are read and shown but no longer offered.
type Code struct {
	Code, Label string
	Short       string
	Aliases     []string
	Retired     bool
}

// CodeList is a closed list. Make it with NewCodeList to have Find in constant
// time; a literal works too. It must not be changed afterwards.
type CodeList struct {
	Key, Label string
	Codes      []Code
	byText     map[string]string
}

// NewCodeList makes an indexed list.
func NewCodeList(key, label string, codes ...Code) *CodeList {
	l := &CodeList{Key: key, Label: label, Codes: codes}
	l.byText = l.index()
	return l
}

// LabelOf returns the label of a code; not ok for an unknown one.
func (l *CodeList) LabelOf(code string) (string, bool) {
	if c, ok := l.Of(code); ok {
		return c.Label, true
	}
	return "", false
}

// ShortOf returns the everyday word of a code, the label if there is none.
func (l *CodeList) ShortOf(code string) (string, bool) {
	c, ok := l.Of(code)
	if ok && c.Short != "" {
		return c.Short, true
	}
	return c.Label, ok
}

// Of returns the entry of a code; not ok for an unknown one.
func (l *CodeList) Of(code string) (Code, bool) {
	for i := range l.Codes {
		if l.Codes[i].Code == code {
			return l.Codes[i], true
		}
	}
	return Code{}, false
}

// Find returns the code that a text means: the code itself (a leading zero may
// be missing), label, everyday word or alias, whatever the blanks, the width
// and the case. Blank text is not ok.
func (l *CodeList) Find(text string) (code string, ok bool) {
	index := l.byText
	if index == nil {
		index = l.index()
	}
	code, ok = index[foldCode(text)]
	return code, ok
}

// index lets an earlier meaning win: codes, then labels, then short words, then aliases.
func (l *CodeList) index() map[string]string {
	m := make(map[string]string, 4*len(l.Codes))
	add := func(text, code string) {
		if text = foldCode(text); text == "" {
			return
		}
		if _, taken := m[text]; !taken {
			m[text] = code
		}
	}
	for _, c := range l.Codes {
		add(c.Code, c.Code)
	}
	for _, c := range l.Codes {
		add(c.Label, c.Code)
	}
	for _, c := range l.Codes {
		add(c.Short, c.Code)
	}
	for _, c := range l.Codes {
		for _, a := range c.Aliases {
			add(a, c.Code)
		}
	}
	for _, c := range l.Codes {
		if allDigits(c.Code) {
			add(strings.TrimLeft(c.Code, "0"), c.Code)
		}
	}
	return m
}

func foldCode(s string) string {
	s = foldWidth(s)
	if strings.Contains(s, " ") {
		s = strings.ReplaceAll(s, " ", "")
	}
	return strings.ToUpper(s)
}

// Sexes is GB/T 2261.1.
var Sexes = NewCodeList("sex", "性别",
	Code{Code: "0", Label: "未知", Aliases: []string{"未知的性别", "不详"}},
	Code{Code: "1", Label: "男", Aliases: []string{"男性", "M", "male", "男士", "先生"}},
	Code{Code: "2", Label: "女", Aliases: []string{"女性", "F", "female", "女士"}},
	Code{Code: "9", Label: "未说明", Aliases: []string{"未说明的性别", "其他"}},
)
