package registers

import (
	"chengzhuan/backend/cn"
)

// Tone says how a reminder is to be felt.
type Tone string

// The tones: Black is overdue beyond what a superior may approve.
const (
	ToneBlue  Tone = "blue"
	ToneAmber Tone = "amber"
	ToneRed   Tone = "red"
	ToneBlack Tone = "black"
)

// Due is one reminder: what is due when. Days counts from today to Date,
// negative once it is past.
type Due struct {
	Tone Tone
	Date cn.Date
	Days int
	Text string
}

// Election reminds of the end of a term: amber from remindMonths before it, red
// from the day itself, black from lateMonths after it
// (《中国共产党基层组织选举工作条例》: the superior reminds about six months before).
// A partial date counts as its last day.
func Election(termEnd, today cn.Date, remindMonths, lateMonths int) (Due, bool) {
	end := termEnd.Last()
	if end == "" || !today.Full() || today < end.AddMonths(-remindMonths) {
		return Due{}, false
	}
	due := Due{Tone: ToneAmber, Date: end, Days: cn.DaysBetween(today, end)}
	switch {
	case today >= end.AddMonths(lateMonths):
		due.Tone, due.Text = ToneBlack, "任期届满已超过"+count(lateMonths)+"个月，请尽快报上级并换届"
	case due.Days < 0:
		due.Tone, due.Text = ToneRed, "任期已届满 "+count(-due.Days)+" 天，请换届或报批延期"
	case due.Days == 0:
		due.Tone, due.Text = ToneRed, "任期今天届满，请换届或报批延期"
	default:
		due.Text = "任期还有 " + count(due.Days) + " 天届满，请准备换届请示"
	}
	return due, true
}

// ProbationEnd is the day on which the probation ends: one year after entry, or
// the day to which the branch meeting prolonged it. Not ok for full members and
// without a full entry date.
func ProbationEnd(m *PartyMember) (end cn.Date, ok bool) {
	switch {
	case m.Category != CategoryProbationary || m.Confirmed != "":
		return "", false
	case m.ProbationUntil.Full():
		return m.ProbationUntil, true
	case m.Joined.Full():
		return m.Joined.AddYears(1), true
	}
	return "", false
}

// Probation reminds of a probation that ends: blue from firstDays before the
// end, amber from lastDays before it, red from the day itself.
func Probation(m *PartyMember, today cn.Date, firstDays, lastDays int) (Due, bool) {
	end, ok := ProbationEnd(m)
	if !ok || m.Status != StatusNormal || !today.Full() || today < end.AddDays(-firstDays) {
		return Due{}, false
	}
	due := Due{Tone: ToneBlue, Date: end, Days: cn.DaysBetween(today, end)}
	switch {
	case due.Days < 0:
		due.Tone, due.Text = ToneRed, "预备期已满 "+count(-due.Days)+" 天，请支部大会讨论转正"
	case due.Days == 0:
		due.Tone, due.Text = ToneRed, "预备期今天期满，请支部大会讨论转正"
	case due.Days <= lastDays:
		due.Tone, due.Text = ToneAmber, "预备期还有 "+count(due.Days)+" 天期满，请安排支部大会讨论转正"
	default:
		due.Text = "预备期还有 " + count(due.Days) + " 天期满，请提醒本人提出转正申请"
	}
	return due, true
}

// PoliticalBirthday reports the anniversary of a member's entry (政治生日) that
// falls in the month of today, and the years it completes. Day is partial
// (2026-07) where the day of entry is not known; 29 February is kept on the 28th
// in common years.
func PoliticalBirthday(m *PartyMember, today cn.Date) (day cn.Date, years int, ok bool) {
	if m.Status != StatusNormal || m.Joined.Month() == 0 || m.Joined.Month() != today.Month() {
		return "", 0, false
	}
	years = today.Year() - m.Joined.Year()
	if years <= 0 {
		return "", 0, false
	}
	return m.Joined.AddYears(years), years, true
}

// MedalDue reports whether a member stands on the 光荣在党50年 list of a year: a
// living member with minYears of 党龄 on 1 July who has not had the medal yet.
func MedalDue(m *PartyMember, year, minYears int) bool {
	if m.Status != StatusNormal || m.Medal != "" || m.Relation == RelationCheckIn || m.Relation == RelationIn {
		return false
	}
	first, err := cn.NewDate(year, 7, 1)
	if err != nil {
		return false
	}
	n, ok := cn.PartyAge(m.Joined, m.Confirmed, first)
	return ok && n >= minYears
}
