package documents

import (
	"fmt"

	"chengzhuan/backend/print"
)

// SupervisionList prints 督办问题清单 on lying A4 or A3, internal only. The light
// stands as a word and as the tint of the row.
func (p *Press) SupervisionList(m SupervisionList, o Options) ([]byte, error) {
	return p.list(listOf{
		title: "督办问题清单", unit: m.Unit, period: m.Period, maker: m.Maker, checker: m.Checker, audiences: []Audience{Internal},
		count: supervisionCount(m),
		columns: []print.Column{
			wide("问题", 2), {Title: "来源", Align: print.Center, Max: 20}, {Title: "责任单位", Align: print.Center, Stretch: 0.6, Max: 36}, people("责任人"), wide("措施", 2),
			narrow("时限"), wide("进展", 2), {Title: "状态", Align: print.Center, Max: 30, Pieces: "\n"}, narrow("销号日期"), narrow("督办编号"),
		},
		rows: len(m.Rows),
		get: func(i int) []string {
			r := m.Rows[i]
			state := r.Light.Label()
			if state != "" {
				state += " "
			}
			state += r.State
			if r.Left != "" {
				state += "\n" + r.Left
			}
			return []string{r.Problem, r.Source, r.To, r.Owner, r.Measures, r.Due, r.Progress, state, r.Done, r.No}
		},
		light: func(i int) Light { return m.Rows[i].Light },
		empty: "没有符合条件的督办问题。", foot: "红：已过时限；黄：临近时限；绿：时限未到或已销号。",
	}, o)
}

// supervisionCount counts the lights; what has no deadline has none.
func supervisionCount(m SupervisionList) string {
	out := fmt.Sprintf("共 %d 项：红 %d，黄 %d，绿 %d", len(m.Rows), m.Red, m.Yellow, m.Green)
	if n := len(m.Rows) - m.Red - m.Yellow - m.Green; n > 0 {
		out += fmt.Sprintf("，未定时限 %d", n)
	}
	return out
}
