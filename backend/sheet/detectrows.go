package sheet

import (
	"regexp"
	"slices"
	"strings"
)

// merges finds the merged block that covers a cell. Blocks are indexed by row,
// within bounds that no honest sheet reaches.
type merges map[int][]Range

const (
	maxMergeTotal = 4_000_000
	maxMergeRow   = 256
)

func indexMerges(s *Sheet) merges {
	m := merges{}
	left := maxMergeTotal
	for _, r := range s.Merged {
		if r.Top == r.Bottom && r.Left == r.Right || r.Left > r.Right || r.Top < 0 || r.Left < 0 {
			continue
		}
		bottom := min(r.Bottom, len(s.Rows)-1)
		for row := r.Top; row <= bottom && left > 0; row++ {
			if len(m[row]) >= maxMergeRow {
				continue
			}
			m[row] = append(m[row], r)
			left--
		}
	}
	return m
}

func (m merges) block(row, col int) (Range, bool) {
	for _, r := range m[row] {
		if col >= r.Left && col <= r.Right {
			return r, true
		}
	}
	return Range{}, false
}

var (
	totalCell  = regexp.MustCompile(`^(本页|本表|全部)?(合计|总计|小计|共计|总数|累计)(人数|户数)?[:：]?\d*(人|户|名|条|项)?$`)
	totalLine  = regexp.MustCompile(`^\p{Han}{0,8}(合计|总计|共计|总数)[:：]?\d*(人|户|名|条|项)?`)
	footerCell = regexp.MustCompile(`^(制表|制单|填表|填报|审核|审批|复核|统计|打印|报送|分管|经办|联系|负责|单位|支部|党委|社区)?` +
		`(人|人员|单位|日期|时间|领导|负责人|书记|电话|签字|签名|盖章|公章){1,3}(\(.{0,20}\)|（.{0,20}）)?[:：]`)
	noteCell = regexp.MustCompile(`^(填表说明|填写说明|填报说明|使用说明|说明|备注|注意事项|注意|注)([:：\d.、]|$)`)
	ordinal  = regexp.MustCompile(`^(序号|序|顺序号|行号|(?i:no\.?|#))$`)
)

// cut takes the header and sorts every row below it: data, or dropped with a
// reason.
func cut(s *Sheet, m merges, row, lines int, known func(string) bool) Table {
	t := Table{Header: joinHeader(s, m, row, lines), HeaderRow: row + 1, HeaderLines: lines, FirstRow: row + lines + 1, Ordinal: -1}
	for i, h := range t.Header {
		if ordinal.MatchString(h) && t.Ordinal < 0 {
			t.Ordinal = i
		}
		if isKnown(known, h) {
			t.Known++
		}
	}
	last := len(s.Rows)
	for last > row+lines && blank(s.Rows[last-1]) {
		last--
	}
	width := len(t.Header)
	notes := false
	for at := row + lines; at < last; at++ {
		why := ""
		own := s.Rows[at]
		cells := fillRow(s, m, at, row+lines)
		switch {
		case blank(own): // also the lower part of a row merged over several
			why = "空行"
		case repeatsHeader(s, m, own, at, row, lines):
			why = "重复的表头"
		default:
			why = dropReason(s, m, cells, at, t.Ordinal, width, &notes)
		}
		if why != "" {
			t.Dropped = append(t.Dropped, Drop{Row: at + 1, Why: why})
			continue
		}
		t.Rows = append(t.Rows, Row{Number: at + 1, Cells: cells})
	}
	for _, r := range t.Rows {
		n := len(r.Cells)
		for n > width && r.Cells[n-1].Kind == Empty {
			n--
		}
		width = max(width, n)
	}
	for len(t.Header) < width {
		t.Header = append(t.Header, "")
	}
	for i := range t.Rows {
		c := t.Rows[i].Cells
		for len(c) < width {
			c = append(c, Cell{})
		}
		t.Rows[i].Cells = c[:width]
	}
	return t
}

// fillRow copies a row and fills the cells that a block merged downwards
// covers with the block's value.
func fillRow(s *Sheet, m merges, row, first int) []Cell {
	cells := slices.Clone(s.Rows[row])
	for _, r := range m[row] {
		if r.Top >= row || r.Top < first {
			continue
		}
		v := s.at(r.Top, r.Left)
		if v.Kind == Empty {
			continue
		}
		for len(cells) <= r.Left {
			cells = append(cells, Cell{})
		}
		if cells[r.Left].Kind == Empty {
			cells[r.Left] = v
		}
	}
	return cells
}

// repeatsHeader reports whether a row repeats a line of the header, as sheets
// made for printing do on every page.
func repeatsHeader(s *Sheet, m merges, own []Cell, at, row, lines int) bool {
	for i := range lines {
		same, cells := 0, 0
		for col, c := range own {
			if c.Kind == Empty {
				continue
			}
			cells++
			if h := s.at(row+i, col); h.Kind != c.Kind || h.Text != c.Text && CleanLabel(h.Text) != CleanLabel(c.Text) {
				break // one cell that differs settles it
			}
			same++
		}
		if cells > 0 && same == cells && (same > 1 || widthOf(s, row+i) == 1) {
			return true
		}
	}
	return false
}

func widthOf(s *Sheet, row int) int {
	n := 0
	for _, c := range s.Rows[row] {
		if c.Kind != Empty {
			n++
		}
	}
	return n
}

// dropReason says why a row is no data, or "". notes carries on that the
// remarks at the bottom have begun.
func dropReason(s *Sheet, m merges, cells []Cell, at, ordinalCol, width int, notes *bool) string {
	full, first := 0, -1
	for col, c := range cells {
		if c.Kind == Empty || strings.TrimSpace(c.Text) == "" || col == ordinalCol && strings.Trim(c.Text, "0123456789. \t") == "" {
			continue
		}
		if full++; first < 0 {
			first = col
		}
	}
	if full == 0 {
		return "只有序号，没有内容"
	}
	head := strings.Join(strings.Fields(strings.ReplaceAll(cells[first].Text, "\u3000", " ")), "")
	sparse := full*2 <= width || full == 1
	switch {
	case cells[first].Kind == Text && (totalCell.MatchString(head) || sparse && totalLine.MatchString(head)):
		return "合计行"
	case noteCell.MatchString(head) && sparse && width > 1:
		*notes = true
		return "表下的说明"
	case footerCell.MatchString(head) && sparse && width > 1:
		return "落款（制表人、填报单位等）"
	case full == 1 && width > 2 && cells[first].Kind == Text && len(head) > 4 && dateLike(head):
		return "落款（日期）"
	case *notes && full == 1:
		return "表下的说明"
	}
	*notes = false
	if r, ok := m.block(at, first); ok && full == 1 && r.Top == at && r.Right-r.Left+1 >= max(2, (width+1)/2) && cells[first].Kind == Text {
		return "分段的小标题"
	}
	return ""
}
