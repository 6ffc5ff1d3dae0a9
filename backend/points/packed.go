package points

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// The entries of a large year are kept in the book of this PC as packs, one for each
// month: a program that has just started reads those, and again what was touched since.

const (
	// packLeast is how many entries a year must have for packs to be worth their writing.
	packLeast = 20_000
	// packFollow is how many touched entries are read again one by one.
	packFollow = 20_000
	// packBehind is how many records may be touched, and packWrites how often may be
	// written, before packs are written anew: of writes long ago is not known what they touched.
	packBehind, packWrites = 100, 250
)

// entryKeys are the fields of an entry that a balance asks for.
var entryKeys = []string{"member", "date", "rule", "quantity", "claim", "event", "origin_key"}

func packing() store.Packing {
	return store.Packing{Name: "points.entries", Def: registers.PointEntries.Def, By: "date", Keys: entryKeys}
}

// part is the number of the pack of a month: 202611.
func part(d cn.Date) int { return d.Year()*100 + int(d[5]-'0')*10 + int(d[6]-'0') }

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
	packs, touched, err := d.usable(ctx, months, now)
	if err != nil {
		return nil, err
	}
	var open []days // months without a pack; those that follow one another are one stretch
	var packed []days
	for _, m := range months {
		p := packs[part(m.from)]
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
	ids := make([]string, 0, len(touched))
	for id := range touched {
		ids = append(ids, id.String())
	}
	return out, d.store().EachBundled(ctx, def, "", entryKeys, func(b *store.Bundled) error {
		if slices.ContainsFunc(packed, func(m days) bool { return m.holds(b.Bytes(1)) }) {
			add(out, b)
		}
		return nil
	}, store.Condition{Field: "id", Op: "in", Value: strings.Join(ids, ",")})
}

// usable returns the packs of months by their parts, and the entries that were touched
// since one of them was made; a pack of which that is not known is left out.
func (d *Desk) usable(ctx context.Context, months []days, now int64) (map[int]*store.Pack, map[oplog.ID]bool, error) {
	out, touched := map[int]*store.Pack{}, map[oplog.ID]bool{}
	if d.memory.bare {
		return out, touched, nil
	}
	since := map[int64]bool{} // whether what was touched after a generation is known
	for _, p := range d.store().Packs(ctx, packing(), part(months[0].from), part(months[len(months)-1].from)) {
		known, asked := since[p.Generation]
		if !asked {
			rows, ok, err := d.touchedSince(ctx, p.Generation, now)
			if err != nil {
				return nil, nil, err
			}
			if known = ok && len(rows) <= packFollow; known {
				for _, id := range rows {
					touched[id] = true
				}
			}
			since[p.Generation] = known
		}
		if known {
			out[p.Part] = p
		}
	}
	return out, touched, nil
}

func (d *Desk) touchedSince(ctx context.Context, since, now int64) ([]oplog.ID, bool, error) {
	if d.memory.believe {
		return nil, true, nil
	}
	return d.store().TouchedSince(ctx, registers.PointEntries.Key, since, now)
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
	def := registers.PointEntries.Def
	now, err := d.store().Generation(ctx, def.Key)
	if err != nil {
		return err
	}
	have, err := d.store().PackedAt(ctx, packing(), part(from), part(to))
	if err != nil {
		return err
	}
	current := map[int64]bool{}
	for _, m := range (days{from, to}).months() {
		g, there := have[part(m.from)]
		if _, asked := current[g]; there && !asked {
			rows, known, err := d.store().TouchedSince(ctx, def.Key, g, now)
			if err != nil {
				return err
			}
			current[g] = known && len(rows) <= packBehind && now-g <= packWrites
		}
		if there && current[g] {
			continue
		}
		made := store.NewPack(part(m.from), now, len(entryKeys))
		if err := d.store().EachBundled(ctx, def, "date", entryKeys, func(b *store.Bundled) error { made.Add(b); return nil }, m.where()...); err != nil {
			return err
		}
		// A pack holds exactly what was true at its generation: while somebody writes there is none.
		if g, err := d.store().Generation(ctx, def.Key); err != nil || g != now {
			return err
		}
		if err := d.store().KeepPacks(ctx, packing(), []*store.PackBuilder{made}); err != nil {
			return err
		}
	}
	return nil
}
