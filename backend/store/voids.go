package store

import (
	"context"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// AllVoided returns the entries of an append-only register that are void. It is
// Voided for those who need all of them: it reads the marks, not the entries.
func (r reader) AllVoided(ctx context.Context, d *schema.Def) (map[oplog.ID]bool, error) {
	t, err := r.s.tableOf(d)
	if err != nil {
		return nil, err
	}
	rows, err := r.db.QueryContext(ctx, `SELECT h.row, o.body FROM heads h JOIN ops o ON o.id = h.op WHERE h.field = '`+oplog.Void+`' AND o.register = ?`, t.id)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	out := map[oplog.ID]bool{}
	for rows.Next() {
		var row int64
		var body []byte
		var op oplog.Op
		if err := rows.Scan(&row, &body); err != nil {
			return nil, translate(err)
		}
		if err := op.DecodeBody(body); err != nil {
			return nil, err
		}
		if op.Fields[oplog.Void] != "" {
			out[oplog.ID(row)] = true
		}
	}
	return out, translate(rows.Err())
}
