package sheet

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// xEscape returns the code unit of an escape _xHHHH_ at the start of s
// (ST_Xstring of ECMA-376).
func xEscape(s string) (uint16, bool) {
	if len(s) < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_' {
		return 0, false
	}
	n, err := strconv.ParseUint(s[2:6], 16, 16)
	return uint16(n), err == nil
}

// unescapeX resolves _xHHHH_ escapes; line ends become \n.
func unescapeX(s string) string {
	if !strings.Contains(s, "_x") {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); {
		u, ok := xEscape(s[i:])
		if !ok {
			b.WriteByte(s[i])
			i++
			continue
		}
		r := rune(u)
		n := 7
		if utf16.IsSurrogate(r) {
			low, ok := xEscape(s[i+7:])
			if r = utf16.DecodeRune(r, rune(low)); ok && r != utf8.RuneError {
				n = 14
			} else { // half a pair says nothing: keep what is written
				b.WriteString(s[i : i+7])
				i += 7
				continue
			}
		}
		b.WriteRune(r)
		i += n
	}
	return normalLines(b.String())
}

// textWriter is a strings.Builder or a bufio.Writer.
type textWriter interface {
	io.Writer
	io.ByteWriter
	io.StringWriter
	WriteRune(rune) (int, error)
}

// escapeX makes s fit for an XML 1.0 text node of a worksheet: characters that
// XML forbids, and text that looks like an escape, are written as _xHHHH_.
func escapeX(b textWriter, s string) {
	if !strings.ContainsFunc(s, func(r rune) bool {
		return r < 0x20 || r == '<' || r == '>' || r == '&' || r == '_' || r >= 0xfffe && r <= 0xffff
	}) {
		_, _ = b.WriteString(s)
		return
	}
	for i, r := range s {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '&':
			b.WriteString("&amp;")
		case r == '_':
			if _, ok := xEscape(s[i:]); ok {
				b.WriteString("_x005F")
			}
			b.WriteByte('_')
		case r < 0x20 && r != '\t' && r != '\n', r == 0xfffe, r == 0xffff:
			fmt.Fprintf(b, "_x%04X_", r)
		default:
			b.WriteRune(r)
		}
	}
}
