package store_test

import (
	"fmt"
	"maps"
	"slices"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// The truth of a model: what was done, and what its writer knew when doing it.
// Nothing of it comes from heads, chains or clocks. A change is in the past of
// another when the other's PC had taken it in; that is all of causality.

// broken is thrown where a law does not hold.
type broken struct{ law, text string }

func (b broken) Error() string { return "law of " + b.law + ": " + b.text }

func breaks(law, format string, args ...any) { panic(broken{law, fmt.Sprintf(format, args...)}) }

// must ends a model on an error that nothing in it explains.
func must(err error) {
	if err != nil {
		breaks("error", "%v", err)
	}
}

// set is a set of changes by their places in the truth.
type set [6]uint64

func (s set) has(i int) bool { return s[i/64]&(1<<(i%64)) != 0 }
func (s *set) add(i int)     { s[i/64] |= 1 << (i % 64) }
func (s set) union(o set) set {
	for i := range s {
		s[i] |= o[i]
	}
	return s
}

// made is a change as it was made.
type made struct {
	oplog.Change
	place int
	past  set // what its PC had taken in
	wire  string
	edits []*edit
}

// edit is one operation of it.
type edit struct {
	id, row  oplog.ID
	change   *made
	register string
	fields   map[string]string
	sawGone  bool  // the row was in the recycle bin before it
	apart    bool  // made to stand beside what is there
	like     *edit // an undo made it stand for one that waited
}

func (e *edit) creates() bool { return e.id == e.row }

// before reports whether the writer of o had e before it.
func (e *edit) before(o *edit) bool {
	if e.change == o.change {
		return e.id < o.id
	}
	return o.change.past.has(e.change.place)
}

// knows reports whether a deletion mark and an edit were made knowing of each other.
func (e *edit) knows(o *edit) bool {
	if o.sawGone && e.before(o) {
		return true
	}
	if e.like != nil {
		return e.like.knows(o)
	}
	return o.before(e)
}

// truth is all that was ever done.
type truth struct {
	changes []*made
	byID    map[oplog.ID]*made
	rows    []oplog.ID // in the order of their making
	edits   map[oplog.ID][]*edit
	tuples  map[oplog.ID]map[string]bool // what the coupled fields of a row were together, anywhere
}

func newTruth() truth {
	return truth{byID: map[oplog.ID]*made{}, edits: map[oplog.ID][]*edit{}, tuples: map[oplog.ID]map[string]bool{}}
}

func (t *truth) add(m *made) {
	m.place = len(t.changes)
	if m.place >= len(set{})*64 {
		breaks("error", "too many changes for the model")
	}
	t.changes, t.byID[m.ID] = append(t.changes, m), m
	for _, e := range m.edits {
		if e.creates() {
			t.rows = append(t.rows, e.row)
		}
		t.edits[e.row] = append(t.edits[e.row], e)
	}
}

func (t *truth) registerOf(row oplog.ID) string { return t.edits[row][0].register }

// rowTruth is what is known of one row by a set of changes.
type rowTruth struct {
	edits  []*edit
	whole  bool // the creation is known
	closed bool // and everything that the known edits came after
}

func (t *truth) row(row oplog.ID, known set) rowTruth {
	r := rowTruth{closed: true}
	for _, e := range t.edits[row] {
		if known.has(e.change.place) {
			r.edits = append(r.edits, e)
			r.whole = r.whole || e.creates()
		}
	}
	for _, e := range t.edits[row] {
		if known.has(e.change.place) {
			continue
		}
		for _, k := range r.edits {
			r.closed = r.closed && !e.before(k)
		}
	}
	return r
}

// heads returns the edits of a field that no other came after; the creation sets every field.
func (r rowTruth) heads(field string) []*edit {
	var out []*edit
	for _, e := range r.edits {
		if _, sets := e.fields[field]; !sets && !e.creates() {
			continue
		}
		over := slices.ContainsFunc(r.edits, func(o *edit) bool {
			_, sets := o.fields[field]
			return sets && !o.creates() && !o.apart && e.before(o) && !(e.like != nil && o.like != nil && e.change == o.change)
		})
		if !over {
			out = append(out, e)
		}
	}
	return out
}

// likeBefore finds out what the edits of an undo stand for: where several values
// stood side by side before the change that it takes back, each of them again.
func (t *truth) likeBefore(undo, undone *made) {
	used := map[string]bool{}
	for _, e := range undo.edits {
		for key, v := range e.fields {
			r := t.row(e.row, undone.past)
			decided := slices.ContainsFunc(undone.edits, func(o *edit) bool {
				_, sets := o.fields[key]
				return sets && o.row == e.row && !o.creates()
			})
			heads := r.heads(key)
			_, waits := differ(heads, key)
			if key == oplog.Deleted {
				_, waits = r.gone()
			}
			if !decided || !waits {
				continue
			}
			for _, h := range heads {
				if at := fmt.Sprint(e.row, key, h.id); h.fields[key] == v && !used[at] {
					used[at], e.like = true, h
					break
				}
			}
		}
	}
}

// fields returns every field that an edit set after the creation.
func (r rowTruth) fields() []string {
	all := map[string]bool{}
	for _, e := range r.edits {
		if !e.creates() {
			for key := range e.fields {
				all[key] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// gone tells whether the row is deleted, and whether that is in doubt: deleted
// here and, without knowing of it, kept or edited there.
func (r rowTruth) gone() (gone, doubt bool) {
	var marks []*edit
	kept := false
	for _, e := range r.heads(oplog.Deleted) {
		if e.fields[oplog.Deleted] == "1" {
			marks = append(marks, e)
		} else {
			kept = true
		}
	}
	if len(marks) == 0 {
		return false, false
	}
	if kept {
		return false, true
	}
	for _, field := range r.fields() {
		if field == oplog.Deleted {
			continue
		}
		for _, e := range r.heads(field) {
			known := e.creates() || slices.ContainsFunc(marks, func(m *edit) bool { return m.knows(e) })
			if !known {
				return false, true
			}
		}
	}
	return true, false
}

// void tells whether an entry does not count: somebody's voiding of it stands.
func (r rowTruth) void() bool {
	return slices.ContainsFunc(r.heads(oplog.Void), func(e *edit) bool { return e.fields[oplog.Void] != "" })
}

// differ returns the values of the heads of a field, and whether there are several.
func differ(heads []*edit, field string) (values []string, several bool) {
	for _, e := range heads {
		values = append(values, e.fields[field])
	}
	return values, slices.ContainsFunc(values, func(v string) bool { return v != values[0] })
}

// tuple is what the coupled fields of a neighbour are together.
func tuple(d *schema.Def, r store.Record) string {
	return d.Get(r.Values, "street") + " " + d.Get(r.Values, "door")
}
