package print

// Cell is one box of a form.
type Cell struct {
	Text  string
	Label bool // set as a label: centred, tinted
	Cols  int  // columns covered; 0 means 1
	Rows  int  // rows covered; 0 means 1
	Align Align
	// Draw fills the box instead of Text, such as with a photo.
	Draw func(p *Page, b Box)
}

// FormRow is a row of boxes from left to right; columns covered by a box of a
// row above are left out.
type FormRow struct {
	Height float64 // least height, millimetres
	Cells  []Cell
}

// Form is a boxed form. Rows grow with their texts; a row too long for the
// page goes on on the next one.
type Form struct {
	Widths       []float64 // column widths, millimetres
	Rows         []FormRow
	Label, Value Style
	PadX, PadY   float64
	LabelFill    *Color
	Line, Outer  Stroke
}

type placed struct {
	Cell
	row, col int
	x, w     float64
	set      Set
}

// Draw lays the form into the flow.
func (f *Form) Draw(fl *Flow) {
	cells, heights := f.arrange(fl.Doc)
	partTop := fl.Y
	frame := func() {
		if fl.Y > partTop {
			fl.Page.Frame(Box{fl.Body().X, partTop, f.width(), fl.Y - partTop}, f.Outer)
		}
	}
	turn := func() {
		frame()
		fl.Break()
		partTop = fl.Y
	}
	for r := 0; r < len(f.Rows); {
		end := blockEnd(cells, r)
		h := 0.0
		for _, v := range heights[r:end] {
			h += v
		}
		if h > fl.Room() {
			whole := fl.Paper.H - fl.Margins.Bottom - fl.Margins.Top
			if end-r == 1 && (h > whole || fl.Room() > whole/3) {
				f.split(fl, of(cells, r, end), turn)
				r = end
				continue
			}
			if !fl.Empty() {
				turn()
			}
		}
		f.block(fl, of(cells, r, end), heights[r:end], r)
		fl.Y += h
		r = end
	}
	frame()
}

func (f *Form) width() (w float64) {
	for _, v := range f.Widths {
		w += v
	}
	return w
}

// arrange gives every cell its columns and every row its height.
func (f *Form) arrange(d *Doc) ([]placed, []float64) {
	var cells []placed
	busy := make([]int, len(f.Widths)) // rows for which a column is still covered
	heights := make([]float64, len(f.Rows))
	for r, row := range f.Rows {
		col := 0
		heights[r] = row.Height
		for _, c := range row.Cells {
			for col < len(busy) && busy[col] > 0 {
				col++
			}
			c.Cols, c.Rows = max(c.Cols, 1), max(c.Rows, 1)
			p := placed{Cell: c, row: r, col: col}
			for i, w := range f.Widths {
				if i < col {
					p.x += w
				} else if i < col+c.Cols {
					p.w += w
					busy[i] = c.Rows
				}
			}
			p.set = d.Set(c.Text, p.w-2*f.PadX, f.text(c))
			if c.Align == Center {
				p.set = balance(d, c.Text, p.set)
			}
			if c.Rows == 1 {
				heights[r] = max(heights[r], p.set.Height()+2*f.PadY)
			}
			cells = append(cells, p)
			col += c.Cols
		}
		for i := range busy {
			busy[i] = max(busy[i]-1, 0)
		}
	}
	for _, c := range cells {
		if c.Rows > 1 {
			last := min(c.row+c.Rows, len(heights))
			have := 0.0
			for _, h := range heights[c.row:last] {
				have += h
			}
			heights[last-1] += max(0, c.set.Height()+2*f.PadY-have)
		}
	}
	return cells, heights
}

func (f *Form) text(c Cell) Text {
	if c.Label {
		return Text{Style: f.Label, Align: Center, VAlign: Middle}
	}
	return Text{Style: f.Value, Align: c.Align, VAlign: Middle}
}

// blockEnd returns the row after those that hang together with row r.
func blockEnd(cells []placed, r int) int {
	end := r + 1
	for _, c := range cells {
		if c.row >= r && c.row < end {
			end = max(end, c.row+c.Rows)
		}
	}
	return end
}

func of(cells []placed, from, to int) (out []placed) {
	for _, c := range cells {
		if c.row >= from && c.row < to {
			out = append(out, c)
		}
	}
	return out
}

func (f *Form) block(fl *Flow, cells []placed, heights []float64, first int) {
	for _, c := range cells {
		y, h := fl.Y, 0.0
		for i, v := range heights {
			if first+i < c.row {
				y += v
			} else if first+i < c.row+c.Rows {
				h += v
			}
		}
		f.cell(fl, c, Box{fl.Body().X + c.x, y, c.w, h})
	}
}

func (f *Form) cell(fl *Flow, c placed, b Box) {
	if c.Label && f.LabelFill != nil {
		fl.Page.Fill(b, *f.LabelFill)
	}
	if c.Draw != nil {
		c.Draw(fl.Page, b)
	} else {
		in := b.Inset(f.PadX, 0)
		if c.set.VAlign == Top {
			in = b.Inset(f.PadX, f.PadY)
		}
		fl.Page.Place(in, c.set)
	}
	fl.Page.Frame(b, f.Line)
}

// split draws one row over as many pages as it takes; labels are repeated.
func (f *Form) split(fl *Flow, cells []placed, turn func()) {
	for more := true; more; {
		more = false
		room := fl.Room() - 2*f.PadY
		h := 0.0
		now := make([]placed, len(cells))
		for i, c := range cells {
			n := len(c.set.Lines)
			if !c.Label {
				n = min(linesIn(room, c.set.LineHeight()), n)
			}
			now[i] = c
			now[i].set.Lines = c.set.Lines[:n]
			if !c.Label && n < len(c.set.Lines) {
				now[i].set.VAlign, cells[i].set.VAlign = Top, Top
				cells[i].set.Lines = c.set.Lines[n:]
				more = true
			} else if !c.Label {
				cells[i].set.Lines = nil
			}
			h = max(h, now[i].set.Height()+2*f.PadY)
		}
		if more {
			h = fl.Room()
		}
		for _, c := range now {
			f.cell(fl, c, Box{fl.Body().X + c.x, fl.Y, c.w, h})
		}
		fl.Y += h
		if more {
			turn()
		}
	}
}
