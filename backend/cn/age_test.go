package cn_test

import (
	"testing"

	"chengzhuan/backend/cn"
)

func TestAge(t *testing.T) {
	const today = "2026-11-21"
	for _, c := range []struct {
		birth, today cn.Date
		years        int
		ok           bool
	}{
		{"1975-03-16", today, 51, true}, {"1975-11-21", today, 51, true}, {"1975-11-22", today, 50, true},
		{"1972-02-29", "2025-02-27", 52, true}, {"1972-02-29", "2025-02-28", 53, true},
		{"1975", today, 51, true}, {"1975-12", today, 50, true}, {"1975-11", today, 51, true},
		{today, today, 0, true}, {"2026-11-22", today, 0, false}, {"", today, 0, false}, {"1975-03-16", "", 0, false}, {"1975-03-16", "2026", 0, false},
		{"2001-11-15", "2019-11-14", 17, true}, {"2001-11-15", "2019-11-15", 18, true}, // old enough to enter on the birthday
	} {
		if years, ok := cn.Age(c.birth, c.today); years != c.years || ok != c.ok {
			t.Errorf("Age(%s, %s) = %d, %v, want %d, %v", c.birth, c.today, years, ok, c.years, c.ok)
		}
	}
}

func TestPartyAge(t *testing.T) {
	const today = "2026-11-21"
	for _, c := range []struct {
		entered, confirmed cn.Date
		years              int
		ok                 bool
	}{
		{"2019-11-15", "2020-11-15", 6, true},  // from the confirmation, not the entry
		{"2025-12-01", "", 0, false},           // on probation
		{"1976-07-01", "", 50, true},           // no probation at that time
		{"1976-07-01", "1977-07-01", 49, true}, // what is written wins
		{"1969-03-31", "", 0, false}, {"1969-04-01", "", 57, true}, {"1977-08-31", "", 49, true}, {"1977-09-01", "", 0, false},
		{"1977", "", 0, false}, {"1976", "", 50, true}, {"1969-04", "", 57, true}, {"", "", 0, false},
	} {
		if years, ok := cn.PartyAge(c.entered, c.confirmed, today); years != c.years || ok != c.ok {
			t.Errorf("PartyAge(%s, %s) = %d, %v, want %d, %v", c.entered, c.confirmed, years, ok, c.years, c.ok)
		}
	}
}

func TestMedalYear(t *testing.T) {
	for _, c := range []struct {
		entered, confirmed cn.Date
		year               int
		ok                 bool
	}{
		{"1976-06-30", "1977-06-30", 2027, true}, {"1976-07-02", "1977-07-02", 2028, true}, {"1976-07-01", "1977-07-01", 2027, true},
		{"1976-07-01", "", 2026, true}, {"2025-12-01", "", 0, false}, {"", "", 0, false},
	} {
		if year, ok := cn.MedalYear(c.entered, c.confirmed); year != c.year || ok != c.ok {
			t.Errorf("MedalYear(%s, %s) = %d, %v, want %d, %v", c.entered, c.confirmed, year, ok, c.year, c.ok)
		}
	}
}

func TestAgeBand(t *testing.T) {
	for years, want := range map[int]string{-1: "", 18: "30岁及以下", 30: "30岁及以下", 31: "31–35岁", 35: "31–35岁", 36: "36–40岁", 45: "41–45岁", 46: "46–50岁", 55: "51–55岁", 60: "56–60岁", 61: "61岁及以上"} {
		if got := cn.AgeBand(years); got != want {
			t.Errorf("%d: %s, want %s", years, got, want)
		}
	}
}
