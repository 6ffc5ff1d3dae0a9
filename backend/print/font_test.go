package print

import (
	"testing"

	"chengzhuan/backend/print/faces"
)

// smallFont is a real face cut down to a few characters, composites and a
// framed code point among them.
func smallFont(t testing.TB) []byte {
	t.Helper()
	data, err := faces.Load("hei")
	if err != nil {
		t.Fatal(err)
	}
	f, err := parseSFNT(data)
	if err != nil {
		t.Fatal(err)
	}
	return f.cut([]rune("0123456789ABCDEFé王芳\U0001F600")).ttf
}

func TestCutKeepsShapes(t *testing.T) {
	data, _ := faces.Load("hei")
	full, err := parseSFNT(data)
	if err != nil {
		t.Fatal(err)
	}
	runes := []rune("Aé党\U0001F600")
	c := full.cut(runes)
	small, err := parseSFNT(c.ttf)
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range runes[:3] {
		code := rune(c.codes[r])
		if code != rune(0x100+2*i) {
			t.Errorf("%c has code %x", r, code)
		}
		g, old := small.glyph(code), full.glyph(r)
		if g == 0 || small.advance(g) != full.advance(old) || c.widths[i] != int(full.advance(old)*1000+0.5) {
			t.Errorf("%c: other width", r)
		}
		if o := full.outline(old); i16(o, 0) >= 0 && string(small.outline(g)[:len(o)]) != string(o) {
			t.Errorf("%c: other outline", r)
		}
	}
	if g := small.glyph(rune(c.codes[0x1F600])); g == 0 || i16(small.outline(g), 0) != -1 {
		t.Error("no framed code point for a missing character")
	}
}

func TestCodesNeverCollide(t *testing.T) {
	for _, step := range []int{1, 2} {
		n := 31000
		if step == 1 {
			n = 60000
		}
		last := 0xFF
		for i := range n {
			c := codeAt(i, step)
			if c <= last || c > 0xFFFE || c >= 0xD800 && c < 0xE000 {
				t.Fatalf("step %d: code %d is %x after %x", step, i, c, last)
			}
			last = c
		}
	}
}

func FuzzFont(f *testing.F) {
	good := smallFont(f)
	f.Add(good, 0, byte(0))
	for at := 0; at < len(good); at += 97 {
		f.Add(good, at, byte(0xFF))
	}
	f.Add([]byte("ttcf\x00\x01\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0c"), 0, byte(0))
	f.Fuzz(func(t *testing.T, data []byte, at int, v byte) {
		data = append([]byte(nil), data...)
		if at >= 0 && at < len(data) {
			data[at] = v
		}
		font, err := parseSFNT(data)
		if err != nil {
			return
		}
		runes := []rune{'A', 0x100, 0x102, '王', 0x1F600}
		if c := font.cut(runes); len(c.codes) != len(runes) {
			t.Fatal("a character has no code")
		}
	})
}
