package sheet

import (
	"encoding/binary"
	"errors"

	"chengzhuan/backend/errs"
)

// Record types of BIFF8 (MS-XLS) that matter for reading a table.
const (
	biffFormula    = 0x0006
	biffEOF        = 0x000a
	bifDate1904    = 0x0022
	biffFilePass   = 0x002f
	biffContinue   = 0x003c
	biffBoundSheet = 0x0085
	biffMulRK      = 0x00bd
	biffRString    = 0x00d6
	biffXF         = 0x00e0
	biffMerge      = 0x00e5
	biffSST        = 0x00fc
	biffLabelSST   = 0x00fd
	biffNumber     = 0x0203
	biffLabel      = 0x0204
	biffBoolErr    = 0x0205
	biffString     = 0x0207
	biffRow        = 0x0208
	biffRK         = 0x027e
	biffFormat     = 0x041e
	biffBOF        = 0x0809
)

var errBIFF = errors.New("malformed BIFF record")

type xlsReader struct {
	g        *grid
	stream   []byte
	date1904 bool
	strings  []string
	codes    map[int]string
	xfs      []int
	formats  map[int]*numFormat
}

// readXLS reads Excel 97–2003 workbooks, and finds out what else an OLE2 file is.
func readXLS(g *grid, data []byte) (*Book, error) {
	c, err := openCompound(data)
	if err != nil {
		return nil, damaged(err, "文件不完整，可能没有拷完")
	}
	if c.has("EncryptedPackage") {
		return nil, passwordError()
	}
	stream, err := c.stream("Workbook")
	if err != nil {
		return nil, damaged(err, "文件不完整，可能没有拷完")
	}
	if stream == nil {
		switch {
		case c.has("Book"):
			return nil, errs.New(errs.Invalid, "这是很早以前的 Excel 格式（Excel 95），本程序读不了").Do(saveAsXLSX)
		case c.has("WordDocument"):
			return nil, errs.New(errs.Invalid, "这是 Word 文档，不是表格").Do("请把文档里的表格复制到 Excel 里，另存为 .xlsx 再导入")
		}
		return nil, errs.New(errs.Invalid, "这种文件（可能是 WPS 的 .et）本程序读不了").Do(saveAsXLSX)
	}
	x := &xlsReader{g: g, stream: stream, codes: map[int]string{}, formats: map[int]*numFormat{}}
	g.total = len(stream) + 1
	return x.book()
}

// record returns the record at pos and where the next one begins.
func (x *xlsReader) record(pos int) (typ int, data []byte, next int, err error) {
	if pos < 0 || pos+4 > len(x.stream) {
		return 0, nil, 0, errBIFF
	}
	typ = int(binary.LittleEndian.Uint16(x.stream[pos:]))
	next = pos + 4 + int(binary.LittleEndian.Uint16(x.stream[pos+2:]))
	if next > len(x.stream) {
		return 0, nil, 0, errBIFF
	}
	return typ, x.stream[pos+4 : next], next, nil
}

// book reads the globals, then each sheet where the globals say it begins.
func (x *xlsReader) book() (*Book, error) {
	book := &Book{Format: "xls"}
	var starts []int
	le := binary.LittleEndian
	for pos := 0; ; {
		typ, b, next, err := x.record(pos)
		if err != nil {
			return nil, damaged(err, "文件不完整，可能没有拷完")
		}
		short := false
		switch typ {
		case biffBOF:
			if len(b) < 4 || le.Uint16(b) != 0x0600 {
				return nil, errs.New(errs.Invalid, "这是很早以前的 Excel 格式，本程序读不了").Do(saveAsXLSX)
			}
		case biffFilePass:
			return nil, passwordError()
		case bifDate1904:
			x.date1904 = len(b) >= 2 && le.Uint16(b) == 1
		case biffFormat:
			if short = len(b) < 5; !short {
				code, _, err := biffText(b[2:], 2)
				if err != nil {
					return nil, damaged(err, "格式部分不完整")
				}
				x.codes[int(le.Uint16(b))] = code
			}
		case biffXF:
			if short = len(b) < 4; !short {
				x.xfs = append(x.xfs, int(le.Uint16(b[2:])))
			}
		case biffBoundSheet:
			if short = len(b) < 8; !short && b[5] == 0 { // worksheets only: no charts, no macros
				name, _, err := biffText(b[6:], 1)
				if err != nil {
					return nil, damaged(err, "工作簿的目录读不出来")
				}
				book.Sheets = append(book.Sheets, &Sheet{Name: name, Hidden: b[4]&3 != 0})
				starts = append(starts, int(le.Uint32(b)))
			}
		case biffSST:
			chunks := [][]byte{b}
			for {
				t, more, after, err := x.record(next)
				if err != nil || t != biffContinue {
					break
				}
				chunks, next = append(chunks, more), after
			}
			if x.strings, err = readSST(chunks); err != nil {
				return nil, damaged(err, "文字部分不完整")
			}
		}
		if short {
			return nil, damaged(errBIFF, "工作簿的目录读不出来")
		}
		if typ == biffEOF {
			break
		}
		pos = next
	}
	if len(book.Sheets) == 0 {
		return nil, errs.New(errs.Invalid, "文件里没有工作表").Do("请确认选对了文件")
	}
	for i, s := range book.Sheets {
		if err := x.sheet(s, starts[i]); err != nil {
			var known *errs.Error
			if errors.As(err, &known) {
				return nil, err
			}
			return nil, damaged(err, "工作表“"+s.Name+"”不完整")
		}
	}
	return book, nil
}

// sheet reads the records of one sheet. Charts in it have a BOF and EOF of
// their own.
func (x *xlsReader) sheet(s *Sheet, pos int) error {
	le := binary.LittleEndian
	row, col, depth := 0, 0, 0 // of the formula that waits for its text
	for n := 0; ; n++ {
		typ, b, next, err := x.record(pos)
		if err != nil {
			return err
		}
		if n == 0 && typ != biffBOF {
			return errBIFF
		}
		if n&0xfff == 0 {
			if err := x.g.step(pos); err != nil {
				return err
			}
		}
		pos = next
		switch typ {
		case biffBOF:
			depth++
			continue
		case biffEOF:
			if depth--; depth == 0 {
				return nil
			}
			continue
		}
		if depth != 1 {
			continue
		}
		switch typ {
		case biffNumber, biffRK, biffLabelSST, biffLabel, biffRString, biffBoolErr, biffFormula, biffMulRK:
			if len(b) < 8 {
				return errBIFF
			}
			r, c := int(le.Uint16(b)), int(le.Uint16(b[2:]))
			if typ == biffFormula {
				row, col = r, c
			}
			if typ == biffMulRK {
				for i := 4; i+8 <= len(b); i += 6 {
					if err := x.g.put(s, r, c, x.number(int(le.Uint16(b[i:])), rk(le.Uint32(b[i+2:])))); err != nil {
						return err
					}
					c++
				}
				continue
			}
			cell, err := x.cell(typ, b)
			if err != nil {
				return err
			}
			if err := x.g.put(s, r, c, cell); err != nil {
				return err
			}
		case biffString:
			text, _, err := biffText(b, 2)
			if err != nil {
				return err
			}
			if err := x.g.put(s, row, col, textCell(text)); err != nil {
				return err
			}
		case biffRow:
			if len(b) >= 16 && le.Uint16(b[12:])&0x20 != 0 {
				s.HiddenRows++
			}
		case biffMerge:
			for i := 2; i+8 <= len(b); i += 8 {
				m := Range{Top: int(le.Uint16(b[i:])), Bottom: int(le.Uint16(b[i+2:])),
					Left: int(le.Uint16(b[i+4:])), Right: int(le.Uint16(b[i+6:]))}
				if m.Top <= m.Bottom && m.Left <= m.Right {
					s.Merged = append(s.Merged, m)
				}
			}
		}
	}
}
