package documents

import (
	"math"
	"strconv"

	"chengzhuan/backend/print"
)

// StarBoard prints 党员星级榜: a band for each number of stars, names in rows. As many
// names as fit at a readable size stand on one sheet; more go on another.
func (p *Press) StarBoard(m StarBoard, o Options) ([]byte, error) {
	f, err := p.wallFlow(m.Community, unitOr(m.Title, "党员星级榜"), m.Period, joinParts(m.Order, posted("", "", m.Place)), phoneLine("咨询电话", m.Phone), "A3", o)
	if err != nil {
		return nil, err
	}
	if len(m.Bands) == 0 {
		f.Y += 10 * f.u
		f.Flow.Text("还没有评出星级。", print.Text{Style: f.st(print.Hei, 20, f.muted), Align: print.Center})
		return finish(f.doc, o)
	}
	b := starLayout(f, m)
	for i := range m.Bands {
		b.band(&m.Bands[i], i == 0)
	}
	return finish(f.doc, o)
}

// starGrid is how names stand: so many cells of a width, at a size in points.
type starGrid struct {
	f       *wallFlow
	size    float64
	columns int
	cell    float64 // width
	row     float64 // height
	head    float64 // of the line of stars
	gap     float64 // between bands
	branch  bool
	widest  float64 // of the names of branches at one point
}

// starLayout takes the largest size at which all bands stand on the sheet.
func starLayout(f *wallFlow, m StarBoard) *starGrid {
	u := f.u
	g := &starGrid{f: f}
	for _, b := range m.Bands {
		for _, s := range b.Members {
			g.branch = g.branch || s.Branch != ""
			g.widest = max(g.widest, f.doc.Width(s.Branch, print.Style{Face: print.Hei, Size: 1}))
		}
	}
	const most, least, usual = 54.0, 15.0, 20.0
	for size := most; ; size -= 1 {
		if size < least {
			g.fewest(m, usual, least)
			return g
		}
		g.at(size * u)
		sum := 0.0
		for i := range m.Bands {
			sum += g.bandHeight(&m.Bands[i])
		}
		if free := f.Flow.Room() - sum; free >= 0 {
			// What is left goes between the bands and above the first one.
			extra := free / float64(len(m.Bands)+2)
			g.gap += min(extra, 22*u)
			f.Y += min(extra, 22*u)
			return g
		}
	}
}

// fewest takes the largest size of those that need the fewest sheets.
func (g *starGrid) fewest(m StarBoard, most, least float64) {
	best, fewest := most, 0
	for size := most; size >= least; size -= 0.5 {
		g.at(size * g.f.u)
		if n := g.sheets(m); fewest == 0 || n < fewest {
			best, fewest = size, n
		}
	}
	g.at(best * g.f.u)
}

// sheets is on how many pages the bands fall.
func (g *starGrid) sheets(m StarBoard) int {
	head := g.head + 3*g.f.u
	n, left := 1, g.f.Flow.Room()
	for i := range m.Bands {
		if i > 0 {
			left -= g.gap
		}
		if left < head+g.row {
			n, left = n+1, g.f.fresh
		}
		left -= head
		for range g.rows(&m.Bands[i]) {
			if left < g.row-1e-6 {
				n, left = n+1, g.f.fresh-head
			}
			left -= g.row
		}
	}
	return n
}

func (g *starGrid) at(size float64) {
	u := g.f.u
	em := size / print.PointsPerMM
	g.size = size
	g.cell = max(4.4*em, min(g.widest*g.small()+2*u, 9*em))
	g.columns = max(1, int(g.f.Body().W/g.cell))
	g.cell = g.f.Body().W / float64(g.columns)
	g.row = 1.75 * em
	if g.branch {
		g.row = 1.42*em + 1.5*g.small()/print.PointsPerMM + 0.2*em
	}
	g.head = max(15*u, 1.5*em)
	g.gap = 6 * u
}

// small is the size of the branch below a name.
func (g *starGrid) small() float64 { return max(g.size*0.4, 9*g.f.u) }

// takes is how many cells a name needs.
func (g *starGrid) takes(s *StarMember) int {
	w := g.f.doc.Width(s.Name, print.Style{Face: print.HeiBold, Size: g.size})
	return min(max(1, int(math.Ceil((w+0.4*g.size/print.PointsPerMM)/g.cell-1e-9))), g.columns)
}

// rows splits the members into rows of cells.
func (g *starGrid) rows(b *StarBand) (out [][]StarMember) {
	used := g.columns
	for i := range b.Members {
		n := g.takes(&b.Members[i])
		if used+n > g.columns {
			out, used = append(out, nil), 0
		}
		out[len(out)-1] = append(out[len(out)-1], b.Members[i])
		used += n
	}
	return out
}

func (g *starGrid) bandHeight(b *StarBand) float64 {
	return g.head + float64(len(g.rows(b)))*g.row + g.f.u*3 + g.gap
}

func (g *starGrid) band(b *StarBand, first bool) {
	f := g.f
	rows := g.rows(b)
	if !first {
		f.Y += g.gap
	}
	f.Need(g.head + g.row + 3*f.u)
	g.heading(b, "")
	for _, r := range rows {
		if f.Flow.Room() < g.row-1e-6 {
			f.Break()
			g.heading(b, "（续）")
		}
		g.names(r, len(rows) == 1)
	}
}

// heading is the line of stars with the range and how many there are.
func (g *starGrid) heading(b *StarBand, more string) {
	f := g.f
	u, box := f.u, f.Body()
	pg := &poster{f.Flow.Page, f.palette, u}
	line := print.Box{X: box.X, Y: f.Y, W: box.W, H: g.head}
	if pg.head != nil {
		pg.Round(line, 2*u, pg.head, nil)
	}
	if pg.theme == Plain {
		pg.Line(line.X, line.Bottom(), line.Right(), line.Bottom(), pg.rule(0.6, pg.accent))
	}
	size := g.head * 0.56 * print.PointsPerMM
	text := print.Text{Style: print.Style{Face: print.HeiBold, Size: size, Color: starInk(pg)}, VAlign: print.Middle, OneLine: true, MinSize: 8 * u, Name: "星级"}
	pg.TextBox(print.Box{X: line.X + 5*u, Y: line.Y, W: line.W * 0.55, H: line.H}, stars(b.Stars), text)
	text.Style = pg.st(print.Hei, 16, pg.muted)
	text.Align = print.Right
	right := joinParts(b.Range, strconv.Itoa(len(b.Members))+" 名"+more)
	pg.TextBox(print.Box{X: line.X + line.W*0.56, Y: line.Y, W: line.W*0.44 - 5*u, H: line.H}, right, text)
	f.Y += g.head + 3*u
}

// names is one row; a long name takes more cells, so that all are of one size.
// A row that is the only one of its band stands in the middle.
func (g *starGrid) names(list []StarMember, only bool) {
	f := g.f
	em := g.size / print.PointsPerMM
	x := f.Body().X
	if only {
		used := 0
		for i := range list {
			used += g.takes(&list[i])
		}
		x += float64(g.columns-used) * g.cell / 2
	}
	for i := range list {
		s := &list[i]
		w := float64(g.takes(s)) * g.cell
		name := print.Box{X: x, Y: f.Y, W: w, H: 1.5 * em}
		if !g.branch {
			name.H = g.row
		}
		f.Flow.Page.TextBox(name.Inset(0.1*em, 0), s.Name, print.Text{Style: print.Style{Face: print.HeiBold, Size: g.size, Color: f.ink}, Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 7, Name: "姓名"})
		if s.Branch != "" {
			f.Flow.Page.TextBox(print.Box{X: x + 0.1*em, Y: f.Y + 1.42*em, W: w - 0.2*em, H: g.row - 1.62*em}, s.Branch, print.Text{Style: print.Style{Face: print.Hei, Size: g.small(), Color: f.muted}, Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: g.small() * 0.6, Name: "所在支部"})
		}
		x += w
	}
	f.Y += g.row
}
