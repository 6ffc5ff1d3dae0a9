package cli

import (
	"io"
	"strings"
	"unicode"

	"golang.org/x/text/width"
)

// widest is how many columns of the terminal one cell of a table may take,
// longest the last one of a line, which pushes nothing aside.
const (
	widest  = 40
	longest = 160
)

// room is how many columns cell i of n may take.
func room(i, n int) int {
	if i == n-1 {
		return longest
	}
	return widest
}

// displayWidth is how many columns of a terminal a text takes: a Han character
// two, a combining mark none.
func displayWidth(s string) int {
	n := 0
	for _, r := range s {
		n += runeWidth(r)
	}
	return n
}

func runeWidth(r rune) int {
	switch {
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf) || unicode.IsControl(r):
		return 0
	}
	switch width.LookupRune(r).Kind() {
	case width.EastAsianWide, width.EastAsianFullwidth:
		return 2
	}
	return 1
}

// plain drops what could steer a terminal: control characters other than the
// line feed, and the marks that turn the direction of text.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if r == '\n' || !unicode.IsControl(r) && !unicode.In(r, unicode.Bidi_Control) {
			return r
		}
		if r == '\t' {
			return ' '
		}
		return -1
	}, s)
}

// cell makes a text fit one cell: one line, at most limit columns.
func cell(s string, limit int) string {
	s = strings.ReplaceAll(plain(s), "\n", " ")
	if displayWidth(s) <= limit {
		return s
	}
	n := 0
	for i, r := range s {
		if n += runeWidth(r); n > limit-1 {
			return s[:i] + "…"
		}
	}
	return s
}

// writeColumns writes lines whose cells stand below each other, two blanks apart.
func writeColumns(w io.Writer, lines [][]string) {
	var widths []int
	for _, line := range lines {
		for i, c := range line {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], displayWidth(c))
		}
	}
	for _, line := range lines {
		var b strings.Builder
		for i, c := range line {
			b.WriteString(c)
			if i < len(line)-1 {
				b.WriteString(strings.Repeat(" ", widths[i]-displayWidth(c)+2))
			}
		}
		io.WriteString(w, strings.TrimRight(b.String(), " ")+"\n")
	}
}

// writeTable writes a header, a rule and rows.
func writeTable(w io.Writer, header []string, rows [][]string) {
	lines := [][]string{header, make([]string, len(header))}
	for _, row := range rows {
		line := make([]string, len(row))
		for i, c := range row {
			line[i] = cell(c, room(i, len(row)))
		}
		lines = append(lines, line)
	}
	for i := range header {
		n := 0
		for _, line := range lines {
			n = max(n, displayWidth(line[i]))
		}
		lines[1][i] = strings.Repeat("-", min(n, widest))
	}
	writeColumns(w, lines)
}

// writeFields writes labels with their texts; further lines of a text are indented.
func writeFields(w io.Writer, fields [][2]string) {
	n := 0
	for _, f := range fields {
		n = max(n, displayWidth(f[0]))
	}
	for _, f := range fields {
		lines := strings.Split(plain(f[1]), "\n")
		io.WriteString(w, strings.TrimRight(f[0]+"："+strings.Repeat(" ", n-displayWidth(f[0]))+lines[0], " ")+"\n")
		for _, line := range lines[1:] {
			io.WriteString(w, strings.TrimRight(strings.Repeat(" ", n+2)+line, " ")+"\n")
		}
	}
}
