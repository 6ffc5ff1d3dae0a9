package store

import (
	"encoding/binary"
	"hash/crc32"
	"strconv"

	"chengzhuan/backend/oplog"
)

// A pack is, column by column: how many records it holds; their IDs, each as what it is
// more than the one before; for each field the distinct texts and the number of its text
// for each record, in as many bytes as the largest needs; and a checksum of all of it.

// packSums is the polynomial of the checksums of packs, which processors know.
var packSums = crc32.MakeTable(crc32.Castagnoli)

// PackBuilder gathers records for a pack.
type PackBuilder struct {
	Part       int
	Generation int64 // of the register, before the first record was read and after the last
	ids        []int64
	columns    []columnBuilder
}

// columnBuilder gathers the texts of one field; that without any text is number 0.
type columnBuilder struct {
	at    map[string]uint32
	texts []string
	rows  []uint32
	words bool // one of the texts is no number
}

// NewPack begins a pack of so many fields.
func NewPack(part int, generation int64, fields int) *PackBuilder {
	b := &PackBuilder{Part: part, Generation: generation, columns: make([]columnBuilder, fields)}
	for i := range b.columns {
		b.columns[i].at = map[string]uint32{}
	}
	return b
}

// Add puts a record behind the others; of its fields only those of the pack.
func (b *PackBuilder) Add(r *Bundled) {
	b.ids = append(b.ids, int64(r.ID))
	for i := range b.columns {
		b.columns[i].add(r.Bytes(i))
	}
}

func (c *columnBuilder) add(text []byte) {
	var n uint32
	if len(text) > 0 {
		var known bool
		if n, known = c.at[string(text)]; !known {
			c.texts = append(c.texts, string(text))
			n = uint32(len(c.texts))
			c.at[string(text)] = n
			c.words = c.words || !plainNumber(text)
		}
	}
	c.rows = append(c.rows, n)
}

// greatest is the largest number that a column of numbers holds.
const greatest = "9223372036854775807"

// plainNumber reports whether a text comes back the same when it is kept as a number, as
// IDs do.
func plainNumber(text []byte) bool {
	if len(text) > len(greatest) || len(text) == len(greatest) && string(text) > greatest || text[0] == '0' && len(text) > 1 {
		return false
	}
	for _, c := range text {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

// indexWidth is how many bytes the numbers of the texts of a field take.
func indexWidth(texts int) int {
	switch {
	case texts == 0:
		return 0
	case texts < 1<<8:
		return 1
	case texts < 1<<16:
		return 2
	}
	return 4
}

func (b *PackBuilder) body() []byte {
	out := binary.AppendUvarint(nil, uint64(len(b.ids)))
	before := int64(0)
	for _, id := range b.ids {
		out = binary.AppendVarint(out, id-before)
		before = id
	}
	for i := range b.columns {
		out = b.columns[i].append(out)
	}
	return binary.LittleEndian.AppendUint32(out, crc32.Checksum(out, packSums))
}

func (c *columnBuilder) append(out []byte) []byte {
	kind := byte(0)
	if c.words {
		kind = 1
	}
	out = binary.AppendUvarint(append(out, kind), uint64(len(c.texts)))
	before := int64(0)
	for _, text := range c.texts {
		if c.words {
			out = append(binary.AppendUvarint(out, uint64(len(text))), text...)
		} else {
			n := decimal([]byte(text))
			out = binary.AppendVarint(out, n-before)
			before = n
		}
	}
	width := indexWidth(len(c.texts))
	for _, n := range c.rows {
		for k := range width {
			out = append(out, byte(n>>(8*k)))
		}
	}
	return out
}

// Pack is a pack as it was read.
type Pack struct {
	Part       int
	Generation int64
	ids        []oplog.ID
	columns    []packColumn
}

// packColumn is one field of a pack.
type packColumn struct {
	count   int // of distinct texts, with that of none
	width   int
	index   []byte   // the number of the text of each record
	words   bool     // else they are numbers
	texts   [][]byte // of words; the first is none
	numbers []int64  // the first stands for none
	strings []string // texts that were asked for to be kept
	scratch []byte
}

// Len returns how many records the pack holds.
func (p *Pack) Len() int { return len(p.ids) }

// Each calls f with every record, as EachBundled would; the Bundled is good until the next one.
func (p *Pack) Each(f func(*Bundled)) {
	rec := Bundled{pack: p}
	for i, id := range p.ids {
		rec.ID, rec.row, rec.left = id, i, len(p.ids)-1-i
		f(&rec)
	}
}

func (c *packColumn) slot(row int) int {
	switch c.width {
	case 0:
		return 0
	case 1:
		return int(c.index[row])
	case 2:
		return int(binary.LittleEndian.Uint16(c.index[2*row:]))
	}
	return int(binary.LittleEndian.Uint32(c.index[4*row:]))
}

func (c *packColumn) text(row int) []byte {
	n := c.slot(row)
	switch {
	case n == 0:
		return nil
	case c.words:
		return c.texts[n]
	}
	c.scratch = strconv.AppendInt(c.scratch[:0], c.numbers[n], 10)
	return c.scratch
}

func (c *packColumn) number(row int) int64 {
	n := c.slot(row)
	if c.words {
		return decimal(c.texts[n])
	}
	return c.numbers[n]
}

func (c *packColumn) kept(row int) string {
	n := c.slot(row)
	if n == 0 {
		return ""
	}
	if c.strings == nil {
		c.strings = make([]string, c.count)
	}
	if c.strings[n] == "" {
		c.strings[n] = string(c.text(row))
	}
	return c.strings[n]
}

// open reads the body of a pack; false where it is not what was written.
func (p *Pack) open(body []byte, fields int) bool {
	end := len(body) - 4
	if end < 0 || crc32.Checksum(body[:end], packSums) != binary.LittleEndian.Uint32(body[end:]) {
		return false
	}
	in := packReader{rest: body[:end]}
	rows := in.count()
	p.ids = make([]oplog.ID, rows)
	before := int64(0)
	for i := range p.ids {
		before += in.number()
		p.ids[i] = oplog.ID(before)
	}
	p.columns = make([]packColumn, fields)
	for i := range p.columns {
		p.columns[i].read(&in, rows)
	}
	return !in.bad && len(in.rest) == 0
}

func (c *packColumn) read(in *packReader, rows int) {
	kind, n := in.take(1), in.count()
	if in.bad {
		return
	}
	if c.count, c.words = n+1, kind[0] == 1; c.words {
		c.texts = make([][]byte, 1, n+1)
		for range n {
			c.texts = append(c.texts, in.take(in.count()))
		}
	} else {
		c.numbers = make([]int64, 1, n+1)
		before := int64(0)
		for range n {
			before += in.number()
			c.numbers = append(c.numbers, before)
		}
	}
	c.width = indexWidth(n)
	c.index = in.take(c.width * rows)
	for i := 0; i < rows && !in.bad && c.width > 0; i++ {
		in.bad = c.slot(i) > n
	}
}

// packReader takes a body apart; bad says that it ended too early.
type packReader struct {
	rest []byte
	bad  bool
}

func (r *packReader) number() int64 {
	v, n := binary.Varint(r.rest)
	if n <= 0 {
		r.bad, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[n:]
	return v
}

// count reads how many of something follow, each of which takes a byte at least where
// it takes any: never more than a pack can hold.
func (r *packReader) count() int {
	v, n := binary.Uvarint(r.rest)
	if n <= 0 || v > uint64(len(r.rest)) {
		r.bad, r.rest = true, nil
		return 0
	}
	r.rest = r.rest[n:]
	return int(v)
}

func (r *packReader) take(n int) []byte {
	if n > len(r.rest) {
		r.bad, r.rest = true, nil
		return nil
	}
	out := r.rest[:n:n]
	r.rest = r.rest[n:]
	return out
}
