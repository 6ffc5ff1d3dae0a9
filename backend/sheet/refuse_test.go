package sheet_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/sheet"
)

func zipped(t testing.TB, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		must(t, w, err).Write([]byte(parts[i+1]))
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// rawXLSX is a workbook of one sheet with the given parts.
func rawXLSX(t testing.TB, workbookPr, sheetXML, strs string) []byte {
	return zipped(t,
		"xl/workbook.xml", `<x:workbook xmlns:x="u" xmlns:r="v">`+workbookPr+`<x:sheets><x:sheet name="表" sheetId="1" r:id="rId1"/></x:sheets></x:workbook>`,
		`xl\_rels\workbook.xml.rels`, `<Relationships><Relationship Id="rId1" Type="a/worksheet" Target="/xl/worksheets/Sheet1.xml"/><Relationship Id="rId2" Type="a/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="a/styles" Target="styles.xml"/></Relationships>`,
		"xl/worksheets/sheet1.xml", sheetXML,
		"xl/sharedStrings.xml", strs,
		"xl/styles.xml", `<styleSheet><dxfs><dxf><numFmt numFmtId="14" formatCode="0"/></dxf></dxfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="31"/></cellXfs></styleSheet>`,
	)
}

func TestReadRawXLSX(t *testing.T) {
	strs := `<?xml version="1.0"?><!-- c --><sst><si><r><t>王</t></r><r><t xml:space="preserve"> 芳</t></r><rPh sb="0" eb="1"><t>wáng</t></rPh></si><si><t><![CDATA[a&b]]>_x4E00__xD842__xDFB7_</t></si></sst>`
	body := `<x:worksheet xmlns:x="u"><x:sheetData><x:row><x:c t="s"><x:v>0</x:v></x:c><x:c t="s"><x:v>1</x:v></x:c><x:c t="inlineStr"><x:is><x:t>&#x4e8c;&amp;</x:t><x:rPh><x:t>no</x:t></x:rPh></x:is></x:c></x:row>` +
		`<x:row r="4" hidden="1"><x:c r="C4" s="1"><x:v>26007</x:v></x:c><x:c s="2"><x:v>0</x:v></x:c><x:c t="str" a=">"><x:f>A1&amp;"&gt;"</x:f><x:v>文</x:v></x:c><x:c t="d"><x:v>1975-03-16T00:00:00</x:v></x:c><x:c s="9"/></x:row>` +
		`</x:sheetData><x:mergeCells><x:mergeCell ref="A1:A2"/></x:mergeCells></x:worksheet>`
	b := read(t, rawXLSX(t, `<x:workbookPr date1904="1"/>`, body, strs))
	want := "[表] A1:A2\n1|t:王 芳|t:a&b一𠮷|t:二&\n2\n3\n4|||d:1975-03-16|d:1904-01-01|t:文|d:1975-03-16\n"
	if got := dump(b); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if b.Sheets[0].HiddenRows != 1 {
		t.Errorf("%d hidden rows", b.Sheets[0].HiddenRows)
	}
}

func TestReadDamagedXLSX(t *testing.T) {
	const strs, good = `<sst><si><t>a</t></si></sst>`, `<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c></row></sheetData></worksheet>`
	if got := dump(read(t, rawXLSX(t, "", good, strs))); got != "[表]\n1|t:a\n" {
		t.Fatalf("the sound one reads as %q", got)
	}
	for name, data := range map[string][]byte{
		"half a sheet":        rawXLSX(t, "", good[:len(good)-20], strs),
		"half a tag":          rawXLSX(t, "", good[:60], strs),
		"no sheet":            rawXLSX(t, "", "", strs),
		"string out of range": rawXLSX(t, "", strings.Replace(good, ">0<", ">7<", 1), strs),
		"half the strings":    rawXLSX(t, "", good, strs[:12]),
		"cell out of range":   rawXLSX(t, "", strings.Replace(good, "A1", "A9999999", 1), strs),
		"entity bomb":         rawXLSX(t, "", `<!DOCTYPE x [<!ENTITY a "b">]>`+good, strs),
		"unknown entity":      rawXLSX(t, "", good, `<sst><si><t>&a;</t></si></sst>`),
		"half a zip":          rawXLSX(t, "", good, strs)[:400],
	} {
		if e := readError(t, data); e.Code != errs.Damaged || e.Hint == "" {
			t.Errorf("%s: %s %s", name, e.Code, e.Message)
		}
	}
}

func TestRefuses(t *testing.T) {
	var secret bytes.Buffer
	f := excelize.NewFile()
	f.SetCellStr("Sheet1", "A1", "x")
	if err := f.Write(&secret, excelize.Options{Password: "p"}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name string
		data string
		code errs.Code
		says string
	}{
		{"empty", "", errs.Invalid, "空的"},
		{"blank lines", "\r\n\r\n", errs.Invalid, "空的"},
		{"password", secret.String(), errs.Denied, "密码"},
		{"html", "\ufeff\n <HTML xmlns:o=''><table><tr><td>姓名", errs.Invalid, "网页"},
		{"xml 2003", `<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook>`, errs.Invalid, "XML"},
		{"pdf", "%PDF-1.7\n", errs.Invalid, "PDF"},
		{"png", "\x89PNG\r\n\x1a\n", errs.Invalid, "图片"},
		{"rar", "Rar!\x1a\x07", errs.Invalid, "压缩包"},
		{"word", string(zipped(t, "word/document.xml", "x")), errs.Invalid, "Word"},
		{"ods", string(zipped(t, "mimetype", "application/vnd.oasis.opendocument.spreadsheet")), errs.Invalid, ".ods"},
		{"numbers", string(zipped(t, "Index/Document.iwa", "x")), errs.Invalid, "Numbers"},
		{"xlsb", string(zipped(t, "xl/workbook.bin", "x")), errs.Invalid, ".xlsb"},
		{"zip", string(zipped(t, "名册.xlsx", "x")), errs.Invalid, "压缩包"},
		{"excel 4", "\x09\x04\x06\x00\x00\x00\x10\x00\x00\x00", errs.Invalid, "很早以前"},
		{"ole2", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\x00", 600), errs.Damaged, "损坏"},
		{"binary", "abc\x00\x01\x02", errs.Invalid, "不是表格"},
		{"bad gb", "姓名\n\xff\xff王\n", errs.Damaged, "第 2 行"},
		{"open quote", "姓名,电话\n\"王芳,1\n李,2\n", errs.Damaged, "第 2 行"},
		{"odd utf-16", "\xff\xfea\x00b", errs.Damaged, "不完整"},
	} {
		e := readError(t, []byte(c.data))
		if e.Code != c.code || !strings.Contains(e.Message, c.says) || e.Hint == "" {
			t.Errorf("%s: %s %q (%q)", c.name, e.Code, e.Message, e.Hint)
		}
	}
}

func TestOpenRefusesByFile(t *testing.T) {
	dir := t.TempDir()
	write := func(name string) string {
		p := filepath.Join(dir, name)
		if err := os.WriteFile(p, []byte("姓名\n王芳\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	b, err := sheet.Open(bg, write("名 册.xls"), sheet.Limits{}, nil) // by content, not by name
	if must(t, b, err); b.Format != "csv" {
		t.Errorf("format %s", b.Format)
	}
	for path, code := range map[string]errs.Code{
		write("~$名册.xlsx"):            errs.Invalid,
		write(".~lock.名册.xlsx#"):      errs.Invalid,
		dir:                           errs.Invalid,
		filepath.Join(dir, "没有.xlsx"): errs.NotFound,
	} {
		_, err := sheet.Open(bg, path, sheet.Limits{}, nil)
		if !errs.Is(err, code) || errs.Of(err).Hint == "" {
			t.Errorf("%s: %v", filepath.Base(path), err)
		}
	}
	if _, err := sheet.Open(bg, write("大.csv"), sheet.Limits{FileBytes: 4}, nil); !errs.Is(err, errs.Invalid) {
		t.Errorf("too big: %v", err)
	}
}

func TestLimits(t *testing.T) {
	var body strings.Builder
	body.WriteString(`<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c><c r="Z1"><v>1</v></c></row>`)
	for i := 2; i <= 20; i++ {
		fmt.Fprintf(&body, `<row r="%d"><c r="A%d"><v>1</v></c></row>`, i, i)
	}
	// Formatted but blank: no content.
	body.WriteString(`<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData></worksheet>`)
	data := rawXLSX(t, "", body.String(), "<sst/>")
	if _, err := sheet.Read(bg, data, sheet.Limits{Rows: 20, Columns: 26, Cells: 21}, nil); err != nil {
		t.Errorf("within the limits: %v", err)
	}
	for name, l := range map[string]sheet.Limits{"rows": {Rows: 19}, "columns": {Columns: 25}, "cells": {Cells: 20}, "unpacked": {Unpacked: 1200}} {
		if _, err := sheet.Read(bg, data, l, nil); !errs.Is(err, errs.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	bomb := rawXLSX(t, "", "<worksheet>"+strings.Repeat(" ", 50<<20)+"</worksheet>", "<sst/>")
	if len(bomb) > 200_000 {
		t.Fatalf("no bomb: %d bytes", len(bomb))
	}
	if _, err := sheet.Read(bg, bomb, sheet.Limits{Unpacked: 10 << 20}, nil); !errs.Is(err, errs.Invalid) {
		t.Errorf("bomb: %v", err)
	}
}

func TestCancelAndProgress(t *testing.T) {
	data := written(t, roster(5000, 5))
	ctx, cancel := context.WithCancel(bg)
	calls, last := 0, 0
	_, err := sheet.Read(ctx, data, sheet.Limits{}, func(done, total int) {
		if calls++; calls == 10 {
			cancel()
		}
		if done < last || done > total {
			t.Errorf("progress went from %d to %d of %d", last, done, total)
		}
		last = done
	})
	if !errs.Is(err, errs.Canceled) || calls != 10 {
		t.Errorf("after %d calls: %v", calls, err)
	}
	final := -1.0
	if _, err := sheet.Read(bg, data, sheet.Limits{}, func(done, total int) { final = float64(done) / float64(total) }); err != nil || final != 1 {
		t.Errorf("ended at %v: %v", final, err)
	}
}

func TestReadCSV(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"semicolon", "姓名;住址\n王芳;1栋,2单元\n", "1|t:姓名|t:住址\n2|t:王芳|t:1栋,2单元\n"},
		{"tab", "姓名\t住址\n王芳\t1栋,2\n李\t3\n", "1|t:姓名|t:住址\n2|t:王芳|t:1栋,2\n3|t:李|t:3\n"},
		{"sep line", "sep=;\r\na;b,c\r\n", "1|t:a|t:b,c\n"},
		{"old mac", "a,b\rc,d\r", "1|t:a|t:b\n2|t:c|t:d\n"},
		{"blank lines count", "a,b\n\n\nc,d", "1|t:a|t:b\n2\n3\n4|t:c|t:d\n"},
		{"loose quotes", "a,5\"管\n\"b\"\"c\",\"d\"e\"\n", "1|t:a|t:5\"管\n2|t:b\"c|t:d\"e\n"},
		{"literal", "=\"00123\",\"=\"\"0\"\"\",\"\t'1\",\t4200\n", "1|t:00123|t:0|t:\t'1|t:\t4200\n"},
		{"marked by others", "\"\t420000197503160012\",'x\n", "1|t:420000197503160012|t:'x\n"},
		{"gb18030", "\xd0\xd5\xc3\xfb,\xcd\xf5\x95\x34\xb2\x35\n", "1|t:姓名|t:王𠮷\n"},
		{"gb18030 that looks like utf-8", "\xc3\xa6,\xc2\xa5\n", "1|t:忙|t:楼\n"},
		{"gb18030 own characters", "\xd0\xd5\xaa\xa1\xa1\x40\xfe\xfe,1\n", "1|t:姓\ue000\ue4c6\ue4c5|t:1\n"},
		{"utf-16", "\xff\xfe\xd3\x59,\x00\x42\xd8\xb7\xdf", "1|t:姓|t:𠮷\n"},
	} {
		if got := strings.TrimPrefix(dump(read(t, []byte(c.data))), "[CSV]\n"); got != c.want {
			t.Errorf("%s: got\n%q\nwant\n%q", c.name, got, c.want)
		}
	}
}
