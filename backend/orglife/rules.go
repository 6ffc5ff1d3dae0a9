package orglife

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// Rounding says what becomes of less than a fen.
type Rounding int

// The roundings, by the figure DuesRounding.
const (
	HalfUp Rounding = iota
	Down
	Up
)

// perMille divides fen times a rate in thousandths back into fen.
func (r Rounding) perMille(n int64) int64 {
	switch r {
	case Down:
		return n / 1000
	case Up:
		return (n + 999) / 1000
	}
	return (n + 500) / 1000
}

// The limits and rates of 中组发〔2008〕3号: the rate of the step holds for the whole base.
var (
	wageSteps = []step{{3000_00, 5}, {5000_00, 10}, {10000_00, 15}, {-1, 20}}
	retired   = []step{{5000_00, 5}, {-1, 10}}
)

// What members without a regular income pay a month, in fen (中组发〔2008〕3号).
const (
	LowDues       = 20  // students, out of work, on relief
	FarmerLeast   = 20  // farmers: from
	FarmerMost    = 100 // farmers: to
	farmerExplain = "农民党员每月 0.20 元至 1.00 元，可以自己填"
)

type step struct {
	upTo int64 // fen of the base; -1 no limit
	rate int64 // thousandths
}

// Dues is what a member owes a month, in fen.
type Dues struct {
	Amount int64  // 0: not known
	Whole  int64  // without the limit up to which dues are usual
	Why    string // where the amount comes from, or why there is none
}

// DuesOf works out the monthly dues of a kind of payer from his base, in fen. limit is
// the most that is usual a month, in fen; more is paid of one's own will
// (组电明字〔2017〕5号). A base of 0 is not known.
func DuesOf(payer string, base int64, round Rounding, limit int64) Dues {
	steps := wageSteps
	switch payer {
	case registers.PayerFarmer:
		return Dues{FarmerLeast, FarmerLeast, farmerExplain}
	case registers.PayerLow:
		return Dues{LowDues, LowDues, "每月 0.20 元"}
	case registers.PayerRetired:
		steps = retired
	case registers.PayerWage, registers.PayerAnnual, registers.PayerOwn:
	default:
		return Dues{Why: "没有选缴纳人员类别"}
	}
	if base <= 0 {
		return Dues{Why: "没有填党费基数"}
	}
	for _, s := range steps {
		if s.upTo >= 0 && base > s.upTo {
			continue
		}
		whole := round.perMille(base * s.rate)
		out := Dues{whole, whole, "按基数的 " + rateText(s.rate)}
		if limit > 0 && whole > limit {
			out.Amount, out.Why = limit, out.Why+"，超过 "+yuan(limit)+" 元的按 "+yuan(limit)+" 元，自愿多交不限"
		}
		return out
	}
	return Dues{} // the last step has no limit
}

func rateText(rate int64) string { return tenthsText(rate) + "%" }

// HalfDays turns half-days of learning into tenths of an hour; perDay is what a whole
// day counts. Learning by oneself counts as long as it took.
func HalfDays(n, perDay int) int64 { return int64(n) * int64(perDay) * 5 }

// Learns reports whether the hours of a kind of meeting are learning hours: those of
// service to others are not.
func Learns(kind string) bool {
	return kind >= registers.LifeAssembly && kind <= registers.LifeTraining
}

// Votes reports whether a member has a vote: full members have, who is on probation has
// none; suspended says that the vote is suspended (留党察看).
func Votes(m *registers.PartyMember, suspended bool) bool {
	return m.Category != registers.CategoryProbationary && !suspended
}

// Quorum reports whether a meeting can decide: more than half of those with a vote are there.
func Quorum(voters, present int) bool { return voters > 0 && 2*present > voters }

// BehindOf counts the months in a row, from the last one back, with nothing paid.
// settled tells of the month so many months back, from 1; most is how far the book goes back.
func BehindOf(settled func(back int) bool, most int) int {
	n := 0
	for n < most && !settled(n+1) {
		n++
	}
	return n
}

// Alert is the tone of so many months behind, by the figures of the office.
func Alert(behind int, env schema.Env) string {
	switch {
	case behind >= registers.SettingOf(env, registers.DuesBehindLast):
		return "red"
	case behind >= registers.SettingOf(env, registers.DuesBehindFirst):
		return "amber"
	}
	return ""
}

// Period is a run of whole months, both as 2026-01.
type Period struct{ From, To cn.Date }

// Has reports whether a day lies in the period.
func (p Period) Has(day cn.Date) bool {
	return day.Full() && p.From.First() <= day && day <= p.To.Last()
}

// Periods parts a year into runs of months; a number that does not divide twelve is
// taken as the next smaller one that does.
func Periods(year, months int) []Period {
	months = max(1, min(12, months))
	for 12%months != 0 {
		months--
	}
	var out []Period
	for m := 1; m <= 12; m += months {
		out = append(out, Period{monthOf(year, m), monthOf(year, m+months-1)})
	}
	return out
}

// StateOf says how a period stands in which something has to be held, and its colour:
// amber as it ends within remind days, red once it is over (a proposal of this program).
func StateOf(p Period, held, planned bool, today cn.Date, remind int) (state, tone string) {
	switch {
	case held:
		return CellHeld, "green"
	case today > p.To.Last():
		return CellMissed, "red"
	case planned:
		return CellPlanned, ""
	case today < p.From.First():
		return CellLater, ""
	case p.To.Last().AddDays(-remind) < today:
		return CellDue, "amber"
	}
	return CellDue, ""
}
