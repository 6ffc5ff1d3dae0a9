package store

import (
	"context"
	"maps"
	"slices"

	"chengzhuan/backend/oplog"
)

// What is worked out from many records and remembered need not be worked out anew
// after each save: the book notes which records a write touched, for the last writes
// to each register. Every program that has the book open sees them.
const (
	// touchedMost is how many records a write names; of one that touched more only
	// that it did is noted. An import of a year's log is within it.
	touchedMost = 20_000
	// touchedKept is how many writes to a register are noted, and touchedRows after how
	// many records of the later ones the earlier ones are forgotten.
	touchedKept, touchedRows = 500, 40_000
	// touchedFew is how many records a save may touch without being counted against touchedRows.
	touchedFew = 50
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
		if err := tx.noteTouched(id, rows); err != nil {
			return err
		}
	}
	return nil
}

var touchedBulk = newBulk("INSERT INTO touched", 3)

func (tx *Tx) noteTouched(register int64, rows map[oplog.ID]bool) error {
	var generation int64
	if err := tx.tx.QueryRow(`SELECT generation FROM register_ids WHERE id = ?`, register).Scan(&generation); err != nil {
		return translate(err)
	}
	values := make([]any, 0, 3*len(rows))
	for _, row := range slices.Sorted(maps.Keys(rows)) {
		values = append(values, register, generation, int64(row))
	}
	if err := tx.write(touchedBulk, values); err != nil {
		return err
	}
	if err := tx.exec(`DELETE FROM touched WHERE register = ? AND generation <= ?`, register, generation-touchedKept); err != nil {
		return err
	}
	if len(rows) <= touchedFew {
		return nil
	}
	return tx.exec(`DELETE FROM touched WHERE register = ? AND generation <= (SELECT generation FROM touched WHERE register = ? ORDER BY generation DESC LIMIT 1 OFFSET ?)`, register, register, touchedRows)
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
