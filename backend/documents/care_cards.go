package documents

import (
	"fmt"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/print"
)

// ContactCards prints 便民联系卡 of 90 × 54 mm, ten on a sheet of A4 with crop marks.
func (p *Press) ContactCards(m ContactCards, o Options) ([]byte, error) {
	if err := o.check(Wall); err != nil {
		return nil, err
	}
	if len(m.Cards) == 0 {
		return nil, errs.New(errs.Invalid, "没有网格，印不出便民联系卡").Do("请先在“网格”台账里登记网格和网格员")
	}
	paper, err := o.paper("A4", Portrait)
	if err != nil {
		return nil, err
	}
	copies := max(m.Copies, 1)
	if n := copies * len(m.Cards); n > 2000 {
		return nil, errs.New(errs.Invalid, fmt.Sprintf("一次要印 %d 张联系卡，太多了", n)).In("copies").Do("请减少份数，或按网格分几次印")
	}
	d := p.doc("便民联系卡", o)
	sheet := print.CardSheet{Paper: paper, Card: print.Paper{W: 90, H: 54}, Mark: print.Stroke{Width: 0.15, Color: sheetMuted}}
	pal := o.palette()
	if !sheet.Draw(d, copies*len(m.Cards), func(pg *print.Page, b print.Box, i int) { contactCard(pg, pal, b, m.Cards[i/copies]) }) {
		return nil, errs.New(errs.Invalid, "这张纸放不下联系卡").In("paper").Do("请选 A4")
	}
	return finish(d, o)
}

func contactCard(p *print.Page, pal palette, b print.Box, c ContactCard) {
	const band = 13.0
	top := print.Box{X: b.X, Y: b.Y, W: b.W, H: band}
	ink := pal.title
	switch pal.theme {
	case Plain:
		p.Line(b.X+4, top.Bottom(), b.Right()-4, top.Bottom(), print.Stroke{Width: 0.5, Color: pal.accent})
	case Brick:
		p.Fill(top, pal.accent)
		ink = print.White
	default:
		p.Fill(top, *pal.band)
		p.Fill(print.Box{X: b.X, Y: top.Bottom(), W: b.W, H: 0.7}, pal.accent)
	}
	text := func(box print.Box, s string, st print.Style, a print.Align, least float64, name string) {
		p.TextBox(box, s, print.Text{Style: st, Align: a, VAlign: print.Middle, MinSize: least, Name: name, OneLine: box.H < 7})
	}
	text(print.Box{X: b.X + 5, Y: b.Y + 1.5, W: 48, H: band - 3}, c.Community, print.Style{Face: print.SongBold, Size: 14, Color: ink}, print.Left, 6, "社区名称")
	text(print.Box{X: b.X + 54, Y: b.Y + 1.5, W: b.W - 59, H: band - 3}, "便民联系卡", print.Style{Face: print.Hei, Size: 10, Color: ink}, print.Right, 6, "卡名")
	y := b.Y + band + 1.8
	const row = 12.0
	bold := print.Style{Face: print.HeiBold, Size: 12, Color: pal.ink, Pitch: 1.2}
	who := print.Box{X: b.X + 40, Y: y, W: b.W - 45, H: row}
	if c.Second != "" {
		who.H = 7
		text(print.Box{X: who.X, Y: y + 7, W: who.W, H: 5}, c.Second, print.Style{Face: print.Hei, Size: 9, Color: pal.muted}, print.Right, 5.5, "楼栋长")
	}
	text(print.Box{X: b.X + 5, Y: y, W: 34, H: who.H}, c.Grid, bold, print.Left, 5.5, "网格")
	text(who, joinParts(c.Role, print.Keep(c.Name, "·")), bold, print.Right, 5.5, "网格员")
	y += row
	label, value := print.Style{Face: print.Hei, Size: 8.5, Color: pal.muted}, print.Style{Face: print.Hei, Size: 8.5, Color: pal.ink, Pitch: 1.25}
	line := func(h float64, name, s string, st print.Style) {
		text(print.Box{X: b.X + 5, Y: y, W: 16, H: h}, name, label, print.Left, 6, name)
		text(print.Box{X: b.X + 21, Y: y, W: b.W - 26, H: h}, s, st, print.Left, 5, name)
		y += h
	}
	line(6.4, "办公电话", c.Phone, print.Style{Face: print.HeiBold, Size: 13, Color: pal.restInk})
	line(4.8, "服务时间", c.Hours, value)
	rest := b.Bottom() - 2.5 - 4.8 - y
	text(print.Box{X: b.X + 5, Y: y, W: 16, H: min(rest, 4.8)}, "服务事项", label, print.Left, 6, "栏目")
	text(print.Box{X: b.X + 21, Y: y + 0.3, W: b.W - 26, H: rest - 0.6}, c.Services, value, print.Left, 4.5, "服务事项")
	y += rest
	line(4.8, "监督电话", c.Hotline, value)
	if pal.theme == Plain {
		p.Frame(b, print.Stroke{Width: 0.1, Color: pal.line})
	}
}

// WishCards prints 微心愿墙: eight cards of 95 × 70 mm on a sheet of A4, with crop
// marks. The wisher is 某居民.
func (p *Press) WishCards(m WishWall, o Options) ([]byte, error) {
	if err := o.check(Wall); err != nil {
		return nil, err
	}
	if len(m.Cards) == 0 {
		return nil, errs.New(errs.Invalid, "没有可以上墙的微心愿").Do("请先在“微心愿”台账里登记，或改选状态")
	}
	paper, err := o.paper("A4", Portrait)
	if err != nil {
		return nil, err
	}
	d := p.doc("微心愿", o)
	sheet := print.CardSheet{Paper: paper, Card: print.Paper{W: 95, H: 70}, Mark: print.Stroke{Width: 0.15, Color: sheetMuted}}
	pal := o.palette()
	if !sheet.Draw(d, len(m.Cards), func(pg *print.Page, b print.Box, i int) { wishCard(pg, pal, b, m, m.Cards[i]) }) {
		return nil, errs.New(errs.Invalid, "这张纸放不下心愿卡").In("paper").Do("请选 A4")
	}
	return finish(d, o)
}

func wishCard(p *print.Page, pal palette, b print.Box, m WishWall, c WishCard) {
	in := b.Inset(3, 3)
	frame := print.Stroke{Width: 0.5, Color: pal.restInk}
	p.Round(in, 3, pal.soft, &frame)
	head := print.Box{X: in.X + 5, Y: in.Y + 3, W: in.W - 10, H: 8}
	text := func(box print.Box, s string, st print.Style, a print.Align, one bool, least float64, name string) {
		p.TextBox(box, s, print.Text{Style: st, Align: a, VAlign: print.Middle, OneLine: one, MinSize: least, Name: name})
	}
	text(print.Box{X: head.X, Y: head.Y, W: 34, H: head.H}, "微心愿", print.Style{Face: print.SongBold, Size: 16, Color: pal.restInk}, print.Left, true, 8, "卡名")
	text(print.Box{X: head.X + 34, Y: head.Y, W: head.W - 34, H: head.H}, c.No, print.Style{Face: print.Hei, Size: 8.5, Color: pal.muted}, print.Right, true, 5, "编号")
	p.Line(head.X, head.Bottom()+0.5, head.Right(), head.Bottom()+0.5, print.Stroke{Width: 0.25, Color: pal.line})
	y := head.Bottom() + 2
	text(print.Box{X: head.X, Y: y, W: head.W, H: 6}, "某居民的心愿", print.Style{Face: print.Hei, Size: 9.5, Color: pal.muted}, print.Left, true, 6, "心愿人")
	text(print.Box{X: head.X, Y: y + 6, W: head.W, H: 18}, c.Wish, print.Style{Face: print.HeiBold, Size: 14.5, Color: pal.ink, Pitch: 1.3}, print.Left, false, 7, "心愿")
	y += 25
	label, value := print.Style{Face: print.Hei, Size: 9, Color: pal.muted}, print.Style{Face: print.Hei, Size: 9.5, Color: pal.ink, Pitch: 1.2}
	for _, f := range []fact{{"所需", c.Needed}, {"认领", c.ClaimedBy}, {"完成", c.Done}} {
		text(print.Box{X: head.X, Y: y, W: 11, H: 6.5}, f.label, label, print.Left, true, 6, "栏目")
		text(print.Box{X: head.X + 11, Y: y, W: head.W - 11 - 26, H: 6.5}, f.value, value, print.Left, false, 5, f.label)
		p.Line(head.X+11, y+6.5, head.Right()-27, y+6.5, print.Stroke{Width: 0.15, Color: pal.line})
		y += 6.7
	}
	seal := print.Box{X: head.Right() - 24, Y: y - 19.5, W: 24, H: 10}
	color := pal.restInk
	if c.Done != "" {
		fill := color
		p.Round(seal, 1.5, &fill, nil)
		color = print.White
	} else {
		p.Round(seal, 1.5, nil, &print.Stroke{Width: 0.5, Color: color})
	}
	text(seal.Inset(1.5, 0.5), c.State, print.Style{Face: print.HeiBold, Size: 12.5, Color: color}, print.Center, true, 6, "状态")
	text(print.Box{X: seal.X - 8, Y: seal.Bottom() + 2, W: seal.W + 8, H: 7}, phoneLine("认领电话", m.Phone), print.Style{Face: print.Hei, Size: 7.5, Color: pal.muted, Pitch: 1.15}, print.Right, false, 5, "认领电话")
}
