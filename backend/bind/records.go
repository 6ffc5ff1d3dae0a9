package bind

import (
	"context"

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

// Check says what is wrong with a form, without saving.
func (r *Records) Check(register, id string, inputs []FieldInput) (CheckResult, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) (out CheckResult, err error) {
		w, err := l.Draft(ctx, register, id, inputMap(inputs))
		if err != nil {
			return out, err
		}
		out.Problems, out.Twins = w.Problems, w.Twins
		for _, in := range inputs {
			if v, ok := w.Patch[in.Key]; ok {
				out.Fields = append(out.Fields, FieldView{Key: in.Key, Value: v, Text: w.Def.Field(in.Key).Show(v)})
			}
		}
		return out, nil
	})
}

// Save stores a form, new for an empty id, unless problems or twins prevent it.
func (r *Records) Save(register, id string, inputs []FieldInput, despiteTwins bool) (SaveResult, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) (SaveResult, error) {
		w, err := l.Draft(ctx, register, id, inputMap(inputs))
		if err != nil {
			return SaveResult{}, err
		}
		return l.Save(ctx, w, despiteTwins)
	})
}

func inputMap(inputs []FieldInput) map[string]string {
	m := make(map[string]string, len(inputs))
	for _, in := range inputs {
		m[in.Key] = in.Input
	}
	return m
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

// Undo takes back a change.
func (r *Records) Undo(change string) (UndoResult, error) {
	return do(r.d, func(ctx context.Context, l *ledger.Ledger) (UndoResult, error) { return l.Undo(ctx, change) })
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
