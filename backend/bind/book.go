package bind

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/cn"
	"chengzhuan/backend/demo"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// BackupExtension ends the name of a backup.
const BackupExtension = ".czbak"

// Book is the book itself and its state.
type Book struct{ d *Desk }

// Status says what the frame of the page shows; without a book, that there is none.
func (b *Book) Status() (out BookStatus, err error) {
	defer guard(&err)
	out = BookStatus{Version: b.d.cfg.Version, Face: string(b.d.cfg.Face), DataDir: b.d.cfg.Dir, Today: string(cn.Today(time.Now()))}
	l, err := b.d.book()
	if errs.Is(err, errs.NotFound) && !store.Exists(b.d.cfg.Dir) {
		return out, nil
	}
	if err != nil {
		out.Problem = errs.Of(err).JSON()
		return out, nil
	}
	ctx := caller.With(context.Background(), b.d.caller())
	info, err := l.Store.Info(ctx)
	if err != nil {
		return out, fail(err)
	}
	out.Exists, out.Community, out.Replica, out.Operator = true, info.Name, info.PC, b.d.caller().Operator
	if out.Backup, err = l.Store.Recall(ctx, "backup"); err != nil {
		return out, fail(err)
	}
	if out.DueCount, err = b.d.due.DueCount(ctx, l); err != nil {
		return out, fail(err)
	}
	if out.Reviews, err = b.d.reviews(ctx, l, info.Generation); err != nil {
		return out, fail(err)
	}
	out.Empty, err = empty(ctx, l)
	return out, fail(err)
}

func empty(ctx context.Context, l *ledger.Ledger) (bool, error) {
	for _, d := range registers.All() {
		if d.Hidden {
			continue
		}
		have, err := l.Store.Page(ctx, store.Query{Register: d.Key}, 0, 1)
		if err != nil || len(have) > 0 {
			return false, err
		}
	}
	return true, nil
}

// Create makes the book in the data folder.
func (b *Book) Create(community, operator string) (out BookStatus, err error) {
	defer guard(&err)
	<-b.d.ready
	ctx := caller.With(context.Background(), caller.Caller{Operator: operator, Face: b.d.cfg.Face})
	if err := b.d.open(ctx, &store.NewBook{Name: community}); err != nil {
		b.d.mu.Lock()
		b.d.trouble = nil
		b.d.mu.Unlock()
		return out, fail(err)
	}
	return b.SetOperator(operator)
}

// SetOperator keeps the name of the person at this PC; changes are signed with it.
func (b *Book) SetOperator(name string) (out BookStatus, err error) {
	defer guard(&err)
	name = strings.Join(strings.Fields(name), " ")
	if len([]rune(name)) > 20 {
		return out, fail(errs.New(errs.Invalid, "姓名太长").In("operator"))
	}
	l, err := b.d.book()
	if err != nil {
		return out, fail(err)
	}
	if err := l.Store.Remember(context.Background(), "operator", name); err != nil {
		return out, fail(err)
	}
	b.d.mu.Lock()
	b.d.operator = name
	b.d.mu.Unlock()
	return b.Status()
}

// FillDemo fills an empty book with a made-up community.
func (b *Book) FillDemo() (Job, error) {
	return do(b.d, func(ctx context.Context, l *ledger.Ledger) (Job, error) {
		return b.d.jobs.start(b.d, "正在生成示范社区", func(ctx context.Context, progress func(string, int, int)) error {
			return FillDemo(ctx, l, func(done, total int) { progress("", done, total) })
		}), nil
	})
}

// FillDemo fills an empty book with the made-up community, as one change.
func FillDemo(ctx context.Context, l *ledger.Ledger, progress func(done, total int)) error {
	if none, err := empty(ctx, l); err != nil {
		return err
	} else if !none {
		return errs.New(errs.Conflict, "这个账套里已经有数据，不能再填示范数据").Do("请在空文件夹里另建一个账套")
	}
	_, err := l.Store.Write(ctx, store.Meta{Kind: "demo", Note: "生成示范社区"}, func(tx *store.Tx) error {
		return demo.Fill(ctx, tx, l.Store.Today(), demoSeed, progress)
	})
	return err
}

// demoSeed makes every demo community of one day the same.
const demoSeed = 20260101

// Backup writes a checked copy: in the window to where the person says, in a
// browser to the folder 备份 beside the book.
func (b *Book) Backup(to string) (BackupResult, error) {
	return do(b.d, func(ctx context.Context, l *ledger.Ledger) (out BackupResult, err error) {
		info, err := l.Store.Info(ctx)
		if err != nil {
			return out, err
		}
		now := l.Store.Now()
		name := safeName(info.Name + "-" + now.Format("20060102-1504") + BackupExtension)
		switch {
		case to != "":
		case b.d.shell != nil:
			if to, err = b.d.shell.AskSave("备份到", name, "城砖备份|*"+BackupExtension); err != nil || to == "" {
				return out, err
			}
		default:
			dir := filepath.Join(b.d.cfg.Dir, "备份")
			if err := os.MkdirAll(dir, 0o700); err != nil {
				return out, errs.Wrap(errs.Disk, err, "建立备份文件夹失败").Do("请检查磁盘，然后再试")
			}
			to = filepath.Join(dir, name)
		}
		size, err := l.Store.Backup(ctx, to)
		if err != nil {
			return out, err
		}
		return BackupResult{Path: to, Size: size}, l.Store.Remember(ctx, "backup", now.Format("2006-01-02 15:04"))
	})
}

// Restore puts a chosen or uploaded backup into the empty data folder and opens it.
func (b *Book) Restore(file string) (out BookStatus, err error) {
	defer guard(&err)
	<-b.d.ready
	path, err := b.d.files.at(file)
	if err != nil {
		return out, fail(err)
	}
	ctx := caller.With(context.Background(), b.d.caller())
	if err := store.Restore(ctx, path, b.d.cfg.Dir); err != nil {
		return out, fail(err)
	}
	if err := b.d.open(ctx, nil); err != nil {
		return out, fail(err)
	}
	return b.Status()
}

// Check looks through the book and returns what is wrong, nothing when it is sound.
func (b *Book) Check() ([]string, error) {
	return do(b.d, func(ctx context.Context, l *ledger.Ledger) ([]string, error) { return l.Store.Check(ctx) })
}

// Access returns who saw or took private data, newest first.
func (b *Book) Access(limit int) ([]AccessEntry, error) {
	return do(b.d, func(ctx context.Context, l *ledger.Ledger) ([]AccessEntry, error) {
		list, err := l.Store.AccessLog(ctx, 0, min(max(limit, 1), 1000))
		if err != nil {
			return nil, err
		}
		out := make([]AccessEntry, len(list))
		for i, a := range list {
			what := a.What
			if d := registers.Find(a.Register); d != nil {
				what = d.Label + "：" + a.What
			}
			out[i] = AccessEntry{When: a.When.Format("2006-01-02 15:04"), Operator: a.Operator, Action: a.Action, What: what, Rows: a.Rows}
		}
		return out, nil
	})
}
