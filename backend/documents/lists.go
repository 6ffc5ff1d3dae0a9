package documents

import (
	"strconv"
	"unicode/utf8"

	"chengzhuan/backend/print"
)

// Light is how a deadline stands on a list: "" none, green, yellow or red.
type Light string

// The lights of a list.
const (
	LightGreen  Light = "green"
	LightYellow Light = "yellow"
	LightRed    Light = "red"
)

// Label is the light in a word: a list is also read where it was printed in black.
func (l Light) Label() string {
	return map[Light]string{LightGreen: "绿", LightYellow: "黄", LightRed: "红"}[l]
}

// tint is the ground of a row; green rows are the usual ones and stay white.
func (l Light) tint() *print.Color {
	switch l {
	case LightRed:
		return tint(0xfbe1dc)
	case LightYellow:
		return tint(0xfdf3cf)
	}
	return nil
}

// listOf is a long list on lying sheets. Rows is how many rows there are, get
// returns the texts of one, in the order of the columns; the running number is
// put in front.
type listOf struct {
	title, unit, count, period string
	maker, checker             string
	audiences                  []Audience
	columns                    []print.Column
	rows                       int
	get                        func(i int) []string
	light                      func(i int) Light // nil: none
	empty                      string            // says that there is nothing
	foot                       string            // below the list; ""
	size                       float64           // points; 0 means 9
}

func (p *Press) list(l listOf, o Options) ([]byte, error) {
	if err := o.check(l.audiences...); err != nil {
		return nil, err
	}
	paper, err := o.paper("A4", Landscape)
	if err != nil {
		return nil, err
	}
	d := p.doc(l.title, o)
	sheetFurniture(d, o, l.maker, l.checker)
	f := print.NewFlow(d, paper, sheetMargins, func(pg *print.Page, b print.Box, no int) float64 {
		return sheetHeading(pg, b, l.title, l.unit, l.count, l.period)
	})
	l.table(paper).Draw(f)
	note := print.Text{Style: print.Style{Face: print.Hei, Size: 9, Color: sheetMuted}}
	if l.rows == 0 && l.empty != "" {
		f.Y += 4
		centre := note
		centre.Size, centre.Align = 10, print.Center
		f.Text(l.empty, centre)
	}
	if l.foot != "" && l.rows > 0 {
		f.Y += 2.5
		f.Text(l.foot, note)
	}
	return finish(d, o)
}

func (l *listOf) table(paper print.Paper) *print.Table {
	size, pad := l.size, 1.1
	if size == 0 {
		size = 9
	}
	if paper.W > 350 {
		size, pad = size+2, 1.6
	}
	t := &print.Table{
		Head: print.Style{Face: print.HeiBold, Size: size, Color: sheetInk, Pitch: 1.2},
		Body: print.Style{Face: print.Hei, Size: size, Color: sheetInk, Pitch: 1.25},
		Bold: print.HeiBold, MinSize: 7, PadX: pad, PadY: 1.1,
		MinRow: 9, MinHead: 9, HeadFill: &sheetHead, Line: sheetLine, Outer: sheetFrame,
	}
	t.Columns = append([]print.Column{{Title: "序号", Align: print.Center}}, l.columns...)
	for i := range l.rows {
		row := print.Row{Cells: append([]string{strconv.Itoa(i + 1)}, l.get(i)...)}
		for c := range row.Cells[1:] { // short names too are never broken inside
			if text, col := row.Cells[c+1], l.columns[c]; col.Pieces != "" || col.Align == print.Center && utf8.RuneCountInString(text) <= 3 {
				row.Cells[c+1] = print.Keep(text, col.Pieces)
			}
		}
		if l.light != nil {
			row.Fill = l.light(i).tint()
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// narrow is a column as wide as its content, centred.
func narrow(title string) print.Column { return print.Column{Title: title, Align: print.Center} }

// people is a column of names: broken between them, never inside one.
func people(title string) print.Column {
	return print.Column{Title: title, Align: print.Center, Max: 26, Pieces: "、·，,；"}
}

// wide is a column of sentences with a share of the room.
func wide(title string, share float64) print.Column {
	return print.Column{Title: title, Stretch: share}
}

func pageOf(no, total int) string {
	return "第 " + strconv.Itoa(no) + " 页　共 " + strconv.Itoa(total) + " 页"
}
