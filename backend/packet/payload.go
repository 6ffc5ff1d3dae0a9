package packet

import (
	"bufio"
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
	"chengzhuan/backend/packet/columns"
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
)

// blockItem begins a block; its columns follow, each a byte string.
type blockItem struct {
	_       struct{} `cbor:",toarray"`
	Changes int
	Ops     int
	Columns int
}

// payload writes contents and changes: CBOR, compressed, then encrypted to the recipients.
type payload struct {
	out    *cbor.Encoder
	buffer *bufio.Writer
	plain  *counted // what went into the compression
	sealed *counted // what came out of the encryption
	pack   *zstd.Encoder
	seal   io.WriteCloser
	blocks *columns.Writer
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
	p := &payload{pack: pack, seal: seal, sealed: sealed}
	p.plain = &counted{w: pack}
	p.buffer = bufio.NewWriterSize(p.plain, 1<<16)
	p.out = encoding.NewEncoder(p.buffer)
	p.blocks = columns.NewWriter(p.block)
	return p, p.out.Encode(c)
}

// add writes one change.
func (p *payload) add(w *oplog.Wire) error { return p.blocks.Add(w) }

// block writes a block: what it holds, then column by column. A long one is compressed
// for itself, because its letters have frequencies of their own.
func (p *payload) block(b *columns.Block) error {
	if err := p.out.Encode(blockItem{Changes: b.Changes, Ops: b.Ops, Columns: len(b.Columns)}); err != nil {
		return err
	}
	for _, c := range b.Columns {
		long := len(c) >= ownColumn
		if err := p.divide(long); err != nil {
			return err
		}
		if err := p.out.Encode(c); err != nil {
			return err
		}
		if err := p.divide(long); err != nil {
			return err
		}
	}
	return nil
}

// ownColumn is how many bytes make a column long.
const ownColumn = 2 << 10

// divide ends what is compressed together.
func (p *payload) divide(now bool) error {
	if !now {
		return nil
	}
	if err := p.buffer.Flush(); err != nil {
		return err
	}
	return p.pack.Flush()
}

func (p *payload) close() error {
	if err := p.blocks.Flush(); err != nil {
		return err
	}
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
	in      *cbor.Decoder
	limits  *limited
	unpack  *zstd.Decoder
	recheck func() error
	blocks  *columns.Reader
	read    int
	ops     int
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
	u.blocks = columns.NewReader(u.block)
	return u
}

// block reads the next block.
func (u *unsealed) block() (*columns.Block, error) {
	var item blockItem
	if err := u.decode(maxContents, &item); err != nil {
		return nil, err
	}
	if item.Columns < 0 || item.Columns > columns.MaxColumns {
		return nil, damaged(nil)
	}
	b := &columns.Block{Changes: item.Changes, Ops: item.Ops}
	room := int64(columns.MaxBlock)
	for range item.Columns {
		var c []byte
		if err := u.decode(room, &c); err != nil {
			return nil, err
		}
		room -= int64(len(c)) + 1
		b.Columns = append(b.Columns, c)
	}
	return b, nil
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
		if err := u.in.Decode(&more); !errors.Is(err, io.EOF) || u.ops != u.Ops || !u.blocks.Done() {
			return nil, damaged(err)
		}
		return nil, u.recheck()
	}
	w, err := u.blocks.Next(u.Ops - u.ops)
	if errors.Is(err, columns.ErrDamaged) {
		return nil, damaged(err)
	}
	if err != nil {
		return nil, err
	}
	u.read++
	u.ops += len(w.Ops)
	return w, nil
}
