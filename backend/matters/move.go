package matters

import (
	"cmp"
	"context"
	"slices"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// kind is a kind of course with its registers: the records, and the log of their steps.
type kind[T, S any] struct {
	*rules[T]
	record *schema.Register[T]
	log    *schema.Register[S]
	field  string // of the log: the record that a step belongs to
	// ordered: a step may not be dated before the one before it, also where the record
	// has forgotten that one. Notes, which leave the state as it is, neither bind nor are bound.
	ordered bool
	fits    func(next *S, past []S) error // refuses an entry that does not fit those that count; nil: every one does
	due     func(*T) cn.Date
	light   func(*T, schema.Env) (left int, l Light)
}

// move reads a record, lets f move it, and writes what that altered with the entry of
// the step, as one change.
func move[T, S any](ctx context.Context, d *Desk, c kind[T, S], id, note string, f func(T, schema.Env) (T, S, error)) error {
	return moveAll(ctx, d, c, []string{id}, note, f)
}

// moveAll is move for several records: one change, all of them or none. What refuses
// one of several names it.
func moveAll[T, S any](ctx context.Context, d *Desk, c kind[T, S], list []string, note string, f func(T, schema.Env) (T, S, error)) error {
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return err
	}
	keys := make([]oplog.ID, len(list))
	for i, id := range list {
		if keys[i], err = oplog.ParseID(id); err != nil {
			return err
		}
	}
	_, err = d.store().Write(ctx, store.Meta{Kind: "step", Note: note}, func(tx *store.Tx) error {
		return moveIn(ctx, d, tx, c, keys, env, f)
	})
	return err
}

// moveIn is moveAll as part of a change.
func moveIn[T, S any](ctx context.Context, d *Desk, tx *store.Tx, c kind[T, S], keys []oplog.ID, env schema.Env, f func(T, schema.Env) (T, S, error)) error {
	for _, key := range keys {
		rec, err := d.living(ctx, tx, c.record.Def, key)
		if err == nil {
			err = step(ctx, tx, c, rec, env, f)
		}
		if e := errs.Of(err); err != nil && len(keys) > 1 && rec.ID != 0 && e.Code != errs.Internal {
			no := c.record.Get(rec.Values, c.record.Number.Field)
			err = errs.New(e.Code, no+"："+e.Message).In(e.Field).Do(e.Hint)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// step writes one step of one record.
func step[T, S any](ctx context.Context, tx *store.Tx, c kind[T, S], rec store.Record, env schema.Env, f func(T, schema.Env) (T, S, error)) error {
	was := c.record.Decode(rec.Values)
	next, entry, err := f(was, env)
	if err != nil {
		return err
	}
	values := c.entry(&entry, rec.ID)
	if err := c.follows(ctx, tx, rec.ID, values, env); err != nil {
		return err
	}
	if _, err := tx.Update(c.record.Def, rec.ID, changed(c.record.Encode(&was), c.record.Encode(&next), c.record.Def)); err != nil {
		return err
	}
	_, err = tx.Create(c.log.Def, values)
	return err
}

// follows refuses an entry that does not fit those of the record which count.
func (c kind[T, S]) follows(ctx context.Context, tx *store.Tx, id oplog.ID, entry schema.Values, env schema.Env) error {
	records, err := tx.Lookup(ctx, c.log.Def, c.field, id.String())
	if err != nil {
		return err
	}
	list := make([]oplog.ID, len(records))
	for i, rec := range records {
		list[i] = rec.ID
	}
	void, err := tx.Voided(ctx, list)
	if err != nil {
		return err
	}
	moves := func(v schema.Values) bool { return c.log.Get(v, "from") != c.log.Get(v, "to") }
	var last cn.Date
	var past []S
	for _, rec := range records {
		if void[rec.ID] != "" {
			continue
		}
		past = append(past, c.log.Decode(rec.Values))
		if moves(rec.Values) {
			last = max(last, cn.Date(c.log.Get(rec.Values, "date")))
		}
	}
	if c.ordered && moves(entry) {
		if err := dated(cn.Date(c.log.Get(entry, "date")), last, env); err != nil {
			return err
		}
	}
	if c.fits == nil {
		return nil
	}
	next := c.log.Decode(entry)
	return c.fits(&next, past)
}

// entry returns the values of a step of a record.
func (c kind[T, S]) entry(step *S, id oplog.ID) schema.Values {
	v := c.log.Encode(step)
	v[c.log.Index(c.field)] = id.String()
	return v
}

// stand returns how a record stands and how it came there, with the record.
func stand[T, S any](ctx context.Context, d *Desk, c kind[T, S], id string) (Course, T, store.Record, error) {
	var none T
	key, err := oplog.ParseID(id)
	if err != nil {
		return Course{}, none, store.Record{}, err
	}
	rec, err := d.store().Find(ctx, c.record.Def, key)
	if err != nil {
		return Course{}, none, rec, err
	}
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return Course{}, none, rec, err
	}
	t := c.record.Decode(rec.Values)
	out := Course{ID: id, No: c.record.Get(rec.Values, c.record.Number.Field), State: c.state(&t), Choices: c.choices(&t), Due: string(c.due(&t)), Warnings: []string{}}
	out.Label = c.label(out.State)
	out.Left, out.Light = c.light(&t, env)
	if out.Entries, err = d.entries(ctx, c.log.Def, c.field, id); err != nil {
		return out, t, rec, err
	}
	rights, err := d.ledger.Rights(ctx, c.record.Def, []store.Record{rec})
	if out.Closed = rights.Closed(rec.ID); out.Closed {
		cover(out.Entries)
	}
	return out, t, rec, err
}

// entries returns the steps of a record, oldest first; those that were taken back say so.
func (d *Desk) entries(ctx context.Context, log *schema.Def, field, id string) ([]Entry, error) {
	records, err := d.store().Lookup(ctx, log, field, id)
	if err != nil {
		return nil, err
	}
	list := make([]oplog.ID, len(records))
	for i, rec := range records {
		list[i] = rec.ID
	}
	void, err := d.store().Voided(ctx, list)
	if err != nil {
		return nil, err
	}
	out := make([]Entry, len(records))
	for i, rec := range records {
		show := func(key string) string {
			if f := log.Field(key); f != nil {
				return f.Show(log.Get(rec.Values, key))
			}
			return ""
		}
		out[i] = Entry{
			ID: rec.ID.String(), Date: log.Get(rec.Values, "date"), Kind: show("kind"), From: show("from"), To: show("to"),
			By: show("by"), Due: log.Get(rec.Values, "due"), Rating: show("rating"), Note: log.Get(rec.Values, "note"), Void: void[rec.ID],
		}
	}
	// Those of one day stay in the order of their making.
	sortBy(out, func(e Entry) string { return e.Date })
	return out, nil
}

// sortBy sorts a list by a text of its members; equal ones keep their order.
func sortBy[T any](list []T, key func(T) string) {
	slices.SortStableFunc(list, func(a, b T) int { return cmp.Compare(key(a), key(b)) })
}

// living returns a record that is there, not in the recycle bin and not closed to the caller.
func (d *Desk) living(ctx context.Context, tx *store.Tx, def *schema.Def, id oplog.ID) (store.Record, error) {
	rec, err := tx.Find(ctx, def, id)
	if err == nil && rec.Deleted {
		err = errs.New(errs.Invalid, "这条"+def.Label+"已删除，不能办理").Do("请先从回收站恢复它")
	}
	if err == nil {
		err = d.ledger.Allow(ctx, def, rec)
	}
	return rec, err
}

// changed returns the values that differ.
func changed(was, next schema.Values, def *schema.Def) map[string]string {
	patch := map[string]string{}
	for i, f := range def.Fields {
		if was[i] != next[i] {
			patch[f.Key] = next[i]
		}
	}
	return patch
}
