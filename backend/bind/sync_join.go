package bind

import (
	"context"
	"strings"
	"unicode/utf8"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/store"
)

// longestName bounds the name of a PC, in characters.
const longestName = 20

// Join makes a request to join a book, in a data folder without one, and writes
// its file. Asking again gives the same request under the new name.
func (s *Sync) Join(name string) (SyncJoin, error) {
	return bare(s.d, func(ctx context.Context) (SyncJoin, error) {
		name = strings.Join(strings.Fields(name), " ")
		switch {
		case name == "":
			return SyncJoin{}, errs.New(errs.Invalid, "请填这台电脑的名称").In("name").Do("如：2号机、民政窗口")
		case utf8.RuneCountInString(name) > longestName:
			return SyncJoin{}, errs.New(errs.Invalid, "电脑的名称最多 20 个字").In("name")
		case store.Exists(s.d.cfg.Dir):
			return SyncJoin{}, errs.New(errs.Conflict, "这台电脑上已经有账套").Do("一台电脑只能用一个账套；要加入别的账套，请换一个空的数据文件夹")
		}
		to, err := s.d.target(ctx, "保存加入申请", "加入申请-"+name+PacketExtension)
		if err != nil || to == "" {
			return SyncJoin{}, err
		}
		r, err := packet.Join(ctx, s.d.cfg.Dir, name, to)
		if err != nil {
			return SyncJoin{}, err
		}
		file, err := s.d.download(to)
		return SyncJoin{Waiting: true, Request: r, File: file}, err
	})
}

// Rejoin writes a request of this PC, which has the book, to be taken in again.
// Waiting is false when the person cancelled.
func (s *Sync) Rejoin() (SyncJoin, error) {
	return doSync(s.d, func(ctx context.Context, x *packet.Exchange) (SyncJoin, error) {
		status, err := x.Status(ctx)
		if err != nil {
			return SyncJoin{}, err
		}
		to, err := s.d.target(ctx, "保存加入申请", "加入申请-"+status.Self.Name+PacketExtension)
		if err != nil || to == "" {
			return SyncJoin{}, err
		}
		r, err := x.Rejoin(ctx, to)
		if err != nil {
			return SyncJoin{}, err
		}
		file, err := s.d.download(to)
		return SyncJoin{Waiting: true, Request: r, File: file}, err
	})
}

// Pending returns the request that waits in a data folder without a book.
func (s *Sync) Pending() (SyncJoin, error) {
	return bare(s.d, func(context.Context) (SyncJoin, error) {
		if store.Exists(s.d.cfg.Dir) {
			return SyncJoin{}, nil
		}
		r, ok, err := packet.Pending(s.d.cfg.Dir)
		return SyncJoin{Waiting: ok, Request: r}, err
	})
}

// Enter makes the book out of the welcome packet among the files, as a job;
// ImportResult has the answer. The book is open when the job has ended well.
func (s *Sync) Enter(tokens []string) (Job, error) {
	return bare(s.d, func(context.Context) (Job, error) {
		paths, err := s.d.files.all(tokens)
		if err != nil {
			return Job{}, err
		}
		if store.Exists(s.d.cfg.Dir) {
			return Job{}, errs.New(errs.Conflict, "这台电脑上已经有账套").Do("请刷新页面")
		}
		return s.d.work("正在检查欢迎包", func(ctx context.Context, w *syncWork, progress packet.Progress) error {
			got, err := packet.Enter(ctx, s.d.cfg.Dir, paths, progress)
			w.imported = got
			if err != nil {
				return err
			}
			return s.d.open(ctx, nil)
		}), nil
	})
}

// ReadRequest shows who asks to join.
func (s *Sync) ReadRequest(token string) (Request, error) {
	return doSync(s.d, func(ctx context.Context, x *packet.Exchange) (Request, error) {
		path, err := s.d.files.at(token)
		if err != nil {
			return Request{}, err
		}
		return x.ReadRequest(ctx, path)
	})
}

// Welcome admits the PC of a request and writes the welcome packet for it, as a
// job; WelcomeResult has the answer. A job without an ID means that the person
// cancelled in the dialog; then nobody was admitted.
func (s *Sync) Welcome(token string) (Job, error) {
	return doSync(s.d, func(ctx context.Context, x *packet.Exchange) (Job, error) {
		path, err := s.d.files.at(token)
		if err != nil {
			return Job{}, err
		}
		r, err := x.ReadRequest(ctx, path)
		if err != nil {
			return Job{}, err
		}
		to, err := s.d.target(ctx, "保存欢迎包", "欢迎包-"+r.Name+PacketExtension)
		if err != nil || to == "" {
			return Job{}, err
		}
		return s.d.work("正在写欢迎包", func(ctx context.Context, w *syncWork, progress packet.Progress) error {
			made, err := x.Welcome(ctx, path, to, progress)
			if err != nil {
				return err
			}
			w.welcome.Welcomed = made
			w.welcome.File, err = s.d.download(to)
			return err
		}), nil
	})
}

// WelcomeResult returns what admitting a PC wrote.
func (s *Sync) WelcomeResult(job string) (SyncWelcome, error) {
	return result(s.d, job, func(w *syncWork) SyncWelcome { return w.welcome })
}
