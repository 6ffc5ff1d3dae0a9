package visits

import (
	"context"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

func newAppeals() *shelf[appeal] {
	text := interned{}
	return &shelf[appeal]{name: "visits.appeals", least: packLeast, def: registers.Matters.Def, by: "accepted", most: 150_000, // 30 MB
		keys: []string{"visit", "household", "grid", "kind", "state", "accepted", "due", "finished", "returned", "rating", "reopened"},
		key:  func(a appeal) (day, oplog.ID) { return dayOf(a.Accepted), a.ID },
		maker: func() func(*store.Bundled, day) appeal {
			return func(r *store.Bundled, _ day) appeal {
				date := func(n int) cn.Date { return cn.Date(r.Text(n, text.of)) }
				return appeal{ID: r.ID, Visit: r.Ref(0), Household: r.Ref(1), Grid: r.Ref(2), Lead: -1, Kind: r.Text(3, text.of), State: r.Text(4, text.of), Accepted: date(5),
					Due: date(6), Finished: date(7), Returned: date(8), Rating: r.Text(9, text.of), Reopened: r.Ref(10) != 0}
			}
		}}
}

// spot is a step by which an appeal was solved on the spot.
type spot struct{ id, matter oplog.ID }

func newSpots() *shelf[spot] {
	return &shelf[spot]{name: "visits.spots", least: packLeast, def: registers.MatterLog.Def, most: 1 << 30, keys: []string{"matter"},
		where: []store.Condition{{Field: "to", Op: "eq", Value: registers.StateOnSpot}, {Field: "kind", Op: "eq", Value: registers.StepState}},
		key:   func(s spot) (day, oplog.ID) { return 0, s.id },
		maker: func() func(*store.Bundled, day) spot {
			return func(r *store.Bundled, _ day) spot { return spot{r.ID, r.Ref(0)} }
		}}
}

// readAppeals reads the appeals accepted in the period, and those before it that
// may make one of them a repeat.
func (d *Desk) readAppeals(ctx context.Context, b *book) error {
	onSpot, err := d.onSpot(ctx)
	if err != nil {
		return err
	}
	from := b.period.From.AddDays(-b.repeat)
	months, err := d.monthsOfAppeals(ctx, b.period, b.repeat)
	if err != nil {
		return err
	}
	n := 0
	for _, list := range months {
		n += len(list)
	}
	b.appeals = make([]appeal, 0, n)
	for _, list := range months {
		for i := range list {
			if a := list[i]; a.Accepted >= from && a.Accepted <= b.period.To {
				if len(a.Accepted) < 10 { // of others First is what they are
					a.Accepted = a.Accepted.First()
				}
				a.OnSpot = !a.Reopened && a.accepted() && (a.State == registers.StateOnSpot || onSpot[a.ID])
				b.appeals = append(b.appeals, a)
			}
		}
	}
	inOrder(b.appeals)
	markRepeats(b.appeals, b.repeat)
	return nil
}

// monthsOfAppeals returns the appeals of the months of a period, and of those before it
// that repeats reach.
func (d *Desk) monthsOfAppeals(ctx context.Context, p Period, repeat int) ([][]appeal, error) {
	months, _, err := d.memory.appeals.between(ctx, d.store(), dayOf(p.From.AddDays(-repeat)), dayOf(p.To))
	return months, err
}

// joinVisits gives the appeals the visitor and the classes of the visit they came from.
func (d *Desk) joinVisits(ctx context.Context, b *book) error {
	if len(b.appeals) == 0 {
		return nil
	}
	from := make(map[oplog.ID]*tag, len(b.appeals))
	for i := range b.appeals {
		if a := &b.appeals[i]; a.Accepted >= b.period.From {
			from[a.Visit] = nil
		}
	}
	delete(from, 0)
	b.walk.each(func(c *call) {
		if _, asked := from[c.ID]; asked {
			from[c.ID] = &b.walk.tags[c.Tag]
		}
	})
	var elsewhere []string // visits of another period
	for id, t := range from {
		if t == nil {
			elsewhere = append(elsewhere, id.String())
		}
	}
	if err := d.visitsElsewhere(ctx, b, elsewhere, from); err != nil {
		return err
	}
	for i := range b.appeals {
		a := &b.appeals[i]
		if at, ok := b.places.home(a.Household); ok && a.Accepted >= b.period.From {
			a.Classes = b.homes[at].Classes
		}
		if t := from[a.Visit]; t != nil && a.Accepted >= b.period.From {
			if a.Lead = t.Lead; t.Classes != 0 {
				a.Classes = t.Classes
			}
		}
	}
	return nil
}

// visitsElsewhere reads the visits of other periods from which appeals came.
func (d *Desk) visitsElsewhere(ctx context.Context, b *book, ids []string, into map[oplog.ID]*tag) error {
	names := map[oplog.ID]string{}
	for len(ids) > 0 {
		part := ids[:min(len(ids), 500)]
		ids = ids[len(part):]
		err := d.store().EachBundled(ctx, registers.Visits.Def, "", []string{"lead", "classes"}, func(r *store.Bundled) error {
			names[r.ID], into[r.ID] = string(r.Bytes(0)), &tag{Classes: setOf(registers.VisitClasses, r.Bytes(1))}
			return nil
		}, store.Condition{Field: "id", Op: "in", Value: strings.Join(part, ",")})
		if err != nil {
			return err
		}
	}
	if len(names) == 0 {
		return nil
	}
	leads, list := d.memory.calls.leadsOf(names)
	b.walk.leads = list
	for id, lead := range leads {
		into[id].Lead = lead
	}
	return nil
}

// onSpot returns the appeals in whose course 当场解决 stands.
func (d *Desk) onSpot(ctx context.Context) (map[oplog.ID]bool, error) {
	m := d.memory
	lists, stamp, err := m.spots.between(ctx, d.store(), 0, 0)
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.onSpot != nil && m.spotStamp == stamp {
		return m.onSpot, nil
	}
	steps := lists[0]
	ids := make([]oplog.ID, len(steps))
	for i := range steps {
		ids[i] = steps[i].id
	}
	void, err := d.store().Voided(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make(map[oplog.ID]bool, len(steps))
	for _, s := range steps {
		if void[s.id] == "" {
			out[s.matter] = true
		}
	}
	m.onSpot, m.spotStamp = out, stamp
	return out, nil
}
