package documents

import (
	"strconv"

	"chengzhuan/backend/print"
)

// posterOn is a poster over a page that a flow has added; the page may be nil where
// only measures are wanted.
func posterOn(page *print.Page, paper print.Paper, pal palette) *poster {
	w, h := 420.0, 297.0
	if paper.W < paper.H {
		w, h = h, w
	}
	return &poster{page, pal, min(paper.W/w, paper.H/h)}
}

// figure is a large number with its unit and what it counts.
type figure struct{ number, unit, label string }

// figures stand side by side in boxes of the theme.
func (p *poster) figures(b print.Box, list []figure) {
	u, gap := p.u, 6*p.u
	w := (b.W - gap*float64(len(list)-1)) / float64(max(len(list), 1))
	for i, f := range list {
		c := print.Box{X: b.X + float64(i)*(w+gap), Y: b.Y, W: w, H: b.H}
		frame := p.rule(0.5, p.accent)
		p.Round(c, 2*u, p.soft, &frame)
		st := p.st(print.HeiBold, 44, p.restInk)
		p.TextBox(print.Box{X: c.X + 2*u, Y: c.Y + 3*u, W: c.W - 4*u, H: c.H * 0.6}, f.number+" "+f.unit, print.Text{Style: st, Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 8, Name: f.label})
		p.TextBox(print.Box{X: c.X + 2*u, Y: c.Y + c.H*0.66, W: c.W - 4*u, H: c.H * 0.26}, f.label, print.Text{Style: p.st(print.Hei, 15, p.muted), Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "数字的说明"})
	}
}

// bars are horizontal ones, a row each, with the count at the end.
func (p *poster) bars(b print.Box, list []Count, total int) {
	u := p.u
	most := 1
	for _, c := range list {
		most = max(most, c.N)
	}
	h := b.H / float64(max(len(list), 1))
	label, number := 62*u, 24*u
	fill := p.accent
	if p.theme == RedGold {
		fill = *p.band
	}
	for i, c := range list {
		y := b.Y + float64(i)*h
		t := print.Text{Style: p.st(print.Hei, 15, p.ink), Align: print.Right, VAlign: print.Middle, OneLine: true, MinSize: 5, Name: "类别"}
		p.TextBox(print.Box{X: b.X, Y: y, W: label, H: h}, c.Label, t)
		room := print.Box{X: b.X + label + 4*u, Y: y + h*0.22, W: b.W - label - number - 6*u, H: h * 0.56}
		text := strconv.Itoa(c.N) + " 件"
		end := room.X
		if c.N < 0 {
			text = "不足 " + strconv.Itoa(SmallCell) + " 件"
		} else {
			w := max(room.W*float64(c.N)/float64(most), 0.6*u)
			p.Fill(print.Box{X: room.X, Y: room.Y, W: w, H: room.H}, fill)
			end += w
		}
		t.Align, t.Style = print.Left, p.st(print.HeiBold, 14, p.ink)
		p.TextBox(print.Box{X: end + 2*u, Y: y, W: b.Right() - end - 2*u, H: h}, text, t)
	}
}

// footLine is the last line of a wall page: left, right, and the stamp if internal.
func (p *poster) footLine(b print.Box, left, right string, o Options) {
	used := p.stamp(o, b)
	p.Line(b.X, b.Y+1*p.u, b.Right(), b.Y+1*p.u, p.rule(0.3, p.line))
	share := 0.5
	switch {
	case left == "":
		share = 0
	case right == "":
		share = 1
	}
	w := b.W - used
	t := print.Text{Style: p.st(print.Hei, 11.5, p.muted), VAlign: print.Middle, MinSize: 5, Name: "页脚"}
	if left != "" {
		p.TextBox(print.Box{X: b.X, Y: b.Y + 2*p.u, W: w*share - 2, H: b.H - 2*p.u}, left, t)
	}
	if right != "" {
		t.Align, t.Style = print.Right, p.st(print.HeiBold, 13, p.ink)
		p.TextBox(print.Box{X: b.X + w*share, Y: b.Y + 2*p.u, W: w * (1 - share), H: b.H - 2*p.u}, right, t)
	}
}

// fact is a label and what stands beside it.
type fact struct{ label, value string }

// measure returns how high facts will be in a box of that width and height at most.
func (p *poster) measure(d *print.Doc, w, most float64, list []fact, size float64) float64 {
	sum := 0.0
	for _, h := range p.factHeights(d, w, list, size) {
		sum += h
	}
	return min(most, sum*factAir)
}

// factAir is how much airier than need be facts may stand.
const factAir = 1.25

func (p *poster) factHeights(d *print.Doc, w float64, list []fact, size float64) (heights []float64) {
	st := p.st(print.Hei, size, p.ink)
	for _, f := range list {
		set := d.Set(f.value, w-p.factLabel(size), print.Text{Style: st})
		heights = append(heights, (max(float64(len(set.Lines)), 1)+0.8)*st.LineHeight())
	}
	return heights
}

func (p *poster) factLabel(size float64) float64 { return 5.75 * p.st(print.HeiBold, size, p.ink).Em() }

// facts are rows of label and value. They take what they need of the box, a little
// airier if there is room, and shrink when they need more; the bottom is returned.
func (p *poster) facts(d *print.Doc, b print.Box, list []fact, size float64) float64 {
	heights, label, sum := p.factHeights(d, b.W, list, size), p.factLabel(size), 0.0
	for _, h := range heights {
		sum += h
	}
	grow := min(b.H/max(sum, 1), factAir)
	y := b.Y
	for i, f := range list {
		h := heights[i] * grow
		p.TextBox(print.Box{X: b.X, Y: y, W: label, H: h}, f.label, print.Text{Style: p.st(print.HeiBold, size, p.restInk), VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "栏目"})
		p.TextBox(print.Box{X: b.X + label, Y: y, W: b.W - label, H: h}, f.value, print.Text{Style: p.st(print.Hei, size, p.ink), VAlign: print.Middle, MinSize: 8, Name: f.label})
		y += h
		if i+1 < len(list) {
			p.Line(b.X, y, b.Right(), y, p.rule(0.25, p.line))
		}
	}
	return y
}
