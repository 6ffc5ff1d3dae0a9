package intake

import (
	"context"
	"slices"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// What becomes of a row that is there already.
const (
	actSkip   = "skip"
	actFill   = "fill"
	actUpdate = "update"
	actAdd    = "add"
	actAsk    = "ask" // nothing is done until a person says which
)

// lookalike is a record of the book that a row is or may be, by a rule.
type lookalike struct {
	id   oplog.ID
	rule int
}

// fewRows decides how twins are looked up: a few rows against a large book ask
// the index of the database, many rows read the book once.
const fewRows = 30

// twins finds records that are the same thing as a row.
type twins struct {
	def   *schema.Def
	rules []schema.Same
	book  []map[string][]oplog.ID // by rule; nil: ask the store
	file  []map[string]*target    // new records of earlier rows
	store *store.Store
}

func newTwins(ctx context.Context, l *ledger.Ledger, d *schema.Def, rows int) (*twins, error) {
	t := &twins{def: d, rules: append(slices.Clone(d.Same), ownRules(d)...), store: l.Store}
	slices.SortStableFunc(t.rules, func(a, b schema.Same) int {
		switch {
		case a.Certain == b.Certain:
			return 0
		case a.Certain:
			return -1
		}
		return 1
	})
	for range t.rules {
		t.file = append(t.file, map[string]*target{})
	}
	n, err := l.Store.Count(ctx, store.Query{Register: d.Key})
	if err != nil || n == 0 || len(t.rules) == 0 {
		t.book = make([]map[string][]oplog.ID, len(t.rules))
		return t, err
	}
	if rows*fewRows < n {
		return t, nil
	}
	for range t.rules {
		t.book = append(t.book, make(map[string][]oplog.ID, n))
	}
	err = l.Store.Each(ctx, d, func(r store.Record) error {
		if r.Deleted {
			return nil
		}
		for i := range t.rules {
			if k := t.key(i, func(at int) string { return r.Values[at] }); k != "" {
				t.book[i][k] = append(t.book[i][k], r.ID)
			}
		}
		return nil
	})
	return t, err
}

// ownRules are suspicions that only lists from outside deserve: people who are
// called the same and have the same telephone, where a list has no birth dates.
func ownRules(d *schema.Def) []schema.Same {
	name, phone := d.Field("name"), d.Field("mobile")
	if name == nil || phone == nil || d.Field("id_number") == nil || !name.Indexed() {
		return nil
	}
	return []schema.Same{{Fields: []string{name.Key, phone.Key}, Why: name.Label + "和" + phone.Label + "相同"}}
}

// key joins the values of a rule's fields; "" where one is empty.
func (t *twins) key(rule int, get func(at int) string) string {
	parts := make([]string, 0, 4)
	for _, f := range t.rules[rule].Fields {
		v := get(t.def.Index(f))
		if v == "" {
			return ""
		}
		parts = append(parts, v)
	}
	return joined(parts)
}

// inBook returns the records of the book that values are the same as, by rule.
func (t *twins) inBook(ctx context.Context, get func(at int) string) ([]lookalike, error) {
	var out []lookalike
	for i, rule := range t.rules {
		k := t.key(i, get)
		if k == "" {
			continue
		}
		if t.book != nil {
			for _, id := range t.book[i][k] {
				out = append(out, lookalike{id, i})
			}
			continue
		}
		found, err := t.store.Lookup(ctx, t.def, rule.Fields[0], get(t.def.Index(rule.Fields[0])))
		if err != nil {
			return nil, err
		}
		for _, r := range found {
			if t.key(i, func(at int) string { return r.Values[at] }) == k {
				out = append(out, lookalike{r.ID, i})
			}
		}
	}
	return out, nil
}

// findTwins looks every row up in the book and loads what was found.
func (p *Plan) findTwins(ctx context.Context) (err error) {
	if p.twins, err = newTwins(ctx, p.ledger, p.def, len(p.rows)); err != nil {
		return err
	}
	var only []oplog.ID
	if p.def.Single {
		have, err := p.ledger.Store.Page(ctx, store.Query{Register: p.def.Key}, 0, 1)
		if err != nil {
			return err
		}
		for _, r := range have {
			only = append(only, r.ID)
		}
	}
	var want []oplog.ID
	for _, r := range p.rows {
		if r.like, err = p.twins.inBook(ctx, func(at int) string { return p.value(r, at) }); err != nil {
			return err
		}
		for _, id := range only {
			r.like = append([]lookalike{{id, -1}}, r.like...)
		}
		for _, x := range r.like {
			want = append(want, x.id)
		}
	}
	slices.Sort(want)
	found, err := p.records(ctx, slices.Compact(want))
	if err != nil {
		return err
	}
	list := make([]store.Record, 0, len(found))
	for _, rec := range found {
		list = append(list, rec)
	}
	if p.rights, err = p.ledger.Rights(ctx, p.def, list); err != nil {
		return err
	}
	for _, r := range p.rows { // that a row is like a closed record in what that keeps would tell of it
		r.like = slices.DeleteFunc(r.like, func(x lookalike) bool { return p.rights.Closed(x.id) && p.hides(x.rule) })
	}
	targets := map[oplog.ID]*target{}
	p.bookTarget = func(id oplog.ID) *target {
		if t, ok := targets[id]; ok {
			return t
		}
		rec, ok := found[id]
		if !ok || rec.Deleted {
			return nil
		}
		t := &target{id: id, real: id, old: rec.Values, values: rec.Values}
		targets[id] = t
		return t
	}
	return nil
}

// hides reports whether a rule compares what is kept from some people.
func (p *Plan) hides(rule int) bool {
	return rule >= 0 && slices.ContainsFunc(p.twins.rules[rule].Fields, func(key string) bool { return ledger.Guards(p.def, key) })
}

// remember makes a new record known to the rows after it.
func (t *twins) remember(x *target) {
	for i := range t.rules {
		if k := t.key(i, func(at int) string { return x.values[at] }); k != "" {
			if _, taken := t.file[i][k]; !taken {
				t.file[i][k] = x
			}
		}
	}
}
