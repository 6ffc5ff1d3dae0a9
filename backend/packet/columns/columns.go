// Package columns lays changes out by columns: all numbers together, all clocks,
// all values of one field. What follows a rule becomes small numbers that compress
// to next to nothing, and the bytes of a change still come back exactly as its maker
// wrote them. It knows nothing of files, keys and compression, and no register by name.
//
// The layout is published in docs/formats/packet.md, section 4.
package columns

import (
	"chengzhuan/backend/oplog"
)

// Block is a run of operations and of the changes that begin among them. A change
// may go on in the next block.
type Block struct {
	Changes int
	Ops     int
	Columns [][]byte
}

// Limits of a block and of what the two sides remember. Both sides
// remember and forget at the same place.
const (
	MaxBlock   = 16 << 20 // bytes of all columns of a block
	MaxHead    = 32 << 10 // bytes of the head of a change
	MaxChange  = 1 << 30  // bytes of all operations of a change, each counted with OpCost more
	OpCost     = 64
	MaxShapes  = 1 << 16
	MaxFields  = 100_000 // columns of values
	Dictionary = 1024    // texts that a column remembers
	DictText   = 64      // bytes of the longest that it remembers
	MaxTexts   = 1 << 18 // texts that all columns remember
	MaxKeys    = 1 << 20 // field keys in all shapes
	MaxRows    = 1 << 19 // records after which, at the next block, all are forgotten
	MaxOps     = 1 << 20 // operations, likewise
	FarBack    = 64      // how many operations on a record are looked back

	fullOps   = 1 << 16 // where this program ends a block
	fullBytes = 4 << 20
)

// The columns that every block has, in their order; see docs/formats/packet.md.
const (
	colChain = iota
	colReplica
	colID
	colCount
	colSeq
	colPrev
	colPrevHash
	colWall
	colCounter
	colAt
	colOperator // texts take two columns each: codes, letters
	colOperatorText
	colFace
	colFaceText
	colKind
	colKindText
	colNote
	colNoteText
	colUndoes
	colHead // the bytes of heads in no known form: lengths, bytes
	colHeadBytes
	colShape
	colShapes // new shapes
	colRow
	colRowID
	colSeenCount
	colSeen
	colSeenID
	colBody // bodies in no known form: lengths, bytes
	colBodyBytes
	fixedColumns

	MaxColumns = fixedColumns + 2*MaxFields // of a block
)

// Names of these columns, as the description gives them.
var Names = [fixedColumns]string{
	"chain", "replica", "id", "count", "seq", "prev", "hash", "wall", "counter", "at",
	"operator", "operator letters", "face", "face letters", "kind", "kind letters", "note", "note letters", "undoes",
	"head length", "head", "shape", "new shapes", "row", "other row", "seen count", "seen", "other seen", "body length", "body",
}

// How the change before in the chain is named.
const (
	prevSame = iota // the last of the chain in this file
	prevNone
	prevHash // another
)

// How a value is written: the two low bits of its code.
const (
	textLetters    = iota // the rest: so many bytes
	textDictionary        // the rest: place in the dictionary
	textRow               // the rest: place of a record, from that of the one before it in the column
)

// How an operation names its record, and those that its writer saw.
const (
	rowNew   = 0 // it creates it
	rowOther = 1 // one not met yet in this file; else 2 + place, from the one before

	seenOther  = 0 // not met in this file
	seenNew    = 1 // the creation of the record; else 2 + how many operations on it lie between
	firstPlace = 2
)

// shape is what the operations of one kind have in common.
type shape struct {
	register string
	raw      bool // the body is bytes
	keys     []string
	hasSeen  bool
	seenKeys []string
	fields   []int // places of the columns of the values
}

// chain is what was last heard of one replica number.
type chain struct {
	replica int64
	next    oplog.ID // after the last operation
	seq     int64
	hash    oplog.Hash
	any     bool // whether there was a change of it
}

// memory is what both sides remember alike.
type memory struct {
	chains  []chain
	of      map[int64]int // by replica number
	wall    int64
	rows    []oplog.ID
	lastOn  []int32 // by record: its newest operation, -1 none
	ops     []oplog.ID
	before  []int32 // by operation: the one before it on its record
	place   int     // of the last record
	other   oplog.ID
	seen    oplog.ID
	fields  map[string]int
	columns []*textColumn // head texts, then fields
	texts   int           // remembered by all columns
	keys    int           // in all shapes
}

func newMemory() memory {
	m := memory{of: map[int64]int{}, fields: map[string]int{}}
	for range 4 {
		m.columns = append(m.columns, &textColumn{})
	}
	return m
}

// startBlock forgets records and operations when they are too many.
func (m *memory) startBlock() (forgot bool) {
	if len(m.rows) < MaxRows && len(m.ops) < MaxOps {
		return false
	}
	m.rows, m.lastOn, m.ops, m.before, m.place = m.rows[:0], m.lastOn[:0], m.ops[:0], m.before[:0], 0
	for _, c := range m.columns {
		c.place = 0
	}
	return true
}

// field returns the number of the column for a field of a register.
func (m *memory) field(register, key string) int {
	name := register + "." + key
	n, known := m.fields[name]
	if !known {
		n = len(m.columns)
		m.fields[name] = n
		m.columns = append(m.columns, &textColumn{})
	}
	return n
}

// chainOf returns the place of a replica number, a new one where there is none.
func (m *memory) chainOf(replica int64) int {
	n, known := m.of[replica]
	if !known {
		n = len(m.chains)
		m.of[replica] = n
		m.chains = append(m.chains, chain{replica: replica})
	}
	return n
}

// end notes the last change of a chain.
func (m *memory) end(c *oplog.Change, hash oplog.Hash) {
	m.chains[m.chainOf(c.Replica)] = chain{c.Replica, c.ID + oplog.ID(c.Count), c.Seq, hash, true}
}

// remembers reports whether the next text of a column, which has that many, is remembered.
func (m *memory) remembers(s string, already int) bool {
	if s == "" || len(s) > DictText || already >= Dictionary || m.texts >= MaxTexts {
		return false
	}
	m.texts++
	return true
}

func (m *memory) addRow(id oplog.ID) int {
	m.rows, m.lastOn = append(m.rows, id), append(m.lastOn, -1)
	return len(m.rows) - 1
}

func (m *memory) addOp(id oplog.ID, row int) {
	m.before = append(m.before, m.lastOn[row])
	m.lastOn[row] = int32(len(m.ops))
	m.ops = append(m.ops, id)
}

// textColumn remembers the texts of one column: the writer by text, the reader by place.
type textColumn struct {
	byText  map[string]int
	byPlace []string
	place   int // of the last record named in it
	codes   []byte
	letters []byte
	in      cursor // reader: codes
	text    cursor // reader: letters
}

func zigzag(n int64) uint64 { return uint64(n)<<1 ^ uint64(n>>63) }

func unzigzag(u uint64) int64 { return int64(u>>1) ^ -int64(u&1) }
