package print

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/errs"
)

func testTable(rows int, text func(i int) string) *Table {
	t := &Table{
		Columns: []Column{{Title: "序号", Align: Center}, {Title: "内容", Stretch: 1}, {Title: "联系电话"}},
		Head:    body(10), Body: body(9), PadX: 1, PadY: 1, MinRow: 6, Line: Stroke{Width: 0.1}, Outer: Stroke{Width: 0.3},
	}
	for i := range rows {
		t.Rows = append(t.Rows, Row{Cells: []string{fmt.Sprintf("R%dE", i), text(i), "13800000000"}})
	}
	return t
}

// texts lists what is drawn on a page with where its baselines are.
func texts(p *Page) (s []string, lowest float64) {
	for _, o := range p.ops {
		if o, ok := o.(*textOp); ok {
			s, lowest = append(s, o.s), max(lowest, o.y)
		}
	}
	return s, lowest
}

func TestTableRepeatsItsHeaderAndKeepsRowsWhole(t *testing.T) {
	d := newTestDoc()
	f := NewFlow(d, A5, Margins{10, 10, 20, 10}, nil)
	testTable(90, func(i int) string { return strings.Repeat("长", i%50) }).Draw(f)
	if d.Pages() < 3 {
		t.Fatalf("%d pages", d.Pages())
	}
	next := 0
	for i, p := range d.pages {
		s, lowest := texts(p)
		if strings.Join(s[:3], "") != "序号内容联系电话" {
			t.Errorf("page %d begins with %v", i+1, s[:3])
		}
		if lowest > A5.H-20 {
			t.Errorf("page %d: text at %.1f mm, in the margin", i+1, lowest)
		}
		long := 0
		for _, v := range s {
			if v == fmt.Sprintf("R%dE", next) {
				next++
			}
			long += strings.Count(v, "长")
		}
		// All the text of the page's rows is on this page: no row was split.
		want := 0
		for r := range next {
			want += r % 50
		}
		if i == 0 && long != want {
			t.Errorf("page 1 has rows to %d and %d of their %d characters", next-1, long, want)
		}
	}
	if next != 90 {
		t.Errorf("%d of 90 rows, in order", next)
	}
}

func TestRowTallerThanAPageGoesOn(t *testing.T) {
	d := newTestDoc()
	f := NewFlow(d, A5, Margins{10, 10, 10, 10}, nil)
	testTable(3, func(i int) string { return strings.Repeat("长", 1+1500*(i%2)) }).Draw(f)
	n := 0
	for _, p := range d.pages {
		s, lowest := texts(p)
		n += strings.Count(strings.Join(s, ""), "长")
		if lowest > A5.H-10 {
			t.Errorf("text at %.1f mm", lowest)
		}
	}
	if n != 1+1501+1 || d.Pages() < 2 {
		t.Errorf("%d characters on %d pages", n, d.Pages())
	}
}

func TestColumnWidths(t *testing.T) {
	d := newTestDoc()
	f := NewFlow(d, A4, Margins{10, 10, 10, 10}, nil)
	rapid.Check(t, func(rt *rapid.T) {
		tab := testTable(rapid.IntRange(0, 6).Draw(rt, "rows"), func(int) string { return mixed.Draw(rt, "text") })
		tab.MinSize = 6
		tab.fitWidths(f)
		for c, w := range tab.widths {
			if w < 1 {
				rt.Fatalf("column %d is %.2f mm wide", c, w)
			}
		}
		if abs(tab.total()-190) > 0.01 {
			rt.Fatalf("table is %.2f mm wide", tab.total())
		}
		// A number that fits is never broken.
		if _, piece := d.extent("13800000000", tab.Body); len(tab.Rows) > 0 && tab.widths[2] < piece+2*tab.PadX {
			rt.Fatalf("phone column is %.2f mm", tab.widths[2])
		}
	})
}

func TestFormFlows(t *testing.T) {
	d := newTestDoc()
	f := NewFlow(d, A5, Margins{10, 10, 10, 10}, nil)
	form := &Form{Widths: []float64{20, 40, 20, 48}, Label: body(9), Value: body(9), PadX: 1, PadY: 1, Line: Stroke{Width: 0.1}, Outer: Stroke{Width: 0.3}}
	form.Rows = []FormRow{
		{Height: 9, Cells: []Cell{{Text: "姓名", Label: true}, {Text: "王芳"}, {Text: "照片", Label: true}, {Text: "框", Rows: 2}}},
		{Height: 9, Cells: []Cell{{Text: "性别", Label: true}, {Text: "女"}, {Text: "丙"}}},
		{Height: 9, Cells: []Cell{{Text: "简历", Label: true}, {Text: strings.Repeat("经历", 900), Cols: 3}}},
		{Height: 9, Cells: []Cell{{Text: "尾", Label: true}, {Text: "完", Cols: 3}}},
	}
	form.Draw(f)
	all := ""
	for _, p := range d.pages {
		s, lowest := texts(p)
		all += strings.Join(s, "")
		if lowest > A5.H-10 {
			t.Errorf("text at %.1f mm", lowest)
		}
	}
	if strings.Count(all, "经历")+strings.Count(all, "历经") < 1700 || strings.Count(all, "经") != 900 || !strings.HasSuffix(all, "尾完") {
		t.Errorf("%d of 900, ends with %q", strings.Count(all, "经"), all[len(all)-12:])
	}
	if d.Pages() < 2 {
		t.Error("did not flow")
	}
}

func TestMonthGrid(t *testing.T) {
	for _, c := range []struct{ first, days, weeks int }{{0, 28, 4}, {6, 30, 6}, {1, 31, 5}, {5, 31, 6}, {0, 31, 5}} {
		g := MonthGrid{Box: Box{0, 0, 150, 100}, First: c.first, Days: c.days, Head: 10, Side: 10}
		if g.Weeks() != c.weeks || len(g.Blank()) != c.weeks*7-c.days {
			t.Errorf("%+v: %d weeks, %d blank", c, g.Weeks(), len(g.Blank()))
		}
		last := g.Day(c.days)
		if first := g.Day(1); first.X != 10+float64(c.first)*20 || first.Y != 10 || last.Bottom() > 100.01 || last.Right() > 150.01 {
			t.Errorf("%+v: from %v to %v", c, g.Day(1), last)
		}
	}
}

func TestCards(t *testing.T) {
	d := newTestDoc()
	var boxes []Box
	ok := CardSheet{Paper: A4, Card: Paper{90, 54}}.Draw(d, 23, func(p *Page, b Box, i int) { boxes = append(boxes, b) })
	if !ok || len(boxes) != 23 || d.Pages() != 3 || overlapping(boxes[:10]) != "" {
		t.Errorf("%v, %d cards on %d sheets", ok, len(boxes), d.Pages())
	}
	if (CardSheet{Paper: A5, Card: Paper{200, 54}}).Draw(d, 1, nil) {
		t.Error("a card wider than the paper was drawn")
	}
}

// overlapping names two boxes that share room.
func overlapping(boxes []Box) string {
	const hair = 1e-6
	for i, a := range boxes {
		for _, b := range boxes[:i] {
			if a.X < b.Right()-hair && b.X < a.Right()-hair && a.Y < b.Bottom()-hair && b.Y < a.Bottom()-hair {
				return fmt.Sprintf("%v and %v", a, b)
			}
		}
	}
	return ""
}

func treeOf(t *rapid.T, depth int) *TreeNode {
	n := &TreeNode{Title: rapid.StringOfN(rapid.RuneFrom([]rune("中共仁寿门社区第一支部委员会")), 1, 18, -1).Draw(t, "title")}
	if rapid.Bool().Draw(t, "secretary") {
		n.Notes = []string{"书记　王芳"}
	}
	if depth > 0 {
		for range rapid.IntRange(0, 9).Draw(t, "children") {
			n.Children = append(n.Children, treeOf(t, depth-1))
		}
	}
	return n
}

func count(n *TreeNode) int {
	sum := 1
	for _, c := range n.Children {
		sum += count(c)
	}
	return sum
}

func testTree(root *TreeNode) *Tree {
	return &Tree{
		Root: root, GapX: 6, GapY: 12, Line: Stroke{Width: 0.3},
		Levels: []TreeLevel{{Title: body(16), Note: body(10), MaxWidth: 60, PadX: 3, PadY: 2, Stroke: &Stroke{Width: 0.3}}, {Title: body(12), Note: body(9), MaxWidth: 40, PadX: 2, PadY: 1, Stroke: &Stroke{Width: 0.3}}},
	}
}

// shapes returns the boxes that were drawn.
func shapes(p *Page) (boxes []Box) {
	for _, o := range p.ops {
		if o, ok := o.(*pathOp); ok {
			x0, y0, x1, y1 := 1e9, 1e9, -1e9, -1e9
			for _, s := range o.segments {
				if s.kind == 'm' || s.kind == 'l' {
					x0, y0, x1, y1 = min(x0, s.p[0]), min(y0, s.p[1]), max(x1, s.p[0]), max(y1, s.p[1])
				}
			}
			boxes = append(boxes, Box{x0, y0, x1 - x0, y1 - y0})
		}
	}
	return boxes
}

func TestTreeLaws(t *testing.T) {
	area := Box{10, 20, 400, 250}
	rapid.Check(t, func(rt *rapid.T) {
		root := treeOf(rt, 2)
		d := newTestDoc()
		p := d.AddPage(A3.Landscape())
		testTree(root).Draw(p, area)
		boxes := shapes(p)
		if len(boxes) != count(root) {
			rt.Fatalf("%d boxes for %d nodes", len(boxes), count(root))
		}
		if s := overlapping(boxes); s != "" {
			rt.Fatalf("boxes overlap: %s", s)
		}
		for _, b := range boxes {
			if b.X < area.X-0.01 || b.Y < area.Y-0.01 || b.Right() > area.Right()+0.01 || b.Bottom() > area.Bottom()+0.01 {
				rt.Fatalf("%v lies outside", b)
			}
		}
	})
	if overlapping([]Box{{0, 0, 10, 10}, {9, 9, 5, 5}}) == "" {
		t.Error("overlapping boxes pass")
	}
}

func TestTreeRefusesToBeIllegible(t *testing.T) {
	root := &TreeNode{Title: "社区"}
	for range 30 {
		c := &TreeNode{Title: "小区"}
		for range 30 {
			c.Children = append(c.Children, &TreeNode{Title: "第一支部"})
		}
		root.Children = append(root.Children, c)
	}
	d := newTestDoc()
	tree := testTree(root)
	tree.MinSize = 7.5
	tree.Draw(d.AddPage(A4), A4.Box())
	if _, err := d.Bytes(); !errs.Is(err, errs.Invalid) {
		t.Errorf("got %v", err)
	}
}

func benchRoster(b *testing.B, rows int) {
	b.ReportAllocs()
	for b.Loop() {
		d := newTestDoc()
		f := NewFlow(d, A4.Landscape(), Margins{10, 10, 10, 10}, nil)
		t := &Table{Head: body(9), Body: body(9), PadX: 1, PadY: 0.7, MinRow: 6, Line: Stroke{Width: 0.1}, Outer: Stroke{Width: 0.3}}
		for c := range 10 {
			t.Columns = append(t.Columns, Column{Title: fmt.Sprintf("第%d列", c)})
		}
		for i := range rows {
			row := Row{}
			for c := range 10 {
				row.Cells = append(row.Cells, string([]rune{rune(0x4E00 + (i*31+c*97)%700), rune(0x4E00 + (i*17+c*31)%700), '仁', '寿'})+fmt.Sprint(i*c))
			}
			t.Rows = append(t.Rows, row)
		}
		t.Draw(f)
		if pdf := mustBytes(b, d); b.N == 1 {
			b.ReportMetric(float64(len(pdf))/1024, "KiB")
		}
	}
}

func BenchmarkRoster1000(b *testing.B)  { benchRoster(b, 1000) }
func BenchmarkRoster10000(b *testing.B) { benchRoster(b, 10000) }
