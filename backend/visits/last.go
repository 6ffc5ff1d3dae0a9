package visits

import (
	"cmp"
	"context"
	"slices"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// firstWords is how much of the last talk is shown.
const firstWords = 60

// Last returns what one should know before calling at a household: the last visit,
// what is still open, who lives there.
func (d *Desk) Last(ctx context.Context, household string) (LastVisit, error) {
	out := LastVisit{Classes: []string{}, Open: []SimilarMatter{}}
	id, err := oplog.ParseID(household)
	if err == nil && id == 0 {
		err = errs.New(errs.Invalid, "没有说明是哪一户").In("household")
	}
	if err != nil {
		return out, err
	}
	homes := registers.Households.Def
	rec, err := d.store().Find(ctx, homes, id)
	if err != nil {
		return out, err
	}
	out.Head, out.Phone = homes.Get(rec.Values, "head"), homes.Field("phone").Masked(homes.Get(rec.Values, "phone"))
	classes := classesOfHome(homes.Get(rec.Values, "kinds"), homes.Get(rec.Values, "low_income") == "1")
	residents, err := d.residentsOf(ctx, household)
	if err != nil {
		return out, err
	}
	for i := range residents {
		classes |= residents[i].classesOn(d.store().Today())
	}
	if classes != 0 {
		out.Classes = classes.codes(registers.VisitClasses)
	}
	if err := d.lastVisit(ctx, household, &out); err != nil {
		return out, err
	}
	var urgent map[string]bool
	if out.Open, urgent, err = d.open(ctx, store.Condition{Field: "household", Op: "eq", Value: household}); err != nil {
		return out, err
	}
	for i := range out.Open {
		out.Open[i].Same, out.Open[i].Why = true, sameHousehold
	}
	slices.SortStableFunc(out.Open, func(a, b SimilarMatter) int {
		return cmp.Or(-cmp.Compare(rank(a.Overdue), rank(b.Overdue)), -cmp.Compare(rank(urgent[a.ID]), rank(urgent[b.ID])), cmp.Compare(a.Accepted, b.Accepted))
	})
	return out, nil
}

func rank(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// lastVisit fills what is known of the last visit. Its words are private: that they
// were seen is logged, once for what is looked at again and again.
func (d *Desk) lastVisit(ctx context.Context, household string, out *LastVisit) error {
	def := registers.Visits.Def
	of := store.Condition{Field: "household", Op: "eq", Value: household}
	records, err := d.store().Page(ctx, store.Query{Register: def.Key, Where: []store.Condition{of}, Sort: "date", Desc: true}, 0, 1)
	if err != nil || len(records) == 0 {
		return err
	}
	rec := records[0]
	out.ID, out.Date, out.Lead = rec.ID.String(), def.Get(rec.Values, "date"), def.Get(rec.Values, "lead")
	year := store.Condition{Field: "date", Op: "gte", Value: string(d.store().Today().AddYears(-1))}
	if out.Count, err = d.store().Count(ctx, store.Query{Register: def.Key, Where: []store.Condition{of, year}}); err != nil {
		return err
	}
	talk := def.Get(rec.Values, "talk")
	rights, err := d.ledger.Rights(ctx, def, records)
	switch {
	case err != nil || talk == "":
		return err
	case rights.Closed(rec.ID):
		out.Talk = "（敏感走访，内容只给有关的人看）"
		return nil
	}
	out.Talk = clip(talk, firstWords)
	return d.store().LogAccessOnce(ctx, store.Access{Action: "查看", Register: def.Key, Row: rec.ID, What: def.Field("talk").Label, Rows: 1})
}

func clip(s string, n int) string {
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}

// open returns the appeals still to be dealt with that meet a condition, oldest first,
// and which of them are urgent. The title of a sensitive one is shown to those only who
// may read it.
func (d *Desk) open(ctx context.Context, where store.Condition) (out []SimilarMatter, urgent map[string]bool, err error) {
	var states string
	for _, c := range registers.MatterStates.Codes {
		if matters.Open(c.Code) {
			states += "," + c.Code
		}
	}
	def := registers.Matters.Def
	out, urgent = []SimilarMatter{}, map[string]bool{}
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return nil, nil, err
	}
	keys := []string{"no", "title", "kind", "urgency", "state", "accepted", "replied", "reply_due", "due", "return_due", "owner", "return_by", "household", "sensitive", "visit"}
	var records []store.Record
	err = d.store().EachOf(ctx, def, keys, func(r store.Record) error {
		records = append(records, r)
		return nil
	}, where, store.Condition{Field: "state", Op: "in", Value: states[1:]})
	if err != nil {
		return nil, nil, err
	}
	rights, err := d.ledger.Rights(ctx, def, records)
	for _, r := range records {
		m := registers.Matters.Decode(r.Values)
		s := SimilarMatter{ID: r.ID.String(), No: m.No, Title: m.Title, Accepted: string(m.Accepted), Due: string(matters.DueOf(&m)), Owner: m.Owner}
		_, light := matters.MatterLight(&m, env)
		urgent[s.ID] = m.Urgency == registers.UrgencyHigh
		s.Overdue = light == matters.Red
		s.Kind, _ = registers.MatterKinds.LabelOf(m.Kind)
		s.State, _ = registers.MatterStates.LabelOf(m.State)
		if rights.Closed(r.ID) {
			s.Title = "（敏感诉求）"
		}
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b SimilarMatter) int { return cmp.Compare(a.Accepted, b.Accepted) })
	return out, urgent, err
}
