package matters

import (
	"context"
	"strings"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// Desk moves along what the office has promised.
type Desk struct{ ledger *ledger.Ledger }

// New returns the service over a ledger.
func New(l *ledger.Ledger) *Desk { return &Desk{l} }

func (d *Desk) store() *store.Store { return d.ledger.Store }

// Advance takes one step of an appeal, as one change: the matter and an entry of its course.
func (d *Desk) Advance(ctx context.Context, matter string, s Step) (Course, error) {
	s.Note, s.Unit, s.By = strings.TrimSpace(s.Note), strings.TrimSpace(s.Unit), d.by(ctx, s.By)
	if s.Date == "" {
		s.Date = d.store().Today()
	}
	if s.Rating != "" {
		if _, ok := registers.Ratings.LabelOf(s.Rating); !ok || s.To != registers.StateReturned {
			return Course{}, errs.New(errs.Invalid, "满意度只在回访时填写").In("result").Do("可填：满意、基本满意、不满意、未评价")
		}
	}
	label, _ := registers.MatterStates.LabelOf(s.To)
	return d.change(ctx, matter, "办理诉求："+label, func(m registers.Matter, env schema.Env) (registers.Matter, registers.MatterStep, error) {
		next, err := Take(m, s, env)
		return next, registers.MatterStep{Kind: registers.StepState, Date: s.Date, From: m.State, To: next.State, By: s.By, Due: next.Due, Rating: s.Rating, Note: s.Note}, err
	})
}

// Extend moves the deadline of an appeal, for a reason.
func (d *Desk) Extend(ctx context.Context, matter string, due cn.Date, reason string) (Course, error) {
	return d.change(ctx, matter, "诉求延期", func(m registers.Matter, env schema.Env) (registers.Matter, registers.MatterStep, error) {
		next, err := extend(m, due, reason)
		return next, registers.MatterStep{Kind: registers.StepExtend, Date: env.Today, From: m.State, To: m.State, By: d.by(ctx, ""), Due: next.Due, Note: strings.TrimSpace(reason)}, err
	})
}

// Note adds an entry to the course of an appeal that does not move it: progress
// told to the people, opinions heard before, the first answer.
func (d *Desk) Note(ctx context.Context, matter, kind string, day cn.Date, note string) (Course, error) {
	label, _ := registers.StepKinds.LabelOf(kind)
	return d.change(ctx, matter, "诉求"+label, d.noting(ctx, kind, day, note))
}

// NoteIn is Note as part of another change.
func (d *Desk) NoteIn(ctx context.Context, tx *store.Tx, matter, kind string, day cn.Date, note string) error {
	id, err := oplog.ParseID(matter)
	if err != nil {
		return err
	}
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return err
	}
	return moveIn(ctx, d, tx, appealCourse, []oplog.ID{id}, env, d.noting(ctx, kind, day, note))
}

// noting is the step of a note.
func (d *Desk) noting(ctx context.Context, kind string, day cn.Date, note string) func(registers.Matter, schema.Env) (registers.Matter, registers.MatterStep, error) {
	note = strings.TrimSpace(note)
	return func(m registers.Matter, env schema.Env) (registers.Matter, registers.MatterStep, error) {
		if day == "" {
			day = env.Today
		}
		step := registers.MatterStep{Kind: kind, Date: day, From: m.State, To: m.State, By: d.by(ctx, ""), Note: note}
		if err := dated(day, m.Accepted.First(), env); err != nil {
			return m, step, err
		}
		if note == "" {
			return m, step, errs.New(errs.Invalid, "请写明内容").In("note")
		}
		switch kind {
		case registers.StepProgress:
		case registers.StepHeard:
			m.Heard, m.HeardNote = day, note
		case registers.StepReply:
			if m.Replied == "" {
				m.Replied = day
			}
		default:
			return m, step, errs.New(errs.Invalid, "没有这一类办理记录").In("kind")
		}
		return m, step, nil
	}
}

// change moves an appeal and returns how it stands then.
func (d *Desk) change(ctx context.Context, matter, note string, f func(registers.Matter, schema.Env) (registers.Matter, registers.MatterStep, error)) (Course, error) {
	if err := move(ctx, d, appealCourse, matter, note, f); err != nil {
		return Course{}, err
	}
	return d.Course(ctx, matter)
}

// by returns who takes a step: the one named, else the operator.
func (d *Desk) by(ctx context.Context, name string) string {
	if name = strings.TrimSpace(name); name != "" {
		return name
	}
	return caller.From(ctx).Operator
}
