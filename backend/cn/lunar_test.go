package cn_test

import (
	"fmt"
	"strings"
	"sync"
	"testing"

	"chengzhuan/backend/cn"
)

func TestLunar(t *testing.T) {
	for d, want := range map[cn.Date]cn.LunarDay{
		"2026-11-21": {Month: 10, Day: 13, Text: "十月十三"},
		"2025-07-25": {Month: -6, Day: 1, Text: "闰六月初一"},
		"2027-02-05": {Month: 12, Day: 29, Text: "腊月廿九", Festival: "除夕"},
		"2027-02-06": {Month: 1, Day: 1, Text: "正月初一", Festival: "春节"},
		"2026-12-22": {Month: 11, Day: 14, Text: "冬月十四", Term: "冬至"},
		"2026-10-18": {Month: 9, Day: 9, Text: "九月初九", Festival: "重阳节"},
	} {
		if got, ok := cn.Lunar(d); !ok || got != want {
			t.Errorf("%s: %+v, %v, want %+v", d, got, ok, want)
		}
	}
	festivals := map[cn.Date]string{"2027-02-06": "春节", "2028-01-26": "春节", "2029-02-13": "春节", "2030-02-03": "春节", "2027-02-20": "元宵节",
		"2027-06-09": "端午节", "2027-08-08": "七夕节", "2027-09-15": "中秋节", "2027-10-08": "重阳节", "2027-01-15": "腊八节"}
	for d, want := range festivals {
		if got, _ := cn.Lunar(d); got.Festival != want {
			t.Errorf("%s: %q, want %s", d, got.Festival, want)
		}
	}
	for _, d := range []cn.Date{"", "2026", "2026-11", "2026-02-30", "1899-12-31", "2101-01-01", "9999-12-31", "junk"} {
		if got, ok := cn.Lunar(d); ok || got != (cn.LunarDay{}) {
			t.Errorf("%s: %+v", d, got)
		}
	}
}

func TestSolarTerms2027(t *testing.T) {
	want := `小寒 01-05|大寒 01-20|立春 02-04|雨水 02-19|惊蛰 03-06|春分 03-21|清明 04-05|谷雨 04-20|立夏 05-06|小满 05-21|芒种 06-06|夏至 06-21|小暑 07-07|大暑 07-23|立秋 08-08|处暑 08-23|白露 09-08|秋分 09-23|寒露 10-08|霜降 10-23|立冬 11-07|小雪 11-22|大雪 12-07|冬至 12-22`
	var got []string
	for d := cn.Date("2027-01-01"); d <= "2027-12-31"; d = d.AddDays(1) {
		if l, ok := cn.Lunar(d); !ok {
			t.Fatal(d)
		} else if l.Term != "" {
			got = append(got, l.Term+" "+string(d[5:]))
		}
	}
	if s := strings.Join(got, "|"); s != want {
		t.Error(s)
	}
}

func TestLunarLeapMonths(t *testing.T) {
	leap := map[int]int{}
	previous, _ := cn.Lunar("2024-12-31")
	for d := cn.Date("2025-01-01"); d <= "2034-12-31"; d = d.AddDays(1) {
		l, ok := cn.Lunar(d)
		if !ok || l.Day != previous.Day+1 && l.Day != 1 {
			t.Errorf("%s: %+v after %+v", d, l, previous)
		}
		if previous = l; l.Month < 0 && leap[d.Year()] == 0 {
			leap[d.Year()] = -l.Month
		}
	}
	// 闰十一 of 2033 reaches into 2034.
	if got := fmt.Sprint(leap); got != "map[2025:6 2028:5 2031:3 2033:11 2034:11]" {
		t.Error(got)
	}
}

func TestLunarNeverFails(t *testing.T) {
	for d := cn.Date("1900-01-01"); d <= "2100-12-31"; d = d.AddDays(11) {
		if l, ok := cn.Lunar(d); !ok || l.Day < 1 || l.Day > 30 || l.Month == 0 || l.Month > 12 || l.Month < -12 || l.Text == "" {
			t.Fatalf("%s: %+v, %v", d, l, ok)
		}
	}
}

func TestLunarTogether(t *testing.T) {
	var wg sync.WaitGroup
	for k := range 4 {
		wg.Go(func() {
			for i := range 60 {
				d := cn.Date("2020-01-15").AddMonths(i*4 + k)
				if _, ok := cn.Lunar(d); !ok {
					t.Error(d)
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkLunar(b *testing.B) {
	for b.Loop() {
		cn.Lunar("2026-11-21")
	}
}
