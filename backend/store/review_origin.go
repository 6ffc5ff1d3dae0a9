package store

import (
	"cmp"
	"context"
	"slices"

	"chengzhuan/backend/oplog"
)

// Origin returns the version of a review with who first wrote its value, where the
// operation that stands there only passed it on: an undo that made a decision wait
// again and, where folds is set, the making of one record out of two. Op stays.
func (r reader) Origin(ctx context.Context, h Head, field string, folds bool) (Head, error) {
	op, err := r.origin(ctx, h.Op, field, folds)
	if err != nil || op == h.Op {
		return h, err
	}
	_, first, _, err := r.head(ctx, op, field)
	h.PC, h.Operator, h.When, h.Mine = first.PC, first.Operator, first.When, first.Mine
	return h, err
}

// passes bounds how often a value is followed to where it came from.
const passes = 20

// origin returns the operation that first wrote what another passed on.
func (r reader) origin(ctx context.Context, id oplog.ID, field string, folds bool) (oplog.ID, error) {
	for range passes {
		op, _, _, err := r.head(ctx, id, field)
		if err != nil || op.Change == 0 {
			return id, err
		}
		c, _, err := r.changeOf(ctx, op.Change)
		if err != nil {
			return id, err
		}
		from := oplog.ID(0)
		switch {
		case c.Undoes != 0:
			from, err = r.stoodBefore(ctx, c, op, field)
		case folds && c.Kind == "merge":
			from, err = r.foldedFrom(ctx, c, op, field)
		}
		if err != nil || from == 0 {
			return id, err
		}
		id = from
	}
	return id, nil
}

// stoodBefore returns the operation whose value an undo made stand again; zero
// where the undo did not make anything wait.
func (r reader) stoodBefore(ctx context.Context, undo oplog.Change, op *oplog.Op, field string) (oplog.ID, error) {
	undone, _, err := r.changeOf(ctx, undo.Undoes)
	if err != nil {
		return 0, err
	}
	all, err := r.opsOf(ctx, op.Row)
	if err != nil {
		return 0, err
	}
	var decided *oplog.Op
	several := 0
	for i := range all {
		_, sets := all[i].Fields[field]
		switch {
		case !sets:
		case all[i].Change == undone.ID:
			decided = cmp.Or(decided, &all[i])
		case all[i].Change == undo.ID:
			several++
		}
	}
	if decided == nil || undone.Kind != "review" && several < 2 {
		return 0, nil
	}
	return newest(all, field, op.Fields[field], func(o *oplog.Op) bool { return slices.Contains(decided.Saw(field), o.ID) }), nil
}

// foldedFrom returns the operation on a record that was folded into this one, whose value it took over.
func (r reader) foldedFrom(ctx context.Context, fold oplog.Change, op *oplog.Op, field string) (oplog.ID, error) {
	ops, err := r.opsIn(ctx, fold)
	if err != nil {
		return 0, err
	}
	for i := range ops { // the first one deleted after it is where it came from
		o := &ops[i]
		if o.ID < op.ID || o.Register != op.Register || o.Row == op.Row || o.Fields[oplog.Deleted] != "1" {
			continue
		}
		twin, err := r.opsOf(ctx, o.Row)
		if err != nil {
			return 0, err
		}
		if from := newest(twin, field, op.Fields[field], func(x *oplog.Op) bool { return x.Change != fold.ID }); from != 0 {
			return from, nil
		}
	}
	return 0, nil
}

// newest returns the last of the operations that set a field to a value; those are in order of time.
func newest(ops []oplog.Op, field, value string, wanted func(*oplog.Op) bool) oplog.ID {
	for i := range slices.Backward(ops) {
		v, sets := ops[i].Fields[field]
		if (sets || ops[i].Creates()) && v == value && wanted(&ops[i]) {
			return ops[i].ID
		}
	}
	return 0
}

// MergedInto returns the record into which the deletion of a row merged it; zero
// where it was only deleted, or where that was decided anew.
func (r reader) MergedInto(ctx context.Context, row oplog.ID) (oplog.ID, error) {
	heads, err := r.headsOf(ctx, row)
	if err != nil {
		return 0, err
	}
	into := oplog.ID(0)
	for _, id := range heads[oplog.Deleted] {
		if id, err = r.origin(ctx, id, oplog.Deleted, false); err != nil {
			return 0, err
		}
		op, _, _, err := r.head(ctx, id, oplog.Deleted)
		if err != nil {
			return 0, err
		}
		if op.Fields[oplog.Deleted] != "1" {
			continue
		}
		c, _, err := r.changeOf(ctx, op.Change)
		if err != nil {
			return 0, err
		}
		if c.Kind != "merge" && c.Kind != "review" {
			continue
		}
		ops, err := r.opsIn(ctx, c)
		if err != nil {
			return 0, err
		}
		// What a merge does after the deletion is on the record that stays; a decision
		// may delete several first.
		for i := range ops {
			if ops[i].ID > op.ID && ops[i].Register == op.Register && ops[i].Row != row && ops[i].Fields[oplog.Deleted] != "1" {
				into = max(into, ops[i].Row)
				break
			}
		}
	}
	return into, nil
}

// Apart is a field that was changed apart from the deletion of its record: what the
// deleter saw, and what it holds now.
type Apart struct {
	Field string
	Heads []Head // of deletions with the value seen by them, then of the edits
}

// EditedApart returns the fields that were changed apart from the deletion that a
// review is about; only those in which the deleter saw something else.
func (r reader) EditedApart(ctx context.Context, v Review) ([]Apart, error) {
	all, err := r.opsOf(ctx, v.Row)
	if err != nil {
		return nil, err
	}
	heads := oplog.Heads(all)
	byID := map[oplog.ID]*oplog.Op{}
	for i := range all {
		byID[all[i].ID] = &all[i]
	}
	var out []Apart
	for _, field := range fieldsInOrder(heads) {
		a := Apart{Field: field}
		differs := false
		var seen []string
		for _, h := range v.Heads {
			mark := byID[h.Op]
			if mark == nil || mark.Fields[oplog.Deleted] != "1" {
				continue
			}
			h.Value, h.Current = "", false
			for i := range all {
				value, sets := all[i].Fields[field]
				if all[i].Creates() || sets && slices.Contains(mark.Seen[oplog.WholeRow], all[i].ID) {
					h.Value = value
				}
			}
			a.Heads, seen = append(a.Heads, h), append(seen, h.Value)
		}
		for _, h := range v.Heads {
			op := byID[h.Op]
			if op == nil || op.Fields[oplog.Deleted] == "1" || !slices.Contains(heads[field], h.Op) {
				continue
			}
			h.Value, h.Current = op.Fields[field], true
			a.Heads = append(a.Heads, h)
			differs = differs || slices.ContainsFunc(seen, func(s string) bool { return s != h.Value })
		}
		if differs {
			out = append(out, a)
		}
	}
	return out, nil
}

func fieldsInOrder(heads map[string][]oplog.ID) []string {
	var out []string
	for key := range heads {
		if key != oplog.Deleted && key != oplog.Void {
			out = append(out, key)
		}
	}
	slices.Sort(out)
	return out
}

// DeletedBy returns who deleted a row last, and the kind of that change; a zero
// head where nobody did.
func (r reader) DeletedBy(ctx context.Context, row oplog.ID) (out Head, kind string, err error) {
	heads, err := r.headsOf(ctx, row)
	if err != nil {
		return out, "", err
	}
	best := oplog.Stamp(0)
	for _, id := range heads[oplog.Deleted] {
		op, h, stamp, err := r.head(ctx, id, oplog.Deleted)
		if err != nil {
			return out, "", err
		}
		if op.Fields[oplog.Deleted] != "1" || stamp < best {
			continue
		}
		c, _, err := r.changeOf(ctx, op.Change)
		if err != nil {
			return out, "", err
		}
		best, out, kind = stamp, h, c.Kind
	}
	return out, kind, nil
}
