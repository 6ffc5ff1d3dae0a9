package store

import (
	"slices"

	"chengzhuan/backend/oplog"
)

var bulkAwaited = newBulk("INSERT OR IGNORE INTO awaited", 2)

// come forgets that the new operations were awaited. A row that waited for one
// which turns out to belong to another row is worked out anew too.
func (r *receipt) come() error {
	if len(r.awaited) == 0 {
		return nil
	}
	var here []oplog.ID
	for _, a := range r.rows {
		for op := a.first; op != nil; op = op.next {
			if r.awaited[op.id] {
				a.late = true
				here = append(here, op.id)
				delete(r.awaited, op.id)
			}
		}
	}
	slices.Sort(here)
	for _, part := range chunks(here, loadMany) {
		rows, err := r.ids(`DELETE FROM awaited WHERE op IN (`+marks(len(part))+`) RETURNING row`, anys(part)...)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if r.rows[row] != nil {
				continue
			}
			ops, err := r.opsOf(r.ctx, row)
			if err != nil {
				return err
			}
			if len(ops) > 0 {
				r.rows[row] = &arrivals{register: ops[0].Register, late: true}
			}
		}
	}
	return nil
}

// await notes what the new operations of a block have seen and what is not here.
func (r *receipt) await(b *block) error {
	type wanted struct{ op, row oplog.ID }
	var list []wanted
	for _, s := range b.rows {
		for op := s.arrived.first; op != nil; op = op.next {
			if op.creates() {
				continue
			}
			for i := range op.parts {
				for _, id := range op.parts[i].saw {
					if b.known[id] == nil && id != s.row && !s.hasHead(id) {
						list = append(list, wanted{id, s.row})
					}
				}
			}
		}
		// Who edited the row before has asked for its creation already.
		if !s.creation && (len(s.had) == 0 || r.awaited[s.row]) {
			list = append(list, wanted{s.row, s.row})
		}
	}
	if len(list) == 0 {
		return nil
	}
	ids := make([]oplog.ID, len(list))
	for i, w := range list {
		ids[i] = w.op
	}
	slices.Sort(ids)
	here := map[oplog.ID]bool{}
	for _, part := range chunks(slices.Compact(ids), loadMany) {
		found, err := r.ids(`SELECT id FROM ops WHERE id IN (`+marks(len(part))+`)`, anys(part)...)
		if err != nil {
			return err
		}
		for _, id := range found {
			here[id] = true
		}
	}
	var values []any
	for _, w := range list {
		if !here[w.op] {
			r.awaited[w.op] = true
			values = append(values, int64(w.op), int64(w.row))
		}
	}
	return r.write(bulkAwaited, values)
}

// ids runs a query that returns numbers.
func (tx *Tx) ids(query string, args ...any) ([]oplog.ID, error) {
	rows, err := tx.tx.Query(query, args...)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var out []oplog.ID
	for rows.Next() {
		var id int64
		if err := rows.Scan(&id); err != nil {
			return nil, translate(err)
		}
		out = append(out, oplog.ID(id))
	}
	return out, translate(rows.Err())
}
