package packet

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/store"
)

const (
	watchKey = "sync.watch"
	// keptInFolder is how many of its own packets a PC leaves in the folder: each
	// holds all that somebody may still lack, the older ones are for who is just copying.
	keptInFolder = 3
	// copyTime is how long a file may be on its way into the folder before it counts as damaged.
	copyTime = time.Hour
	// keptTaken bounds the files that are remembered as taken in.
	keptTaken = 5000
)

// watched is what this PC remembers of its watched folder.
type watched struct {
	Watch
	Taken []string `json:"taken"` // files already seen: name, size and time
}

func (x *Exchange) watch(ctx context.Context) (watched, error) {
	text, err := x.store().Recall(ctx, watchKey)
	if err != nil || text == "" {
		return watched{}, err
	}
	var w watched
	if err := json.Unmarshal([]byte(text), &w); err != nil {
		return watched{}, nil
	}
	return w, nil
}

func (x *Exchange) setWatch(ctx context.Context, w watched) error {
	w.Taken = w.Taken[max(0, len(w.Taken)-keptTaken):]
	b, err := json.Marshal(w)
	if err != nil {
		return errs.Of(err)
	}
	return x.store().Remember(ctx, watchKey, string(b))
}

// SetWatch switches the watched folder on or off.
func (x *Exchange) SetWatch(ctx context.Context, on bool, folder string) error {
	unlock, err := x.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	w, err := x.watch(ctx)
	if err != nil {
		return err
	}
	if folder = strings.TrimSpace(folder); folder == "" {
		folder = w.Folder
	}
	if on {
		info, err := os.Stat(folder)
		if folder == "" || err != nil || !info.IsDir() {
			return errs.New(errs.Invalid, "找不到这个文件夹："+folder).In("folder").Do("请选一个各台电脑都能打开的共享文件夹")
		}
		probe, err := os.CreateTemp(folder, ".chengzhuan-*.tmp")
		if err != nil {
			return errs.Wrap(errs.Disk, err, "这个文件夹写不了："+folder).In("folder").Do("请管理员放开共享文件夹的写入权限")
		}
		probe.Close()
		os.Remove(probe.Name())
	}
	if folder != w.Folder {
		w.Taken = nil
	}
	w.On, w.Folder, w.Problem = on, folder, ""
	return x.setWatch(ctx, w)
}

// RunWatch exports to and imports from the watched folder once; nil, nil where it is off.
func (x *Exchange) RunWatch(ctx context.Context) (*Imported, error) {
	unlock, err := x.lock(ctx)
	if err != nil {
		return nil, err
	}
	defer unlock()
	w, err := x.watch(ctx)
	if err != nil || !w.On {
		return nil, err
	}
	got, err := x.runWatch(ctx, &w)
	if errs.Is(err, errs.Canceled) {
		return got, err
	}
	w.LastRun, w.Problem = x.store().Now().Format("2006-01-02 15:04"), ""
	if err != nil {
		e := errs.Of(err)
		w.Problem = strings.TrimSpace(e.Message + "。" + e.Hint)
	}
	if e := x.setWatch(ctx, w); err == nil {
		err = e
	}
	return got, err
}

func (x *Exchange) runWatch(ctx context.Context, w *watched) (*Imported, error) {
	entries, err := os.ReadDir(w.Folder)
	if err != nil {
		return nil, errs.Wrap(errs.Disk, err, "打不开共享文件夹："+w.Folder).Do("请检查网络和共享是否还在；恢复后会自动继续")
	}
	info, err := x.store().Info(ctx)
	if err != nil {
		return nil, err
	}
	var files, marks, present []string
	var problem error
	tell := func(name string, err error) {
		if problem == nil {
			e := errs.Of(err)
			problem = errs.Wrap(e.Code, err, name+"："+e.Message).Do(e.Hint)
		}
	}
	for _, e := range entries {
		if !packetName(e) {
			continue
		}
		at, err := e.Info()
		if err != nil {
			continue // taken away between looking and asking
		}
		mark := fileMark(at)
		present = append(present, mark)
		if slices.Contains(w.Taken, mark) {
			continue
		}
		path := filepath.Join(w.Folder, e.Name())
		switch ours, err := ofBook(path, info.ID); {
		case errs.Is(err, errs.Newer):
			tell(e.Name(), err)
		case errs.Is(err, errs.Damaged) && x.store().Now().Sub(at.ModTime()) > copyTime:
			tell(e.Name(), err) // nobody copies that long
		case err == nil && ours:
			files, marks = append(files, path), append(marks, mark)
		case err == nil:
			w.Taken = append(w.Taken, mark)
		}
	}
	w.Taken = slices.DeleteFunc(w.Taken, func(mark string) bool { return !slices.Contains(present, mark) })
	t := &taken{rows: map[store.Touched]store.RowFate{}}
	out := &t.out
	if len(files) > 0 {
		if err := x.takeAll(ctx, files, t, nil, nil); errs.Is(err, errs.Canceled) {
			return out, err
		}
		for i, err := range t.refused {
			if settledFor(err) {
				w.Taken = append(w.Taken, marks[i])
			}
			if err != nil {
				tell(filepath.Base(files[i]), err)
			}
		}
	}
	due, err := x.exportDue(ctx)
	if err != nil {
		return out, firstOf(problem, err)
	}
	r, _, err := x.settle(ctx)
	if err != nil {
		return out, err
	}
	if !due { // what somebody lacks and is no longer in the folder was lost on the way
		due, err = x.lost(ctx, r, w.Folder)
	}
	if err != nil || !due {
		return out, firstOf(problem, err)
	}
	if len(r.members) < 2 {
		return out, problem
	}
	name, err := x.FileName(ctx)
	if err != nil {
		return out, err
	}
	path := unused(w.Folder, name)
	if _, err := x.export(ctx, path, ExportOptions{}, nil); err != nil {
		return out, err
	}
	if at, err := os.Stat(path); err == nil {
		w.Taken = append(w.Taken, fileMark(at))
	}
	x.tidy(ctx, w.Folder, r)
	return out, problem
}

// unused returns a path that no file has: a copy of this PC that nobody has
// noticed yet gives its packets the same names.
func unused(folder, name string) string {
	base := strings.TrimSuffix(name, Extension)
	path := filepath.Join(folder, name)
	for i := 2; ; i++ {
		if _, err := os.Lstat(path); err != nil {
			return path
		}
		path = filepath.Join(folder, fmt.Sprintf("%s-%d%s", base, i, Extension))
	}
}

func firstOf(list ...error) error {
	for _, err := range list {
		if err != nil {
			return err
		}
	}
	return nil
}

// packetName reports whether a file of the folder is called like one of ours.
func packetName(e os.DirEntry) bool {
	return !e.IsDir() && strings.EqualFold(filepath.Ext(e.Name()), Extension) && !strings.HasPrefix(e.Name(), ".")
}

// fileMark tells a file from what else may once have its name.
func fileMark(at os.FileInfo) string {
	return fmt.Sprintf("%s %d %d", at.Name(), at.Size(), at.ModTime().UnixMilli())
}

// ofBook reports whether a file is a sync packet of a book, to its last byte. The
// files of others and what is no packet at all are told apart from their first bytes.
func ofBook(path, book string) (bool, error) {
	peek, err := peekFile(path)
	if errs.Is(err, errs.Invalid) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	defer peek.Close()
	if peek.Kind != kindSync || peek.Book != book {
		return false, nil
	}
	s, err := openFile(path)
	if err != nil {
		return false, err
	}
	return true, s.Close()
}

// settledFor reports whether a file need not be looked at again: it was taken in,
// or refused for a reason that will not go away.
func settledFor(err error) bool {
	var untrusted *untrustedError
	return err == nil || !errors.As(err, &untrusted) && (errs.Is(err, errs.Denied) || errs.Is(err, errs.Invalid))
}

// exportDue reports whether there is something that the others were not told
// yet: own changes, or that others' have arrived here.
func (x *Exchange) exportDue(ctx context.Context) (bool, error) {
	text, err := x.store().Recall(ctx, sentKey)
	if err != nil {
		return false, err
	}
	var sent oplog.Vector
	if text == "" || json.Unmarshal([]byte(text), &sent) != nil {
		return true, nil
	}
	what, err := x.store().Lacking(ctx, sent)
	return len(what.IDs) > 0, err
}

// lost reports whether a PC still lacks something while no packet of this PC
// lies in the folder any more.
func (x *Exchange) lost(ctx context.Context, r *roster, folder string) (bool, error) {
	lacks := false
	for _, m := range r.members {
		if m.rec.Removed != "" || m.id == r.self.id {
			continue
		}
		p, _, err := x.peer(ctx, m)
		if err != nil {
			return false, err
		}
		n, _, err := x.store().Compare(ctx, p.Known)
		if err != nil {
			return false, err
		}
		lacks = lacks || n > 0
	}
	if !lacks {
		return false, nil
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return false, nil // the next look says what is wrong
	}
	for _, e := range entries {
		if e.IsDir() || !strings.EqualFold(filepath.Ext(e.Name()), Extension) {
			continue
		}
		f, err := os.Open(filepath.Join(folder, e.Name()))
		if err != nil {
			continue
		}
		s := &sealed{path: f.Name(), file: f}
		_, err = s.readHead()
		f.Close()
		if err == nil && s.Kind == kindSync && s.Book == r.book && s.signText() == r.own[0] {
			return false, nil
		}
	}
	return true, nil
}

// tidy removes this PC's older packets from the folder: the newest holds all
// that anybody is not known to have.
func (x *Exchange) tidy(ctx context.Context, folder string, r *roster) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return
	}
	type own struct {
		path   string
		number int
	}
	var list []own
	for _, e := range entries {
		path := filepath.Join(folder, e.Name())
		if !packetName(e) {
			continue
		}
		s, err := peekFile(path)
		if err != nil {
			continue
		}
		if s.Kind == kindSync && s.Book == r.book && s.signText() == r.own[0] {
			list = append(list, own{path, s.Number})
		}
		s.Close()
	}
	slices.SortFunc(list, func(a, b own) int { return cmp.Compare(b.number, a.number) })
	for i := keptInFolder; i < len(list); i++ {
		os.Remove(list[i].path) // left where it cannot be removed: it does no harm
	}
}
