package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/pprof"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// syncChildArg makes this program export or import one packet, as a process of
// its own whose memory can be measured, and say how long that took.
const syncChildArg = "-sync-child"

// syncStep is what one process says of its export or import.
type syncStep struct {
	MS      float64 `json:"ms"`
	Bytes   int     `json:"bytes"`
	Ops     int     `json:"ops"`
	Reviews int     `json:"reviews"` // ours
	Records int     `json:"records"` // of a peer
}

// syncChild runs export or import: WHAT, folder, file, time of the clock, profile file or "".
func syncChild(args []string) error {
	what, dir, file, profile := args[0], args[1], args[2], args[4]
	now, err := time.Parse(time.RFC3339, args[3])
	if err != nil {
		return err
	}
	ctx := (&bench{}).context(context.Background())
	s, err := store.Open(ctx, dir, registers.All(), store.Options{Now: func() time.Time { return now }})
	if err != nil {
		return err
	}
	defer s.Close()
	x := packet.New(ledger.New(s), "bench")
	if profile != "" {
		f, err := os.Create(profile)
		if err != nil {
			return err
		}
		defer f.Close()
		if err := pprof.StartCPUProfile(f); err != nil {
			return err
		}
		defer pprof.StopCPUProfile()
	}
	var out syncStep
	begun := time.Now()
	switch what {
	case "export":
		did, err := x.Export(ctx, file, packet.ExportOptions{}, nil)
		if err != nil {
			return err
		}
		out.Bytes, out.Ops = did.Size, did.Ops
	case "import":
		got, err := x.Import(ctx, []string{file}, nil)
		if err != nil {
			return err
		}
		if len(got.Files) != 1 || got.Files[0].Error != "" {
			return fmt.Errorf("the packet was refused: %+v", got.Files)
		}
		out.Ops, out.Reviews = got.Ops, got.Reviews
	default:
		return errors.New("export or import")
	}
	out.MS = ms(time.Since(begun))
	return json.NewEncoder(os.Stdout).Encode(out)
}

// syncBooks are the folders of a book on four PCs: the first has everything
// that three of them did, the fourth only joined before they began.
type syncBooks struct {
	first, fourth string
	end           time.Time // after all edits
}

// syncPC is one PC at work; its clock is that of the edits.
type syncPC struct {
	dir   string
	clock atomic.Int64 // milliseconds
	s     *store.Store
	x     *packet.Exchange
}

func (p *syncPC) open(ctx context.Context, create *store.NewBook) (err error) {
	p.s, err = store.Open(ctx, p.dir, registers.All(), store.Options{Create: create, Now: func() time.Time { return time.UnixMilli(p.clock.Load()) }})
	if err == nil {
		p.x = packet.New(ledger.New(p.s), "bench")
	}
	return err
}

// makeSyncBooks makes the edits on three PCs, each change by the store's write
// door, and brings them together on the first by packets. That is not measured,
// so it happens in memory where there is enough.
func (b *bench) makeSyncBooks(ctx context.Context, n int, start time.Time) (books syncBooks, err error) {
	ctx = b.context(ctx)
	home, err := syncScratch(b.dir, n)
	if err != nil {
		return books, err
	}
	defer os.RemoveAll(home)
	var pcs [syncPCs + 1]*syncPC
	defer func() {
		for _, p := range pcs {
			if p != nil && p.s != nil {
				err = errors.Join(err, p.s.Close())
			}
		}
	}()
	for i := range pcs {
		p := &syncPC{dir: filepath.Join(home, fmt.Sprint("pc", i+1))}
		p.clock.Store(start.UnixMilli())
		pcs[i] = p
		if i == 0 {
			err = p.open(ctx, &store.NewBook{Name: "仁寿门社区"})
		} else {
			err = pcs[0].admit(ctx, p, fmt.Sprintf("%d号机", i+1))
		}
		if err != nil {
			return books, err
		}
	}
	last, err := syncWork(ctx, pcs[:syncPCs], n, start)
	if err != nil {
		return books, err
	}
	for _, p := range pcs {
		p.clock.Store(last.Add(time.Hour).UnixMilli())
	}
	if err := exchange(ctx, home, pcs[1:syncPCs], pcs[:1]); err != nil {
		return books, err
	}
	books = syncBooks{first: b.path(fmt.Sprint("sync-first-", n)), fourth: b.path(fmt.Sprint("sync-fourth-", n)), end: last.Add(2 * time.Hour)}
	for i, to := range map[int]string{0: books.first, syncPCs: books.fourth} {
		p := pcs[i]
		if err := errors.Join(p.s.ForgetPlace(ctx), p.s.Close()); err != nil {
			return books, err
		}
		p.s = nil
		if err := os.CopyFS(to, os.DirFS(p.dir)); err != nil {
			return books, err
		}
	}
	return books, nil
}

// admit makes p a PC of the book.
func (p *syncPC) admit(ctx context.Context, other *syncPC, name string) error {
	request, welcome := other.dir+"-request.czb", other.dir+"-welcome.czb"
	if _, err := packet.Join(ctx, other.dir, name, request); err != nil {
		return err
	}
	if _, err := p.x.Welcome(ctx, request, welcome, nil); err != nil {
		return err
	}
	if _, err := packet.Enter(ctx, other.dir, []string{welcome}, nil); err != nil {
		return err
	}
	return other.open(ctx, nil)
}

// exchange carries a packet of each sender to every receiver.
func exchange(ctx context.Context, dir string, from, to []*syncPC) error {
	var files []string
	for i, p := range from {
		file := filepath.Join(dir, fmt.Sprintf("carried-%d.czb", i))
		if _, err := p.x.Export(ctx, file, packet.ExportOptions{}, nil); err != nil {
			return err
		}
		files = append(files, file)
	}
	for _, p := range to {
		got, err := p.x.Import(ctx, files, nil)
		if err != nil {
			return err
		}
		for _, f := range got.Files {
			if f.Error != "" {
				return fmt.Errorf("a packet was refused: %+v", f)
			}
		}
	}
	return nil
}

// syncWork makes the edits: first all imports, which everybody then gets, then
// each PC at its own.
func syncWork(ctx context.Context, pcs []*syncPC, n int, start time.Time) (last time.Time, err error) {
	d := registers.PartyMembers.Def
	ids := make([]oplog.ID, n/10)
	work := make([]chan syncEdit, len(pcs))
	failed := make([]error, len(pcs))
	var wg sync.WaitGroup
	begin := func() {
		for i, p := range pcs {
			work[i] = make(chan syncEdit, 1024)
			wg.Go(func() {
				for e := range work[i] {
					if failed[i] == nil {
						failed[i] = p.make(ctx, d, ids, e)
					}
				}
			})
		}
	}
	end := func() error {
		for _, w := range work {
			close(w)
		}
		wg.Wait()
		return errors.Join(failed...)
	}
	begin()
	importing := true
	for e := range syncEdits(n, start) {
		if importing && e.Created == nil {
			importing = false
			if err := end(); err != nil {
				return last, err
			}
			for _, p := range pcs {
				p.clock.Store(last.UnixMilli())
			}
			for i, p := range pcs {
				others := append(append([]*syncPC{}, pcs[:i]...), pcs[i+1:]...)
				if err := exchange(ctx, filepath.Dir(p.dir), []*syncPC{p}, others); err != nil {
					return last, err
				}
			}
			begin()
		}
		work[e.PC] <- e
		last = e.At
	}
	return last, end()
}

// make does one change.
func (p *syncPC) make(ctx context.Context, d *schema.Def, ids []oplog.ID, e syncEdit) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	p.clock.Store(e.At.UnixMilli())
	ctx = caller.With(ctx, caller.Caller{Operator: e.Operator, Face: caller.Window})
	if e.Created == nil {
		_, err := p.s.Write(ctx, store.Meta{Kind: "update", Note: e.Note}, func(tx *store.Tx) error {
			did, err := tx.Update(d, ids[e.First], map[string]string{e.Field: e.Value})
			if err == nil && !did {
				err = fmt.Errorf("an edit of record %d changed nothing", e.First)
			}
			return err
		})
		return err
	}
	_, err := p.s.Write(ctx, store.Meta{Kind: "import", Note: e.Note}, func(tx *store.Tx) error {
		for i, fields := range e.Created {
			v := d.New()
			for key, text := range fields {
				v[d.Index(key)] = text
			}
			id, err := tx.Create(d, v)
			if err != nil {
				return err
			}
			ids[e.First+i] = id
		}
		return nil
	})
	return err
}

// syncScratch is a folder in memory if that has room for n operations on all
// PCs, else on the disk of the project: there every edit waits for the disk.
func syncScratch(dir string, n int) (string, error) {
	const memory = "/dev/shm"
	var fs syscall.Statfs_t
	if syscall.Statfs(memory, &fs) == nil && fs.Bavail*uint64(fs.Bsize) > uint64(n)*6_000+1<<28 {
		return os.MkdirTemp(memory, "chengzhuan-bench-")
	}
	return os.MkdirTemp(dir, "making-")
}

// syncOurs measures one process of ours.
func (b *bench) syncOurs(ctx context.Context, what, dir, file string, books syncBooks) (usage, syncStep, error) {
	self, err := os.Executable()
	if err != nil {
		return usage{}, syncStep{}, err
	}
	profile := ""
	if b.profile != "" {
		if err := os.MkdirAll(b.profile, 0o755); err != nil {
			return usage{}, syncStep{}, err
		}
		profile = filepath.Join(b.profile, filepath.Base(dir)+"-"+what+".pprof")
	}
	u, err := measureWithin(ctx, syncLimit, nil, self, syncChildArg, what, dir, file, books.end.Format(time.RFC3339), profile)
	if err != nil {
		return u, syncStep{}, err
	}
	out, err := stepOf(u)
	return u, out, err
}
