package cn

import (
	"strings"
	"unicode"

	"chengzhuan/backend/errs"
)

// Years outside this range are a slip of the pen in an office's lists.
const (
	firstYear = 1800
	lastYear  = 2199
)

func errUnreadDate() *errs.Error {
	return errs.New(errs.Invalid, "看不懂这个日期").Do("请写成 1975-03-16；日不详写 1975-03，只知道年份写 1975")
}

// ReadDate reads a date as offices write it: 1975.3.16, 1975/3/16, 1975-3-16,
// 1975年3月16日, 1975年3月, 197503, 19750316, 1975, full-width digits, blanks
// anywhere, Chinese numerals (二〇二六年三月五日), a time of day behind it
// (dropped), 00 for an unknown month or day. Blank text gives "". What stays
// unclear (two-digit years, lunar dates, years outside 1800–2199) is Invalid.
// Spreadsheet serials are the business of ExcelSerial.
func ReadDate(s string) (Date, error) {
	s = strings.TrimFunc(foldWidth(s), isBlank)
	if s == "" {
		return "", nil
	}
	if len(s) == 10 || len(s) == 7 || len(s) == 4 {
		if d := Date(s); d.Valid() && d.Year() >= firstYear && d.Year() <= lastYear {
			return d, nil
		}
	}
	s, ok := cutTime(s)
	if !ok {
		return "", errUnreadDate()
	}
	if strings.ContainsAny(s, "农阴初腊闰") || strings.Contains(s, "正月") {
		return "", errs.New(errs.Invalid, "这是农历日期").Do("请换成公历日期")
	}
	nums, ok := scanDate(s)
	if !ok {
		return "", errUnreadDate()
	}
	return buildDate(nums)
}

// datePart is a number and what follows it: 年, 月, 日, '.' for any separator, 0 for the end.
type datePart struct {
	value, width int
	unit         rune
}

func cutTime(s string) (string, bool) {
	colon := strings.IndexByte(s, ':')
	if colon < 0 {
		return s, true
	}
	cut := strings.LastIndexAny(s[:colon], " T")
	if cut <= 0 || strings.Trim(s[cut+1:], "0123456789:. Z") != "" {
		return s, false
	}
	return s[:cut], true
}

func scanDate(s string) ([]datePart, bool) {
	s = strings.TrimSuffix(strings.TrimSuffix(s, "生"), "出")
	var parts []datePart
	runes := []rune(s)
	for i := 0; i < len(runes); {
		r := runes[i]
		if isBlank(r) {
			i++
			continue
		}
		if _, digit := digitOf(r); digit {
			j := i
			for j < len(runes) {
				if _, more := digitOf(runes[j]); !more {
					break
				}
				j++
			}
			if len(parts) > 0 && parts[len(parts)-1].unit == 0 {
				parts[len(parts)-1].unit = '.' // blanks alone keep two numbers apart
			}
			p, ok := number(runes[i:j])
			if !ok || len(parts) == 3 {
				return nil, false
			}
			parts = append(parts, p)
			i = j
			continue
		}
		unit := unitOf(r)
		if unit == 0 || len(parts) == 0 || parts[len(parts)-1].unit != 0 {
			return nil, false
		}
		parts[len(parts)-1].unit = unit
		i++
	}
	return parts, len(parts) > 0
}

func unitOf(r rune) rune {
	switch r {
	case '年', '月', '日':
		return r
	case '号':
		return '日'
	case '.', '-', '/', '、', '。', '·', ',', '\\', '‐', '‑', '–', '—', '−', '．':
		return '.'
	}
	return 0
}

// digitOf also knows the numerals that are more than one digit: 十 廿 卅, and
// 元 for the first month or year.
func digitOf(r rune) (int, bool) {
	if r >= '0' && r <= '9' {
		return int(r - '0'), true
	}
	switch r {
	case '〇', '○', '零', 'Ο', '◯':
		return 0, true
	case '一', '元':
		return 1, true
	case '二':
		return 2, true
	case '三':
		return 3, true
	case '四':
		return 4, true
	case '五':
		return 5, true
	case '六':
		return 6, true
	case '七':
		return 7, true
	case '八':
		return 8, true
	case '九':
		return 9, true
	case '十':
		return 10, true
	case '廿':
		return 20, true
	case '卅':
		return 30, true
	}
	return 0, false
}

func number(run []rune) (datePart, bool) {
	if len(run) > 8 {
		return datePart{}, false
	}
	ascii, tens, value := 0, 0, 0
	for _, r := range run {
		n, _ := digitOf(r)
		if r == '元' && len(run) > 1 {
			return datePart{}, false
		}
		if r < unicode.MaxASCII {
			ascii++
		}
		if n >= 10 {
			tens++
		}
		value = value*10 + n
	}
	if ascii != 0 && ascii != len(run) {
		return datePart{}, false
	}
	if tens == 0 {
		return datePart{value: value, width: len(run)}, true
	}
	return tensNumber(run, tens)
}

// tensNumber reads 十, 十六, 三十, 三十一, 廿五: a number below 100 with one tens sign.
func tensNumber(run []rune, tens int) (datePart, bool) {
	if tens != 1 || len(run) > 3 {
		return datePart{}, false
	}
	value, seen := 0, false
	for i, r := range run {
		n, _ := digitOf(r)
		switch {
		case n == 0:
			return datePart{}, false
		case n >= 10 && i == 0:
			value, seen = n, true
		case n == 10 && i == 1:
			value, seen = value*10, true
		case n > 10:
			return datePart{}, false
		case seen && i == len(run)-1:
			value += n
		case i == 0:
			value = n
		default:
			return datePart{}, false
		}
	}
	return datePart{value: value, width: 2}, true
}

func buildDate(p []datePart) (Date, error) {
	y, m, d := p[0].value, -1, -1
	switch {
	case len(p) == 1 && p[0].unit == 0 && p[0].width == 8:
		y, m, d = p[0].value/10000, p[0].value/100%100, p[0].value%100
	case len(p) == 1 && p[0].unit == 0 && p[0].width == 6:
		y, m = p[0].value/100, p[0].value%100
	case p[0].unit == '月' || p[0].unit == '日':
		return "", errs.New(errs.Invalid, "这个日期没有写年份").Do("请写成 1975-03-16；日不详写 1975-03")
	case p[0].width != 4:
		if p[0].width <= 2 {
			return "", errs.New(errs.Invalid, "日期的年份要写在最前面，并写全四位").Do("请写成 1975-03-16")
		}
		return "", errUnreadDate()
	}
	if len(p) > 1 {
		if m >= 0 || p[1].width > 2 || p[1].unit == '日' {
			return "", errUnreadDate()
		}
		m = p[1].value
	}
	if len(p) > 2 {
		if p[2].width > 2 || p[2].unit == '年' || p[2].unit == '月' || p[1].unit == '年' {
			return "", errUnreadDate()
		}
		d = p[2].value
	}
	if len(p) == 2 && p[1].unit == '年' {
		return "", errUnreadDate()
	}
	if y < firstYear || y > lastYear {
		return "", errs.New(errs.Invalid, "日期的年份不对").Do("年份应在 1800 到 2199 之间，请核对")
	}
	switch {
	case d > 0 && m > 0:
		return NewDate(y, m, d)
	case d > 0:
		return "", errNoSuchDate()
	case m > 0:
		return NewMonth(y, m)
	}
	return NewYear(y)
}
