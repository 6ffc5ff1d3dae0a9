package bind

import (
	"context"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
)

// Care moves wishes and mediations along, plans the rounds to the estates and writes
// down what was asked there.
type Care struct{ d *Desk }

// WishCourse returns how a wish stands, what may follow and how it came there.
func (c *Care) WishCourse(id string) (Course, error) {
	return withMatters(c.d, func(ctx context.Context, desk *matters.Desk) (Course, error) { return desk.WishCourse(ctx, id) })
}

// AdvanceWish takes one step of a wish.
func (c *Care) AdvanceWish(id string, m WishMove) (Course, error) {
	return do(c.d, func(ctx context.Context, l *ledger.Ledger) (out Course, err error) {
		s, err := wishStep(l, m)
		if err != nil {
			return out, err
		}
		return matters.New(l).AdvanceWish(ctx, id, s)
	})
}

// ClaimWishes claims several wishes at once and returns those that nobody has claimed yet.
func (c *Care) ClaimWishes(ids []string, m WishMove) ([]OpenWish, error) {
	return do(c.d, func(ctx context.Context, l *ledger.Ledger) ([]OpenWish, error) {
		s, err := wishStep(l, m)
		if err != nil {
			return nil, err
		}
		desk := matters.New(l)
		if err := desk.AdvanceWishes(ctx, ids, s); err != nil {
			return nil, err
		}
		return desk.OpenWishes(ctx)
	})
}

func wishStep(l *ledger.Ledger, m WishMove) (s matters.WishStep, err error) {
	s = matters.WishStep{To: m.To, From: m.From, By: m.By, Member: m.Member, Note: m.Note}
	if s.Date, err = day(l, "date", m.Date); err != nil {
		return s, err
	}
	s.Planned, err = day(l, "planned", m.Planned)
	return s, err
}

// ReplanWish moves the day by which a claimed wish is to be fulfilled, for a reason.
func (c *Care) ReplanWish(id, planned, reason string) (Course, error) {
	return do(c.d, func(ctx context.Context, l *ledger.Ledger) (out Course, err error) {
		to, err := day(l, "planned", planned)
		if err != nil {
			return out, err
		}
		return matters.New(l).ReplanWish(ctx, id, to, reason)
	})
}

// OpenWishes returns the wishes that nobody has claimed.
func (c *Care) OpenWishes() ([]OpenWish, error) {
	return withMatters(c.d, func(ctx context.Context, desk *matters.Desk) ([]OpenWish, error) { return desk.OpenWishes(ctx) })
}

// MediationCourse returns how a mediation stands; shown tells also what was said at
// its steps, and that is logged.
func (c *Care) MediationCourse(id string, shown bool) (Course, error) {
	return withMatters(c.d, func(ctx context.Context, desk *matters.Desk) (Course, error) {
		return desk.MediationCourse(ctx, id, shown)
	})
}

// AdvanceMediation takes one step of a mediation.
func (c *Care) AdvanceMediation(id string, m MediationMove) (Course, error) {
	return do(c.d, func(ctx context.Context, l *ledger.Ledger) (out Course, err error) {
		s := matters.MediationStep{To: m.To, From: m.From, By: m.By, Note: m.Note, Agreement: m.Agreement, Written: m.Written, Fulfilled: m.Fulfilled}
		if s.Date, err = day(l, "date", m.Date); err != nil {
			return out, err
		}
		return matters.New(l).AdvanceMediation(ctx, id, s)
	})
}

// NoteMediation adds a session to the course of a mediation.
func (c *Care) NoteMediation(id, date, by, note string) (Course, error) {
	return do(c.d, func(ctx context.Context, l *ledger.Ledger) (out Course, err error) {
		on, err := day(l, "date", date)
		if err != nil {
			return out, err
		}
		return matters.New(l).NoteMediation(ctx, id, on, by, note)
	})
}

// MediationYear counts the disputes of a year against the office's goal; 0 is this year.
func (c *Care) MediationYear(year int) (MediationYear, error) {
	return withMatters(c.d, func(ctx context.Context, desk *matters.Desk) (MediationYear, error) {
		return desk.MediationYear(ctx, year)
	})
}

// PlanRounds proposes the rounds of a year to the estates; nothing is written.
func (c *Care) PlanRounds(q PlanQuery) (Plan, error) {
	return withMatters(c.d, func(ctx context.Context, desk *matters.Desk) (Plan, error) { return desk.PlanYear(ctx, q) })
}

// WritePlan makes the rounds that are not on record yet, as one change.
func (c *Care) WritePlan(rounds []Round) (Planned, error) {
	return withMatters(c.d, func(ctx context.Context, desk *matters.Desk) (Planned, error) { return desk.WritePlan(ctx, rounds) })
}

// Round returns a visit to an estate with its questions.
func (c *Care) Round(id string) (AskedRound, error) {
	return withMatters(c.d, func(ctx context.Context, desk *matters.Desk) (AskedRound, error) { return desk.Round(ctx, id) })
}

// Ask writes down what was asked on a visit, as one change.
func (c *Care) Ask(a RoundAsking) (Asked, error) {
	return do(c.d, func(ctx context.Context, l *ledger.Ledger) (out Asked, err error) {
		in := matters.Asking{Rotation: a.Rotation, People: a.People}
		if in.Date, err = day(l, "date", a.Date); err != nil {
			return out, err
		}
		for _, r := range a.Rows {
			in.Questions = append(in.Questions, form(r.Inputs, nil).Inputs)
		}
		return matters.New(l).Ask(ctx, in)
	})
}

// Question returns how one question stands.
func (c *Care) Question(id string) (AskedQuestion, error) {
	return withMatters(c.d, func(ctx context.Context, desk *matters.Desk) (AskedQuestion, error) { return desk.Question(ctx, id) })
}

// Answer fills in the answer to a question that waited.
func (c *Care) Answer(id, date, by, answer string) (AskedQuestion, error) {
	return do(c.d, func(ctx context.Context, l *ledger.Ledger) (out AskedQuestion, err error) {
		on, err := day(l, "date", date)
		if err != nil {
			return out, err
		}
		return matters.New(l).Answer(ctx, id, on, by, answer)
	})
}

// AppealQuestion makes an appeal of a question; both refer to one another.
func (c *Care) AppealQuestion(id, owner string) (QuestionAppeal, error) {
	return withMatters(c.d, func(ctx context.Context, desk *matters.Desk) (out QuestionAppeal, err error) {
		out.ID, err = desk.Appeal(ctx, id, owner)
		return out, err
	})
}
