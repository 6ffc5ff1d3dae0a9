package ledger

import (
	"context"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// relatedRows is how many related records a record's page shows at first.
const relatedRows = 8

// View returns a record with all that its page shows, private fields masked.
func (l *Ledger) View(ctx context.Context, register, id string) (RecordView, error) {
	d, err := l.Store.Def(register)
	if err != nil {
		return RecordView{}, err
	}
	key, err := ids([]string{id})
	if err != nil {
		return RecordView{}, err
	}
	rec, err := l.Store.Find(ctx, d, key[0])
	if err != nil {
		return RecordView{}, err
	}
	out, err := l.view(ctx, d, rec)
	if err != nil {
		return out, err
	}
	if out.Title, err = l.fullTitle(ctx, d, rec); err != nil {
		return out, err
	}
	out.ID, out.Deleted = id, rec.Deleted
	if out.Related, err = l.related(ctx, d, rec.ID); err != nil {
		return out, err
	}
	out.Advice, err = l.advice(ctx, d, rec)
	return out, err
}

// fullTitle names a record on its own page: by the title fields, never short.
func (l *Ledger) fullTitle(ctx context.Context, d *schema.Def, rec store.Record) (string, error) {
	texts, err := l.Texts(ctx, d, []store.Record{rec}, d.Title, false)
	if err != nil {
		return "", err
	}
	return strings.TrimSpace(strings.Join(texts[0], " ")), nil
}

// Blank returns an empty form with the defaults; of a register with one record, that record.
func (l *Ledger) Blank(ctx context.Context, register string) (RecordView, error) {
	d, err := l.Store.Def(register)
	if err != nil {
		return RecordView{}, err
	}
	if d.Single {
		have, err := l.Store.Page(ctx, store.Query{Register: register}, 0, 1)
		if err != nil {
			return RecordView{}, err
		}
		if len(have) > 0 {
			return l.View(ctx, register, have[0].ID.String())
		}
	}
	out, err := l.view(ctx, d, store.Record{Values: d.New()})
	out.Title, out.Problems = "新增"+d.Label, nil
	return out, err
}

// view fills fields, derived columns and problems.
func (l *Ledger) view(ctx context.Context, d *schema.Def, rec store.Record) (RecordView, error) {
	out := RecordView{Register: d.Key, Version: l.version(rec)}
	var keys []string
	for _, f := range d.Fields {
		keys = append(keys, f.Key)
	}
	for _, v := range d.Derived {
		keys = append(keys, v.Key)
	}
	texts, err := l.Texts(ctx, d, []store.Record{rec}, keys, false)
	if err != nil {
		return out, err
	}
	rights, err := l.Rights(ctx, d, []store.Record{rec})
	if err != nil {
		return out, err
	}
	for i, f := range d.Fields {
		out.Fields = append(out.Fields, l.fieldView(rec, f, rec.Values[i], texts[0][i], rights))
	}
	for i, v := range d.Derived {
		out.Derived = append(out.Derived, FieldView{Key: v.Key, Text: texts[0][len(d.Fields)+i]})
	}
	env, err := l.Env(ctx)
	if err != nil {
		return out, err
	}
	out.Problems = Problems(d, rec.Values, env)
	return out, nil
}

// related returns, per register and field, the records that refer to this one.
func (l *Ledger) related(ctx context.Context, d *schema.Def, id oplog.ID) ([]RelatedGroup, error) {
	out := []RelatedGroup{}
	for _, other := range registers.All() {
		for _, f := range other.Fields {
			if f.Ref != d.Key || other.Hidden {
				continue
			}
			q, n, err := l.referring(ctx, other, f, id)
			if err != nil {
				return nil, err
			}
			group := RelatedGroup{Register: other.Key, Field: f.Key, Label: relatedLabel(other, f), Count: n, Rows: []RelatedRow{}}
			if n > 0 {
				records, err := l.Store.Page(ctx, q, 0, relatedRows)
				if err != nil {
					return nil, err
				}
				if group.Rows, err = l.describe(ctx, other, records); err != nil {
					return nil, err
				}
			}
			out = append(out, group)
		}
	}
	return out, nil
}

// relatedLabel names the records that refer by a field: 党员, or 下级组织.
func relatedLabel(other *schema.Def, f *schema.Field) string {
	if other.Parent == f.Key {
		return "下级" + other.Label
	}
	n := 0
	for _, g := range other.Fields {
		if g.Ref == f.Ref {
			n++
		}
	}
	if n > 1 {
		return other.Label + "（" + f.Label + "）"
	}
	return other.Label
}

// Reveal returns a private field in full and logs that it was seen.
func (l *Ledger) Reveal(ctx context.Context, register, id, field string) (FieldView, error) {
	d, err := l.Store.Def(register)
	if err != nil {
		return FieldView{}, err
	}
	f := d.Field(field)
	if f == nil {
		return FieldView{}, errs.New(errs.Invalid, d.Label+"没有“"+field+"”这一栏").In(field)
	}
	key, err := ids([]string{id})
	if err != nil {
		return FieldView{}, err
	}
	rec, err := l.Store.Find(ctx, d, key[0])
	if err != nil {
		return FieldView{}, err
	}
	if err := l.Allow(ctx, d, rec); err != nil {
		return FieldView{}, err
	}
	if f.Private {
		if err := l.Store.LogAccess(ctx, store.Access{Action: "查看", Register: register, Row: rec.ID, What: f.Label, Rows: 1}); err != nil {
			return FieldView{}, err
		}
	}
	texts, err := l.Texts(ctx, d, []store.Record{rec}, []string{field}, true)
	if err != nil {
		return FieldView{}, err
	}
	value := d.Get(rec.Values, field)
	return FieldView{Key: field, Value: value, Text: texts[0][0], Seen: l.Seal(rec.ID, field, value)}, nil
}

// Delete puts records into the recycle bin as one change. What others stand
// on is refused with the count of what refers to it; a person is not: the
// reference keeps the name, and restoring is one click.
func (l *Ledger) Delete(ctx context.Context, register string, list []string) (UndoResult, error) {
	d, err := l.Store.Def(register)
	if err != nil {
		return UndoResult{}, err
	}
	return l.mark(ctx, d, list, "delete", "删除"+d.Label, func(tx *store.Tx, id oplog.ID) error {
		if err := l.StandsAlone(ctx, d, id); err != nil {
			return err
		}
		return tx.Delete(d, id)
	})
}

// Restore takes records out of the recycle bin as one change.
func (l *Ledger) Restore(ctx context.Context, register string, list []string) (UndoResult, error) {
	d, err := l.Store.Def(register)
	if err != nil {
		return UndoResult{}, err
	}
	return l.mark(ctx, d, list, "restore", "从回收站恢复"+d.Label, func(tx *store.Tx, id oplog.ID) error {
		rec, err := tx.Find(ctx, d, id)
		if err != nil {
			return err
		}
		twins, err := l.Twins(ctx, d, rec.Values, id)
		if err != nil {
			return err
		}
		for _, t := range twins {
			if rec.Deleted && t.Certain {
				return errs.New(errs.Conflict, "台账里已另有同样的"+d.Label+"（"+t.Why+"），没有恢复").Do("请直接修改已有的那条")
			}
		}
		return tx.Restore(d, id)
	})
}

func (l *Ledger) mark(ctx context.Context, d *schema.Def, list []string, kind, note string, f func(*store.Tx, oplog.ID) error) (UndoResult, error) {
	keys, err := ids(list)
	if err != nil {
		return UndoResult{}, err
	}
	if len(keys) > 1 {
		note += "，" + count(len(keys), d.Unit)
	}
	result, err := l.Store.Write(ctx, store.Meta{Kind: kind, Note: note}, func(tx *store.Tx) error {
		records, err := tx.FindMany(ctx, d, keys)
		if err != nil {
			return err
		}
		if err := l.AllowAll(ctx, d, records); err != nil {
			return err
		}
		for _, id := range keys {
			if err := f(tx, id); err != nil {
				return err
			}
		}
		return nil
	})
	return UndoResult{Change: result.Change.String(), Rows: result.Ops, Kept: []Kept{}}, err
}

// StandsAlone refuses to delete what other records are built on.
func (l *Ledger) StandsAlone(ctx context.Context, d *schema.Def, id oplog.ID) error {
	if isPerson(d) {
		return nil
	}
	for _, other := range registers.All() {
		if other.Entries && other.Hidden {
			continue // the course of a record goes with it, and comes back with it
		}
		for _, f := range other.Fields {
			if f.Ref != d.Key {
				continue
			}
			n, err := l.Store.CountRefs(ctx, other, f.Key, id)
			if err != nil {
				return err
			}
			if n > 0 {
				return errs.New(errs.Conflict, "不能删除：还有"+count(n, other.Unit)+other.Label+"的“"+f.Label+"”是它").Do("请先把它们改到别处，或用“合并”并入另一条")
			}
		}
	}
	return nil
}

// isPerson reports whether a register holds people.
func isPerson(d *schema.Def) bool {
	for _, f := range d.Fields {
		if f.Kind == schema.IDNumber {
			return true
		}
	}
	return false
}
