package cn

import "time"

func leap(y int) bool { return y%4 == 0 && (y%100 != 0 || y%400 == 0) }

func daysIn(y, m int) int {
	switch m {
	case 2:
		if leap(y) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// days counts from 1 March of year 0 in the Gregorian calendar; d must be full.
func days(d Date) int {
	y, m, day, _ := split(string(d))
	return dayNumber(y, m, day)
}

// dayNumber puts March first, so that the leap day ends its year.
func dayNumber(y, m, d int) int {
	if m <= 2 {
		y--
		m += 12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*(m-3)+2)/5 + d - 1
}

// fromDays is the inverse of days; outside the years of Date it gives "".
func fromDays(n int) Date {
	if n < dayNumber(minYear, 1, 1) || n > dayNumber(maxYear, 12, 31) {
		return ""
	}
	y := (10000*n + 14780) / 3652425
	rest := n - (365*y + y/4 - y/100 + y/400)
	if rest < 0 {
		y--
		rest = n - (365*y + y/4 - y/100 + y/400)
	}
	mp := (100*rest + 52) / 3060
	m, d := mp+3, rest-(mp*306+5)/10+1
	if m > 12 {
		m -= 12
		y++
	}
	return format(y, m, d)
}

// weekday of a day number: day 0, 1 March 0000, was a Wednesday.
func weekday(n int) time.Weekday { return time.Weekday((n + 3) % 7) }
