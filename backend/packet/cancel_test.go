package packet_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// Cancelled anywhere, an export leaves no file, no number and no temporary file.
func TestCancelledExport(t *testing.T) {
	all, wang := office(t, 2)
	a := all[0]
	for i := range 30 {
		a.set(wang, "school", fmt.Sprintf("%d中", i))
	}
	temp := t.TempDir()
	t.Setenv("TMPDIR", temp)
	dir := t.TempDir()
	path := filepath.Join(dir, "p.czb")
	put(t, path, []byte("旧文件"))
	a.x.FileName(ctx)
	before, number := a.dump(), a.numberOf()
	for cut := 0; ; cut += 1 + cut/4 {
		_, err := a.x.Export(&countdown{Context: ctx, left: cut}, path, packet.ExportOptions{Full: true}, nil)
		if left := filesIn(t, temp); len(left) > 0 {
			t.Fatalf("cut %d left %v", cut, left)
		}
		if left := filesIn(t, dir); !slices.Equal(left, []string{"p.czb"}) {
			t.Fatalf("cut %d left %v", cut, left)
		}
		if err == nil {
			break
		}
		if !errs.Is(err, errs.Canceled) {
			t.Fatalf("cut %d: %v", cut, err)
		}
		if string(read(t, path)) != "旧文件" {
			t.Fatalf("cut %d wrote a file", cut)
		}
		if a.numberOf() != number || !slices.Equal(a.dump(), before) {
			t.Fatalf("cut %d altered the book", cut)
		}
	}
	all[1].take(path)
	// By its progress, as a person does.
	stop, cancel := context.WithCancel(ctx)
	_, err := a.x.Export(stop, path, packet.ExportOptions{Full: true}, func(string, int, int) { cancel() })
	if !errs.Is(err, errs.Canceled) {
		t.Fatal(err)
	}
}

// Cancelled anywhere, an import leaves the book as it was, or has taken in whole files.
func TestCancelledImport(t *testing.T) {
	all, wang := office(t, 3)
	a, b, c := all[0], all[1], all[2]
	for i := range 20 {
		b.set(wang, "school", fmt.Sprintf("%d中", i))
		c.set(wang, "employer", fmt.Sprintf("%d厂", i))
	}
	fromB, fromC := b.export(), c.export()
	count := func() int { return len(a.query(`SELECT id FROM changes`)) }
	start := count()
	for cut := 0; ; cut += 1 + cut/3 {
		got, err := a.x.Import(&countdown{Context: ctx, left: cut}, []string{fromB, fromC}, nil)
		if have := count() - start; have != 0 && have != 20 && have != 40 {
			t.Fatalf("cut %d: %d changes came in", cut, have)
		}
		if problems, err := a.s.Check(ctx); err != nil || len(problems) > 0 {
			t.Fatal(problems, err)
		}
		if err == nil {
			break
		}
		if !errs.Is(err, errs.Canceled) {
			t.Fatalf("cut %d: %v", cut, err)
		}
		for _, f := range got.Files {
			if f.Error == "" && f.New == 0 && f.Changes == 0 {
				t.Fatalf("cut %d: %+v counts as taken in", cut, f)
			}
		}
	}
	if count()-start != 40 {
		t.Fatal(count() - start)
	}
}

func TestCancelledWelcome(t *testing.T) {
	a := found(t)
	for range 5 {
		a.add("name", "李强")
	}
	dir := filepath.Join(t.TempDir(), "new")
	request, welcome := file(t, "request.czb"), file(t, "welcome.czb")
	if _, err := packet.Join(ctx, dir, "2号机", request); err != nil {
		t.Fatal(err)
	}
	for cut := 0; ; cut += 1 + cut/2 {
		_, err := a.x.Welcome(&countdown{Context: ctx, left: cut}, request, welcome, nil)
		if err == nil {
			break
		}
		if _, e := os.Stat(welcome); e == nil || !errs.Is(err, errs.Canceled) {
			t.Fatalf("cut %d: %v", cut, err)
		}
	}
	for cut := 0; ; cut += 3 + cut/2 {
		_, err := packet.Enter(&countdown{Context: ctx, left: cut}, dir, []string{welcome}, nil)
		if err == nil {
			break
		}
		if store.Exists(dir) {
			break // the book was there already: only the telling was cut short
		}
		if list := filesIn(t, dir); !slices.Equal(list, []string{packet.PendingFile, packet.LockFile}) {
			t.Fatalf("cut %d left %v", cut, list)
		}
	}
	b := openPC(t, dir, nil)
	meet(a, b)
	same(t, a, b)
	if n := len(a.status().Computers); n != 2 {
		t.Fatal(n)
	}
}

// A disk that is full or gone while a packet is written: nothing is left, and the words are plain.
func TestNowhereToWrite(t *testing.T) {
	all, wang := office(t, 1)
	a := all[0]
	a.set(wang, "school", "一中")
	number := a.numberOf()
	for name, path := range map[string]string{
		"a folder that is not there":   filepath.Join(t.TempDir(), "没有", "p.czb"),
		"a folder in the file's place": t.TempDir(),
		"the book itself":              filepath.Join(a.dir, store.FileName),
	} {
		if _, err := a.x.Export(ctx, path, packet.ExportOptions{}, nil); err == nil || errs.Is(err, errs.Internal) || errs.Of(err).Hint == "" {
			t.Fatalf("%s: %v", name, err)
		}
	}
	// The system's disk is full halfway.
	dir, temp := t.TempDir(), t.TempDir()
	t.Setenv("TMPDIR", temp)
	err := packet.WriteFailing(filepath.Join(dir, "p.czb"), a.secret(), 5000, &os.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC})
	if !errs.Is(err, errs.Disk) || errs.Of(err).Hint == "" || len(filesIn(t, dir))+len(filesIn(t, temp)) > 0 {
		t.Fatal(err, filesIn(t, dir), filesIn(t, temp))
	}
	t.Setenv("TMPDIR", filepath.Join(t.TempDir(), "没有"))
	if _, err := a.x.Export(ctx, file(t, "p.czb"), packet.ExportOptions{}, nil); !errs.Is(err, errs.Disk) || !strings.Contains(err.Error(), "临时文件") {
		t.Fatal(err)
	}
	if got := a.numberOf(); got != number {
		t.Fatalf("%s, a number was used up for nothing", got)
	}
}

// A window and a command export at once: every packet has its own number, and no
// change is thought to be sent that was not.
func TestTwoProgramsAtOnce(t *testing.T) {
	all, wang := office(t, 2)
	a, b := all[0], all[1]
	again, err := store.Open(ctx, a.dir, registers.All(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	faces := []*packet.Exchange{a.x, packet.New(ledger.New(again), "1.2.3")}
	dir := t.TempDir()
	var wg sync.WaitGroup
	var mu sync.Mutex
	numbers := map[int]bool{}
	var files []string
	for i := range 8 {
		wg.Go(func() {
			path := filepath.Join(dir, fmt.Sprintf("%d.czb", i))
			e, err := faces[i%2].Export(ctx, path, packet.ExportOptions{}, nil)
			mu.Lock()
			defer mu.Unlock()
			if err != nil || numbers[e.Number] {
				t.Errorf("%+v, %v", e, err)
			}
			numbers[e.Number] = true
			files = append(files, path)
		})
		wg.Go(func() { // somebody types meanwhile
			_, err := again.Write(ctx, store.Meta{Kind: "update", Note: "改动"}, func(tx *store.Tx) error {
				_, err := tx.Update(members, wang, map[string]string{"school": fmt.Sprintf("%d中", i)})
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	b.take(files...)
	unsent := a.status().Unsent
	b.take(a.export())
	if a.status().Unsent != 0 || b.show(wang, "school") != a.show(wang, "school") {
		t.Fatalf("%d were not sent", unsent)
	}
	same(t, a, b)
}

// A lock that another program holds is waited for, and given up when it ends.
func TestLockIsWaitedFor(t *testing.T) {
	all, _ := office(t, 1)
	free, err := packet.HoldLock(ctx, all[0].dir)
	if err != nil {
		t.Fatal(err)
	}
	stop, cancel := context.WithCancel(ctx)
	cancel()
	if _, err := all[0].x.Export(stop, file(t, "p.czb"), packet.ExportOptions{}, nil); !errs.Is(err, errs.Canceled) {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() {
		_, err := all[0].x.Export(ctx, file(t, "p.czb"), packet.ExportOptions{}, nil)
		done <- err
	}()
	select {
	case err := <-done:
		t.Fatal("did not wait", err)
	default:
	}
	all[0].status() // asks without waiting
	free()
	if err := <-done; err != nil {
		t.Fatal(err)
	}
}

// An edit that comes in between looking and deciding is not overwritten unseen.
func TestDecisionOnWhatChangedMeanwhile(t *testing.T) {
	all, wang := office(t, 3)
	a, b, c := all[0], all[1], all[2]
	apart(a, b, wang, []string{"school", "一中"}, []string{"school", "二中"})
	c.set(wang, "school", "三中")
	fromC := c.export()
	r := a.only()
	theirs := ""
	for _, v := range r.Fields[0].Versions {
		if !v.Mine {
			theirs = v.Op
		}
	}
	a.take(fromC)
	// "theirs" is not one thing any more; a version by its name still is.
	if err := a.x.Resolve(ctx, r.ID, "theirs"); !errs.Is(err, errs.Invalid) {
		t.Fatal(err)
	}
	a.resolve(r.ID, theirs)
	if a.show(wang, "school") != "二中" {
		t.Fatal(a.show(wang, "school"))
	}
	if _, err := oplog.ParseID(theirs); err != nil {
		t.Fatal(err)
	}
}
