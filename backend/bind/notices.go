package bind

import (
	"cmp"
	"context"
	"io"

	"chengzhuan/backend/documents"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/notices"
	"chengzhuan/backend/points"
)

// Notices shows the public notices of all kinds and takes them along their course.
type Notices struct{ d *Desk }

// withNotices is do with the service of the notices.
func withNotices[T any](d *Desk, f func(ctx context.Context, n *notices.Desk) (T, error)) (T, error) {
	return do(d, func(ctx context.Context, l *ledger.Ledger) (T, error) { return f(ctx, notices.New(l)) })
}

// noticed runs what writes one change and names that change, so that it can be taken back.
func noticed(d *Desk, f func(ctx context.Context, l *ledger.Ledger, n *notices.Desk, out *NoticeDone) error) (NoticeDone, error) {
	return do(d, func(ctx context.Context, l *ledger.Ledger) (out NoticeDone, err error) {
		out.Change, err = changing(ctx, l, func() error { return f(ctx, l, notices.New(l), &out) })
		return out, err
	})
}

func (d *NoticeDone) of(v notices.PublicView) {
	d.ID, d.No, d.Count = v.Notice.ID, v.Notice.No, len(v.Lines)
}

// List returns the notices of all kinds, the newest first.
func (n *Notices) List() ([]PublicNotice, error) {
	return withNotices(n.d, func(ctx context.Context, desk *notices.Desk) ([]PublicNotice, error) { return desk.List(ctx) })
}

// Notice returns a notice. shown asks for what the objections say and who made them.
func (n *Notices) Notice(id string, shown bool) (PublicNoticeView, error) {
	return withNotices(n.d, func(ctx context.Context, desk *notices.Desk) (PublicNoticeView, error) {
		return desk.View(ctx, id, shown)
	})
}

// Plan returns until when a notice of a kind would hang, and the awards to choose from.
func (n *Notices) Plan(kind, from string, workingDays int) (PublicNoticePlan, error) {
	return do(n.d, func(ctx context.Context, l *ledger.Ledger) (out PublicNoticePlan, err error) {
		on, err := day(l, "from", from)
		if err != nil {
			return out, err
		}
		return notices.New(l).Plan(ctx, kind, on, workingDays)
	})
}

// ReadLines reads a list that was pasted from a table or typed. Nothing is stored.
func (n *Notices) ReadLines(text string) ([]PublicNoticeLine, error) {
	return withNotices(n.d, func(context.Context, *notices.Desk) ([]PublicNoticeLine, error) { return notices.ReadLines(text), nil })
}

// Open posts a notice with its lines.
func (n *Notices) Open(in NoticePosting) (NoticeDone, error) {
	return noticed(n.d, func(ctx context.Context, l *ledger.Ledger, desk *notices.Desk, out *NoticeDone) error {
		on, err := day(l, "from", in.From)
		if err != nil {
			return err
		}
		v, err := desk.Open(ctx, notices.Input{Kind: in.Kind, Title: in.Title, Body: in.Body, From: on, Days: in.Days, Phone: in.Phone, Masked: in.Masked, By: in.By, Lines: in.Lines})
		out.of(v)
		return err
	})
}

// Object takes an objection down to a line, or to a notice as a whole.
func (n *Notices) Object(o NoticeObjecting) (NoticeDone, error) {
	return noticed(n.d, func(ctx context.Context, l *ledger.Ledger, desk *notices.Desk, out *NoticeDone) error {
		on, err := day(l, "date", o.Date)
		if err != nil {
			return err
		}
		made, err := desk.Object(ctx, notices.Objection{Notice: o.Notice, Line: o.Line, Date: on, Person: o.Person, Phone: o.Phone, Content: o.Content, By: o.By})
		out.ID, out.No, out.Count, out.Due = made.ID, made.No, 1, made.Due
		return err
	})
}

// Decide writes down what came of an objection.
func (n *Notices) Decide(s NoticeDeciding) (NoticeDone, error) {
	return noticed(n.d, func(ctx context.Context, l *ledger.Ledger, desk *notices.Desk, out *NoticeDone) error {
		on, err := day(l, "date", s.Date)
		if err != nil {
			return err
		}
		v, err := desk.Decide(ctx, notices.Decision{Objection: s.Objection, Outcome: s.Outcome, Date: on, By: s.By, Answer: s.Answer})
		out.of(v)
		return err
	})
}

// End ends a notice whose days are over: each line gets its outcome.
func (n *Notices) End(id, by, date string) (NoticeDone, error) {
	return noticed(n.d, func(ctx context.Context, l *ledger.Ledger, desk *notices.Desk, out *NoticeDone) error {
		on, err := day(l, "date", date)
		if err != nil {
			return err
		}
		v, err := desk.Close(ctx, id, by, on)
		out.of(v)
		out.Count = v.Notice.Passed
		return err
	})
}

// Withdraw takes a notice down before it is ended, for a reason that stays written down.
func (n *Notices) Withdraw(id, reason, by string) (NoticeDone, error) {
	return noticed(n.d, func(ctx context.Context, _ *ledger.Ledger, desk *notices.Desk, out *NoticeDone) error {
		v, err := desk.Withdraw(ctx, id, reason, by, "")
		out.of(v)
		return err
	})
}

// Settle ends every notice of any kind whose days are over, as the rule says. Count says
// how many.
func (n *Notices) Settle() (NoticeDone, error) {
	return noticed(n.d, func(ctx context.Context, l *ledger.Ledger, _ *notices.Desk, out *NoticeDone) (err error) {
		out.Count, err = SettleNotices(ctx, l)
		return err
	})
}

// SettleNotices ends what is over of every kind of notice and returns how many there
// were. What cannot be ended hinders no other; the first such error is returned.
func SettleNotices(ctx context.Context, l *ledger.Ledger) (int, error) {
	ended, err := points.New(l).Settle(ctx)
	more, also := notices.New(l).Settle(ctx)
	return ended + more, cmp.Or(err, also)
}

// PostPage prints the page of a notice of any kind for the wall and keeps it as it is posted.
func (n *Notices) PostPage(notice, paper, theme, place string) (NoticePosted, error) {
	return do(n.d, func(ctx context.Context, l *ledger.Ledger) (NoticePosted, error) {
		out, kept, err := documents.PostNotice(ctx, l, notice, map[string]string{"place": place}, documents.Options{Paper: paper, Theme: documents.Theme(theme)})
		if err != nil {
			return NoticePosted{}, err
		}
		file, err := n.d.files.make(out.Name+".pdf", func(w io.Writer) error { _, err := w.Write(out.PDF); return err })
		return NoticePosted{file, NoticePaper(kept), out.Notes}, err
	})
}

// Papers returns the pages of a notice that were posted.
func (n *Notices) Papers(notice string) ([]NoticePaper, error) {
	return withNotices(n.d, func(ctx context.Context, desk *notices.Desk) (out []NoticePaper, err error) {
		id, err := desk.Find(ctx, notice)
		if err != nil {
			return nil, err
		}
		list, err := desk.Papers(ctx, id)
		for _, x := range list {
			out = append(out, NoticePaper(x))
		}
		return out, err
	})
}

// Paper returns a posted page as a file.
func (n *Notices) Paper(id, name string) (FileRef, error) {
	return withNotices(n.d, func(ctx context.Context, desk *notices.Desk) (FileRef, error) {
		pdf, err := desk.PDF(ctx, id)
		if err != nil {
			return FileRef{}, err
		}
		return n.d.files.make(name+".pdf", func(w io.Writer) error { _, err := w.Write(pdf); return err })
	})
}
