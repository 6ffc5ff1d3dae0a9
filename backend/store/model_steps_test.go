package store_test

import (
	"slices"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// step is something that happens on one PC, or between two.
type step struct {
	name   string
	weight int
	do     func(*world, *pc)
}

var steps = []step{
	{"edit", 12, (*world).edit},
	{"meet", 8, (*world).meet},
	{"deliver", 10, (*world).deliver},
	{"pack", 5, (*world).pack},
	{"late", 2, (*world).late},
	{"delete", 4, (*world).remove},
	{"settle", 5, (*world).settle},
	{"void", 3, (*world).voidEntry},
	{"undo", 3, (*world).undo},
	{"undo at once", 3, (*world).undoAtOnce},
	{"restore", 2, (*world).bringBack},
	{"create", 2, (*world).create},
	{"import", 1, (*world).importMany},
	{"apart", 1, (*world).apart},
	{"clock", 1, (*world).turnClock},
	{"clone", 1, (*world).clone},
	{"backup", 1, (*world).backUp},
	{"go back", 2, (*world).goBack},
	{"upgrade", 1, (*world).upgrade},
}

// stepsWith returns the steps with other weights.
func stepsWith(weights map[string]int) []step {
	out := slices.Clone(steps)
	for i, s := range out {
		if weight, ok := weights[s.name]; ok {
			out[i].weight = weight
		}
	}
	return out
}

// step lets something happen.
func (w *world) step(all []step) {
	total := 0
	for _, s := range all {
		total += s.weight
	}
	at := w.pick(total, "step")
	for _, s := range all {
		if at -= s.weight; at < 0 {
			p := one(w.dice, w.pcs, "PC")
			w.say("%s: %s", p.name, s.name)
			s.do(w, p)
			return
		}
	}
}

var meta = store.Meta{Kind: "test", Note: "模型"}

func (w *world) value(field string) string {
	return one(w.dice, map[string][]string{
		"name": {"王芳", "曾强", "李"}, "phone": {"", "13800000001", "13800000002"}, "street": {"仁寿路", "北门街"}, "door": {"1", "2", "3", "4", "5", "6"},
		"note": {"", "老党员", "需要走访"}, "late": {"", "甲", "乙"}, "person": {"王芳", "曾强"}, "amount": {"1", "20", "300"},
		"key": {"字号"}, "value": {"大", "小"}, "title": {"一", "二"},
	}[field], field)
}

// fill returns a new record of a register.
func (w *world) fill(d *schema.Def) schema.Values {
	v := d.New()
	for i, f := range d.Fields {
		if f.Kind != schema.Ref {
			v[i] = w.value(f.Key)
		}
	}
	return v
}

func (w *world) create(p *pc) {
	w.createIn(p, one(w.dice, slices.Concat(versionDefs(p.version), versionDefs(p.version)[:1]), "register"))
}

func (w *world) createIn(p *pc, d *schema.Def) {
	v := w.fill(d)
	if known := w.shown(p, func(r *schema.Def, _ store.Record) bool { return r.Key == neighbours.Key }); d == extras && len(known) > 0 {
		v[d.Index("of")] = one(w.dice, known, "of").String()
	}
	w.write(p, false, nil, func() (oplog.ID, error) {
		r, err := p.Write(ctx, meta, func(tx *store.Tx) error { _, err := tx.Create(d, v); return err })
		return r.Change, err
	})
}

func (w *world) importMany(p *pc) {
	n := 2 + w.pick(3, "rows")
	w.write(p, false, nil, func() (oplog.ID, error) {
		r, err := p.Write(ctx, store.Meta{Kind: "import", Note: "导入"}, func(tx *store.Tx) error {
			for range n {
				if _, err := tx.Create(p.def(neighbours.Key), w.fill(p.def(neighbours.Key))); err != nil {
					return err
				}
			}
			return nil
		})
		return r.Change, err
	})
}

// shown returns the rows on a PC that answer, in the order of their making.
func (w *world) shown(p *pc, wanted func(*schema.Def, store.Record) bool) []oplog.ID {
	var out []oplog.ID
	for _, row := range w.rows {
		d := p.def(w.registerOf(row))
		if d == nil || !p.known.has(w.edits[row][0].change.place) {
			continue
		}
		r, err := p.Find(ctx, d, row)
		if errs.Is(err, errs.NotFound) {
			breaks("lost", "%s knows the creation of %v and does not show it", p.name, row)
		}
		must(err)
		if wanted(d, r) {
			out = append(out, row)
		}
	}
	return out
}

// choose lets f alter one of the rows on a PC that answer.
func (w *world) choose(p *pc, wanted func(*schema.Def, store.Record) bool, f func(*store.Tx, *schema.Def, oplog.ID) error) *made {
	rows := w.shown(p, wanted)
	if len(rows) == 0 {
		return nil
	}
	if w.pick(3, "any row") > 0 { // people mostly quarrel about the same things
		rows = rows[:1]
	}
	row := one(w.dice, rows, "row")
	return w.write(p, false, nil, func() (oplog.ID, error) {
		r, err := p.Write(ctx, meta, func(tx *store.Tx) error { return f(tx, p.def(w.registerOf(row)), row) })
		return r.Change, err
	}, row)
}

func (w *world) edit(p *pc) {
	var want map[string]string
	m := w.choose(p, func(d *schema.Def, r store.Record) bool { return !d.Entries && !r.Deleted }, func(tx *store.Tx, d *schema.Def, row oplog.ID) error {
		patch := map[string]string{}
		for range 1 + w.pick(2, "fields") {
			fields := d.Fields
			if w.pick(2, "any field") > 0 {
				fields = fields[1:min(len(fields), 2+2*w.pick(2, "coupled"))]
			}
			if f := one(w.dice, fields, "field"); f.Kind != schema.Ref {
				patch[f.Key] = w.value(f.Key)
			}
		}
		old, err := tx.Find(ctx, d, row)
		must(err)
		want = map[string]string{}
		for key, v := range patch {
			if d.Get(old.Values, key) != v {
				want[key] = v
			}
		}
		_, err = tx.Update(d, row, patch)
		return err
	})
	for key, v := range want {
		if got, ok := m.edits[0].fields[key]; !ok || got != v {
			breaks("lost", "an edit set %s to %q, the log says %q", key, v, got)
		}
	}
}

// late edits one field a few times, or edits, edits and deletes, and what was
// done last comes to another PC first.
func (w *world) late(p *pc) {
	rows := w.shown(p, func(d *schema.Def, r store.Record) bool { return d.Key == neighbours.Key && !r.Deleted })
	to := one(w.dice, w.pcs, "to")
	if len(rows) == 0 || to == p {
		return
	}
	row, n := one(w.dice, rows, "row"), len(w.changes)
	gone := w.pick(3, "deleted last") == 2
	for i := range 3 {
		w.write(p, false, nil, func() (oplog.ID, error) {
			r, err := p.Write(ctx, meta, func(tx *store.Tx) error {
				if gone && i == 2 {
					return tx.Delete(p.def(neighbours.Key), row)
				}
				_, err := tx.Update(p.def(neighbours.Key), row, map[string]string{"phone": w.value("phone")})
				return err
			})
			return r.Change, err
		}, row)
	}
	for _, m := range slices.Backward(w.changes[n:]) {
		w.receive(to, []*made{m})
		w.check(to)
	}
}

func (w *world) remove(p *pc) {
	w.choose(p, func(d *schema.Def, r store.Record) bool { return !d.Entries && !r.Deleted }, func(tx *store.Tx, d *schema.Def, row oplog.ID) error { return tx.Delete(d, row) })
}

func (w *world) bringBack(p *pc) {
	w.choose(p, func(d *schema.Def, r store.Record) bool { return r.Deleted }, func(tx *store.Tx, d *schema.Def, row oplog.ID) error { return tx.Restore(d, row) })
}

func (w *world) voidEntry(p *pc) {
	reason := one(w.dice, []string{"记错了", "重复"}, "reason")
	w.choose(p, func(d *schema.Def, r store.Record) bool { return d.Entries }, func(tx *store.Tx, d *schema.Def, row oplog.ID) error { return tx.Void(d, row, reason) })
}

// settle decides something that waits: one of the values that are offered.
func (w *world) settle(p *pc) {
	list, err := p.Reviews(ctx)
	must(err)
	slices.SortStableFunc(list, func(a, b store.Review) int { return slices.Index(w.rows, a.Row) - slices.Index(w.rows, b.Row) })
	if len(list) == 0 {
		return
	}
	v := one(w.dice, list, "review")
	if v.Field == oplog.Void {
		return
	}
	value := one(w.dice, v.Heads, "head").Value
	w.say("  %s of %v is decided: %q of %d", v.Field, v.Row, value, len(v.Heads))
	w.write(p, false, nil, func() (oplog.ID, error) {
		r, err := p.Write(ctx, meta, func(tx *store.Tx) error {
			return tx.Settle(p.def(v.Register), v.Row, map[string]string{v.Field: value})
		})
		return r.Change, err
	}, v.Row)
	left, err := p.Reviews(ctx)
	must(err)
	if slices.ContainsFunc(left, func(o store.Review) bool { return o.Row == v.Row && o.Field == v.Field }) {
		breaks("reviews", "%s of %v waits although it has been decided", v.Field, v.Row)
	}
}

// apart sets a knob beside what is there.
func (w *world) apart(p *pc) {
	rows := w.shown(p, func(d *schema.Def, r store.Record) bool { return d == knobs && !r.Deleted })
	if len(rows) == 0 {
		return
	}
	row, v := one(w.dice, rows, "row"), w.value("value")
	w.write(p, true, nil, func() (oplog.ID, error) {
		r, err := p.Write(ctx, meta, func(tx *store.Tx) error { return tx.Apart(knobs, row, "value", v) })
		return r.Change, err
	}, row)
}

// undo takes back any change that the PC knows. Refusals with a reason are good answers.
func (w *world) undo(p *pc) {
	var known []*made
	for _, m := range w.changes {
		if p.known.has(m.place) {
			known = append(known, m)
		}
	}
	if len(known) > 0 {
		w.takeBack(p, one(w.dice, known, "change"))
	}
}

func (w *world) takeBack(p *pc, m *made) *made {
	var rows []oplog.ID
	for _, e := range m.edits {
		rows = append(rows, e.row)
	}
	undo := w.write(p, false, []errs.Code{errs.Conflict, errs.NotFound, errs.Denied}, func() (oplog.ID, error) {
		r, _, err := p.Undo(ctx, m.ID)
		return r.Change, err
	}, rows...)
	if undo != nil {
		w.likeBefore(undo, m)
	}
	return undo
}

// undoAtOnce edits and takes that back: all is shown as before.
func (w *world) undoAtOnce(p *pc) {
	before, n := w.picture(p), len(w.changes)
	w.say("  of")
	one(w.dice, []func(*world, *pc){(*world).settle, (*world).edit, (*world).remove, (*world).settle, (*world).bringBack, (*world).voidEntry}, "what")(w, p)
	if len(w.changes) == n {
		return
	}
	if w.takeBack(p, w.changes[n]) == nil {
		breaks("undo", "%s cannot take back what it has just done", p.name)
	}
	if after := w.picture(p); after != before {
		breaks("undo", "%s showed\n%s\nand shows, after a change and its undo,\n%s", p.name, before, after)
	}
}
