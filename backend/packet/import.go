package packet

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"time"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/store"
)

// Import takes in packets: each is checked to its last byte first, then is one
// transaction. A file that is refused is named in the result and does not
// stop the others; the error is set only when nothing could be done.
func (x *Exchange) Import(ctx context.Context, files []string, progress Progress) (Imported, error) {
	unlock, err := x.lock(ctx)
	if err != nil {
		return Imported{}, err
	}
	defer unlock()
	return x.take(ctx, files, nil, progress)
}

// taken gathers what several files did.
type taken struct {
	rows    map[store.Touched]store.RowFate
	out     Imported
	changes int
	forked  bool
	refused []error // by file, nil for those taken in
}

// refuse says why a file was not taken in.
func (t *taken) refuse(at int, err error) {
	e := errs.Of(err)
	t.refused[at] = err
	t.out.Files[at].Error, t.out.Files[at].Hint = e.Message, e.Hint
}

// take is Import; before is what the files have brought already, when this PC has just joined.
func (x *Exchange) take(ctx context.Context, files []string, before *store.Received, progress Progress) (Imported, error) {
	t := &taken{rows: map[store.Touched]store.RowFate{}}
	err := x.takeAll(ctx, files, t, before, progress)
	return t.out, err
}

func (x *Exchange) takeAll(ctx context.Context, files []string, t *taken, before *store.Received, progress Progress) error {
	if before != nil {
		t.rows, t.changes, t.out.Ops = before.Rows, before.Changes, before.Ops
	}
	t.out.Files, t.refused = make([]FileResult, len(files)), make([]error, len(files))
	for i, path := range files {
		t.out.Files[i].File = path
		t.refuse(i, errs.New(errs.Canceled, "已取消，没有导入").Do("需要时请再导入一次")) // until it is taken in
	}
	type candidate struct {
		at   int
		file *sealed
	}
	var list []candidate
	defer func() {
		for _, c := range list {
			c.file.Close()
		}
	}()
	for i, path := range files {
		progress.tell("正在检查 "+filepath.Base(path), i, len(files))
		if err := ctx.Err(); err != nil {
			return errs.Wrap(errs.Canceled, err, "已取消，没有导入任何文件")
		}
		s, err := openFile(path)
		if err != nil {
			t.refuse(i, err)
			continue
		}
		list = append(list, candidate{i, s})
		t.out.Files[i].describe(s)
	}
	// Oldest first: then nothing has to wait for what comes after it.
	slices.SortStableFunc(list, func(a, b candidate) int { return cmp.Compare(a.file.Made, b.file.Made) })
	good := 0
	// A file whose maker is not known, or was removed, may become trusted by another one's content.
	for len(list) > 0 {
		var later []candidate
		took := false
		for _, c := range list {
			err := x.takeFile(ctx, c.file, t, &t.out.Files[c.at], progress)
			switch {
			case err == nil:
				t.refused[c.at], t.out.Files[c.at].Error, t.out.Files[c.at].Hint = nil, "", ""
				took = true
				good++
				c.file.Close()
			case errs.Is(err, errs.Canceled):
				return x.finish(ctx, t, err, good)
			default:
				later = append(later, c)
				t.refuse(c.at, err)
			}
		}
		list = slices.Clone(later)
		if !took {
			break
		}
		list = slices.DeleteFunc(list, func(c candidate) bool {
			untrusted := errors.As(t.refused[c.at], new(*untrustedError))
			if !untrusted {
				c.file.Close()
			}
			return !untrusted
		})
	}
	if good == 0 {
		return firstOf(t.refused...)
	}
	return x.finish(ctx, t, nil, good)
}

func (f *FileResult) describe(s *sealed) {
	f.Kind, f.From, f.Number, f.When = s.Kind, s.Name, s.Number, when(s.Made)
}

// takeFile takes in one file whose signature is right.
func (x *Exchange) takeFile(ctx context.Context, s *sealed, t *taken, f *FileResult, progress Progress) error {
	r, err := x.roster(ctx)
	if err != nil {
		return err
	}
	u, err := x.open(ctx, s, r)
	if err != nil {
		return err
	}
	defer u.close()
	f.Changes = u.Changes
	base := filepath.Base(s.path)
	got, err := x.store().Receive(ctx, u.next, func(n int) { progress.tell("正在导入 "+base, n, u.Changes) })
	if err != nil {
		return err
	}
	f.New = got.Changes
	t.changes += got.Changes
	t.out.Ops += got.Ops
	t.out.Kept = max(t.out.Kept, got.Unread)
	t.forked = t.forked || got.Forked
	for at, fate := range got.Rows {
		if t.rows[at] != store.RowNew || fate == store.RowRemoved {
			t.rows[at] = fate
		}
	}
	t.warnClock(s, u, got, x.store().Now())
	if err := x.learn(ctx, s.signText(), peer{Known: u.Known, Stamp: u.Stamp, Made: s.Made, Number: s.Number, Parts: u.Parts}); err != nil {
		return err
	}
	// A packet signed with this PC's key, but by a number that it never had, was made by a copy of it.
	if s.signText() == r.own[0] {
		own, err := x.store().OwnReplicas(ctx)
		if err != nil {
			return err
		}
		if slices.ContainsFunc(u.Parts, func(p part) bool { return !slices.Contains(own, p.Replica) }) {
			if err := x.store().NoteCopy(ctx); err != nil {
				return err
			}
			t.forked = true
		}
	}
	return x.store().Remember(ctx, importedKey, strconv.FormatInt(x.store().Now().UnixMilli(), 10))
}

// warnClock names a clock that is more than a day wrong. The newest reading that
// a packet has seen says whether its maker's own clock is behind.
func (t *taken) warnClock(s *sealed, u *unsealed, got store.Received, now time.Time) {
	const day = 24 * time.Hour
	newest := u.Stamp.Wall()
	switch {
	case s.made().After(now.Add(day)), newest.Before(now.Add(day)) && s.made().Before(newest.Add(-day)):
		t.warn(fmt.Sprintf("“%s”的时钟可能不准：它的包写于 %s，而本机现在是 %s。请核对两台电脑的日期；数据已照常导入。", s.Name, when(s.Made), now.Format("2006-01-02 15:04")))
	case got.Ahead:
		t.warn(fmt.Sprintf("有一台电脑的时钟比本机快一天以上，而本机现在是 %s。请核对各台电脑的日期；数据已照常导入。", now.Format("2006-01-02 15:04")))
	}
}

func (t *taken) warn(text string) {
	if !slices.Contains(t.out.Warnings, text) {
		t.out.Warnings = append(t.out.Warnings, text)
	}
}

// open checks whether a file is for this book and from one of its PCs, and opens its content.
func (x *Exchange) open(ctx context.Context, s *sealed, r *roster) (*unsealed, error) {
	switch {
	case s.Kind == kindRequest:
		return nil, errs.New(errs.Invalid, "这是“"+s.Name+"”的加入申请，不是同步包").Do("请在“同步”页点“添加电脑”，或用 packet welcome 命令")
	case s.Kind != kindSync && s.Kind != kindWelcome:
		return nil, errs.New(errs.Newer, "这种文件本程序不认识").Do("请安装新版本的城砖再导入；账套没有改动")
	case s.Book != r.book:
		return nil, errs.New(errs.Denied, "这个包属于另一个账套，不能导入").Do("请核对文件；账套没有改动")
	}
	// Somebody removed or unknown is refused before anything of it is read.
	sign := s.signText()
	if m := r.bySign(sign); m != nil {
		if err := r.trusts(sign, nil); err != nil {
			return nil, err
		}
	}
	ids, err := x.identities(ctx)
	if err != nil {
		return nil, err
	}
	u, err := unseal(s, ids)
	if errors.Is(err, errNotForUs) {
		if err := r.trusts(sign, nil); err != nil {
			return nil, err
		}
		if s.Kind == kindWelcome {
			return nil, errs.New(errs.Denied, "这个欢迎包是给另一台电脑的").Do("请在申请加入的那台电脑上导入它")
		}
		return nil, errs.New(errs.Denied, "这个包不是给本机的：“"+s.Name+"”导出它时，名册里没有本机").Do("本机若刚加入，请先把接纳本机的那台电脑的同步包给“" + s.Name + "”，再让它重新导出；也可能本机已被移出名册，请问管名册的人")
	}
	if err != nil {
		return nil, err
	}
	if err := r.trusts(sign, u.Certs); err != nil {
		u.close()
		return nil, err
	}
	return u, nil
}
