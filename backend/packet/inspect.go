package packet

import (
	"context"

	"chengzhuan/backend/errs"
)

// Inspect says what a file is. It changes nothing.
func (x *Exchange) Inspect(ctx context.Context, file string) (Inspected, error) {
	out := Inspected{File: file}
	s, err := openFile(file)
	if err != nil {
		return out, err
	}
	defer s.Close()
	r, err := x.roster(ctx)
	if err != nil {
		return out, err
	}
	out.describe(s)
	out.ThisBook = s.Book == r.book
	if m := r.bySign(s.signText()); m != nil {
		out.From, out.Fingerprint = m.rec.Name, m.fingerprint()
	}
	if s.Kind == kindRequest {
		return out, nil
	}
	ids, err := x.identities(ctx)
	if err != nil {
		return out, err
	}
	u, err := unseal(s, ids)
	if err == nil {
		defer u.close()
		out.Readable, out.Changes, out.Ops = true, u.Changes, u.Ops
		if out.New, err = x.unknown(ctx, u); err != nil {
			out.problem(err)
			return out, nil
		}
	}
	if opened, err := x.open(ctx, s, r); err != nil {
		out.problem(err)
	} else {
		opened.close()
	}
	return out, nil
}

func (i *Inspected) describe(s *sealed) {
	i.Kind, i.Version, i.Program, i.Book, i.From = s.Kind, s.version, s.Program, s.Book, s.Name
	i.Number, i.When, i.Size, i.Fingerprint = s.Number, when(s.Made), int(s.size), ""
	if s.Box != "" {
		i.Fingerprint = fingerprint(s.signText(), s.Box)
	}
}

func (i *Inspected) problem(err error) {
	e := errs.Of(err)
	i.Problem, i.Hint = e.Message, e.Hint
}

// unknown counts the changes of a packet that are not here.
func (x *Exchange) unknown(ctx context.Context, u *unsealed) (int, error) {
	n := 0
	for {
		w, err := u.next()
		if err != nil || w == nil {
			return n, err
		}
		c, _, err := w.Peek()
		if err != nil {
			return n, err
		}
		known, err := x.store().Knows(ctx, c.ID)
		if err != nil {
			return n, err
		}
		if !known {
			n++
		}
	}
}

// InspectFile is Inspect where there is no book: it cannot know what is inside.
func InspectFile(file string) (Inspected, error) {
	s, err := openFile(file)
	if err != nil {
		return Inspected{File: file}, err
	}
	defer s.Close()
	out := Inspected{File: file}
	out.describe(s)
	return out, nil
}
