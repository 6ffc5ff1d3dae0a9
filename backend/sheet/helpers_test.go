package sheet_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/sheet"
)

var bg = context.Background()

func must[T any](t testing.TB, v T, err error) T {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func read(t testing.TB, data []byte) *sheet.Book {
	t.Helper()
	b, err := sheet.Read(bg, data, sheet.Limits{}, nil)
	return must(t, b, err)
}

// readError reads what must be refused.
func readError(t testing.TB, data []byte) *errs.Error {
	t.Helper()
	b, err := sheet.Read(bg, data, sheet.Limits{}, nil)
	if err == nil {
		t.Fatalf("accepted: %v", dump(b))
	}
	return errs.Of(err)
}

// excel makes an xlsx with an independent library.
func excel(t testing.TB, build func(f *excelize.File)) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	build(f)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var kinds = map[sheet.Kind]string{sheet.Empty: "", sheet.Text: "t", sheet.Number: "n", sheet.Date: "d", sheet.Bool: "b", sheet.Error: "e"}

// dump writes a book as text: one line per row with kind:text per cell.
func dump(b *sheet.Book) string {
	var out strings.Builder
	for _, s := range b.Sheets {
		fmt.Fprintf(&out, "[%s]", s.Name)
		if s.Hidden {
			out.WriteString(" hidden")
		}
		for _, m := range s.Merged {
			fmt.Fprintf(&out, " %s%d:%s%d", sheet.ColumnName(m.Left), m.Top+1, sheet.ColumnName(m.Right), m.Bottom+1)
		}
		out.WriteByte('\n')
		for i, row := range s.Rows {
			fmt.Fprintf(&out, "%d", i+1)
			for _, c := range row {
				fmt.Fprintf(&out, "|%s", kinds[c.Kind])
				if c.Kind != sheet.Empty {
					fmt.Fprintf(&out, ":%s", c.Text)
				}
			}
			out.WriteByte('\n')
		}
	}
	return out.String()
}

// texts gives the texts of a sheet, rectangular.
func texts(s *sheet.Sheet, width int) [][]string {
	var out [][]string
	for _, row := range s.Rows {
		line := make([]string, width)
		for i, c := range row {
			if i < width {
				line[i] = c.Text
			}
		}
		out = append(out, line)
	}
	return out
}

func rowsOf(rows [][]string) func(func([]string) bool) error {
	return func(yield func([]string) bool) error {
		for _, r := range rows {
			if !yield(r) {
				return nil
			}
		}
		return nil
	}
}

// convert lets LibreOffice turn a file into another format.
func convert(t testing.TB, data []byte, from, filter string) []byte {
	t.Helper()
	soffice, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice is not installed")
	}
	if testing.Short() {
		t.Skip("short")
	}
	dir := t.TempDir()
	in := filepath.Join(dir, "in."+from)
	if err := os.WriteFile(in, data, 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(dir, "out")
	cmd := exec.Command(soffice, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", filter, "--outdir", out, in)
	if msg, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("soffice: %v\n%s", err, msg)
	}
	ext, _, _ := strings.Cut(filter, ":")
	converted, err := os.ReadFile(filepath.Join(out, "in."+ext))
	return must(t, converted, err)
}
