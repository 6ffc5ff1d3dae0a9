package sheet

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

// unescapeXML resolves the predefined and numeric entities and brings line ends to \n.
func unescapeXML(t string) (string, error) {
	if strings.IndexByte(t, '\r') >= 0 {
		t = normalLines(t)
	}
	if !utf8.ValidString(t) {
		return "", errors.New("text is not UTF-8")
	}
	if strings.IndexByte(t, '&') < 0 {
		return t, nil
	}
	var b strings.Builder
	b.Grow(len(t))
	for {
		amp := strings.IndexByte(t, '&')
		if amp < 0 {
			b.WriteString(t)
			return b.String(), nil
		}
		b.WriteString(t[:amp])
		t = t[amp+1:]
		semi := strings.IndexByte(t, ';')
		if semi < 0 {
			return "", errXML
		}
		switch ent := t[:semi]; ent {
		case "lt":
			b.WriteByte('<')
		case "gt":
			b.WriteByte('>')
		case "amp":
			b.WriteByte('&')
		case "quot":
			b.WriteByte('"')
		case "apos":
			b.WriteByte('\'')
		default:
			r, err := numericEntity(ent)
			if err != nil {
				return "", err
			}
			b.WriteRune(r)
		}
		t = t[semi+1:]
	}
}

func numericEntity(ent string) (rune, error) {
	base := 10
	digits, ok := strings.CutPrefix(ent, "#")
	if !ok {
		return 0, errXML
	}
	if d, hex := strings.CutPrefix(strings.ToLower(digits), "x"); hex {
		base, digits = 16, d
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
		return 0, errXML
	}
	return rune(n), nil
}

// normalLines brings \r\n and \r to \n, as spreadsheets keep line breaks in a cell.
func normalLines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}
