package packet

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
)

const (
	watchKey = "sync.watch"
	// keptInFolder is how many of its own packets a PC leaves in the folder: each
	// holds all that somebody may still lack, the older ones are for who is just copying.
	keptInFolder = 3
	// keptTaken bounds the files that are remembered as taken in.
	keptTaken = 500
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
	x.mu.Lock()
	defer x.mu.Unlock()
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
	x.mu.Lock()
	defer x.mu.Unlock()
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
	var files, marks []string
	var problem error
	for _, e := range entries {
		if e.IsDir() || !strings.EqualFold(filepath.Ext(e.Name()), Extension) || strings.HasPrefix(e.Name(), ".") {
			continue
		}
		info, err := e.Info()
		if err != nil {
			continue // taken away between looking and asking
		}
		mark := fmt.Sprintf("%s %d %d", e.Name(), info.Size(), info.ModTime().UnixMilli())
		if slices.Contains(w.Taken, mark) {
			continue
		}
		path := filepath.Join(w.Folder, e.Name())
		if x.halfCopied(ctx, path) {
			continue // next time
		}
		files, marks = append(files, path), append(marks, mark)
	}
	out := &Imported{}
	if len(files) > 0 {
		got, err := x.take(ctx, files, nil, nil)
		if errs.Is(err, errs.Canceled) {
			return &got, err
		}
		out = &got
		for i, f := range got.Files {
			w.Taken = append(w.Taken, marks[i])
			if f.Error != "" && f.Kind == kindSync && problem == nil {
				problem = errs.New(errs.Damaged, filepath.Base(f.File)+"："+f.Error).Do(f.Hint)
				if f.Error == strangerText { // may be known tomorrow
					w.Taken = w.Taken[:len(w.Taken)-1]
				}
			}
		}
	}
	due, err := x.exportDue(ctx)
	if err != nil || !due {
		return out, firstOf(problem, err)
	}
	r, _, err := x.settle(ctx)
	if err != nil {
		return out, err
	}
	if len(r.members) < 2 {
		return out, problem
	}
	name, err := x.FileName(ctx)
	if err != nil {
		return out, err
	}
	path := filepath.Join(w.Folder, name)
	if _, err := x.export(ctx, path, ExportOptions{}, nil); err != nil {
		return out, err
	}
	if info, err := os.Stat(path); err == nil {
		w.Taken = append(w.Taken, fmt.Sprintf("%s %d %d", name, info.Size(), info.ModTime().UnixMilli()))
	}
	x.tidy(ctx, w.Folder, r)
	return out, problem
}

func firstOf(list ...error) error {
	for _, err := range list {
		if err != nil {
			return err
		}
	}
	return nil
}

// halfCopied reports whether a file is not there to its end yet, or is not one of
// ours to take: nobody is told of those.
func (x *Exchange) halfCopied(ctx context.Context, path string) bool {
	s, err := openFile(path)
	if err != nil {
		return errs.Is(err, errs.Damaged) || errs.Is(err, errs.Disk) || errs.Is(err, errs.NotFound)
	}
	defer s.Close()
	info, err := x.store().Info(ctx)
	return err != nil || s.Kind != kindSync || s.Book != info.ID
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
		if e.IsDir() || !strings.EqualFold(filepath.Ext(e.Name()), Extension) {
			continue
		}
		s, err := openFile(path)
		if err != nil {
			continue
		}
		if s.Kind == kindSync && s.Book == r.book && s.signText() == r.own[0] {
			list = append(list, own{path, s.Number})
		}
		s.Close()
	}
	slices.SortFunc(list, func(a, b own) int { return b.number - a.number })
	for i := keptInFolder; i < len(list); i++ {
		os.Remove(list[i].path) // left where it cannot be removed: it does no harm
	}
}
