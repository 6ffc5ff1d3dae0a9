package sheet

import (
	"strings"
	"unicode"
)

// isKnown asks for the joined name, then for its last part.
func isKnown(known func(string) bool, label string) bool {
	if known == nil || label == "" {
		return false
	}
	if known(label) {
		return true
	}
	i := strings.LastIndexByte(label, '/')
	return i >= 0 && known(label[i+1:])
}

// CleanLabel brings a column's name to one form: blanks and line breaks inside
// Chinese words go (姓　名), marks for required columns go, full-width brackets
// and letters become plain ones.
func CleanLabel(t string) string {
	t = strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～' && r != '，' && r != '：' && r != '；' && r != '？' && r != '！':
			return r - 0xfee0
		case r == '\u3000' || r == '\u00a0' || r == '\ufeff' || unicode.IsSpace(r):
			return ' '
		}
		return r
	}, t)
	t = strings.TrimSpace(t)
	for _, mark := range []string{"*", "(必填)", "(必填项)", "(选填)", "★", ":", "："} {
		t = strings.TrimSpace(strings.TrimSuffix(strings.TrimPrefix(t, mark), mark))
	}
	fields := strings.Fields(t)
	var b strings.Builder
	for i, f := range fields {
		if i > 0 && lastRune(fields[i-1]) < 0x2e80 && firstRune(f) < 0x2e80 {
			b.WriteByte(' ')
		}
		b.WriteString(f)
	}
	return b.String()
}

func firstRune(s string) rune {
	for _, r := range s {
		return r
	}
	return 0
}

func lastRune(s string) rune {
	rs := []rune(s)
	return rs[len(rs)-1]
}

// labelLike reports whether a cell may be a column's name: short text with a
// letter, not an answer (填报单位：仁寿门社区), not a number, date or ID number.
func labelLike(c Cell) bool {
	if c.Kind != Text {
		return false
	}
	t := CleanLabel(c.Text)
	if n := len([]rune(t)); n == 0 || n > maxLabel {
		return false
	}
	letters, digits := 0, 0
	for _, r := range t {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		case strings.ContainsRune("。；！", r):
			return false
		}
	}
	if i := strings.IndexAny(t, ":："); i >= 0 && i < len(t)-1 {
		return false
	}
	return letters > 0 && digits <= 4 && 2*letters >= digits && !dateLike(t)
}

// dateLike reports whether a text is a date in words: 75年3月, 3月16日. A bare
// number, such as an ID number alone in its row, is none.
func dateLike(t string) bool {
	if !strings.ContainsAny(t, "0123456789") || !strings.ContainsAny(t, "年月日号./-") {
		return false
	}
	return strings.Trim(t, "0123456789年月日号./- ") == ""
}

func blank(cells []Cell) bool {
	for _, c := range cells {
		if c.Kind != Empty && strings.TrimFunc(c.Text, unicode.IsSpace) != "" {
			return false
		}
	}
	return true
}
