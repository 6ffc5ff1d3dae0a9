package store

import (
	"maps"
	"slices"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// rowWork brings one row of the book in line with the log.
type rowWork struct {
	tx       *Tx
	row      oplog.ID
	register string
	batch    map[oplog.ID]*oplog.Op   // operations of the change that is being made
	stamps   map[oplog.ID]oplog.Stamp // and its clock
	block    *block
	arrived  *arrivals

	creation bool // is among the new operations
	empty    bool // nothing of the row is stored yet
	late     bool // an operation came after one that had seen it
	again    bool // the row is worked out from all operations on it
	all      []oplog.Op
	had      map[string][]oplog.ID // heads that are stored
	heads    map[string][]oplog.ID
	changed  map[string]bool // fields to look at
	unread   bool
}

// alone makes the work one that is done by itself.
func (w *rowWork) alone() error {
	w.block = newBlock(w.tx)
	var waits bool
	err := w.tx.tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM awaited WHERE row = ?)`, int64(w.row)).Scan(&waits)
	w.block.waiting[w.row] = waits
	return translate(err)
}

// waits reports whether operations on the row are known of that are not here.
func (w *rowWork) waits() bool { return w.block.waiting[w.row] && !w.tx.s.faults.gapReviews }

// hasHead reports whether an operation is a head that is stored.
func (w *rowWork) hasHead(id oplog.ID) bool {
	for _, list := range w.had {
		if slices.Contains(list, id) {
			return true
		}
	}
	return false
}

// advance takes in operations of this PC that stand apart from what is there.
func (w *rowWork) advance(ops []oplog.Op) error {
	if err := w.begin(); err != nil {
		return err
	}
	w.arrived = &arrivals{register: w.register}
	for i := range ops {
		m, err := w.op(ops[i].ID)
		if err != nil {
			return err
		}
		w.arrived.add(m)
	}
	w.follow()
	return w.end()
}

// rebuild works the row out of all operations on it.
func (w *rowWork) rebuild() error {
	if err := w.begin(); err != nil {
		return err
	}
	w.again = true
	if err := w.loadAll(); err != nil {
		return err
	}
	w.meet()
	return w.end()
}

func (w *rowWork) begin() (err error) {
	if err := w.alone(); err != nil {
		return err
	}
	if err := w.tx.flushKeys(); err != nil { // see moveKeys
		return err
	}
	w.had, err = w.tx.headsOf(w.tx.ctx, w.row)
	return err
}

func (w *rowWork) end() error {
	w.block.rows = []*rowWork{w}
	if err := w.block.loadRecords(); err != nil {
		return err
	}
	if err := w.write(); err != nil {
		return err
	}
	return w.block.out.flush(w.tx)
}

// loadAll reads all operations on the row.
func (w *rowWork) loadAll() error {
	ops, err := w.tx.opsOf(w.tx.ctx, w.row)
	// What somebody wrote on the row as if it were of another register is no part of it.
	w.all = slices.DeleteFunc(ops, func(o oplog.Op) bool { return o.Register != w.register })
	return err
}

// write stores the heads of the fields to look at and what the row shows by them.
func (w *rowWork) write() error {
	keys := slices.Sorted(maps.Keys(w.changed))
	for _, key := range keys {
		if err := w.moveHeads(key, w.had[key], w.heads[key]); err != nil {
			return err
		}
	}
	t := w.tx.s.table[w.register]
	if t == nil {
		if _, err := w.op(w.row); err != nil {
			return err
		}
		return w.setUnread(true)
	}
	old, fresh, err := w.before(t)
	if err != nil || old.ID == 0 {
		return err
	}
	next := Record{ID: w.row, Values: slices.Clone(old.Values), Deleted: old.Deleted}
	for _, key := range keys {
		if w.tx.s.faults.lastWins {
			if w.heads[key], err = w.latest(key); err != nil {
				return err
			}
		}
		v, conflict, err := w.winner(w.heads[key], key)
		if err != nil {
			return err
		}
		if i := t.def.Index(key); i >= 0 {
			next.Values[i] = v
			w.unread = w.unread || !t.def.Fields[i].Canonical(v)
		} else if key != oplog.Deleted && key != oplog.Void {
			w.unread = true
			continue
		}
		if key == oplog.Deleted {
			continue
		}
		if err := w.review(t, key, conflict); err != nil {
			return err
		}
	}
	if _, marked := w.heads[oplog.Deleted]; marked {
		gone, doubt, err := w.deleted(w.heads)
		if err != nil {
			return err
		}
		next.Deleted = gone
		if err := w.review(t, oplog.Deleted, doubt); err != nil {
			return err
		}
	}
	if fresh {
		err = w.insert(t, next)
	} else {
		err = w.update(t, old, next)
	}
	if err != nil {
		return err
	}
	switch {
	case fresh:
		w.note(t, RowNew)
	case next.Deleted && !old.Deleted:
		w.note(t, RowRemoved)
	case next.Deleted != old.Deleted || !slices.Equal(next.Values, old.Values):
		w.note(t, RowChanged)
	default:
		w.tx.touch(t.id, w.row)
	}
	if !w.unread && !w.again {
		return nil // what was not understood before is not understood now
	}
	return w.setUnread(w.unread)
}

// before returns the row as it is in its table; fresh says that it is not there
// yet and that this is how its creation made it. A record without ID says that
// the creation has not come: the log waits for it.
func (w *rowWork) before(t *table) (rec Record, fresh bool, err error) {
	if rec, here := w.block.records[w.row]; here {
		return rec, false, nil
	}
	creation, err := w.op(w.row)
	if err != nil || creation == nil {
		return Record{}, true, err
	}
	return Record{ID: w.row, Values: w.values(t.def, creation)}, true, nil
}

// values puts an operation's texts into the order of the register, and notes
// what this version does not know.
func (w *rowWork) values(d *schema.Def, op *mergeOp) schema.Values {
	v := make(schema.Values, len(d.Fields))
	for i := range op.parts {
		p := &op.parts[i]
		if !p.sets {
			continue
		}
		if i := d.Index(p.key); i >= 0 {
			v[i] = p.value
			w.unread = w.unread || !d.Fields[i].Canonical(p.value)
		} else if p.key != oplog.Deleted && p.key != oplog.Void {
			w.unread = true
		}
	}
	return v
}

// latest returns the operation on a field with the latest clock; see faults.
func (w *rowWork) latest(key string) ([]oplog.ID, error) {
	ops, err := w.tx.opsOf(w.tx.ctx, w.row)
	if err != nil {
		return nil, err
	}
	var out []oplog.ID
	for i := range ops {
		if _, has := ops[i].Fields[key]; has || ops[i].Creates() {
			out = []oplog.ID{ops[i].ID}
		}
	}
	return out, nil
}

func (w *rowWork) note(t *table, fate RowFate) {
	w.tx.touch(t.id, w.row)
	b := w.block
	if b.fates == nil || len(b.fates) >= keptFates {
		return
	}
	at := Touched{t.def.Key, w.row}
	if fate == RowRemoved || b.fates[at] != RowNew {
		b.fates[at] = fate
	}
}

func (w *rowWork) setUnread(unread bool) error {
	if !unread {
		return w.tx.exec(`DELETE FROM unread WHERE row = ?`, int64(w.row))
	}
	return w.tx.exec(`INSERT OR IGNORE INTO unread VALUES (?, ?)`, int64(w.row), w.tx.s.names.id(w.register))
}

// review keeps or ends the waiting of a field for a decision.
func (w *rowWork) review(t *table, key string, waits bool) error {
	reviewed := w.block.reviewed
	if !waits {
		if reviewed != nil && !reviewed[w.row] {
			return nil
		}
		return w.tx.exec(`DELETE FROM reviews WHERE row = ? AND field = ?`, int64(w.row), key)
	}
	if reviewed != nil {
		reviewed[w.row] = true
	}
	return w.tx.exec(`INSERT OR IGNORE INTO reviews VALUES (?, ?, ?)`, int64(w.row), key, t.id)
}
