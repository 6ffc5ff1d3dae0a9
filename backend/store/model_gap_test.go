package store_test

import (
	"slices"

	"chengzhuan/backend/oplog"
)

// What a PC can work out of a row while edits are missing that others came
// after: it knows what each writer had before his eyes, and not what stood behind
// that. It is worked out here from what everybody had taken in, edit by edit.

// gapTruth is one row by what is known somewhere.
type gapTruth struct {
	*truth
	row   oplog.ID
	edits []*edit
}

func (t *truth) gap(row oplog.ID, known set) gapTruth {
	g := gapTruth{truth: t, row: row}
	for _, e := range t.edits[row] {
		if known.has(e.change.place) {
			g.edits = append(g.edits, e)
		}
	}
	return g
}

// behind is the row as the writer of an edit had it.
func (g gapTruth) behind(o *edit) gapTruth {
	b := gapTruth{truth: g.truth, row: g.row}
	for _, e := range g.truth.edits[g.row] {
		if e.before(o) && !(e.change == o.change && e.like != nil && o.like != nil) {
			b.edits = append(b.edits, e)
		}
	}
	return b
}

// saw returns the edits of a field that the writer of an edit had before his eyes.
func (g gapTruth) saw(o *edit, field string) []*edit {
	if o.apart || o.creates() {
		return nil
	}
	return g.behind(o).heads(field)
}

func (g gapTruth) heads(field string) []*edit {
	var over []*edit
	later := false
	for _, o := range g.edits {
		if _, sets := o.fields[field]; sets && !o.creates() {
			saw := g.saw(o, field)
			over = append(over, saw...)
			later = later || len(saw) > 0
		}
	}
	var out []*edit
	for _, e := range g.edits {
		_, sets := e.fields[field]
		if e.creates() && !later || sets && !e.creates() && !slices.Contains(over, e) {
			out = append(out, e)
		}
	}
	return out
}

func (g gapTruth) fields() []string { return rowTruth{edits: g.edits}.fields() }

// whole returns what a deletion mark knew of the row.
func (g gapTruth) whole(mark *edit) (out []*edit) {
	if mark.like != nil {
		out = g.whole(mark.like)
		for _, e := range g.behind(mark).edits {
			if !e.creates() && slices.Contains(g.sawGone(e), mark.like) {
				out = append(out, e)
			}
		}
		return out
	}
	b := g.behind(mark)
	for _, field := range b.fields() {
		for _, e := range b.heads(field) {
			if !e.creates() {
				out = append(out, e)
			}
		}
	}
	return out
}

// sawGone returns the deletion marks that the writer of an edit had before his eyes.
func (g gapTruth) sawGone(e *edit) []*edit {
	if _, marks := e.fields[oplog.Deleted]; marks || e.sawGone {
		return g.saw(e, oplog.Deleted)
	}
	return nil
}

// waits reports whether somebody had an edit before his eyes that is not known.
func (g gapTruth) waits() bool {
	for _, o := range g.edits {
		if o.creates() {
			continue
		}
		seen := g.sawGone(o)
		for field := range o.fields {
			seen = append(seen, g.saw(o, field)...)
		}
		if o.fields[oplog.Deleted] == "1" {
			seen = append(seen, g.whole(o)...)
		}
		for _, e := range seen {
			if !slices.Contains(g.edits, e) {
				return true
			}
		}
	}
	return false
}

func (e *edit) later(o *edit) bool {
	return e.change.Stamp > o.change.Stamp || e.change.Stamp == o.change.Stamp && e.id > o.id
}

// speaking leaves of the edits of each PC those of its last change.
func (g gapTruth) speaking(heads []*edit) []*edit {
	if !g.waits() {
		return heads
	}
	return slices.DeleteFunc(slices.Clone(heads), func(e *edit) bool {
		return slices.ContainsFunc(heads, func(o *edit) bool {
			return o.change.Replica == e.change.Replica && o.change.Stamp > e.change.Stamp
		})
	})
}

// shown returns the value of the latest of the edits that stand side by side.
func (g gapTruth) shown(field string) string {
	var best *edit
	for _, e := range g.heads(field) {
		if best == nil || e.later(best) {
			best = e
		}
	}
	return best.fields[field]
}

func (g gapTruth) gone() (gone, doubt bool) {
	var marks []*edit
	for _, e := range g.speaking(g.heads(oplog.Deleted)) {
		if e.fields[oplog.Deleted] == "1" {
			marks = append(marks, e)
		} else {
			doubt = true
		}
	}
	if len(marks) == 0 || doubt {
		return false, doubt && len(marks) > 0
	}
	for _, field := range g.fields() {
		if field == oplog.Deleted {
			continue
		}
		for _, e := range g.speaking(g.heads(field)) {
			known := e.creates() || slices.ContainsFunc(marks, func(m *edit) bool {
				own := g.waits() && m.change.Replica == e.change.Replica && m.change.Undoes == 0 && m.later(e)
				return own || slices.Contains(g.whole(m), e) || slices.Contains(g.sawGone(e), m)
			})
			if !known {
				return false, true
			}
		}
	}
	return true, false
}

// checkOpen checks a row of which edits are missing and returns the fields that must wait.
func (w *world) checkOpen(p *pc, row oplog.ID, values func(field string) string, deleted bool) (wait []string) {
	g := w.gap(row, p.known)
	d := p.def(w.registerOf(row))
	fields := []string{oplog.Void}
	for _, f := range d.Fields {
		fields = append(fields, f.Key)
		if want := g.shown(f.Key); values(f.Key) != want {
			breaks("shown", "%s shows %q in %s of %v, of which edits are missing: it should be %q", p.name, values(f.Key), f.Key, row, want)
		}
	}
	for _, field := range fields {
		if _, several := differ(g.speaking(g.heads(field)), field); several {
			wait = append(wait, field)
		}
	}
	gone, doubt := g.gone()
	if deleted != gone {
		breaks("deletion", "%s: row %v, of which edits are missing, is deleted: %v, should be: %v", p.name, row, deleted, gone)
	}
	if doubt {
		wait = append(wait, oplog.Deleted)
	}
	return wait
}
