package faces

import (
	"encoding/binary"
	"errors"
)

// The packed files hold the outlines taken apart into streams of like bytes,
// which pack about 9 % smaller. build/fonts/split.py describes the layout.
const (
	splitMagic = "CZF1"
	splitHead  = 4 + 7*4
	boxFollows = 0x4000 // added to the number of contours
	empty      = 0x7FFF // instead of the number of contours
	composite  = 0xFFFF // likewise
)

// Flag bits of a point in a TrueType outline, and the byte that repeats them.
const (
	xShort, yShort = 2, 4   // the step is one byte
	repeat         = 8      // the next byte says how often the flag repeats
	xSame, ySame   = 16, 32 // not short: there is no step
)

var errSplit = errors.New("outline streams do not fit together")

// stream is bytes read from the front.
type stream []byte

// take returns the next n bytes, or nil if there are not that many.
func (s *stream) take(n int) []byte {
	if n < 0 || n > len(*s) {
		return nil
	}
	head := (*s)[:n]
	*s = (*s)[n:]
	return head
}

// join puts a TrueType file together from its split form.
func join(data []byte) ([]byte, error) {
	if len(data) < splitHead || string(data[:4]) != splitMagic {
		return nil, errSplit
	}
	var size [7]int // offset of loca; offset and length of glyf; lengths of heads, flags, x, y
	total := 0
	for i := range size {
		size[i] = int(binary.BigEndian.Uint32(data[4+4*i:]))
		if i >= 3 {
			total += size[i]
		}
	}
	rest := stream(data[splitHead:])
	if total > len(rest) {
		return nil, errSplit
	}
	around := rest.take(len(rest) - total)
	// Only boxes (8 bytes for 2 in heads) and the zero after the end points are
	// added, so a glyf table far longer than the streams is a lie.
	loca, glyf, length := size[0], size[1], size[2]
	if len(around) < glyf || loca > glyf || length > 8*total {
		return nil, errSplit
	}
	g := glyphs{
		heads: rest.take(size[3]), flags: rest.take(size[4]),
		xs: rest.take(size[5]), ys: rest.take(size[6]),
		out: make([]byte, 0, len(around)+length),
	}
	g.out = append(g.out, around[:glyf]...)
	for len(g.heads) > 0 {
		if !g.next() || loca+8 > glyf {
			return nil, errSplit
		}
		loca += 4 // the first offset is zero; each glyph gives the next
		binary.BigEndian.PutUint32(g.out[loca:], uint32(len(g.out)-glyf))
	}
	if len(g.out) != glyf+length || len(g.flags)+len(g.xs)+len(g.ys) > 0 {
		return nil, errSplit
	}
	return append(g.out, around[glyf:]...), nil
}

type glyphs struct {
	heads, flags, xs, ys stream
	out                  []byte
}

// next appends one glyph; it reports false if a stream ends too early.
func (g *glyphs) next() bool {
	kind := g.heads.take(2)
	if kind == nil {
		return false
	}
	contours := int(binary.BigEndian.Uint16(kind))
	if contours == empty {
		return true
	}
	if contours == composite { // stored whole
		n := g.heads.take(2)
		if n == nil {
			return false
		}
		whole := g.heads.take(int(binary.BigEndian.Uint16(n)))
		g.out = append(g.out, whole...)
		return whole != nil
	}
	var box []byte
	ownBox := contours&boxFollows != 0
	if contours &^= boxFollows; ownBox {
		if box = g.heads.take(8); box == nil {
			return false
		}
	}
	ends := g.heads.take(2 * contours)
	if ends == nil {
		return false
	}
	points := 0
	if contours > 0 {
		points = int(binary.BigEndian.Uint16(ends[len(ends)-2:])) + 1
	}
	used, nx, ny, ok := g.measure(points)
	if !ok || nx > len(g.xs) || ny > len(g.ys) {
		return false
	}
	flags, xs, ys := g.flags.take(used), g.xs.take(nx), g.ys.take(ny)
	be := binary.BigEndian
	g.out = be.AppendUint16(g.out, uint16(contours))
	if ownBox {
		g.out = append(g.out, box...)
	} else {
		left, right := span(flags, xs, xShort, xSame)
		bottom, top := span(flags, ys, yShort, ySame)
		for _, v := range [4]int16{left, bottom, right, top} {
			g.out = be.AppendUint16(g.out, uint16(v))
		}
	}
	g.out = append(g.out, ends...)
	g.out = append(g.out, 0, 0) // no instructions
	g.out = append(g.out, flags...)
	g.out = append(g.out, xs...)
	g.out = append(g.out, ys...)
	return true
}

// span returns the least and greatest coordinate of the points along one axis.
// The lengths were measured before, so it never reads past steps.
func span(flags, steps []byte, short, same byte) (low, high int16) {
	var at int16
	first := true
	for i := 0; i < len(flags); i++ {
		flag, times := flags[i], 1
		if flag&repeat != 0 {
			i++
			times += int(flags[i])
		}
		for ; times > 0; times-- {
			switch {
			case flag&short != 0 && flag&same != 0:
				at += int16(steps[0])
				steps = steps[1:]
			case flag&short != 0:
				at -= int16(steps[0])
				steps = steps[1:]
			case flag&same == 0:
				at += int16(binary.BigEndian.Uint16(steps))
				steps = steps[2:]
			}
			if first {
				low, high, first = at, at, false
			}
			low, high = min(low, at), max(high, at)
		}
	}
	return low, high
}

// measure returns how many bytes of each stream the next glyph of so many points takes.
func (g *glyphs) measure(points int) (used, nx, ny int, ok bool) {
	for points > 0 {
		if used >= len(g.flags) {
			return 0, 0, 0, false
		}
		flag, times := g.flags[used], 1
		used++
		if flag&repeat != 0 {
			if used >= len(g.flags) {
				return 0, 0, 0, false
			}
			times += int(g.flags[used])
			used++
		}
		nx += times * int(stepBytes[flag&(xShort|xSame)])
		ny += times * int(stepBytes[flag&(yShort|ySame)])
		points -= times
	}
	return used, nx, ny, points == 0
}

// stepBytes is the length of a step by its two flag bits, of x or of y.
var stepBytes = [xShort | yShort | xSame | ySame + 1]uint8{
	0: 2, xShort: 1, xShort | xSame: 1, yShort: 1, yShort | ySame: 1,
}
