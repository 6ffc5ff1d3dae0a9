package faces_test

import (
	"encoding/binary"
	"fmt"
)

// font is as much of a TrueType file as the tests look at.
type font struct {
	tables map[string][]byte
	glyphs int
	bmp    map[rune]int // format 4, platform 3 encoding 1
	full   map[rune]int // format 12, platform 3 encoding 10
}

// parse reads a TrueType file; it reports, rather than tolerates, whatever is out of place.
func parse(data []byte) (f font, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("font cut short: %v", r)
		}
	}()
	be := binary.BigEndian
	if be.Uint32(data) != 0x00010000 {
		return f, fmt.Errorf("sfnt version %08x is not TrueType", be.Uint32(data))
	}
	f.tables = map[string][]byte{}
	for i := range int(be.Uint16(data[4:])) {
		rec := data[12+16*i:]
		off, size := be.Uint32(rec[8:]), be.Uint32(rec[12:])
		f.tables[string(rec[:4])] = data[off : off+size]
	}
	for _, name := range []string{"head", "hhea", "hmtx", "maxp", "cmap", "glyf", "loca", "name", "OS/2", "post"} {
		if len(f.tables[name]) == 0 {
			return f, fmt.Errorf("no table %s", name)
		}
	}
	f.glyphs = int(be.Uint16(f.tables["maxp"][4:]))
	cmap := f.tables["cmap"]
	for i := range int(be.Uint16(cmap[2:])) {
		rec := cmap[4+8*i:]
		sub := cmap[be.Uint32(rec[4:]):]
		switch key := [3]uint16{be.Uint16(rec), be.Uint16(rec[2:]), be.Uint16(sub)}; key {
		case [3]uint16{3, 1, 4}:
			f.bmp = format4(sub)
		case [3]uint16{3, 10, 12}:
			f.full = format12(sub)
		default:
			return f, fmt.Errorf("unexpected character map %v", key)
		}
	}
	return f, nil
}

func format4(t []byte) map[rune]int {
	u16 := func(at int) int { return int(binary.BigEndian.Uint16(t[at:])) }
	n := u16(6) // twice the number of segments
	m := map[rune]int{}
	for s := 0; s < n; s += 2 {
		end, start, delta, at := u16(14+s), u16(16+n+s), u16(16+2*n+s), 16+3*n+s
		for c := start; c <= end && c != 0xFFFF; c++ {
			g := c
			if off := u16(at); off != 0 {
				if g = u16(at + off + 2*(c-start)); g == 0 {
					continue
				}
			}
			if g = (g + delta) & 0xFFFF; g != 0 {
				m[rune(c)] = g
			}
		}
	}
	return m
}

func format12(t []byte) map[rune]int {
	u32 := func(at int) int { return int(binary.BigEndian.Uint32(t[at:])) }
	m := map[rune]int{}
	for i := range u32(12) {
		at := 16 + 12*i
		for c := u32(at); c <= u32(at+4); c++ {
			m[rune(c)] = u32(at+8) + c - u32(at)
		}
	}
	return m
}

// outline returns the bytes that draw glyph g; a blank glyph has none.
func (f font) outline(g int) []byte {
	be, loca := binary.BigEndian, f.tables["loca"]
	if be.Uint16(f.tables["head"][50:]) == 0 {
		return f.tables["glyf"][2*int(be.Uint16(loca[2*g:])) : 2*int(be.Uint16(loca[2*g+2:]))]
	}
	return f.tables["glyf"][be.Uint32(loca[4*g:]):be.Uint32(loca[4*g+4:])]
}

// missing lists the characters of text that the face cannot draw.
func (f font) missing(text string) (lost []rune) {
	for _, c := range text {
		if g, ok := f.full[c]; !ok || g >= f.glyphs || len(f.outline(g)) == 0 {
			lost = append(lost, c)
		}
	}
	return lost
}
