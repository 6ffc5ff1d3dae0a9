package store

import (
	"context"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"maps"
	"slices"
	"strings"
)

// Raw runs SQL behind the store's back: a test's way to make what only
// accidents make, and to work without waiting for the disk.
func (s *Store) Raw(query string, args ...any) error {
	_, err := s.write.Exec(query, args...)
	return err
}

// Fault switches one protection off; "" none. See faults.
func (s *Store) Fault(name string) {
	switches := map[string]*bool{
		"keepNumber": &s.faults.keepNumber, "lastWins": &s.faults.lastWins, "noAwaited": &s.faults.noAwaited,
		"dropUnknown": &s.faults.dropUnknown, "uncoupled": &s.faults.uncoupled, "deleteWins": &s.faults.deleteWins,
		"vectorBySeq": &s.faults.vectorBySeq, "noAdvance": &s.faults.noAdvance, "takeAgain": &s.faults.takeAgain, "settleEach": &s.faults.settleEach, "undoDecides": &s.faults.undoDecides, "gapReviews": &s.faults.gapReviews,
		"oneTouched": &s.faults.oneTouched,
	}
	if name == "" {
		return
	}
	if switches[name] == nil {
		panic("no fault is called " + name)
	}
	*switches[name] = true
}

// Dump returns every line that all PCs of a book must agree on, by table.
// Numbers of registers are local, so their keys stand in their place.
func (s *Store) Dump(ctx context.Context) ([]string, error) {
	queries := []string{
		`SELECT 'change', id, count, replica, seq, hex(prev), hex(hash), whole, hex(head), at, stamp, operator, face, kind, note, undoes FROM changes ORDER BY id`,
		`SELECT 'op', o.id, change, r.key, row, hex(body) FROM ops o JOIN register_ids r ON r.id = o.register ORDER BY o.id`,
		`SELECT 'head', row, field, op FROM heads ORDER BY row, field, op`,
		`SELECT 'awaited', op, row FROM awaited ORDER BY op, row`,
		`SELECT 'review', row, field, r.key FROM reviews JOIN register_ids r ON r.id = register ORDER BY row, field`,
		`SELECT 'unread', row, r.key FROM unread JOIN register_ids r ON r.id = register ORDER BY row`,
		`SELECT 'key', k.key, row, r.key FROM search_keys k JOIN register_ids r ON r.id = register ORDER BY 2, 3`,
		`SELECT 'note', rowid, text FROM notes ORDER BY rowid`,
	}
	for _, key := range slices.Sorted(maps.Keys(s.table)) {
		query := `SELECT '` + key + `', id, "_deleted"`
		for _, c := range Columns(s.table[key].def) {
			query += ", " + quote(c.Name)
		}
		queries = append(queries, query+" FROM "+quote(key)+" ORDER BY id")
	}
	var out []string
	for _, query := range queries {
		rows, err := s.write.QueryContext(ctx, query)
		if err != nil {
			return nil, err
		}
		columns, _ := rows.Columns()
		line, dst := make([]any, len(columns)), make([]any, len(columns))
		for i := range line {
			dst[i] = &line[i]
		}
		for rows.Next() {
			if err := rows.Scan(dst...); err != nil {
				rows.Close()
				return nil, err
			}
			out = append(out, strings.TrimSpace(fmt.Sprintln(line...)))
		}
		if err := rows.Close(); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// AllNumbers makes a pack keep every text as a number: the mistake that its law has to see.
func (b *PackBuilder) AllNumbers() {
	for i := range b.columns {
		b.columns[i].words = false
	}
}

// Body is what is written of a pack.
func (b *PackBuilder) Body() []byte { return b.body() }

// OpenPack reads a body whose checksum is made right whatever stands in it.
func OpenPack(body []byte, fields int) (*Pack, bool) {
	body = binary.LittleEndian.AppendUint32(body[:len(body)-4:len(body)-4], crc32.Checksum(body[:len(body)-4], packSums))
	p := &Pack{}
	return p, p.open(body, fields)
}
