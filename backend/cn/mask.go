package cn

import (
	"strings"
	"unicode"
)

// The masks below make what a list or a wall may show. They count characters,
// not bytes, and when a text is not what they expect they show less, not more.
// Blank text stays "".

// MaskName keeps the surname, or the first part of a name with dots or words:
// 张* · 欧阳** · 买买提·***. A single character is hidden altogether.
func MaskName(s string) string {
	runes := []rune(NormalizeName(s))
	n := len(runes)
	if n == 0 {
		return ""
	}
	keep := 1
	if i := strings.IndexFunc(string(runes), func(r rune) bool { return r == middleDot || r == ' ' }); i > 0 {
		keep = len([]rune(string(runes)[:i])) + 1
	} else if n >= 3 && doubleSurname(runes) {
		keep = 2
	}
	if keep >= n || n == 1 {
		return stars(n)
	}
	return string(runes[:keep]) + starsFor(runes[keep:])
}

// MaskID is for internal lists: 420***********1234 (3 + 11 + 4), and
// 420*********003 for 15 digits. Of anything else three characters stay.
func MaskID(s string) string {
	switch runes := []rune(cleanID(s)); len(runes) {
	case 18:
		return around(runes, 3, 4)
	case 15:
		return around(runes, 3, 3)
	default:
		return around(runes, 3, 0)
	}
}

// MaskIDWall tells namesakes apart where others read: 42***************X
// (2 + 15 + 1). Prefer no number at all.
func MaskIDWall(s string) string {
	switch runes := []rune(cleanID(s)); len(runes) {
	case 18, 15:
		return around(runes, 2, 1)
	default:
		return around(runes, 2, 0)
	}
}

// MaskPhone gives 138****1234 for mobiles and 027-****3456 for landlines.
func MaskPhone(s string) string {
	phone, _ := ReadPhone(s)
	runes := []rune(phone)
	area, local, landline := strings.Cut(phone, "-")
	switch {
	case len(runes) == 0:
		return ""
	case isMobile(phone):
		return around(runes, 3, 4)
	case landline && allDigits(area) && allDigits(local) && area[0] == '0' && len(area) <= 4 && len(local) >= 7:
		return area + "-" + around([]rune(local), 0, 4)
	case len(runes) >= 7 && strings.Trim(phone, "+-0123456789") == "":
		return around(runes, 0, 4)
	}
	return stars(len(runes))
}

// MaskTail4 keeps the last four characters of a bank account or a number that
// tells namesakes apart: ****1234, whatever the length. Below eight characters
// nothing stays.
func MaskTail4(s string) string {
	runes := []rune(cleanID(s))
	switch {
	case len(runes) == 0:
		return ""
	case len(runes) < 8:
		return stars(4)
	}
	return stars(4) + string(runes[len(runes)-4:])
}

// MaskBirth keeps the year of a birth date: 1975.
func MaskBirth(s string) string {
	if strings.TrimFunc(s, isBlank) == "" {
		return ""
	}
	d, err := ReadDate(s)
	if err != nil || d == "" {
		return stars(4)
	}
	return string(d[:4])
}

// around keeps head and tail characters; if that would show all, it shows none.
func around(runes []rune, head, tail int) string {
	n := len(runes)
	if head+tail >= n {
		return stars(n)
	}
	return string(runes[:head]) + stars(n-head-tail) + string(runes[n-tail:])
}

func stars(n int) string { return strings.Repeat("*", n) }

// starsFor gives a star per character that takes room; dots and blanks stay
// hidden too, so that the parts of a name cannot be counted.
func starsFor(runes []rune) string {
	n := 0
	for _, r := range runes {
		if !unicode.Is(unicode.Mn, r) && r != middleDot && r != ' ' {
			n++
		}
	}
	return stars(n)
}
