package ledger

import (
	"context"
	"slices"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// pair reads two different living records of a register.
func (l *Ledger) pair(ctx context.Context, register, a, b string) (*schema.Def, store.Record, store.Record, error) {
	d, err := l.Store.Def(register)
	if err != nil {
		return nil, store.Record{}, store.Record{}, err
	}
	keys, err := ids([]string{a, b})
	if err != nil {
		return nil, store.Record{}, store.Record{}, err
	}
	if keys[0] == keys[1] {
		return nil, store.Record{}, store.Record{}, errs.New(errs.Invalid, "这是同一条记录").Do("请选两条不同的记录")
	}
	var recs [2]store.Record
	for i, id := range keys {
		if recs[i], err = l.Store.Find(ctx, d, id); err != nil {
			return nil, store.Record{}, store.Record{}, err
		}
		if recs[i].Deleted {
			return nil, store.Record{}, store.Record{}, errs.New(errs.Conflict, "其中一条已在回收站里").Do("请先恢复它，再合并")
		}
	}
	if err := l.AllowAll(ctx, d, recs[:]); err != nil {
		return nil, store.Record{}, store.Record{}, err
	}
	return d, recs[0], recs[1], nil
}

// Compare shows two records side by side. A merge takes the fuller side of
// each field, and a's where both are filled.
func (l *Ledger) Compare(ctx context.Context, register, a, b string) (Comparison, error) {
	d, ra, rb, err := l.pair(ctx, register, a, b)
	if err != nil {
		return Comparison{}, err
	}
	rows, err := l.describe(ctx, d, []store.Record{ra, rb})
	if err != nil {
		return Comparison{}, err
	}
	out := Comparison{A: Twin{ID: a, Title: rows[0].Title, Detail: rows[0].Detail}, B: Twin{ID: b, Title: rows[1].Title, Detail: rows[1].Detail}, Fields: []CompareRow{}}
	var keys []string
	for _, f := range d.Fields {
		keys = append(keys, f.Key)
	}
	texts, err := l.Texts(ctx, d, []store.Record{ra, rb}, keys, false)
	if err != nil {
		return out, err
	}
	for i, f := range d.Fields {
		va, vb := ra.Values[i], rb.Values[i]
		if va == "" && vb == "" {
			continue
		}
		row := CompareRow{Key: f.Key, Label: f.Label, A: texts[0][i], B: texts[1][i], Differs: va != vb && va != "" && vb != "", Take: "a"}
		if va == "" {
			row.Take = "b"
		}
		out.Fields = append(out.Fields, row)
	}
	if out.RelatedA, err = l.countRelated(ctx, d, ra.ID); err != nil {
		return out, err
	}
	out.RelatedB, err = l.countRelated(ctx, d, rb.ID)
	return out, err
}

func (l *Ledger) countRelated(ctx context.Context, d *schema.Def, id oplog.ID) (int, error) {
	total := 0
	err := eachRef(d, func(other *schema.Def, f *schema.Field) error {
		_, n, err := l.referring(ctx, other, f, id)
		total += n
		return err
	})
	return total, err
}

// eachRef calls f with every field of any register that refers to d.
func eachRef(d *schema.Def, f func(*schema.Def, *schema.Field) error) error {
	for _, other := range registers.All() {
		for _, field := range other.Fields {
			if field.Ref == d.Key {
				if err := f(other, field); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// Merge makes one record of two, as one change that can be undone: keep gets
// the picked values, notes of both are joined, everything that referred to
// drop refers to keep, and drop goes to the recycle bin with all it held.
func (l *Ledger) Merge(ctx context.Context, register, keep, drop string, picks []MergePick) (UndoResult, error) {
	d, rk, rd, err := l.pair(ctx, register, keep, drop)
	if err != nil {
		return UndoResult{}, err
	}
	patch, err := mergePatch(d, rk.Values, rd.Values, picks)
	if err != nil {
		return UndoResult{}, err
	}
	result, err := l.Store.Write(ctx, store.Meta{Kind: "merge", Note: "合并两条" + d.Label + "记录"}, func(tx *store.Tx) error {
		err := eachRef(d, func(other *schema.Def, f *schema.Field) error {
			found, err := tx.Lookup(ctx, other, f.Key, rd.ID.String())
			if err != nil {
				return err
			}
			for _, r := range found {
				if r.ID == rk.ID { // never a reference to itself: it takes over what drop had
					v := d.Get(rd.Values, f.Key)
					if v == rk.ID.String() {
						v = ""
					}
					patch[f.Key] = v
					continue
				}
				if other.Entries {
					if err := tx.Repoint(other, r.ID, f.Key, rk.ID); err != nil {
						return err
					}
					continue
				}
				if _, err := tx.Update(other, r.ID, map[string]string{f.Key: rk.ID.String()}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
		if err := tx.Delete(d, rd.ID); err != nil {
			return err
		}
		// A tree's record must not end up below itself.
		if d.Parent != "" && patch[d.Parent] == rk.ID.String() {
			delete(patch, d.Parent)
		}
		if changed, err := tx.Update(d, rk.ID, patch); err != nil || changed {
			return err
		}
		return tx.Touch(d, rk.ID)
	})
	return UndoResult{Change: result.Change.String(), Rows: result.Ops, Kept: []Kept{}}, err
}

// mergePatch returns what keep takes over: gaps are filled from drop, picks
// decide where both are filled, notes are joined, codes united.
func mergePatch(d *schema.Def, keep, drop schema.Values, picks []MergePick) (map[string]string, error) {
	patch := map[string]string{}
	for i, f := range d.Fields {
		switch {
		case drop[i] == "" || drop[i] == keep[i]:
		case keep[i] == "":
			patch[f.Key] = drop[i]
		case f.Kind == schema.Note:
			patch[f.Key] = keep[i] + "\n" + drop[i]
		case f.Kind == schema.Codes:
			if both, _, err := f.Read(keep[i]+","+drop[i], ""); err == nil {
				patch[f.Key] = both
			}
		}
	}
	for _, p := range picks {
		i := d.Index(p.Key)
		if i < 0 {
			return nil, errs.New(errs.Invalid, d.Label+"没有“"+p.Key+"”这一栏").In(p.Key)
		}
		switch p.Take {
		case "a":
			delete(patch, p.Key)
		case "b":
			patch[p.Key] = drop[i]
		default:
			return nil, errs.New(errs.Invalid, "请为“"+d.Fields[i].Label+"”选定取哪一条").In(p.Key)
		}
	}
	for _, group := range d.Coupled {
		// Fields that belong together come from one side where they conflict.
		conflict := slices.ContainsFunc(group, func(k string) bool {
			i := d.Index(k)
			return keep[i] != "" && drop[i] != "" && keep[i] != drop[i]
		})
		if !conflict {
			continue
		}
		fromDrop := slices.ContainsFunc(group, func(k string) bool { return patch[k] != "" && keep[d.Index(k)] != "" })
		for _, k := range group {
			if i := d.Index(k); fromDrop && drop[i] != keep[i] {
				patch[k] = drop[i]
			} else {
				delete(patch, k)
			}
		}
	}
	return patch, nil
}
