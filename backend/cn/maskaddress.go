package cn

import "strings"

// MaskAddress keeps of an address the estate and the building
// (仁寿门小区3栋2单元501室 → 仁寿门小区3栋), with estateOnly the estate. What
// follows the first house, entrance or room number is never shown; if nothing
// is left, or what is left is no place, "***".
func MaskAddress(s string, estateOnly bool) string {
	runes := []rune(strings.TrimFunc(foldWidth(s), isBlank))
	if len(runes) == 0 {
		return ""
	}
	end := len(runes)
	for i := 0; i < len(runes); {
		if runes[i] == '(' || runes[i] == ',' || runes[i] == '，' || runes[i] == ';' {
			end = i
			break
		}
		j := numeralEnd(runes, i)
		if j == i {
			i++
			continue
		}
		mark, size := placeMark(runes[j:])
		if mark == buildingMark && !estateOnly {
			end = j + size
			break
		}
		if mark == estateMark {
			i = j + size
			continue
		}
		if mark == noMark && !isASCIIDigits(runes[i:j]) {
			i = j // 八一路, 三江花园: part of the name
			continue
		}
		end = i
		break
	}
	kept := strings.TrimRight(string(runes[:end]), " -#·.、/第")
	if kept == "" {
		return stars(3)
	}
	return kept
}

type mark int

const (
	noMark mark = iota
	estateMark
	buildingMark
	roomMark
)

// placeMark says what the number before it counts.
func placeMark(after []rune) (mark, int) {
	text := string(after[:min(len(after), 4)])
	for _, m := range []string{"号大院", "号院", "号小区", "号地块", "村", "期", "区", "路", "街", "巷", "道", "里", "环", "队", "社区", "小区"} {
		if strings.HasPrefix(text, m) {
			return estateMark, len([]rune(m))
		}
	}
	for _, m := range []string{"号楼", "栋", "幢", "座", "#楼", "楼栋"} {
		if strings.HasPrefix(text, m) {
			return buildingMark, len([]rune(m))
		}
	}
	for _, m := range []string{"号", "单元", "室", "户", "门", "层", "楼", "组", "弄", "#", "-", "房", "梯", "铺", "厂"} {
		if strings.HasPrefix(text, m) {
			return roomMark, len([]rune(m))
		}
	}
	return noMark, 0
}

// numeralEnd returns the end of the number that starts at i (digits, Chinese
// numerals, a letter before or behind them as in A3), i if there is none.
func numeralEnd(r []rune, i int) int {
	j := i
	if j < len(r) && isLatin(r[j]) {
		j++
		if j < len(r) && isLatin(r[j]) {
			return i // a word
		}
	}
	for j < len(r) && isNumeral(r[j]) {
		j++
	}
	if j < len(r) && j > i && isLatin(r[j]) && !(j+1 < len(r) && isLatin(r[j+1])) {
		j++
	}
	return j
}

func isLatin(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' }

func isNumeral(r rune) bool {
	return r >= '0' && r <= '9' || strings.ContainsRune("〇零一二三四五六七八九十百甲乙丙丁", r)
}

func isASCIIDigits(r []rune) bool {
	for _, c := range r {
		if c >= '0' && c <= '9' {
			return true
		}
	}
	return false
}
