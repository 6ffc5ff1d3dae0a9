package sheet

import (
	"fmt"
	"math"

	"chengzhuan/backend/errs"
)

// Row is one row of data; Number is the sheet's row number, from 1. Cells has
// as many cells as the table has columns.
type Row struct {
	Number int
	Cells  []Cell
}

// Drop is a row that was left out of a table, with the reason in Chinese.
type Drop struct {
	Row int
	Why string
}

// Table is the table found in a sheet. Header has one name per column of the
// sheet from A on, "" for a column without one; the lines of a header are
// joined as 家庭成员/姓名. HeaderRow and FirstRow are sheet rows from 1, the first
// line of the header and the first row after it. Ordinal is the index of the
// 序号 column, which is no data, or -1. Known counts the columns that the
// caller knew.
type Table struct {
	Header      []string
	HeaderRow   int
	HeaderLines int
	FirstRow    int
	Ordinal     int
	Known       int
	Rows        []Row
	Dropped     []Drop
}

const (
	headerSearch = 60  // rows with content among which a header is looked for
	headerLines  = 3   // the most lines that a header has
	maxStacked   = 256 // columns up to which a header may have several lines
	maxLabel     = 30  // the longest name of a column, in characters
)

// Detect finds the table in a sheet: the header below titles (党员花名册, 填报单位：…),
// of one to three lines, and the rows below it. known says whether a label is a
// field's name; it may be nil. An error is NotFound with the hint to point the
// header out.
func Detect(s *Sheet, known func(label string) bool) (Table, error) {
	m := indexMerges(s)
	bestRow, bestLines, bestScore := -1, 0, math.Inf(-1)
	seen := 0
	for row := 0; row < len(s.Rows) && seen < headerSearch; row++ {
		if blank(s.Rows[row]) {
			continue
		}
		seen++
		for lines := 1; lines <= headerLines && row+lines <= len(s.Rows); lines++ {
			score, ok := headerScore(s, m, row, lines, known)
			if !ok {
				continue
			}
			// Of equals the upper one wins: rows of words below it are data.
			if score -= 0.8 * float64(min(seen, 10)); score > bestScore {
				bestRow, bestLines, bestScore = row, lines, score
			}
		}
	}
	if bestRow < 0 {
		where := "工作表“" + s.Name + "”"
		if seen == 0 {
			return Table{}, errs.New(errs.NotFound, where+"是空的").Do("请选另一个工作表")
		}
		return Table{}, errs.New(errs.NotFound, where+"里没有找到表头（写着姓名、性别这些列名的那一行）").
			Do("请指出表头在第几行；没有表头的，请在最上面加一行列名")
	}
	return cut(s, m, bestRow, bestLines, known), nil
}

// HeaderAt cuts the table with the header at a given row (from 1) and number of
// lines, when the user corrects the guess.
func HeaderAt(s *Sheet, row, lines int) (Table, error) {
	if row < 1 || row > len(s.Rows) || lines < 1 || lines > 5 || row+lines-1 > len(s.Rows) {
		return Table{}, errs.New(errs.Invalid, fmt.Sprintf("工作表“%s”没有第 %d 行，不能作表头", s.Name, row)).
			Do("请填有内容的行号，表头最多 5 行")
	}
	m := indexMerges(s)
	t := cut(s, m, row-1, lines, nil)
	for _, h := range t.Header {
		if h != "" {
			return t, nil
		}
	}
	return Table{}, errs.New(errs.Invalid, fmt.Sprintf("工作表“%s”第 %d 行是空的，不能作表头", s.Name, row)).
		Do("请填写着列名的那一行的行号")
}

// headerScore judges whether lines rows from row are the header. Names that the
// caller knows count most; then any short words; numbers, dates and long text
// speak against it.
func headerScore(s *Sheet, m merges, row, lines int, known func(string) bool) (float64, bool) {
	if lines > 1 && !stacked(s, m, row, lines) {
		return 0, false
	}
	labels, others, hits, twice := 0, 0, 0, 0
	names := map[string]bool{}
	header := joinHeader(s, m, row, lines)
	for col, h := range header {
		if h == "" {
			continue
		}
		ok := true
		for i := range lines {
			ok = ok && (s.at(row+i, col).Kind == Empty || labelLike(s.at(row+i, col)))
		}
		switch {
		case !ok:
			others++
		case names[h]:
			twice++
		default:
			names[h] = true
			labels++
			if isKnown(known, h) {
				hits++
			}
		}
	}
	if labels == 0 || lines == 1 && hits == 0 && (labels < 2 && !loneColumn(s, row) || onlyOne(s, m, row)) {
		return 0, false
	}
	score := float64(10*hits + 2*labels - 6*others - 3*twice)
	if hits == 0 && others > labels {
		return 0, false
	}
	return score, score > 0
}

// loneColumn reports whether a row with one label heads a table of one column.
func loneColumn(s *Sheet, row int) bool {
	full := 0
	for _, line := range s.Rows[row:] {
		n := 0
		for _, c := range line {
			if c.Kind != Empty {
				n++
			}
		}
		if n > 1 {
			return false
		}
		full += n
	}
	return full > 2
}

// onlyOne reports whether the row is one block merged across: a title.
func onlyOne(s *Sheet, m merges, row int) bool {
	n := 0
	wide := false
	for col, c := range s.Rows[row] {
		if c.Kind != Empty {
			n++
			r, ok := m.block(row, col)
			wide = wide || ok && r.Right > r.Left
		}
	}
	return n == 1 && wide
}
