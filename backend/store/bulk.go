package store

import "strings"

// bulk is how rows of one table are written many at once: a statement each would
// cost more than the rows.
type bulk struct {
	columns int
	rows    int // that many writes
	one     string
	many    string
}

// bulkRows is how many rows one statement writes; bulkValues how many values if the rows are long.
const bulkRows, bulkValues = 64, 1024

// newBulk returns the statements that begin with head, such as INSERT INTO t.
func newBulk(head string, columns int) *bulk {
	row := "(?" + strings.Repeat(", ?", columns-1) + ")"
	rows := min(bulkRows, max(1, bulkValues/columns))
	return &bulk{columns, rows, head + " VALUES " + row, head + " VALUES " + row + strings.Repeat(", "+row, rows-1)}
}

// whole returns how many values of a list fill whole statements.
func (b *bulk) whole(values []any) int {
	size := b.columns * b.rows
	return len(values) / size * size
}

// write writes the rows whose columns stand in values, one row after the other.
func (tx *Tx) write(b *bulk, values []any) error {
	for size := b.columns * b.rows; len(values) >= size; values = values[size:] {
		if err := tx.step(b.many, values[:size]); err != nil {
			return err
		}
	}
	for ; len(values) > 0; values = values[b.columns:] {
		if err := tx.exec(b.one, values[:b.columns]...); err != nil {
			return err
		}
	}
	return nil
}

// step is exec for statements of many values. The driver binds those of a query
// in one call into SQLite, those of an exec one by one.
func (tx *Tx) step(query string, values []any) error {
	rows, err := tx.tx.Query(query, values...)
	if err != nil {
		return translate(err)
	}
	return translate(rows.Close())
}
