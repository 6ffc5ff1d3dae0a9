// Package print owns pages: fonts, Chinese text, and page parts (table, form,
// month grid, tree, cards, tiles) drawn into PDF through gofpdf.
//
// It must not know what is printed: no register, no masking, no calendar
// facts, no SQL. Callers hand over strings that are already fit for their
// audience.
//
// Lengths are millimetres from the top left corner of the page, text sizes are
// points. Everything is recorded in a list per page and written at the end, so
// page totals are known, fonts are cut to the characters used, and a page can
// be drawn again on other sheets. The same input gives the same bytes.
package print

import "fmt"

// PointsPerMM converts millimetres to points.
const PointsPerMM = 72 / 25.4

// Box is a rectangle in millimetres; X and Y are its top left corner.
type Box struct{ X, Y, W, H float64 }

// Inset returns the box made smaller by dx at the left and right and dy at the
// top and bottom.
func (b Box) Inset(dx, dy float64) Box { return Box{b.X + dx, b.Y + dy, b.W - 2*dx, b.H - 2*dy} }

// Right and Bottom are the far edges.
func (b Box) Right() float64  { return b.X + b.W }
func (b Box) Bottom() float64 { return b.Y + b.H }

// Color is an opaque RGB colour.
type Color struct{ R, G, B uint8 }

// Hex reads a colour literal such as 0x9e3a2b.
func Hex(v uint32) Color { return Color{uint8(v >> 16), uint8(v >> 8), uint8(v)} }

// Mix returns the colour that lies t (0 to 1) of the way from c to other.
func (c Color) Mix(other Color, t float64) Color {
	m := func(a, b uint8) uint8 { return uint8(float64(a) + (float64(b)-float64(a))*t + 0.5) }
	return Color{m(c.R, other.R), m(c.G, other.G), m(c.B, other.B)}
}

// Black and White are the colours every theme shares.
var (
	Black = Color{}
	White = Color{255, 255, 255}
)

// Paper is a sheet in millimetres, as it is held: W is the width.
type Paper struct{ W, H float64 }

// The ISO 216 sheets in use, upright.
var (
	A5 = Paper{148, 210}
	A4 = Paper{210, 297}
	A3 = Paper{297, 420}
	A2 = Paper{420, 594}
	A1 = Paper{594, 841}
)

// PaperNamed returns A5 to A1 by name, or a custom size written as
// "600x900" (millimetres, 50 to 2000 each).
func PaperNamed(name string) (Paper, bool) {
	switch name {
	case "A5":
		return A5, true
	case "A4":
		return A4, true
	case "A3":
		return A3, true
	case "A2":
		return A2, true
	case "A1":
		return A1, true
	}
	var w, h int
	var rest string
	n, _ := fmt.Sscanf(name, "%dx%d%s", &w, &h, &rest)
	if n != 2 || w < 50 || h < 50 || w > 2000 || h > 2000 {
		return Paper{}, false
	}
	return Paper{float64(w), float64(h)}, true
}

// Landscape returns the sheet lying, Portrait standing.
func (p Paper) Landscape() Paper {
	if p.W < p.H {
		return Paper{p.H, p.W}
	}
	return p
}

// Portrait returns the sheet standing.
func (p Paper) Portrait() Paper {
	if p.W > p.H {
		return Paper{p.H, p.W}
	}
	return p
}

// Box is the whole sheet.
func (p Paper) Box() Box { return Box{0, 0, p.W, p.H} }
