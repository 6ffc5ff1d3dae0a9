// Package ledger is the service over the registers that every face calls:
// lists, forms, saving, history, twins and merging, trees, export. It joins
// declarations with the store; it knows no screen and no command line.
package ledger

import (
	"context"
	"crypto/rand"
	"strconv"
	"strings"
	"sync"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// Ledger serves one open book.
type Ledger struct {
	Store *store.Store

	secret [32]byte // of seals

	mu   sync.Mutex // guards kept
	kept map[string]any
}

// Keep returns what a service over this ledger remembers under a name of its own,
// made at the first use. It lives as long as the book is open.
func (l *Ledger) Keep(name string, first func() any) any {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.kept[name] == nil {
		if l.kept == nil {
			l.kept = map[string]any{}
		}
		l.kept[name] = first()
	}
	return l.kept[name]
}

// New returns the service over a store.
func New(s *store.Store) *Ledger {
	l := &Ledger{Store: s}
	rand.Read(l.secret[:])
	return l
}

// Env returns what checks may know: today, the figures of the office and its calendar.
func (l *Ledger) Env(ctx context.Context) (schema.Env, error) {
	figures, err := l.Figures(ctx)
	if err != nil {
		return schema.Env{}, err
	}
	calendar, err := l.Calendar(ctx)
	if err != nil {
		return schema.Env{}, err
	}
	return schema.Env{Today: l.Store.Today(), Setting: func(key string) int { return figures[key] }, Calendar: calendar}, nil
}

// Figures returns every (cfg) figure: what the office set, else the default.
func (l *Ledger) Figures(ctx context.Context) (map[string]int, error) {
	out := map[string]int{}
	for _, f := range registers.Figures() {
		out[f.Key] = f.Default
	}
	records, err := l.Store.Page(ctx, store.Query{Register: registers.Settings.Key}, 0, 1000)
	if err != nil {
		return nil, err
	}
	for _, r := range records {
		key, value := registers.Settings.Get(r.Values, "key"), registers.Settings.Get(r.Values, "value")
		if n, err := strconv.Atoi(value); err == nil {
			if _, known := out[key]; known {
				out[key] = n
			}
		}
	}
	return out, nil
}

// SetFigure stores one figure of the office.
func (l *Ledger) SetFigure(ctx context.Context, key string, value int) error {
	for _, f := range registers.Figures() {
		if f.Key != key {
			continue
		}
		if value < f.Min || value > f.Max {
			return errs.New(errs.Invalid, f.Label+"应在 "+strconv.Itoa(f.Min)+" 到 "+strconv.Itoa(f.Max)+" 之间").In(key)
		}
		d := registers.Settings.Def
		have, err := l.Store.Lookup(ctx, d, "key", key)
		if err != nil {
			return err
		}
		_, err = l.Store.Write(ctx, store.Meta{Kind: "update", Note: "规则数字“" + f.Label + "”改为 " + strconv.Itoa(value)}, func(tx *store.Tx) error {
			if len(have) > 0 {
				_, err := tx.Update(d, have[0].ID, map[string]string{"value": strconv.Itoa(value)})
				return err
			}
			v := d.New()
			v[d.Index("key")], v[d.Index("value")] = key, strconv.Itoa(value)
			_, err := tx.Create(d, v)
			return err
		})
		return err
	}
	return errs.New(errs.NotFound, "没有这个规则数字").In(key)
}

// Query turns the page's query into the store's; values of filters are read as people
// write them. What it asks for of guarded fields does not reach records that are closed
// to the caller.
func (l *Ledger) Query(ctx context.Context, q ListQuery) (store.Query, error) {
	d, err := l.Store.Def(q.Register)
	if err != nil {
		return store.Query{}, err
	}
	out := store.Query{Register: q.Register, Text: q.Text, Sort: q.Sort, Desc: q.Desc, Deleted: q.Deleted}
	for _, c := range q.Where {
		cond := store.Condition{Field: c.Field, Op: c.Op, Value: c.Value}
		if f := d.Field(c.Field); f != nil && c.Op != "contains" && c.Op != "starts" && c.Op != "empty" && c.Op != "notempty" && c.Value != "" {
			var values []string
			parts := []string{c.Value}
			if c.Op == "in" {
				parts = strings.Split(c.Value, ",")
			}
			for _, p := range parts {
				v, _, err := f.Read(p, l.Store.Today())
				if err != nil {
					return out, err
				}
				values = append(values, v)
			}
			cond.Value = strings.Join(values, ",")
		}
		out.Where = append(out.Where, cond)
	}
	return l.narrow(ctx, d, out)
}

// All returns every living record of a register in its own order; for registers
// of which a document or a rule needs all.
func (l *Ledger) All(ctx context.Context, d *schema.Def) ([]store.Record, error) {
	list, err := l.Store.View(ctx, store.Query{Register: d.Key})
	if err != nil {
		return nil, err
	}
	return l.Store.FindMany(ctx, d, list)
}

// List returns a stretch of a list, private columns masked.
func (l *Ledger) List(ctx context.Context, q ListQuery) (ListPage, error) {
	d, err := l.Store.Def(q.Register)
	if err != nil {
		return ListPage{}, err
	}
	sq, err := l.Query(ctx, q)
	if err != nil {
		return ListPage{}, err
	}
	records, matched, err := l.Store.Stretch(ctx, sq, q.Offset, min(max(q.Limit, 0), 200))
	if err != nil {
		return ListPage{}, err
	}
	page := ListPage{Matched: matched, Total: matched, Offset: q.Offset, Rows: make([]ListRow, len(records))}
	if len(q.Where) > 0 || strings.TrimSpace(q.Text) != "" || len(sq.Except) > 0 {
		if page.Total, err = l.Store.Count(ctx, store.Query{Register: q.Register, Deleted: q.Deleted}); err != nil {
			return ListPage{}, err
		}
	}
	columns := q.Columns
	if len(columns) == 0 {
		columns = d.List
	}
	texts, err := l.texts(ctx, d, records, columns, false, (*schema.Field).Brief)
	if err != nil {
		return ListPage{}, err
	}
	for i, r := range records {
		page.Rows[i] = ListRow{ID: r.ID.String(), Texts: texts[i]}
	}
	return page, nil
}

// ids parses the text forms of IDs.
func ids(list []string) ([]oplog.ID, error) {
	out := make([]oplog.ID, 0, len(list))
	for _, s := range list {
		id, err := oplog.ParseID(s)
		if err != nil {
			return nil, err
		}
		if id == 0 {
			return nil, errs.New(errs.Invalid, "没有说明是哪条记录")
		}
		out = append(out, id)
	}
	return out, nil
}
