package packet

import (
	"context"
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

// waiting is what waits on records that are not in the recycle bin, with who first
// wrote each value, and which deletions are one question about several records.
type waiting struct {
	list  []store.Review
	heads map[string][]store.Head // as they are stored, by the name of the review
	pairs []group
}

// isPaired reports whether the deletion of a record is part of a question about several.
func (w waiting) isPaired(v store.Review) bool {
	return v.Field == oplog.Deleted && slices.ContainsFunc(w.pairs, func(g group) bool { return slices.Contains(g.IDs, v.Row) })
}

// waits reads what waits for a decision.
func (x *Exchange) waits(ctx context.Context) (waiting, error) {
	w := waiting{heads: map[string][]store.Head{}}
	list, err := x.store().Reviews(ctx)
	if err != nil {
		return w, err
	}
	gone := map[oplog.ID]bool{}
	for _, v := range list {
		d, err := x.store().Def(v.Register)
		if err != nil {
			continue // a register of a newer version
		}
		if _, asked := gone[v.Row]; !asked {
			rec, err := x.store().Find(ctx, d, v.Row)
			if err != nil {
				return w, err
			}
			gone[v.Row] = rec.Deleted
		}
		if gone[v.Row] && v.Field != oplog.Deleted {
			continue
		}
		w.heads[reviewID(v.Row, v.Field)] = v.Heads
		if v, err = x.authors(ctx, d, v); err != nil {
			return w, err
		}
		w.list = append(w.list, v)
	}
	w.pairs, err = x.pairs(ctx, w.list)
	return w, err
}

// folds reports whether records of a register are made one by the program itself.
func folds(d *schema.Def) bool { return d.Hidden || d.Single }

// authors names who first wrote the values that stand side by side. The same value
// of the same hand, passed on by several PCs, is one version.
func (x *Exchange) authors(ctx context.Context, d *schema.Def, v store.Review) (store.Review, error) {
	var heads []store.Head
	for _, h := range v.Heads {
		h, err := x.store().Origin(ctx, h, v.Field, folds(d))
		if err != nil {
			return v, err
		}
		same := slices.IndexFunc(heads, func(o store.Head) bool {
			return o.Value == h.Value && o.PC == h.PC && o.Operator == h.Operator && o.When.Equal(h.When)
		})
		if same < 0 || v.Field == oplog.Deleted || len(groupOf(d, v.Field)) > 1 {
			heads = append(heads, h)
		} else {
			heads[same].Current = heads[same].Current || h.Current
		}
	}
	v.Heads = heads
	return v, nil
}

// reviews returns all reviews, or the one that is named.
func (x *Exchange) reviews(ctx context.Context, reveal bool, only string) ([]Review, error) {
	w, err := x.waits(ctx)
	if err != nil {
		return nil, err
	}
	var out []Review
	at := map[string]int{} // coupled fields of one record stand together whatever lies between them
	for _, v := range w.list {
		d, err := x.store().Def(v.Register)
		if err != nil {
			return nil, err
		}
		id := reviewID(v.Row, leadOf(d, w.list, v))
		if only != "" && id != only || w.isPaired(v) {
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
		r.ID, r.Field = id, leadOf(d, w.list, v)
		if v.Field == oplog.Deleted {
			if err := x.describeDeletion(ctx, d, v, &r, reveal); err != nil {
				return nil, err
			}
		}
		at[id] = len(out)
		out = append(out, r)
	}
	more, err := x.questions(ctx, w.pairs, reveal, only)
	if err != nil {
		return nil, err
	}
	out = append(out, more...)
	if reveal {
		if err := x.logReveal(ctx, out); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func reviewID(row oplog.ID, field string) string { return row.String() + "." + field }

func (x *Exchange) review(ctx context.Context, d *schema.Def, v store.Review, field ReviewField) (Review, error) {
	title, err := x.title(ctx, d, v.Row)
	if err != nil {
		return Review{}, err
	}
	r := Review{Register: d.Key, RegisterLabel: d.Label, Row: v.Row.String(), Title: title, Label: field.Label, Fields: []ReviewField{field}}
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

// title returns what a record is called, as the caller may read it.
func (x *Exchange) title(ctx context.Context, d *schema.Def, row oplog.ID) (string, error) {
	rows, err := x.ledger.Describe(ctx, d, []oplog.ID{row})
	if err != nil || len(rows) == 0 {
		return "", err
	}
	return rows[0].Title, nil
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
