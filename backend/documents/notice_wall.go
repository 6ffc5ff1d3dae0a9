package documents

import (
	"fmt"
	"strconv"

	"chengzhuan/backend/print"
)

// PublicNotice is 公示 of anything but points: what is posted before it is decided.
type PublicNotice struct {
	Community, Title, No string
	Intro                string // above the list
	From, To             string // 2026年11月16日
	Days                 int    // working days; 0: not said
	FirstCounts          bool   // the day of posting is the first of them
	Rows                 []PublicNoticeRow
	Phone, Hours         string // the office's, for objections
	Answer               int    // working days in which an objection is answered; 0: not said
	Place                string // where it hangs
}

// PublicNoticeRow is one line of the list; a column that is empty in every row is left out.
type PublicNoticeRow struct{ Name, Unit, Content string }

// PublicNotice prints 公示 on standing sheets to hang up.
func (p *Press) PublicNotice(m PublicNotice, o Options) ([]byte, error) {
	f, err := p.wallFlow(m.Community, unitOr(m.Title, "公示"), "", posted(m.No, "", m.Place), phoneLine("异议电话", m.Phone), "A4", o)
	if err != nil {
		return nil, err
	}
	u := f.u
	intro, closing := f.song(19), f.song(17)
	begin, end := "　　"+unitOr(m.Intro, "下列事项现予公示，请大家监督。"), publicClosing(m)
	f.Flow.Text(begin, intro)
	f.Flow.Text(publicPeriod(m), intro)
	f.Y += 5 * u
	tail := f.setHeight(end, closing) + 2*closing.LineHeight() + 10*u
	gr := publicGrid(f.poster, m.Rows)
	gr.settle(f.doc, f.Body().W, f.Flow.Room(), f.fresh, tail, 21*u, 13*u)
	if len(gr.rows) == 0 {
		f.Flow.Text("这次没有需要公示的名单。", print.Text{Style: f.st(print.Hei, 18, f.muted), Align: print.Center})
	} else {
		gr.draw(f.Flow)
	}
	f.Y += 6 * u
	f.Need(tail - 6*u)
	f.Flow.Text(end, closing)
	f.Y += 4 * u
	closing.Align = print.Right
	f.Flow.Text(print.Keep(m.Community, "")+"　　\n"+m.From+"　　", closing)
	return finish(f.doc, o)
}

func publicPeriod(m PublicNotice) string {
	if m.From == "" {
		return "　　公示期：　　年　　月　　日至　　年　　月　　日。"
	}
	s := "　　公示期自" + print.Keep(m.From, "")
	if m.To != "" && m.To != m.From {
		s += "至" + print.Keep(m.To, "")
	}
	if m.Days > 0 {
		s += fmt.Sprintf("，共%d个工作日", m.Days)
		if m.FirstCounts {
			s += "（张贴当天算第一天）"
		}
	}
	return s + "。"
}

func publicClosing(m PublicNotice) string {
	s := "　　对以上公示有异议的，请在公示期内向社区党组织反映"
	if m.Phone != "" {
		s += "，电话 " + print.Keep(m.Phone, "")
	}
	if m.Hours != "" {
		s += "（" + print.Keep(m.Hours, " ，、") + "）"
	}
	s += "。"
	if m.Answer > 0 {
		s += fmt.Sprintf("我们在%d个工作日内核实并答复，", m.Answer)
	}
	return s + "对反映人的情况予以保密。"
}

func publicGrid(p *poster, rows []PublicNoticeRow) *grid {
	unit, content := false, false
	for _, r := range rows {
		unit, content = unit || r.Unit != "", content || r.Content != ""
	}
	columns := []gridColumn{{title: "序号", share: 0.95, align: print.Center}, {title: "姓名", share: 2.1, align: print.Center, face: print.HeiBold, pieces: "·"}}
	if unit {
		columns = append(columns, gridColumn{title: "支部或单位", share: 3.6})
	}
	if content {
		columns = append(columns, gridColumn{title: "公示内容", share: 4})
	}
	g := posterGrid(p, columns...)
	for i, r := range rows {
		cells := []string{strconv.Itoa(i + 1), r.Name}
		if unit {
			cells = append(cells, r.Unit)
		}
		if content {
			cells = append(cells, r.Content)
		}
		g.rows = append(g.rows, gridRow{cells: cells})
	}
	return g
}
