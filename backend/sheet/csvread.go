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
// the candidate that divides most lines into the same number of columns. Any
// quoted field of a file looks misplaced to every separator but the right one,
// so a candidate without misplaced quotes beats one with them.
func separator(text string) (string, byte) {
	if len(text) > 5 && strings.EqualFold(text[:4], "sep=") && strings.IndexByte(",;\t|", text[4]) >= 0 &&
		(text[5] == '\n' || text[5] == '\r') {
		return strings.TrimPrefix(text[5:], "\r")[1:], text[4]
	}
	best, bestScore, bestClean := byte(','), 0, false
	for _, sep := range []byte(",\t;") {
		score, clean := judge(text[:min(len(text), 1<<16)], sep)
		if score > 0 && (bestScore == 0 || clean && !bestClean || clean == bestClean && score > bestScore) {
			best, bestScore, bestClean = sep, score, clean
		}
	}
	return text, best
}

// judge scores how evenly sep divides the first lines (0: not at all) and
// reports whether all their quotes stand where quotes belong.
func judge(text string, sep byte) (score int, clean bool) {
	p := csvParser{text: text, sep: sep}
	counts := map[int]int{}
	for range 50 {
		fields, err := p.record()
		if err != nil || fields == nil {
			break
		}
		counts[len(fields)]++
	}
	for n, lines := range counts {
		if n > 1 {
			score = max(score, lines*(n+8))
		}
	}
	return score, !p.stray
}
