package packet_test

import (
	"context"
	"path/filepath"
	"strings"
	"testing"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

var (
	ctx     = caller.With(context.Background(), caller.Caller{Operator: "张红梅", Face: caller.Command})
	members = registers.PartyMembers.Def
)

// pc is one PC with its book open.
type pc struct {
	t   testing.TB
	dir string
	s   *store.Store
	x   *packet.Exchange
}

func openPC(t testing.TB, dir string, create *store.NewBook) *pc {
	t.Helper()
	s, err := store.Open(ctx, dir, registers.All(), store.Options{Create: create})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return &pc{t, dir, s, packet.New(ledger.New(s), "1.2.3")}
}

func found(t testing.TB) *pc {
	return openPC(t, t.TempDir(), &store.NewBook{Name: "仁寿门社区"})
}

// file returns a path in a folder that stands for the USB stick.
func file(t testing.TB, name string) string { return filepath.Join(t.TempDir(), name) }

// join makes another PC of a book.
func (p *pc) join(name string) *pc {
	t := p.t
	t.Helper()
	dir := filepath.Join(t.TempDir(), "data")
	request, welcome := file(t, "request.czb"), file(t, "welcome.czb")
	asked, err := packet.Join(ctx, dir, name, request)
	if err != nil {
		t.Fatal(err)
	}
	seen, err := p.x.ReadRequest(ctx, request)
	if err != nil || seen.Fingerprint != asked.Fingerprint || seen.Name != asked.Name {
		t.Fatalf("%+v, want %+v, %v", seen, asked, err)
	}
	w, err := p.x.Welcome(ctx, request, welcome, nil)
	if err != nil || w.Fingerprint != asked.Fingerprint {
		t.Fatal(w, err)
	}
	got, err := packet.Enter(ctx, dir, []string{welcome}, nil)
	if err != nil || !got.Joined {
		t.Fatalf("%+v, %v", got, err)
	}
	return openPC(t, dir, nil)
}

func (p *pc) export() string {
	p.t.Helper()
	path := file(p.t, "packet.czb")
	if _, err := p.x.Export(ctx, path, packet.ExportOptions{}, nil); err != nil {
		p.t.Fatal(err)
	}
	return path
}

func (p *pc) take(files ...string) packet.Imported {
	p.t.Helper()
	got, err := p.x.Import(ctx, files, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, f := range got.Files {
		if f.Error != "" {
			p.t.Fatalf("%+v", f)
		}
	}
	return got
}

func (p *pc) status() packet.Status {
	p.t.Helper()
	s, err := p.x.Status(ctx)
	if err != nil {
		p.t.Fatal(err)
	}
	return s
}

func (p *pc) add(pairs ...string) oplog.ID {
	p.t.Helper()
	v := make(schema.Values, len(members.Fields))
	for i := 0; i < len(pairs); i += 2 {
		v[members.Index(pairs[i])] = pairs[i+1]
	}
	var id oplog.ID
	_, err := p.s.Write(ctx, store.Meta{Kind: "create", Note: "新增"}, func(tx *store.Tx) (err error) {
		id, err = tx.Create(members, v)
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
	return id
}

func (p *pc) set(id oplog.ID, key, value string) {
	p.t.Helper()
	_, err := p.s.Write(ctx, store.Meta{Kind: "update", Note: "修改"}, func(tx *store.Tx) error {
		_, err := tx.Update(members, id, map[string]string{key: value})
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
}

func (p *pc) show(id oplog.ID, key string) string {
	p.t.Helper()
	r, err := p.s.Find(ctx, members, id)
	if err != nil {
		p.t.Fatal(err)
	}
	return members.Get(r.Values, key)
}

// Three PCs, one book: joined by the first and by the second, changed apart, carried in any order.
func TestThreePCsOneBook(t *testing.T) {
	a := found(t)
	wang := a.add("name", "王芳", "mobile", "13900000000")
	b := a.join("2号机")
	c := b.join("3号机")
	if got := c.show(wang, "name"); got != "王芳" {
		t.Fatal(got)
	}
	a.set(wang, "school", "一中")
	b.set(wang, "mobile", "13900000002")
	c.set(wang, "mobile", "13900000003")
	li := c.add("name", "李强")
	fromC := c.export()
	// a has never heard of c: it trusts it by b's word.
	got := a.take(fromC)
	if len(got.Registers) != 1 || got.Registers[0].New != 1 || got.Registers[0].Changed != 1 {
		t.Fatalf("%+v", got.Registers)
	}
	fromA, fromB := a.export(), b.export()
	b.take(fromA, fromC)
	a.take(fromB)
	c.take(fromB, fromA, fromB)
	for _, p := range []*pc{a, b, c} {
		if p.show(li, "name") != "李强" || p.show(wang, "school") != "一中" {
			t.Fatal("something is missing")
		}
		list, err := p.x.Reviews(ctx, false)
		if err != nil || len(list) != 1 || list[0].Field != "mobile" || len(list[0].Values) != 2 || strings.Contains(strings.Join(list[0].Values, " "), "13900000002") {
			t.Fatalf("%+v, %v", list, err)
		}
		if s := p.status(); len(s.Computers) != 3 || len(s.Gaps) != 0 || len(s.Warnings) != 0 {
			t.Fatalf("%+v", s)
		}
	}
	list, _ := b.x.Reviews(ctx, true)
	if err := b.x.Resolve(ctx, list[0].ID, "theirs"); err != nil {
		t.Fatal(err)
	}
	last := b.export()
	a.take(last)
	c.take(last)
	for _, p := range []*pc{a, b, c} {
		if p.show(wang, "mobile") != "13900000003" || p.status().Reviews != 0 {
			t.Fatal("the decision did not reach everybody")
		}
		if problems, err := p.s.Check(ctx); err != nil || len(problems) != 0 {
			t.Fatal(problems, err)
		}
	}
}
