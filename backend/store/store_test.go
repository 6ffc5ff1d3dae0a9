package store_test

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	_ "github.com/mattn/go-sqlite3"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

var (
	ctx     = caller.With(context.Background(), caller.Caller{Operator: "张红梅", Face: caller.Command})
	members = registers.PartyMembers.Def
	orgs    = registers.Organizations.Def
)

// open makes a new book in a temporary folder with a clock that moves one second a look.
func open(t testing.TB) *store.Store {
	t.Helper()
	start := time.Date(2026, 11, 21, 8, 0, 0, 0, time.Local)
	var looks atomic.Int64
	s, err := store.Open(ctx, t.TempDir(), registers.All(), store.Options{
		Now:    func() time.Time { return start.Add(time.Duration(looks.Add(1)) * time.Second) },
		Create: &store.NewBook{Name: "测试社区", Replica: 7},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// person returns canonical values of a member.
func person(pairs ...string) schema.Values { return values(members, pairs...) }

func values(d *schema.Def, pairs ...string) schema.Values {
	v := make(schema.Values, len(d.Fields))
	for i := 0; i < len(pairs); i += 2 {
		v[d.Index(pairs[i])] = pairs[i+1]
	}
	return v
}

func create(t testing.TB, s *store.Store, d *schema.Def, v schema.Values) oplog.ID {
	t.Helper()
	var id oplog.ID
	_, err := s.Write(ctx, store.Meta{Kind: "create", Note: "新增"}, func(tx *store.Tx) (err error) {
		id, err = tx.Create(d, v)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func update(t testing.TB, s *store.Store, d *schema.Def, id oplog.ID, key, v string) store.Result {
	t.Helper()
	r, err := s.Write(ctx, store.Meta{Kind: "update", Note: "修改"}, func(tx *store.Tx) error {
		_, err := tx.Update(d, id, map[string]string{key: v})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func find(t testing.TB, s *store.Store, d *schema.Def, id oplog.ID) store.Record {
	t.Helper()
	r, err := s.Find(ctx, d, id)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The committed migrations must make exactly the tables that the declarations need.
func TestMigrationsMatchDeclarations(t *testing.T) {
	s := open(t)
	db, err := sql.Open("sqlite3", filepath.Join(s.Dir(), store.FileName))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, d := range registers.All() {
		rows, err := db.Query(`SELECT name FROM pragma_table_info(?)`, d.Key)
		if err != nil {
			t.Fatal(err)
		}
		var have []string
		for rows.Next() {
			var name string
			if err := rows.Scan(&name); err != nil {
				t.Fatal(err)
			}
			have = append(have, name)
		}
		want := []string{"id"}
		for _, c := range store.Columns(d) {
			want = append(want, c.Name)
		}
		slices.Sort(have)
		slices.Sort(want)
		if !slices.Equal(have, want) {
			t.Errorf("table %s has %v, the declaration wants %v: run make gen and commit the migration", d.Key, have, want)
		}
	}
}

func TestOpenRefuses(t *testing.T) {
	empty := t.TempDir()
	damaged := t.TempDir()
	os.WriteFile(filepath.Join(damaged, store.FileName), []byte("not a database at all, but long enough"), 0o600)
	s := open(t)
	newer := t.TempDir()
	if _, err := s.Backup(ctx, filepath.Join(newer, store.FileName)); err != nil {
		t.Fatal(err)
	}
	db, _ := sql.Open("sqlite3", filepath.Join(newer, store.FileName))
	db.Exec(`PRAGMA user_version = 999`)
	db.Close()
	for dir, code := range map[string]errs.Code{empty: errs.NotFound, damaged: errs.Damaged, newer: errs.Newer} {
		before, _ := os.ReadFile(filepath.Join(dir, store.FileName))
		_, err := store.Open(ctx, dir, registers.All(), store.Options{})
		if !errs.Is(err, code) || errs.Of(err).Hint == "" {
			t.Errorf("%s: got %v, want code %s with a hint", dir, err, code)
		}
		if after, _ := os.ReadFile(filepath.Join(dir, store.FileName)); string(before) != string(after) {
			t.Errorf("%s: a refused book was altered", code)
		}
	}
	if _, err := store.Open(ctx, s.Dir(), registers.All(), store.Options{Create: &store.NewBook{Name: "x"}}); !errs.Is(err, errs.Conflict) {
		t.Errorf("a second book in the folder: %v", err)
	}
}

func TestPathsWithOddCharacters(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "城砖 测试 100% #1 ?")
	s, err := store.Open(ctx, dir, registers.All(), store.Options{Create: &store.NewBook{Name: "测试社区"}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := os.Stat(filepath.Join(dir, store.FileName)); err != nil {
		t.Fatal(err)
	}
}

func TestFailedChangeLeavesNothing(t *testing.T) {
	s := open(t)
	_, err := s.Write(ctx, store.Meta{Kind: "create"}, func(tx *store.Tx) error {
		if _, err := tx.Create(members, person("name", "王芳")); err != nil {
			return err
		}
		_, err := tx.Create(members, person("name", "李强", "birth", "1975-02-30"))
		return err
	})
	if !errs.Is(err, errs.Invalid) {
		t.Fatalf("an impossible date was stored: %v", err)
	}
	if n, _ := s.Count(ctx, store.Query{Register: members.Key}); n != 0 {
		t.Errorf("%d records of a failed change remain", n)
	}
	if list, _ := s.Changes(ctx, 0, 10); len(list) != 0 {
		t.Errorf("a failed change is in the log: %v", list)
	}
	if hits, _ := s.Search(ctx, nil, "王芳", 10); len(hits) != 0 {
		t.Errorf("search finds a record that does not exist")
	}
}
