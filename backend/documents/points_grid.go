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
	tight      bool    // rows stand closer
	least      float64 // height of a row in millimetres, whatever the size
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
	if g.tight {
		g.padX, g.padY, g.minRow = 0.35*em, 0.2*em, 1.72*em
	}
	g.minRow = max(g.minRow, g.least)
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
		need := g.block(f.Doc, i, all)
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
			used := s.sets[0].Lines[0].Width + 2*g.padX
			f.Page.TextBox(print.Box{X: box.X + used, Y: box.Y, W: box.W - used - g.padX, H: box.H}, r.right, print.Text{Style: g.body.In(g.headingInk).At(g.body.Size * 0.9), Align: print.Right, VAlign: print.Middle, OneLine: true, MinSize: 5, Name: "小计"})
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
