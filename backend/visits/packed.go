package visits

import (
	"context"
	"slices"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// What a shelf reads is kept in the book as packs, month by month: a program that has
// just started reads those, and again what was touched since, several times as fast as
// the records themselves.

const (
	// packLeast is how many records a shelf must hold for packs to be worth their writing:
	// fewer are read in a few milliseconds as they are.
	packLeast = 5000
	// packBehind is how many records may be touched before a pack is written anew, and
	// packWrites how many writes there may have been: of those long ago is not known what they touched.
	packBehind, packWrites = 100, 250
	// packMonths is how many months are packed in one go.
	packMonths = 12
)

// packing says what the packs of the shelf hold; the date by which it has its months is
// the last field.
func (s *shelf[T]) packing() store.Packing {
	keys, where := s.asks(nil)
	return store.Packing{Name: s.name, Def: s.def, By: s.by, Keys: keys, Where: where}
}

// unpack reads the months of which there are packs, and returns the others and which
// records have to be read again for those.
func (s *shelf[T]) unpack(ctx context.Context, st *store.Store, missing []month) (left []month, rows []oplog.ID, err error) {
	if s.least < 0 {
		return missing, nil, nil
	}
	now := s.generation
	since := map[int64][]oplog.ID{} // what was touched after a generation; nil it is not known
	for _, p := range st.Packs(ctx, s.packing(), int(missing[0]), int(missing[len(missing)-1])) {
		if !slices.Contains(missing, month(p.Part)) {
			continue
		}
		touched, asked := since[p.Generation]
		if !asked {
			list, known, err := s.touchedSince(ctx, st, p.Generation, now)
			if err != nil {
				return nil, nil, err
			}
			if known && len(list) <= followMost {
				touched = append([]oplog.ID{}, list...)
			}
			since[p.Generation] = touched
		}
		if touched != nil {
			s.months[month(p.Part)], s.at[month(p.Part)] = s.inOrder(s.unpacked(p)), p.Generation
		}
	}
	for _, m := range missing {
		if _, here := s.months[m]; !here {
			left = append(left, m)
		}
	}
	for _, list := range since {
		rows = append(rows, list...)
	}
	slices.Sort(rows)
	return left, slices.Compact(rows), nil
}

func (s *shelf[T]) touchedSince(ctx context.Context, st *store.Store, since, now int64) ([]oplog.ID, bool, error) {
	if s.believe {
		return nil, true, nil
	}
	return st.TouchedSince(ctx, s.def.Key, since, now)
}

func (s *shelf[T]) unpacked(p *store.Pack) []T {
	s.one.Lock()
	defer s.one.Unlock()
	list, value := make([]T, 0, p.Len()), s.maker()
	p.Each(func(r *store.Bundled) {
		var d day
		if s.by != "" {
			d = dayOf(r.Bytes(len(s.keys)))
		}
		list = append(list, value(r, d))
	})
	return list
}

// lag is what the packs of a shelf are behind with.
type lag struct {
	anew []month       // their packs are missing or should be written anew, oldest first
	same map[int]int64 // generations, by month, of packs that are behind and hold what is true at upTo
	upTo int64
}

// behind returns what the packs of the remembered months are behind with.
func (s *shelf[T]) behind(ctx context.Context, st *store.Store) (out lag, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	out.same, out.upTo = map[int]int64{}, s.generation
	held := 0
	var months []month
	for m, list := range s.months {
		if held += len(list); len(list) > 0 {
			months = append(months, m)
		}
	}
	if s.least < 0 || held < s.least || len(months) == 0 {
		return out, nil
	}
	slices.Sort(months)
	now, err := st.Generation(ctx, s.def.Key)
	if err != nil {
		return out, err
	}
	packed, err := st.PackedAt(ctx, s.packing(), int(months[0]), int(months[len(months)-1]))
	if err != nil {
		return out, err
	}
	current := map[int64]bool{}
	for _, m := range months {
		g, here := packed[int(m)]
		if _, asked := current[g]; here && !asked {
			rows, known, err := st.TouchedSince(ctx, s.def.Key, g, now)
			if err != nil {
				return out, err
			}
			current[g] = known && len(rows) <= packBehind && now-g <= packWrites
		}
		switch {
		case here && current[g]:
		case here && s.at[m] <= g && g < s.generation:
			out.same[int(m)] = g
		default:
			out.anew = append(out.anew, m)
		}
	}
	return out, nil
}

// keep writes the packs of the remembered months that are missing or behind. A pack
// holds exactly what was true at its generation: while somebody writes there are none.
func (s *shelf[T]) keep(ctx context.Context, st *store.Store) error {
	late, err := s.behind(ctx, st)
	if err != nil {
		return err
	}
	asked := s.packing()
	if err := st.AgePacks(ctx, asked, late.same, late.upTo); err != nil {
		return err
	}
	now, err := st.Generation(ctx, s.def.Key)
	if err != nil {
		return err
	}
	months := late.anew
	for len(months) > 0 {
		part := months[:min(stretch(months), packMonths)]
		months = months[len(part):]
		made := make([]*store.PackBuilder, len(part))
		for i, m := range part {
			made[i] = store.NewPack(int(m), now, len(asked.Keys))
		}
		keys, where := s.asks(part)
		err := st.EachBundled(ctx, s.def, s.by, keys, func(r *store.Bundled) error {
			at, ours := 0, true
			if s.by != "" {
				at, ours = slices.BinarySearch(part, dayOf(r.Bytes(len(s.keys))).month())
			}
			if ours {
				made[at].Add(r)
			}
			return nil
		}, where...)
		if err != nil {
			return err
		}
		if g, err := st.Generation(ctx, s.def.Key); err != nil || g != now {
			return err
		}
		if err := st.KeepPacks(ctx, asked, made); err != nil {
			return err
		}
	}
	return nil
}

// stretch is how many months follow one another at the start of a list.
func stretch(months []month) int {
	n := 1
	for n < len(months) && months[n] == months[n-1].next() {
		n++
	}
	return n
}

// keeper is a shelf of whatever it holds.
type keeper interface {
	behind(context.Context, *store.Store) (lag, error)
	keep(context.Context, *store.Store) error
}

func (m *memory) keepers() []keeper {
	return []keeper{&m.calls.shelf, m.residents, m.homes, m.appeals, m.spots}
}

// Read reads what the figures of a period are made of, so that those of any part of the
// period need not be waited for.
func (d *Desk) Read(ctx context.Context, p Period) error {
	if err := p.check(); err != nil {
		return err
	}
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return err
	}
	repeat := registers.SettingOf(env, registers.VisitsRepeatDays)
	return together(
		func() error { _, err := d.placesOn(ctx, env.Today); return err },
		func() error { _, err := d.monthsOf(ctx, p); return err },
		func() error { _, err := d.monthsOfAppeals(ctx, p, repeat); return err },
		func() error { _, err := d.onSpot(ctx); return err },
	)
}

// Warm reads what the figures of a period are made of before anybody asks for them, and
// keeps it in the book for the next program that starts.
func (d *Desk) Warm(ctx context.Context, p Period) error {
	if err := d.Read(ctx, p); err != nil {
		return err
	}
	d.Keep(ctx)
	return ctx.Err()
}

// Keep writes what is remembered into the book where that is worth it and was not done.
// Nobody has to know whether it could: a program that is writing is not waited for, and
// a disk that takes no more or a book that nobody may write to is no error.
func (d *Desk) Keep(ctx context.Context) {
	for _, s := range d.memory.keepers() {
		if s.keep(ctx, d.store()) != nil {
			return
		}
	}
}

// Behind reports whether Warm has something to do, without reading a ledger.
func (d *Desk) Behind(ctx context.Context) bool {
	for _, s := range d.memory.keepers() {
		if late, err := s.behind(ctx, d.store()); err == nil && len(late.anew)+len(late.same) > 0 {
			return true
		}
	}
	return false
}
