package cn_test

import (
	"fmt"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
)

func TestParseDate(t *testing.T) {
	for _, s := range []string{"", "1975", "1975-03", "1975-03-16", "1972-02-29", "2000-02-29", "1000-01-01", "9999-12-31"} {
		d, err := cn.ParseDate(s)
		if err != nil || string(d) != s {
			t.Errorf("ParseDate(%q) = %q, %v", s, d, err)
		}
	}
	for _, s := range []string{"1973-02-29", "1900-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-01-00", "0999", "1975-3-16", "1975/03/16",
		" 1975", "197", "19750316", "1975-03-1x", "x975", "1975-13", "1975-00", "1975-03-16 ", "１９７５", "1975-03x16", "1975x03"} {
		if d, err := cn.ParseDate(s); err == nil || d != "" || !errs.Is(err, errs.Invalid) {
			t.Errorf("ParseDate(%q) = %q, %v, want Invalid", s, d, err)
		}
	}
	if _, err := cn.ParseDate("2026-02-30"); errs.Of(err).Message != "这个日期不存在" {
		t.Errorf("an impossible date is told apart from a wrong spelling: %v", err)
	}
}

func TestParts(t *testing.T) {
	d := must(t, "1975-03-16")
	if d.Year() != 1975 || d.Month() != 3 || d.Day() != 16 || !d.Full() || d.Weekday() != time.Sunday {
		t.Error("full date", d.Year(), d.Month(), d.Day(), d.Full(), d.Weekday())
	}
	if tm, ok := d.Time(); !ok || tm.Format("2006-01-02T15:04") != "1975-03-16T00:00" {
		t.Error(tm, ok)
	}
	m := must(t, "1976-02")
	if m.Year() != 1976 || m.Month() != 2 || m.Day() != 0 || m.Full() || m.First() != "1976-02-01" || m.Last() != "1976-02-29" {
		t.Error("month", m.First(), m.Last())
	}
	y := must(t, "1975")
	if y.Month() != 0 || y.First() != "1975-01-01" || y.Last() != "1975-12-31" {
		t.Error("year", y.First(), y.Last())
	}
	for _, d := range []cn.Date{"", "nonsense", "2026-02-30", "12"} {
		if d.Year() != 0 || d.Full() || d.First() != "" || d.Last() != "" || d.AddDays(1) != "" || d.AddMonths(1) != "" || cn.DaysBetween(d, "2026-01-01") != 0 {
			t.Errorf("%q must behave as no date", d)
		}
		if _, ok := d.Time(); ok {
			t.Errorf("%q has no time", d)
		}
	}
}

func TestDateArithmetic(t *testing.T) {
	for _, c := range []struct{ got, want cn.Date }{
		{must(t, "2024-02-29").AddYears(1), "2025-02-28"},
		{must(t, "2024-02-29").AddYears(4), "2028-02-29"},
		{must(t, "2024-08-31").AddMonths(6), "2025-02-28"},
		{must(t, "2024-01-31").AddMonths(-2), "2023-11-30"},
		{must(t, "2026-12-31").AddDays(1), "2027-01-01"},
		{must(t, "2000-03-01").AddDays(-1), "2000-02-29"},
		{must(t, "1975-11").AddMonths(3), "1976-02"},
		{must(t, "1975").AddYears(50), "2025"},
		{must(t, "1975").AddMonths(24), "1977"},
		{must(t, "1975").AddMonths(1), ""},
		{must(t, "1975-03").AddDays(1), ""},
		{must(t, "9999-12-31").AddDays(1), ""},
		{must(t, "1000-01-01").AddYears(-1), ""},
		{must(t, "2026-01-01").AddYears(1 << 60), ""},
		// Probation of an entry on 2025-06-20 ends between these, and the
		// reminder for an entry on 2025-12-01 comes 30 days before its end.
		{must(t, "2025-06-20").AddYears(1), "2026-06-20"},
		{must(t, "2025-06-20").AddMonths(18), "2026-12-20"},
		{must(t, "2025-06-20").AddYears(2), "2027-06-20"},
		{must(t, "2025-12-01").AddYears(1).AddDays(-30), "2026-11-01"},
		{must(t, "2001-11-15").AddYears(18), "2019-11-15"},
		{must(t, "2026-11-21").Monday(), "2026-11-16"},
		{must(t, "2027-01-03").Monday(), "2026-12-28"},
		{must(t, "2027-01-04").Monday(), "2027-01-04"},
	} {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
	if n := cn.DaysBetween("2026-01-01", "2027-01-01"); n != 365 {
		t.Error(n)
	}
	if n := cn.DaysBetween("2024-03-01", "2024-02"); n != -29 {
		t.Error(n)
	}
	zone := time.FixedZone("CST", 8*3600)
	if d := cn.Today(time.Date(2026, 11, 20, 17, 0, 0, 0, time.UTC).In(zone)); d != "2026-11-21" {
		t.Error("today is the day of the PC's own zone", d)
	}
	if d := cn.Today(time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC)); d != "" {
		t.Error(d)
	}
}

func addDaysLaw(add func(cn.Date, int) cn.Date) law {
	return func(rt *rapid.T) error {
		d, n := drawDate(rt, "d"), rapid.IntRange(-150000, 150000).Draw(rt, "n")
		tm, _ := d.Time()
		want := cn.Date(tm.AddDate(0, 0, n).Format("2006-01-02"))
		got := add(d, n)
		if got != want || cn.DaysBetween(d, got) != n {
			return fmt.Errorf("%s + %d days = %s (%d between), want %s", d, n, got, cn.DaysBetween(d, got), want)
		}
		if want, _ := want.Time(); got.Weekday() != want.Weekday() {
			return fmt.Errorf("%s is a %s", got, want.Weekday())
		}
		return nil
	}
}

func TestAddDaysLaw(t *testing.T) {
	holds(t, addDaysLaw(cn.Date.AddDays))
	caught(t, addDaysLaw(func(d cn.Date, n int) cn.Date { // a Julian calendar
		if r := d.AddDays(n); r > "1900-02-28" || d > "1900-02-28" {
			return r
		}
		return d.AddDays(n + 1)
	}))
}

func addMonthsLaw(add func(cn.Date, int) cn.Date) law {
	return func(rt *rapid.T) error {
		d, n := drawDate(rt, "d"), rapid.IntRange(-1200, 1200).Draw(rt, "n")
		got := add(d, n)
		if (got.Year()*12+got.Month())-(d.Year()*12+d.Month()) != n {
			return fmt.Errorf("%s + %d months = %s is another month", d, n, got)
		}
		if got.Day() != min(d.Day(), cn.Date(got[:7]).Last().Day()) {
			return fmt.Errorf("%s + %d months = %s: wrong day", d, n, got)
		}
		if m := cn.Date(d[:7]); m.AddMonths(n) != got[:7] {
			return fmt.Errorf("%s + %d months differs from its month's", d, n)
		}
		return nil
	}
}

func TestAddMonthsLaw(t *testing.T) {
	holds(t, addMonthsLaw(cn.Date.AddMonths))
	caught(t, addMonthsLaw(func(d cn.Date, n int) cn.Date { // time.AddDate rolls over
		tm, _ := d.Time()
		return cn.Date(tm.AddDate(0, n, 0).Format("2006-01-02"))
	}))
}

func TestExcelSerial(t *testing.T) {
	for _, c := range []struct {
		n    float64
		mac  bool
		want cn.Date
	}{
		{1, false, "1900-01-01"}, {59, false, "1900-02-28"}, {61, false, "1900-03-01"},
		{27469, false, "1975-03-16"}, {27469.75, false, "1975-03-16"}, {36526, false, "2000-01-01"}, {46347, false, "2026-11-21"},
		{0, true, "1904-01-01"}, {26007, true, "1975-03-16"}, {60, true, "1904-03-01"},
	} {
		if d, err := cn.ExcelSerial(c.n, c.mac); err != nil || d != c.want {
			t.Errorf("%v (1904 %v) = %q, %v, want %s", c.n, c.mac, d, err, c.want)
		}
	}
	nan := 0.0
	nan /= nan
	for _, n := range []float64{0, 60, 60.5, -1, 197503, 19750316, 1e300, nan, -nan} {
		if d, err := cn.ExcelSerial(n, false); err == nil {
			t.Errorf("%v = %q, want an error", n, d)
		}
	}
}
