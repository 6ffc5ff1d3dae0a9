package documents

import (
	"fmt"

	"chengzhuan/backend/print"
)

// MatterList prints 诉求台账 on lying A4 or A3, internal only. What is past its
// deadline is tinted and says so in words.
func (p *Press) MatterList(m MatterList, o Options) ([]byte, error) {
	count := fmt.Sprintf("共 %d 件，在办 %d 件，逾期 %d 件", len(m.Rows), m.Open, m.Overdue)
	if m.Of != "" {
		count = m.Of + "　　" + count
	}
	return p.list(listOf{
		title: "诉求台账", unit: m.Unit, count: count, period: m.Period, maker: m.Maker, checker: m.Checker, audiences: []Audience{Internal},
		columns: []print.Column{
			narrow("受理日期"), wide("诉求事项", 2.2), narrow("类型"), {Title: "来源", Align: print.Center, Max: 18}, {Title: "住户或小区", Stretch: 1, Max: 42}, people("诉求人"),
			people("责任人"), narrow("状态"), {Title: "承办单位", Stretch: 0.7, Max: 34}, {Title: "办理期限", Align: print.Center, Max: 30, Pieces: "\n"}, narrow("办结日期"), wide("办理结果", 1.8), {Title: "评价", Align: print.Center, Max: 16}, narrow("诉求编号"),
		},
		rows: len(m.Rows),
		get: func(i int) []string {
			r := m.Rows[i]
			due := r.Due
			if r.Left != "" {
				due += "\n" + r.Left
			}
			return []string{r.Accepted, r.Title, r.Kind, r.Source, r.Place, r.Person, r.Owner, r.State, r.To, due, r.Finished, r.Result, r.Rating, r.No}
		},
		light: func(i int) Light { return m.Rows[i].Light },
		empty: "没有符合条件的诉求。", foot: "底色：红为已逾期，黄为临近期限。", size: 8.5,
	}, o)
}
