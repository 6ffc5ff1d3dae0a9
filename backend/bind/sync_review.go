package bind

import (
	"context"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/packet"
)

// reviews counts what waits for a decision. It is asked for after every save, so
// it looks again only when somebody wrote; it does not wait for an import.
func (d *Desk) reviews(ctx context.Context, l *ledger.Ledger, generation int64) (int, error) {
	n, err := l.Store.CountReviews(ctx)
	if err != nil {
		return 0, err
	}
	d.mu.Lock()
	x, known := d.sync.exchange, d.sync.counted
	d.mu.Unlock()
	if n == 0 {
		if asks, err := x.Asks(ctx); err != nil || !asks {
			return 0, err
		}
	}
	if known.generation == generation && known.fields == n {
		return known.reviews, nil
	}
	// Fields that move together are one decision.
	list, err := x.Reviews(ctx, false)
	if err != nil {
		return 0, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.sync.counted = reviewCount{generation, n, len(list)}
	return len(list), nil
}

// Reviews returns what waits for a decision, oldest first, private values masked.
func (s *Sync) Reviews() ([]Review, error) {
	return doSync(s.d, func(ctx context.Context, x *packet.Exchange) ([]Review, error) { return x.Reviews(ctx, false) })
}

// Reveal returns one review with its private values in full and logs it.
func (s *Sync) Reveal(review string) (Review, error) {
	return doSync(s.d, func(ctx context.Context, x *packet.Exchange) (Review, error) { return x.Reveal(ctx, review) })
}

// Resolve decides a review; see packet.Exchange.Resolve for what take may be.
func (s *Sync) Resolve(review, take string) (Saved, error) {
	return doSync(s.d, func(ctx context.Context, x *packet.Exchange) (Saved, error) {
		return Saved{}, x.Resolve(ctx, review, take)
	})
}
