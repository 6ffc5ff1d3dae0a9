package print

import (
	"encoding/binary"
	"sort"
)

// cutFont is a small TrueType file with the characters of one document, and
// the code that stands for each character in its text. Codes are handed out in
// the order of the characters; they say nothing about Unicode, the ToUnicode
// map written beside the font does.
type cutFont struct {
	ttf    []byte
	codes  map[rune]uint16
	runes  []rune // in code order
	widths []int  // per code, thousandths of an em
}

// codeAt is the code of the i-th character. The first 256 are left alone, because
// gofpdf treats them specially, and the surrogates, because Go does.
func codeAt(i, step int) int {
	c := 0x100 + step*i
	if c >= 0xD800 {
		c += 0x800
	}
	return c
}

// cut builds the small font for the sorted characters. Codes are two apart,
// because gofpdf takes cubic time for runs of neighbouring codes of equal
// width; only a document with more than 31,000 different characters has to
// use them all.
func (f *sfnt) cut(runes []rune) *cutFont {
	c := &cutFont{codes: make(map[rune]uint16, len(runes)), runes: runes}
	step := 2
	if len(runes) > 31000 {
		step = 1
	}
	b := builder{src: f, number: map[int]int{}}
	b.take(0)
	glyphs := make([]int, len(runes))
	for i, r := range runes {
		c.codes[r] = uint16(codeAt(i, step))
		advance := tofuAdvance
		if g := f.glyph(r); g != 0 {
			glyphs[i], advance = b.take(g), f.advance(g)
		} else {
			glyphs[i] = b.tofu(r)
		}
		c.widths = append(c.widths, int(advance*1000+0.5))
	}
	c.ttf = b.file(func(i int) (code, glyph int, ok bool) {
		if i >= len(runes) {
			return 0, 0, false
		}
		return codeAt(i, step), glyphs[i], true
	})
	return c
}

// builder collects glyphs; those that parts of others refer to come along.
type builder struct {
	src     *sfnt
	number  map[int]int // old glyph to new
	data    [][]byte
	advance []uint16
	bearing []int16
	frame   int
}

func (b *builder) append(data []byte, advance uint16, bearing int16) int {
	b.data, b.advance, b.bearing = append(b.data, data), append(b.advance, advance), append(b.bearing, bearing)
	return len(b.data) - 1
}

// take adds a glyph and everything it is composed of, and returns its new
// number. Each old glyph is added once, so cycles in a damaged font end.
func (b *builder) take(g int) int {
	if n, ok := b.number[g]; ok {
		return n
	}
	data := b.src.outline(g)
	n := b.append(data, b.src.advances[g], b.src.bearings[g])
	b.number[g] = n
	if len(data) > 10 && i16(data, 0) < 0 {
		b.data[n] = b.recompose(append([]byte(nil), data...))
	}
	return n
}

// recompose renumbers the parts of a composite glyph in place; a part that
// lies outside the data or the font makes the glyph blank.
func (b *builder) recompose(data []byte) []byte {
	const words, scaled, more, xyScaled, matrix = 1, 8, 32, 64, 128
	for p := 10; ; {
		if p+4 > len(data) {
			return nil
		}
		flags, part := u16(data, p), u16(data, p+2)
		if part >= b.src.glyphs {
			return nil
		}
		binary.BigEndian.PutUint16(data[p+2:], uint16(b.take(part)))
		p += 6
		if flags&words != 0 {
			p += 2
		}
		switch {
		case flags&scaled != 0:
			p += 2
		case flags&xyScaled != 0:
			p += 4
		case flags&matrix != 0:
			p += 8
		}
		if p > len(data) {
			return nil
		}
		if flags&more == 0 {
			return data
		}
	}
}

func (b *builder) tofu(r rune) int {
	upem := b.src.upem
	if b.frame == 0 {
		b.frame = b.append(tofuFrame(upem), uint16(upem), 0)
	}
	data := tofuGlyph(r, upem, b.frame, func(d byte) (int, float64) {
		g := b.src.glyph(rune(d))
		return b.take(g), b.src.advance(g)
	})
	return b.append(data, uint16(tofuAdvance*float64(upem)), 0)
}

// file writes the tables gofpdf reads, in alphabetical order.
func (b *builder) file(entry func(i int) (code, glyph int, ok bool)) []byte {
	var glyf, loca, hmtx []byte
	for i, d := range b.data {
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyf = append(glyf, d...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
		hmtx = binary.BigEndian.AppendUint16(hmtx, b.advance[i])
		hmtx = binary.BigEndian.AppendUint16(hmtx, uint16(b.bearing[i]))
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
	head := append([]byte(nil), b.src.tables["head"][:54]...)
	binary.BigEndian.PutUint32(head[8:], 0)
	binary.BigEndian.PutUint16(head[50:], 1)
	hhea := append([]byte(nil), b.src.tables["hhea"][:36]...)
	binary.BigEndian.PutUint16(hhea[32:], 0)
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(b.data)))
	maxp := append([]byte(nil), b.src.tables["maxp"]...)
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(b.data)))
	tables := map[string][]byte{
		"cmap": cmap4(entry), "glyf": glyf, "head": head, "hhea": hhea, "hmtx": hmtx, "loca": loca, "maxp": maxp,
		"name": {0, 0, 0, 0, 0, 6}, "post": plainPost(b.src.tables["post"]), "OS/2": plainOS2(b.src),
	}
	return sfntFile(tables)
}

func plainPost(src []byte) []byte {
	post := make([]byte, 32)
	copy(post[4:], src[min(4, len(src)):min(16, len(src))])
	binary.BigEndian.PutUint32(post, 0x00030000)
	return post
}

// plainOS2 copies the weight and heights and clears the embedding bits, which
// speak about installing the face.
func plainOS2(f *sfnt) []byte {
	os2 := make([]byte, 96)
	copy(os2, f.tables["OS/2"])
	binary.BigEndian.PutUint16(os2, 4)
	binary.BigEndian.PutUint16(os2[8:], 0)
	return os2
}

// cmap4 writes a format 4 character map with one segment per code.
func cmap4(entry func(i int) (code, glyph int, ok bool)) []byte {
	var codes, deltas []int
	for i := 0; ; i++ {
		code, g, ok := entry(i)
		if !ok {
			break
		}
		codes, deltas = append(codes, code), append(deltas, (g-code)&0xFFFF)
	}
	codes, deltas = append(codes, 0xFFFF), append(deltas, 1)
	n := len(codes)
	var b []byte
	put := func(vs ...int) {
		for _, v := range vs {
			b = binary.BigEndian.AppendUint16(b, uint16(v))
		}
	}
	put(0, 1, 3, 1, 0, 12)
	put(4, min(16+8*n, 0xFFFF), 0, 2*n, 0, 0, 0)
	put(codes...)
	put(0)
	put(codes...)
	put(deltas...)
	return append(b, make([]byte, 2*n)...)
}

func sfntFile(tables map[string][]byte) []byte {
	names := make([]string, 0, len(tables))
	for name := range tables {
		names = append(names, name)
	}
	sort.Strings(names)
	b := []byte{0, 1, 0, 0, 0, byte(len(names)), 0, 128, 0, 3, 0, 32}
	off := 12 + 16*len(names)
	for _, name := range names {
		b = append(b, name...)
		b = binary.BigEndian.AppendUint32(b, 0)
		b = binary.BigEndian.AppendUint32(b, uint32(off))
		b = binary.BigEndian.AppendUint32(b, uint32(len(tables[name])))
		off += (len(tables[name]) + 3) &^ 3
	}
	for _, name := range names {
		b = append(b, tables[name]...)
		for len(b)%4 != 0 {
			b = append(b, 0)
		}
	}
	return b
}
