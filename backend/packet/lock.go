package packet

import (
	"context"
	"os"
	"path/filepath"
	"time"

	"chengzhuan/backend/errs"
)

const (
	// lockFile lies in the data folder. The system lets go of it when a program
	// ends, however it ends, so a crash leaves nothing locked.
	lockFile = "sync.lock"
	lockWait = 10 * time.Second
	lockLook = 20 * time.Millisecond
)

// lock makes this the only work of sync on the book: in this program, and among
// the window and commands that have the same book open. What they remember
// (numbers, keys, what others know) is read, altered and written under it.
func (x *Exchange) lock(ctx context.Context) (unlock func(), err error) {
	x.mu.Lock()
	free, err := lockFolder(ctx, x.store().Dir())
	if err != nil {
		x.mu.Unlock()
		return nil, err
	}
	return func() { free(); x.mu.Unlock() }, nil
}

// lockFolder makes this program the only one that syncs in a data folder. On a
// disk that knows no locks it does without.
func lockFolder(ctx context.Context, dir string) (unlock func(), err error) {
	f, err := os.OpenFile(filepath.Join(dir, lockFile), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return func() {}, nil // whoever cannot write here cannot alter anything either
	}
	for end := time.Now().Add(lockWait); ; time.Sleep(lockLook) {
		busy := tryLock(f)
		if !busy {
			return func() { f.Close() }, nil
		}
		if err := ctx.Err(); err != nil {
			f.Close()
			return nil, errs.Wrap(errs.Canceled, err, "已取消，没有改动任何数据")
		}
		if time.Now().After(end) {
			f.Close()
			return nil, errs.New(errs.Busy, "另一个窗口或命令正在同步这个账套").Do("请等它做完再试")
		}
	}
}
