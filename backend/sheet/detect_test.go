package sheet_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/sheet"
)

// layout makes a sheet from lines with cells divided by |; numbers become
// number cells. Merged blocks are given as top, left, bottom, right from 0.
func layout(lines string, merged ...sheet.Range) *sheet.Sheet {
	s := &sheet.Sheet{Name: "名册", Merged: merged}
	for _, line := range strings.Split(strings.Trim(lines, "\n"), "\n") {
		var row []sheet.Cell
		for _, v := range strings.Split(line, "|") {
			c := sheet.Cell{Kind: sheet.Text, Text: v}
			var n float64
			switch _, err := fmt.Sscanf(v, "%g", &n); {
			case v == "":
				c = sheet.Cell{}
			case err == nil && strings.Trim(v, "0123456789.") == "" && len(v) < 12:
				c.Kind, c.Number, c.Raw = sheet.Number, n, v
			}
			row = append(row, c)
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}

// texty turns number cells into text, as in a CSV file.
func texty(s *sheet.Sheet) *sheet.Sheet {
	for _, row := range s.Rows {
		for i := range row {
			if row[i].Kind == sheet.Number {
				row[i] = sheet.Cell{Kind: sheet.Text, Text: row[i].Text}
			}
		}
	}
	return s
}

func show(t sheet.Table) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%d-%d ord %d: %s\n", t.HeaderRow, t.FirstRow, t.Ordinal, strings.Join(t.Header, "|"))
	for _, r := range t.Rows {
		fmt.Fprintf(&b, "%d", r.Number)
		for _, c := range r.Cells {
			b.WriteString("|" + c.Text)
		}
		b.WriteByte('\n')
	}
	for _, d := range t.Dropped {
		fmt.Fprintf(&b, "-%d %s\n", d.Row, d.Why)
	}
	return b.String()
}

func memberField(label string) bool {
	return slices.Contains([]string{"姓名", "性别", "民族", "出生日期", "公民身份号码", "身份证号", "手机", "入党日期", "所在支部", "备注"}, label)
}

var layouts = []struct {
	name   string
	sheet  func() *sheet.Sheet
	golden string
	knows  bool // only with the field names known
}{
	{name: "plain", sheet: func() *sheet.Sheet {
		return layout("姓名|性别|出生日期\n王芳|女|1975.3.16\n李强|男|197503")
	}, golden: "1-2 ord -1: 姓名|性别|出生日期\n2|王芳|女|1975.3.16\n3|李强|男|197503\n"},
	{name: "titles, totals, signature", sheet: func() *sheet.Sheet {
		return layout(`
仁寿门社区党员花名册|||
填报单位：仁寿门社区||填报日期：2026年3月1日|

序 号|姓　名*|身份证号|备注（选填）
1|王芳|420000197503160012|
2|李强|420000197503160039|离退休
3|||

4|赵云|420000750316001|
|合　计|3人|
制表人：甲||审核人：乙|
填表说明：|||
1.出生日期按档案填写。|||
|||2026年3月1日
`, sheet.Range{Top: 0, Left: 0, Bottom: 0, Right: 3})
	}, golden: `4-5 ord 0: 序号|姓名|身份证号|备注
5|1|王芳|420000197503160012|
6|2|李强|420000197503160039|离退休
9|4|赵云|420000750316001|
-7 只有序号，没有内容
-8 空行
-10 合计行
-11 落款（制表人、填报单位等）
-12 表下的说明
-13 表下的说明
-14 落款（日期）
`},
	{name: "two lines, merged", sheet: func() *sheet.Sheet {
		return layout(`
家庭成员登记表|||||
序号|姓名|家庭成员|||备注
||姓名|关系|联系电话|
1|王芳|王小|女儿|13800138000|
||王大|父亲|13800138001|
2|李强|李丽|妻子||
`, sheet.Range{Top: 0, Right: 5}, sheet.Range{Top: 1, Bottom: 2}, sheet.Range{Top: 1, Left: 1, Bottom: 2, Right: 1},
			sheet.Range{Top: 1, Left: 2, Bottom: 1, Right: 4}, sheet.Range{Top: 1, Left: 5, Bottom: 2, Right: 5},
			sheet.Range{Top: 3, Bottom: 4}, sheet.Range{Top: 3, Left: 1, Bottom: 4, Right: 1})
	}, golden: `2-4 ord 0: 序号|姓名|家庭成员/姓名|家庭成员/关系|家庭成员/联系电话|备注
4|1|王芳|王小|女儿|13800138000|
5|1|王芳|王大|父亲|13800138001|
6|2|李强|李丽|妻子||
`},
	{name: "two lines, without merges", sheet: func() *sheet.Sheet {
		return layout("姓名|家庭成员|||备注\n|姓名|关系|电话|\n王芳|王小|女儿|13800138000|无")
	}, golden: "1-3 ord -1: 姓名|家庭成员/姓名|家庭成员/关系|家庭成员/电话|备注\n3|王芳|王小|女儿|13800138000|无\n"},
	{name: "three lines", sheet: func() *sheet.Sheet {
		return layout(`
姓名|年度积分||||
|上半年||下半年||备注
|基础分|加分|基础分|加分|
王芳|60|5|60|2|
`, sheet.Range{Bottom: 2}, sheet.Range{Left: 1, Right: 5}, sheet.Range{Top: 1, Left: 1, Bottom: 1, Right: 2},
			sheet.Range{Top: 1, Left: 3, Bottom: 1, Right: 4}, sheet.Range{Top: 1, Left: 5, Bottom: 2, Right: 5})
	}, golden: `1-4 ord -1: 姓名|年度积分/上半年/基础分|年度积分/上半年/加分|年度积分/下半年/基础分|年度积分/下半年/加分|年度积分/备注
4|王芳|60|5|60|2|
`},
	{name: "header of every page, sections, subtotals", sheet: func() *sheet.Sheet {
		return layout(`
姓名|性别|手机
第一党支部||
王芳|女|13800138000
小计：1人||
姓名|性别|手机
第二党支部||
李强|男|13800138001
`, sheet.Range{Top: 1, Bottom: 1, Right: 2}, sheet.Range{Top: 5, Bottom: 5, Right: 2})
	}, golden: `1-2 ord -1: 姓名|性别|手机
3|王芳|女|13800138000
7|李强|男|13800138001
-2 分段的小标题
-4 合计行
-5 重复的表头
-6 分段的小标题
`},
	{name: "more data than header", sheet: func() *sheet.Sheet {
		return layout("姓名|手机\n王芳|13800138000||搬走了\n李强|13800138001")
	}, golden: "1-2 ord -1: 姓名|手机||\n2|王芳|13800138000||搬走了\n3|李强|13800138001||\n"},
	{name: "one column", sheet: func() *sheet.Sheet {
		return layout("姓名\n王芳\n李强\n赵云")
	}, golden: "1-2 ord -1: 姓名\n2|王芳\n3|李强\n4|赵云\n"},
	{name: "a name merged over two columns", sheet: func() *sheet.Sheet {
		return layout("姓名|手机||备注\n王芳|13800138000||无", sheet.Range{Left: 1, Right: 2}, sheet.Range{Top: 1, Left: 1, Bottom: 1, Right: 2})
	}, golden: "1-2 ord -1: 姓名|手机||备注\n2|王芳|13800138000||无\n"},
	{name: "long remarks above", sheet: func() *sheet.Sheet {
		return layout("说明：请按身份证填写，不要合并单元格，日期写成 1975-03-16 的样子。\n1.每人一行。\n2.党员的党组织关系在社区的填写。\n姓名|所在支部|备注\n王芳|第一支部|无")
	}, golden: "4-5 ord -1: 姓名|所在支部|备注\n5|王芳|第一支部|无\n"},
	{name: "data that is words below fewer names", knows: true, sheet: func() *sheet.Sheet {
		return layout("姓名||备注\n王芳|女|无\n李强|男|无")
	}, golden: "1-2 ord -1: 姓名||备注\n2|王芳|女|无\n3|李强|男|无\n"},
	{name: "names that look like totals stay", sheet: func() *sheet.Sheet {
		return layout("姓名|性别|手机\n总计划|男|13800138000\n合|女|13800138001")
	}, golden: "1-2 ord -1: 姓名|性别|手机\n2|总计划|男|13800138000\n3|合|女|13800138001\n"},
}

func TestDetect(t *testing.T) {
	for _, c := range layouts {
		for _, as := range []string{"", " as text"} {
			for _, known := range []func(string) bool{memberField, nil} {
				if c.knows && known == nil {
					continue
				}
				s := c.sheet()
				if as != "" {
					s = texty(s)
				}
				table, err := sheet.Detect(s, known)
				if err != nil {
					t.Errorf("%s%s: %v", c.name, as, err)
					continue
				}
				if got := show(table); got != c.golden {
					t.Errorf("%s%s (known %v): got\n%s\nwant\n%s", c.name, as, known != nil, got, c.golden)
				}
			}
		}
	}
}

func TestDetectFindsNothing(t *testing.T) {
	for name, s := range map[string]*sheet.Sheet{
		"empty":     {Name: "空"},
		"no header": layout("王芳|420000197503160012|13800138000\n李强|420000197503160039|13800138001"),
		"title":     layout("党员花名册"),
	} {
		if tb, err := sheet.Detect(s, nil); !errs.Is(err, errs.NotFound) || errs.Of(err).Hint == "" {
			t.Errorf("%s: %v %s", name, err, show(tb))
		}
	}
}

// Sheets that are made to take long do not.
func TestDetectIsBounded(t *testing.T) {
	for name, cell := range map[string]string{"words": "姓名", "blank": "", "numbers": "1"} {
		s := &sheet.Sheet{Name: name}
		for r := range 100 {
			row := make([]sheet.Cell, 300)
			for c := range row {
				if row[c] = (sheet.Cell{Kind: sheet.Text, Text: cell}); cell == "" && c != 0 && c != 299 {
					row[c] = sheet.Cell{}
				}
				if r%2 == 0 && c%2 == 0 {
					s.Merged = append(s.Merged, sheet.Range{Top: r, Left: c, Bottom: r + 1 + c, Right: 1 << 40})
				}
			}
			s.Rows = append(s.Rows, row)
		}
		start := time.Now()
		if _, err := sheet.Detect(s, memberField); err != nil && !errs.Is(err, errs.NotFound) {
			t.Error(err)
		}
		if d := time.Since(start); d > 20*time.Second {
			t.Errorf("%s took %v", name, d)
		} else {
			t.Logf("%s took %v", name, d)
		}
	}
}

func TestHeaderAt(t *testing.T) {
	s := layout("某表\n王芳|女\n姓名|性别\n李强|男")
	table, err := sheet.HeaderAt(s, 3, 1)
	if got := show(must(t, table, err)); got != "3-4 ord -1: 姓名|性别\n4|李强|男\n" {
		t.Errorf("got %s", got)
	}
	for _, at := range [][2]int{{0, 1}, {5, 1}, {4, 2}, {1, 0}} {
		if _, err := sheet.HeaderAt(s, at[0], at[1]); !errs.Is(err, errs.Invalid) {
			t.Errorf("%v: %v", at, err)
		}
	}
}

// lostRow says which row of the sheet is neither in the header, nor data, nor
// reported as dropped.
func lostRow(s *sheet.Sheet, t sheet.Table) error {
	seen := map[int]bool{}
	for _, r := range t.Rows {
		seen[r.Number] = true
		for i, c := range s.Rows[r.Number-1] {
			if c.Kind != sheet.Empty && (i >= len(r.Cells) || r.Cells[i] != c) {
				return fmt.Errorf("row %d column %d lost", r.Number, i)
			}
		}
		if len(r.Cells) != len(t.Header) {
			return fmt.Errorf("row %d has %d cells for %d names", r.Number, len(r.Cells), len(t.Header))
		}
	}
	for _, d := range t.Dropped {
		seen[d.Row] = true
	}
	for i, row := range s.Rows[t.FirstRow-1:] {
		for _, c := range row {
			if c.Kind != sheet.Empty && strings.TrimSpace(c.Text) != "" && !seen[i+t.FirstRow] {
				return fmt.Errorf("row %d lost", i+t.FirstRow)
			}
		}
	}
	return nil
}

// Below the header nothing disappears unreported.
func TestDetectLosesNothing(t *testing.T) {
	words := rapid.SampledFrom([]string{"", "", "姓名", "性别", "王芳", "女", "合计", "1", "2", "13800138000", "说明：", "制表人：甲", "序号", "1975.3.16", "家庭成员", "电话"})
	sheets := rapid.Custom(func(t *rapid.T) *sheet.Sheet {
		width := rapid.IntRange(1, 6).Draw(t, "width")
		rows := rapid.SliceOfN(rapid.SliceOfN(words, width, width), 1, 12).Draw(t, "rows")
		var lines []string
		for _, r := range rows {
			lines = append(lines, strings.Join(r, "|"))
		}
		s := layout(strings.Join(lines, "\n"))
		for range rapid.IntRange(0, 3).Draw(t, "merges") {
			top, left := rapid.IntRange(0, len(s.Rows)-1).Draw(t, "top"), rapid.IntRange(0, width-1).Draw(t, "left")
			s.Merged = append(s.Merged, sheet.Range{Top: top, Left: left, Bottom: top + rapid.IntRange(0, 3).Draw(t, "h"), Right: left + rapid.IntRange(0, 3).Draw(t, "w")})
		}
		return s
	})
	rapid.Check(t, func(t *rapid.T) {
		s := sheets.Draw(t, "sheet")
		table, err := sheet.Detect(s, memberField)
		if err != nil {
			return
		}
		if err := lostRow(s, table); err != nil {
			t.Fatalf("%v in\n%s", err, show(table))
		}
	})
	// The check catches a table that forgets a row without saying so.
	s := layout("姓名|性别\n王芳|女\n合计|1")
	table, err := sheet.Detect(s, nil)
	must(t, table, err)
	table.Dropped = nil
	if lostRow(s, table) == nil {
		t.Error("a forgotten row was not caught")
	}
}
