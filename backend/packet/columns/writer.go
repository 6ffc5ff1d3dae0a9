package columns

import (
	"encoding/binary"
	"strings"

	"chengzhuan/backend/oplog"
)

// Writer gathers changes into blocks and gives each full one away; what it gives
// is valid until the function returns.
type Writer struct {
	memory
	flush   func(*Block) error
	fixed   [fixedColumns][]byte
	shapes  map[string]*shapeNumber
	rowOf   map[oplog.ID]int32
	changes int
	count   int
	size    int
	plain   oplog.Plain
	key     []byte
}

type shapeNumber struct {
	n      int
	fields []int
}

// NewWriter writes blocks by flush.
func NewWriter(flush func(*Block) error) *Writer {
	return &Writer{memory: newMemory(), flush: flush, shapes: map[string]*shapeNumber{}, rowOf: map[oplog.ID]int32{}}
}

// Add writes a change.
func (w *Writer) Add(c *oplog.Wire) error {
	head, hash, err := c.Peek()
	if err != nil {
		return err
	}
	w.begin()
	if err := w.head(c.Head); err != nil {
		return err
	}
	for i := range c.Ops {
		id := head.ID + oplog.ID(i)
		w.begin()
		w.op(id, &c.Ops[i])
		if w.count++; w.count >= fullOps || w.size >= fullBytes {
			if err := w.Flush(); err != nil {
				return err
			}
		}
	}
	w.end(&head, hash)
	return nil
}

// begin starts a block where none is begun.
func (w *Writer) begin() {
	if w.count == 0 && w.startBlock() {
		clear(w.rowOf)
	}
}

// Flush gives away what is gathered.
func (w *Writer) Flush() error {
	if w.count == 0 {
		return nil
	}
	b := &Block{Changes: w.changes, Ops: w.count}
	for i, column := range w.fixed {
		switch i {
		case colOperator, colFace, colKind, colNote:
			column = w.columns[(i-colOperator)/2].codes
		case colOperatorText, colFaceText, colKindText, colNoteText:
			column = w.columns[(i-colOperator)/2].letters
		}
		b.Columns = append(b.Columns, column)
	}
	for _, c := range w.columns[4:] {
		b.Columns = append(b.Columns, c.codes, c.letters)
	}
	err := w.flush(b)
	for i := range w.fixed {
		w.fixed[i] = w.fixed[i][:0]
	}
	for _, c := range w.columns {
		c.codes, c.letters = c.codes[:0], c.letters[:0]
	}
	w.changes, w.count, w.size = 0, 0, 0
	return err
}

func (w *Writer) number(column int, n uint64) {
	w.fixed[column] = binary.AppendUvarint(w.fixed[column], n)
}

func (w *Writer) bytes(lengths int, b []byte) {
	w.number(lengths, uint64(len(b)))
	w.fixed[lengths+1] = append(w.fixed[lengths+1], b...)
	w.size += len(b)
}

func (w *Writer) head(b []byte) error {
	w.changes++
	w.size += 40
	c, plain, err := oplog.ReadHead(b)
	if err != nil {
		return err
	}
	if !plain {
		w.number(colChain, 0)
		w.bytes(colHead, b)
		return nil
	}
	if _, known := w.of[c.Replica]; !known {
		w.number(colReplica, uint64(c.Replica))
	}
	n := w.chainOf(c.Replica)
	last := w.chains[n]
	w.number(colChain, uint64(n)+1)
	w.number(colID, zigzag(int64(c.ID-last.next)))
	w.number(colCount, uint64(c.Count))
	w.number(colSeq, zigzag(c.Seq-last.seq-1))
	switch {
	case c.Prev == oplog.Hash{}:
		w.number(colPrev, prevNone)
	case last.any && c.Prev == last.hash:
		w.number(colPrev, prevSame)
	default:
		w.number(colPrev, prevHash)
		w.fixed[colPrevHash] = append(w.fixed[colPrevHash], c.Prev[:]...)
	}
	wall, counter := int64(c.Stamp)>>16, uint64(c.Stamp)&0xffff
	w.number(colWall, zigzag(wall-w.wall))
	w.wall = wall
	w.number(colCounter, counter)
	w.number(colAt, zigzag(c.At-wall))
	for i, text := range [...]string{c.Operator, c.Face, c.Kind, c.Note} {
		w.text(w.columns[i], text)
	}
	w.number(colUndoes, uint64(c.Undoes))
	return nil
}

func (w *Writer) op(id oplog.ID, o *oplog.WireOp) {
	w.size += 4
	plain := w.plain.Read(o.Body)
	s := w.shape(o.Register, plain)
	if s == nil {
		plain = false
		s = w.shape(o.Register, false)
	}
	w.number(colShape, uint64(s.n))
	row, known := 0, false
	if o.Row == id {
		w.number(colRow, rowNew)
		row = w.addRow(id)
		w.rowOf[id] = int32(row)
	} else if n, is := w.rowOf[o.Row]; is {
		row, known = int(n), true
		w.number(colRow, firstPlace+zigzag(int64(row-w.place)))
	} else {
		w.number(colRow, rowOther)
		w.number(colRowID, zigzag(int64(o.Row-w.other)))
		w.other = o.Row
		row = w.addRow(o.Row)
		w.rowOf[o.Row] = int32(row)
	}
	w.place = row
	if !plain {
		w.bytes(colBody, o.Body)
		w.addOp(id, row)
		return
	}
	for i, field := range s.fields {
		w.text(w.columns[field], w.plain.Values[i])
	}
	for _, list := range w.plain.Seen {
		w.number(colSeenCount, uint64(len(list)))
		w.size += 3 * len(list)
		for _, seen := range list {
			w.saw(seen, o.Row, row, known)
		}
	}
	w.addOp(id, row)
}

// saw names an operation on the record by how far back it lies.
func (w *Writer) saw(seen, rowID oplog.ID, row int, known bool) {
	if seen == rowID {
		w.number(colSeen, seenNew)
		return
	}
	if known {
		at := w.lastOn[row]
		for back := range FarBack {
			if at < 0 {
				break
			}
			if w.ops[at] == seen {
				w.number(colSeen, firstPlace+uint64(back))
				return
			}
			at = w.before[at]
		}
	}
	w.number(colSeen, seenOther)
	w.number(colSeenID, zigzag(int64(seen-w.seen)))
	w.seen = seen
}

// shape returns the number of the form of the body that was read, or that of
// bodies that are bytes; nil where there are too many forms. The key by which a
// shape is known is also how it is written.
func (w *Writer) shape(register string, plain bool) *shapeNumber {
	k := w.key[:0]
	k = binary.AppendUvarint(k, uint64(len(register)))
	k = append(k, register...)
	if !plain {
		k = append(k, 0)
	} else {
		k = binary.AppendUvarint(k, uint64(len(w.plain.Keys))+1)
		for _, key := range w.plain.Keys {
			k = append(binary.AppendUvarint(k, uint64(len(key))), key...)
		}
		if w.plain.HasSeen {
			k = binary.AppendUvarint(k, uint64(len(w.plain.SeenKeys))+1)
		} else {
			k = append(k, 0)
		}
		for _, key := range w.plain.SeenKeys {
			k = append(binary.AppendUvarint(k, uint64(len(key))), key...)
		}
	}
	w.key = k
	if s := w.shapes[string(k)]; s != nil {
		return s
	}
	// The last places are for bodies that are bytes: there is always one left for them.
	if plain && (len(w.shapes) >= MaxShapes/2 || len(w.columns)+len(w.plain.Keys) > MaxFields || w.keys+len(w.plain.Keys)+len(w.plain.SeenKeys) > MaxKeys) {
		return nil
	}
	s := &shapeNumber{n: len(w.shapes)}
	if plain {
		w.keys += len(w.plain.Keys) + len(w.plain.SeenKeys)
		for _, key := range w.plain.Keys {
			s.fields = append(s.fields, w.field(register, strings.Clone(key)))
		}
	}
	w.shapes[string(k)] = s
	w.fixed[colShapes] = append(w.fixed[colShapes], k...)
	w.size += len(k)
	return s
}

func (w *Writer) text(c *textColumn, s string) {
	w.size += len(s) + 1
	if n, known := c.byText[s]; known {
		c.codes = binary.AppendUvarint(c.codes, uint64(n)<<2|textDictionary)
		return
	}
	if row, is := w.rowNamed(s); is {
		c.codes = binary.AppendUvarint(c.codes, zigzag(int64(row-c.place))<<2|textRow)
		c.place = row
		return
	}
	c.codes = binary.AppendUvarint(c.codes, uint64(len(s))<<2) // textLetters
	c.letters = append(c.letters, s...)
	if w.remembers(s, len(c.byText)) {
		if c.byText == nil {
			c.byText = map[string]int{}
		}
		c.byText[strings.Clone(s)] = len(c.byText)
	}
}

// rowNamed finds the record whose number is the text.
func (w *Writer) rowNamed(s string) (int, bool) {
	if len(s) < 3 || len(s) > 16 || strings.Count(s, "-") != 1 {
		return 0, false
	}
	id, err := oplog.ParseID(s)
	if err != nil {
		return 0, false
	}
	row, known := w.rowOf[id]
	return int(row), known
}
