package store

import (
	"slices"

	"chengzhuan/backend/oplog"
)

// ops returns the operations of heads; not ok where one of them is not here.
func (w *rowWork) ops(heads []oplog.ID) (out []*mergeOp, ok bool, err error) {
	for _, id := range heads {
		op, err := w.op(id)
		if err != nil || op == nil {
			return nil, false, err
		}
		out = append(out, op)
	}
	return out, true, nil
}

// counting returns those of the heads of a field that count for the question
// whether people disagree. While the row waits for operations that are not here,
// a PC may stand on both sides of the gap: it speaks by the last change that it made.
func (w *rowWork) counting(heads []*mergeOp) []*mergeOp {
	if !w.waits() || len(heads) < 2 {
		return heads
	}
	var out []*mergeOp
	for _, op := range heads {
		// What one change set side by side was meant to stand so.
		if !slices.ContainsFunc(heads, func(o *mergeOp) bool { return o.replica == op.replica && o.stamp > op.stamp }) {
			out = append(out, op)
		}
	}
	return out
}

// winner returns what a field shows: the value of the head with the latest
// clock. conflict reports whether the heads that count hold different values.
func (w *rowWork) winner(heads []oplog.ID, key string) (value string, conflict bool, err error) {
	if len(heads) < 2 {
		at := w.row
		if len(heads) == 1 {
			at = heads[0]
		}
		op, err := w.op(at)
		if err != nil || op == nil {
			return "", false, err
		}
		return op.value(key), false, nil
	}
	ops, ok, err := w.ops(heads)
	if err != nil || !ok {
		return "", false, err
	}
	ops = w.counting(ops)
	best := ops[0]
	for _, op := range ops[1:] {
		conflict = conflict || op.value(key) != ops[0].value(key)
		if op.after(best) {
			best = op
		}
	}
	return best.value(key), conflict, nil
}

// deleted works out the deletion mark. A row that was deleted on one PC and
// edited, apart from that, on another stays, and a person decides.
func (w *rowWork) deleted(heads map[string][]oplog.ID) (gone, doubt bool, err error) {
	if w.block == nil {
		if err := w.alone(); err != nil {
			return false, false, err
		}
	}
	ops, ok, err := w.ops(heads[oplog.Deleted])
	if err != nil || !ok {
		return false, false, err
	}
	var marks []*mergeOp
	alive := false
	for _, op := range w.counting(ops) {
		if op.value(oplog.Deleted) == "1" {
			marks = append(marks, op)
		} else {
			alive = true
		}
	}
	switch {
	case len(marks) == 0:
		return false, false, nil
	case w.tx.s.faults.deleteWins:
		return true, false, nil
	case alive:
		return false, true, nil
	}
	for key, list := range heads {
		if key == oplog.Deleted {
			continue
		}
		edits, ok, err := w.ops(list)
		if err != nil {
			return false, false, err
		}
		if !ok {
			continue
		}
		for _, edit := range w.counting(edits) {
			if !edit.creates() && w.apart(edit, marks) {
				return false, true, nil
			}
		}
	}
	return true, false, nil
}

// apart reports whether an edit was made without knowing of any of the
// deletions, and none of them knew of it. While the row waits for operations that
// are not here, a PC that deleted it is taken to have known what it did before;
// the mark of an undo may stand for that of another PC, so it counts for what it names.
func (w *rowWork) apart(edit *mergeOp, marks []*mergeOp) bool {
	return !slices.ContainsFunc(marks, func(mark *mergeOp) bool {
		return mark.named(oplog.WholeRow, edit.id) || edit.named(oplog.Deleted, mark.id) ||
			w.waits() && mark.replica == edit.replica && !mark.undo && mark.after(edit)
	})
}
