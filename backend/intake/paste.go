package intake

import (
	"strings"
	"unicode/utf8"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/sheet"
)

// Bytes of pasted text that are taken; Excel itself copies no more.
const maxPaste = 32 << 20

// FromText takes rows as Excel copies them: cells parted by tabs, those with
// line breaks in quotes, with a line of column names or without.
func FromText(text string) (*Work, error) {
	if strings.TrimSpace(text) == "" {
		return nil, errs.New(errs.Invalid, "没有可粘贴的内容").Do("请先在 Excel 里选中几行并复制，再粘贴")
	}
	if len(text) > maxPaste {
		return nil, errs.New(errs.Invalid, "粘贴的内容太多").Do("请改用“导入文件”")
	}
	s := &sheet.Sheet{Name: "粘贴的内容"}
	for _, line := range splitPaste(text) {
		cells := make([]sheet.Cell, len(line))
		for i, t := range line {
			if t = strings.TrimSpace(t); t != "" {
				cells[i] = sheet.Cell{Kind: sheet.Text, Text: t}
			}
		}
		s.Rows = append(s.Rows, cells)
	}
	return &Work{name: "粘贴的内容", pasted: true, book: &sheet.Book{Sheets: []*sheet.Sheet{s}, Format: "text"}}, nil
}

// splitPaste parts lines and cells. A quote opens a quoted cell only where the
// cell begins and only if it is closed before a tab or a line's end.
func splitPaste(text string) [][]string {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "�")
	}
	text = strings.TrimSuffix(text, "\n")
	rows, row := [][]string{}, []string{}
	for i := 0; ; {
		cell, next := pasteCell(text, i)
		row = append(row, cell)
		if next >= len(text) {
			return append(rows, row)
		}
		if text[next] == '\n' {
			rows, row = append(rows, row), nil
		}
		i = next + 1
	}
}

// pasteCell returns the cell at i and where its tab, line end or text end is.
func pasteCell(text string, i int) (cell string, next int) {
	if i < len(text) && text[i] == '"' {
		var b strings.Builder
		for j := i + 1; j < len(text); j++ {
			if text[j] != '"' {
				b.WriteByte(text[j])
				continue
			}
			if j+1 < len(text) && text[j+1] == '"' {
				b.WriteByte('"')
				j++
				continue
			}
			if j+1 == len(text) || text[j+1] == '\t' || text[j+1] == '\n' {
				return b.String(), j + 1
			}
			break
		}
	}
	if n := strings.IndexAny(text[i:], "\t\n"); n >= 0 {
		return text[i : i+n], i + n
	}
	return text[i:], len(text)
}
