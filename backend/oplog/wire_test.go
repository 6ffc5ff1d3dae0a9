package oplog_test

import (
	"bytes"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/fxamacker/cbor/v2"
	"pgregory.net/rapid"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
)

// pack writes a change as it travels.
func pack(t rapid.TB, c oplog.Change, ops []oplog.Op) *oplog.Wire {
	t.Helper()
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

// sample is a change of one creation and one edit.
func sample() (oplog.Change, []oplog.Op) {
	id := oplog.NewID(70, 9)
	c := oplog.Change{ID: id, Count: 2, Replica: 52, Seq: 3, Prev: oplog.Hash{1, 2, 3}, Stamp: 9 << 16, At: 8, Operator: "张红梅", Face: "window", Kind: "update", Note: "修改", Undoes: 5}
	return c, []oplog.Op{
		{ID: id, Change: id, Register: "party_members", Row: id, Fields: map[string]string{"name": "王芳", "mobile": ""}},
		{ID: id + 1, Change: id, Register: "estates", Row: 12 << 40, Fields: map[string]string{"name": "仁寿苑"}, Seen: map[string][]oplog.ID{"name": {1 << 40, 2 << 40}, oplog.Deleted: {}}},
	}
}

func TestWireRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := oplog.NewID(rapid.Uint32Range(1, oplog.LastDrawn-1).Draw(t, "block"), rapid.Int64Range(0, 1<<36-10).Draw(t, "place"))
		text := rapid.StringN(0, 20, 60)
		c := oplog.Change{
			ID: id, Count: rapid.IntRange(1, 4).Draw(t, "count"), Replica: rapid.Int64Min(1).Draw(t, "replica"), Seq: rapid.Int64Range(1, math.MaxInt64-1).Draw(t, "seq"),
			Stamp: oplog.Stamp(rapid.Int64Range(1, 1<<62-1).Draw(t, "stamp")), At: rapid.Int64Range(0, 1<<45).Draw(t, "at"),
			Operator: text.Draw(t, "operator"), Face: text.Draw(t, "face"), Kind: text.Draw(t, "kind"), Note: text.Draw(t, "note"), Undoes: oplog.ID(rapid.Int64Min(0).Draw(t, "undoes")),
		}
		if c.Seq > 1 {
			c.Prev = oplog.Hash{byte(rapid.IntRange(1, 255).Draw(t, "prev"))}
		}
		var ops []oplog.Op
		for i := range c.Count {
			op := oplog.Op{ID: id + oplog.ID(i), Change: id, Register: rapid.StringMatching(`[a-z][a-z0-9_]{0,20}`).Draw(t, "register"), Row: id,
				Fields: rapid.MapOf(text, text).Draw(t, "fields")}
			if rapid.Bool().Draw(t, "sees") {
				op.Seen = map[string][]oplog.ID{text.Draw(t, "field"): rapid.SliceOf(rapid.Just(id)).Draw(t, "seen")}
			}
			ops = append(ops, op)
		}
		w := pack(t, c, ops)
		gotC, gotOps, err := w.Read()
		if err != nil {
			t.Fatal(err)
		}
		if c.Hash = gotC.Hash; gotC != c || c.Hash == (oplog.Hash{}) {
			t.Fatalf("%+v came back as %+v", c, gotC)
		}
		for i := range ops {
			if len(ops[i].Fields)+len(gotOps[i].Fields) > 0 && !reflect.DeepEqual(ops[i].Fields, gotOps[i].Fields) || len(ops[i].Seen) != len(gotOps[i].Seen) || gotOps[i].ID != ops[i].ID || gotOps[i].Row != ops[i].Row || gotOps[i].Register != ops[i].Register {
				t.Fatalf("%+v came back as %+v", ops[i], gotOps[i])
			}
		}
		if again, err := gotC.EncodeHead(); err != nil || !bytes.Equal(again, w.Head) {
			t.Fatalf("the head is not written the same way twice (%v)", err)
		}
	})
}

// Every altered byte is refused or gives the change another name.
func TestEveryByteCounts(t *testing.T) {
	c, ops := sample()
	whole, err := cbor.Marshal(pack(t, c, ops))
	if err != nil {
		t.Fatal(err)
	}
	c, _, err = pack(t, c, ops).Read()
	if err != nil {
		t.Fatal(err)
	}
	refused, renamed := 0, 0
	for i := range whole {
		for _, flip := range []byte{1, 0x20, 0x80, 0xff} {
			text := slices.Clone(whole)
			text[i] ^= flip
			var w oplog.Wire
			if cbor.Unmarshal(text, &w) != nil {
				continue
			}
			if again, err := cbor.Marshal(w); err == nil && bytes.Equal(again, whole) {
				continue // the envelope allows another spelling of the same
			}
			got, _, err := w.Read()
			switch {
			case err != nil:
				if !errs.Is(err, errs.Damaged) || errs.Of(err).Hint == "" {
					t.Fatalf("byte %d: %v", i, err)
				}
				refused++
			case got.Hash == c.Hash:
				t.Fatalf("byte %d: other content under the same hash", i)
			default:
				renamed++
			}
		}
	}
	if refused == 0 || renamed == 0 {
		t.Errorf("refused %d, renamed %d: the test tries too little", refused, renamed)
	}
}

// What could harm the book of a reader is refused.
func TestWireRefuses(t *testing.T) {
	with := func(f func(*oplog.Change, []oplog.Op)) *oplog.Wire {
		c, ops := sample()
		f(&c, ops)
		return pack(t, c, ops)
	}
	deep := []byte{0xa1, 0x01}
	for range 40 {
		deep = append(deep, 0x81)
	}
	for name, w := range map[string]*oplog.Wire{
		"no operations":         {Head: with(func(c *oplog.Change, _ []oplog.Op) { c.Count = 0 }).Head},
		"other count":           with(func(c *oplog.Change, _ []oplog.Op) { c.Count = 3 }),
		"number zero":           with(func(c *oplog.Change, _ []oplog.Op) { c.ID = 0 }),
		"number of a plan":      with(func(c *oplog.Change, _ []oplog.Op) { c.ID = oplog.NewID(oplog.LastDrawn+1, 0) }),
		"last number of a plan": with(func(c *oplog.Change, _ []oplog.Op) { c.ID = oplog.NewID(oplog.LastDrawn, 1<<36-1) }),
		"negative number":       with(func(c *oplog.Change, _ []oplog.Op) { c.ID = -7 }),
		"undoes less than zero": with(func(c *oplog.Change, _ []oplog.Op) { c.Undoes = -1 }),
		"no replica":            with(func(c *oplog.Change, _ []oplog.Op) { c.Replica = 0 }),
		"no place":              with(func(c *oplog.Change, _ []oplog.Op) { c.Seq = 0 }),
		"last place":            with(func(c *oplog.Change, _ []oplog.Op) { c.Seq = math.MaxInt64 }),
		"first with a past":     with(func(c *oplog.Change, _ []oplog.Op) { c.Seq = 1 }),
		"third without a past":  with(func(c *oplog.Change, _ []oplog.Op) { c.Prev = oplog.Hash{} }),
		"no clock":              with(func(c *oplog.Change, _ []oplog.Op) { c.Stamp = 0 }),
		"clock at the end":      with(func(c *oplog.Change, _ []oplog.Op) { c.Stamp = 1 << 62 }),
		"time before 1970":      with(func(c *oplog.Change, _ []oplog.Op) { c.At = -1 }),
		"long note":             with(func(c *oplog.Change, _ []oplog.Op) { c.Note = strings.Repeat("长", 1000) }),
		"register of a path":    with(func(_ *oplog.Change, ops []oplog.Op) { ops[0].Register = `a"; DROP TABLE book; --` }),
		"register too long":     with(func(_ *oplog.Change, ops []oplog.Op) { ops[0].Register = strings.Repeat("a", 65) }),
		"no row":                with(func(_ *oplog.Change, ops []oplog.Op) { ops[1].Row = 0 }),
		"saw what cannot be":    with(func(_ *oplog.Change, ops []oplog.Op) { ops[1].Seen["name"] = []oplog.ID{-4} }),
		"too many fields": with(func(_ *oplog.Change, ops []oplog.Op) {
			for i := range 1001 {
				ops[0].Fields[strings.Repeat("f", i+1)] = ""
			}
		}),
		"too long a value": with(func(_ *oplog.Change, ops []oplog.Op) { ops[0].Fields["note"] = strings.Repeat("x", oplog.MaxBody) }),
		"deep nesting":     {Head: deep},
		"empty":            {},
	} {
		if _, _, err := w.Read(); !errs.Is(err, errs.Damaged) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	text := with(func(*oplog.Change, []oplog.Op) {})
	text.Ops[0].Body = []byte{0xa1, 0x01, 0xa1, 0x61, 'n', 0x61, 0xff} // not UTF-8
	if _, _, err := text.Read(); !errs.Is(err, errs.Damaged) {
		t.Errorf("text that is none: %v", err)
	}
	text.Ops[0].Body = []byte{0xa1, 0x01, 0xa2, 0x61, 'n', 0x61, 'a', 0x61, 'n', 0x61, 'b'} // one field twice
	if _, _, err := text.Read(); !errs.Is(err, errs.Damaged) {
		t.Errorf("one field twice: %v", err)
	}
}

// What a newer version adds to a change and to an operation is let through, and counts for the hash.
func TestWireOfANewerVersion(t *testing.T) {
	c, ops := sample()
	w := pack(t, c, ops)
	old, _, err := w.Read()
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []*[]byte{&w.Head, &w.Ops[0].Body} {
		*part = append(slices.Clone(*part), 0x18, 99, 0x61, 'x') // 99: "x"
		(*part)[0]++                                             // one pair more in the map
		got, gotOps, err := w.Read()
		if err != nil || gotOps[0].Fields["name"] != "王芳" || got.Operator != c.Operator {
			t.Fatalf("%+v, %v", got, err)
		}
		if got.Hash == old.Hash {
			t.Error("what is not known does not count for the hash")
		}
		old = got
	}
}

// Whatever is in a file, reading it ends in a change that can be kept or in a refusal.
func FuzzWire(f *testing.F) {
	c, ops := sample()
	w := pack(f, c, ops)
	f.Add(w.Head, "party_members", int64(ops[0].Row), w.Ops[0].Body, w.Ops[1].Body)
	f.Add([]byte{0xa0}, "", int64(0), []byte{0xa0}, []byte{})
	f.Add(w.Head[:20], "a", int64(-1), w.Ops[0].Body[:3], []byte{0xbf, 0xff})
	f.Fuzz(func(t *testing.T, head []byte, register string, row int64, body, second []byte) {
		w := &oplog.Wire{Head: head, Ops: []oplog.WireOp{{Register: register, Row: oplog.ID(row), Body: body}, {Register: register, Row: oplog.ID(row), Body: second}}}
		c, ops, err := w.Read()
		if err != nil {
			if !errs.Is(err, errs.Damaged) || c.ID != 0 || ops != nil {
				t.Fatalf("%+v %+v %v", c, ops, err)
			}
			return
		}
		if c.Count != 2 || !c.ID.Drawn() || c.Hash == (oplog.Hash{}) || len(ops) != 2 || ops[1].ID != c.ID+1 || !ops[0].Row.Drawn() {
			t.Fatalf("read %+v %+v", c, ops)
		}
		back, err := c.EncodeHead()
		if err != nil {
			t.Fatal(err)
		}
		again, _, err := (&oplog.Wire{Head: back, Ops: w.Ops}).Read()
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Equal(back, head) != (again.Hash == c.Hash) {
			t.Fatal("the hash does not follow the bytes")
		}
	})
}

// A change of whatever texts is one that every reader takes.
func TestClip(t *testing.T) {
	for _, note := range []string{"", "短", strings.Repeat("长", 2000), strings.Repeat("a", 2001), "a" + strings.Repeat("𠮷", 600), "坏\xff的"} {
		c := oplog.Change{Note: note}
		c.Clip()
		if len(c.Note) > 2000 || !utf8.ValidString(c.Note) || len(note) <= 2000 && utf8.ValidString(note) && c.Note != note || len(note) > 2000 && len(c.Note) < 1990 {
			t.Errorf("%d bytes became %d", len(note), len(c.Note))
		}
	}
}
