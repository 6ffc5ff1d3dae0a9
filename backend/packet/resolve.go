package packet

import (
	"context"
	"slices"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// Resolve decides a review: take is mine, theirs, both, the Op of a version, or
// a value as people write it; for a deletion also "keep" or "delete", for records
// that are one thing the ID of the one that stays, "both" or "neither", for
// references to a merged record "repoint".
func (x *Exchange) Resolve(ctx context.Context, review, take string) error {
	unlock, err := x.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	w, err := x.waits(ctx)
	if err != nil {
		return err
	}
	for _, g := range w.pairs {
		if review == reviewID(g.IDs[0], ReviewPair) {
			return x.resolvePair(ctx, g, take)
		}
	}
	astray, err := x.astray(ctx, review)
	if err != nil {
		return err
	}
	for _, r := range astray {
		return x.repointTo(ctx, r, take)
	}
	for _, v := range w.list {
		d, err := x.store().Def(v.Register)
		if err != nil {
			return err
		}
		if w.isPaired(v) || reviewID(v.Row, leadOf(d, w.list, v)) != review && reviewID(v.Row, v.Field) != review {
			continue
		}
		return x.resolve(ctx, d, v, w.heads[reviewID(v.Row, v.Field)], take)
	}
	return errs.New(errs.NotFound, "没有这一项待确认，可能已经定过了").Do("请刷新“待确认”再看")
}

// resolve decides a field, or whether a record stays.
func (x *Exchange) resolve(ctx context.Context, d *schema.Def, v store.Review, heads []store.Head, take string) error {
	if err := x.readable(ctx, d, v); err != nil {
		return err
	}
	values, err := x.decision(ctx, d, v, take)
	if err != nil {
		return err
	}
	into := oplog.ID(0)
	if values[oplog.Deleted] == "1" {
		if into, err = x.mergedInto(ctx, d, v.Row); err != nil {
			return err
		}
	}
	if into == 0 { // what refers to a merged record goes on to the other one
		if err := x.lawful(ctx, d, v.Row, values); err != nil {
			return err
		}
	}
	label := "删除"
	if f := d.Field(v.Field); f != nil {
		label = f.Label
	}
	_, err = x.store().Write(ctx, store.Meta{Kind: "review", Note: "确认" + d.Label + "的“" + label + "”"}, func(tx *store.Tx) error {
		if err := unaltered(ctx, tx, v, heads); err != nil {
			return err
		}
		if into == 0 {
			return tx.Settle(d, v.Row, values)
		}
		if err := repoint(ctx, tx, d, v.Row, into); err != nil {
			return err
		}
		if err := tx.Settle(d, v.Row, values); err != nil {
			return err
		}
		return tx.Touch(d, into)
	})
	return err
}

// readable refuses a decision about what the caller may not read.
func (x *Exchange) readable(ctx context.Context, d *schema.Def, v store.Review) error {
	rec, err := x.store().Find(ctx, d, v.Row)
	if err != nil {
		return err
	}
	rights, err := x.ledger.Rights(ctx, d, []store.Record{rec})
	if err == nil && (rights.Hides(v.Row, v.Field) || v.Field == oplog.Deleted && rights.Closed(v.Row)) {
		err = errs.New(errs.Denied, "这条"+d.Label+"是敏感的，内容只给有关的人看").Do("请让有关的人来确认")
	}
	return err
}

// lawful refuses a decision that a form would refuse: a value that the register's
// check forbids, or deleting what others are built on.
func (x *Exchange) lawful(ctx context.Context, d *schema.Def, row oplog.ID, values map[string]string) error {
	if values[oplog.Deleted] == "1" {
		return x.ledger.StandsAlone(ctx, d, row)
	}
	if d.Check == nil || !d.Hidden { // what was saved before was checked; a person may choose between two such values
		return nil
	}
	rec, err := x.store().Find(ctx, d, row)
	if err != nil {
		return err
	}
	next := slices.Clone(rec.Values)
	for key, v := range values {
		if i := d.Index(key); i >= 0 {
			next[i] = v
		}
	}
	env, err := x.ledger.Env(ctx)
	if err != nil {
		return err
	}
	for _, p := range d.Check(next, env) {
		if !p.Warning {
			return errs.New(errs.Invalid, p.Message).In(p.Field).Do("请选定其中一个，或写一个合适的")
		}
	}
	return nil
}

// unaltered refuses a decision on what is no longer what it was: an edit made a
// moment ago would vanish unseen.
func unaltered(ctx context.Context, tx *store.Tx, was store.Review, heads []store.Head) error {
	now, err := tx.Reviews(ctx)
	if err != nil {
		return err
	}
	for _, v := range now {
		if v.Row == was.Row && v.Field == was.Field && slices.EqualFunc(v.Heads, heads, func(a, b store.Head) bool { return a.Op == b.Op }) {
			return nil
		}
	}
	return errs.New(errs.Conflict, "这一项刚刚又有改动").Do("请刷新“待确认”，看过以后再定")
}

// decision returns the values that a person's answer means.
func (x *Exchange) decision(ctx context.Context, d *schema.Def, v store.Review, take string) (map[string]string, error) {
	if v.Field == oplog.Deleted {
		switch take {
		case "delete", "删除":
			return map[string]string{oplog.Deleted: "1"}, nil
		case "keep", "保留":
			return map[string]string{oplog.Deleted: ""}, nil
		}
	}
	var mine, theirs []store.Head
	for _, h := range v.Heads {
		if h.Op.String() == take {
			return x.taking(ctx, d, v, h)
		}
		if h.Mine {
			mine = append(mine, h)
		} else {
			theirs = append(theirs, h)
		}
	}
	side := func(list []store.Head, none string) (map[string]string, error) {
		if len(list) == 0 {
			return nil, errs.New(errs.Invalid, none).Do("请写明要用的内容")
		}
		for _, h := range list[1:] {
			if h.Value != list[0].Value {
				return nil, errs.New(errs.Invalid, "不止一种改法，分不清用哪一个").Do("请写明要用的内容，或选定其中一个")
			}
		}
		return x.taking(ctx, d, v, list[0])
	}
	switch take {
	case "mine":
		return side(mine, "这一项本机没有改过")
	case "theirs":
		return side(theirs, "这一项别的电脑没有改过")
	case "both":
		if d.Hidden {
			return nil, errs.New(errs.Invalid, "这一项不能两个都要").Do("请选定其中一个")
		}
		return both(d, v)
	}
	f := d.Field(v.Field)
	if f == nil {
		return nil, errs.New(errs.Invalid, "删除还是保留？").Do("写 delete 删除，写 keep 保留")
	}
	value, _, err := f.Read(take, x.store().Today())
	if err != nil {
		return nil, err
	}
	if f.Private && strings.Contains(take, "*") {
		return nil, errs.New(errs.Invalid, "“"+take+"”是隐去了几位的写法").In(f.Key).Do("请写完整的内容，或选定其中一个")
	}
	if value == "" && f.Required {
		return nil, errs.New(errs.Invalid, "“"+f.Label+"”不能为空").In(f.Key).Do("请写明要用的内容，或选定其中一个")
	}
	return map[string]string{f.Key: value}, nil
}

// taking returns the values of one version, of all fields that move with it.
func (x *Exchange) taking(ctx context.Context, d *schema.Def, v store.Review, h store.Head) (map[string]string, error) {
	if v.Field == oplog.Deleted {
		return map[string]string{oplog.Deleted: h.Value}, nil
	}
	_, fields, err := x.store().OpFields(ctx, h.Op)
	if err != nil {
		return nil, err
	}
	out := map[string]string{}
	for _, key := range groupOf(d, v.Field) {
		if d.Field(key) != nil {
			out[key] = fields[key]
		}
	}
	return out, nil
}

// joinable reports whether two versions of a field can both be kept in it.
func joinable(f *schema.Field) bool {
	return f != nil && (f.Kind == schema.Codes || f.Kind == schema.Note || f.Kind == schema.Phone)
}

// both joins the versions of a list, a note or phones.
func both(d *schema.Def, v store.Review) (map[string]string, error) {
	f := d.Field(v.Field)
	if !joinable(f) || len(groupOf(d, v.Field)) > 1 {
		return nil, errs.New(errs.Invalid, "这一栏不能两个都要").Do("请选定一个，或写明要用的内容")
	}
	var parts []string
	for _, h := range v.Heads {
		if h.Value != "" && !slices.Contains(parts, h.Value) {
			parts = append(parts, h.Value)
		}
	}
	if f.Kind == schema.Note {
		return map[string]string{f.Key: strings.Join(parts, "\n")}, nil
	}
	var items []string
	for _, p := range strings.Split(strings.Join(parts, ","), ",") {
		if p != "" && !slices.Contains(items, p) {
			items = append(items, p)
		}
	}
	value, _, err := f.Read(strings.Join(items, ","), "")
	if err != nil {
		return nil, err
	}
	return map[string]string{f.Key: value}, nil
}
