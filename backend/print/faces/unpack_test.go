package faces

import (
	"encoding/binary"
	"testing"
	"testing/fstest"

	"chengzhuan/backend/errs"
)

func TestDamagedDataIsReported(t *testing.T) {
	whole, err := files.ReadFile("fangsong.split.zst")
	if err != nil {
		t.Fatal(err)
	}
	flipped := append([]byte(nil), whole...)
	flipped[len(flipped)/2] ^= 1
	for what, data := range map[string][]byte{
		"cut":     whole[:len(whole)/2],
		"flipped": flipped,
		"empty":   {},
		"text":    []byte("not a font"),
	} {
		got, err := newFace(fstest.MapFS{"x.split.zst": {Data: data}}, "x", "").load()
		if !errs.Is(err, errs.Damaged) {
			t.Errorf("%s: %d bytes, error %v", what, len(got), err)
		}
	}
	if _, err := newFace(fstest.MapFS{}, "x", "").load(); !errs.Is(err, errs.Damaged) {
		t.Errorf("absent: %v", err)
	}
}

// FuzzJoin: whatever the bytes, join answers with a font or an error.
func FuzzJoin(f *testing.F) {
	head := func(rest string, size ...uint32) []byte {
		b := []byte(splitMagic)
		for _, n := range size {
			b = binary.BigEndian.AppendUint32(b, n)
		}
		return append(b, rest...)
	}
	// One contour of three points: 2-byte step, 1-byte step, repeated flag.
	f.Add(head("\x00\x00\x00\x00\x00\x00\x00\x00"+"\x00\x01\x00\x02\x7f\xff"+"\x01\x3f\x01"+"\x00\x05\x01\x02"+"\x00\x06\x03\x04", 0, 8, 25, 6, 3, 4, 4))
	f.Add(head("\x00\x00\x00\x00\x00\x00\x00\x00"+"\xff\xff\x00\x01z", 0, 8, 1, 5, 0, 0, 0))
	f.Add(head("", 0, 0, 0, 0, 0, 0, 0))
	f.Fuzz(func(t *testing.T, data []byte) {
		if out, err := join(data); err == nil && len(out) > 8*len(data) {
			t.Fatalf("%d bytes became %d", len(data), len(out))
		}
	})
}

func TestJoinOneGlyph(t *testing.T) {
	const steps = "\x01\x3f\x01" + "\x00\x05\x01\x02" + "\x00\x06\x03\x04"
	split := "CZF1" +
		"\x00\x00\x00\x01" + "\x00\x00\x00\x0d" + "\x00\x00\x00\x19" + // loca, glyf, its length
		"\x00\x00\x00\x06" + "\x00\x00\x00\x03" + "\x00\x00\x00\x04" + "\x00\x00\x00\x04" +
		"a" + "\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00" + "b" +
		"\x00\x01\x00\x02" + "\x7f\xff" + steps // a triangle and an empty glyph
	// Points (5,6), (6,9), (8,13): the box is 5,6 to 8,13.
	want := "a" + "\x00\x00\x00\x00\x00\x00\x00\x19\x00\x00\x00\x19" +
		"\x00\x01" + "\x00\x05\x00\x06\x00\x08\x00\x0d" + "\x00\x02" + "\x00\x00" + steps + "b"
	got, err := join([]byte(split))
	if err != nil || string(got) != want {
		t.Fatalf("join = %x, %v, want %x", got, err, want)
	}
	for i := range len(split) { // cut anywhere, it is refused
		if out, err := join([]byte(split[:i])); err == nil {
			t.Fatalf("cut to %d bytes it still gave %x", i, out)
		}
	}
}

func BenchmarkUnpack(b *testing.B) {
	for _, name := range Names() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				data, err := unpack(files, name)
				if err != nil {
					b.Fatal(err)
				}
				b.SetBytes(int64(len(data)))
			}
		})
	}
}
