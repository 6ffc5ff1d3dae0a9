package sheet

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
	"unicode/utf8"

	"chengzhuan/backend/errs"
)

// OutKind says how a column is written. A value that does not fit its column's
// kind (a partial date, a number of 18 digits) is written as text, unchanged.
type OutKind int

// The kinds of a column: text as it is; dates as 2006-01-02; decimal numbers;
// whole numbers.
const (
	OutText OutKind = iota
	OutDate
	OutNumber
	OutInt
)

// Column is one column to write. Width is in characters of Latin text (a Han
// character takes two); 0 fits it to the content.
type Column struct {
	Title string
	Width float64
	Kind  OutKind
}

// Out is one table to write. Rows yields each row's values in canonical text,
// one per column, missing ones blank, and returns its own error; it stops when
// yield returns false. Nil Rows makes an empty form.
type Out struct {
	Title   string // name of the sheet; characters that names must not have are replaced
	Columns []Column
	Rows    func(yield func([]string) bool) error
}

const (
	maxCellUnits = 32767 // UTF-16 units that a cell holds
	excelRows    = maxSheetRow - 1
)

// each runs over the rows, checks them against what a sheet holds, and stops
// at the first error of fn or when the user wants to.
func (o Out) each(ctx context.Context, fn func(n int, row []string) error) error {
	if o.Rows == nil {
		return nil
	}
	n := 0
	var failed error
	err := o.Rows(func(row []string) bool {
		if n&0xff == 0 && ctx.Err() != nil {
			failed = errs.Wrap(errs.Canceled, ctx.Err(), "已停止导出")
			return false
		}
		if failed = fn(n, row); failed != nil {
			return false
		}
		n++
		return true
	})
	if failed != nil {
		return failed
	}
	return err
}

// clean makes a value writable: valid UTF-8, line ends \n.
func clean(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "\uFFFD")
	}
	return normalLines(s)
}

func tooLong(s string) bool {
	if len(s) <= maxCellUnits {
		return false
	}
	n := 0
	for _, r := range s {
		n += utf16.RuneLen(r)
	}
	return n > maxCellUnits
}

func tooLongError(row, col int, title string) error {
	return errs.New(errs.Invalid, fmt.Sprintf("第 %d 行“%s”（%s 列）超过 %d 个字，表格的一格装不下", row, title, ColumnName(col), maxCellUnits)).
		Do("请把这一项缩短，或导出为 CSV")
}

// asNumber reports whether a value of a number column can be a number without
// losing a character of what it says.
func asNumber(v string, kind OutKind) bool {
	if kind != OutNumber && kind != OutInt || v == "" || v == "-" {
		return false
	}
	digits := strings.TrimPrefix(v, "-")
	whole, frac, point := strings.Cut(digits, ".")
	for _, r := range whole + frac {
		if r < '0' || r > '9' {
			return false
		}
	}
	if whole == "" || point && (frac == "" || kind == OutInt) || len(whole) > 1 && whole[0] == '0' || len(whole)+len(frac) > 15 {
		return false
	}
	return v != "-0"
}

// asDate returns the serial of a full date of a date column. Before March 1900
// the programs disagree about serials, so such dates stay text.
func asDate(v string, kind OutKind) (string, bool) {
	if kind != OutDate || len(v) != 10 {
		return "", false
	}
	d, err := time.Parse("2006-01-02", v)
	if err != nil {
		return "", false
	}
	n, ok := dateSerial(d)
	return strconv.Itoa(n), ok && n > 60
}

// textWidth is the width of the longest line: Han and other wide characters
// take two.
func textWidth(s string) int {
	widest, n := 0, 0
	for _, r := range s {
		switch {
		case r == '\n':
			n = 0
		case r >= 0x1100 && (r <= 0x115f || r >= 0x2e80 && r < 0xa4d0 || r >= 0xac00 && r < 0xd7a4 ||
			r >= 0xf900 && r < 0xfb00 || r >= 0xfe30 && r < 0xfe70 || r >= 0xff00 && r < 0xff61 || r >= 0x20000):
			n += 2
		default:
			n++
		}
		widest = max(widest, n)
	}
	return widest
}

// sheetNames makes the titles into names that Excel accepts, all different.
func sheetNames(outs []Out) []string {
	used := map[string]bool{}
	names := make([]string, len(outs))
	for i, o := range outs {
		base := strings.Map(func(r rune) rune {
			if strings.ContainsRune(`[]:*?/\`, r) || r < 0x20 || r == 0xfffe || r == 0xffff {
				return '_'
			}
			return r
		}, clean(o.Title))
		base = strings.Trim(strings.TrimSpace(base), "'")
		if base == "" || strings.EqualFold(base, "history") {
			base = "表" + strconv.Itoa(i+1)
		}
		name := cutUnits(base, 31)
		for n := 2; used[strings.ToLower(name)]; n++ {
			tail := "_" + strconv.Itoa(n)
			name = cutUnits(base, 31-len(tail)) + tail
		}
		used[strings.ToLower(name)] = true
		names[i] = name
	}
	return names
}

func cutUnits(s string, units int) string {
	n := 0
	for i, r := range s {
		if n += utf16.RuneLen(r); n > units {
			return s[:i]
		}
	}
	return s
}
