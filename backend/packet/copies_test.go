package packet_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chengzhuan/backend/packet"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// lossless lets all PCs meet often enough for any news, and fails where they do
// not end up the same, something is missing or somebody cannot read the others.
func lossless(t *testing.T, all ...*pc) {
	t.Helper()
	for range 2 {
		meet(all...)
	}
	same(t, all...)
	for _, p := range all {
		s := p.status()
		if len(s.Gaps) > 0 || s.Self.ID == "" {
			t.Fatalf("%s: %+v", s.Self.Name, s.Gaps)
		}
		var names, prints []string
		for _, c := range s.Computers {
			names, prints = append(names, c.Name), append(prints, c.Fingerprint)
		}
		slices.Sort(names)
		slices.Sort(prints)
		if len(slices.Compact(names)) != len(s.Computers) || len(slices.Compact(prints)) != len(s.Computers) {
			t.Fatalf("two PCs are called the same: %+v", s.Computers)
		}
	}
	// Everybody reads what anybody writes now, and nobody is taken for another.
	selves := map[string]bool{}
	for _, p := range all {
		selves[p.status().Self.Fingerprint] = true
	}
	if len(selves) != len(all) {
		t.Fatalf("%d PCs have %d identities", len(all), len(selves))
	}
}

// copyOf returns a PC whose data folder is a copy of another's, made while that is closed.
func copyOf(p *pc, dir string) *pc {
	p.t.Helper()
	p.close()
	copyDir(p.t, p.dir, dir)
	*p = *openPC(p.t, p.dir, nil)
	return openPC(p.t, dir, nil)
}

func TestCopiedFolder(t *testing.T) {
	all, wang := office(t, 3)
	a, b, c := all[0], all[1], all[2]
	b2 := copyOf(b, filepath.Join(t.TempDir(), "copy"))
	b.set(wang, "school", "一中")
	b2.set(wang, "employer", "粮库")
	first := b2.export()
	if s := b2.status(); s.Self.Name != "2号机-2" || s.Self.CopyOf != "2号机" || s.Question.Name != "2号机" || !strings.Contains(s.Question.Text, "原来属于") {
		t.Fatalf("%+v", s)
	}
	if s := b.status(); s.Self.Name != "2号机" || s.Self.CopyOf != "" || s.Question.Computer != "" || len(s.Warnings) != 0 {
		t.Fatalf("%+v", s)
	}
	// a has never heard of the copy; it is believed by the word of what it was copied from.
	a.take(first)
	lossless(t, a, b, c, b2)
	for _, p := range []*pc{a, b, c, b2} {
		if p.show(wang, "school") != "一中" || p.show(wang, "employer") != "粮库" || len(p.status().Computers) != 4 {
			t.Fatal("a branch was lost")
		}
	}
	// A packet that was made for the original before is read by the copy too.
	b2.take(c.export())
}

func TestCopyOfACopy(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	b2 := copyOf(b, filepath.Join(t.TempDir(), "copy"))
	b2.set(wang, "school", "一中")
	b3 := copyOf(b2, filepath.Join(t.TempDir(), "copy"))
	b3.set(wang, "employer", "粮库")
	lossless(t, a, b, b2, b3)
	if n := b3.status().Self.Name; a.show(wang, "employer") != "粮库" || n == "2号机" {
		t.Fatal(n)
	}
}

// A book that has never been synchronized is copied to another PC by hand, as people do.
func TestCopiedBeforeAnySync(t *testing.T) {
	a := found(t)
	wang := a.add("name", "王芳")
	b := copyOf(a, filepath.Join(t.TempDir(), "copy"))
	a.set(wang, "school", "一中")
	b.set(wang, "employer", "粮库")
	// A third joins by way of the copy, before the original has said a word.
	c := b.join("3号机")
	if s := c.status(); len(s.Computers) != 3 || b.status().Self.CopyOf != "1号机" {
		t.Fatalf("%+v", s.Computers)
	}
	a.take(b.export()) // a learns that there are others
	lossless(t, a, b, c)
	if c.show(wang, "school") != "一中" || a.show(wang, "employer") != "粮库" {
		t.Fatal("a branch was lost")
	}
	if n := len(a.status().Computers); n != 3 {
		t.Fatalf("%d computers", n)
	}
}

func TestMovedFolder(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	b.set(wang, "school", "一中")
	was := b.status().Self
	b.close()
	dir := filepath.Join(t.TempDir(), "moved")
	if err := os.Rename(b.dir, dir); err != nil {
		t.Fatal(err)
	}
	b = openPC(t, dir, nil)
	b.set(wang, "employer", "粮库")
	lossless(t, a, b)
	if s := b.status(); s.Self.ID != was.ID || s.Self.Fingerprint != was.Fingerprint || s.Self.CopyOf != "" || len(s.Computers) != 3 {
		t.Fatalf("%+v", s)
	}
}

// Restored beside the original: two PCs from here on.
func TestRestoredElsewhere(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	b.set(wang, "school", "一中")
	backup := file(t, "backup.db")
	if _, err := b.s.Backup(ctx, backup); err != nil {
		t.Fatal(err)
	}
	b.set(wang, "school", "二中")
	a.take(b.export())
	dir := filepath.Join(t.TempDir(), "restored")
	if err := store.Restore(ctx, backup, dir); err != nil {
		t.Fatal(err)
	}
	r := openPC(t, dir, nil)
	r.set(wang, "employer", "粮库")
	lossless(t, a, b, r)
	if s := r.status().Self; s.CopyOf != "2号机" || r.show(wang, "school") != "二中" || b.show(wang, "employer") != "粮库" {
		t.Fatalf("%+v", s)
	}
}

// Restored over itself: the same PC, which has forgotten what it did after the
// backup. The others give it back.
func TestRestoredOverItself(t *testing.T) {
	for name, inPlace := range map[string]bool{"another file": false, "written into the old file": true} {
		t.Run(name, func(t *testing.T) {
			all, wang := office(t, 2)
			a, b := all[0], all[1]
			b.set(wang, "school", "一中")
			b.export()
			backup := file(t, "backup.db")
			if _, err := b.s.Backup(ctx, backup); err != nil {
				t.Fatal(err)
			}
			b.set(wang, "school", "二中")
			lost := b.add("name", "李强")
			a.take(b.export())
			b.close()
			if inPlace {
				put(t, filepath.Join(b.dir, store.FileName), read(t, backup))
			} else {
				if err := os.Rename(b.dir, filepath.Join(t.TempDir(), "old")); err != nil {
					t.Fatal(err)
				}
				if err := store.Restore(ctx, backup, b.dir); err != nil {
					t.Fatal(err)
				}
			}
			b = openPC(t, b.dir, nil)
			b.set(wang, "employer", "粮库")
			if got := b.show(wang, "school"); got != "一中" {
				t.Fatal(got)
			}
			for range 3 {
				a.take(b.export())
				b.take(a.export())
			}
			lossless(t, a, b)
			if b.show(lost, "name") != "李强" || b.show(wang, "school") != "二中" || a.show(wang, "employer") != "粮库" {
				t.Fatal("something was lost")
			}
			if s := b.status(); !inPlace && (s.Self.Name != "2号机" || s.Self.CopyOf != "") {
				t.Fatalf("%+v", s.Self)
			}
		})
	}
}

// Two PCs from one disk image, which nothing tells apart. They are noticed when
// their packets meet, by whatever way.
func TestPerfectClones(t *testing.T) {
	for name, meeting := range map[string]func(a, b, clone *pc){
		"each imports the other's packet": func(_, b, clone *pc) { clone.take(b.export()); b.take(clone.export()) },
		"by way of a third": func(a, b, clone *pc) {
			a.take(b.export())
			a.take(clone.export())
			from := a.export()
			b.take(from)
			clone.take(from)
		},
		"the clone has only looked": func(a, b, clone *pc) { b.take(clone.export()) },
	} {
		t.Run(name, func(t *testing.T) {
			all, wang := office(t, 3)
			a, b, c := all[0], all[1], all[2]
			b.forgetPlace()
			b.close()
			dir := filepath.Join(t.TempDir(), "clone")
			copyDir(t, b.dir, dir)
			clone := openPC(t, dir, nil)
			b = openPC(t, b.dir, nil)
			if b.info().Replica != clone.info().Replica {
				t.Fatal("these are no perfect clones")
			}
			b.set(wang, "school", "一中")
			b.add("name", "李强")
			if !strings.Contains(name, "looked") {
				clone.set(wang, "employer", "粮库")
				clone.add("name", "赵敏")
			}
			meeting(a, b, clone)
			if !strings.Contains(name, "looked") {
				lossless(t, a, b, c, clone)
				for _, p := range []*pc{a, b, c, clone} {
					if p.show(wang, "school") != "一中" || p.show(wang, "employer") != "粮库" {
						t.Fatal("a branch was lost")
					}
					if n, err := p.s.Count(ctx, store.Query{Register: members.Key}); err != nil || n != 3 {
						t.Fatal(n, err)
					}
				}
				return
			}
			clone.set(wang, "employer", "粮库")
			lossless(t, a, b, c, clone)
			if b.show(wang, "employer") != "粮库" || clone.show(wang, "school") != "一中" {
				t.Fatal("a branch was lost")
			}
		})
	}
}

// The power fails at any point while a copy takes a new identity.
func TestPowerCutWhileTakingAnIdentity(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	for _, cut := range []int{1, 5, 9, 13, 17, 21, 25, 29, 33, 37, 41, 50, 70, 1 << 30} {
		dir := filepath.Join(t.TempDir(), "copy")
		clone := copyOf(b, dir)
		clone.set(wang, "school", "一中")
		c := &countdown{Context: ctx, left: cut}
		_, err := clone.x.Export(c, file(t, "p.czb"), packet.ExportOptions{}, nil)
		clone.close()
		clone = openPC(t, dir, nil)
		a.take(clone.export())
		if s := clone.status(); s.Self.CopyOf != "2号机" || !strings.HasPrefix(s.Self.Name, "2号机-") {
			t.Fatalf("cut %d: %+v", cut, s.Self)
		}
		if n := len(clone.status().Computers); n != 4 {
			t.Fatalf("cut %d: %d computers in the roster", cut, n)
		}
		if (err == nil) != (cut == 1<<30) {
			t.Fatalf("cut %d: %v", cut, err)
		}
		clone.close()
	}
	b.take(a.export())
	if problems, err := b.s.Check(ctx); err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
}

// countdown is a context that is cancelled after it has been looked at so often.
type countdown struct {
	context.Context
	left int
}

func (c *countdown) Err() error {
	if c.left--; c.left < 0 {
		return context.Canceled
	}
	return nil
}

func (c *countdown) Done() <-chan struct{} {
	if c.left--; c.left < 0 {
		done := make(chan struct{})
		close(done)
		return done
	}
	return nil
}

// The names of the roster tell in the history who wrote what, also after several moves.
func TestHistoryNamesTheWriter(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	for i := range 2 {
		b.close()
		dir := filepath.Join(t.TempDir(), "moved")
		if err := os.Rename(b.dir, dir); err != nil {
			t.Fatal(err)
		}
		b = openPC(t, dir, nil)
		b.set(wang, "school", []string{"一中", "二中"}[i])
		a.take(b.export())
	}
	names := a.query(`SELECT DISTINCT r.name FROM changes c JOIN replicas r ON r.replica = c.replica JOIN ops o ON o.change = c.id WHERE o.row = ? ORDER BY 1`, int64(wang))
	if !slices.Equal(names, []string{"1号机", "2号机"}) {
		t.Fatal(names)
	}
	if n := len(a.query(`SELECT number FROM writers`)); n != 5 {
		t.Fatalf("%d numbers are written down in %s", n, registers.Writers.Def.Label)
	}
}

// A PC moves its folder and goes on under a new number with its old keys. A perfect
// clone of it, which has written nothing, sees a packet of its own that it never made.
func TestCloneOfAPCThatMoved(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	clone := perfectCopy(b)
	b = b.reopen(b.dir) // takes its place for the usual one again
	b.close()
	dir := filepath.Join(t.TempDir(), "moved")
	if err := os.Rename(b.dir, dir); err != nil {
		t.Fatal(err)
	}
	b = openPC(t, dir, nil)
	b.set(wang, "school", "一中")
	got := clone.take(b.export())
	if s := clone.status().Self; s.CopyOf != "2号机" || len(got.Warnings) == 0 || !strings.Contains(got.Warnings[0], "发现另有一份“2号机”的数据在使用") {
		t.Fatalf("%+v %v", s, got.Warnings)
	}
	if s := b.status().Self; s.Name != "2号机" {
		t.Fatalf("%+v", s)
	}
	clone.set(wang, "employer", "粮库")
	lossless(t, a, b, clone)
}
