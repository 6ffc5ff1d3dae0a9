package demo

import (
	"math/rand/v2"
	"slices"
	"strconv"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// pointsBook is most of a year of points: claims in every state, notices that are over
// and one that hangs out, objections, and members who are not rated. It draws from dice
// of its own, so that the community stays as it is.
type pointsBook struct {
	c         *community
	dice      *rand.Rand
	env       schema.Env
	notices   []*pointsNotice
	claims    []*pointsClaim
	standings []*pointsStanding
}

type pointsNotice struct {
	registers.Notice
	id oplog.ID
}

type pointsClaim struct {
	registers.PointClaim
	member    *member
	notice    *pointsNotice
	log       []registers.PointStep
	objection *registers.Objection
	void      *registers.PointVoiding
}

type pointsStanding struct {
	registers.PointStanding
	member *member
}

// deed is what members do, how much of it at once, and how often it comes up.
type deed struct {
	rule, event   string
	least, most   int // units
	weight, month int // month 0: any
}

var deeds = []deed{
	{"J01", "清洁家园志愿服务", 1, 4, 9, 0}, {"J01", "周末助老志愿服务", 2, 3, 5, 0}, {"J02", "夜间义务巡逻", 1, 3, 8, 0}, {"J08", "岗位履职，支部按季评定", 3, 3, 7, 0},
	{"J13", "小区议事会", 1, 1, 6, 0}, {"J17", "科普进小区", 1, 1, 4, 0}, {"J17", "民族团结联谊活动", 1, 1, 3, 0}, {"J07", "结对帮扶上门看望", 1, 3, 5, 0}, {"J05", "反映充电桩问题被采纳", 1, 1, 2, 0},
	{"J16", "防汛值守", 1, 2, 3, 7}, {"J11", "微宣讲", 1, 1, 2, 0}, {"J18", "捐书助学", 1, 1, 2, 0}, {"J19", "无偿献血", 1, 1, 2, 0}, {"J20", "家电义务维修", 2, 4, 2, 0}, {"J14", "到社区参加服务日", 1, 1, 4, 0},
}

func (c *community) planPoints() *pointsBook {
	p := &pointsBook{c: c, dice: rand.New(rand.NewPCG(11, uint64(cn.DaysBetween("2000-01-01", c.today)))), env: schema.Env{Today: c.today}}
	start := c.today.AddMonths(-11)
	p.planNotices(start)
	rated := slices.DeleteFunc(slices.Clone(c.members), func(m *member) bool {
		return m.Status != registers.StatusNormal || m.Relation == registers.RelationOut || !m.Joined.Full() || m.Joined > start
	})
	p.dice.Shuffle(len(rated), func(i, j int) { rated[i], rated[j] = rated[j], rated[i] })
	for i, m := range rated {
		switch {
		case i < 8:
			p.busy(m, start, 15)
		case i < 30:
			p.busy(m, start, 6+p.dice.IntN(4))
		case i < 90:
			p.busy(m, start, 1+p.dice.IntN(4))
		}
	}
	p.planOddities(rated, start)
	p.planExempt(rated)
	return p
}

// planNotices posts on the tenth of every month, and once two days ago.
func (p *pointsBook) planNotices(start cn.Date) {
	for month := start.AddMonths(1); ; month = month.AddMonths(1) {
		from := cn.Date(string(month)[:7] + "-10")
		to := p.env.Working(from, 5)
		if to.AddDays(2) > p.c.today {
			break
		}
		p.post(from).close(to.AddDays(1))
	}
	p.post(p.c.today.AddDays(-2))
}

func (p *pointsBook) post(from cn.Date) *pointsNotice {
	n := &pointsNotice{Notice: registers.Notice{Kind: registers.NoticePoints, Title: strconv.Itoa(from.Year()) + " 年 " + strconv.Itoa(from.Month()) + " 月党员积分公示", From: from, To: p.env.Working(from, 5), Days: 5, Phone: p.c.profile.OfficePhone, By: p.c.cadres[0].Name}}
	p.notices = append(p.notices, n)
	return n
}

func (n *pointsNotice) close(on cn.Date) { n.Closed, n.ClosedBy = on, points.PeriodOver }

// busy gives a member a number of deeds over the months.
func (p *pointsBook) busy(m *member, start cn.Date, n int) {
	days := cn.DaysBetween(start, p.c.today)
	total := 0
	for _, d := range deeds {
		total += d.weight
	}
	for range n {
		at, i := p.dice.IntN(total), 0
		for at >= deeds[i].weight {
			at -= deeds[i].weight
			i++
		}
		d := deeds[i]
		if d.rule == "J14" && m.Relation != registers.RelationCheckIn {
			d = deeds[0]
		}
		day := start.AddDays(p.dice.IntN(days + 1))
		if d.month != 0 && day.Month() != d.month {
			day = start.AddDays(p.dice.IntN(days + 1))
		}
		p.claim(m, d.rule, strconv.Itoa(d.least+p.dice.IntN(d.most-d.least+1)), day, d.event, "", true)
	}
}

// claim takes a claim as far along its course as its days have come.
func (p *pointsBook) claim(m *member, rule, quantity string, day cn.Date, event, file string, review bool) *pointsClaim {
	names := p.others(m, 4)
	x := &pointsClaim{member: m, PointClaim: registers.PointClaim{Rule: rule, Date: day, Quantity: quantity, Event: event, File: file, Applicant: names[0], Origin: registers.PointByClerk, State: registers.PointDraft}}
	if p.dice.IntN(3) == 0 {
		x.Origin = registers.PointByMember
	}
	p.claims = append(p.claims, x)
	x.StepOn, x.StepBy = day, names[0]
	x.log = append(x.log, registers.PointStep{Date: day, To: registers.PointDraft, By: names[0]})
	claimed := day.AddDays(p.dice.IntN(3))
	if !p.step(x, registers.PointClaimed, claimed, names[0], "") || !review {
		return x
	}
	first := claimed.AddDays(1 + p.dice.IntN(4))
	if !p.step(x, registers.PointGroupReview, first, names[1], "") {
		return x
	}
	second := first.AddDays(1 + p.dice.IntN(5))
	if !p.step(x, registers.PointBranchReview, second, names[2], "") {
		return x
	}
	for _, n := range p.notices {
		if n.From >= second && p.step(x, registers.PointPosted, n.From, names[3], "") {
			x.notice, x.PostedUntil = n, n.To
			n.Count++
			if n.Closed != "" {
				p.step(x, registers.PointEffective, n.Closed, points.PeriodOver, "")
			}
			break
		}
	}
	return x
}

// others returns names of the office that are not a member's own.
func (p *pointsBook) others(m *member, n int) []string {
	var out []string
	for _, c := range p.c.cadres {
		if c.Name != m.Name && len(out) < n {
			out = append(out, c.Name)
		}
	}
	return out
}

// step takes a step, unless its day has not come.
func (p *pointsBook) step(x *pointsClaim, to string, day cn.Date, by, reason string) bool {
	next, err := points.Take(x.PointClaim, points.People{Member: x.member.Name, Applicant: x.Applicant}, points.Step{To: to, Date: day, By: by, Reason: reason}, p.env)
	if err != nil {
		return false
	}
	x.log = append(x.log, registers.PointStep{Date: day, From: x.State, To: to, By: by, Reason: reason})
	x.PointClaim = next
	return true
}

// planOddities are what makes the pages worth looking at: deductions, commendations,
// claims sent back, objections, a voiding.
func (p *pointsBook) planOddities(rated []*member, start cn.Date) {
	if len(rated) < 120 {
		return
	}
	for i, m := range rated[96:110] {
		rule, event := "K01", "支部党员大会"
		if i%3 == 1 {
			rule, event = "K02", "主题党日"
		}
		p.claim(m, rule, "1", start.AddDays(20+i*11), event, "", true)
	}
	for i, m := range rated[:5] {
		p.claim(m, []string{"H01", "H02", "H01", "H03", "H01"}[i], "1", start.AddDays(60+i*20), "优秀共产党员表彰", "仁党发〔"+strconv.Itoa(start.AddDays(60+i*20).Year())+"〕"+strconv.Itoa(6+i)+"号", true)
	}
	for i, m := range rated[40:44] {
		x := p.claim(m, "J01", "6", p.c.today.AddDays(-9-i), "小区清洁志愿服务", "", false)
		p.step(x, registers.PointReturned, p.c.today.AddDays(-4), p.others(m, 2)[1], "请补签到表，核实时长")
	}
	for _, m := range rated[44:47] {
		x := p.claim(m, "J13", "1", p.c.today.AddDays(-3), "小区议事会", "", false)
		x.PointClaim, x.log = registers.PointClaim{Rule: x.Rule, Date: x.Date, Quantity: x.Quantity, Event: x.Event, Applicant: x.Applicant, Origin: x.Origin, State: registers.PointDraft, StepOn: x.Date, StepBy: x.Applicant}, x.log[:1]
	}
	for i, m := range rated[47:53] { // reviewed since the last notice
		x := p.claim(m, []string{"J13", "J02", "J17"}[i%3], "1", p.c.today.AddDays(-12), []string{"小区议事会", "夜间义务巡逻", "科普进小区"}[i%3], "", false)
		names := p.others(m, 3)
		if p.step(x, registers.PointGroupReview, p.c.today.AddDays(-5), names[1], "") {
			p.step(x, registers.PointBranchReview, p.c.today.AddDays(-1), names[2], "")
		}
	}
	p.object()
	for _, x := range p.claims {
		if x.State == registers.PointEffective && x.Rule == "J18" {
			x.void = &registers.PointVoiding{Date: x.Effective.AddDays(1), By: p.others(x.member, 3)[2], Reason: "与上一条是同一次，重复登记"}
			x.log = append(x.log, registers.PointStep{Date: x.void.Date, From: x.State, To: registers.PointVoid, By: x.void.By, Reason: x.void.Reason})
			x.State, x.StepOn, x.StepBy, x.Reason = registers.PointVoid, x.void.Date, x.void.By, x.void.Reason
			break
		}
	}
}

// object writes down an objection that was settled, and one that waits.
func (p *pointsBook) object() {
	settled, waiting := false, false
	for _, x := range p.claims {
		n := x.notice
		names := p.others(x.member, 4)
		switch {
		case n == nil || x.Rule != "J01" && x.Rule != "J02":
		case n.Closed == "" && !waiting && x.State == registers.PointPosted:
			day := p.c.today.AddDays(-1)
			waiting = p.step(x, registers.PointDisputed, day, names[0], "签到表上的时间只有一小时")
			if waiting {
				x.objection = &registers.Objection{Date: day, Content: "签到表上的时间只有一小时", Due: x.ReviewDue}
			}
		case n.Closed != "" && !settled && x.State == registers.PointEffective && len(x.log) > 1:
			x.log = x.log[:len(x.log)-1]
			x.State, x.StepOn, x.Effective = registers.PointPosted, n.From, ""
			day := n.From.AddDays(1)
			settled = p.step(x, registers.PointDisputed, day, names[0], "没有看到他参加") && p.step(x, registers.PointReexamined, day.AddDays(1), names[1], "") &&
				p.step(x, registers.PointUpheld, day.AddDays(2), names[1], "核对签到表和照片，情况属实") && p.step(x, registers.PointEffective, n.Closed, points.PeriodOver, "")
			x.objection = &registers.Objection{Date: day, Content: "没有看到他参加", Due: p.env.Working(day, 5), Outcome: registers.OutcomeUpheld, Decided: day.AddDays(2), DecidedBy: names[1], Answer: "核对签到表和照片，情况属实"}
		}
	}
}

// planExempt are the oldest members, whom their branches do not rate.
func (p *pointsBook) planExempt(rated []*member) {
	n := 0
	for _, m := range rated {
		if m.Birth.Full() && m.Birth.AddYears(82) <= p.c.today && n < 12 {
			n++
			p.standings = append(p.standings, &pointsStanding{member: m, PointStanding: registers.PointStanding{Year: int64(p.c.today.Year()), Exempt: true, Reason: "年满七十周岁，行动不便", Approved: "支部委员会"}})
		}
	}
}

func (p *pointsBook) records() int {
	n := len(p.notices) + len(p.standings)
	for _, x := range p.claims {
		n += 1 + len(x.log)
		if x.entered() {
			n++
		}
		if x.objection != nil {
			n++
		}
		if x.void != nil {
			n++
		}
	}
	return n
}

// entered tells whether a claim came into effect.
func (x *pointsClaim) entered() bool { return x.Effective != "" }

func (p *pointsBook) write(out *output) {
	for _, n := range p.notices {
		n.id = create(out, registers.Notices, &n.Notice)
	}
	for _, s := range p.standings {
		s.Member = s.member.id
		create(out, registers.PointStandings, &s.PointStanding)
	}
	for _, x := range p.claims {
		p.writeClaim(out, x)
	}
}

func (p *pointsBook) writeClaim(out *output, x *pointsClaim) {
	x.Member = x.member.id
	if x.notice != nil {
		x.Notice = x.notice.id
	}
	id := create(out, registers.PointClaims, &x.PointClaim)
	for _, s := range x.log {
		s.Claim = id
		create(out, registers.PointLog, &s)
	}
	if x.void != nil {
		x.void.Claim = id
		create(out, registers.PointVoids, x.void)
	}
	if x.entered() {
		units, _ := strconv.ParseInt(x.Quantity, 10, 64)
		create(out, registers.PointEntries, &registers.PointEntry{Claim: id, Member: x.Member, Rule: x.Rule, Date: x.Date, Quantity: 10 * units, Event: x.Event})
	}
	if x.objection != nil {
		x.objection.Claim, x.objection.Notice = id, x.notice.id
		create(out, registers.Objections, x.objection)
	}
}
