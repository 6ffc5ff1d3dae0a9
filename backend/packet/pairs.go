package packet

import (
	"context"
	"encoding/json"
	"slices"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// What an import found and a person has not answered yet, on this PC.
const (
	goneKey   = "sync.gone"   // groups of records that are one thing, all of them deleted
	astrayKey = "sync.astray" // records refer to merged ones
)

// group is several records that are one thing.
type group struct {
	Register string     `json:"register"`
	IDs      []oplog.ID `json:"ids"`
}

func (g group) is(id oplog.ID) bool { return slices.Contains(g.IDs, id) }

// pairs returns the questions which of several records stays: each was merged into
// the other, or all of them were deleted by several PCs.
func (x *Exchange) pairs(ctx context.Context, list []store.Review) ([]group, error) {
	var out []group
	for _, v := range list {
		d, err := x.store().Def(v.Register)
		if err != nil {
			return nil, err
		}
		if v.Field != oplog.Deleted || folds(d) || slices.ContainsFunc(out, func(g group) bool { return g.is(v.Row) }) {
			continue
		}
		into, err := x.store().MergedInto(ctx, v.Row)
		if err != nil {
			return nil, err
		}
		if !slices.ContainsFunc(list, func(o store.Review) bool { return o.Row == into && o.Field == oplog.Deleted }) {
			continue
		}
		back, err := x.store().MergedInto(ctx, into)
		if err != nil {
			return nil, err
		}
		if back == v.Row {
			out = append(out, group{v.Register, []oplog.ID{min(v.Row, into), max(v.Row, into)}})
		}
	}
	gone, err := x.gone(ctx)
	return append(out, gone...), err
}

// gone returns the groups that an import remembered and that are all deleted still.
func (x *Exchange) gone(ctx context.Context) ([]group, error) {
	text, err := x.store().Recall(ctx, goneKey)
	if err != nil || text == "" {
		return nil, err
	}
	var list, out []group
	if json.Unmarshal([]byte(text), &list) != nil {
		return nil, nil // only what this PC noted for itself
	}
	for _, g := range list {
		d, err := x.store().Def(g.Register)
		if err != nil {
			continue
		}
		open, err := x.allGone(ctx, d, g.IDs)
		if err != nil {
			return nil, err
		}
		if open {
			out = append(out, g)
		}
	}
	return out, nil
}

// allGone reports whether all of the records are deleted, by several PCs, and
// nobody has decided that.
func (x *Exchange) allGone(ctx context.Context, d *schema.Def, ids []oplog.ID) (bool, error) {
	var pcs []string
	for _, id := range ids {
		rec, err := x.store().Find(ctx, d, id)
		if err != nil || !rec.Deleted {
			return false, err
		}
		h, kind, err := x.store().DeletedBy(ctx, id)
		if err != nil || kind == "review" {
			return false, err
		}
		if !slices.Contains(pcs, h.PC) {
			pcs = append(pcs, h.PC)
		}
	}
	return len(pcs) > 1, nil
}

// noteGone remembers groups of which an import left none.
func (x *Exchange) noteGone(ctx context.Context, fresh []group) error {
	have, err := x.gone(ctx)
	if err != nil {
		return err
	}
	for _, g := range fresh {
		if !slices.ContainsFunc(have, func(o group) bool { return slices.ContainsFunc(g.IDs, o.is) }) {
			have = append(have, g)
		}
	}
	text := ""
	if len(have) > 0 {
		b, err := json.Marshal(have)
		if err != nil {
			return errs.Of(err)
		}
		text = string(b)
	}
	return x.store().Remember(ctx, goneKey, text)
}

// Asks reports whether something waits for a person that is no field of a record.
func (x *Exchange) Asks(ctx context.Context) (bool, error) {
	for _, key := range []string{goneKey, astrayKey} {
		if text, err := x.store().Recall(ctx, key); err != nil || text != "" {
			return err == nil, err
		}
	}
	return false, nil
}

// questions are the reviews that are not about a field.
func (x *Exchange) questions(ctx context.Context, pairs []group, reveal bool, only string) ([]Review, error) {
	var out []Review
	for _, g := range pairs {
		if id := reviewID(g.IDs[0], ReviewPair); only == "" || only == id {
			r, err := x.pairReview(ctx, g, reveal)
			if err != nil {
				return nil, err
			}
			out = append(out, r)
		}
	}
	astray, err := x.astray(ctx, only)
	return append(out, astray...), err
}

// pairReview shows the records of a group side by side.
func (x *Exchange) pairReview(ctx context.Context, g group, reveal bool) (Review, error) {
	d, err := x.store().Def(g.Register)
	if err != nil {
		return Review{}, err
	}
	r := Review{ID: reviewID(g.IDs[0], ReviewPair), Register: d.Key, RegisterLabel: d.Label, Row: g.IDs[0].String(), Field: ReviewPair, Label: "留哪一条"}
	if r.Title, err = x.title(ctx, d, g.IDs[0]); err != nil {
		return r, err
	}
	records, err := x.store().FindMany(ctx, d, g.IDs)
	if err != nil {
		return r, err
	}
	heads := make([]store.Head, len(records))
	for i, rec := range records {
		// Who deleted the others wanted this one to stay.
		for _, other := range g.IDs {
			if other == rec.ID {
				continue
			}
			if heads[i], _, err = x.store().DeletedBy(ctx, other); err != nil {
				return r, err
			}
		}
		heads[i].Op, heads[i].Current = rec.ID, !rec.Deleted
		r.Values = append(r.Values, rec.ID.String())
	}
	for at, f := range d.Fields {
		filled := false
		var all ReviewField
		for i, rec := range records {
			filled = filled || rec.Values[at] != ""
			heads[i].Value = rec.Values[at]
			field, err := x.versions(ctx, d, rec.ID, f, heads[i:i+1], reveal)
			if err != nil {
				return r, err
			}
			field.Versions = append(all.Versions, field.Versions...)
			all = field
		}
		if filled {
			r.Fields = append(r.Fields, all)
		}
	}
	return r, nil
}

// resolvePair decides which of several records stays: one of them by its ID, "both"
// or "neither". What refers to the others refers to that one then.
func (x *Exchange) resolvePair(ctx context.Context, g group, take string) error {
	d, err := x.store().Def(g.Register)
	if err != nil {
		return err
	}
	keep := slices.IndexFunc(g.IDs, func(id oplog.ID) bool { return id.String() == take })
	if keep < 0 && take != "both" && take != "neither" {
		return errs.New(errs.Invalid, "要留下哪一条？").Do("写要留下的那条的编号；两条都留写 both，都不要写 neither")
	}
	for _, id := range g.IDs {
		if err := x.readable(ctx, d, store.Review{Row: id, Field: oplog.Deleted}); err != nil {
			return err
		}
	}
	if take == "neither" {
		for _, id := range g.IDs {
			if err := x.ledger.StandsAlone(ctx, d, id); err != nil {
				return err
			}
		}
	}
	_, err = x.store().Write(ctx, store.Meta{Kind: "review", Note: "确认重复的" + d.Label + "留哪一条"}, func(tx *store.Tx) error {
		if err := undecided(ctx, tx, d, g); err != nil {
			return err
		}
		for i, id := range g.IDs {
			if i == keep {
				continue
			}
			mark := "1"
			if take == "both" {
				mark = ""
			}
			if keep >= 0 {
				if err := repoint(ctx, tx, d, id, g.IDs[keep]); err != nil {
					return err
				}
			}
			if err := tx.Settle(d, id, map[string]string{oplog.Deleted: mark}); err != nil {
				return err
			}
		}
		if keep < 0 {
			return nil
		}
		return tx.Settle(d, g.IDs[keep], map[string]string{oplog.Deleted: ""}) // last: so the others were merged into it
	})
	return err
}

// undecided refuses a decision about records of which somebody has just decided.
func undecided(ctx context.Context, tx *store.Tx, d *schema.Def, g group) error {
	gone := 0
	for _, id := range g.IDs {
		rec, err := tx.Find(ctx, d, id)
		if err != nil {
			return err
		}
		if rec.Deleted {
			gone++
		}
	}
	list, err := tx.Reviews(ctx)
	if err != nil {
		return err
	}
	n := 0
	for _, v := range list {
		if v.Field == oplog.Deleted && g.is(v.Row) {
			n++
		}
	}
	if gone == len(g.IDs) || n == len(g.IDs) {
		return nil
	}
	return errs.New(errs.Conflict, "这几条刚刚又有改动").Do("请刷新“待确认”，看过以后再定")
}
