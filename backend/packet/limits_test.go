package packet_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/packet"
)

// goldenPlain returns the content of the golden packet, and its parts.
func goldenPlain(t testing.TB) []byte {
	t.Helper()
	_, secret, _ := strings.Cut(string(read(t, golden(1, "-joining.json"))), `"secret":"`)
	b, err := packet.PlainOf(golden(1, "-sync.czb"), secret[:64])
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// aChange returns a change of one operation on a register.
func aChange(t testing.TB, register string, seq int64) *oplog.Wire {
	t.Helper()
	c := oplog.Change{ID: oplog.NewID(1000+uint32(seq), 1), Count: 1, Replica: 5, Seq: seq, Stamp: 1 << 40, At: 1 << 20}
	if seq > 1 {
		c.Prev = oplog.Hash{1}
	}
	head, err := c.EncodeHead()
	if err != nil {
		t.Fatal(err)
	}
	op := oplog.Op{ID: c.ID, Row: c.ID, Fields: map[string]string{"name": "王芳"}}
	body, err := op.EncodeBody()
	if err != nil {
		t.Fatal(err)
	}
	return &oplog.Wire{Head: head, Ops: []oplog.WireOp{{Register: register, Row: c.ID, Body: body}}}
}

// Numbers and lengths that lie are refused as damage, whatever they promise.
func TestLyingContent(t *testing.T) {
	w := aChange(t, "party_members", 1)
	contents := func(c packet.Contents) []byte { return packet.Encode(c) }
	change := func(i packet.ChangeItem) []byte { return packet.Encode(&i) }
	op := func(i packet.OpItem) []byte { return packet.Encode(&i) }
	head := packet.ChangeItem{Head: w.Head, Ops: 1}
	first := packet.OpItem{Name: "party_members", Body: w.Ops[0].Body}
	join := func(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
	good := join(contents(packet.Contents{Changes: 1, Ops: 1}), change(head), op(first))
	if _, err := packet.ReadPlain(good, 1000, nil); err != nil {
		t.Fatal(err)
	}
	withHead := func(alter func(*packet.ChangeItem)) []byte {
		i := head
		alter(&i)
		return join(contents(packet.Contents{Changes: 1, Ops: 4_000_000}), change(i), op(first))
	}
	withOp := func(alter func(*packet.OpItem)) []byte {
		i := first
		alter(&i)
		return join(contents(packet.Contents{Changes: 1, Ops: 1}), change(head), op(i))
	}
	length := func(kind byte, n uint64) []byte { return binary.BigEndian.AppendUint64([]byte{kind<<5 | 27}, n) }
	hash := oplog.Hash{1}
	for name, plain := range map[string][]byte{
		"nothing":                     {},
		"a list for contents":         {0x80},
		"fewer changes than said":     join(contents(packet.Contents{Changes: 2, Ops: 2}), change(head), op(first)),
		"more changes than said":      join(contents(packet.Contents{Changes: 0}), change(head), op(first)),
		"a byte more":                 append(slices.Clone(good), 0),
		"a byte less":                 good[:len(good)-1],
		"fewer operations than said":  join(contents(packet.Contents{Changes: 1, Ops: 2}), change(head), op(first)),
		"changes without operations":  join(contents(packet.Contents{Changes: 2, Ops: 1}), change(head), op(first)),
		"less than no changes":        contents(packet.Contents{Changes: -1}),
		"very many changes":           contents(packet.Contents{Changes: 1 << 40, Ops: 1 << 41}),
		"a tip before the first":      contents(packet.Contents{Known: oplog.Vector{{Replica: 1, Seq: 0, Hash: hash}}}),
		"a tip of nobody":             contents(packet.Contents{Known: oplog.Vector{{Replica: -1, Seq: 1, Hash: hash}}}),
		"a tip beyond counting":       contents(packet.Contents{Known: oplog.Vector{{Replica: 1, Seq: 1 << 62, Hash: hash}}}),
		"a mark after its tip":        contents(packet.Contents{Known: oplog.Vector{{Replica: 1, Seq: 2, Hash: hash, Marks: []oplog.Mark{{Seq: 2, Hash: hash}}}}}),
		"a part before the first":     contents(packet.Contents{Parts: []packet.Part{{Number: 0, Replica: 1, Seq: 1}}}),
		"very many parts":             contents(packet.Contents{Parts: slices.Repeat([]packet.Part{{Number: 1, Replica: 1, Seq: 1}}, 2000)}),
		"very many certificates":      contents(packet.Contents{Certs: make([]packet.Cert, 200)}),
		"a long name":                 contents(packet.Contents{Community: strings.Repeat("长", 500)}),
		"no operations":               withHead(func(i *packet.ChangeItem) { i.Ops = 0 }),
		"less than no operations":     withHead(func(i *packet.ChangeItem) { i.Ops = -1 }),
		"operations that do not come": withHead(func(i *packet.ChangeItem) { i.Ops = 4_000_000 }),
		"a chain out of the air":      withHead(func(i *packet.ChangeItem) { i.Chain = 1 }),
		"a chain before the first":    withHead(func(i *packet.ChangeItem) { i.Chain = -1 }),
		"a cut without a change":      withHead(func(i *packet.ChangeItem) { i.Cut = 3 }),
		"a cut behind the end":        withHead(func(i *packet.ChangeItem) { i.Cut = 1 << 20 }),
		"a cut before the beginning":  withHead(func(i *packet.ChangeItem) { i.Cut = -1 }),
		"no head":                     withHead(func(i *packet.ChangeItem) { i.Head = nil }),
		"a head of 100 KB":            withHead(func(i *packet.ChangeItem) { i.Head = make([]byte, 100<<10) }),
		"a register out of the air":   withOp(func(i *packet.OpItem) { i.Register, i.Name = 7, "" }),
		"a register before the first": withOp(func(i *packet.OpItem) { i.Register, i.Name = -1, "" }),
		"a register without a name":   withOp(func(i *packet.OpItem) { i.Name = "" }),
		"a register with a long name": withOp(func(i *packet.OpItem) { i.Name = strings.Repeat("a", 65) }),
		"an operation of 8 MB":        withOp(func(i *packet.OpItem) { i.Body = make([]byte, 8<<20) }),
		"bytes without end":           join(contents(packet.Contents{Changes: 1, Ops: 1}), []byte{0x84}, length(2, 1<<62)),
		"a list without end":          length(4, 1<<62),
		"a map without end":           length(5, 1<<62),
		"a text without end":          join([]byte{0xa1, 0x01}, length(3, 1<<40)),
		"nested without end":          bytes.Repeat([]byte{0x81}, 1<<20),
		"an open list":                {0x9f, 0xff},
		"a tag":                       {0xc1, 0xa0},
	} {
		if _, err := packet.ReadPlain(plain, 1000, nil); !errs.Is(err, errs.Damaged) || errs.Of(err).Hint == "" {
			t.Errorf("%s: %v", name, err)
		}
	}
	many := []byte{}
	for i := range 20_000 {
		many = append(many, op(packet.OpItem{Register: i, Name: fmt.Sprintf("r%d", i), Row: 1 << 40, Body: w.Ops[0].Body})...)
	}
	if _, err := packet.ReadPlain(join(contents(packet.Contents{Changes: 1, Ops: 20_000}), change(packet.ChangeItem{Head: w.Head, Ops: 20_000}), many), 1000, nil); !errs.Is(err, errs.Damaged) {
		t.Errorf("very many registers: %v", err)
	}
}

// A register that no program could have named is refused, and the book is as before.
func TestRegisterNames(t *testing.T) {
	all, _ := office(t, 2)
	a, b := all[0], all[1]
	before := a.dump()
	for i, name := range []string{"", "Party", "1a", "a-b", "a b", "中文", `a"; DROP TABLE ops; --`, strings.Repeat("a", 64) + "b", "~deleted"} {
		w := b.word()
		wire := aChange(t, name, 1)
		w.Changes, w.Ops = 1, 1
		path := file(t, "p.czb")
		h := packet.Header{Kind: "sync", Book: a.info().ID, Name: "2号机", Number: 1, Made: 1}
		if err := packet.Forge(path, b.secret(), h, w, []*oplog.Wire{wire}, a.box()); err != nil {
			t.Fatal(err)
		}
		a.refused(path, errs.Damaged)
		_ = i
	}
	if !slices.Equal(a.dump(), before) {
		t.Fatal("a refused file altered the book")
	}
	// One that this version only does not know is kept.
	w := b.word()
	w.Changes, w.Ops = 1, 1
	path := file(t, "p.czb")
	h := packet.Header{Kind: "sync", Book: a.info().ID, Name: "2号机", Number: 1, Made: a.s.Now().UnixMilli()}
	if err := packet.Forge(path, b.secret(), h, w, []*oplog.Wire{aChange(t, "of_the_future", 1)}, a.box()); err != nil {
		t.Fatal(err)
	}
	if got := a.take(path); got.Kept != 1 || got.Changes != 1 {
		t.Fatalf("%+v", got)
	}
	// And passed on byte for byte.
	b.take(a.export())
	if x, y := a.query(`SELECT hex(body) FROM ops WHERE row = ?`, int64(oplog.NewID(1001, 1))), b.query(`SELECT hex(body) FROM ops WHERE row = ?`, int64(oplog.NewID(1001, 1))); len(x) != 1 || !slices.Equal(x, y) {
		t.Fatal(x, y)
	}
}

// zeros is content without end and almost without size when compressed.
type zeros struct{}

func (zeros) Read(p []byte) (int, error) { clear(p); return len(p), nil }

// A small file that would become gigabytes is refused with little memory, soon.
func TestBombs(t *testing.T) {
	all, _ := office(t, 2)
	a, b := all[0], all[1]
	h := packet.Header{Kind: "sync", Book: a.info().ID, Name: "2号机", Number: 1, Made: 1}
	text := binary.BigEndian.AppendUint64([]byte{0xa1, 0x01, 0x7b}, 1<<36)
	small := packet.Encode(packet.Contents{Changes: 1, Ops: 1, Certs: b.word().Certs})
	body := append(slices.Clone(small), 0x84, 0x5b, 0, 0, 0, 1, 0, 0, 0, 0)
	for name, content := range map[string]io.Reader{
		"as one text":         io.MultiReader(bytes.NewReader(text), io.LimitReader(zeros{}, 300<<20)),
		"as one head":         io.MultiReader(bytes.NewReader(body), io.LimitReader(zeros{}, 300<<20)),
		"as many small items": io.LimitReader(zeros{}, 300<<20),
	} {
		path := file(t, "bomb.czb")
		if err := packet.ForgePlain(path, b.secret(), h, content, false, a.box()); err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil || info.Size() > 200<<10 {
			t.Fatal(info.Size(), err)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		start := time.Now()
		a.refused(path, errs.Damaged)
		runtime.ReadMemStats(&after)
		if used := after.TotalAlloc - before.TotalAlloc; used > 150<<20 || time.Since(start) > 10*time.Second {
			t.Errorf("%s: %d MB, %s", name, used>>20, time.Since(start))
		}
	}
	// What is no compression at all.
	path := file(t, "raw.czb")
	if err := packet.ForgePlain(path, b.secret(), h, strings.NewReader("not compressed"), true, a.box()); err != nil {
		t.Fatal(err)
	}
	a.refused(path, errs.Damaged)
}

// A great many equal records, which compress better than any office's, are still a packet.
func TestVeryEqualRecords(t *testing.T) {
	if packet.PlainLimit(1000) < 200<<20 {
		t.Fatal("a file of a thousand bytes may not hold what an import of equal rows makes")
	}
}

// FuzzContent looks for content, behind signature and encryption, that breaks the reader.
func FuzzContent(f *testing.F) {
	f.Add(goldenPlain(f))
	f.Add(packet.Encode(packet.Contents{Changes: 1, Ops: 1}))
	f.Fuzz(func(t *testing.T, plain []byte) {
		n := 0
		c, err := packet.ReadPlain(plain, int64(len(plain)), func(w *oplog.Wire) error {
			n++
			_, ops, err := w.Read()
			if err == nil && len(ops) == 0 {
				t.Fatal("a change without operations was read")
			}
			if err != nil && !errs.Is(err, errs.Damaged) {
				t.Fatal(err)
			}
			return nil
		})
		var known *errs.Error
		if err != nil && (!errors.As(err, &known) || known.Code != errs.Damaged || known.Hint == "") {
			t.Fatal(err)
		}
		if err == nil && n != c.Changes {
			t.Fatalf("%d changes, said to be %d", n, c.Changes)
		}
	})
}

// FuzzHeader looks for a header, rightly signed, that breaks the reader.
func FuzzHeader(f *testing.F) {
	secret := strings.Repeat("17", 32)
	f.Add(uint32(1), packet.EncodeHeader(secret, packet.Header{Kind: "sync", Book: "00", Name: "2号机", Number: 3, Made: 5}), []byte("body"))
	f.Add(uint32(2), []byte{0xa0}, []byte{})
	f.Fuzz(func(t *testing.T, version uint32, head, body []byte) {
		path := filepath.Join(t.TempDir(), "p.czb")
		if err := packet.ForgeHead(path, secret, version, head, body); err != nil {
			t.Fatal(err)
		}
		var known *errs.Error
		err := packet.CheckFile(path)
		if err != nil && (!errors.As(err, &known) || known.Hint == "" || !slices.Contains([]errs.Code{errs.Damaged, errs.Newer}, known.Code)) {
			t.Fatal(err)
		}
		if version > packet.FormatVersion && !errs.Is(err, errs.Newer) {
			t.Fatal(err)
		}
		i, err := packet.InspectFile(path)
		if err == nil && strings.ContainsAny(i.From, "\n\r\x00\x1b") {
			t.Fatalf("%q", i.From)
		}
	})
}

// Content spoiled behind a right signature, at random but the same each time, is
// refused or read, quickly, and never breaks the reader.
func TestSpoiledContent(t *testing.T) {
	plain := goldenPlain(t)
	dice := rand.New(rand.NewPCG(1, 2))
	refused := 0
	for range 3000 {
		b := slices.Clone(plain)
		for range 1 + dice.IntN(4) {
			at := dice.IntN(len(b))
			switch dice.IntN(4) {
			case 0:
				b[at] = byte(dice.Uint32())
			case 1:
				b[at] ^= 1 << dice.IntN(8)
			case 2:
				b = append(b[:at], b[min(len(b), at+dice.IntN(9)):]...)
			default:
				b = slices.Insert(b, at, []byte{0x1b, 0x7f, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff}[:1+dice.IntN(9)]...)
			}
			if len(b) == 0 {
				break
			}
		}
		start := time.Now()
		_, err := packet.ReadPlain(b, int64(len(b)), func(w *oplog.Wire) error { _, _, err := w.Read(); return err })
		if time.Since(start) > 5*time.Second {
			t.Fatalf("%x takes %s", b, time.Since(start))
		}
		if err != nil && !errs.Is(err, errs.Damaged) {
			t.Fatalf("%x: %v", b, err)
		}
		if err != nil {
			refused++
		}
	}
	if refused < 2000 {
		t.Fatalf("only %d of 3000 were refused", refused)
	}
}
