package documents

import (
	"fmt"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points"
	"chengzhuan/backend/print"
	"chengzhuan/backend/registers"
)

// ExchangeSlip is one exchange of points for goods.
type ExchangeSlip struct {
	Community            string
	No, Date             string
	Member, Branch       string
	Good, Count          string
	Points, Before, Left string
	By, Note             string
	Void                 string // reason; "" it stands
}

// ExchangeSlip prints 积分兑换单 on standing A4: the upper half goes to the member, the
// lower half stays with the office and is signed.
func (p *Press) ExchangeSlip(m ExchangeSlip, o Options) ([]byte, error) {
	if err := o.check(Internal); err != nil {
		return nil, err
	}
	paper, err := o.paper("A4", Portrait)
	if err != nil {
		return nil, err
	}
	d := p.doc("积分兑换单", o)
	pg := d.AddPage(paper)
	half := paper.H / 2
	exchangeHalf(d, pg, m, "交本人", print.Box{X: 17, Y: 16, W: paper.W - 34, H: half - 26})
	pg.Line(8, half, paper.W-8, half, print.Stroke{Width: 0.2, Color: sheetMuted, Dash: []float64{2, 1.5}})
	words := print.Box{X: paper.W/2 - 32, Y: half - 2.6, W: 64, H: 5}
	pg.Fill(words, print.White)
	pg.TextBox(words, "上联交本人　沿虚线裁开　下联存查", print.Text{
		Style: print.Style{Face: print.Hei, Size: 7.5, Color: sheetMuted}, Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "裁切线"})
	exchangeHalf(d, pg, m, "存查", print.Box{X: 17, Y: half + 12, W: paper.W - 34, H: half - 26})
	return finish(d, o)
}

func exchangeHalf(d *print.Doc, pg *print.Page, m ExchangeSlip, part string, b print.Box) {
	y := b.Y + replyTitle(pg, b, m.Community+"积分兑换单", m.No+"（"+part+"）")
	const label, h = 26, 10.5
	value := (b.W - 2*label) / 2
	form := newPaperForm(label, value, label, value)
	form.row(h, labelled("党　　员"), centred(m.Member), labelled("所在支部"), centred(m.Branch))
	form.row(h, labelled("兑换物品"), centred(m.Good), labelled("数　　量"), centred(m.Count))
	form.row(h, labelled("兑换前"), centred(m.Before), labelled("用　　去"), centred(m.Points))
	form.row(h, labelled("还　　有"), centred(m.Left), labelled("兑换日期"), centred(m.Date))
	note := m.Note
	if m.Void != "" {
		note = "已作废：" + m.Void
	}
	form.row(h, labelled("备　　注"), spanning(note, 3))
	form.row(14, labelled("领取人签名"), centred(""), labelled("经办人签名"), centred(m.By))
	flow := &print.Flow{Doc: d, Paper: print.Paper{W: b.X*2 + b.W, H: b.Bottom()}, Margins: print.Margins{Left: b.X, Right: b.X}, Page: pg, Y: y}
	form.Draw(flow)
	pg.TextBox(print.Box{X: b.X, Y: flow.Y + 2, W: b.W, H: 6}, "兑换分与总分分开计算，兑换不影响总分和星级。", print.Text{
		Style: print.Style{Face: print.Hei, Size: 9, Color: sheetMuted}, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "说明"})
}

// pointsExchange gathers 积分兑换单. What a member had before and has left is told as of
// this exchange in the order of the year's book.
func (g *desk) pointsExchange() ([]byte, string, error) {
	r, err := g.only("redemption", registers.PointRedemptions.Def, "")
	if err != nil {
		return nil, "", err
	}
	x := registers.PointRedemptions.Decode(r.records[0].Values)
	id := r.records[0].ID.String()
	community, err := g.community()
	if err != nil {
		return nil, "", err
	}
	d := points.New(g.l)
	purse, err := d.PurseOf(g.ctx, x.Member.String(), int(x.Year))
	if err != nil {
		return nil, "", err
	}
	list, err := d.Redemptions(g.ctx, int(x.Year), x.Member.String())
	if err != nil {
		return nil, "", err
	}
	m := ExchangeSlip{Community: community, No: string(x.Date) + "-" + id, Date: chineseDay(x.Date), Member: r.text(0, "member"), By: x.By, Note: x.Note}
	left, found := purse.Earned, false
	for i := len(list) - 1; i >= 0 && !found; i-- { // the earliest first
		one := list[i]
		if found = one.ID == id; found {
			m.Good, m.Points, m.Void = one.Good, one.Points.Short()+" 分", one.Void
			m.Before = left.Short() + " 分"
		}
		if one.Void == "" {
			left -= one.Points
		}
	}
	m.Left = left.Short() + " 分"
	goods, err := g.l.Store.FindMany(g.ctx, registers.PointGoods.Def, []oplog.ID{x.Good})
	if err != nil {
		return nil, "", err
	}
	unit := ""
	if len(goods) > 0 {
		unit = registers.PointGoods.Decode(goods[0].Values).Unit
	}
	m.Count = fmt.Sprintf("%d %s", x.Count, unit)
	people, err := g.l.Store.FindMany(g.ctx, registers.PartyMembers.Def, []oplog.ID{x.Member})
	if err != nil {
		return nil, "", err
	}
	if len(people) > 0 {
		branch := registers.PartyMembers.Decode(people[0].Values).Branch
		names, err := g.l.Store.Titles(g.ctx, registers.Organizations.Def, []oplog.ID{branch})
		if err != nil {
			return nil, "", err
		}
		m.Branch = names[branch]
	}
	if m.Void != "" {
		g.note("这次兑换已作废，单子上写明")
	}
	pdf, err := usual().ExchangeSlip(m, g.o)
	return pdf, m.Member + "-积分兑换单", err
}
