package points

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
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
		days := registers.SettingOf(env, registers.PointsNoticeDays)
		if in.Days != 0 && in.Days < days {
			return errs.New(errs.Invalid, "公示期不能少于 "+strconv.Itoa(days)+" 个工作日").In("days").Do("少于这个天数要先在设置里改“积分公示”的天数")
		}
		n := registers.PointNotice{Title: strings.TrimSpace(in.Title), From: s.Date, Days: int64(max(days, in.Days)), Phone: strings.TrimSpace(in.Phone), Masked: in.Masked, By: s.By, Count: int64(len(ids))}
		n.To = env.Working(n.From, int(n.Days))
		if n.Title == "" {
			n.Title = "党员积分公示"
		}
		if err := dated(n.From, "", env); err != nil {
			return err
		}
		if notice, err = tx.Create(registers.PointNotices.Def, registers.PointNotices.Encode(&n)); err != nil {
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
	return d.Notice(ctx, notice.String())
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
	err = d.change(ctx, "积分公示期满", func(tx *store.Tx, env schema.Env) error { return d.closeNotice(ctx, tx, id, s, env) })
	if err != nil {
		return Notice{}, err
	}
	return d.Notice(ctx, id.String())
}

func (d *Desk) closeNotice(ctx context.Context, tx *store.Tx, id oplog.ID, s Step, env schema.Env) error {
	rec, err := living(ctx, tx, registers.PointNotices.Def, id)
	if err != nil {
		return err
	}
	n := registers.PointNotices.Decode(rec.Values)
	switch {
	case n.Closed != "":
		return errs.New(errs.Conflict, "这次公示已经办结").In("state")
	case s.Date < n.To:
		return errs.New(errs.Invalid, "公示期到 "+string(n.To)+" 才满").In("date").Do("期满没有异议的才生效")
	}
	if err := dated(s.Date, n.From, env); err != nil {
		return err
	}
	if len(split(s.By)) == 0 {
		return errs.New(errs.Invalid, "请写明经办人").In("by")
	}
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
		if _, err := d.advance(ctx, tx, c.ID, s, env); err != nil {
			if e := errs.Of(err); e.Code == errs.Denied || e.Code == errs.Conflict && e.Field == "objection" {
				continue // somebody else has to bring it into effect
			}
			return d.naming(ctx, c.ID, err)
		}
	}
	_, err = tx.Update(registers.PointNotices.Def, id, map[string]string{"closed": string(s.Date), "closed_by": s.By})
	return err
}

// PeriodOver is who brings into effect what a notice ended unopposed.
const PeriodOver = "公示期满"

// Settle ends every notice whose days are over, as the rule says, without anybody's
// doing. It returns how many there were.
func (d *Desk) Settle(ctx context.Context) (int, error) {
	today := d.store().Today()
	due, err := d.store().IDs(ctx, store.Query{Register: registers.PointNotices.Key, Where: []store.Condition{
		{Field: "to", Op: "lte", Value: string(today.AddDays(-1))}, {Field: "closed", Op: "empty"}}})
	if err != nil {
		return 0, err
	}
	for i, id := range due {
		if _, err := d.CloseNotice(ctx, id.String(), PeriodOver, ""); err != nil {
			return i, err
		}
	}
	return len(due), nil
}

// noticeID reads the ID or the number of a notice; "" is the only one that is open.
func (d *Desk) noticeID(ctx context.Context, text string) (oplog.ID, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		open, err := d.store().IDs(ctx, store.Query{Register: registers.PointNotices.Key, Where: []store.Condition{{Field: "closed", Op: "empty"}}})
		if err == nil && len(open) != 1 {
			err = errs.New(errs.Invalid, "有 "+strconv.Itoa(len(open))+" 次公示没有办结，请写明是哪一次").In("notice")
		}
		if err != nil {
			return 0, err
		}
		return open[0], nil
	}
	if found, err := d.store().Lookup(ctx, registers.PointNotices.Def, "no", strings.ToUpper(text)); err == nil && len(found) == 1 {
		return found[0].ID, nil
	}
	return idOf(text, "次公示")
}

// Notice returns a notice as it stands.
func (d *Desk) Notice(ctx context.Context, notice string) (Notice, error) {
	id, err := d.noticeID(ctx, notice)
	if err != nil {
		return Notice{}, err
	}
	rec, err := living(ctx, d.store(), registers.PointNotices.Def, id)
	if err != nil {
		return Notice{}, err
	}
	n := registers.PointNotices.Decode(rec.Values)
	out := Notice{ID: id.String(), No: n.No, Title: n.Title, From: string(n.From), To: string(n.To), Days: int(n.Days), Phone: n.Phone, Masked: n.Masked, Closed: string(n.Closed), Claims: []string{}}
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
	objections, err := d.store().Lookup(ctx, registers.PointObjections.Def, "notice", id.String())
	out.Objections = len(objections)
	return out, err
}

// Notices returns all notices, the newest first.
func (d *Desk) Notices(ctx context.Context) ([]Notice, error) {
	ids, err := d.store().IDs(ctx, store.Query{Register: registers.PointNotices.Key, Desc: true})
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
