package registers

import (
	"time"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/schema"
)

// month refuses a year where a month is meant.
func (p *problems) month(field, label string, d cn.Date) {
	if len(d) == 4 {
		p.fail(field, label+"要写到月，例如 2026-11")
	}
}

func checkRotation(r *Rotation, env schema.Env) []schema.Problem {
	var p problems
	p.month("month", "月份", r.Month)
	if r.Month.Full() { // spreadsheets turn 2026年11月 into its first day
		p.warn("month", "月份写到月就可以，哪一天去填在日期里")
	}
	p.day("date", "日期", r.Date)
	if r.Date != "" && (before(r.Date, monthOf(r.Month)) || before(monthOf(r.Month), r.Date)) {
		p.warn("date", "日期不在这个月里，请核对")
	}
	switch {
	case r.State == RotationHeld && r.Date == "":
		p.fail("date", "已经开展，请填日期")
	case r.State == RotationHeld && future(r.Date, env.Today):
		p.fail("state", "日期还没有到，不能是已开展")
	case r.State == RotationPlanned && env.Today != "" && before(monthOf(r.Month), env.Today):
		p.warn("state", "这个月已经过去，请更新开展情况")
	}
	if r.People > 0 && r.State != RotationHeld {
		p.warn("people", "填了到场人数，请核对开展情况")
	}
	return p
}

// monthOf cuts a full date to its month; before takes that as all of its days.
func monthOf(d cn.Date) cn.Date {
	if d.Full() {
		return d[:7]
	}
	return d
}

func checkQuestion(q *Question, env schema.Env) []schema.Problem {
	var p problems
	p.checkName("asker", "提问人", q.Asker)
	p.notFuture(env.Today, "date", "提问日期", q.Date)
	p.notFuture(env.Today, "replied", "答复日期", q.Replied)
	p.ordered(q.Date, "提问日期", "reply_due", "答复期限", q.Due)
	p.ordered(q.Date, "提问日期", "replied", "答复日期", q.Replied)
	answered := q.Replied != "" || q.OnSpot
	if answered && q.Answer == "" {
		p.warn("answer", "已经答复，还没有填答复内容")
	}
	if !answered && q.Answer != "" {
		p.warn("replied", "填了答复内容，还没有填答复日期")
	}
	if q.OnSpot && before(q.Date, q.Replied) {
		p.warn("on_spot", "答复日期晚于提问日期，请核对是不是当场答复")
	}
	if !answered && q.Due == "" {
		p.warn("reply_due", "没有当场答复，请填答复期限")
	}
	p.overdue(env.Today, "reply_due", "答复期限", q.Due, answered)
	return p
}

func checkTalk(t *Talk, env schema.Env) []schema.Problem {
	var p problems
	p.checkName("person", "被约谈人", t.Person)
	p.notFuture(env.Today, "date", "约谈日期", t.Date)
	p.ordered(t.Date, "约谈日期", "deadline", "整改期限", t.Deadline)
	if t.By != "" && t.By == t.Person {
		p.warn("by", "约谈人和被约谈人同名，请核对")
	}
	if t.Promise != "" && t.Deadline == "" {
		p.warn("deadline", "有整改承诺，还没有填整改期限")
	}
	p.overdue(env.Today, "deadline", "整改期限", t.Deadline, t.Result != "")
	return p
}

func checkConsultation(c *Consultation, env schema.Env) []schema.Problem {
	var p problems
	p.notFuture(env.Today, "done", "完成日期", c.Done)
	p.ordered(c.Date, "会诊日期", "deadline", "完成期限", c.Deadline)
	p.ordered(c.Date, "会诊日期", "done", "完成日期", c.Done)
	if c.Decision != "" && future(c.Date, env.Today) {
		p.fail("decision", "会诊日期还没有到，不能填会诊决定")
	}
	if c.Decision != "" && c.Owner == "" {
		p.warn("owner", "有了会诊决定，还没有填责任人")
	}
	if c.Decision != "" && c.Deadline == "" && c.Done == "" {
		p.warn("deadline", "有了会诊决定，还没有填完成期限")
	}
	if c.Done != "" && c.Result == "" {
		p.warn("result", "已经完成，还没有填落实结果")
	}
	p.overdue(env.Today, "deadline", "完成期限", c.Deadline, c.Done != "")
	return p
}

func checkInspection(i *Inspection, env schema.Env) []schema.Problem {
	var p problems
	p.month("date", "督查日期", i.Date)
	p.notFuture(env.Today, "date", "督查日期", i.Date)
	p.notFuture(env.Today, "done", "整改完成日期", i.Done)
	p.ordered(i.Date, "督查日期", "deadline", "整改期限", i.Deadline)
	p.ordered(i.Date, "督查日期", "done", "整改完成日期", i.Done)
	if i.Demands != "" && i.Deadline == "" && i.Done == "" {
		p.warn("deadline", "有整改要求，还没有填整改期限")
	}
	p.overdue(env.Today, "deadline", "整改期限", i.Deadline, i.Done != "")
	return p
}

func checkWeekly(w *Weekly, env schema.Env) []schema.Problem {
	var p problems
	p.day("monday", "周一日期", w.Monday)
	if w.Monday.Full() && w.Monday.Weekday() != time.Monday {
		p.fail("monday", "这一天不是星期一，请填这一周星期一的日期")
	}
	if env.Today.Full() && w.Monday.Full() && w.Monday > env.Today.AddDays(7) {
		p.warn("monday", "这一周还很远，请核对年份")
	}
	if w.State == WeeklyFinal {
		if w.Done == "" {
			p.fail("done", "还没有写本周完成，不能定稿")
		}
		if future(w.Monday, env.Today) {
			p.fail("state", "这一周还没有开始，不能定稿")
		}
	}
	return p
}
