package bind

import (
	"context"
	"time"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
)

// Records are the ledgers.
type Records struct{ d *Desk }

// List returns a stretch of a list.
func (r *Records) List(q ListQuery) (ListPage, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) (ListPage, error) { return l.List(ctx, q) })
}

// Copy returns rows as tab separated text with a header, for Excel: those named, or all of the query.
func (r *Records) Copy(q ListQuery, ids []string) (string, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) (string, error) { return l.Copy(ctx, q, ids) })
}

// Find returns a record with all that its page shows.
func (r *Records) Find(register, id string) (RecordView, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) (RecordView, error) { return l.View(ctx, register, id) })
}

// New returns an empty form; of a register with one record, that record.
func (r *Records) New(register string) (RecordView, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) (RecordView, error) { return l.Blank(ctx, register) })
}

// Reveal returns a private field in full and logs it.
func (r *Records) Reveal(register, id, field string) (FieldView, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) (FieldView, error) {
		return l.Reveal(ctx, register, id, field)
	})
}

// Version returns the seal of a record: another one than RecordView.Version
// says that it was changed since.
func (r *Records) Version(register, id string) (string, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) (string, error) { return l.Version(ctx, register, id) })
}

// Check says what is wrong with a form, without saving.
func (r *Records) Check(register, id string, inputs []FieldInput) (CheckResult, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) (out CheckResult, err error) {
		w, err := l.DraftForm(ctx, register, id, form(inputs, nil))
		if err != nil {
			return out, err
		}
		out.Problems, out.Twins = w.Problems, w.Twins
		for _, in := range inputs {
			if v, ok := w.Patch[in.Key]; ok && in.Back == "" {
				out.Fields = append(out.Fields, FieldView{Key: in.Key, Value: v, Text: w.Def.Field(in.Key).Show(v)})
			}
		}
		return out, nil
	})
}

// Save stores a form, new for an empty id, unless problems, twins or what
// somebody else changed since seen prevent it.
func (r *Records) Save(register, id string, inputs []FieldInput, seen []FieldSeen, despiteTwins bool) (SaveResult, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) (SaveResult, error) {
		w, err := l.DraftForm(ctx, register, id, form(inputs, seen))
		if err != nil {
			return SaveResult{}, err
		}
		out, err := l.Save(ctx, w, despiteTwins)
		if errs.Is(err, errs.Conflict) && (out.Gone || len(out.Conflicts) > 0) {
			return out, nil // the page shows what it clashes with
		}
		return out, err
	})
}

func form(inputs []FieldInput, seen []FieldSeen) ledger.Form {
	f := ledger.Form{Inputs: make(map[string]string, len(inputs)), Back: map[string]string{}, Seen: make(map[string]string, len(seen))}
	for _, in := range inputs {
		if in.Back != "" {
			f.Back[in.Key] = in.Back
		} else {
			f.Inputs[in.Key] = in.Input
		}
	}
	for _, s := range seen {
		f.Seen[s.Key] = s.Seen
	}
	return f
}

// Delete puts records into the recycle bin.
func (r *Records) Delete(register string, ids []string) (UndoResult, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) (UndoResult, error) { return l.Delete(ctx, register, ids) })
}

// Restore takes records out of the recycle bin.
func (r *Records) Restore(register string, ids []string) (UndoResult, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) (UndoResult, error) { return l.Restore(ctx, register, ids) })
}

// History returns the changes of a record, newest first.
func (r *Records) History(register, id string) ([]HistoryEntry, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) ([]HistoryEntry, error) {
		return l.History(ctx, register, id)
	})
}

// Revert gives a field the value it had before a change.
func (r *Records) Revert(register, id, field, change string) (SaveResult, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) (SaveResult, error) {
		return l.Revert(ctx, register, id, field, change)
	})
}

// Changes returns changes of the book older than before, newest first.
func (r *Records) Changes(before string, limit int) ([]ChangeView, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) ([]ChangeView, error) {
		return l.Changes(ctx, before, limit)
	})
}

// undoPatience is how long an undo is waited for before the page shows that it
// goes on: nearly all of them have ended by then.
const undoPatience = 400 * time.Millisecond

// Undo takes back a change. A large one goes on as a job; UndoResult then has the answer.
func (r *Records) Undo(change string) (UndoStart, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) (UndoStart, error) {
		result := new(UndoResult)
		j := r.d.jobs.begin(r.d, "正在撤销", result, func(ctx context.Context, progress func(string, int, int)) (err error) {
			*result, err = l.UndoTold(ctx, change, func(done, total int) { progress("", done, total) })
			return err
		})
		select {
		case <-j.done:
			return UndoStart{Result: *result, Done: true}, j.err
		case <-time.After(undoPatience):
			return UndoStart{Job: r.d.jobs.state(j)}, nil
		}
	})
}

// UndoResult returns what a finished job of Undo did.
func (r *Records) UndoResult(job string) (UndoResult, error) {
	return do(r.d, func(context.Context, *ledger.Ledger) (UndoResult, error) {
		j, err := r.d.jobs.find(job)
		if err != nil {
			return UndoResult{}, err
		}
		result, ok := j.result.(*UndoResult)
		if !ok || !r.d.jobs.state(j).Finished {
			return UndoResult{}, errs.New(errs.Busy, "撤销还没有结束").Do("请稍候")
		}
		return *result, nil
	})
}

// Search finds any record by what people type.
func (r *Records) Search(text string, limit int) ([]Hit, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) ([]Hit, error) { return l.Search(ctx, text, limit) })
}

// Choices finds records of one register for picking a reference.
func (r *Records) Choices(register, text string, limit int) ([]Hit, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) ([]Hit, error) {
		return l.Choices(ctx, register, text, limit)
	})
}

// Tree returns the records of a tree register.
func (r *Records) Tree(register string) ([]TreeNode, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) ([]TreeNode, error) { return l.Tree(ctx, register) })
}

// Twins returns pairs of records that may be the same thing.
func (r *Records) Twins(register string, limit int) ([]TwinPair, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) ([]TwinPair, error) { return l.Pairs(ctx, register, limit) })
}

// Compare shows two records side by side.
func (r *Records) Compare(register, a, b string) (Comparison, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) (Comparison, error) { return l.Compare(ctx, register, a, b) })
}

// Merge makes one record of two.
func (r *Records) Merge(register, keep, drop string, picks []MergePick) (UndoResult, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) (UndoResult, error) {
		return l.Merge(ctx, register, keep, drop, picks)
	})
}

// NotTwins remembers that two records are different things.
func (r *Records) NotTwins(register, a, b string) (Saved, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) (Saved, error) { return Saved{}, l.NotTwins(ctx, a, b) })
}

// Export makes a file of a list.
func (r *Records) Export(q ExportRequest) (FileRef, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) (FileRef, error) { return r.d.export(ctx, l, q) })
}
