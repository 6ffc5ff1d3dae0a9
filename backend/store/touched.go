package store

import (
	"context"

	"chengzhuan/backend/oplog"
)

// What is worked out from many records and remembered need not be worked out anew
// after each save: the book notes which records a write touched, for the last writes
// to each register. Every program that has the book open sees them.
const (
	// touchedMost is how many records a write names; of one that touched more only
	// that it did is noted.
	touchedMost = 200
	// touchedKept is how many writes to a register are noted.
	touchedKept = 500
	// touchedMany stands for all the records of a write that touched too many.
	touchedMany = oplog.ID(0)
)

// touch notes that a change touches a record of a register.
func (tx *Tx) touch(register int64, row oplog.ID) {
	rows := tx.touched[register]
	if rows == nil {
		rows = map[oplog.ID]bool{}
		tx.touched[register] = rows
	}
	if len(rows) <= touchedMost && !(tx.s.faults.oneTouched && len(rows) > 0) {
		rows[row] = true
	}
}

// raiseGenerations counts the change for every register that it touched, and notes its records.
func (tx *Tx) raiseGenerations() error {
	for id, rows := range tx.touched {
		if err := tx.exec(`UPDATE register_ids SET generation = generation + 1 WHERE id = ?`, id); err != nil {
			return err
		}
		if len(rows) > touchedMost {
			rows = map[oplog.ID]bool{touchedMany: true}
		}
		for row := range rows {
			if err := tx.exec(`INSERT INTO touched SELECT id, generation, ? FROM register_ids WHERE id = ?`, int64(row), id); err != nil {
				return err
			}
		}
		if err := tx.exec(`DELETE FROM touched WHERE register = ? AND generation <= (SELECT generation FROM register_ids WHERE id = ?) - ?`, id, id, touchedKept); err != nil {
			return err
		}
	}
	return nil
}

// TouchedSince returns the records of a register that were written to after one
// generation and up to another, each once; ok is false where they are too many or too
// long ago to be known, and everything has to be read again.
func (r reader) TouchedSince(ctx context.Context, register string, since, until int64) (rows []oplog.ID, ok bool, err error) {
	if until == since {
		return nil, true, nil
	}
	if until < since || until-since > touchedKept {
		return nil, false, nil
	}
	list, err := r.db.QueryContext(ctx, `SELECT generation, row FROM touched WHERE register = (SELECT id FROM register_ids WHERE key = ?) AND generation > ? AND generation <= ?`, register, since, until)
	if err != nil {
		return nil, false, translate(err)
	}
	defer list.Close()
	noted, seen := map[int64]bool{}, map[oplog.ID]bool{}
	for list.Next() {
		var generation, row int64
		if err := list.Scan(&generation, &row); err != nil {
			return nil, false, translate(err)
		}
		if noted[generation] = true; !seen[oplog.ID(row)] {
			seen[oplog.ID(row)] = true
			rows = append(rows, oplog.ID(row))
		}
	}
	if err := list.Err(); err != nil {
		return nil, false, translate(err)
	}
	return rows, int64(len(noted)) == until-since && !seen[touchedMany], nil
}
