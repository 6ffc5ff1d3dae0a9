package bind

import (
	"context"
	"os"
	"path/filepath"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/packet"
)

// PacketExtension ends the name of every file of sync.
const PacketExtension = ".czb"

// packetFilter is what the dialogs of the window show first.
const packetFilter = "城砖同步文件|*" + PacketExtension

// lastFolder remembers where the last packet was saved.
const lastFolder = "sync.folder"

// Sync is how this PC and the others of the book exchange what they did.
type Sync struct{ d *Desk }

// exchange returns the sync of the open book.
func (d *Desk) exchange() (*packet.Exchange, error) {
	if _, err := d.book(); err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.sync.exchange, nil
}

// doSync runs f on the sync of the open book; see do.
func doSync[T any](d *Desk, f func(ctx context.Context, x *packet.Exchange) (T, error)) (T, error) {
	return do(d, func(ctx context.Context, _ *ledger.Ledger) (out T, err error) {
		x, err := d.exchange()
		if err != nil {
			return out, err
		}
		return f(ctx, x)
	})
}

// Status returns how the book stands between its PCs.
func (s *Sync) Status() (packet.Status, error) {
	return doSync(s.d, func(ctx context.Context, x *packet.Exchange) (packet.Status, error) { return x.Status(ctx) })
}

// Twins returns where the records are that several PCs made of the same thing.
func (s *Sync) Twins() ([]SyncTwins, error) {
	return do(s.d, func(ctx context.Context, l *ledger.Ledger) ([]SyncTwins, error) { return certainTwins(ctx, l) })
}

// Inspect says what files are, without taking them in. A file that cannot be
// looked at is named with its problem, so that the others are still told.
func (s *Sync) Inspect(tokens []string) ([]Inspected, error) {
	return doSync(s.d, func(ctx context.Context, x *packet.Exchange) ([]Inspected, error) {
		paths, err := s.d.files.all(tokens)
		if err != nil {
			return nil, err
		}
		out := make([]Inspected, 0, len(paths))
		for _, p := range paths {
			i, err := x.Inspect(ctx, p)
			if err != nil {
				if ctx.Err() != nil {
					return nil, err
				}
				e := errs.Of(err)
				i = Inspected{Problem: e.Message, Hint: e.Hint}
			}
			i.File = filepath.Base(p)
			out = append(out, i)
		}
		return out, nil
	})
}

// Export writes a packet as a job; ExportResult has the answer. In the window
// it asks where to; a job without an ID means that the person cancelled.
func (s *Sync) Export(o ExportOptions) (Job, error) {
	return doSync(s.d, func(ctx context.Context, x *packet.Exchange) (Job, error) {
		name, err := x.FileName(ctx)
		if err != nil {
			return Job{}, err
		}
		to, err := s.d.target(ctx, "导出同步包", name)
		if err != nil || to == "" {
			return Job{}, err
		}
		return s.d.work("正在导出", func(ctx context.Context, w *syncWork, progress packet.Progress) error {
			made, err := x.Export(ctx, to, o, progress)
			if err != nil {
				return err
			}
			w.export.Exported = made
			w.export.File, err = s.d.download(to)
			return err
		}), nil
	})
}

// ExportResult returns what an export wrote.
func (s *Sync) ExportResult(job string) (SyncExport, error) {
	return result(s.d, job, func(w *syncWork) SyncExport { return w.export })
}

// Import takes in files as a job; ImportResult has the answer. Files that are
// refused are named in it and do not make the job fail.
func (s *Sync) Import(tokens []string) (Job, error) {
	return doSync(s.d, func(ctx context.Context, x *packet.Exchange) (Job, error) {
		paths, err := s.d.files.all(tokens)
		if err != nil {
			return Job{}, err
		}
		return s.d.work("正在检查文件", func(ctx context.Context, w *syncWork, progress packet.Progress) error {
			got, err := x.Import(ctx, paths, progress)
			return w.took(got, err)
		}), nil
	})
}

// ImportResult returns what an import, or entering a book, did.
func (s *Sync) ImportResult(job string) (Imported, error) {
	return result(s.d, job, func(w *syncWork) Imported { return w.imported })
}

// Rename gives a PC of the roster another name.
func (s *Sync) Rename(computer, name string) (Saved, error) {
	return doSync(s.d, func(ctx context.Context, x *packet.Exchange) (Saved, error) {
		return Saved{}, x.Rename(ctx, computer, name)
	})
}

// Remove takes a PC out of the book.
func (s *Sync) Remove(computer string) (Saved, error) {
	return doSync(s.d, func(ctx context.Context, x *packet.Exchange) (Saved, error) { return Saved{}, x.Remove(ctx, computer) })
}

// Same says that two PCs of the roster are one; computer "" is this PC.
func (s *Sync) Same(computer, as string) (Saved, error) {
	return doSync(s.d, func(ctx context.Context, x *packet.Exchange) (Saved, error) {
		return Saved{}, x.Same(ctx, computer, as)
	})
}

// Apart takes back that PCs are one. For "" this PC is another one than that
// whose data it was copied from.
func (s *Sync) Apart(computer string) (Saved, error) {
	return doSync(s.d, func(ctx context.Context, x *packet.Exchange) (Saved, error) { return Saved{}, x.Apart(ctx, computer) })
}

// Choose asks in the window for one or more files of sync; none when cancelled.
func (s *Sync) Choose() ([]FileRef, error) {
	return s.d.chooseMany("选择同步文件", packetFilter)
}

// ShowInFolder shows a file that was written, in its folder; only in the window.
func (s *Sync) ShowInFolder(path string) (out Saved, err error) {
	defer guard(&err)
	if s.d.shell == nil {
		return out, fail(errs.New(errs.Denied, "浏览器里不能打开本机文件夹"))
	}
	return Saved{Path: path}, fail(s.d.shell.Reveal(path))
}

// target says where a file of sync is written: where the person says in the
// window ("" cancelled), in a browser a temporary folder for the download.
func (d *Desk) target(ctx context.Context, title, name string) (string, error) {
	name = safeName(name)
	if d.shell == nil {
		return d.files.place(name)
	}
	// Without a book there is nothing to remember a folder in.
	l, _ := d.book()
	if l != nil {
		if folder, err := l.Store.Recall(ctx, lastFolder); err == nil && isFolder(folder) {
			name = filepath.Join(folder, name)
		}
	}
	to, err := d.shell.AskSave(title, name, packetFilter)
	if err != nil || to == "" {
		return "", err
	}
	if filepath.Ext(to) == "" {
		to += PacketExtension
	}
	if l == nil {
		return to, nil
	}
	if l.Store.Owns(to) {
		return "", errs.New(errs.Denied, "“"+filepath.Base(to)+"”是账套自己的文件，不能覆盖").Do("请换一个文件名或位置")
	}
	return to, l.Store.Remember(ctx, lastFolder, filepath.Dir(to))
}

// download registers a written file for the browser; the window needs none.
func (d *Desk) download(path string) (FileRef, error) {
	if d.shell != nil {
		return FileRef{}, nil
	}
	return d.files.put(path)
}

func isFolder(path string) bool {
	if path == "" {
		return false
	}
	info, err := os.Stat(path)
	return err == nil && info.IsDir()
}

// bare runs f for the page where no book is open yet; see do.
func bare[T any](d *Desk, f func(ctx context.Context) (T, error)) (out T, err error) {
	defer guard(&err)
	<-d.ready
	out, err = f(caller.With(context.Background(), d.caller()))
	fillValue(&out)
	return out, fail(err)
}
