package documents

import (
	"chengzhuan/backend/print"
)

// PointsRules prints the rules of a scheme for the wall: in two columns where there are
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

// drawRules draws the rules in one column if they are few, in two if those fit, else
// over pages; below is the height that what follows takes.
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
	gap := 5 * u
	half := (all - gap) / 2
	g.tight = true
	for size := 17.5; size >= 11; size -= 0.25 {
		g.at(size * u)
		if at, h := g.halves(f.doc, half); h <= room {
			drawHalves(f, g, at, half, gap)
			return
		}
	}
	g.tight = false
	g.settle(f.doc, all, f.Flow.Room(), f.fresh, below, 18*u, 14*u)
	g.draw(f.Flow)
}

// halves returns the row at which two columns part so that the higher is lowest, and
// its height. A group that goes on in the second column repeats its heading.
func (g *grid) halves(d *print.Doc, w float64) (at int, h float64) {
	head := g.headSet(d, w).h
	heights := make([]float64, len(g.rows))
	sum := 0.0
	for i := range g.rows {
		heights[i] = g.measure(d, &g.rows[i], w).h
		sum += heights[i]
	}
	at, h = len(g.rows), head+sum
	left := 0.0
	for i := 1; i < len(g.rows); i++ {
		left += heights[i-1]
		if g.rows[i-1].heading != "" {
			continue // a heading does not end a column
		}
		right := sum - left
		if over := g.headingOf(i); g.rows[i].heading == "" && over >= 0 {
			right += heights[over]
		}
		if most := head + max(left, right); most < h {
			at, h = i, most
		}
	}
	return at, h
}

func drawHalves(f *wallFlow, g *grid, at int, half, gap float64) {
	y, bottom := f.Y, f.Y
	for i, rows := range [][]gridRow{g.rows[:at], g.rows[at:]} {
		if len(rows) == 0 {
			continue
		}
		part := *g
		part.rows = rows
		if over := g.headingOf(at); i == 1 && rows[0].heading == "" && over >= 0 {
			again := g.rows[over]
			again.heading += "（续）"
			part.rows = append([]gridRow{again}, rows...)
		}
		column := *f.Flow
		column.Margins.Left += float64(i) * (half + gap)
		column.Margins.Right = column.Paper.W - column.Margins.Left - half
		part.draw(&column)
		bottom = max(bottom, column.Y)
	}
	f.Y = max(bottom, y)
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
