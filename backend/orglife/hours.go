package orglife

import (
	"context"
	"slices"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// learned is what one member learned in a year, in tenths of an hour.
type learned struct {
	studies, meetings int64
	trainings         int
}

// MemberHours returns the learning hours of a year by member, in tenths: what stands in
// the ledger of studies, and the hours of the meetings that a member attended. A study
// that names a meeting stands in the place of its hours, so nothing counts twice.
func MemberHours(ctx context.Context, s *store.Store, year int) (map[oplog.ID]int64, error) {
	all, err := hoursOf(ctx, s, year)
	out := make(map[oplog.ID]int64, len(all))
	for id, l := range all {
		out[id] = l.studies + l.meetings
	}
	return out, err
}

// sat is one member in one meeting.
type sat struct{ member, meeting oplog.ID }

func hoursOf(ctx context.Context, s *store.Store, year int) (map[oplog.ID]*learned, error) {
	out := map[oplog.ID]*learned{}
	of := func(id oplog.ID) *learned {
		if out[id] == nil {
			out[id] = &learned{}
		}
		return out[id]
	}
	within := []store.Condition{{Field: "date", Op: "gte", Value: string(monthOf(year, 1).First())}, {Field: "date", Op: "lte", Value: string(monthOf(year, 12).Last())}}
	counted := map[sat]bool{}
	studies := registers.Studies
	err := s.EachOf(ctx, studies.Def, []string{"member", "date", "kind", "hours", "meeting"}, func(rec store.Record) error {
		x := studies.Decode(rec.Values)
		n, _ := registers.TenthsOf(x.Hours)
		l := of(x.Member)
		if l.studies += n; x.Kind == registers.StudyTraining {
			l.trainings++
		}
		if x.Meeting != 0 {
			counted[sat{x.Member, x.Meeting}] = true
		}
		return nil
	}, within...)
	if err != nil {
		return nil, err
	}
	type lesson struct {
		hours    int64
		training bool
	}
	lessons := map[oplog.ID]lesson{}
	meetings := registers.Meetings
	err = s.EachOf(ctx, meetings.Def, []string{"kind", "also", "date", "hours"}, func(rec store.Record) error {
		if m := meetings.Decode(rec.Values); Learns(m.Kind) {
			n, _ := registers.TenthsOf(m.Hours)
			lessons[rec.ID] = lesson{n, m.Holds(registers.LifeTraining)}
		}
		return nil
	}, within...)
	if err != nil || len(lessons) == 0 {
		return out, err
	}
	marks := registers.Attendances
	return out, s.EachOf(ctx, marks.Def, []string{"meeting", "member", "state", "hours"}, func(rec store.Record) error {
		a := marks.Decode(rec.Values)
		l, held := lessons[a.Meeting]
		at := sat{a.Member, a.Meeting}
		if !held || counted[at] || !registers.Attended(a.State) {
			return nil
		}
		counted[at] = true
		n := l.hours
		if a.Hours != "" {
			n, _ = registers.TenthsOf(a.Hours)
		}
		who := of(a.Member)
		if who.meetings += n; l.training {
			who.trainings++
		}
		return nil
	})
}

// Hours returns the learning hours of a year of an organization's members; org "" is
// everybody, year 0 this year.
func (d *Desk) Hours(ctx context.Context, org string, year int) (HoursTable, error) {
	out := HoursTable{Organization: org, Year: year, Rows: []HoursRow{}}
	env, err := d.env(ctx)
	if err != nil {
		return out, err
	}
	if year == 0 {
		out.Year = env.Today.Year()
	}
	if err := yearOK(out.Year); err != nil {
		return out, err
	}
	all, err := d.bodies(ctx)
	if err != nil {
		return out, err
	}
	at, err := all.at(org)
	if err != nil {
		return out, err
	}
	out.OrganizationName = at.name()
	list, err := d.people(ctx, all, at)
	if err != nil {
		return out, err
	}
	hours, err := hoursOf(ctx, d.store(), out.Year)
	if err != nil {
		return out, err
	}
	lead, err := d.leaders(ctx, all, min(env.Today, monthOf(out.Year, 12).Last()))
	if err != nil {
		return out, err
	}
	goal, goalLead := 10*int64(registers.SettingOf(env, registers.LifeHours)), 10*int64(registers.SettingOf(env, registers.LifeHoursLead))
	out.Goal, out.GoalLead = tenthsText(goal), tenthsText(goalLead)
	for _, p := range list {
		if !formal(&p.PartyMember) || before(monthOf(out.Year, 12).Last(), p.Joined) {
			continue
		}
		l := hours[p.id]
		if l == nil {
			l = &learned{}
		}
		mine := goal
		if lead[p.id] {
			mine = goalLead
		}
		total := l.studies + l.meetings
		r := HoursRow{Member: p.id.String(), Name: p.Name, Branch: all.name(p.Branch), Lead: lead[p.id], Keys: nameKeys(p.Name),
			Studies: tenthsText(l.studies), Meetings: tenthsText(l.meetings), Total: tenthsText(total), Goal: tenthsText(mine),
			Short: tenthsText(max(0, mine-total)), Enough: total >= mine, Trainings: l.trainings}
		if r.Enough {
			out.Enough++
		}
		out.Rows = append(out.Rows, r)
	}
	out.Members = len(out.Rows)
	return out, nil
}

// leaders are the secretaries and committee members of party organizations on a day.
func (d *Desk) leaders(ctx context.Context, all *bodies, day cn.Date) (map[oplog.ID]bool, error) {
	heads, err := d.heads(ctx, day)
	out := map[oplog.ID]bool{}
	for id, list := range heads {
		if b := all.byID[id]; b != nil && slices.Contains(committees, b.Type) {
			for _, who := range list {
				out[who] = true
			}
		}
	}
	return out, err
}

// committees are the kinds of organizations with a party committee or a secretary.
var committees = []string{registers.TypeCommittee, registers.TypeGeneralBranch, registers.TypeBranch, registers.TypeJointBranch, registers.TypeTemporaryBranch}
