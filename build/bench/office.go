package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

const officeName = "LibreOffice"

// convert lets LibreOffice read a file and write it in another format, without
// a window and with a profile of its own. The first call makes the profile and
// is not counted.
func (b *bench) convert(ctx context.Context, format, outDir, file string) (usage, error) {
	if b.office == "" {
		b.office = b.path("office")
		small := b.path("small.xlsx")
		if err := writeXLSX(small, [][]any{{"姓名"}, {"王芳"}}, false); err != nil {
			return usage{}, err
		}
		for range 2 {
			var err error
			if b.started, err = b.soffice(ctx, "xlsx", b.path("small-out"), small); err != nil {
				b.office = ""
				return usage{}, err
			}
		}
	}
	return b.soffice(ctx, format, outDir, file)
}

func (b *bench) soffice(ctx context.Context, format, outDir, file string) (usage, error) {
	u, err := measure(ctx, []string{"LC_ALL=C.UTF-8", "SAL_USE_VCLPLUGIN=svp"}, "soffice",
		"-env:UserInstallation=file://"+b.office, "--headless", "--norestore", "--convert-to", format, "--outdir", outDir, file)
	if err != nil {
		return u, err
	}
	// It ends with 0 also when it could not convert.
	base := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)) + "." + format
	if info, err := os.Stat(filepath.Join(outDir, base)); err != nil || info.Size() == 0 {
		return u, fmt.Errorf("soffice made no %s: %s", base, strings.TrimSpace(u.Out))
	}
	return u, os.Remove(filepath.Join(outDir, base))
}

// writeXLSX writes rows as a workbook like those of offices; a bordered one is
// set up to be printed: lying A4, as wide as the page, the header on each page.
func writeXLSX(path string, rows [][]any, bordered bool) error {
	f := excelize.NewFile()
	defer f.Close()
	const sheet = "Sheet1"
	style := &excelize.Style{Font: &excelize.Font{Family: "Noto Sans CJK SC", Size: 10}}
	dateStyle := &excelize.Style{Font: style.Font, NumFmt: 14}
	if bordered {
		style.Font.Size = 8.5
		for _, side := range []string{"left", "right", "top", "bottom"} {
			style.Border = append(style.Border, excelize.Border{Type: side, Color: "888888", Style: 1})
		}
		style.Alignment = &excelize.Alignment{WrapText: true, Vertical: "center"}
		if err := printSetup(f, sheet); err != nil {
			return err
		}
	}
	cell, err := f.NewStyle(style)
	if err != nil {
		return err
	}
	date, err := f.NewStyle(dateStyle)
	if err != nil {
		return err
	}
	w, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	widest := 0
	for _, r := range rows {
		widest = max(widest, len(r))
	}
	for col := range widest {
		width := 0
		for _, r := range rows[min(2, len(rows)-1):min(200, len(rows))] {
			if col < len(r) {
				width = max(width, len(fmt.Sprint(r[col])))
			}
		}
		if err := w.SetColWidth(col+1, col+1, min(max(float64(width)*0.75, 6), 28)); err != nil {
			return err
		}
	}
	for n, row := range rows {
		cells := make([]any, len(row))
		for i, v := range row {
			cells[i] = excelize.Cell{StyleID: cell, Value: v}
			if serial, ok := v.(serial); ok {
				cells[i] = excelize.Cell{StyleID: date, Value: int(serial)}
			}
		}
		if err := w.SetRow("A"+strconv.Itoa(n+1), cells); err != nil {
			return err
		}
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.SaveAs(path)
}

// serial is a date as a spreadsheet counts it: days since 1899-12-30.
type serial int

func printSetup(f *excelize.File, sheet string) error {
	paper, wide, high := 9, 1, 0
	orientation, fit := "landscape", true
	if err := f.SetPageLayout(sheet, &excelize.PageLayoutOptions{Size: &paper, Orientation: &orientation, FitToWidth: &wide, FitToHeight: &high}); err != nil {
		return err
	}
	if err := f.SetSheetProps(sheet, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	return f.SetDefinedName(&excelize.DefinedName{Name: "_xlnm.Print_Titles", RefersTo: sheet + "!$1:$1", Scope: sheet})
}
