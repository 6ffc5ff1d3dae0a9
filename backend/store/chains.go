package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"chengzhuan/backend/oplog"
)

// chain is what a receipt remembers of the changes of one replica number.
type chain struct {
	tips   map[oplog.Hash]int64 // unbroken ends and their places
	broken bool                 // there are changes whose past is not here
	dirty  bool
}

func (r *receipt) chainOf(replica int64) (*chain, error) {
	if c := r.chains[replica]; c != nil {
		return c, nil
	}
	c := &chain{tips: map[oplog.Hash]int64{}}
	rows, err := r.tx.Query(`SELECT hash, seq FROM tips WHERE replica = ?`, replica)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	for rows.Next() {
		var hash []byte
		var seq int64
		if err := rows.Scan(&hash, &seq); err != nil {
			return nil, translate(err)
		}
		c.tips[oplog.Hash(hash)] = seq
	}
	if err := r.tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM changes WHERE replica = ? AND whole = 0)`, replica).Scan(&c.broken); err != nil {
		return nil, translate(err)
	}
	r.chains[replica] = c
	return c, translate(rows.Err())
}

// link finds the place of a new change in its chain, and reports whether all
// before it is here. A change that closes a gap makes those after it whole.
func (r *receipt) link(c *oplog.Change) (bool, error) {
	ch, err := r.chainOf(c.Replica)
	if err != nil {
		return false, err
	}
	whole := c.Seq == 1
	if _, tip := ch.tips[c.Prev]; tip && !whole {
		whole = true
	} else if !whole {
		if err := r.flushLog(); err != nil {
			return false, err
		}
		err := r.tx.QueryRow(`SELECT whole FROM changes WHERE replica = ? AND seq = ? AND hash = ?`, c.Replica, c.Seq-1, c.Prev[:]).Scan(&whole)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return false, translate(err)
		}
	}
	ch.dirty = true
	if !whole {
		ch.broken = true
		return false, nil
	}
	delete(ch.tips, c.Prev)
	if !ch.broken {
		ch.tips[c.Hash] = c.Seq
		return true, nil
	}
	return true, r.heal(ch, c)
}

// heal makes the changes after c whole, as far as they are here without a gap.
func (r *receipt) heal(ch *chain, c *oplog.Change) error {
	type link struct {
		hash oplog.Hash
		seq  int64
	}
	if err := r.flushLog(); err != nil {
		return err
	}
	todo := []link{{c.Hash, c.Seq}}
	for len(todo) > 0 {
		at := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		rows, err := r.tx.Query(`SELECT id, hash FROM changes WHERE replica = ? AND seq = ? AND prev = ? AND whole = 0`, c.Replica, at.seq+1, at.hash[:])
		if err != nil {
			return translate(err)
		}
		var ids []int64
		for rows.Next() {
			var id int64
			var hash []byte
			if err := rows.Scan(&id, &hash); err != nil {
				rows.Close()
				return translate(err)
			}
			ids, todo = append(ids, id), append(todo, link{oplog.Hash(hash), at.seq + 1})
		}
		rows.Close()
		if len(ids) == 0 {
			ch.tips[at.hash] = at.seq
			continue
		}
		for _, id := range ids {
			if err := r.exec(`UPDATE changes SET whole = 1 WHERE id = ?`, id); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *receipt) saveTips() error {
	for replica, c := range r.chains {
		if !c.dirty {
			continue
		}
		if err := r.exec(`DELETE FROM tips WHERE replica = ?`, replica); err != nil {
			return err
		}
		for hash, seq := range c.tips {
			// The end of the present own chain is kept in the book itself.
			if replica == r.book.replica && slices.Equal(hash[:], r.book.hash) {
				continue
			}
			if err := r.exec(`INSERT INTO tips VALUES (?, ?, ?)`, hash[:], replica, seq); err != nil {
				return err
			}
		}
	}
	return nil
}

// Vector returns what this PC knows, chain by chain, with marks on the way back.
func (r reader) Vector(ctx context.Context) (oplog.Vector, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT replica, seq, hash FROM tips UNION ALL SELECT replica, seq, hash FROM book WHERE seq > 0 ORDER BY 1, 2, 3`)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var out oplog.Vector
	for rows.Next() {
		var t oplog.Tip
		var hash []byte
		if err := rows.Scan(&t.Replica, &t.Seq, &hash); err != nil {
			return nil, translate(err)
		}
		t.Hash = oplog.Hash(hash)
		out = append(out, t)
	}
	if err := rows.Err(); err != nil {
		return nil, translate(err)
	}
	forked := map[int64]int{}
	for _, t := range out {
		forked[t.Replica]++
	}
	for i := range out {
		t := &out[i]
		if forked[t.Replica] > 1 {
			// Marks by place would mix the branches: the branching itself is the mark.
			continue
		}
		for _, seq := range oplog.MarkSteps(t.Seq) {
			var hash []byte
			err := r.db.QueryRowContext(ctx, `SELECT hash FROM changes WHERE replica = ? AND seq = ? AND whole = 1`, t.Replica, seq).Scan(&hash)
			if err != nil {
				return nil, translate(err)
			}
			t.Marks = append(t.Marks, oplog.Mark{Seq: seq, Hash: oplog.Hash(hash)})
		}
	}
	return out, nil
}

// Gap is a run of changes of one replica number that surely exist and are not here.
type Gap struct {
	Replica  int64
	From, To int64
}

// Gaps returns what is missing before changes that are here, by number and place.
func (r reader) Gaps(ctx context.Context) ([]Gap, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT c.replica, c.seq - 1,
			coalesce((SELECT max(p.seq) FROM changes p WHERE p.replica = c.replica AND p.seq < c.seq - 1), 0) + 1,
			EXISTS (SELECT 1 FROM changes p WHERE p.replica = c.replica AND p.seq = c.seq - 1)
		FROM changes c WHERE c.whole = 0 AND c.seq > 1
			AND NOT EXISTS (SELECT 1 FROM changes p WHERE p.replica = c.replica AND p.seq = c.seq - 1 AND p.hash = c.prev)
		GROUP BY 1, 2 ORDER BY 1, 2`)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var out []Gap
	for rows.Next() {
		var g Gap
		var other bool // there is a change in that place, but of another branch
		if err := rows.Scan(&g.Replica, &g.To, &g.From, &other); err != nil {
			return nil, translate(err)
		}
		if other {
			g.From = g.To
		}
		out = append(out, g)
	}
	return out, translate(rows.Err())
}
