package documents

import (
	"chengzhuan/backend/visits"
	"fmt"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/print"
)

const visitFormLines = visits.SheetLines

// VisitForms prints 空白走访表: numbered places to write in, every line of at
// least 12 mm, with the classes and services as boxes to tick.
func (p *Press) VisitForms(m VisitForms, o Options) ([]byte, error) {
	if err := o.check(Internal); err != nil {
		return nil, err
	}
	if len(m.Numbers) == 0 {
		return nil, errs.New(errs.Invalid, "空白走访表没有编号").In("sheets").Do("请填要印的张数")
	}
	paper, err := o.paper("A4", Portrait)
	if err != nil {
		return nil, err
	}
	const title = "入户走访登记表"
	d := p.doc(title, o)
	d.Furniture(func(pg *print.Page, no, total int) {
		st := print.Text{Style: print.Style{Face: print.Hei, Size: 8.5, Color: sheetInk}, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "页脚"}
		b := print.Box{X: 13, Y: pg.H - 11.5, W: pg.W - 24, H: 5}
		pg.TextBox(b, "录入时照抄每格左上角的编号；写满后交回"+unitOr(m.Unit, "社区")+"，勿遗失"+datePart(o), st)
		st.Align = print.Right
		pg.TextBox(b, fmt.Sprintf("第 %d 页　共 %d 页", no, total), st)
		stampInternal(pg, print.Box{X: pg.W - 11 - 24, Y: 8, W: 24, H: 7.5})
	})
	for at := 0; at < len(m.Numbers); at += visitFormLines {
		visitSheet(d.AddPage(paper), m, title, m.Numbers[at:min(at+visitFormLines, len(m.Numbers))])
	}
	return finish(d, o)
}

func unitOr(unit, other string) string {
	if unit == "" {
		return other
	}
	return unit
}

func visitSheet(p *print.Page, m VisitForms, title string, numbers []string) {
	in := print.Box{X: 13, Y: 9, W: p.W - 24, H: p.H - 9 - 13}
	p.TextBox(print.Box{X: in.X + 30, Y: in.Y, W: in.W - 60, H: 9}, title, print.Text{
		Style: print.Style{Face: print.SongBold, Size: 19, Color: sheetInk}, Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 12, Name: "标题"})
	st := print.Text{Style: print.Style{Face: print.Hei, Size: 9.5, Color: sheetInk}, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "表头"}
	head := print.Box{X: in.X, Y: in.Y + 9.5, W: in.W, H: 7}
	left := head
	left.W = in.W * 0.36
	p.TextBox(left, "填报单位："+m.Unit, st)
	st.Align = print.Right
	p.TextBox(print.Box{X: left.Right(), Y: head.Y, W: in.W - left.W, H: head.H}, "走访人：　　　　　　　　网格：　　　　　　　日期：　　　年　　月　　日", st)
	top := head.Bottom() + 0.8
	each := (in.Bottom() - top) / visitFormLines
	for i, number := range numbers {
		visitPlace(p, m, number, print.Box{X: in.X, Y: top + float64(i)*each, W: in.W, H: each - 1.6})
	}
}

// visitPlace is the place for one visit: who, what kind, what was said, what is asked.
func visitPlace(p *print.Page, m VisitForms, number string, b print.Box) {
	const line = 12.0
	label := print.Text{Style: print.Style{Face: print.Hei, Size: 8.5, Color: sheetMuted}, OneLine: true, MinSize: 6, Name: "栏目"}
	choice := print.Text{Style: print.Style{Face: print.Hei, Size: 8.5, Color: sheetInk, Pitch: 1.45}, VAlign: print.Middle, MinSize: 6.5, Name: "勾选栏"}
	cell := func(x, y, w, h float64, title string) print.Box {
		c := print.Box{X: x, Y: y, W: w, H: h}
		p.Frame(c, sheetLine)
		p.TextBox(print.Box{X: x + 1, Y: y + 0.7, W: w - 2, H: 4}, title, label)
		return c
	}
	// 1: number, day, home, person, telephone
	no := print.Box{X: b.X, Y: b.Y, W: 30, H: line}
	p.Fill(no, sheetHead)
	p.TextBox(no.Inset(1, 0.5), number, print.Text{Style: print.Style{Face: print.HeiBold, Size: 12.5, Color: sheetInk}, Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 7, Name: "编号"})
	p.Frame(no, sheetLine)
	x := no.Right()
	parts := func(c print.Box, words string) { // words to write between
		p.TextBox(print.Box{X: c.X, Y: c.Y + 5.6, W: c.W - 1, H: 5.6}, words, print.Text{Style: choice.Style, Align: print.Right, VAlign: print.Bottom, OneLine: true, MinSize: 6, Name: "栏目"})
	}
	parts(cell(x, b.Y, 22, line, "时间"), "月　　日　　时")
	parts(cell(x+22, b.Y, 66, line, "住户（或单位、商户）"), "小区　　　栋　　　单元　　　室")
	cell(x+88, b.Y, 30, line, "受访人")
	cell(x+118, b.Y, b.Right()-x-118, line, "联系电话")
	// 2: choices
	rest := b.H - 3*line
	y := b.Y + line
	rows := []struct {
		name string
		list []string
		more string
	}{{"走访对象", m.Classes, "　☐其他"}, {"三送　六到家", nil, ""}}
	p.Frame(print.Box{X: b.X, Y: y, W: b.W, H: rest}, sheetLine)
	for i, r := range rows {
		text := boxes(r.list) + r.more
		if i == 1 {
			text = boxes(m.Deliveries) + "　" + boxes(m.Services)
		}
		rb := print.Box{X: b.X, Y: y + float64(i)*rest/2, W: b.W, H: rest / 2}
		p.TextBox(print.Box{X: rb.X + 1, Y: rb.Y, W: 21, H: rb.H}, r.name, print.Text{Style: label.Style, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "栏目"})
		p.TextBox(print.Box{X: rb.X + 22, Y: rb.Y, W: rb.W - 23, H: rb.H}, text, choice)
	}
	// 3 and 4: what was said, what is asked
	y += rest
	cell(b.X, y, b.W, line, "谈话内容、家庭情况、发现隐患")
	y += line
	asked := cell(b.X, y, b.W, line, "诉求（要办的事）")
	p.TextBox(print.Box{X: asked.Right() - 80, Y: asked.Y, W: 79, H: 5.4}, "☐急　☐当场解决　☐带回办理　☐不便公开", print.Text{Style: choice.Style, Align: print.Right, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "勾选栏"})
	p.Frame(b, sheetFrame)
}

// boxes are choices with nothing ticked.
func boxes(labels []string) string {
	list := make([]Tick, len(labels))
	for i, l := range labels {
		list[i].Label = l
	}
	return ticks(list)
}
