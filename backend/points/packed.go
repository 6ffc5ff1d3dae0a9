package points

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/packs"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// The entries of a large year are kept in the book of this PC as packs, one for each
// month: a program that has just started reads those, and again what was touched since.

// packLeast is how many entries a year must have for packs to be worth their writing.
const packLeast = 20_000

// entryKeys are the fields of an entry that a balance asks for.
var entryKeys = []string{"member", "date", "rule", "quantity", "claim", "event", "origin_key"}

func (m *memory) packed() *packs.Shelf {
	return &packs.Shelf{Packing: store.Packing{Name: "points.entries", Def: registers.PointEntries.Def, By: "date", Keys: entryKeys}, Bare: m.bare, Believe: m.believe}
}

// part is the number of the pack of a month: 202611.
func part[T string | []byte | cn.Date](d T) int {
	n := 0
	for _, i := range [...]int{0, 1, 2, 3, 5, 6} {
		n = n*10 + int(d[i]-'0')
	}
	return n
}

// partDays are the days of a month by the number of its pack.
func partDays(part int) days {
	m := cn.Date(fmt.Sprintf("%04d-%02d", part/100, part%100))
	return days{m.First(), m.Last()}
}

func partsOf(months []days) []int {
	out := make([]int, len(months))
	for i, m := range months {
		out[i] = part(m.from)
	}
	return out
}

// days is a stretch of days, both included.
type days struct{ from, to cn.Date }

func (d days) holds(day []byte) bool {
	return string(day) >= string(d.from) && string(day) <= string(d.to)
}

func (d days) where() []store.Condition {
	return []store.Condition{{Field: "date", Op: "gte", Value: string(d.from)}, {Field: "date", Op: "lte", Value: string(d.to)}}
}

// months divides a stretch of days at the ends of the months.
func (d days) months() (out []days) {
	for from := d.from; from <= d.to; {
		end := from[:7].Last()
		out = append(out, days{from, min(end, d.to)})
		from = end.AddDays(1)
	}
	return out
}

// inHalves reads the two halves of a stretch of days at once: first the months of which
// there are packs, then the others, then what was touched since the packs were made.
func (d *Desk) inHalves(ctx context.Context, all days, now int64, add func(*stretch, *store.Bundled)) ([]*stretch, error) {
	months := all.months()
	half := (len(months) + 1) / 2
	var out [2]*stretch
	var fail [2]error
	var both sync.WaitGroup
	for i, list := range [][]days{months[:half], months[half:]} {
		both.Go(func() { out[i], fail[i] = d.readMonths(ctx, list, now, add) })
	}
	both.Wait()
	return out[:], errors.Join(fail[0], fail[1])
}

func (d *Desk) readMonths(ctx context.Context, months []days, now int64, add func(*stretch, *store.Bundled)) (*stretch, error) {
	out := &stretch{number: map[string]int32{}}
	if len(months) == 0 {
		return out, nil
	}
	usable, again, err := d.memory.packed().Usable(ctx, d.store(), partsOf(months), now)
	if err != nil {
		return nil, err
	}
	byPart, touched := map[int]*store.Pack{}, map[oplog.ID]bool{}
	for _, p := range usable {
		byPart[p.Part] = p
	}
	for _, id := range again {
		touched[id] = true
	}
	var open []days // months without a pack; those that follow one another are one stretch
	var packed []days
	for _, m := range months {
		p := byPart[part(m.from)]
		if p == nil {
			if n := len(open); n > 0 && open[n-1].to.AddDays(1) == m.from {
				open[n-1].to = m.to
			} else {
				open = append(open, m)
			}
			continue
		}
		packed = append(packed, m)
		p.Each(func(b *store.Bundled) {
			if !touched[b.ID] && m.holds(b.Bytes(1)) {
				add(out, b)
			}
		})
	}
	def := registers.PointEntries.Def
	for _, m := range open {
		if err := d.store().EachBundled(ctx, def, "date", entryKeys, func(b *store.Bundled) error { add(out, b); return nil }, m.where()...); err != nil {
			return nil, err
		}
	}
	if len(touched) == 0 || len(packed) == 0 {
		return out, nil
	}
	ids := make([]string, len(again))
	for i, id := range again {
		ids[i] = id.String()
	}
	return out, d.store().EachBundled(ctx, def, "", entryKeys, func(b *store.Bundled) error {
		if slices.ContainsFunc(packed, func(m days) bool { return m.holds(b.Bytes(1)) }) {
			add(out, b)
		}
		return nil
	}, store.Condition{Field: "id", Op: "in", Value: strings.Join(ids, ",")})
}

// Remember writes the packs of the years that were asked for into the book, where there are
// enough entries for that and packs are missing or behind. It does not wait for another
// program that is writing; nobody has to know whether it could.
func (d *Desk) Remember(ctx context.Context) {
	years := map[int]bool{}
	for _, r := range d.memory.all() {
		if !years[r.year] && r.all.entries >= d.memory.packLeast() {
			years[r.year] = true
			if d.keepYear(ctx, r.year) != nil {
				return
			}
		}
	}
}

func (d *Desk) keepYear(ctx context.Context, year int) error {
	from, to := span(year)
	shelf := d.memory.packed()
	late, _, err := shelf.Late(ctx, d.store(), partsOf(days{from, to}.months()))
	if err != nil {
		return err
	}
	where := func(parts []int) []store.Condition {
		return days{partDays(parts[0]).from, partDays(parts[len(parts)-1]).to}.where()
	}
	return shelf.Keep(ctx, d.store(), late, where, part[[]byte], func(n int) int { return n + 1 }) // of one year
}
