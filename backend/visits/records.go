package visits

import (
	"context"
	"slices"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
)

// Figures returns the figures of a period (domain table 5c), of all or of each grid,
// class of people or visitor.
func (d *Desk) Figures(ctx context.Context, p Period, by string) ([]Figure, error) {
	b, err := d.book(ctx, p)
	if err != nil {
		return nil, err
	}
	return b.figures(by)
}

// listed is the most records that Records names.
const listed = 10_000

// Records returns the records behind a figure, at most 10,000: those in its numerator,
// or with "!" before the key those of its whole that are not in it, such as the
// households that nobody visited.
func (d *Desk) Records(ctx context.Context, p Period, by, key, in string) (register string, ids []string, err error) {
	b, err := d.book(ctx, p)
	if err != nil {
		return "", nil, err
	}
	register, list, err := b.records(by, key, in)
	for _, id := range list[:min(len(list), listed)] {
		ids = append(ids, id.String())
	}
	return register, ids, err
}

// records returns the register and the records behind a figure in one group, by the
// rules that count it, the newest first; with "!" before the key those of its whole
// that are not in its part.
func (b *book) records(by, key, in string) (string, []oplog.ID, error) {
	g, err := b.grouping(by)
	if err != nil {
		return "", nil, err
	}
	n := slices.IndexFunc(g.groups, func(x group) bool { return x.key == in })
	if n < 0 {
		return "", nil, errs.New(errs.NotFound, "没有这一组").In("group").Do("请刷新统计后再试")
	}
	key, others := strings.CutPrefix(key, "!")
	want := !others
	var out []oplog.ID
	take := func(id oplog.ID, at []int, whole, part bool) {
		if whole && part == want && slices.Contains(at, n) {
			out = append(out, id)
		}
	}
	switch key {
	case keyCoverage:
		visited := b.visitedBy(g, n)
		for i := range b.homes {
			at := []int{n} // every visitor's whole are all households
			if g.home != nil {
				at = g.home(&b.homes[i])
			}
			take(b.homes[i].ID, at, true, visited(b.homes[i].At))
		}
		return registers.Households.Key, out, nil
	case keyPersons:
		visits, need := b.personTimes(), b.needs()
		for i := range b.people {
			p := &b.people[i]
			take(p.ID, g.person(p), true, visits[i] >= need(p.Classes))
		}
		return registers.Residents.Key, out, nil
	}
	for _, rule := range callRules() {
		if rule.key != key {
			continue
		}
		b.walk.each(func(c *call) {
			t := &b.walk.tags[c.Tag]
			take(c.ID, g.call(t), true, rule.of(t))
		})
		slices.Reverse(out)
		return registers.Visits.Key, out, nil
	}
	rules := appealRules(b.today)
	if key == keyMean || key == keyMedian || key == keyPercent {
		all := (*appeal).finished
		rules = append(rules, appealRule{key: key, whole: all, part: all})
	}
	for _, rule := range rules {
		if rule.key != key {
			continue
		}
		for i := range b.appeals {
			if a := &b.appeals[i]; a.Accepted >= b.period.From && a.Accepted <= b.period.To {
				take(a.ID, g.appeal(a), rule.whole(a), rule.part(a))
			}
		}
		slices.Reverse(out)
		return registers.Matters.Key, out, nil
	}
	return "", nil, errs.New(errs.NotFound, "没有这个指标").In("key").Do("请刷新统计后再试")
}
