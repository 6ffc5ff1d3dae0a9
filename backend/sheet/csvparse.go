package sheet

import (
	"fmt"
	"strings"

	"chengzhuan/backend/errs"
)

// csvParser reads records one by one. Quotes inside a field that does not
// begin with one are ordinary characters; a quoted field that never ends is an
// error, for it would swallow the rest of the file.
type csvParser struct {
	text string
	sep  byte
	pos  int
	line int
	// stray tells that a quote stood inside a field or right after one.
	stray bool
}

// record returns the next record, or nil at the end of the text.
func (p *csvParser) record() ([]string, error) {
	if p.pos >= len(p.text) {
		return nil, nil
	}
	fields := make([]string, 0, 16)
	for {
		f, err := p.field()
		if err != nil {
			return nil, err
		}
		fields = append(fields, f)
		if p.pos >= len(p.text) {
			return fields, nil
		}
		switch c := p.text[p.pos]; {
		case c == p.sep:
			p.pos++
			if p.pos >= len(p.text) {
				return append(fields, ""), nil
			}
		default: // a line end
			p.pos++
			if c == '\r' && p.pos < len(p.text) && p.text[p.pos] == '\n' {
				p.pos++
			}
			p.line++
			return fields, nil
		}
	}
}

// field reads up to a separator, a line end or the end of the text.
func (p *csvParser) field() (string, error) {
	if p.pos < len(p.text) && p.text[p.pos] == '"' {
		return p.quoted()
	}
	start := p.pos
	for p.pos < len(p.text) && !p.ends(p.pos) {
		p.stray = p.stray || p.text[p.pos] == '"'
		p.pos++
	}
	return p.text[start:p.pos], nil
}

func (p *csvParser) ends(i int) bool {
	c := p.text[i]
	return c == p.sep || c == '\n' || c == '\r'
}

func (p *csvParser) quoted() (string, error) {
	begin := p.line + 1
	var b strings.Builder
	for i := p.pos + 1; i < len(p.text); {
		q := strings.IndexByte(p.text[i:], '"')
		if q < 0 {
			break
		}
		b.WriteString(p.text[i : i+q])
		i += q + 1
		switch {
		case i < len(p.text) && p.text[i] == '"':
			b.WriteByte('"')
			i++
		case i >= len(p.text) || p.ends(i):
			p.pos = i
			f := b.String()
			p.line += strings.Count(f, "\n")
			return normalLines(f), nil
		default: // a quote that should have been doubled
			b.WriteByte('"')
			p.stray = true
		}
	}
	return "", errs.New(errs.Damaged, fmt.Sprintf("第 %d 行有一个引号没有配对，后面的内容分不清列", begin)).
		Do("请用 Excel 或 WPS 打开核对这一行，另存为 .xlsx 再导入")
}
