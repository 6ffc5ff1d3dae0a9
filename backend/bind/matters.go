package bind

import (
	"context"
	"strconv"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/weekly"
)

// Matters moves appeals and supervised problems along.
type Matters struct{ d *Desk }

// withMatters is do with the service of the matters.
func withMatters[T any](d *Desk, f func(ctx context.Context, m *matters.Desk) (T, error)) (T, error) {
	return do(d, func(ctx context.Context, l *ledger.Ledger) (T, error) { return f(ctx, matters.New(l)) })
}

// Board returns the appeals that are still to be dealt with.
func (m *Matters) Board(q BoardQuery) (Board, error) {
	return withMatters(m.d, func(ctx context.Context, desk *matters.Desk) (Board, error) { return desk.Board(ctx, q) })
}

// Course returns how an appeal stands, what may follow and how it came there.
func (m *Matters) Course(id string) (Course, error) {
	return withMatters(m.d, func(ctx context.Context, desk *matters.Desk) (Course, error) { return desk.Course(ctx, id) })
}

// Advance takes one step of an appeal.
func (m *Matters) Advance(id string, s MatterMove) (Course, error) {
	return do(m.d, func(ctx context.Context, l *ledger.Ledger) (out Course, err error) {
		step := matters.Step{To: s.To, From: s.From, By: s.By, Note: s.Note, Rating: s.Rating, Unit: s.Unit}
		if step.Date, err = day(l, "date", s.Date); err != nil {
			return out, err
		}
		if step.Due, err = day(l, "due", s.Due); err != nil {
			return out, err
		}
		if step.Cost, err = fen(s.Cost); err != nil {
			return out, err
		}
		return matters.New(l).Advance(ctx, id, step)
	})
}

// Extend moves the deadline of an appeal, for a reason.
func (m *Matters) Extend(id, due, reason string) (Course, error) {
	return do(m.d, func(ctx context.Context, l *ledger.Ledger) (out Course, err error) {
		to, err := day(l, "due", due)
		if err != nil {
			return out, err
		}
		return matters.New(l).Extend(ctx, id, to, reason)
	})
}

// Note adds what happened without moving the appeal: progress, opinions heard, the
// first answer. kind is a code of the kinds of entries.
func (m *Matters) Note(id, kind, date, note string) (Course, error) {
	return do(m.d, func(ctx context.Context, l *ledger.Ledger) (out Course, err error) {
		on, err := day(l, "date", date)
		if err != nil {
			return out, err
		}
		return matters.New(l).Note(ctx, id, kind, on, note)
	})
}

// Watch starts the supervision of an appeal and returns its ID.
func (m *Matters) Watch(id, due, issuer, measures string) (MatterWatched, error) {
	return do(m.d, func(ctx context.Context, l *ledger.Ledger) (out MatterWatched, err error) {
		on, err := day(l, "due", due)
		if err != nil {
			return out, err
		}
		out.ID, err = matters.New(l).FromMatter(ctx, id, on, issuer, measures)
		return out, err
	})
}

// SupervisionBoard returns the supervised problems that are not done.
func (m *Matters) SupervisionBoard(q BoardQuery) (Board, error) {
	return withMatters(m.d, func(ctx context.Context, desk *matters.Desk) (Board, error) { return desk.SupervisionBoard(ctx, q) })
}

// SupervisionCourse returns how a supervised problem stands.
func (m *Matters) SupervisionCourse(id string) (Course, error) {
	return withMatters(m.d, func(ctx context.Context, desk *matters.Desk) (Course, error) { return desk.SupervisionCourse(ctx, id) })
}

// Supervise takes one step of a supervised problem.
func (m *Matters) Supervise(id string, s SupervisionMove) (Course, error) {
	return do(m.d, func(ctx context.Context, l *ledger.Ledger) (out Course, err error) {
		move := matters.SupervisionMove{To: s.To, From: s.From, By: s.By, Note: s.Note, Proof: s.Proof}
		if move.Date, err = day(l, "date", s.Date); err != nil {
			return out, err
		}
		if move.Due, err = day(l, "due", s.Due); err != nil {
			return out, err
		}
		return matters.New(l).Supervise(ctx, id, move)
	})
}

// Postpone sets or moves the deadline of a supervised problem.
func (m *Matters) Postpone(id, due, reason string) (Course, error) {
	return do(m.d, func(ctx context.Context, l *ledger.Ledger) (out Course, err error) {
		to, err := day(l, "due", due)
		if err != nil {
			return out, err
		}
		return matters.New(l).Postpone(ctx, id, to, reason)
	})
}

// fen reads an amount in yuan as people write it; "" is nothing.
func fen(text string) (int64, error) {
	if text == "" {
		return 0, nil
	}
	value, _, err := registers.Matters.Def.Field("cost").Read(text, "")
	if err != nil {
		return 0, errs.Of(err).In("cost")
	}
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		return 0, errs.New(errs.Invalid, "花费不是金额").In("cost").Do("请填数字，例如 120.50")
	}
	return n, nil
}

// day reads a day as people write it; "" stays "".
func day(l *ledger.Ledger, field, text string) (cn.Date, error) {
	if text == "" {
		return "", nil
	}
	value, _, err := registers.Matters.Def.Field("accepted").Read(text, l.Store.Today())
	if err == nil && !cn.Date(value).Full() {
		err = errs.New(errs.Invalid, "日期要写到日").Do("例如 " + string(l.Store.Today()))
	}
	if err != nil {
		return "", errs.Of(err).In(field)
	}
	return cn.Date(value), nil
}

// DraftWeek writes down a draft of the report on the week from a Monday, "" this
// one, and returns its record.
func (m *Matters) DraftWeek(monday string) (string, error) {
	return do(m.d, func(ctx context.Context, l *ledger.Ledger) (string, error) {
		from, err := day(l, "monday", monday)
		if err != nil {
			return "", err
		}
		return weekly.Create(ctx, l, from)
	})
}
