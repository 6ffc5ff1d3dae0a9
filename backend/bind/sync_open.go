package bind

import (
	"context"

	"chengzhuan/backend/errs"
)

// Opener is what a Shell can also be where the system lets a program be the one
// that opens a kind of file.
type Opener interface {
	OpensPackets() (bool, error)
	OpenPackets(on bool) error
}

// Offer hands the page a file that was opened by double click. It may be called
// at any time, also before the page is there.
func (d *Desk) Offer(path string) error {
	ref, err := d.files.put(path)
	if err != nil {
		return err
	}
	d.mu.Lock()
	d.sync.offered = append(d.sync.offered, ref)
	d.mu.Unlock()
	d.emit("offered")
	return nil
}

// Offered returns the files that were opened by double click, once.
func (s *Sync) Offered() ([]FileRef, error) {
	return bare(s.d, func(context.Context) ([]FileRef, error) {
		s.d.mu.Lock()
		defer s.d.mu.Unlock()
		out := s.d.sync.offered
		s.d.sync.offered = nil
		return out, nil
	})
}

// Opening says whether a double click on a packet opens this program.
func (s *Sync) Opening() (FileOpening, error) {
	return bare(s.d, func(context.Context) (FileOpening, error) {
		o, ok := s.d.shell.(Opener)
		if !ok {
			return FileOpening{}, nil
		}
		on, err := o.OpensPackets()
		return FileOpening{Possible: true, On: on}, err
	})
}

// SetOpening switches the double click on or off.
func (s *Sync) SetOpening(on bool) (FileOpening, error) {
	return bare(s.d, func(context.Context) (FileOpening, error) {
		o, ok := s.d.shell.(Opener)
		if !ok {
			return FileOpening{}, errs.New(errs.Denied, "这里不能设定双击打开").Do("请在 Windows 上打开城砖的窗口再设")
		}
		if err := o.OpenPackets(on); err != nil {
			return FileOpening{}, err
		}
		return FileOpening{Possible: true, On: on}, nil
	})
}
