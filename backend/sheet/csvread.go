package sheet

import (
	"strings"

	"chengzhuan/backend/errs"
)

// readCSV reads separated text. The row numbers are those that Excel shows for
// the same file: blank lines count, a line break inside quotes does not.
func readCSV(g *grid, data []byte) (*Book, error) {
	text, enc, err := decodeText(data)
	if err != nil {
		return nil, err
	}
	if err := refuseText(text); err != nil {
		return nil, err
	}
	text, sep := separator(text)
	sh := &Sheet{Name: "CSV"}
	g.total = len(text) + 1
	p := csvParser{text: text, sep: sep}
	for row := 0; ; row++ {
		fields, err := p.record()
		if err != nil {
			return nil, err
		}
		if fields == nil {
			break
		}
		if row&0xff == 0 {
			if err := g.step(p.pos); err != nil {
				return nil, err
			}
		}
		for i, f := range fields {
			if err := g.put(sh, row, i, textCell(unguardCSV(f))); err != nil {
				return nil, err
			}
		}
	}
	if len(sh.Rows) == 0 {
		return nil, errs.New(errs.Invalid, "文件是空的，一个字也没有").Do("请确认选对了文件")
	}
	return &Book{Sheets: []*Sheet{sh}, Format: "csv", Encoding: enc}, nil
}

// refuseText names pages and XML that call themselves .xls or .csv.
func refuseText(text string) error {
	head := strings.ToLower(strings.TrimSpace(text[:min(len(text), 2048)]))
	for _, p := range []string{"<html", "<!doctype", "<table", "<head", "<meta", "<style", "<?xml", "<!--", "<div", "mime-version:", "<workbook"} {
		if strings.HasPrefix(head, p) {
			return errs.New(errs.Invalid, "这其实是网页或 XML，只是名字像表格（网上系统导出的常是这样）").Do(saveAsXLSX)
		}
	}
	return nil
}

// separator finds what divides the columns: a line sep=X if there is one, else
// the candidate that divides most lines into the same number of columns.
func separator(text string) (string, byte) {
	if len(text) > 5 && strings.EqualFold(text[:4], "sep=") && strings.IndexByte(",;\t|", text[4]) >= 0 &&
		(text[5] == '\n' || text[5] == '\r') {
		return strings.TrimPrefix(text[5:], "\r")[1:], text[4]
	}
	best, bestScore := byte(','), 0
	for _, sep := range []byte(",\t;") {
		p := csvParser{text: text[:min(len(text), 1<<16)], sep: sep}
		counts := map[int]int{}
		for i := 0; i < 50; i++ {
			fields, err := p.record()
			if err != nil || fields == nil {
				break
			}
			counts[len(fields)]++
		}
		score := 0
		for n, lines := range counts {
			if n > 1 {
				score = max(score, lines*(n+8))
			}
		}
		if score > bestScore {
			best, bestScore = sep, score
		}
	}
	return text, best
}
