package store

import (
	"context"
	"strings"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// SameGroups returns groups of living records that hold equal non-empty values in all the fields.
func (r reader) SameGroups(ctx context.Context, d *schema.Def, fields []string, limit int) ([][]oplog.ID, error) {
	var columns, present []string
	for _, f := range fields {
		columns = append(columns, quote(f))
		present = append(present, quote(f)+" IS NOT NULL", quote(f)+" <> ''")
	}
	group := strings.Join(columns, ", ")
	rows, err := r.db.QueryContext(ctx, `SELECT group_concat(id) FROM (SELECT id, `+group+` FROM `+quote(d.Key)+` WHERE "_deleted" = 0 AND `+strings.Join(present, " AND ")+` ORDER BY id) GROUP BY `+group+` HAVING count(*) > 1 LIMIT ?`, limit)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var out [][]oplog.ID
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, translate(err)
		}
		out = append(out, parseIDs([]byte(text)))
	}
	return out, translate(rows.Err())
}

// parseIDs reads decimal IDs joined by commas.
func parseIDs(text []byte) []oplog.ID {
	out := make([]oplog.ID, 0, len(text)/12)
	n := int64(0)
	for i, c := range text {
		if c >= '0' && c <= '9' {
			n = n*10 + int64(c-'0')
		}
		if c == ',' || i == len(text)-1 {
			out = append(out, oplog.ID(n))
			n = 0
		}
	}
	return out
}
