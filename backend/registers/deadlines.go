package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/schema"
)

// DueOf returns the day by which a matter has to be done that is dealt with in a
// state since a day: on the spot the same day, by the community within working days,
// forwarded and reported within days of the calendar; "" for other states. The figures
// are the office's (domain table 5b).
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

// fillMatter gives a new matter the deadlines that follow from what it says.
func fillMatter(m *Matter, env schema.Env) {
	if m.State == "" {
		m.State = StateAccepted
	}
	if m.Accepted == "" {
		m.Accepted = env.Today
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
