package upward

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// plain reports whether a text is one line of at most n visible characters,
// without blanks at its ends.
func plain(s string, n int) bool {
	return utf8.ValidString(s) && s == strings.TrimSpace(s) && utf8.RuneCountInString(s) <= n && strings.IndexFunc(s, hidden) < 0
}

// hidden are characters that a report has no use for: controls, line ends, and
// marks that turn the direction of writing.
func hidden(r rune) bool {
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069' || r == '\ufeff' || r == utf8.RuneError
}

// line makes a text of the book fit for a report: one line of at most n characters.
func line(s string, n int) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case hidden(r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > n {
		s = string(r[:n-1]) + "…"
	}
	return s
}
