package documents

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// dutyRoster gathers 值班表 of a month from the duty list. The wall shows the
// office's telephone, never a private one.
func (g *desk) dutyRoster() ([]byte, string, error) {
	month, err := cn.ReadDate(g.params["month"])
	if err != nil || month.Month() == 0 {
		return nil, "", errs.New(errs.Invalid, "月份“"+g.params["month"]+"”不对").In("month").Do("请写成 2026-12")
	}
	community, err := g.community()
	if err != nil {
		return nil, "", err
	}
	profile, err := g.profile()
	if err != nil {
		return nil, "", err
	}
	year, no := month.Year(), month.Month()
	first, err := cn.NewDate(year, no, 1)
	if err != nil {
		return nil, "", err
	}
	m := DutyRoster{Community: community, Year: year, Month: no, Phone: profile.OfficePhone, Place: g.params["place"], Number: fmt.Sprintf("ZB-%04d-%02d", year, no)}
	calendar, err := g.l.Calendar(g.ctx)
	if err != nil {
		return nil, "", err
	}
	last := first.AddMonths(1).AddDays(-1)
	for date := first; date <= last; date = date.AddDays(1) {
		m.Days = append(m.Days, calendarDay(calendar, date))
	}
	d := registers.Duties.Def
	records, err := g.l.Store.Page(g.ctx, store.Query{Register: d.Key, Sort: "date", Where: []store.Condition{
		{Field: "date", Op: "gte", Value: string(first)}, {Field: "date", Op: "lte", Value: string(last)},
	}}, 0, 2000)
	if err != nil {
		return nil, "", err
	}
	for _, r := range records {
		duty := registers.Duties.Decode(r.Values)
		day := &m.Days[duty.Date.Day()-1]
		switch duty.Shift {
		case registers.ShiftLeader:
			day.Leader = append(day.Leader, duty.Person)
		case registers.ShiftNight:
			day.Night = append(day.Night, duty.Person)
		default:
			day.DayShift = append(day.DayShift, duty.Person)
		}
		for _, number := range strings.Split(duty.Phone, ",") {
			if m.Phone == "" && number != "" && !mobileIn.MatchString(number) {
				m.Phone = number
			}
		}
	}
	if len(records) == 0 {
		g.note("这个月还没有排班，印出来是空表；可在“值班”台账里录入或导入")
	}
	if !calendar.Published(year) {
		g.note(strconv.Itoa(year) + " 年的放假和补班安排还没有导入，只标出法定节日和周末；通知公布后请导入“节假日”台账")
	}
	if m.Phone == "" {
		g.note("没有值班电话：请在“社区概况”里填办公电话")
	} else if !g.o.internal() {
		g.note("上墙版：只印值班电话，不印个人手机")
	}
	pdf, err := usual().DutyRoster(m, g.o)
	return pdf, fmt.Sprintf("%s%d年%d月值班表", community, year, no), err
}

// mobileIn finds a private mobile number, also behind a name or a country code.
var mobileIn = regexp.MustCompile(`1[3-9][0-9]{9}`)

// calendarDay is a day of the calendar without its people.
func calendarDay(calendar *cn.Calendar, date cn.Date) DutyDay {
	info := calendar.Day(date)
	day := DutyDay{Day: date.Day(), Rest: info.Off}
	if l, ok := cn.Lunar(date); ok {
		day.Lunar = lunarText(l)
		day.Feast = l.Festival
	}
	if info.Name != "" && info.Off && day.Feast == "" {
		day.Feast = info.Name
	}
	switch {
	case info.MakeUp:
		day.Mark = "班"
	case info.Off && info.Name != "":
		day.Mark = "休"
	}
	return day
}

// lunarText is what a wall calendar prints under a date: the solar term, the
// month on its first day, else the day.
func lunarText(l cn.LunarDay) string {
	if l.Term != "" {
		return l.Term
	}
	month, day, ok := strings.Cut(l.Text, "月")
	if ok && l.Day == 1 {
		return month + "月"
	}
	return day
}

// orgChart gathers 组织架构图: the party organizations, from one of them down if asked.
func (g *desk) orgChart() ([]byte, string, error) {
	community, err := g.community()
	if err != nil {
		return nil, "", err
	}
	d := registers.Organizations.Def
	records, err := g.l.All(g.ctx, d)
	if err != nil {
		return nil, "", err
	}
	totals, err := g.chartCounts()
	if err != nil {
		return nil, "", err
	}
	units, parent := map[oplog.ID]*OrgUnit{}, map[oplog.ID]oplog.ID{}
	var order []oplog.ID
	for _, r := range records {
		o := registers.Organizations.Decode(r.Values)
		if !registers.IsParty(o.Type) || o.Dissolved != "" || o.Type == registers.TypeSuperior {
			continue
		}
		u := &OrgUnit{Name: shortName(o), Secretary: o.Head, Members: totals[r.ID]}
		if o.Type == registers.TypePartyGroup {
			u.SecretaryPost = "组长"
		}
		units[r.ID], parent[r.ID] = u, o.Parent
		order = append(order, r.ID)
	}
	slices.SortStableFunc(order, func(a, b oplog.ID) int {
		return strings.Compare(cn.NaturalKey(units[a].Name), cn.NaturalKey(units[b].Name))
	})
	chosen, asked, err := g.reference("organization", d.Key)
	if err != nil {
		return nil, "", err
	}
	root, err := assemble(units, parent, order, chosen.ID, asked)
	if err != nil {
		return nil, "", err
	}
	g.note("架构图只印组织、负责人和党员人数，不印电话")
	m := OrgChart{Unit: community, Period: asOf(g.l.Store.Today()), Root: root, Place: g.params["place"]}
	pdf, err := usual().OrgChart(m, g.o)
	return pdf, community + "组织架构图", err
}

// chartCounts counts standing members per organization, with everything below it;
// a party group counts those who are in the group.
func (g *desk) chartCounts() (map[oplog.ID]int, error) {
	nodes, err := g.l.Tree(g.ctx, registers.Organizations.Key)
	if err != nil {
		return nil, err
	}
	out := map[oplog.ID]int{}
	for _, n := range nodes {
		if id, err := oplog.ParseID(n.ID); err == nil {
			out[id] = n.Total
		}
	}
	groups, err := g.l.StandingBy(g.ctx, "party_group")
	if err != nil {
		return nil, err
	}
	for id, n := range groups {
		if out[id] == 0 {
			out[id] = n
		}
	}
	return out, nil
}

// assemble hangs the units under their parents. Several tops get one box of the community above them.
func assemble(units map[oplog.ID]*OrgUnit, parent map[oplog.ID]oplog.ID, order []oplog.ID, top oplog.ID, asked bool) (*OrgUnit, error) {
	var tops []*OrgUnit
	for _, id := range order {
		up := units[parent[id]]
		if asked && id == top || up == nil || loops(parent, id) {
			tops = append(tops, units[id])
			continue
		}
		up.Children = append(up.Children, units[id])
	}
	switch {
	case asked && units[top] == nil:
		return nil, errs.New(errs.Invalid, "所选的不是党组织").In("organization").Do("请选党委、总支或支部")
	case asked:
		return units[top], nil
	case len(tops) == 0:
		return nil, errs.New(errs.NotFound, "还没有党组织，画不出架构图").Do("请先在“组织”台账里录入或导入党组织")
	case len(tops) == 1:
		return tops[0], nil
	}
	return &OrgUnit{Name: "社区党组织", Members: -1, Children: tops}, nil
}

// loops reports whether the chain of parents comes back to where it started.
func loops(parent map[oplog.ID]oplog.ID, id oplog.ID) bool {
	seen := map[oplog.ID]bool{}
	for at := id; at != 0; at = parent[at] {
		if seen[at] {
			return true
		}
		seen[at] = true
	}
	return false
}
