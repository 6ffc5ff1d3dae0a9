package packet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"os"
	"slices"
	"unicode/utf8"

	"filippo.io/age"
	"github.com/fxamacker/cbor/v2"
	"github.com/klauspost/compress/zstd"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
)

// contents is what only the PCs of the book can read, before the changes.
type contents struct {
	Community string       `cbor:"1,keyasint"`
	Known     oplog.Vector `cbor:"2,keyasint"`           // what its maker knows
	Certs     []cert       `cbor:"3,keyasint,omitempty"` // from the maker to the first PC of the book
	Parts     []part       `cbor:"4,keyasint,omitempty"` // which packet of the maker first held which of its changes
	Changes   int          `cbor:"5,keyasint"`
	Ops       int          `cbor:"6,keyasint"`
	Stamp     oplog.Stamp  `cbor:"7,keyasint"`           // the clock of its maker: the newest word on Known wins
	Admission *cert        `cbor:"8,keyasint,omitempty"` // of the PC that a welcome is for
	Name      string       `cbor:"9,keyasint,omitempty"` // of that PC in the roster
}

// part says that packet Number of a PC went up to change Seq of one of its numbers.
type part struct {
	Number  int   `cbor:"1,keyasint" json:"n"`
	Replica int64 `cbor:"2,keyasint" json:"r"`
	Seq     int64 `cbor:"3,keyasint" json:"s"`
}

// Limits of the content: far above what offices make, low enough for an old PC.
const (
	maxPlain    = 16 << 30  // bytes after decompression
	freePlain   = 256 << 20 // so many in any file, however small
	maxRatio    = 2000      // decompressed to compressed, above that
	maxChanges  = 50_000_000
	maxContents = 16 << 20 // bytes of what stands before the changes
	maxHeadItem = 32 << 10 // of the head of a change
	maxOpItem   = oplog.MaxBody + 1024
	maxChange   = 1 << 30 // bytes of all operations of a change
	maxKinds    = 10_000  // registers in a file
)

// changeItem begins a change in the stream. Where the change before it in its
// chain came earlier in the same stream, the 18 bytes of the head that name it are left
// out at place Cut; 0 leaves nothing out. Chain counts the chains in the order of their
// first use.
type changeItem struct {
	_     struct{} `cbor:",toarray"`
	Head  []byte
	Chain int
	Cut   int
	Ops   int
}

// opItem is one operation: Register counts the registers in the order of their
// first use, a new one brings its Name; Row 0 is the row that the operation creates.
type opItem struct {
	_        struct{} `cbor:",toarray"`
	Register int
	Name     string
	Row      oplog.ID
	Body     []byte
}

// payload writes contents and changes: CBOR, compressed, then encrypted to the recipients.
type payload struct {
	out       *cbor.Encoder
	buffer    *bufio.Writer
	plain     *counted // what went into the compression
	sealed    *counted // what came out of the encryption
	pack      *zstd.Encoder
	seal      io.WriteCloser
	registers map[string]int
	chains    map[int64]int
	last      []oplog.Hash // the last change of each chain in the stream
}

func newPayload(w io.Writer, to []age.Recipient, c contents) (*payload, error) {
	sealed := &counted{w: w}
	seal, err := age.Encrypt(sealed, to...)
	if err != nil {
		return nil, errs.Wrap(errs.Internal, err, "加密同步包时出错")
	}
	pack, err := zstd.NewWriter(seal, zstd.WithEncoderLevel(zstd.SpeedBetterCompression), zstd.WithWindowSize(4<<20), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, errs.Wrap(errs.Internal, err, "压缩同步包时出错")
	}
	p := &payload{pack: pack, seal: seal, sealed: sealed, registers: map[string]int{}, chains: map[int64]int{}}
	p.plain = &counted{w: pack}
	p.buffer = bufio.NewWriterSize(p.plain, 1<<16)
	p.out = encoding.NewEncoder(p.buffer)
	return p, p.out.Encode(c)
}

// add writes one change.
func (p *payload) add(w *oplog.Wire) error {
	c, hash, err := w.Peek()
	if err != nil {
		return err
	}
	item := changeItem{Head: w.Head, Ops: len(w.Ops)}
	chain, known := p.chains[c.Replica]
	if !known {
		chain = len(p.last)
		p.chains[c.Replica], p.last = chain, append(p.last, oplog.Hash{})
	}
	item.Chain = chain
	if prev := p.last[chain]; known && prev == c.Prev {
		mark := append([]byte{0x05, 0x50}, prev[:]...) // key 5, sixteen bytes
		if at := bytes.Index(w.Head, mark); at > 0 {
			item.Head, item.Cut = append(bytes.Clone(w.Head[:at]), w.Head[at+len(mark):]...), at
		}
	}
	p.last[chain] = hash
	if err := p.out.Encode(&item); err != nil {
		return err
	}
	for i, o := range w.Ops {
		item := opItem{Row: o.Row, Body: o.Body}
		if o.Row == c.ID+oplog.ID(i) {
			item.Row = 0
		}
		n, known := p.registers[o.Register]
		if !known {
			n = len(p.registers)
			p.registers[o.Register], item.Name = n, o.Register
		}
		item.Register = n
		if err := p.out.Encode(&item); err != nil {
			return err
		}
	}
	return nil
}

func (p *payload) close() error {
	if err := p.buffer.Flush(); err != nil {
		return err
	}
	if err := p.pack.Close(); err != nil {
		return err
	}
	if err := p.seal.Close(); err != nil {
		return err
	}
	if p.plain.n > plainLimit(p.sealed.n) { // no reader would take it
		return errs.New(errs.Invalid, "要发出的改动太多，一个同步包装不下").Do("请把这个情况告诉维护人员")
	}
	return nil
}

// plainLimit returns how many bytes an encrypted part of a size may decompress to.
func plainLimit(size int64) int64 { return min(maxPlain, freePlain+size*maxRatio) }

// counted counts what is written.
type counted struct {
	w io.Writer
	n int64
}

func (c *counted) Write(p []byte) (int, error) {
	n, err := c.w.Write(p)
	c.n += int64(n)
	return n, err
}

// unsealed reads what a payload wrote.
type unsealed struct {
	contents
	in        *cbor.Decoder
	limits    *limited
	unpack    *zstd.Decoder
	recheck   func() error
	registers []string
	last      []oplog.Hash
	read      int
	ops       int
}

var errNotForUs = errors.New("no identity of ours")

// unseal decrypts a body with any of the identities. errNotForUs says that it
// is meant for others.
func unseal(s *sealed, ids []age.Identity) (*unsealed, error) {
	body, recheck, err := s.body()
	if err != nil {
		return nil, err
	}
	plain, err := age.Decrypt(bufio.NewReaderSize(body, 1<<16), ids...)
	var not *age.NoIdentityMatchError
	if errors.As(err, &not) {
		return nil, errNotForUs
	}
	if err != nil {
		return nil, damaged(err)
	}
	return readContent(plain, s.size, recheck)
}

// readContent reads what was encrypted in a file of a size, up to its first change.
func readContent(packed io.Reader, size int64, recheck func() error) (*unsealed, error) {
	unpack, err := zstd.NewReader(packed, zstd.WithDecoderMaxMemory(64<<20), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, damaged(err)
	}
	u := newUnsealed(unpack, size, recheck)
	u.unpack = unpack
	if err := u.begin(); err != nil {
		u.close()
		return nil, err
	}
	return u, nil
}

func newUnsealed(plain io.Reader, size int64, recheck func() error) *unsealed {
	u := &unsealed{recheck: recheck, limits: &limited{r: plain, left: plainLimit(size)}}
	u.in = decoding.NewDecoder(u.limits)
	return u
}

// begin reads what stands before the changes.
func (u *unsealed) begin() error {
	if err := u.decode(maxContents, &u.contents); err != nil {
		return err
	}
	if !u.contents.sound() {
		return damaged(nil)
	}
	return nil
}

// sound reports whether the contents are such as this program could have written.
func (c *contents) sound() bool {
	if c.Changes < 0 || c.Changes > maxChanges || c.Ops < c.Changes || len(c.Certs) > 100 || len(c.Parts) > 1000 || len(c.Known) > 100_000 {
		return false
	}
	if c.Stamp < 0 || utf8.RuneCountInString(c.Community) > 200 || utf8.RuneCountInString(c.Name) > 40 {
		return false
	}
	for _, t := range c.Known {
		if t.Replica < 1 || t.Seq < 1 || t.Seq > maxSeq || len(t.Marks) > 64 || slices.ContainsFunc(t.Marks, func(m oplog.Mark) bool { return m.Seq < 1 || m.Seq >= t.Seq }) {
			return false
		}
	}
	return !slices.ContainsFunc(c.Parts, func(p part) bool { return p.Number < 1 || p.Replica < 1 || p.Seq < 1 || p.Seq > maxSeq })
}

// maxSeq is far more changes than a PC makes, and few enough to be added up.
const maxSeq = 1 << 48

// decode reads the next item, of at most max bytes.
func (u *unsealed) decode(max int64, v any) error {
	u.limits.item = max
	err := u.in.Decode(v)
	if err == nil {
		return nil
	}
	var file *os.PathError
	if errors.As(err, &file) {
		return fileError(err) // the medium, not its content
	}
	return damaged(err)
}

func (u *unsealed) close() { u.unpack.Close() }

// limited ends with an error, not with an end, when there is more than allowed,
// in all or for the item that is being read: the decoder holds an item as a whole.
type limited struct {
	r    io.Reader
	left int64
	item int64
}

var errTooMuch = errors.New("more content than the limits allow")

func (l *limited) Read(p []byte) (int, error) {
	allowed := min(l.left, l.item)
	if allowed <= 0 {
		return 0, errTooMuch
	}
	n, err := l.r.Read(p[:min(int64(len(p)), allowed, 1<<16)])
	l.left -= int64(n)
	l.item -= int64(n)
	return n, err
}

// next returns the next change, nil at the end.
func (u *unsealed) next() (*oplog.Wire, error) {
	if u.read == u.Changes {
		var more cbor.RawMessage
		u.limits.item = 1 << 16
		if err := u.in.Decode(&more); !errors.Is(err, io.EOF) || u.ops != u.Ops {
			return nil, damaged(err)
		}
		return nil, u.recheck()
	}
	u.read++
	var item changeItem
	if err := u.decode(maxHeadItem, &item); err != nil {
		return nil, err
	}
	if item.Ops < 1 || item.Ops > oplog.MaxOps || item.Cut < 0 || item.Cut > len(item.Head) || item.Chain < 0 || item.Chain > len(u.last) || item.Ops > u.Ops-u.ops {
		return nil, damaged(nil)
	}
	w := &oplog.Wire{Head: item.Head, Ops: make([]oplog.WireOp, 0, min(item.Ops, 1<<16))}
	if item.Cut > 0 {
		if item.Chain >= len(u.last) {
			return nil, damaged(nil)
		}
		prev := u.last[item.Chain]
		w.Head = append(append(append(bytes.Clone(item.Head[:item.Cut]), 0x05, 0x50), prev[:]...), item.Head[item.Cut:]...)
	}
	u.ops += item.Ops
	room := int64(maxChange)
	for range item.Ops {
		var op opItem
		if err := u.decode(maxOpItem, &op); err != nil {
			return nil, err
		}
		if room -= int64(len(op.Body)) + 64; room < 0 {
			return nil, damaged(errTooMuch)
		}
		switch {
		case op.Name != "" && op.Register == len(u.registers) && len(u.registers) < maxKinds && len(op.Name) <= 64:
			u.registers = append(u.registers, op.Name)
		case op.Register < 0 || op.Register >= len(u.registers):
			return nil, damaged(nil)
		}
		w.Ops = append(w.Ops, oplog.WireOp{Register: u.registers[op.Register], Row: op.Row, Body: op.Body})
	}
	_, hash, err := w.Peek()
	if err != nil {
		return nil, damaged(err)
	}
	if item.Chain == len(u.last) {
		u.last = append(u.last, hash)
	}
	u.last[item.Chain] = hash
	return w, nil
}
