package packet

import (
	"context"
	"maps"
	"slices"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// fold makes one record out of those that two PCs made for one thing where the
// program, not a person, knows that it is one: the register of which a book has one
// record, and hidden registers that are looked up by a key. What the records
// disagree in then waits for a decision like any other field.
func (x *Exchange) fold(ctx context.Context) error {
	for _, d := range registers.All() {
		groups, err := x.doubles(ctx, d)
		if err != nil {
			return err
		}
		if len(groups) == 0 {
			continue
		}
		_, err = x.store().Write(ctx, store.Meta{Kind: "merge", Note: "合并两台电脑各自建立的“" + d.Label + "”"}, func(tx *store.Tx) error {
			for _, g := range groups {
				if err := foldOne(ctx, tx, d, g); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// doubles returns the groups of living records that are one thing, the oldest number first.
func (x *Exchange) doubles(ctx context.Context, d *schema.Def) ([][]oplog.ID, error) {
	if d.Single {
		ids, err := x.store().View(ctx, store.Query{Register: d.Key})
		if err != nil || len(ids) < 2 {
			return nil, err
		}
		ids = slices.Clone(ids)
		slices.Sort(ids)
		return [][]oplog.ID{ids}, nil
	}
	if !d.Hidden {
		return nil, nil
	}
	var out [][]oplog.ID
	for _, rule := range d.Same {
		if !rule.Certain {
			continue
		}
		groups, err := x.store().SameGroups(ctx, d, rule.Fields, 10_000)
		if err != nil {
			return nil, err
		}
		out = append(out, groups...)
	}
	return out, nil
}

func foldOne(ctx context.Context, tx *store.Tx, d *schema.Def, group []oplog.ID) error {
	slices.Sort(group)
	for _, id := range group[1:] {
		keep, err := tx.Find(ctx, d, group[0])
		if err != nil {
			return err
		}
		drop, err := tx.Find(ctx, d, id)
		if err != nil {
			return err
		}
		waiting, err := waitingOn(ctx, tx, id)
		if err != nil {
			return err
		}
		fill, beside := map[string]string{}, map[string][]string{}
		for i, f := range d.Fields {
			have := keep.Values[i]
			if have == "" {
				have = drop.Values[i]
				fill[f.Key] = have
			}
			for _, v := range append([]string{drop.Values[i]}, waiting[f.Key]...) {
				if v != "" && v != have && !slices.Contains(beside[f.Key], v) {
					beside[f.Key] = append(beside[f.Key], v)
				}
			}
		}
		if _, err := tx.Update(d, keep.ID, fill); err != nil {
			return err
		}
		for _, key := range slices.Sorted(maps.Keys(beside)) {
			for _, v := range beside[key] {
				if err := tx.Apart(d, keep.ID, key, v); err != nil {
					return err
				}
			}
		}
		// What waited there waits here now: nothing is left that nobody can decide.
		if len(waiting) > 0 {
			shown := map[string]string{}
			for key := range waiting {
				shown[key] = d.Get(drop.Values, key)
			}
			if err := tx.Settle(d, id, shown); err != nil {
				return err
			}
		}
		if err := tx.Delete(d, id); err != nil {
			return err
		}
	}
	return nil
}

// waitingOn returns, by field, the values of a record that wait for a decision.
func waitingOn(ctx context.Context, tx *store.Tx, id oplog.ID) (map[string][]string, error) {
	list, err := tx.Reviews(ctx)
	if err != nil {
		return nil, err
	}
	out := map[string][]string{}
	for _, v := range list {
		if v.Row != id || v.Field == oplog.Deleted {
			continue
		}
		for _, h := range v.Heads {
			out[v.Field] = append(out[v.Field], h.Value)
		}
	}
	return out, nil
}
