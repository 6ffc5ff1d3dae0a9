package registers_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// drawTable makes entries around a spring festival that the program knows.
func drawTable(rt *rapid.T) []registers.Holiday {
	var out []registers.Holiday
	for i := range rapid.IntRange(0, 12).Draw(rt, "entries") {
		out = append(out, registers.Holiday{
			Date: cn.Date("2026-02-08").AddDays(rapid.IntRange(0, 24).Draw(rt, fmt.Sprint("day", i))), Name: "春节",
			Kind: rapid.SampledFrom([]string{registers.DayOff, registers.DayWorked}).Draw(rt, fmt.Sprint("kind", i)),
		})
	}
	return out
}

// Day by day: the last entry of the book decides, where there is none the table that
// came with the program; and a deadline is the nth of the days that are worked.
func TestBookDecidesDayByDay(t *testing.T) {
	builtin := cn.NewCalendar(cn.BuiltinHolidays())
	override := func(calendar func([]registers.Holiday) *cn.Calendar) law {
		return func(rt *rapid.T) error {
			entries := drawTable(rt)
			off := func(d cn.Date) bool {
				for i := len(entries) - 1; i >= 0; i-- {
					if entries[i].Date == d {
						return entries[i].Kind == registers.DayOff
					}
				}
				return builtin.Day(d).Off
			}
			env := schema.Env{Calendar: calendar(entries)}
			from, n := cn.Date("2026-02-05").AddDays(rapid.IntRange(0, 20).Draw(rt, "from")), rapid.IntRange(1, 12).Draw(rt, "working days")
			due := from
			for left := n; left > 0; {
				if due = due.AddDays(1); !off(due) {
					left--
				}
			}
			if got := env.Working(from, n); got != due {
				return fmt.Errorf("%d working days after %s: %s, want %s", n, from, got, due)
			}
			if got := env.WorkingDays(from, due); got != n {
				return fmt.Errorf("from %s to %s: %d, want %d", from, due, got, n)
			}
			return nil
		}
	}
	override(registers.CalendarOf).holds(t)
	// One in which what came with the program wins over the office.
	override(func(entries []registers.Holiday) *cn.Calendar {
		var list []cn.Holiday
		for _, h := range entries {
			list = append(list, cn.Holiday{Date: h.Date, Name: h.Name, Off: h.Kind != registers.DayWorked})
		}
		return cn.NewCalendar(append(list, cn.BuiltinHolidays()...))
	}).caught(t)
	// One that takes only days off.
	override(func(entries []registers.Holiday) *cn.Calendar {
		entries = slices.Clone(entries)
		for i := range entries {
			entries[i].Kind = registers.DayOff
		}
		return registers.CalendarOf(entries)
	}).caught(t)
}

// Without a table of its own a book has the one that came with the program.
func TestNoTableIsTheBuiltInOne(t *testing.T) {
	a, b := registers.CalendarOf(nil), schema.Env{}.Days()
	for d := cn.Date("2025-01-01"); d <= "2027-12-31"; d = d.AddDays(1) {
		if a.Day(d) != b.Day(d) {
			t.Fatalf("%s: %+v, %+v", d, a.Day(d), b.Day(d))
		}
	}
}
