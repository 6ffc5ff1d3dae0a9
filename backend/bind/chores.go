package bind

import (
	"context"
	"log/slog"
	"time"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/points"
)

// choresEvery is how often an open book is looked through for what happens by itself:
// a day may begin, or a packet come in, while the window stands open.
const choresEvery = 10 * time.Minute

// startChores does what the rules say happens without anybody's doing: a notice whose
// days ended unopposed takes effect; and keeps the points of a large year that somebody
// asked for, so that the next start has them at hand. What it returns ends that, and waits for its end.
func startChores(l *ledger.Ledger, every time.Duration) func() {
	ctx, cancel := context.WithCancel(caller.With(context.Background(), caller.Caller{Face: caller.System}))
	done := make(chan struct{})
	go func() {
		defer close(done)
		t := time.NewTicker(every)
		defer t.Stop()
		for {
			// Nobody waits for it: what hinders it is tried again, and is told on the pages of notices.
			if _, err := SettleNotices(ctx, l); err != nil && ctx.Err() == nil {
				slog.Warn("notices were not settled", "code", errs.Of(err).Code)
			}
			select {
			case <-ctx.Done():
				return
			case <-t.C:
				points.New(l).Remember(ctx)
			}
		}
	}()
	return func() {
		cancel()
		<-done
	}
}
