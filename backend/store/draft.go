package store

import (
	"context"
	"database/sql"

	"chengzhuan/backend/schema"
)

// PendingDraft returns the migration that the declarations still need after
// the committed ones, "" when there is none.
func PendingDraft(ctx context.Context, defs []*schema.Def) (string, error) {
	db, err := sql.Open("sqlite3", ":memory:")
	if err != nil {
		return "", translate(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	s := &Store{write: db}
	if err := s.migrate(ctx); err != nil {
		return "", err
	}
	have := map[string][]string{}
	rows, err := db.QueryContext(ctx, `SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type = 'table'`)
	if err != nil {
		return "", translate(err)
	}
	defer rows.Close()
	for rows.Next() {
		var table, column string
		if err := rows.Scan(&table, &column); err != nil {
			return "", translate(err)
		}
		have[table] = append(have[table], column)
	}
	return Draft(defs, have), translate(rows.Err())
}
