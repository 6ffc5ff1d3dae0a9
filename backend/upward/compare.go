package upward

import (
	"context"
	"io"
	"strconv"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/sheet"
)

// CompareLine is one figure of two reports side by side; "—" where a report has
// none. Change is the second minus the first with its sign, "" where one of them
// is no number.
type CompareLine struct {
	Section string `json:"section"`
	Group   string `json:"group"`
	Label   string `json:"label"`
	Unit    string `json:"unit"`
	A       string `json:"a"`
	B       string `json:"b"`
	Change  string `json:"change"`
	Differs bool   `json:"differs"`
}

// Comparison is two reports side by side: two periods, two communities, or a
// report and its correction.
type Comparison struct {
	A       Received      `json:"a"`
	B       Received      `json:"b"`
	Lines   []CompareLine `json:"lines"`
	Differs int           `json:"differs"`
}

const missing = "—"

// Compare puts two reports of the book side by side: the figures of both, and
// of the lists the lines that differ (two communities have no line in common, so
// lists are compared within one community only).
func Compare(ctx context.Context, l *ledger.Ledger, a, b string) (Comparison, error) {
	var c Comparison
	var x, y *Report
	var err error
	if c.A, x, err = Find(ctx, l, a); err != nil {
		return c, err
	}
	if c.B, y, err = Find(ctx, l, b); err != nil {
		return c, err
	}
	c.Lines = lines(x, y, c.A.Community == c.B.Community)
	for _, line := range c.Lines {
		if line.Differs {
			c.Differs++
		}
	}
	return c, nil
}

// lines merges the figures of two reports in the order of the first; what only
// the second has follows within its section.
func lines(x, y *Report, lists bool) []CompareLine {
	var out []CompareLine
	other := map[string]*Section{}
	for i := range y.Sections {
		other[y.Sections[i].Key] = &y.Sections[i]
	}
	done := map[string]bool{}
	for i := range x.Sections {
		s := &x.Sections[i]
		done[s.Key] = true
		out = append(out, sectionLines(s, other[s.Key], lists)...)
	}
	for i := range y.Sections {
		if s := &y.Sections[i]; !done[s.Key] {
			out = append(out, sectionLines(&Section{Key: s.Key, Label: s.Label, Columns: s.Columns}, s, lists)...)
		}
	}
	return out
}

func sectionLines(a, b *Section, lists bool) []CompareLine {
	if b == nil {
		b = &Section{Columns: a.Columns}
	}
	var out []CompareLine
	have := map[string]Figure{}
	for _, f := range b.Figures {
		have[f.Key] = f
	}
	seen := map[string]bool{}
	for _, f := range a.Figures {
		seen[f.Key] = true
		v := missing
		if g, ok := have[f.Key]; ok {
			v = g.Value
		}
		out = append(out, compareLine(a.Label, f.Group, f.Label, f.Unit, f.Value, v))
	}
	for _, f := range b.Figures {
		if !seen[f.Key] {
			out = append(out, compareLine(a.Label, f.Group, f.Label, f.Unit, missing, f.Value))
		}
	}
	if !lists {
		return out
	}
	return append(out, listLines(a, b)...)
}

// listLines are the cells of two lists that differ, and the lines that one of them lacks.
func listLines(a, b *Section) []CompareLine {
	var out []CompareLine
	rows := map[string]Row{}
	for _, r := range b.Rows {
		rows[r.Key] = r
	}
	columns := map[string]int{}
	for i, c := range b.Columns {
		columns[c.Key] = i
	}
	seen := map[string]bool{}
	for _, r := range a.Rows {
		seen[r.Key] = true
		s, ok := rows[r.Key]
		if !ok {
			out = append(out, compareLine(a.Label, r.Key, "有没有这一行", "", "有", "无"))
			continue
		}
		for i, c := range a.Columns {
			j, ok := columns[c.Key]
			if ok && r.Cells[i] != s.Cells[j] {
				out = append(out, compareLine(a.Label, r.Key, c.Label, c.Unit, r.Cells[i], s.Cells[j]))
			}
		}
	}
	for _, r := range b.Rows {
		if !seen[r.Key] {
			out = append(out, compareLine(a.Label, r.Key, "有没有这一行", "", "无", "有"))
		}
	}
	return out
}

func compareLine(section, group, label, unit, a, b string) CompareLine {
	c := CompareLine{Section: section, Group: group, Label: label, Unit: unit, A: a, B: b, Differs: a != b}
	x, err1 := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	if err1 == nil && err2 == nil && x != y {
		c.Change = strconv.FormatFloat(round(y-x), 'f', -1, 64)
		if y > x {
			c.Change = "+" + c.Change
		}
	}
	return c
}

// round drops what binary fractions add.
func round(v float64) float64 {
	r, _ := strconv.ParseFloat(strconv.FormatFloat(v, 'f', 6, 64), 64)
	return r
}

// WriteReport writes a report of the book as XLSX.
func WriteReport(ctx context.Context, l *ledger.Ledger, id string, w io.Writer) error {
	_, r, err := Find(ctx, l, id)
	if err != nil {
		return err
	}
	data, err := workbook(ctx, r)
	if err != nil {
		return err
	}
	_, err = w.Write(data)
	return err
}

// WriteComparison writes two reports side by side as XLSX.
func WriteComparison(ctx context.Context, c Comparison, w io.Writer) error {
	a, b := c.A.name(), c.B.name()
	if a == b { // a report and its correction
		a, b = a+"（"+c.A.Made+"）", b+"（"+c.B.Made+"）"
	}
	return sheet.WriteXLSX(ctx, w, sheet.Out{
		Title: "对比",
		Columns: []sheet.Column{{Title: "部分"}, {Title: "分组"}, {Title: "指标"}, {Title: a, Kind: sheet.OutNumber},
			{Title: b, Kind: sheet.OutNumber}, {Title: "增减", Kind: sheet.OutNumber}, {Title: "单位"}},
		Rows: func(yield func([]string) bool) error {
			for _, x := range c.Lines {
				change := x.Change
				if change != "" && change[0] == '+' {
					change = change[1:]
				}
				if !yield([]string{x.Section, x.Group, x.Label, x.A, x.B, change, x.Unit}) {
					break
				}
			}
			return nil
		},
	})
}

func (r Received) name() string { return r.Community + " " + r.Period }
