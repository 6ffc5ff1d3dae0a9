package ledger

import (
	"context"
	"slices"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/store"
)

// Save stores a draft as one change. Certain twins always prevent it,
// suspected ones unless despite. What somebody else changed since the form was
// loaded is errs.Conflict: nothing is written, and the result says per field
// what it holds now and what the draft would have made of it.
func (l *Ledger) Save(ctx context.Context, w *Draft, despite bool) (SaveResult, error) {
	out := SaveResult{ID: w.ID.String(), Problems: w.Problems, Twins: w.Twins}
	if w.ID != 0 {
		if err := l.clash(ctx, l.Store, w, store.Record{ID: w.ID, Values: w.Old, Deleted: w.deleted}, &out); err != nil {
			return out, err
		}
	}
	for _, t := range w.Twins {
		if t.Certain || !despite {
			return out, nil
		}
	}
	if w.Blocked() {
		return out, nil
	}
	if w.Def.Single && w.ID == 0 {
		have, err := l.Store.Page(ctx, store.Query{Register: w.Def.Key}, 0, 1)
		if err != nil {
			return out, err
		}
		if len(have) > 0 {
			return out, errs.New(errs.Conflict, w.Def.Label+"只有一份，已经建好了").Do("请直接修改它")
		}
	}
	kind, note := "update", "修改"+w.Def.Label
	if w.ID == 0 {
		kind, note = "create", "新增"+w.Def.Label
	}
	result, err := l.Store.Write(ctx, store.Meta{Kind: kind, Note: note}, func(tx *store.Tx) (err error) {
		if err := l.stillAlone(ctx, tx, w, despite); err != nil {
			return err
		}
		if w.ID == 0 {
			w.ID, err = tx.Create(w.Def, w.Values)
			return err
		}
		now, err := tx.Find(ctx, w.Def, w.ID)
		if err != nil {
			return err
		}
		if err := l.clash(ctx, tx, w, now, &out); err != nil {
			return err
		}
		if err := l.together(ctx, w, now); err != nil {
			return err
		}
		_, err = tx.Update(w.Def, w.ID, w.Patch)
		return err
	})
	if err != nil {
		return out, err
	}
	out.Saved, out.ID, out.Change = true, w.ID.String(), result.Change.String()
	return out, nil
}

// stillAlone looks for twins again if somebody has saved since the draft; from
// here on nobody can.
func (l *Ledger) stillAlone(ctx context.Context, tx *store.Tx, w *Draft, despite bool) error {
	now, err := tx.Generation(ctx, w.Def.Key)
	if err != nil || now == w.generation {
		return err
	}
	twins, err := l.draftTwins(ctx, w)
	if err != nil {
		return err
	}
	for _, t := range twins {
		if t.Certain || !despite {
			return errs.New(errs.Conflict, "刚刚已有人录入了同样的"+w.Def.Label+"："+t.Why).Do("请刷新后核对")
		}
	}
	return nil
}

// together checks the record that the draft and a save since then make of it:
// two edits that are right alone can be wrong as one.
func (l *Ledger) together(ctx context.Context, w *Draft, now store.Record) error {
	if slices.Equal(now.Values, w.Old) {
		return nil
	}
	env, err := l.Env(ctx)
	if err != nil {
		return err
	}
	next := slices.Clone(now.Values)
	for key, v := range w.Patch {
		next[w.Def.Index(key)] = v
	}
	for _, p := range Problems(w.Def, next, env) {
		if !p.Warning {
			return errs.New(errs.Conflict, "刚刚有人改了这条"+w.Def.Label+"记录，和这次的修改合不到一起："+p.Message).In(p.Field).Do("请看清现在的内容，再保存一次")
		}
	}
	return nil
}
