package orglife

import (
	"cmp"
	"context"
	"slices"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// task is a kind of meeting that somebody has to hold every so many months.
type task struct {
	kind   string
	months int
	at     *body
	label  string
}

// held is one meeting as the board reads it.
type held struct {
	id oplog.ID
	registers.Meeting
}

// boardBook is what the boards of a year are worked out from.
type boardBook struct {
	year     int
	env      schema.Env
	all      *bodies
	heads    map[oplog.ID][]oplog.ID
	meetings map[oplog.ID][]held // by organization, by date
}

// Board returns which of the meetings that the rules ask for an organization held in a
// year, by month or quarter; year 0 is this year. A meeting held together with another
// counts for both.
func (d *Desk) Board(ctx context.Context, org string, year int) (YearBoard, error) {
	b, err := d.boardBook(ctx, year)
	if err != nil {
		return YearBoard{Rows: []BoardRow{}}, err
	}
	at, err := b.all.find(org)
	if err != nil {
		return YearBoard{Rows: []BoardRow{}}, err
	}
	return b.board(at), nil
}

func (d *Desk) boardBook(ctx context.Context, year int) (*boardBook, error) {
	b := &boardBook{year: year, meetings: map[oplog.ID][]held{}}
	var err error
	if b.env, err = d.env(ctx); err != nil {
		return nil, err
	}
	if year == 0 {
		b.year = b.env.Today.Year()
	}
	if err := yearOK(b.year); err != nil {
		return nil, err
	}
	if b.all, err = d.bodies(ctx); err != nil {
		return nil, err
	}
	if b.heads, err = d.heads(ctx, min(b.env.Today, monthOf(b.year, 12).Last())); err != nil {
		return nil, err
	}
	def := registers.Meetings
	err = d.store().EachOf(ctx, def.Def, []string{"kind", "also", "organization", "date"}, func(rec store.Record) error {
		m := def.Decode(rec.Values)
		b.meetings[m.Organization] = append(b.meetings[m.Organization], held{rec.ID, m})
		return nil
	}, store.Condition{Field: "date", Op: "gte", Value: string(monthOf(b.year, 1).First())}, store.Condition{Field: "date", Op: "lte", Value: string(monthOf(b.year, 12).Last())})
	for _, list := range b.meetings {
		slices.SortStableFunc(list, func(x, y held) int { return cmp.Compare(x.Date, y.Date) })
	}
	return b, err
}

// tasks are what the rules ask of an organization (S0: 三会一课 and 主题党日; the
// frequencies are figures of the office). A branch without a committee has no committee
// meetings; its party groups meet each by itself.
func (b *boardBook) tasks(at *body) []task {
	every := func(key string) int { return registers.SettingOf(b.env, key) }
	label := func(kind string) string { l, _ := registers.LifeKinds.LabelOf(kind); return l }
	var out []task
	add := func(kind string, months int, who *body, name string) {
		out = append(out, task{kind, months, who, name})
	}
	committee := func(name string) { add(registers.LifeCommittee, every(registers.LifeCommitteeMonths), at, name) }
	switch at.Type {
	case registers.TypePartyGroup:
		add(registers.LifeGroup, every(registers.LifeGroupMonths), at, label(registers.LifeGroup))
	case registers.TypeCommittee, registers.TypeGeneralBranch:
		committee("委员会会议")
		add(registers.LifeLesson, every(registers.LifeLessonMonths), at, label(registers.LifeLesson))
	case registers.TypeBranch, registers.TypeJointBranch, registers.TypeTemporaryBranch:
		add(registers.LifeAssembly, every(registers.LifeAssemblyMonths), at, label(registers.LifeAssembly))
		if len(b.heads[at.id]) >= committeeLeast {
			committee(label(registers.LifeCommittee))
		}
		for _, g := range b.all.list {
			if g.Parent == at.id && g.Type == registers.TypePartyGroup {
				add(registers.LifeGroup, every(registers.LifeGroupMonths), g, label(registers.LifeGroup)+"（"+g.title()+"）")
			}
		}
		add(registers.LifeLesson, every(registers.LifeLessonMonths), at, label(registers.LifeLesson))
		add(registers.LifePartyDay, every(registers.LifePartyDayMonths), at, label(registers.LifePartyDay))
		add(registers.LifeReview, 12, at, label(registers.LifeReview))
		add(registers.LifeAppraisal, 12, at, label(registers.LifeAppraisal))
	}
	return out
}

// committeeLeast is how many members make a branch's committee: it has three to five;
// a branch with a secretary and a deputy has none.
const committeeLeast = 3

func (b *boardBook) board(at *body) YearBoard {
	out := YearBoard{Organization: at.id.String(), OrganizationName: at.title(), Year: b.year, Rows: []BoardRow{}}
	for _, t := range b.tasks(at) {
		r := b.row(t)
		for _, c := range r.Cells {
			switch c.State {
			case CellHeld:
				out.Held++
			case CellDue, CellPlanned:
				out.Due++
			case CellMissed:
				out.Missed++
			}
		}
		out.Rows = append(out.Rows, r)
	}
	return out
}

func (b *boardBook) row(t task) BoardRow {
	periods := Periods(b.year, t.months)
	months := 12 / len(periods)
	r := BoardRow{Kind: t.kind, Label: t.label, Organization: t.at.id.String(), Months: months, Rule: ruleText(months)}
	for _, p := range periods {
		c := b.cell(t, p)
		switch c.State {
		case CellHeld:
			r.Held++
		case CellMissed:
			r.Missed++
		}
		r.Cells = append(r.Cells, c)
	}
	return r
}

// cell says how a task stands in a period. A meeting whose day is to come is planned. A
// period that an organization did not stand through asks for nothing.
func (b *boardBook) cell(t task, p Period) BoardCell {
	c := BoardCell{From: string(p.From), To: string(p.To), Label: periodLabel(p), Meetings: []string{}, Dates: []string{}}
	was, planned := false, false
	for i := range b.meetings[t.at.id] {
		m := &b.meetings[t.at.id][i]
		if !p.Has(m.Date) || !m.Holds(t.kind) {
			continue
		}
		c.Meetings, c.Dates = append(c.Meetings, m.id.String()), append(c.Dates, string(m.Date))
		if m.Date <= b.env.Today {
			was = true
		} else {
			planned = true
		}
	}
	remind := registers.SettingOf(b.env, registers.LifeRemindDays)
	if t.months >= 12 {
		remind = yearEnd
	}
	c.State, c.Tone = StateOf(p, was, planned, b.env.Today, remind)
	if !was && !stoodThrough(t.at, p) {
		c.State, c.Tone = CellNone, ""
	}
	return c
}

// yearEnd is how many days before its end a year's meeting is asked for: 组织生活会 is
// usually held in the last quarter.
const yearEnd = 31

// stoodThrough reports whether an organization was there from the first to the last day
// of a period, as far as is known.
func stoodThrough(b *body, p Period) bool {
	return !before(p.From.First(), b.Founded) && (b.Dissolved == "" || p.To.Last() <= b.Dissolved.Last())
}

// Lack is a meeting that an organization has not held.
type Lack struct {
	Organization oplog.ID
	Name         string
	Kind         string
	Month        cn.Date // the month that lacks it
	Over         bool    // the month is over
}

// Lacking returns which organizations have not held 主题党日: in the month before, once
// that is over, and in this month as it ends. Organizations of which the book has no
// meeting at all are not asked: their meetings are kept elsewhere.
func (d *Desk) Lacking(ctx context.Context) ([]Lack, error) {
	b, err := d.boardBook(ctx, 0)
	if err != nil {
		return nil, err
	}
	kept, err := d.store().CountBy(ctx, registers.Meetings.Def, "organization")
	if err != nil {
		return nil, err
	}
	last := b
	if b.env.Today.Month() == 1 {
		if last, err = d.boardBook(ctx, b.year-1); err != nil {
			return nil, err
		}
	}
	var out []Lack
	for _, at := range b.all.list {
		if kept[at.id] == 0 {
			continue
		}
		for _, t := range b.tasks(at) {
			if t.kind != registers.LifePartyDay {
				continue
			}
			out = append(out, last.lacks(t, back(b.env.Today[:7], 1))...)
			out = append(out, b.lacks(t, b.env.Today[:7])...)
		}
	}
	return out, nil
}

// lacks returns the task if the period that ends in a month is over or ending without it.
func (b *boardBook) lacks(t task, month cn.Date) []Lack {
	for _, p := range Periods(b.year, t.months) {
		if p.To != month {
			continue
		}
		if c := b.cell(t, p); c.Tone == "red" || c.Tone == "amber" {
			return []Lack{{t.at.id, t.at.title(), t.kind, month, c.State == CellMissed}}
		}
	}
	return nil
}
