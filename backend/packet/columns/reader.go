package columns

import (
	"errors"
	"strings"

	"chengzhuan/backend/oplog"
)

// ErrDamaged says that blocks are not such as a Writer makes.
var ErrDamaged = errors.New("a block of changes is damaged")

// Reader gives back, one by one, the changes of blocks.
type Reader struct {
	memory
	load    func() (*Block, error)
	fixed   [fixedColumns]cursor
	shapes  []shape
	toBegin int // changes of the block
	toRead  int // operations of the block
	plain   oplog.Plain
	broken  bool // something was not there
}

// NewReader reads the blocks that load returns.
func NewReader(load func() (*Block, error)) *Reader {
	return &Reader{memory: newMemory(), load: load}
}

// Next returns the next change, of at most maxOps operations. Whoever knows how many there are stops there.
func (r *Reader) Next(maxOps int) (w *oplog.Wire, err error) {
	if err := r.more(); err != nil {
		return nil, err
	}
	if r.toBegin == 0 {
		return nil, ErrDamaged
	}
	r.toBegin--
	head, c, err := r.head()
	if err != nil {
		return nil, err
	}
	if c.Count < 1 || c.Count > maxOps || c.Count > oplog.MaxOps || len(head) > MaxHead {
		return nil, ErrDamaged
	}
	w = &oplog.Wire{Head: head, Ops: make([]oplog.WireOp, 0, min(c.Count, 1<<14))}
	room := MaxChange
	var buffer []byte
	for i := range c.Count {
		if err := r.more(); err != nil {
			return nil, err
		}
		var op oplog.WireOp
		if op, buffer, err = r.op(c.ID+oplog.ID(i), buffer); err != nil {
			return nil, err
		}
		if room -= len(op.Body) + OpCost; room < 0 || len(op.Body) > oplog.MaxBody {
			return nil, ErrDamaged
		}
		w.Ops = append(w.Ops, op)
	}
	_, hash, err := w.Peek()
	if err != nil {
		return nil, ErrDamaged
	}
	r.end(&c, hash)
	return w, nil
}

// Done reports whether everything in the blocks was used.
func (r *Reader) Done() bool { return r.toBegin == 0 && r.toRead == 0 && r.used() }

func (r *Reader) used() bool {
	for i := range r.fixed {
		if r.fixed[i].rest != "" {
			return false
		}
	}
	for _, c := range r.columns {
		if c.in.rest != "" || c.text.rest != "" {
			return false
		}
	}
	return true
}

// more takes up the next block where this one is at its end.
func (r *Reader) more() error {
	if r.toRead > 0 {
		return nil
	}
	if r.toBegin > 0 || !r.used() {
		return ErrDamaged
	}
	b, err := r.load()
	if err != nil {
		return err
	}
	if b.Changes < 0 || b.Ops < 1 || b.Changes > b.Ops || b.Ops > MaxBlock || len(b.Columns) < fixedColumns {
		return ErrDamaged
	}
	r.toBegin, r.toRead = b.Changes, b.Ops
	r.startBlock()
	for i := range r.fixed {
		r.fixed[i] = cursor{string(b.Columns[i]), &r.broken}
	}
	if err := r.newShapes(); err != nil {
		return err
	}
	fields := b.Columns[fixedColumns:]
	if len(fields) != 2*(len(r.columns)-4) {
		return ErrDamaged
	}
	for i := range 4 {
		r.columns[i].in, r.columns[i].text = r.fixed[colOperator+2*i], r.fixed[colOperatorText+2*i]
		r.fixed[colOperator+2*i], r.fixed[colOperatorText+2*i] = cursor{}, cursor{}
	}
	for i, c := range r.columns[4:] {
		c.in, c.text = cursor{string(fields[2*i]), &r.broken}, cursor{string(fields[2*i+1]), &r.broken}
	}
	return nil
}

// newShapes reads the shapes that come up in a block.
func (r *Reader) newShapes() error {
	in := &r.fixed[colShapes]
	for in.rest != "" && !r.broken {
		s := shape{register: strings.Clone(in.take(in.number()))}
		if len(s.register) > 64 || len(r.shapes) >= MaxShapes {
			return ErrDamaged
		}
		n := in.number()
		if s.raw = n == 0; !s.raw {
			s.keys = in.keys(n - 1)
			if n = in.number(); n > 0 {
				s.hasSeen, s.seenKeys = true, in.keys(n-1)
			}
		}
		if r.keys += len(s.keys) + len(s.seenKeys); r.broken || r.keys > MaxKeys || !oplog.KeysOrdered(s.keys) || !oplog.KeysOrdered(s.seenKeys) {
			return ErrDamaged
		}
		for _, key := range s.keys {
			s.fields = append(s.fields, r.field(s.register, key))
		}
		if len(r.columns) > MaxFields {
			return ErrDamaged
		}
		r.shapes = append(r.shapes, s)
	}
	if r.broken {
		return ErrDamaged
	}
	return nil
}

func (r *Reader) head() ([]byte, oplog.Change, error) {
	n := r.fixed[colChain].number()
	if n == 0 {
		length := r.fixed[colHead].number()
		b := []byte(r.fixed[colHeadBytes].take(length))
		if r.broken || length > MaxHead {
			return nil, oplog.Change{}, ErrDamaged
		}
		c, _, err := oplog.ReadHead(b)
		if err != nil {
			return nil, c, ErrDamaged
		}
		return b, c, nil
	}
	n--
	var c oplog.Change
	if n == uint64(len(r.chains)) {
		c.Replica = int64(r.fixed[colReplica].number())
		if _, known := r.of[c.Replica]; known || c.Replica < 0 {
			return nil, c, ErrDamaged
		}
		r.chainOf(c.Replica)
	}
	if n >= uint64(len(r.chains)) {
		return nil, c, ErrDamaged
	}
	last := r.chains[n]
	c.Replica = last.replica
	c.ID = last.next + oplog.ID(unzigzag(r.fixed[colID].number()))
	c.Count = int(r.fixed[colCount].number())
	c.Seq = last.seq + 1 + unzigzag(r.fixed[colSeq].number())
	switch r.fixed[colPrev].number() {
	case prevNone:
	case prevSame:
		if !last.any {
			return nil, c, ErrDamaged
		}
		c.Prev = last.hash
	case prevHash:
		hash := r.fixed[colPrevHash].take(uint64(len(c.Prev)))
		if len(hash) != len(c.Prev) {
			return nil, c, ErrDamaged
		}
		copy(c.Prev[:], hash)
	default:
		return nil, c, ErrDamaged
	}
	wall := r.wall + unzigzag(r.fixed[colWall].number())
	counter := r.fixed[colCounter].number()
	c.At = wall + unzigzag(r.fixed[colAt].number())
	if wall < 0 || wall > 1<<47 || counter > 0xffff {
		return nil, c, ErrDamaged
	}
	r.wall = wall
	c.Stamp = oplog.Stamp(wall<<16 | int64(counter))
	for i, text := range [...]*string{&c.Operator, &c.Face, &c.Kind, &c.Note} {
		*text = r.text(r.columns[i])
	}
	c.Undoes = oplog.ID(r.fixed[colUndoes].number())
	if r.broken || c.ID < 0 || c.Count < 0 || c.Seq < 0 || c.At < 0 || c.Undoes < 0 {
		return nil, c, ErrDamaged
	}
	head, err := c.EncodeHead()
	if err != nil {
		return nil, c, ErrDamaged
	}
	return head, c, nil
}

func (r *Reader) op(id oplog.ID, buffer []byte) (oplog.WireOp, []byte, error) {
	r.toRead--
	n := r.fixed[colShape].number()
	if n >= uint64(len(r.shapes)) {
		return oplog.WireOp{}, nil, ErrDamaged
	}
	s := &r.shapes[n]
	rowID, row, ok := r.row(id)
	if !ok {
		return oplog.WireOp{}, nil, ErrDamaged
	}
	if s.raw {
		body := []byte(r.fixed[colBodyBytes].take(r.fixed[colBody].number()))
		if r.broken {
			return oplog.WireOp{}, nil, ErrDamaged
		}
		r.addOp(id, row)
		return oplog.WireOp{Register: s.register, Row: rowID, Body: body}, buffer, nil
	}
	p := &r.plain
	*p = oplog.Plain{Keys: s.keys, Values: p.Values[:0], HasSeen: s.hasSeen, SeenKeys: s.seenKeys, Seen: p.Seen[:0]}
	for _, field := range s.fields {
		p.Values = append(p.Values, r.text(r.columns[field]))
	}
	for range s.seenKeys {
		list, ok := r.seenList(rowID, row)
		if !ok {
			return oplog.WireOp{}, nil, ErrDamaged
		}
		p.Seen = append(p.Seen, list)
	}
	if r.broken {
		return oplog.WireOp{}, nil, ErrDamaged
	}
	r.addOp(id, row)
	op, buffer, ok := p.WireOp(s.register, rowID, buffer)
	if !ok {
		return op, nil, ErrDamaged
	}
	return op, buffer, nil
}

// row returns the record of an operation, and its place.
func (r *Reader) row(id oplog.ID) (oplog.ID, int, bool) {
	switch n := r.fixed[colRow].number(); n {
	case rowNew:
		r.place = r.addRow(id)
	case rowOther:
		r.other += oplog.ID(unzigzag(r.fixed[colRowID].number()))
		r.place = r.addRow(r.other)
	default:
		at := int64(r.place) + unzigzag(n-firstPlace)
		if at < 0 || at >= int64(len(r.rows)) {
			return 0, 0, false
		}
		r.place = int(at)
	}
	return r.rows[r.place], r.place, true
}

// seenList reads what the writer of an operation saw of one field.
func (r *Reader) seenList(rowID oplog.ID, row int) ([]oplog.ID, bool) {
	count := r.fixed[colSeenCount].number()
	if count > uint64(len(r.fixed[colSeen].rest)) { // each takes a byte at least
		return nil, false
	}
	list := make([]oplog.ID, count)
	for i := range list {
		switch n := r.fixed[colSeen].number(); n {
		case seenOther:
			r.seen += oplog.ID(unzigzag(r.fixed[colSeenID].number()))
			list[i] = r.seen
		case seenNew:
			list[i] = rowID
		default:
			at := r.lastOn[row]
			for back := n - firstPlace; back > 0 && at >= 0; back-- {
				at = r.before[at]
			}
			if at < 0 || n-firstPlace >= FarBack {
				return nil, false
			}
			list[i] = r.ops[at]
		}
	}
	return list, true
}

// text reads a value.
func (r *Reader) text(c *textColumn) string {
	n := c.in.number()
	switch n & 3 {
	case textLetters:
		s := c.text.take(n >> 2)
		if r.remembers(s, len(c.byPlace)) {
			c.byPlace = append(c.byPlace, strings.Clone(s))
		}
		return s
	case textDictionary:
		if n>>2 < uint64(len(c.byPlace)) {
			return c.byPlace[n>>2]
		}
	case textRow:
		at := int64(c.place) + unzigzag(n>>2)
		if at >= 0 && at < int64(len(r.rows)) {
			c.place = int(at)
			return r.rows[at].String()
		}
	}
	r.broken = true
	return ""
}
