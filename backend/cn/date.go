package cn

import (
	"time"

	"chengzhuan/backend/errs"
)

// Date is a calendar day, a month or a year: "", "2006", "2006-01" or
// "2006-01-02". This canonical text sorts as text; years run from 1000 to 9999.
// Methods on anything else behave as on "".
type Date string

const (
	minYear = 1000
	maxYear = 9999
)

func errNoSuchDate() *errs.Error {
	return errs.New(errs.Invalid, "这个日期不存在").Do("请核对月份和日期，例如 2 月没有 30 日")
}

// NewDate makes a full date; an impossible one (2026-02-30) is Invalid.
func NewDate(y, m, d int) (Date, error) {
	if y < minYear || y > maxYear || m < 1 || m > 12 || d < 1 || d > daysIn(y, m) {
		return "", errNoSuchDate()
	}
	return format(y, m, d), nil
}

// NewMonth makes a date whose day is unknown.
func NewMonth(y, m int) (Date, error) {
	if y < minYear || y > maxYear || m < 1 || m > 12 {
		return "", errNoSuchDate()
	}
	return format(y, m, 0), nil
}

// NewYear makes a date of which only the year is known.
func NewYear(y int) (Date, error) {
	if y < minYear || y > maxYear {
		return "", errNoSuchDate()
	}
	return format(y, 0, 0), nil
}

// ParseDate accepts canonical text only, "" included; everything else is
// Invalid. ReadDate understands what people write.
func ParseDate(s string) (Date, error) {
	if s == "" {
		return "", nil
	}
	if !Date(s).Valid() {
		if y, m, d, shaped := split(s); shaped && y >= minYear && (m > 0 || len(s) == 4) && (d > 0 || len(s) < 10) {
			return "", errNoSuchDate()
		}
		return "", errs.New(errs.Invalid, "日期的写法不对").Do("请写成 1975-03-16；日不详写 1975-03，只知道年份写 1975")
	}
	return Date(s), nil
}

// Valid reports whether d is canonical and not empty.
func (d Date) Valid() bool {
	y, m, day, shaped := split(string(d))
	if !shaped || y < minYear {
		return false
	}
	switch len(d) {
	case 4:
		return true
	case 7:
		return m >= 1 && m <= 12
	}
	return m >= 1 && m <= 12 && day >= 1 && day <= daysIn(y, m)
}

// Full reports whether year, month and day are known.
func (d Date) Full() bool { return len(d) == 10 && d.Valid() }

// Year returns the year, 0 if there is none.
func (d Date) Year() int { y, _, _ := d.parts(); return y }

// Month returns 1 to 12, 0 if unknown.
func (d Date) Month() int { _, m, _ := d.parts(); return m }

// Day returns 1 to 31, 0 if unknown.
func (d Date) Day() int { _, _, day := d.parts(); return day }

// Time returns midnight UTC of a full date.
func (d Date) Time() (time.Time, bool) {
	if !d.Full() {
		return time.Time{}, false
	}
	y, m, day := d.parts()
	return time.Date(y, time.Month(m), day, 0, 0, 0, 0, time.UTC), true
}

// First returns the earliest day that d can mean: 1975-03 gives 1975-03-01.
func (d Date) First() Date {
	y, m, day := d.parts()
	if y == 0 {
		return ""
	}
	return format(y, max(m, 1), max(day, 1))
}

// Last returns the latest day that d can mean: 1975 gives 1975-12-31.
func (d Date) Last() Date {
	y, m, day := d.parts()
	switch {
	case y == 0:
		return ""
	case m == 0:
		return format(y, 12, 31)
	case day == 0:
		return format(y, m, daysIn(y, m))
	}
	return d
}

// AddDays moves a full date; a partial one has no answer and gives "".
func (d Date) AddDays(n int) Date {
	if !d.Full() {
		return ""
	}
	return fromDays(days(d) + n)
}

// AddMonths moves by months and keeps the precision. A day that the month does
// not have becomes its last one: 2024-08-31 + 6 months is 2025-02-28. A year
// alone can only move by whole years, else the answer is "".
func (d Date) AddMonths(n int) Date {
	y, m, day := d.parts()
	if y == 0 || n < -12*maxYear || n > 12*maxYear {
		return ""
	}
	if m == 0 {
		if n%12 != 0 {
			return ""
		}
		m = 1
		return trim(format2(y*12+m-1+n, 0), 4)
	}
	return format2(y*12+m-1+n, day)
}

// AddYears moves by years and keeps the precision. The leap day becomes
// 28 February in a common year, everywhere in the program: 2024-02-29 + 1 year
// is 2025-02-28.
func (d Date) AddYears(n int) Date {
	if n < -maxYear || n > maxYear {
		return ""
	}
	return d.AddMonths(12 * n)
}

// Weekday returns the day of the week of a full date; of a partial one it is
// meaningless (Sunday).
func (d Date) Weekday() time.Weekday {
	if !d.Full() {
		return time.Sunday
	}
	return weekday(days(d))
}

// Monday returns the first day of d's week; weeks start on Monday (GB/T 7408).
func (d Date) Monday() Date {
	return d.AddDays(-(int(d.Weekday()) + 6) % 7)
}

// DaysBetween returns b − a in days; a partial date counts as its first day,
// and without two dates the answer is 0.
func DaysBetween(a, b Date) int {
	fa, fb := a.First(), b.First()
	if fa == "" || fb == "" {
		return 0
	}
	return days(fb) - days(fa)
}

// Today returns the calendar day of now in now's own time zone.
func Today(now time.Time) Date {
	y, m, d := now.Date()
	if y < minYear || y > maxYear {
		return ""
	}
	return format(y, int(m), d)
}

func (d Date) parts() (y, m, day int) {
	if !d.Valid() {
		return 0, 0, 0
	}
	y, m, day, _ = split(string(d))
	return y, m, day
}

// split reads the shape dddd[-dd[-dd]] without judging the numbers.
func split(s string) (y, m, d int, ok bool) {
	switch len(s) {
	case 10:
		if s[7] != '-' {
			return 0, 0, 0, false
		}
		if d, ok = atoi(s[8:10]); !ok {
			return 0, 0, 0, false
		}
		fallthrough
	case 7:
		if s[4] != '-' {
			return 0, 0, 0, false
		}
		if m, ok = atoi(s[5:7]); !ok {
			return 0, 0, 0, false
		}
		fallthrough
	case 4:
		if y, ok = atoi(s[:4]); !ok {
			return 0, 0, 0, false
		}
		return y, m, d, true
	}
	return 0, 0, 0, false
}

func atoi(s string) (int, bool) {
	n := 0
	for i := 0; i < len(s); i++ {
		c := s[i] - '0'
		if c > 9 {
			return 0, false
		}
		n = n*10 + int(c)
	}
	return n, true
}

// format writes the parts that are not zero.
func format(y, m, d int) Date {
	b := [10]byte{byte('0' + y/1000), byte('0' + y/100%10), byte('0' + y/10%10), byte('0' + y%10),
		'-', byte('0' + m/10), byte('0' + m%10), '-', byte('0' + d/10), byte('0' + d%10)}
	switch {
	case m == 0:
		return Date(b[:4])
	case d == 0:
		return Date(b[:7])
	}
	return Date(b[:])
}

// format2 writes the month number y*12+m-1 with a day that is cut to the month.
func format2(months, day int) Date {
	y, m := months/12, months%12+1
	if months < 0 || y < minYear || y > maxYear {
		return ""
	}
	return format(y, m, min(day, daysIn(y, m)))
}

func trim(d Date, n int) Date {
	if len(d) < n {
		return d
	}
	return d[:n]
}
