package documents

import (
	"fmt"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/orglife"
	"chengzhuan/backend/registers"
)

// lifeDocuments lists the documents of organizational life.
func lifeDocuments() []Info {
	lying, inside := []string{"A4", "A3"}, []Audience{Internal}
	return []Info{
		{Key: "life_sheet", Title: "组织生活签到表", Detail: "一次组织生活应到的人，留签名处；已经记了考勤的印到会情况，不印请假原因", About: []string{registers.Meetings.Key}, Papers: lying, Landscape: true, Audiences: inside,
			Params: []Param{{Key: "meeting", Label: "组织生活", Kind: "ref", Register: registers.Meetings.Key, Required: true}}},
		{Key: "dues_list", Title: "党费收缴表", Detail: "一个月每名党员应交、实交的党费，留签名处；从中能推算收入，只给收缴的人用", About: []string{registers.Dues.Key}, Papers: lying, Landscape: true, Audiences: inside,
			Params: []Param{
				{Key: "month", Label: "月份", Kind: "month", Required: true, Default: func(today cn.Date) string { return string(today)[:7] }},
				{Key: "organization", Label: "党组织（不选就是全部）", Kind: "ref", Register: registers.Organizations.Key}}},
	}
}

// printLife gathers and lays out one of them; nil where the key is of another document.
func (g *desk) printLife(key string) func() ([]byte, string, error) {
	return map[string]func() ([]byte, string, error){"life_sheet": g.lifeSheet, "dues_list": g.duesList}[key]
}

func (g *desk) lifeSheet() ([]byte, string, error) {
	rec, _, err := g.reference("meeting", registers.Meetings.Key)
	if err != nil {
		return nil, "", err
	}
	meeting := registers.Meetings.Decode(rec.Values)
	s, err := orglife.New(g.l).Sheet(g.ctx, rec.ID.String())
	if err != nil {
		return nil, "", err
	}
	m := LifeSheet{Unit: s.OrganizationName, Kind: s.KindName, Title: s.Title, When: dayOf(meeting.Date), Place: s.Place}
	if meeting.Start != "" {
		m.When += " " + meeting.Start
	}
	if m.Unit == "" {
		if m.Unit, err = g.community(); err != nil {
			return nil, "", err
		}
	}
	marked := s.Unmarked < s.Expected
	if m.Count = fmt.Sprintf("应到 %d 人", s.Expected); marked {
		m.Count += fmt.Sprintf("，实到 %d 人", s.Present)
		if s.Voters > 0 {
			m.Count += fmt.Sprintf("；有表决权 %d 人，到会 %d 人", s.Voters, s.VotersPresent)
		}
	}
	for _, r := range s.Rows {
		if r.Away && r.State == "" {
			continue // who is not expected has nowhere to sign
		}
		row := LifeRow{Name: r.Name, Branch: r.Branch, Note: publicWhy(r)}
		row.State, _ = registers.AttendStates.LabelOf(r.State)
		m.Rows = append(m.Rows, row)
	}
	pdf, err := usual().LifeSheet(m, g.o)
	return pdf, m.Unit + string(meeting.Date) + "签到表", err
}

// publicWhy is what a sheet that goes from hand to hand may say of somebody: not that he
// is exempt, nor that he cannot be found.
func publicWhy(r orglife.Mark) string {
	if r.Guest {
		return r.Why
	}
	return ""
}

// dayOf writes a full date as 2026年10月15日.
func dayOf(d cn.Date) string {
	if !d.Full() {
		return chineseMonth(d)
	}
	return fmt.Sprintf("%s%d日", chineseMonth(d), d.Day())
}

func (g *desk) duesList() ([]byte, string, error) {
	org, _, err := g.reference("organization", registers.Organizations.Key)
	if err != nil {
		return nil, "", err
	}
	id := ""
	if org.ID != 0 {
		id = org.ID.String()
	}
	s, err := orglife.New(g.l).DuesSheet(g.ctx, id, g.params["month"])
	if err != nil {
		return nil, "", err
	}
	yuan := func(fen int64) string { return registers.Dues.Field("paid").Show(fmt.Sprint(fen)) }
	m := DuesList{Unit: s.OrganizationName, Month: chineseMonth(cn.Date(s.Month)), Members: s.Members, Due: yuan(s.AmountSum), Paid: yuan(s.PaidSum), Open: s.Open, Waived: s.Waived}
	if m.Unit == "" {
		if m.Unit, err = g.community(); err != nil {
			return nil, "", err
		}
	}
	for _, r := range s.Rows {
		row := DuesRow{Name: r.Name, Branch: r.Branch, On: dotted(cn.Date(r.PaidOn))}
		if r.Amount > 0 {
			row.Due = yuan(r.Amount)
		}
		if r.Paid > 0 {
			row.Paid = yuan(r.Paid)
		}
		if r.Waived {
			row.Note = "减免"
		}
		m.Rows = append(m.Rows, row)
	}
	if s.Unknown > 0 {
		g.note(fmt.Sprintf("有 %d 名党员不知道应交多少，表里留空，请先填党费基数", s.Unknown))
	}
	if len(m.Rows) > 0 {
		if err := g.private(registers.Dues.Key, "党费收缴表", len(m.Rows)); err != nil {
			return nil, "", err
		}
	}
	pdf, err := usual().DuesList(m, g.o)
	return pdf, m.Unit + s.Month + "党费收缴表", err
}
