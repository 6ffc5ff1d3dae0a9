// Package oplog owns operations, changes and their clock: what the change log
// is made of, how it travels, and how concurrent edits meet. It is pure: no
// SQL, no files, and it knows no register by name.
package oplog

import (
	"slices"

	"github.com/fxamacker/cbor/v2"

	"chengzhuan/backend/errs"
)

// Pseudo fields. They are fields like any other, so marking is causal, shows in
// the history and can be undone.
const (
	// Deleted marks a deleted row ("1") or a living one ("").
	Deleted = "~deleted"
	// Void marks an entry of an append-only register as not counting; its value is the reason.
	Void = "~void"
)

// WholeRow is the key in Op.Seen under which a deletion names every operation
// on the row that it knew of: an edit that is not among them was made apart.
const WholeRow = "~row"

// Change is what one call of the write door did: a run of operations
// ID … ID+Count-1 that stand or fall together. It is one link of its PC's chain.
type Change struct {
	ID       ID
	Count    int
	Replica  int64 // the number under which its PC wrote
	Seq      int64 // its place among the changes of that number, from 1
	Prev     Hash  // the change before it; zero for the first
	Hash     Hash  // of the change and all its operations
	Stamp    Stamp
	At       int64  // the clock of its PC in milliseconds since 1970: what people are shown
	Operator string // the name set on the PC; may be empty
	Face     string // window, browser, command, system
	Kind     string // create, update, delete, restore, import, undo, merge, demo …
	Note     string // what the user sees in the history, in Chinese
	Undoes   ID     // the change that this one takes back, or zero
}

// Op sets fields of one row. An Op whose Row equals its ID creates the row and
// is the head of every field of it until another Op sets that field.
type Op struct {
	ID       ID
	Change   ID
	Register string
	Row      ID
	Fields   map[string]string // field key to canonical text
	// Seen holds, per field, the heads that the writer saw. A field without an
	// entry saw the creation alone; an empty list saw nothing.
	Seen map[string][]ID
}

// Creates reports whether the operation creates its row.
func (o *Op) Creates() bool { return o.ID == o.Row }

// Saw returns the heads of a field that the writer saw.
func (o *Op) Saw(field string) []ID {
	if o.Creates() {
		return nil
	}
	if seen, ok := o.Seen[field]; ok {
		return seen
	}
	return []ID{o.Row}
}

// See notes what the writer saw of a field, in the short form.
func (o *Op) See(field string, heads []ID) {
	if len(heads) == 1 && heads[0] == o.Row {
		return
	}
	if o.Seen == nil {
		o.Seen = map[string][]ID{}
	}
	o.Seen[field] = heads
}

type body struct {
	Fields map[string]string `cbor:"1,keyasint"`
	Seen   map[string][]ID   `cbor:"2,keyasint,omitempty"`
}

var encoding = func() cbor.EncMode {
	m, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		panic(err)
	}
	return m
}()

// EncodeBody returns the stored form of Fields and Seen: deterministic CBOR.
func (o *Op) EncodeBody() ([]byte, error) {
	var keys, values, seenKeys [8]string
	var seen [8][]ID
	p := Plain{Keys: keys[:0], Values: values[:0], SeenKeys: seenKeys[:0], Seen: seen[:0]}
	if p.of(o); p.Sound() {
		return p.Append(nil), nil
	}
	b, err := encoding.Marshal(body{o.Fields, o.Seen})
	if err != nil {
		return nil, errs.Wrap(errs.Internal, err, "写操作记录时出错")
	}
	return b, nil
}

// DecodeBody fills Fields and Seen from the stored form.
func (o *Op) DecodeBody(b []byte) error {
	if o.plainBody(b) {
		return nil
	}
	var v body
	if err := decoding.Unmarshal(b, &v); err != nil {
		return errs.Wrap(errs.Damaged, err, "操作记录已损坏").Do("请用最近的备份恢复，并保留现在的数据文件")
	}
	o.Fields, o.Seen = v.Fields, v.Seen
	return nil
}

// Advance returns the heads of a field after an operation that saw seen: the
// heads it saw are superseded, the others stay beside it as concurrent. It holds
// only where no operation that saw op is known already; else see Heads.
func Advance(heads, seen []ID, op ID) []ID {
	out := make([]ID, 0, 1)
	for _, h := range heads {
		if h != op && !slices.Contains(seen, h) {
			out = append(out, h)
		}
	}
	out = append(out, op)
	slices.Sort(out)
	return out
}

// Heads returns the heads of every field of one row out of all operations known
// on it, in whatever order they came: those that no other has seen. Fields whose
// only head is the creation are left out.
func Heads(ops []Op) map[string][]ID {
	superseded := map[string]map[ID]bool{}
	var creation ID
	for i := range ops {
		if ops[i].Creates() {
			creation = ops[i].ID
			continue
		}
		for key := range ops[i].Fields {
			if superseded[key] == nil {
				superseded[key] = map[ID]bool{}
			}
			saw := ops[i].Saw(key)
			for _, seen := range saw {
				superseded[key][seen] = true
			}
			if len(saw) > 0 { // whatever it saw came after the creation, also where that has not come here
				superseded[key][ops[i].Row] = true
			}
		}
	}
	out := map[string][]ID{}
	for i := range ops {
		if ops[i].Creates() {
			continue
		}
		for key := range ops[i].Fields {
			if !superseded[key][ops[i].ID] {
				out[key] = append(out[key], ops[i].ID)
			}
		}
	}
	for key, heads := range out {
		if creation != 0 && !superseded[key][creation] {
			heads = append(heads, creation)
		}
		slices.Sort(heads)
		out[key] = heads
	}
	return out
}
