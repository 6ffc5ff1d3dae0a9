package oplog

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"io"
	"math"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/fxamacker/cbor/v2"

	"chengzhuan/backend/errs"
)

// Hash names a change by its content and, through Prev, all that came before it
// from the same PC.
type Hash [16]byte

// Wire is a change as it travels: byte for byte as its maker wrote it, so what a
// newer version put into it is kept and passed on by an older one. It must not
// be altered once it has been peeked into.
type Wire struct {
	Head   []byte
	Ops    []WireOp
	peeked *peeked // what Peek worked out, so that Read need not do it again
}

type peeked struct {
	head head
	hash Hash
}

// WireOp is one operation of a Wire.
type WireOp struct {
	Register string
	Row      ID
	Body     []byte
	// What the body says, where it came apart already.
	fields map[string]string
	seen   map[string][]ID
	read   bool
}

// WireOp returns an operation with that body, which is written behind buffer, and
// the longer buffer. It returns false for parts that are no body.
func (p *Plain) WireOp(register string, row ID, buffer []byte) (WireOp, []byte, bool) {
	if !p.Sound() {
		return WireOp{}, buffer, false
	}
	from := len(buffer)
	buffer = p.Append(buffer)
	var o Op
	p.fill(&o)
	return WireOp{register, row, buffer[from:len(buffer):len(buffer)], o.Fields, o.Seen, true}, buffer, true
}

// Limits of one change: far above what the program writes, low enough that a
// forged file cannot exhaust a PC.
const (
	MaxOps      = 4_000_000 // operations of a change
	MaxBody     = 4 << 20   // bytes of one operation
	maxText     = 2000      // bytes of operator, face, kind, note
	maxFields   = 1000
	maxRegister = 64
	lastStamp   = Stamp(1) << 62 // the year 4199: a later clock is not a wrong one but a forged one
)

type head struct {
	ID       ID     `cbor:"1,keyasint"`
	Count    int    `cbor:"2,keyasint"`
	Replica  int64  `cbor:"3,keyasint"`
	Seq      int64  `cbor:"4,keyasint"`
	Prev     []byte `cbor:"5,keyasint,omitempty"`
	Stamp    Stamp  `cbor:"6,keyasint"`
	At       int64  `cbor:"7,keyasint"`
	Operator string `cbor:"8,keyasint,omitempty"`
	Face     string `cbor:"9,keyasint,omitempty"`
	Kind     string `cbor:"10,keyasint,omitempty"`
	Note     string `cbor:"11,keyasint,omitempty"`
	Undoes   ID     `cbor:"12,keyasint,omitempty"`
}

var decoding = func() cbor.DecMode {
	m, err := cbor.DecOptions{
		DupMapKey: cbor.DupMapKeyEnforcedAPF, IndefLength: cbor.IndefLengthForbidden, TagsMd: cbor.TagsForbidden,
		MaxNestedLevels: 8, MaxArrayElements: MaxOps + 16, MaxMapPairs: 4096, UTF8: cbor.UTF8RejectInvalid,
	}.DecMode()
	if err != nil {
		panic(err)
	}
	return m
}()

// EncodeHead returns the deterministic form of everything in a change but its operations and hash.
func (c *Change) EncodeHead() ([]byte, error) {
	h := c.head()
	if c.ID < 0 || c.Count < 0 || c.Replica < 0 || c.Seq < 0 || c.Stamp < 0 || c.At < 0 || c.Undoes < 0 {
		b, err := encoding.Marshal(h) // a clock before 1970; no reader takes it
		if err != nil {
			return nil, errs.Wrap(errs.Internal, err, "写改动记录时出错")
		}
		return b, nil
	}
	return h.appendHead(make([]byte, 0, 96+len(c.Operator)+len(c.Face)+len(c.Kind)+len(c.Note))), nil
}

func (c *Change) head() head {
	h := head{c.ID, c.Count, c.Replica, c.Seq, nil, c.Stamp, c.At, c.Operator, c.Face, c.Kind, c.Note, c.Undoes}
	if c.Prev != (Hash{}) {
		h.Prev = c.Prev[:]
	}
	return h
}

// ReadHead returns what the head of a change says; plain says that EncodeHead gives the same bytes again.
func ReadHead(b []byte) (c Change, plain bool, err error) {
	h, plain, err := decodeHead(b)
	if err != nil {
		return c, false, err
	}
	c = h.change()
	return c, plain && (len(h.Prev) == 0) == (c.Prev == Hash{}), nil
}

func (h *head) change() Change {
	c := Change{ID: h.ID, Count: h.Count, Replica: h.Replica, Seq: h.Seq, Stamp: h.Stamp, At: h.At, Operator: h.Operator, Face: h.Face, Kind: h.Kind, Note: h.Note, Undoes: h.Undoes}
	if len(h.Prev) == len(c.Prev) {
		c.Prev = Hash(h.Prev)
	}
	return c
}

// Clip cuts the texts of a change to what every reader takes: a longer one would
// make each packet that holds the change unreadable.
func (c *Change) Clip() {
	for _, text := range []*string{&c.Operator, &c.Face, &c.Kind, &c.Note} {
		*text = strings.ToValidUTF8(*text, "")
		for n := maxText - len("…"); len(*text) > maxText; n-- {
			if utf8.RuneStart((*text)[n]) {
				*text = (*text)[:n] + "…"
			}
		}
	}
}

// Sum gathers what the hash of a change is made of, so that it needs not hold the operations.
type Sum struct{ ops hash.Hash }

// NewSum starts with no operation.
func NewSum() Sum { return Sum{sha256.New()} }

// Add takes in the next operation.
func (s Sum) Add(register string, row ID, body []byte) {
	var b [24]byte
	n := binary.PutUvarint(b[:], uint64(len(register)))
	s.ops.Write(b[:n])
	io.WriteString(s.ops, register)
	binary.BigEndian.PutUint64(b[:], uint64(row))
	n = 8 + binary.PutUvarint(b[8:], uint64(len(body)))
	s.ops.Write(b[:n])
	s.ops.Write(body)
}

// Hash returns the hash of the change with that head.
func (s Sum) Hash(head []byte) Hash {
	digest := s.ops.Sum(make([]byte, 0, sha256.Size))
	all := sha256.New()
	all.Write(digest)
	all.Write(head)
	return Hash(all.Sum(digest[:0])[:len(Hash{})])
}

var registerForm = regexp.MustCompile(`^[a-z][a-z0-9_]*$`)

// Read returns the change and its operations, checked: everything that could
// harm the book of a reader is refused. What it cannot know (fields and registers
// of a newer version) it lets pass.
func (w *Wire) Read() (Change, []Op, error) {
	var h head
	var err error
	bad := func(what string) (Change, []Op, error) {
		return Change{}, nil, errs.New(errs.Damaged, "同步包里有一次改动写得不对（"+what+"）").Do("请让对方重新导出同步包；仍然这样请把文件交给维护人员")
	}
	if w.peeked != nil {
		h = w.peeked.head
	} else if h, _, err = decodeHead(w.Head); err != nil {
		return bad("改动")
	}
	c := h.change()
	if len(h.Prev) != 0 && len(h.Prev) != len(c.Prev) {
		return bad("前一次改动")
	}
	switch {
	case c.Count != len(w.Ops) || c.Count < 1 || c.Count > MaxOps:
		return bad("操作数")
	case !c.ID.Drawn() || !(c.ID + ID(c.Count) - 1).Drawn() || c.Undoes < 0:
		return bad("编号")
	case c.Replica < 1 || c.Seq < 1 || c.Seq == math.MaxInt64 || (c.Seq == 1) != (c.Prev == Hash{}):
		return bad("序号")
	case c.Stamp < 1 || c.Stamp >= lastStamp || c.At < 0 || c.At > int64(lastStamp>>16):
		return bad("时间")
	}
	for _, text := range []string{c.Operator, c.Face, c.Kind, c.Note} {
		if len(text) > maxText || !utf8.ValidString(text) {
			return bad("文字")
		}
	}
	ops := make([]Op, len(w.Ops))
	register := ""
	for i, o := range w.Ops {
		op := &ops[i]
		*op = Op{ID: c.ID + ID(i), Change: c.ID, Register: o.Register, Row: o.Row}
		if i == 0 || o.Register != register {
			if register = o.Register; len(register) > maxRegister || !registerForm.MatchString(register) {
				return bad("操作")
			}
		}
		if !o.Row.Drawn() || len(o.Body) > MaxBody {
			return bad("操作")
		}
		if o.read {
			op.Fields, op.Seen = o.fields, o.seen
		} else if err := op.DecodeBody(o.Body); err != nil || len(op.Fields) > maxFields {
			return bad("操作内容")
		}
		for _, seen := range op.Seen {
			for _, id := range seen {
				if !id.Drawn() {
					return bad("操作依据")
				}
			}
		}
	}
	if w.peeked != nil {
		c.Hash = w.peeked.hash
	} else {
		c.Hash = w.sum()
	}
	return c, ops, nil
}

// Peek returns what the head says and the hash of the change, without looking
// into the operations. Operations whose Row is zero get the row that they create.
func (w *Wire) Peek() (Change, Hash, error) {
	if w.peeked != nil {
		return w.peeked.head.change(), w.peeked.hash, nil
	}
	h, _, err := decodeHead(w.Head)
	if err != nil {
		return Change{}, Hash{}, err
	}
	for i := range w.Ops {
		if o := &w.Ops[i]; o.Row == 0 {
			o.Row = h.ID + ID(i)
		}
	}
	w.peeked = &peeked{h, w.sum()}
	return h.change(), w.peeked.hash, nil
}

// sum returns the hash of the change.
func (w *Wire) sum() Hash {
	sum := NewSum()
	for _, o := range w.Ops {
		sum.Add(o.Register, o.Row, o.Body)
	}
	return sum.Hash(w.Head)
}
