package main

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	_ "github.com/mattn/go-sqlite3" // the same driver and the same SQLite as the store's

	"chengzhuan/backend/store"
)

// bare is the peer of the store: one table of a book with the same columns and
// the same indexes, in a file of its own with the same settings (WAL,
// synchronous=FULL), and nothing else. No log, no search keys, no full text.
type bare struct {
	db      *sql.DB
	insert  string
	columns int
}

// bareSettings are those of the store.
func bareSettings(path string) string {
	q := url.Values{"_journal_mode": {"WAL"}, "_synchronous": {"FULL"}, "_foreign_keys": {"1"}, "_busy_timeout": {"10000"}, "_cache_size": {"-32000"}}
	return "file:" + path + "?" + q.Encode()
}

// newBare makes the table of a register as it is in the book of dir.
func newBare(ctx context.Context, path, dir, table string) (*bare, error) {
	book, err := sql.Open("sqlite3", bareSettings(filepath.Join(dir, store.FileName))+"&_query_only=1")
	if err != nil {
		return nil, err
	}
	defer book.Close()
	db, err := sql.Open("sqlite3", bareSettings(path)+"&_txlock=immediate")
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	p := &bare{db: db}
	if err := p.define(ctx, book, table); err != nil {
		db.Close()
		return nil, err
	}
	return p, nil
}

func (p *bare) define(ctx context.Context, book *sql.DB, table string) error {
	rows, err := book.QueryContext(ctx, `SELECT sql FROM sqlite_master WHERE tbl_name = ? AND sql IS NOT NULL ORDER BY type DESC`, table)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return err
		}
		if _, err := p.db.ExecContext(ctx, text); err != nil {
			return err
		}
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if err := book.QueryRowContext(ctx, `SELECT count(*) FROM pragma_table_info(?)`, table).Scan(&p.columns); err != nil {
		return err
	}
	if p.columns == 0 {
		return fmt.Errorf("no table %s", table)
	}
	p.insert = "INSERT INTO " + table + " VALUES (?" + strings.Repeat(", ?", p.columns-1) + ")"
	return nil
}

// storedRows returns what the book's table holds, ready to be inserted: the
// peer gets canonical values and pinyin for nothing. The last ones come first.
func storedRows(ctx context.Context, dir, table string, columns, limit int) ([][]any, error) {
	book, err := sql.Open("sqlite3", bareSettings(filepath.Join(dir, store.FileName))+"&_query_only=1")
	if err != nil {
		return nil, err
	}
	defer book.Close()
	rows, err := book.QueryContext(ctx, `SELECT * FROM `+table+` ORDER BY id DESC LIMIT ?`, limit)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out [][]any
	for rows.Next() {
		row, dst := make([]any, columns), make([]any, columns)
		for i := range row {
			dst[i] = &row[i]
		}
		if err := rows.Scan(dst...); err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, rows.Err()
}

// fill inserts rows in one transaction with one prepared statement.
func (p *bare) fill(ctx context.Context, rows [][]any) error {
	tx, err := p.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	st, err := tx.Prepare(p.insert)
	if err != nil {
		return err
	}
	defer st.Close()
	for _, row := range rows {
		if _, err := st.Exec(row...); err != nil {
			return err
		}
	}
	return tx.Commit()
}
