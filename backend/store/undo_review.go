package store

import (
	"slices"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// standing is a field whose values stood side by side before a change decided it:
// undoing that change makes it wait again.
type standing struct {
	key   string
	heads []oplog.ID // that it stands on now
	stood []oplog.Op // what stood side by side, the one that was shown last
}

// stoodApart returns the operations that stood side by side on a field before op
// decided between them; none where there was nothing to decide.
func (tx *Tx) stoodApart(op *oplog.Op, key string) ([]oplog.Op, error) {
	saw := op.Saw(key)
	if tx.s.faults.undoDecides {
		return nil, nil
	}
	if key == oplog.Deleted {
		if _, doubt, err := tx.goneAt(op); err != nil || !doubt {
			return nil, err
		}
	} else if len(saw) < 2 {
		return nil, nil
	}
	ops, err := tx.opsOf(tx.ctx, op.Row)
	if err != nil {
		return nil, err
	}
	ops = slices.DeleteFunc(ops, func(o oplog.Op) bool { return !slices.Contains(saw, o.ID) })
	if key != oplog.Deleted && !slices.ContainsFunc(ops, func(o oplog.Op) bool { return o.Fields[key] != ops[0].Fields[key] }) {
		return nil, nil
	}
	return ops, nil
}

// standAgain makes fields wait that stood side by side: each value is written anew
// by an operation of its own, none of which has seen the others. Fields that were
// written together are written together again.
func (tx *Tx) standAgain(d *schema.Def, row oplog.ID, fields []standing) error {
	t, err := tx.s.tableOf(d)
	if err != nil {
		return err
	}
	rec, err := tx.Find(tx.ctx, d, row)
	if err != nil {
		return err
	}
	all, err := tx.opsOf(tx.ctx, row)
	if err != nil {
		return err
	}
	had, err := tx.headsOf(tx.ctx, row)
	if err != nil {
		return err
	}
	var ops []oplog.Op
	for len(fields) > 0 {
		group := slices.Clone(fields[:1])
		for _, f := range fields[1:] {
			if slices.EqualFunc(f.stood, group[0].stood, func(a, b oplog.Op) bool { return a.ID == b.ID }) && slices.Equal(f.heads, group[0].heads) {
				group = append(group, f)
			}
		}
		fields = slices.DeleteFunc(fields, func(f standing) bool {
			return slices.ContainsFunc(group, func(g standing) bool { return g.key == f.key })
		})
		for _, stood := range group[0].stood {
			op := oplog.Op{ID: tx.nextID(), Change: tx.change.ID, Register: d.Key, Row: row, Fields: map[string]string{}}
			for _, f := range group {
				op.Fields[f.key] = stood.Fields[f.key]
				op.See(f.key, f.heads)
			}
			if _, marks := op.Fields[oplog.Deleted]; marks {
				markAgain(&op, &stood, all)
			} else if rec.Deleted {
				op.See(oplog.Deleted, had[oplog.Deleted])
			}
			if err := tx.log(t, &op); err != nil {
				return err
			}
			ops = append(ops, op)
		}
	}
	w := &rowWork{tx: tx, row: row, register: d.Key, batch: map[oplog.ID]*oplog.Op{}, stamps: map[oplog.ID]oplog.Stamp{tx.change.ID: tx.change.Stamp}}
	for i := range ops {
		w.batch[ops[i].ID] = &ops[i]
	}
	return w.advance(ops)
}

// markAgain gives a deletion mark that is written anew the knowledge of the one
// that it stands for: what was edited apart from that was edited apart from this.
func markAgain(op, stood *oplog.Op, all []oplog.Op) {
	if stood.Fields[oplog.Deleted] != "1" {
		return
	}
	known := slices.Clone(stood.Seen[oplog.WholeRow])
	for i := range all { // whoever edited the deleted record knew of its deletion
		if !all[i].Creates() && slices.Contains(all[i].Seen[oplog.Deleted], stood.ID) && !slices.Contains(known, all[i].ID) {
			known = append(known, all[i].ID)
		}
	}
	if len(known) == 0 {
		return
	}
	slices.Sort(known)
	if op.Seen == nil {
		op.Seen = map[string][]oplog.ID{}
	}
	op.Seen[oplog.WholeRow] = known
}
