package matters

import (
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// Step is one move of an appeal.
type Step struct {
	To     string  // code of the next state
	From   string  // the state that whoever takes the step saw; "" whatever it is
	Date   cn.Date // "" today
	By     string  // who did it; "" the operator
	Note   string  // what was done, or why
	Rating string  // of a return visit: code of the rating; "" not asked
	Unit   string  // to whom it goes, for 转办 and 上报
	Due    cn.Date // another deadline than the usual one; Note gives the reason
	Cost   int64   // fen, of a finish
}

// Take returns the matter after a step, or refuses one that may not follow. It is
// pure: env gives today, the office's figures and the calendar.
func Take(m registers.Matter, s Step, env schema.Env) (registers.Matter, error) {
	was := m
	if s.From != "" && s.From != m.State {
		return was, moved()
	}
	if err := appeals.refuse(&m, s.To); err != nil {
		return was, err
	}
	if err := dated(s.Date, lastDay(&m), env); err != nil {
		return was, err
	}
	m.State = s.To
	switch s.To {
	case registers.StateRefused:
		if s.Note == "" {
			return was, errs.New(errs.Invalid, "不予受理要写明原因").In("note")
		}
		m.Reason, m.Due, m.ReplyDue = s.Note, "", ""
	case registers.StateFinished:
		if m.Major != "" && s.Date < m.Announced.First() {
			return was, errs.New(errs.Invalid, "办结日期早于决议公开的日期 "+string(m.Announced)).In("date").Do("重大事项先公开决议，再实施；请核对这两个日期")
		}
		if m.Owner == "" { // somebody answers for what was done
			m.Owner = s.By
		}
		if s.Note != "" {
			m.Result = s.Note
		}
		if m.Result == "" {
			return was, errs.New(errs.Invalid, "办结要写明办理结果").In("note").Do("请写清楚怎样办的、办成了什么")
		}
		m.Finished, m.ReturnDue = s.Date, registers.ReturnDueOf(s.Date, env)
		m.Cost += s.Cost
		if m.Replied == "" {
			m.Replied = s.Date
		}
	case registers.StateReturned:
		m.Returned, m.ReturnBy, m.Rating, m.ReturnNote = s.Date, s.By, s.Rating, s.Note
	case registers.StateSatisfied:
		if m.Rating == "" {
			m.Rating = registers.RatingGood
		}
	case registers.StateReopened:
		m = reopened(m, s.Date, env)
	case registers.StateClosed:
		if m.Rating == "" {
			m.Rating = registers.RatingNone
		}
	default:
		return handled(was, m, s, env)
	}
	return m, nil
}

// handled chooses a way of dealing with the matter, which has a deadline.
func handled(was, m registers.Matter, s Step, env schema.Env) (registers.Matter, error) {
	if err := fits(&was, s); err != nil {
		return was, err
	}
	m.HandledOn, m.Due, m.Extension = s.Date, registers.DueOf(s.To, s.Date, env), ""
	if s.Due != "" && s.Due != m.Due {
		if !s.Due.Full() || s.Due < s.Date {
			return was, errs.New(errs.Invalid, "办理期限不对：要写到日，不能早于办理日期").In("due")
		}
		if s.Note == "" {
			return was, errs.New(errs.Invalid, "改期限要写明理由").In("note")
		}
		m.Due, m.Extension = s.Due, s.Note
	}
	m.To = s.Unit
	if s.To == registers.StateOnSpot || s.To == registers.StateExplained {
		m.Result, m.Replied = s.Note, s.Date
	}
	return m, nil
}

// fits refuses a way of dealing with the matter that lacks what it needs.
func fits(m *registers.Matter, s Step) error {
	label, _ := registers.MatterStates.LabelOf(s.To)
	if m.Hearing && s.Date < m.Heard.First() {
		return errs.New(errs.Invalid, "听取意见的日期 "+string(m.Heard)+" 晚于“"+label+"”的日期").In("date").Do("三步工作法先听意见，再办理；请核对这两个日期")
	}
	return nil
}

// reopened returns the matter as it is when its people were not content on a day: as if
// nothing had been done, but for the count, and with the deadline of being taken up
// again. The log keeps what was.
func reopened(m registers.Matter, day cn.Date, env schema.Env) registers.Matter {
	m.Reopened++
	m.HandledOn, m.Due = day, registers.DueOf(registers.StateReopened, day, env)
	m.To, m.Extension, m.Finished, m.Result = "", "", "", ""
	m.ReturnDue, m.Returned, m.ReturnBy, m.Rating, m.ReturnNote = "", "", "", "", ""
	return m
}

// extend returns the matter with a later deadline.
func extend(m registers.Matter, due cn.Date, reason string) (registers.Matter, error) {
	reason = strings.TrimSpace(reason)
	switch {
	case m.Due == "" || !Open(m.State):
		return m, errs.New(errs.Invalid, "这件诉求现在没有办理期限，不能延期").In("due").Do("正在办理的诉求才能延期")
	case !due.Full() || due <= m.Due:
		return m, errs.New(errs.Invalid, "延期后的期限要晚于现在的期限（"+string(m.Due)+"）").In("due")
	case reason == "":
		return m, errs.New(errs.Invalid, "延期要写明理由").In("reason")
	}
	m.Due, m.Extension = due, reason
	return m, nil
}

// lastDay returns the day of the last thing that was done.
func lastDay(m *registers.Matter) cn.Date {
	return max(m.Accepted.First(), m.HandledOn.First(), m.Finished.First(), m.Returned.First())
}

// dated refuses a step in the future, or before the one before it.
func dated(day, earliest cn.Date, env schema.Env) error {
	if !day.Full() || day > env.Today {
		return errs.New(errs.Invalid, "办理日期不对：要写到日，不能晚于今天").In("date").Do("例如 " + string(env.Today))
	}
	if day < earliest {
		return errs.New(errs.Invalid, "办理日期早于上一步的日期 "+string(earliest)).In("date").Do("请核对日期")
	}
	return nil
}

// moved refuses a step that somebody else has made impossible.
func moved() error {
	return errs.New(errs.Conflict, "这件事刚刚已由别人办理").In("state").Do("请刷新后看清现在的状态，再办理")
}
