package documents

import (
	"strconv"
	"strings"

	"chengzhuan/backend/print"
)

// VisitRecord prints 走访登记表: one visit on standing A4. It is internal only:
// visit logs never hang on a wall.
func (p *Press) VisitRecord(m VisitRecord, o Options) ([]byte, error) {
	right := ""
	if m.Sensitive {
		right = "敏感走访：限有权限的人查阅"
	}
	d, f, err := p.formSheet("走访登记表", m.Unit, right, o, m.Maker, m.Checker)
	if err != nil {
		return nil, err
	}
	visitForm(m, f.Body().W).Draw(f)
	photoBlock(f, m.Photos)
	return finish(d, o)
}

func visitForm(m VisitRecord, width float64) *paperForm {
	const label = 22
	value := (width - 3*label) / 3
	form := newPaperForm(label, value, label, value, label, value)
	const h, block = 9.4, 21.0
	form.row(h, labelled("走访编号"), centred(m.No), labelled("走访日期"), centred(m.Date), labelled("时　　间"), centred(m.Time))
	form.row(h, labelled("走访方式"), centred(m.Mode), labelled("地　　点"), centred(m.Place), labelled("天　　气"), centred(m.Weather))
	form.row(h, labelled("走 访 人"), centred(m.Lead), labelled("同 行 人"), centred(m.Companions), labelled("记 录 人"), centred(m.Recorder))
	if m.Company != "" {
		form.row(h, labelled("走访单位\n或 商 户"), spanning(m.Company, 3), labelled("所在网格"), centred(m.Grid))
	}
	if m.Household != "" || m.Company == "" {
		form.row(h, labelled("走访住户"), spanning(m.Household, 3), labelled("所在网格"), centred(m.Grid))
	}
	form.row(h, labelled("受 访 人"), centred(m.Person), labelled("年龄段／与\n户主关系"), centred(strings.Trim(m.Age+"　"+m.Relation, "　")), labelled("联系电话"), centred(m.Phone))
	form.row(h, labelled("对象类别"), spanning(ticks(m.Classes), 5))
	form.row(h, labelled("三　　送"), spanning(ticks(m.Deliveries), 5))
	form.row(h, labelled("六 到 家"), spanning(ticks(m.Services), 5))
	form.row(block, labelled("家庭情况"), spanning(m.Family, 5))
	form.row(block*2.3, labelled("谈话内容"), spanning(m.Talk, 5))
	form.row(14, labelled("宣讲政策"), spanning(m.Policies, 5))
	form.row(14, labelled("发现隐患"), spanning(m.Hazards, 5))
	form.heading("居民诉求及办理")
	if len(m.Appeals) == 0 {
		form.row(h, labelled("诉　　求"), spanning("这次走访没有登记诉求。", 5))
	}
	for i, a := range m.Appeals {
		form.row(h, labelled("诉　求 "+strconv.Itoa(i+1)), spanning(appealText(a), 5))
	}
	note := m.Note
	if m.Form != "" {
		note = strings.Trim(note+"\n纸质表编号 "+m.Form, "\n")
	}
	form.row(h, labelled("备　　注"), spanning(note, 5))
	form.row(12, labelled("走 访 人\n签　　名"), spanning("", 2), labelled("受 访 人\n签　　名"), spanning("", 2))
	return form
}

// appealText tells what was asked, how it is handled, and how it ended.
func appealText(a VisitAppeal) string {
	head := a.Title
	if kinds := strings.Trim(a.Kind+"，"+a.Urgency, "，"); kinds != "" {
		head += "（" + kinds + "）"
	}
	head = joinParts(head, a.No)
	var parts []string
	add := func(label, s string) {
		if s != "" {
			parts = append(parts, print.Keep(label, "")+string(print.Joiner)+s)
		}
	}
	add("办理：", a.State)
	add("责任人：", a.Owner)
	add("期限：", a.Due)
	add("结果：", a.Result)
	add("居民评价：", a.Rating)
	if len(parts) == 0 {
		return head
	}
	return head + "\n" + strings.Join(parts, "　")
}
