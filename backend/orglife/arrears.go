package orglife

import (
	"context"
	"fmt"
	"sync"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// Arrears counts the members of an organization who are behind with their dues.
type Arrears struct {
	Name       string
	Amber, Red int
}

// keptArrears is the last answer of Arrears and what it was made from.
type keptArrears struct {
	mu   sync.Mutex
	from string
	list map[oplog.ID]Arrears
}

// Arrears returns how many members of each branch are behind with their dues, as they
// stand before the month of today. It is asked for after every save, so it is worked
// out anew only after something that it is made of was written. The caller must not
// change the answer.
func (d *Desk) Arrears(ctx context.Context) (map[oplog.ID]Arrears, error) {
	env, err := d.env(ctx)
	if err != nil {
		return nil, err
	}
	from := fmt.Sprint(env.Today[:7], registers.SettingOf(env, registers.DuesBehindFirst), registers.SettingOf(env, registers.DuesBehindLast))
	for _, key := range []string{registers.Dues.Key, registers.PartyMembers.Key, registers.Organizations.Key} {
		g, err := d.store().Generation(ctx, key)
		if err != nil {
			return nil, err
		}
		from += fmt.Sprint(" ", g)
	}
	k := d.ledger.Keep("orglife.arrears", func() any { return new(keptArrears) }).(*keptArrears)
	k.mu.Lock()
	have, at := k.list, k.from
	k.mu.Unlock()
	if at == from {
		return have, nil
	}
	list, err := d.arrears(ctx)
	if err != nil {
		return nil, err
	}
	k.mu.Lock()
	k.from, k.list = from, list
	k.mu.Unlock()
	return list, nil
}

func (d *Desk) arrears(ctx context.Context) (map[oplog.ID]Arrears, error) {
	out := map[oplog.ID]Arrears{}
	if n, err := d.store().Count(ctx, store.Query{Register: registers.Dues.Key}); err != nil || n == 0 {
		return out, err
	}
	b, err := d.emptyBook(ctx, "")
	if err != nil {
		return nil, err
	}
	branch := map[oplog.ID]oplog.ID{}
	def := registers.PartyMembers
	err = d.store().EachOf(ctx, def.Def, []string{"branch", "relation", "joined", "entered_branch"}, func(rec store.Record) error {
		p := person{rec.ID, def.Decode(rec.Values)}
		b.people, branch[p.id] = append(b.people, p), p.Branch
		return nil
	}, standing)
	if err == nil {
		// Beyond the later alert nobody asks how far he is behind.
		err = d.settledMonths(ctx, b, branch, min(lookBack, registers.SettingOf(b.env, registers.DuesBehindLast)))
	}
	if err != nil {
		return nil, err
	}
	b.owing()
	for i := range b.people {
		branch := b.people[i].Branch
		a := out[branch]
		switch Alert(b.behind(&b.people[i]), b.env) {
		case "red":
			a.Red++
		case "amber":
			a.Amber++
		default:
			continue
		}
		a.Name = b.all.name(branch)
		out[branch] = a
	}
	return out, nil
}
