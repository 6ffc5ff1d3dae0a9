package sheet

import (
	"encoding/xml"
	"path"
	"strings"

	"chengzhuan/backend/errs"
)

type xmlRels struct {
	Rel []struct {
		ID     string `xml:"Id,attr"`
		Type   string `xml:"Type,attr"`
		Target string `xml:"Target,attr"`
		Mode   string `xml:"TargetMode,attr"`
	} `xml:"Relationship"`
}

type xmlWorkbook struct {
	Props struct {
		Date1904 string `xml:"date1904,attr"`
	} `xml:"workbookPr"`
	Sheets []struct {
		Name  string `xml:"name,attr"`
		State string `xml:"state,attr"`
		Rel   string `xml:"id,attr"`
	} `xml:"sheets>sheet"`
}

// readXLSX reads Office Open XML (ECMA-376), transitional or strict.
func readXLSX(g *grid, data []byte) (*Book, error) {
	p, err := openParts(data, g.lim.Unpacked)
	if err != nil {
		return nil, err
	}
	workbook := p.findWorkbook()
	if workbook == "" {
		return nil, p.refuse()
	}
	var wb xmlWorkbook
	if err := p.decode(workbook, &wb); err != nil {
		return nil, err
	}
	dir := path.Dir(workbook)
	rels, err := p.rels(workbook)
	if err != nil {
		return nil, err
	}
	x := xlsxReader{g: g, date1904: wb.Props.Date1904 == "1" || wb.Props.Date1904 == "true"}
	target := map[string]string{}
	for _, r := range rels.Rel {
		part := path.Join(dir, r.Target)
		if strings.HasPrefix(r.Target, "/") {
			part = r.Target
		}
		switch path.Base(r.Type) {
		case "worksheet":
			target[r.ID] = part
		case "sharedStrings":
			if err := x.readStrings(p, part); err != nil {
				return nil, err
			}
		case "styles":
			if err := x.readStyles(p, part); err != nil {
				return nil, err
			}
		}
	}
	book := &Book{Format: "xlsx"}
	var from []string
	g.total = 1
	for _, s := range wb.Sheets {
		part, ok := target[s.Rel]
		if !ok {
			continue // a sheet that is a chart or a macro
		}
		if f := p.byName[partName(part)]; f != nil {
			g.total += int(min(f.UncompressedSize64, 1<<40))
		}
		book.Sheets = append(book.Sheets, &Sheet{Name: s.Name, Hidden: s.State == "hidden" || s.State == "veryHidden"})
		from = append(from, part)
	}
	if len(book.Sheets) == 0 {
		return nil, errs.New(errs.Invalid, "文件里没有工作表").Do("请确认选对了文件")
	}
	base := 0
	for i, s := range book.Sheets {
		part, err := p.read(from[i])
		if err != nil {
			return nil, err
		}
		if err := x.readSheet(s, part, base); err != nil {
			return nil, err
		}
		base += len(part)
	}
	return book, nil
}

// findWorkbook returns the name of the main part, or "" if the zip is no workbook.
func (p *parts) findWorkbook() string {
	var rels xmlRels
	if p.has("_rels/.rels") && p.decode("_rels/.rels", &rels) == nil {
		for _, r := range rels.Rel {
			name := strings.TrimPrefix(r.Target, "/")
			if path.Base(r.Type) == "officeDocument" && strings.HasSuffix(name, ".xml") &&
				strings.HasPrefix(partName(name), "xl/") && p.has(name) {
				return name
			}
		}
	}
	if p.has("xl/workbook.xml") {
		return "xl/workbook.xml"
	}
	return ""
}

func (p *parts) rels(part string) (xmlRels, error) {
	var rels xmlRels
	err := p.decode(path.Join(path.Dir(part), "_rels", path.Base(part)+".rels"), &rels)
	return rels, err
}

func (p *parts) decode(part string, into any) error {
	data, err := p.read(part)
	if err != nil {
		return err
	}
	if err := xml.Unmarshal(data, into); err != nil {
		return damaged(err, "工作簿的目录读不出来")
	}
	return nil
}
