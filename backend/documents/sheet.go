package documents

import (
	"fmt"

	"chengzhuan/backend/print"
)

// sheetMargins are those of office lists and forms; the binding is at the left.
var sheetMargins = print.Margins{Top: 13, Right: 11, Bottom: 16, Left: 13}

// sheetHeading draws the title of a list and the line below it: the unit at
// the left, the count in the middle, the period at the right.
func sheetHeading(p *print.Page, b print.Box, title, unit, count, period string) float64 {
	p.TextBox(print.Box{X: b.X + 30, Y: b.Y, W: b.W - 60, H: 11}, title, print.Text{
		Style: print.Style{Face: print.SongBold, Size: 22, Color: sheetInk}, Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 12, Name: "标题"})
	st := print.Style{Face: print.Hei, Size: 9.5, Color: sheetInk}
	line := print.Box{X: b.X, Y: b.Y + 12, W: b.W, H: 7}
	third := func(i float64, s string, a print.Align) {
		p.TextBox(print.Box{X: line.X + line.W*0.5*i, Y: line.Y, W: line.W * 0.5, H: line.H}, s,
			print.Text{Style: st, Align: a, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "表头"})
	}
	if unit != "" {
		third(0, "填报单位："+unit, print.Left)
	}
	right := count
	if period != "" {
		if right != "" {
			right += "　　"
		}
		right += period
	}
	third(1, right, print.Right)
	return 20
}

// sheetFurniture draws the foot of office pages, and the stamp of internal ones.
func sheetFurniture(d *print.Doc, o Options, maker, checker string) {
	d.Furniture(func(p *print.Page, no, total int) {
		st := print.Style{Face: print.Hei, Size: 9, Color: sheetInk}
		m := sheetMargins
		b := print.Box{X: m.Left, Y: p.H - m.Bottom + 2, W: p.W - m.Left - m.Right, H: 6}
		text := print.Text{Style: st, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "页脚"}
		left := b
		left.W = b.W * 0.6
		p.TextBox(left, "制表人："+orBlank(maker)+"　　审核人："+orBlank(checker)+datePart(o), text)
		text.Align = print.Right
		right := print.Box{X: b.X + b.W*0.6, Y: b.Y, W: b.W * 0.4, H: b.H}
		p.TextBox(right, fmt.Sprintf("第 %d 页　共 %d 页", no, total), text)
		if o.internal() {
			stampInternal(p, print.Box{X: p.W - m.Right - 24, Y: 8.5, W: 24, H: 8})
		}
	})
}

func datePart(o Options) string {
	if s := o.date(); s != "" {
		return "　　打印日期：" + s
	}
	return ""
}

// orBlank leaves room to sign.
func orBlank(s string) string {
	if s == "" {
		return "　　　　"
	}
	return s
}

// stampInternal marks a page that must not be hung up.
func stampInternal(p *print.Page, b print.Box) {
	red := print.Hex(0xa3281f)
	p.Round(b, 0.8, nil, &print.Stroke{Width: 0.5, Color: red})
	p.TextBox(b.Inset(2, 0.5), "内部资料", print.Text{Style: print.Style{Face: print.HeiBold, Size: b.H * 1.4, Color: red}, Align: print.Distribute, VAlign: print.Middle, OneLine: true, MinSize: 4, Name: "内部资料章"})
}
