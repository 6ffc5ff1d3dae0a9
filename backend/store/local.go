package store

import (
	"context"
	"database/sql"
	"time"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/oplog"
)

// Recall returns what this PC remembered under a key, "" when nothing. It is
// for comforts of the page (columns, saved filters), not for data.
func (s *Store) Recall(ctx context.Context, key string) (string, error) {
	var v string
	err := s.db.QueryRowContext(ctx, `SELECT value FROM local WHERE key = ?`, key).Scan(&v)
	if err == sql.ErrNoRows {
		return "", nil
	}
	return v, translate(err)
}

// Remember keeps a text on this PC; "" forgets it.
func (s *Store) Remember(ctx context.Context, key, value string) error {
	if value == "" {
		_, err := s.write.ExecContext(ctx, `DELETE FROM local WHERE key = ?`, key)
		return translate(err)
	}
	_, err := s.write.ExecContext(ctx, `INSERT INTO local VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`, key, value)
	return translate(err)
}

// Access is one entry of the log of who saw or took private data. It names
// fields and records, never values.
type Access struct {
	ID       int64
	When     time.Time
	Operator string
	Face     string
	Action   string // 查看, 导出, 打印
	Register string
	Row      oplog.ID
	What     string // labels of the fields, in Chinese
	Rows     int
}

// LogAccess records that the caller saw or took private data.
func (s *Store) LogAccess(ctx context.Context, a Access) error {
	who := caller.From(ctx)
	_, err := s.write.ExecContext(ctx, `INSERT INTO access_log (at, operator, face, action, register, row, what, rows) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		s.now().UnixMilli(), who.Operator, string(who.Face), a.Action, a.Register, int64(a.Row), a.What, a.Rows)
	return translate(err)
}

// LogAccessOnce is LogAccess for what a person looks at again and again, such as
// a print preview: the same within ten minutes is one entry.
func (s *Store) LogAccessOnce(ctx context.Context, a Access) error {
	who := caller.From(ctx)
	var known bool
	err := s.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM access_log WHERE at > ? AND operator = ? AND face = ? AND action = ? AND register = ? AND row = ? AND what = ? AND rows = ?)`,
		s.now().Add(-10*time.Minute).UnixMilli(), who.Operator, string(who.Face), a.Action, a.Register, int64(a.Row), a.What, a.Rows).Scan(&known)
	if err != nil {
		return translate(err)
	}
	if known {
		return nil
	}
	return s.LogAccess(ctx, a)
}

// AccessLog returns entries older than before (zero: the newest), newest first.
func (s *Store) AccessLog(ctx context.Context, before int64, limit int) ([]Access, error) {
	if before <= 0 {
		before = 1 << 62
	}
	rows, err := s.db.QueryContext(ctx, `SELECT id, at, operator, face, action, register, row, what, rows FROM access_log WHERE id < ? ORDER BY id DESC LIMIT ?`, before, limit)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var out []Access
	for rows.Next() {
		var a Access
		var at, row int64
		if err := rows.Scan(&a.ID, &at, &a.Operator, &a.Face, &a.Action, &a.Register, &row, &a.What, &a.Rows); err != nil {
			return nil, translate(err)
		}
		a.When, a.Row = time.UnixMilli(at), oplog.ID(row)
		out = append(out, a)
	}
	return out, translate(rows.Err())
}
