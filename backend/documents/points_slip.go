package documents

import (
	"strings"

	"chengzhuan/backend/print"
)

// PointsSlip prints 个人积分单, for the person: the parts of the total as a sum, each
// entry, what a cap took away, and who reviewed it. It is internal.
func (p *Press) PointsSlip(m PointsSlip, o Options) ([]byte, error) {
	if err := o.check(Internal); err != nil {
		return nil, err
	}
	paper, err := o.paper("A4", Portrait)
	if err != nil {
		return nil, err
	}
	small := min(paper.W, paper.H) < 180
	size := 9.2
	if small {
		size = 7.4
	}
	d := p.doc("党员个人积分单", o)
	sheetFurniture(d, o, m.Maker, m.Checker)
	right := joinParts(m.Member, yearOf(m.Year))
	f := print.NewFlow(d, paper, sheetMargins, func(pg *print.Page, b print.Box, no int) float64 {
		h := sheetHeading(pg, b, "党员个人积分单", m.Unit, "", "")
		box := print.Box{X: b.X + b.W*0.5, Y: b.Y + 12, W: b.W * 0.5, H: 7}
		pg.TextBox(box, right, wrapped(d, right, box, print.Text{Style: print.Style{Face: print.Hei, Size: 9.5, Color: sheetInk}, Align: print.Right, VAlign: print.Middle, MinSize: 6, Name: "表头"}))
		return h
	})
	slipHead(d, f, m, small)
	body := print.Text{Style: print.Style{Face: print.Hei, Size: size + 0.6, Color: sheetInk, Pitch: 1.5}}
	for _, s := range m.Sums {
		f.Text("· "+s, body)
	}
	if len(m.Sums) > 0 {
		f.Y += 2.5
	}
	slipEntries(m, size).draw(f)
	if len(m.Rules) > 0 {
		f.Y += 4
		g := sheetGrid(size, gridColumn{title: "按规则合计", share: 5}, narrowShare("按规则应得", 1.4), narrowShare("全年上限", 1.4), narrowShare("计入", 1.2))
		for _, r := range m.Rules {
			g.rows = append(g.rows, gridRow{cells: []string{r.Item, r.Raw, r.Cap, r.Granted}})
		}
		f.Need(min(g.height(d, f.Body().W), 70))
		g.draw(f)
	}
	f.Y += 2.5
	if m.Pending != "" {
		f.Text(m.Pending, body)
	}
	note := body
	note.Size, note.Color = size, sheetMuted
	f.Text("上限的先后：每次上限、每条规则全年上限、每类全年上限、总分上限；同日的按登记先后。对积分有疑问的，可以向党小组或支部提出，支部复核后答复。", note)
	f.Y += 3
	f.Need(10)
	body.OneLine = false
	f.Text("本人核对：　　　　　　　　　　　　　　　年　　月　　日", body)
	return finish(d, o)
}

// wrapped is a text for one line of a box, or, where it is too long for that, for several
// small ones: names have up to fifty characters.
func wrapped(d *print.Doc, s string, box print.Box, t print.Text) print.Text {
	t.OneLine = true
	if _, ok := d.Fit(s, box.W, box.H, t); !ok {
		t.OneLine, t.MinSize = false, 5
	}
	return t
}

// slipHead is who it is about and the sum in boxes: 60 + 38 + 5 − 4 = 99.
func slipHead(d *print.Doc, f *print.Flow, m PointsSlip, small bool) {
	b := f.Body()
	st := print.Style{Face: print.Hei, Size: 10.5, Color: sheetInk}
	line := print.Box{X: b.X, Y: f.Y, W: b.W, H: 8}
	name := st.With(print.HeiBold).At(14)
	who := print.Box{X: line.X, Y: line.Y, W: line.W * 0.42, H: line.H}
	f.Page.TextBox(who, unitOr(m.Member, "　"), wrapped(d, m.Member, who, print.Text{Style: name, VAlign: print.Middle, MinSize: 7, Name: "姓名"}))
	f.Page.TextBox(print.Box{X: line.X + line.W*0.42, Y: line.Y, W: line.W * 0.58, H: line.H}, joinParts(m.Branch, m.State), print.Text{Style: st, Align: print.Right, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "所在支部"})
	f.Y += 10
	type part struct{ sign, label, value string }
	parts := []part{{"", "基础分", m.Base}}
	if m.Carried != "" {
		parts = append(parts, part{"+", "上年结转", m.Carried})
	}
	parts = append(parts, part{"+", "贡献分", m.Contribution}, part{"+", "表彰加分", m.Honour}, part{"−", "扣分", m.Deduction})
	total := part{"=", "总分", m.Total}
	if m.Exempt {
		parts, total = nil, part{"", "本年度", "免评"}
	}
	if m.Vetoed {
		total.sign, total.label = "→", "一票否决后"
	}
	parts = append(parts, total)
	h, sign := 19.0, 7.0
	if small {
		h, sign = 16, 5
	}
	starsWide := 36.0
	if small {
		starsWide = 23
	}
	box := print.Box{X: b.X, Y: f.Y, W: b.W, H: h}
	f.Page.Round(box, 1.5, &sheetHead, nil)
	w := (b.W - starsWide - sign*float64(len(parts)-1)) / float64(len(parts))
	x := b.X
	for i, q := range parts {
		if i > 0 {
			f.Page.TextBox(print.Box{X: x, Y: box.Y + h*0.3, W: sign, H: h * 0.6}, q.sign, print.Text{Style: st.At(13), Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "符号"})
			x += sign
		}
		number := print.Style{Face: print.HeiBold, Size: h * 0.9, Color: sheetInk}
		if i == len(parts)-1 {
			number.Color = print.Hex(0xa3281f)
		}
		t := print.Text{Style: st.At(9), Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 5, Name: "分数"}
		f.Page.TextBox(print.Box{X: x, Y: box.Y + h*0.08, W: w, H: h * 0.3}, q.label, t)
		t.Style = number
		f.Page.TextBox(print.Box{X: x, Y: box.Y + h*0.36, W: w, H: h * 0.56}, unitOr(q.value, "　"), t)
		x += w
	}
	rated := stars(m.Stars)
	switch {
	case m.Exempt:
		rated = "不计分，不评星级"
	case m.Stars == 0:
		rated = "没有星级"
	}
	f.Page.TextBox(print.Box{X: box.Right() - starsWide + 2, Y: box.Y + 1, W: starsWide - 4, H: h - 2}, rated, print.Text{Style: st.At(14), Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 5, Name: "星级"})
	f.Y += h + 3.5
}

func slipEntries(m PointsSlip, size float64) *grid {
	g := sheetGrid(size, narrowShare("日期", 1.55), gridColumn{title: "事项和申报编号", share: 4}, narrowShare("数量", 1.15), narrowShare("分值", 1.45), narrowShare("应得", 0.95), gridColumn{title: "计入", share: 0.95, align: print.Center, face: print.HeiBold},
		gridColumn{title: "少计的原因　审核人", share: 4.3})
	for _, s := range m.Sections {
		g.rows = append(g.rows, gridRow{heading: s.Title})
		for _, r := range s.Rows {
			item := r.Item
			if r.No != "" {
				item += "\n" + r.No
			}
			g.rows = append(g.rows, gridRow{cells: []string{r.Date, item, r.Quantity, r.Rate, r.Raw, r.Granted, strings.Trim(r.Why+"\n"+print.Keep(r.Reviewed, "，、 "), "\n")}})
		}
		g.rows = append(g.rows, gridRow{bold: true, cells: []string{"", "合计", "", "", s.Raw, s.Granted}})
	}
	if len(m.Sections) == 0 {
		g.rows = append(g.rows, gridRow{cells: []string{"", "这一年还没有生效的加分或扣分。"}})
	}
	return g
}
