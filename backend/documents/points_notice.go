package documents

import (
	"fmt"
	"strconv"
	"strings"

	"chengzhuan/backend/print"
)

// wallFlow are posters one after the other: each has the masthead, what stands below it
// in small letters, and the foot with its number.
type wallFlow struct {
	*print.Flow
	*poster // measures and colours; its page is nil
	doc     *print.Doc
	fresh   float64 // room on a page below the masthead
}

const wallFoot = 16.0

func (p *Press) wallFlow(over, title, below, left, right, standard string, o Options) (*wallFlow, error) {
	if err := o.check(Wall, Internal); err != nil {
		return nil, err
	}
	paper, err := o.paper(standard, Portrait)
	if err != nil {
		return nil, err
	}
	d := p.doc(title, o)
	pal := o.palette()
	pg := posterOn(nil, paper, pal)
	u := pg.u
	edge := posterMargin * u
	f := print.NewFlow(d, paper, print.Margins{Top: edge, Right: edge, Bottom: edge + wallFoot*u, Left: edge}, func(page *print.Page, b print.Box, no int) float64 {
		pg := posterOn(page, paper, pal)
		if pal.ground != nil {
			pg.Fill(paper.Box(), *pal.ground)
		}
		body := pg.masthead(d, over, title)
		if below == "" {
			return body.Y + 4*u - b.Y
		}
		pg.TextBox(print.Box{X: body.X, Y: body.Y, W: body.W, H: 9 * u}, below, print.Text{Style: pg.st(print.Hei, 14.5, pg.muted), Align: print.Center, VAlign: print.Middle, OneLine: true, MinSize: 6, Name: "期间"})
		return body.Y + 13*u - b.Y
	})
	d.Furniture(func(page *print.Page, no, total int) {
		foot := print.Box{X: edge, Y: page.H - edge - 13*u, W: page.W - 2*edge, H: 13 * u}
		posterOn(page, paper, pal).footLine(foot, joinParts(pageOf(no, total), left), right, o)
	})
	return &wallFlow{f, pg, d, f.Room()}, nil
}

// song is running text of a poster, its size for A3.
func (w *wallFlow) song(size float64) print.Text {
	return print.Text{Style: print.Style{Face: print.Song, Size: size * w.u, Color: w.ink, Pitch: 1.6}, Align: print.Justify}
}

func (w *wallFlow) setHeight(s string, t print.Text) float64 {
	if s == "" {
		return 0
	}
	return w.doc.Set(s, w.Body().W, t).Height()
}

// PointsNotice prints 积分公示 on standing sheets to hang up. Deductions are on internal
// pages only.
func (p *Press) PointsNotice(m PointsNotice, o Options) ([]byte, error) {
	f, err := p.wallFlow(m.Community, unitOr(m.Title, "党员积分公示"), "", posted(m.No, "", m.Place), phoneLine("异议电话", m.Phone), "A4", o)
	if err != nil {
		return nil, err
	}
	u := f.u
	withheld := m.Withheld
	if !o.internal() {
		withheld = nil
	}
	intro, closing := f.song(19), f.song(17)
	begin, end := noticeIntro(m), noticeClosing(m)
	f.Flow.Text(begin, intro)
	f.Y += 5 * u
	sign := 2*closing.LineHeight() + 4*u
	tail := f.setHeight(end, closing) + sign + 6*u
	gr := postedGrid(f.poster, m.Groups, withheld)
	gr.settle(f.doc, f.Body().W, f.Flow.Room(), f.fresh, tail, 21*u, 13*u)
	if len(gr.rows) == 0 {
		f.Flow.Text("这次没有需要公示的积分。", print.Text{Style: f.st(print.Hei, 18, f.muted), Align: print.Center})
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

func noticeIntro(m PointsNotice) string {
	s := "　　下列党员的积分已经党小组初审、支部审核，现予公示，请大家监督。"
	if m.From == "" {
		return s + "公示期：　　年　　月　　日至　　年　　月　　日。"
	}
	s += "公示期自" + print.Keep(m.From, "")
	if m.To != "" && m.To != m.From {
		s += "至" + print.Keep(m.To, "")
	}
	if m.Days > 0 {
		s += fmt.Sprintf("，共%d个工作日", m.Days)
	}
	return s + "。表中是按规则申报的分值，计入总分时按全年上限核减。"
}

func noticeClosing(m PointsNotice) string {
	s := "　　对以上积分有异议的，请在公示期内向社区党组织反映"
	if m.Phone != "" {
		s += "，电话 " + print.Keep(m.Phone, "")
	}
	if m.Hours != "" {
		s += "（" + print.Keep(m.Hours, " ，、") + "）"
	}
	s += "。"
	if m.Answer > 0 {
		s += fmt.Sprintf("我们在%d个工作日内复核并答复，", m.Answer)
	}
	return s + "对反映人的情况予以保密。"
}

func postedGrid(p *poster, groups, withheld []PostedGroup) *grid {
	points := p.restInk
	g := posterGrid(p, gridColumn{title: "序号", share: 0.95, align: print.Center}, gridColumn{title: "姓名", share: 1.9, align: print.Center, face: print.HeiBold, pieces: "·"},
		gridColumn{title: "事项", share: 5.2}, gridColumn{title: "数量", share: 1.35, align: print.Center}, gridColumn{title: "分值", share: 1.1, align: print.Center, face: print.HeiBold, ink: &points})
	no := 0
	add := func(list []PostedGroup, over string) {
		for _, branch := range list {
			if head := strings.Trim(over+"　"+branch.Branch, "　"); head != "" {
				g.rows = append(g.rows, gridRow{heading: head, right: strconv.Itoa(len(branch.Claims)) + " 条"})
			}
			for _, c := range branch.Claims {
				no++
				g.rows = append(g.rows, gridRow{cells: []string{strconv.Itoa(no), c.Member, c.Item, c.Quantity, c.Points}})
			}
		}
	}
	add(groups, "")
	add(withheld, "扣分（不上墙，只告知本人和支委会）")
	return g
}

// PointsRanking prints 积分榜 on standing sheets to hang up.
func (p *Press) PointsRanking(m PointsRanking, o Options) ([]byte, error) {
	f, err := p.wallFlow(m.Community, unitOr(m.Title, "党员积分榜"), m.Period, joinParts(m.Posted, posted("", "", m.Place)), phoneLine("咨询电话", m.Phone), "A4", o)
	if err != nil {
		return nil, err
	}
	u := f.u
	gold := starInk(f.poster)
	g := posterGrid(f.poster, gridColumn{title: "名次", share: 1, align: print.Center, face: print.HeiBold}, gridColumn{title: "姓名", share: 2.3, align: print.Center, face: print.HeiBold, pieces: "·"},
		gridColumn{title: "所在支部", share: 3.6, align: print.Center}, gridColumn{title: "总分", share: 1.2, align: print.Center, face: print.HeiBold, ink: &f.restInk}, gridColumn{title: "星级", share: 1.9, align: print.Center, ink: &gold})
	for _, r := range m.Rows {
		g.rows = append(g.rows, gridRow{cells: []string{r.Place, r.Name, r.Branch, r.Total, print.Keep(stars(r.Stars), "")}})
	}
	note := print.Text{Style: f.st(print.Hei, 13.5, f.muted)}
	tail := f.setHeight(m.Ties, note) + 5*u
	if len(m.Rows) == 0 {
		f.Y += 8 * u
		f.Flow.Text("还没有可以上榜的积分。", print.Text{Style: f.st(print.Hei, 18, f.muted), Align: print.Center})
		return finish(f.doc, o)
	}
	g.settle(f.doc, f.Body().W, f.Flow.Room(), f.fresh, tail, 24*u, 13.5*u)
	g.draw(f.Flow)
	if m.Ties != "" {
		f.Y += 4 * u
		f.Need(tail - 4*u)
		f.Flow.Text(m.Ties, note)
	}
	return finish(f.doc, o)
}

// stars are as many stars in a row.
func stars(n int) string { return strings.Repeat("★", max(n, 0)) }

// starInk is gold where the theme has colours, deep enough to be read on paper.
func starInk(p *poster) print.Color {
	switch p.theme {
	case Plain:
		return p.ink
	case Brick:
		return p.accent
	}
	return print.Hex(0xb8801a)
}
