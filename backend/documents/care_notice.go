package documents

import (
	"strings"

	"chengzhuan/backend/print"
)

// ConsultationNotice prints 咨询交流日公告 on a standing sheet to hang up.
func (p *Press) ConsultationNotice(m ConsultationNotice, o Options) ([]byte, error) {
	if err := o.check(Wall, Internal); err != nil {
		return nil, err
	}
	paper, err := o.paper("A4", Portrait)
	if err != nil {
		return nil, err
	}
	const title = "咨询交流日公告"
	d := p.doc(title, o)
	pg := newPoster(d, paper, o.palette())
	body := pg.masthead(d, m.Community, title)
	u := pg.u
	topics := strings.TrimRight(m.Topics, "。，；、 ")
	if topics == "" {
		topics = "物业、环境、治安、民政、就业、养老等各类问题"
	}
	intro := unitOr(m.Estate, "小区") + "的居民朋友：\n　　社区“两委”成员将来到大家身边，面对面听意见、答问题、办实事。欢迎前来咨询" + topics + "。当场能答复的当场答复；不能当场答复的，登记后限期回复。"
	foot := 12 * u
	set := pg.TextBox(print.Box{X: body.X + 4*u, Y: body.Y + 8*u, W: body.W - 8*u, H: 110 * u}, intro, print.Text{Style: print.Style{Face: print.Song, Size: 25 * u, Color: pg.ink, Pitch: 1.75}, Align: print.Justify, MinSize: 8, Name: "公告正文"})
	blank := "　"
	value := func(s string) string { return unitOr(s, blank) }
	facts := []fact{{"时　　间", value(strings.Trim(m.Date+"　"+m.Time, "　"))}, {"地　　点", value(m.Place)}, {"接待人员", value(print.Keep(strings.Join(m.Hosts, "、"), "、"))}, {"联系电话", value(m.Phone)}}
	if m.Hours != "" {
		facts = append(facts, fact{"平日受理", m.Hours})
	}
	box := print.Box{X: body.X + 2*u, Y: body.Y + 8*u + set.Height() + 12*u, W: body.W - 4*u}
	sign := 32 * u
	room := body.Bottom() - foot - 10*u - sign - box.Y - 20*u
	// Drawn twice: the frame lies below, and takes its height from what is in it.
	box.H = pg.measure(d, box.W-16*u, room, facts, 25) + 12*u
	frame := pg.rule(0.6, pg.accent)
	pg.Round(box, 3*u, pg.soft, &frame)
	pg.facts(d, box.Inset(8*u, 6*u), facts, 25)
	pg.TextBox(print.Box{X: body.X, Y: box.Bottom() + 8*u, W: body.W - 8*u, H: sign}, m.Community+"\n"+m.Posted, print.Text{Style: print.Style{Face: print.Song, Size: 19 * u, Color: pg.ink, Pitch: 1.6}, Align: print.Right, MinSize: 7, Name: "落款"})
	pg.footLine(print.Box{X: body.X, Y: body.Bottom() - foot, W: body.W, H: foot}, posted("", "", m.Hung), "", o)
	return finish(d, o)
}

// RotationPlan prints 轮流进小区安排 on standing sheets to hang up.
func (p *Press) RotationPlan(m RotationPlan, o Options) ([]byte, error) {
	if err := o.check(Wall, Internal); err != nil {
		return nil, err
	}
	paper, err := o.paper("A4", Portrait)
	if err != nil {
		return nil, err
	}
	const title = "“两委”成员轮流进小区安排"
	d := p.doc(title, o)
	pal := o.palette()
	pg := posterOn(nil, paper, pal)
	u := pg.u
	// A poster per page: the table flows through them below the masthead.
	flow := print.NewFlow(d, paper, print.Margins{Top: posterMargin * u, Right: posterMargin * u, Bottom: (posterMargin + 16) * u, Left: posterMargin * u}, func(page *print.Page, b print.Box, no int) float64 {
		pg := posterOn(page, paper, pal)
		if pal.ground != nil {
			pg.Fill(paper.Box(), *pal.ground)
		}
		body := pg.masthead(d, m.Community, title)
		pg.TextBox(print.Box{X: body.X, Y: body.Y, W: body.W, H: 9 * u}, m.Period, print.Text{Style: pg.st(print.Hei, 14, pg.muted), Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "期间"})
		return body.Y + 13*u - b.Y
	})
	rotationTable(m, pg, flow.Room()).Draw(flow)
	if len(m.Rows) == 0 {
		flow.Y += 6 * u
		flow.Text("还没有安排。", print.Text{Style: pg.st(print.Hei, 15, pg.muted), Align: print.Center})
	}
	d.Furniture(func(page *print.Page, no, total int) {
		posterOn(page, paper, pal).footLine(print.Box{X: posterMargin * u, Y: page.H - (posterMargin+13)*u, W: page.W - 2*posterMargin*u, H: 13 * u}, joinParts(pageOf(no, total), posted("", "", m.Place)), phoneLine("咨询电话", m.Phone), o)
	})
	return finish(d, o)
}

func rotationTable(m RotationPlan, p *poster, room float64) *print.Table {
	head := 14 * p.u
	row := min(max((room-head)/float64(max(len(m.Rows), 1)), 16*p.u), 24*p.u)
	t := &print.Table{
		Columns: []print.Column{narrow("月份"), {Title: "小区", Align: print.Center, Stretch: 0.8}, {Title: "日期", Align: print.Center, Max: 40 * p.u}, narrow("时间"), {Title: "地点", Stretch: 1}, {Title: "参加“两委”", Stretch: 1.3, Pieces: "、"}, narrow("联系电话")},
		Head:    p.st(print.HeiBold, 14, p.ink), Body: p.st(print.Hei, 13.5, p.ink), MinSize: 6, PadX: 2 * p.u, PadY: 1.6 * p.u, MinRow: row, MinHead: head,
		HeadFill: p.head, Line: p.rule(0.25, p.line), Outer: p.rule(0.6, p.restInk),
	}
	for _, r := range m.Rows {
		row := print.Row{Cells: []string{r.Month, r.Estate, r.Date, r.Time, r.Place, r.Hosts, r.Phone}}
		if r.Done {
			row.Cells[0] += "\n已开展"
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
