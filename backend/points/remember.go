package points

import (
	"context"
	"slices"
	"sync"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// memory is what the desks of one book remember of the years that were asked for, so
// that after a save only the members whom it concerns are read again. It is bounded by
// what it holds: a year of a million entries takes some 80 MB and is remembered alone.
type memory struct {
	mu   sync.Mutex
	kept []remembered

	// Only tests set these.
	believe bool // packs are taken as they are
	bare    bool // there are no packs
	least   int  // packLeast
}

// packLeast is how many entries a year must have for packs.
func (m *memory) packLeast() int {
	if m.least > 0 {
		return m.least
	}
	return packLeast
}

// all returns the years that are remembered.
func (m *memory) all() []remembered {
	m.mu.Lock()
	defer m.mu.Unlock()
	return slices.Clone(m.kept)
}

// remembered is a year as it was read, and how far the ledgers had come before that.
type remembered struct {
	year  int
	until cn.Date
	at    generations
	all   *gathered
}

// generations are those of the ledgers in the order of sources.
type generations [4]int64

func sources() [4]*schema.Def {
	return [4]*schema.Def{registers.PointEntries.Def, registers.PointVoids.Def, registers.PartyMembers.Def, registers.PointStandings.Def}
}

const (
	keptYears   = 4         // years, half-years and days that are remembered
	keptEntries = 1_500_000 // entries in all of them
	keptChanges = 300       // members who are read again one by one
)

func (m *memory) find(year int, until cn.Date) (remembered, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, r := range m.kept {
		if r.year == year && r.until == until {
			return r, true
		}
	}
	return remembered{}, false
}

func (m *memory) keep(r remembered) {
	m.mu.Lock()
	defer m.mu.Unlock()
	kept, entries := []remembered{r}, r.all.entries
	for _, o := range m.kept {
		if entries += o.all.entries; len(kept) < keptYears && entries <= keptEntries && (o.year != r.year || o.until != r.until) {
			kept = append(kept, o)
		}
	}
	m.kept = kept
}

// gather returns the members of a year and their entries; the caller must not alter them.
func (d *Desk) gather(ctx context.Context, year int, until cn.Date) (*gathered, error) {
	var now generations
	var err error
	for i, def := range sources() { // before anything is read
		if now[i], err = d.store().Generation(ctx, def.Key); err != nil {
			return nil, err
		}
	}
	old, had := d.memory.find(year, until)
	if had && old.at == now {
		return old.all, nil
	}
	var all *gathered
	if had {
		if all, err = d.renew(ctx, &old, now); err != nil {
			return nil, err
		}
	}
	if all == nil {
		if all, err = d.read(ctx, year, until, now[0]); err != nil {
			return nil, err
		}
	}
	d.memory.keep(remembered{year, until, now, all})
	return all, nil
}

// renew brings what is remembered up to date by reading again whom the writes since
// then concern; nil where they are too many to know.
func (d *Desk) renew(ctx context.Context, old *remembered, now generations) (*gathered, error) {
	var touched [4][]oplog.ID
	for i, def := range sources() {
		rows, ok, err := d.store().TouchedSince(ctx, def.Key, old.at[i], now[i])
		if err != nil || !ok || len(rows) > keptChanges {
			return nil, err
		}
		touched[i] = rows
	}
	claims, again, err := d.concerned(ctx, touched[0], touched[1])
	if err != nil {
		return nil, err
	}
	next := &gathered{members: slices.Clone(old.all.members)}
	if len(touched[2])+len(touched[3]) > 0 {
		had := make(map[oplog.ID][]rules.Entry, len(next.members))
		for i := range next.members {
			had[next.members[i].id] = next.members[i].entries
		}
		if next, _, err = d.members(ctx, old.year); err != nil {
			return nil, err
		}
		for i := range next.members {
			m := &next.members[i]
			entries, known := had[m.id]
			if m.entries = entries; !known {
				again[m.id] = true
			}
		}
	}
	if len(claims) > 0 { // also whose an entry was before
		for i := range next.members {
			if slices.ContainsFunc(next.members[i].entries, func(e rules.Entry) bool { return claims[e.ID] }) {
				again[next.members[i].id] = true
			}
		}
	}
	if len(again) > keptChanges {
		return nil, nil
	}
	for i := range next.members {
		m := &next.members[i]
		if again[m.id] {
			if m.entries, err = d.entriesOf(ctx, m.id, old.year, old.until); err != nil {
				return nil, err
			}
		}
		next.entries += len(m.entries)
	}
	return next, nil
}

// concerned returns the claims that written entries and voidings are about, by what
// their entries are known by, and the members whose the entries are now.
func (d *Desk) concerned(ctx context.Context, entries, voids []oplog.ID) (claims map[int64]bool, who map[oplog.ID]bool, err error) {
	claims, who = map[int64]bool{}, map[oplog.ID]bool{}
	records, err := d.store().FindMany(ctx, registers.PointEntries.Def, entries)
	if err != nil {
		return nil, nil, err
	}
	voidings, err := d.store().FindMany(ctx, registers.PointVoids.Def, voids)
	if err != nil {
		return nil, nil, err
	}
	for _, v := range voidings {
		posted, err := d.store().Lookup(ctx, registers.PointEntries.Def, "claim", registers.PointVoids.Decode(v.Values).Claim.String())
		if err != nil {
			return nil, nil, err
		}
		records = append(records, posted...)
	}
	for _, rec := range records {
		e := registers.PointEntries.Decode(rec.Values)
		claims[claimOr(int64(e.Claim), rec.ID)], who[e.Member] = true, true
	}
	return claims, who, nil
}
