package points

import (
	"context"
	"strconv"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/orglife"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// owing is what is needed to tell which months of dues a member owes.
type owing struct {
	branch oplog.ID
	since  string // first month that this branch collects, 2026-03; "" always
	bases  map[int]bool
	rows   map[string]*registers.DuesMonth // by month
}

// proposeDues proposes K05 for each month whose dues were not paid within the month
// after it, once a month of dues. A month without a line counts only where the member
// has a base for the year and somebody of the branch has a line for that month: else the
// office does not keep that month here.
func (d *Desk) proposeDues(ctx context.Context, p *proposer) error {
	owe := map[oplog.ID]*owing{}
	kept := map[string]bool{} // branch/month
	for id, m := range p.members {
		owe[id] = &owing{branch: m.Branch, since: max(monthOf(m.Joined), monthOf(m.EnteredBranch)), bases: map[int]bool{}, rows: map[string]*registers.DuesMonth{}}
	}
	dues := registers.Dues
	err := d.store().EachOf(ctx, dues.Def, []string{"member", "month", "amount", "paid", "paid_on", "waived"}, func(rec store.Record) error {
		x := dues.Decode(rec.Values)
		if o := owe[x.Member]; o != nil && len(x.Month) >= 7 {
			o.rows[monthOf(x.Month)] = &x
			kept[o.branch.String()+"/"+monthOf(x.Month)] = true
		}
		return nil
	})
	if err != nil || len(kept) == 0 {
		return err
	}
	bases := registers.DuesBases
	err = d.store().EachOf(ctx, bases.Def, []string{"member", "year"}, func(rec store.Record) error {
		x := bases.Decode(rec.Values)
		if o := owe[x.Member]; o != nil {
			o.bases[int(x.Year)] = true
		}
		return nil
	})
	if err != nil {
		return err
	}
	// The last day on which a month may still be paid lies in the period.
	for month := p.from.First().AddMonths(-1)[:7]; month < p.to[:7]; month = month.First().AddMonths(1)[:7] {
		last := month.First().AddMonths(1)[:7].Last()
		if !p.within(last) || last >= p.today {
			continue
		}
		for id, o := range owe {
			x := o.rows[string(month)]
			if x == nil && (!o.bases[month.Year()] || !kept[o.branch.String()+"/"+string(month)] || o.since > string(month)) {
				continue
			}
			if late(x, last) {
				p.add("K05", "dues/"+string(month), id, last, monthText(month)+"党费")
			}
		}
	}
	return nil
}

// late reports whether a month of dues was not paid up to a day; nil is a month of which
// nothing is written down.
func late(x *registers.DuesMonth, last cn.Date) bool {
	return x == nil || !x.Settled() || !x.Waived && x.PaidOn.Full() && x.PaidOn > last
}

// monthOf returns the month of a date that is known to the month, "" where it is not.
func monthOf(d cn.Date) string {
	if len(d) < 7 {
		return ""
	}
	return string(d[:7])
}

// proposeHours proposes, for years that are over, K06 for each four hours of learning
// that a member lacks and J12 for each four beyond the goal. Who joined or came to the
// branch within the year is left to the branch, and so is a branch of which no hours are
// kept here.
func (d *Desk) proposeHours(ctx context.Context, p *proposer) (err error) {
	const four = 40 // tenths of an hour
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return err
	}
	goal := int64(registers.SettingOf(env, registers.LifeHours)) * 10
	p.years(func(year int, _ cn.Date) {
		if err != nil {
			return
		}
		var hours map[oplog.ID]int64
		if hours, err = orglife.MemberHours(ctx, d.store(), year); err != nil {
			return
		}
		kept := map[oplog.ID]bool{}
		for id, n := range hours {
			if m, ok := p.members[id]; ok && n > 0 {
				kept[m.Branch] = true
			}
		}
		first := strconv.Itoa(year) + "-01"
		for id, m := range p.members {
			if !kept[m.Branch] || monthOf(m.Joined) >= first || monthOf(m.EnteredBranch) >= first {
				continue
			}
			switch n := hours[id] - goal; {
			case n <= -four:
				p.once("K06", year, id, -n/four*10, "学时")
			case n >= four:
				p.once("J12", year, id, n/four*10, "学时")
			}
		}
	})
	return err
}
