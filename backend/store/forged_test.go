package store_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/store"
)

// untouched runs f and checks that it left the book as it was.
func untouched(t *testing.T, p *pc, f func()) {
	t.Helper()
	before, err := p.Dump(ctx)
	if err != nil {
		t.Fatal(err)
	}
	info, _ := p.Info(ctx)
	vector, _ := p.Vector(ctx)
	f()
	after, err := p.Dump(ctx)
	if err != nil || !slices.Equal(after, before) {
		t.Errorf("what was refused is in the book (%v)", err)
	}
	if now, _ := p.Info(ctx); now != info {
		t.Errorf("the book said %+v and says %+v", info, now)
	}
	if now, _ := p.Vector(ctx); len(now) != len(vector) {
		t.Errorf("the vector was %v and is %v", vector, now)
	}
}

// A stream that is cancelled, breaks off or holds a damaged change leaves the
// book as it was; the same stream, whole, is taken in afterwards.
func TestReceiveWholeOrNotAtAll(t *testing.T) {
	pcs := office(t, 2)
	a, b := pcs[0], pcs[1]
	row := create(t, a.Store, neighbours, values(neighbours, "name", "王芳", "phone", "13800000001"))
	pass(t, a.Store, b.Store)
	set1(t, b, row, "phone", "13800000009")
	var ids []oplog.ID
	for range 3 {
		ids = append(ids, set1(t, a, row, "phone", "13800000002"), create(t, a.Store, extras, values(extras, "title", "走访")), set1(t, a, row, "phone", "13800000003"))
	}
	var list []*oplog.Wire
	for _, id := range ids {
		list = append(list, a.wires(int64(id))...)
	}
	pulled := errors.New("the stick was pulled out")
	for name, c := range map[string]struct {
		then func(cancel context.CancelFunc) (*oplog.Wire, error)
		code errs.Code
	}{
		"cancelled": {func(cancel context.CancelFunc) (*oplog.Wire, error) { cancel(); return list[5], nil }, errs.Canceled},
		"breaks off": {func(context.CancelFunc) (*oplog.Wire, error) {
			return nil, errs.Wrap(errs.Disk, pulled, "读取失败")
		}, errs.Disk},
		"damaged": {func(context.CancelFunc) (*oplog.Wire, error) {
			return &oplog.Wire{Head: list[5].Head[:len(list[5].Head)-1], Ops: list[5].Ops}, nil
		}, errs.Damaged},
	} {
		t.Run(name, func(t *testing.T) {
			untouched(t, b, func() {
				within, cancel := context.WithCancel(ctx)
				defer cancel()
				i := 0
				got, err := b.Receive(within, func() (*oplog.Wire, error) {
					if i++; i == 6 {
						return c.then(cancel)
					}
					if i > len(list) { // what comes is read before what came is stored
						return nil, nil
					}
					return list[i-1], nil
				}, nil)
				if !errs.Is(err, c.code) || got.Changes != 0 {
					t.Errorf("got %+v, %v; want %s", got, err, c.code)
				}
			})
		})
	}
	if got, err := b.Receive(ctx, stream(list...), nil); err != nil || got.Changes != len(list) {
		t.Errorf("afterwards: %+v, %v", got, err)
	}
	alike(t, a, b)
}

// forge makes a change as another PC would write it.
func forge(t *testing.T, c oplog.Change, ops ...oplog.Op) *oplog.Wire {
	t.Helper()
	if c.Count == 0 {
		c.Count = len(ops)
	}
	head, err := c.EncodeHead()
	if err != nil {
		t.Fatal(err)
	}
	w := &oplog.Wire{Head: head}
	for _, op := range ops {
		body, err := op.EncodeBody()
		if err != nil {
			t.Fatal(err)
		}
		w.Ops = append(w.Ops, oplog.WireOp{Register: op.Register, Row: op.Row, Body: body})
	}
	return w
}

// What contradicts the book, or itself, is refused with a reason, and nothing is written.
func TestForgedChanges(t *testing.T) {
	p := office(t, 1)[0]
	var row, second, entry oplog.ID
	many := do(t, p, func(tx *store.Tx) (err error) {
		if row, err = tx.Create(neighbours, values(neighbours, "name", "王芳")); err == nil {
			second, err = tx.Create(neighbours, values(neighbours, "name", "李强"))
		}
		return err
	})
	entry = create(t, p.Store, grants, values(grants, "person", "王芳", "amount", "5"))
	edit := set1(t, p, row, "note", "老党员")
	fresh := oplog.NewID(4000, 1)
	fields := map[string]string{"phone": "13800000002"}
	base := oplog.Change{ID: fresh, Replica: 77, Seq: 1, Stamp: 1 << 40, Kind: "update"}
	at := func(id oplog.ID, count int) oplog.Change { c := base; c.ID, c.Count = id, count; return c }
	for name, list := range map[string][]*oplog.Wire{
		"known number, other content":     {forge(t, at(many, 0), oplog.Op{Register: "neighbours", Row: row, Fields: fields})},
		"number of a known operation":     {forge(t, at(second, 0), oplog.Op{Register: "neighbours", Row: row, Fields: fields})},
		"numbers run into known ones":     {forge(t, at(many-1, 0), oplog.Op{Register: "neighbours", Row: row, Fields: fields}, oplog.Op{Register: "neighbours", Row: row, Fields: fields})},
		"row of another register":         {forge(t, base, oplog.Op{Register: "grants", Row: row, Fields: map[string]string{"amount": "7"}})},
		"row of another, unknown here":    {forge(t, base, oplog.Op{Register: "novelties", Row: row, Fields: fields})},
		"entry as a neighbour":            {forge(t, base, oplog.Op{Register: "neighbours", Row: entry, Fields: fields})},
		"an edit taken for a row":         {forge(t, base, oplog.Op{Register: "neighbours", Row: edit, Fields: fields})},
		"one row in two registers":        {forge(t, base, oplog.Op{Register: "neighbours", Row: fresh, Fields: fields}, oplog.Op{Register: "grants", Row: fresh, Fields: fields})},
		"two counts":                      {forge(t, at(fresh, 2), oplog.Op{Register: "neighbours", Row: row, Fields: fields})},
		"no operations":                   {forge(t, at(fresh, 0))},
		"depends on the edit of another":  {forge(t, base, oplog.Op{Register: "neighbours", Row: second, Fields: map[string]string{"note": "x"}, Seen: map[string][]oplog.ID{"note": {many - 5}}}), forge(t, at(many-5, 0), oplog.Op{Register: "grants", Row: second, Fields: fields})},
		"same number twice in one stream": {forge(t, base, oplog.Op{Register: "neighbours", Row: row, Fields: fields}), forge(t, base, oplog.Op{Register: "neighbours", Row: row, Fields: map[string]string{"phone": ""}})},
	} {
		t.Run(name, func(t *testing.T) {
			untouched(t, p, func() {
				_, err := p.Receive(ctx, stream(list...), nil)
				if !errs.Is(err, errs.Damaged) || errs.Of(err).Hint == "" {
					t.Errorf("got %v, want a refusal with a hint", err)
				}
			})
		})
	}
	if got, err := p.Receive(ctx, stream(forge(t, base, oplog.Op{Register: "neighbours", Row: row, Fields: fields})), nil); err != nil || got.Changes != 1 {
		t.Errorf("a good change: %+v, %v", got, err)
	}
}
