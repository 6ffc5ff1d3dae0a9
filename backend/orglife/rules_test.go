package orglife_test

import (
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/orglife"
	"chengzhuan/backend/registers"
	"pgregory.net/rapid"
)

const thousand = 1000_00

// The worked examples of 中组发〔2008〕3号, to the fen.
func TestDuesOf(t *testing.T) {
	for _, x := range []struct {
		payer      string
		base, want int64
	}{
		{registers.PayerWage, 2860_00, 14_30}, {registers.PayerWage, 3000_00, 15_00}, {registers.PayerWage, 3000_01, 30_00},
		{registers.PayerWage, 5000_00, 50_00}, {registers.PayerWage, 5000_01, 75_00}, {registers.PayerWage, 10000_00, 150_00},
		{registers.PayerWage, 10000_01, 200_00}, {registers.PayerAnnual, 10000_01, 200_00}, {registers.PayerOwn, 2860_00, 14_30},
		{registers.PayerRetired, 3200_00, 16_00}, {registers.PayerRetired, 5000_00, 25_00}, {registers.PayerRetired, 5000_01, 50_00},
		{registers.PayerRetired, 7000_00, 70_00},
		{registers.PayerFarmer, 0, 20}, {registers.PayerFarmer, 3000_00, 20}, {registers.PayerLow, 0, 20},
		{registers.PayerWage, 60000_00, thousand}, {registers.PayerWage, 0, 0}, {"", 3000_00, 0},
	} {
		d := orglife.DuesOf(x.payer, x.base, orglife.HalfUp, thousand)
		if d.Amount != x.want || d.Why == "" {
			t.Errorf("%s %d: %+v, want %d", x.payer, x.base, d, x.want)
		}
	}
	if d := orglife.DuesOf(registers.PayerWage, 60000_00, orglife.HalfUp, thousand); d.Whole != 1200_00 {
		t.Errorf("the amount without its limit is %d", d.Whole)
	}
	for round, want := range map[orglife.Rounding]int64{orglife.HalfUp: 14_31, orglife.Down: 14_30, orglife.Up: 14_31} {
		if d := orglife.DuesOf(registers.PayerWage, 2861_01, round, thousand); d.Amount != want { // 14.30505
			t.Errorf("rounding %d: %d, want %d", round, d.Amount, want)
		}
	}
	for round, want := range map[orglife.Rounding]int64{orglife.HalfUp: 14_30, orglife.Down: 14_30, orglife.Up: 14_31} {
		if d := orglife.DuesOf(registers.PayerWage, 2860_20, round, thousand); d.Amount != want { // 14.301
			t.Errorf("rounding %d: %d, want %d", round, d.Amount, want)
		}
	}
}

// Who earns more never owes less, the roundings lie around each other, and one rate
// holds for the whole base.
func TestDuesGrow(t *testing.T) {
	law := func(dues func(string, int64, orglife.Rounding, int64) orglife.Dues) func(*rapid.T) bool {
		return func(rt *rapid.T) bool {
			payer := rapid.SampledFrom([]string{registers.PayerWage, registers.PayerRetired, registers.PayerAnnual, registers.PayerOwn}).Draw(rt, "payer")
			base := rapid.Int64Range(1, 20000_00).Draw(rt, "base")
			more := base + rapid.Int64Range(0, 3000_00).Draw(rt, "more")
			mid := dues(payer, base, orglife.HalfUp, thousand).Whole
			low, high := dues(payer, base, orglife.Down, thousand).Whole, dues(payer, base, orglife.Up, thousand).Whole
			rated := false
			for _, rate := range []int64{5, 10, 15, 20} {
				rated = rated || low == base*rate/1000 && 1000*mid-base*rate <= 500 && base*rate-1000*mid < 500+1
			}
			return low <= mid && mid <= high && high-low <= 1 && rated && dues(payer, more, orglife.HalfUp, thousand).Whole >= mid
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		if !law(orglife.DuesOf)(rt) {
			rt.Fatal("the law does not hold")
		}
	})
	progressive := func(payer string, base int64, round orglife.Rounding, limit int64) orglife.Dues { // by steps, as the income tax is
		first := min(base, 3000_00)
		d := orglife.DuesOf(payer, first, round, limit)
		d.Whole += (base - first) / 100
		return d
	}
	caught(t, law(progressive))
}

// caught wants a law to fail for some of many cases.
func caught(t *testing.T, law func(*rapid.T) bool) {
	t.Helper()
	failed := false
	for seed := 0; seed < 200 && !failed; seed++ {
		rapid.Custom(func(rt *rapid.T) bool { failed = failed || !law(rt); return true }).Example(seed)
	}
	if !failed {
		t.Error("the law catches nothing")
	}
}

func TestHalfDays(t *testing.T) {
	if day, half := orglife.HalfDays(2, 8), orglife.HalfDays(1, 8); day != 80 || half != 40 {
		t.Errorf("a day is %d, half a day %d", day, half)
	}
}

func TestQuorum(t *testing.T) {
	for _, x := range []struct {
		voters, present int
		want            bool
	}{{0, 0, false}, {1, 1, true}, {2, 1, false}, {3, 2, true}, {23, 11, false}, {23, 12, true}, {24, 12, false}} {
		if got := orglife.Quorum(x.voters, x.present); got != x.want {
			t.Errorf("%d of %d: %v", x.present, x.voters, got)
		}
	}
	m := registers.PartyMember{Category: registers.CategoryFull}
	if !orglife.Votes(&m, false) || orglife.Votes(&m, true) || orglife.Votes(&registers.PartyMember{Category: registers.CategoryProbationary}, false) {
		t.Error("the wrong members vote")
	}
}

func TestPeriods(t *testing.T) {
	for months, want := range map[int]int{1: 12, 2: 6, 3: 4, 4: 3, 5: 3, 6: 2, 7: 2, 12: 1, 0: 12, 99: 1} {
		list := orglife.Periods(2026, months)
		if len(list) != want {
			t.Errorf("every %d months: %d periods, want %d", months, len(list), want)
		}
		for day := cn.Date("2026-01-01"); day <= "2026-12-31"; day = day.AddDays(1) {
			in := 0
			for _, p := range list {
				if p.Has(day) {
					in++
				}
			}
			if in != 1 {
				t.Fatalf("every %d months: %s lies in %d periods", months, day, in)
			}
		}
	}
}

func TestStateOf(t *testing.T) {
	oct := orglife.Period{From: "2026-10", To: "2026-10"}
	for _, x := range []struct {
		today       cn.Date
		held, plan  bool
		state, tone string
	}{
		{"2026-09-30", false, false, orglife.CellLater, ""},
		{"2026-09-30", false, true, orglife.CellPlanned, ""},
		{"2026-10-01", false, false, orglife.CellDue, ""},
		{"2026-10-24", false, false, orglife.CellDue, ""},
		{"2026-10-25", false, false, orglife.CellDue, "amber"},
		{"2026-10-31", false, false, orglife.CellDue, "amber"},
		{"2026-10-31", false, true, orglife.CellPlanned, ""},
		{"2026-11-01", false, false, orglife.CellMissed, "red"},
		{"2026-11-01", true, false, orglife.CellHeld, "green"},
	} {
		if state, tone := orglife.StateOf(oct, x.held, x.plan, x.today, 7); state != x.state || tone != x.tone {
			t.Errorf("on %s: %s %s, want %s %s", x.today, state, tone, x.state, x.tone)
		}
	}
}

func TestBehindOf(t *testing.T) {
	paid := map[int]bool{4: true}
	of := func(most int) int { return orglife.BehindOf(func(back int) bool { return paid[back] }, most) }
	if of(0) != 0 || of(2) != 2 || of(12) != 3 {
		t.Errorf("behind by %d, %d, %d months", of(0), of(2), of(12))
	}
}
