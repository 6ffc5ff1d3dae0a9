package documents

import (
	"fmt"
	"strconv"
	"strings"

	"chengzhuan/backend/print"
)

// PointsReview prints 积分审核表 on lying sheets for the meeting: what waits, with room
// for opinions and signatures. It is internal only.
func (p *Press) PointsReview(m PointsReview, o Options) ([]byte, error) {
	if err := o.check(Internal); err != nil {
		return nil, err
	}
	paper, err := o.paper("A4", Landscape)
	if err != nil {
		return nil, err
	}
	d := p.doc("党员积分审核表", o)
	sheetFurniture(d, o, m.Maker, m.Checker)
	count := fmt.Sprintf("共 %d 条", len(m.Rows))
	f := print.NewFlow(d, paper, sheetMargins, func(pg *print.Page, b print.Box, no int) float64 {
		return sheetHeading(pg, b, "党员积分审核表", m.Unit, count, m.Period)
	})
	size := 9.0
	if paper.W > 350 {
		size = 11
	}
	g := sheetGrid(size, narrowShare("序号", 0.8), gridColumn{title: "姓名", share: 1.9, align: print.Center, face: print.HeiBold, pieces: "·"}, gridColumn{title: "所在支部", share: 2, align: print.Center}, narrowShare("日期", 1.75),
		gridColumn{title: "事项", share: 4.2}, narrowShare("数量", 1.2), narrowShare("申报分", 1.05), gridColumn{title: "说明和证明", share: 3.4}, narrowShare("现在状态", 1.4),
		gridColumn{title: "党小组意见", share: 2.3}, gridColumn{title: "支部意见", share: 2.3})
	g.least = 12.5
	for i, r := range m.Rows {
		item := r.Item
		if r.No != "" {
			item += "\n" + r.No
		}
		note := r.Note
		if r.Origin != "" {
			note = strings.Trim("（"+r.Origin+"）"+note, " ")
		}
		g.rows = append(g.rows, gridRow{cells: []string{strconv.Itoa(i + 1), r.Member, r.Branch, r.Date, item, r.Quantity, r.Points, note, r.State, print.Keep(r.ByGroup, "　，、"), print.Keep(r.ByBranch, "　，、")}})
	}
	g.settle(d, f.Body().W, f.Room(), f.Room(), 27, size, size-1)
	g.draw(f)
	if len(m.Rows) == 0 {
		f.Y += 4
		f.Text("没有等待审核的申报。", print.Text{Style: print.Style{Face: print.Hei, Size: 10, Color: sheetMuted}, Align: print.Center})
	}
	meetingSigns(f, "参加审核的人（谁的积分谁回避，谁登记的谁不审）")
	return finish(d, o)
}

func narrowShare(title string, share float64) gridColumn {
	return gridColumn{title: title, share: share, align: print.Center}
}

// meetingSigns is room to sign for those who met.
func meetingSigns(f *print.Flow, label string) {
	const h = 22
	f.Y += 4
	f.Need(h)
	b := f.Body()
	box := print.Box{X: b.X, Y: f.Y, W: b.W, H: h}
	f.Page.Frame(box, sheetFrame)
	st := print.Style{Face: print.Hei, Size: 10, Color: sheetInk}
	f.Page.TextBox(print.Box{X: box.X + 2, Y: box.Y + 1.5, W: box.W - 4, H: 6}, label+"：", print.Text{Style: st, VAlign: print.Middle, OneLine: true, MinSize: 7, Name: "签名处"})
	f.Page.TextBox(print.Box{X: box.X + 2, Y: box.Bottom() - 8, W: box.W - 6, H: 6.5}, "主持人：　　　　　　　　记录人：　　　　　　　　　　　　年　　月　　日", print.Text{Style: st, Align: print.Right, VAlign: print.Middle, OneLine: true, MinSize: 7, Name: "签名处"})
	f.Y += h
}
