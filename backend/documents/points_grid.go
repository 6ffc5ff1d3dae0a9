package documents

import (
	"strings"

	"chengzhuan/backend/print"
)

// gridColumn is a column of a grid: its share of the width, and how it is set.
type gridColumn struct {
	title  string
	share  float64
	align  print.Align
	face   print.Face // "" that of the grid
	ink    *print.Color
	pieces string // the characters after which a text may be broken; "" the usual rules
}

// gridRow is a row of cells, or a heading over the whole width.
type gridRow struct {
	cells   []string
	heading string
	right   string // at the right end of a heading
	bold    bool   // a sum
	fill    *print.Color
}

// grid is a table with headings inside, over pages: the header is repeated on each, a
// heading too where its rows go on, and never stands alone at the foot of a page. A row
// stays whole.
type grid struct {
	columns    []gridColumn
	rows       []gridRow
	head, body print.Style
	bold       print.Face // of headings and sums
	headingInk print.Color
	headFill   *print.Color
	fill       *print.Color // of headings
	padX, padY float64
	minRow     float64
	line       print.Stroke
	outer      print.Stroke
}

func (g *grid) width(c int, all float64) float64 {
	sum := 0.0
	for _, col := range g.columns {
		sum += col.share
	}
	return all * g.columns[c].share / sum
}

// at sets all sizes to that of the text, in points.
func (g *grid) at(size float64) {
	g.body.Size, g.head.Size = size, size*0.96
	em := g.body.Em()
	g.padX, g.padY, g.minRow = 0.42*em, 0.28*em, 2.05*em
}

func (g *grid) set(d *print.Doc, c int, text string, all float64, st print.Style) print.Set {
	col := g.columns[c]
	if col.face != "" && st.Face == g.body.Face {
		st.Face = col.face
	}
	if col.ink != nil {
		st.Color = *col.ink
	}
	if col.pieces != "" || col.align == print.Center && len([]rune(text)) <= 3 {
		text = print.Keep(text, col.pieces)
	}
	t := print.Text{Style: st, Align: col.align, VAlign: print.Middle}
	w := g.width(c, all) - 2*g.padX
	if set := d.Set(text, w, t); fitsWidth(set) {
		return set
	}
	// A name that is wider than its column shrinks a little before it is broken inside.
	least := t
	least.MinSize = st.Size * 0.72
	set, _ := d.Fit(text, w, 1e6, least)
	return set
}

func fitsWidth(s print.Set) bool {
	for _, l := range s.Lines {
		if l.Width > s.W+1e-3 {
			return false
		}
	}
	return true
}

// row is a row made ready.
type gridSet struct {
	sets []print.Set
	h    float64
}

func (g *grid) measure(d *print.Doc, r *gridRow, all float64) gridSet {
	out := gridSet{h: g.minRow}
	if r.heading != "" {
		st := g.body
		st.Face = g.bold
		out.sets = []print.Set{d.Set(r.heading, all-2*g.padX, print.Text{Style: st.In(g.headingInk), VAlign: print.Middle})}
		out.h = max(out.h, out.sets[0].Height()+2*g.padY)
		return out
	}
	st := g.body
	if r.bold {
		st.Face = g.bold
	}
	for c := range g.columns {
		text := ""
		if c < len(r.cells) {
			text = r.cells[c]
		}
		set := g.set(d, c, text, all, st)
		out.sets = append(out.sets, set)
		out.h = max(out.h, set.Height()+2*g.padY)
	}
	return out
}

// height is that of the whole grid on one endless page.
func (g *grid) height(d *print.Doc, all float64) float64 {
	h := g.headSet(d, all).h
	for i := range g.rows {
		h += g.measure(d, &g.rows[i], all).h
	}
	return h
}

func (g *grid) headSet(d *print.Doc, all float64) gridSet {
	out := gridSet{h: g.minRow}
	for c, col := range g.columns {
		set := d.Set(col.title, g.width(c, all)-2*g.padX, print.Text{Style: g.head, Align: print.Center, VAlign: print.Middle})
		out.sets = append(out.sets, set)
		out.h = max(out.h, set.Height()+2*g.padY)
	}
	return out
}

// largest takes the largest size, from most down to least points, at which the grid is
// no higher than h; where none is, the grid takes usual and goes on over pages.
func (g *grid) largest(d *print.Doc, all, h, most, least, usual float64) {
	for size := most; size >= least; size -= 0.5 {
		g.at(size)
		if g.height(d, all) <= h {
			return
		}
	}
	g.at(usual)
}

// gridPart is the piece of a grid on one page.
type gridPart struct {
	g   *grid
	f   *print.Flow
	top float64
	ups []float64 // tops of the stretches in which columns are ruled, in pairs with their ends
}

func (g *grid) draw(f *print.Flow) {
	p := &gridPart{g: g, f: f}
	p.begin()
	all := f.Body().W
	var over *gridRow // the heading whose rows these are
	for i := range g.rows {
		r := &g.rows[i]
		s := g.measure(f.Doc, r, all)
		need := s.h
		if r.heading != "" && i+1 < len(g.rows) {
			need += g.measure(f.Doc, &g.rows[i+1], all).h
		}
		if need > f.Room()+1e-6 && f.Y > p.top+g.headSet(f.Doc, all).h+1e-6 {
			p.end()
			f.Break()
			p.begin()
			if over != nil && r.heading == "" {
				again := *over
				again.heading = strings.TrimSuffix(again.heading, "（续）") + "（续）"
				p.place(&again, g.measure(f.Doc, &again, all))
			}
		}
		if r.heading != "" {
			over = r
		}
		p.place(r, s)
	}
	p.end()
}

func (p *gridPart) begin() {
	g, f := p.g, p.f
	p.top, p.ups = f.Y, nil
	b := f.Body()
	s := g.headSet(f.Doc, b.W)
	if g.headFill != nil {
		f.Page.Fill(print.Box{X: b.X, Y: f.Y, W: b.W, H: s.h}, *g.headFill)
	}
	p.cells(s)
	p.ups = append(p.ups, f.Y, f.Y+s.h)
	f.Y += s.h
	f.Page.Line(b.X, f.Y, b.Right(), f.Y, g.outer)
}

func (p *gridPart) cells(s gridSet) {
	g, f := p.g, p.f
	b := f.Body()
	x := b.X
	for c, set := range s.sets {
		w := g.width(c, b.W)
		f.Page.Place(print.Box{X: x + g.padX, Y: f.Y, W: w - 2*g.padX, H: s.h}, set)
		x += w
	}
}

func (p *gridPart) place(r *gridRow, s gridSet) {
	g, f := p.g, p.f
	b := f.Body()
	box := print.Box{X: b.X, Y: f.Y, W: b.W, H: s.h}
	fill := r.fill
	if r.heading != "" && fill == nil {
		fill = g.fill
	}
	if fill != nil {
		f.Page.Fill(box, *fill)
	}
	if r.heading != "" {
		f.Page.Place(box.Inset(g.padX, 0), s.sets[0])
		if r.right != "" {
			f.Page.TextBox(box.Inset(g.padX, 0), r.right, print.Text{Style: g.body.In(g.headingInk), Align: print.Right, VAlign: print.Middle, OneLine: true, MinSize: 5, Name: "小计"})
		}
	} else {
		p.cells(s)
		if n := len(p.ups); n > 0 && p.ups[n-1] == f.Y {
			p.ups[n-1] = f.Y + s.h
		} else {
			p.ups = append(p.ups, f.Y, f.Y+s.h)
		}
	}
	f.Y += s.h
	f.Page.Line(b.X, f.Y, b.Right(), f.Y, g.line)
}

// end rules the columns, but not through headings, and frames the part.
func (p *gridPart) end() {
	g, f := p.g, p.f
	b := f.Body()
	x := b.X
	for c := range g.columns {
		if c > 0 {
			for i := 0; i < len(p.ups); i += 2 {
				f.Page.Line(x, p.ups[i], x, p.ups[i+1], g.line)
			}
		}
		x += g.width(c, b.W)
	}
	f.Page.Frame(print.Box{X: b.X, Y: p.top, W: b.W, H: f.Y - p.top}, g.outer)
}

// sheetGrid is a grid of an office page, the size in points.
func sheetGrid(size float64, columns ...gridColumn) *grid {
	g := &grid{
		columns: columns,
		head:    print.Style{Face: print.HeiBold, Color: sheetInk, Pitch: 1.2}, body: print.Style{Face: print.Hei, Color: sheetInk, Pitch: 1.25}, bold: print.HeiBold,
		headingInk: sheetInk, headFill: &sheetHead, fill: tint(0xf7f4ef), line: sheetLine, outer: sheetFrame,
	}
	g.at(size)
	return g
}

// posterGrid is a grid of a poster.
func posterGrid(p *poster, columns ...gridColumn) *grid {
	return &grid{
		columns: columns,
		head:    print.Style{Face: print.HeiBold, Color: p.ink, Pitch: 1.2}, body: print.Style{Face: print.Hei, Color: p.ink, Pitch: 1.25}, bold: print.HeiBold,
		headingInk: p.restInk, headFill: p.head, fill: p.rest, line: p.rule(0.25, p.line), outer: p.rule(0.6, p.restInk),
	}
}
