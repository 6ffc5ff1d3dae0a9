package points

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// What the ledgers of organizational life propose: who stayed away without a reason or
// came late (K01–K04), who served (J01), taught (J11), deliberated (J13) or came to the
// community that he checked in at (J14).

// strict are the kinds of meetings that one has to come to, with the rule that staying
// away breaks. Of several that were held as one the first here counts: one absence is
// proposed once.
var strict = []struct{ kind, rule string }{
	{registers.LifeReview, "K03"}, {registers.LifeAppraisal, "K03"},
	{registers.LifeAssembly, "K01"}, {registers.LifeCommittee, "K01"}, {registers.LifeGroup, "K01"}, {registers.LifeLesson, "K01"},
	{registers.LifePartyDay, "K02"},
}

// proposeLife proposes what the rolls of meetings say.
func (d *Desk) proposeLife(ctx context.Context, p *proposer) error {
	meetings := map[oplog.ID]*registers.Meeting{}
	var ids []string
	def := registers.Meetings
	err := d.store().EachOf(ctx, def.Def, []string{"kind", "also", "title", "date", "start", "end", "lecturer", "hours"}, func(rec store.Record) error {
		m := def.Decode(rec.Values)
		if !p.within(m.Date) {
			return nil
		}
		meetings[rec.ID], ids = &m, append(ids, rec.ID.String())
		if m.Holds(registers.LifeLesson) && m.Lecturer != "" {
			for _, who := range p.who(m.Lecturer) {
				p.add("J11", "meetings/"+rec.ID.String()+"/J11", who, m.Date, heldEvent(&m, m.Kind))
			}
		}
		return nil
	}, p.where("date")...)
	roll := registers.Attendances
	for chunk := range slices.Chunk(ids, 500) {
		if err != nil {
			break
		}
		err = d.store().EachOf(ctx, roll.Def, []string{"meeting", "member", "state", "hours"}, func(rec store.Record) error {
			a := roll.Decode(rec.Values)
			if m := meetings[a.Meeting]; m != nil && p.names[a.Member] != "" {
				p.attended(&a, m)
			}
			return nil
		}, store.Condition{Field: "meeting", Op: "in", Value: strings.Join(chunk, ",")})
	}
	return err
}

// attended proposes what one line of a roll says.
func (p *proposer) attended(a *registers.Attendance, m *registers.Meeting) {
	kind := m.Kind
	add := func(rule, quantity string) {
		p.add(rule, "meetings/"+a.Meeting.String()+"/"+rule, a.Member, m.Date, heldEvent(m, kind))
		p.list[len(p.list)-1].Quantity = quantity
	}
	must := slices.IndexFunc(strict, func(s struct{ kind, rule string }) bool { return m.Holds(s.kind) })
	if must >= 0 {
		kind = strict[must].kind
	}
	switch {
	case must >= 0 && a.State == registers.AttendAbsent:
		add(strict[must].rule, "1")
	case must >= 0 && (a.State == registers.AttendLate || a.State == registers.AttendEarly):
		add("K04", "1")
	}
	kind = m.Kind
	if !registers.Attended(a.State) {
		return
	}
	if n := served(a, m); m.Holds(registers.LifeVolunteer) && n > 0 {
		add("J01", quantityText(n))
	}
	if m.Holds(registers.LifeCouncil) {
		add("J13", "1")
	}
	if m.Holds(registers.LifeDouble) && p.checkedIn[a.Member] {
		add("J14", "1")
	}
}

// served returns how long somebody served, in tenths of an hour: as the roll has it, else
// the meeting, else from its beginning to its end. 0 is not known.
func served(a *registers.Attendance, m *registers.Meeting) int64 {
	for _, text := range []string{a.Hours, m.Hours} {
		if n, ok := registers.TenthsOf(text); ok && n > 0 {
			return n
		}
	}
	from, till := minuteOf(m.Start), minuteOf(m.End)
	if from < 0 || till <= from {
		return 0
	}
	return int64(till-from) / 6
}

// minuteOf returns the minute of the day that 14:30 is, -1 where it is no time.
func minuteOf(text string) int {
	h, m, found := strings.Cut(strings.ReplaceAll(text, "：", ":"), ":")
	hour, err := strconv.Atoi(strings.TrimSpace(h))
	minute, wrong := strconv.Atoi(strings.TrimSpace(m))
	if !found || err != nil || wrong != nil || hour < 0 || hour > 24 || minute < 0 || minute > 59 {
		return -1
	}
	return hour*60 + minute
}

// heldEvent names a meeting as the event of a claim. Of several kinds held as one it
// names the one that is given: for what takes off, the kind that one had to come to.
func heldEvent(m *registers.Meeting, kind string) string {
	label, _ := registers.LifeKinds.LabelOf(kind)
	return firstLine(strings.TrimSpace(string(m.Date) + " " + label + " " + m.Title))
}

// proposeOwners proposes for the members of owners' committees (J10): whoever is in one at
// the end of a year that is over.
func (d *Desk) proposeOwners(ctx context.Context, p *proposer) error {
	committees := map[oplog.ID]bool{}
	bodies := registers.Organizations
	err := d.store().EachOf(ctx, bodies.Def, []string{"type"}, func(rec store.Record) error {
		committees[rec.ID] = true
		return nil
	}, store.Condition{Field: "type", Op: "eq", Value: registers.TypeOwnersCommittee})
	if err != nil || len(committees) == 0 {
		return err
	}
	def := registers.Posts
	return d.store().EachOf(ctx, def.Def, []string{"member", "organization", "from", "to"}, func(rec store.Record) error {
		x := def.Decode(rec.Values)
		if !committees[x.Organization] || p.names[x.Member] == "" {
			return nil
		}
		p.years(func(year int, end cn.Date) {
			if during(end, x.From, x.To) {
				p.once("J10", year, x.Member, 10, "业委会任职")
			}
		})
		return nil
	})
}

// years calls f with each year that is over and whose last day lies in the period.
func (p *proposer) years(f func(year int, end cn.Date)) {
	for year := p.from.Year(); year <= p.to.Year(); year++ {
		if end := cn.Date(strconv.Itoa(year) + "-12-31"); p.within(end) && end < p.today {
			f(year, end)
		}
	}
}

// once proposes what a whole year says of a member, one time.
func (p *proposer) once(rule string, year int, who oplog.ID, tenths int64, event string) {
	key := "years/" + strconv.Itoa(year) + "/" + rule
	if p.given[key+who.String()] {
		return
	}
	p.given[key+who.String()] = true
	p.add(rule, key, who, cn.Date(strconv.Itoa(year)+"-12-31"), strconv.Itoa(year)+"年"+event)
	p.list[len(p.list)-1].Quantity = quantityText(tenths)
}
