package oplog_test

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chengzhuan/backend/oplog"
)

func TestIDText(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := rapid.Uint32Range(1, oplog.MaxBlock).Draw(t, "replica")
		c := rapid.Int64Range(0, 1<<36-1).Draw(t, "counter")
		id := oplog.NewID(r, c)
		if id.Block() != r || id.Place() != c || id <= 0 {
			t.Fatalf("%d %d became %d %d", r, c, id.Block(), id.Place())
		}
		back, err := oplog.ParseID(id.String())
		if err != nil || back != id {
			t.Fatalf("%v came back as %v, %v", id, back, err)
		}
	})
	for _, bad := range []string{"x", "-", "1-", "-1", "0-1", "1-00", "1-1-1", "1- 1", "01-1", "zzzzzzzzz-1", "1-zzzzzzzzzzzz", "A-1"} {
		if id, err := oplog.ParseID(bad); err == nil {
			t.Errorf("ParseID(%q) = %v, want an error", bad, id)
		}
	}
}

func TestStampsOnlyRise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		last := oplog.Stamp(0)
		for _, ms := range rapid.SliceOf(rapid.Int64Range(0, 4e12)).Draw(t, "clock") {
			next := oplog.Next(last, time.UnixMilli(ms))
			if next <= last {
				t.Fatalf("%d after %d", next, last)
			}
			last = next
		}
	})
}

func TestBodyRoundTrip(t *testing.T) {
	o := oplog.Op{Fields: map[string]string{"name": "𠮷", "x": ""}, Seen: map[string][]oplog.ID{"name": {3, 4}}}
	b, err := o.EncodeBody()
	if err != nil {
		t.Fatal(err)
	}
	var p oplog.Op
	if err := p.DecodeBody(b); err != nil || !reflect.DeepEqual(o, p) {
		t.Fatalf("%v, %v", p, err)
	}
	if err := p.DecodeBody(b[:len(b)-1]); err == nil {
		t.Fatal("a truncated body was read")
	}
}

// A head that the writer saw is gone, one that it did not see stays.
func TestAdvance(t *testing.T) {
	for _, c := range []struct {
		heads, seen []oplog.ID
		op          oplog.ID
		want        []oplog.ID
	}{
		{[]oplog.ID{1}, []oplog.ID{1}, 2, []oplog.ID{2}},
		{[]oplog.ID{1, 5}, []oplog.ID{1}, 7, []oplog.ID{5, 7}},
		{[]oplog.ID{9}, nil, 7, []oplog.ID{7, 9}},
		{[]oplog.ID{7}, nil, 7, []oplog.ID{7}},
	} {
		if got := oplog.Advance(c.heads, c.seen, c.op); !reflect.DeepEqual(got, c.want) {
			t.Errorf("Advance(%v, %v, %v) = %v, want %v", c.heads, c.seen, c.op, got, c.want)
		}
	}
}
