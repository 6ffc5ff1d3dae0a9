package store

import (
	"fmt"
	"slices"
	"strings"

	"chengzhuan/backend/schema"
)

// pcLetters are the characters of a PC in a number: without those that look like another.
const pcLetters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"

// pcCode returns the four characters under which a replica number counts. PCs draw
// their numbers from 2^52, so two of a book have one code once in a million; a rule
// of sameness finds what that does.
func pcCode(replica int64) string {
	var b [4]byte
	for i := range b {
		b[i] = pcLetters[replica%int64(len(pcLetters))]
		replica /= int64(len(pcLetters))
	}
	return string(b[:])
}

// numbered returns the values of a new record with its number, where its register
// gives numbers and the record brings none.
func (tx *Tx) numbered(d *schema.Def, v schema.Values) (schema.Values, error) {
	at := d.Index(d.Number.Field)
	if d.Number.Field == "" || v[at] != "" {
		return v, nil
	}
	year := tx.s.Today().Year()
	var n int64
	err := tx.tx.QueryRow(`INSERT INTO numbers VALUES (?, ?, ?, 1) ON CONFLICT DO UPDATE SET last = last + 1 RETURNING last`, d.Number.Prefix, year, tx.book.replica).Scan(&n)
	if err != nil {
		return nil, translate(err)
	}
	v = slices.Clone(v)
	v[at] = strings.Join([]string{d.Number.Prefix, fmt.Sprint(year), pcCode(tx.book.replica), fmt.Sprintf("%04d", n)}, "-")
	return v, nil
}
