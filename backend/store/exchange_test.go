package store_test

import (
	"context"
	"testing"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// pass gives one book all that it lacks of another.
func pass(t testing.TB, from, to *store.Store) store.Received {
	t.Helper()
	ctx := context.Background()
	known, err := to.Vector(ctx)
	if err != nil {
		t.Fatal(err)
	}
	what, err := from.Lacking(ctx, known)
	if err != nil {
		t.Fatal(err)
	}
	var wires []*oplog.Wire
	if err := from.Send(ctx, what, func(w *oplog.Wire) error { wires = append(wires, w); return nil }); err != nil {
		t.Fatal(err)
	}
	got, err := to.Receive(ctx, func() (*oplog.Wire, error) {
		if len(wires) == 0 {
			return nil, nil
		}
		w := wires[0]
		wires = wires[1:]
		return w, nil
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestTwoBooksMeet(t *testing.T) {
	ctx := context.Background()
	d := registers.PartyMembers.Def
	open := func(id string) *store.Store {
		s, err := store.Open(ctx, t.TempDir(), registers.All(), store.Options{Create: &store.NewBook{Name: "仁寿门社区", ID: id}})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	}
	a := open("")
	info, _ := a.Info(ctx)
	b := open(info.ID)
	var id oplog.ID
	write := func(s *store.Store, f func(tx *store.Tx) error) {
		t.Helper()
		if _, err := s.Write(ctx, store.Meta{Kind: "update", Note: "x"}, f); err != nil {
			t.Fatal(err)
		}
	}
	set := func(s *store.Store, patch map[string]string) {
		t.Helper()
		write(s, func(tx *store.Tx) error { _, err := tx.Update(d, id, patch); return err })
	}
	show := func(s *store.Store, key string) string {
		t.Helper()
		r, err := s.Find(ctx, d, id)
		if err != nil {
			t.Fatal(err)
		}
		return d.Get(r.Values, key)
	}
	write(a, func(tx *store.Tx) (err error) {
		v := d.New()
		v[d.Index("name")] = "王芳"
		id, err = tx.Create(d, v)
		return err
	})
	if got := pass(t, a, b); got.Changes != 1 || got.Rows[store.Touched{Register: d.Key, ID: id}] != store.RowNew {
		t.Fatalf("%+v", got)
	}
	if got := pass(t, a, b); got.Changes+got.Known != 0 {
		t.Fatalf("again: %+v", got)
	}
	set(a, map[string]string{"mobile": "13900000001", "school": "一中"})
	set(b, map[string]string{"mobile": "13900000002", "employer": "粮库"})
	pass(t, a, b)
	pass(t, b, a)
	for _, s := range []*store.Store{a, b} {
		list, err := s.Reviews(ctx)
		if err != nil || len(list) != 1 || list[0].Field != "mobile" || len(list[0].Heads) != 2 {
			t.Fatalf("%+v, %v", list, err)
		}
		if show(s, "school") != "一中" || show(s, "employer") != "粮库" {
			t.Fatal("edits of different fields did not both stay")
		}
	}
	if show(a, "mobile") != show(b, "mobile") {
		t.Fatal("the books show different values")
	}
	write(a, func(tx *store.Tx) error { return tx.Settle(d, id, map[string]string{"mobile": show(a, "mobile")}) })
	pass(t, a, b)
	if n, _ := b.CountReviews(ctx); n != 0 {
		t.Fatal("a decision did not travel")
	}
	// Deleted here, edited there.
	write(a, func(tx *store.Tx) error { return tx.Delete(d, id) })
	set(b, map[string]string{"employer": "学校"})
	pass(t, a, b)
	pass(t, b, a)
	for _, s := range []*store.Store{a, b} {
		r, err := s.Find(ctx, d, id)
		list, _ := s.Reviews(ctx)
		if err != nil || r.Deleted || len(list) != 1 || list[0].Field != oplog.Deleted || len(list[0].Heads) != 2 {
			t.Fatalf("%+v %+v %v", r.Deleted, list, err)
		}
		if problems, err := s.Check(ctx); err != nil || len(problems) > 0 {
			t.Fatal(problems, err)
		}
	}
	write(b, func(tx *store.Tx) error { return tx.Settle(d, id, map[string]string{oplog.Deleted: "1"}) })
	if n, _ := b.CountReviews(ctx); n != 0 {
		t.Fatal("a decision leaves its review behind")
	}
	pass(t, b, a)
	if r, _ := a.Find(ctx, d, id); !r.Deleted {
		t.Fatal("a deletion that was decided did not travel")
	}
	if n, _ := a.CountReviews(ctx); n != 0 {
		t.Fatal("a review is left")
	}
}
