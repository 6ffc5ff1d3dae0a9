package demo

import (
	"math/rand/v2"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/orglife"
	"chengzhuan/backend/registers"
)

// lifeBook is a year of organizational life of three branches: meetings with who came,
// dues with a few who are behind, learning hours. The third branch writes down its
// meetings without attendance, and forgot one. It draws from dice of its own, so that
// the community stays as it is.
type lifeBook struct {
	c           *community
	dice        *rand.Rand
	meetings    []*lifeMeeting
	attendances []*lifeMark
	bases       []*lifeBase
	dues        []*lifeDue
	studies     []*lifeStudy
}

type lifeMeeting struct {
	registers.Meeting
	id   oplog.ID
	body *body
}

type lifeMark struct {
	registers.Attendance
	meeting *lifeMeeting
	member  *member
}

type lifeBase struct {
	registers.DuesBase
	member *member
}

type lifeDue struct {
	registers.DuesMonth
	member *member
}

type lifeStudy struct {
	registers.Study
	member  *member
	meeting *lifeMeeting
}

var (
	partyDays = []string{"重温入党誓词", "清洁家园大扫除", "学习党章党规", "走进社区史馆", "关爱独居老人", "法律进小区", "节能环保宣传", "主题观影", "防汛知识学习", "老党员讲故事", "义务植树", "节前慰问"}
	lessons   = []string{"学习二十大精神", "党的纪律教育", "基层治理怎么做", "从身边人说起"}
	courses   = []string{"街道党员集中轮训", "基层党务培训班", "网上党校课程", "社区工作方法培训"}
	excuses   = []string{"住院", "外出看病", "单位加班", "回老家", "照看孙辈"}
)

// lifeMonths is how many months the book goes back.
const lifeMonths = 12

func (c *community) planLife() *lifeBook {
	p := &lifeBook{c: c, dice: rand.New(rand.NewPCG(13, uint64(cn.DaysBetween("2000-01-01", c.today))))}
	for i, key := range []string{"机关", "砖瓦巷", "锦绣华庭"} {
		b := c.named["支部 "+key]
		full := i < 2
		members := p.membersOf(b)
		if len(members) == 0 {
			continue
		}
		p.planMeetings(b, members, full)
		if full {
			p.planDues(members)
			p.planStudies(members)
		}
	}
	return p
}

// membersOf are the members of a branch whose formal relation is here.
func (p *lifeBook) membersOf(b *body) (out []*member) {
	for _, m := range p.c.members {
		if m.branch == b && m.Status == registers.StatusNormal && m.Relation == registers.RelationDirect {
			out = append(out, m)
		}
	}
	return out
}

// months are the first days of the months, oldest first.
func (p *lifeBook) months() (out []cn.Date) {
	first := cn.Date(string(p.c.today[:7]) + "-01")
	for i := lifeMonths - 1; i >= 0; i-- {
		out = append(out, first.AddMonths(-i))
	}
	return out
}

// planMeetings holds 主题党日 every month, together with the quarter's assembly or
// lesson, and a committee meeting; a branch that keeps no attendance forgot last month's.
func (p *lifeBook) planMeetings(b *body, members []*member, full bool) {
	for i, month := range p.months() {
		if !full && i == lifeMonths-2 {
			continue
		}
		x := registers.Meeting{Kind: registers.LifePartyDay, Title: partyDays[(month.Month()-1)%len(partyDays)], Date: month.AddDays(14), Start: "14:30", End: "16:30", Hours: "2"}
		switch month.Month() % 3 {
		case 0:
			x.Kind, x.Also = registers.LifeAssembly, []string{registers.LifePartyDay}
			x.Resolution = "通过本季度工作安排。"
		case 1:
			x.Also, x.Lecturer = []string{registers.LifeLesson}, p.one(members).Name
			x.Title = lessons[month.Month()/3%len(lessons)]
		}
		if m := p.hold(b, members, x); m != nil && full {
			p.attend(m, members)
		}
		p.hold(b, members, registers.Meeting{Kind: registers.LifeCommittee, Title: "研究本月工作", Date: month.AddDays(4), Start: "9:00"})
		if month.Month() == 12 {
			if m := p.hold(b, members, registers.Meeting{Kind: registers.LifeReview, Also: []string{registers.LifeAppraisal}, Title: "年度组织生活会和民主评议", Date: month.AddDays(19), Start: "14:30", Hours: "3"}); m != nil && full {
				p.attend(m, members)
			}
		}
		if month.Month() == 4 && full {
			if m := p.hold(b, members, registers.Meeting{Kind: registers.LifeVolunteer, Title: "小区楼道清理", Date: month.AddDays(24), Start: "9:00", Hours: "2.5"}); m != nil {
				p.attend(m, members[:min(8, len(members))])
			}
		}
	}
}

// hold adds a meeting, nil where its day is to come.
func (p *lifeBook) hold(b *body, members []*member, m registers.Meeting) *lifeMeeting {
	if m.Date > p.c.today {
		return nil
	}
	m.Place, m.Host, m.Recorder = "社区党群服务中心二楼", p.one(members).Name, p.one(members).Name
	out := &lifeMeeting{Meeting: m, body: b}
	p.meetings = append(p.meetings, out)
	return out
}

func (p *lifeBook) one(members []*member) *member { return members[p.dice.IntN(len(members))] }

// attend marks who came: most did, some asked for leave, few stayed away.
func (p *lifeBook) attend(m *lifeMeeting, members []*member) {
	for _, who := range members {
		if late(who.Joined, m.Date) || late(who.EnteredBranch, m.Date) {
			continue
		}
		a := registers.Attendance{State: registers.AttendPresent}
		switch n := p.dice.IntN(100); {
		case n < 4:
			a.State = registers.AttendLate
		case n < 6:
			a.State = registers.AttendEarly
		case n < 19:
			a.State, a.Reason = registers.AttendLeave, excuses[p.dice.IntN(len(excuses))]
		case n < 23:
			a.State = registers.AttendAbsent
		}
		p.attendances = append(p.attendances, &lifeMark{a, m, who})
	}
}

// late reports whether somebody was not there yet on a day.
func late(since, day cn.Date) bool { return since != "" && since.First() > day }

// planDues lets nearly everybody pay; one is behind by three months, one by five, one
// is let off, and this month half of them have paid.
func (p *lifeBook) planDues(members []*member) {
	for i, m := range members {
		b := p.base(m)
		p.bases = append(p.bases, &lifeBase{b, m})
		amount := orglife.DuesOf(b.Payer, b.Base, orglife.HalfUp, 1000_00).Amount
		for at, month := range p.months() {
			left := lifeMonths - 1 - at // months from now
			if late(m.Joined, month) || late(m.EnteredBranch, month) || i == 4 && left <= 3 || i == 6 && left <= 5 || left == 0 && i%2 == 0 {
				continue
			}
			d := registers.DuesMonth{Month: cn.Date(month[:7]), Amount: amount, Paid: amount, PaidOn: min(month.AddDays(9+p.dice.IntN(10)), p.c.today), Receiver: members[0].Name}
			if i == 7 && left < 3 {
				d = registers.DuesMonth{Month: d.Month, Amount: amount, Waived: true, Reason: "长期住院，支部研究并报上级同意"}
			}
			p.dues = append(p.dues, &lifeDue{d, m})
		}
	}
}

// base is what a member's dues rest on: the retired by their pension, others by wages.
func (p *lifeBook) base(m *member) registers.DuesBase {
	b := registers.DuesBase{Year: int64(p.c.today.Year()), Payer: registers.PayerWage, Base: int64(32+p.dice.IntN(48)) * 100_00}
	switch {
	case m.Birth.Full() && m.Birth.AddYears(60) <= p.c.today:
		b.Payer, b.Base = registers.PayerRetired, int64(28+p.dice.IntN(28))*100_00
	case p.dice.IntN(12) == 0:
		b.Payer, b.Base = registers.PayerLow, 0
	}
	return b
}

// planStudies gives everybody one or two courses; of one meeting somebody's hours
// stand in the ledger of studies.
func (p *lifeBook) planStudies(members []*member) {
	for i, m := range members {
		for n := range 1 + p.dice.IntN(2) {
			s := registers.Study{Date: p.c.today.AddDays(-20 - p.dice.IntN(250)), Kind: registers.StudyTraining, Topic: courses[(i+n)%len(courses)], Hours: []string{"4", "8", "16"}[p.dice.IntN(3)], Organizer: "街道党工委"}
			if s.Topic == "网上党校课程" {
				s.Kind, s.Organizer = registers.StudyOnline, ""
			}
			if !late(m.Joined, s.Date) {
				p.studies = append(p.studies, &lifeStudy{s, m, nil})
			}
		}
	}
	for _, a := range p.attendances {
		if a.member == members[0] && a.State == registers.AttendPresent {
			p.studies = append(p.studies, &lifeStudy{registers.Study{Date: a.meeting.Date, Kind: registers.StudyTogether, Topic: a.meeting.Title + "，会后又学了一小时", Hours: "3"}, a.member, a.meeting})
			return
		}
	}
}

func (p *lifeBook) records() int {
	return len(p.meetings) + len(p.attendances) + len(p.bases) + len(p.dues) + len(p.studies)
}

func (p *lifeBook) write(out *output) {
	for _, m := range p.meetings {
		m.Organization = m.body.id
		m.id = create(out, registers.Meetings, &m.Meeting)
	}
	for _, a := range p.attendances {
		a.Meeting, a.Member = a.meeting.id, a.member.id
		create(out, registers.Attendances, &a.Attendance)
	}
	for _, b := range p.bases {
		b.Member = b.member.id
		create(out, registers.DuesBases, &b.DuesBase)
	}
	for _, d := range p.dues {
		d.Member = d.member.id
		create(out, registers.Dues, &d.DuesMonth)
	}
	for _, s := range p.studies {
		s.Member = s.member.id
		if s.meeting != nil {
			s.Meeting = s.meeting.id
		}
		create(out, registers.Studies, &s.Study)
	}
}
