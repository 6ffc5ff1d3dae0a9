package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/schema"
)

// What a ledger from a drawer rarely lacks is demanded, what it often lacks is
// only asked for. A date that says since when something is over is demanded
// wherever a year will do: what is kept of it is kept for years from then.

// muchMoney is beyond what one aid is worth: usually yuan that were read as fen.
const muchMoney = 100_000_00

// day refuses a month or a year where a day is meant.
func (p *problems) day(field, label string, d cn.Date) {
	if d != "" && !d.Full() {
		p.fail(field, label+"要写到日")
	}
}

// overdue doubts a deadline that has passed while nothing says that it was met.
func (p *problems) overdue(today cn.Date, field, label string, deadline cn.Date, met bool) {
	if !met && today != "" && before(deadline, today) {
		p.warn(field, label+"已经过了，请办理后填写结果，或改期限")
	}
}

func (p *problems) notNegative(field, label string, fen int64) {
	if fen < 0 {
		p.fail(field, label+"不能是负数")
	}
}

func checkHardship(h *Hardship, env schema.Env) []schema.Problem {
	var p problems
	p.checkName("person", "帮扶对象", h.Person)
	p.checkName("helper", "帮扶人", h.Helper)
	p.notFuture(env.Today, "started", "开始日期", h.Started)
	p.notFuture(env.Today, "ended", "结束日期", h.Ended)
	p.ordered(h.Started, "开始日期", "ended", "结束日期", h.Ended)
	p.notNegative("income", "家庭月收入", h.Income)
	over := h.State == HardshipOvercome || h.State == HardshipStopped
	switch {
	case over && h.Ended == "":
		p.fail("ended", "帮扶已经结束，请填结束日期；不记得哪一天的可以只填年份")
	case !over && h.Ended != "":
		p.warn("state", "填了结束日期，请核对帮扶状态")
	}
	if h.Member != 0 && h.Resident != 0 {
		p.warn("resident", "已经选了党员，这里不用再选居民")
	}
	if h.Kind == HardshipMember && h.Member == 0 {
		p.warn("member", "困难党员请从党员台账中选，党员的资料才能一起看到")
	}
	if h.State == HardshipOpen && h.Helper == "" {
		p.warn("helper", "还没有填帮扶人")
	}
	if h.People > 30 {
		p.warn("people", "家庭人口太多，请核对")
	}
	return p
}

func checkAid(a *Aid, env schema.Env) []schema.Problem {
	var p problems
	p.checkName("received_by", "领取人", a.ReceivedBy)
	p.notFuture(env.Today, "date", "慰问日期", a.Date)
	p.notNegative("amount", "金额", a.Amount)
	if a.Hardship == 0 && a.ReceivedBy == "" {
		p.fail("received_by", "还不知道慰问了谁：请选帮扶档案，没有档案的填领取人")
	}
	if a.Amount > muchMoney {
		p.warn("amount", "金额很大，请核对单位是不是元")
	}
	switch {
	case a.Kind == AidMoney && a.Amount == 0:
		p.warn("amount", "慰问金还没有填金额")
	case a.Kind == AidGoods && a.Goods == "":
		p.warn("goods", "还没有填是什么物资")
	}
	return p
}

func checkPair(x *Pair, env schema.Env) []schema.Problem {
	var p problems
	p.checkName("helper", "帮扶人", x.Helper)
	p.checkName("person", "帮扶对象", x.Person)
	p.notFuture(env.Today, "started", "结对日期", x.Started)
	p.ordered(x.Started, "结对日期", "ended", "结束日期", x.Ended)
	if x.Helper != "" && x.Helper == x.Person {
		p.warn("person", "帮扶人和帮扶对象同名，请核对")
	}
	if x.Visits > 31 {
		p.warn("visits", "每月走访次数太多，请核对")
	}
	return p
}

func checkWish(w *Wish, env schema.Env) []schema.Problem {
	var p problems
	p.checkName("wisher", "心愿人", w.Wisher)
	p.notFuture(env.Today, "date", "征集日期", w.Date)
	p.notFuture(env.Today, "claimed", "认领日期", w.Claimed)
	p.notFuture(env.Today, "done", "完成日期", w.Done)
	p.ordered(w.Date, "征集日期", "claimed", "认领日期", w.Claimed)
	p.ordered(w.Date, "征集日期", "planned", "计划完成日期", w.Planned)
	start, label := w.Claimed, "认领日期"
	if start == "" {
		start, label = w.Date, "征集日期"
	}
	p.ordered(start, label, "done", "完成日期", w.Done)
	taken := w.ClaimedBy != "" || w.Claimer != 0
	switch w.State {
	case WishClaimed, WishDone:
		if !taken {
			p.fail("claimed_by", "心愿已有人认领，请填认领人")
		}
		if w.State == WishDone && w.Done == "" {
			p.fail("done", "心愿已完成，请填完成日期；不记得哪一天的可以只填年份")
		}
	case WishOpen, "":
		if taken {
			p.warn("state", "填了认领人，请核对心愿状态")
		}
	}
	if w.Done != "" && w.State != WishDone {
		p.warn("done", "填了完成日期，请核对心愿状态")
	}
	if w.State == WishClaimed {
		if w.Claimed == "" {
			p.warn("claimed", "还没有填认领日期")
		}
		p.overdue(env.Today, "planned", "计划完成日期", w.Planned, w.Done != "")
	}
	return p
}

func checkMediation(m *Mediation, env schema.Env) []schema.Problem {
	var p problems
	p.notFuture(env.Today, "date", "受理日期", m.Date)
	p.notFuture(env.Today, "closed", "结案日期", m.Closed)
	p.notFuture(env.Today, "returned", "回访日期", m.Returned)
	p.ordered(m.Date, "受理日期", "closed", "结案日期", m.Closed)
	start, label := m.Closed, "结案日期"
	if start == "" {
		start, label = m.Date, "受理日期"
	}
	p.ordered(start, label, "returned", "回访日期", m.Returned)
	if m.Parties == "" {
		p.warn("parties", "还没有填当事人")
	}
	switch {
	case m.Result != "" && m.Closed == "":
		p.warn("closed", "有了调解结果，还没有填结案日期")
	case m.Result == "" && m.Closed != "":
		p.warn("result", "填了结案日期，还没有填调解结果")
	}
	if m.Result != MediationAgreed {
		if m.Written {
			p.warn("written", "没有调解成功，却有书面协议，请核对")
		}
		if m.Fulfilled {
			p.warn("fulfilled", "没有调解成功，却已履行，请核对")
		}
	}
	return p
}

func checkPatrol(x *Patrol, env schema.Env) []schema.Problem {
	var p problems
	p.day("date", "巡查日期", x.Date)
	p.notFuture(env.Today, "handled", "处理日期", x.Handled)
	p.ordered(x.Date, "巡查日期", "handled", "处理日期", x.Handled)
	switch found := x.Finding != ""; {
	case found && future(x.Date, env.Today):
		p.fail("finding", "这一班还没有巡查，不能填发现问题")
	case found && x.Kind == "":
		p.warn("kind", "还没有选问题类别")
	case !found && x.Kind != "":
		p.warn("finding", "选了问题类别，还没有写发现了什么")
	}
	if x.Finding != "" && x.Handling == "" {
		p.warn("handling", "发现了问题，还没有填处理情况")
	}
	return p
}

func checkProject(x *Project, env schema.Env) []schema.Problem {
	var p problems
	p.notNegative("amount", "资金", x.Amount)
	p.notFuture(env.Today, "ended", "完成日期", x.Ended)
	p.ordered(x.Started, "开工日期", "planned", "计划完成日期", x.Planned)
	p.ordered(x.Started, "开工日期", "ended", "完成日期", x.Ended)
	switch {
	case x.Stage == ProjectDone && x.Ended == "":
		p.fail("ended", "项目已完成，请填完成日期；不记得哪一天的可以只填年份")
	case x.Ended != "" && x.Stage < ProjectAccepting:
		p.warn("stage", "填了完成日期，请核对进展阶段")
	}
	if x.Stage >= ProjectBuilding && x.Stage <= ProjectDone && x.Started == "" {
		p.warn("started", "已经施工，还没有填开工日期")
	}
	if x.Stage == ProjectBuilding && future(x.Started, env.Today) {
		p.fail("started", "开工日期还没有到，进展阶段不能是施工")
	}
	p.overdue(env.Today, "planned", "计划完成日期", x.Planned, x.Stage >= ProjectDone || x.Ended != "")
	if x.Amount == 0 && x.Stage >= ProjectBuilding && x.Stage <= ProjectDone {
		p.warn("amount", "还没有填资金，没有花钱的在备注里写明")
	}
	return p
}
