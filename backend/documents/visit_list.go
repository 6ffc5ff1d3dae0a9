package documents

import (
	"fmt"

	"chengzhuan/backend/print"
)

// VisitList prints 民情日志 on lying A4 or A3, internal only.
func (p *Press) VisitList(m VisitList, o Options) ([]byte, error) {
	title := m.Title
	if title == "" {
		title = "民情日志"
	}
	count := fmt.Sprintf("走访 %d 次", len(m.Rows))
	if m.Households > 0 {
		count += fmt.Sprintf("，%d 户", m.Households)
	}
	if m.Of != "" {
		count = m.Of + "　　" + count
	}
	return p.list(listOf{
		title: title, unit: m.Unit, count: count, period: m.Period, maker: m.Maker, checker: m.Checker, audiences: []Audience{Internal},
		columns: []print.Column{
			narrow("日期"), {Title: "走访住户或单位", Stretch: 1.1, Max: 46}, people("受访人"), {Title: "对象类别", Align: print.Center, Max: 24, Pieces: "、"},
			people("走访人"), narrow("方式"), wide("谈话内容", 3), {Title: "三送／六到家", Max: 26, Pieces: "、"}, wide("诉求及办理", 2), wide("备注", 0.7), narrow("走访编号"),
		},
		rows: len(m.Rows),
		get: func(i int) []string {
			r := m.Rows[i]
			return []string{r.Date, r.Place, r.Person, r.Classes, r.Lead, r.Mode, r.Talk, r.Services, r.Appeals, r.Note, r.No}
		},
		empty: "这段时间没有登记走访。", size: 8.5,
	}, o)
}
