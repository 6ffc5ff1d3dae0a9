package print

// draw draws a subtree with its corner at x, y of the page.
func (t *Tree) draw(p *Page, b *treeBox, x, y, k float64) {
	switch {
	case len(b.children) == 0:
	case b.columns > 0:
		t.rails(p, b, x, y, k)
	default:
		t.buses(p, b, x, y, k)
	}
	t.box(p, b, Box{x + b.x*k, y + b.y*k, b.w * k, b.h * k}, k)
	for i, c := range b.children {
		t.draw(p, c, x+b.cx[i]*k, y+b.cy[i]*k, k)
	}
}

func (t *Tree) stroke(k float64) Stroke {
	s := t.Line
	s.Width *= min(k, 1.3)
	return s
}

// rails joins stacked leaves: a bus below the parent, a rail left of each
// column, a short line to each box.
func (t *Tree) rails(p *Page, b *treeBox, x, y, k float64) {
	s := t.stroke(k)
	center := x + (b.x+b.w/2)*k
	bus := y + (b.h+t.GapY*0.35)*k
	railX := func(i int) float64 { return x + (b.cx[i]-t.rail()*0.6)*k }
	left, right := center, center
	last := map[float64]float64{}
	for i, c := range b.children {
		rx, cy := railX(i), y+(b.cy[i]+c.h/2)*k
		p.Line(rx, cy, x+b.cx[i]*k, cy, s)
		last[rx] = max(last[rx], cy)
		left, right = min(left, rx), max(right, rx)
	}
	for i := range b.children { // in order, not by map, so the bytes are stable
		if rx := railX(i); last[rx] > 0 {
			p.Line(rx, bus, rx, last[rx], s)
			delete(last, rx)
		}
	}
	p.Line(center, y+b.h*k, center, bus, s)
	p.Line(left, bus, right, bus, s)
}

// buses joins children that stand side by side, band by band.
func (t *Tree) buses(p *Page, b *treeBox, x, y, k float64) {
	s := t.stroke(k)
	center := x + (b.x+b.w/2)*k
	end := y + b.h*k
	for _, idx := range b.bands {
		bus := y + (b.cy[idx[0]]-t.GapY/2)*k
		left, right := center, center
		for _, i := range idx {
			c := b.children[i]
			cx := x + (b.cx[i]+c.x+c.w/2)*k
			left, right = min(left, cx), max(right, cx)
			p.Line(cx, bus, cx, y+b.cy[i]*k, s)
		}
		if right > left {
			p.Line(left, bus, right, bus, s)
		}
		end = bus
	}
	p.Line(center, y+b.h*k, center, end, s)
}

func (t *Tree) box(p *Page, b *treeBox, at Box, k float64) {
	l := t.level(b.level)
	var stroke *Stroke
	if l.Stroke != nil {
		s := *l.Stroke
		s.Width *= min(k, 1.3)
		stroke = &s
	}
	p.Round(at, l.Radius*k, l.Fill, stroke)
	h := b.title.Height()
	for _, n := range b.notes {
		h += n.Height()
	}
	y := at.Y + (at.H-h*k)/2
	for _, set := range append([]Set{b.title}, b.notes...) {
		p.Place(Box{at.X, y, at.W, set.Height() * k}, set.scaled(k, at.W))
		y += set.Height() * k
	}
}

// scaled is the set k times as large, in a width of its own.
func (s Set) scaled(k, w float64) Set {
	s.Size *= k
	lines := make([]Line, len(s.Lines))
	for i, l := range s.Lines {
		l.Width *= k
		lines[i] = l
	}
	s.Lines, s.W = lines, w
	return s
}
