package bind

import (
	"context"
	"encoding/base64"
	"io"
	"path/filepath"
	"sync"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/photos"
)

// Photos are the pictures of records.
type Photos struct{ d *Desk }

// heldPhotos is how many chosen pictures wait for a save at most: 180 KB each.
const heldPhotos = 100

// photoShelf keeps pictures that were chosen and shrunk until they are stored.
type photoShelf struct {
	mu    sync.Mutex
	order []string
	held  map[string]photos.Picture
}

func (s *photoShelf) put(p photos.Picture) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.held == nil {
		s.held = map[string]photos.Picture{}
	}
	if len(s.order) >= heldPhotos {
		delete(s.held, s.order[0])
		s.order = s.order[1:]
	}
	t := token()
	s.order, s.held[t] = append(s.order, t), p
	return t
}

func (s *photoShelf) at(token string) (photos.Picture, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	p, ok := s.held[token]
	if !ok {
		return p, errs.New(errs.NotFound, "有一张照片已经不在了").In("photos").Do("请把照片重新选一次")
	}
	return p, nil
}

func withPhotos[T any](d *Desk, f func(ctx context.Context, p *photos.Desk) (T, error)) (T, error) {
	return do(d, func(ctx context.Context, l *ledger.Ledger) (T, error) { return f(ctx, photos.New(l)) })
}

func dataURL(jpeg []byte) string {
	return "data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(jpeg)
}

const photoFilter = "照片|*.jpg;*.jpeg;*.png;*.bmp;*.gif;*.webp"

// Choose asks for picture files; only the window has dialogs. None means cancelled.
func (p *Photos) Choose() ([]FileRef, error) {
	return p.d.chooseMany("选择照片", photoFilter)
}

// Prepare shrinks a chosen file, drops what its camera wrote, and keeps it for a save.
func (p *Photos) Prepare(file string) (out PhotoDraft, err error) {
	defer guard(&err)
	path, err := p.d.files.at(file)
	if err != nil {
		return out, fail(err)
	}
	made, err := photos.ShrinkFile(path)
	if err != nil {
		return out, fail(err)
	}
	return PhotoDraft{Token: p.d.photos.put(made), Name: filepath.Base(path), Taken: string(made.Taken), Width: made.Width, Height: made.Height, Bytes: len(made.JPEG), URL: dataURL(made.JPEG)}, nil
}

// fresh gathers the pictures that a save brings.
func (d *Desk) fresh(given []PhotoGiven) ([]photos.Fresh, error) {
	var out []photos.Fresh
	for _, g := range given {
		made, err := d.photos.at(g.Token)
		if err != nil {
			return nil, err
		}
		f := photos.Fresh{Picture: made}
		if err := f.Read(g.Stage, g.Caption); err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	return out, nil
}

// Add puts prepared pictures to a record.
func (p *Photos) Add(register, id string, given []PhotoGiven) (PhotosAdded, error) {
	return withPhotos(p.d, func(ctx context.Context, desk *photos.Desk) (PhotosAdded, error) {
		list, err := p.d.fresh(given)
		if err != nil {
			return PhotosAdded{}, err
		}
		added, err := desk.Add(ctx, register, id, list)
		return PhotosAdded(added), err
	})
}

// List returns the photos of a record, oldest first.
func (p *Photos) List(register, id string) ([]PhotoInfo, error) {
	return withPhotos(p.d, func(ctx context.Context, desk *photos.Desk) (out []PhotoInfo, err error) {
		list, err := desk.List(ctx, register, id)
		for _, f := range list {
			out = append(out, PhotoInfo{f.ID, f.Stage, f.Caption, string(f.Taken), f.Width, f.Height, f.Bytes})
		}
		return out, err
	})
}

// Image returns a picture to show.
func (p *Photos) Image(id string) (PhotoImage, error) {
	return withPhotos(p.d, func(ctx context.Context, desk *photos.Desk) (PhotoImage, error) {
		jpeg, err := desk.JPEG(ctx, id)
		return PhotoImage{dataURL(jpeg)}, err
	})
}

// File returns a picture as a file to be saved elsewhere.
func (p *Photos) File(id, name string) (FileRef, error) {
	return withPhotos(p.d, func(ctx context.Context, desk *photos.Desk) (FileRef, error) {
		jpeg, err := desk.JPEG(ctx, id)
		if err != nil {
			return FileRef{}, err
		}
		return p.d.files.make(name+".jpg", func(w io.Writer) error { _, err := w.Write(jpeg); return err })
	})
}

// Describe changes what is said of a photo.
func (p *Photos) Describe(id, stage, caption string) (PhotoChange, error) {
	return withPhotos(p.d, func(ctx context.Context, desk *photos.Desk) (PhotoChange, error) {
		change, err := desk.Describe(ctx, id, stage, caption)
		return PhotoChange{change}, err
	})
}

// Remove takes a photo away; its change brings it back.
func (p *Photos) Remove(id string) (PhotoChange, error) {
	return withPhotos(p.d, func(ctx context.Context, desk *photos.Desk) (PhotoChange, error) {
		change, err := desk.Remove(ctx, id)
		return PhotoChange{change}, err
	})
}
