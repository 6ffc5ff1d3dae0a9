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

// heldKeys is how many keys a change holds before it writes them; keyRows how
// many one statement writes.
const (
	heldKeys = 100_000
	keyRows  = 32
)

var insertKeys = func() (out [keyRows + 1]string) {
	for n := 1; n <= keyRows; n++ {
		out[n] = "INSERT OR IGNORE INTO search_keys VALUES " + strings.TrimSuffix(strings.Repeat("(?, ?, ?), ", n), ", ")
	}
	return out
}()

// flushKeys writes the waiting keys in their own order: an import would
// otherwise touch the whole tree of keys with every person.
func (tx *Tx) flushKeys() error {
	slices.SortFunc(tx.keys, func(a, b searchKey) int {
		return cmp.Or(strings.Compare(a.key, b.key), cmp.Compare(a.row, b.row))
	})
	for rest := tx.keys; len(rest) > 0; {
		n := 1
		if len(rest) >= keyRows {
			n = keyRows
		}
		args := make([]any, 0, 3*n)
		for _, k := range rest[:n] {
			args = append(args, k.key, k.row, k.register)
		}
		if err := tx.exec(insertKeys[n], args...); err != nil {
			return err
		}
		rest = rest[n:]
	}
	tx.keys = tx.keys[:0]
	return nil
}
