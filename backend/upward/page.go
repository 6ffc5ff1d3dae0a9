package upward

import (
	"fmt"
	"sync"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/print"
	"chengzhuan/backend/print/faces"
)

// usual are the faces of the process, read when first needed.
var usual = sync.OnceValue(func() *print.Fonts { return print.NewFonts(faces.Load) })

var (
	ink     = print.Hex(0x1f1b18)
	muted   = print.Hex(0x5d564f)
	hair    = print.Stroke{Width: 0.12, Color: print.Hex(0x8d857c)}
	frame   = print.Stroke{Width: 0.35, Color: ink}
	head    = print.Hex(0xefebe5)
	margins = print.Margins{Top: 16, Right: 15, Bottom: 18, Left: 15}
)

// pages lays a report out on standing A4.
func pages(r *Report) ([]byte, error) {
	d := print.NewDoc(usual(), print.Setup{Title: r.Title, Created: r.made()})
	d.Furniture(func(p *print.Page, no, total int) {
		st := print.Text{Style: print.Style{Face: print.Hei, Size: 9, Color: muted}, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "页脚"}
		b := print.Box{X: margins.Left, Y: p.H - margins.Bottom + 4, W: p.W - margins.Left - margins.Right, H: 6}
		p.Line(b.X, b.Y-1, b.Right(), b.Y-1, hair)
		left, right := b, b
		left.W = b.W * 0.75
		p.TextBox(left, r.Title+"　　制表时间："+r.Made[:16], st)
		right.X, right.W = b.X+b.W*0.75, b.W*0.25
		st.Align = print.Right
		p.TextBox(right, fmt.Sprintf("第 %d 页　共 %d 页", no, total), st)
	})
	f := print.NewFlow(d, print.A4, margins, nil)
	heading(f, r)
	for i := range r.Sections {
		section(f, i, &r.Sections[i])
	}
	signatures(f)
	return d.Bytes()
}

// heading is the title of the first page with the facts of the report.
func heading(f *print.Flow, r *Report) {
	f.Text(r.Title, print.Text{Style: print.Style{Face: print.SongBold, Size: 22, Color: ink}, Align: print.Center})
	f.Y += 3
	body := f.Body()
	f.Page.Line(body.X, f.Y, body.Right(), f.Y, print.Stroke{Width: 0.6, Color: ink})
	f.Y += 2
	st := print.Text{Style: print.Style{Face: print.Hei, Size: 10, Color: ink, Pitch: 1.5}}
	to := ""
	if r.Street != "" {
		to = "　　报送：" + r.Street
	}
	p := Period{cn.Date(r.From), cn.Date(r.To)}
	f.Text("上报单位："+r.Community+to, st)
	f.Text("起止日期："+day(p.From)+"至"+day(p.To)+"　　制表时间："+r.Made, st)
	st.Style = st.In(muted)
	for _, fact := range r.remarks() {
		f.Text(fact.Label+"："+fact.Text, st)
	}
	f.Y += 2
}

var numerals = []string{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}

// section is one part with its number, note and table.
func section(f *print.Flow, i int, s *Section) {
	no := ""
	if i < len(numerals) {
		no = numerals[i] + "、"
	}
	f.Need(38)
	f.Y += 4
	f.Text(no+s.Label, print.Text{Style: print.Style{Face: print.HeiBold, Size: 14, Color: ink}})
	if s.Note != "" {
		f.Text(s.Note, print.Text{Style: print.Style{Face: print.Hei, Size: 9, Color: muted}})
	}
	f.Y += 1.5
	none := len(s.Rows) == 0
	if len(s.Columns) == 0 {
		none = len(s.Figures) == 0
		grid(f, s)
	} else if !none {
		list(f, s)
	}
	if none {
		f.Text("台账里还没有这部分内容。", print.Text{Style: print.Style{Face: print.Hei, Size: 10, Color: muted}})
	}
}

// groups are the runs of figures under one heading.
func (s *Section) groups() [][]Figure {
	var out [][]Figure
	for i, f := range s.Figures {
		if i == 0 || f.Group != s.Figures[i-1].Group {
			out = append(out, nil)
		}
		out[len(out)-1] = append(out[len(out)-1], f)
	}
	return out
}

func list(f *print.Flow, s *Section) {
	t := table()
	t.Columns = []print.Column{{Title: "序号", Align: print.Center}}
	for i, c := range s.Columns {
		col := print.Column{Title: c.title(), Align: print.Center}
		if i == 0 || !c.Number && !s.dates(i) && s.longest(i) > 6 {
			col.Align, col.Stretch = print.Left, 1
		}
		t.Columns = append(t.Columns, col)
	}
	for i, r := range s.Rows {
		t.Rows = append(t.Rows, print.Row{Cells: append([]string{fmt.Sprint(i + 1)}, r.Cells...)})
	}
	t.Draw(f)
	f.Y += 2
}

func (s *Section) longest(column int) int {
	n := 0
	for _, r := range s.Rows {
		n = max(n, len([]rune(r.Cells[column])))
	}
	return n
}

func table() *print.Table {
	return &print.Table{
		Head: print.Style{Face: print.Hei, Size: 9.5, Color: ink, Pitch: 1.2},
		Body: print.Style{Face: print.Hei, Size: 9.5, Color: ink, Pitch: 1.2},
		Bold: print.HeiBold, MinSize: 7.5, PadX: 1.2, PadY: 0.9, MinRow: 6.4, MinHead: 6.4,
		HeadFill: &head, Line: hair, Outer: frame,
	}
}

// signatures leaves room to sign and seal.
func signatures(f *print.Flow) {
	f.Need(24)
	f.Y += 8
	st := print.Text{Style: print.Style{Face: print.Hei, Size: 11, Color: ink}}
	f.Text("制表人：　　　　　　　　审核人：　　　　　　　　单位（盖章）：", st)
}
