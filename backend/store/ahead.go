package store

import (
	"slices"

	"chengzhuan/backend/oplog"
)

// incoming is a change that was read and checked.
type incoming struct {
	wire   *oplog.Wire
	change oplog.Change
	ops    []oplog.Op
	head   []byte // as its maker wrote it, where the columns of the log do not give it back
}

// ahead reads and checks changes while those before them are being stored: the
// one needs the processor, the other mostly the disk.
type ahead struct {
	batches chan []*incoming
	quit    chan struct{}
	batch   []*incoming
	err     error // set before batches is closed
}

// A batch is handed over when it has so many changes or operations. One of them
// waits, so that neither side waits for the other; not more, because one change can be
// a whole import.
const (
	batchChanges = 128
	batchOps     = 1024
	batchesAhead = 1
)

func readAhead(next func() (*oplog.Wire, error)) *ahead {
	a := &ahead{batches: make(chan []*incoming, batchesAhead), quit: make(chan struct{})}
	go func() {
		defer close(a.batches)
		for {
			batch, more, err := readBatch(next)
			if len(batch) > 0 {
				select {
				case a.batches <- batch:
				case <-a.quit:
					return
				}
			}
			if a.err = err; !more {
				return
			}
		}
	}()
	return a
}

// readBatch reads some changes; more says that the end was not reached, nor an error met.
func readBatch(next func() (*oplog.Wire, error)) (out []*incoming, more bool, err error) {
	for ops := 0; len(out) < batchChanges && ops < batchOps; {
		w, err := next()
		if err != nil || w == nil {
			return out, false, err
		}
		in := &incoming{wire: w, head: w.Head}
		if in.change, in.ops, err = w.Read(); err != nil {
			return out, false, err
		}
		again, err := in.change.EncodeHead()
		if err != nil {
			return out, false, err
		}
		if slices.Equal(again, in.head) {
			in.head = nil
		}
		ops += len(in.ops)
		out = append(out, in)
	}
	return out, true, nil
}

// next returns the next change, nil at the end.
func (a *ahead) next() (*incoming, error) {
	if len(a.batch) == 0 {
		batch, more := <-a.batches
		if !more {
			return nil, a.err
		}
		a.batch = batch
	}
	in := a.batch[0]
	a.batch = a.batch[1:]
	return in, nil
}

// stop ends the reading, wherever it is, and waits for that.
func (a *ahead) stop() {
	close(a.quit)
	for range a.batches {
	}
}
