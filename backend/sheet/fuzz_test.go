package sheet_test

import (
	"bytes"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/sheet"
)

// small bounds what a fuzzed file may make us do.
var small = sheet.Limits{FileBytes: 1 << 20, Unpacked: 4 << 20, Rows: 20_000, Columns: 300, Cells: 200_000}

// fuzzRead reads anything: it must end with a book or a worded error with a
// next step, and whatever was read must bear being searched for a table.
func fuzzRead(t *testing.T, data []byte) {
	b, err := sheet.Read(bg, data, small, nil)
	if err != nil {
		if e := errs.Of(err); e.Code == errs.Internal || e.Hint == "" {
			t.Fatalf("%s: %s", e.Code, e.Message)
		}
		return
	}
	for _, s := range b.Sheets {
		table, err := sheet.Detect(s, memberField)
		if err != nil {
			continue
		}
		if err := lostRow(s, table); err != nil {
			t.Fatal(err)
		}
	}
}

func FuzzOpenCSV(f *testing.F) {
	for _, s := range []string{"姓名,电话\n王芳,1\n", "\xd0\xd5\xc3\xfb;1\n", "\xff\xfea\x00,\x00", "a,\"b\nc\",d\n\"", "sep=;\na;b", "\t=1\n=\"1\"", "\xaa\xa1\x81\x30"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) { fuzzRead(t, data) })
}

// FuzzOpenXLSX puts fuzzed text into the parts of a workbook and fuzzed bytes
// into its zip.
func FuzzOpenXLSX(f *testing.F) {
	good := `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c s="1"><v>26007</v></c></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells></worksheet>`
	f.Add([]byte(good), []byte(`<sst><si><t>姓名</t></si></sst>`), 0, byte(0))
	f.Add([]byte(good[:50]), []byte(`<sst><si><r><t>a</t></r><rPh><t/></rPh></si></sst>`), 120, byte(7))
	f.Fuzz(func(t *testing.T, sheetXML, strs []byte, at int, flip byte) {
		data := rawXLSX(t, "", string(sheetXML), string(strs))
		fuzzRead(t, data)
		if flip != 0 {
			data[uint(at)%uint(len(data))] ^= flip
			fuzzRead(t, data)
			fuzzRead(t, data[:uint(at)%uint(len(data))])
		}
	})
}

// FuzzOpenXLS damages a compound file with a small workbook in it.
func FuzzOpenXLS(f *testing.F) {
	f.Add([]byte{}, 0, byte(0))
	f.Add(bytes.Repeat([]byte{0xfc, 0, 8, 0, 1, 0, 0, 0, 9, 0, 0, 0}, 3), 600, byte(9))
	good := tinyXLS(tinyBIFF())
	f.Fuzz(func(t *testing.T, tail []byte, at int, flip byte) {
		data := bytes.Clone(good)
		data[uint(at)%uint(len(data))] ^= flip
		fuzzRead(t, data)
		fuzzRead(t, data[:uint(at)%uint(len(data))])
		if len(tail) < 4096 {
			fuzzRead(t, tinyXLS(append(tinyBIFF()[:20], tail...)))
		}
	})
}

func FuzzDetect(f *testing.F) {
	for _, l := range layouts {
		var text bytes.Buffer
		for _, row := range l.sheet().Rows {
			for _, c := range row {
				text.WriteString(c.Text + "|")
			}
			text.WriteByte('\n')
		}
		f.Add(text.String(), 0, 0, 2, 3)
	}
	f.Fuzz(func(t *testing.T, lines string, top, left, height, width int) {
		if len(lines) > 1<<14 {
			return
		}
		s := layout(lines, sheet.Range{Top: top, Left: left, Bottom: top + height, Right: left + width}, sheet.Range{Top: left, Left: top, Bottom: left, Right: 1 << 40})
		table, err := sheet.Detect(s, memberField)
		if err != nil {
			return
		}
		if err := lostRow(s, table); err != nil {
			t.Fatal(err)
		}
		for lines := 1; lines <= 5; lines++ {
			_, _ = sheet.HeaderAt(s, top, lines)
		}
	})
}
