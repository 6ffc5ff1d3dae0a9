package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"slices"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
)

// Kept is a field that an undo left alone because it was changed later; Field
// is "" when a whole record was kept.
type Kept struct {
	Register string
	ID       oplog.ID
	Field    string
}

// Undo takes back a change, whatever it was, also an import or another undo:
// fields that still stand on it get their former values, records that it
// created go to the recycle bin. What was changed later is kept and named.
func (s *Store) Undo(ctx context.Context, id oplog.ID) (Result, []Kept, error) {
	return s.UndoTold(ctx, id, func(int, int) {})
}

// UndoTold is Undo for changes of many records: it tells how far it is.
func (s *Store) UndoTold(ctx context.Context, id oplog.ID, progress func(done, total int)) (Result, []Kept, error) {
	var kept []Kept
	change, _, err := s.changeOf(ctx, id)
	if err != nil {
		return Result{}, nil, err
	}
	note := "撤销：" + change.Note
	if change.Kind == "undo" {
		note = "恢复（取消一次撤销）：" + change.Note
	}
	result, err := s.change(ctx, Meta{Kind: "undo", Note: note}, id, func(tx *Tx) error {
		if done, err := tx.undone(ctx, id); err != nil {
			return err
		} else if done {
			return errs.New(errs.Conflict, "这次改动已经撤销过了").Do("在“最近改动”里可以看到撤销的时间")
		}
		ops, err := tx.opsIn(ctx, change)
		if err != nil {
			return err
		}
		// Of several operations of the change on one field the first knows the
		// former value, the last is the one that the field must still stand on.
		last := map[fieldOf]oplog.ID{}
		first := map[fieldOf]oplog.ID{}
		for _, op := range ops {
			for key := range op.Fields {
				at := fieldOf{op.Row, key}
				if last[at] = op.ID; first[at] == 0 {
					first[at] = op.ID
				}
			}
		}
		slices.Reverse(ops)
		for i := range ops {
			if i%64 == 0 {
				progress(i, len(ops))
				if err := ctx.Err(); err != nil {
					return err
				}
			}
			k, err := tx.takeBack(&ops[i], change, first, last)
			if err != nil {
				return err
			}
			kept = append(kept, k...)
		}
		return nil
	})
	if err == nil && result.Change == 0 {
		err = errs.New(errs.Conflict, fmt.Sprintf("没有可撤销的内容：涉及的 %d 处后来都改过了", len(kept))).Do("请打开记录，逐项修改")
	}
	return result, kept, err
}

func (r reader) opsIn(ctx context.Context, c oplog.Change) ([]oplog.Op, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT id, change, register, row, body FROM ops WHERE id BETWEEN ? AND ? ORDER BY id`, int64(c.ID), int64(c.ID)+int64(c.Count)-1)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var out []oplog.Op
	for rows.Next() {
		op, err := r.scanOp(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, op)
	}
	return out, translate(rows.Err())
}

// fieldOf is one field of one record.
type fieldOf struct {
	row oplog.ID
	key string
}

func (tx *Tx) takeBack(op *oplog.Op, change oplog.Change, first, last map[fieldOf]oplog.ID) ([]Kept, error) {
	d, err := tx.s.Def(op.Register)
	if err != nil {
		return nil, err
	}
	rec, err := tx.Find(tx.ctx, d, op.Row)
	if err != nil {
		return nil, err
	}
	within := func(id oplog.ID) bool {
		return id >= change.ID && id < change.ID+oplog.ID(change.Count) || id >= tx.change.ID && id < tx.nextID()
	}
	if op.Creates() {
		if rec.Deleted || d.Entries && tx.isVoid(op.Row) {
			return nil, nil
		}
		heads, err := tx.headsOf(tx.ctx, op.Row)
		if err != nil {
			return nil, err
		}
		for field, list := range heads { // also the mark of a merge or of a restoring
			for _, h := range list {
				if ok, err := tx.standsOn(op.Row, field, h, within); err != nil {
					return nil, err
				} else if !ok {
					return []Kept{{op.Register, op.Row, ""}}, nil
				}
			}
		}
		if used, err := tx.referred(op.Register, op.Row); err != nil {
			return nil, err
		} else if used {
			return []Kept{{op.Register, op.Row, ""}}, nil
		}
		if d.Entries { // an entry is never deleted: it counts no more
			return nil, tx.Void(d, op.Row, undoneEntry)
		}
		return nil, tx.Delete(d, op.Row)
	}
	var kept []Kept
	fields := map[string]string{}
	next := slices.Clone(rec.Values)
	gone := rec.Deleted
	var waited []standing
	for _, key := range slices.Sorted(maps.Keys(op.Fields)) {
		at := fieldOf{op.Row, key}
		if first[at] != op.ID {
			continue
		}
		heads, err := tx.Heads(op.Row, key)
		if err != nil {
			return nil, err
		}
		// An undo may have left several side by side: it is still it that the field stands on.
		ok := len(heads) > 1 && !slices.ContainsFunc(heads, func(h oplog.ID) bool { return h < change.ID || h >= change.ID+oplog.ID(change.Count) })
		if len(heads) == 1 {
			if ok, err = tx.standsOn(op.Row, key, heads[0], func(id oplog.ID) bool { return id == last[at] }); err != nil {
				return nil, err
			}
		}
		if !ok {
			before, err := tx.valueAt(op, key)
			if err != nil {
				return nil, err
			}
			if before != op.Fields[key] { // else the change only wrote it along with others
				kept = append(kept, Kept{op.Register, op.Row, key})
			}
			continue
		}
		stood, err := tx.stoodApart(op, key)
		if err != nil {
			return nil, err
		}
		if len(stood) > 0 {
			waited = append(waited, standing{key, heads, stood})
			continue
		}
		before, err := tx.valueAt(op, key)
		if err != nil {
			return nil, err
		}
		fields[key] = before
		if i := d.Index(key); i >= 0 {
			next[i] = before
		} else if key == oplog.Deleted {
			gone = before == "1"
		}
	}
	if len(fields) > 0 {
		if err := tx.set(d, rec, next, fields, gone); err != nil {
			return kept, err
		}
	}
	if len(waited) > 0 {
		return kept, tx.standAgain(d, op.Row, waited)
	}
	return kept, nil
}

// undoneEntry is why an entry is void whose making was undone.
const undoneEntry = "已撤销"

// isVoid reports whether an entry counts no more; what cannot be read is not void.
func (tx *Tx) isVoid(entry oplog.ID) bool {
	void, err := tx.Voided(tx.ctx, []oplog.ID{entry})
	return err == nil && void[entry] != ""
}

// referred reports whether a living record refers to a row; an entry that is void does not.
func (tx *Tx) referred(register string, row oplog.ID) (bool, error) {
	for _, t := range tx.s.table {
		for _, f := range t.def.Fields {
			if f.Ref != register {
				continue
			}
			if t.def.Entries {
				used, err := tx.entered(t, f.Key, row)
				if err != nil || used {
					return used, err
				}
				continue
			}
			var used bool
			query := `SELECT EXISTS (SELECT 1 FROM ` + quote(t.def.Key) + ` WHERE ` + quote(f.Key) + ` = ? AND "_deleted" = 0 AND id <> ?)`
			if err := tx.tx.QueryRow(query, int64(row), int64(row)).Scan(&used); err != nil || used {
				return used, translate(err)
			}
		}
	}
	return false, nil
}

// entered reports whether an entry that counts refers to a row.
func (tx *Tx) entered(t *table, field string, row oplog.ID) (bool, error) {
	entries, err := tx.Lookup(tx.ctx, t.def, field, row.String())
	if err != nil {
		return false, err
	}
	var ids []oplog.ID
	for _, e := range entries {
		ids = append(ids, e.ID)
	}
	void, err := tx.Voided(tx.ctx, ids)
	return len(void) < len(ids), err
}

// InUse is a deleted record that living ones refer to.
type InUse struct {
	Touched
	Uses int
}

// DeletedInUse returns deleted records that living ones refer to: one PC deleted
// what another began to use.
func (r reader) DeletedInUse(ctx context.Context, limit int) ([]InUse, error) {
	var out []InUse
	for _, key := range slices.Sorted(maps.Keys(r.s.table)) {
		for _, f := range r.s.table[key].def.Fields {
			if f.Ref == "" || r.s.table[f.Ref] == nil || len(out) >= limit {
				continue
			}
			rows, err := r.db.QueryContext(ctx, `SELECT d.id, count(*) FROM `+quote(f.Ref)+` d CROSS JOIN `+quote(key)+` t ON t.`+quote(f.Key)+` = d.id
				WHERE d."_deleted" = 1 AND t."_deleted" = 0 AND t.id <> d.id GROUP BY d.id LIMIT ?`, limit-len(out))
			if err != nil {
				return nil, translate(err)
			}
			for rows.Next() {
				u := InUse{Touched: Touched{Register: f.Ref}}
				var id int64
				if err := rows.Scan(&id, &u.Uses); err != nil {
					rows.Close()
					return nil, translate(err)
				}
				u.ID = oplog.ID(id)
				if i := slices.IndexFunc(out, func(o InUse) bool { return o.Touched == u.Touched }); i >= 0 {
					out[i].Uses += u.Uses
				} else {
					out = append(out, u)
				}
			}
			if err := rows.Close(); err != nil {
				return nil, translate(err)
			}
		}
	}
	return out, nil
}

// standsOn reports whether a field's head is one that wanted accepts, or stands
// for one: an undo gives a field back to what stood before the operation that it
// took back. So undoing one change after another, and undoing an undo, lead
// through every former state.
func (tx *Tx) standsOn(row oplog.ID, key string, head oplog.ID, wanted func(oplog.ID) bool) (bool, error) {
	for !wanted(head) {
		var undoes int64
		err := tx.db.QueryRowContext(tx.ctx, `SELECT c.undoes FROM ops o JOIN changes c ON c.id = o.change WHERE o.id = ?`, int64(head)).Scan(&undoes)
		if errors.Is(err, sql.ErrNoRows) || err == nil && undoes == 0 {
			return false, nil
		}
		if err != nil {
			return false, translate(err)
		}
		change, _, err := tx.changeOf(tx.ctx, oplog.ID(undoes))
		if err != nil {
			return false, err
		}
		ops, err := tx.opsOf(tx.ctx, row)
		if err != nil {
			return false, err
		}
		i := slices.IndexFunc(ops, func(o oplog.Op) bool {
			_, has := o.Fields[key]
			return has && o.ID >= change.ID && o.ID < change.ID+oplog.ID(change.Count)
		})
		switch {
		case i >= 0 && len(ops[i].Saw(key)) > 0:
			if head, err = tx.shownOf(ops[i].Saw(key)); err != nil || head == 0 {
				return false, err
			}
		case head != row:
			head = row
		default:
			return false, nil
		}
	}
	return true, nil
}

// shownOf returns the one of several operations that stood side by side whose
// value was shown, zero where none of them is here.
func (tx *Tx) shownOf(ids []oplog.ID) (oplog.ID, error) {
	var id int64
	err := tx.db.QueryRowContext(tx.ctx, `SELECT o.id FROM ops o JOIN changes c ON c.id = o.change WHERE o.id IN (`+marks(len(ids))+`) ORDER BY c.stamp DESC, o.id DESC LIMIT 1`, anys(ids)...).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return oplog.ID(id), translate(err)
}

// valueAt returns the value that a field had before the operation.
func (tx *Tx) valueAt(op *oplog.Op, key string) (string, error) {
	if key == oplog.Deleted {
		gone, _, err := tx.goneAt(op)
		if gone {
			return "1", err
		}
		return "", err
	}
	id, err := tx.shownOf(op.Saw(key))
	if err != nil || id == 0 {
		return "", err
	}
	var body []byte
	if err := tx.db.QueryRowContext(tx.ctx, `SELECT body FROM ops WHERE id = ?`, int64(id)).Scan(&body); err != nil {
		return "", translate(err)
	}
	var before oplog.Op
	err = before.DecodeBody(body)
	return before.Fields[key], err
}

// goneAt reports whether a row was deleted before the operation, and whether that
// was in doubt, so that the row was there.
func (tx *Tx) goneAt(op *oplog.Op) (gone, doubt bool, err error) {
	ops, err := tx.opsOf(tx.ctx, op.Row)
	if err != nil {
		return false, false, err
	}
	if i := slices.IndexFunc(ops, func(o oplog.Op) bool { return o.ID == op.ID }); i >= 0 {
		ops = ops[:i]
	}
	heads := oplog.Heads(ops)
	heads[oplog.Deleted] = op.Saw(oplog.Deleted)
	w := &rowWork{tx: tx, row: op.Row, register: op.Register, batch: map[oplog.ID]*oplog.Op{}}
	return w.deleted(heads)
}

// Revert gives one field of a record the value it had before a change.
func (s *Store) Revert(ctx context.Context, register string, row oplog.ID, field string, change oplog.ID, note string) (Result, error) {
	d, err := s.Def(register)
	if err != nil {
		return Result{}, err
	}
	return s.Write(ctx, Meta{Kind: "update", Note: note}, func(tx *Tx) error {
		ops, err := tx.opsOf(ctx, row)
		if err != nil {
			return err
		}
		for i := range ops {
			if _, has := ops[i].Fields[field]; ops[i].Change == change && has {
				heads, err := tx.Heads(row, field)
				if err != nil {
					return err
				}
				if len(heads) != 1 || heads[0] != ops[i].ID {
					return errs.New(errs.Conflict, "这一栏后来又改过，不能直接撤回").In(field).Do("请在表单里改成需要的内容")
				}
				before, err := tx.valueAt(&ops[i], field)
				if err != nil {
					return err
				}
				_, err = tx.Update(d, row, map[string]string{field: before})
				return err
			}
		}
		return errs.New(errs.NotFound, "这次改动没有动过这一栏").In(field)
	})
}
