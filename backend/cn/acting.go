package cn

import (
	"strings"
	"unicode"
)

// Names returns the names in a line of names, without blanks: 张 三、李四 are two.
func Names(line string) []string {
	list := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune("、，,;；/", r) })
	out := list[:0]
	for _, n := range list {
		if n = PlainName(n); n != "" {
			out = append(out, n)
		}
	}
	return out
}

// PlainName is a name as it is compared: 张 三 is 张三.
func PlainName(name string) string { return strings.Join(strings.Fields(name), "") }

// Acts reports whether somebody is among those whom a line names, however the name is
// dressed there: with a title, something in brackets, or the next name right behind it.
// One letter more before or behind it is another name: 王静 is not in 王静怡.
func Acts(line, name string) bool {
	name = lettersOf(name)
	if name == "" {
		return false
	}
	for _, part := range strings.FieldsFunc(line, func(r rune) bool {
		return strings.ContainsRune("、，,;；/|()（）[]【】〔〕<>《》“”\"'+&", r)
	}) {
		words := append(strings.Fields(part), part)
		for _, w := range words {
			w = lettersOf(w)
			at := strings.Index(w, name)
			if at < 0 {
				continue
			}
			switch rest := []rune(w[:at] + w[at+len(name):]); {
			case len(rest) != 1 || strings.ContainsRune("和与及跟同兼代", rest[0]):
				return true
			}
		}
	}
	return false
}

// lettersOf is a name without all that is no letter.
func lettersOf(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, name)
}
