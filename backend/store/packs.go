package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"

	"chengzhuan/backend/schema"
)

// What EachBundled read of many records may be kept in the book of this PC as packs,
// which read several times as fast. A pack holds what was known at a generation of the
// register; whoever uses it reads again what was touched since. It is never more than a
// shortcut: one that is missing, damaged or of another version is as good as none.

// packFormat rises with every change to how a pack is written.
const packFormat = 1

const (
	// packsKept is how many parts of one name are kept; those with the highest numbers stay.
	packsKept = 120
	// packsAtOnce is how many bytes of packs are written in one go, so that nobody's save waits for long.
	packsAtOnce = 1 << 20
)

// Packing says what packs hold: the fields Keys and By of the records that meet Where,
// as EachBundled reads them. Part divides them as the caller likes; 0 where it does not.
type Packing struct {
	Name  string // of the packs in this book
	Def   *schema.Def
	By    string
	Keys  []string
	Where []Condition
}

// mark names all that has to be the same for a pack to mean what it meant: the format,
// the version of the tables, and what was asked for.
func (p *Packing) mark() string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%d %d %s %q %q\n", packFormat, len(Migrations()), p.Def.Key, p.By, p.Where)
	for _, key := range p.Keys {
		fmt.Fprintf(sum, "%s", key)
		if f := p.Def.Field(key); f != nil {
			fmt.Fprintf(sum, " %s", f.Kind)
		}
		fmt.Fprintln(sum)
	}
	return hex.EncodeToString(sum.Sum(nil)[:12])
}

// Packs returns the sound packs with parts from … to, in the order of their parts. They
// are a help only, so where they cannot be read there are none.
func (s *Store) Packs(ctx context.Context, p Packing, from, to int) []*Pack {
	rows, err := s.db.QueryContext(ctx, `SELECT part, generation, body FROM packs WHERE name = ? AND part BETWEEN ? AND ? AND mark = ? ORDER BY part`, p.Name, from, to, p.mark())
	if err != nil {
		return nil
	}
	defer rows.Close()
	var out []*Pack
	for rows.Next() {
		pack := &Pack{}
		var body []byte
		if rows.Scan(&pack.Part, &pack.Generation, &body) == nil && pack.open(body, len(p.Keys)) {
			out = append(out, pack)
		}
	}
	return out
}

// PackedAt returns the generations of the packs with parts from … to, by part, without
// reading what they hold.
func (s *Store) PackedAt(ctx context.Context, p Packing, from, to int) (map[int]int64, error) {
	rows, err := s.db.QueryContext(ctx, `SELECT part, generation FROM packs WHERE name = ? AND part BETWEEN ? AND ? AND mark = ?`, p.Name, from, to, p.mark())
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	out := map[int]int64{}
	for rows.Next() {
		var part int
		var generation int64
		if err := rows.Scan(&part, &generation); err != nil {
			return nil, translate(err)
		}
		out[part] = generation
	}
	return out, translate(rows.Err())
}

// AgePacks notes that packs hold what is true at a later generation too; from is the
// generation that each has, by part. What was written anew meanwhile stays as it is.
func (s *Store) AgePacks(ctx context.Context, p Packing, from map[int]int64, to int64) error {
	if len(from) == 0 {
		return nil
	}
	return s.unhurried(ctx, func(tx *sql.Tx) error {
		for part, generation := range from {
			if _, err := tx.ExecContext(ctx, `UPDATE packs SET generation = ? WHERE name = ? AND part = ? AND mark = ? AND generation = ?`, to, p.Name, part, p.mark(), generation); err != nil {
				return translate(err)
			}
		}
		return nil
	})
}

// KeepPacks writes packs in place of those of the same parts. It does not wait for
// another program that writes to the book; what was written till then stays.
func (s *Store) KeepPacks(ctx context.Context, p Packing, packs []*PackBuilder) error {
	for len(packs) > 0 {
		size := 0
		var bodies [][]byte
		for size < packsAtOnce && len(bodies) < len(packs) {
			bodies = append(bodies, packs[len(bodies)].body())
			size += len(bodies[len(bodies)-1])
		}
		err := s.unhurried(ctx, func(tx *sql.Tx) error { return writePacks(ctx, tx, p, packs, bodies) })
		if err != nil {
			return err
		}
		packs = packs[len(bodies):]
	}
	return nil
}

func writePacks(ctx context.Context, tx *sql.Tx, p Packing, packs []*PackBuilder, bodies [][]byte) error {
	mark := p.mark()
	for i, body := range bodies {
		if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO packs VALUES (?, ?, ?, ?, ?)`, p.Name, packs[i].Part, mark, packs[i].Generation, body); err != nil {
			return translate(err)
		}
	}
	// Of more than may be kept the oldest go.
	_, err := tx.ExecContext(ctx, `DELETE FROM packs WHERE name = ? AND part < (SELECT part FROM packs WHERE name = ? ORDER BY part DESC LIMIT 1 OFFSET ?)`, p.Name, p.Name, packsKept-1)
	return translate(err)
}

// unhurried writes when it is its turn in this program, and not at all while another
// program does.
func (s *Store) unhurried(ctx context.Context, f func(*sql.Tx) error) error {
	conn, err := s.write.Conn(ctx)
	if err != nil {
		return translate(err)
	}
	defer conn.Close()
	var wait int64
	if err := conn.QueryRowContext(ctx, `PRAGMA busy_timeout`).Scan(&wait); err != nil {
		return translate(err)
	}
	if _, err := conn.ExecContext(ctx, `PRAGMA busy_timeout = 0`); err != nil {
		return translate(err)
	}
	defer conn.ExecContext(context.WithoutCancel(ctx), fmt.Sprintf(`PRAGMA busy_timeout = %d`, wait))
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return translate(err)
	}
	defer tx.Rollback()
	if err := f(tx); err != nil {
		return err
	}
	return translate(tx.Commit())
}
