package ledger

import (
	"context"
	"slices"
	"strconv"
	"time"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// count writes a number with its counting word.
func count(n int, unit string) string {
	if unit == "" {
		unit = "条"
	}
	return " " + strconv.Itoa(n) + " " + unit
}

func when(t time.Time) string { return t.Format("2006-01-02 15:04") }

// History returns the changes of a record, newest first, private fields masked.
func (l *Ledger) History(ctx context.Context, register, id string) ([]HistoryEntry, error) {
	d, err := l.Store.Def(register)
	if err != nil {
		return nil, err
	}
	key, err := ids([]string{id})
	if err != nil {
		return nil, err
	}
	rec, err := l.Store.Find(ctx, d, key[0])
	if err != nil { // no record of this register
		return nil, err
	}
	rights, err := l.Rights(ctx, d, []store.Record{rec})
	if err != nil {
		return nil, err
	}
	edits, err := l.Store.History(ctx, d, key[0])
	if err != nil {
		return nil, err
	}
	out := []HistoryEntry{}
	for _, e := range edits {
		h := HistoryEntry{Change: e.Change.ID.String(), When: when(e.When), Operator: e.Change.Operator, Replica: e.PC, Kind: e.Change.Kind, Note: e.Change.Note, Fields: []FieldChange{}}
		for _, f := range e.Fields {
			if f.Key == oplog.Deleted {
				if f.Before == f.After { // the mark of a merge
					continue
				}
				h.Fields = append(h.Fields, FieldChange{Key: f.Key, Label: "状态", Before: binText(f.Before), After: binText(f.After)})
				continue
			}
			before, err := l.historyText(ctx, d, f.Key, f.Before)
			if err != nil {
				return nil, err
			}
			after, err := l.historyText(ctx, d, f.Key, f.After)
			if err != nil {
				return nil, err
			}
			before, after = rights.Show(rec.ID, f.Key, before), rights.Show(rec.ID, f.Key, after)
			h.Fields = append(h.Fields, FieldChange{Key: f.Key, Label: d.Field(f.Key).Label, Before: before, After: after, CanRevert: f.CanRevert && !rights.Closed(rec.ID)})
		}
		out = append(out, h)
	}
	slices.Reverse(out)
	return out, nil
}

func binText(v string) string {
	if v == "1" {
		return "在回收站"
	}
	return "在用"
}

func (l *Ledger) historyText(ctx context.Context, d *schema.Def, key, value string) (string, error) {
	v := make(schema.Values, len(d.Fields))
	v[d.Index(key)] = value
	texts, err := l.Texts(ctx, d, []store.Record{{Values: v}}, []string{key}, false)
	if err != nil {
		return "", err
	}
	return texts[0][0], nil
}

// Revert gives a field the value it had before a change.
func (l *Ledger) Revert(ctx context.Context, register, id, field, change string) (SaveResult, error) {
	keys, err := ids([]string{id, change})
	if err != nil {
		return SaveResult{}, err
	}
	d, err := l.Store.Def(register)
	if err != nil {
		return SaveResult{}, err
	}
	f := d.Field(field)
	if f == nil {
		return SaveResult{}, errs.New(errs.Invalid, d.Label+"没有“"+field+"”这一栏").In(field)
	}
	rec, err := l.Store.Find(ctx, d, keys[0])
	if err == nil {
		err = l.Allow(ctx, d, rec)
	}
	if err != nil {
		return SaveResult{}, err
	}
	r, err := l.Store.Revert(ctx, register, keys[0], field, keys[1], "撤回对“"+f.Label+"”的修改")
	return SaveResult{Saved: err == nil, ID: id, Change: r.Change.String()}, err
}

// Changes returns changes of the whole book older than before ("" the newest), newest first.
func (l *Ledger) Changes(ctx context.Context, before string, limit int) ([]ChangeView, error) {
	from, err := oplog.ParseID(before)
	if err != nil {
		return nil, err
	}
	list, err := l.Store.Changes(ctx, from, min(max(limit, 1), 200))
	if err != nil {
		return nil, err
	}
	closed, err := l.closedAll(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]ChangeView, len(list))
	for i, c := range list {
		out[i] = ChangeView{ID: c.ID.String(), When: when(time.UnixMilli(c.At)), Operator: c.Operator, Replica: c.PC, Kind: c.Kind, Note: c.Note, Rows: c.Count, Undone: c.Undone, CanUndo: !c.Undone && c.Kind != kindSync && c.Kind != KindLasting}
		if err := l.nameChange(ctx, &out[i], c.Change); err != nil {
			return nil, err
		}
		if len(closed) > 0 && out[i].CanUndo && c.Count <= fewRows { // of many rows it is found out when it is asked for
			d, err := l.touched(ctx, c.Change, closed)
			if err != nil {
				return nil, err
			}
			out[i].CanUndo = d == nil
		}
	}
	return out, nil
}

// nameChange names the record of a change that touched only one.
func (l *Ledger) nameChange(ctx context.Context, v *ChangeView, c oplog.Change) error {
	register, row, ok, err := l.Store.RecordOf(ctx, c)
	if err != nil || !ok {
		return err
	}
	d, err := l.Store.Def(register)
	if err != nil || d.Hidden {
		return err
	}
	titles, err := l.Titles(ctx, d, []oplog.ID{row})
	v.Register, v.Record, v.Title = register, row.String(), titles[row]
	return err
}

// kindSync marks changes of the roster of PCs: taking one back would put a PC out
// of the book without a word.
const kindSync = "sync"

// KindLasting marks changes that stay as they are: what was wrong in them is mended by a
// further change that says why.
const KindLasting = "lasting"

// Undo takes back a change and names what was kept because it was changed later.
func (l *Ledger) Undo(ctx context.Context, change string) (UndoResult, error) {
	return l.UndoTold(ctx, change, func(int, int) {})
}

// UndoTold is Undo for changes of many records: it tells how far it is.
func (l *Ledger) UndoTold(ctx context.Context, change string, progress func(done, total int)) (UndoResult, error) {
	key, err := ids([]string{change})
	if err != nil {
		return UndoResult{}, err
	}
	c, err := l.Store.ChangeByID(ctx, key[0])
	if err != nil {
		return UndoResult{}, err
	} else if c.Kind == kindSync {
		return UndoResult{}, errs.New(errs.Denied, "同步名册的改动不能撤销").Do("移出的电脑可以重新添加，改过的名称可以再改；都在“同步”页")
	} else if c.Kind == KindLasting {
		return UndoResult{}, errs.New(errs.Denied, "积分的生效、作废和封账不能直接撤销").Do("记错的积分请冲正（作废）并写明理由，再另记一条；已封账的年度请撤销封账，写明理由")
	}
	closed, err := l.closedAll(ctx)
	if err != nil {
		return UndoResult{}, err
	}
	if d, err := l.touched(ctx, c, closed); err != nil {
		return UndoResult{}, err
	} else if d != nil {
		return UndoResult{}, errs.New(errs.Denied, "这次改动涉及敏感的"+d.Label+"，不能撤销").Do("请让走访人、责任人或“可查看人员”来撤销")
	}
	if err := l.lastSteps(ctx, c); err != nil {
		return UndoResult{}, err
	}
	r, kept, err := l.Store.UndoTold(ctx, key[0], progress)
	if err != nil {
		return UndoResult{}, err
	}
	out := UndoResult{Change: r.Change.String(), Rows: r.Ops, Kept: []Kept{}}
	for _, k := range kept {
		if len(out.Kept) == 100 {
			break
		}
		d, err := l.Store.Def(k.Register)
		if err != nil {
			return out, err
		}
		titles, err := l.Titles(ctx, d, []oplog.ID{k.ID})
		if err != nil {
			return out, err
		}
		label := "整条记录"
		if f := d.Field(k.Field); f != nil {
			label = f.Label
		}
		out.Kept = append(out.Kept, Kept{Register: k.Register, ID: k.ID.String(), Title: titles[k.ID], Label: label})
	}
	return out, nil
}
