package print

// Column is one column of a table.
type Column struct {
	Title   string
	Width   float64 // millimetres; 0: by content
	Max     float64 // cap of a width by content; 0: none
	Stretch float64 // share of the spare room; 0: none
	Align   Align
	Face    Face // 0: that of the table
	// Even sets texts of two characters as wide as three (王　芳), as names
	// are set in rosters.
	Even bool
	// Pieces are the characters after which a text may be broken; empty means
	// the usual rules. Names are broken after "·" only.
	Pieces string
}

// Row is one row; missing cells are empty.
type Row struct {
	Cells []string
	Bold  bool   // a total
	Fill  *Color // nil: none, or the zebra
}

// Table is a ruled table that flows over pages. Its header is repeated; a row
// is broken only when it is taller than a page.
type Table struct {
	Columns    []Column
	Rows       []Row
	Head, Body Style
	Bold       Face    // of total rows
	MinSize    float64 // points; Body may shrink to this so that words stay whole
	PadX, PadY float64
	MinRow     float64 // least height of a row, millimetres
	MinHead    float64
	HeadFill   *Color
	Zebra      *Color
	Line       Stroke // inner lines
	Outer      Stroke // frame of each page's part, and the line below the header

	widths []float64
	sample [][]float64 // widths of the cells on one line
}

// Draw lays the table into the flow.
func (t *Table) Draw(f *Flow) {
	t.fitWidths(f)
	t.sample = nil
	part := tablePart{t: t, f: f}
	part.begin()
	for i := range t.Rows {
		part.row(i, &t.Rows[i])
	}
	part.end()
}

// tablePart is the piece of a table on one page.
type tablePart struct {
	t   *Table
	f   *Flow
	top float64
}

func (p *tablePart) begin() {
	t, f := p.t, p.f
	p.top = f.Y
	h := t.MinHead
	sets := make([]Set, len(t.Columns))
	for c, col := range t.Columns {
		sets[c] = f.Doc.Set(col.Title, t.widths[c]-2*t.PadX, Text{Style: t.Head, Align: Center, VAlign: Middle})
		sets[c] = balance(f.Doc, col.Title, sets[c])
		h = max(h, sets[c].Height()+2*t.PadY)
	}
	x := f.Body().X
	if t.HeadFill != nil {
		f.Page.Fill(Box{x, f.Y, t.total(), h}, *t.HeadFill)
	}
	for c := range sets {
		f.Page.Place(Box{x + t.PadX, f.Y, t.widths[c] - 2*t.PadX, h}, sets[c])
		x += t.widths[c]
	}
	f.Y += h
	f.Page.Line(f.Body().X, f.Y, f.Body().X+t.total(), f.Y, t.Outer)
}

// end rules the columns and the frame of the part.
func (p *tablePart) end() {
	t, f := p.t, p.f
	x := f.Body().X
	for c := range t.Columns {
		if c > 0 {
			f.Page.Line(x, p.top, x, f.Y, t.Line)
		}
		x += t.widths[c]
	}
	f.Page.Frame(Box{f.Body().X, p.top, t.total(), f.Y - p.top}, t.Outer)
}

func (p *tablePart) turn() {
	p.end()
	p.f.Break()
	p.begin()
}

func (p *tablePart) row(i int, r *Row) {
	t, f := p.t, p.f
	sets := make([]Set, len(t.Columns))
	h := t.MinRow
	for c, col := range t.Columns {
		text := ""
		if c < len(r.Cells) {
			text = r.Cells[c]
		}
		sets[c] = f.Doc.Set(col.keep(text), t.widths[c]-2*t.PadX, Text{Style: t.style(&col, r), Align: col.Align, VAlign: Middle})
		if col.Align == Center {
			sets[c] = balance(f.Doc, col.keep(text), sets[c])
		}
		h = max(h, sets[c].Height()+2*t.PadY)
	}
	fill := r.Fill
	if fill == nil && t.Zebra != nil && i%2 == 1 {
		fill = t.Zebra
	}
	if h > f.Room() {
		headless := f.Paper.H - f.Margins.Bottom - p.bodyTop()
		if h <= headless || f.Room() < t.MinRow+2*t.PadY {
			p.turn()
		}
	}
	for h > f.Room() {
		rest, drawn := p.slice(sets, fill)
		if !drawn {
			break
		}
		sets, h = rest, t.MinRow
		for c := range sets {
			h = max(h, sets[c].Height()+2*t.PadY)
		}
		p.turn()
	}
	p.place(sets, h, fill)
}

// bodyTop is where the first row below the header of this part begins.
func (p *tablePart) bodyTop() float64 { return p.f.top + p.t.headHeight(p.f.Doc) }

func (t *Table) headHeight(d *Doc) float64 {
	h := t.MinHead
	for c, col := range t.Columns {
		h = max(h, d.Set(col.Title, t.widths[c]-2*t.PadX, Text{Style: t.Head}).Height()+2*t.PadY)
	}
	return h
}

// slice draws as many lines of each cell as the page holds and returns the
// rest; drawn is false when not even one line fits.
func (p *tablePart) slice(sets []Set, fill *Color) (rest []Set, drawn bool) {
	room := p.f.Room() - 2*p.t.PadY
	now := make([]Set, len(sets))
	rest = make([]Set, len(sets))
	for c, s := range sets {
		n := min(linesIn(room, s.LineHeight()), len(s.Lines))
		drawn = drawn || n > 0
		now[c], rest[c] = s, s
		now[c].Lines, now[c].VAlign = s.Lines[:n], Top
		rest[c].Lines, rest[c].VAlign = s.Lines[n:], Top
	}
	if drawn {
		p.place(now, p.f.Room(), fill)
	}
	return rest, drawn
}

func (p *tablePart) place(sets []Set, h float64, fill *Color) {
	t, f := p.t, p.f
	x := f.Body().X
	if fill != nil {
		f.Page.Fill(Box{x, f.Y, t.total(), h}, *fill)
	}
	for c := range sets {
		b := Box{x + t.PadX, f.Y, t.widths[c] - 2*t.PadX, h}
		s := sets[c]
		if s.VAlign == Top {
			b.Y += t.PadY
		}
		if t.Columns[c].Even && len(s.Lines) == 1 && runeCount(s.Lines[0].Text) == 2 && b.W > 3*s.Em() {
			b = evenBox(b, s)
			s.Align = Distribute
		}
		f.Page.Place(b, s)
		x += t.widths[c]
	}
	f.Y += h
	f.Page.Line(f.Body().X, f.Y, f.Body().X+t.total(), f.Y, t.Line)
}

// evenBox is the place of a name of two characters set as wide as three.
func evenBox(b Box, s Set) Box {
	w := 3 * s.Em()
	if s.Align == Center {
		b.X += (b.W - w) / 2
	}
	b.W = w
	return b
}

func (c *Column) keep(s string) string {
	if c.Pieces == "" || len(s) < 10 {
		return s
	}
	return Keep(s, c.Pieces)
}

func runeCount(s string) (n int) {
	for range s {
		n++
	}
	return n
}

func (t *Table) style(c *Column, r *Row) Style {
	st := t.Body
	if c.Face != "" {
		st.Face = c.Face
	}
	if r.Bold && t.Bold != "" {
		st.Face = t.Bold
	}
	return st
}

func (t *Table) total() float64 {
	w := 0.0
	for _, v := range t.widths {
		w += v
	}
	return w
}
