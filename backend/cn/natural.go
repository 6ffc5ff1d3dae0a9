package cn

import (
	"fmt"
	"strings"
)

// NaturalKey sorts names as people number them: 第二党小组 before 第十党小组, 3栋
// before 12栋; otherwise by pinyin. Numbers up to 99 written in Chinese, and
// any run of digits, count as numbers.
func NaturalKey(name string) string {
	var b strings.Builder
	runes := []rune(name)
	for i := 0; i < len(runes); {
		if n, used := leadingNumber(runes[i:]); used > 0 {
			fmt.Fprintf(&b, "0%09d", n)
			i += used
			continue
		}
		j := i + 1
		for j < len(runes) && !isNumberSign(runes[j]) {
			j++
		}
		b.WriteString(TextKeys(string(runes[i:j])).Sort)
		i = j
	}
	return b.String()
}

var numerals = map[rune]int{'零': 0, '〇': 0, '一': 1, '二': 2, '三': 3, '四': 4, '五': 5, '六': 6, '七': 7, '八': 8, '九': 9}

func isNumberSign(r rune) bool {
	_, han := numerals[r]
	return han || r == '十' || r >= '0' && r <= '9'
}

// leadingNumber reads the number at the start of the text and how many characters it takes, 0 for none.
func leadingNumber(r []rune) (n, used int) {
	for used < len(r) && used < 9 && r[used] >= '0' && r[used] <= '9' {
		n = n*10 + int(r[used]-'0')
		used++
	}
	if used > 0 {
		return n, used
	}
	tens, ok := 0, false
	if d, is := numerals[r[0]]; is {
		n, used, ok = d, 1, true
	}
	if used < len(r) && r[used] == '十' {
		if tens = 10; ok {
			tens = n * 10
		}
		n, ok = tens, true
		used++
		if used < len(r) {
			if d, is := numerals[r[used]]; is {
				n += d
				used++
			}
		}
	}
	if !ok {
		return 0, 0
	}
	return n, used
}
