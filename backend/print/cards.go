package print

// CardSheet lays n equal cards on sheets with crop marks in the margins.
type CardSheet struct {
	Paper Paper
	Card  Paper
	Mark  Stroke
}

// Grid returns how many cards stand side by side and below each other.
func (c CardSheet) Grid() (columns, rows int) {
	const edge = 5 // what printers cannot reach
	return int((c.Paper.W - 2*edge + 1e-6) / c.Card.W), int((c.Paper.H - 2*edge + 1e-6) / c.Card.H)
}

// Draw calls draw for each card, from left to right and top to bottom. It
// reports false when the card does not fit on the paper.
func (c CardSheet) Draw(d *Doc, n int, draw func(p *Page, b Box, i int)) bool {
	columns, rows := c.Grid()
	if columns < 1 || rows < 1 {
		return false
	}
	left, top := (c.Paper.W-float64(columns)*c.Card.W)/2, (c.Paper.H-float64(rows)*c.Card.H)/2
	var page *Page
	for i := range n {
		k := i % (columns * rows)
		if k == 0 {
			page = d.AddPage(c.Paper)
			c.marks(page, left, top, columns, rows)
		}
		draw(page, Box{left + float64(k%columns)*c.Card.W, top + float64(k/columns)*c.Card.H, c.Card.W, c.Card.H}, i)
	}
	return true
}

func (c CardSheet) marks(p *Page, left, top float64, columns, rows int) {
	right, bottom := left+float64(columns)*c.Card.W, top+float64(rows)*c.Card.H
	const gap, long = 1, 4
	for i := range columns + 1 {
		x := left + float64(i)*c.Card.W
		p.Line(x, top-gap-long, x, top-gap, c.Mark)
		p.Line(x, bottom+gap, x, bottom+gap+long, c.Mark)
	}
	for i := range rows + 1 {
		y := top + float64(i)*c.Card.H
		p.Line(left-gap-long, y, left-gap, y, c.Mark)
		p.Line(right+gap, y, right+gap+long, y, c.Mark)
	}
}
