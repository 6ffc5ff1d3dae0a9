package orglife

import (
	"context"
	"slices"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// lookBack is how many months the dues that are behind are looked for.
const lookBack = 12

// DuesSheet returns the dues of a month of an organization's members and of those below
// it; org "" is everybody, month "" this month. That amounts were seen is written down.
func (d *Desk) DuesSheet(ctx context.Context, org, month string) (DuesSheet, error) {
	b, err := d.duesBook(ctx, org, month)
	if err != nil {
		return DuesSheet{}, err
	}
	out := b.sheet()
	return out, d.looked(ctx, registers.Dues.Key, 0, "应交、实交", len(out.Rows))
}

// duesBook is what the dues of a month are worked out from.
type duesBook struct {
	org     string
	name    string
	month   cn.Date
	env     schema.Env
	all     *bodies
	people  []person
	bases   map[oplog.ID]registers.DuesBase
	records map[oplog.ID]registers.DuesMonth
	settled map[oplog.ID]months // months with something paid or waived
	since   map[oplog.ID]int    // by branch: how many months back its dues are on record
}

// months is a set of months by how far back they are, bit 0 is the month itself.
type months uint32

func (m months) has(back int) bool { return back < 32 && m&(1<<back) != 0 }

func (d *Desk) duesBook(ctx context.Context, org, month string) (*duesBook, error) {
	b, err := d.emptyBook(ctx, month)
	if err != nil {
		return nil, err
	}
	b.org = org
	at, err := b.all.at(org)
	if err != nil {
		return nil, err
	}
	b.name = at.name()
	if b.people, err = d.people(ctx, b.all, at); err != nil {
		return nil, err
	}
	if b.bases, err = d.bases(ctx, b.month.Year()); err != nil {
		return nil, err
	}
	return b, d.paid(ctx, b)
}

// emptyBook is a book of a month in which nobody stands.
func (d *Desk) emptyBook(ctx context.Context, month string) (*duesBook, error) {
	b := &duesBook{records: map[oplog.ID]registers.DuesMonth{}, settled: map[oplog.ID]months{}, since: map[oplog.ID]int{}}
	var err error
	if b.env, err = d.env(ctx); err != nil {
		return nil, err
	}
	if b.month, err = readMonth(month, b.env.Today); err != nil {
		return nil, err
	}
	b.all, err = d.bodies(ctx)
	return b, err
}

// bases returns what the dues of a year rest on, by member; of two the first made holds.
func (d *Desk) bases(ctx context.Context, year int) (map[oplog.ID]registers.DuesBase, error) {
	out := map[oplog.ID]registers.DuesBase{}
	def := registers.DuesBases
	err := d.store().EachOf(ctx, def.Def, []string{"member", "year", "payer", "base", "amount"}, func(rec store.Record) error {
		x := def.Decode(rec.Values)
		if _, twice := out[x.Member]; !twice {
			out[x.Member] = x
		}
		return nil
	}, store.Condition{Field: "year", Op: "eq", Value: yearText(year)})
	return out, err
}

// fewPeople are so few that their dues are looked up one by one.
const fewPeople = 400

// paid reads the dues of the month and of those before it, and leaves in people who
// owes something in the month or has something on record.
func (d *Desk) paid(ctx context.Context, b *duesBook) error {
	branch := map[oplog.ID]oplog.ID{}
	for _, p := range b.people {
		branch[p.id] = p.Branch
	}
	var err error
	if len(b.people) <= fewPeople {
		err = d.paidByFew(ctx, b, branch)
	} else if err = d.settledMonths(ctx, b, branch, lookBack); err == nil {
		err = d.recorded(ctx, b)
	}
	b.owing()
	return err
}

// owing leaves in people who owes something in the month or has something on record.
func (b *duesBook) owing() {
	b.people = slices.DeleteFunc(b.people, func(p person) bool {
		_, recorded := b.records[p.id]
		return !recorded && (!formal(&p.PartyMember) || starts(&p.PartyMember) > b.month)
	})
}

// note takes in what is on record of a month for a member of a branch.
func (b *duesBook) note(x *registers.DuesMonth, branch oplog.ID) {
	n := monthsBetween(x.Month, b.month)
	if n < 0 || n > lookBack {
		return
	}
	if x.Waived || x.Paid > 0 {
		b.settled[x.Member] |= 1 << n
	}
	b.since[branch] = max(b.since[branch], n)
}

func (d *Desk) paidByFew(ctx context.Context, b *duesBook, branch map[oplog.ID]oplog.ID) error {
	def := registers.Dues
	for _, p := range b.people {
		list, err := d.store().Lookup(ctx, def.Def, "member", p.id.String())
		if err != nil {
			return err
		}
		for _, rec := range list {
			x := def.Decode(rec.Values)
			b.note(&x, branch[x.Member])
			if _, twice := b.records[x.Member]; !twice && monthsBetween(x.Month, b.month) == 0 {
				b.records[x.Member] = x
			}
		}
	}
	return nil
}

// settledMonths reads of the months up to this one, so many back, only whether they were paid.
func (d *Desk) settledMonths(ctx context.Context, b *duesBook, branch map[oplog.ID]oplog.ID, most int) error {
	def := registers.Dues
	return d.store().EachOf(ctx, def.Def, []string{"member", "month", "paid", "waived"}, func(rec store.Record) error {
		x := def.Decode(rec.Values)
		if of, mine := branch[x.Member]; mine {
			b.note(&x, of)
		}
		return nil
	}, store.Condition{Field: "month", Op: "gte", Value: string(back(b.month, most))}, store.Condition{Field: "month", Op: "lte", Value: string(b.month)})
}

// recorded reads what is on record of the month itself; of two of one member the first made holds.
func (d *Desk) recorded(ctx context.Context, b *duesBook) error {
	def := registers.Dues
	return d.store().EachOf(ctx, def.Def, []string{"member", "month", "amount", "paid", "paid_on", "receiver", "waived", "reason", "note"}, func(rec store.Record) error {
		x := def.Decode(rec.Values)
		if _, twice := b.records[x.Member]; !twice {
			b.records[x.Member] = x
		}
		return nil
	}, store.Condition{Field: "month", Op: "gte", Value: string(b.month)}, store.Condition{Field: "month", Op: "lte", Value: string(b.month)})
}

// starts is the month from which a member pays here: dues begin on the day on which the
// branch accepts a member, and whoever came later paid elsewhere before; "" always.
func starts(m *registers.PartyMember) cn.Date {
	out := cn.Date("")
	for _, d := range []cn.Date{m.Joined, m.EnteredBranch} {
		if first := d.First(); first != "" && first[:7] > out {
			out = first[:7]
		}
	}
	return out
}

// owed returns what a member owes in the month, and where that comes from.
func (b *duesBook) owed(who oplog.ID) Dues {
	if x := b.records[who]; x.Amount > 0 {
		return Dues{Amount: x.Amount, Why: "这个月登记的"}
	}
	x, ok := b.bases[who]
	switch {
	case !ok:
		return Dues{Why: "还没有登记 " + yearText(b.month.Year()) + " 年的党费基数"}
	case x.Amount > 0:
		return Dues{Amount: x.Amount, Why: "核定的每月应交"}
	}
	return DuesOf(x.Payer, x.Base, Rounding(registers.SettingOf(b.env, registers.DuesRounding)), 100*int64(registers.SettingOf(b.env, registers.DuesCap)))
}

// behind counts the months in a row before this one with nothing paid. Months before
// the branch's dues are on record, and before the member came, are nobody's debt.
func (b *duesBook) behind(p *person) int {
	most := b.since[p.Branch]
	if from := starts(&p.PartyMember); from != "" {
		most = min(most, monthsBetween(from, b.month))
	}
	return BehindOf(b.settled[p.id].has, max(0, most))
}

func (b *duesBook) sheet() DuesSheet {
	out := DuesSheet{Organization: b.org, OrganizationName: b.name, Month: string(b.month), Rows: []DuesMark{}, Members: len(b.people)}
	for i := range b.people {
		p := &b.people[i]
		x, owed := b.records[p.id], b.owed(p.id)
		payer, _ := registers.DuesPayers.ShortOf(b.bases[p.id].Payer)
		r := DuesMark{Member: p.id.String(), Name: p.Name, Branch: b.all.name(p.Branch), Payer: payer, Amount: owed.Amount, Why: owed.Why,
			Paid: x.Paid, PaidOn: string(x.PaidOn), Receiver: x.Receiver, Waived: x.Waived, Reason: x.Reason,
			Settled: x.Settled(), Behind: b.behind(p), Keys: nameKeys(p.Name)}
		r.Alert = Alert(r.Behind, b.env)
		switch {
		case x.Waived:
			out.Waived++
		case r.Settled:
			out.Paid++
		default:
			out.Open++
		}
		if r.Amount == 0 && !x.Waived {
			out.Unknown++
		}
		if r.Alert != "" {
			out.Behind++
		}
		if !x.Waived {
			out.AmountSum += r.Amount
		}
		out.PaidSum += r.Paid
		out.Rows = append(out.Rows, r)
	}
	return out
}
