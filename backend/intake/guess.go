package intake

import (
	"context"
	"slices"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/sheet"
)

const (
	sampleRows  = 60 // filled cells of a column that are looked at
	samplesShow = 4  // different ones that are shown
)

// Guess says what each column of a sheet is: what this PC remembers of the same
// columns, else names, aliases, likeness and content. A field is given at most
// once. headerRow 0 looks for the header; where none is found the answer has
// HeaderRow 0 and the first rows, for the person to point it out.
func Guess(ctx context.Context, l *ledger.Ledger, w *Work, register string, index, headerRow, headerLines int) (IntakeGuess, error) {
	d, err := importable(l, register)
	if err != nil {
		return IntakeGuess{}, err
	}
	s, err := w.sheetAt(index)
	if err != nil {
		return IntakeGuess{}, err
	}
	out := IntakeGuess{Sheet: index, Columns: []IntakeColumn{}, Dropped: []IntakeNote{}, Preview: preview(s), Missing: []string{}, Targets: targets(d)}
	t, err := w.table(d, index, headerRow, headerLines)
	if errs.Is(err, errs.NotFound) && headerRow == 0 {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	out.HeaderRow, out.HeaderLines, out.Rows = t.HeaderRow, t.HeaderLines, len(t.Rows)
	if out.Columns, err = guessColumns(ctx, l, w.lexicon(d), t); err != nil {
		return out, err
	}
	for _, r := range t.Dropped {
		if len(out.Dropped) < listCut {
			out.Dropped = append(out.Dropped, IntakeNote{Row: r.Row, Text: rowText(s, r.Row), Why: r.Why})
		}
	}
	for _, f := range d.Fields {
		if f.Required && f.Default == "" && !slices.ContainsFunc(out.Columns, func(c IntakeColumn) bool { return c.Field == f.Key }) {
			out.Missing = append(out.Missing, f.Label)
		}
	}
	return out, nil
}

// importable returns a register that files may be brought into.
func importable(l *ledger.Ledger, register string) (*schema.Def, error) {
	d, err := l.Store.Def(register)
	if err != nil {
		return nil, err
	}
	if d.Hidden {
		return nil, errs.New(errs.Denied, d.Label+"不能从表格导入").Do("请选择其他台账")
	}
	return d, nil
}

// targets lists all that a column may go to.
func targets(d *schema.Def) []IntakeTarget {
	out := []IntakeTarget{}
	for _, f := range d.Fields {
		out = append(out, IntakeTarget{f.Key, f.Label})
		if f.Key == "household" && hasHousehold(d) {
			for _, p := range addressParts {
				out = append(out, IntakeTarget{p.key, p.label})
			}
		}
	}
	return out
}

func preview(s *sheet.Sheet) [][]string {
	out := [][]string{}
	for _, r := range s.Rows[:min(len(s.Rows), previewRows)] {
		line := make([]string, min(len(r), 40))
		for i := range line {
			line[i] = r[i].Text
		}
		out = append(out, line)
	}
	return out
}

// rowText joins what stands in a row, for showing why it was left out.
func rowText(s *sheet.Sheet, row int) string {
	var parts []string
	if row >= 1 && row <= len(s.Rows) {
		for _, c := range s.Rows[row-1] {
			if t := strings.TrimSpace(c.Text); t != "" && len(parts) < 6 {
				parts = append(parts, t)
			}
		}
	}
	return strings.Join(parts, " ")
}

// samplesOf returns the first filled cells of a column.
func samplesOf(t *table, col int) []sheet.Cell {
	var out []sheet.Cell
	for _, r := range t.Rows {
		if c := r.Cells[col]; c.Kind != sheet.Empty && strings.TrimSpace(c.Text) != "" {
			if out = append(out, c); len(out) == sampleRows {
				break
			}
		}
	}
	return out
}

type candidate struct {
	col int
	match
}

// guessColumns names every column of a table.
func guessColumns(ctx context.Context, l *ledger.Ledger, lex *lexicon, t *table) ([]IntakeColumn, error) {
	d := lex.def
	mem, err := recall(ctx, l, d, t)
	if err != nil {
		return nil, err
	}
	today := l.Store.Today()
	columns := make([]IntakeColumn, len(t.Header))
	samples := make([][]sheet.Cell, len(t.Header))
	var list []candidate
	for i, h := range t.Header {
		samples[i] = samplesOf(t, i)
		columns[i] = IntakeColumn{Index: i, Header: h, Samples: shown(samples[i]), How: howNone}
		if t.headless {
			columns[i].Header = ""
		}
		if i == t.Ordinal {
			continue
		}
		if field, ok := mem.field(i); ok {
			if field == "" {
				columns[i].How = howRemembered
			} else {
				list = append(list, candidate{i, match{field, howRemembered, 1000}})
			}
			continue
		}
		for _, m := range byHeader(lex, h, t.headless) {
			f := d.Field(m.field)
			if f != nil && !agrees(f, samples[i], m.how, today) {
				continue
			}
			list = append(list, candidate{i, m})
		}
		for _, m := range byContent(d, columns[i].Header, samples[i]) {
			list = append(list, candidate{i, m})
		}
	}
	slices.SortStableFunc(list, func(a, b candidate) int {
		if a.score != b.score {
			return b.score - a.score
		}
		return a.col - b.col
	})
	taken := map[string]bool{}
	for _, c := range list {
		if columns[c.col].Field == "" && !taken[c.field] {
			columns[c.col].Field, columns[c.col].How = c.field, c.how
			taken[c.field] = true
		}
	}
	roomOf(columns, samples, taken)
	return columns, nil
}

func byHeader(lex *lexicon, h string, headless bool) []match {
	if h == "" || headless {
		return nil
	}
	if m, ok := lex.find(h); ok {
		return []match{m}
	}
	return lex.guess(h)
}

// roomOf settles a column such as 房号: beside a column of buildings it is the
// room, not the whole address.
func roomOf(columns []IntakeColumn, samples [][]sheet.Cell, taken map[string]bool) {
	if !taken[partBuilding] || taken[partRoom] {
		return
	}
	for i := range columns {
		if columns[i].Field != "household" || len(samples[i]) == 0 {
			continue
		}
		for _, c := range samples[i] {
			if a := readAddress(c.Text); a.building != "" || a.room == "" {
				return
			}
		}
		columns[i].Field = partRoom
	}
}
