package ledger

import (
	"context"
	"slices"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// What has a course stands where its steps have brought it. The steps are entries of a
// register of their own (schema.Def.Steps).

// standing returns the steps of a record that count; notes, which leave its state as it
// is, are none.
func (l *Ledger) standing(ctx context.Context, log *schema.Def, field, record string) ([]store.Record, error) {
	records, err := l.Store.Lookup(ctx, log, field, record)
	if err != nil {
		return nil, err
	}
	list := make([]oplog.ID, len(records))
	for i, rec := range records {
		list[i] = rec.ID
	}
	void, err := l.Store.Voided(ctx, list)
	return slices.DeleteFunc(records, func(rec store.Record) bool { return void[rec.ID] != "" || !moves(log, rec) }), err
}

func moves(log *schema.Def, step store.Record) bool {
	return log.Get(step.Values, "from") != log.Get(step.Values, "to")
}

// begun returns the day of the first step of a record; "" none was taken.
func (l *Ledger) begun(ctx context.Context, d *schema.Def, id oplog.ID) (first cn.Date, err error) {
	for _, log := range registers.All() {
		for _, key := range log.Steps {
			if log.Field(key).Ref != d.Key {
				continue
			}
			steps, err := l.standing(ctx, log, key, id.String())
			if err != nil {
				return "", err
			}
			for _, s := range steps {
				if day := cn.Date(log.Get(s.Values, "date")); first == "" || day < first {
					first = day
				}
			}
		}
	}
	return first, nil
}

// edited completes and checks an edit by what the record was; a new one was nothing.
func (l *Ledger) edited(ctx context.Context, w *Draft, env schema.Env) error {
	if w.Def.Edit == nil {
		return nil
	}
	var begun cn.Date
	if w.ID != 0 {
		var err error
		if begun, err = l.begun(ctx, w.Def, w.ID); err != nil {
			return err
		}
	}
	said := slices.Clone(w.Values)
	for _, p := range w.Def.Edit(w.Old, w.Values, begun, env) {
		w.Problems = append(w.Problems, FieldProblem{Field: p.Field, Message: p.Message, Warning: p.Warning})
	}
	for i, f := range w.Def.Fields {
		if w.Values[i] != said[i] {
			w.Patch[f.Key] = w.Values[i]
		}
	}
	return nil
}

// lastSteps refuses the undoing of a step after which another one was taken: the record
// would stand where no step leads.
func (l *Ledger) lastSteps(ctx context.Context, c oplog.Change) error {
	for _, log := range registers.All() {
		if len(log.Steps) == 0 {
			continue
		}
		rows, err := l.Store.RowsIn(ctx, c, log.Key)
		if err != nil {
			return err
		}
		touched, err := l.Store.FindMany(ctx, log, rows)
		if err != nil {
			return err
		}
		for _, step := range touched {
			if !moves(log, step) {
				continue
			}
			if err := l.lastStep(ctx, log, step, rows); err != nil {
				return err
			}
		}
	}
	return nil
}

// lastStep is lastSteps for one of several that go together.
func (l *Ledger) lastStep(ctx context.Context, log *schema.Def, step store.Record, together []oplog.ID) error {
	day := log.Get(step.Values, "date")
	for _, key := range log.Steps {
		record := log.Get(step.Values, key)
		if record == "" {
			continue
		}
		others, err := l.standing(ctx, log, key, record)
		if err != nil {
			return err
		}
		for _, o := range others {
			at := log.Get(o.Values, "date")
			if !slices.Contains(together, o.ID) && (at > day || at == day && o.ID > step.ID) {
				return errs.New(errs.Conflict, "这一步之后又办了别的步骤，不能只撤销这一步").Do("请先撤销后面的步骤，从最近的一步开始")
			}
		}
	}
	return nil
}
