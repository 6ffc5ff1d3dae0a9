package packet_test

import (
	"bytes"
	"encoding/binary"
	"errors"
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
	"chengzhuan/backend/packet/columns"
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
	join := func(parts ...[]byte) []byte { return bytes.Join(parts, nil) }
	one := contents(packet.Contents{Changes: 1, Ops: 1})
	good := join(one, packet.EncodeBlock(blockOf(t, w)))
	if _, err := packet.ReadPlain(good, 1000, nil); err != nil {
		t.Fatal(err)
	}
	// with returns content whose block says something else in one column.
	with := func(column string, b ...byte) []byte {
		block := blockOf(t, w)
		block.Columns[slices.Index(columns.Names[:], column)] = b
		return join(one, packet.EncodeBlock(block))
	}
	block := func(alter func(*columns.Block)) []byte {
		b := blockOf(t, w)
		alter(b)
		return join(one, packet.EncodeBlock(b))
	}
	rest := func(column string) []byte {
		return blockOf(t, w).Columns[slices.Index(columns.Names[:], column)]
	}
	huge := binary.AppendUvarint(nil, 1<<62)
	length := func(kind byte, n uint64) []byte { return binary.BigEndian.AppendUint64([]byte{kind<<5 | 27}, n) }
	hash := oplog.Hash{1}
	for name, plain := range map[string][]byte{
		"nothing":                     {},
		"a list for contents":         {0x80},
		"fewer changes than said":     join(contents(packet.Contents{Changes: 2, Ops: 2}), packet.EncodeBlock(blockOf(t, w))),
		"more changes than said":      join(contents(packet.Contents{Changes: 0}), packet.EncodeBlock(blockOf(t, w))),
		"a byte more":                 append(slices.Clone(good), 0),
		"a byte less":                 good[:len(good)-1],
		"fewer operations than said":  join(contents(packet.Contents{Changes: 1, Ops: 2}), packet.EncodeBlock(blockOf(t, w))),
		"changes without operations":  join(contents(packet.Contents{Changes: 2, Ops: 1}), packet.EncodeBlock(blockOf(t, w))),
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
		"an empty block":              block(func(b *columns.Block) { b.Changes, b.Ops = 0, 0 }),
		"less than no operations":     block(func(b *columns.Block) { b.Ops = -1 }),
		"less than no changes begun":  block(func(b *columns.Block) { b.Changes = -1 }),
		"operations without a change": block(func(b *columns.Block) { b.Changes = 0 }),
		"more changes begun":          block(func(b *columns.Block) { b.Changes, b.Ops = 2, 2 }),
		"more operations than come":   block(func(b *columns.Block) { b.Ops = 2 }),
		"no columns":                  block(func(b *columns.Block) { b.Columns = nil }),
		"a column less":               block(func(b *columns.Block) { b.Columns = b.Columns[:len(b.Columns)-1] }),
		"a column more":               block(func(b *columns.Block) { b.Columns = append(b.Columns, nil) }),
		"a block of 17 MB":            block(func(b *columns.Block) { b.Columns[0] = make([]byte, 17<<20) }),
		"no count":                    with("count", 0),
		"operations that do not come": with("count", 0x80, 0x80, 0x80, 1),
		"a count beyond counting":     with("count", huge...),
		"a chain out of the air":      with("chain", 7),
		"a chain without a change":    join(one, packet.EncodeBlock(altered(t, w, "prev", 0))),
		"a prev of another kind":      with("prev", 3),
		"half a prev":                 join(one, packet.EncodeBlock(altered(t, w, "prev", 2, "hash", 1))),
		"a clock beyond counting":     with("wall", huge...),
		"a counter beyond counting":   with("counter", 0x80, 0x80, 4),
		"a head of 100 KB":            join(one, packet.EncodeBlock(altered(t, w, "chain", 0, "head length", 0xa0, 0x8d, 0x06, "head", 0))),
		"a shape out of the air":      with("shape", 5),
		"half a shape":                with("new shapes", rest("new shapes")[:3]...),
		"a shape beyond counting":     with("new shapes", append([]byte{1, 'a'}, huge...)...),
		"fields out of order":         with("new shapes", 1, 'a', 3, 1, 'y', 1, 'x', 0),
		"a field twice":               with("new shapes", 1, 'a', 3, 1, 'y', 1, 'y', 0),
		"a record out of the air":     with("row", 4),
		"a value that is not there":   block(func(b *columns.Block) { b.Columns[len(b.Columns)-1] = nil }),
		"a value that is no text":     block(func(b *columns.Block) { b.Columns[len(b.Columns)-1][0] = 0xff }),
		"a value of another kind":     block(func(b *columns.Block) { b.Columns[len(b.Columns)-2] = []byte{3} }),
		"a word that is not known":    block(func(b *columns.Block) { b.Columns[len(b.Columns)-2] = []byte{1} }),
		"a record that is not known":  block(func(b *columns.Block) { b.Columns[len(b.Columns)-2] = []byte{4<<2 | 2} }),
		"a number too long":           with("count", 0x81, 0x80, 0),
		"a number left over":          with("undoes", 0, 0),
		"a letter left over":          with("note letters", 'x'),
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
	// More forms of operations than anybody remembers.
	b := blockOf(t, w)
	shapes := slices.Index(columns.Names[:], "new shapes")
	b.Columns[shapes] = bytes.Repeat([]byte{1, 'a', 0}, columns.MaxShapes+1)
	if _, err := packet.ReadPlain(join(one, packet.EncodeBlock(b)), 1000, nil); !errs.Is(err, errs.Damaged) {
		t.Errorf("very many shapes: %v", err)
	}
}

// blockOf returns the block of one change.
func blockOf(t testing.TB, w *oplog.Wire) (out *columns.Block) {
	t.Helper()
	c := columns.NewWriter(func(b *columns.Block) error {
		copied := *b
		copied.Columns = nil
		for _, column := range b.Columns {
			copied.Columns = append(copied.Columns, bytes.Clone(column))
		}
		out = &copied
		return nil
	})
	if err := errors.Join(c.Add(w), c.Flush()); err != nil {
		t.Fatal(err)
	}
	return out
}

// altered is blockOf with other bytes in some columns: a name, then the bytes.
func altered(t testing.TB, w *oplog.Wire, what ...any) *columns.Block {
	t.Helper()
	b := blockOf(t, w)
	at := -1
	for _, v := range what {
		switch v := v.(type) {
		case string:
			at = slices.Index(columns.Names[:], v)
			b.Columns[at] = nil
		case int:
			b.Columns[at] = append(b.Columns[at], byte(v))
		}
	}
	return b
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
	body := append(slices.Clone(small), 0x83, 1, 1, 1, 0x5b, 0, 0, 0, 1, 0, 0, 0, 0)
	for name, content := range map[string]io.Reader{
		"as one text":         io.MultiReader(bytes.NewReader(text), io.LimitReader(zeros{}, 300<<20)),
		"as one column":       io.MultiReader(bytes.NewReader(body), io.LimitReader(zeros{}, 300<<20)),
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
