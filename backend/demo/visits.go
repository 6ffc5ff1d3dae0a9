package demo

import (
	"fmt"
	"math/rand/v2"
	"slices"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// visitPlan is half a year of going out: visits, what people asked for, and what
// became of it. It draws from dice of its own, so that the community stays as it is.
type visitPlan struct {
	c       *community
	dice    *rand.Rand
	env     schema.Env
	visits  []*demoVisit
	matters []*demoMatter
	hanging int // appeals that are kept open; see hangs
}

type demoVisit struct {
	registers.Visit
	household *household
	id        oplog.ID
}

type demoMatter struct {
	registers.Matter
	household *household
	visit     *demoVisit
	log       []registers.MatterStep
	watched   *registers.Supervision
	watchLog  []registers.SupervisionStep
}

// complaint is what people ask for, and what is done about it.
type complaint struct{ kind, title, wanted, way, to, done string }

var complaints = []complaint{
	{"01", "楼道灯不亮", "尽快修好", "当场解决", "", "联系物业当天更换灯泡"},
	{"01", "电梯常停，老人上下楼困难", "修好电梯", "转办", "物业服务中心", "维保单位更换主板，试运行三天正常"},
	{"02", "楼下垃圾桶清运不及时，有异味", "每天清运", "社区协调", "", "与保洁公司商定早晚各清运一次"},
	{"02", "绿化带长期堆放杂物", "清理干净", "社区协调", "", "组织志愿者清理，装了提示牌"},
	{"03", "非机动车棚丢失电瓶", "加装监控", "上报", "街道平安办", "车棚加装两台摄像头"},
	{"04", "楼上夜间噪音影响休息", "劝导邻居", "社区协调", "", "上门劝导，双方达成谅解"},
	{"04", "邻居在楼道堆放鞋柜", "恢复通道", "当场解决", "", "当场劝导搬走"},
	{"05", "咨询低保申请条件", "告知办理办法", "当场解决", "", "当场讲明条件和材料"},
	{"05", "高龄津贴没有按月到账", "查明原因", "转办", "街道民政办", "账户变更所致，已补发"},
	{"06", "下岗待业，希望介绍工作", "介绍岗位", "社区协调", "", "推荐到保洁岗位上岗"},
	{"07", "孩子放学后无人看管", "开办托管", "社区协调", "", "联系青少年空间，每天下午开放"},
	{"08", "行动不便，希望上门体检", "上门体检", "转办", "社区卫生服务中心", "家庭医生上门检查并建档"},
	{"09", "顶楼漏雨", "维修屋面", "上报", "街道城建办", "纳入年度维修计划，已完成防水"},
	{"10", "水压低，高层用水困难", "加压", "转办", "自来水公司", "更换增压泵"},
	{"10", "燃气管道老化有气味", "马上检修", "转办", "燃气公司", "当天检修，更换接头"},
	{"11", "消防通道被私家车占用", "划线管理", "社区协调", "", "划出禁停线，安排巡查"},
	{"12", "独居老人希望有人送餐", "助餐送餐", "社区协调", "", "纳入助餐名单，志愿者送餐"},
	{"99", "希望增加晾衣架", "增加公共晾晒点", "社区协调", "", "东侧空地装了两组晾衣架"},
}

var talks = []string{
	"身体尚好，子女每周探望。提醒用电用气安全，留了社区电话。", "家中一切正常，对社区工作表示满意。宣传了医保缴费时间。", "近期在家养病，帮助联系家庭医生。",
	"刚搬来不久，介绍了社区服务事项和办事时间。", "在附近务工，登记了流动人口信息，宣传防范电信诈骗。", "询问了养老服务政策，讲解了助餐和居家照护的办法。",
	"反映的问题已记下，答应尽快答复。", "看望慰问，送去米和油，了解到生活还有困难。", "积极参加社区活动，愿意做志愿者。",
}

func (c *community) planVisits() *visitPlan {
	p := &visitPlan{c: c, dice: rand.New(rand.NewPCG(7, uint64(cn.DaysBetween("2000-01-01", c.today)))), env: schema.Env{Today: c.today}}
	start := c.today.AddMonths(-6)
	for n := range cn.DaysBetween(start, c.today) + 1 {
		day := start.AddDays(n)
		if p.env.WorkingDays(day.AddDays(-1), day) == 0 {
			continue
		}
		for range 2 + p.dice.IntN(4) {
			p.visit(day)
		}
	}
	return p
}

// visit calls at one household: those who need it most come up more often.
func (p *visitPlan) visit(day cn.Date) {
	h := p.c.households[p.dice.IntN(len(p.c.households))]
	for range 3 {
		if len(h.people) > 0 && (len(h.Kinds) > 0 || p.dice.IntN(3) == 0) {
			break
		}
		h = p.c.households[p.dice.IntN(len(p.c.households))]
	}
	if len(h.people) == 0 {
		return
	}
	cadre := p.c.cadres[p.dice.IntN(len(p.c.cadres))]
	who := h.people[0]
	hour := 8 + p.dice.IntN(10)
	v := &demoVisit{household: h, Visit: registers.Visit{
		Date: day, Start: fmt.Sprintf("%d:%02d", hour, 10*p.dice.IntN(6)), Mode: registers.VisitAtHome, Lead: cadre.Name, Recorder: cadre.Name, Person: who.Name,
		Relation: registers.RelationHead, Phone: h.Phone, Talk: talks[p.dice.IntN(len(talks))], Classes: visitClasses(h),
	}}
	v.End = fmt.Sprintf("%d:%02d", hour+1, 10*p.dice.IntN(6))
	if p.dice.IntN(8) == 0 {
		v.Mode = "2"
	}
	if other := p.c.cadres[p.dice.IntN(len(p.c.cadres))]; other != cadre && p.dice.IntN(2) == 0 {
		v.Companions = other.Name
	}
	if slices.Contains(v.Classes, registers.ClassNew) {
		v.Services = []string{"3"}
	}
	if slices.Contains(v.Classes, registers.ClassLowIncome) && p.dice.IntN(2) == 0 {
		v.Deliveries = []string{"3"}
	}
	if p.dice.IntN(6) == 0 {
		v.Policies = "医保缴费、反诈宣传"
	}
	p.visits = append(p.visits, v)
	if p.dice.IntN(4) == 0 {
		p.appeal(v)
	}
}

// visitClasses says of which classes a household is, by what is on file.
func visitClasses(h *household) []string {
	of := map[string]string{"01": registers.ClassMember, "02": registers.ClassHardship, "03": registers.ClassLowIncome, "06": registers.ClassLonely, "07": registers.ClassLonely, "08": registers.ClassDisabled, "09": registers.ClassNew, "10": registers.ClassMigrant, "05": registers.ClassVeteran}
	var out []string
	for _, k := range h.Kinds {
		if class := of[k]; class != "" && !slices.Contains(out, class) {
			out = append(out, class)
		}
	}
	if len(out) == 0 {
		out = []string{registers.ClassOrdinary}
	}
	slices.Sort(out)
	return out
}

// appeal writes down what was asked for, and what was done about it until today.
func (p *visitPlan) appeal(v *demoVisit) {
	a := complaints[p.dice.IntN(len(complaints))]
	m := &demoMatter{household: v.household, visit: v, Matter: registers.Matter{
		Title: a.title, Wanted: a.wanted, Kind: a.kind, Urgency: "1", Source: registers.SourceVisit, Person: v.Person, Phone: v.Phone,
		Accepted: v.Date, Owner: p.c.cadres[p.dice.IntN(len(p.c.cadres))].Name, State: registers.StateAccepted, ReplyDue: registers.ReplyDueOf(v.Date, p.env),
	}}
	p.matters = append(p.matters, m)
	late := p.dice.IntN(6) == 0
	day := v.Date
	if a.way != "当场解决" {
		day = day.AddDays(p.dice.IntN(3))
	}
	if !p.step(m, a.way, day, a.to, "") {
		return
	}
	took := 1 + p.dice.IntN(9)
	if late {
		took = 18 + p.dice.IntN(25)
	}
	if a.way == "当场解决" {
		took = 0
	}
	done := day.AddDays(took)
	if p.hangs(v.Date, a.way) {
		late, done = true, p.c.today.AddDays(7)
	}
	if late {
		p.watch(m, m.Due.AddDays(2), done)
	}
	if !p.step(m, "办结", done, "", a.done) {
		return
	}
	asked := done.AddDays(1 + p.dice.IntN(6))
	rating := []string{"满意", "满意", "满意", "满意", "基本满意", "未评价", "不满意"}[p.dice.IntN(7)]
	if !p.step(m, "回访", asked, "", rating) {
		return
	}
	switch rating {
	case "未评价":
		p.step(m, "归档", asked, "", "")
	case "不满意":
		_ = p.step(m, "重开", asked, "", "居民认为没有解决") && p.step(m, "社区协调", asked.AddDays(1), "", "") && p.step(m, "办结", asked.AddDays(6), "", "再次上门处理，已解决") && p.step(m, "回访", asked.AddDays(8), "", "满意") && p.step(m, "满意", asked.AddDays(8), "", "")
	default:
		p.step(m, "满意", asked, "", "")
	}
}

// hangs keeps a few appeals of last month open until today: so there is something late,
// and supervised, on every day.
func (p *visitPlan) hangs(accepted cn.Date, way string) bool {
	if way == "当场解决" || way == "解释说明" || p.hanging == 4 || accepted < p.c.today.AddDays(-45) || accepted > p.c.today.AddDays(-18) {
		return false
	}
	p.hanging++
	return true
}

// step takes a step of a matter, unless its day has not come.
func (p *visitPlan) step(m *demoMatter, label string, day cn.Date, unit, note string) bool {
	to, _ := registers.MatterStates.Find(label)
	s := matters.Step{To: to, Date: day, By: m.Owner, Unit: unit, Note: note}
	if to == registers.StateReturned {
		s.Rating, _ = registers.Ratings.Find(note)
		s.Note = ""
	}
	next, err := matters.Take(m.Matter, s, p.env)
	if err != nil {
		return false
	}
	m.log = append(m.log, registers.MatterStep{Date: day, Kind: registers.StepState, From: m.State, To: to, By: m.Owner, Due: next.Due, Rating: s.Rating, Note: s.Note})
	m.Matter = next
	return true
}

// watch puts a matter that is late under supervision, which ends when the matter is done.
func (p *visitPlan) watch(m *demoMatter, day, done cn.Date) {
	if m.Due == "" || day > p.c.today || day >= done {
		return
	}
	w := &registers.Supervision{Problem: m.Title, Source: registers.SupervisionOverdue, Unit: m.To, Owner: m.Owner, Issuer: p.c.cadres[0].Name, Measures: "查明原因，限期办结，及时答复居民", Issued: day, Due: day.AddDays(15), State: registers.SupervisionIssued}
	m.watched = w
	m.watchLog = append(m.watchLog, registers.SupervisionStep{Date: day, To: registers.SupervisionIssued, By: w.Issuer, Due: w.Due})
	move := func(to string, on cn.Date, note string) {
		if on > p.c.today {
			return
		}
		m.watchLog = append(m.watchLog, registers.SupervisionStep{Date: on, From: w.State, To: to, By: w.Owner, Due: w.Due, Note: note})
		w.State = to
		switch to {
		case registers.SupervisionReceived:
			w.Received = on
		case registers.SupervisionAnswered:
			w.Answered, w.Progress = on, note
		case registers.SupervisionReturned:
			w.Opinion = note
		case registers.SupervisionDone:
			w.Done, w.Proof, w.Opinion = on, "现场照片、回访记录", note
		}
	}
	move(registers.SupervisionReceived, day.AddDays(1), "")
	if told := day.AddDays(8); told < done && p.dice.IntN(4) > 0 {
		move(registers.SupervisionAnswered, told, "已协调承办单位到场处理，还没有办完")
		if w.State == registers.SupervisionAnswered {
			move(registers.SupervisionReturned, told, "请抓紧办完")
		}
	}
	if done <= p.c.today {
		move(registers.SupervisionAnswered, done, "已办完，已答复居民")
		move(registers.SupervisionDone, done, "情况属实，同意销号")
	}
}

func (p *visitPlan) records() int {
	n := len(p.visits)
	for _, m := range p.matters {
		n += 1 + len(m.log) + len(m.watchLog)
		if m.watched != nil {
			n++
		}
	}
	return n
}

func (p *visitPlan) write(out *output) {
	for _, v := range p.visits {
		h := v.household
		v.Household, v.Estate, v.Grid = h.id, h.Estate, h.Grid
		v.id = create(out, registers.Visits, &v.Visit)
	}
	for _, m := range p.matters {
		h := m.household
		m.Household, m.Estate, m.Grid, m.Visit = h.id, h.Estate, h.Grid, m.visit.id
		id := create(out, registers.Matters, &m.Matter)
		for _, s := range m.log {
			s.Matter = id
			create(out, registers.MatterLog, &s)
		}
		if m.watched == nil {
			continue
		}
		m.watched.Matter = id
		watched := create(out, registers.Supervisions, m.watched)
		for _, s := range m.watchLog {
			s.Supervision = watched
			create(out, registers.SupervisionLog, &s)
		}
	}
}
