package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// bench is what the measures share: the program, a folder to work in, and
// books that more than one of them uses.
type bench struct {
	sizes
	report  *report
	bin     string // the program
	dir     string // everything made on the way; removed at the end
	profile string

	bookDir string // book with sizes.Book members, "" until asked for
	office  string // profile folder of LibreOffice, "" until asked for
	started usage  // LibreOffice with next to nothing to do
}

func (b *bench) say(format string, args ...any) {
	fmt.Fprintf(os.Stderr, "bench: "+format+"\n", args...)
}

// open makes the work folder beside the results: on the disk that the project
// is on, not in a memory file system.
func (b *bench) open(out string) error {
	home := filepath.Dir(out)
	if err := os.MkdirAll(home, 0o755); err != nil {
		return err
	}
	dir, err := os.MkdirTemp(home, "bench-")
	if err != nil {
		return err
	}
	b.dir, err = filepath.Abs(dir)
	return err
}

// program finds the program, or builds one without a window.
func (b *bench) program(ctx context.Context, bin string) error {
	if _, err := os.Stat(bin); errors.Is(err, os.ErrNotExist) {
		bin = filepath.Join(filepath.Dir(b.dir), "chengzhuan")
		b.say("building %s", bin)
		cmd := exec.CommandContext(ctx, "go", "build", "-tags", "sqlite_fts5", "-o", bin, ".")
		cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr
		if err := cmd.Run(); err != nil {
			return fmt.Errorf("go build: %w", err)
		}
	}
	var err error
	b.bin, err = filepath.Abs(bin)
	return err
}

func (b *bench) close() { os.RemoveAll(b.dir) }

// path is a file or folder in the work folder.
func (b *bench) path(name string) string { return filepath.Join(b.dir, name) }

// context carries a caller, as every face gives one.
func (b *bench) context(ctx context.Context) context.Context {
	return caller.With(ctx, caller.Caller{Operator: "张红梅", Face: caller.System})
}

// newBook makes a book with the places that people refer to.
func (b *bench) newBook(ctx context.Context, dir string) (*store.Store, places, error) {
	var at places
	s, err := store.Open(ctx, dir, registers.All(), store.Options{Create: &store.NewBook{Name: "仁寿门社区", Replica: 1}})
	if err != nil {
		return nil, at, err
	}
	_, err = s.Write(b.context(ctx), store.Meta{Kind: "create", Note: "建立组织和小区"}, func(tx *store.Tx) error { return at.create(tx) })
	if err != nil {
		s.Close()
		return nil, at, err
	}
	return s, at, nil
}

func (at *places) create(tx *store.Tx) error {
	var failed error
	add := func(d *schema.Def, v schema.Values) oplog.ID {
		id, err := tx.Create(d, v)
		if failed == nil {
			failed = err
		}
		return id
	}
	at.grid = add(registers.GridCells.Def, registers.GridCells.Encode(&registers.GridCell{Name: "第一网格", Number: "420000001"}))
	for _, name := range estates {
		id := add(registers.Estates.Def, registers.Estates.Encode(&registers.Estate{Name: name, Grid: at.grid}))
		at.estates = append(at.estates, id)
		for room := range 100 {
			at.households = append(at.households, add(registers.Households.Def, registers.Households.Encode(&registers.Household{Estate: id, Entrance: "1", Room: fmt.Sprint(101 + room), Grid: at.grid})))
		}
	}
	organization := func(name, kind string, parent oplog.ID) oplog.ID {
		return add(registers.Organizations.Def, registers.Organizations.Encode(&registers.Organization{Name: name, Type: kind, Parent: parent}))
	}
	committee := organization("仁寿门社区党委", registers.TypeCommittee, 0)
	for n := range branches {
		branch := organization(branchName(n), registers.TypeBranch, committee)
		at.branches = append(at.branches, branch)
		at.groups = append(at.groups, organization(branchName(n)+"第一党小组", registers.TypePartyGroup, branch))
	}
	for n := range 10 {
		at.units = append(at.units, organization(fmt.Sprintf("驻区单位%d号", n+1), registers.TypeResidentUnit, 0))
	}
	return failed
}

// fill writes n people. The changes are large: search keys come in random order,
// so every change writes most pages of their index again.
func (b *bench) fill(ctx context.Context, s *store.Store, d *schema.Def, n int, values func(i int) schema.Values) (time.Duration, error) {
	const each = 100_000
	begun := time.Now()
	for from := 0; from < n; from += each {
		_, err := s.Write(b.context(ctx), store.Meta{Kind: "import", Note: "导入"}, func(tx *store.Tx) error {
			for i := from; i < min(from+each, n); i++ {
				if _, err := tx.Create(d, values(i)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return 0, err
		}
	}
	return time.Since(begun), nil
}

// memberBook makes a book with n members in dir and closes it.
func (b *bench) memberBook(ctx context.Context, dir string, n int) error {
	s, at, err := b.newBook(ctx, dir)
	if err != nil {
		return err
	}
	took, err := b.fill(ctx, s, registers.PartyMembers.Def, n, func(i int) schema.Values {
		m := somebody(i).member(at)
		return registers.PartyMembers.Encode(&m)
	})
	if err != nil {
		s.Close()
		return err
	}
	b.say("book of %d members made in %.1f s", n, took.Seconds())
	return s.Close()
}

// book returns the folder of the book with sizes.Book members.
func (b *bench) book(ctx context.Context) (string, error) {
	if b.bookDir == "" {
		dir := b.path("book")
		if err := b.memberBook(ctx, dir, b.Book); err != nil {
			return "", err
		}
		b.bookDir = dir
	}
	return b.bookDir, nil
}
