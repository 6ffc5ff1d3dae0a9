package bind

import (
	"context"
	"time"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/photos"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
	"chengzhuan/backend/visits"
)

// Visits writes down rounds and counts what came of them.
type Visits struct{ d *Desk }

// withVisits is do with the service of the visits.
func withVisits[T any](d *Desk, f func(ctx context.Context, v *visits.Desk) (T, error)) (T, error) {
	return do(d, func(ctx context.Context, l *ledger.Ledger) (T, error) { return f(ctx, visits.New(l, matters.New(l))) })
}

// Add writes down a visit, or a round of several households, with what people asked
// for. What is wrong, and what may be there already, comes back without a save.
func (v *Visits) Add(e VisitEntry, despite bool) (VisitAdded, error) {
	return do(v.d, func(ctx context.Context, l *ledger.Ledger) (out VisitAdded, err error) {
		in := visits.Entry{Inputs: form(e.Inputs, nil).Inputs, Households: e.Households}
		for _, a := range e.Appeals {
			in.Appeals = append(in.Appeals, visits.Appeal{Inputs: form(a.Inputs, nil).Inputs, To: a.To, Note: a.Note, Unit: a.Unit})
		}
		desk := matters.New(l)
		on, err := day(l, "date", in.Inputs["date"])
		if err != nil && len(e.Told) > 0 {
			return out, err
		}
		pictures, err := v.d.fresh(e.Photos)
		if err != nil {
			return out, err
		}
		// What belongs to a matter that is open already is told there; it and the photos of
		// the first visit are part of its change.
		in.With = func(tx *store.Tx, made []oplog.ID) error {
			for _, t := range e.Told {
				if err := desk.NoteIn(ctx, tx, t.Matter, registers.StepProgress, on, t.Note); err != nil {
					return err
				}
			}
			_, err := photos.Put(tx, registers.PhotoOwner(registers.Visits.Key), made[0], pictures)
			return err
		}
		added, err := visits.New(l, desk).Add(ctx, in, despite)
		return visitAdded(added), err
	})
}

func visitAdded(a visits.Added) VisitAdded {
	out := VisitAdded{Saved: a.Saved, Visits: a.Visits, Numbers: a.Numbers, Matters: a.Matters, Change: a.Change}
	for _, p := range a.Problems {
		out.Problems = append(out.Problems, VisitProblem{p.Field, p.Message, p.Hint, p.Warning, p.Visit, p.Appeal})
	}
	for _, t := range a.Twins {
		out.Twins = append(out.Twins, VisitTwin{t.Register, t.ID, t.Title, t.Detail, t.Why, t.Certain, t.Visit, t.Appeal})
	}
	return out
}

// homesMost is how many households a search offers.
const homesMost = 30

// Homes finds households by head, phone or parts of the address.
func (v *Visits) Homes(text string) ([]Hit, error) {
	return withVisits(v.d, func(ctx context.Context, desk *visits.Desk) ([]Hit, error) { return desk.Homes(ctx, text, homesMost) })
}

// Last returns what one should know of a household before knocking at its door.
func (v *Visits) Last(household string) (LastVisit, error) {
	return withVisits(v.d, func(ctx context.Context, desk *visits.Desk) (LastVisit, error) { return desk.Last(ctx, household) })
}

// Similar returns open matters that may be the same thing.
func (v *Visits) Similar(household, estate, kind, title string) ([]SimilarMatter, error) {
	return withVisits(v.d, func(ctx context.Context, desk *visits.Desk) ([]SimilarMatter, error) {
		return desk.Similar(ctx, household, estate, kind, title)
	})
}

// Figures returns the figures of a period, grouped by "", grid, class or visitor.
func (v *Visits) Figures(from, to, by string) ([]VisitFigure, error) {
	return withVisits(v.d, func(ctx context.Context, desk *visits.Desk) ([]VisitFigure, error) {
		p, err := period(from, to)
		if err != nil {
			return nil, err
		}
		return figuresOf(ctx, desk, p, by)
	})
}

func figuresOf(ctx context.Context, desk *visits.Desk, p visits.Period, by string) ([]VisitFigure, error) {
	list, err := desk.Figures(ctx, p, by)
	return visitFigures(list), err
}

func visitFigures(list []visits.Figure) []VisitFigure {
	out := make([]VisitFigure, len(list))
	for i, f := range list {
		out[i] = VisitFigure(f)
	}
	return out
}

// warmAfter is when the visit log is read ahead: not while the first page comes up.
// After warmAgain is looked whether it is to be read ahead again; where that is in vain,
// ever more seldom up to warmSeldom.
const warmAfter, warmAgain, warmSeldom = 3 * time.Second, time.Minute, time.Hour

// warmVisits reads ahead what the figures of the last year are made of, so that nobody
// waits for it; and again after an import, a packet of another PC or a day's work, once
// nobody has written for a while. What it returns ends that, and waits for its end.
func warmVisits(l *ledger.Ledger) func() {
	ctx, cancel := context.WithCancel(caller.With(context.Background(), caller.Caller{Face: caller.System}))
	done := make(chan struct{})
	desk := visits.New(l, matters.New(l))
	go func() {
		defer close(done)
		wait, again, seen := warmAfter, warmAgain, int64(-1)
		for {
			select {
			case <-ctx.Done():
				return
			case <-time.After(wait):
			}
			now, err := l.Store.Generation(ctx, registers.Visits.Key)
			if first := wait == warmAfter; err == nil && (first || now == seen && desk.Behind(ctx)) {
				today := l.Store.Today()
				// It is only a help: who asks for the figures is told what is wrong.
				_ = desk.Warm(ctx, visits.Period{From: today.AddMonths(-12), To: today})
				if again = warmAgain; desk.Behind(ctx) { // the book cannot be written to
					again = min(2*max(wait, warmAgain), warmSeldom)
				}
			}
			wait, seen = again, now
		}
	}()
	return func() {
		cancel()
		<-done
	}
}

// trendMost is how many months a trend may have.
const trendMost = 24

// Trend returns the figures of every month of a period, oldest first.
func (v *Visits) Trend(from, to string) ([]VisitMonth, error) {
	return withVisits(v.d, func(ctx context.Context, desk *visits.Desk) (out []VisitMonth, err error) {
		p, err := period(from, to)
		if err != nil {
			return nil, err
		}
		months, err := desk.Trend(ctx, p, trendMost)
		for _, m := range months {
			out = append(out, VisitMonth{Month: m.Month, Figures: visitFigures(m.Figures)})
		}
		return out, err
	})
}

// Records returns the records behind a figure.
func (v *Visits) Records(from, to, by, key, group string) (VisitRecords, error) {
	return withVisits(v.d, func(ctx context.Context, desk *visits.Desk) (out VisitRecords, err error) {
		p, err := period(from, to)
		if err != nil {
			return out, err
		}
		out.Register, out.IDs, err = desk.Records(ctx, p, by, key, group)
		return out, err
	})
}

// Coverage returns every household with its last visit in a period.
func (v *Visits) Coverage(from, to string) (CoverageGrid, error) {
	return withVisits(v.d, func(ctx context.Context, desk *visits.Desk) (CoverageGrid, error) {
		p, err := period(from, to)
		if err != nil {
			return CoverageGrid{}, err
		}
		return desk.Coverage(ctx, p)
	})
}

// period reads the two days of a period.
func period(from, to string) (visits.Period, error) {
	p := visits.Period{From: cn.Date(from), To: cn.Date(to)}
	for _, d := range []cn.Date{p.From, p.To} {
		if _, err := cn.ParseDate(string(d)); err != nil || !d.Full() {
			return p, errs.New(errs.Invalid, "起止日期要写到日").In("period").Do("例如 2026-07-01 到 2026-12-31")
		}
	}
	if p.To < p.From {
		return p, errs.New(errs.Invalid, "止的日期早于起的日期").In("period").Do("请把两个日期对调")
	}
	return p, nil
}

// Forms reserves the numbers of blank sheets, to be printed and brought back filled in.
func (v *Visits) Forms(sheets int) (BlankForms, error) {
	return withVisits(v.d, func(ctx context.Context, v *visits.Desk) (BlankForms, error) {
		made, err := v.Forms(ctx, sheets, visits.SheetLines)
		return BlankForms{made.Code, made.Sheets, len(made.Numbers)}, err
	})
}
