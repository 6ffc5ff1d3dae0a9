package documents

import (
	"fmt"
	"time"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/print"
)

// DutyRoster prints 值班表: a month by weeks, Monday first, to hang up. An
// empty month is a form to fill in by hand.
func (p *Press) DutyRoster(m DutyRoster, o Options) ([]byte, error) {
	if err := o.check(Wall, Internal); err != nil {
		return nil, err
	}
	if m.Month < 1 || m.Month > 12 || m.Year < 1900 || m.Year > 2200 {
		return nil, errs.New(errs.Invalid, "值班表的年月不对").In("month").Do("请选 1900 到 2200 年之间的月份")
	}
	paper, err := o.paper("A3", Landscape)
	if err != nil {
		return nil, err
	}
	title := m.Title
	if title == "" {
		title = fmt.Sprintf("%d年%d月值班表", m.Year, m.Month)
	}
	d := p.doc(title, o)
	pg := newPoster(d, paper, o.palette())
	body := pg.masthead(d, m.Community, title)
	foot := 17 * pg.u
	grid := print.Box{X: body.X, Y: body.Y, W: body.W, H: body.H - foot}
	dutyGrid(d, pg, m, grid)
	dutyFoot(d, pg, m, o, print.Box{X: body.X, Y: grid.Bottom() + 4*pg.u, W: body.W, H: foot - 4*pg.u})
	return finish(d, o)
}

var weekdayNames = [7]string{"星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日"}

func dutyGrid(d *print.Doc, p *poster, m DutyRoster, box print.Box) {
	u := p.u
	first := time.Date(m.Year, time.Month(m.Month), 1, 0, 0, 0, 0, time.UTC)
	g := print.MonthGrid{Box: box, First: (int(first.Weekday()) + 6) % 7, Days: first.AddDate(0, 1, -1).Day(), Head: 10.5 * u, Side: 15 * u}
	days := make([]DutyDay, g.Days+1)
	for _, day := range m.Days {
		if day.Day >= 1 && day.Day <= g.Days {
			days[day.Day] = day
		}
	}
	if p.head != nil {
		p.Fill(print.Box{X: box.X, Y: box.Y, W: box.W, H: g.Head}, *p.head)
	}
	for c, name := range weekdayNames {
		ink := p.ink
		if c >= 5 {
			ink = p.restInk
		}
		p.TextBox(g.HeadSlot(c), name, print.Text{Style: p.st(print.HeiBold, 14, ink), Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 6 * u, Name: "星期"})
	}
	for w := range g.Weeks() {
		_, week := first.AddDate(0, 0, w*7-g.First).ISOWeek()
		p.TextBox(g.SideSlot(w), fmt.Sprintf("第%d周", week), print.Text{Style: p.st(print.Hei, 9.5, p.muted), Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 5 * u, Name: "周次"})
	}
	shifts := shiftsOf(days)
	for k := 1; k <= g.Days; k++ {
		slot := g.Day(k)
		day := days[k]
		day.Day = k
		rest := day.Rest || day.Mark == "休"
		if rest && p.rest != nil {
			p.Fill(slot, *p.rest)
		}
		dutyDay(d, p, day, rest, shifts, slot)
	}
	gridLines(p, g)
}

// gridLines rules the month: hair lines inside, a stronger line at the top
// and the bottom.
func gridLines(p *poster, g print.MonthGrid) {
	hair := p.rule(0.25, p.line)
	b := g.Box
	for w := range g.Weeks() {
		y := g.SideSlot(w).Y
		p.Line(b.X, y, b.Right(), y, hair)
	}
	for c := range 7 {
		x := g.HeadSlot(c).X
		p.Line(x, b.Y, x, b.Bottom(), hair)
	}
	frame := p.rule(0.6, p.accent)
	if p.theme == RedGold {
		frame.Color = p.restInk
	}
	p.Frame(b, frame)
}

// shift is one line of a day: its label and who is on.
type shift struct {
	label string
	who   func(DutyDay) []string
}

// shiftsOf returns the shifts anybody has; for an empty month all of them.
func shiftsOf(days []DutyDay) []shift {
	all := []shift{
		{"带班", func(d DutyDay) []string { return d.Leader }},
		{"白班", func(d DutyDay) []string { return d.DayShift }},
		{"夜班", func(d DutyDay) []string { return d.Night }},
	}
	var used []shift
	for _, s := range all {
		for _, d := range days {
			if len(s.who(d)) > 0 {
				used = append(used, s)
				break
			}
		}
	}
	if len(used) == 0 {
		return all
	}
	return used
}

func dutyDay(d *print.Doc, p *poster, day DutyDay, rest bool, shifts []shift, slot print.Box) {
	u := p.u
	in := slot.Inset(2.6*u, 2*u)
	ink := p.ink
	if rest {
		ink = p.restInk
	}
	number := p.st(print.HeiBold, 21, ink)
	p.String(in.X, in.Y+number.Em()*0.80, fmt.Sprint(day.Day), number, 0)
	x := in.X + d.Width(fmt.Sprint(day.Day), number) + 1.6*u
	if rest && p.rest == nil { // a rule stands in for the tint
		p.Fill(print.Box{X: in.X, Y: in.Y + 7.3*u, W: x - 1.6*u - in.X, H: 0.7 * u}, p.ink)
	}
	if day.Mark != "" {
		x = dutyMark(p, day.Mark, x, in.Y+0.5*u) + 1.2*u
	}
	lunar, style := day.Lunar, p.st(print.Hei, 10.5, p.muted)
	if day.Feast != "" {
		lunar, style = day.Feast, p.st(print.HeiBold, 11, p.restInk)
	}
	p.TextBox(print.Box{X: x, Y: in.Y, W: in.Right() - x, H: 7 * u}, lunar,
		print.Text{Style: style, Align: print.Right, VAlign: print.Middle, OneLine: true, MinSize: 5 * u, Name: fmt.Sprintf("%d日的农历或节日", day.Day)})
	top := in.Y + 9.2*u
	dutyNames(d, p, day, shifts, print.Box{X: in.X, Y: top, W: in.W, H: in.Bottom() - top})
}

// dutyMark draws 休 or 班 as a small seal and returns its right edge.
func dutyMark(p *poster, mark string, x, y float64) float64 {
	b := print.Box{X: x, Y: y, W: 5.6 * p.u, H: 5.6 * p.u}
	color := p.restInk
	if mark == "班" {
		color = p.ink
	}
	t := print.Text{Style: p.st(print.HeiBold, 10.5, print.White), Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 4 * p.u, Name: "休班标记"}
	if p.theme == Plain {
		p.Round(b, 1*p.u, nil, &print.Stroke{Width: 0.35 * p.u, Color: color})
		t.Color = color
	} else {
		p.Round(b, 1*p.u, &color, nil)
	}
	p.TextBox(b, mark, t)
	return b.Right()
}

func dutyFoot(d *print.Doc, p *poster, m DutyRoster, o Options, b print.Box) {
	u := p.u
	x := b.X
	label, big := p.st(print.Hei, 13, p.muted), p.st(print.HeiBold, 24, p.restInk)
	base := b.Y + b.H/2 + big.Em()*0.36
	x += p.String(x, base, "值班电话", label, 0) + 3*u
	if m.Phone != "" {
		x += p.String(x, base, m.Phone, big, 0) + 10*u
	} else { // room to write it
		p.Line(x, base+u, x+55*u, base+u, p.rule(0.2, p.muted))
		x += 65 * u
	}
	right := posted(m.Number, m.Edition, m.Place)
	end := b.Right() - p.stamp(o, b)
	small := print.Text{Style: p.st(print.Hei, 10.5, p.muted), Align: print.Right, VAlign: print.Middle, MinSize: 6 * u, Name: "张贴说明"}
	w := min(110*u, b.W*0.4, d.Width(right, small.Style)+u)
	p.TextBox(print.Box{X: end - w, Y: b.Y, W: w, H: b.H}, right, small)
	if len(m.Notes) > 0 {
		text := ""
		for i, n := range m.Notes {
			if i > 0 {
				text += "\n"
			}
			text += n
		}
		small.Align, small.Name = print.Left, "说明"
		small.Style = p.st(print.Hei, 10.5, p.ink)
		p.TextBox(print.Box{X: x, Y: b.Y, W: end - w - 6*u - x, H: b.H}, text, small)
	}
}

// posted is the line that says which sheet this is and where it hangs.
func posted(number, edition, place string) string {
	s := ""
	if number != "" {
		s = joinParts(s, "编号 "+number)
	}
	s = joinParts(s, edition)
	if place != "" {
		s = joinParts(s, "张贴处："+place)
	}
	return s
}

func joinParts(a, b string) string {
	if a == "" || b == "" {
		return a + b
	}
	return a + "　" + b
}
