package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"chengzhuan/backend/errs"
)

// Backup writes a copy of the book as it is now, checks it, and only then
// gives it its name. An existing file of that name is replaced.
func (s *Store) Backup(ctx context.Context, to string) (int64, error) {
	if s.Owns(to) {
		return 0, errs.New(errs.Denied, "“"+to+"”是账套自己的文件，不能覆盖").Do("请换一个文件名或位置")
	}
	part := to + ".part"
	os.Remove(part)
	defer os.Remove(part)
	f, err := os.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return 0, diskError(err, filepath.Dir(to))
	}
	f.Close()
	// VACUUM INTO reads one snapshot; the backup API would start again at every write.
	if _, err := s.write.ExecContext(ctx, `VACUUM INTO ?`, part); err != nil {
		return 0, translate(err)
	}
	problems, err := CheckFile(ctx, part)
	if err != nil {
		return 0, err
	}
	if len(problems) > 0 {
		return 0, errs.New(errs.Damaged, "备份出来的文件检查不合格，没有保留").Do("请换一个磁盘再试，并检查账套")
	}
	if err := syncFile(part); err != nil {
		return 0, diskError(err, to)
	}
	if err := os.Rename(part, to); err != nil {
		return 0, diskError(err, to)
	}
	info, err := os.Stat(to)
	if err != nil {
		return 0, diskError(err, to)
	}
	return info.Size(), nil
}

// Owns reports whether a path names the book or a file beside it that SQLite takes for its own.
func (s *Store) Owns(path string) bool {
	book := s.path
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		x, err1 := os.Stat(book + suffix)
		y, err2 := os.Stat(path)
		if err1 == nil && err2 == nil && os.SameFile(x, y) {
			return true
		}
		p, err1 := filepath.Abs(book + suffix)
		q, err2 := filepath.Abs(path)
		if err1 == nil && err2 == nil && strings.EqualFold(p, q) {
			return true
		}
	}
	return false
}

func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// CheckFile looks through a book file and returns what is wrong, nothing when it is sound.
func CheckFile(ctx context.Context, path string) ([]string, error) {
	if err := looksLikeSQLite(path); err != nil {
		return nil, err
	}
	db, err := sql.Open("sqlite3", readOnlyDSN(path))
	if err != nil {
		return nil, translate(err)
	}
	defer db.Close()
	return check(ctx, db)
}

// Check looks through the open book and returns what is wrong, nothing when it is sound.
// It looks through a connection of its own: one that has read the full text
// before a later write takes its own stale pages for damage.
func (s *Store) Check(ctx context.Context) ([]string, error) {
	db, err := sql.Open("sqlite3", dsn(s.path, "&_query_only=1"))
	if err != nil {
		return nil, translate(err)
	}
	defer db.Close()
	return check(ctx, db)
}

func check(ctx context.Context, db querier) ([]string, error) {
	var out []string
	rows, err := db.QueryContext(ctx, `PRAGMA integrity_check(20)`)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return nil, translate(err)
		}
		if line != "ok" {
			out = append(out, "数据库："+line)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, translate(err)
	}
	for _, law := range []struct{ query, text string }{
		{`SELECT count(*) FROM ops o LEFT JOIN changes c ON c.id = o.change WHERE c.id IS NULL`, "有 %d 条操作没有所属的改动"},
		{`SELECT count(*) FROM changes c WHERE count <> (SELECT count(*) FROM ops o WHERE o.id BETWEEN c.id AND c.id + c.count - 1)`, "有 %d 次改动缺少操作记录"},
		{`SELECT count(*) FROM heads h LEFT JOIN ops o ON o.id = h.op WHERE o.id IS NULL AND h.op <> h.row`, "有 %d 处栏目找不到它的操作记录"},
	} {
		var n int
		if err := db.QueryRowContext(ctx, law.query).Scan(&n); err != nil {
			return nil, translate(err)
		}
		if n > 0 {
			out = append(out, fmt.Sprintf(law.text, n))
		}
	}
	return out, nil
}

// Restore puts a backup into an empty data folder, after checking it.
func Restore(ctx context.Context, backup, dir string) error {
	if Exists(dir) {
		return errs.New(errs.Conflict, "目标文件夹里已经有账套："+dir).Do("请换一个空文件夹，或先把原来的文件夹改名留存")
	}
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		// SQLite would play an old log into the restored book.
		if _, err := os.Stat(filepath.Join(dir, FileName+suffix)); err == nil {
			return errs.New(errs.Conflict, "目标文件夹里还有旧账套的“"+FileName+suffix+"”："+dir).Do("请换一个空文件夹，或先把原来的文件夹改名留存")
		}
	}
	problems, err := CheckFile(ctx, backup)
	if err != nil {
		return err
	}
	if len(problems) > 0 {
		return errs.New(errs.Damaged, "这个备份已损坏，没有恢复").Do("请换一个备份文件再试")
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return diskError(err, dir)
	}
	data, err := os.ReadFile(backup)
	if err != nil {
		return diskError(err, backup)
	}
	to := filepath.Join(dir, FileName)
	part := to + ".part"
	defer os.Remove(part)
	if err := os.WriteFile(part, data, 0o600); err != nil {
		return diskError(err, dir)
	}
	if err := syncFile(part); err != nil {
		return diskError(err, dir)
	}
	return diskError(os.Rename(part, to), dir)
}
