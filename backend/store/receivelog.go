package store

import (
	"errors"

	"github.com/mattn/go-sqlite3"

	"chengzhuan/backend/oplog"
)

// pendingLog holds what a receipt has yet to write into the change log.
type pendingLog struct {
	changes, ops []any // columns of one row after the other
}

var (
	bulkChanges = newBulk("INSERT INTO changes", 15)
	bulkOps     = newBulk("INSERT INTO ops", 5)
)

func (l *pendingLog) change(c *oplog.Change, whole bool, head []byte) {
	l.changes = append(l.changes, changeRow(c, whole, head)...)
}

func (l *pendingLog) op(o *oplog.Op, register int64, body []byte) {
	l.ops = append(l.ops, int64(o.ID), int64(o.Change), register, int64(o.Row), body)
}

// full reports whether there is a whole statement to write.
func (l *pendingLog) full() bool {
	return len(l.changes) >= bulkChanges.columns*bulkChanges.rows || len(l.ops) >= bulkOps.columns*bulkOps.rows
}

// drainLog writes what fills whole statements.
func (r *receipt) drainLog() error {
	return r.writeLog(bulkChanges.whole(r.log.changes), bulkOps.whole(r.log.ops))
}

// flushLog writes all that is held: before the log is asked for anything.
func (r *receipt) flushLog() error {
	return r.writeLog(len(r.log.changes), len(r.log.ops))
}

func (r *receipt) writeLog(changes, ops int) error {
	var err error
	if r.log.changes, err = r.writeFirst(bulkChanges, r.log.changes, changes); err == nil {
		r.log.ops, err = r.writeFirst(bulkOps, r.log.ops, ops)
	}
	return err
}

// writeFirst writes the first n values and returns the list of the others.
func (r *receipt) writeFirst(b *bulk, values []any, n int) ([]any, error) {
	if n == 0 {
		return values, nil
	}
	err := r.write(b, values[:n])
	var lite sqlite3.Error
	if errors.As(err, &lite) && lite.Code == sqlite3.ErrConstraint {
		return values, sameNumber()
	}
	rest := copy(values, values[n:])
	clear(values[rest:])
	return values[:rest], err
}
