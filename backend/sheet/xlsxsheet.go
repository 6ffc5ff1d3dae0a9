package sheet

import (
	"bytes"
	"errors"
	"math"
	"strconv"
	"strings"

	"chengzhuan/backend/errs"
)

const (
	maxSheetRow    = 1 << 20
	maxSheetColumn = 1 << 14
)

// xlsxReader holds what the sheets of one workbook share.
type xlsxReader struct {
	g        *grid
	date1904 bool
	strings  []string
	formats  []*numFormat // by cell style
}

// atoi reads a small number of an attribute; anything else is -1.
func atoi(b []byte) int {
	n := 0
	for _, c := range b {
		if c < '0' || c > '9' || n > 1<<40 {
			return -1
		}
		n = n*10 + int(c-'0')
	}
	if len(b) == 0 {
		return -1
	}
	return n
}

// cellRef reads "BC12" as column and row index from 0; ok is false for anything else.
func cellRef(b []byte) (col, row int, ok bool) {
	i := 0
	for i < len(b) && i < 4 {
		c := b[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		col = col*26 + int(c-'A') + 1
		i++
	}
	row = atoi(b[i:])
	return col - 1, row - 1, i > 0 && row > 0 && row <= maxSheetRow && col <= maxSheetColumn
}

// readSheet reads one worksheet part; base is where it begins in the progress.
func (x *xlsxReader) readSheet(sh *Sheet, data []byte, base int) error {
	s, err := newXMLScanner(data)
	if err != nil {
		return damaged(err, "工作表“"+sh.Name+"”读不出来")
	}
	bad := func(err error) error {
		var known *errs.Error
		if errors.As(err, &known) {
			return err
		}
		return damaged(err, "工作表“"+sh.Name+"”不完整")
	}
	row, col, seen := -1, -1, false
	for {
		k, err := s.next()
		if err != nil {
			return bad(err)
		}
		if k == xmlEOF {
			break
		}
		if k != xmlStart {
			continue
		}
		seen = true
		switch string(s.name) {
		case "row":
			row, col = row+1, -1
			if r := s.attr("r"); r != nil {
				if row = atoi(r) - 1; row < 0 || row >= maxSheetRow {
					return bad(errors.New("row number out of range"))
				}
			}
			if h := string(s.attr("hidden")); h == "1" || h == "true" {
				sh.HiddenRows++
			}
			if row&0xff == 0 {
				if err := x.g.step(base + s.pos); err != nil {
					return err
				}
			}
		case "c":
			col++
			at := row
			if r := s.attr("r"); r != nil {
				var ok bool
				if col, at, ok = cellRef(r); !ok {
					return bad(errors.New("cell reference out of range"))
				}
			}
			c, err := x.cell(s)
			if err != nil {
				return bad(err)
			}
			if err := x.g.put(sh, max(at, 0), col, c); err != nil {
				return err
			}
		case "mergeCell":
			from, to, _ := bytes.Cut(s.attr("ref"), []byte(":"))
			l, t, ok1 := cellRef(from)
			r, b, ok2 := cellRef(to)
			if ok1 && ok2 && t <= b && l <= r {
				sh.Merged = append(sh.Merged, Range{Top: t, Left: l, Bottom: b, Right: r})
			}
		}
	}
	if !seen {
		return bad(errXML)
	}
	return nil
}

// cell reads the c element that was just started.
func (x *xlsxReader) cell(s *xmlScanner) (Cell, error) {
	typ := string(s.attr("t"))
	style := 0
	if a := s.attr("s"); a != nil {
		style = atoi(a)
	}
	value, inline := "", ""
	for {
		k, err := s.next()
		if err != nil {
			return Cell{}, err
		}
		switch k {
		case xmlEOF:
			return Cell{}, errXML
		case xmlStart:
			switch string(s.name) {
			case "v":
				value, err = s.content()
			case "is":
				inline, err = richText(s)
			default:
				err = s.skip()
			}
			if err != nil {
				return Cell{}, err
			}
		case xmlEnd:
			return x.value(typ, style, value, inline)
		}
	}
}

func (x *xlsxReader) value(typ string, style int, value, inline string) (Cell, error) {
	switch typ {
	case "s":
		if value == "" {
			return Cell{}, nil
		}
		i := atoi([]byte(strings.TrimSpace(value)))
		if i < 0 || i >= len(x.strings) {
			return Cell{}, errors.New("shared string out of range")
		}
		return textCell(x.strings[i]), nil
	case "inlineStr":
		return textCell(inline), nil
	case "str":
		return textCell(unescapeX(value)), nil
	case "b":
		return boolCell(strings.TrimSpace(value) == "1" || value == "true"), nil
	case "e":
		if value == "" {
			return Cell{}, nil
		}
		return Cell{Kind: Error, Text: value}, nil
	case "d":
		return isoCell(value, x.date1904), nil
	}
	value = strings.TrimSpace(value)
	if value == "" {
		return Cell{}, nil
	}
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || math.IsInf(n, 0) || math.IsNaN(n) {
		return textCell(value), nil
	}
	var f *numFormat
	if style >= 0 && style < len(x.formats) {
		f = x.formats[style]
	}
	return f.cell(n, value, x.date1904), nil
}

func textCell(t string) Cell {
	if t == "" {
		return Cell{}
	}
	return Cell{Kind: Text, Text: t}
}

func boolCell(v bool) Cell {
	if v {
		return Cell{Kind: Bool, Text: "TRUE", Number: 1}
	}
	return Cell{Kind: Bool, Text: "FALSE"}
}
