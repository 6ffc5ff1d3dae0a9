package packet_test

import (
	"database/sql"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// prepared are the data folders of an office of three PCs that know each other
// and the same: made once, copied for each test.
var prepared struct {
	once sync.Once
	dir  string
	wang oplog.ID
}

func TestMain(m *testing.M) {
	flag.Parse()
	if f := flag.Lookup("rapid.checks"); f.Value.String() == f.DefValue {
		flag.Set("rapid.checks", "4") // each is a course of events in real books
	}
	code := m.Run()
	if prepared.dir != "" {
		os.RemoveAll(prepared.dir)
	}
	os.Exit(code)
}

// office returns the first n PCs of the prepared office, and a member in its book.
func office(t testing.TB, n int) ([]*pc, oplog.ID) {
	t.Helper()
	prepared.once.Do(func() {
		a := found(t)
		prepared.wang = a.add("name", "王芳", "mobile", "13900000000")
		b := a.join("2号机")
		c := a.join("3号机")
		all := []*pc{a, b, c}
		for range 2 {
			for _, from := range all {
				file := from.export()
				for _, to := range all {
					if to != from {
						to.take(file)
					}
				}
			}
		}
		dir, err := os.MkdirTemp("", "office")
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range all {
			p.forgetPlace()
			p.close()
			copyDir(t, p.dir, filepath.Join(dir, fmt.Sprint(i)))
		}
		prepared.dir = dir
	})
	if prepared.dir == "" {
		t.Fatal("the office could not be made")
	}
	var out []*pc
	for i := range n {
		dir := filepath.Join(t.TempDir(), "data")
		copyDir(t, filepath.Join(prepared.dir, fmt.Sprint(i)), dir)
		out = append(out, openPC(t, dir, nil))
	}
	return out, prepared.wang
}

func (p *pc) close() {
	p.t.Helper()
	if err := p.s.Close(); err != nil {
		p.t.Fatal(err)
	}
}

// reopen closes the book and opens it where it lies now.
func (p *pc) reopen(dir string) *pc {
	p.t.Helper()
	p.s.Close()
	return openPC(p.t, dir, nil)
}

// forgetPlace makes the next opening, wherever, take the place for the usual one:
// what a perfect clone of a disk looks like.
func (p *pc) forgetPlace() {
	p.t.Helper()
	if err := p.s.ForgetPlace(ctx); err != nil {
		p.t.Fatal(err)
	}
}

func copyDir(t testing.TB, from, to string) {
	t.Helper()
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

// refused imports a file that must be refused, and returns why.
func (p *pc) refused(file string, code errs.Code) *errs.Error {
	p.t.Helper()
	got, err := p.x.Import(ctx, []string{file}, nil)
	if err == nil || len(got.Files) != 1 || got.Files[0].Error == "" || got.Changes != 0 {
		p.t.Fatalf("taken in: %+v", got)
	}
	if !errs.Is(err, code) || errs.Of(err).Message != got.Files[0].Error || got.Files[0].Hint == "" {
		p.t.Fatalf("%+v, %+v, want %s", errs.Of(err), got.Files[0], code)
	}
	return errs.Of(err)
}

// dump returns every line of every table of the book, but for what only indexes it.
func (p *pc) dump() []string {
	p.t.Helper()
	return p.lines(func(table string) bool { return true })
}

// shared returns what all PCs of the book must agree on when they know the same.
func (p *pc) shared() []string {
	p.t.Helper()
	local := []string{"book", "replicas", "tips", "register_ids", "local", "access_log", "search_keys", "notes", "reviews", "unread", "ops", "touched", "packs"}
	out := p.lines(func(table string) bool { return !slices.Contains(local, table) })
	out = append(out, p.query(`SELECT 'op', o.id, change, r.key, row, hex(body) FROM ops o JOIN register_ids r ON r.id = o.register ORDER BY o.id`)...)
	return append(out, p.query(`SELECT 'review', row, field, r.key FROM reviews JOIN register_ids r ON r.id = register ORDER BY row, field`)...)
}

func (p *pc) lines(wanted func(table string) bool) []string {
	p.t.Helper()
	var out []string
	for _, name := range p.query(`SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name`) {
		if !strings.HasPrefix(name, "notes") && wanted(name) {
			for _, line := range p.query(`SELECT * FROM "` + name + `" ORDER BY 1, 2`) {
				out = append(out, name+" "+line)
			}
		}
	}
	return out
}

func (p *pc) query(query string, args ...any) []string {
	p.t.Helper()
	db, err := sql.Open("sqlite3", "file:"+filepath.ToSlash(filepath.Join(p.dir, store.FileName))+"?_query_only=1&_busy_timeout=5000")
	if err != nil {
		p.t.Fatal(err)
	}
	defer db.Close()
	rows, err := db.Query(query, args...)
	if err != nil {
		p.t.Fatal(err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		p.t.Fatal(err)
	}
	line, at := make([]any, len(columns)), make([]any, len(columns))
	for i := range line {
		at[i] = &line[i]
	}
	var out []string
	for rows.Next() {
		if err := rows.Scan(at...); err != nil {
			p.t.Fatal(err)
		}
		out = append(out, strings.TrimSpace(fmt.Sprintln(line...)))
	}
	if err := rows.Err(); err != nil {
		p.t.Fatal(err)
	}
	return out
}

// same fails where two PCs do not agree.
func same(t testing.TB, all ...*pc) {
	t.Helper()
	want := all[0].shared()
	for i, p := range all[1:] {
		if have := p.shared(); !slices.Equal(want, have) {
			for _, line := range want {
				if !slices.Contains(have, line) {
					t.Log("only the first:", line)
				}
			}
			for _, line := range have {
				if !slices.Contains(want, line) {
					t.Logf("only PC %d: %s", i+1, line)
				}
			}
			t.Fatal("the books differ")
		}
		if problems, err := p.s.Check(ctx); err != nil || len(problems) > 0 {
			t.Fatal(problems, err)
		}
	}
}

// meet lets PCs exchange packets until each has what the others had at the start.
func meet(all ...*pc) {
	for range 2 {
		for _, from := range all {
			file := from.export()
			for _, to := range all {
				if to != from {
					to.take(file)
				}
			}
		}
	}
}

// computer finds a PC in a roster by name.
func (p *pc) computer(name string) packet.Computer {
	p.t.Helper()
	list := p.status().Computers
	i := slices.IndexFunc(list, func(c packet.Computer) bool { return c.Name == name })
	if i < 0 {
		p.t.Fatalf("%s is not in the roster %+v", name, list)
	}
	return list[i]
}

// write runs one change.
func (p *pc) write(f func(tx *store.Tx) error) {
	p.t.Helper()
	if _, err := p.s.Write(ctx, store.Meta{Kind: "update", Note: "改动"}, f); err != nil {
		p.t.Fatal(err)
	}
}

// create adds a record of any register.
func (p *pc) create(d *schema.Def, pairs ...string) (id oplog.ID) {
	p.t.Helper()
	v := d.New()
	for i := 0; i < len(pairs); i += 2 {
		v[d.Index(pairs[i])] = pairs[i+1]
	}
	p.write(func(tx *store.Tx) (err error) { id, err = tx.Create(d, v); return err })
	return id
}

// update sets fields of a record of any register.
func (p *pc) update(d *schema.Def, id oplog.ID, pairs ...string) {
	p.t.Helper()
	patch := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		patch[pairs[i]] = pairs[i+1]
	}
	p.write(func(tx *store.Tx) error { _, err := tx.Update(d, id, patch); return err })
}

// filesIn returns the names of all that lies in a folder.
func filesIn(t testing.TB, dir string) (out []string) {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range list {
		out = append(out, e.Name())
	}
	return out
}

func read(t testing.TB, path string) []byte {
	t.Helper()
	b, err := fs.ReadFile(os.DirFS(filepath.Dir(path)), filepath.Base(path))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func put(t testing.TB, path string, b []byte) string {
	t.Helper()
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
