package visits

import "context"

// SkipWrites makes a desk believe that it has followed the last writes: the mistake
// that its laws have to see.
func (d *Desk) SkipWrites(ctx context.Context) error {
	m := d.memory
	for _, skip := range []func() error{
		func() error { return skipWrites(ctx, d, &m.calls.shelf) },
		func() error { return skipWrites(ctx, d, m.appeals) },
		func() error { return skipWrites(ctx, d, m.spots) },
		func() error { return skipWrites(ctx, d, m.homes) },
		func() error { return skipWrites(ctx, d, m.residents) },
	} {
		if err := skip(); err != nil {
			return err
		}
	}
	return nil
}

func skipWrites[T any](ctx context.Context, d *Desk, s *shelf[T]) (err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.generation, err = d.store().Generation(ctx, s.def.Key)
	return err
}

// HoldFewer makes a desk hold few visits and appeals, so that months are let go.
func (d *Desk) HoldFewer(n int) { d.memory.calls.most, d.memory.appeals.most = n, n }

// PackAll makes a desk keep packs of the smallest ledgers too.
func (d *Desk) PackAll() { d.packFrom(0) }

// WithoutPacks makes a desk read everything from the ledgers.
func (d *Desk) WithoutPacks() { d.packFrom(-1) }

func (d *Desk) packFrom(least int) {
	m := d.memory
	m.calls.least, m.appeals.least, m.spots.least, m.homes.least, m.residents.least = least, least, least, least, least
}

// BelievePacks makes a desk take packs for what they say, whatever was written since:
// the mistake that its laws have to see.
func (d *Desk) BelievePacks() {
	m := d.memory
	m.calls.believe, m.appeals.believe, m.spots.believe, m.homes.believe, m.residents.believe = true, true, true, true, true
}

// ForgetGenerations makes a desk believe that the months that it remembers have been as
// they are from the beginning, so that packs which are behind are only dated anew.
func (d *Desk) ForgetGenerations() {
	m := d.memory
	clear(m.calls.at)
	clear(m.appeals.at)
	clear(m.spots.at)
	clear(m.homes.at)
	clear(m.residents.at)
}
