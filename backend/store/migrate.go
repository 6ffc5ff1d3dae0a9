package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"slices"

	"chengzhuan/backend/errs"
)

//go:embed migrations/*.sql
var migrations embed.FS

// Migrations returns the names of the migration files in order; the version of
// a database is the number of files applied to it.
func Migrations() []string {
	names, err := fs.Glob(migrations, "migrations/*.sql")
	if err != nil {
		panic(err)
	}
	slices.Sort(names)
	return names
}

// migrate brings the database forward, each step and its version in one
// transaction. A database of a newer version is refused untouched.
func (s *Store) migrate(ctx context.Context) error {
	names := Migrations()
	var version int // asked without the write lock, which another program may hold for long
	if err := s.write.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version); err != nil {
		return translate(err)
	}
	if version == len(names) {
		return nil
	}
	for {
		done, err := s.migrateOne(ctx, names)
		if done || err != nil {
			return err
		}
	}
}

func (s *Store) migrateOne(ctx context.Context, names []string) (done bool, err error) {
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return false, translate(err)
	}
	defer tx.Rollback()
	var version int
	if err := tx.QueryRowContext(ctx, `PRAGMA user_version`).Scan(&version); err != nil {
		return false, translate(err)
	}
	switch {
	case version > len(names):
		return false, newer(version)
	case version == len(names):
		return true, nil
	}
	text, err := migrations.ReadFile(names[version])
	if err != nil {
		return false, errs.Of(err)
	}
	if _, err := tx.ExecContext(ctx, string(text)); err != nil {
		return false, errs.Wrap(errs.Internal, err, fmt.Sprintf("升级账套到第 %d 版时出错，数据没有改动", version+1)).Do("请把日志交给维护人员")
	}
	if _, err := tx.ExecContext(ctx, fmt.Sprintf(`PRAGMA user_version = %d`, version+1)); err != nil {
		return false, translate(err)
	}
	return false, translate(tx.Commit())
}

// loadRegisterIDs gives every register its number in this database.
func (s *Store) loadRegisterIDs(ctx context.Context) error {
	read := func() error {
		rows, err := s.write.QueryContext(ctx, `SELECT id, key FROM register_ids`)
		if err != nil {
			return err
		}
		defer rows.Close()
		for rows.Next() {
			var id int64
			var key string
			if err := rows.Scan(&id, &key); err != nil {
				return err
			}
			s.names[id] = key
			if t := s.table[key]; t != nil {
				t.id = id
			}
		}
		return rows.Err()
	}
	if err := read(); err != nil {
		return translate(err)
	}
	missing := false
	for key, t := range s.table {
		if t.id == 0 {
			missing = true
			if _, err := s.write.ExecContext(ctx, `INSERT OR IGNORE INTO register_ids (key) VALUES (?)`, key); err != nil {
				return translate(err)
			}
		}
	}
	if missing {
		return translate(read())
	}
	return nil
}
