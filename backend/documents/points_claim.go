package documents

import (
	"strconv"

	"chengzhuan/backend/print"
)

const claimLines = 8

// ClaimForm prints 积分申报表 on standing A4: numbered lines to fill in by hand, places to
// sign, and the codes of the rules to look up behind it.
func (p *Press) ClaimForm(m ClaimForm, o Options) ([]byte, error) {
	if err := o.check(Internal); err != nil {
		return nil, err
	}
	paper, err := o.paper("A4", Portrait)
	if err != nil {
		return nil, err
	}
	d := p.doc("党员积分申报表", o)
	last := phoneLine("咨询电话", m.Phone)
	d.Furniture(func(pg *print.Page, no, total int) {
		edge := sheetMargins
		b := print.Box{X: edge.Left, Y: pg.H - edge.Bottom + 2, W: pg.W - edge.Left - edge.Right, H: 6}
		t := print.Text{Style: print.Style{Face: print.Hei, Size: 9, Color: sheetInk}, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "页脚"}
		pg.TextBox(print.Box{X: b.X, Y: b.Y, W: b.W * 0.7, H: b.H}, joinParts("填好后交党小组长", last), t)
		t.Align = print.Right
		pg.TextBox(print.Box{X: b.X + b.W*0.7, Y: b.Y, W: b.W * 0.3, H: b.H}, pageOf(no, total), t)
	})
	title := "党员积分申报表"
	f := print.NewFlow(d, paper, sheetMargins, func(pg *print.Page, b print.Box, no int) float64 {
		if no > 1 {
			return sheetHeading(pg, b, "积分规则对照表", m.Unit, "", yearOf(m.Year))
		}
		return sheetHeading(pg, b, title, m.Unit, "", yearOf(m.Year)+"　　编号：　　　　　　　　")
	})
	who := newPaperForm(18, 50, f.Body().W-18-50-54, 54)
	who.row(10, labelled("姓　　名"), spanning(m.Member, 1), print.Cell{Text: "所在支部：" + m.Branch}, print.Cell{Text: "党小组：" + m.Group})
	who.Draw(f)
	claimForm(m, f).Draw(f)
	if len(m.Rules) > 0 {
		f.Break()
		ruleTable(m.Rules).draw(f)
	}
	return finish(d, o)
}

func yearOf(year string) string {
	if year == "" {
		return "　　　　年度"
	}
	return year + "年度"
}

// claimForm fills one sheet whatever the number of lines is.
func claimForm(m ClaimForm, f *print.Flow) *paperForm {
	lines := m.Lines
	if lines == 0 {
		lines = claimLines
	}
	w := f.Body().W
	no, date, code, number, granted := 11.0, 23.0, 23.0, 16.0, 20.0
	proof := (w - no - date - code - number - granted) * 0.36
	form := newPaperForm(no, date, code, w-no-date-code-number-granted-proof, number, proof, granted)
	form.row(12, labelled("序号"), labelled("日期"), labelled("规则编号"), labelled("做了什么（活动或事项）"), labelled("数量"), labelled("证明人或材料"), labelled("核定分\n(小组填)"))
	const said, review, notes = 20.0, 25.0, 21.0
	room := f.Room() - 12 - said - 2*review - notes - 1
	h := min(max(room/float64(lines), 9.5), 17)
	for i := range lines {
		form.row(h, centred(strconv.Itoa(i+1)), print.Cell{Draw: byHand(form, "　月　日")}, print.Cell{Draw: codeBoxes}, print.Cell{}, print.Cell{}, print.Cell{}, print.Cell{})
	}
	sign := func(height float64, label, text, foot string) {
		form.row(height, print.Cell{Text: label, Label: true, Cols: 2}, print.Cell{Cols: 5, Draw: func(pg *print.Page, b print.Box) {
			t := print.Text{Style: form.Value.At(10), VAlign: print.Middle, MinSize: 7, Name: "意见"}
			pg.TextBox(print.Box{X: b.X + 2.5, Y: b.Y + 2, W: b.W - 5, H: b.H - 10.5}, text, t)
			t.Align, t.OneLine = print.Right, true
			pg.TextBox(print.Box{X: b.X + 2, Y: b.Bottom() - 8.2, W: b.W - 6, H: 7}, foot, t)
		}})
	}
	sign(said, "本人承诺", "以上都是本人所做，情况属实；弄虚作假的，愿按规定处理。", signLine)
	sign(review, "党小组\n初审意见", "☐ 全部同意　　☐ 部分同意，第 ＿＿＿＿ 项不计　　☐ 退回　　理由：", signLine)
	sign(review, "支部\n审核意见", "☐ 全部同意　　☐ 部分同意，第 ＿＿＿＿ 项不计　　☐ 退回　　理由：", signLine)
	form.row(notes, print.Cell{Text: "填写说明", Label: true, Cols: 2}, print.Cell{Cols: 5, Text: "一件事写一行；规则编号见背面的对照表，不知道的可以空着。数量写次数、小时或月数。证明写证明人姓名、签到表或照片。经初审、审核、公示无异议后计入积分；积分只记本人的服务和出勤。"})
	return form
}

// byHand is a light hint in a cell that is written on.
func byHand(form *paperForm, s string) func(*print.Page, print.Box) {
	return func(pg *print.Page, b print.Box) {
		pg.TextBox(b.Inset(1, 0), s, print.Text{Style: form.Value.At(9.5).In(sheetMuted), Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "日期"})
	}
}

// codeBoxes are three boxes for a code such as J01.
func codeBoxes(pg *print.Page, b print.Box) {
	side := min(6.2, b.H-2.4)
	gap := 0.6
	x := b.X + (b.W-3*side-2*gap)/2
	line := print.Stroke{Width: 0.2, Color: sheetMuted}
	for i := range 3 {
		pg.Frame(print.Box{X: x + float64(i)*(side+gap), Y: b.Y + (b.H-side)/2, W: side, H: side}, line)
	}
}

// ruleTable lists rules for an office page.
func ruleTable(groups []RuleGroup) *grid {
	g := sheetGrid(9.5, gridColumn{title: "编号", share: 1, align: print.Center, face: print.HeiBold}, gridColumn{title: "事项", share: 6}, gridColumn{title: "分值", share: 2, align: print.Center}, gridColumn{title: "全年上限", share: 1.3, align: print.Center})
	for _, group := range groups {
		g.rows = append(g.rows, gridRow{heading: group.Title, right: group.Note})
		for _, r := range group.Rules {
			g.rows = append(g.rows, gridRow{cells: []string{r.Code, r.Text, r.Points, r.Cap}})
		}
	}
	return g
}
