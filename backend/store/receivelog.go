package store

import (
	"errors"
	"strings"

	"github.com/mattn/go-sqlite3"

	"chengzhuan/backend/oplog"
)

// logRows is how many rows one statement writes into the log: a statement each
// would cost more than the rows.
const logRows = 32

// pendingLog holds what a receipt has yet to write into the change log.
type pendingLog struct {
	changes, ops []any // columns of one row after the other
}

const changeColumns, opColumns = 15, 5

var (
	insertChanges = rowInserts("changes", changeColumns)
	insertOps     = rowInserts("ops", opColumns)
)

// rowInserts returns the statements that write 1, 2 … logRows rows.
func rowInserts(table string, columns int) (out [logRows + 1]string) {
	row := "(?" + strings.Repeat(", ?", columns-1) + ")"
	for n := 1; n <= logRows; n++ {
		out[n] = "INSERT INTO " + table + " VALUES " + row + strings.Repeat(", "+row, n-1)
	}
	return out
}

func (l *pendingLog) change(c *oplog.Change, whole bool, head []byte) {
	l.changes = append(l.changes, changeRow(c, whole, head)...)
}

func (l *pendingLog) op(o *oplog.Op, register int64, body []byte) {
	l.ops = append(l.ops, int64(o.ID), int64(o.Change), register, int64(o.Row), body)
}

func (l *pendingLog) full() bool {
	return len(l.ops) >= logRows*opColumns || len(l.changes) >= logRows*changeColumns
}

// flushLog writes what is held: before the log is asked for anything.
func (r *receipt) flushLog() error {
	if err := r.writeRows(&insertChanges, changeColumns, r.log.changes); err != nil {
		return err
	}
	if err := r.writeRows(&insertOps, opColumns, r.log.ops); err != nil {
		return err
	}
	clear(r.log.changes)
	clear(r.log.ops)
	r.log.changes, r.log.ops = r.log.changes[:0], r.log.ops[:0]
	return nil
}

func (r *receipt) writeRows(inserts *[logRows + 1]string, columns int, values []any) error {
	for len(values) > 0 {
		n := min(len(values)/columns, logRows)
		err := r.exec(inserts[n], values[:n*columns]...)
		var lite sqlite3.Error
		if errors.As(err, &lite) && lite.Code == sqlite3.ErrConstraint {
			return sameNumber()
		}
		if err != nil {
			return err
		}
		values = values[n*columns:]
	}
	return nil
}
