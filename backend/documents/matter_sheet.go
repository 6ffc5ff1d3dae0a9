package documents

import (
	"strings"

	"chengzhuan/backend/print"
)

// MatterSheet prints 诉求办理单: what was asked, every stage with its checklist,
// and the course. It is internal only.
func (p *Press) MatterSheet(m MatterSheet, o Options) ([]byte, error) {
	right := ""
	if m.Sensitive {
		right = "敏感诉求：限有权限的人查阅"
	}
	d, f, err := p.formSheet("诉求办理单", m.Unit, right, o, m.Maker, m.Checker)
	if err != nil {
		return nil, err
	}
	matterForm(m, f.Body().W).Draw(f)
	if len(m.Course) > 0 {
		f.Y += 4
		matterCourse(m, f)
	}
	photoBlock(f, m.Photos)
	return finish(d, o)
}

func matterForm(m MatterSheet, width float64) *paperForm {
	const label = 21
	value := (width - 3*label) / 3
	form := newPaperForm(label, value, label, value, label, value)
	const h = 9.2
	form.row(h, labelled("诉求编号"), centred(m.No), labelled("受理日期"), centred(m.Accepted), labelled("责 任 人"), centred(m.Owner))
	form.row(h, labelled("诉求类型"), centred(m.Kind), labelled("紧急程度"), centred(m.Urgency), labelled("来　　源"), centred(strings.Trim(m.Source+"\n"+m.Visit, "\n")))
	form.row(h, labelled("诉 求 人"), centred(m.Person), labelled("联系电话"), centred(m.Phone), labelled("住　　址"), centred(m.Place))
	form.row(11, labelled("诉求事项"), spanning(m.Title, 5))
	form.row(17, labelled("具体情况"), spanning(m.Content, 5))
	form.row(h, labelled("希望结果"), spanning(m.Wanted, 5))
	form.heading("办理情况")
	form.row(h, labelled("现在状态"), centred(m.State), labelled("转办或上报"), spanning(m.To, 3))
	form.row(h, labelled("首次答复\n期　　限"), centred(m.ReplyDue), labelled("首次答复"), centred(m.Replied), labelled("办理期限"), centred(m.Due))
	if m.Extension != "" {
		form.row(h, labelled("延期理由"), spanning(m.Extension, 5))
	}
	if m.Reason != "" {
		form.row(h, labelled("不予受理\n原　　因"), spanning(m.Reason, 5))
	}
	form.row(17, labelled("办理结果"), spanning(m.Result, 5))
	form.row(h, labelled("办结日期"), centred(m.Finished), labelled("花　　费"), centred(m.Cost), labelled("重开次数"), centred(m.Reopened))
	form.row(h, labelled("回访日期"), centred(m.Returned), labelled("回 访 人"), centred(m.ReturnBy), labelled("满 意 度"), centred(m.Rating))
	form.row(h, labelled("回访意见"), spanning(m.Opinion, 5))
	if len(m.Steps) > 0 {
		form.heading("三步工作法")
		form.row(h, stageCells(m.Steps)...)
	}
	if m.Major != "" {
		form.heading("重大事项：" + m.Major + "　　四议两公开")
		for i := 0; i < len(m.Stages); i += 3 {
			form.row(h, stageCells(m.Stages[i:min(i+3, len(m.Stages))])...)
		}
	}
	if m.Note != "" {
		form.row(h, labelled("备　　注"), spanning(m.Note, 5))
	}
	return form
}

// stageCells is a row of the checklist: each stage ticked with its day.
func stageCells(list []MatterStage) (cells []print.Cell) {
	for _, s := range list {
		text := "☐ 未办"
		if s.Date != "" {
			text = "☑ " + s.Date
		}
		if s.Note != "" {
			text += "\n" + s.Note
		}
		cells = append(cells, labelled(print.KeepWords(s.Label, "党组织", "“两委”会", "党员大会", "居民会议", "实施结果", "决议公开", "提议", "商议", "审议", "决议", "公开")), centred(text))
	}
	for n := len(list); n < 3; n++ {
		cells = append(cells, labelled(""), centred(""))
	}
	return cells
}

func matterCourse(m MatterSheet, f *print.Flow) {
	t := &print.Table{
		Columns: []print.Column{narrow("日期"), {Title: "办理记录", Align: print.Center, Max: 38}, people("办理人"), narrow("期限"), wide("说明", 1)},
		Head:    print.Style{Face: print.HeiBold, Size: 9.5, Color: sheetInk, Pitch: 1.2},
		Body:    print.Style{Face: print.Hei, Size: 9.5, Color: sheetInk, Pitch: 1.3},
		MinSize: 7.5, PadX: 1.4, PadY: 1.2, MinRow: 8, MinHead: 8, HeadFill: &sheetHead, Line: sheetLine, Outer: sheetFrame,
	}
	for _, e := range m.Course {
		note := e.Note
		if e.Void != "" {
			note = strings.Trim("（作废："+e.Void+"）"+note, " ")
		}
		t.Rows = append(t.Rows, print.Row{Cells: []string{e.Date, e.What, e.By, e.Due, note}})
	}
	f.Need(26)
	t.Draw(f)
}
