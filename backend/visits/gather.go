package visits

import (
	"context"
	"slices"
	"sync"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

func ref(def *schema.Def, r store.Record, key string) oplog.ID {
	id, _ := oplog.ParseID(def.Get(r.Values, key))
	return id
}

// readCalls reads the visits of the period: a long one in two halves at once.
func (d *Desk) readCalls(ctx context.Context, b *book, _ schema.Env) error {
	halves := [2]book{{period: b.period}, {period: b.period}}
	days := cn.DaysBetween(b.period.From, b.period.To)
	halves[0].period.To = b.period.From.AddDays(days / 2)
	halves[1].period.From = halves[0].period.To + "~" // right behind it, so that no month without a day falls between
	var fail [2]error
	var all sync.WaitGroup
	for i := range halves {
		if halves[i].period.From <= halves[i].period.To {
			all.Go(func() { fail[i] = d.readHalf(ctx, &halves[i]) })
		}
	}
	all.Wait()
	for _, err := range fail {
		if err != nil {
			return err
		}
	}
	b.calls, b.leads = halves[0].calls, halves[0].leads
	number := make([]int32, len(halves[1].leads)) // of the visitors of the later half
	for i, name := range halves[1].leads {
		at := slices.Index(b.leads, name)
		if at < 0 {
			at, b.leads = len(b.leads), append(b.leads, name)
		}
		number[i] = int32(at)
	}
	for i := range halves[1].calls {
		halves[1].calls[i].Lead = number[halves[1].calls[i].Lead]
	}
	b.calls = append(b.calls, halves[1].calls...)
	return nil
}

func (d *Desk) readHalf(ctx context.Context, b *book) error {
	leads := map[string]int32{}
	keys := []string{"date", "lead", "household", "grid", "resident", "classes", "services", "deliveries"}
	return d.store().EachBundled(ctx, registers.Visits.Def, "date", keys, func(r *store.Bundled) error {
		lead, ok := leads[string(r.Bytes(1))]
		if !ok {
			lead = int32(len(b.leads))
			leads[string(r.Bytes(1))] = lead
			b.leads = append(b.leads, string(r.Bytes(1)))
		}
		day := r.Bytes(0)
		if n := len(b.calls); n > 0 && string(b.calls[n-1].Day) == string(day) {
			b.calls = append(b.calls, call{Day: b.calls[n-1].Day})
		} else {
			b.calls = append(b.calls, call{Day: cn.Date(day)})
		}
		c := &b.calls[len(b.calls)-1]
		c.ID, c.Household, c.Grid, c.Resident, c.Lead = r.ID, r.Ref(2), r.Ref(3), r.Ref(4), lead
		c.Classes, c.Services, c.Deliveries = setOf(registers.VisitClasses, r.Bytes(5)), setOf(registers.HomeServices, r.Bytes(6)), setOf(registers.Deliveries, r.Bytes(7))
		return nil
	}, store.Condition{Field: "date", Op: "gte", Value: string(b.period.From)}, store.Condition{Field: "date", Op: "lte", Value: string(b.period.To)})
}

// interned keeps one copy of each text that comes again and again.
type interned map[string]string

func (t interned) of(b []byte) string {
	if s, ok := t[string(b)]; ok {
		return s
	}
	s := string(b)
	t[s] = s
	return s
}

// readAppeals reads the appeals accepted in the period, and those before it that
// may make one of them a repeat.
func (d *Desk) readAppeals(ctx context.Context, b *book, _ schema.Env) error {
	onSpot, err := d.onSpot(ctx)
	if err != nil {
		return err
	}
	text := interned{}
	keys := []string{"visit", "household", "grid", "kind", "state", "accepted", "due", "finished", "returned", "rating", "reopened"}
	err = d.store().EachBundled(ctx, registers.Matters.Def, "accepted", keys, func(r *store.Bundled) error {
		date := func(n int) cn.Date { return cn.Date(text.of(r.Bytes(n))) }
		a := appeal{ID: r.ID, Visit: r.Ref(0), Household: r.Ref(1), Grid: r.Ref(2), Lead: -1, Kind: text.of(r.Bytes(3)), State: text.of(r.Bytes(4)), Accepted: date(5).First(),
			Due: date(6), Finished: date(7), Returned: date(8), Rating: text.of(r.Bytes(9))}
		a.OnSpot = r.Ref(10) == 0 && a.accepted() && (a.State == registers.StateOnSpot || onSpot[r.ID])
		b.appeals = append(b.appeals, a)
		return nil
	}, store.Condition{Field: "accepted", Op: "gte", Value: string(b.period.From.AddDays(-b.repeat))}, store.Condition{Field: "accepted", Op: "lte", Value: string(b.period.To)})
	if err != nil {
		return err
	}
	inOrder(b.appeals)
	markRepeats(b.appeals, b.repeat)
	return nil
}

// joinVisits gives the appeals the visitor and the classes of the visit they came from.
func (d *Desk) joinVisits(ctx context.Context, b *book) error {
	calls, homes := make(map[oplog.ID]*call, len(b.calls)), make(map[oplog.ID]set, len(b.homes))
	leads := map[string]int32{}
	for i, name := range b.leads {
		leads[name] = int32(i)
	}
	for i := range b.calls {
		calls[b.calls[i].ID] = &b.calls[i]
	}
	for i := range b.homes {
		homes[b.homes[i].ID] = b.homes[i].Classes
	}
	var elsewhere []oplog.ID // visits of another period
	for i := range b.appeals {
		a := &b.appeals[i]
		a.Classes = homes[a.Household]
		if c := calls[b.appeals[i].Visit]; c != nil {
			if a.Lead = c.Lead; c.Classes != 0 {
				a.Classes = c.Classes
			}
		} else if b.appeals[i].Visit != 0 && a.Accepted >= b.period.From {
			elsewhere = append(elsewhere, b.appeals[i].Visit)
		}
	}
	records, err := d.store().FindMany(ctx, registers.Visits.Def, elsewhere)
	if err != nil {
		return err
	}
	found := map[oplog.ID]registers.Visit{}
	for _, r := range records {
		if !r.Deleted {
			found[r.ID] = registers.Visits.Decode(r.Values)
		}
	}
	for i := range b.appeals {
		v, ok := found[b.appeals[i].Visit]
		if !ok || b.appeals[i].Accepted < b.period.From {
			continue
		}
		lead, known := leads[v.Lead]
		if !known {
			lead = int32(len(b.leads))
			leads[v.Lead], b.leads = lead, append(b.leads, v.Lead)
		}
		b.appeals[i].Lead = lead
		var classes set
		for _, c := range v.Classes {
			classes |= bit(registers.VisitClasses, c)
		}
		if classes != 0 {
			b.appeals[i].Classes = classes
		}
	}
	return nil
}

// onSpot returns the appeals in whose course 当场解决 stands.
func (d *Desk) onSpot(ctx context.Context) (map[oplog.ID]bool, error) {
	out := map[oplog.ID]bool{}
	def := registers.MatterLog.Def
	var entries []oplog.ID
	of := map[oplog.ID]oplog.ID{}
	err := d.store().EachOf(ctx, def, []string{"matter"}, func(r store.Record) error {
		entries = append(entries, r.ID)
		of[r.ID] = ref(def, r, "matter")
		return nil
	}, store.Condition{Field: "to", Op: "eq", Value: registers.StateOnSpot}, store.Condition{Field: "kind", Op: "eq", Value: registers.StepState})
	if err != nil {
		return nil, err
	}
	void, err := d.store().Voided(ctx, entries)
	if err != nil {
		return nil, err
	}
	for _, id := range entries {
		if void[id] == "" {
			out[of[id]] = true
		}
	}
	return out, nil
}
