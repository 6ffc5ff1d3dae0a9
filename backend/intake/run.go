package intake

import (
	"context"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// Run carries the plan out as one change, with everything that is created on
// the way. A plan made before somebody changed the book is made anew first,
// with the same options. Canceling leaves nothing behind. When nothing is to be
// done there is no change and Import is "".
func (p *Plan) Run(ctx context.Context, progress func(done, total int)) (IntakeResult, error) {
	var linked int
	result, err := p.ledger.Store.Write(ctx, store.Meta{Kind: "import", Note: "导入" + p.def.Label + "：" + p.work.name}, func(tx *store.Tx) error {
		info, err := p.ledger.Store.Info(ctx)
		if err != nil {
			return err
		}
		if info.Generation != p.generation {
			fresh, err := MakePlan(ctx, p.ledger, p.work, p.options, nil)
			if err != nil {
				return err
			}
			*p = *fresh
		}
		e := &execution{p: p, tx: tx}
		if err := e.all(ctx, progress); err != nil {
			return err
		}
		linked = e.linked
		tx.SetNote(p.note(linked))
		return nil
	})
	if err != nil {
		return IntakeResult{}, err
	}
	out := IntakeResult{
		Import: result.Change.String(), Rows: len(p.rows), Created: p.counts[fateCreate], Updated: p.counts[fateUpdate],
		Unchanged: p.counts[fateUnchanged], Skipped: p.counts[fateSkip], Rejected: p.counts[fateRefused], Undecided: p.counts[fateAsk], Kept: p.kept, Linked: linked,
	}
	if p.options.Remember {
		// The records are in; a mapping that could not be remembered is no reason to say otherwise.
		_ = p.remember(context.WithoutCancel(ctx))
	}
	return out, nil
}

// note is what the history says of the import.
func (p *Plan) note(linked int) string {
	unit := " " + p.def.Unit
	parts := []string{"导入" + p.def.Label + "：" + p.work.name}
	if n := p.counts[fateCreate]; n > 0 {
		parts = append(parts, "新增 "+count(n)+unit)
	}
	if n := p.counts[fateUpdate]; n > 0 {
		parts = append(parts, "更新 "+count(n)+unit)
	}
	if linked > 0 {
		parts = append(parts, "顺带新建 "+count(linked)+" 条")
	}
	return strings.Join(parts, "，")
}

// execution is one attempt to write a plan.
type execution struct {
	p      *Plan
	tx     *store.Tx
	linked int
	loops  []loop
}

// loop is a reference between new records of the file that point at each other;
// it is set when both exist.
type loop struct {
	from, to *target
	at       int
}

func (e *execution) all(ctx context.Context, progress func(done, total int)) error {
	for _, t := range e.p.targets {
		t.real, t.entered = t.id, false
	}
	for _, m := range e.p.names.order {
		m.real = 0
		if !isPending(m.pending) {
			m.real = m.pending
		}
	}
	var have []store.Record
	for _, t := range e.p.targets {
		if t.id != 0 {
			have = append(have, store.Record{ID: t.id, Values: t.old})
		}
	}
	if err := e.p.ledger.AllowAll(ctx, e.p.def, have); err != nil { // the plan was made for somebody else
		return err
	}
	step := stepper(ctx, progress, len(e.p.targets))
	for _, t := range e.p.targets {
		if err := step(); err != nil {
			return err
		}
		if err := e.write(t); err != nil {
			return err
		}
	}
	for _, l := range e.loops {
		if _, err := e.tx.Update(e.p.def, l.from.real, map[string]string{e.p.def.Fields[l.at].Key: l.to.real.String()}); err != nil {
			return err
		}
	}
	return nil
}

// write stores one record, after those of the file that it refers to.
func (e *execution) write(t *target) error {
	if t.entered {
		return nil
	}
	t.entered = true
	d := e.p.def
	if t.id != 0 {
		patch := map[string]string{}
		for at, f := range d.Fields {
			if t.values[at] == t.old[at] {
				continue
			}
			v, err := e.resolve(f, at, t.values[at], t)
			if err != nil {
				return err
			}
			patch[f.Key] = v
		}
		_, err := e.tx.Update(d, t.id, patch)
		return err
	}
	v := make(schema.Values, len(d.Fields))
	for at, f := range d.Fields {
		var err error
		if v[at], err = e.resolve(f, at, t.values[at], t); err != nil {
			return err
		}
	}
	id, err := e.tx.Create(d, v)
	t.real = id
	return err
}

// resolve turns a pending reference into a real one, creating what it names.
func (e *execution) resolve(f *schema.Field, at int, v string, from *target) (string, error) {
	if f.Kind != schema.Ref || v == "" {
		return v, nil
	}
	id, err := oplog.ParseID(v)
	if err != nil || !isPending(id) {
		return v, err
	}
	if id.Block() == rowBlock {
		to := e.p.rowOf(id).target
		if to == nil {
			return "", nil
		}
		if err := e.write(to); err != nil {
			return "", err
		}
		if to.real == 0 { // it is being written further up: they point at each other
			if to != from {
				e.loops = append(e.loops, loop{from, to, at})
			}
			return "", nil
		}
		return to.real.String(), nil
	}
	m := e.p.names.pendingOf(id)
	if m == nil {
		return "", errs.New(errs.Internal, "导入时找不到要新建的记录")
	}
	return e.make(m)
}

// make creates a missing record, after those that it refers to.
func (e *execution) make(m *missing) (string, error) {
	if m.real != 0 {
		return m.real.String(), nil
	}
	v := make(schema.Values, len(m.values))
	for i, f := range m.def.Fields {
		var err error
		if v[i], err = e.resolve(f, i, m.values[i], nil); err != nil {
			return "", err
		}
	}
	id, err := e.tx.Create(m.def, v)
	if err != nil {
		return "", err
	}
	e.linked++
	m.real = id
	return id.String(), nil
}
