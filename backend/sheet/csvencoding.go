package sheet

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"chengzhuan/backend/errs"
)

// decodeText finds the encoding: a byte order mark decides; then UTF-8 if the
// bytes are valid UTF-8; then GB18030. Nothing is replaced: bytes that fit none
// are refused.
func decodeText(data []byte) (text, enc string, err error) {
	notText := errs.New(errs.Invalid, "这不是表格文件").Do("请选 .xlsx、.xls 或 .csv 表格文件")
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
		if !utf8.Valid(data) {
			return "", "", encodingError(data, "UTF-8")
		}
		text, enc = string(data), "UTF-8"
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		enc = "UTF-16LE"
		if data[0] == 0xfe {
			enc = "UTF-16BE"
		}
		if len(data)%2 != 0 {
			return "", "", damaged(errors.New("odd length of UTF-16"), "文件不完整，可能没有拷完")
		}
		b, e := unicode.UTF16(unicode.LittleEndian, unicode.ExpectBOM).NewDecoder().Bytes(data)
		if e != nil {
			return "", "", encodingError(data, enc)
		}
		text = string(b)
	case bytes.IndexByte(data, 0) >= 0:
		return "", "", notText
	case utf8.Valid(data):
		text, enc = string(data), "UTF-8"
		if t, ok := decodeGB(data); ok && onlyShortRunes(text) && mostlyHan(t) {
			text, enc = t, "GB18030"
		}
	default:
		t, ok := decodeGB(data)
		if !ok {
			return "", "", encodingError(data, "GB18030")
		}
		text, enc = t, "GB18030"
	}
	if control(text) {
		return "", "", notText
	}
	return text, enc, nil
}

// decodeGB decodes GB18030; ok is false if any byte does not fit. Characters
// that an office made itself for rare names (造字, the user-defined areas) keep
// the private code points that Windows gives them.
func decodeGB(data []byte) (string, bool) {
	var out strings.Builder
	out.Grow(len(data) * 3 / 2)
	from := 0
	flush := func(to int) bool {
		b, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data[from:to])
		// The decoder marks a misfit with U+FFFD; written on purpose it has four bytes of its own.
		if err != nil || bytes.Count(b, []byte("\uFFFD")) != bytes.Count(data[from:to], []byte("\x84\x31\xa4\x37")) {
			return false
		}
		out.Write(b)
		return true
	}
	for i := 0; i < len(data); {
		switch {
		case data[i] < 0x80 || i+1 >= len(data):
			i++
		case data[i+1] >= '0' && data[i+1] <= '9':
			i += 4
		default:
			if r := userDefined(data[i], data[i+1]); r != 0 {
				if !flush(i) {
					return "", false
				}
				out.WriteRune(r)
				from = i + 2
			}
			i += 2
		}
	}
	if !flush(len(data)) {
		return "", false
	}
	return out.String(), true
}

// userDefined maps two bytes of the user-defined areas of GB18030, or gives 0.
func userDefined(a, b byte) rune {
	switch {
	case a >= 0xaa && a <= 0xaf && b >= 0xa1 && b != 0xff:
		return 0xe000 + rune(a-0xaa)*94 + rune(b-0xa1)
	case a >= 0xf8 && a <= 0xfe && b >= 0xa1 && b != 0xff:
		return 0xe234 + rune(a-0xf8)*94 + rune(b-0xa1)
	case a >= 0xa1 && a <= 0xa7 && b >= 0x40 && b <= 0xa0 && b != 0x7f:
		at := rune(b - 0x40)
		if b > 0x7f {
			at--
		}
		return 0xe4c6 + rune(a-0xa1)*96 + at
	}
	return 0
}

// onlyShortRunes reports whether a valid UTF-8 text has letters beyond ASCII
// but none of three bytes: no Chinese file is so, but a short GB18030 file can
// look so by chance (联通 is the famous case).
func onlyShortRunes(s string) bool {
	seen := false
	for _, r := range s {
		if r >= 0x800 {
			return false
		}
		seen = seen || r >= 0x80
	}
	return seen
}

func mostlyHan(s string) bool {
	han, other := 0, 0
	for _, r := range s {
		switch {
		case r >= 0x4e00 && r <= 0x9fff:
			han++
		case r >= 0x80:
			other++
		}
	}
	return han > other
}

// control reports whether the text has control characters that no table has:
// then the file is something else.
func control(s string) bool {
	bad := 0
	for _, r := range s {
		if r < 0x20 && r != '\t' && r != '\n' && r != '\r' && r != '\f' && r != 0x1a {
			bad++
		}
	}
	return bad > 8 && bad*50 > len(s)
}

func encodingError(data []byte, enc string) error {
	line := 1
	for len(data) > 0 {
		i := bytes.IndexByte(data, '\n')
		part := data
		if i >= 0 {
			part = data[:i]
		}
		_, gb := decodeGB(part)
		if enc == "GB18030" && !gb || enc == "UTF-8" && !utf8.Valid(part) || i < 0 {
			break
		}
		data, line = data[i+1:], line+1
	}
	where := fmt.Sprintf("第 %d 行", line)
	if strings.HasPrefix(enc, "UTF-16") {
		where = "文件里"
	}
	return errs.New(errs.Damaged, where+"有认不出的文字，文件可能不完整，或者是别的编码").Do(saveAsXLSX)
}
