package points

import (
	"context"
	"strings"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// Amount is an amount of points as the page shows it.
type Amount struct {
	Tenths int    `json:"tenths"`
	Text   string `json:"text"` // with one decimal
}

func amount(p rules.Points) Amount { return Amount{int(p), p.Text()} }

// signed is an amount with its sign, as it goes into a total.
func signed(p rules.Points) Amount {
	a := amount(p)
	if p > 0 {
		a.Text = "+" + a.Text
	} else if p < 0 {
		a.Text = "−" + (-p).Text()
	}
	return a
}

// BranchCount is a branch with how many of a list belong to it.
type BranchCount struct {
	ID    string `json:"id"`
	Name  string `json:"name"`
	Count int    `json:"count"`
}

// MonthTotal is a total as it stood at the end of a month.
type MonthTotal struct {
	Month  string `json:"month"` // 2006-01
	Amount Amount `json:"amount"`
}

// people are members by ID: what a list says of them.
type people map[oplog.ID]person

type person struct {
	name   string
	branch oplog.ID
	place  string // name of the branch
}

// peopleOf reads the members of a list with the names of their branches.
func (d *Desk) peopleOf(ctx context.Context, ids []oplog.ID) (people, error) {
	out := people{}
	list, err := d.store().FindMany(ctx, registers.PartyMembers.Def, ids)
	if err != nil {
		return nil, err
	}
	var branches []oplog.ID
	for _, rec := range list {
		m := registers.PartyMembers.Decode(rec.Values)
		out[rec.ID] = person{name: m.Name, branch: m.Branch}
		branches = append(branches, m.Branch)
	}
	titles, err := d.branches(ctx, branches)
	for id, p := range out {
		p.place = titles[p.branch]
		out[id] = p
	}
	return out, err
}

// branches names organizations.
func (d *Desk) branches(ctx context.Context, ids []oplog.ID) (map[oplog.ID]string, error) {
	seen := map[oplog.ID]bool{}
	var list []oplog.ID
	for _, id := range ids {
		if id != 0 && !seen[id] {
			seen[id] = true
			list = append(list, id)
		}
	}
	return d.store().Titles(ctx, registers.Organizations.Def, list)
}

// looked writes down that somebody looked at what belongs to a person or the committee.
func (d *Desk) looked(ctx context.Context, register string, row oplog.ID, what string, rows int) error {
	return d.store().LogAccessOnce(ctx, store.Access{Action: "查看", Register: register, Row: row, What: what, Rows: rows})
}

// unitText writes a quantity with its unit: "2.5 小时".
func unitText(quantity, unit string) string { return strings.TrimSpace(quantity + " " + unit) }
