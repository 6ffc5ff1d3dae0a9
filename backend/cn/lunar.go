package cn

import (
	"github.com/6tail/lunar-go/calendar"
)

// LunarDay is a day of the lunar calendar. Month is negative in a leap month;
// Text is as on a wall calendar (十月十三, 闰六月初一); Term is the solar term
// that begins on the day, Festival the traditional festival, "" mostly.
type LunarDay struct {
	Month, Day           int
	Text, Term, Festival string
}

// The years for which the lunar tables are trusted.
const (
	firstLunarYear = 1900
	lastLunarYear  = 2100
)

// Lunar converts a full date of the years 1900 to 2100; otherwise it is not
// ok. It never panics, although the library below does on impossible dates.
func Lunar(d Date) (day LunarDay, ok bool) {
	y, m, n := d.parts()
	if n == 0 || y < firstLunarYear || y > lastLunarYear {
		return LunarDay{}, false
	}
	defer func() {
		if recover() != nil {
			day, ok = LunarDay{}, false
		}
	}()
	l := calendar.NewSolarFromYmd(y, m, n).GetLunar()
	day = LunarDay{
		Month: l.GetMonth(),
		Day:   l.GetDay(),
		Text:  l.GetMonthInChinese() + "月" + l.GetDayInChinese(),
		Term:  l.GetJieQi(),
	}
	if first := l.GetFestivals().Front(); first != nil {
		day.Festival, _ = first.Value.(string)
	}
	return day, true
}
