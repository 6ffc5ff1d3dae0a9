package documents

import (
	"chengzhuan/backend/print"
)

// PointsRules prints the rules of a scheme for the wall: in columns where there are
// many, large enough to be read from two metres on A2.
func (p *Press) PointsRules(m PointsRules, o Options) ([]byte, error) {
	f, err := p.wallFlow(m.Community, unitOr(m.Title, "党员积分管理规则"), m.Period, posted("", "", m.Place), phoneLine("咨询电话", m.Phone), "A2", o)
	if err != nil {
		return nil, err
	}
	u := f.u
	if m.Sum != "" {
		t := print.Text{Style: print.Style{Face: print.HeiBold, Size: 17 * u, Color: f.ink, Pitch: 1.45}, Align: print.Center}
		f.Flow.Text(m.Sum, t)
		f.Y += 4 * u
	}
	foot := newRuleFoot(f, m)
	drawRules(f, m.Groups, foot.h+5*u)
	f.Y += 5 * u
	f.Need(foot.h)
	foot.draw()
	return finish(f.doc, o)
}

func ruleGrid(p *poster, groups []RuleGroup) *grid {
	g := posterGrid(p, gridColumn{title: "编号", share: 1.2, align: print.Center}, gridColumn{title: "事项", share: 5.3}, gridColumn{title: "分值", share: 2.4, align: print.Center, face: print.HeiBold, ink: &p.restInk, pieces: "、"},
		gridColumn{title: "全年\n上限", share: 1.15, align: print.Center})
	for _, group := range groups {
		g.rows = append(g.rows, gridRow{heading: group.Title, right: group.Note})
		for _, r := range group.Rules {
			g.rows = append(g.rows, gridRow{cells: []string{r.Code, r.Text, r.Points, r.Cap}})
		}
	}
	return g
}

// drawRules draws the rules in one column if they are few, side by side if they fit so,
// else over pages; below is the height that what follows takes.
func drawRules(f *wallFlow, groups []RuleGroup, below float64) {
	u := f.u
	g := ruleGrid(f.poster, groups)
	if len(g.rows) == 0 {
		f.Flow.Text("这一年还没有积分规则。", print.Text{Style: f.st(print.Hei, 18, f.muted), Align: print.Center})
		return
	}
	room, all := f.Flow.Room()-below, f.Body().W
	for size := 24.0; size >= 17; size -= 0.5 {
		if g.at(size * u); g.height(f.doc, all) <= room {
			g.draw(f.Flow)
			return
		}
	}
	n, gap := 2, 5*u
	if f.Flow.Paper.W > f.Flow.Paper.H {
		n = 3
	}
	w := (all - gap*float64(n-1)) / float64(n)
	g.tight = true
	for size := 17.5; size >= 11; size -= 0.25 {
		g.at(size * u)
		if at, ok := g.columnsIn(f.doc, w, n, room); ok {
			drawColumns(f, g, g.balanced(f.doc, w, n, room, at), w, gap)
			return
		}
	}
	g.tight = false
	g.settle(f.doc, all, f.Flow.Room(), f.fresh, below, 18*u, 14*u)
	g.draw(f.Flow)
}

// columnsIn returns the rows at which so many columns of a height and width begin; not ok
// where the rows need more. A column that begins within a group repeats its heading, and
// none ends with one.
func (g *grid) columnsIn(d *print.Doc, w float64, n int, h float64) (at []int, ok bool) {
	head := g.headSet(d, w).h
	at, left := []int{0}, h-head
	for i := range g.rows {
		if g.block(d, i, w) > left {
			if i == at[len(at)-1] || len(at) == n {
				return nil, false
			}
			at, left = append(at, i), h-head
			if over := g.headingOf(i); over >= 0 && g.rows[i].heading == "" {
				left -= g.measure(d, &g.rows[over], w).h
			}
		}
		left -= g.measure(d, &g.rows[i], w).h
	}
	return at, left >= 0
}

// balanced makes the columns as low as they can be.
func (g *grid) balanced(d *print.Doc, w float64, n int, h float64, at []int) []int {
	low, high := 0.0, h
	for range 10 {
		mid := (low + high) / 2
		if better, ok := g.columnsIn(d, w, n, mid); ok {
			at, high = better, mid
		} else {
			low = mid
		}
	}
	return at
}

func drawColumns(f *wallFlow, g *grid, at []int, w, gap float64) {
	bottom := f.Y
	for i, from := range at {
		end := len(g.rows)
		if i+1 < len(at) {
			end = at[i+1]
		}
		part := *g
		part.rows = g.rows[from:end]
		if over := g.headingOf(from); g.rows[from].heading == "" && over >= 0 {
			again := g.rows[over]
			again.heading += "（续）"
			part.rows = append([]gridRow{again}, part.rows...)
		}
		column := *f.Flow
		column.Margins.Left += float64(i) * (w + gap)
		column.Margins.Right = column.Paper.W - column.Margins.Left - w
		part.draw(&column)
		bottom = max(bottom, column.Y)
	}
	f.Y = bottom
}

// ruleFoot is what stands below the rules: the stars and what else is to be known.
type ruleFoot struct {
	f     *wallFlow
	m     PointsRules
	bands float64 // height
	words float64
	h     float64
	size  float64
}

func newRuleFoot(f *wallFlow, m PointsRules) *ruleFoot {
	r := &ruleFoot{f: f, m: m, size: 13.5}
	if len(m.Bands) > 0 {
		r.bands = 20 * f.u
	}
	for _, h := range f.factHeights(f.doc, f.Body().W, m.Words, r.size) {
		r.words += h
	}
	r.h = r.bands + r.words + 4*f.u
	return r
}

func (r *ruleFoot) draw() {
	f := r.f
	u, b := f.u, f.Body()
	pg := &poster{f.Flow.Page, f.palette, u}
	if n := float64(len(r.m.Bands)); n > 0 {
		gap := 4 * u
		w := (b.W - gap*(n-1)) / n
		frame := pg.rule(0.5, pg.accent)
		for i, band := range r.m.Bands {
			c := print.Box{X: b.X + float64(i)*(w+gap), Y: f.Y, W: w, H: r.bands - 3*u}
			pg.Round(c, 2*u, pg.soft, &frame)
			t := print.Text{Style: pg.st(print.HeiBold, 18, starInk(pg)), Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "星级"}
			pg.TextBox(print.Box{X: c.X + u, Y: c.Y + u, W: c.W - 2*u, H: c.H * 0.5}, stars(band.Stars), t)
			t.Style = pg.st(print.Hei, 14.5, pg.ink)
			pg.TextBox(print.Box{X: c.X + u, Y: c.Y + c.H*0.52, W: c.W - 2*u, H: c.H * 0.4}, band.Range, t)
		}
		f.Y += r.bands
	}
	if len(r.m.Words) > 0 {
		f.Y = pg.facts(f.doc, print.Box{X: b.X, Y: f.Y + 2*u, W: b.W, H: r.words}, r.m.Words, r.size)
	}
}
