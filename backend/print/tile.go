package print

import (
	"fmt"
	"math"
)

// Tiling says how a large page is spread over small sheets that are cut and
// glued together.
type Tiling struct {
	Sheet    Paper
	Margin   float64 // what the printer cannot reach; crop marks stand in it
	Overlap  float64 // strip printed on both neighbours, for the glue
	MinScale float64 // the page may shrink to this to save sheets; 0: it may not
	Style    Style   // of the labels
}

// TileOver is the usual way for a sheet: 8 mm of margin, 10 mm to glue, and up
// to a tenth smaller when that saves sheets (A3 then takes two sheets of A4).
func TileOver(sheet Paper) Tiling {
	return Tiling{Sheet: sheet, Margin: 8, Overlap: 10, MinScale: 0.9, Style: Style{Face: Hei, Size: 7, Color: Hex(0x6b635b)}}
}

// Grid is how a page is spread: sheets across and down, the sheet as it is
// held, and the scale.
type Grid struct {
	Columns, Rows int
	Sheet         Paper
	Scale         float64
}

// Grid returns the spreading of a page with the fewest sheets, and among those
// the largest.
func (t Tiling) Grid(p Paper) Grid {
	var best Grid
	scales := []float64{1}
	if t.MinScale > 0 && t.MinScale < 1 {
		scales = append(scales, t.MinScale)
	}
	for _, s := range []Paper{t.Sheet.Landscape(), t.Sheet.Portrait()} {
		for _, k := range scales {
			g := Grid{t.along(p.W*k, s.W), t.along(p.H*k, s.H), s, 1}
			g.Scale = min(1, t.reach(g.Columns, s.W)/p.W, t.reach(g.Rows, s.H)/p.H)
			n, m := g.Columns*g.Rows, best.Columns*best.Rows
			if m == 0 || n < m || n == m && g.Scale > best.Scale {
				best = g
			}
		}
	}
	return best
}

// along is the number of sheets for a length, reach the length of n sheets.
func (t Tiling) along(length, sheet float64) int {
	step := sheet - 2*t.Margin - t.Overlap
	return max(1, int(math.Ceil((length-t.Overlap)/step-1e-9)))
}

func (t Tiling) reach(n int, sheet float64) float64 {
	return float64(n)*(sheet-2*t.Margin-t.Overlap) + t.Overlap
}

// Tile returns a new document with every page of d drawn over sheets. A page
// that is no larger than the sheet is kept as it is. d must not be drawn on
// afterwards.
func (d *Doc) Tile(t Tiling) *Doc {
	d.close()
	out := &Doc{Setup: d.Setup, set: d.set, images: d.images, err: d.err}
	for _, p := range d.pages {
		s := t.Sheet.Portrait()
		if q := p.Portrait(); q.W <= s.W+0.5 && q.H <= s.H+0.5 {
			out.pages = append(out.pages, p)
			continue
		}
		g := t.Grid(p.Paper)
		for r := range g.Rows {
			for c := range g.Columns {
				t.sheet(out.AddPage(g.Sheet), p, g, c, r)
			}
		}
	}
	return out
}

// sheet draws one piece in the middle of a sheet: the window of the page, crop
// marks at its corners and a label below. All pieces are equally large.
func (t Tiling) sheet(s, page *Page, g Grid, c, r int) {
	w := (page.W*g.Scale + float64(g.Columns-1)*t.Overlap) / float64(g.Columns)
	h := (page.H*g.Scale + float64(g.Rows-1)*t.Overlap) / float64(g.Rows)
	at := Box{(s.W - w) / 2, (s.H - h) / 2, w, h}
	// The marks come first: what is inside the window lies above them.
	t.marks(s, at, g, c, r)
	s.ops = append(s.ops, &placeOp{
		page: page, x: at.X, y: at.Y, scale: g.Scale,
		window: Box{float64(c) * (w - t.Overlap) / g.Scale, float64(r) * (h - t.Overlap) / g.Scale, w / g.Scale, h / g.Scale},
	})
}

func (t Tiling) marks(s *Page, b Box, g Grid, c, r int) {
	line := Stroke{Width: 0.15, Color: t.Style.Color}
	const gap = 1
	long := max(t.Margin-3, 1)
	for _, x := range []float64{b.X, b.Right()} {
		s.Line(x, b.Y-gap, x, b.Y-gap-long, line)
		s.Line(x, b.Bottom()+gap, x, b.Bottom()+gap+long, line)
	}
	for _, y := range []float64{b.Y, b.Bottom()} {
		s.Line(b.X-gap, y, b.X-gap-long, y, line)
		s.Line(b.Right()+gap, y, b.Right()+gap+long, y, line)
	}
	// Where the neighbour's sheet begins to lie over this one.
	glue := Stroke{Width: 0.15, Color: t.Style.Color, Dash: []float64{1, 1}}
	label := fmt.Sprintf("第 %d 行第 %d 张（共 %d 行，每行 %d 张）", r+1, c+1, g.Rows, g.Columns)
	if c+1 < g.Columns {
		s.Line(b.Right()-t.Overlap, b.Y-gap, b.Right()-t.Overlap, b.Y-gap-long, glue)
		s.Line(b.Right()-t.Overlap, b.Bottom()+gap, b.Right()-t.Overlap, b.Bottom()+gap+long, glue)
	}
	if r+1 < g.Rows {
		s.Line(b.X-gap, b.Bottom()-t.Overlap, b.X-gap-long, b.Bottom()-t.Overlap, glue)
		s.Line(b.Right()+gap, b.Bottom()-t.Overlap, b.Right()+gap+long, b.Bottom()-t.Overlap, glue)
	}
	switch {
	case c > 0 && r > 0:
		label += "　沿左边和上边的线裁开，压住相邻两张"
	case c > 0:
		label += "　沿左边的线裁开，压住左边一张"
	case r > 0:
		label += "　沿上边的线裁开，压住上面一张"
	}
	if g.Scale < 0.999 {
		label += fmt.Sprintf("　已缩小到 %.0f%%", g.Scale*100)
	}
	st := t.Style
	s.String(b.X+3, min(b.Bottom()+t.Margin/2+st.Em()*0.38, s.H-2), label, st, 0)
}
