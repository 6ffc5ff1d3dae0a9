package packet

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// Reviews returns what waits for a decision, oldest first; what waits on a record
// in the recycle bin waits for that to come back. Private values are
// masked unless reveal is set, which is logged.
func (x *Exchange) Reviews(ctx context.Context, reveal bool) ([]Review, error) {
	return x.reviews(ctx, reveal, "")
}

// Reveal returns one review with its private values in full, which is logged.
func (x *Exchange) Reveal(ctx context.Context, review string) (Review, error) {
	list, err := x.reviews(ctx, true, review)
	if err == nil && len(list) == 0 {
		err = errs.New(errs.NotFound, "这一处已经确认过了").Do("请看下一处")
	}
	if err != nil {
		return Review{}, err
	}
	return list[0], nil
}

// reviews returns all reviews, or the one that is named.
func (x *Exchange) reviews(ctx context.Context, reveal bool, only string) ([]Review, error) {
	list, err := x.store().Reviews(ctx)
	if err != nil {
		return nil, err
	}
	var out []Review
	gone := map[oplog.ID]bool{}
	at := map[string]int{} // coupled fields of one record stand together whatever lies between them
	for _, v := range list {
		d, err := x.store().Def(v.Register)
		if err != nil {
			continue // a register of a newer version
		}
		if _, asked := gone[v.Row]; !asked {
			rec, err := x.store().Find(ctx, d, v.Row)
			if err != nil {
				return nil, err
			}
			gone[v.Row] = rec.Deleted
		}
		if gone[v.Row] && v.Field != oplog.Deleted {
			continue
		}
		id := v.Row.String() + "." + leadOf(d, list, v)
		if only != "" && id != only {
			continue
		}
		field, err := x.reviewField(ctx, d, v, reveal)
		if err != nil {
			return nil, err
		}
		if i, known := at[id]; known {
			r := &out[i]
			r.Fields, r.Label, r.Both = append(r.Fields, field), r.Label+"、"+field.Label, false
			continue
		}
		r, err := x.review(ctx, d, v, field)
		if err != nil {
			return nil, err
		}
		r.ID, r.Field = id, leadOf(d, list, v)
		at[id] = len(out)
		out = append(out, r)
	}
	if reveal {
		if err := x.logReveal(ctx, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (x *Exchange) review(ctx context.Context, d *schema.Def, v store.Review, field ReviewField) (Review, error) {
	titles, err := x.store().Titles(ctx, d, []oplog.ID{v.Row})
	if err != nil {
		return Review{}, err
	}
	r := Review{Register: d.Key, RegisterLabel: d.Label, Row: v.Row.String(), Title: titles[v.Row], Label: field.Label, Fields: []ReviewField{field}}
	for _, version := range field.Versions {
		if !slices.Contains(r.Values, version.Value) {
			r.Values = append(r.Values, version.Value)
		}
	}
	r.Both = joinable(d.Field(v.Field)) && len(groupOf(d, v.Field)) == 1 && !d.Hidden
	if d == registers.Settings.Def {
		if rec, err := x.store().Find(ctx, d, v.Row); err == nil {
			if f, ok := registers.FindFigure(d.Get(rec.Values, "key")); ok {
				r.Title = f.Label
			}
		}
	}
	return r, nil
}

// logReveal records that private values were shown, register by register.
func (x *Exchange) logReveal(ctx context.Context, list []Review) error {
	labels, rows := map[string][]string{}, map[string]int{}
	for _, r := range list {
		private := false
		for _, f := range r.Fields {
			if private = private || f.Private; f.Private && !slices.Contains(labels[r.Register], f.Label) {
				labels[r.Register] = append(labels[r.Register], f.Label)
			}
		}
		if private {
			rows[r.Register]++
		}
	}
	for _, register := range slices.Sorted(maps.Keys(labels)) {
		a := store.Access{Action: "查看", Register: register, What: "待确认：" + strings.Join(labels[register], "、"), Rows: rows[register]}
		if err := x.store().LogAccessOnce(ctx, a); err != nil {
			return err
		}
	}
	return nil
}

// leadOf returns the field under which a review is known: of coupled fields the first that waits.
func leadOf(d *schema.Def, list []store.Review, v store.Review) string {
	group := groupOf(d, v.Field)
	for _, key := range group {
		if slices.ContainsFunc(list, func(o store.Review) bool { return o.Row == v.Row && o.Field == key }) {
			return key
		}
	}
	return v.Field
}

// groupOf returns the fields that move together with one.
func groupOf(d *schema.Def, field string) []string {
	for _, g := range d.Coupled {
		if slices.Contains(g, field) {
			return g
		}
	}
	return []string{field}
}

func (x *Exchange) reviewField(ctx context.Context, d *schema.Def, v store.Review, reveal bool) (ReviewField, error) {
	out := ReviewField{Key: v.Field, Label: "删除"}
	if v.Field == oplog.Void {
		out.Label = "作废原因"
	}
	f := d.Field(v.Field)
	if f != nil {
		out.Label, out.Private = f.Label, f.Private
	}
	for _, h := range v.Heads {
		version := Version{Op: h.Op.String(), Value: h.Value, Mine: h.Mine, Current: h.Current, Computer: h.PC, Operator: h.Operator, When: when(h.When.UnixMilli())}
		switch {
		case v.Field == oplog.Deleted && h.Value == "1":
			version.Shown = "删除"
		case v.Field == oplog.Deleted:
			var err error
			if version.Shown, err = x.keptFor(ctx, d, h.Op); err != nil {
				return out, err
			}
		case f != nil:
			values := make(schema.Values, len(d.Fields))
			values[d.Index(f.Key)] = h.Value
			texts, err := x.ledger.Texts(ctx, d, []store.Record{{ID: v.Row, Values: values}}, []string{f.Key}, reveal)
			if err != nil {
				return out, err
			}
			if version.Shown = texts[0][0]; f.Private && !reveal {
				version.Value = version.Shown
			}
			if h.Value == "" {
				version.Shown = "（空）"
			}
		}
		out.Versions = append(out.Versions, version)
	}
	return out, nil
}

// keptFor says what the edit changed that stands against a deletion: the names of
// the fields, never the values.
func (x *Exchange) keptFor(ctx context.Context, d *schema.Def, edit oplog.ID) (string, error) {
	_, fields, err := x.store().OpFields(ctx, edit)
	if err != nil {
		return "", err
	}
	var labels []string
	for _, f := range d.Fields {
		if _, has := fields[f.Key]; has {
			labels = append(labels, f.Label)
		}
	}
	switch {
	case len(labels) == 0:
		return "保留", nil
	case len(labels) > 4:
		return fmt.Sprintf("保留（改了%s等 %d 项）", strings.Join(labels[:3], "、"), len(labels)), nil
	}
	return "保留（改了" + strings.Join(labels, "、") + "）", nil
}

// Resolve decides a review: take is mine, theirs, both, the Op of a version, or
// a value as people write it; for a deletion also "keep" or "delete".
func (x *Exchange) Resolve(ctx context.Context, review, take string) error {
	unlock, err := x.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	list, err := x.store().Reviews(ctx)
	if err != nil {
		return err
	}
	for _, v := range list {
		d, err := x.store().Def(v.Register)
		if err != nil || v.Row.String()+"."+leadOf(d, list, v) != review && v.Row.String()+"."+v.Field != review {
			continue
		}
		values, err := x.decision(ctx, d, v, take)
		if err != nil {
			return err
		}
		if err := x.lawful(ctx, d, v.Row, values); err != nil {
			return err
		}
		label := "删除"
		if f := d.Field(v.Field); f != nil {
			label = f.Label
		}
		_, err = x.store().Write(ctx, store.Meta{Kind: "review", Note: "确认" + d.Label + "的“" + label + "”"}, func(tx *store.Tx) error {
			if err := unaltered(ctx, tx, v); err != nil {
				return err
			}
			return tx.Settle(d, v.Row, values)
		})
		return err
	}
	return errs.New(errs.NotFound, "没有这一项待确认，可能已经定过了").Do("请刷新“待确认”再看")
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
func unaltered(ctx context.Context, tx *store.Tx, was store.Review) error {
	now, err := tx.Reviews(ctx)
	if err != nil {
		return err
	}
	for _, v := range now {
		if v.Row == was.Row && v.Field == was.Field && slices.EqualFunc(v.Heads, was.Heads, func(a, b store.Head) bool { return a.Op == b.Op }) {
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
