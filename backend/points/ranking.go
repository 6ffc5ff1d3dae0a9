package points

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
)

// Ranked is one member of a ranking. Place is 0 for who is exempt.
type Ranked struct {
	Member oplog.ID
	Name   string
	Branch oplog.ID
	Place  int
	rules.Balance
}

// Ranking returns every member of a year by total, the highest first; equal totals have
// one place, and the next place counts them: 1, 1, 3. Exempt members come last, without
// a place. Members of one total stand by name. That of a closed year is what was closed.
func (d *Desk) Ranking(ctx context.Context, year int) ([]Ranked, error) {
	closed, err := d.closing(ctx, year)
	if err != nil {
		return nil, err
	}
	if closed != nil {
		return d.Snapshot(ctx, closed.id)
	}
	return d.live(ctx, year, "")
}

// RankingUntil is Ranking by the entries up to a day, for a half-year or a trend.
func (d *Desk) RankingUntil(ctx context.Context, year int, until cn.Date) ([]Ranked, error) {
	if until == "" {
		return d.Ranking(ctx, year)
	}
	return d.live(ctx, year, until)
}

// live is the ranking that the entries make now, also of a closed year.
func (d *Desk) live(ctx context.Context, year int, until cn.Date) ([]Ranked, error) {
	s, err := d.Scheme(ctx, year)
	if err != nil {
		return nil, err
	}
	all, err := d.gather(ctx, year, until)
	if err != nil {
		return nil, err
	}
	return all.rank(rules.Prepare(&s)), nil
}

// gathered are the members of a year with their entries.
type gathered struct {
	members []member
	entries int
}

type member struct {
	id      oplog.ID
	name    string
	branch  oplog.ID
	who     rules.Standing
	entries []rules.Entry
}

func (g *gathered) rank(book *rules.Book) []Ranked {
	out := make([]Ranked, len(g.members))
	inParts(len(out), func(from, to int) {
		for i := from; i < to; i++ {
			m := &g.members[i]
			out[i] = Ranked{Member: m.id, Name: m.name, Branch: m.branch, Balance: book.Balance(m.who, m.entries)}
		}
	})
	Place(out)
	return out
}

// Place sorts a ranking and gives the places.
func Place(list []Ranked) {
	slices.SortFunc(list, func(a, b Ranked) int {
		if a.Exempt != b.Exempt {
			if b.Exempt {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.Total, a.Total), strings.Compare(a.Name, b.Name), cmp.Compare(a.Member, b.Member))
	})
	for i := range list {
		r := &list[i]
		switch {
		case r.Exempt:
			r.Place = 0
		case i > 0 && list[i-1].Total == r.Total:
			r.Place = list[i-1].Place
		default:
			r.Place = i + 1
		}
	}
}
