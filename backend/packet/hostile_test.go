package packet_test

import (
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/store"
)

// A name with invisible characters, as copied out of a chat, and one of full
// length with a copy, never make files that nobody reads.
func TestNamesOfPCsStayReadable(t *testing.T) {
	a := openPC(t, t.TempDir(), &store.NewBook{Name: "仁寿门社区", PC: "1号机\u200b" + strings.Repeat("长", 30)})
	b := a.join("2号机\u200b")
	a.add("name", "王芳")
	b.take(a.export())
	names := map[string]bool{}
	for _, c := range b.status().Computers {
		if utf8.RuneCountInString(c.Name) > 20 || strings.ContainsRune(c.Name, '\u200b') || names[c.Name] {
			t.Errorf("%q", c.Name)
		}
		names[c.Name] = true
	}
	c := a.join(strings.Repeat("机", 20))
	d := a.join(strings.Repeat("机", 20))
	a.take(c.export(), d.export())
	if err := d.x.Rename(ctx, d.status().Self.ID, "\u200b窗口机\u2060"); err != nil {
		t.Fatal(err)
	}
	a.take(d.export())
}

// The roster is not undone like an edit: that would put a PC out without a word.
func TestRosterIsNotUndone(t *testing.T) {
	a := found(t)
	a.join("2号机")
	l := ledger.New(a.s)
	list, err := l.Changes(ctx, "", 50)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, c := range list {
		if c.Kind != "sync" {
			continue
		}
		n++
		if _, err := l.Undo(ctx, c.ID); c.CanUndo || !errs.Is(err, errs.Denied) {
			t.Errorf("%s: %v", c.Note, err)
		}
	}
	if n < 2 {
		t.Fatalf("%d changes of the roster", n)
	}
}

// What a list shows of a private value is no decision.
func TestMaskedValueIsNoDecision(t *testing.T) {
	a := found(t)
	wang := a.add("name", "王芳", "mobile", "13900000000")
	b := a.join("2号机")
	a.set(wang, "mobile", "13900000001")
	b.set(wang, "mobile", "13900000002")
	a.take(b.export())
	list, err := a.x.Reviews(ctx, false)
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if err := a.x.Resolve(ctx, list[0].ID, list[0].Values[0]); !errs.Is(err, errs.Invalid) {
		t.Fatal(err)
	}
	if err := a.x.Resolve(ctx, list[0].ID, "theirs"); err != nil || a.show(wang, "mobile") != "13900000002" {
		t.Fatal(err)
	}
}

// An export never covers what is not a packet.
func TestExportCoversOnlyPackets(t *testing.T) {
	a := found(t)
	path := file(t, "名单.xlsx")
	if err := os.WriteFile(path, []byte("not a packet"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := a.x.Export(ctx, path, packet.ExportOptions{}, nil); !errs.Is(err, errs.Conflict) {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(path); string(b) != "not a packet" {
		t.Fatal("it was covered")
	}
	again := a.export()
	if _, err := a.x.Export(ctx, again, packet.ExportOptions{}, nil); err != nil {
		t.Fatal(err)
	}
}

// Of two records of one person each PC deletes the other one: somebody is told.
func TestBothHalvesDeleted(t *testing.T) {
	a := found(t)
	one := a.add("name", "王芳", "id_number", "42000019750316012X")
	two := a.add("name", "王芳", "id_number", "42000019750316012X")
	b := a.join("2号机")
	for p, id := range map[*pc]oplog.ID{a: one, b: two} {
		if _, err := p.s.Write(ctx, store.Meta{Kind: "delete", Note: "删除"}, func(tx *store.Tx) error { return tx.Delete(members, id) }); err != nil {
			t.Fatal(err)
		}
	}
	got := a.take(b.export())
	if text := strings.Join(got.Warnings, "\n"); !strings.Contains(text, "王芳") || !strings.Contains(text, "2 条记录") {
		t.Fatalf("%q", text)
	}
}
