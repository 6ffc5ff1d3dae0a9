// Package intake brings spreadsheets into the registers: it guesses what each
// column is, says everything that is wrong before anything is written, finds
// twins, matches names with records and creates the ones that a person asks
// for, and writes all of it as one change that can be undone. It knows no
// screen and no command line, and nothing of how a file is laid out.
package intake

import (
	"context"
	"path/filepath"
	"strconv"
	"strings"
	"sync"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/sheet"
)

const (
	listCut     = 500 // how many entries of a list a view carries
	previewRows = 20  // rows of the sheet shown for finding the header
	lookAhead   = 200 // rows looked at when a sheet and a register are chosen
)

// Work is one opened file, kept by the caller between the steps. It is safe
// for use by several goroutines.
type Work struct {
	name   string
	pasted bool
	book   *sheet.Book

	mu       sync.Mutex
	last     *table // the table that was cut last
	lexicons map[string]*lexicon
}

// lexicon knows the headers of a register.
func (w *Work) lexicon(d *schema.Def) *lexicon {
	w.mu.Lock()
	defer w.mu.Unlock()
	l := w.lexicons[d.Key]
	if l == nil {
		l = lexiconOf(d)
		if w.lexicons == nil {
			w.lexicons = map[string]*lexicon{}
		}
		w.lexicons[d.Key] = l
	}
	return l
}

// Open reads a file. progress may be nil. Errors are those of sheet.Open.
func Open(ctx context.Context, path string, progress func(done, total int)) (*Work, error) {
	book, err := sheet.Open(ctx, path, sheet.Limits{}, progress)
	if err != nil {
		return nil, err
	}
	return newWork(filepath.Base(path), book)
}

// Read is Open for bytes in memory; name is what the file is called.
func Read(ctx context.Context, name string, data []byte) (*Work, error) {
	book, err := sheet.Read(ctx, data, sheet.Limits{}, nil)
	if err != nil {
		return nil, err
	}
	return newWork(name, book)
}

func newWork(name string, book *sheet.Book) (*Work, error) {
	if len(book.Sheets) == 0 {
		return nil, errs.New(errs.Invalid, "文件里没有工作表").Do("请确认选对了文件")
	}
	return &Work{name: name, book: book}, nil
}

// Name returns the name of the file.
func (w *Work) Name() string { return w.name }

// table is the table of one sheet as it was cut; headless ones have made-up headers.
type table struct {
	sheet.Table
	register   string
	sheetIndex int
	asked      [2]int // header row and lines asked for
	headless   bool
}

// sheetAt returns a sheet by its index.
func (w *Work) sheetAt(i int) (*sheet.Sheet, error) {
	if i < 0 || i >= len(w.book.Sheets) {
		return nil, errs.New(errs.Invalid, "文件里没有第 "+strconv.Itoa(i+1)+" 个工作表").In("sheet").Do("请重新选择工作表")
	}
	return w.book.Sheets[i], nil
}

// table cuts the table of a sheet. headerRow 0 looks for the header, -1 says
// that there is none.
func (w *Work) table(d *schema.Def, index, headerRow, headerLines int) (*table, error) {
	lex := w.lexicon(d)
	w.mu.Lock()
	defer w.mu.Unlock()
	if t := w.last; t != nil && t.register == d.Key && t.sheetIndex == index && t.asked == [2]int{headerRow, headerLines} {
		return t, nil
	}
	s, err := w.sheetAt(index)
	if err != nil {
		return nil, err
	}
	t := &table{register: d.Key, sheetIndex: index, asked: [2]int{headerRow, headerLines}}
	switch {
	case headerRow < 0:
		t.headless = true
	case headerRow > 0:
		t.Table, err = sheet.HeaderAt(s, headerRow, max(headerLines, 1))
	default:
		t.Table, err = sheet.Detect(s, lex.known)
		if err == nil && t.Known == 0 && w.noHeader(s, t.Table) {
			t.headless = true
		}
		if err != nil && w.pasted {
			t.headless, err = true, nil
		}
	}
	if err != nil {
		return nil, err
	}
	if t.headless {
		if t.Table, err = headless(s); err != nil {
			return nil, err
		}
	}
	w.last = t
	return t, nil
}

// noHeader reports whether what was taken for the header is a row of data: no
// name in it is known, and it was pasted or holds somebody's sex.
func (w *Work) noHeader(s *sheet.Sheet, t sheet.Table) bool {
	if w.pasted {
		return true
	}
	if t.HeaderRow < 1 || t.HeaderRow > len(s.Rows) {
		return false
	}
	for _, c := range s.Rows[t.HeaderRow-1] {
		if x := strings.TrimSpace(c.Text); x == "男" || x == "女" {
			return true
		}
	}
	return false
}

// headless cuts a sheet that has no header: every row is data.
func headless(s *sheet.Sheet) (sheet.Table, error) {
	width := 0
	for _, r := range s.Rows {
		width = max(width, len(r))
	}
	if width == 0 {
		return sheet.Table{}, errs.New(errs.NotFound, "工作表“"+s.Name+"”是空的").Do("请选另一个工作表")
	}
	head := make([]sheet.Cell, width)
	for i := range head {
		head[i] = sheet.Cell{Kind: sheet.Text, Text: madeUpHeader(i)}
	}
	c := &sheet.Sheet{Name: s.Name, Rows: append([][]sheet.Cell{head}, s.Rows...)}
	for _, r := range s.Merged {
		c.Merged = append(c.Merged, sheet.Range{Top: r.Top + 1, Left: r.Left, Bottom: r.Bottom + 1, Right: r.Right})
	}
	t, err := sheet.HeaderAt(c, 1, 1)
	if err != nil {
		return t, err
	}
	for i := range t.Rows {
		t.Rows[i].Number--
	}
	for i := range t.Dropped {
		t.Dropped[i].Row--
	}
	t.HeaderRow, t.HeaderLines, t.FirstRow = -1, 0, 1
	return t, nil
}

func madeUpHeader(i int) string { return "第" + strconv.Itoa(i+1) + "列" }

// File describes the file. The register is the hint, else the one whose labels
// fit best; the sheet is the one that looks most like its data.
func (w *Work) File(token string, defs []*schema.Def, hint string) IntakeFile {
	out := IntakeFile{Token: token, Name: w.name, Format: w.book.Format, Sheets: []IntakeSheet{}}
	for _, s := range w.book.Sheets {
		out.Sheets = append(out.Sheets, IntakeSheet{Name: s.Name, Rows: len(s.Rows), Hidden: s.Hidden})
	}
	best := 0.0
	for _, d := range defs {
		if hint != "" && d.Key != hint || d.Hidden {
			continue
		}
		for i, s := range w.book.Sheets {
			if score := fit(w.name, s, w.lexicon(d)); score > best {
				best, out.Sheet, out.Register = score, i, d.Key
			}
		}
	}
	if hint != "" {
		out.Register = hint
	}
	if best == 0 {
		out.Sheet = w.fullest()
	}
	return out
}

// fit says how well a sheet fits a register; 0 is not at all.
func fit(file string, s *sheet.Sheet, lex *lexicon) float64 {
	d := lex.def
	head := &sheet.Sheet{Name: s.Name, Rows: s.Rows[:min(len(s.Rows), lookAhead)], Merged: s.Merged}
	t, err := sheet.Detect(head, lex.known)
	if err != nil {
		return 0
	}
	found := map[string]bool{}
	named := 0
	for _, h := range t.Header {
		if h != "" {
			named++
		}
		if m, ok := lex.find(h); ok {
			found[m.field] = true
		}
	}
	if len(found) == 0 {
		return 0
	}
	score := float64(len(found)) + 3*float64(len(found))/float64(named)
	for _, f := range d.Fields {
		if f.Required && f.Default == "" {
			if found[f.Key] {
				score += 2
			} else {
				score -= 2
			}
		}
	}
	title := s.Name + " " + file
	for _, row := range s.Rows[:max(min(t.HeaderRow-1, len(s.Rows)), 0)] {
		for _, c := range row {
			title += " " + c.Text
		}
	}
	if strings.Contains(title, d.Label) {
		score += 4
	}
	if s.Hidden {
		score /= 4
	}
	if len(t.Rows) == 0 {
		score /= 3
	}
	if strings.Contains(s.Name, guideSheet) || strings.Contains(s.Name, "说明") {
		score /= 8
	}
	return max(score, 0.001)
}

// fullest returns the visible sheet with the most rows.
func (w *Work) fullest() int {
	best := 0
	for i, s := range w.book.Sheets {
		b := w.book.Sheets[best]
		if b.Hidden && !s.Hidden || b.Hidden == s.Hidden && len(s.Rows) > len(b.Rows) {
			best = i
		}
	}
	return best
}
