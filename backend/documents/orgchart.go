package documents

import (
	"fmt"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/print"
)

// OrgChart prints 组织架构图: organization, secretary, number of members; no
// phone numbers.
func (p *Press) OrgChart(m OrgChart, o Options) ([]byte, error) {
	if err := o.check(Wall, Internal); err != nil {
		return nil, err
	}
	if m.Root == nil {
		return nil, errs.New(errs.Invalid, "还没有党组织，画不了架构图").Do("请先在台账里登记党组织")
	}
	paper, err := o.paper("A3", Landscape)
	if err != nil {
		return nil, err
	}
	title := m.Title
	if title == "" {
		title = "组织架构图"
	}
	d := p.doc(title, o)
	pg := newPoster(d, paper, o.palette())
	body := pg.masthead(d, m.Unit, title)
	foot := 9 * pg.u
	tree := orgTree(pg, m.Root)
	tree.Draw(pg.Page, print.Box{X: body.X, Y: body.Y + 5*pg.u, W: body.W, H: body.H - foot - 8*pg.u})
	line := posted(m.Number, m.Edition, m.Place)
	used := pg.stamp(o, print.Box{X: body.X, Y: body.Bottom() - foot, W: body.W, H: foot})
	t := print.Text{Style: pg.st(print.Hei, 10.5, pg.muted), VAlign: print.Bottom, OneLine: true, MinSize: 6 * pg.u, Name: "张贴说明"}
	pg.TextBox(print.Box{X: body.X, Y: body.Bottom() - foot, W: body.W / 2, H: foot}, m.Period, t)
	t.Align = print.Right
	pg.TextBox(print.Box{X: body.X + body.W/2, Y: body.Bottom() - foot, W: body.W/2 - used, H: foot}, line, t)
	return finish(d, o)
}

// orgTree chooses the looks of the levels. Text smaller than 7.5 points is
// refused: a chart is read standing.
func orgTree(p *poster, root *OrgUnit) *print.Tree {
	u := p.u
	line := p.rule(0.5, p.accent)
	if p.theme == RedGold {
		line.Color = p.restInk
	}
	border := func(w float64) *print.Stroke { s := p.rule(w, line.Color); return &s }
	return &print.Tree{
		Root: orgNode(root),
		Levels: []print.TreeLevel{
			{Title: p.st(print.HeiBold, 20, p.strongInk), Note: p.st(print.Hei, 13, p.strongInk), MaxWidth: 110 * u, Fill: p.strong, Stroke: border(0.8), PadX: 8 * u, PadY: 3.5 * u, Radius: 1.5 * u},
			{Title: p.st(print.HeiBold, 14.5, p.ink), Note: p.st(print.Hei, 11, p.ink), MaxWidth: 46 * u, Fill: p.soft, Stroke: border(0.55), PadX: 3.5 * u, PadY: 2.6 * u, Radius: 1.2 * u},
			{Title: p.st(print.HeiBold, 12, p.ink), Note: p.st(print.Hei, 10, p.muted), MaxWidth: 36 * u, Fill: p.leaf(), Stroke: border(0.3), PadX: 2.6 * u, PadY: 1.8 * u, Radius: 0.8 * u},
		},
		Line: line, GapX: 6 * u, GapY: 13 * u, MaxScale: 1.7, MinSize: 7.5,
	}
}

func (p *poster) leaf() *print.Color {
	if p.theme == Plain {
		return nil
	}
	return &print.White
}

// orgWords are not broken over lines.
var orgWords = []string{"委员会", "总支部", "党支部", "联合支部", "支部", "党小组", "社区", "小区", "街道", "宿舍", "花园", "商圈", "中学", "小学", "老旧", "有限", "公司", "物业", "一期", "二期", "三期", "联合"}

func orgNode(n *OrgUnit) *print.TreeNode {
	t := &print.TreeNode{Title: print.KeepWords(n.Name, orgWords...)}
	if n.Secretary != "" {
		post := n.SecretaryPost
		if post == "" {
			post = "书记"
		}
		t.Notes = append(t.Notes, post+"　"+print.Keep(n.Secretary, "·"))
	}
	if n.Members >= 0 {
		t.Notes = append(t.Notes, fmt.Sprintf("党员 %d 名", n.Members))
	}
	for _, c := range n.Children {
		t.Children = append(t.Children, orgNode(c))
	}
	return t
}
