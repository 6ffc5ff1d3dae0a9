package sheet

import (
	"math"
	"strconv"
	"strings"
	"time"
)

// numFormat is a number format, as far as reading a table needs it.
type numFormat struct {
	year, month, day, clock bool // parts that the format shows
	sections                []string
}

// builtinFormat returns the code of a format that files name by number only
// (ECMA-376 18.8.30, with the Chinese ones 27–36 and 50–58).
func builtinFormat(id int) string {
	switch id {
	case 1:
		return "0"
	case 2:
		return "0.00"
	case 3:
		return "#,##0"
	case 4:
		return "#,##0.00"
	case 9:
		return "0%"
	case 10:
		return "0.00%"
	case 37, 38:
		return "#,##0;-#,##0"
	case 39, 40:
		return "#,##0.00;-#,##0.00"
	case 27, 36, 50, 57:
		return `yyyy"年"m"月"`
	case 28, 29, 51, 54, 58:
		return `yyyy"年"m"月"d"日"` // shown as month and day; the year is there
	case 30:
		return "m-d-yy"
	case 52:
		return `yyyy"年"m"月"`
	case 53:
		return `m"月"d"日"`
	case 31:
		return `yyyy"年"m"月"d"日"`
	case 14, 15, 16:
		return "yyyy-mm-dd"
	case 17:
		return "yyyy-mm"
	case 22:
		return "yyyy-mm-dd h:mm"
	case 18, 19, 20, 21, 32, 33, 34, 35, 45, 46, 47, 55, 56:
		return "h:mm"
	case 49:
		return "@"
	}
	return "General"
}

// parseFormat reads a format code. Months and minutes share the letter m: it
// is a minute after an hour or before a second.
func parseFormat(code string) *numFormat {
	f := &numFormat{sections: splitSections(code)}
	first := strings.ToLower(stripLiterals(f.sections[0]))
	if strings.Contains(first, "general") || strings.Contains(first, "g/通用格式") || strings.ContainsAny(first, "0#?@") && !strings.ContainsAny(first, "yd") {
		return f
	}
	prev := byte(0)
	for i := 0; i < len(first); i++ {
		switch c := first[i]; c {
		case 'y', 'e', 'b', 'g':
			if c == 'y' || c == 'e' || c == 'b' {
				f.year = true
			}
			prev = c
		case 'd', 'a': // aaa is the day of the week, am/pm a clock
			if c == 'd' {
				f.day = true
			}
			prev = c
		case 'h', 's':
			f.clock = true
			prev = c
		case 'm':
			for i+1 < len(first) && first[i+1] == 'm' {
				i++
			}
			after := strings.TrimLeft(first[i+1:], " :.")
			if prev == 'h' || strings.HasPrefix(after, "s") {
				f.clock = true
			} else if prev != 'a' && prev != 'p' {
				f.month = true
			}
			prev = 'm'
		case 'p':
			prev = c
		}
	}
	return f
}

// splitSections splits at ; outside of quotes; there is at least one section.
func splitSections(code string) []string {
	var out []string
	start, quoted := 0, false
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case '"':
			quoted = !quoted
		case '\\':
			i++
		case ';':
			if !quoted {
				out = append(out, code[start:i])
				start = i + 1
			}
		}
	}
	return append(out, code[start:])
}

// stripLiterals removes quoted and escaped text, padding, colours, conditions
// and locales. Elapsed time in brackets ([h]:mm) is kept as an hour.
func stripLiterals(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '"':
			end := strings.IndexByte(s[i+1:], '"')
			if end < 0 {
				return b.String()
			}
			i += end + 1
		case '\\', '_', '*':
			i++
		case '[':
			end := strings.IndexByte(s[i:], ']')
			if end < 0 {
				return b.String()
			}
			switch strings.ToLower(s[i+1 : i+end]) {
			case "h", "hh", "m", "mm", "s", "ss":
				b.WriteByte('h')
			}
			i += end
		default:
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

// isDate reports whether the format shows any part of a date. A clock alone is
// no date: such cells stay numbers.
func (f *numFormat) isDate() bool { return f != nil && (f.year || f.month || f.day) }

// cell makes the cell of a number in this format; f may be nil.
func (f *numFormat) cell(n float64, raw string, date1904 bool) Cell {
	if f.isDate() {
		if d, ok := serialDate(n, date1904); ok {
			text := d.Format("2006-01-02")
			switch {
			case !f.day && !f.month && f.year && d.Month() == 1 && d.Day() == 1:
				text = d.Format("2006")
			case !f.day && d.Day() == 1:
				text = d.Format("2006-01")
			}
			return Cell{Kind: Date, Text: text, Number: n, Raw: raw}
		}
	}
	c := Cell{Kind: Number, Number: n, Raw: raw}
	switch {
	case writtenInFull(raw, n) && math.Abs(n) >= 1e15:
		c.Text = raw
	case f == nil || f.isDate() || f.clock:
		c.Text = plainNumber(n)
	default:
		c.Text = f.render(n)
	}
	return c
}

// serialDate converts a date serial. In the 1900 system serial 60 is a leap
// day that never was, and serials before it are one day off.
func serialDate(n float64, date1904 bool) (time.Time, bool) {
	days := math.Floor(n)
	if date1904 {
		if days < 0 || days > 2957003 {
			return time.Time{}, false
		}
		return time.Date(1904, 1, 1+int(days), 0, 0, 0, 0, time.UTC), true
	}
	if days < 1 || days == 60 || days > 2958465 {
		return time.Time{}, false
	}
	if days < 60 {
		days++
	}
	return time.Date(1899, 12, 30+int(days), 0, 0, 0, 0, time.UTC), true
}

// dateSerial is serialDate's inverse in the 1900 system.
func dateSerial(d time.Time) (int, bool) {
	days := int(d.Sub(time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)).Hours()+0.5) / 24
	if days <= 60 {
		days--
	}
	return days, days >= 1 && days <= 2958465
}

// isoCell makes a date of an ISO 8601 text (cell type d).
func isoCell(v string, date1904 bool) Cell {
	if len(v) >= 10 {
		if d, err := time.Parse("2006-01-02", v[:10]); err == nil {
			serial, _ := dateSerial(d)
			if date1904 {
				serial -= 1462
			}
			return Cell{Kind: Date, Text: v[:10], Number: float64(serial), Raw: v}
		}
	}
	return textCell(v)
}

// plainNumber writes a number without exponent, to the 15 digits that
// spreadsheets keep.
func plainNumber(n float64) string {
	if n == math.Trunc(n) && math.Abs(n) < 1e30 {
		return strconv.FormatFloat(n+0, 'f', 0, 64)
	}
	r, err := strconv.ParseFloat(strconv.FormatFloat(n, 'g', 15, 64), 64)
	if err != nil {
		r = n
	}
	if a := math.Abs(r); a < 1e-9 || a >= 1e30 {
		return strconv.FormatFloat(r, 'g', -1, 64)
	}
	return strconv.FormatFloat(r, 'f', -1, 64)
}
