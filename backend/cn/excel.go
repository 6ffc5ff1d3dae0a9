package cn

import (
	"math"

	"chengzhuan/backend/errs"
)

// ExcelSerial turns the number behind a spreadsheet date into a date; the time
// of day is dropped. In the 1900 system Excel counts a 29 February 1900 that
// never was, so serials up to 59 are one day off from the later ones, and 60 is
// Invalid. In the 1904 system 0 is 1904-01-01. Years after 2199 are Invalid:
// such a number (197503, 19750316) is not a serial but digits of a date.
func ExcelSerial(n float64, date1904 bool) (Date, error) {
	bad := func() (Date, error) {
		return "", errs.New(errs.Invalid, "这个数字不是日期").Do("请写成 1975-03-16 这样的日期")
	}
	if math.IsNaN(n) || n < 0 || n > 200000 {
		return bad()
	}
	serial := int(math.Floor(n))
	base := dayNumber(1899, 12, 30)
	switch {
	case date1904:
		base = dayNumber(1904, 1, 1)
	case serial == 0 || serial == 60:
		return bad()
	case serial < 60:
		base = dayNumber(1899, 12, 31)
	}
	d := fromDays(base + serial)
	if d.Year() > lastYear {
		return bad()
	}
	return d, nil
}
