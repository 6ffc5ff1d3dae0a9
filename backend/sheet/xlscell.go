package sheet

import (
	"encoding/binary"
	"math"
	"strconv"
)

// cell reads a record of one cell, of at least 8 bytes.
func (x *xlsReader) cell(typ int, b []byte) (Cell, error) {
	le := binary.LittleEndian
	xf := int(le.Uint16(b[4:]))
	switch typ {
	case biffLabelSST:
		if len(b) < 10 || int64(le.Uint32(b[6:])) >= int64(len(x.strings)) {
			return Cell{}, errBIFF
		}
		return textCell(x.strings[le.Uint32(b[6:])]), nil
	case biffLabel, biffRString:
		text, _, err := biffText(b[6:], 2)
		return textCell(text), err
	case biffBoolErr:
		if b[7] == 0 {
			return boolCell(b[6] != 0), nil
		}
		return errorCell(b[6]), nil
	case biffRK:
		if len(b) < 10 {
			return Cell{}, errBIFF
		}
		return x.number(xf, rk(le.Uint32(b[6:]))), nil
	}
	if len(b) < 14 {
		return Cell{}, errBIFF
	}
	if typ == biffFormula && b[12] == 0xff && b[13] == 0xff { // the result is no number
		switch b[6] {
		case 1:
			return boolCell(b[8] != 0), nil
		case 2:
			return errorCell(b[8]), nil
		}
		return Cell{}, nil // text follows in a record of its own; or blank
	}
	return x.number(xf, math.Float64frombits(le.Uint64(b[6:]))), nil
}

func (x *xlsReader) number(xf int, n float64) Cell {
	if math.IsNaN(n) || math.IsInf(n, 0) {
		return Cell{Kind: Error, Text: "#NUM!"}
	}
	id := 0
	if xf < len(x.xfs) {
		id = x.xfs[xf]
	}
	f := x.formats[id]
	if f == nil {
		code, ok := x.codes[id]
		if !ok {
			code = builtinFormat(id)
		}
		f = parseFormat(code)
		x.formats[id] = f
	}
	return f.cell(n, strconv.FormatFloat(n, 'g', -1, 64), x.date1904)
}

// rk unpacks the short form of a number.
func rk(v uint32) float64 {
	var n float64
	if v&2 != 0 {
		n = float64(int32(v) >> 2)
	} else {
		n = math.Float64frombits(uint64(v&^3) << 32)
	}
	if v&1 != 0 {
		n /= 100
	}
	return n
}

func errorCell(code byte) Cell {
	names := map[byte]string{0: "#NULL!", 7: "#DIV/0!", 0x0f: "#VALUE!", 0x17: "#REF!", 0x1d: "#NAME?", 0x24: "#NUM!", 0x2a: "#N/A"}
	t := names[code]
	if t == "" {
		t = "#N/A"
	}
	return Cell{Kind: Error, Text: t}
}
