package ledger

import (
	"context"
	"slices"
	"strings"
	"sync"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// narrow leaves the records that are closed to the caller out of a query that asks
// for what they keep: that one of them is found by a text, a condition or its place
// would tell of it. Other queries are as they were.
func (l *Ledger) narrow(ctx context.Context, d *schema.Def, q store.Query) (store.Query, error) {
	if !probes(d, q) {
		return q, nil
	}
	var err error
	q.Except, err = l.closedOf(ctx, d, q.Deleted)
	return q, err
}

// probes reports whether a query looks into fields that are guarded. It is pure.
func probes(d *schema.Def, q store.Query) bool {
	if guarded[d.Key] == nil {
		return false
	}
	hidden := func(key string) bool {
		if v := d.Computed(key); v != nil {
			key = v.From
		}
		return Guards(d, key)
	}
	return strings.TrimSpace(q.Text) != "" || hidden(q.Sort) || slices.ContainsFunc(q.Where, func(c store.Condition) bool { return hidden(c.Field) })
}

// closedSet remembers what is closed to one operator in one state of the book.
type closedSet struct {
	register, operator string
	deleted            bool
	generations        [4]int64
	ids                []oplog.ID
}

type closedSets struct {
	mu   sync.Mutex
	last []closedSet
}

// keptSets is how many answers are remembered: all registers of two operators.
const keptSets = 12

// closedOf returns the records of a register that are closed to the caller.
func (l *Ledger) closedOf(ctx context.Context, d *schema.Def, deleted bool) ([]oplog.ID, error) {
	who := caller.From(ctx)
	if who.Face == caller.System {
		return nil, nil
	}
	set := closedSet{register: d.Key, operator: who.Operator, deleted: deleted}
	for i, of := range []*schema.Def{registers.Visits.Def, registers.Matters.Def, registers.Supervisions.Def, d} {
		var err error
		if set.generations[i], err = l.Store.Generation(ctx, of.Key); err != nil {
			return nil, err
		}
	}
	kept := l.Keep("closed", func() any { return &closedSets{} }).(*closedSets)
	kept.mu.Lock()
	for _, c := range kept.last {
		if c.register == set.register && c.operator == set.operator && c.deleted == set.deleted && c.generations == set.generations {
			kept.mu.Unlock()
			return c.ids, nil
		}
	}
	kept.mu.Unlock()
	records, err := l.marked(ctx, d, deleted)
	if err != nil {
		return nil, err
	}
	rights, err := l.Rights(ctx, d, records)
	if err != nil {
		return nil, err
	}
	for _, rec := range records {
		if rights.Closed(rec.ID) {
			set.ids = append(set.ids, rec.ID)
		}
	}
	kept.mu.Lock()
	defer kept.mu.Unlock()
	if kept.last = append([]closedSet{set}, kept.last...); len(kept.last) > keptSets {
		kept.last = kept.last[:keptSets]
	}
	return set.ids, nil
}

// ClosedTo returns the living records of a register that are closed to the caller, by ID.
func (l *Ledger) ClosedTo(ctx context.Context, d *schema.Def) ([]oplog.ID, error) {
	if guarded[d.Key] == nil {
		return nil, nil
	}
	return l.closedOf(ctx, d, false)
}

// marked returns the records of a register that may be closed to somebody, with the
// fields only that say to whom. Those that are marked themselves are found by an index.
func (l *Ledger) marked(ctx context.Context, d *schema.Def, deleted bool) ([]store.Record, error) {
	mark := []store.Condition{{Field: "sensitive", Op: "eq", Value: "1"}}
	if d.Field("sensitive") == nil {
		mark = nil
	}
	if deleted {
		ids, err := l.Store.IDs(ctx, store.Query{Register: d.Key, Where: mark, Deleted: true})
		if err != nil {
			return nil, err
		}
		return l.Store.FindMany(ctx, d, ids)
	}
	keys := slices.Concat(concerned[d.Key], follows[d.Key])
	for _, key := range []string{"sensitive", "visit"} {
		if d.Field(key) != nil && !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	var out []store.Record
	err := l.Store.EachOf(ctx, d, keys, func(r store.Record) error {
		out = append(out, r)
		return nil
	}, mark...)
	return out, err
}

// referring is the query for the records that refer to one by a field, and how many
// there are that the caller may know of.
func (l *Ledger) referring(ctx context.Context, other *schema.Def, f *schema.Field, id oplog.ID) (store.Query, int, error) {
	q, err := l.narrow(ctx, other, store.Query{Register: other.Key, Where: []store.Condition{{Field: f.Key, Op: "eq", Value: id.String()}}})
	if err != nil {
		return q, 0, err
	}
	if len(q.Except) == 0 {
		n, err := l.Store.CountRefs(ctx, other, f.Key, id)
		return q, n, err
	}
	n, err := l.Store.Count(ctx, q)
	return q, n, err
}

// opened leaves out the records that are closed to the caller.
func (l *Ledger) opened(ctx context.Context, d *schema.Def, records []store.Record) ([]store.Record, error) {
	rights, err := l.Rights(ctx, d, records)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(records, func(r store.Record) bool { return rights.Closed(r.ID) }), nil
}

// fewRows is up to how many operations the rows of a change are looked at in a list of changes.
const fewRows = 20

// closedAll returns all records that are closed to the caller, with their registers.
func (l *Ledger) closedAll(ctx context.Context) (map[oplog.ID]*schema.Def, error) {
	out := map[oplog.ID]*schema.Def{}
	for key := range guarded {
		d, err := l.Store.Def(key)
		if err != nil {
			return nil, err
		}
		if d.Hidden { // a step or a photo is closed as what it belongs to
			continue
		}
		for _, deleted := range []bool{false, true} {
			list, err := l.closedOf(ctx, d, deleted)
			if err != nil {
				return nil, err
			}
			for _, id := range list {
				out[id] = d
			}
		}
	}
	return out, nil
}

// touched returns the register of a closed record that a change is about, by itself, a
// step or a photo of it; nil where there is none.
func (l *Ledger) touched(ctx context.Context, c oplog.Change, closed map[oplog.ID]*schema.Def) (*schema.Def, error) {
	if len(closed) == 0 {
		return nil, nil
	}
	rows, err := l.Store.RowsOf(ctx, c)
	if err != nil {
		return nil, err
	}
	for key, list := range rows {
		for _, id := range list {
			if closed[id] != nil {
				return closed[id], nil
			}
		}
		d, err := l.Store.Def(key)
		if err != nil || !d.Hidden { // what a newer version made
			continue
		}
		var of []string
		for _, f := range d.Fields {
			if guarded[f.Ref] != nil {
				of = append(of, f.Key)
			}
		}
		if len(of) == 0 {
			continue
		}
		records, err := l.Store.FindMany(ctx, d, list)
		if err != nil {
			return nil, err
		}
		for _, rec := range records {
			for _, field := range of {
				if id, _ := oplog.ParseID(d.Get(rec.Values, field)); closed[id] != nil {
					return closed[id], nil
				}
			}
		}
	}
	return nil, nil
}

// SensitiveAppeals returns the appeals that are named nowhere where many read, nor what
// is supervised of them.
func (l *Ledger) SensitiveAppeals(ctx context.Context) (map[oplog.ID]bool, error) {
	records, err := l.marked(ctx, registers.Matters.Def, false)
	out := make(map[oplog.ID]bool, len(records))
	for _, rec := range records {
		out[rec.ID] = true
	}
	return out, err
}
