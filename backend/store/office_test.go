package store_test

import (
	"slices"
	"testing"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/store"
)

// zeroDice always takes the first.
type zeroDice struct{}

func (zeroDice) pick(int, string) int { return 0 }

// office opens some PCs of one book with the registers of the model.
func office(t testing.TB, n int) []*pc {
	t.Helper()
	w := newWorld(zeroDice{}, memory(t), "", n)
	t.Cleanup(w.close)
	return w.pcs
}

func do(t testing.TB, p *pc, f func(*store.Tx) error) oplog.ID {
	t.Helper()
	r, err := p.Write(ctx, meta, f)
	if err != nil {
		t.Fatal(err)
	}
	return r.Change
}

func set1(t testing.TB, p *pc, row oplog.ID, pairs ...string) oplog.ID {
	t.Helper()
	patch := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		patch[pairs[i]] = pairs[i+1]
	}
	return do(t, p, func(tx *store.Tx) error { _, err := tx.Update(neighbours, row, patch); return err })
}

// carry gives one PC single changes of another, in that order.
func carry(t testing.TB, from, to *pc, changes ...oplog.ID) store.Received {
	t.Helper()
	var list []*oplog.Wire
	for _, id := range changes {
		list = append(list, from.wires(int64(id))...)
	}
	got, err := to.Receive(ctx, stream(list...), nil)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func stream(list ...*oplog.Wire) func() (*oplog.Wire, error) {
	return func() (*oplog.Wire, error) {
		if len(list) == 0 {
			return nil, nil
		}
		w := list[0]
		list = list[1:]
		return w, nil
	}
}

func shows(t testing.TB, p *pc, row oplog.ID, field, want string) {
	t.Helper()
	if got := neighbours.Get(find(t, p.Store, neighbours, row).Values, field); got != want {
		t.Errorf("%s shows %s %q, want %q", p.name, field, got, want)
	}
}

// waits checks which fields wait for a decision.
func waits(t testing.TB, p *pc, want ...string) []store.Review {
	t.Helper()
	list, err := p.Reviews(ctx)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, v := range list {
		got = append(got, v.Field)
	}
	if !slices.Equal(got, want) {
		t.Errorf("on %s wait %v, want %v", p.name, got, want)
	}
	return list
}

func alike(t testing.TB, pcs ...*pc) {
	t.Helper()
	for range 2 {
		for _, from := range pcs {
			for _, to := range pcs {
				if from != to {
					pass(t, from.Store, to.Store)
				}
			}
		}
	}
	want, err := pcs[0].Dump(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range pcs[1:] {
		if got, err := p.Dump(ctx); err != nil || !slices.Equal(got, want) {
			t.Errorf("%s and %s differ in the end (%v)", p.name, pcs[0].name, err)
		}
	}
}
