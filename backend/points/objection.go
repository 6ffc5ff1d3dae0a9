package points

import (
	"context"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/notices"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// Objection is what somebody says against a claim that is posted.
type Objection struct {
	Claim   string // ID
	Date    cn.Date
	Person  string // who says it; "" does not want to be named
	Phone   string
	Content string
	By      string // who took it down
}

// Objected is an objection that was taken down.
type Objected struct {
	ID    string `json:"id"`
	Claim string `json:"claim"`
	Due   string `json:"due"` // by which it has to be reviewed
}

// Object takes an objection down and stops the claim until it is reviewed.
func (d *Desk) Object(ctx context.Context, o Objection) (Objected, error) {
	claim, err := idOf(o.Claim, "条申报")
	if err != nil {
		return Objected{}, err
	}
	o.Content = strings.TrimSpace(o.Content)
	if o.Content == "" {
		return Objected{}, errs.New(errs.Invalid, "请写明异议的内容").In("reason")
	}
	s := d.step(ctx, Step{To: registers.PointDisputed, Date: o.Date, By: o.By, Reason: o.Content})
	out := Objected{Claim: claim.String()}
	err = d.change(ctx, "积分异议", func(tx *store.Tx, env schema.Env) error {
		c, _, err := d.claim(ctx, tx, claim)
		if err != nil {
			return err
		}
		rec := registers.Objection{Notice: c.Notice, Claim: claim, Date: s.Date, Person: strings.TrimSpace(o.Person), Phone: strings.TrimSpace(o.Phone), Content: o.Content,
			Due: notices.AnswerBy(env, registers.NoticePoints, s.Date)}
		if c.State == registers.PointDisputed || c.State == registers.PointReexamined { // a further objection joins the first
			err = dated(s.Date, max(c.Date.First(), postedOn(ctx, tx, c.Notice)), env)
		} else {
			_, err = d.advance(ctx, tx, claim, s, env)
		}
		if err != nil {
			return err
		}
		id, err := tx.Create(registers.Objections.Def, registers.Objections.Encode(&rec))
		out.ID, out.Due = id.String(), string(rec.Due)
		return err
	})
	return out, err
}

// postedOn is the first day of a notice, "" of none.
func postedOn(ctx context.Context, tx *store.Tx, notice oplog.ID) cn.Date {
	rec, err := tx.Find(ctx, registers.Notices.Def, notice)
	if err != nil {
		return ""
	}
	return registers.Notices.Decode(rec.Values).From
}

// decide writes the outcome into every open objection to a claim.
func (d *Desk) decide(ctx context.Context, tx *store.Tx, claim oplog.ID, outcome string, s Step) error {
	open, err := openObjections(ctx, tx, claim)
	for _, id := range open {
		if _, err := tx.Update(registers.Objections.Def, id, map[string]string{"outcome": outcome, "decided": string(s.Date), "decided_by": s.By, "answer": s.Reason}); err != nil {
			return err
		}
	}
	return err
}

// unopposed refuses the effect of a claim to which an objection is open, also one that
// another PC took down.
func (d *Desk) unopposed(ctx context.Context, tx *store.Tx, claim oplog.ID) error {
	open, err := openObjections(ctx, tx, claim)
	if err == nil && len(open) > 0 {
		err = errs.New(errs.Conflict, "这一条有异议还没有处理，不能生效").In("objection").Do("请先复核，再维持或更正")
	}
	return err
}

func openObjections(ctx context.Context, tx *store.Tx, claim oplog.ID) ([]oplog.ID, error) {
	list, err := tx.Lookup(ctx, registers.Objections.Def, "claim", claim.String())
	var out []oplog.ID
	for _, rec := range list {
		if registers.Objections.Get(rec.Values, "outcome") == "" {
			out = append(out, rec.ID)
		}
	}
	return out, err
}
