package documents

import (
	"fmt"
	"slices"
	"strconv"

	"chengzhuan/backend/print"
)

// SmallCell is the least number of cases that may stand alone on a wall: one or
// two would point at somebody.
const SmallCell = 3

// MergeSmall puts the counts below least together under other. What stands there is
// itself not below least: the smallest of the rest is added, so that nobody works it
// out from the total. When everything together is too few, one count of -1 is left.
// Zero counts are dropped. The order is that of the counts, largest first.
func MergeSmall(list []Count, least int, other string) []Count {
	var kept []Count
	merged, any := 0, false
	for _, c := range list {
		switch {
		case c.N <= 0:
		case c.N < least || c.Label == other:
			merged, any = merged+c.N, true
		default:
			kept = append(kept, c)
		}
	}
	slices.SortStableFunc(kept, func(a, b Count) int { return b.N - a.N })
	for any && merged < least && len(kept) > 0 {
		last := len(kept) - 1
		merged += kept[last].N
		kept = kept[:last]
	}
	switch {
	case !any:
	case merged < least:
		kept = append(kept, Count{other, -1})
	default:
		kept = append(kept, Count{other, merged})
	}
	return kept
}

// MediationLedger prints 调解台账: internally a list on lying A4, on the wall a
// standing sheet of counts.
func (p *Press) MediationLedger(m MediationLedger, o Options) ([]byte, error) {
	if o.Audience == Wall {
		return p.mediationWall(m, o)
	}
	count := fmt.Sprintf("共 %d 件，调解成功 %d 件", m.Total, m.Agreed)
	if m.Target > 0 {
		count += fmt.Sprintf("，全年目标 %d 件", m.Target)
	}
	return p.list(listOf{
		title: "矛盾纠纷调解台账", unit: m.Unit, count: count, period: m.Period, maker: m.Maker, checker: m.Checker, audiences: []Audience{Internal, Wall},
		columns: []print.Column{
			narrow("受理日期"), {Title: "纠纷类型", Align: print.Center, Max: 22}, {Title: "当事人", Align: print.Center, Max: 30, Pieces: "、·，,；"}, {Title: "小区", Align: print.Center, Max: 26}, wide("纠纷情况", 2), people("调解员"),
			{Title: "调解结果", Align: print.Center, Max: 20}, wide("协议内容", 2), narrow("书面协议"), narrow("已履行"), narrow("结案日期"), narrow("回访日期"), narrow("调解编号"),
		},
		rows: len(m.Rows),
		get: func(i int) []string {
			r := m.Rows[i]
			return []string{r.Date, r.Kind, r.Parties, r.Estate, r.Facts, r.Mediator, r.Result, r.Agreement, r.Written, r.Fulfilled, r.Closed, r.Returned, r.No}
		},
		empty: "这段时间没有登记调解。", size: 8.5,
	}, o)
}

func (p *Press) mediationWall(m MediationLedger, o Options) ([]byte, error) {
	if err := o.check(Wall); err != nil {
		return nil, err
	}
	paper, err := o.paper("A4", Portrait)
	if err != nil {
		return nil, err
	}
	const title = "矛盾纠纷调解情况"
	d := p.doc(title, o)
	pg := newPoster(d, paper, o.palette())
	body := pg.masthead(d, m.Unit, title)
	u := pg.u
	line := print.Text{Style: pg.st(print.Hei, 15, pg.muted), Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 7 * u, Name: "期间"}
	pg.TextBox(print.Box{X: body.X, Y: body.Y + 2*u, W: body.W, H: 9 * u}, m.Period, line)
	y := body.Y + 15*u
	pg.figures(print.Box{X: body.X, Y: y, W: body.W, H: 40 * u}, mediationFigures(m))
	y += 50 * u
	foot := 16 * u
	blocks := []struct {
		title string
		list  []Count
	}{{"按纠纷类型", m.Kinds}, {"按调解结果", m.Results}}
	rows := 0
	for _, b := range blocks {
		rows += len(b.list) + 2
	}
	step := min((body.Bottom()-foot-y)/float64(max(rows, 1)), 21*u)
	for _, b := range blocks {
		if len(b.list) == 0 {
			continue
		}
		pg.TextBox(print.Box{X: body.X, Y: y, W: body.W, H: step}, b.title, print.Text{Style: pg.st(print.HeiBold, 17, pg.restInk), VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "小标题"})
		y += step
		pg.bars(print.Box{X: body.X, Y: y, W: body.W, H: step * float64(len(b.list))}, b.list, m.Total)
		y += step * (float64(len(b.list)) + 0.6)
	}
	pg.footLine(print.Box{X: body.X, Y: body.Bottom() - foot, W: body.W, H: foot}, fmt.Sprintf("不足 %d 件的类别合并计算，不公开当事人情况。", SmallCell), phoneLine("调解电话", m.Phone), o)
	return finish(d, o)
}

func mediationFigures(m MediationLedger) []figure {
	total := strconv.Itoa(m.Total)
	if m.Total > 0 && m.Total < SmallCell {
		total = "不足 " + strconv.Itoa(SmallCell)
	}
	out := []figure{{total, "件", "受理调解"}}
	if failed := m.Total - m.Agreed; m.Total >= SmallCell && m.Agreed >= SmallCell && (failed == 0 || failed >= SmallCell) {
		out = append(out, figure{strconv.Itoa(m.Agreed), "件", "调解成功"})
	}
	if m.Target > 0 {
		out = append(out, figure{strconv.Itoa(m.Target), "件", "全年目标"})
	}
	return out
}

func phoneLine(label, phone string) string {
	if phone == "" {
		return ""
	}
	return label + " " + phone
}
