package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/schema"
)

// DueOf returns the day by which a matter has to be done that is dealt with in a
// state since a day: on the spot the same day, by the community within working days,
// forwarded and reported within days of the calendar. A reopened one has to be taken up
// again as soon as a new one is answered. "" for other states. The figures are the
// office's (domain table 5b).
func DueOf(state string, since cn.Date, env schema.Env) cn.Date {
	if !since.Full() {
		return ""
	}
	switch state {
	case StateOnSpot, StateExplained:
		return since
	case StateCommunity:
		return env.Working(since, setting(env, DeadlineCommunity))
	case StateForwarded:
		return since.AddDays(setting(env, DeadlineForwarded))
	case StateReported:
		return since.AddDays(setting(env, DeadlineReported))
	case StateReopened:
		return ReplyDueOf(since, env)
	}
	return ""
}

// ReplyDueOf returns the day by which the first answer is due.
func ReplyDueOf(accepted cn.Date, env schema.Env) cn.Date {
	if !accepted.Full() {
		return ""
	}
	return env.Working(accepted, setting(env, DeadlineReply))
}

// ReturnDueOf returns the last day for asking whether people are content.
func ReturnDueOf(finished cn.Date, env schema.Env) cn.Date {
	if !finished.Full() {
		return ""
	}
	return finished.AddDays(setting(env, DeadlineReturn))
}

// fillMatter gives a new matter the deadlines that follow from what it says. One of an
// old list that was reopened was so when its people were asked, and once.
func fillMatter(m *Matter, env schema.Env) {
	if m.State == "" {
		m.State = StateAccepted
	}
	if m.Accepted == "" {
		m.Accepted = env.Today
	}
	if m.State == StateReopened {
		m.Reopened = max(m.Reopened, 1)
		if m.HandledOn == "" && m.Returned.Full() {
			m.HandledOn = m.Returned
		}
	}
	if m.HandledOn == "" && m.State != StateAccepted {
		m.HandledOn = m.Accepted
	}
	if m.ReplyDue == "" {
		m.ReplyDue = ReplyDueOf(m.Accepted, env)
	}
	if m.Due == "" {
		m.Due = DueOf(m.State, m.HandledOn, env)
	}
	if m.ReturnDue == "" {
		m.ReturnDue = ReturnDueOf(m.Finished, env)
	}
}

// editMatter lets a corrected day of acceptance move the deadline that was only derived
// from it, and refuses edits that contradict what was already done.
func editMatter(was, next *Matter, begun cn.Date, env schema.Env) []schema.Problem {
	var p problems
	if was.Accepted != "" && next.Accepted != was.Accepted {
		if begun != "" && before(begun, next.Accepted) {
			p.fail("accepted", "受理日期晚于第一步办理的日期，请核对")
		}
		if was.ReplyDue == ReplyDueOf(was.Accepted, env) {
			next.ReplyDue = ReplyDueOf(next.Accepted, env)
		}
	}
	if was.Major != "" && next.Major == "" && (begun != "" || was.State != StateAccepted) {
		p.fail("major", "已经开始办理，不能取消重大事项；选错类别的可以改选")
	}
	if next.Heard != was.Heard && next.Reopened == 0 && begun != "" && before(begun, next.Heard) {
		p.fail("heard", "听取意见晚于开始办理，请核对；三步工作法先听意见，再办理")
	}
	return p
}

func fillVisit(v *Visit, env schema.Env) {
	if v.Date == "" {
		v.Date = env.Today
	}
}

func fillSupervision(s *Supervision, env schema.Env) {
	if s.State == "" {
		s.State = SupervisionIssued
	}
	if s.Issued == "" {
		s.Issued = env.Today
	}
}
