package sheet_test

import (
	"bytes"
	"fmt"
	"io"
	"testing"

	"chengzhuan/backend/sheet"
)

// roster makes rows like those of a member roster.
func roster(rows, cols int) sheet.Out {
	o := sheet.Out{Title: "党员"}
	for c := range cols {
		o.Columns = append(o.Columns, sheet.Column{Title: fmt.Sprintf("列%s", sheet.ColumnName(c)), Kind: sheet.OutKind(c % 4)})
	}
	o.Rows = func(yield func([]string) bool) error {
		row := make([]string, cols)
		for r := range rows {
			for c := range row {
				row[c] = [...]string{fmt.Sprintf("王小明%d", r*c), fmt.Sprintf("19%02d-03-%02d", 30+r%60, 1+c), fmt.Sprint(r * c), fmt.Sprint(c)}[c%4]
			}
			if !yield(row) {
				return nil
			}
		}
		return nil
	}
	return o
}

func BenchmarkOpenXLSX(b *testing.B) {
	for _, size := range []struct{ rows, cols int }{{10_000, 20}, {10_000, 40}} {
		b.Run(fmt.Sprintf("%dx%d", size.rows, size.cols), func(b *testing.B) {
			var buf bytes.Buffer
			if err := sheet.WriteXLSX(bg, &buf, roster(size.rows, size.cols)); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				read(b, buf.Bytes())
			}
		})
	}
}

func BenchmarkDetect(b *testing.B) {
	var buf bytes.Buffer
	if err := sheet.WriteXLSX(bg, &buf, roster(10_000, 20)); err != nil {
		b.Fatal(err)
	}
	s := read(b, buf.Bytes()).Sheets[0]
	for b.Loop() {
		if _, err := sheet.Detect(s, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWriteXLSX(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if err := sheet.WriteXLSX(bg, io.Discard, roster(10_000, 20)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCSV(b *testing.B) {
	var buf bytes.Buffer
	if err := sheet.WriteCSV(bg, &buf, roster(10_000, 20)); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		read(b, buf.Bytes())
	}
}
