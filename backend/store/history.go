package store

import (
	"context"
	"database/sql"
	"slices"
	"time"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// FieldEdit is one field in an entry of a record's history.
type FieldEdit struct {
	Key       string // a field, or oplog.Deleted
	Before    string
	After     string
	CanRevert bool // the field still stands on this edit
}

// Edit is one entry of a record's history.
type Edit struct {
	Change oplog.Change
	PC     string
	When   time.Time
	Fields []FieldEdit
}

// History returns the edits of a record, oldest first.
func (r reader) History(ctx context.Context, d *schema.Def, id oplog.ID) ([]Edit, error) {
	ops, err := r.opsOf(ctx, id)
	if err != nil {
		return nil, err
	}
	if len(ops) == 0 {
		return nil, errs.New(errs.NotFound, "没有编号为“"+id.String()+"”的"+d.Label+"记录")
	}
	heads, err := r.headsOf(ctx, id)
	if err != nil {
		return nil, err
	}
	var out []Edit
	for i := range ops {
		op := &ops[i]
		e := Edit{}
		if e.Change, e.PC, err = r.changeOf(ctx, op.Change); err != nil {
			return nil, err
		}
		e.When = time.UnixMilli(e.Change.At)
		for _, f := range d.Fields {
			v, ok := op.Fields[f.Key]
			if !ok {
				continue
			}
			// A coupled field that went along unchanged is nothing to tell.
			if x := edit(op, ops[:i], heads, f.Key, v); x.Before != x.After || op.Creates() || len(op.Saw(f.Key)) > 1 {
				e.Fields = append(e.Fields, x)
			}
		}
		if v, ok := op.Fields[oplog.Deleted]; ok {
			e.Fields = append(e.Fields, edit(op, ops[:i], heads, oplog.Deleted, v))
		}
		out = append(out, e)
	}
	return out, nil
}

// edit tells what an operation did to a field; ops are those before it.
func edit(op *oplog.Op, ops []oplog.Op, heads map[string][]oplog.ID, key, v string) FieldEdit {
	e := FieldEdit{Key: key, After: v}
	saw := op.Saw(key)
	for i := range ops { // of several that stood side by side the latest was shown
		if slices.Contains(saw, ops[i].ID) {
			e.Before = ops[i].Fields[key]
		}
	}
	if !op.Creates() {
		h := heads[key]
		e.CanRevert = len(h) == 1 && h[0] == op.ID
	}
	return e
}

// opsOf returns the operations on a row in the order of their arrival here.
func (r reader) opsOf(ctx context.Context, row oplog.ID) ([]oplog.Op, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT o.id, o.change, o.register, o.row, o.body, c.stamp FROM (SELECT ?1 AS id UNION ALL SELECT op FROM row_ops WHERE row = ?1) w
		JOIN ops o ON o.id = w.id JOIN changes c ON c.id = o.change ORDER BY c.stamp, o.id`, int64(row))
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var out []oplog.Op
	for rows.Next() {
		var stamp int64
		op, err := r.scanOp(rows, &stamp)
		if err != nil {
			return nil, err
		}
		out = append(out, op)
	}
	return out, translate(rows.Err())
}

func (r reader) scanOp(rows *sql.Rows, more ...any) (oplog.Op, error) {
	var id, change, register, row int64
	var body []byte
	if err := rows.Scan(append([]any{&id, &change, &register, &row, &body}, more...)...); err != nil {
		return oplog.Op{}, translate(err)
	}
	op := oplog.Op{ID: oplog.ID(id), Change: oplog.ID(change), Register: r.s.names.of(register), Row: oplog.ID(row)}
	return op, op.DecodeBody(body)
}

func (r reader) headsOf(ctx context.Context, row oplog.ID) (map[string][]oplog.ID, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT field, op FROM heads WHERE row = ?`, int64(row))
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	out := map[string][]oplog.ID{}
	for rows.Next() {
		var field string
		var op int64
		if err := rows.Scan(&field, &op); err != nil {
			return nil, translate(err)
		}
		out[field] = append(out[field], oplog.ID(op))
	}
	return out, translate(rows.Err())
}

func (r reader) changeOf(ctx context.Context, id oplog.ID) (oplog.Change, string, error) {
	list, pcs, err := r.changes(ctx, `c.id = ?`, int64(id))
	if err == nil && len(list) == 0 {
		err = errs.New(errs.NotFound, "没有编号为“"+id.String()+"”的改动").Do("编号请从“最近改动”里取")
	}
	if err != nil {
		return oplog.Change{}, "", err
	}
	return list[0], pcs[0], nil
}

// ChangeByID returns one change.
func (r reader) ChangeByID(ctx context.Context, id oplog.ID) (oplog.Change, error) {
	c, _, err := r.changeOf(ctx, id)
	return c, err
}

func (r reader) changes(ctx context.Context, where string, args ...any) ([]oplog.Change, []string, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT c.id, c.count, c.stamp, c.operator, c.face, c.kind, c.note, c.undoes, c.replica, c.seq, c.at, coalesce(p.name, '') FROM changes c
		LEFT JOIN replicas p ON p.replica = c.replica WHERE `+where, args...)
	if err != nil {
		return nil, nil, translate(err)
	}
	defer rows.Close()
	var list []oplog.Change
	var pcs []string
	for rows.Next() {
		var c oplog.Change
		var id, stamp, undoes int64
		var pc string
		if err := rows.Scan(&id, &c.Count, &stamp, &c.Operator, &c.Face, &c.Kind, &c.Note, &undoes, &c.Replica, &c.Seq, &c.At, &pc); err != nil {
			return nil, nil, translate(err)
		}
		c.ID, c.Stamp, c.Undoes = oplog.ID(id), oplog.Stamp(stamp), oplog.ID(undoes)
		list, pcs = append(list, c), append(pcs, pc)
	}
	return list, pcs, translate(rows.Err())
}

// ChangeRow is one change of the book.
type ChangeRow struct {
	oplog.Change
	PC     string
	Undone bool
}

// Changes returns changes older than before (zero: the newest), newest first.
func (r reader) Changes(ctx context.Context, before oplog.ID, limit int) ([]ChangeRow, error) {
	where, args := "1", []any{}
	if before != 0 {
		where = `(c.stamp, c.id) < (SELECT stamp, id FROM changes WHERE id = ?)`
		args = append(args, int64(before))
	}
	list, pcs, err := r.changes(ctx, where+` ORDER BY c.stamp DESC, c.id DESC LIMIT ?`, append(args, limit)...)
	if err != nil {
		return nil, err
	}
	out := make([]ChangeRow, len(list))
	for i, c := range list {
		out[i] = ChangeRow{Change: c, PC: pcs[i]}
		if out[i].Undone, err = r.undone(ctx, c.ID); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// RecordOf returns the one record that a change touched; not ok for several.
func (r reader) RecordOf(ctx context.Context, c oplog.Change) (register string, row oplog.ID, ok bool, err error) {
	if c.Count > 20 { // a change of many operations is about many records
		return "", 0, false, nil
	}
	ops, err := r.opsIn(ctx, c)
	if err != nil || len(ops) == 0 {
		return "", 0, false, err
	}
	for _, op := range ops {
		if op.Row != ops[0].Row {
			return "", 0, false, nil
		}
	}
	return ops[0].Register, ops[0].Row, true, nil
}

// RowsOf returns the rows that a change touched, by register.
func (r reader) RowsOf(ctx context.Context, c oplog.Change) (map[string][]oplog.ID, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT DISTINCT register, row FROM ops WHERE id BETWEEN ? AND ?`, int64(c.ID), int64(c.ID)+int64(c.Count)-1)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	out := map[string][]oplog.ID{}
	for rows.Next() {
		var register, row int64
		if err := rows.Scan(&register, &row); err != nil {
			return nil, translate(err)
		}
		key := r.s.names.of(register)
		out[key] = append(out[key], oplog.ID(row))
	}
	return out, translate(rows.Err())
}

// undone reports whether a change has been taken back, and that not taken back itself.
func (r reader) undone(ctx context.Context, id oplog.ID) (bool, error) {
	list, _, err := r.changes(ctx, `c.undoes = ? ORDER BY c.stamp`, int64(id))
	if err != nil {
		return false, err
	}
	for _, u := range list {
		again, err := r.undone(ctx, u.ID)
		if err != nil || !again {
			return err == nil, err
		}
	}
	return false, nil
}
