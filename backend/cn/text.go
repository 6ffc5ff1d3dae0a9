package cn

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// middleDot is the one dot between the parts of a name (GB 18030 A1A4).
const middleDot = '·'

// isBlank knows every sign that looks like nothing: blanks of all widths,
// zero-width signs and controls that pasted cells carry.
func isBlank(r rune) bool {
	switch r {
	case ' ', '\u3000', '\u00A0', '\u200B', '\u200C', '\u200D', '\u200E', '\u200F', '\u2060', '\uFEFF', '\u00AD', '\u3164', '\u2800':
		return true
	}
	return unicode.IsSpace(r) || unicode.IsControl(r)
}

// isHan also counts the private use area, where old systems keep rare characters.
func isHan(r rune) bool {
	return r >= 0x4E00 && r <= 0x9FFF || unicode.Is(unicode.Han, r) || r >= 0xE000 && r <= 0xF8FF
}

func isDot(r rune) bool {
	switch r {
	case middleDot, '•', '・', '･', '‧', '∙', '⋅', '．', '.', '●', '⸱', '᛫':
		return true
	}
	return false
}

// foldWidth turns full-width and other compatible signs into plain ones (NFKC)
// and every blank into U+0020.
func foldWidth(s string) string {
	plain := true
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] >= 0x7F {
			plain = false
			break
		}
	}
	if plain {
		return s
	}
	return strings.Map(func(r rune) rune {
		if isBlank(r) {
			return ' '
		}
		return r
	}, norm.NFKC.String(strings.ToValidUTF8(s, "�")))
}

// NormalizeDigits prepares numbers that people paste (phones, ID numbers, room
// numbers): full width becomes ASCII (NFKC), blanks vanish, every kind of dash
// becomes "-". Never for names: NFKC changes rare characters.
func NormalizeDigits(s string) string {
	s = foldWidth(s)
	if !strings.ContainsFunc(s, func(r rune) bool { return r == ' ' || r > unicode.MaxASCII }) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch r {
		case ' ':
			return -1
		case '‐', '‑', '‒', '–', '—', '―', '−', '─', '━', 'ー':
			return '-'
		}
		return r
	}, s)
	return norm.NFKC.String(s) // signs that a blank kept apart may combine now
}

// NormalizeName brings a personal name into the one form that is stored. Blanks
// at the ends vanish, and inside a name of two to four Han characters (王　芳);
// elsewhere a run of blanks becomes one. A dot of any kind between two Han
// characters becomes "·" (U+00B7). Rare characters stay as they are.
func NormalizeName(s string) string {
	clean := true
	for _, r := range s {
		if !isHan(r) {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	runes := make([]rune, 0, len(s))
	han, other := 0, 0
	for _, r := range s {
		if r == unicode.ReplacementChar {
			continue
		}
		if isBlank(r) {
			if n := len(runes); n > 0 && runes[n-1] != ' ' {
				runes = append(runes, ' ')
			}
			continue
		}
		if isHan(r) {
			han++
		} else if !isDot(r) {
			other++
		}
		runes = append(runes, r)
	}
	if n := len(runes); n > 0 && runes[n-1] == ' ' {
		runes = runes[:n-1]
	}
	runes = joinDots(runes)
	if other == 0 && han >= 2 && han <= 4 {
		return strings.ReplaceAll(string(runes), " ", "")
	}
	return string(runes)
}

// joinDots rewrites han·han, blanks around the dot included.
func joinDots(in []rune) []rune {
	out := in[:0]
	for i := 0; i < len(in); i++ {
		start, end := i, i
		if in[start] == ' ' && start+1 < len(in) {
			end = start + 1
		}
		if isDot(in[end]) && len(out) > 0 && isHan(out[len(out)-1]) {
			next := end + 1
			if next < len(in) && in[next] == ' ' {
				next++
			}
			if next < len(in) && isHan(in[next]) {
				out = append(out, middleDot)
				i = next - 1
				continue
			}
		}
		out = append(out, in[i])
	}
	return out
}
