package matters

import (
	"context"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// wishes: 待认领 → 已认领 → 已完成; back to 待认领 when who claimed it withdraws, and
// 已取消 when the wish itself is taken back (S3 114: wish, claimant, done date).
var wishes = rules[registers.Wish]{
	states: registers.WishStates,
	state:  wishState,
	next: map[string][]string{
		registers.WishOpen:    {registers.WishClaimed, registers.WishCancelled},
		registers.WishClaimed: {registers.WishDone, registers.WishOpen, registers.WishCancelled},
	},
}

// wishState is the state of a wish; one that an old list brought without any is open.
func wishState(w *registers.Wish) string {
	if w.State == "" {
		return registers.WishOpen
	}
	return w.State
}

// wishCourse is the course of wishes with its log. Its steps stand in the order of
// their days: a wish that was given back forgets who had claimed it, the log does not.
var wishCourse = kind[registers.Wish, registers.CareStep]{
	rules: &wishes, record: registers.Wishes, log: registers.CareLog, field: "wish", ordered: true,
	due: registers.WishDue, light: WishLight,
}

// WishLight says how a claimed wish stands to the day by which it was to be fulfilled.
func WishLight(w *registers.Wish, env schema.Env) (left int, l Light) {
	return LightOf(registers.WishDue(w), env)
}

// WishStep is one move of a wish.
type WishStep struct {
	To      string  // code of the next state
	From    string  // the state that whoever takes the step saw; "" whatever it is
	Date    cn.Date // "" today
	By      string  // of a claim: the person, unit or team that claims it; "" the name of Member
	Member  string  // of a claim: ID of the party member; "" none
	Planned cn.Date // of a claim: by when
	Note    string  // of 已完成 what was done; of the others why
}

// takeWish returns the wish after a step, or refuses it. It is pure.
func takeWish(w registers.Wish, s WishStep, member oplog.ID, env schema.Env) (registers.Wish, error) {
	was := w
	if s.From != "" && s.From != wishState(&w) {
		return was, moved()
	}
	if err := wishes.refuse(&w, s.To); err != nil {
		return was, err
	}
	if err := dated(s.Date, max(w.Date.First(), w.Claimed.First()), env); err != nil {
		return was, err
	}
	w.State = s.To
	switch s.To {
	case registers.WishClaimed:
		if s.By == "" {
			return was, errs.New(errs.Invalid, "认领要写明认领人").In("by").Do("可以是个人、单位或团队；是党员的从党员台账中选")
		}
		if !s.Planned.Full() || s.Planned < s.Date {
			return was, errs.New(errs.Invalid, "计划完成日期不对：要写到日，不能早于认领日期").In("planned").Do("例如 " + string(s.Date.AddDays(30)))
		}
		w.ClaimedBy, w.Claimer, w.Claimed, w.Planned = s.By, member, s.Date, s.Planned
	case registers.WishDone:
		if s.Note == "" {
			return was, errs.New(errs.Invalid, "完成要写明效果").In("note").Do("请写清楚送了什么、办成了什么")
		}
		w.Done, w.Result = s.Date, s.Note
	case registers.WishOpen:
		if s.Note == "" {
			return was, errs.New(errs.Invalid, "退出认领要写明原因").In("note")
		}
		w.ClaimedBy, w.Claimer, w.Claimed, w.Planned = "", 0, "", ""
	case registers.WishCancelled:
		if s.Note == "" {
			return was, errs.New(errs.Invalid, "撤回心愿要写明原因").In("note")
		}
	}
	return w, nil
}

// wishVerbs name the steps as changes are named in the history.
var wishVerbs = map[string]string{registers.WishOpen: "退出认领", registers.WishClaimed: "认领", registers.WishDone: "完成", registers.WishCancelled: "撤回"}

// AdvanceWish takes one step of a wish, as one change.
func (d *Desk) AdvanceWish(ctx context.Context, wish string, s WishStep) (Course, error) {
	if err := d.AdvanceWishes(ctx, []string{wish}, s); err != nil {
		return Course{}, err
	}
	return d.WishCourse(ctx, wish)
}

// AdvanceWishes takes the same step of several wishes, such as one party group that
// claims five, as one change: all of them or none.
func (d *Desk) AdvanceWishes(ctx context.Context, list []string, s WishStep) error {
	if len(list) == 0 {
		return errs.New(errs.Invalid, "还没有选心愿").Do("请先选中要办的心愿")
	}
	s.Note, s.By = strings.TrimSpace(s.Note), strings.TrimSpace(s.By)
	if s.Date == "" {
		s.Date = d.store().Today()
	}
	member, name, err := d.member(ctx, s.Member)
	if err != nil {
		return err
	}
	if s.By == "" {
		s.By = name
	}
	note := "微心愿：" + wishVerbs[s.To]
	if len(list) > 1 {
		note += "，" + strconv.Itoa(len(list)) + "个"
	}
	return moveAll(ctx, d, wishCourse, list, note, func(w registers.Wish, env schema.Env) (registers.Wish, registers.CareStep, error) {
		next, err := takeWish(w, s, member, env)
		by := d.by(ctx, "")
		if s.To == registers.WishClaimed {
			by = s.By
		} else if s.To == registers.WishOpen {
			by = w.ClaimedBy // who gives it back
		}
		return next, registers.CareStep{Kind: registers.CareState, Date: s.Date, From: wishState(&w), To: next.State, By: by, Due: registers.WishDue(&next), Note: s.Note}, err
	})
}

// member returns a party member and the name, zero for "".
func (d *Desk) member(ctx context.Context, id string) (oplog.ID, string, error) {
	key, err := oplog.ParseID(id)
	if err != nil || key == 0 {
		return 0, "", err
	}
	rec, err := d.store().Find(ctx, registers.PartyMembers.Def, key)
	if err != nil {
		return 0, "", err
	}
	if rec.Deleted {
		return 0, "", errs.New(errs.Invalid, "所选的党员已删除").In("member").Do("请另选一名，或先从回收站恢复")
	}
	return key, registers.PartyMembers.Get(rec.Values, "name"), nil
}

// ReplanWish moves the day by which a claimed wish is to be fulfilled, for a reason.
func (d *Desk) ReplanWish(ctx context.Context, wish string, planned cn.Date, reason string) (Course, error) {
	reason = strings.TrimSpace(reason)
	err := move(ctx, d, wishCourse, wish, "微心愿：改计划", func(w registers.Wish, env schema.Env) (registers.Wish, registers.CareStep, error) {
		step := registers.CareStep{Kind: registers.CareReplanned, Date: env.Today, From: w.State, To: w.State, By: d.by(ctx, ""), Due: planned, Note: reason}
		switch {
		case w.State != registers.WishClaimed:
			return w, step, errs.New(errs.Invalid, "已认领、还没有完成的心愿才有计划日期可改").In("planned").Do("现在的状态见记录上方")
		case !planned.Full() || planned < w.Claimed.First():
			return w, step, errs.New(errs.Invalid, "计划完成日期不对：要写到日，不能早于认领日期").In("planned")
		case w.Planned != "" && reason == "":
			return w, step, errs.New(errs.Invalid, "改计划要写明理由").In("note")
		}
		w.Planned = planned
		return w, step, nil
	})
	if err != nil {
		return Course{}, err
	}
	return d.WishCourse(ctx, wish)
}

// WishCourse returns how a wish stands.
func (d *Desk) WishCourse(ctx context.Context, wish string) (Course, error) {
	out, _, _, err := stand(ctx, d, wishCourse, wish)
	for i, c := range out.Choices {
		out.Choices[i].Label = wishVerbs[c.State]
	}
	return out, err
}

// OpenWish is a wish that somebody may claim. It does not say whose it is: that is
// for the record alone.
type OpenWish struct {
	ID     string `json:"id"`
	No     string `json:"no"`
	Wish   string `json:"wish"`
	Needed string `json:"needed"`
	Date   string `json:"date"`
	Kind   string `json:"kind"`   // label: whose wish it is by group
	Estate string `json:"estate"` // name
}

// OpenWishes returns the wishes that nobody has claimed, the oldest first.
func (d *Desk) OpenWishes(ctx context.Context) ([]OpenWish, error) {
	def := registers.Wishes.Def
	var records []store.Record
	err := d.store().EachOf(ctx, def, []string{"no", "wish", "needed", "date", "kind", "estate", "state"}, func(r store.Record) error {
		if !r.Deleted {
			r.Values = append(schema.Values(nil), r.Values...)
			records = append(records, r)
		}
		return nil
	}, store.Condition{Field: "state", Op: "in", Value: registers.WishOpen + ","})
	if err != nil {
		return nil, err
	}
	texts, err := d.ledger.Texts(ctx, def, records, []string{"no", "wish", "needed", "date", "kind", "estate"}, false)
	if err != nil {
		return nil, err
	}
	out := make([]OpenWish, len(records))
	for i, t := range texts {
		out[i] = OpenWish{records[i].ID.String(), t[0], t[1], t[2], t[3], t[4], t[5]}
	}
	sortBy(out, func(w OpenWish) string { return w.Date + w.No })
	return out, nil
}
