package visits

import (
	"context"
	"slices"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/packs"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// packLeast is how many records a shelf must hold for packs to be worth their writing:
// fewer are read in a few milliseconds as they are.
const packLeast = 5000

// packed is where the packs of the shelf stand; each is a month, and the date by which it
// has its months is their last field.
func (s *shelf[T]) packed() *packs.Shelf {
	keys, where := s.asks(nil)
	return &packs.Shelf{Packing: store.Packing{Name: s.name, Def: s.def, By: s.by, Keys: keys, Where: where}, Bare: s.least < 0, Believe: s.believe}
}

// partsOf are months as the numbers of their packs.
func partsOf(months []month) []int {
	out := make([]int, len(months))
	for i, m := range months {
		out[i] = int(m)
	}
	return out
}

func monthsOfParts(parts []int) []month {
	out := make([]month, len(parts))
	for i, n := range parts {
		out[i] = month(n)
	}
	return out
}

// unpack reads the months of which there are packs, and returns the others and which
// records have to be read again for those.
func (s *shelf[T]) unpack(ctx context.Context, st *store.Store, missing []month) (left []month, rows []oplog.ID, err error) {
	list, rows, err := s.packed().Usable(ctx, st, partsOf(missing), s.generation)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range list {
		s.months[month(p.Part)], s.at[month(p.Part)] = s.inOrder(s.unpacked(p)), p.Generation
	}
	for _, m := range missing {
		if _, here := s.months[m]; !here {
			left = append(left, m)
		}
	}
	return left, rows, nil
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
	anew []int         // months whose packs are missing or should be written anew, oldest first
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
	if s.least < 0 || held < s.least {
		return out, nil
	}
	slices.Sort(months)
	late, at, err := s.packed().Late(ctx, st, partsOf(months))
	if err != nil {
		return out, err
	}
	for _, part := range late {
		if g, here := at[part]; here && s.at[month(part)] <= g && g < s.generation {
			out.same[part] = g
		} else {
			out.anew = append(out.anew, part)
		}
	}
	return out, nil
}

// keep writes the packs of the remembered months that are missing or behind.
func (s *shelf[T]) keep(ctx context.Context, st *store.Store) error {
	late, err := s.behind(ctx, st)
	if err != nil {
		return err
	}
	shelf := s.packed()
	if err := st.AgePacks(ctx, shelf.Packing, late.same, late.upTo); err != nil {
		return err
	}
	where := func(parts []int) []store.Condition {
		_, where := s.asks(monthsOfParts(parts))
		return where
	}
	partOf := func(by []byte) int { return int(dayOf(by).month()) }
	return shelf.Keep(ctx, st, late.anew, where, partOf, func(part int) int { return int(month(part).next()) })
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
