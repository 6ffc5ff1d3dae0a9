package store

import (
	"cmp"
	"slices"
	"strings"
)

// searchKey is one key of one record, waiting to be written.
type searchKey struct {
	key      string
	row      int64
	register int64
}

// heldKeys is how many keys a change holds before it writes them.
const heldKeys = 100_000

var bulkKeys = newBulk("INSERT OR IGNORE INTO search_keys", 3)

// flushKeys writes the waiting keys in their own order: an import would
// otherwise touch the whole tree of keys with every person.
func (tx *Tx) flushKeys() error {
	slices.SortFunc(tx.keys, func(a, b searchKey) int {
		return cmp.Or(strings.Compare(a.key, b.key), cmp.Compare(a.row, b.row))
	})
	var values []any
	for part := range slices.Chunk(tx.keys, bulkRows) {
		values = values[:0]
		for _, k := range part {
			values = append(values, k.key, k.row, k.register)
		}
		if err := tx.write(bulkKeys, values); err != nil {
			return err
		}
	}
	clear(tx.keys)
	tx.keys = tx.keys[:0]
	return nil
}
