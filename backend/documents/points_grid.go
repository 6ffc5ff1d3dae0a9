package documents

import (
	"strings"
	"unicode/utf8"

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

func (g *grid) set(d *print.Doc, c int, text string, all float64, st print.Style) print.Set {
	col := g.columns[c]
	if col.face != "" && st.Face == g.body.Face {
		st.Face = col.face
	}
	if col.ink != nil {
		st.Color = *col.ink
	}
	w := g.width(c, all) - 2*g.padX
	if col.pieces != "" || col.align == print.Center && len([]rune(text)) <= 3 {
		// What is not to be broken shrinks a little before it is.
		for least := st.Size * 0.66; st.Size > least && widestPiece(d, text, col.pieces, st) > w; {
			st.Size -= 0.25
		}
		text = print.Keep(text, col.pieces)
	}
	return d.Set(text, w, print.Text{Style: st, Align: col.align, VAlign: print.Middle})
}

// widestPiece is the width of the longest part of a text that may be broken only after
// the given characters.
func widestPiece(d *print.Doc, text, pieces string, st print.Style) (most float64) {
	for _, line := range strings.Split(text, "\n") {
		for line != "" {
			end := strings.IndexAny(line, pieces)
			if pieces == "" || end < 0 {
				end = len(line)
			} else {
				_, n := utf8.DecodeRuneInString(line[end:])
				end += n
			}
			most = max(most, d.Width(line[:end], st))
			line = line[end:]
		}
	}
	return most
}

// gridSet is a row made ready.
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
		st, text, w := g.head, col.title, g.width(c, all)-2*g.padX
		if len([]rune(text)) <= 3 || strings.Contains(text, "\n") {
			for least := st.Size * 0.7; st.Size > least && widestPiece(d, text, "", st) > w; {
				st.Size -= 0.25
			}
			text = print.Keep(text, "\n")
		}
		set := d.Set(text, w, print.Text{Style: st, Align: print.Center, VAlign: print.Middle})
		out.sets = append(out.sets, set)
		out.h = max(out.h, set.Height()+2*g.padY)
	}
	return out
}

// sheets is how the grid falls on pages: how many there are, and what is left on the
// last one. first is the room on the page where it begins, rest that of a fresh one.
func (g *grid) sheets(d *print.Doc, all, first, rest float64) (n int, left float64) {
	head := g.headSet(d, all).h
	n, left = 1, first-head
	fresh := true
	for i := range g.rows {
		h := g.measure(d, &g.rows[i], all).h
		if g.block(d, i, all) > left && !fresh {
			n, left = n+1, rest-head
			if over := g.headingOf(i); over >= 0 && g.rows[i].heading == "" {
				left -= g.measure(d, &g.rows[over], all).h
			}
		}
		left, fresh = left-h, false
	}
	return n, left
}

// block is the height that must be left for a row: a heading needs the row below it, a
// row the sum that follows it.
func (g *grid) block(d *print.Doc, i int, all float64) float64 {
	h := g.measure(d, &g.rows[i], all).h
	if i+1 < len(g.rows) && (g.rows[i].heading != "" || g.rows[i+1].bold) {
		h += g.measure(d, &g.rows[i+1], all).h
	}
	return h
}

// settle takes the largest size, from most down to least points, of those with the
// fewest pages, together with what follows below.
func (g *grid) settle(d *print.Doc, all, first, rest, below, most, least float64) {
	best, fewest := most, 0
	for size := most; size >= least; size -= 0.5 {
		g.at(size)
		n, left := g.sheets(d, all, first, rest)
		if left < below {
			n++
		}
		if fewest == 0 || n < fewest {
			best, fewest = size, n
		}
		if fewest == 1 {
			break
		}
	}
	g.at(best)
}

// headingOf is the heading that a row stands under, -1 none.
func (g *grid) headingOf(row int) int {
	for i := row - 1; i >= 0; i-- {
		if g.rows[i].heading != "" {
			return i
		}
	}
	return -1
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
