package documents

import (
	"fmt"
	"strconv"

	"chengzhuan/backend/print"
)

var (
	sheetInk   = print.Hex(0x1f1b18)
	sheetMuted = print.Hex(0x5d564f)
	sheetLine  = print.Stroke{Width: 0.12, Color: print.Hex(0x8d857c)}
	sheetFrame = print.Stroke{Width: 0.35, Color: sheetInk}
	sheetHead  = print.Hex(0xefebe5)
)

// MemberRoster prints 党员花名册, lying A4 or A3, 20 to 25 rows a page.
func (p *Press) MemberRoster(m MemberRoster, o Options) ([]byte, error) {
	if err := o.check(Internal, Wall); err != nil {
		return nil, err
	}
	paper, err := o.paper("A4", Landscape)
	if err != nil {
		return nil, err
	}
	title := m.Title
	if title == "" {
		title = "党员花名册"
	}
	d := p.doc(title, o)
	sheetFurniture(d, o, m.Maker, m.Checker)
	count := fmt.Sprintf("共 %d 名党员", len(m.Members))
	f := print.NewFlow(d, paper, sheetMargins, func(pg *print.Page, b print.Box, no int) float64 {
		return sheetHeading(pg, b, title, m.Unit, count, m.Period)
	})
	t := rosterTable(m, o, paper)
	t.Draw(f)
	if len(m.Members) == 0 {
		f.Y += 4
		f.Text("名册里还没有党员。", print.Text{Style: print.Style{Face: print.Hei, Size: 10, Color: sheetMuted}, Align: print.Center})
	}
	return finish(d, o)
}

func rosterTable(m MemberRoster, o Options, paper print.Paper) *print.Table {
	ids := o.internal() && anyID(m.Members)
	size, pad := 9.0, 1.0
	switch {
	case paper.W > 350:
		size, pad = 11, 1.5
	case ids:
		size, pad = 8.5, 0.8
	}
	t := &print.Table{
		Head: print.Style{Face: print.HeiBold, Size: size, Color: sheetInk, Pitch: 1.2},
		Body: print.Style{Face: print.Hei, Size: size, Color: sheetInk, Pitch: 1.18},
		Bold: print.HeiBold, MinSize: 7, PadX: pad, PadY: 0.7,
		MinRow: (paper.H - 58) / 23, MinHead: 9, HeadFill: &sheetHead, Line: sheetLine, Outer: sheetFrame,
	}
	type column struct {
		print.Column
		get func(RosterMember) string
	}
	center := func(title string) print.Column { return print.Column{Title: title, Align: print.Center} }
	name := center("姓名")
	name.Even, name.Face, name.Pieces, name.Max = true, print.HeiBold, "·", 34
	ethnicity := center("民族")
	ethnicity.Pieces = "、"
	columns := []column{
		{name, func(r RosterMember) string { return r.Name }},
		{center("性别"), func(r RosterMember) string { return r.Sex }},
		{ethnicity, func(r RosterMember) string { return r.Ethnicity }},
		{center("出生年月"), func(r RosterMember) string { return r.Born }},
		{center("公民身份号码"), func(r RosterMember) string { return r.IDNumber }},
		{center("学历"), func(r RosterMember) string { return r.Education }},
		{center("入党时间"), func(r RosterMember) string { return r.Joined }},
		{center("转正时间"), func(r RosterMember) string { return r.Confirmed }},
		{print.Column{Title: "工作单位及职务", Stretch: 3}, func(r RosterMember) string { return r.Workplace }},
		{print.Column{Title: "党内职务", Align: print.Center, Stretch: 0.5}, func(r RosterMember) string { return r.Post }},
		{print.Column{Title: "所在支部／小组", Stretch: 1.5}, func(r RosterMember) string { return r.Branch }},
		{center("联系电话"), func(r RosterMember) string { return r.Phone }},
		{print.Column{Title: "备注", Stretch: 1.5}, func(r RosterMember) string { return r.Note }},
	}
	kept := columns[:0]
	for _, c := range columns {
		if c.Title != "公民身份号码" || ids {
			kept = append(kept, c)
		}
	}
	t.Columns = []print.Column{center("序号")}
	for _, c := range kept {
		t.Columns = append(t.Columns, c.Column)
	}
	for i, r := range m.Members {
		cells := []string{strconv.Itoa(i + 1)}
		for _, c := range kept {
			cells = append(cells, c.get(r))
		}
		t.Rows = append(t.Rows, print.Row{Cells: cells})
	}
	return t
}

func anyID(rows []RosterMember) bool {
	for _, r := range rows {
		if r.IDNumber != "" {
			return true
		}
	}
	return false
}
