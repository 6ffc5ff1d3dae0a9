package packet_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

var makeGolden = flag.Bool("golden", false, "write the golden files of a new format version; those of older ones are never written again")

// golden returns the path of one of the files that a format version left for ever:
// v1-joining.json (the secret of the PC that asked), v1-request.czb, v1-welcome.czb,
// v1-sync.czb and v1.txt (what is in them).
func golden(version int, name string) string {
	return filepath.Join("testdata", fmt.Sprintf("v%d%s", version, name))
}

// The files of every released format are read for ever, to the last word.
func TestGoldenFiles(t *testing.T) {
	if *makeGolden {
		writeGolden(t)
	}
	for version := 1; version <= packet.FormatVersion; version++ {
		joining := string(read(t, golden(version, "-joining.json")))
		_, secret, _ := strings.Cut(joining, `"secret":"`)
		secret = secret[:64]
		var text strings.Builder
		for _, kind := range []string{"request", "welcome", "sync"} {
			fmt.Fprintf(&text, "== %s\n%s", kind, describe(t, golden(version, "-"+kind+".czb"), secret))
		}
		if want := string(read(t, golden(version, ".txt"))); text.String() != want {
			t.Fatalf("version %d reads\n%s\nwant\n%s", version, text.String(), want)
		}
		// And they still make a book.
		dir := filepath.Join(t.TempDir(), "data")
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		put(t, filepath.Join(dir, packet.PendingFile), []byte(joining))
		got, err := packet.Enter(ctx, dir, []string{golden(version, "-sync.czb"), golden(version, "-welcome.czb")}, nil)
		if err != nil || !got.Joined || got.Files[0].Error != "" || len(got.Gaps) != 0 {
			t.Fatalf("%+v, %v", got, err)
		}
		p := openPC(t, dir, nil)
		var people []string
		for _, id := range p.living(members.Key) {
			people = append(people, p.show(id, "name")+p.show(id, "school")+p.show(id, "mobile"))
		}
		if slices.Sort(people); !slices.Equal(people, []string{"李强", "王芳第二中学13900000000"}) {
			t.Fatal(people)
		}
		if s := p.status(); len(s.Computers) != 2 || s.Community != "仁寿门社区" || s.Self.Name != "2号机" {
			t.Fatalf("%+v", s)
		}
	}
}

// describe writes down everything in a file.
func describe(t *testing.T, path, secret string) string {
	t.Helper()
	var text strings.Builder
	h, c, err := packet.ReadFile(path, secret, func(w *oplog.Wire) error {
		c, ops, err := w.Read()
		if err != nil {
			return err
		}
		fmt.Fprintf(&text, "change %s count=%d replica=%d seq=%d prev=%x hash=%x stamp=%d at=%d operator=%s face=%s kind=%s note=%s undoes=%s\n", c.ID, c.Count, c.Replica, c.Seq, c.Prev, c.Hash, c.Stamp, c.At, c.Operator, c.Face, c.Kind, c.Note, c.Undoes)
		for _, o := range ops {
			var keys []string
			for key, value := range o.Fields {
				keys = append(keys, fmt.Sprintf("%s=%q saw=%v", key, value, o.Saw(key)))
			}
			slices.Sort(keys)
			fmt.Fprintf(&text, "  op %s %s row=%s %s\n", o.ID, o.Register, o.Row, strings.Join(keys, " "))
		}
		return nil
	})
	if err != nil {
		t.Fatal(path, err)
	}
	head := fmt.Sprintf("header kind=%s program=%s book=%s sign=%x box=%s name=%s number=%d made=%d answers=%s\n", h.Kind, h.Program, h.Book, h.Sign, h.Box, h.Name, h.Number, h.Made, h.Answers)
	if h.Kind != "request" {
		head += fmt.Sprintf("contents community=%s name=%s changes=%d ops=%d stamp=%d\n", c.Community, c.Name, c.Changes, c.Ops, c.Stamp)
		for _, k := range c.Known {
			head += fmt.Sprintf("known replica=%d seq=%d hash=%x marks=%d\n", k.Replica, k.Seq, k.Hash, len(k.Marks))
		}
		certs := c.Certs
		if c.Admission != nil {
			certs = append(slices.Clone(certs), *c.Admission)
		}
		for _, k := range certs {
			head += fmt.Sprintf("cert sign=%s box=%s by=%s at=%d\n", k.Sign, k.Box, k.By, k.At)
		}
		for _, p := range c.Parts {
			head += fmt.Sprintf("part number=%d replica=%d seq=%d\n", p.Number, p.Replica, p.Seq)
		}
	}
	return head + text.String()
}

func writeGolden(t *testing.T) {
	t.Helper()
	path := func(name string) string { return golden(packet.FormatVersion, name) }
	if _, err := os.Stat(path("-sync.czb")); err == nil {
		t.Fatal("this version has its golden files; a released one is never written again")
	}
	if err := os.MkdirAll("testdata", 0o755); err != nil {
		t.Fatal(err)
	}
	now := func() time.Time { return time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC) }
	s, err := store.Open(ctx, t.TempDir(), registers.All(), store.Options{Now: now, Create: &store.NewBook{Name: "仁寿门社区"}})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	a := &pc{t, s.Dir(), s, packet.New(ledger.New(s), "1.0.0")}
	wang := a.add("name", "王芳", "mobile", "13900000000")
	dir := filepath.Join(t.TempDir(), "data")
	if _, err := packet.Join(ctx, dir, "2号机", path("-request.czb")); err != nil {
		t.Fatal(err)
	}
	put(t, path("-joining.json"), read(t, filepath.Join(dir, packet.PendingFile)))
	if _, err := a.x.Welcome(ctx, path("-request.czb"), path("-welcome.czb"), nil); err != nil {
		t.Fatal(err)
	}
	a.add("name", "李强")
	a.set(wang, "school", "第一中学")
	a.set(wang, "school", "第二中学")
	if _, err := a.x.Export(ctx, path("-sync.czb"), packet.ExportOptions{}, nil); err != nil {
		t.Fatal(err)
	}
	_, secret, _ := strings.Cut(string(read(t, path("-joining.json"))), `"secret":"`)
	var text strings.Builder
	for _, kind := range []string{"request", "welcome", "sync"} {
		fmt.Fprintf(&text, "== %s\n%s", kind, describe(t, path("-"+kind+".czb"), secret[:64]))
	}
	put(t, path(".txt"), []byte(text.String()))
}
