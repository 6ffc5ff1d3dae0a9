package sheet

import (
	"bufio"
	"context"
	"io"
	"strings"
)

// WriteCSV writes one table as UTF-8 with a byte order mark (so that Excel
// reads Chinese) and CRLF line ends. Text that a spreadsheet would turn into a
// formula, a number or a date is written with a leading tab, which Open takes
// away again; see guardCSV. Errors: Canceled, Disk, and those of Rows.
func WriteCSV(ctx context.Context, w io.Writer, out Out) error {
	b := bufio.NewWriterSize(w, 1<<16)
	b.WriteString("\ufeff")
	for i, c := range out.Columns {
		writeField(b, i, guardCSV(clean(c.Title)))
	}
	b.WriteString("\r\n")
	err := out.each(ctx, func(_ int, row []string) error {
		for i, c := range out.Columns {
			v := ""
			if i < len(row) {
				v = clean(row[i])
			}
			if _, date := asDate(v, c.Kind); !date && !asNumber(v, c.Kind) {
				v = guardCSV(v)
			}
			writeField(b, i, v)
		}
		_, err := b.WriteString("\r\n")
		return err
	})
	if err == nil {
		err = b.Flush()
	}
	return writeFailed(err)
}

// writeField quotes whatever a reader could take for something else, also
// separators other than the comma and blanks at the ends.
func writeField(b *bufio.Writer, i int, v string) {
	if i > 0 {
		b.WriteByte(',')
	}
	if v == "" {
		return
	}
	if strings.ContainsAny(v, ",;\t\"\n") || v[0] == ' ' || v[len(v)-1] == ' ' || len(v) > 3 && strings.EqualFold(v[:4], "sep=") {
		b.WriteByte('"')
		b.WriteString(strings.ReplaceAll(v, `"`, `""`))
		b.WriteByte('"')
		return
	}
	b.WriteString(v)
}
