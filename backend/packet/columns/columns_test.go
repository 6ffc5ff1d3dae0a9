package columns_test

import (
	"bytes"
	"errors"
	"fmt"
	"testing"

	"github.com/fxamacker/cbor/v2"
	"pgregory.net/rapid"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/packet/columns"
)

// tb is what a test, a law and a fuzz target have in common.
type tb interface {
	Helper()
	Fatal(...any)
	Fatalf(string, ...any)
}

// write returns the blocks of changes, as they lie in a file.
func write(t tb, list []*oplog.Wire, cut func() bool) [][]byte {
	t.Helper()
	var out [][]byte
	w := columns.NewWriter(func(b *columns.Block) error {
		item, err := cbor.Marshal(b)
		out = append(out, item)
		return err
	})
	for _, c := range list {
		if err := w.Add(c); err != nil {
			t.Fatal(err)
		}
		if cut() {
			if err := w.Flush(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	return out
}

var errEnd = errors.New("no more blocks")

// read returns the changes of blocks.
func read(blocks [][]byte, changes int) (out []*oplog.Wire, err error) {
	r := columns.NewReader(func() (*columns.Block, error) {
		if len(blocks) == 0 {
			return nil, errEnd
		}
		var b columns.Block
		err := cbor.Unmarshal(blocks[0], &b)
		blocks = blocks[1:]
		return &b, err
	})
	for range changes {
		w, err := r.Next(oplog.MaxOps)
		if err != nil {
			return out, err
		}
		out = append(out, w)
	}
	if !r.Done() || len(blocks) > 0 {
		return out, columns.ErrDamaged
	}
	return out, nil
}

// same fails unless the changes are the same to the byte.
func same(t tb, got, want []*oplog.Wire) {
	t.Helper()
	for i := range want {
		if !bytes.Equal(got[i].Head, want[i].Head) || len(got[i].Ops) != len(want[i].Ops) {
			t.Fatalf("change %d: %x, want %x", i, got[i].Head, want[i].Head)
		}
		for j, o := range want[i].Ops {
			if g := got[i].Ops[j]; g.Register != o.Register || g.Row != o.Row || !bytes.Equal(g.Body, o.Body) {
				t.Fatalf("operation %d of change %d: %+v, want %+v", j, i, g, o)
			}
		}
		_, x, err1 := got[i].Peek()
		_, y, err2 := want[i].Peek()
		if x != y || err1 != nil || err2 != nil {
			t.Fatal(x, y, err1, err2)
		}
	}
}

type drawnPC struct {
	replica, seq int64
	last         oplog.ID
	hash         oplog.Hash
}

// history draws changes of several PCs: creations, edits of what is and is not in
// the file, texts that repeat, records named in texts, and now and then bytes of no known form.
type history struct {
	pcs  []drawnPC
	rows []oplog.ID
	on   map[oplog.ID][]oplog.ID // operations by record
	wall int64
	text *rapid.Generator[string]
}

func drawHistory(t *rapid.T) (out []*oplog.Wire) {
	h := &history{pcs: make([]drawnPC, rapid.IntRange(1, 3).Draw(t, "pcs")), on: map[oplog.ID][]oplog.ID{}, wall: rapid.Int64Range(0, 1<<45).Draw(t, "wall")}
	for i := range h.pcs {
		h.pcs[i] = drawnPC{replica: rapid.Int64Range(1, 1<<52).Draw(t, "replica")*4 + int64(i), last: oplog.NewID(uint32(1+i), 1<<30)}
	}
	h.text = rapid.OneOf(rapid.SampledFrom([]string{"", "张三", "3栋", "13900000000", "1-2", "2026-11-22"}), rapid.StringN(0, 80, -1))
	for range rapid.IntRange(1, 30).Draw(t, "changes") {
		out = append(out, h.change(t))
	}
	return out
}

func (h *history) change(t *rapid.T) *oplog.Wire {
	p := &h.pcs[rapid.IntRange(0, len(h.pcs)-1).Draw(t, "pc")]
	h.wall = max(0, h.wall+rapid.Int64Range(-1000, 100_000).Draw(t, "later"))
	p.seq += rapid.SampledFrom([]int64{1, 1, 1, 1, 5}).Draw(t, "seq")
	c := oplog.Change{ID: p.last + 1 + oplog.ID(rapid.Int64Range(0, 1<<40).Draw(t, "gap")), Count: rapid.IntRange(1, 6).Draw(t, "count"), Replica: p.replica, Seq: p.seq, Prev: p.hash,
		Stamp: oplog.Stamp(h.wall<<16 | rapid.Int64Range(0, 1<<16-1).Draw(t, "counter")), At: max(0, h.wall+rapid.Int64Range(-5, 5).Draw(t, "at")), Operator: h.text.Draw(t, "operator"), Face: "window", Kind: "create", Note: h.text.Draw(t, "note")}
	if rapid.IntRange(0, 9).Draw(t, "strange prev") == 0 {
		c.Prev = oplog.Hash{1, 2, 3}
	}
	if rapid.IntRange(0, 5).Draw(t, "undo") == 0 {
		c.Undoes = c.ID - 1
	}
	w := &oplog.Wire{}
	for i := range c.Count {
		w.Ops = append(w.Ops, h.op(t, c.ID+oplog.ID(i)))
	}
	var err error
	if w.Head, err = c.EncodeHead(); err != nil {
		t.Fatal(err)
	}
	if rapid.IntRange(0, 9).Draw(t, "strange head") == 0 { // of a newer version, with a key that is not known
		w.Head = append(append([]byte{w.Head[0] + 1}, w.Head[1:]...), 0x18, 99, 0x61, 'x')
	}
	if _, p.hash, err = w.Peek(); err != nil {
		t.Fatal(err)
	}
	p.last = c.ID + oplog.ID(c.Count)
	return w
}

func (h *history) op(t *rapid.T, id oplog.ID) oplog.WireOp {
	o := oplog.Op{ID: id, Row: id, Register: rapid.SampledFrom([]string{"a", "b"}).Draw(t, "register"), Fields: map[string]string{}}
	switch kind := rapid.IntRange(0, 5).Draw(t, "kind"); {
	case kind < 3 && len(h.rows) > 0:
		o.Row = rapid.SampledFrom(h.rows).Draw(t, "row")
	case kind == 3:
		o.Row = oplog.NewID(77, rapid.Int64Range(0, 3).Draw(t, "elsewhere"))
	}
	for _, key := range rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"name", "x", "household", oplog.Deleted}), 0, 3, rapid.ID).Draw(t, "keys") {
		o.Fields[key] = h.text.Draw(t, key)
		if key == "household" && len(h.rows) > 0 {
			o.Fields[key] = rapid.SampledFrom(h.rows).Draw(t, "named").String()
		}
		if o.Row == id || rapid.Bool().Draw(t, "saw nothing of note") {
			continue
		}
		list := []oplog.ID{}
		for range rapid.IntRange(0, 3).Draw(t, "how many") {
			list = append(list, rapid.SampledFrom(append([]oplog.ID{o.Row, 1 << 50}, h.on[o.Row]...)).Draw(t, "seen"))
		}
		if o.Seen == nil {
			o.Seen = map[string][]oplog.ID{}
		}
		o.Seen[key] = list
	}
	body, err := o.EncodeBody()
	if err != nil {
		t.Fatal(err)
	}
	if rapid.IntRange(0, 9).Draw(t, "strange body") == 0 {
		body = []byte(rapid.SampledFrom([]string{"", "\xa0", "\xa1\x01\xa2\x61b\x61b\x61a\x61c", "\xa2\x01\xa0\x02\xa0", "\xa2\x01\xa0\x03\x01"}).Draw(t, "body"))
	}
	h.rows, h.on[o.Row] = append(h.rows, o.Row), append(h.on[o.Row], id)
	return oplog.WireOp{Register: o.Register, Row: o.Row, Body: body}
}

// Whatever changes there are, and wherever blocks end, they come back to the byte.
func TestBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := drawHistory(t)
		blocks := write(t, list, func() bool { return rapid.IntRange(0, 4).Draw(t, "cut") == 0 })
		got, err := read(blocks, len(list))
		if err != nil {
			t.Fatal(err)
		}
		same(t, got, list)
		// A byte altered, somewhere: refused, or read as something else, never anything worse.
		at := rapid.IntRange(0, len(blocks)-1).Draw(t, "block")
		bad := bytes.Clone(blocks[at])
		bad[rapid.IntRange(0, len(bad)-1).Draw(t, "byte")] ^= byte(rapid.IntRange(1, 255).Draw(t, "bits"))
		blocks[at] = bad
		_, _ = read(blocks, len(list))
	})
}

// A change of more operations than a block holds goes on in the next, and both
// sides forget old records at the same place.
func TestManyOperations(t *testing.T) {
	var list []*oplog.Wire
	var rows []oplog.ID
	hash := oplog.Hash{}
	for n := range 14 {
		c := oplog.Change{ID: oplog.NewID(uint32(5+n), 1), Count: 100_000, Replica: 9, Seq: int64(n) + 1, Prev: hash, Stamp: oplog.Stamp(n+1) << 16, At: 1}
		w := &oplog.Wire{}
		for i := range c.Count {
			id := c.ID + oplog.ID(i)
			o := oplog.Op{ID: id, Row: id, Fields: map[string]string{"name": fmt.Sprint("某", i%7), "of": ""}}
			if len(rows) > 0 {
				o.Fields["of"] = rows[(i*7919)%len(rows)].String()
			}
			if n > 0 && i%3 == 0 {
				o.Row, o.Fields = rows[i%len(rows)], map[string]string{"name": "x"}
			} else {
				rows = append(rows, id)
			}
			body, err := o.EncodeBody()
			if err != nil {
				t.Fatal(err)
			}
			w.Ops = append(w.Ops, oplog.WireOp{Register: "people", Row: o.Row, Body: body})
		}
		w.Head, _ = c.EncodeHead()
		_, hash, _ = w.Peek()
		list = append(list, w)
	}
	if len(rows) < columns.MaxRows*3/2 {
		t.Fatal("too few records to be forgotten")
	}
	blocks := write(t, list, func() bool { return false })
	if len(blocks) < 20 {
		t.Fatal(len(blocks), "blocks")
	}
	got, err := read(blocks, len(list))
	if err != nil {
		t.Fatal(err)
	}
	same(t, got, list)
}

func FuzzRead(f *testing.F) {
	c := oplog.Change{ID: oplog.NewID(5, 1), Count: 2, Replica: 9, Seq: 1, Stamp: 1 << 40, At: 1 << 20, Note: "登记"}
	first := oplog.Op{Fields: map[string]string{"name": "王芳", "of": c.ID.String()}}
	second := oplog.Op{Fields: map[string]string{"name": "李强"}, Seen: map[string][]oplog.ID{"name": {c.ID, 5}}}
	w := &oplog.Wire{}
	w.Head, _ = c.EncodeHead()
	for i, o := range []oplog.Op{first, second} {
		body, _ := o.EncodeBody()
		w.Ops = append(w.Ops, oplog.WireOp{Register: "people", Row: c.ID + oplog.ID(i), Body: body})
	}
	w.Ops[1].Row = c.ID
	f.Add(write(f, []*oplog.Wire{w}, func() bool { return false })[0], 1)
	f.Fuzz(func(t *testing.T, block []byte, changes int) {
		list, err := read([][]byte{block}, min(changes, 100))
		for _, w := range list {
			if c, _, err := w.Peek(); err != nil || c.Count != len(w.Ops) {
				t.Fatal(c, err)
			}
		}
		if err != nil {
			return
		}
		again, err := read(write(t, list, func() bool { return false }), len(list))
		if err != nil {
			t.Fatal(err)
		}
		same(t, again, list)
	})
}
