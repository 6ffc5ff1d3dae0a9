package packet

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"time"

	"chengzhuan/backend/oplog"
)

const (
	// calmTime is how long a PC that looks by itself leaves its last packet in the
	// folder before it writes another about little: whoever types for an hour need not
	// fill a shared disk.
	calmTime = 10 * time.Minute
	// calmChanges is what is more than little.
	calmChanges = 200
)

// LeaveWatch writes into the watched folder what the others were not told yet: the
// last word before the program ends.
func (x *Exchange) LeaveWatch(ctx context.Context) error {
	w, err := x.watch(ctx)
	if err != nil || !w.On {
		return err
	}
	if n, err := x.untold(ctx, w.Sent); err != nil || n == 0 {
		return err // without a look at a folder that may hang
	}
	unlock, err := x.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if w, err = x.watch(ctx); err != nil || !w.On {
		return err
	}
	if err := x.watchExport(ctx, &w, false); err != nil {
		return err
	}
	return x.setWatch(ctx, w)
}

// watchExport writes a packet into the folder where there is a reason to; calm
// lets it wait when there is little to tell and the last one is fresh.
func (x *Exchange) watchExport(ctx context.Context, w *watched, calm bool) error {
	r, _, err := x.settle(ctx)
	if err != nil || len(r.members) < 2 {
		return err
	}
	n, err := x.untold(ctx, w.Sent)
	if err != nil {
		return err
	}
	since := x.store().Now().Sub(time.UnixMilli(w.Wrote))
	if calm && w.Wrote != 0 && n < calmChanges && since >= 0 && since < calmTime {
		return nil
	}
	if n == 0 { // what somebody lacks and is no longer in the folder was lost on the way
		if lost, err := x.lost(ctx, r, w.Folder); err != nil || !lost {
			return err
		}
	}
	name, err := x.FileName(ctx)
	if err != nil {
		return err
	}
	path := unused(w.Folder, name)
	if _, err := x.export(ctx, path, ExportOptions{}, nil); err != nil {
		return err
	}
	text, err := x.store().Recall(ctx, sentKey)
	if err != nil {
		return err
	}
	w.Sent, w.Wrote = []byte(text), x.store().Now().UnixMilli()
	if at, err := os.Stat(path); err == nil {
		w.Taken = append(w.Taken, fileMark(at))
	}
	x.tidy(ctx, w.Folder, r)
	return nil
}

// untold counts the changes here, own ones and what came from others, of which no
// packet has told that was written when sent was known.
func (x *Exchange) untold(ctx context.Context, sent json.RawMessage) (int, error) {
	var v oplog.Vector
	if len(sent) > 0 && json.Unmarshal(sent, &v) != nil {
		v = nil
	}
	what, err := x.store().Lacking(ctx, v)
	return len(what.IDs), err
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
