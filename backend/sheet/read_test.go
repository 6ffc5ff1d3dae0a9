package sheet_test

import (
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"chengzhuan/backend/sheet"
)

// oddities is a workbook with what offices really have in their cells.
func oddities(t testing.TB) []byte {
	return excel(t, func(f *excelize.File) {
		s := "Sheet1"
		style := func(cell, code string) {
			id, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
			f.SetCellStyle(s, cell, cell, must(t, id, err))
		}
		number := func(cell string, v float64, code string) {
			f.SetCellFloat(s, cell, v, -1, 64)
			style(cell, code)
		}
		f.SetCellStr(s, "A1", "仁寿门社区党员花名册")
		f.MergeCell(s, "A1", "F1")
		f.SetCellStr(s, "A2", "王　芳𠮷")
		f.SetCellStr(s, "B2", "420000197503160012")
		f.SetCellValue(s, "C2", 4.2000019750316e17)
		f.SetCellStr(s, "D2", "一\n二 <&>")
		f.SetCellRichText(s, "E2", []excelize.RichTextRun{{Text: "粗", Font: &excelize.Font{Bold: true}}, {Text: "细"}})
		number("A3", 27469, "yyyy-mm-dd")
		number("B3", 27454, `yyyy"年"m"月"`)
		number("C3", 27469, `yyyy"年"m"月"`)
		number("D3", 27395, "yyyy")
		number("E3", 27469.5, "yyyy/m/d h:mm")
		number("F3", 0.5, "h:mm")
		number("A4", 7, "0000")
		number("B4", 12.5, "0.00")
		number("C4", 0.125, "0.0%")
		number("D4", 1234567, "#,##0")
		number("E4", 13800138000, "General")
		number("F4", 13800138000, "000 0000 0000")
		f.SetCellBool(s, "A5", true)
		f.SetCellFormula(s, "B5", "2026-1975")
		f.SetCellFormula(s, "C5", `"甲"&"乙"`)
		f.SetCellFormula(s, "D5", "1/0")
		number("E5", 1, "yyyy-mm-dd")
		number("F5", 59, "yyyy-mm-dd")
		number("A6", 60, "yyyy-mm-dd")
		number("B6", 61, "yyyy-mm-dd")
		number("C6", 19750316, "yyyy-mm-dd")
		number("D6", 0.1+0.2, "General")
		number("E6", -5, "0;[Red]-0")
		number("F6", 27469, `[$-804]yyyy"年"m"月"d"日";@`)
		f.NewSheet("第二表")
		f.SetCellStr("第二表", "B2", "x")
		f.NewSheet("隐藏")
		f.SetCellStr("隐藏", "A1", "y")
		f.SetSheetVisible("隐藏", false)
	})
}

const odditiesText = `[Sheet1] A1:F1
1|t:仁寿门社区党员花名册
2|t:王　芳𠮷|t:420000197503160012|n:420000197503160000|t:一
二 <&>|t:粗细
3|d:1975-03-16|d:1975-03|d:1975-03-16|d:1975|d:1975-03-16|n:0.5
4|n:0007|n:12.50|n:12.5%|n:1,234,567|n:13800138000|n:138 0013 8000
5|b:TRUE|n:51|t:甲乙|e:#DIV/0!|d:1900-01-01|d:1900-02-28
6|n:60|d:1900-03-01|n:19750316|n:0.3|n:-5|d:1975-03-16
[第二表]
1
2||t:x
[隐藏] hidden
1|t:y
`

func TestReadOdditiesXLSX(t *testing.T) {
	got := dump(read(t, oddities(t)))
	want := strings.NewReplacer("|n:51|t:甲乙|e:#DIV/0!|", "||||").Replace(odditiesText) // no cached values from this writer
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestReadOdditiesFromLibreOffice(t *testing.T) {
	for _, ext := range []string{"xlsx", "xls"} {
		t.Run(ext, func(t *testing.T) {
			filter := map[string]string{"xlsx": "xlsx:Calc MS Excel 2007 XML", "xls": "xls:MS Excel 97"}[ext]
			b := read(t, convert(t, oddities(t), "xlsx", filter))
			if b.Format != ext {
				t.Errorf("format %s", b.Format)
			}
			if got := dump(b); got != odditiesText {
				t.Errorf("got\n%s\nwant\n%s", got, odditiesText)
			}
		})
	}
}

func TestLostDigits(t *testing.T) {
	for _, c := range []struct {
		cell sheet.Cell
		lost bool
	}{
		{sheet.Cell{Kind: sheet.Number, Number: 4.2000019750316e17, Raw: "4.2000019750315999E+17"}, true},
		{sheet.Cell{Kind: sheet.Number, Number: 420000197503160012, Raw: "420000197503160000"}, true},
		{sheet.Cell{Kind: sheet.Number, Number: 420000197503160012, Raw: "420000197503160012"}, false}, // written in full by a program
		{sheet.Cell{Kind: sheet.Number, Number: 420000750316001, Raw: "420000750316001"}, false},       // 15 digits
		{sheet.Cell{Kind: sheet.Number, Number: 6222021234567890, Raw: "6222021234567890"}, true},
		{sheet.Cell{Kind: sheet.Number, Number: 13800138000, Raw: "13800138000"}, false},
		{sheet.Cell{Kind: sheet.Text, Text: "4.20002E+17"}, true},
		{sheet.Cell{Kind: sheet.Text, Text: "420000197503160012"}, false},
		{sheet.Cell{Kind: sheet.Text, Text: "1E10"}, false}, // a flat, not a number
		{sheet.Cell{}, false},
	} {
		if got := c.cell.LostDigits(); got != c.lost {
			t.Errorf("%+v: %v", c.cell, got)
		}
	}
}
