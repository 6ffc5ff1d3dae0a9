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

// Review is a field whose heads differ; Field is oplog.Deleted for a record that
// was deleted on one PC and used on another. Coupled fields come each for itself.
type Review struct {
	Register string
	Row      oplog.ID
	Field    string
	Heads    []Head
}

// Head is one of the values that stand side by side.
type Head struct {
	Op       oplog.ID
	Value    string // canonical text; for a deletion "1" or ""
	Mine     bool   // written by this PC
	Current  bool   // what the record shows now
	PC       string
	Operator string
	When     time.Time
}

// Reviews returns what waits for a decision, ordered by record and field.
func (r reader) Reviews(ctx context.Context) ([]Review, error) {
	out, err := r.ReviewFields(ctx)
	if err != nil {
		return nil, err
	}
	for i := range out {
		if out[i].Heads, err = r.heads(ctx, out[i]); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// ReviewFields is Reviews without the values that stand side by side: to count them.
func (r reader) ReviewFields(ctx context.Context) ([]Review, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT row, field, register FROM reviews ORDER BY row, field`)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var out []Review
	for rows.Next() {
		var v Review
		var row, register int64
		if err := rows.Scan(&row, &v.Field, &register); err != nil {
			return nil, translate(err)
		}
		v.Row, v.Register = oplog.ID(row), r.s.names.of(register)
		out = append(out, v)
	}
	return out, translate(rows.Err())
}

// CountReviews returns how many fields wait for a decision.
func (r reader) CountReviews(ctx context.Context) (int, error) {
	var n int
	err := r.db.QueryRowContext(ctx, `SELECT count(*) FROM reviews`).Scan(&n)
	return n, translate(err)
}

func (r reader) heads(ctx context.Context, v Review) ([]Head, error) {
	all, err := r.headsOf(ctx, v.Row)
	if err != nil {
		return nil, err
	}
	ids := all[v.Field]
	if v.Field == oplog.Deleted { // the edits that stand against the deletion are versions too
		for key, list := range all {
			if key == oplog.Deleted {
				continue
			}
			for _, id := range list {
				if id != v.Row && !slices.Contains(ids, id) {
					ids = append(ids, id)
				}
			}
		}
	}
	var out []Head
	var deletions []*oplog.Op
	var edits []*oplog.Op
	byID := map[oplog.ID]Head{}
	best := oplog.Stamp(0)
	var current oplog.ID
	for _, id := range ids {
		op, h, stamp, err := r.head(ctx, id, v.Field)
		if err != nil {
			return nil, err
		}
		byID[id] = h
		switch {
		case v.Field != oplog.Deleted:
			out = append(out, h)
			if stamp > best || stamp == best && id > current {
				best, current = stamp, id
			}
		case op.Fields[oplog.Deleted] == "1":
			deletions = append(deletions, op)
		default:
			edits = append(edits, op)
		}
	}
	for _, d := range deletions {
		h := byID[d.ID]
		h.Value = "1"
		out = append(out, h)
	}
	for _, e := range edits {
		known := slices.ContainsFunc(deletions, func(d *oplog.Op) bool {
			return slices.Contains(d.Seen[oplog.WholeRow], e.ID) || slices.Contains(e.Seen[oplog.Deleted], d.ID)
		})
		if _, marks := e.Fields[oplog.Deleted]; marks || !known {
			h := byID[e.ID]
			h.Value, h.Current = "", true
			out = append(out, h)
		}
	}
	for i := range out {
		out[i].Current = out[i].Current || out[i].Op == current
	}
	return out, nil
}

func (r reader) head(ctx context.Context, id oplog.ID, field string) (*oplog.Op, Head, oplog.Stamp, error) {
	op := &oplog.Op{ID: id}
	h := Head{Op: id}
	var change, register, row, stamp, at int64
	var body []byte
	err := r.db.QueryRowContext(ctx, `SELECT o.change, o.register, o.row, o.body, c.stamp, c.at, c.operator, coalesce(p.name, ''), coalesce(p.own, 0) FROM ops o
		JOIN changes c ON c.id = o.change LEFT JOIN replicas p ON p.replica = c.replica WHERE o.id = ?`, int64(id)).
		Scan(&change, &register, &row, &body, &stamp, &at, &h.Operator, &h.PC, &h.Mine)
	if err == sql.ErrNoRows {
		return op, h, 0, nil
	}
	if err != nil {
		return nil, h, 0, translate(err)
	}
	op.Change, op.Register, op.Row = oplog.ID(change), r.s.names.of(register), oplog.ID(row)
	if err := op.DecodeBody(body); err != nil {
		return nil, h, 0, err
	}
	h.Value, h.When = op.Fields[field], time.UnixMilli(at)
	return op, h, oplog.Stamp(stamp), nil
}

// Settle decides fields of one record that wait: each gets the canonical value,
// also where it is the one that is shown already.
func (tx *Tx) Settle(d *schema.Def, id oplog.ID, values map[string]string) error {
	old, err := tx.Find(tx.ctx, d, id)
	if err != nil {
		return err
	}
	next := slices.Clone(old.Values)
	gone := old.Deleted
	for key, v := range values {
		if key == oplog.Deleted {
			gone = v == "1"
			continue
		}
		i := d.Index(key)
		if i < 0 || !d.Fields[i].Canonical(v) {
			return errs.New(errs.Invalid, d.Label+"的这一栏写法不对").In(key).Do("请按栏目要求重新填写")
		}
		next[i] = v
	}
	return tx.set(d, old, next, values, gone)
}

// Apart sets a field as if nothing of it had been seen, so that it stands beside
// what is there and waits for a decision where the two differ.
func (tx *Tx) Apart(d *schema.Def, id oplog.ID, key, value string) error {
	t, err := tx.s.tableOf(d)
	if err != nil {
		return err
	}
	i := d.Index(key)
	if i < 0 || !d.Fields[i].Canonical(value) {
		return errs.New(errs.Invalid, d.Label+"的这一栏写法不对").In(key)
	}
	op := oplog.Op{ID: tx.nextID(), Change: tx.change.ID, Register: d.Key, Row: id, Fields: map[string]string{key: value}, Seen: map[string][]oplog.ID{key: {}}}
	if err := tx.log(t, &op); err != nil {
		return err
	}
	w := &rowWork{tx: tx, row: id, register: d.Key, batch: map[oplog.ID]*oplog.Op{op.ID: &op}, stamps: map[oplog.ID]oplog.Stamp{tx.change.ID: tx.change.Stamp}}
	return w.advance([]oplog.Op{op})
}

// Void marks an entry of an append-only register as not counting. Voiding twice is voiding once.
func (tx *Tx) Void(d *schema.Def, id oplog.ID, reason string) error {
	if !d.Entries {
		return errs.New(errs.Internal, d.Label+"不是只增不改的台账")
	}
	if reason == "" {
		return errs.New(errs.Invalid, "请写明作废原因").In(oplog.Void)
	}
	old, err := tx.Find(tx.ctx, d, id)
	if err != nil {
		return err
	}
	return tx.set(d, old, old.Values, map[string]string{oplog.Void: reason}, old.Deleted)
}

// Voided returns the reason for each of the entries that is void: one that
// somebody voided counts no more, also where another PC took its own voiding back.
func (r reader) Voided(ctx context.Context, ids []oplog.ID) (map[oplog.ID]string, error) {
	out := map[oplog.ID]string{}
	for _, part := range chunks(ids, 500) {
		rows, err := r.db.QueryContext(ctx, `SELECT h.row, o.body FROM heads h JOIN ops o ON o.id = h.op LEFT JOIN changes c ON c.id = o.change
			WHERE h.field = '`+oplog.Void+`' AND h.row IN (`+marks(len(part))+`) ORDER BY c.stamp IS NULL, c.stamp, o.id`, anys(part)...)
		if err != nil {
			return nil, translate(err)
		}
		for rows.Next() {
			var row int64
			var body []byte
			var op oplog.Op
			if err := rows.Scan(&row, &body); err != nil {
				rows.Close()
				return nil, translate(err)
			}
			if err := op.DecodeBody(body); err != nil {
				rows.Close()
				return nil, err
			}
			if reason := op.Fields[oplog.Void]; reason != "" {
				out[oplog.ID(row)] = reason
			}
		}
		if err := rows.Close(); err != nil {
			return nil, translate(err)
		}
	}
	return out, nil
}
