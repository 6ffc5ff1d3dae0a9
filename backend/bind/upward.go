package bind

import (
	"context"
	"encoding/json"
	"io"
	"path/filepath"
	"slices"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
	"chengzhuan/backend/upward"
)

// upwardChoice is where this PC remembers what went into the last report.
const upwardChoice = "upward.choice"

// Upward makes reports for the street office and keeps those that came in.
type Upward struct{ d *Desk }

// ReportSigner returns the key by which this PC signs reports: the one of its
// place in the roster.
func ReportSigner(ctx context.Context, l *ledger.Ledger) (upward.Signer, error) {
	s, err := packet.New(l).Signer(ctx)
	if err != nil {
		return nil, err
	}
	return s, nil
}

// Form returns what a report can hold, and what the last one held.
func (u *Upward) Form() (UpwardForm, error) {
	return do(u.d, func(ctx context.Context, l *ledger.Ledger) (out UpwardForm, err error) {
		for _, s := range upward.Sections() {
			out.Sections = append(out.Sections, UpwardChoice(s))
		}
		out.Span = "month"
		for _, s := range out.Sections {
			out.Chosen = append(out.Chosen, s.Key)
		}
		saved, err := l.Store.Recall(ctx, upwardChoice)
		var last UpwardForm
		if err != nil || json.Unmarshal([]byte(saved), &last) != nil {
			return out, err
		}
		out.Span = last.Span
		out.Chosen = slices.DeleteFunc(last.Chosen, func(key string) bool { return upward.Sources(key) == nil })
		return out, nil
	})
}

// Preview shows a report as it would go out. Nothing is written.
func (u *Upward) Preview(q UpwardRequest) (UpwardPreview, error) {
	return do(u.d, func(ctx context.Context, l *ledger.Ledger) (out UpwardPreview, err error) {
		r, err := u.gather(ctx, l, q)
		if err != nil {
			return out, err
		}
		by, err := ReportSigner(ctx, l)
		if err != nil {
			return out, err
		}
		out = UpwardPreview{Title: r.Title, Digest: r.Digest(), PC: by.Name(), Fingerprint: upward.Fingerprint(by.Public()), Sections: upwardSections(r)}
		for _, f := range r.Facts() {
			out.Facts = append(out.Facts, UpwardFact(f))
		}
		return out, nil
	})
}

func (u *Upward) gather(ctx context.Context, l *ledger.Ledger, q UpwardRequest) (*upward.Report, error) {
	if len(q.Sections) == 0 {
		return nil, errs.New(errs.Invalid, "还没有选要上报的内容").In("sections").Do("请至少选一个部分")
	}
	p, err := upward.ReadPeriod(q.From, q.To, l.Store.Today())
	if err != nil {
		return nil, err
	}
	return upward.Gather(ctx, l, upward.Options{Period: p, Sections: q.Sections, Program: u.d.cfg.Version})
}

// Make writes the file of the report that was previewed and remembers the
// choice. It is refused where the book has changed since the preview: what goes
// out is what was seen.
func (u *Upward) Make(q UpwardRequest, digest string) (UpwardMade, error) {
	return do(u.d, func(ctx context.Context, l *ledger.Ledger) (out UpwardMade, err error) {
		r, err := u.gather(ctx, l, q)
		if err != nil {
			return out, err
		}
		if r.Digest() != digest {
			return out, errs.New(errs.Conflict, "预览以后台账有改动，内容和看到的不一样了").Do("已换成新的内容，请再看一遍，然后保存")
		}
		by, err := ReportSigner(ctx, l)
		if err != nil {
			return out, err
		}
		f, err := upward.Seal(ctx, r, by)
		if err != nil {
			return out, err
		}
		if out.File, err = u.d.files.make(r.Name()+upward.Extension, func(w io.Writer) error {
			_, err := f.WriteTo(w)
			return err
		}); err != nil {
			return out, err
		}
		out.Fingerprint, out.Size = f.Fingerprint, f.Size
		choice, err := json.Marshal(UpwardForm{Span: q.Span, Chosen: q.Sections})
		if err != nil {
			return out, err
		}
		return out, l.Store.Remember(ctx, upwardChoice, string(choice))
	})
}

// Choose asks in the window for one or more report files; none when cancelled.
func (u *Upward) Choose() (out []FileRef, err error) {
	defer guard(&err)
	out = []FileRef{}
	if u.d.shell == nil {
		return out, fail(errs.New(errs.Denied, "浏览器里请用页面上的选择按钮"))
	}
	paths, err := u.d.shell.AskOpenMany("选择上报文件", "城砖上报文件|*"+upward.Extension, "所有文件|*.*")
	if err != nil {
		return out, fail(err)
	}
	for _, p := range paths {
		ref, err := u.d.files.put(p)
		if err != nil {
			return out, fail(err)
		}
		out = append(out, ref)
	}
	return out, nil
}

// Import takes in report files. One that is refused is named in the result and
// does not stop the others.
func (u *Upward) Import(tokens []string) ([]UpwardTaken, error) {
	return do(u.d, func(ctx context.Context, l *ledger.Ledger) ([]UpwardTaken, error) {
		paths, err := u.d.files.all(tokens)
		if err != nil {
			return nil, err
		}
		var out []UpwardTaken
		for _, p := range paths {
			out = append(out, takeReport(ctx, l, p))
		}
		return out, nil
	})
}

func takeReport(ctx context.Context, l *ledger.Ledger, path string) UpwardTaken {
	out := UpwardTaken{File: filepath.Base(path)}
	f, err := upward.Open(path)
	var got upward.Taken
	if err == nil {
		got, err = upward.Take(ctx, l, f)
	}
	if err != nil {
		e := errs.Of(err)
		out.Error, out.Hint = e.Message, e.Hint
		return out
	}
	out.Known, out.Figures, out.Report = got.Known, got.Figures, upwardReceived(got.Received)
	return out
}

// Received lists the reports that came in, newest period first.
func (u *Upward) Received() ([]UpwardReceived, error) {
	return do(u.d, func(ctx context.Context, l *ledger.Ledger) ([]UpwardReceived, error) {
		list, err := upward.List(ctx, l)
		if err != nil {
			return nil, err
		}
		out := make([]UpwardReceived, len(list))
		for i, r := range list {
			out[i] = upwardReceived(r)
		}
		return out, nil
	})
}

// Find returns one report that came in with its content.
func (u *Upward) Find(id string) (UpwardReport, error) {
	return do(u.d, func(ctx context.Context, l *ledger.Ledger) (UpwardReport, error) {
		x, r, err := upward.Find(ctx, l, id)
		if err != nil {
			return UpwardReport{}, err
		}
		return UpwardReport{upwardReceived(x), upwardSections(r)}, nil
	})
}

// Compare puts two reports that came in side by side.
func (u *Upward) Compare(a, b string) (UpwardComparison, error) {
	return do(u.d, func(ctx context.Context, l *ledger.Ledger) (UpwardComparison, error) {
		c, err := upward.Compare(ctx, l, a, b)
		if err != nil {
			return UpwardComparison{}, err
		}
		out := UpwardComparison{A: upwardReceived(c.A), B: upwardReceived(c.B), Differs: c.Differs}
		for _, x := range c.Lines {
			out.Lines = append(out.Lines, UpwardLine(x))
		}
		return out, nil
	})
}

// Export writes a report that came in as XLSX; with another, both side by side.
func (u *Upward) Export(id, other string) (FileRef, error) {
	return do(u.d, func(ctx context.Context, l *ledger.Ledger) (FileRef, error) {
		if other == "" {
			x, _, err := upward.Find(ctx, l, id)
			if err != nil {
				return FileRef{}, err
			}
			return u.d.files.make(x.Title+".xlsx", func(w io.Writer) error { return upward.WriteReport(ctx, l, id, w) })
		}
		c, err := upward.Compare(ctx, l, id, other)
		if err != nil {
			return FileRef{}, err
		}
		return u.d.files.make("上报对比-"+c.A.Title+"-"+c.B.Title+".xlsx", func(w io.Writer) error { return upward.WriteComparison(ctx, c, w) })
	})
}

// Remove puts a report that came in into the recycle bin; Change takes it back.
func (u *Upward) Remove(id string) (UpwardRemoved, error) {
	return do(u.d, func(ctx context.Context, l *ledger.Ledger) (out UpwardRemoved, err error) {
		out.Change, err = upward.Remove(ctx, l, id)
		return out, err
	})
}

// SetNote writes the note of a report that came in.
func (u *Upward) SetNote(id, note string) (UpwardRemoved, error) {
	return do(u.d, func(ctx context.Context, l *ledger.Ledger) (out UpwardRemoved, err error) {
		d := registers.Reports.Def
		n, err := oplog.ParseID(id)
		if err != nil {
			return out, err
		}
		value, _, err := d.Field("note").Read(note, l.Store.Today())
		if err != nil {
			return out, err
		}
		res, err := l.Store.Write(ctx, store.Meta{Kind: "update", Note: "改上报的备注"}, func(tx *store.Tx) error {
			_, err := tx.Update(d, n, map[string]string{"note": value})
			return err
		})
		if res.Change != 0 {
			out.Change = res.Change.String()
		}
		return out, err
	})
}
