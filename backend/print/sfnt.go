package print

import (
	"encoding/binary"
	"errors"
	"fmt"
)

// sfnt is one parsed TrueType face. It is read-only after parse and may be
// shared by any number of documents at once.
type sfnt struct {
	tables   map[string][]byte
	upem     int
	glyphs   int
	advances []uint16 // by glyph, font units
	bearings []int16  // left side bearings by glyph
	offsets  []uint32 // glyf offsets, glyphs+1 of them, checked
	bmp      *[0x10000]uint16
	astral   map[rune]uint16
	emAscent float64 // top of the ideographic box above the baseline, in em
}

var errFont = errors.New("damaged or unsupported font")

// u16 and u32 read big-endian numbers and give 0 beyond the end, so a
// damaged font gives wrong shapes but never a panic.
func u16(b []byte, off int) int {
	if off < 0 || off+2 > len(b) {
		return 0
	}
	return int(binary.BigEndian.Uint16(b[off:]))
}

func u32(b []byte, off int) int {
	if off < 0 || off+4 > len(b) {
		return 0
	}
	return int(binary.BigEndian.Uint32(b[off:]))
}

func i16(b []byte, off int) int { return int(int16(u16(b, off))) }

// parseSFNT reads a TrueType face (or the first face of a collection). Faces
// with CFF outlines are refused.
func parseSFNT(data []byte) (*sfnt, error) {
	start := 0
	if len(data) >= 16 && string(data[:4]) == "ttcf" {
		start = u32(data, 12)
	}
	if v := u32(data, start); v != 0x00010000 && v != 0x74727565 {
		return nil, fmt.Errorf("%w: not TrueType outlines", errFont)
	}
	f := &sfnt{tables: map[string][]byte{}, bmp: new([0x10000]uint16), astral: map[rune]uint16{}}
	for i := range u16(data, start+4) {
		e := start + 12 + 16*i
		if e+16 > len(data) {
			return nil, fmt.Errorf("%w: table directory", errFont)
		}
		off, size := u32(data, e+8), u32(data, e+12)
		if off > len(data) || size > len(data)-off {
			return nil, fmt.Errorf("%w: table %q", errFont, data[e:e+4])
		}
		f.tables[string(data[e:e+4])] = data[off : off+size : off+size]
	}
	for name, min := range map[string]int{"head": 54, "hhea": 36, "maxp": 6, "hmtx": 4, "loca": 4, "glyf": 0, "cmap": 4} {
		if t, ok := f.tables[name]; !ok || len(t) < min {
			return nil, fmt.Errorf("%w: table %s missing", errFont, name)
		}
	}
	f.upem = u16(f.tables["head"], 18)
	f.glyphs = u16(f.tables["maxp"], 4)
	if f.upem < 16 || f.glyphs == 0 {
		return nil, fmt.Errorf("%w: head", errFont)
	}
	if err := f.readMetrics(); err != nil {
		return nil, err
	}
	if err := f.readOffsets(); err != nil {
		return nil, err
	}
	if err := f.readCmap(); err != nil {
		return nil, err
	}
	f.emAscent = 0.88
	return f, nil
}

func (f *sfnt) readMetrics() error {
	hmtx, long := f.tables["hmtx"], u16(f.tables["hhea"], 34)
	if long == 0 || long > f.glyphs || len(hmtx) < 4*long {
		return fmt.Errorf("%w: hmtx", errFont)
	}
	f.advances, f.bearings = make([]uint16, f.glyphs), make([]int16, f.glyphs)
	for g := range f.glyphs {
		if g < long {
			f.advances[g], f.bearings[g] = uint16(u16(hmtx, 4*g)), int16(i16(hmtx, 4*g+2))
		} else {
			f.advances[g], f.bearings[g] = f.advances[long-1], int16(i16(hmtx, 4*long+2*(g-long)))
		}
	}
	return nil
}

func (f *sfnt) readOffsets() error {
	loca, end := f.tables["loca"], len(f.tables["glyf"])
	short := u16(f.tables["head"], 50) == 0
	f.offsets = make([]uint32, f.glyphs+1)
	last := 0
	for g := range f.offsets {
		o := 0
		if short {
			o = 2 * u16(loca, 2*g)
		} else {
			o = u32(loca, 4*g)
		}
		if o > end || o < last {
			return fmt.Errorf("%w: loca", errFont)
		}
		f.offsets[g], last = uint32(o), o
	}
	return nil
}

// readCmap prefers a format 12 table, else format 4.
func (f *sfnt) readCmap() error {
	cmap := f.tables["cmap"]
	best, format := -1, 0
	for i := range u16(cmap, 2) {
		platform, encoding, off := u16(cmap, 4+8*i), u16(cmap, 6+8*i), u32(cmap, 8+8*i)
		if platform != 0 && !(platform == 3 && (encoding == 1 || encoding == 10)) || off >= len(cmap) {
			continue
		}
		if v := u16(cmap, off); v == 12 || v == 4 && format != 12 {
			best, format = off, v
		}
	}
	switch format {
	case 12:
		f.readCmap12(cmap[best:])
	case 4:
		f.readCmap4(cmap[best:])
	default:
		return fmt.Errorf("%w: no Unicode character map", errFont)
	}
	return nil
}

func (f *sfnt) set(r rune, g int) {
	switch {
	case g <= 0 || g >= f.glyphs:
	case r < 0x10000:
		f.bmp[r] = uint16(g)
	default:
		f.astral[r] = uint16(g)
	}
}

func (f *sfnt) readCmap12(t []byte) {
	groups := min(u32(t, 12), (len(t)-16)/12)
	done := -1
	for i := 0; i < groups; i++ {
		first, last, g := u32(t, 16+12*i), u32(t, 20+12*i), u32(t, 24+12*i)
		if first <= done { // groups ascend; a damaged table must not cost hours
			return
		}
		done = last
		// A group never names more glyphs than the face has.
		last = min(last, first+f.glyphs-1, 0x10FFFF)
		for r := first; r <= last; r++ {
			f.set(rune(r), g+r-first)
		}
	}
}

func (f *sfnt) readCmap4(t []byte) {
	n := u16(t, 6) / 2
	done := -1
	for i := range n {
		last, first := u16(t, 14+2*i), u16(t, 16+2*n+2*i)
		if first <= done {
			return
		}
		done = last
		delta, rng := u16(t, 16+4*n+2*i), u16(t, 16+6*n+2*i)
		for r := first; r <= last && r < 0xFFFF; r++ {
			g := 0
			if rng == 0 {
				g = (r + delta) & 0xFFFF
			} else if g = u16(t, 16+6*n+2*i+rng+2*(r-first)); g != 0 {
				g = (g + delta) & 0xFFFF
			}
			f.set(rune(r), g)
		}
	}
}

// glyph returns the glyph of a character, 0 when the face lacks it.
func (f *sfnt) glyph(r rune) int {
	if r < 0x10000 {
		if r < 0 {
			return 0
		}
		return int(f.bmp[r])
	}
	return int(f.astral[r])
}

// advance is the width of a glyph in em.
func (f *sfnt) advance(g int) float64 { return float64(f.advances[g]) / float64(f.upem) }

// outline returns the glyf data of a glyph; empty for a blank.
func (f *sfnt) outline(g int) []byte {
	return f.tables["glyf"][f.offsets[g]:f.offsets[g+1]]
}
