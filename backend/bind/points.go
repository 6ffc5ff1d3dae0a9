package bind

import (
	"context"
	"fmt"
	"io"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/cn"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points"
	"chengzhuan/backend/registers"
)

// Points shows the points of members and takes claims along their course.
type Points struct{ d *Desk }

// withPoints is do with the service of the points.
func withPoints[T any](d *Desk, f func(ctx context.Context, p *points.Desk) (T, error)) (T, error) {
	return do(d, func(ctx context.Context, l *ledger.Ledger) (T, error) { return f(ctx, points.New(l)) })
}

// acted runs what writes one change and names that change, so that it can be taken back.
func acted(d *Desk, f func(ctx context.Context, l *ledger.Ledger, p *points.Desk, out *PointsDone) error) (PointsDone, error) {
	return do(d, func(ctx context.Context, l *ledger.Ledger) (out PointsDone, err error) {
		out.Change, err = changing(ctx, l, func() error { return f(ctx, l, points.New(l), &out) })
		return out, err
	})
}

// changing runs what writes one change and returns that change, so that it can be taken
// back; "" where there is not exactly one.
func changing(ctx context.Context, l *ledger.Ledger, f func() error) (string, error) {
	before, err := l.Store.Changes(ctx, 0, 1)
	if err != nil {
		return "", err
	}
	if err := f(); err != nil {
		return "", err
	}
	last := oplog.ID(0)
	if len(before) > 0 {
		last = before[0].ID
	}
	return oneSince(ctx, l, last)
}

// oneSince returns the one change that the caller made since another, "" where there
// is not exactly one.
func oneSince(ctx context.Context, l *ledger.Ledger, last oplog.ID) (string, error) {
	list, err := l.Changes(ctx, "", 5)
	if err != nil {
		return "", err
	}
	found := ""
	for _, c := range list {
		if c.ID == last.String() {
			return found, nil
		}
		if found != "" || c.Operator != caller.From(ctx).Operator || !c.CanUndo {
			return "", nil
		}
		found = c.ID
	}
	if last == 0 {
		return found, nil
	}
	return "", nil
}

// Board returns the ranking of a year, or of its first half. committee shows deductions
// and who fell behind too, which is written down.
func (p *Points) Board(year int, half, committee bool) (PointsBoard, error) {
	return withPoints(p.d, func(ctx context.Context, desk *points.Desk) (PointsBoard, error) {
		return desk.Board(ctx, year, half, committee)
	})
}

// Slip returns why a member has the points of a year.
func (p *Points) Slip(member string, year int) (PointsSlip, error) {
	return withPoints(p.d, func(ctx context.Context, desk *points.Desk) (PointsSlip, error) { return desk.Slip(ctx, member, year) })
}

// Exempt says that a member is not rated in a year, or is after all.
func (p *Points) Exempt(member string, year int, exempt bool, reason, approved string) (PointsDone, error) {
	return acted(p.d, func(ctx context.Context, l *ledger.Ledger, desk *points.Desk, _ *PointsDone) error {
		id, err := oplog.ParseID(member)
		if err != nil {
			return err
		}
		return desk.Exempt(ctx, id, year, exempt, reason, approved)
	})
}

// Claims lists claims.
func (p *Points) Claims(q PointsClaimQuery) (PointsClaimList, error) {
	return withPoints(p.d, func(ctx context.Context, desk *points.Desk) (PointsClaimList, error) { return desk.Claims(ctx, q) })
}

// Claim returns a claim with what may follow and how it came there.
func (p *Points) Claim(id string) (PointsClaim, error) {
	return withPoints(p.d, func(ctx context.Context, desk *points.Desk) (PointsClaim, error) { return desk.View(ctx, id) })
}

// Rules returns the rules that are in force on a day, "" today.
func (p *Points) Rules(date string) ([]PointsRuleChoice, error) {
	return do(p.d, func(ctx context.Context, l *ledger.Ledger) ([]PointsRuleChoice, error) {
		on, err := day(l, "date", date)
		if err != nil {
			return nil, err
		}
		return points.New(l).Choices(ctx, on)
	})
}

// Names finds the members of names that were pasted.
func (p *Points) Names(text string) ([]PointsName, error) {
	return withPoints(p.d, func(ctx context.Context, desk *points.Desk) ([]PointsName, error) { return desk.FindNames(ctx, text) })
}

// Check says of every entry of a list what would come of it. Nothing is stored.
func (p *Points) Check(list []PointsEntry) ([]PointsChecked, error) {
	return do(p.d, func(ctx context.Context, l *ledger.Ledger) ([]PointsChecked, error) {
		claims, err := claimsOf(l, list)
		if err != nil {
			return nil, err
		}
		return points.New(l).Check(ctx, claims)
	})
}

// Enter writes claims down as one change: all of them or none.
func (p *Points) Enter(list []PointsEntry) (PointsDone, error) {
	return acted(p.d, func(ctx context.Context, l *ledger.Ledger, desk *points.Desk, out *PointsDone) error {
		claims, err := claimsOf(l, list)
		if err != nil {
			return err
		}
		made, err := desk.ClaimAll(ctx, claims)
		out.count(made)
		return err
	})
}

func (d *PointsDone) count(made []points.Claimed) {
	d.Count = len(made)
	for _, m := range made {
		d.ID, d.No, d.Warnings = m.ID, m.No, append(d.Warnings, m.Warnings...)
	}
}

// Rewrite replaces what a claim says that is a draft or was returned.
func (p *Points) Rewrite(id string, e PointsEntry) (PointsDone, error) {
	return acted(p.d, func(ctx context.Context, l *ledger.Ledger, desk *points.Desk, out *PointsDone) error {
		claims, err := claimsOf(l, []PointsEntry{e})
		if err != nil {
			return err
		}
		made, err := desk.Rewrite(ctx, id, claims[0])
		out.count([]points.Claimed{made})
		return err
	})
}

func claimsOf(l *ledger.Ledger, list []PointsEntry) ([]points.Claim, error) {
	out := make([]points.Claim, len(list))
	for i, e := range list {
		on, err := day(l, "date", e.Date)
		if err != nil {
			return nil, err
		}
		out[i] = points.Claim{Member: e.Member, Rule: e.Rule, Quantity: e.Quantity, Date: on, Event: e.Event, Note: e.Note, File: e.File, Draft: e.Draft}
		switch {
		case len(list) > 1:
			out[i].Origin = registers.PointBulk
		case e.Own:
			out[i].Origin = registers.PointByMember
		}
	}
	return out, nil
}

// Proposals returns what other ledgers propose for a period.
func (p *Points) Proposals(from, to string) (PointsProposals, error) {
	return do(p.d, func(ctx context.Context, l *ledger.Ledger) (out PointsProposals, err error) {
		a, b, err := days(l, from, to)
		if err != nil {
			return out, err
		}
		return points.New(l).Proposals(ctx, a, b)
	})
}

// Accept makes claims of proposals of a period, those with the given keys.
func (p *Points) Accept(from, to string, keys []string) (PointsDone, error) {
	return acted(p.d, func(ctx context.Context, l *ledger.Ledger, desk *points.Desk, out *PointsDone) error {
		a, b, err := days(l, from, to)
		if err != nil {
			return err
		}
		made, err := desk.Accept(ctx, a, b, keys)
		out.count(made)
		return err
	})
}

func days(l *ledger.Ledger, from, to string) (a, b cn.Date, err error) {
	if a, err = day(l, "from", from); err == nil {
		b, err = day(l, "to", to)
	}
	return a, b, err
}

// Refusals returns which of some claims somebody may not take a step of, and why.
func (p *Points) Refusals(ids []string, to, by string) ([]PointsRefused, error) {
	return withPoints(p.d, func(ctx context.Context, desk *points.Desk) ([]PointsRefused, error) {
		return desk.Refusals(ctx, ids, to, by)
	})
}

// Advance takes one step of one claim or of several, as one change.
func (p *Points) Advance(ids []string, m PointsMove) (PointsDone, error) {
	return acted(p.d, func(ctx context.Context, l *ledger.Ledger, desk *points.Desk, out *PointsDone) error {
		on, err := day(l, "date", m.Date)
		if err != nil {
			return err
		}
		s := points.Step{To: m.To, From: m.From, Date: on, By: m.By, Reason: m.Reason, Rule: m.Rule, Quantity: m.Quantity}
		if len(ids) == 1 {
			c, err := desk.Advance(ctx, ids[0], s)
			out.Count, out.ID, out.No = 1, c.ID, c.No
			return err
		}
		out.Count, err = desk.AdvanceAll(ctx, ids, s)
		return err
	})
}

// Void ends what a claim counts, for a reason that stays written down.
func (p *Points) Void(id, reason, by string) (PointsDone, error) {
	return acted(p.d, func(ctx context.Context, _ *ledger.Ledger, desk *points.Desk, out *PointsDone) error {
		c, err := desk.Void(ctx, id, reason, by, "")
		out.Count, out.ID, out.No = 1, c.ID, c.No
		return err
	})
}

// Notices returns all notices, the newest first.
func (p *Points) Notices() ([]PointsNotice, error) {
	return withPoints(p.d, func(ctx context.Context, desk *points.Desk) ([]PointsNotice, error) { return desk.NoticeList(ctx) })
}

// Notice returns a notice. shown asks for what the objections say and who made them.
func (p *Points) Notice(id string, shown bool) (PointsNoticeView, error) {
	return withPoints(p.d, func(ctx context.Context, desk *points.Desk) (PointsNoticeView, error) {
		return desk.NoticeView(ctx, id, shown)
	})
}

// PlanNotice returns what is ready to be posted and until when it would hang.
func (p *Points) PlanNotice(from string, workingDays int) (PointsNoticePlan, error) {
	return do(p.d, func(ctx context.Context, l *ledger.Ledger) (out PointsNoticePlan, err error) {
		on, err := day(l, "from", from)
		if err != nil {
			return out, err
		}
		return points.New(l).PlanNotice(ctx, on, workingDays)
	})
}

// Post opens a notice of claims that the branch has reviewed.
func (p *Points) Post(in PointsPosting) (PointsDone, error) {
	return acted(p.d, func(ctx context.Context, l *ledger.Ledger, desk *points.Desk, out *PointsDone) error {
		on, err := day(l, "from", in.From)
		if err != nil {
			return err
		}
		n, err := desk.OpenNotice(ctx, points.NoticeInput{Claims: in.Claims, From: on, Days: in.Days, Title: in.Title, Phone: in.Phone, Masked: in.Masked, By: in.By})
		out.Count, out.ID, out.No, out.Warnings = len(n.Claims), n.ID, n.No, append([]string{}, n.Warnings...)
		return err
	})
}

// EndNotice ends a notice whose days are over: what nobody objects to comes into effect.
func (p *Points) EndNotice(id, by, date string) (PointsDone, error) {
	return acted(p.d, func(ctx context.Context, l *ledger.Ledger, desk *points.Desk, out *PointsDone) error {
		on, err := day(l, "date", date)
		if err != nil {
			return err
		}
		n, err := desk.CloseNotice(ctx, id, by, on)
		out.Count, out.ID, out.No = n.Effective, n.ID, n.No
		return err
	})
}

// Settle ends every notice whose days are over, as the rule says. Count says how many.
func (p *Points) Settle() (PointsDone, error) {
	return acted(p.d, func(ctx context.Context, _ *ledger.Ledger, desk *points.Desk, out *PointsDone) (err error) {
		out.Count, err = desk.Settle(ctx)
		return err
	})
}

// Object takes an objection down and stops the claim until it is reviewed.
func (p *Points) Object(o PointsObjecting) (PointsDone, error) {
	return acted(p.d, func(ctx context.Context, l *ledger.Ledger, desk *points.Desk, out *PointsDone) error {
		on, err := day(l, "date", o.Date)
		if err != nil {
			return err
		}
		made, err := desk.Object(ctx, points.Objection{Claim: o.Claim, Date: on, Person: o.Person, Phone: o.Phone, Content: o.Content, By: o.By})
		out.Count, out.ID = 1, made.ID
		return err
	})
}

// Scheme returns the scheme of a year.
func (p *Points) Scheme(year int) (PointsScheme, error) {
	return withPoints(p.d, func(ctx context.Context, desk *points.Desk) (PointsScheme, error) { return desk.Text(ctx, year) })
}

// WhatIf returns what a scheme would do to the results of its year if it came into
// force on a day, "" for the whole year. Nothing is stored.
func (p *Points) WhatIf(s PointsScheme, from string) (PointsEffects, error) {
	return do(p.d, func(ctx context.Context, l *ledger.Ledger) (out PointsEffects, err error) {
		on, err := day(l, "from", from)
		if err != nil {
			return out, err
		}
		scheme, err := s.Read()
		if err != nil {
			return out, err
		}
		return points.New(l).Effects(ctx, scheme, on)
	})
}

// SaveScheme stores a scheme from a day on, "" for the whole year.
func (p *Points) SaveScheme(s PointsScheme, from string) (PointsDone, error) {
	return acted(p.d, func(ctx context.Context, l *ledger.Ledger, desk *points.Desk, out *PointsDone) error {
		on, err := day(l, "from", from)
		if err != nil {
			return err
		}
		scheme, err := s.Read()
		if err != nil {
			return err
		}
		out.Count = len(scheme.Rules)
		return desk.SetScheme(ctx, scheme, on)
	})
}

// ExportScheme writes the scheme of a year as an XLSX file.
func (p *Points) ExportScheme(year int) (FileRef, error) {
	return withPoints(p.d, func(ctx context.Context, desk *points.Desk) (FileRef, error) {
		s, err := desk.Scheme(ctx, year)
		if err != nil {
			return FileRef{}, err
		}
		return p.d.files.make(fmt.Sprintf("%d年积分规则.xlsx", year), func(w io.Writer) error { return points.ExportScheme(ctx, w, &s) })
	})
}

// ImportScheme reads a scheme from a table; it is not stored.
func (p *Points) ImportScheme(year int, token string) (PointsScheme, error) {
	return withPoints(p.d, func(ctx context.Context, desk *points.Desk) (out PointsScheme, err error) {
		path, err := p.d.files.at(token)
		if err != nil {
			return out, err
		}
		base, err := desk.Scheme(ctx, year)
		if err != nil {
			return out, err
		}
		s, err := points.ImportScheme(ctx, path, base)
		if err != nil {
			return out, err
		}
		return points.TextOf(s.For(year)), nil
	})
}

// YearEnd returns whether a year is closed, what is open in it, and what came since.
func (p *Points) YearEnd(year int) (PointsYearEnd, error) {
	return withPoints(p.d, func(ctx context.Context, desk *points.Desk) (PointsYearEnd, error) { return desk.YearEnd(ctx, year) })
}

// Suggest returns what the points of a year speak for in the appraisal of members.
func (p *Points) Suggest(year int) (PointsSuggestions, error) {
	return withPoints(p.d, func(ctx context.Context, desk *points.Desk) (PointsSuggestions, error) {
		return desk.Suggest(ctx, year)
	})
}

// Appraise writes down which grades the meetings decided, as one change.
func (p *Points) Appraise(year int, list []PointsGrade) (PointsDone, error) {
	return acted(p.d, func(ctx context.Context, l *ledger.Ledger, desk *points.Desk, out *PointsDone) error {
		in := make([]points.Graded, len(list))
		for i, g := range list {
			on, err := day(l, "date", g.Date)
			if err != nil {
				return err
			}
			in[i] = points.Graded{Member: g.Member, Grade: g.Grade, Date: on}
		}
		n, err := desk.Appraise(ctx, year, in)
		out.Count = n
		return err
	})
}

// Close closes a year: everybody's result is written down.
func (p *Points) Close(year int, by, note string) (PointsDone, error) {
	return acted(p.d, func(ctx context.Context, _ *ledger.Ledger, desk *points.Desk, out *PointsDone) error {
		c, err := desk.Close(ctx, year, by, note)
		out.Count, out.ID = c.Members, c.ID
		return err
	})
}

// Reopen takes the closing of a year back, for a reason that stays written down.
func (p *Points) Reopen(year int, reason string) (PointsDone, error) {
	return acted(p.d, func(ctx context.Context, _ *ledger.Ledger, desk *points.Desk, _ *PointsDone) error {
		return desk.Reopen(ctx, year, reason)
	})
}
