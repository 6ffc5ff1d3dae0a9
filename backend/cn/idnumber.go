package cn

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"chengzhuan/backend/errs"
)

// ID is a citizen's number of GB 11643-1999 and what it says. Text always has
// 18 signs with a capital X; Sex is "1" (男) or "2" (女), as in Sexes; Upgraded
// says that it was written with the 15 digits of before 1999.
type ID struct {
	Text     string
	Birth    Date
	Sex      string
	Upgraded bool
}

const maxAge = 120

var (
	idWeights = [17]int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2}
	idChecks  = "10X98765432"
)

// IDCheckDigit returns the last sign for the first 17 digits (ISO 7064 MOD
// 11-2); not ok unless there are exactly 17 digits.
func IDCheckDigit(first17 string) (check byte, ok bool) {
	if len(first17) != 17 {
		return 0, false
	}
	sum := 0
	for i, w := range idWeights {
		c := first17[i]
		if c < '0' || c > '9' {
			return 0, false
		}
		sum += int(c-'0') * w
	}
	return idChecks[sum%11], true
}

// ParseID reads a citizen's number, tolerating blanks, dashes, full width, a
// small x and the apostrophe of spreadsheets. 15 digits are upgraded. Each kind
// of mistake has its own message, all are Invalid and none repeats the number.
// Without a full today, the future and the age of 120 are not checked. County
// digits are not looked up: merged counties keep their old codes.
func ParseID(s string, today Date) (ID, error) {
	s = cleanID(s)
	n := utf8.RuneCountInString(s)
	switch n {
	case 0:
		return ID{}, errID("没有公民身份号码")
	case 15, 18:
	default:
		return ID{}, errID(fmt.Sprintf("公民身份号码应为 18 位，现在是 %d 位", n))
	}
	if bad := firstNonDigit(s); bad == 17 && s[17] != 'X' {
		return ID{}, errID("公民身份号码最后一位应为数字或 X")
	} else if bad >= 0 && bad < 17 {
		return ID{}, errID(fmt.Sprintf("公民身份号码第 %d 位应为数字", bad+1))
	}
	if n == 15 {
		return parse18(s[:6]+"19"+s[6:], true, today)
	}
	return parse18(s, false, today)
}

func errID(message string) *errs.Error {
	return errs.New(errs.Invalid, message).Do("请对照身份证核对号码")
}

// parse18 takes 18 signs, or the 17 of an upgraded number.
func parse18(s string, upgraded bool, today Date) (ID, error) {
	if !provinces[(s[0]-'0')*10+s[1]-'0'] {
		return ID{}, errID("公民身份号码开头的两位不是省份代码")
	}
	y, _ := atoi(s[6:10])
	m, _ := atoi(s[10:12])
	d, _ := atoi(s[12:14])
	birth, err := NewDate(y, m, d)
	if err != nil {
		return ID{}, errID("公民身份号码里的出生日期不存在")
	}
	if today.Full() {
		if birth > today {
			return ID{}, errID("公民身份号码里的出生日期在今天之后")
		}
		if age, _ := Age(birth, today); age > maxAge {
			return ID{}, errID(fmt.Sprintf("按公民身份号码推算，年龄超过 %d 岁", maxAge))
		}
	}
	check, _ := IDCheckDigit(s[:17])
	if upgraded {
		s += string(rune(check))
	} else if s[17] != check {
		return ID{}, errID("公民身份号码校验码错误，可能有一位写错")
	}
	sex := "2"
	if (s[16]-'0')%2 == 1 {
		sex = "1"
	}
	return ID{Text: s, Birth: birth, Sex: sex, Upgraded: upgraded}, nil
}

// cleanID is NormalizeDigits without dashes and apostrophes, with a capital X.
func cleanID(s string) string {
	clean := true
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < '0' || c > '9') && c != 'X' {
			clean = false
			break
		}
	}
	if clean {
		return s
	}
	return strings.Map(func(r rune) rune {
		switch r {
		case '-', '\'', '‘', '’', '`':
			return -1
		case 'x', 'Х', 'х', '×', 'Χ', 'χ': // look-alikes from other alphabets
			return 'X'
		}
		return r
	}, NormalizeDigits(s))
}

// firstNonDigit counts in characters; -1 if there are only digits.
func firstNonDigit(s string) int {
	n := 0
	for _, r := range s {
		if r < '0' || r > '9' {
			return n
		}
		n++
	}
	return -1
}

// provinces by the first two digits (GB/T 2260); 83 is for residents of Taiwan.
var provinces = func() (set [100]bool) {
	for _, r := range [][2]int{{11, 15}, {21, 23}, {31, 37}, {41, 46}, {50, 54}, {61, 65}, {71, 71}, {81, 83}} {
		for p := r[0]; p <= r[1]; p++ {
			set[p] = true
		}
	}
	return set
}()

// IDFromNumber rescues an ID number from the text of a spreadsheet cell that
// holds a number. Spreadsheets keep 15 digits, so a 15-digit number comes back
// whole ("420000520410003", "4.20000520410003E+14") and an 18-digit one has
// always lost its end, whatever the cell shows: Invalid, with how to repair it.
// The result is not checked otherwise; ParseID does that.
func IDFromNumber(text string) (string, error) {
	digits, ok := integerDigits(strings.ToUpper(NormalizeDigits(text)))
	switch {
	case !ok:
		return "", errID("这个数字不是公民身份号码")
	case len(digits) == 15:
		return digits, nil
	case len(digits) > 15:
		return "", errs.New(errs.Invalid, "公民身份号码被表格当成数字，末尾几位已经丢失").
			Do("请在表格里把这一列设为文本格式，再重新填写号码")
	}
	return "", errID(fmt.Sprintf("公民身份号码应为 18 位，现在是 %d 位", len(digits)))
}

// integerDigits writes out 123, 123.0 and 1.23E+2; not ok when a fraction is left.
func integerDigits(s string) (string, bool) {
	mantissa, exponent, scientific := strings.Cut(s, "E")
	shift := 0
	if scientific {
		n, ok := atoi(strings.TrimPrefix(exponent, "+"))
		if !ok || n > 40 || exponent == "" {
			return "", false
		}
		shift = n
	}
	whole, fraction, _ := strings.Cut(mantissa, ".")
	fraction = strings.TrimRight(fraction, "0")
	if !allDigits(whole) || (fraction != "" && !allDigits(fraction)) || len(fraction) > shift {
		return "", false
	}
	digits := whole + fraction + strings.Repeat("0", shift-len(fraction))
	digits = strings.TrimLeft(digits, "0")
	return digits, digits != ""
}
