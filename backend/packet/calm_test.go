package packet_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// clocked opens the book again with a clock that runs ahead.
func (p *pc) clocked(ahead *time.Duration) *pc {
	p.t.Helper()
	p.close()
	s, err := store.Open(ctx, p.dir, registers.All(), store.Options{Now: func() time.Time { return time.Now().Add(*ahead) }})
	if err != nil {
		p.t.Fatal(err)
	}
	p.t.Cleanup(func() { s.Close() })
	return &pc{p.t, p.dir, s, packet.New(ledger.New(s), "1.2.3")}
}

// A program that looks by itself takes in what comes at once, and writes about
// little only from time to time; at the end, and when a person says so, at once.
func TestCalmWatching(t *testing.T) {
	a := found(t)
	b := a.join("2号机")
	later := time.Duration(0)
	a = a.clocked(&later)
	dir := t.TempDir()
	a.watch(dir)
	b.watch(dir)
	calm := func(p *pc) {
		t.Helper()
		if _, err := p.x.LookWatch(ctx); err != nil {
			t.Fatal(err)
		}
	}
	wang := a.add("name", "王芳")
	calm(a)
	n := len(packetsIn(t, dir))
	if n != 1 {
		t.Fatalf("%d packets", n)
	}
	for i := range 5 {
		a.set(wang, "school", fmt.Sprintf("%d中", i))
		calm(a)
	}
	if got := len(packetsIn(t, dir)); got != n {
		t.Fatalf("%d packets about little", got)
	}
	later = packet.CalmTime + time.Minute
	calm(a)
	calm(a)
	if got := len(packetsIn(t, dir)); got != n+1 {
		t.Fatalf("%d packets, the last one is not fresh any more", got)
	}
	if calm(b); b.show(wang, "school") != "4中" {
		t.Fatal(b.show(wang, "school"))
	}
	// At the end.
	a.set(wang, "school", "最后")
	calm(a)
	for range 2 {
		if err := a.x.LeaveWatch(ctx); err != nil {
			t.Fatal(err)
		}
	}
	if got := len(packetsIn(t, dir)); got != min(n+2, packet.KeptInFolder)+1 {
		t.Fatalf("%v after leaving", packetsIn(t, dir))
	}
	if calm(b); b.show(wang, "school") != "最后" {
		t.Fatal(b.show(wang, "school"))
	}
	// What was given to somebody on a stick has not been told to the folder.
	a.set(wang, "school", "优盘")
	a.export()
	a.look()
	if calm(b); b.show(wang, "school") != "优盘" {
		t.Fatal(b.show(wang, "school"))
	}
	// Much is told at once.
	for range packet.CalmChanges {
		a.add("name", "李强")
	}
	calm(a)
	if calm(b); len(b.living(members.Key)) != packet.CalmChanges+1 {
		t.Fatal(len(b.living(members.Key)))
	}
}

// Temporary files of a program that was killed are swept away, others' never.
func TestOrphansAreSwept(t *testing.T) {
	all, _ := office(t, 2)
	a := all[0]
	dir := t.TempDir()
	old := time.Now().Add(-25 * time.Hour)
	for name, age := range map[string]time.Time{
		".chengzhuan-123.tmp": old, "chengzhuan-99.body": old, ".chengzhuan-5.tmp": time.Now(), "chengzhuan-7.body": time.Now(),
		"chengzhuan-表.tmp": old, ".chengzhuan-1.tmp.docx": old, "x.tmp": old, "chengzhuan-a1.body": old,
	} {
		if err := os.Chtimes(put(t, filepath.Join(dir, name), []byte("x")), age, age); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := a.x.Export(ctx, filepath.Join(dir, "包.czb"), packet.ExportOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	got := filesIn(t, dir)
	slices.Sort(got)
	want := []string{".chengzhuan-1.tmp.docx", ".chengzhuan-5.tmp", "chengzhuan-7.body", "chengzhuan-a1.body", "chengzhuan-表.tmp", "x.tmp", "包.czb"}
	if !slices.Equal(got, want) {
		t.Fatal(got)
	}
}
