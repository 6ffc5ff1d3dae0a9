package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// Of many who make a book in one folder at once one succeeds, and the others leave it alone.
func TestOneOfManyMakesTheBook(t *testing.T) {
	for range 5 {
		dir := t.TempDir()
		var made sync.Map
		var wg sync.WaitGroup
		for i := range 6 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				if s, err := store.Open(ctx, dir, registers.All(), store.Options{Create: &store.NewBook{Name: fmt.Sprint("社区", i)}}); err == nil {
					made.Store(i, s)
				}
			}()
		}
		wg.Wait()
		n := 0
		made.Range(func(_, v any) bool { n++; v.(*store.Store).Close(); return true })
		if n != 1 || !store.Exists(dir) {
			t.Fatalf("%d books made, exists: %v", n, store.Exists(dir))
		}
		s, err := store.Open(ctx, dir, registers.All(), store.Options{})
		if err != nil {
			t.Fatal(err)
		}
		s.Close()
	}
}

func TestBackupAndRestore(t *testing.T) {
	s := open(t)
	create(t, s, members, person("name", "王芳"))
	file := filepath.Join(t.TempDir(), "备份.czbak")
	if _, err := s.Backup(ctx, file); err != nil {
		t.Fatal(err)
	}
	for _, own := range []string{"", "-wal", "-shm", "-journal"} {
		if _, err := s.Backup(ctx, filepath.Join(s.Dir(), store.FileName+own)); !errs.Is(err, errs.Denied) {
			t.Errorf("a backup onto the book's own file %q: %v", own, err)
		}
	}
	create(t, s, members, person("name", "李强"))
	dir := t.TempDir()
	if err := store.Restore(ctx, file, dir); err != nil {
		t.Fatal(err)
	}
	r, err := store.Open(ctx, dir, registers.All(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := r.Count(ctx, store.Query{Register: members.Key}); n != 1 {
		t.Errorf("the restored book has %d members, want 1", n)
	}
	r.Close()
	if err := store.Restore(ctx, file, dir); !errs.Is(err, errs.Conflict) {
		t.Errorf("restoring over a book: %v", err)
	}
	stale := t.TempDir()
	os.WriteFile(filepath.Join(stale, store.FileName+"-wal"), []byte("old"), 0o600)
	if err := store.Restore(ctx, file, stale); !errs.Is(err, errs.Conflict) {
		t.Errorf("restoring beside an old log: %v", err)
	}
	data, _ := os.ReadFile(file)
	for i := 8192; i < 12288; i++ {
		data[i] ^= 0xff
	}
	damaged := filepath.Join(t.TempDir(), "坏.czbak")
	os.WriteFile(damaged, data, 0o600)
	if err := store.Restore(ctx, damaged, t.TempDir()); !errs.Is(err, errs.Damaged) {
		t.Errorf("a damaged backup: %v", err)
	}
}

// Several operations of one change on one field are taken back to what was before all of them.
func TestUndoOfAFieldSetTwice(t *testing.T) {
	s := open(t)
	id := create(t, s, members, person("name", "王芳", "mobile", "13800000001"))
	r, err := s.Write(ctx, store.Meta{Kind: "test"}, func(tx *store.Tx) error {
		for _, v := range []string{"13800000002", "13800000003"} {
			if _, err := tx.Update(members, id, map[string]string{"mobile": v}); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, kept, err := s.Undo(ctx, r.Change); err != nil || len(kept) > 0 {
		t.Fatal(kept, err)
	}
	if v := members.Get(find(t, s, members, id).Values, "mobile"); v != "13800000001" {
		t.Errorf("after undo the phone is %s", v)
	}
}

// An undo does not take away what others, entered later, refer to.
func TestUndoKeepsWhatOthersReferTo(t *testing.T) {
	s := open(t)
	var branch oplog.ID
	r, err := s.Write(ctx, store.Meta{Kind: "import"}, func(tx *store.Tx) (err error) {
		branch, err = tx.Create(orgs, values(orgs, "name", "第一支部"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	create(t, s, members, person("name", "王芳", "branch", branch.String()))
	if _, kept, err := s.Undo(ctx, r.Change); !errs.Is(err, errs.Conflict) || len(kept) != 1 || kept[0].ID != branch {
		t.Errorf("kept %v, %v", kept, err)
	}
	if find(t, s, orgs, branch).Deleted {
		t.Error("the branch of a living member is in the bin")
	}
}
