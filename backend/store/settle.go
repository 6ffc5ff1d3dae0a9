package store

import (
	"maps"
	"slices"

	"chengzhuan/backend/oplog"
)

// settleRows is how many rows are worked out together: what they need is read
// with a few statements, and so is written what they become.
const settleRows = 500

// arrivals are the new operations on one row, in the order of their coming.
type arrivals struct {
	register    string
	first, last *mergeOp
	late        bool // one of them was awaited
}

func (a *arrivals) add(op *mergeOp) {
	if a.last == nil {
		a.first = op
	} else {
		a.last.next = op
	}
	a.last = op
}

// settle works out every row that has new operations: heads, values, deletion,
// reviews, search keys.
func (r *receipt) settle() error {
	if r.gathered == 0 {
		return nil
	}
	if err := r.flushLog(); err != nil {
		return err
	}
	// A row is worked out once in a settling, so its keys may wait till the next, not longer.
	if err := r.flushKeys(); err != nil {
		return err
	}
	// New rows are written in the order of their numbers: the table grows at its end.
	rows := slices.Sorted(maps.Keys(r.rows))
	if err := r.noteRows(rows); err != nil {
		return err
	}
	if err := r.come(); err != nil {
		return err
	}
	if len(r.rows) > len(rows) {
		rows = slices.Sorted(maps.Keys(r.rows))
	}
	for part := range slices.Chunk(rows, settleRows) {
		if err := r.ctx.Err(); err != nil {
			return err
		}
		if err := r.settleBlock(part); err != nil {
			return err
		}
	}
	clear(r.rows)
	r.gathered, r.weight = 0, 0
	return nil
}

var bulkRowOps = newBulk("INSERT INTO row_ops", 2)

// noteRows writes which operations are on which row.
func (r *receipt) noteRows(rows []oplog.ID) error {
	var values []any
	for _, row := range rows {
		for op := r.rows[row].first; op != nil; op = op.next {
			if !op.creates() {
				values = append(values, int64(row), int64(op.id))
			}
		}
		if len(values) >= 10*bulkRowOps.columns*bulkRowOps.rows {
			if err := r.write(bulkRowOps, values); err != nil {
				return err
			}
			values = values[:0]
		}
	}
	return r.write(bulkRowOps, values)
}

// settleBlock brings rows to the state that all operations known on them give.
func (r *receipt) settleBlock(rows []oplog.ID) error {
	b := newBlock(r.Tx)
	b.fates, b.reviewed = r.got.Rows, r.reviewed
	for _, row := range rows {
		w := &rowWork{tx: r.Tx, row: row, register: r.rows[row].register, block: b, arrived: r.rows[row]}
		b.rows = append(b.rows, w)
		for op := w.arrived.first; op != nil; op = op.next {
			b.known[op.id] = op
			w.creation = w.creation || op.creates()
		}
		w.late = w.arrived.late || r.awaited[row]
		w.empty = w.creation && !w.late // nothing on the row came before
	}
	if err := b.loadHeads(); err != nil {
		return err
	}
	if err := r.await(b); err != nil {
		return err
	}
	if len(r.awaited) > 0 {
		if err := b.loadWaits(); err != nil {
			return err
		}
	}
	for _, w := range b.rows {
		w.late = w.late || w.outOfOrder()
		w.again = w.late && !w.empty && !r.s.faults.noAwaited || w.creation && !w.empty
	}
	if err := b.loadAll(); err != nil {
		return err
	}
	for _, w := range b.rows {
		w.meet()
	}
	if err := b.loadRecords(); err != nil {
		return err
	}
	if err := b.loadNeeded(); err != nil {
		return err
	}
	for _, w := range b.rows {
		if err := w.write(); err != nil {
			return err
		}
	}
	return b.out.flush(r.Tx)
}

// outOfOrder reports whether a new operation came after one that had seen it.
func (w *rowWork) outOfOrder() bool {
	for op := w.arrived.first; op != nil; op = op.next {
		if op.creates() {
			continue
		}
		for i := range op.parts {
			for _, id := range op.parts[i].saw {
				if seen := w.block.known[id]; seen != nil && seen.place > op.place {
					return true
				}
			}
		}
	}
	return false
}

// meet works out the heads of the row from the heads that it had and the new
// operations; from all operations where their order says nothing.
func (w *rowWork) meet() {
	switch {
	case w.again:
		w.heads, w.changed = oplog.Heads(w.all), fieldsOf(w.all)
	case w.empty && w.late:
		var all []oplog.Op
		for op := w.arrived.first; op != nil; op = op.next {
			all = append(all, op.op())
		}
		w.heads, w.changed = oplog.Heads(all), fieldsOf(all)
	default:
		w.follow()
	}
}

// follow takes in operations of which nothing known has seen any.
func (w *rowWork) follow() {
	w.heads, w.changed = maps.Clone(w.had), map[string]bool{}
	if w.heads == nil {
		w.heads = map[string][]oplog.ID{}
	}
	for op := w.arrived.first; op != nil; op = op.next {
		if op.creates() {
			continue // what it set is there where the row is
		}
		for i := range op.parts {
			p := &op.parts[i]
			if !p.sets {
				continue
			}
			w.changed[p.key] = true
			heads := w.heads[p.key]
			// Whoever saw something saw what came after the creation; see oplog.Heads.
			if overall := !p.named || len(p.saw) > 0; len(heads) == 0 && overall {
				w.heads[p.key] = []oplog.ID{op.id}
			} else {
				w.heads[p.key] = join(heads, p.saw, w.row, overall, op.id)
			}
		}
	}
	if w.waits() { // what of the row counts may be otherwise than before
		for key, list := range w.heads {
			if len(list) > 1 || key == oplog.Deleted {
				w.changed[key] = true
			}
		}
	}
}

// join is oplog.Advance for a field whose heads without any are the creation;
// overall says that the creation is among what was seen.
func join(heads, saw []oplog.ID, row oplog.ID, overall bool, op oplog.ID) []oplog.ID {
	if len(heads) == 0 {
		heads = []oplog.ID{row}
	}
	if overall && slices.Contains(heads, row) && !slices.Contains(saw, row) {
		saw = append(slices.Clone(saw), row)
	}
	return oplog.Advance(heads, saw, op)
}

// fieldsOf returns the fields that any of the operations sets.
func fieldsOf(ops []oplog.Op) map[string]bool {
	out := map[string]bool{}
	for i := range ops {
		for key := range ops[i].Fields {
			out[key] = true
		}
	}
	return out
}
