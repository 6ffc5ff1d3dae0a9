package packet

import (
	"bufio"
	"bytes"
	"errors"
	"io"

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
	maxPlain   = 16 << 30 // bytes after decompression
	maxRatio   = 2000     // decompressed to compressed
	maxChanges = 50_000_000
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
	pack      *zstd.Encoder
	seal      io.WriteCloser
	registers map[string]int
	chains    map[int64]int
	last      []oplog.Hash // the last change of each chain in the stream
}

func newPayload(w io.Writer, to []age.Recipient, c contents) (*payload, error) {
	seal, err := age.Encrypt(w, to...)
	if err != nil {
		return nil, errs.Wrap(errs.Internal, err, "加密同步包时出错")
	}
	pack, err := zstd.NewWriter(seal, zstd.WithEncoderLevel(zstd.SpeedBetterCompression), zstd.WithWindowSize(4<<20), zstd.WithEncoderConcurrency(1))
	if err != nil {
		return nil, errs.Wrap(errs.Internal, err, "压缩同步包时出错")
	}
	p := &payload{pack: pack, seal: seal, registers: map[string]int{}, chains: map[int64]int{}}
	p.buffer = bufio.NewWriterSize(pack, 1<<16)
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
	return p.seal.Close()
}

// unsealed reads what a payload wrote.
type unsealed struct {
	contents
	in        *cbor.Decoder
	unpack    *zstd.Decoder
	registers []string
	last      []oplog.Hash
	read      int
}

var errNotForUs = errors.New("no identity of ours")

// unseal decrypts a body with any of the identities. errNotForUs says that it
// is meant for others.
func unseal(s *sealed, ids []age.Identity) (*unsealed, error) {
	plain, err := age.Decrypt(bufio.NewReaderSize(s.body, 1<<16), ids...)
	var not *age.NoIdentityMatchError
	if errors.As(err, &not) {
		return nil, errNotForUs
	}
	if err != nil {
		return nil, damaged(err)
	}
	unpack, err := zstd.NewReader(plain, zstd.WithDecoderMaxMemory(64<<20), zstd.WithDecoderConcurrency(1))
	if err != nil {
		return nil, damaged(err)
	}
	limit := min(int64(maxPlain), s.size*maxRatio)
	u := &unsealed{unpack: unpack}
	u.in = decoding.NewDecoder(bufio.NewReaderSize(&limited{unpack, limit}, 1<<16))
	if err := u.in.Decode(&u.contents); err != nil {
		u.close()
		return nil, damaged(err)
	}
	if u.Changes < 0 || u.Changes > maxChanges || u.Ops < u.Changes || len(u.Certs) > 100 || len(u.Parts) > 1000 || len(u.Known) > 100_000 {
		u.close()
		return nil, damaged(nil)
	}
	return u, nil
}

func (u *unsealed) close() { u.unpack.Close() }

// limited ends with an error, not with an end, when there is more than allowed.
type limited struct {
	r    io.Reader
	left int64
}

var errTooMuch = errors.New("more content than the limits allow")

func (l *limited) Read(p []byte) (int, error) {
	if l.left <= 0 {
		return 0, errTooMuch
	}
	n, err := l.r.Read(p[:min(int64(len(p)), l.left)])
	l.left -= int64(n)
	return n, err
}

// next returns the next change, nil at the end.
func (u *unsealed) next() (*oplog.Wire, error) {
	if u.read == u.Changes {
		var more cbor.RawMessage
		if err := u.in.Decode(&more); !errors.Is(err, io.EOF) {
			return nil, damaged(err)
		}
		return nil, nil
	}
	u.read++
	var item changeItem
	if err := u.in.Decode(&item); err != nil {
		return nil, damaged(err)
	}
	if item.Ops < 1 || item.Ops > oplog.MaxOps || item.Cut < 0 || item.Cut > len(item.Head) || item.Chain < 0 || item.Chain > len(u.last) || len(item.Head) > 16<<10 {
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
	for range item.Ops {
		var op opItem
		if err := u.in.Decode(&op); err != nil {
			return nil, damaged(err)
		}
		switch {
		case op.Name != "" && op.Register == len(u.registers) && len(u.registers) < 10_000:
			u.registers = append(u.registers, op.Name)
		case op.Register < 0 || op.Register >= len(u.registers):
			return nil, damaged(nil)
		}
		w.Ops = append(w.Ops, oplog.WireOp{Register: u.registers[op.Register], Row: op.Row, Body: op.Body})
	}
	_, hash, err := w.Peek()
	if err != nil {
		return nil, err
	}
	if item.Chain == len(u.last) {
		u.last = append(u.last, hash)
	}
	u.last[item.Chain] = hash
	return w, nil
}
