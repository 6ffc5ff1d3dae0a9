package cn

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	maxReadings  = 4  // keys per text
	maxKeyLength = 64 // characters of a text that are read
)

// NameKeys are the Latin keys that a text is found by: lower-case letters and
// digits only, ü written v, no more than four of each, without doubles. Full
// has whole syllables (wangfang), Initials their first letters (wf), Given the
// syllables behind the surname (fang; for 买买提·吐尔逊 those behind the dot).
// Sort orders a list by the first reading, character by character, so that
// equal characters stay together (all 王 before all 汪); numbers sort by value.
type NameKeys struct {
	Full, Initials []string
	Sort           string
	Given          []string
}

// KeysOf makes the keys of a personal name. A surname is read as a surname
// first (曾 zeng, 单 shan, 尉迟 yuchi), in its common reading second.
func KeysOf(name string) NameKeys {
	return keysOf(nameUnits([]rune(clip(NormalizeName(name)))))
}

// TextKeys makes the keys of any other text: an estate, an organization. Given
// stays empty.
func TextKeys(text string) NameKeys {
	return keysOf(textUnits([]rune(clip(text))))
}

// PinyinQuery brings what someone types into the form of the keys: lower case,
// blanks, apostrophes and tone marks dropped, ü and u: as v. "" if it holds
// anything but Latin letters and digits, and so cannot be pinyin.
func PinyinQuery(text string) string {
	var b strings.Builder
	for _, r := range strings.ToLower(foldWidth(text)) {
		switch {
		case r < utf8.RuneSelf && (r >= 'a' && r <= 'z' || r >= '0' && r <= '9'):
			b.WriteRune(r)
		case r == ' ' || r == '\'' || r == '’' || r == '-' || r == '·':
		default:
			plain, _, ok := bare(r)
			if !ok {
				return ""
			}
			b.WriteByte(plain)
		}
	}
	q := b.String()
	q = strings.ReplaceAll(q, "lyu", "lv")
	return strings.ReplaceAll(q, "nyu", "nv")
}

func clip(s string) string {
	if len(s) <= maxKeyLength {
		return s
	}
	n := 0
	for i := range s {
		if n == maxKeyLength {
			return s[:i]
		}
		n++
	}
	return s
}

// unit is one character of a text with its readings, best first. Latin letters
// and digits read as themselves; start marks the first of a word of those.
type unit struct {
	r        rune
	readings []syllable
	start    bool
	given    bool
}

func nameUnits(runes []rune) []unit {
	units := make([]unit, 0, len(runes))
	surname, dot := surnameLength(runes), false
	for i, r := range runes {
		if r == middleDot || r == ' ' {
			dot = true
			continue
		}
		u := unit{r: r, given: dot}
		switch {
		case i < surname && surname == 2:
			u.readings = doubleSurnames[string(runes[:2])][i]
		case i < surname:
			u.readings = surnameReadings(r)
		default:
			u.readings = givenReadings(r)
			u.given = u.given || surname > 0
		}
		u.start = startsWord(runes, i)
		units = append(units, u)
	}
	return units
}

// surnameLength is 0 for names in parts and for those that do not begin in Han
// characters, 2 for a double surname with a given name behind it, else 1.
func surnameLength(runes []rune) int {
	han, leading := 0, true
	for _, r := range runes {
		if r == middleDot || r == ' ' {
			return 0
		}
		if leading = leading && isHan(r); leading {
			han++
		}
	}
	if han >= 3 && doubleSurname(runes) {
		return 2
	}
	return min(han, 1)
}

func doubleSurname(runes []rune) bool {
	var key [8]byte
	k := utf8.AppendRune(utf8.AppendRune(key[:0], runes[0]), runes[1])
	_, ok := doubleSurnames[string(k)]
	return ok
}

func textUnits(runes []rune) []unit {
	units := make([]unit, 0, len(runes))
	for i := 0; i < len(runes); i++ {
		if i+1 < len(runes) && isHan(runes[i]) {
			if word, ok := words[string(runes[i:i+2])]; ok {
				units = append(units, unit{r: runes[i], readings: word[0]}, unit{r: runes[i+1], readings: word[1]})
				i++
				continue
			}
		}
		u := unit{r: runes[i], start: startsWord(runes, i)}
		if special, ok := textSpecials[runes[i]]; ok {
			u.readings = special
		} else {
			u.readings = common(runes[i])
		}
		units = append(units, u)
	}
	return units
}

func isWordRune(r rune) bool {
	return unicode.IsDigit(r) || unicode.IsLetter(r) && !isHan(r)
}

func startsWord(runes []rune, i int) bool {
	if !isWordRune(runes[i]) {
		return false
	}
	return i == 0 || !isWordRune(runes[i-1]) || unicode.IsDigit(runes[i-1]) != unicode.IsDigit(runes[i])
}

func surnameReadings(r rune) []syllable {
	if s, ok := surnames[r]; ok {
		return s
	}
	return givenReadings(r)
}

func givenReadings(r rune) []syllable {
	if s, ok := givenSpecials[r]; ok {
		return s
	}
	return common(r)
}

func keysOf(units []unit) NameKeys {
	var k NameKeys
	var pick [maxKeyLength + 1]uint8
	choice := pick[:len(units)]
	k.Sort = sortKey(units)
	k.add(units, choice)
	ambiguous := make([]int, 0, 8)
	for i := range units {
		if len(units[i].readings) > 1 {
			ambiguous = append(ambiguous, i)
		}
	}
	// One character read otherwise first, then pairs.
	for _, i := range ambiguous {
		for c := 1; c < len(units[i].readings); c++ {
			choice[i] = uint8(c)
			k.add(units, choice)
		}
		choice[i] = 0
	}
	for a, i := range ambiguous {
		for _, j := range ambiguous[a+1:] {
			choice[i], choice[j] = 1, 1
			k.add(units, choice)
			choice[i], choice[j] = 0, 0
		}
	}
	return k
}

// add appends the keys of one choice of readings while there is room.
func (k *NameKeys) add(units []unit, choice []uint8) {
	if len(k.Full) == maxReadings {
		return
	}
	var fullBuf, shortBuf, givenBuf [96]byte
	full, short, given := fullBuf[:0], shortBuf[:0], givenBuf[:0]
	for i := range units {
		u := &units[i]
		if len(u.readings) == 0 {
			continue
		}
		s := u.readings[choice[i]].text
		full = append(full, s...)
		if u.given {
			given = append(given, s...)
		}
		if isHan(u.r) || u.start || s[0] <= '9' {
			short = append(short, s[0])
		}
	}
	k.Full = appendNew(k.Full, full)
	k.Initials = appendNew(k.Initials, short)
	k.Given = appendNew(k.Given, given)
}

func appendNew(list []string, key []byte) []string {
	if len(key) == 0 {
		return list
	}
	for _, have := range list {
		if have == string(key) {
			return list
		}
	}
	return append(list, string(key))
}

// sortKey writes per character syllable, tone and the character itself; digits
// as their count and themselves; what has no reading goes to the end.
func sortKey(units []unit) string {
	var buf [128]byte
	b := buf[:0]
	for i := 0; i < len(units); i++ {
		u := &units[i]
		switch {
		case len(u.readings) == 0:
			if isHan(u.r) {
				b = append(b, '~')
				b = utf8.AppendRune(b, u.r)
			}
		case u.readings[0].text[0] <= '9':
			j := i
			for j < len(units) && len(units[j].readings) > 0 && units[j].readings[0].text[0] <= '9' {
				j++
			}
			b = appendNumber(b, units[i:j])
			i = j - 1
		case isHan(u.r):
			b = append(b, u.readings[0].text...)
			b = append(b, u.readings[0].tone)
			b = utf8.AppendRune(b, u.r)
		default:
			b = append(b, u.readings[0].text...)
		}
	}
	return string(b)
}

func appendNumber(b []byte, digits []unit) []byte {
	for len(digits) > 1 && digits[0].readings[0].text == "0" {
		digits = digits[1:]
	}
	b = append(b, byte('0'+min(len(digits), 9)))
	for _, d := range digits {
		b = append(b, d.readings[0].text...)
	}
	return b
}
