package cn

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
)

// syllable is one reading of a character; tone is '1' to '5'.
type syllable struct {
	text string
	tone byte
}

// common returns the first reading of the dictionary, or a Latin letter or digit itself.
func common(r rune) []syllable {
	if r < utf8.RuneSelf {
		c := byte(unicode.ToLower(r))
		if c >= 'a' && c <= 'z' || c >= '0' && c <= '9' {
			return latin[c : c+1]
		}
		return nil
	}
	if dict, ok := pinyin.PinyinDict[int(r)]; ok {
		s, _, _ := strings.Cut(dict, ",")
		if plain := parseMarked(s); plain.text != "" {
			return []syllable{plain}
		}
		return nil
	}
	if folded := []rune(foldWidth(string(r))); len(folded) == 1 && folded[0] < utf8.RuneSelf {
		return common(folded[0])
	}
	return nil
}

// latin holds the letters and digits as readings of themselves.
var latin = func() (t [128]syllable) {
	for c := range t {
		t[c] = syllable{text: string(rune(c))}
	}
	return t
}()

// parseMarked turns zhāng into zhang and its tone.
func parseMarked(s string) syllable {
	var buf [16]byte
	b := buf[:0]
	tone := byte('5')
	for _, r := range s {
		if r >= 'a' && r <= 'z' {
			b = append(b, byte(r))
			continue
		}
		if plain, t, ok := bare(r); ok {
			b = append(b, plain)
			if t != '5' {
				tone = t
			}
		}
	}
	return syllable{string(b), tone}
}

// bare strips the tone mark of a vowel; ü is v.
func bare(r rune) (plain byte, tone byte, ok bool) {
	if r < 0 || int(r) >= len(marked) {
		return 'm', '2', r == 'ḿ'
	}
	m := marked[r]
	return m.plain, m.tone, m.plain != 0
}

type markedVowel struct{ plain, tone byte }

var marked = func() (t [0x200]markedVowel) {
	const signs = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüńňǹê"
	const letters = "aaaaeeeeiiiioooouuuuvvvvvnnne"
	const tones = "12341234123412341234123452345"
	i := 0
	for _, r := range signs {
		t[r] = markedVowel{letters[i], tones[i]}
		i++
	}
	return t
}()
