package oplog

import (
	"slices"

	"github.com/fxamacker/cbor/v2"

	"chengzhuan/backend/errs"
)

// Deleted is the pseudo field that marks a deleted row ("1") or a living one
// (""). It is a field like any other, so deleting is causal and can be undone.
const Deleted = "~deleted"

// Change is what one call of the write door did: a run of operations
// ID … ID+Count-1 of one replica that stand or fall together.
type Change struct {
	ID       ID
	Count    int
	Stamp    Stamp
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
	Seen     map[string][]ID   // per field, the heads that the writer saw; empty for a creation
}

// Creates reports whether the operation creates its row.
func (o *Op) Creates() bool { return o.ID == o.Row }

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
	b, err := encoding.Marshal(body{o.Fields, o.Seen})
	if err != nil {
		return nil, errs.Wrap(errs.Internal, err, "写操作记录时出错")
	}
	return b, nil
}

// DecodeBody fills Fields and Seen from the stored form.
func (o *Op) DecodeBody(b []byte) error {
	var v body
	if err := cbor.Unmarshal(b, &v); err != nil {
		return errs.Wrap(errs.Damaged, err, "操作记录已损坏").Do("请用最近的备份恢复，并保留现在的数据文件")
	}
	o.Fields, o.Seen = v.Fields, v.Seen
	return nil
}

// Advance returns the heads of a field after an operation that saw seen: the
// heads it saw are superseded, the others stay beside it as concurrent.
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
