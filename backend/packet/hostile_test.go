package packet_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
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

// A packet that vanished from the shared folder before everybody had it is written again, once.
func TestLostPacketIsSentAgain(t *testing.T) {
	a := found(t)
	b := a.join("2号机")
	folder := t.TempDir()
	for _, p := range []*pc{a, b} {
		if err := p.x.SetWatch(ctx, true, folder); err != nil {
			t.Fatal(err)
		}
	}
	look := func(p *pc) {
		t.Helper()
		if _, err := p.x.RunWatch(ctx); err != nil {
			t.Fatal(err)
		}
	}
	packets := func() []string {
		list, err := filepath.Glob(filepath.Join(folder, "*.czb"))
		if err != nil {
			t.Fatal(err)
		}
		return list
	}
	wang := a.add("name", "王芳")
	look(a)
	for _, path := range packets() {
		if err := os.Remove(path); err != nil {
			t.Fatal(err)
		}
	}
	look(a)
	look(a)
	if n := len(packets()); n != 1 {
		t.Fatalf("%d packets in the folder", n)
	}
	look(b)
	if b.show(wang, "name") != "王芳" {
		t.Fatal("what was lost on the way did not come")
	}
}

// A decision may not do what a form may not: delete what others are built on, or
// set a rule to what is none.
func TestDecisionKeepsTheRules(t *testing.T) {
	a := found(t)
	write := func(p *pc, f func(tx *store.Tx) error) {
		t.Helper()
		if _, err := p.s.Write(ctx, store.Meta{Kind: "update", Note: "x"}, f); err != nil {
			t.Fatal(err)
		}
	}
	create := func(d *schema.Def, pairs ...string) (id oplog.ID) {
		write(a, func(tx *store.Tx) (err error) {
			v := d.New()
			for i := 0; i < len(pairs); i += 2 {
				v[d.Index(pairs[i])] = pairs[i+1]
			}
			id, err = tx.Create(d, v)
			return err
		})
		return id
	}
	estate := create(registers.Estates.Def, "name", "幸福里")
	figure := registers.Figures()[0]
	b := a.join("2号机")
	write(a, func(tx *store.Tx) error { return tx.Delete(registers.Estates.Def, estate) })
	write(b, func(tx *store.Tx) error {
		_, err := tx.Update(registers.Estates.Def, estate, map[string]string{"name": "幸福里小区"})
		return err
	})
	for p, n := range map[*pc]int{a: figure.Min, b: figure.Max} {
		if err := ledger.New(p.s).SetFigure(ctx, figure.Key, n); err != nil {
			t.Fatal(err)
		}
	}
	a.take(b.export())
	create(registers.Buildings.Def, "estate", estate.String())
	list, err := a.x.Reviews(ctx, false)
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	for _, r := range list {
		if r.Field == oplog.Deleted {
			if err := a.x.Resolve(ctx, r.ID, "delete"); !errs.Is(err, errs.Conflict) {
				t.Errorf("what a building stands in was deleted: %v", err)
			}
			continue
		}
		if r.Both || r.Title != figure.Label {
			t.Errorf("%+v", r)
		}
		for _, take := range []string{"both", "胡说", strconv.Itoa(figure.Max + 1)} {
			if err := a.x.Resolve(ctx, r.ID, take); !errs.Is(err, errs.Invalid) {
				t.Errorf("%s: %v", take, err)
			}
		}
		if err := a.x.Resolve(ctx, r.ID, strconv.Itoa(figure.Min)); err != nil {
			t.Error(err)
		}
	}
}
