package documents

import (
	"fmt"
	"strings"

	"chengzhuan/backend/print"
)

// PointsSummary prints 年度积分汇总表 on lying sheets: every member by branch, stars, who
// is not rated, and room to sign. It is internal only.
func (p *Press) PointsSummary(m PointsSummary, o Options) ([]byte, error) {
	if err := o.check(Internal); err != nil {
		return nil, err
	}
	paper, err := o.paper("A4", Landscape)
	if err != nil {
		return nil, err
	}
	title := strings.TrimSpace(m.Year + "年度党员积分汇总表")
	if m.Year == "" {
		title = "党员积分汇总表"
	}
	d := p.doc(title, o)
	sheetFurniture(d, o, m.Maker, m.Checker)
	n := 0
	for _, b := range m.Branches {
		n += len(b.Rows)
	}
	f := print.NewFlow(d, paper, sheetMargins, func(pg *print.Page, b print.Box, no int) float64 {
		return sheetHeading(pg, b, title, m.Unit, fmt.Sprintf("共 %d 名党员", n), m.State)
	})
	size := 9.5
	if paper.W > 350 {
		size = 11.5
	}
	g := summaryGrid(m, size)
	g.settle(d, f.Body().W, f.Room(), f.Room(), 46, size, size-1.5)
	g.draw(f)
	if n == 0 {
		f.Y += 4
		f.Text("这一年没有参加积分的党员。", print.Text{Style: print.Style{Face: print.Hei, Size: 10, Color: sheetMuted}, Align: print.Center})
	}
	text := print.Text{Style: print.Style{Face: print.Hei, Size: size + 0.5, Color: sheetInk, Pitch: 1.5}}
	f.Y += 3
	var parts []string
	for _, c := range m.Counts {
		parts = append(parts, fmt.Sprintf("%s %d 名", c.Label, c.N))
	}
	if len(parts) > 0 {
		f.Text("合计："+strings.Join(parts, "　　"), text)
	}
	if m.Drift != "" {
		text.Face = print.HeiBold
		f.Text(m.Drift, text)
	}
	summarySigns(f)
	return finish(d, o)
}

func summaryGrid(m PointsSummary, size float64) *grid {
	g := sheetGrid(size, narrowShare("名次", 0.9), gridColumn{title: "姓名", share: 2.6, align: print.Center, face: print.HeiBold, pieces: "·"}, narrowShare("基础分", 1.1), narrowShare("贡献分", 1.1), narrowShare("表彰加分", 1.2), narrowShare("扣分", 1.1),
		gridColumn{title: "总分", share: 1.2, align: print.Center, face: print.HeiBold}, narrowShare("星级", 1.8), gridColumn{title: "备注", share: 3.6})
	for _, b := range m.Branches {
		g.rows = append(g.rows, gridRow{heading: unitOr(b.Name, "没有写明支部"), right: b.Line})
		for _, r := range b.Rows {
			g.rows = append(g.rows, gridRow{cells: []string{r.Place, r.Name, r.Base, r.Contribution, r.Honour, r.Deduction, r.Total, print.Keep(r.Stars, ""), r.Note}})
		}
	}
	return g
}

// summarySigns are three boxes to sign: the branch, its members, the party committee.
func summarySigns(f *print.Flow) {
	const h = 30
	f.Y += 3
	f.Need(h)
	b := f.Body()
	labels := []string{"支部委员会审核意见", "党员大会（党员代表）意见", "社区党组织备案"}
	w := b.W / float64(len(labels))
	st := print.Style{Face: print.Hei, Size: 10, Color: sheetInk}
	for i, l := range labels {
		box := print.Box{X: b.X + float64(i)*w, Y: f.Y, W: w, H: h}
		f.Page.Frame(box, sheetFrame)
		f.Page.TextBox(print.Box{X: box.X + 2, Y: box.Y + 1.5, W: box.W - 4, H: 6}, l+"：", print.Text{Style: st, VAlign: print.Middle, OneLine: true, MinSize: 7, Name: "签名处"})
		f.Page.TextBox(print.Box{X: box.X + 2, Y: box.Bottom() - 8, W: box.W - 5, H: 6.5}, "签名（盖章）：　　　　　　年　　月　　日", print.Text{Style: st.At(9), Align: print.Right, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "签名处"})
	}
	f.Y += h
}
