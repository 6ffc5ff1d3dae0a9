package upward

import "chengzhuan/backend/print"

// The columns of a grid of figures: the group, then pairs of words and number.
const (
	groupWidth = 30.0 // millimetres
	labelWidth = 33.0
	valueWidth = 17.0
	pairs      = 3
	padding    = 1.2
	leastRow   = 6.6
)

// grid sets the figures of a section as a statistical form does: the group at
// the left, then its items, three side by side. A group stays on one page.
func grid(f *print.Flow, s *Section) {
	top := f.Y
	for _, g := range s.groups() {
		b := block(f, g)
		if b.height > f.Room() && !f.Empty() {
			f.Page.Frame(print.Box{X: f.Body().X, Y: top, W: width(), H: f.Y - top}, frame)
			f.Break()
			top = f.Y
		}
		b.draw(f)
	}
	if f.Y > top {
		f.Page.Frame(print.Box{X: f.Body().X, Y: top, W: width(), H: f.Y - top}, frame)
	}
	f.Y += 2
}

func width() float64 { return groupWidth + pairs*(labelWidth+valueWidth) }

// cellBlock is one group broken into lines.
type cellBlock struct {
	title   print.Set
	rows    [][]print.Set // words and number alternate
	heights []float64
	height  float64
}

func block(f *print.Flow, figures []Figure) cellBlock {
	unit := figures[0].Unit
	for _, x := range figures {
		if x.Unit != unit {
			unit = ""
		}
	}
	title := figures[0].Group
	if unit != "" {
		title += "（" + unit + "）"
	}
	st := print.Style{Face: print.Hei, Size: 9.5, Color: ink, Pitch: 1.2}
	set := func(s string, w float64, t print.Text) print.Set {
		t.Style, t.VAlign = st, print.Middle
		return f.Doc.Set(s, w-2*padding, t)
	}
	b := cellBlock{title: set(title, groupWidth, print.Text{Align: print.Center})}
	for from := 0; from < len(figures); from += pairs {
		var row []print.Set
		h := leastRow
		for _, x := range figures[from:min(from+pairs, len(figures))] {
			label := x.Label
			if unit == "" && x.Unit != "" {
				label += "（" + x.Unit + "）"
			}
			words := set(label, labelWidth, print.Text{})
			number := set(x.Value, valueWidth, print.Text{Align: print.Center})
			h = max(h, words.Height()+2*padding, number.Height()+2*padding)
			row = append(row, words, number)
		}
		b.rows, b.heights, b.height = append(b.rows, row), append(b.heights, h), b.height+h
	}
	if short := b.title.Height() + 2*padding - b.height; short > 0 {
		b.heights[len(b.heights)-1] += short
		b.height += short
	}
	return b
}

func (b cellBlock) draw(f *print.Flow) {
	x, y := f.Body().X, f.Y
	left := print.Box{X: x, Y: y, W: groupWidth, H: b.height}
	f.Page.Fill(left, head)
	f.Page.Line(x, y, x+width(), y, hair) // the fill has covered the line above
	f.Page.Place(left.Inset(padding, 0), b.title)
	for i, row := range b.rows {
		at := x + groupWidth
		for j := range 2 * pairs {
			w := labelWidth
			if j%2 == 1 {
				w = valueWidth
			}
			if j < len(row) {
				f.Page.Place(print.Box{X: at + padding, Y: y, W: w - 2*padding, H: b.heights[i]}, row[j])
			}
			f.Page.Line(at, y, at, y+b.heights[i], hair)
			at += w
		}
		y += b.heights[i]
		f.Page.Line(x+groupWidth, y, x+width(), y, hair)
	}
	f.Page.Line(x, y, x+width(), y, hair)
	f.Y = y
}
