package points

import (
	"context"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// Advance takes one step of a claim as one change: the claim, an entry of its course,
// and, where it comes into effect, the entry that counts. A claim that is in that
// state already stays as it is.
func (d *Desk) Advance(ctx context.Context, claim string, s Step) (Course, error) {
	id, err := idOf(claim, "条申报")
	if err != nil {
		return Course{}, err
	}
	if s.To == registers.PointVoid {
		return d.Void(ctx, claim, s.Reason, s.By, s.Date)
	}
	if s.To == registers.PointDisputed {
		_, err := d.Object(ctx, Objection{Claim: claim, Date: s.Date, Content: s.Reason, By: s.By})
		if err != nil {
			return Course{}, err
		}
		return d.Course(ctx, claim)
	}
	s = d.step(ctx, s)
	kind := "step"
	if s.To == registers.PointEffective {
		kind = ledger.KindLasting
	}
	err = d.changeAs(ctx, kind, "积分申报："+stateLabel(s.To), func(tx *store.Tx, env schema.Env) error {
		_, err := d.advance(ctx, tx, id, s, env)
		return err
	})
	if err != nil {
		return Course{}, err
	}
	return d.Course(ctx, claim)
}

// step completes a step by what its caller left out.
func (d *Desk) step(ctx context.Context, s Step) Step {
	s.By, s.Reason = by(ctx, s.By), strings.TrimSpace(s.Reason)
	if s.Date == "" {
		s.Date = d.store().Today()
	}
	return s
}

func (d *Desk) change(ctx context.Context, note string, f func(*store.Tx, schema.Env) error) error {
	return d.changeAs(ctx, "step", note, f)
}

// changeAs is change of a kind: what came into effect or was voided stays written down,
// and is mended by a further change with its reason.
func (d *Desk) changeAs(ctx context.Context, kind, note string, f func(*store.Tx, schema.Env) error) error {
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return err
	}
	_, err = d.store().Write(ctx, store.Meta{Kind: kind, Note: note}, func(tx *store.Tx) error { return f(tx, env) })
	return err
}

// advance is Advance within a change. It reports whether the claim moved.
func (d *Desk) advance(ctx context.Context, tx *store.Tx, id oplog.ID, s Step, env schema.Env) (bool, error) {
	c, who, err := d.claim(ctx, tx, id)
	if err != nil {
		return false, err
	}
	if s.To == c.State && s.From == "" {
		return false, nil
	}
	if closed, err := d.closing(ctx, c.Date.Year()); err != nil || closed != nil {
		return false, orClosed(err, c.Date.Year())
	}
	if s.To == registers.PointEffective {
		if err := d.unopposed(ctx, tx, id); err != nil {
			return false, err
		}
	}
	next, err := Take(c, who, s, env)
	if err == nil && s.To == registers.PointBranchReview {
		err = d.documented(ctx, &c)
	}
	if err != nil {
		return false, err
	}
	if err := d.put(tx, id, c, next); err != nil {
		return false, err
	}
	if err := logStep(tx, registers.PointStep{Claim: id, Date: s.Date, From: c.State, To: s.To, By: s.By, Reason: s.Reason}); err != nil {
		return false, err
	}
	switch s.To {
	case registers.PointEffective:
		err = d.post(ctx, tx, id, &next)
	case registers.PointUpheld:
		err = d.decide(ctx, tx, id, registers.OutcomeUpheld, s)
	case registers.PointCorrected:
		if err = d.decide(ctx, tx, id, registers.OutcomeCorrected, s); err == nil && s.Rule != "" {
			_, err = d.correct(ctx, tx, id, &next, s, env)
		}
	}
	return true, err
}

// documented refuses the branch's review of a claim that rests on a document which nobody named.
func (d *Desk) documented(ctx context.Context, c *registers.PointClaim) error {
	if strings.TrimSpace(c.File) != "" {
		return nil
	}
	s, err := d.Scheme(ctx, c.Date.Year())
	if err != nil {
		return err
	}
	if r, ok := s.Of(c.Rule, c.Date); ok && r.File {
		return errs.New(errs.Invalid, "“"+r.Text+"”依据文件计分，还没有写文号").In("file").Do("请先退回，补上文件的文号再申报")
	}
	return nil
}

// claim returns a claim as it stands and whom it concerns. A claim of which an entry
// counts is in effect, whatever another PC made of its state meanwhile.
func (d *Desk) claim(ctx context.Context, r finder, id oplog.ID) (registers.PointClaim, People, error) {
	rec, err := living(ctx, r, registers.PointClaims.Def, id)
	if err != nil {
		return registers.PointClaim{}, People{}, err
	}
	c := registers.PointClaims.Decode(rec.Values)
	if c.State, err = d.state(ctx, r, id, c.State); err != nil {
		return c, People{}, err
	}
	who := People{Applicant: c.Applicant}
	member, err := r.Find(ctx, registers.PartyMembers.Def, c.Member)
	if err == nil {
		who.Member = registers.PartyMembers.Get(member.Values, "name")
	}
	return c, who, err
}

// state returns the state of a claim by what counts: voided, in effect, or as written
// if it was reached by a step.
func (d *Desk) state(ctx context.Context, r finder, id oplog.ID, written string) (string, error) {
	void, err := standing(ctx, r, registers.PointVoids.Def, "claim", id)
	if err != nil || len(void) > 0 {
		return registers.PointVoid, err
	}
	posted, err := standing(ctx, r, registers.PointEntries.Def, "claim", id)
	if err != nil || len(posted) > 0 {
		return registers.PointEffective, err
	}
	steps, err := standing(ctx, r, registers.PointLog.Def, "claim", id)
	if err != nil {
		return written, err
	}
	taken := func(to string) bool {
		return slices.ContainsFunc(steps, func(s store.Record) bool { return registers.PointLog.Get(s.Values, "to") == to })
	}
	if written == registers.PointEffective || !taken(written) { // nothing of the kind was ever done
		return registers.PointDraft, nil
	}
	return written, nil
}

func (d *Desk) put(tx *store.Tx, id oplog.ID, was, next registers.PointClaim) error {
	def := registers.PointClaims
	patch := changed(def.Encode(&was), def.Encode(&next), def.Def)
	patch["state"] = next.State // also where what counts had overtaken what is written
	_, err := tx.Update(def.Def, id, patch)
	return err
}

// post writes the entry that counts from now on.
func (d *Desk) post(ctx context.Context, tx *store.Tx, id oplog.ID, c *registers.PointClaim) error {
	e := registers.PointEntry{Claim: id, Member: c.Member, Rule: c.Rule, Date: c.Date, Quantity: tenthsOf(c.Quantity), Event: c.Event, Origin: c.OriginKey}
	if e.Event == "" { // what a commendation was for may stand in the note alone
		s, err := d.Scheme(ctx, c.Date.Year())
		if err != nil {
			return err
		}
		if r, ok := s.Of(c.Rule, c.Date); ok && r.Highest != "" {
			e.Event = firstLine(c.Note)
		}
	}
	_, err := tx.Create(registers.PointEntries.Def, registers.PointEntries.Encode(&e))
	return err
}

// firstLine returns the beginning of a note, as long as an event may be.
func firstLine(note string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(note), "\n")
	runes := []rune(strings.TrimSpace(line))
	return string(runes[:min(len(runes), 100)])
}

// correct writes down what is right instead of a claim: it has been reviewed, and is
// to be posted like any other.
func (d *Desk) correct(ctx context.Context, tx *store.Tx, id oplog.ID, was *registers.PointClaim, s Step, env schema.Env) (Claimed, error) {
	scheme, err := d.schemeFor(ctx, map[int]*rules.Scheme{}, was.Date.Year())
	if err != nil {
		return Claimed{}, err
	}
	r, err := ruleFor(scheme, s.Rule, was.Date)
	if err != nil {
		return Claimed{}, err
	}
	n, err := readQuantity(s.Quantity, &r)
	if err != nil {
		return Claimed{}, err
	}
	next := *was
	next.No, next.Rule, next.Quantity, next.OriginKey, next.Origin, next.Corrects = "", r.Code, quantityText(n), "", registers.PointCorrecting, id
	next.State, next.StepOn, next.StepBy, next.Reason = registers.PointBranchReview, s.Date, s.By, s.Reason
	next.Notice, next.PostedUntil, next.ReviewDue, next.Effective = 0, "", "", ""
	return d.create(ctx, tx, next, s.Date)
}

// Void ends what a claim counts, for a reason that stays written down. What its entry
// displaced or crowded out under a cap counts again. Whose points they are may take
// back a claim that nobody has judged, nothing else.
func (d *Desk) Void(ctx context.Context, claim, reason, name string, on cn.Date) (Course, error) {
	id, err := idOf(claim, "条申报")
	if err != nil {
		return Course{}, err
	}
	s := d.step(ctx, Step{To: registers.PointVoid, Date: on, By: name, Reason: reason})
	if s.Reason == "" {
		return Course{}, errs.New(errs.Invalid, "作废要写明理由").In("reason")
	}
	err = d.changeAs(ctx, ledger.KindLasting, "积分作废", func(tx *store.Tx, env schema.Env) error { return d.void(ctx, tx, id, s, env) })
	if err != nil {
		return Course{}, err
	}
	return d.Course(ctx, id.String())
}

func (d *Desk) void(ctx context.Context, tx *store.Tx, id oplog.ID, s Step, env schema.Env) error {
	if rec, err := tx.Find(ctx, registers.PointClaims.Def, id); err == nil && !rec.Deleted {
		return d.voidClaim(ctx, tx, id, s, env)
	}
	entry, err := tx.Find(ctx, registers.PointEntries.Def, id) // also by the ID of what counts
	if err != nil {
		return errs.New(errs.NotFound, "没有编号为“"+id.String()+"”的积分申报").Do("请从积分明细里取编号")
	}
	e := registers.PointEntries.Decode(entry.Values)
	return d.voidClaim(ctx, tx, e.Claim, s, env)
}

func (d *Desk) voidClaim(ctx context.Context, tx *store.Tx, id oplog.ID, s Step, env schema.Env) error {
	c, who, err := d.claim(ctx, tx, id)
	if err != nil {
		return err
	}
	if c.State == registers.PointVoid {
		return errs.New(errs.Conflict, "这一条已经作废了").In("state")
	}
	if closed, err := d.closing(ctx, c.Date.Year()); err != nil || closed != nil {
		return orClosed(err, c.Date.Year())
	}
	if err := dated(s.Date, c.Date.First(), env); err != nil {
		return err
	}
	unjudged := slices.Contains([]string{registers.PointDraft, registers.PointClaimed, registers.PointReturned}, c.State)
	if len(cn.Names(s.By)) == 0 {
		return errs.New(errs.Invalid, "作废要写明经办人").In("by")
	} else if !unjudged && cn.Acts(s.By, who.Member) {
		return errs.New(errs.Denied, "不能作废自己的积分").In("by").Do("请由别的人办理")
	}
	next := c
	next.State, next.StepOn, next.StepBy, next.Reason = registers.PointVoid, s.Date, s.By, s.Reason
	next.Notice, next.PostedUntil, next.ReviewDue = c.Notice, "", ""
	if err := d.put(tx, id, c, next); err != nil {
		return err
	}
	v := registers.PointVoiding{Claim: id, Date: s.Date, By: s.By, Reason: s.Reason}
	if _, err := tx.Create(registers.PointVoids.Def, registers.PointVoids.Encode(&v)); err != nil {
		return err
	}
	posted, err := standing(ctx, tx, registers.PointEntries.Def, "claim", id)
	if err != nil {
		return err
	}
	for _, e := range posted { // so that the entry itself says it wherever it is shown
		if err := tx.Void(registers.PointEntries.Def, e.ID, s.Reason); err != nil {
			return err
		}
	}
	return logStep(tx, registers.PointStep{Claim: id, Date: s.Date, From: c.State, To: registers.PointVoid, By: s.By, Reason: s.Reason})
}
