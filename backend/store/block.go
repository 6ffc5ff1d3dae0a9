package store

import (
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
)

// loadMany is how many things one query asks for.
const loadMany = 500

// block is some rows that are worked out together, with what is known of them.
type block struct {
	tx       *Tx
	rows     []*rowWork
	known    map[oplog.ID]*mergeOp // operations looked at; nil: not here
	records  map[oplog.ID]Record
	waiting  map[oplog.ID]bool // rows with operations that are not here
	fates    map[Touched]RowFate
	reviewed map[oplog.ID]bool // rows that have reviews; nil: not known
	out      rowWrites
}

func newBlock(tx *Tx) *block {
	return &block{tx: tx, known: map[oplog.ID]*mergeOp{}, records: map[oplog.ID]Record{}, waiting: map[oplog.ID]bool{}}
}

// loadHeads reads the heads of the rows that were here before.
func (b *block) loadHeads() error {
	byRow := map[oplog.ID]*rowWork{}
	var ids []oplog.ID
	for _, w := range b.rows {
		if !w.empty {
			w.had = map[string][]oplog.ID{}
			byRow[w.row] = w
			ids = append(ids, w.row)
		}
	}
	if len(ids) == 0 {
		return nil
	}
	rows, err := b.tx.tx.Query(`SELECT row, field, op FROM heads WHERE row IN (`+marks(len(ids))+`) ORDER BY row, field, op`, anys(ids)...)
	if err != nil {
		return translate(err)
	}
	defer rows.Close()
	for rows.Next() {
		var row, op int64
		var field string
		if err := rows.Scan(&row, &field, &op); err != nil {
			return translate(err)
		}
		w := byRow[oplog.ID(row)]
		w.had[field] = append(w.had[field], oplog.ID(op))
	}
	return translate(rows.Err())
}

// loadWaits finds the rows that wait for operations which are not here.
func (b *block) loadWaits() error {
	ids := make([]oplog.ID, len(b.rows))
	for i, w := range b.rows {
		ids[i] = w.row
	}
	waiting, err := b.tx.ids(`SELECT DISTINCT row FROM awaited WHERE row IN (`+marks(len(ids))+`)`, anys(ids)...)
	for _, row := range waiting {
		b.waiting[row] = true
	}
	return err
}

// loadAll reads all operations on the rows that are worked out from them.
func (b *block) loadAll() error {
	for _, w := range b.rows {
		if !w.again {
			continue
		}
		if err := w.loadAll(); err != nil {
			return err
		}
	}
	return nil
}

// loadRecords reads the records of the rows that were here before.
func (b *block) loadRecords() error {
	byTable := map[*table][]oplog.ID{}
	for _, w := range b.rows {
		if t := b.tx.s.table[w.register]; t != nil && !w.empty {
			byTable[t] = append(byTable[t], w.row)
		}
	}
	for t, ids := range byTable {
		list, err := b.tx.FindMany(b.tx.ctx, t.def, ids)
		if err != nil {
			return err
		}
		for _, rec := range list {
			b.records[rec.ID] = rec
		}
	}
	return nil
}

// loadNeeded reads the operations by which the rows are worked out.
func (b *block) loadNeeded() error {
	var ids []oplog.ID
	need := func(id oplog.ID) {
		if _, looked := b.known[id]; !looked {
			b.known[id] = nil
			ids = append(ids, id)
		}
	}
	for _, w := range b.rows {
		if _, here := b.records[w.row]; !here {
			need(w.row)
		}
		_, marked := w.heads[oplog.Deleted]
		for key, list := range w.heads {
			if w.changed[key] || marked {
				for _, id := range list {
					need(id)
				}
			}
		}
		for key := range w.changed {
			if len(w.heads[key]) == 0 {
				need(w.row)
			}
		}
	}
	return b.look(ids)
}

// look reads operations from the log.
func (b *block) look(ids []oplog.ID) error {
	for _, part := range chunks(ids, loadMany) {
		if err := b.lookMany(part); err != nil {
			return err
		}
	}
	return nil
}

func (b *block) lookMany(ids []oplog.ID) error {
	rows, err := b.tx.tx.Query(`SELECT o.id, o.change, o.register, o.row, o.body, coalesce(c.stamp, 0), coalesce(c.replica, 0), coalesce(c.undoes, 0) FROM ops o
		LEFT JOIN changes c ON c.id = o.change WHERE o.id IN (`+marks(len(ids))+`)`, anys(ids)...)
	if err != nil {
		return translate(err)
	}
	defer rows.Close()
	for rows.Next() {
		var stamp, replica, undoes int64
		op, err := b.tx.scanOp(rows, &stamp, &replica, &undoes)
		if err != nil {
			return err
		}
		c := &oplog.Change{Stamp: oplog.Stamp(stamp), Replica: replica, Undoes: oplog.ID(undoes)}
		if replica == 0 {
			c = &b.tx.change // that is being made
		}
		m := newMergeOp(&op, c)
		b.known[op.ID] = &m
	}
	return translate(rows.Err())
}

// op returns an operation of the row, nil for one that is not here.
func (w *rowWork) op(id oplog.ID) (*mergeOp, error) {
	op, looked := w.block.known[id]
	if !looked && w.batch[id] != nil {
		m := newMergeOp(w.batch[id], &w.tx.change)
		op, w.block.known[id] = &m, &m
	} else if !looked {
		w.block.known[id] = nil
		if err := w.block.look([]oplog.ID{id}); err != nil {
			return nil, err
		}
		op = w.block.known[id]
	}
	if op != nil && (op.row != w.row || op.register != w.register) {
		return nil, errs.New(errs.Damaged, "同步包里同一个编号属于两条记录").Do("账套没有改动；请让对方重新导出同步包")
	}
	return op, nil
}
