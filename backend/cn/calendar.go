package cn

import (
	"slices"
	"time"
)

// Holiday is one day of the holiday table: off work, or (Off false) a weekend
// day worked to make up for one. Legal marks a day known from the law alone,
// while the State Council's notice with the shifted days is not out yet.
type Holiday struct {
	Date  Date
	Name  string
	Off   bool
	Legal bool
}

// DayInfo says what kind of day it is. Off is a day of rest, for whatever
// reason; MakeUp a weekend day that is worked; Name the holiday that is the
// reason for either ("" on ordinary days). Published is false when the year's
// official table is not known: then shifted days may be missing ("未公布").
type DayInfo struct {
	Off, MakeUp, Weekend, Published bool
	Name                            string
}

// Calendar knows the working days. It does not change after NewCalendar.
type Calendar struct {
	byDay     map[int]Holiday
	exception []int // day numbers where the table differs from Monday–Friday, ascending
	published map[int]bool
}

// NewCalendar makes a calendar of holiday tables; of two entries for one day
// the later one wins. Entries without a full date are ignored. A year counts as
// published when it has a day between February and November that is not Legal:
// at the turn of the year, tables of the neighbouring years reach over.
func NewCalendar(list []Holiday) *Calendar {
	c := &Calendar{byDay: make(map[int]Holiday, len(list)), published: make(map[int]bool)}
	for _, h := range list {
		if !h.Date.Full() {
			continue
		}
		c.byDay[days(h.Date)] = h
		if m := h.Date.Month(); !h.Legal && m >= 2 && m <= 11 {
			c.published[h.Date.Year()] = true
		}
	}
	for n, h := range c.byDay {
		if h.Off != isWeekend(n) {
			c.exception = append(c.exception, n)
		}
	}
	slices.Sort(c.exception)
	return c
}

func isWeekend(n int) bool {
	w := weekday(n)
	return w == time.Saturday || w == time.Sunday
}

// Day describes a full date; for anything else it gives the zero value.
func (c *Calendar) Day(d Date) DayInfo {
	if !d.Full() {
		return DayInfo{}
	}
	n := days(d)
	h, listed := c.byDay[n]
	info := DayInfo{Off: isWeekend(n), Weekend: isWeekend(n), Name: h.Name, Published: c.published[d.Year()]}
	if listed {
		info.Off = h.Off
		info.MakeUp = !h.Off && info.Weekend
	}
	return info
}

// Published reports whether the official table of a year is known.
func (c *Calendar) Published(year int) bool { return c.published[year] }

func (c *Calendar) working(n int) bool {
	if h, listed := c.byDay[n]; listed {
		return !h.Off
	}
	return !isWeekend(n)
}

// WorkingDays counts the working days after the one day up to and including
// the other: received Thursday, done Friday is 1. 0 if to is not later, or a
// date is not full.
func (c *Calendar) WorkingDays(after, to Date) int {
	if !after.Full() || !to.Full() || to <= after {
		return 0
	}
	a, b := days(after), days(to)
	count := weekdaysUpTo(b) - weekdaysUpTo(a)
	first, _ := slices.BinarySearch(c.exception, a+1)
	for _, n := range c.exception[first:] {
		if n > b {
			break
		}
		if isWeekend(n) {
			count++
		} else {
			count--
		}
	}
	return count
}

// weekdaysUpTo counts Mondays to Fridays from a fixed Monday through day n.
func weekdaysUpTo(n int) int {
	n += 3 // day 0 was a Wednesday: now weeks start on Monday, from 1
	return n/7*5 + min(n%7, 5)
}

// AddWorkingDays returns the nth working day after from, for negative n before
// it; for 0 from itself, whatever day it is. "" if from is not full or n is
// beyond ±20,000.
func (c *Calendar) AddWorkingDays(from Date, n int) Date {
	if !from.Full() || n > 20000 || n < -20000 {
		return ""
	}
	day, step := days(from), 1
	if n < 0 {
		n, step = -n, -1
	}
	for n > 0 {
		day += step
		if c.working(day) {
			n--
		}
	}
	return fromDays(day)
}
