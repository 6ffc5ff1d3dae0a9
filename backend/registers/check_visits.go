package registers

import (
	"regexp"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/schema"
)

// clockForm is a time of day; the hour may lack its zero, as people write.
var clockForm = regexp.MustCompile(`^([01]?[0-9]|2[0-3]):[0-5][0-9]$`)

func (p *problems) clock(field, label, value string) bool {
	if value == "" {
		return false
	}
	if !clockForm.MatchString(value) {
		p.fail(field, label+"应写成 9:30 的样子")
		return false
	}
	return true
}

// minutes returns the minutes since midnight of a time in the form of clockForm.
func minutes(clock string) int {
	if len(clock) == 4 {
		clock = "0" + clock
	}
	return int(clock[0]-'0')*600 + int(clock[1]-'0')*60 + int(clock[3]-'0')*10 + int(clock[4]-'0')
}

func checkVisit(v *Visit, env schema.Env) []schema.Problem {
	var p problems
	p.notFuture(env.Today, "date", "走访日期", v.Date)
	from, to := p.clock("start", "开始时间", v.Start), p.clock("end", "结束时间", v.End)
	if from && to && minutes(v.End) < minutes(v.Start) {
		p.fail("end", "结束时间早于开始时间，请核对")
	}
	if v.Household == 0 && v.Unit == "" && v.Person == "" {
		p.fail("household", "请选走访的住户，或填写单位、商户、受访人中的一项")
	}
	if v.Viewers != "" && !v.Sensitive {
		p.warn("viewers", "没有勾选敏感走访，可查看人员不起作用")
	}
	return p
}

// handling reports whether a matter is being dealt with in that state: then it has a deadline.
func handling(state string) bool {
	return state == StateOnSpot || state == StateCommunity || state == StateForwarded || state == StateReported
}

// over reports whether the work on a matter is done in that state.
func over(state string) bool {
	return state == StateFinished || state == StateReturned || state == StateSatisfied || state == StateClosed
}

func checkMatter(m *Matter, env schema.Env) []schema.Problem {
	var p problems
	p.notFuture(env.Today, "accepted", "受理日期", m.Accepted)
	p.notFuture(env.Today, "finished", "办结日期", m.Finished)
	p.notFuture(env.Today, "returned", "回访日期", m.Returned)
	p.notFuture(env.Today, "heard", "听取意见日期", m.Heard)
	p.ordered(m.Accepted, "受理日期", "finished", "办结日期", m.Finished)
	p.ordered(m.Accepted, "受理日期", "replied", "首次答复日期", m.Replied)
	p.ordered(m.Finished, "办结日期", "returned", "回访日期", m.Returned)
	p.ordered(m.Accepted, "受理日期", "due", "办理期限", m.Due)
	if over(m.State) && m.Finished == "" {
		p.fail("finished", "办结的诉求要有办结日期")
	}
	if !over(m.State) && m.Finished != "" && m.State != StateReopened && !handling(m.State) && m.State != StateExplained {
		p.fail("state", "填了办结日期，办理状态却不是办结")
	}
	if (m.State == StateReturned || m.State == StateSatisfied) && m.Returned == "" {
		p.fail("returned", "回访过的诉求要有回访日期")
	}
	if over(m.State) && m.Result == "" {
		p.warn("result", "办结的诉求还没有办理结果")
	}
	if m.Hearing && m.State != StateAccepted && m.State != StateReopened && m.State != StateRefused {
		switch {
		case m.Heard == "":
			p.warn("heard", "按三步工作法办，还没有听取意见的日期；没有听过意见不能回访")
		case before(m.HandledOn, m.Heard) || before(m.Finished, m.Heard):
			p.fail("heard", "听取意见晚于办理，请核对；三步工作法先听意见，再办理")
		}
	}
	if m.State == StateSatisfied && m.Rating == RatingBad {
		p.fail("rating", "居民不满意，不能按满意归档")
	}
	if m.State == StateRefused && m.Reason == "" {
		p.fail("reason", "不予受理要写明原因")
	}
	if (m.State == StateForwarded || m.State == StateReported) && m.To == "" {
		p.warn("to", "没有写转给了谁，以后不好催办")
	}
	if m.Owner == "" {
		p.warn("owner", "还没有责任人")
	}
	if m.Cost < 0 {
		p.fail("cost", "花费不能是负数")
	}
	p.deliberations(m, env.Today)
	return p
}

// deliberations keeps 四议两公开 in their order: none before the one before it, none in
// the future, what was resolved made public before the deed. When the outcome is made
// public no document says: it is only doubted.
func (p *problems) deliberations(m *Matter, today cn.Date) {
	stages := m.Deliberations()
	if m.Major != "" && over(m.State) {
		for _, s := range stages[:5] {
			if s.Date == "" {
				p.warn(s.Field, "重大事项已经办结，还没有填“"+s.Label+"”的日期")
				break
			}
		}
		p.ordered(m.Announced, "决议公开", "finished", "办结日期", m.Finished)
		if before(m.ResultPosted, m.Finished) {
			p.warn("result_posted", "实施结果公开早于办结，请核对")
		}
	}
	for i, s := range stages {
		if s.Date == "" {
			continue
		}
		if future(s.Date, today) {
			p.fail(s.Field, s.Label+"的日期还没有到，请核对")
			return
		}
		if m.Major == "" {
			p.warn("major", "填了四议两公开的日期，却没有选重大事项类别")
			return
		}
		for _, earlier := range stages[:i] {
			if earlier.Date == "" {
				p.fail(s.Field, "四议两公开要按顺序：先填"+earlier.Label)
				return
			}
			if before(s.Date, earlier.Date) {
				p.fail(s.Field, s.Label+"早于"+earlier.Label+"，请核对")
				return
			}
		}
	}
}

func checkSupervision(s *Supervision, env schema.Env) []schema.Problem {
	var p problems
	p.ordered(s.Issued, "交办日期", "due", "办理时限", s.Due)
	p.ordered(s.Issued, "交办日期", "answered", "反馈日期", s.Answered)
	p.ordered(s.Issued, "交办日期", "done", "销号日期", s.Done)
	p.notFuture(env.Today, "done", "销号日期", s.Done)
	if s.State == SupervisionDone && s.Done == "" {
		p.fail("done", "销号的督办要有销号日期")
	}
	if s.State != SupervisionDone && s.Done != "" {
		p.fail("state", "填了销号日期，督办状态却不是销号")
	}
	if s.State == SupervisionDone && s.Proof == "" {
		p.fail("proof", "没有完成凭据，不能销号")
	}
	if s.State != SupervisionDone && s.Due == "" {
		p.warn("due", "还没有办理时限，不会提醒；请用“定时限”写明")
	}
	if s.Unit == "" && s.Owner == "" {
		p.warn("owner", "还没有承办单位和责任人")
	}
	return p
}
