package store

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"slices"
	"sync"

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

// registerNames are the keys of registers by their numbers in this database,
// also of registers that only a newer version knows.
type registerNames struct {
	db   querier // where a number that is not known yet is looked up
	mu   sync.RWMutex
	keys map[int64]string
	ids  map[string]int64
}

// of returns the key of a register, "" for a number that is not known.
func (n *registerNames) of(id int64) string {
	n.mu.RLock()
	key, known := n.keys[id]
	n.mu.RUnlock()
	if known || n.read(context.Background(), n.db) != nil {
		return key
	}
	// Another program at the same book has met a register of a newer version.
	n.mu.RLock()
	defer n.mu.RUnlock()
	return n.keys[id]
}

// id returns the number of a register, 0 for one that has none yet.
func (n *registerNames) id(key string) int64 {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return n.ids[key]
}

func (n *registerNames) read(ctx context.Context, db querier) error {
	rows, err := db.QueryContext(ctx, `SELECT id, key FROM register_ids`)
	if err != nil {
		return translate(err)
	}
	defer rows.Close()
	keys, ids := map[int64]string{}, map[string]int64{}
	for rows.Next() {
		var id int64
		var key string
		if err := rows.Scan(&id, &key); err != nil {
			return translate(err)
		}
		keys[id], ids[key] = key, id
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	n.keys, n.ids = keys, ids
	return translate(rows.Err())
}

// loadRegisterIDs gives every register its number in this database.
func (s *Store) loadRegisterIDs(ctx context.Context) error {
	s.names.db = s.db
	if err := s.names.read(ctx, s.write); err != nil {
		return err
	}
	missing := false
	for key := range s.table {
		if s.names.id(key) == 0 {
			missing = true
			if _, err := s.write.ExecContext(ctx, `INSERT OR IGNORE INTO register_ids (key) VALUES (?)`, key); err != nil {
				return translate(err)
			}
		}
	}
	if missing {
		if err := s.names.read(ctx, s.write); err != nil {
			return err
		}
	}
	for key, t := range s.table {
		t.id = s.names.id(key)
	}
	return nil
}
