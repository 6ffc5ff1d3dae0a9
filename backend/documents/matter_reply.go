package documents

import (
	"chengzhuan/backend/print"
)

// MatterReply prints 居民意见答复单: the upper half is cut off and given to the
// person, the lower half stays with the office and is signed.
func (p *Press) MatterReply(m MatterReply, o Options) ([]byte, error) {
	if err := o.check(Internal); err != nil {
		return nil, err
	}
	paper, err := o.paper("A4", Portrait)
	if err != nil {
		return nil, err
	}
	d := p.doc("居民意见答复单", o)
	d.Furniture(func(pg *print.Page, no, total int) { // only the stub is the office's own
		st := print.Text{Style: print.Style{Face: print.Hei, Size: 8.5, Color: sheetInk}, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "页脚"}
		b := print.Box{X: 17, Y: pg.H - 13, W: pg.W - 34, H: 5}
		pg.TextBox(b, "制表人："+orBlank(m.Maker)+datePart(o), st)
		st.Align = print.Right
		pg.TextBox(b, "第 1 页　共 1 页", st)
	})
	pg := d.AddPage(paper)
	half := paper.H / 2
	replySlip(d, pg, m, print.Box{X: 17, Y: 13, W: paper.W - 34, H: half - 13 - 8})
	cut := print.Stroke{Width: 0.2, Color: sheetMuted, Dash: []float64{2, 1.5}}
	pg.Line(8, half, paper.W-8, half, cut)
	words := print.Box{X: paper.W/2 - 32, Y: half - 2.6, W: 64, H: 5}
	pg.Fill(words, print.White)
	pg.TextBox(words, "上联送交本人　沿虚线裁开　下联存查", print.Text{
		Style: print.Style{Face: print.Hei, Size: 7.5, Color: sheetMuted}, Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "裁切线"})
	replyStub(pg, m, print.Box{X: 17, Y: half + 9, W: paper.W - 34, H: half - 9 - 15})
	return finish(d, o)
}

func replyTitle(p *print.Page, b print.Box, title, no string) float64 {
	p.TextBox(print.Box{X: b.X + 25, Y: b.Y, W: b.W - 50, H: 10}, title, print.Text{
		Style: print.Style{Face: print.SongBold, Size: 20, Color: sheetInk}, Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 12, Name: "标题"})
	p.TextBox(print.Box{X: b.X, Y: b.Y + 10.5, W: b.W, H: 5}, "编号 "+no, print.Text{
		Style: print.Style{Face: print.Hei, Size: 9, Color: sheetMuted}, Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "编号"})
	return 18
}

// replySlip is written as a letter: what was asked, what was done, whom to ask.
func replySlip(d *print.Doc, p *print.Page, m MatterReply, b print.Box) {
	y := b.Y + replyTitle(p, b, m.Community+"居民意见答复单", m.No)
	foot := 25.0
	to := m.To
	if to == "" {
		to = "＿＿＿＿＿＿居民"
	}
	body := to + "：\n　　您" + onDay(m.Accepted) + "反映的“" + m.Asked + "”，我们已经"
	if m.Way == "" {
		body += "收到。"
	} else {
		body += m.Way + "。"
	}
	if m.Result != "" {
		body += "现将办理结果答复如下：\n　　" + m.Result
	} else {
		body += "办理情况："
	}
	room := print.Box{X: b.X, Y: y, W: b.W, H: b.Bottom() - foot - 2 - y}
	text := print.Text{Style: print.Style{Face: print.Song, Size: 13, Color: sheetInk, Pitch: 1.75}, Align: print.Justify, MinSize: 8, Name: "答复内容"}
	set := p.TextBox(room, body, text)
	if m.Result == "" { // lines to write on
		for line := room.Y + set.Height() + 8; line < room.Bottom(); line += 9 {
			p.Line(room.X, line, room.Right(), line, sheetLine)
		}
	}
	ask := "对答复有疑问或还有别的意见，请联系我们"
	if m.Contact != "" {
		ask += "：" + m.Contact
	}
	if m.Phone != "" {
		ask += "　电话 " + m.Phone
	}
	if m.Hours != "" {
		ask += "（" + m.Hours + "）"
	}
	small := print.Text{Style: print.Style{Face: print.Hei, Size: 9.5, Color: sheetInk}, VAlign: print.Middle, MinSize: 7, Name: "联系方式"}
	p.Line(b.X, b.Bottom()-foot+2, b.Right(), b.Bottom()-foot+2, sheetLine)
	p.TextBox(print.Box{X: b.X, Y: b.Bottom() - foot + 3, W: b.W, H: 8}, ask+"。", small)
	small.Style, small.Align, small.Name = print.Style{Face: print.Song, Size: 12, Color: sheetInk, Pitch: 1.5}, print.Right, "落款"
	day := m.Finished
	if day == "" {
		day = "　　　年　　月　　日"
	}
	p.TextBox(print.Box{X: b.X, Y: b.Bottom() - 13, W: b.W - 6, H: 13}, m.Community+"（盖章）\n"+day, small)
}

func onDay(day string) string {
	if day == "" {
		return ""
	}
	return "于" + day
}

// clip shortens what stands in full elsewhere.
func clip(s string, most int) string {
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most]) + "……（全文见诉求台账）"
	}
	return s
}

func replyStub(p *print.Page, m MatterReply, b print.Box) {
	stampInternal(p, print.Box{X: b.Right() - 24, Y: b.Y + 1, W: 24, H: 8})
	y := b.Y + replyTitle(p, b, "居民意见答复单（存根）", m.No)
	rows := [][2]string{
		{"诉 求 人", joinParts(m.To, m.PersonPhone)}, {"住　　址", m.Place}, {"反映事项", m.Asked}, {"受理日期", m.Accepted}, {"办理结果", clip(m.Result, 220)},
		{"责 任 人", m.Owner}, {"送达方式", boxes([]string{"当面", "电话", "上门", "微信"})}, {"居民评价", boxes([]string{"满意", "基本满意", "不满意", "未评价"})}, {"居民签收", m.Delivered},
	}
	heights := []float64{9, 9, 14, 9, 0, 9, 9, 9, 13}
	left := b.Bottom() - y
	for _, h := range heights {
		left -= h
	}
	heights[4] = left
	label := print.Text{Style: print.Style{Face: print.Hei, Size: 9.5, Color: sheetInk}, Align: print.Center, VAlign: print.Middle, OneLine: true, Name: "栏目"}
	value := print.Text{Style: print.Style{Face: print.Hei, Size: 10, Color: sheetInk, Pitch: 1.35}, VAlign: print.Middle, MinSize: 5.5, Name: "存根"}
	top := y
	for i, r := range rows {
		lb, vb := print.Box{X: b.X, Y: y, W: 25, H: heights[i]}, print.Box{X: b.X + 25, Y: y, W: b.W - 25, H: heights[i]}
		p.Fill(lb, sheetHead)
		p.TextBox(lb, r[0], label)
		value.Name = "存根的" + r[0]
		p.TextBox(vb.Inset(2, 0.8), r[1], value)
		p.Frame(lb, sheetLine)
		p.Frame(vb, sheetLine)
		y += heights[i]
	}
	p.Frame(print.Box{X: b.X, Y: top, W: b.W, H: y - top}, sheetFrame)
}
