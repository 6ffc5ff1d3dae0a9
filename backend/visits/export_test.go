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
