package bind

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"time"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/packet"
)

const (
	watchEvery = time.Minute     // between two looks into the watched folder
	watchFirst = 3 * time.Second // after opening, when the page has come up
	// watchFarewell is how long closing the window may wait for a shared folder.
	watchFarewell = 10 * time.Second
)

// SetWatch switches the watched folder on or off.
func (s *Sync) SetWatch(on bool, folder string) (packet.Status, error) {
	return doSync(s.d, func(ctx context.Context, x *packet.Exchange) (out packet.Status, err error) {
		folder = strings.TrimSpace(folder)
		switch {
		case on && folder == "":
			return out, errs.New(errs.Invalid, "请先填共享文件夹").In("folder").Do(`如：\\办公室-1\共享\城砖，或 Z:\城砖`)
		case on && !isFolder(folder):
			return out, errs.New(errs.Invalid, "找不到这个文件夹").In("folder").Do("请检查写法；若是共享盘，请先在“此电脑”里打开一次看能不能进去")
		}
		if err := x.SetWatch(ctx, on, folder); err != nil {
			return out, err
		}
		return x.Status(ctx)
	})
}

// ChooseFolder asks in the window for a folder; "" when cancelled.
func (s *Sync) ChooseFolder() (out Saved, err error) {
	defer guard(&err)
	if s.d.shell == nil {
		return out, fail(errs.New(errs.Denied, "浏览器里请直接填文件夹的位置"))
	}
	out.Path, err = s.d.shell.AskFolder("选择共享文件夹")
	return out, fail(err)
}

// RunWatch looks into the watched folder now, as a job; ImportResult has the answer.
func (s *Sync) RunWatch() (Job, error) {
	return doSync(s.d, func(_ context.Context, x *packet.Exchange) (Job, error) {
		return s.d.work("正在看共享文件夹", func(ctx context.Context, w *syncWork, _ packet.Progress) error {
			got, err := x.RunWatch(ctx)
			if got != nil {
				w.imported = *got
			}
			return err
		}), nil
	})
}

// News says what happened without the page; asking costs next to nothing.
func (s *Sync) News() (SyncNews, error) {
	return bare(s.d, func(context.Context) (SyncNews, error) {
		s.d.mu.Lock()
		defer s.d.mu.Unlock()
		return SyncNews{Serial: s.d.sync.serial, Text: s.d.sync.news, Offered: len(s.d.sync.offered)}, nil
	})
}

// startWatch looks into the watched folder of the book now open until
// stopWatch; where none is switched on a look does nothing. Desk.mu is held.
func (d *Desk) startWatch(x *packet.Exchange) {
	ctx, cancel := context.WithCancel(context.Background())
	done := make(chan struct{})
	d.sync.stop, d.sync.done = cancel, done
	every, first := time.Duration(d.cfg.WatchEvery)*time.Millisecond, watchFirst
	if every == 0 {
		every = watchEvery
	}
	go func() {
		defer close(done)
		t := time.NewTimer(min(first, every))
		defer t.Stop()
		for {
			select {
			case <-ctx.Done():
				return
			case <-t.C:
				d.look(ctx, x)
				t.Reset(every)
			}
		}
	}()
}

// stopWatch ends the watcher and waits for it: it must not meet a closed book.
func (d *Desk) stopWatch() {
	d.mu.Lock()
	stop, done := d.sync.stop, d.sync.done
	d.sync.stop, d.sync.done = nil, nil
	d.mu.Unlock()
	if stop != nil {
		stop()
		<-done
	}
}

// farewell writes what the others were not told yet into the watched folder,
// before the program ends. A share that does not answer is not waited for.
func (d *Desk) farewell() {
	d.mu.Lock()
	x, open := d.sync.exchange, d.ledger != nil
	d.mu.Unlock()
	if x == nil || !open {
		return
	}
	ctx, cancel := context.WithTimeout(caller.With(context.Background(), d.caller()), watchFarewell)
	done := make(chan struct{})
	go func() {
		defer close(done)
		err := run(ctx, func(ctx context.Context, _ func(string, int, int)) error { return x.LeaveWatch(ctx) }, nil)
		if err != nil {
			slog.Warn("watched folder at the end", "code", string(errs.Of(err).Code))
		}
	}()
	select {
	case <-done:
	case <-ctx.Done():
	}
	cancel()
}

// look is one run of the watched folder. What goes wrong stands in the status of
// sync; the log gets its kind only.
func (d *Desk) look(ctx context.Context, x *packet.Exchange) {
	var got *Imported
	err := run(caller.With(ctx, d.caller()), func(ctx context.Context, _ func(string, int, int)) (err error) {
		got, err = x.LookWatch(ctx)
		return err
	}, nil)
	if err != nil && ctx.Err() == nil {
		slog.Warn("watched folder", "code", string(errs.Of(err).Code))
	}
	if got == nil || got.Changes == 0 {
		return
	}
	d.mu.Lock()
	d.sync.serial++
	d.sync.news = newsText(got)
	d.mu.Unlock()
	d.emit("sync")
}

// newsText says in one line what an import brought.
func newsText(got *Imported) string {
	var from []string
	for _, f := range got.Files {
		if f.New > 0 && f.From != "" && !slices.Contains(from, f.From) {
			from = append(from, f.From)
		}
	}
	text := fmt.Sprintf("从共享文件夹收到 %d 次改动", got.Changes)
	if len(from) > 0 {
		text = fmt.Sprintf("从共享文件夹收到 %s 的 %d 次改动", strings.Join(from, "、"), got.Changes)
	}
	if got.Reviews > 0 {
		text += fmt.Sprintf("，有 %d 处待确认", got.Reviews)
	}
	return text
}

// emit tells the page of the window at once; a browser asks for News.
func (d *Desk) emit(event string) {
	if d.shell != nil {
		d.shell.Emit(event, "")
	}
}
