package documents

import (
	"strings"

	"chengzhuan/backend/print"
)

// SupervisionNotice prints 督办通知单 on standing A4: number, matter, source, who
// has to do it, what is asked, by when, what was answered, the opinion, the
// receipt. What is not yet known is left to write in.
func (p *Press) SupervisionNotice(m SupervisionNotice, o Options) ([]byte, error) {
	d, f, err := p.formSheet("督办通知单", m.Unit, "编号　"+m.Number, o, m.Maker, m.Checker)
	if err != nil {
		return nil, err
	}
	noticeForm(m, f.Body().W).Draw(f)
	f.Y += 3
	f.Text("一事一单。请在签收后按时办结并反馈；到期没有办完的，写明进展和原因。", print.Text{Style: print.Style{Face: print.Hei, Size: 9.5, Color: sheetMuted}})
	return finish(d, o)
}

func noticeForm(m SupervisionNotice, width float64) *paperForm {
	const label = 30
	value := (width - 2*label) / 2
	form := newPaperForm(label, value, label, value)
	form.Label.Size, form.Value.Size, form.Value.Pitch = 11, 11.5, 1.5
	form.row(24, labelled("督办事项"), spanning(m.Problem, 3))
	form.row(12, labelled("来　　源"), centred(m.Source), labelled("登记编号"), centred(m.No))
	form.row(12, labelled("承办单位"), centred(m.To), labelled("责 任 人"), centred(m.Owner))
	form.row(12, labelled("督 办 人"), centred(m.Issuer), labelled("交办日期"), centred(m.Issued))
	form.row(42, labelled("办理要求"), spanning(m.Measures, 3))
	form.row(12, labelled("时　　限"), spanning(m.Due, 3))
	form.row(70, labelled("办理结果\n（反馈）"), spanning(noticeResult(m), 3))
	if m.Opinion != "" || m.Done != "" {
		text := m.Opinion
		if m.Done != "" {
			text = strings.Trim(text+"\n销号日期："+m.Done, "\n")
		}
		form.row(24, labelled("审核意见"), spanning(text, 3))
	} else {
		form.signs(28, "审核意见", signLine)
	}
	if m.Received != "" {
		form.row(16, labelled("签　　收"), spanning("签收日期："+m.Received+"　　签收人：", 3))
	} else {
		form.signs(20, "签　　收", signLine)
	}
	return form
}

func noticeResult(m SupervisionNotice) string {
	var lines []string
	add := func(label, s string) {
		if s != "" {
			lines = append(lines, label+s)
		}
	}
	add("", m.Result)
	add("未按期办结的原因：", m.Reason)
	add("完成凭据：", m.Proof)
	add("反馈日期：", m.Answered)
	return strings.Join(lines, "\n")
}

// TalkRecord prints 约谈记录 on standing A4.
func (p *Press) TalkRecord(m TalkRecord, o Options) ([]byte, error) {
	d, f, err := p.formSheet("约谈记录", m.Unit, numberOr(m.Number), o, m.Maker, m.Checker)
	if err != nil {
		return nil, err
	}
	const label = 28
	value := (f.Body().W - 2*label) / 2
	form := newPaperForm(label, value, label, value)
	form.Label.Size, form.Value.Size, form.Value.Pitch = 11, 11.5, 1.5
	form.row(12, labelled("被约谈人"), centred(m.Person), labelled("单位及职务"), centred(strings.Trim(m.PersonOf+"　"+m.Post, "　")))
	form.row(12, labelled("约谈时间"), centred(m.Date), labelled("约 谈 人"), centred(m.By))
	form.row(24, labelled("约谈事由"), spanning(m.Reason, 3))
	content := 92.0 // what else is written takes from it, so that one talk stays on one sheet
	if m.Result != "" {
		content -= 16
	}
	if m.Note != "" {
		content -= 12
	}
	form.row(content, labelled("约谈内容"), spanning(m.Content, 3))
	form.row(46, labelled("整改承诺"), spanning(m.Promise, 3))
	form.row(12, labelled("整改期限"), spanning(m.Deadline, 3))
	if m.Result != "" {
		form.row(16, labelled("整改结果"), spanning(m.Result, 3))
	}
	if m.Note != "" {
		form.row(12, labelled("备　　注"), spanning(m.Note, 3))
	}
	form.signs(22, "被约谈人\n签　　字", signLine)
	form.signs(22, "约 谈 人\n签　　字", signLine)
	form.Draw(f)
	return finish(d, o)
}

func numberOr(n string) string {
	if n == "" {
		return ""
	}
	return "督办编号　" + n
}

// WeeklyReport prints 周工作纪实 on standing A4.
func (p *Press) WeeklyReport(m WeeklyReport, o Options) ([]byte, error) {
	week := m.Week + "　" + m.From + "—" + m.To
	if m.Draft {
		week += "（草稿）"
	}
	d, f, err := p.formSheet("周工作纪实", m.Unit, week, o, m.Author, m.Checker)
	if err != nil {
		return nil, err
	}
	const label = 28
	form := newPaperForm(label, f.Body().W-label)
	form.Label.Size, form.Value.Size, form.Value.Pitch = 11, 11.5, 1.55
	done := 106.0
	if m.Note != "" {
		done -= 12
	}
	form.row(done, labelled("本周完成\n（写实）"), spanning(m.Done, 1))
	form.row(44, labelled("未完成\n及原因"), spanning(m.Undone, 1))
	form.row(52, labelled("下周打算"), spanning(m.Next, 1))
	form.row(28, labelled("需 协 调"), spanning(m.Need, 1))
	form.row(14, labelled("报送范围"), spanning(m.SentTo, 1))
	if m.Note != "" {
		form.row(12, labelled("备　　注"), spanning(m.Note, 1))
	}
	form.Draw(f)
	return finish(d, o)
}
