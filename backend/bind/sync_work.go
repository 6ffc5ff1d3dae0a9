package bind

import (
	"context"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/registers"
)

// syncState is what the desk keeps about sync; Desk.mu guards it.
type syncState struct {
	exchange *packet.Exchange // of the open book
	works    []*syncWork      // the last ones, oldest first
	offered  []FileRef        // opened by double click, not yet taken by the page
	serial   int              // imports out of the watched folder
	news     string           // what the last of them brought
	counted  reviewCount
	stop     context.CancelFunc
	done     chan struct{} // closed when the watcher has ended
}

// reviewCount is the last count of reviews, and of what it was counted.
type reviewCount struct {
	generation int64
	fields     int
	reviews    int
}

// syncWork is the outcome of one job.
type syncWork struct {
	job      string
	export   SyncExport
	welcome  SyncWelcome
	imported Imported
}

// keptWorks bounds how many outcomes are kept for the page to ask for.
const keptWorks = 10

// work starts a job whose outcome can be asked for by its ID.
func (d *Desk) work(phase string, f func(ctx context.Context, w *syncWork, progress packet.Progress) error) Job {
	w := &syncWork{}
	job := d.jobs.start(d, phase, func(ctx context.Context, progress func(string, int, int)) error {
		return f(ctx, w, progress)
	})
	d.mu.Lock()
	defer d.mu.Unlock()
	w.job = job.ID
	if d.sync.works = append(d.sync.works, w); len(d.sync.works) > keptWorks {
		d.sync.works = d.sync.works[1:]
	}
	return job
}

// took keeps what an import did. Refused files are its outcome, not its failure.
func (w *syncWork) took(got Imported, err error) error {
	w.imported = got
	if err != nil && len(got.Files) > 0 && !errs.Is(err, errs.Canceled) {
		return nil
	}
	return err
}

// result returns the outcome of a finished job: until then the work is still writing it.
func result[T any](d *Desk, job string, f func(w *syncWork) T) (T, error) {
	return bare(d, func(context.Context) (out T, err error) {
		j, err := d.jobs.find(job)
		if err != nil {
			return out, err
		}
		d.jobs.mu.Lock()
		finished := j.state.Finished
		d.jobs.mu.Unlock()
		if !finished {
			return out, errs.New(errs.Busy, "这项工作还没有做完").Do("请等它结束")
		}
		d.mu.Lock()
		defer d.mu.Unlock()
		for _, w := range d.sync.works {
			if w.job == job {
				return f(w), nil
			}
		}
		return out, errs.New(errs.NotFound, "这项工作已经结束或不存在")
	})
}

// mostTwins bounds how many pairs of one register are counted.
const mostTwins = 100

// certainTwins counts, by register, the pairs that are certainly the same thing.
func certainTwins(ctx context.Context, l *ledger.Ledger) ([]SyncTwins, error) {
	var out []SyncTwins
	for _, d := range registers.All() {
		if d.Hidden || len(d.Same) == 0 {
			continue
		}
		pairs, err := l.Pairs(ctx, d.Key, mostTwins)
		if err != nil {
			return nil, err
		}
		n := 0
		for _, p := range pairs {
			if p.Certain {
				n++
			}
		}
		if n > 0 {
			out = append(out, SyncTwins{Register: d.Key, Label: d.Label, Count: n})
		}
	}
	return out, nil
}
