package notices

import (
	"cmp"
	"context"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// End ends a notice of any kind whose days are over, within a change: it checks that it
// may be ended, lets effect do what the kind does to what it posted, and marks it closed.
func End(ctx context.Context, tx *store.Tx, id oplog.ID, on cn.Date, by string, env schema.Env, effect func(registers.Notice) error) error {
	rec, err := living(ctx, tx, registers.Notices.Def, id)
	if err != nil {
		return err
	}
	n := registers.Notices.Decode(rec.Values)
	switch {
	case n.Withdrawn != "":
		return errs.New(errs.Conflict, "这次公示已于 "+string(n.Withdrawn)+" 撤回").In("state")
	case n.Closed != "":
		return errs.New(errs.Conflict, "这次公示已经办结").In("state")
	case on < n.To:
		return errs.New(errs.Invalid, "公示期到 "+string(n.To)+" 才满").In("date").Do("期满没有异议的才生效")
	}
	if err := dated(on, n.From, env); err != nil {
		return err
	}
	if len(cn.Names(by)) == 0 {
		return errs.New(errs.Invalid, "请写明经办人").In("by")
	}
	n.Closed, n.ClosedBy = on, by
	if err := effect(n); err != nil {
		return err
	}
	_, err = tx.Update(registers.Notices.Def, id, map[string]string{"closed": string(on), "closed_by": by})
	return err
}

// Close ends a notice whose days are over, as one change: what nobody objects to gets
// its outcome, the rest waits for its decision. An open objection to the whole refuses it.
func (d *Desk) Close(ctx context.Context, notice, name string, on cn.Date) (PublicView, error) {
	id, err := d.Find(ctx, notice, lined...)
	if err != nil {
		return PublicView{}, err
	}
	if _, err := d.notice(ctx, d.store(), id); err != nil {
		return PublicView{}, err
	}
	if err := d.close(ctx, id, by(ctx, name), d.dayOr(on)); err != nil {
		return PublicView{}, err
	}
	return d.View(ctx, id.String(), false)
}

func (d *Desk) close(ctx context.Context, id oplog.ID, name string, on cn.Date) error {
	return d.change(ctx, "公示办结", func(tx *store.Tx, env schema.Env) error {
		return End(ctx, tx, id, on, name, env, func(n registers.Notice) error {
			whole, _, err := objections(ctx, tx, id)
			if err != nil {
				return err
			}
			if whole.open {
				return errs.New(errs.Conflict, "对整个公示的异议还没有处理，不能办结").In("objection").Do("请先处理异议")
			}
			return d.settled(ctx, tx, id, n)
		})
	})
}

// against is what was said against a line, or against the whole.
type against struct{ open, corrected, upheld bool }

func (a *against) add(outcome string) {
	switch outcome {
	case "":
		a.open = true
	case registers.OutcomeCorrected:
		a.corrected = true
	default:
		a.upheld = true
	}
}

// objections returns what was said against a notice as a whole and against its lines.
func objections(ctx context.Context, r finder, notice oplog.ID) (whole against, lines map[oplog.ID]*against, err error) {
	lines = map[oplog.ID]*against{}
	list, err := under(ctx, r, registers.Objections.Def, "notice", notice)
	for _, rec := range list {
		o := registers.Objections.Decode(rec.Values)
		if o.Line == 0 {
			whole.add(o.Outcome)
			continue
		}
		if lines[o.Line] == nil {
			lines[o.Line] = &against{}
		}
		lines[o.Line].add(o.Outcome)
	}
	return whole, lines, err
}

// outcome is what a line of an ended notice comes to, "" while it waits.
func outcome(whole against, line *against) string {
	if line == nil {
		line = &against{}
	}
	switch {
	case whole.open || line.open:
		return ""
	case whole.corrected || line.corrected:
		return registers.LineOut
	case whole.upheld || line.upheld:
		return registers.LineUpheld
	}
	return registers.LineUnopposed
}

// settled writes the outcome of every line of an ended notice as its objections have it
// now, and what that means for an award; of one that hangs or was withdrawn there is none.
func (d *Desk) settled(ctx context.Context, tx *store.Tx, id oplog.ID, n registers.Notice) error {
	whole, said, err := objections(ctx, tx, id)
	if err != nil {
		return err
	}
	lines, err := under(ctx, tx, registers.NoticeLines.Def, "notice", id)
	if err != nil {
		return err
	}
	for _, rec := range lines {
		l := registers.NoticeLines.Decode(rec.Values)
		next := ""
		if n.Closed != "" && n.Withdrawn == "" {
			next = outcome(whole, said[rec.ID])
		}
		if next != l.Outcome {
			if _, err := tx.Update(registers.NoticeLines.Def, rec.ID, map[string]string{"outcome": next}); err != nil {
				return err
			}
		}
		if l.Award != 0 {
			if err := posted(ctx, tx, l.Award, n.To, next == registers.LineUnopposed || next == registers.LineUpheld); err != nil {
				return err
			}
		}
	}
	return nil
}

// posted writes into an award until when it hung out, or takes that out again.
func posted(ctx context.Context, tx *store.Tx, award oplog.ID, until cn.Date, stands bool) error {
	rec, err := tx.Find(ctx, registers.Awards.Def, award)
	if err != nil || rec.Deleted {
		return err
	}
	have, want := registers.Awards.Decode(rec.Values).Posted, cn.Date("")
	if stands {
		want = until
	}
	if have == want || want == "" && have != until { // the day of another notice stays
		return nil
	}
	_, err = tx.Update(registers.Awards.Def, award, map[string]string{"posted": string(want)})
	return err
}

// Withdraw takes a notice down before it is ended, for a reason that stays written down.
// It stays listed; nothing comes into effect by it.
func (d *Desk) Withdraw(ctx context.Context, notice, reason, name string, on cn.Date) (PublicView, error) {
	id, err := d.Find(ctx, notice, lined...)
	if err != nil {
		return PublicView{}, err
	}
	reason, name, on = strings.TrimSpace(reason), by(ctx, name), d.dayOr(on)
	if reason == "" {
		return PublicView{}, errs.New(errs.Invalid, "撤回公示要写明理由").In("reason")
	}
	if len(cn.Names(name)) == 0 {
		return PublicView{}, errs.New(errs.Invalid, "请写明经办人").In("by")
	}
	if err := typed(registers.Notices.Def, map[string]*string{"reason": &reason}, d.store().Today()); err != nil {
		return PublicView{}, err
	}
	err = d.change(ctx, "撤回公示", func(tx *store.Tx, env schema.Env) error {
		rec, err := living(ctx, tx, registers.Notices.Def, id)
		if err != nil {
			return err
		}
		n := registers.Notices.Decode(rec.Values)
		switch {
		case n.Kind == registers.NoticePoints:
			return errs.New(errs.Invalid, "积分公示不能整个撤回").In("notice").Do("有误的申报请登记异议再更正，或者作废")
		case n.Withdrawn != "":
			return errs.New(errs.Conflict, "这次公示已经撤回").In("state")
		case n.Closed != "":
			return errs.New(errs.Conflict, "这次公示已经办结，不能再撤回").In("state").Do("有误的请在“最近改动”里撤销办结，或另行公示更正")
		}
		if err := dated(on, n.From, env); err != nil {
			return err
		}
		_, err = tx.Update(registers.Notices.Def, id, map[string]string{"withdrawn": string(on), "withdrawn_by": name, "reason": reason})
		return err
	})
	if err != nil {
		return PublicView{}, err
	}
	return d.View(ctx, id.String(), false)
}

// Settle ends every notice with lines whose days are over, as the rule says, without
// anybody's doing, and brings the lines of ended ones in line with objections that came
// from other PCs since. It returns how many it ended.
func (d *Desk) Settle(ctx context.Context) (int, error) {
	due, err := d.Due(ctx, lined...)
	if err != nil {
		return 0, err
	}
	ended := 0
	var fail error
	for _, id := range due {
		rec, err := d.store().Find(ctx, registers.Notices.Def, id)
		if err == nil {
			err = d.close(ctx, id, PeriodOver, registers.Notices.Decode(rec.Values).To.AddDays(1))
		}
		switch e := errs.Of(err); {
		case err == nil:
			ended++
		case e.Code == errs.Conflict && e.Field == "objection": // the whole is objected to: somebody decides first
		case fail == nil:
			fail = err
		}
	}
	return ended, cmp.Or(d.holdBack(ctx), fail)
}

// holdBack takes the outcome from lines that another PC's objection, or withdrawal,
// holds and that were settled here before it was known.
func (d *Desk) holdBack(ctx context.Context) error {
	held := map[oplog.ID]bool{}
	def := registers.Objections
	err := d.store().EachOf(ctx, def.Def, []string{"notice", "claim"}, func(rec store.Record) error {
		if o := def.Decode(rec.Values); o.Notice != 0 && o.Claim == 0 {
			held[o.Notice] = true
		}
		return nil
	}, store.Condition{Field: "outcome", Op: "empty"})
	if err != nil {
		return err
	}
	both, err := d.store().IDs(ctx, store.Query{Register: registers.Notices.Key, Where: []store.Condition{{Field: "closed", Op: "notempty"}, {Field: "withdrawn", Op: "notempty"}}})
	if err != nil {
		return err
	}
	for _, id := range both {
		held[id] = true
	}
	for id := range held {
		rec, err := d.store().Find(ctx, registers.Notices.Def, id)
		if err != nil {
			return err
		}
		n := registers.Notices.Decode(rec.Values)
		if n.Closed == "" || rec.Deleted {
			continue
		}
		stale, err := d.stale(ctx, id, n)
		if err != nil {
			return err
		}
		if !stale {
			continue
		}
		if err := d.change(ctx, "公示异议：等待处理", func(tx *store.Tx, _ schema.Env) error { return d.settled(ctx, tx, id, n) }); err != nil {
			return err
		}
	}
	return nil
}

// stale reports whether a line of an ended notice has another outcome than it should.
func (d *Desk) stale(ctx context.Context, id oplog.ID, n registers.Notice) (bool, error) {
	whole, said, err := objections(ctx, d.store(), id)
	if err != nil {
		return false, err
	}
	lines, err := under(ctx, d.store(), registers.NoticeLines.Def, "notice", id)
	for _, rec := range lines {
		want := ""
		if n.Withdrawn == "" {
			want = outcome(whole, said[rec.ID])
		}
		if registers.NoticeLines.Decode(rec.Values).Outcome != want {
			return true, nil
		}
	}
	return false, err
}
