// Package store owns the SQLite database: opening, migrating, the one door
// through which every write goes, the change log, search keys, lists, backup.
// It works on declarations and knows no register by name.
package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/hex"
	"errors"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	_ "github.com/mattn/go-sqlite3" // the database driver

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/schema"
)

// FileName is the database in the data folder.
const FileName = "book.db"

// Store is one open book. It is safe for concurrent use, and other processes
// may have the same book open.
type Store struct {
	reader
	write *sql.DB
	path  string
	now   func() time.Time
	pc    string            // names this PC; "" asks the system
	table map[string]*table // by register key
	names registerNames

	mu    sync.Mutex // guards views
	views []*view

	faults faults // only tests set them
}

// Options say how a book is opened; the zero value is usual.
type Options struct {
	Now     func() time.Time // the clock; nil is the real one
	Machine string           // what names this PC; "" asks the system
	Create  *NewBook         // make the book; refused where there is one
}

// NewBook is what a new book needs to be told.
type NewBook struct {
	Name    string // the community
	Replica int64  // number of this PC; 0 draws one
	PC      string // its name; "" is 1号机
	ID      string // of the book that this PC joins; "" founds a new one
	Secret  string // of the keys of this PC, 64 hexadecimal digits; "" draws one
}

// Exists reports whether the folder holds a book.
func Exists(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, FileName))
	return err == nil && info.Size() > 0
}

// Open opens the book in dir with the registers that this version knows. The
// errors say what to do: no book, a newer one, a damaged one, no permission.
func Open(ctx context.Context, dir string, defs []*schema.Def, opt Options) (*Store, error) {
	path := filepath.Join(dir, FileName)
	if opt.Now == nil {
		opt.Now = time.Now
	}
	switch {
	case opt.Create != nil && Exists(dir):
		return nil, errs.New(errs.Conflict, "这个文件夹里已经有账套").Do("请换一个空文件夹，或直接打开它")
	case opt.Create == nil && !Exists(dir):
		return nil, errs.New(errs.NotFound, "这个文件夹里还没有账套："+dir).Do("请先建立账套，或用 --data 指到账套所在的文件夹")
	}
	if opt.Create != nil {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return nil, diskError(err, dir)
		}
		// Only who makes the file may remove it again: two programs may try at once.
		if err := reserve(path); err != nil {
			return nil, err
		}
	} else if err := looksLikeSQLite(path); err != nil {
		return nil, err
	}
	s := &Store{path: path, now: opt.Now, pc: opt.Machine, table: map[string]*table{}}
	s.reader = reader{s: s}
	for _, d := range defs {
		s.table[d.Key] = newTable(d)
	}
	var err error
	if s.write, err = sql.Open("sqlite3", dsn(path, "&_txlock=immediate")); err != nil {
		return nil, translate(err)
	}
	s.write.SetMaxOpenConns(1)
	if s.db, err = sql.Open("sqlite3", dsn(path, "&_query_only=1")); err != nil {
		return nil, translate(err)
	}
	s.db.(*sql.DB).SetMaxOpenConns(4)
	s.db.(*sql.DB).SetMaxIdleConns(4)
	if err := s.start(ctx, opt); err != nil {
		s.Close()
		if opt.Create != nil {
			for _, suffix := range []string{"", "-wal", "-shm"} {
				os.Remove(path + suffix)
			}
		}
		return nil, err
	}
	return s, nil
}

// reserve makes the empty file of a new book, readable by its owner only. A
// file without content that lies there for a minute is left from a crash.
func reserve(path string) error {
	if info, err := os.Stat(path); err == nil && info.Size() == 0 && time.Since(info.ModTime()) > time.Minute {
		os.Remove(path)
	}
	for _, suffix := range []string{"-wal", "-shm", "-journal"} {
		if _, err := os.Stat(path + suffix); err == nil {
			return errs.New(errs.Conflict, "这个文件夹里还有旧账套留下的文件：“"+FileName+suffix+"”").Do("请换一个空文件夹，或先把它移走留存")
		}
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return errs.New(errs.Conflict, "这个文件夹里已经有账套").Do("请换一个空文件夹，或直接打开它")
	}
	if err != nil {
		return diskError(err, filepath.Dir(path))
	}
	return diskError(f.Close(), path)
}

func (s *Store) start(ctx context.Context, opt Options) error {
	if err := s.migrate(ctx); err != nil {
		return err
	}
	if opt.Create != nil {
		if err := s.found(ctx, *opt.Create); err != nil {
			return err
		}
	}
	if err := s.loadRegisterIDs(ctx); err != nil {
		return err
	}
	if err := s.settlePlace(ctx, opt.Create != nil); err != nil {
		return err
	}
	if err := s.renewKeys(ctx); err != nil {
		return err
	}
	return s.replay(ctx)
}

// found writes the one row of a new book.
func (s *Store) found(ctx context.Context, b NewBook) error {
	name := strings.TrimSpace(b.Name)
	if name == "" {
		return errs.New(errs.Invalid, "社区名称不能为空").In("name").Do("请填写社区名称，例如 仁寿门社区")
	}
	if b.ID == "" {
		var random [16]byte
		if _, err := rand.Read(random[:]); err != nil {
			return errs.Wrap(errs.Internal, err, "取随机数失败")
		}
		b.ID = hex.EncodeToString(random[:])
	}
	if b.Replica == 0 {
		var err error
		if b.Replica, err = drawReplica(); err != nil {
			return err
		}
	}
	if b.Secret == "" {
		var random [32]byte
		if _, err := rand.Read(random[:]); err != nil {
			return errs.Wrap(errs.Internal, err, "取随机数失败")
		}
		b.Secret = hex.EncodeToString(random[:])
	}
	if b.PC == "" {
		b.PC = "1号机"
	}
	_, err := s.write.ExecContext(ctx, `INSERT INTO book VALUES (1, ?, ?, ?, 0, x'', 0, 0, 0, ?, ?); INSERT INTO replicas VALUES (?, ?, 1); INSERT INTO local VALUES (?, ?)`,
		b.ID, name, b.Replica, keysVersion, s.shape(), b.Replica, b.PC, SecretKey, b.Secret)
	return translate(err)
}

// Close ends all work with the book.
func (s *Store) Close() error {
	var err error
	if db, ok := s.db.(*sql.DB); ok && db != nil {
		err = db.Close()
	}
	if s.write != nil {
		if e := s.write.Close(); err == nil {
			err = e
		}
	}
	return translate(err)
}

// Today returns the date of the store's clock.
func (s *Store) Today() cn.Date { return cn.Today(s.now()) }

// Now returns the store's clock.
func (s *Store) Now() time.Time { return s.now() }

// Dir returns the data folder.
func (s *Store) Dir() string { return filepath.Dir(s.path) }

// Def returns a register by key, or an error that names it.
func (s *Store) Def(key string) (*schema.Def, error) {
	if t := s.table[key]; t != nil {
		return t.def, nil
	}
	return nil, errs.New(errs.NotFound, "没有叫“"+key+"”的台账").Do("可用的台账见 registers 命令")
}

// Info is what a book says of itself.
type Info struct {
	ID         string
	Name       string
	Replica    int64
	PC         string
	Generation int64
	Stamp      int64 // last reading of the hybrid clock
}

// Info returns the book's own data.
func (s *Store) Info(ctx context.Context) (Info, error) {
	var i Info
	err := s.db.QueryRowContext(ctx, `SELECT b.id, b.name, b.replica, coalesce(r.name, ''), b.generation, b.stamp FROM book b LEFT JOIN replicas r ON r.replica = b.replica`).
		Scan(&i.ID, &i.Name, &i.Replica, &i.PC, &i.Generation, &i.Stamp)
	return i, translate(err)
}

// dsn carries every setting, so each pooled connection has them: WAL with full
// synchronisation, because NORMAL loses acknowledged transactions at a power cut.
func dsn(path, more string) string {
	q := url.Values{}
	q.Set("_journal_mode", "WAL")
	q.Set("_synchronous", "FULL")
	q.Set("_foreign_keys", "1")
	q.Set("_busy_timeout", "10000")
	q.Set("_cache_size", "-32000")
	q.Set("_stmt_cache_size", "128") // preparing costs more than most of our statements
	return "file:" + escape(path) + "?" + q.Encode() + more
}

// readOnlyDSN opens a copy that nobody writes to, and leaves no files beside it.
func readOnlyDSN(path string) string { return "file:" + escape(path) + "?mode=ro&immutable=1" }

func escape(path string) string {
	return strings.NewReplacer("%", "%25", "?", "%3F", "#", "%23").Replace(filepath.ToSlash(path))
}
