package orglife

import (
	"context"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// Sheet returns the attendance of a meeting: who is expected, who was there, and
// whether it could decide. Reasons are private: that they were seen is written down.
func (d *Desk) Sheet(ctx context.Context, meeting string) (Sheet, error) {
	id, err := idOf(meeting, "次组织生活")
	if err != nil {
		return Sheet{}, err
	}
	rec, err := living(ctx, d.store(), registers.Meetings.Def, id)
	if err != nil {
		return Sheet{}, err
	}
	out, err := d.sheetOf(ctx, id, registers.Meetings.Decode(rec.Values))
	if err != nil {
		return out, err
	}
	reasons := 0
	for _, r := range out.Rows {
		if r.Reason != "" {
			reasons++
		}
	}
	return out, d.looked(ctx, registers.Attendances.Key, id, "请假和缺席的原因", reasons)
}

func (d *Desk) sheetOf(ctx context.Context, id oplog.ID, m registers.Meeting) (Sheet, error) {
	out := Sheet{Meeting: id.String(), No: m.No, Title: m.Title, Kind: m.Kind, KindName: kindName(&m), Date: string(m.Date), Place: m.Place,
		Hours: m.Hours, Rows: []Mark{}}
	env, err := d.env(ctx)
	if err != nil {
		return out, err
	}
	day := registers.SettingOf(env, registers.LifeDayHours)
	out.DayHours, out.HalfHours = tenthsText(HalfDays(2, day)), tenthsText(HalfDays(1, day))
	all, err := d.bodies(ctx)
	if err != nil {
		return out, err
	}
	if m.Organization != 0 {
		out.Organization, out.OrganizationName = m.Organization.String(), all.name(m.Organization)
	}
	expected, advice, err := d.expected(ctx, all, &m)
	if err != nil {
		return out, err
	}
	marks, err := d.store().Lookup(ctx, registers.Attendances.Def, "meeting", id.String())
	if err != nil {
		return out, err
	}
	if err := d.rows(ctx, all, &m, expected, marks, &out); err != nil {
		return out, err
	}
	out.count()
	if out.Expected == 0 {
		out.Advice = advice
	}
	return out, nil
}

// kindName joins the kinds that a meeting was.
func kindName(m *registers.Meeting) string {
	var out []string
	for _, k := range append([]string{m.Kind}, m.Also...) {
		if label, ok := registers.LifeKinds.LabelOf(k); ok && !slices.Contains(out, label) {
			out = append(out, label)
		}
	}
	return strings.Join(out, "、")
}

// expected returns the members of whom a meeting asks that they come, those that are
// away among them, and why there may be none.
func (d *Desk) expected(ctx context.Context, all *bodies, m *registers.Meeting) (out []person, advice string, err error) {
	at := all.byID[m.Organization]
	switch {
	case at == nil:
		return nil, "这次活动没有选开展组织，请先填上", nil
	case m.Kind == registers.LifeDouble:
		out, err = d.checkedIn(ctx, all, at)
		return out, "没有到这个组织报到的在职党员", err
	case m.Kind == registers.LifeCommittee && !slices.ContainsFunc(m.Also, func(k string) bool { return k != registers.LifeCommittee && k <= registers.LifeStudy }):
		heads, err := d.heads(ctx, m.Date)
		if err != nil {
			return nil, "", err
		}
		var ids []string
		for _, id := range heads[at.id] {
			ids = append(ids, id.String())
		}
		if len(ids) > 0 {
			out, err = d.choose(ctx, all, []store.Condition{standing, {Field: "id", Op: "in", Value: strings.Join(ids, ",")}})
		}
		return out, "任职台账里没有这个组织当时的书记和委员，请先填上", err
	}
	list, err := d.people(ctx, all, at)
	for _, p := range list {
		if p.Relation != registers.RelationCheckIn && !before(m.Date, p.EnteredBranch) && !before(m.Date, p.Joined) {
			out = append(out, p)
		}
	}
	return out, "这个组织还没有党员，请在党员台账里选所在党支部", err
}

// checkedIn returns the members who report to an organization; those without a branch
// report to the community.
func (d *Desk) checkedIn(ctx context.Context, all *bodies, at *body) (out []person, err error) {
	list, err := d.choose(ctx, all, []store.Condition{standing, {Field: "relation", Op: "eq", Value: registers.RelationCheckIn}})
	in := all.below(at.id)
	upper := at.Type == registers.TypeCommittee || at.Type == registers.TypeGeneralBranch
	for _, p := range list {
		if in[p.Branch] || in[p.PartyGroup] || p.Branch == 0 && upper {
			out = append(out, p)
		}
	}
	return out, err
}

// before reports that a day lies before a date under every reading.
func before(day, date cn.Date) bool { return date != "" && day < date.First() }

// rows fills a sheet with who is expected and who is marked besides.
func (d *Desk) rows(ctx context.Context, all *bodies, m *registers.Meeting, expected []person, marks []store.Record, out *Sheet) error {
	had := map[oplog.ID]registers.Attendance{}
	var more []oplog.ID
	known := map[oplog.ID]bool{}
	for _, p := range expected {
		known[p.id] = true
	}
	for _, rec := range marks { // of two of one member the first made holds
		a := registers.Attendances.Decode(rec.Values)
		if _, twice := had[a.Member]; twice {
			continue
		}
		if had[a.Member] = a; !known[a.Member] {
			more = append(more, a.Member)
		}
	}
	records, err := d.store().FindMany(ctx, registers.PartyMembers.Def, more)
	if err != nil {
		return err
	}
	exempt, suspended, err := d.decided(ctx, m.Date)
	if err != nil {
		return err
	}
	in := all.below(m.Organization)
	add := func(p person, guest bool) {
		k := Mark{Member: p.id.String(), Name: p.Name, Branch: all.name(p.Branch), Guest: guest, Keys: nameKeys(p.Name)}
		a := had[p.id]
		k.State, k.Reason, k.Hours = a.State, a.Reason, a.Hours
		switch {
		case guest:
			k.Why = "列席"
		case m.Kind == registers.LifeDouble:
		default:
			k.Why = awayWhy(&p.PartyMember, m.Date, exempt[p.id])
			k.Away = k.Why != ""
			k.Votes = formal(&p.PartyMember) && Votes(&p.PartyMember, suspended[p.id])
		}
		out.Rows = append(out.Rows, k)
	}
	for _, p := range expected {
		add(p, false)
	}
	for _, rec := range records {
		p := person{rec.ID, registers.PartyMembers.Decode(rec.Values)}
		// Who belongs here and has died or left since was one of them then.
		gone := m.Kind != registers.LifeCommittee && formal(&p.PartyMember) && p.Status != "" && p.Status != registers.StatusNormal
		add(p, !gone || !in[p.Branch] && !in[p.PartyGroup])
	}
	return nil
}

// awayWhy says why a member is not expected to come, "" if he is.
func awayWhy(m *registers.PartyMember, day cn.Date, exempt bool) string {
	switch {
	case m.Relation == registers.RelationIn, m.Relation == registers.RelationOther:
		return "组织关系不在这里"
	case m.Relation == registers.RelationOut, m.AwaySince != "" && m.AwaySince.First() <= day:
		return "流动在外"
	case m.Lost:
		return "失联"
	case exempt:
		return "免评"
	}
	return ""
}

// watched is how many years a vote is suspended at most (党纪处分: 留党察看一年或二年).
const watched = 2

// decided returns whom the branch exempted in the year of a day, and whose vote was
// suspended on it.
func (d *Desk) decided(ctx context.Context, day cn.Date) (exempt, suspended map[oplog.ID]bool, err error) {
	exempt, suspended = map[oplog.ID]bool{}, map[oplog.ID]bool{}
	def := registers.PointStandings
	err = d.store().EachOf(ctx, def.Def, []string{"member", "year", "exempt"}, func(rec store.Record) error {
		if s := def.Decode(rec.Values); s.Exempt && int(s.Year) == day.Year() {
			exempt[s.Member] = true
		}
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	awards := registers.Awards
	err = d.store().EachOf(ctx, awards.Def, []string{"member", "name", "date", "until"}, func(rec store.Record) error {
		a := awards.Decode(rec.Values)
		until := a.Until
		if until == "" && a.Date != "" {
			until = a.Date.Last().AddYears(watched)
		}
		if strings.Contains(a.Name, "留党察看") && a.Date != "" && during(day, a.Date, until) {
			suspended[a.Member] = true
		}
		return nil
	})
	return exempt, suspended, err
}

// count works out the figures of a sheet from its rows.
func (s *Sheet) count() {
	for _, r := range s.Rows {
		there := registers.Attended(r.State)
		if r.Guest || r.Away && !there {
			continue
		}
		s.Expected++
		if r.Votes {
			s.Voters++
		}
		switch {
		case there:
			s.Present++
			if r.Votes {
				s.VotersPresent++
			}
			if r.State == registers.AttendLate {
				s.Late++
			} else if r.State == registers.AttendEarly {
				s.Early++
			}
		case r.State == registers.AttendLeave:
			s.Leave++
		case r.State == registers.AttendAbsent:
			s.Absent++
		default:
			s.Unmarked++
		}
	}
	s.Quorum, s.Rate = Quorum(s.Voters, s.VotersPresent), percent(s.Present, s.Expected)
}
