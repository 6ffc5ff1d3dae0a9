package registers

import (
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/schema"
)

const (
	maxHours = 240    // tenths: no meeting and no study day is longer than a day
	maxDues  = 1e6    // fen a month: beyond it something was typed in another unit
	maxBase  = 1e8    // fen a month
	oneDay   = "24小时" // what maxHours says to people
)

// TenthsOf reads a decimal of hours as tenths of an hour; ok is false where it is
// negative, has more than one decimal, or is no number. "" is 0.
func TenthsOf(hours string) (tenths int64, ok bool) {
	if hours == "" {
		return 0, true
	}
	whole, frac, _ := strings.Cut(hours, ".")
	if len(frac) > 1 || len(whole) > 6 {
		return 0, false
	}
	n, err := strconv.ParseInt(whole+(frac + "0")[:1], 10, 64)
	return n, err == nil && n >= 0
}

// hours refuses what is no length of time with one decimal.
func (p *problems) hours(field, label, value string) {
	n, ok := TenthsOf(value)
	switch {
	case !ok:
		p.fail(field, label+"要填不小于零的数，最多一位小数，例如 1.5")
	case n > maxHours:
		p.warn(field, label+"超过"+oneDay+"，请核对")
	}
}

// hour doubts what is no hour of a day.
func (p *problems) hour(field, label, value string) {
	if value == "" {
		return
	}
	if _, ok := minuteOf(value); !ok {
		p.warn(field, label+"请写成 14:30 的样子")
	}
}

// minuteOf reads 9:30 or 14：30 as minutes of the day.
func minuteOf(value string) (int, bool) {
	h, m, ok := strings.Cut(strings.ReplaceAll(value, "：", ":"), ":")
	hour, err1 := strconv.Atoi(h)
	minute, err2 := strconv.Atoi(m)
	return hour*60 + minute, ok && err1 == nil && err2 == nil && hour >= 0 && hour < 24 && minute >= 0 && minute < 60
}

func checkMeeting(m *Meeting, env schema.Env) []schema.Problem {
	var p problems
	p.checkName("recorder", "记录人", m.Recorder)
	p.day("date", "日期", m.Date)
	p.hours("hours", "学时", m.Hours)
	p.hour("start", "开始时间", m.Start)
	p.hour("end", "结束时间", m.End)
	if from, ok := minuteOf(m.Start); ok {
		if to, ok := minuteOf(m.End); ok && to <= from {
			p.warn("end", "结束时间不晚于开始时间，请核对")
		}
	}
	if m.Kind == "" {
		p.warn("kind", "还没有选类别，不会计入应开展的组织生活")
	}
	if slices.Contains(m.Also, m.Kind) {
		p.warn("also", "合并开展里不用再选本来的类别")
	}
	if m.Organization == 0 {
		p.warn("organization", "还没有选开展组织，考勤不知道应到哪些人")
	}
	if m.Holds(LifeLesson) && m.Lecturer == "" && !future(m.Date, env.Today) {
		p.warn("lecturer", "上了党课，还没有填主讲人")
	}
	if future(m.Date, env.Today) && m.Resolution != "" {
		p.fail("resolution", "会还没有开，不能填决议")
	}
	return p
}

func checkAttendance(a *Attendance, _ schema.Env) []schema.Problem {
	var p problems
	p.hours("hours", "本人时长", a.Hours)
	if a.Hours != "" && a.State != "" && !Attended(a.State) {
		p.warn("hours", "没有到会的不计时长，请核对")
	}
	if a.State == AttendLeave && a.Reason == "" {
		p.warn("reason", "请假的请写明原因")
	}
	return p
}

// duesMonth refuses what names no month, and a day within one other than its first.
func (p *problems) duesMonth(field, label string, d cn.Date) {
	switch {
	case d == "":
	case d.Month() == 0:
		p.fail(field, label+"要写到月，例如 2026-10")
	case d.Full() && d.Day() == 1: // what spreadsheets make of a month
		p.warn(field, label+"只写到月就可以，例如 2026-10")
	case d.Full():
		p.fail(field, label+"只写到月，例如 2026-10")
	}
}

func checkDue(d *DuesMonth, env schema.Env) []schema.Problem {
	var p problems
	p.checkName("receiver", "收款人", d.Receiver)
	p.duesMonth("month", "月份", d.Month)
	p.notNegative("amount", "应交", d.Amount)
	p.notNegative("paid", "实交", d.Paid)
	p.notFuture(env.Today, "paid_on", "交纳日期", d.PaidOn)
	if d.Amount > maxDues || d.Paid > maxDues {
		p.warn("amount", "金额很大，请核对单位是不是元")
	}
	switch {
	case d.Waived && d.Reason == "":
		p.fail("reason", "减免的请写明原因；减免要支部研究、报上级同意")
	case !d.Waived && d.Reason != "":
		p.warn("waived", "写了减免原因，请核对是不是减免")
	}
	if d.Waived && d.Paid > 0 {
		p.warn("paid", "已经减免，却填了实交，请核对")
	}
	switch {
	case d.Paid > 0 && d.PaidOn == "":
		p.warn("paid_on", "交了党费，还没有填交纳日期")
	case d.Paid == 0 && d.PaidOn != "":
		p.warn("paid", "填了交纳日期，还没有填实交")
	case d.Paid > 0 && d.Paid < d.Amount:
		p.warn("paid", "实交少于应交，请核对")
	}
	return p
}

func checkDuesBase(b *DuesBase, env schema.Env) []schema.Problem {
	var p problems
	p.notNegative("base", "党费基数", b.Base)
	p.notNegative("amount", "每月应交", b.Amount)
	switch year := b.Year; {
	case year == 0:
	case year < 1949 || year > 2200:
		p.fail("year", "年度请写四位年份，例如 2026")
	case env.Today.Full() && year > int64(env.Today.Year())+1:
		p.warn("year", "年度还没有到，请核对")
	}
	if b.Payer == "" {
		p.warn("payer", "还没有选缴纳人员类别，算不出每月应交")
	}
	if b.Base > maxBase || b.Amount > maxDues {
		p.warn("base", "金额很大，请核对单位是不是元")
	}
	if b.Base == 0 && b.Amount == 0 && b.Payer != PayerFarmer && b.Payer != PayerLow {
		p.warn("base", "党费基数和每月应交都没有填")
	}
	return p
}

func checkStudy(s *Study, env schema.Env) []schema.Problem {
	var p problems
	p.notFuture(env.Today, "date", "学习日期", s.Date)
	p.hours("hours", "学时", s.Hours)
	if n, ok := TenthsOf(s.Hours); ok && n == 0 && s.Hours != "" {
		p.warn("hours", "学时是零，请核对")
	}
	return p
}
