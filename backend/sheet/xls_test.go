package sheet_test

import (
	"encoding/binary"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"

	"chengzhuan/backend/errs"
)

// record makes one BIFF record.
func record(typ int, parts ...any) []byte {
	var data []byte
	for _, p := range parts {
		switch v := p.(type) {
		case []byte:
			data = append(data, v...)
		case string:
			data = append(data, 1)
			for _, u := range utf16.Encode([]rune(v)) {
				data = binary.LittleEndian.AppendUint16(data, u)
			}
		default:
			data, _ = binary.Append(data, binary.LittleEndian, v)
		}
	}
	out := binary.LittleEndian.AppendUint16(nil, uint16(typ))
	out = binary.LittleEndian.AppendUint16(out, uint16(len(data)))
	return append(out, data...)
}

// tinyBIFF is a workbook of one sheet with one row; the shared strings break
// over two records inside a string.
func tinyBIFF() []byte {
	bof := func(kind uint16) []byte { return record(0x0809, uint16(0x0600), kind, uint64(0), uint32(0)) }
	globals := func(at int) []byte {
		var b []byte
		b = append(b, bof(5)...)
		b = append(b, record(0xe0, uint16(0), uint16(0), make([]byte, 16))...)
		b = append(b, record(0xe0, uint16(0), uint16(14), make([]byte, 16))...)
		b = append(b, record(0x85, uint32(at), uint16(0), uint8(2), "名册")...)
		b = append(b, record(0xfc, uint32(2), uint32(2), uint16(2), "姓名", uint16(4), "王")...)
		b = append(b, record(0x3c, uint8(0), []byte("abc"))...)
		return append(b, record(0x0a)...)
	}
	b := globals(len(globals(0)))
	b = append(b, bof(0x10)...)
	b = append(b, record(0xfd, uint16(0), uint16(0), uint16(0), uint32(0))...)
	b = append(b, record(0xfd, uint16(0), uint16(1), uint16(0), uint32(1))...)
	b = append(b, record(0x27e, uint16(0), uint16(2), uint16(1), uint32(27469<<2|2))...)
	b = append(b, record(0x06, uint16(1), uint16(0), uint16(0), []byte{0, 0, 0, 0, 0, 0, 0xff, 0xff}, make([]byte, 6))...)
	b = append(b, record(0x207, uint16(1), "甲")...)
	b = append(b, record(0xe5, uint16(1), uint16(0), uint16(1), uint16(0), uint16(0))...)
	return append(b, record(0x0a)...)
}

// tinyXLS puts a stream into a compound file with 512-byte sectors.
func tinyXLS(stream []byte) []byte {
	le := binary.LittleEndian
	size := max(len(stream), 4096) // long enough to stay out of the mini stream
	n := (size + 511) / 512
	out := make([]byte, 512*(3+n))
	copy(out, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
	le.PutUint16(out[30:], 9)
	le.PutUint32(out[44:], 1)
	le.PutUint32(out[48:], 1)
	le.PutUint32(out[56:], 4096)
	le.PutUint32(out[60:], 0xfffffffe)
	le.PutUint32(out[68:], 0xfffffffe)
	for i := 1; i < 109; i++ {
		le.PutUint32(out[76+4*i:], 0xffffffff)
	}
	fat := out[512:1024]
	for i := range 128 {
		le.PutUint32(fat[4*i:], 0xffffffff)
	}
	le.PutUint32(fat, 0xfffffffd)
	le.PutUint32(fat[4:], 0xfffffffe)
	for i := range min(n, 126) {
		le.PutUint32(fat[8+4*i:], uint32(3+i))
		if i == n-1 {
			le.PutUint32(fat[8+4*i:], 0xfffffffe)
		}
	}
	entry := func(at int, name string, kind byte, start, size uint32) {
		e := out[1024+128*at:]
		for i, r := range name {
			le.PutUint16(e[2*i:], uint16(r))
		}
		le.PutUint16(e[64:], uint16(2*len(name)+2))
		e[66] = kind
		le.PutUint32(e[116:], start)
		le.PutUint32(e[120:], size)
	}
	entry(0, "Root Entry", 5, 0xfffffffe, 0)
	entry(1, "Workbook", 2, 2, uint32(size))
	copy(out[1536:], stream)
	return out
}

func TestReadTinyXLS(t *testing.T) {
	want := "[名册] A1:A2\n1|t:姓名|t:王abc|d:1975-03-16\n2|t:甲\n"
	if got := dump(read(t, tinyXLS(tinyBIFF()))); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	locked := append(tinyBIFF()[:20], record(0x2f, uint16(1))...)
	if e := readError(t, tinyXLS(locked)); e.Code != errs.Denied {
		t.Errorf("password: %v", e)
	}
	old := tinyBIFF()
	old[5] = 5
	if e := readError(t, tinyXLS(old)); e.Code != errs.Invalid {
		t.Errorf("Excel 95: %v", e)
	}
	// A chain that runs in circles ends.
	loop := tinyXLS(tinyBIFF())
	binary.LittleEndian.PutUint32(loop[512+4:], 1)
	if e := readError(t, loop); e.Code != errs.Damaged {
		t.Errorf("circle: %v", e)
	}
}

// The shared strings of a real file break over many records.
func TestReadLargeXLS(t *testing.T) {
	const rows = 3000
	text := func(i int) string {
		return fmt.Sprintf("一些比较长的文字%d", i) + strings.Repeat("abc长", i%17)
	}
	data := convert(t, excel(t, func(f *excelize.File) {
		for i := range rows {
			f.SetCellStr("Sheet1", fmt.Sprintf("A%d", i+1), text(i))
		}
	}), "xlsx", "xls:MS Excel 97")
	s := read(t, data).Sheets[0]
	for i := range rows {
		if got := s.Rows[i][0].Text; got != text(i) {
			t.Fatalf("row %d: %q", i+1, got)
		}
	}
}
