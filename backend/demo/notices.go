package demo

import (
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/notices"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// noticeBook are notices of other kinds than points: of awards one that hangs out, of
// development one that ended. It draws from no dice.
type noticeBook struct{ list []*publicNotice }

type publicNotice struct {
	registers.Notice
	id        oplog.ID
	lines     []*publicLine
	objection *registers.Objection // to the last line
}

type publicLine struct {
	registers.NoticeLine
	award *award
}

func (c *community) planNotices() *noticeBook {
	env := schema.Env{Today: c.today}
	b := &noticeBook{}
	post := func(kind, title string, daysAgo int) *publicNotice {
		n := &publicNotice{Notice: registers.Notice{Kind: kind, Title: title, From: c.today.AddDays(-daysAgo), Days: 5, Phone: c.profile.OfficePhone, By: c.cadres[0].Name}}
		n.To = notices.Last(env, kind, n.From, 5)
		b.list = append(b.list, n)
		return n
	}
	development := post(registers.NoticeDevelopment, "拟确定发展对象公示", 45)
	for _, p := range c.people { // people of the neighbourhood who are no members
		if p.member == nil && p.Birth.Full() && p.Birth.AddYears(25) <= c.today && p.Birth.AddYears(45) > c.today && len(development.lines) < 2 && p.household.building.estate.branch != nil {
			development.add(registers.NoticeLine{Name: p.Name, Unit: p.household.building.estate.branch.Name, Content: "拟确定为发展对象", Outcome: registers.LineUnopposed})
		}
	}
	development.Closed, development.ClosedBy = development.To.AddDays(1), notices.PeriodOver
	praised := post(registers.NoticeAwards, strconv.Itoa(c.today.Year())+" 年度表彰公示", 1)
	recent := slices.DeleteFunc(slices.Clone(c.awards), func(a *award) bool { return a.Kind != registers.AwardPraise })
	slices.SortStableFunc(recent, func(a, b *award) int { return strings.Compare(string(b.Date), string(a.Date)) })
	for _, a := range recent[:min(3, len(recent))] {
		unit := ""
		if a.member.branch != nil {
			unit = a.member.branch.Name
		}
		praised.lines = append(praised.lines, &publicLine{registers.NoticeLine{Name: a.member.Name, Unit: unit, Content: a.Name}, a})
	}
	praised.objection = &registers.Objection{Date: c.today, Content: "请核实志愿服务时长", Due: notices.AnswerBy(env, registers.NoticeAwards, c.today)}
	return b
}

func (n *publicNotice) add(l registers.NoticeLine) { n.lines = append(n.lines, &publicLine{l, nil}) }

func (b *noticeBook) records() (n int) {
	for _, x := range b.list {
		n += 1 + len(x.lines)
		if x.objection != nil {
			n++
		}
	}
	return n
}

func (b *noticeBook) write(out *output) {
	for _, n := range b.list {
		n.Count = int64(len(n.lines))
		n.id = create(out, registers.Notices, &n.Notice)
		last := oplog.ID(0)
		for i, l := range n.lines {
			l.Notice, l.Seq = n.id, int64(i+1)
			if l.award != nil {
				l.Award, l.Member = l.award.id, l.award.member.id
			}
			last = create(out, registers.NoticeLines, &l.NoticeLine)
		}
		if n.objection != nil {
			n.objection.Notice, n.objection.Line = n.id, last
			create(out, registers.Objections, n.objection)
		}
	}
}
