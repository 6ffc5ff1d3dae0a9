package oplog_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/oplog"
)

// past is a made-up history of one row by PCs that know parts of it, and what each operation came after.
type past struct {
	ops   []oplog.Op
	after []map[int]bool
}

// drawPast lets each operation be written by somebody who knows a random, closed part of the earlier ones.
func drawPast(t *rapid.T) past {
	row := oplog.NewID(9, 100)
	p := past{ops: []oplog.Op{{ID: row, Row: row, Fields: map[string]string{"a": "0"}}}, after: []map[int]bool{{}}}
	for i := 1; i <= rapid.IntRange(0, 9).Draw(t, "operations"); i++ {
		knows := map[int]bool{0: true}
		for j := 1; j < i; j++ {
			if rapid.Bool().Draw(t, "knows") {
				knows[j] = true
				for k := range p.after[j] {
					knows[k] = true
				}
			}
		}
		op := oplog.Op{ID: oplog.NewID(9, int64(100+i*rapid.SampledFrom([]int{1, -1}).Draw(t, "number"))), Row: row, Fields: map[string]string{}}
		if slices.ContainsFunc(p.ops, func(o oplog.Op) bool { return o.ID == op.ID }) {
			op.ID = oplog.NewID(9, int64(200+i))
		}
		for _, key := range []string{"a", "b"} {
			if rapid.Bool().Draw(t, key) {
				op.Fields[key] = fmt.Sprint(i)
				op.See(key, last(p, knows, key))
			}
		}
		p.ops, p.after = append(p.ops, op), append(p.after, knows)
	}
	return p
}

// last returns the known operations on a field that no other known one came after.
func last(p past, known map[int]bool, key string) []oplog.ID {
	var out []oplog.ID
	sets := func(i int) bool { _, has := p.ops[i].Fields[key]; return has || i == 0 }
	for i := range p.ops {
		over := false
		for j := range p.ops {
			over = over || known[j] && sets(j) && p.after[j][i]
		}
		if known[i] && sets(i) && !over {
			out = append(out, p.ops[i].ID)
		}
	}
	slices.Sort(out)
	return out
}

func all(n int) map[int]bool {
	out := map[int]bool{}
	for i := range n {
		out[i] = true
	}
	return out
}

// Law: the heads are the operations that no other came after, in whatever order they are looked at.
func TestHeadsAreTheLast(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawPast(t)
		heads := oplog.Heads(rapid.Permutation(p.ops).Draw(t, "order"))
		for _, key := range []string{"a", "b"} {
			want := last(p, all(len(p.ops)), key)
			if got := heads[key]; !slices.Equal(got, want) && !(len(got) == 0 && slices.Equal(want, []oplog.ID{p.ops[0].ID})) {
				t.Fatalf("heads of %s are %v, want %v of %+v", key, got, want, p.ops)
			}
		}
	})
}

// advanceAll takes operations in one after another.
func advanceAll(ops []oplog.Op) map[string][]oplog.ID {
	heads := map[string][]oplog.ID{}
	for i := range ops {
		for key := range ops[i].Fields {
			if ops[i].Creates() {
				continue
			}
			if heads[key] == nil {
				heads[key] = []oplog.ID{ops[i].Row}
			}
			heads[key] = oplog.Advance(heads[key], ops[i].Saw(key), ops[i].ID)
		}
	}
	return heads
}

// Law: taken in after all that they saw, operations lead to the same heads one by one.
// In any order they do not: that is why a late one makes the row anew.
func TestAdvanceInOrder(t *testing.T) {
	differs := false
	rapid.Check(t, func(t *rapid.T) {
		p := drawPast(t)
		want := oplog.Heads(p.ops)
		if got := advanceAll(p.ops); !reflect.DeepEqual(got, want) {
			t.Fatalf("one by one the heads are %v, together %v", got, want)
		}
		backward := slices.Clone(p.ops)
		slices.Reverse(backward)
		differs = differs || !reflect.DeepEqual(advanceAll(backward), want)
	})
	if !differs {
		t.Error("the order never matters: the law cannot fail")
	}
}

// An edit stands above the creation also where what it saw has not come yet.
func TestHeadsWithAGap(t *testing.T) {
	row := oplog.NewID(9, 100)
	ops := []oplog.Op{{ID: row, Row: row, Fields: map[string]string{"a": "0"}}, {ID: row + 2, Row: row, Fields: map[string]string{"a": "2"}, Seen: map[string][]oplog.ID{"a": {row + 1}}}}
	if got := oplog.Heads(ops)["a"]; !slices.Equal(got, []oplog.ID{row + 2}) {
		t.Errorf("heads are %v", got)
	}
	ops[1].Seen["a"] = nil // made to stand beside it
	if got := oplog.Heads(ops)["a"]; !slices.Equal(got, []oplog.ID{row, row + 2}) {
		t.Errorf("heads are %v", got)
	}
}

// Law: marks lie before the tip, go back ever further, to the first half at least, and are few.
func TestMarkSteps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seq := rapid.Int64Range(1, 1<<40).Draw(t, "seq")
		steps := oplog.MarkSteps(seq)
		if len(steps) > 41 || seq > 1 && (steps[0] != seq-1 || steps[len(steps)-1] > seq/2) {
			t.Fatalf("marks of %d: %v", seq, steps)
		}
		for i, at := range steps {
			if at < 1 || at >= seq || i > 0 && at >= steps[i-1] {
				t.Fatalf("marks of %d: %v", seq, steps)
			}
		}
	})
}

// Law: numbers rise, leave room for the change before, and are never those of plans.
func TestDrawID(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		last := oplog.ID(rapid.Int64Range(0, 1<<62).Draw(t, "last"))
		id, err := oplog.DrawID(last)
		if err != nil || !id.Drawn() {
			t.Fatalf("%v, %v", id, err)
		}
		if last > 0 && (last + 1<<41).Drawn() && id <= last {
			t.Fatalf("%v after %v", id, last)
		}
	})
	near := oplog.NewID(oplog.LastDrawn, 1<<36-5) // at the end of all numbers
	if id, err := oplog.DrawID(near); err != nil || !id.Drawn() {
		t.Errorf("after the last number comes %v, %v", id, err)
	}
}
