package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"sort"

	"chengzhuan/backend/oplog"
)

// Lacking says which changes somebody lacks, in the order in which they were made.
type Lacking struct {
	IDs []int64
	Ops int
	// Own counts those of the numbers of this PC.
	Own int
}

// Lacking returns what somebody who knows the vectors' common part lacks: with
// several vectors, what any of them lacks; with none, everything.
func (s *Store) Lacking(ctx context.Context, known ...oplog.Vector) (Lacking, error) {
	tx, err := s.snapshot(ctx)
	if err != nil {
		return Lacking{}, err
	}
	defer tx.Rollback()
	return reader{s: s, db: tx}.lacking(ctx, known)
}

func (s *Store) snapshot(ctx context.Context) (*sql.Tx, error) {
	tx, err := s.db.(*sql.DB).BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	return tx, translate(err)
}

type change struct {
	id, stamp int64
	ops       int
	own       bool
}

func (r reader) lacking(ctx context.Context, known []oplog.Vector) (Lacking, error) {
	replicas, err := r.replicas(ctx)
	if err != nil {
		return Lacking{}, err
	}
	var all []change
	for replica, own := range replicas {
		part, err := r.lackingOf(ctx, replica, own, known)
		if err != nil {
			return Lacking{}, err
		}
		all = append(all, part...)
	}
	// The clock never runs against causality, so this order needs no second look at a row.
	sort.Slice(all, func(i, j int) bool {
		if all[i].stamp != all[j].stamp {
			return all[i].stamp < all[j].stamp
		}
		return all[i].id < all[j].id
	})
	out := Lacking{IDs: make([]int64, len(all))}
	for i, c := range all {
		out.IDs[i], out.Ops = c.id, out.Ops+c.ops
		if c.own {
			out.Own++
		}
	}
	return out, nil
}

// replicas returns every number that has changes here, and whether it is this PC's.
func (r reader) replicas(ctx context.Context) (map[int64]bool, error) {
	rows, err := r.db.QueryContext(ctx, `WITH RECURSIVE n(replica) AS (
			SELECT (SELECT min(replica) FROM changes)
			UNION ALL SELECT (SELECT min(c.replica) FROM changes c WHERE c.replica > n.replica) FROM n WHERE n.replica IS NOT NULL)
		SELECT n.replica, coalesce(p.own, 0) FROM n LEFT JOIN replicas p ON p.replica = n.replica WHERE n.replica IS NOT NULL`)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	out := map[int64]bool{}
	for rows.Next() {
		var replica int64
		var own bool
		if err := rows.Scan(&replica, &own); err != nil {
			return nil, translate(err)
		}
		out[replica] = own
	}
	return out, translate(rows.Err())
}

// lackingOf returns the changes of one number that any of the vectors does not cover.
func (r reader) lackingOf(ctx context.Context, replica int64, own bool, known []oplog.Vector) ([]change, error) {
	var tips int
	if err := r.db.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM tips WHERE replica = ?1) + (SELECT count(*) FROM book WHERE replica = ?1 AND seq > 0)`, replica).Scan(&tips); err != nil {
		return nil, translate(err)
	}
	covered := int64(-1) // by all of them, where the chain is one
	var branches map[oplog.Hash]bool
	for _, v := range known {
		marks, err := r.shared(ctx, replica, v)
		if err != nil {
			return nil, err
		}
		if tips > 1 {
			past, err := r.past(ctx, replica, marks)
			if err != nil {
				return nil, err
			}
			if branches == nil {
				branches = past
			}
			for h := range branches {
				if !past[h] {
					delete(branches, h)
				}
			}
			continue
		}
		at := int64(0)
		for _, seq := range marks {
			at = max(at, seq)
		}
		if covered < 0 || at < covered {
			covered = at
		}
	}
	rows, err := r.db.QueryContext(ctx, `SELECT id, stamp, count, hash FROM changes WHERE replica = ? AND (seq > ? OR whole = 0)`, replica, max(covered, 0))
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var out []change
	for rows.Next() {
		c := change{own: own}
		var hash sql.RawBytes
		if err := rows.Scan(&c.id, &c.stamp, &c.ops, &hash); err != nil {
			return nil, translate(err)
		}
		if len(branches) == 0 || !branches[oplog.Hash(hash)] {
			out = append(out, c)
		}
	}
	return out, translate(rows.Err())
}

// shared returns the tips and marks of a vector that are unbroken here too, with their places.
func (r reader) shared(ctx context.Context, replica int64, v oplog.Vector) (map[oplog.Hash]int64, error) {
	out := map[oplog.Hash]int64{}
	for _, t := range v {
		if t.Replica != replica {
			continue
		}
		for _, m := range append([]oplog.Mark{{Seq: t.Seq, Hash: t.Hash}}, t.Marks...) {
			query, args := `SELECT EXISTS (SELECT 1 FROM changes WHERE replica = ? AND seq = ? AND hash = ? AND whole = 1)`, []any{replica, m.Seq, m.Hash[:]}
			if r.s.faults.vectorBySeq {
				query, args = `SELECT EXISTS (SELECT 1 FROM changes WHERE replica = ? AND seq = ?)`, args[:2]
			}
			var here bool
			if err := r.db.QueryRowContext(ctx, query, args...).Scan(&here); err != nil {
				return nil, translate(err)
			}
			if here {
				out[m.Hash] = m.Seq
				break // the marks further back are its past
			}
		}
	}
	return out, nil
}

// past returns the named changes of a number that has branches, and all before them.
func (r reader) past(ctx context.Context, replica int64, from map[oplog.Hash]int64) (map[oplog.Hash]bool, error) {
	out := map[oplog.Hash]bool{}
	for hash, seq := range from {
		for at := hash; seq > 0 && !out[at]; seq-- {
			out[at] = true
			var prev []byte
			if err := r.db.QueryRowContext(ctx, `SELECT prev FROM changes WHERE replica = ? AND seq = ? AND hash = ?`, replica, seq, at[:]).Scan(&prev); err != nil {
				return nil, translate(err)
			}
			if len(prev) == 0 {
				break
			}
			at = oplog.Hash(prev)
		}
	}
	return out, nil
}

// Send gives f the changes of a Lacking, byte for byte as they were made.
func (s *Store) Send(ctx context.Context, what Lacking, f func(*oplog.Wire) error) error {
	tx, err := s.snapshot(ctx)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	for _, part := range chunks(what.IDs, 500) {
		if err := (reader{s: s, db: tx}).send(ctx, part, f); err != nil {
			return err
		}
	}
	return nil
}

func (r reader) send(ctx context.Context, ids []int64, f func(*oplog.Wire) error) error {
	list, err := json.Marshal(ids)
	if err != nil {
		return translate(err)
	}
	rows, err := r.db.QueryContext(ctx, `SELECT c.id, c.count, c.replica, c.seq, c.prev, c.head, c.at, c.stamp, c.operator, c.face, c.kind, c.note, c.undoes, o.register, o.row, o.body
		FROM json_each(?) j CROSS JOIN changes c ON c.id = j.value CROSS JOIN ops o ON o.id BETWEEN c.id AND c.id + c.count - 1 ORDER BY j.key, o.id`, string(list))
	if err != nil {
		return translate(err)
	}
	defer rows.Close()
	var w *oplog.Wire
	last := int64(0)
	for rows.Next() {
		var c oplog.Change
		var id, stamp, undoes, register, row int64
		var prev, head, body []byte
		if err := rows.Scan(&id, &c.Count, &c.Replica, &c.Seq, &prev, &head, &c.At, &stamp, &c.Operator, &c.Face, &c.Kind, &c.Note, &undoes, &register, &row, &body); err != nil {
			return translate(err)
		}
		if id != last {
			if w != nil {
				if err := f(w); err != nil {
					return err
				}
			}
			if head == nil {
				c.ID, c.Stamp, c.Undoes = oplog.ID(id), oplog.Stamp(stamp), oplog.ID(undoes)
				copy(c.Prev[:], prev)
				if head, err = c.EncodeHead(); err != nil {
					return err
				}
			}
			w, last = &oplog.Wire{Head: head, Ops: make([]oplog.WireOp, 0, c.Count)}, id
		}
		w.Ops = append(w.Ops, oplog.WireOp{Register: r.s.names.of(register), Row: oplog.ID(row), Body: body})
	}
	if err := rows.Err(); err != nil {
		return translate(err)
	}
	if w != nil {
		return f(w)
	}
	return nil
}

// Compare counts how many changes somebody with that vector lacks of those that
// are here, and how many it tells of that are not here. It is for people: where a
// chain has one end on both sides it counts places and takes the shorter for a
// part of the longer; what is sent follows Lacking, which believes hashes only.
func (s *Store) Compare(ctx context.Context, v oplog.Vector) (lacks, holds int, err error) {
	tx, err := s.snapshot(ctx)
	if err != nil {
		return 0, 0, err
	}
	defer tx.Rollback()
	r := reader{s: s, db: tx}
	theirs := map[int64][]oplog.Tip{}
	for _, t := range v {
		theirs[t.Replica] = append(theirs[t.Replica], t)
	}
	ours, err := r.ends(ctx)
	if err != nil {
		return 0, 0, err
	}
	for replica, end := range ours {
		t := theirs[replica]
		if end.tips > 1 || len(t) > 1 {
			part, err := r.lackingOf(ctx, replica, false, []oplog.Vector{t})
			if err != nil {
				return 0, 0, err
			}
			ahead, err := r.ahead(ctx, t)
			if err != nil {
				return 0, 0, err
			}
			lacks, holds = lacks+len(part), holds+ahead
			continue
		}
		at := int64(0)
		if len(t) == 1 {
			at = t[0].Seq
		}
		lacks += int(max(0, end.seq-at))
		holds += int(max(0, at-end.seq))
	}
	for replica, t := range theirs {
		if _, known := ours[replica]; !known {
			for _, tip := range t {
				holds += int(tip.Seq)
			}
		}
	}
	return lacks, holds, nil
}

// end is how far the unbroken chains of one number go.
type end struct {
	seq  int64
	tips int
}

func (r reader) ends(ctx context.Context) (map[int64]end, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT replica, max(seq), count(*) FROM (SELECT replica, seq FROM tips UNION ALL SELECT replica, seq FROM book WHERE seq > 0) GROUP BY 1`)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	out := map[int64]end{}
	for rows.Next() {
		var replica int64
		var e end
		if err := rows.Scan(&replica, &e.seq, &e.tips); err != nil {
			return nil, translate(err)
		}
		out[replica] = e
	}
	return out, translate(rows.Err())
}

// ahead counts, at most, the changes of a vector that are not here.
func (r reader) ahead(ctx context.Context, v oplog.Vector) (int, error) {
	n := int64(0)
	for _, t := range v {
		shared, err := r.shared(ctx, t.Replica, oplog.Vector{t})
		if err != nil {
			return 0, err
		}
		at := int64(0)
		for _, seq := range shared {
			at = max(at, seq)
		}
		n += t.Seq - at
	}
	return int(n), nil
}
