// Package sheet owns tables as files: it reads XLSX, XLS and CSV into cells,
// finds the table inside a sheet that was laid out for the eye, and writes XLSX
// and CSV. It knows no register, no field and no store: what a column means is
// the caller's business.
package sheet

import (
	"math"
	"regexp"
	"strconv"
	"strings"
)

// Kind says what a cell holds, as far as the file tells.
type Kind int

// The kinds of a cell. A file in CSV has only Empty and Text.
const (
	Empty  Kind = iota // nothing, or a cell with a format only
	Text               // text, whatever it looks like
	Number             // a number without a date format
	Date               // a number with a date format
	Bool               // TRUE or FALSE
	Error              // an error value of a formula, as #N/A
)

// Cell is one cell. Text is what to read: the text itself; a number in its
// number format, in full where the format is General; a date as 2006-01-02, or
// 2006-01 or 2006 where the format hides the first of the month or of the year.
// Number is the number or the date's serial. Raw is the value as the file
// stores it, for numbers and dates only.
type Cell struct {
	Kind   Kind
	Text   string
	Number float64
	Raw    string
}

var scientific = regexp.MustCompile(`^[+-]?\d(\.\d+)?[eE]\+(\d{2,3})$`)

// LostDigits reports whether the cell is a whole number of which the last
// digits may be gone: spreadsheets keep 15 of them, so an 18-digit ID number
// typed as a number has lost three. A longer number that a program wrote out
// in full is not lost. Text in scientific notation (CSV) counts as lost.
func (c Cell) LostDigits() bool {
	switch c.Kind {
	case Text:
		m := scientific.FindStringSubmatch(strings.TrimSpace(c.Text))
		if m == nil {
			return false
		}
		exp, _ := strconv.Atoi(m[2])
		return exp > len(m[1]) // more digits before the point than are written
	case Number:
		return math.Abs(c.Number) >= 1e15 && !writtenInFull(c.Raw, c.Number)
	}
	return false
}

// writtenInFull reports whether raw is an integer that cannot have come from
// the float, so that the writer of the file must have had all its digits.
func writtenInFull(raw string, n float64) bool {
	for _, r := range raw {
		if r < '0' || r > '9' {
			return false
		}
	}
	if raw == "" || len(raw) >= 30 {
		return false
	}
	if len(raw) == 16 && n < 1<<53 {
		return !strings.HasSuffix(raw, "0")
	}
	return raw != strconv.FormatFloat(n, 'f', 0, 64) && !strings.HasSuffix(raw, "000")
}

// Range is a block of merged cells: indexes into Rows and into a row, from 0, inclusive.
type Range struct{ Top, Left, Bottom, Right int }

// Sheet is one sheet. Rows[i] is the sheet's row i+1; rows are ragged and may
// be nil. A merged block has its value in its first cell only.
type Sheet struct {
	Name       string
	Rows       [][]Cell
	Merged     []Range
	Hidden     bool // the sheet itself is hidden
	HiddenRows int  // rows hidden or filtered away; they are in Rows all the same
}

// Book is a file. Format is xlsx, xls or csv; Encoding is set for csv.
type Book struct {
	Sheets   []*Sheet
	Format   string
	Encoding string
}

// Limits bounds what Open accepts; a zero field means the default.
type Limits struct {
	FileBytes int64 // size of the file, 200 MB
	Unpacked  int64 // bytes after decompression, 1 GB
	Rows      int   // last row with content, 300,000
	Columns   int   // last column with content, 1,000
	Cells     int   // cells with content in the whole book, 10 million
}

func (l Limits) withDefaults() Limits {
	def := func(v *int, d int) {
		if *v <= 0 {
			*v = d
		}
	}
	if l.FileBytes <= 0 {
		l.FileBytes = 200 << 20
	}
	if l.Unpacked <= 0 {
		l.Unpacked = 1 << 30
	}
	def(&l.Rows, 300_000)
	def(&l.Columns, 1_000)
	def(&l.Cells, 10_000_000)
	return l
}

// at returns the cell at an index pair; outside it is empty.
func (s *Sheet) at(row, col int) Cell {
	if row < 0 || row >= len(s.Rows) || col < 0 || col >= len(s.Rows[row]) {
		return Cell{}
	}
	return s.Rows[row][col]
}

// ColumnName returns the letters of a column index: 0 is A, 26 is AA.
func ColumnName(index int) string {
	var b [8]byte
	i := len(b)
	for index >= 0 && i > 0 {
		i--
		b[i] = byte('A' + index%26)
		index = index/26 - 1
	}
	return string(b[i:])
}
