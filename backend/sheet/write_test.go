package sheet_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/sheet"
)

func sample() sheet.Out {
	return sheet.Out{
		Title: "党员[2026]/7",
		Columns: []sheet.Column{
			{Title: "姓名"}, {Title: "公民身份号码"}, {Title: "出生日期", Kind: sheet.OutDate}, {Title: "党费", Kind: sheet.OutNumber}, {Title: "积分", Kind: sheet.OutInt}, {Title: "备注", Width: 20},
		},
		Rows: rowsOf([][]string{
			{"王　芳", "420000197503160012", "1975-03-16", "12.50", "7", "=1+1"},
			{"𠮷田", "00123", "1975-03", "-3", "1.5", "一\n二"},
			{"短"},
			{"老", "", "1899-12-31", "1234567890123456789", "007", "<&>\""},
		}),
	}
}

const sampleText = `[党员_2026__7]
1|t:姓名|t:公民身份号码|t:出生日期|t:党费|t:积分|t:备注
2|t:王　芳|t:420000197503160012|d:1975-03-16|n:12.5|n:7|t:=1+1
3|t:𠮷田|t:00123|t:1975-03|n:-3|t:1.5|t:一
二
4|t:短
5|t:老||t:1899-12-31|t:1234567890123456789|t:007|t:<&>"
`

func written(t testing.TB, outs ...sheet.Out) []byte {
	t.Helper()
	var b bytes.Buffer
	err := sheet.WriteXLSX(bg, &b, outs...)
	return must(t, b.Bytes(), err)
}

func TestWriteXLSX(t *testing.T) {
	data := written(t, sample())
	if got := dump(read(t, data)); got != sampleText {
		t.Errorf("got\n%s\nwant\n%s", got, sampleText)
	}
	if !bytes.Equal(data, written(t, sample())) {
		t.Error("the same input gave other bytes")
	}
	// An independent reader sees the layout.
	f, err := excelize.OpenReader(bytes.NewReader(data))
	must(t, f, err)
	defer f.Close()
	name := f.GetSheetName(0)
	panes, err := f.GetPanes(name)
	if must(t, panes, err); !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("panes %+v", panes)
	}
	if w, _ := f.GetColWidth(name, "A"); w != 8 && w != 7 { // 王　芳 or 姓名 with its button
		t.Errorf("width %v", w)
	}
	if w, _ := f.GetColWidth(name, "F"); w != 20 {
		t.Errorf("fixed width %v", w)
	}
	if got, _ := f.GetCellValue(name, "F2"); got != "=1+1" {
		t.Errorf("F2 is %q", got)
	}
	if formula, _ := f.GetCellFormula(name, "F2"); formula != "" {
		t.Errorf("F2 became a formula %q", formula)
	}
	layout, err := f.GetPageLayout(name)
	if must(t, layout, err); *layout.Orientation != "landscape" || *layout.FitToWidth != 1 || *layout.FitToHeight != 0 {
		t.Errorf("layout %+v", layout)
	}
	titles := false
	for _, d := range f.GetDefinedName() {
		titles = titles || d.Name == "_xlnm.Print_Titles" && strings.HasSuffix(d.RefersTo, "!$1:$1")
	}
	if !titles {
		t.Error("the header does not repeat in print")
	}
}

func TestWriteXLSXSheets(t *testing.T) {
	a, b := sample(), sample()
	a.Title, b.Title = strings.Repeat("长", 40), strings.Repeat("长", 41)
	empty := sheet.Out{Title: "  "}
	first := written(t, a, b, empty, sheet.Out{Title: "History", Columns: a.Columns})
	book := read(t, first)
	names := map[string]bool{}
	for _, s := range book.Sheets {
		if names[s.Name] || len([]rune(s.Name)) > 31 || s.Name == "" {
			t.Errorf("name %q", s.Name)
		}
		names[s.Name] = true
	}
	if len(book.Sheets) != 4 {
		t.Errorf("%d sheets", len(book.Sheets))
	}
	for range 5 {
		if !bytes.Equal(first, written(t, a, b, empty, sheet.Out{Title: "History", Columns: a.Columns})) {
			t.Fatal("the same input gave other bytes")
		}
	}
}

// LibreOffice opens our file without repair and sees the same values.
func TestWriteXLSXForLibreOffice(t *testing.T) {
	csv := convert(t, written(t, sample()), "xlsx", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true")
	want := `姓名,公民身份号码,出生日期,党费,积分,备注
王　芳,420000197503160012,1975-03-16,12.5,7,=1+1
𠮷田,00123,1975-03,-3,1.5,"一
二"
短,,,,,
老,,1899-12-31,1234567890123456789,007,"<&>"""
`
	if got := strings.ReplaceAll(string(csv), "\r", ""); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestWriteCSV(t *testing.T) {
	var b bytes.Buffer
	if err := sheet.WriteCSV(bg, &b, sample()); err != nil {
		t.Fatal(err)
	}
	want := "\ufeff姓名,公民身份号码,出生日期,党费,积分,备注\r\n" +
		"王　芳,\"\t420000197503160012\",1975-03-16,12.50,7,\"\t=1+1\"\r\n" +
		"𠮷田,\"\t00123\",\"\t1975-03\",-3,\"\t1.5\",\"一\n二\"\r\n" +
		"短,,,,,\r\n" +
		"老,,\"\t1899-12-31\",\"\t1234567890123456789\",\"\t007\",\"<&>\"\"\"\r\n"
	if b.String() != want {
		t.Errorf("got\n%q\nwant\n%q", b.String(), want)
	}
}

func TestWriteRefuses(t *testing.T) {
	long := sheet.Out{Columns: []sheet.Column{{Title: "姓名"}, {Title: "事迹"}}, Rows: rowsOf([][]string{{"甲", strings.Repeat("长", 40000)}})}
	err := errs.Of(sheet.WriteXLSX(bg, io.Discard, long))
	if err == nil || err.Code != errs.Invalid || !strings.Contains(err.Message, "第 2 行“事迹”（B 列）") {
		t.Errorf("long cell: %v", err)
	}
	if err := sheet.WriteCSV(bg, io.Discard, long); err != nil {
		t.Errorf("CSV has no such limit: %v", err)
	}
	ctx, cancel := context.WithCancel(bg)
	cancel()
	if err := sheet.WriteXLSX(ctx, io.Discard, sample()); !errs.Is(err, errs.Canceled) {
		t.Errorf("canceled: %v", err)
	}
	broken := sheet.Out{Columns: long.Columns, Rows: func(func([]string) bool) error { return errs.New(errs.Busy, "忙") }}
	if err := sheet.WriteXLSX(bg, io.Discard, broken); !errs.Is(err, errs.Busy) {
		t.Errorf("rows' error: %v", err)
	}
	if err := sheet.WriteXLSX(bg, fullDisk{}, sample()); !errs.Is(err, errs.Disk) {
		t.Errorf("disk: %v", err)
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errors.New("no space") }

func TestSafeFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "名 册.xlsx")
	put := func(text string, fail error) error {
		return sheet.SafeFile(path, func(w io.Writer) error { io.WriteString(w, text); return fail })
	}
	if err := put("一", nil); err != nil {
		t.Fatal(err)
	}
	if err := put("二", errors.New("gone")); !errs.Is(err, errs.Disk) {
		t.Errorf("error: %v", err)
	}
	func() {
		defer func() { _ = recover() }()
		_ = sheet.SafeFile(path, func(io.Writer) error { panic("x") })
	}()
	if b, _ := os.ReadFile(path); string(b) != "一" {
		t.Errorf("the old file was changed to %q", b)
	}
	if err := put("三", nil); err != nil {
		t.Fatal(err)
	}
	if b, _ := os.ReadFile(path); string(b) != "三" {
		t.Errorf("file holds %q", b)
	}
	left, _ := os.ReadDir(dir)
	if len(left) != 1 {
		t.Errorf("left behind: %v", left)
	}
	if err := sheet.SafeFile(filepath.Join(dir, "没有", "x.csv"), func(io.Writer) error { return nil }); !errs.Is(err, errs.Disk) {
		t.Errorf("no folder: %v", err)
	}
	if err := sheet.SafeFile(dir, func(io.Writer) error { return nil }); !errs.Is(err, errs.Invalid) {
		t.Errorf("folder: %v", err)
	}
	if _, err := os.Stat("/dev/full"); err == nil {
		// The message for a full disk, from a real ENOSPC.
		full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
		if err == nil {
			defer full.Close()
			if err := sheet.WriteXLSX(bg, full, sample()); err == nil || !strings.Contains(err.Error(), "空间不够") {
				t.Errorf("full disk: %v", err)
			}
		}
	}
}
