package store

import (
	"context"

	"chengzhuan/backend/oplog"
)

// RowsIn returns the records of a register that a change made or altered.
func (r reader) RowsIn(ctx context.Context, c oplog.Change, register string) ([]oplog.ID, error) {
	rows, err := r.db.QueryContext(ctx, `SELECT DISTINCT row FROM ops WHERE id BETWEEN ? AND ? AND register = ?`, int64(c.ID), int64(c.ID)+int64(c.Count)-1, r.s.names.id(register))
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
