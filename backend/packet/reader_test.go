package packet_test

import (
	"crypto"
	"crypto/ed25519"
	"crypto/hkdf"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"filippo.io/age"
	"github.com/fxamacker/cbor/v2"
	"github.com/klauspost/compress/zstd"

	"chengzhuan/backend/packet"
)

// checkByDescription reads the golden packet with nothing but what the published
// description says: another reader, which shares no code with the program.
func checkByDescription(t *testing.T) {
	t.Helper()
	file := read(t, golden(1, "-sync.czb"))
	_, text, _ := strings.Cut(string(read(t, golden(1, "-joining.json"))), `"secret":"`)
	secret, err := hex.DecodeString(text[:64])
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(err)
	if int(binary.BigEndian.Uint64(file[16:])) != len(file) {
		t.Fatal("length")
	}
	headEnd := 24 + int(binary.BigEndian.Uint32(file[12:]))
	var header map[int]any
	must(cbor.Unmarshal(file[24:headEnd], &header))
	digest := sha512.Sum512(file[:len(file)-64])
	must(ed25519.VerifyWithOptions(header[4].([]byte), digest[:], file[len(file)-64:], &ed25519.Options{Hash: crypto.SHA512, Context: "chengzhuan packet 1"}))

	// The keys of the PC that can read it, and its fingerprint.
	seed, err := hkdf.Key(sha256.New, secret, nil, "chengzhuan sign 1", 32)
	must(err)
	sign := hex.EncodeToString(ed25519.NewKeyFromSeed(seed).Public().(ed25519.PublicKey))
	wantSign, box := packet.Public(text[:64])
	if sign != wantSign {
		t.Fatal("signing key")
	}
	sum := sha256.Sum256([]byte("chengzhuan fingerprint 1\n" + sign + "\n" + box))
	var groups []string
	for i := range 6 {
		groups = append(groups, fmt.Sprintf("%04d", binary.BigEndian.Uint32(sum[4*i:])%10000))
	}
	if strings.Join(groups, " ") != packet.Fingerprint(sign, box) {
		t.Fatal("fingerprint")
	}

	plain, err := age.Decrypt(strings.NewReader(string(file[headEnd:len(file)-64])), packet.Identity(text[:64]))
	must(err)
	unpacked, err := zstd.NewReader(plain)
	must(err)
	defer unpacked.Close()
	in := cbor.NewDecoder(unpacked)
	var contents map[int]cbor.RawMessage
	must(in.Decode(&contents))
	var changes, ops, count int
	must(cbor.Unmarshal(contents[5], &changes))
	must(cbor.Unmarshal(contents[6], &ops))
	var certs []map[int]any
	must(cbor.Unmarshal(contents[3], &certs))
	for _, c := range certs {
		admits, err := hex.DecodeString(c[4].(string))
		must(err)
		message := fmt.Sprintf("chengzhuan admission 1\n%s\n%s\n%s\n%s\n%d", c[1], c[2], c[3], c[4], c[5])
		if !ed25519.Verify(admits, []byte(message), c[6].([]byte)) {
			t.Fatal("admission")
		}
	}
	by := &describedReader{t: t, in: in, fields: map[string]int{}}
	last := map[uint64][]byte{}
	hashes := map[string]bool{}
	for range changes {
		head, list := by.change()
		var h map[int]any
		must(cbor.Unmarshal(head, &h))
		all := sha256.New()
		for _, op := range list {
			all.Write(binary.AppendUvarint(nil, uint64(len(op.register))))
			io.WriteString(all, op.register)
			all.Write(binary.BigEndian.AppendUint64(nil, op.row))
			all.Write(binary.AppendUvarint(nil, uint64(len(op.body))))
			all.Write(op.body)
			count++
		}
		hash := sha256.Sum256(append(all.Sum(nil), head...))
		by.chains[by.chain].hash = hash[:16]
		replica := h[3].(uint64)
		if prev, has := h[5]; last[replica] != nil && (!has || string(prev.([]byte)) != string(last[replica])) {
			t.Fatal("a change does not follow the one before it")
		}
		last[replica] = hash[:16]
		hashes[string(hash[:16])] = true
	}
	if err := in.Skip(); count != ops || err != io.EOF {
		t.Fatal(count, ops, err)
	}
	var known []map[int]any
	must(cbor.Unmarshal(contents[2], &known))
	for _, tip := range known {
		if !hashes[string(tip[3].([]byte))] {
			t.Fatal("a tip that is not in the file")
		}
	}
}

// describedReader reads blocks by the description. What golden files do not hold
// (raw heads and bodies, forgetting) it refuses.
type describedReader struct {
	t       *testing.T
	in      *cbor.Decoder
	ops     int
	columns [][]byte
	chains  []describedChain
	chain   int
	wall    int64
	shapes  []describedShape
	fields  map[string]int
	words   map[int][]string
	places  map[int]int64
	rows    []uint64
	on      map[uint64][]uint64
	place   int64
	other   int64
	seen    int64
}

type describedChain struct {
	replica uint64
	next    int64
	seq     int64
	hash    []byte
}

type describedShape struct {
	register   string
	keys, seen []string
	hasSeen    bool
}

type describedOp struct {
	register string
	row      uint64
	body     []byte
}

func (r *describedReader) number(column int) uint64 {
	r.t.Helper()
	n, size := binary.Uvarint(r.columns[column])
	if size < 1 {
		r.t.Fatalf("no number in column %d", column)
	}
	r.columns[column] = r.columns[column][size:]
	return n
}

func (r *describedReader) signed(column int) int64 {
	r.t.Helper()
	n := r.number(column)
	if n%2 == 1 {
		return -int64(n/2) - 1
	}
	return int64(n / 2)
}

func (r *describedReader) take(column int, n uint64) string {
	r.t.Helper()
	if n > uint64(len(r.columns[column])) {
		r.t.Fatalf("too few bytes in column %d", column)
	}
	s := string(r.columns[column][:n])
	r.columns[column] = r.columns[column][n:]
	return s
}

// block takes up the next block where this one is used up.
func (r *describedReader) block() {
	r.t.Helper()
	if r.ops > 0 {
		return
	}
	for i, c := range r.columns {
		if len(c) > 0 {
			r.t.Fatalf("column %d is not used up", i)
		}
	}
	var item [3]int
	if err := r.in.Decode(&item); err != nil {
		r.t.Fatal(err)
	}
	r.ops, r.columns = item[1], make([][]byte, item[2])
	for i := range r.columns {
		if err := r.in.Decode(&r.columns[i]); err != nil {
			r.t.Fatal(err)
		}
	}
	keys := func() (out []string) {
		for range r.number(22) - 1 {
			out = append(out, r.take(22, r.number(22)))
		}
		return out
	}
	for len(r.columns[22]) > 0 {
		s := describedShape{register: r.take(22, r.number(22))}
		s.keys = keys()
		if r.columns[22][0] == 0 {
			r.number(22)
		} else {
			s.hasSeen, s.seen = true, keys()
		}
		for _, key := range s.keys {
			if _, known := r.fields[s.register+" "+key]; !known {
				r.fields[s.register+" "+key] = len(r.fields)
			}
		}
		r.shapes = append(r.shapes, s)
	}
}

// text reads a text whose codes and letters lie in two columns.
func (r *describedReader) text(column int) string {
	r.t.Helper()
	if r.words == nil {
		r.words, r.places = map[int][]string{}, map[int]int64{}
	}
	switch n := r.number(column); n & 3 {
	case 0:
		s := r.take(column+1, n>>2)
		if s != "" && len(s) <= 64 && len(r.words[column]) < 1024 {
			r.words[column] = append(r.words[column], s)
		}
		return s
	case 1:
		return r.words[column][n>>2]
	case 2:
		n >>= 2
		r.places[column] += int64(n>>1) ^ -int64(n&1)
		id := r.rows[r.places[column]]
		return strconv.FormatUint(id>>36, 36) + "-" + strconv.FormatUint(id&(1<<36-1), 36)
	}
	r.t.Fatal("a text of another kind")
	return ""
}

func (r *describedReader) change() (head []byte, ops []describedOp) {
	r.t.Helper()
	r.block()
	r.chain = int(r.number(0)) - 1
	if r.chain == len(r.chains) {
		r.chains = append(r.chains, describedChain{replica: r.number(1)})
	}
	c := &r.chains[r.chain]
	id := c.next + r.signed(2)
	h := map[int]any{1: id, 2: r.number(3), 3: c.replica, 4: c.seq + 1 + r.signed(4)}
	switch r.number(5) {
	case 0:
		h[5] = c.hash
	case 2:
		h[5] = []byte(r.take(6, 16))
	}
	r.wall += r.signed(7)
	h[6], h[7] = r.wall*65536+int64(r.number(8)), r.wall+r.signed(9)
	for key := 8; key <= 11; key++ {
		if s := r.text(10 + 2*(key-8)); s != "" {
			h[key] = s
		}
	}
	if undoes := r.number(18); undoes != 0 {
		h[12] = undoes
	}
	c.seq = h[4].(int64)
	for i := range int64(h[2].(uint64)) {
		r.block()
		ops = append(ops, r.op(id+i))
		r.ops--
	}
	c.next = id + int64(len(ops))
	return r.encode(h), ops
}

func (r *describedReader) op(id int64) describedOp {
	r.t.Helper()
	s := r.shapes[r.number(21)]
	op := describedOp{register: s.register}
	switch n := r.number(23); n {
	case 0:
		r.rows = append(r.rows, uint64(id))
		r.place = int64(len(r.rows) - 1)
	case 1:
		r.other += r.signed(24)
		r.rows = append(r.rows, uint64(r.other))
		r.place = int64(len(r.rows) - 1)
	default:
		r.place += int64((n-2)>>1) ^ -int64((n-2)&1)
	}
	op.row = r.rows[r.place]
	fields, seen := map[string]string{}, map[string][]uint64{}
	for _, key := range s.keys {
		fields[key] = r.text(30 + 2*r.fields[s.register+" "+key])
	}
	if r.on == nil {
		r.on = map[uint64][]uint64{}
	}
	on := r.on[op.row]
	for _, key := range s.seen {
		list := []uint64{}
		for range r.number(25) {
			switch n := r.number(26); n {
			case 0:
				r.seen += r.signed(27)
				list = append(list, uint64(r.seen))
			case 1:
				list = append(list, op.row)
			default:
				list = append(list, on[len(on)-1-int(n-2)])
			}
		}
		seen[key] = list
	}
	r.on[op.row] = append(on, uint64(id))
	body := map[int]any{1: fields}
	if s.hasSeen {
		body[2] = seen
	}
	op.body = r.encode(body)
	return op
}

func (r *describedReader) encode(v any) []byte {
	r.t.Helper()
	m, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		r.t.Fatal(err)
	}
	b, err := m.Marshal(v)
	if err != nil {
		r.t.Fatal(err)
	}
	return b
}
