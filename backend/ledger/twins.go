package ledger

import (
	"context"
	"slices"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// Twins returns living records that are the same thing as the values, by the
// register's rules; except is the record itself.
func (l *Ledger) Twins(ctx context.Context, d *schema.Def, v schema.Values, except oplog.ID) ([]Twin, error) {
	var out []Twin
	seen := map[oplog.ID]bool{except: true}
	for _, rule := range d.Same {
		found, err := l.same(ctx, d, rule, v)
		if err == nil && hides(d, rule) { // that it is the same would tell what it says
			found, err = l.opened(ctx, d, found)
		}
		if err != nil {
			return nil, err
		}
		var fresh []store.Record
		for _, r := range found {
			if seen[r.ID] {
				continue
			}
			seen[r.ID] = true
			if except != 0 && !rule.Certain {
				if apart, err := l.apart(ctx, except, r.ID); err != nil {
					return nil, err
				} else if apart {
					continue
				}
			}
			fresh = append(fresh, r)
		}
		rows, err := l.describe(ctx, d, fresh)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			out = append(out, Twin{ID: row.ID, Title: row.Title, Detail: row.Detail, Why: rule.Why, Certain: rule.Certain})
		}
	}
	return out, nil
}

// hides reports whether a rule compares what is guarded.
func hides(d *schema.Def, rule schema.Same) bool {
	return slices.ContainsFunc(rule.Fields, func(key string) bool { return Guards(d, key) })
}

// same returns the living records that a rule takes for the same thing.
func (l *Ledger) same(ctx context.Context, d *schema.Def, rule schema.Same, v schema.Values) ([]store.Record, error) {
	for _, key := range rule.Fields {
		if d.Get(v, key) == "" {
			return nil, nil
		}
	}
	found, err := l.Store.Lookup(ctx, d, rule.Fields[0], d.Get(v, rule.Fields[0]))
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(found, func(r store.Record) bool {
		for _, key := range rule.Fields[1:] {
			if d.Get(r.Values, key) != d.Get(v, key) {
				return true
			}
		}
		return false
	}), nil
}

// ordered returns two IDs as texts, the smaller first: the form in which a pair is remembered.
func ordered(a, b oplog.ID) (string, string) {
	if x, y := a.String(), b.String(); x < y {
		return x, y
	}
	return b.String(), a.String()
}

// apart reports whether a person said that two records are different things.
func (l *Ledger) apart(ctx context.Context, a, b oplog.ID) (bool, error) {
	x, y := ordered(a, b)
	d := registers.NotTwins.Def
	found, err := l.Store.Lookup(ctx, d, "a", x)
	return slices.ContainsFunc(found, func(r store.Record) bool { return d.Get(r.Values, "b") == y }), err
}

// NotTwins remembers, on every PC, that two records are different things.
func (l *Ledger) NotTwins(ctx context.Context, a, b string) error {
	list, err := ids([]string{a, b})
	if err != nil {
		return err
	}
	if known, err := l.apart(ctx, list[0], list[1]); err != nil || known {
		return err
	}
	d := registers.NotTwins.Def
	_, err = l.Store.Write(ctx, store.Meta{Kind: "create", Note: "认定两条记录不是同一人（物）"}, func(tx *store.Tx) error {
		v := d.New()
		v[d.Index("a")], v[d.Index("b")] = ordered(list[0], list[1])
		_, err := tx.Create(d, v)
		return err
	})
	return err
}

// Pairs returns pairs of living records that may be the same thing, certain ones first.
func (l *Ledger) Pairs(ctx context.Context, register string, limit int) ([]TwinPair, error) {
	d, err := l.Store.Def(register)
	if err != nil {
		return nil, err
	}
	out := []TwinPair{}
	seen := map[string]bool{}
	for _, rule := range d.Same {
		groups, err := l.Store.SameGroups(ctx, d, rule.Fields, limit)
		if err != nil {
			return nil, err
		}
		for _, g := range groups {
			records, err := l.Store.FindMany(ctx, d, g)
			if err == nil && hides(d, rule) {
				records, err = l.opened(ctx, d, records)
			}
			if err != nil {
				return nil, err
			}
			rows, err := l.describe(ctx, d, records)
			if err != nil {
				return nil, err
			}
			for i := range rows {
				for j := i + 1; j < len(rows) && len(out) < limit; j++ {
					a, _ := oplog.ParseID(rows[i].ID)
					b, _ := oplog.ParseID(rows[j].ID)
					x, y := ordered(a, b)
					key := x + " " + y
					if seen[key] {
						continue
					}
					seen[key] = true
					if apart, err := l.apart(ctx, a, b); err != nil {
						return nil, err
					} else if apart && !rule.Certain {
						continue
					}
					out = append(out, TwinPair{A: twin(rows[i], rule), B: twin(rows[j], rule), Why: rule.Why, Certain: rule.Certain})
				}
			}
		}
	}
	return out, nil
}

func twin(r RelatedRow, rule schema.Same) Twin {
	return Twin{ID: r.ID, Title: r.Title, Detail: r.Detail, Why: rule.Why, Certain: rule.Certain}
}
