package matters

import (
	"context"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// watchedProblems: 交办 → 签收 → 反馈 → 销号, or 退回 and 反馈 again (S4 127).
var watchedProblems = rules[registers.Supervision]{
	states: registers.SupervisionStates,
	state:  func(s *registers.Supervision) string { return s.State },
	next: map[string][]string{
		registers.SupervisionIssued:   {registers.SupervisionReceived, registers.SupervisionAnswered},
		registers.SupervisionReceived: {registers.SupervisionAnswered},
		registers.SupervisionAnswered: {registers.SupervisionDone, registers.SupervisionReturned},
		registers.SupervisionReturned: {registers.SupervisionAnswered},
	},
}

// supervisionCourse is the course of supervised problems with its log.
var supervisionCourse = kind[registers.Supervision, registers.SupervisionStep]{
	rules: &watchedProblems, record: registers.Supervisions, log: registers.SupervisionLog, field: "supervision",
	due: func(s *registers.Supervision) cn.Date { return s.Due }, light: SupervisionLight, ordered: true,
}

// NextSupervised returns the states that may follow one of a supervised problem.
func NextSupervised(state string) []string { return slices.Clone(watchedProblems.next[state]) }

// SupervisionMove is one move of a supervised problem.
type SupervisionMove struct {
	To    string  // code of the next state
	From  string  // the state that whoever takes the step saw; "" whatever it is
	Date  cn.Date // "" today
	By    string  // "" the operator
	Note  string  // progress, opinion or reason
	Proof string  // of what was done; 销号 needs one
	Due   cn.Date // of a return: another deadline; "" the old one
}

// supervise returns the problem after a move, or refuses it. It is pure.
func supervise(s registers.Supervision, m SupervisionMove, env schema.Env) (registers.Supervision, error) {
	was := s
	if m.From != "" && m.From != s.State {
		return was, moved()
	}
	if err := watchedProblems.refuse(&s, m.To); err != nil {
		return was, err
	}
	if err := dated(m.Date, max(s.Issued.First(), s.Received.First(), s.Answered.First()), env); err != nil {
		return was, err
	}
	s.State = m.To
	if m.Proof != "" {
		s.Proof = m.Proof
	}
	switch m.To {
	case registers.SupervisionReceived:
		s.Received = m.Date
	case registers.SupervisionAnswered:
		if m.Note == "" {
			return was, errs.New(errs.Invalid, "反馈要写明办理情况").In("note").Do("没有办完的写明进展和原因")
		}
		s.Answered, s.Progress = m.Date, m.Note
	case registers.SupervisionReturned:
		if m.Note == "" {
			return was, errs.New(errs.Invalid, "退回要写明理由").In("note")
		}
		if m.Due != "" && (!m.Due.Full() || m.Due < m.Date) {
			return was, errs.New(errs.Invalid, "新的时限不对：要写到日，不能早于退回日期").In("due")
		}
		s.Opinion = m.Note
		if m.Due != "" && m.Due != s.Due {
			s.Due, s.Extension = m.Due, m.Note
		}
	case registers.SupervisionDone:
		if s.Proof == "" {
			return was, errs.New(errs.Invalid, "没有完成凭据，不能销号").In("proof").Do("请写明照片、通知、验收单等凭据")
		}
		s.Done = m.Date
		if m.Note != "" {
			s.Opinion = m.Note
		}
	}
	return s, nil
}

// Supervise takes one step of a supervised problem, as one change.
func (d *Desk) Supervise(ctx context.Context, supervision string, m SupervisionMove) (Course, error) {
	m.Note, m.Proof, m.By = strings.TrimSpace(m.Note), strings.TrimSpace(m.Proof), d.by(ctx, m.By)
	if m.Date == "" {
		m.Date = d.store().Today()
	}
	label, _ := registers.SupervisionStates.LabelOf(m.To)
	return d.changeSupervision(ctx, supervision, "督办："+label, func(s registers.Supervision, env schema.Env) (registers.Supervision, registers.SupervisionStep, error) {
		next, err := supervise(s, m, env)
		return next, registers.SupervisionStep{Date: m.Date, From: s.State, To: next.State, By: m.By, Due: next.Due, Note: m.Note}, err
	})
}

// Postpone sets or moves the deadline of a supervised problem; moving one needs a reason.
func (d *Desk) Postpone(ctx context.Context, supervision string, due cn.Date, reason string) (Course, error) {
	reason = strings.TrimSpace(reason)
	return d.changeSupervision(ctx, supervision, "督办时限", func(s registers.Supervision, env schema.Env) (registers.Supervision, registers.SupervisionStep, error) {
		step := registers.SupervisionStep{Date: env.Today, From: s.State, To: s.State, By: d.by(ctx, ""), Due: due, Note: reason}
		switch {
		case s.State == registers.SupervisionDone:
			return s, step, errs.New(errs.Invalid, "已销号的督办不用再改时限").In("due")
		case !due.Full() || due < s.Issued.First():
			return s, step, errs.New(errs.Invalid, "办理时限不对：要写到日，不能早于交办日期").In("due")
		case s.Due != "" && reason == "":
			return s, step, errs.New(errs.Invalid, "改时限要写明理由").In("reason")
		}
		if s.Due != "" {
			s.Extension = reason
		}
		s.Due = due
		return s, step, nil
	})
}

// changeSupervision is change for a supervised problem.
func (d *Desk) changeSupervision(ctx context.Context, supervision, note string, f func(registers.Supervision, schema.Env) (registers.Supervision, registers.SupervisionStep, error)) (Course, error) {
	if err := move(ctx, d, supervisionCourse, supervision, note, f); err != nil {
		return Course{}, err
	}
	return d.SupervisionCourse(ctx, supervision)
}

// SupervisionCourse returns how a supervised problem stands.
func (d *Desk) SupervisionCourse(ctx context.Context, supervision string) (Course, error) {
	out, s, _, err := stand(ctx, d, supervisionCourse, supervision)
	if err != nil {
		return out, err
	}
	if out.Finished = string(s.Done); s.State != registers.SupervisionDone && s.Due != "" {
		out.Term, out.TermLabel = string(s.Due), registers.Supervisions.Field("due").Label
	}
	if s.Due != "" && s.Done.First() > s.Due {
		env, err := d.ledger.Env(ctx)
		if err != nil {
			return out, err
		}
		out.Late = max(1, env.WorkingDays(s.Due, s.Done.First()))
	}
	if s.Matter == 0 {
		return out, nil
	}
	found, err := d.store().FindMany(ctx, registers.Matters.Def, []oplog.ID{s.Matter})
	if err == nil && len(found) > 0 {
		m := registers.Matters.Decode(found[0].Values)
		out.About = m.No + " " + appeals.label(m.State)
	}
	return out, err
}

// SupervisionLight says how a supervised problem stands: red past its deadline,
// yellow near it, green else and when it is done (S4: red, yellow, green).
func SupervisionLight(s *registers.Supervision, env schema.Env) (left int, l Light) {
	if s.State == registers.SupervisionDone {
		return 0, Green
	}
	return LightOf(s.Due, env)
}

// FromMatter starts the supervision of an appeal that was not done in time, due in
// a number of days; the appeal goes on in its own state.
func (d *Desk) FromMatter(ctx context.Context, matter string, due cn.Date, issuer, measures string) (string, error) {
	id, err := oplog.ParseID(matter)
	if err != nil {
		return "", err
	}
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return "", err
	}
	if due != "" && (!due.Full() || due < env.Today) {
		return "", errs.New(errs.Invalid, "办理时限不对：要写到日，不能早于今天").In("due")
	}
	var made oplog.ID
	_, err = d.store().Write(ctx, store.Meta{Kind: "create", Note: "督办诉求"}, func(tx *store.Tx) error {
		rec, err := d.living(ctx, tx, registers.Matters.Def, id)
		if err != nil {
			return err
		}
		m := registers.Matters.Decode(rec.Values)
		if !Open(m.State) {
			return errs.New(errs.Invalid, "这件诉求已经办完，不用督办").In("matter")
		}
		have, err := tx.Lookup(ctx, registers.Supervisions.Def, "matter", matter)
		if err != nil {
			return err
		}
		for _, rec := range have {
			if s := registers.Supervisions.Decode(rec.Values); !rec.Deleted && s.State != registers.SupervisionDone {
				return errs.New(errs.Conflict, "这件诉求已在督办（"+s.No+"）").In("matter").Do("请在原来的督办上继续办理")
			}
		}
		s := registers.Supervision{Problem: m.Title, Matter: id, Unit: m.To, Owner: m.Owner, Issuer: d.by(ctx, issuer), Measures: strings.TrimSpace(measures), Issued: env.Today, Due: due, State: registers.SupervisionIssued, Source: "5"}
		if m.Sensitive { // the list of supervised problems is read by many
			s.Problem, s.Unit = SensitiveTitle+m.No, ""
		}
		if m.Due != "" && m.Due < env.Today {
			s.Source = registers.SupervisionOverdue
		}
		if made, err = tx.Create(registers.Supervisions.Def, registers.Supervisions.Encode(&s)); err != nil {
			return err
		}
		step := registers.SupervisionStep{Supervision: made, Date: env.Today, To: registers.SupervisionIssued, By: s.Issuer, Due: due, Note: s.Measures}
		_, err = tx.Create(registers.SupervisionLog.Def, registers.SupervisionLog.Encode(&step))
		return err
	})
	return made.String(), err
}
