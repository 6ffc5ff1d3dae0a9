package sheet

import (
	"archive/zip"
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"chengzhuan/backend/errs"
)

// Cell styles of the files that we write: indexes into cellXfs of stylesXML.
const (
	styleText   = 1
	styleWrap   = 2
	styleDate   = 3
	styleNumber = 4
	styleHeader = 5
)

const (
	widthSample = 1000 // rows that decide the widths of columns
	widest      = 50   // wider text wraps
	xmlHead     = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
)

// WriteXLSX writes a workbook with one sheet per table: bold frozen header
// with filter, text as text (nothing becomes a formula or loses a digit), real
// date cells, widths by content, printed landscape on A4 with the header on
// every page. Rows are streamed: memory does not grow with their number, and
// nothing is put into temporary files. Same input, same bytes. Errors:
// Invalid (a cell too long, too many rows), Canceled, Disk, and those of Rows.
//
// The writer is our own because a library's stream writer orders several
// sheets at random and spills personal data into the system's temporary folder.
func WriteXLSX(ctx context.Context, w io.Writer, outs ...Out) error {
	if len(outs) == 0 {
		return errs.New(errs.Internal, "没有可以导出的内容")
	}
	z := zip.NewWriter(w)
	x := &xlsxWriter{zip: z, names: sheetNames(outs), rows: make([]int, len(outs))}
	err := x.part("[Content_Types].xml", func(b *bufio.Writer) error { return x.contentTypes(b) })
	for i := range outs {
		if err == nil {
			err = x.part(fmt.Sprintf("xl/worksheets/sheet%d.xml", i+1), func(b *bufio.Writer) error {
				n, err := writeSheet(ctx, b, outs[i], i == 0)
				x.rows[i] = n
				return err
			})
		}
	}
	for _, p := range []struct{ name, text string }{
		{"_rels/.rels", relsXML},
		{"xl/_rels/workbook.xml.rels", x.workbookRels()},
		{"xl/styles.xml", stylesXML},
		{"xl/workbook.xml", x.workbook(outs)},
	} {
		if err == nil {
			err = x.part(p.name, func(b *bufio.Writer) error { _, err := b.WriteString(p.text); return err })
		}
	}
	if err == nil {
		err = z.Close()
	}
	return writeFailed(err)
}

// writeFailed leaves worded errors as they are and words those of the medium.
func writeFailed(err error) error {
	var known *errs.Error
	if err == nil || errors.As(err, &known) {
		return err
	}
	return diskError(err)
}

type xlsxWriter struct {
	zip   *zip.Writer
	names []string
	rows  []int
}

func (x *xlsxWriter) part(name string, fill func(*bufio.Writer) error) error {
	f, err := x.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(2000, 1, 1, 0, 0, 0, 0, time.UTC)})
	if err != nil {
		return err
	}
	b := bufio.NewWriterSize(f, 1<<16)
	if err := fill(b); err != nil {
		return err
	}
	return b.Flush()
}

// writeSheet writes one worksheet and returns the number of data rows. The
// first rows are held back until they have decided the widths.
func writeSheet(ctx context.Context, b *bufio.Writer, o Out, selected bool) (int, error) {
	s := &sheetWriter{b: b, o: o, width: make([]int, len(o.Columns))}
	for i, c := range o.Columns {
		s.width[i] = textWidth(c.Title) + 3 // room for the filter's button
		s.cols = append(s.cols, ColumnName(i))
	}
	if len(o.Columns) > maxSheetColumn {
		return 0, errs.New(errs.Invalid, fmt.Sprintf("列数超过 %d，表格装不下", maxSheetColumn)).Do("请少选几列")
	}
	tab := ""
	if selected {
		tab = ` tabSelected="1"`
	}
	b.WriteString(xmlHead + `<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">` +
		`<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr><sheetViews><sheetView` + tab + ` workbookViewId="0">` +
		`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/>` +
		`</sheetView></sheetViews><sheetFormatPr defaultRowHeight="18"/>`)
	rows := 0
	var held [][]string
	err := o.each(ctx, func(n int, row []string) error {
		if n >= excelRows {
			return errs.New(errs.Invalid, fmt.Sprintf("超过 %d 行，一个工作表装不下", excelRows)).Do("请先筛选，分几次导出；或导出为 CSV")
		}
		rows = n + 1
		if len(held) < widthSample && n < widthSample {
			held = append(held, append([]string(nil), row...))
			return nil
		}
		if err := s.begin(held); err != nil {
			return err
		}
		return s.row(n, row)
	})
	if err == nil {
		err = s.begin(held)
	}
	if err != nil {
		return rows, err
	}
	b.WriteString(`</sheetData>`)
	if n := len(o.Columns); n > 0 {
		fmt.Fprintf(b, `<autoFilter ref="A1:%s%d"/>`, s.cols[n-1], rows+1)
	}
	_, err = b.WriteString(`<pageMargins left="0.5" right="0.5" top="0.6" bottom="0.6" header="0.3" footer="0.3"/>` +
		`<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>` +
		`<headerFooter><oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter></headerFooter></worksheet>`)
	return rows, err
}

type sheetWriter struct {
	b     *bufio.Writer
	o     Out
	cols  []string
	width []int
	begun bool

	number int
	digits string
}

// begin writes the columns, the header and the rows held back; once.
func (s *sheetWriter) begin(held [][]string) error {
	if s.begun {
		return nil
	}
	s.begun = true
	for _, row := range held {
		for i := range min(len(row), len(s.width)) {
			s.width[i] = max(s.width[i], textWidth(row[i])+2)
		}
	}
	if len(s.o.Columns) > 0 {
		s.b.WriteString(`<cols>`)
		for i, c := range s.o.Columns {
			w := c.Width
			if w <= 0 {
				w = float64(min(max(s.width[i], 6), widest))
			}
			fmt.Fprintf(s.b, `<col min="%d" max="%d" width="%s" style="%d" customWidth="1"/>`, i+1, i+1, strconv.FormatFloat(min(w, 255), 'f', -1, 64), columnStyle(c.Kind))
		}
		s.b.WriteString(`</cols>`)
	}
	s.b.WriteString(`<sheetData><row r="1" ht="24" customHeight="1">`)
	for i, c := range s.o.Columns {
		if err := s.text(1, i, clean(c.Title), styleHeader); err != nil {
			return err
		}
	}
	s.b.WriteString(`</row>`)
	for n, row := range held {
		if err := s.row(n, row); err != nil {
			return err
		}
	}
	return nil
}

// columnStyle is the style of cells still to be filled in: an ID number typed
// into a text column keeps its digits.
func columnStyle(k OutKind) int {
	switch k {
	case OutDate:
		return styleDate
	case OutNumber, OutInt:
		return styleNumber
	}
	return styleText
}

func (s *sheetWriter) row(n int, row []string) error {
	at := n + 2
	s.b.WriteString(`<row r="`)
	s.b.WriteString(strconv.Itoa(at))
	s.b.WriteString(`">`)
	for i, c := range s.o.Columns {
		v := ""
		if i < len(row) {
			v = clean(row[i])
		}
		if v == "" {
			s.open(at, i, columnStyle(c.Kind))
			s.b.WriteString(`/>`)
			continue
		}
		if serial, ok := asDate(v, c.Kind); ok {
			s.value(at, i, styleDate, serial)
			continue
		}
		if asNumber(v, c.Kind) {
			s.value(at, i, styleNumber, v)
			continue
		}
		style := styleText
		if strings.IndexByte(v, '\n') >= 0 || len(v) > widest && textWidth(v) > widest {
			style = styleWrap
		}
		if err := s.text(at, i, v, style); err != nil {
			return err
		}
	}
	_, err := s.b.WriteString(`</row>`)
	return err
}

func (s *sheetWriter) open(row, col, style int) {
	s.b.WriteString(`<c r="`)
	s.b.WriteString(s.cols[col])
	if s.number != row { // the digits of a row are needed once for each cell
		s.number, s.digits = row, strconv.Itoa(row)
	}
	s.b.WriteString(s.digits)
	s.b.WriteString(`" s="`)
	s.b.WriteString(strconv.Itoa(style))
	s.b.WriteByte('"')
}

func (s *sheetWriter) value(row, col, style int, v string) {
	s.open(row, col, style)
	s.b.WriteString(`><v>`)
	s.b.WriteString(v)
	s.b.WriteString(`</v></c>`)
}

func (s *sheetWriter) text(row, col int, v string, style int) error {
	if tooLong(v) {
		return tooLongError(row, col, s.o.Columns[col].Title)
	}
	s.open(row, col, style)
	s.b.WriteString(` t="inlineStr"><is><t xml:space="preserve">`)
	escapeX(s.b, v)
	_, err := s.b.WriteString(`</t></is></c>`)
	return err
}
