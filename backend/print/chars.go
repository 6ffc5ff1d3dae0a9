package print

import (
	"slices"
	"strings"
	"unicode"
)

// sortedRunes returns the members of a set in ascending order.
func sortedRunes(set map[rune]bool) []rune {
	rs := make([]rune, 0, len(set))
	for r := range set {
		rs = append(rs, r)
	}
	slices.Sort(rs)
	return rs
}

// Joiner (U+2060) forbids a break where it stands. It is the one character that
// steers the setting and is not drawn.
const Joiner = '\u2060'

// Keep returns s with joiners inside, so that it is broken nowhere but after
// one of the given characters.
func Keep(s, breakAfter string) string {
	var b strings.Builder
	var prev rune
	for i, r := range s {
		if i > 0 && !strings.ContainsRune(breakAfter, prev) {
			b.WriteRune(Joiner)
		}
		b.WriteRune(r)
		prev = r
	}
	return b.String()
}

// KeepWords returns s with joiners inside every occurrence of the given words.
func KeepWords(s string, words ...string) string {
	for _, w := range words {
		if strings.Contains(s, w) {
			s = strings.ReplaceAll(s, w, Keep(w, ""))
		}
	}
	return s
}

// Clean returns what is drawn of a text: tabs become blanks, all line ends
// become \n, damaged bytes become U+FFFD, and characters without a shape
// (control and format characters, variation selectors) are dropped.
func Clean(s string) string { return clean(s, false) }

func clean(s string, joiners bool) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' && s[i] != '\n' || s[i] == 0x7F || s[i] >= 0x80 {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\t':
			return ' '
		case r == 0x2028 || r == 0x2029 || r == 0x85:
			return '\n'
		case r >= 0x2E80 && r < 0xD800 || joiners && r == Joiner:
			return r
		case r < 0x20 || r >= 0x7F && r < 0xA0 || unicode.Is(unicode.Cf, r) || unicode.Is(unicode.Variation_Selector, r):
			return -1
		}
		return r
	}, s)
}

const (
	// Punctuation that must not begin a line, and that must not end one
	// (避头尾, after GB/T 15834-2011 and CLREQ).
	notAtStart = "，。、；：？！）》〉】〕」』〗”’％‰℃…—～·・々ー,.;:?!)]}%|"
	notAtEnd   = "（《〈【〔「『〖“‘￥＄№＃([{$#"
)

type class uint8

const (
	isWord  class = 1 << iota // Latin letters, digits and their punctuation: kept together
	isSpace                   // hangs at the end of a line
	noStart
	noEnd
)

var latinClass = func() (t [0x300]class) {
	for r := rune(0x21); r < 0x300; r++ {
		if r < 0x7F || r > 0xA0 {
			t[r] = isWord
		}
	}
	t[' '] = isSpace
	for _, r := range notAtStart {
		if r < 0x300 {
			t[r] |= noStart
		}
	}
	for _, r := range notAtEnd {
		if r < 0x300 {
			t[r] |= noEnd
		}
	}
	t[0xB7] &^= isWord // the dot in 买买提·艾力 belongs to Han
	return t
}()

func classOf(r rune) class {
	if r < 0x300 {
		return latinClass[r]
	}
	switch {
	case r >= 0x3400 && r < 0xA000:
		return 0
	case r == 0x3000:
		return isSpace
	case r == Joiner:
		return noStart | noEnd
	case r < 0x2000 || r >= 0x2070 && r < 0x2100:
		return isWord
	}
	var c class
	if strings.ContainsRune(notAtStart, r) {
		c |= noStart
	}
	if strings.ContainsRune(notAtEnd, r) {
		c |= noEnd
	}
	return c
}

// mayBreak reports whether a line may end between a and b.
func mayBreak(a, b rune) bool {
	ca, cb := classOf(a), classOf(b)
	switch {
	case cb&isSpace != 0: // blanks stay with what is before them
		return false
	case cb&noStart != 0 || ca&noEnd != 0:
		return false
	case ca&isWord != 0 && cb&isWord != 0:
		return false
	}
	return true
}
