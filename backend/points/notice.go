package points

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/notices"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// NoticeInput says what is to be posted. Dates are full.
type NoticeInput struct {
	Claims []string // IDs; empty: all that the branch has reviewed
	From   cn.Date  // first day; "" today
	Days   int      // working days; 0 the office's figure. Never fewer than that
	Title  string
	Phone  string // for objections
	Masked bool
	By     string
}

// Notice is a public notice and how it stands.
type Notice struct {
	ID         string   `json:"id"`
	No         string   `json:"no"`
	Title      string   `json:"title"`
	From       string   `json:"from"`
	To         string   `json:"to"` // its last day
	Days       int      `json:"days"`
	Phone      string   `json:"phone"`
	Masked     bool     `json:"masked"`
	Closed     string   `json:"closed"`
	Claims     []string `json:"claims"`
	Effective  int      `json:"effective"` // of the claims, how many are in effect
	Open       int      `json:"open"`      // and how many wait for a decision
	Objections int      `json:"objections"`
	Warnings   []string `json:"warnings"` // of opening it
}

// OpenNotice posts claims that the branch has reviewed, as one change.
func (d *Desk) OpenNotice(ctx context.Context, in NoticeInput) (Notice, error) {
	s := d.step(ctx, Step{To: registers.PointPosted, Date: in.From, By: in.By})
	ids, err := d.reviewed(ctx, in.Claims)
	if err != nil {
		return Notice{}, err
	}
	var notice oplog.ID
	err = d.change(ctx, "积分公示 "+strconv.Itoa(len(ids))+" 条", func(tx *store.Tx, env schema.Env) error {
		n := registers.Notice{Kind: registers.NoticePoints, Title: strings.TrimSpace(in.Title), From: s.Date, Days: int64(in.Days), Phone: strings.TrimSpace(in.Phone), Masked: in.Masked, By: s.By, Count: int64(len(ids))}
		if n.Title == "" {
			n.Title = "党员积分公示"
		}
		if notice, err = notices.Post(tx, &n, env); err != nil {
			return err
		}
		for _, id := range ids {
			if _, err := d.advance(ctx, tx, id, s, env); err != nil {
				return d.naming(ctx, id, err)
			}
			patch := map[string]string{"notice": notice.String(), "posted_until": string(n.To)}
			if _, err := tx.Update(registers.PointClaims.Def, id, patch); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return Notice{}, err
	}
	n, err := d.Notice(ctx, notice.String())
	if s.Date < d.store().Today() {
		n.Warnings = append(n.Warnings, "张贴日期 "+string(s.Date)+" 已经过去，是补登记：没有真正张贴过的不能这样补，请把当时张贴的照片留存备查")
	}
	return n, err
}

// reviewed returns the claims that are to be posted.
func (d *Desk) reviewed(ctx context.Context, list []string) ([]oplog.ID, error) {
	var out []oplog.ID
	for _, text := range list {
		id, err := idOf(text, "条申报")
		if err != nil {
			return nil, err
		}
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	if len(list) == 0 {
		var err error
		if out, err = d.store().IDs(ctx, store.Query{Register: registers.PointClaims.Key, Where: []store.Condition{{Field: "state", Op: "eq", Value: registers.PointBranchReview}}}); err != nil {
			return nil, err
		}
	}
	if len(out) == 0 {
		return nil, errs.New(errs.Invalid, "没有可以公示的申报").Do("支部审核过的申报才能公示")
	}
	return out, nil
}

// naming says of which claim an error speaks.
func (d *Desk) naming(ctx context.Context, claim oplog.ID, err error) error {
	rec, missing := d.store().Find(ctx, registers.PointClaims.Def, claim)
	if missing != nil {
		return err
	}
	e := errs.Of(err)
	return errs.New(e.Code, "申报 "+registers.PointClaims.Get(rec.Values, "no")+"："+e.Message).In(e.Field).Do(e.Hint)
}

// CloseNotice ends a notice whose days are over: what nobody objects to comes into
// effect, as one change; the rest waits for its decision.
func (d *Desk) CloseNotice(ctx context.Context, notice, name string, on cn.Date) (Notice, error) {
	id, err := d.noticeID(ctx, notice)
	if err != nil {
		return Notice{}, err
	}
	s := d.step(ctx, Step{To: registers.PointEffective, Date: on, By: name})
	err = d.changeAs(ctx, ledger.KindLasting, "积分公示期满", func(tx *store.Tx, env schema.Env) error { return d.closeNotice(ctx, tx, id, s, env) })
	if err != nil {
		return Notice{}, err
	}
	return d.Notice(ctx, id.String())
}

func (d *Desk) closeNotice(ctx context.Context, tx *store.Tx, id oplog.ID, s Step, env schema.Env) error {
	return notices.End(ctx, tx, id, s.Date, s.By, env, func(registers.Notice) error {
		list, err := tx.Lookup(ctx, registers.PointClaims.Def, "notice", id.String())
		if err != nil {
			return err
		}
		for _, c := range list {
			if state, err := d.state(ctx, tx, c.ID, registers.PointClaims.Get(c.Values, "state")); err != nil {
				return err
			} else if state != registers.PointPosted {
				continue
			}
			if _, err := d.advance(ctx, tx, c.ID, s, env); err != nil && !waits(err) {
				return d.naming(ctx, c.ID, err)
			}
		}
		return nil
	})
}

// waits reports whether a claim whose days are over only waits: for somebody else than
// whom it concerns, for the decision on an objection, or for its closed year to be opened again.
func waits(err error) bool {
	e := errs.Of(err)
	return e.Code == errs.Denied || e.Code == errs.Conflict && e.Field == "objection" || errors.Is(err, errYearClosed)
}

// PeriodOver is who brings into effect what a notice ended unopposed.
const PeriodOver = notices.PeriodOver

// Settle ends every notice of points whose days are over, and brings into effect what was
// posted by itself, or waited when its notice was ended, and does not wait any more: as
// the rule says, without anybody's doing. What cannot be ended hinders no other; the
// first such error is returned. It returns how many notices and claims there were.
func (d *Desk) Settle(ctx context.Context) (int, error) {
	due, err := d.notices().Due(ctx, registers.NoticePoints)
	if err != nil {
		return 0, err
	}
	ended := 0
	var fail error
	count := func(err error) {
		if err == nil {
			ended++
		} else if fail == nil && !waits(err) {
			fail = err
		}
	}
	for _, id := range due {
		rec, err := d.store().Find(ctx, registers.Notices.Def, id)
		if err == nil {
			// The day after the last, whenever the program is opened: PCs that were apart write the same.
			_, err = d.CloseNotice(ctx, id.String(), PeriodOver, registers.Notices.Decode(rec.Values).To.AddDays(1))
		}
		count(err)
	}
	left, err := d.leftPosted(ctx)
	if err != nil {
		return ended, err
	}
	for id, until := range left {
		_, err := d.Advance(ctx, id.String(), Step{To: registers.PointEffective, From: registers.PointPosted, Date: until.AddDays(1), By: PeriodOver})
		count(err)
	}
	return ended, fail
}

// leftPosted returns the claims that hang without a notice, or whose notice is ended, and
// whose days are over, with their last days.
func (d *Desk) leftPosted(ctx context.Context) (map[oplog.ID]cn.Date, error) {
	out := map[oplog.ID]cn.Date{}
	def := registers.PointClaims
	yesterday := d.store().Today().AddDays(-1)
	err := d.store().EachOf(ctx, def.Def, []string{"state", "notice", "posted_until"}, func(rec store.Record) error {
		c := def.Decode(rec.Values)
		if !c.PostedUntil.Full() || c.PostedUntil > yesterday {
			return nil
		}
		if c.Notice != 0 {
			notice, err := d.store().Find(ctx, registers.Notices.Def, c.Notice)
			if err != nil {
				return err
			}
			if registers.Notices.Decode(notice.Values).Closed == "" {
				return nil // it is ended as a whole
			}
		}
		state, err := d.state(ctx, d.store(), rec.ID, c.State)
		if state == registers.PointPosted { // and no entry of another PC counts already
			out[rec.ID] = c.PostedUntil
		}
		return err
	}, store.Condition{Field: "state", Op: "eq", Value: registers.PointPosted})
	return out, err
}

func (d *Desk) notices() *notices.Desk { return notices.New(d.ledger) }

// noticeID reads the ID or the number of a notice of points; "" is the only one that is open.
func (d *Desk) noticeID(ctx context.Context, text string) (oplog.ID, error) {
	id, err := d.notices().Find(ctx, text, registers.NoticePoints)
	if err != nil {
		return 0, err
	}
	rec, err := d.store().Find(ctx, registers.Notices.Def, id)
	if err == nil && registers.Notices.Get(rec.Values, "kind") != registers.NoticePoints {
		err = errs.New(errs.Invalid, "这不是党员积分的公示").In("notice").Do("其他公示请在“公示”里办")
	}
	return id, err
}

// Notice returns a notice as it stands.
func (d *Desk) Notice(ctx context.Context, notice string) (Notice, error) {
	id, err := d.noticeID(ctx, notice)
	if err != nil {
		return Notice{}, err
	}
	rec, err := living(ctx, d.store(), registers.Notices.Def, id)
	if err != nil {
		return Notice{}, err
	}
	n := registers.Notices.Decode(rec.Values)
	out := Notice{ID: id.String(), No: n.No, Title: n.Title, From: string(n.From), To: string(n.To), Days: int(n.Days), Phone: n.Phone, Masked: n.Masked, Closed: string(n.Closed), Claims: []string{}, Warnings: []string{}}
	list, err := d.store().Lookup(ctx, registers.PointClaims.Def, "notice", id.String())
	if err != nil {
		return out, err
	}
	for _, c := range list {
		out.Claims = append(out.Claims, c.ID.String())
		switch registers.PointClaims.Get(c.Values, "state") {
		case registers.PointEffective:
			out.Effective++
		case registers.PointPosted, registers.PointDisputed, registers.PointReexamined, registers.PointUpheld:
			out.Open++
		}
	}
	objections, err := d.store().Lookup(ctx, registers.Objections.Def, "notice", id.String())
	out.Objections = len(objections)
	return out, err
}

// ofPoints are the notices of points, the newest first.
var ofPoints = store.Query{Register: registers.Notices.Key, Desc: true, Where: []store.Condition{{Field: "kind", Op: "eq", Value: registers.NoticePoints}}}

// Notices returns all notices of points, the newest first.
func (d *Desk) Notices(ctx context.Context) ([]Notice, error) {
	ids, err := d.store().IDs(ctx, ofPoints)
	out := []Notice{}
	for _, id := range ids {
		n, err := d.Notice(ctx, id.String())
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, err
}
