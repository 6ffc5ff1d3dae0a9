package print

import (
	"encoding/binary"
	"fmt"
)

// A character that no face holds is drawn as a small frame with its code
// point in two rows of hexadecimal digits, so the reader sees which one it is
// and copying the text out still gives the character itself.

// tofuAdvance is the width of that frame in em.
const tofuAdvance = 1.0

// tofuFrame is a simple glyph: two nested rectangles as wide as 94 % of the em.
func tofuFrame(upem int) []byte {
	u := func(permille int) int { return permille * upem / 1000 }
	x0, y0, x1, y1, line := u(30), u(-90), u(970), u(850), max(u(28), 1)
	outer := [][2]int{{x0, y0}, {x0, y1}, {x1, y1}, {x1, y0}}
	inner := [][2]int{{x0 + line, y0 + line}, {x1 - line, y0 + line}, {x1 - line, y1 - line}, {x0 + line, y1 - line}}
	var b []byte
	put := func(v int) { b = binary.BigEndian.AppendUint16(b, uint16(int16(v))) }
	for _, v := range []int{2, x0, y0, x1, y1, 3, 7, 0} { // contours, box, ends of contours, no instructions
		put(v)
	}
	points := append(outer, inner...)
	for range points {
		b = append(b, 1) // on the curve, both coordinates as words
	}
	for axis := range 2 {
		last := 0
		for _, p := range points {
			put(p[axis] - last)
			last = p[axis]
		}
	}
	return b
}

// tofuGlyph composes the frame (a glyph number) with the scaled digits of the
// code point; digit gives the glyph and advance of a hexadecimal digit.
func tofuGlyph(r rune, upem, frame int, digit func(byte) (glyph int, advance float64)) []byte {
	code := fmt.Sprintf("%04X", r)
	rows := []string{code[:len(code)/2], code[len(code)/2:]}
	const f2dot14 = 6881 // the scale as the format writes it
	const scale = f2dot14 / float64(1<<14)
	var b []byte
	put := func(v int) { b = binary.BigEndian.AppendUint16(b, uint16(int16(v))) }
	for _, v := range []int{-1, 0, -upem * 9 / 100, upem, upem * 85 / 100} {
		put(v)
	}
	const words, xy, scaled, more = 1, 2, 8, 32
	put(words | xy | more)
	put(frame)
	put(0)
	put(0)
	for i, row := range rows {
		width := 0.0
		for j := range row {
			_, a := digit(row[j])
			width += a * scale
		}
		x := (1 - width) / 2
		y := 0.45 - 0.42*float64(i)
		for j := range row {
			g, a := digit(row[j])
			flags := words | xy | scaled
			if i < len(rows)-1 || j < len(row)-1 {
				flags |= more
			}
			put(flags)
			put(g)
			put(int(x * float64(upem)))
			put(int(y * float64(upem)))
			put(f2dot14)
			x += a * scale
		}
	}
	return b
}
