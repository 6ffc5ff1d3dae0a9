package cn_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/6tail/lunar-go/HolidayUtil"
	"pgregory.net/rapid"

	"chengzhuan/backend/cn"
)

func TestDay(t *testing.T) {
	c := cn.NewCalendar(cn.BuiltinHolidays())
	for d, want := range map[cn.Date]cn.DayInfo{
		"2026-02-14": {MakeUp: true, Weekend: true, Published: true, Name: "春节"},
		"2026-02-17": {Off: true, Published: true, Name: "春节"},
		"2026-02-15": {Off: true, Weekend: true, Published: true, Name: "春节"},
		"2026-10-10": {MakeUp: true, Weekend: true, Published: true, Name: "国庆节"},
		"2026-11-21": {Off: true, Weekend: true, Published: true},
		"2026-11-20": {Published: true},
		"2027-02-05": {Off: true, Name: "春节"}, // known from the law, the notice is not out
		"2027-02-09": {},
		"2028-01-26": {},
		"2026-11":    {}, "": {},
	} {
		if got := c.Day(d); got != want {
			t.Errorf("%s: %+v, want %+v", d, got, want)
		}
	}
	if !c.Published(2026) || c.Published(2027) || c.Published(2024) {
		t.Error("published years")
	}
}

// The public library knows the official tables of both years too.
func TestBuiltinHolidaysAgreeWithLibrary(t *testing.T) {
	c := cn.NewCalendar(cn.BuiltinHolidays())
	for d := cn.Date("2025-01-01"); d <= "2026-12-31"; d = d.AddDays(1) {
		h, info := HolidayUtil.GetHoliday(string(d)), c.Day(d)
		if (h != nil && h.IsWork()) != info.MakeUp || (h != nil) != (info.Name != "") || (h != nil && !h.IsWork()) != (info.Off && info.Name != "") {
			t.Errorf("%s: %+v, library %v", d, info, h)
		}
	}
}

func TestLegalHolidays(t *testing.T) {
	want := []string{"2027-01-01 元旦", "2027-02-05 春节", "2027-02-06 春节", "2027-02-07 春节", "2027-02-08 春节", "2027-04-05 清明节",
		"2027-05-01 劳动节", "2027-05-02 劳动节", "2027-06-09 端午节", "2027-09-15 中秋节", "2027-10-01 国庆节", "2027-10-02 国庆节", "2027-10-03 国庆节"}
	got := cn.LegalHolidays(2027)
	if len(got) != len(want) {
		t.Fatal(got)
	}
	for i, h := range got {
		if string(h.Date)+" "+h.Name != want[i] || !h.Off || !h.Legal {
			t.Errorf("%+v, want %s", h, want[i])
		}
	}
	builtin := cn.BuiltinHolidays()
	if tail := builtin[len(builtin)-len(got):]; !slices.Equal(tail, got) {
		t.Error("the built-in days of 2027", tail)
	}
	for year := 2025; year <= 2100; year += 5 {
		// 国庆 and 中秋 may share a day: then twelve.
		if n := len(cn.LegalHolidays(year)); n != 13 && n != 12 {
			t.Errorf("%d has %d days", year, n)
		}
	}
	if cn.LegalHolidays(2024) != nil || cn.LegalHolidays(2101) != nil {
		t.Error("outside the law and the tables")
	}
}

func TestImportedTableReplacesLegalDays(t *testing.T) {
	table := append(cn.BuiltinHolidays(), cn.Holiday{Date: "2027-02-09", Name: "春节", Off: true}, cn.Holiday{Date: "2027-02-20", Name: "春节"},
		cn.Holiday{Date: "2027-13-01", Name: "错"}, cn.Holiday{Date: "2027-03", Name: "错"})
	c := cn.NewCalendar(table)
	if !c.Published(2027) || !c.Day("2027-02-09").Off || !c.Day("2027-02-20").MakeUp || !c.Day("2027-02-05").Off {
		t.Error(c.Day("2027-02-09"), c.Day("2027-02-20"))
	}
	turn := cn.NewCalendar([]cn.Holiday{{Date: "2026-12-31", Name: "元旦", Off: true}, {Date: "2027-01-01", Name: "元旦", Off: true}})
	if turn.Published(2026) || turn.Published(2027) {
		t.Error("days at the turn of the year do not publish a year")
	}
}

func TestWorkingDays(t *testing.T) {
	c := cn.NewCalendar(cn.BuiltinHolidays())
	for _, k := range []struct {
		after, to cn.Date
		n         int
	}{
		{"2026-09-24", "2026-09-28", 1}, // 25–27 September off
		{"2026-10-10", "2026-10-12", 1}, // accepted on a make-up Saturday
		{"2026-09-30", "2026-10-10", 3},
		{"2026-02-13", "2026-02-28", 6},
		{"2026-11-21", "2026-11-21", 0}, {"2026-11-23", "2026-11-20", 0}, {"2026-11", "2026-11-20", 0}, {"", "", 0},
		{"2026-01-01", "2026-12-31", 248},
	} {
		if n := c.WorkingDays(k.after, k.to); n != k.n {
			t.Errorf("%s → %s: %d, want %d", k.after, k.to, n, k.n)
		}
	}
	for _, k := range []struct {
		from cn.Date
		n    int
		want cn.Date
	}{
		{"2026-09-21", 4, "2026-09-28"}, // a notice of five working days, the first counted
		{"2026-09-24", 1, "2026-09-28"}, {"2026-10-12", -1, "2026-10-10"}, {"2026-09-28", -5, "2026-09-20"},
		{"2026-11-21", 0, "2026-11-21"}, {"2026-11", 1, ""}, {"2026-11-21", 1 << 40, ""},
	} {
		if got := c.AddWorkingDays(k.from, k.n); got != k.want {
			t.Errorf("%s + %d = %s, want %s", k.from, k.n, got, k.want)
		}
	}
}

// drawTable makes a small wild holiday table.
func drawTable(rt *rapid.T) []cn.Holiday {
	var list []cn.Holiday
	for range rapid.IntRange(0, 40).Draw(rt, "holidays") {
		d := cn.Date("2026-01-01").AddDays(rapid.IntRange(0, 200).Draw(rt, "day"))
		list = append(list, cn.Holiday{Date: d, Name: "假", Off: rapid.Bool().Draw(rt, "off")})
	}
	return list
}

func workingDaysLaw(count func(*cn.Calendar, cn.Date, cn.Date) int) law {
	return func(rt *rapid.T) error {
		c := cn.NewCalendar(drawTable(rt))
		from := cn.Date("2025-12-20").AddDays(rapid.IntRange(0, 250).Draw(rt, "from"))
		to := from.AddDays(rapid.IntRange(0, 120).Draw(rt, "length"))
		naive := 0
		for d := from.AddDays(1); d <= to; d = d.AddDays(1) {
			if !c.Day(d).Off {
				naive++
			}
		}
		if n := count(c, from, to); n != naive {
			return fmt.Errorf("%s → %s: %d working days, counted %d", from, to, n, naive)
		}
		if naive > 0 {
			due := c.AddWorkingDays(from, naive)
			if due > to || c.Day(due).Off || c.WorkingDays(from, due) != naive {
				return fmt.Errorf("%s + %d working days = %s", from, naive, due)
			}
			if back := c.AddWorkingDays(due, -naive); !(back <= from) || c.WorkingDays(back, due) != naive {
				return fmt.Errorf("%s − %d working days = %s", due, naive, back)
			}
		}
		return nil
	}
}

func TestWorkingDaysLaw(t *testing.T) {
	holds(t, workingDaysLaw((*cn.Calendar).WorkingDays))
	caught(t, workingDaysLaw(func(c *cn.Calendar, a, b cn.Date) int { // counts the first day too
		return c.WorkingDays(a.AddDays(-1), b)
	}))
	caught(t, workingDaysLaw(func(c *cn.Calendar, a, b cn.Date) int { // forgets the table
		return cn.NewCalendar(nil).WorkingDays(a, b)
	}))
}

// Three first Fridays of either year are days off, so a rule for them is needed.
func TestFirstFridays(t *testing.T) {
	c := cn.NewCalendar(cn.BuiltinHolidays())
	var off []cn.Date
	for d := cn.Date("2026-01-01"); d <= "2027-12-31"; d = d.AddDays(1) {
		if d.Day() <= 7 && d.Weekday() == time.Friday && c.Day(d).Off {
			off = append(off, d)
		}
	}
	if got := fmt.Sprint(off); got != "[2026-01-02 2026-05-01 2026-10-02 2027-01-01 2027-02-05 2027-10-01]" {
		t.Error(got)
	}
}

func TestObservance(t *testing.T) {
	if cn.Observance("2027-07-01") != "建党纪念日" || cn.Observance("2027-07-02") != "" || cn.Observance("2027-07") != "" {
		t.Error("observances")
	}
}

func BenchmarkWorkingDays(b *testing.B) {
	c := cn.NewCalendar(cn.BuiltinHolidays())
	for b.Loop() {
		c.WorkingDays("2026-01-05", "2026-11-20")
	}
}
