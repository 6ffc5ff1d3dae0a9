package packet

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"chengzhuan/backend/errs"
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
	Taken []string        `json:"taken"` // files already seen: name, size and time
	Sent  json.RawMessage `json:"sent"`  // what it knew when it last wrote into the folder
	Wrote int64           `json:"wrote"` // when that was; milliseconds
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
		w.Taken, w.Sent, w.Wrote = nil, nil, 0
	}
	w.On, w.Folder, w.Problem = on, folder, ""
	return x.setWatch(ctx, w)
}

// RunWatch exports to and imports from the watched folder now, because a person
// said so; nil, nil where it is off.
func (x *Exchange) RunWatch(ctx context.Context) (*Imported, error) { return x.lookWatch(ctx, false) }

// LookWatch is RunWatch for a program that looks from time to time: what came is
// taken in, but little news of this PC's own wait until its last packet is not so fresh.
func (x *Exchange) LookWatch(ctx context.Context) (*Imported, error) { return x.lookWatch(ctx, true) }

func (x *Exchange) lookWatch(ctx context.Context, calm bool) (*Imported, error) {
	unlock, err := x.lock(ctx)
	if err != nil {
		return nil, err
	}
	defer unlock()
	w, err := x.watch(ctx)
	if err != nil || !w.On {
		return nil, err
	}
	got, err := x.runWatch(ctx, &w, calm)
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

func (x *Exchange) runWatch(ctx context.Context, w *watched, calm bool) (*Imported, error) {
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
	return out, firstOf(x.watchExport(ctx, w, calm), problem)
}

func firstOf(list ...error) error {
	for _, err := range list {
		if err != nil {
			return err
		}
	}
	return nil
}
