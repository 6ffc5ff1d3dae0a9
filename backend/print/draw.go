package print

// Stroke is a line: width in millimetres, colour, and an optional dash
// (on and off lengths in millimetres).
type Stroke struct {
	Width float64
	Color Color
	Dash  []float64
}

// op is one drawn thing. emit writes it; ops are never changed afterwards, so
// a page can be written more than once.
type op interface{ emit(*emitter) }

type (
	textOp struct {
		face  *docFace
		size  float64 // points
		x, y  float64 // start of the baseline
		space float64 // extra millimetres after each character
		color Color
		bold  bool // stand-in for a bold face: outlined in its own colour
		s     string
	}
	rectOp struct {
		Box
		fill   *Color
		stroke *Stroke
	}
	lineOp struct {
		x1, y1, x2, y2 float64
		stroke         *Stroke
	}
	pathOp struct {
		segments []segment
		fill     *Color
		stroke   *Stroke
	}
	imageOp struct {
		Box
		image *pageImage
	}
	// placeOp draws another page's list, clipped to a window of that page
	// which lands, scaled, with its corner at x, y.
	placeOp struct {
		page   *Page
		window Box
		x, y   float64
		scale  float64
	}
)

// segment is a move (kind 'm'), line ('l'), Bézier curve ('c') or close ('h').
type segment struct {
	kind byte
	p    [6]float64
}

// Fill paints a rectangle.
func (p *Page) Fill(b Box, c Color) { p.ops = append(p.ops, &rectOp{Box: b, fill: &c}) }

// Frame outlines a rectangle.
func (p *Page) Frame(b Box, s Stroke) { p.ops = append(p.ops, &rectOp{Box: b, stroke: &s}) }

// Line draws a straight line.
func (p *Page) Line(x1, y1, x2, y2 float64, s Stroke) {
	p.ops = append(p.ops, &lineOp{x1, y1, x2, y2, &s})
}

// Polygon paints and outlines a closed shape; either may be nil.
func (p *Page) Polygon(points [][2]float64, fill *Color, stroke *Stroke) {
	if len(points) < 2 {
		return
	}
	segs := make([]segment, 0, len(points)+1)
	for i, pt := range points {
		k := byte('l')
		if i == 0 {
			k = 'm'
		}
		segs = append(segs, segment{k, [6]float64{pt[0], pt[1]}})
	}
	p.ops = append(p.ops, &pathOp{append(segs, segment{kind: 'h'}), fill, stroke})
}

// Round paints and outlines a rectangle with rounded corners.
func (p *Page) Round(b Box, radius float64, fill *Color, stroke *Stroke) {
	r := min(radius, b.W/2, b.H/2)
	k := r * 0.5523 // a circle's quarter as a Bézier curve
	x0, y0, x1, y1 := b.X, b.Y, b.Right(), b.Bottom()
	segs := []segment{
		{'m', [6]float64{x0 + r, y0}},
		{'l', [6]float64{x1 - r, y0}}, {'c', [6]float64{x1 - r + k, y0, x1, y0 + r - k, x1, y0 + r}},
		{'l', [6]float64{x1, y1 - r}}, {'c', [6]float64{x1, y1 - r + k, x1 - r + k, y1, x1 - r, y1}},
		{'l', [6]float64{x0 + r, y1}}, {'c', [6]float64{x0 + r - k, y1, x0, y1 - r + k, x0, y1 - r}},
		{'l', [6]float64{x0, y0 + r}}, {'c', [6]float64{x0, y0 + r - k, x0 + r - k, y0, x0 + r, y0}},
		{kind: 'h'},
	}
	p.ops = append(p.ops, &pathOp{segs, fill, stroke})
}

// String draws a text on one line with its baseline at y, and returns its
// width. extra is added after each character, in millimetres.
func (p *Page) String(x, y float64, s string, st Style, extra float64) float64 {
	d := p.doc
	base := d.face(st.Face)
	if base == nil {
		return 0
	}
	s = oneLine(Clean(s))
	em := st.Em()
	start, at, from := 0, 0.0, 0.0
	var cur *docFace
	flush := func(end int) {
		if end > start {
			p.ops = append(p.ops, &textOp{cur, st.Size, x + from, y, extra, st.Color, cur.light() && base.bold(), s[start:end]})
		}
		start, from = end, at
	}
	for i, r := range s {
		f, a := d.set.find(base, r)
		if f != cur {
			flush(i)
			cur = f
		}
		f.mark(r)
		at += a*em + extra
	}
	flush(len(s))
	return at
}
