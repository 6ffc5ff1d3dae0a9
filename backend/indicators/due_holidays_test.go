package indicators_test

import (
	"fmt"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/indicators"
	"chengzhuan/backend/registers"
)

// The holiday table of next year is asked for from November, as something to do only
// from December; that of the running year as long as it is missing.
func TestMissingHolidayTable(t *testing.T) {
	for _, c := range []struct {
		today cn.Date
		years []int // whose tables the book has, besides those that came with the program
		want  string
	}{
		{"2026-10-31", nil, "[]"},
		{"2026-11-01", nil, "[2027 blue]"},
		{"2026-11-30", []int{2027}, "[]"},
		{"2026-12-01", nil, "[2027 amber]"},
		{"2026-12-31", []int{2027}, "[]"},
		{"2027-03-01", nil, "[2027 amber]"},
		{"2027-03-01", []int{2027}, "[]"},
		{"2027-11-05", []int{2027}, "[2028 blue]"},
		{"2027-12-05", nil, "[2027 amber 2028 amber]"},
		{"2027-12-05", []int{2027, 2028}, "[]"},
	} {
		l := openOn(t, c.today)
		for _, year := range c.years {
			add(t, l, registers.Holidays.Def, "date", fmt.Sprintf("%d-05-01", year), "name", "劳动节", "kind", registers.DayOff)
		}
		v, err := new(indicators.Desk).Today(ctx, l)
		if err != nil {
			t.Fatal(err)
		}
		got, felt := []string{}, 0
		for _, i := range v.Items {
			got = append(got, i.Title[:4]+" "+i.Tone)
			if i.Tone == "amber" {
				felt++
			}
			if i.Register != registers.Holidays.Key || i.ID != "" {
				t.Errorf("%s leads to %s %s", i.Title, i.Register, i.ID)
			}
		}
		if fmt.Sprint(got) != c.want {
			t.Errorf("%s with %v: %v, want %s", c.today, c.years, got, c.want)
		}
		if n, err := new(indicators.Desk).DueCount(ctx, l); err != nil || n != felt {
			t.Errorf("%s: the mark says %d, the list %d, %v", c.today, n, felt, err)
		}
	}
}

// The week on the first page marks days off by the book's table.
func TestWeekFollowsTheHolidayTable(t *testing.T) {
	l := open(t)
	week := func() string {
		v, err := new(indicators.Desk).Today(ctx, l)
		if err != nil {
			t.Fatal(err)
		}
		out := ""
		for _, d := range v.Week {
			out += map[bool]string{true: "休", false: "班"}[d.Off]
		}
		return out
	}
	if got := week(); got != "休休班班班班班" {
		t.Fatal(got)
	}
	add(t, l, registers.Holidays.Def, "date", "2026-11-22", "name", "校庆", "kind", registers.DayWorked)
	add(t, l, registers.Holidays.Def, "date", "2026-11-24", "name", "校庆", "kind", registers.DayOff)
	if got := week(); got != "休班班休班班班" {
		t.Error(got)
	}
}
