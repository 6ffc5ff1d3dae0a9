package store_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/store"
)

// picture is what a PC shows of its rows.
func (w *world) picture(p *pc) string {
	var b strings.Builder
	for _, d := range versionDefs(p.version) {
		var ids []oplog.ID
		must(p.Each(ctx, d, func(r store.Record) error {
			ids = append(ids, r.ID)
			fmt.Fprintln(&b, d.Key, r.ID, r.Deleted, strings.Join(r.Values, "|"))
			return nil
		}))
		if d == grants {
			void, err := p.Voided(ctx, ids)
			must(err)
			fmt.Fprintln(&b, "void:", void)
		}
	}
	waiting, err := p.Reviews(ctx)
	must(err)
	for _, v := range waiting {
		var values []string
		for _, h := range v.Heads {
			if !slices.Contains(values, h.Value) {
				values = append(values, h.Value)
			}
		}
		slices.Sort(values)
		fmt.Fprintln(&b, "waits:", v.Row, v.Field, strings.Join(values, "|"))
	}
	return b.String()
}

func (w *world) dump(p *pc) []string {
	lines, err := p.Dump(ctx)
	must(err)
	return lines
}

// same fails with the first line that differs.
func same(law, what string, a, b []string) {
	for i := range max(len(a), len(b)) {
		x, y := "nothing", "nothing"
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			breaks(law, "%s:\n%s\nagainst\n%s", what, x, y)
		}
	}
}

// twice gives a PC what it has got already: nothing changes.
func (w *world) twice(p *pc, list []*made) {
	before := w.dump(p)
	w.receive(p, list)
	same("twice", p.name+" differs after the same packet again", before, w.dump(p))
}

// check holds what a PC shows against the truth.
func (w *world) check(p *pc) {
	w.checkRows(p)
	w.checkGaps(p)
	w.checkVector(p)
}

func (w *world) checkRows(p *pc) {
	shown := map[oplog.ID]store.Record{}
	var entries []oplog.ID
	for _, d := range versionDefs(p.version) {
		must(p.Each(ctx, d, func(r store.Record) error {
			shown[r.ID] = r
			if d.Entries {
				entries = append(entries, r.ID)
			}
			return nil
		}))
	}
	voided, err := p.Voided(ctx, entries)
	must(err)
	reviews, err := p.Reviews(ctx)
	must(err)
	waiting := map[string]store.Review{}
	for _, v := range reviews {
		waiting[fmt.Sprint(v.Row, " ", v.Field)] = v
	}
	sum, wantSum, sure := 0, 0, true
	for _, row := range w.rows {
		d := p.def(w.registerOf(row))
		t := w.row(row, p.known)
		rec, here := shown[row]
		delete(shown, row)
		if d == nil {
			continue
		}
		if here != t.whole {
			breaks("lost", "%s: row %v is known: %v, shown: %v", p.name, row, t.whole, here)
		}
		if !here {
			continue
		}
		edits, err := p.History(ctx, d, row)
		must(err)
		if len(edits) != len(t.edits) {
			breaks("history", "%s: the history of %v has %d entries, %d are known", p.name, row, len(edits), len(t.edits))
		}
		if d.Key == neighbours.Key && t.closed && !w.tuples[row][tuple(d, rec)] {
			breaks("coupled", "%s shows %s of %v: nobody ever had that", p.name, tuple(d, rec), row)
		}
		if d.Entries {
			sure = sure && t.closed
			n, _ := strconv.Atoi(d.Get(rec.Values, "amount"))
			if voided[row] == "" {
				sum += n
			}
			if !t.void() {
				n, _ = strconv.Atoi(t.edits[0].fields["amount"])
				wantSum += n
			}
		}
		if t.closed {
			want := w.checkRow(p, row, t, rec)
			for _, field := range want {
				at := fmt.Sprint(row, " ", field)
				if _, waits := waiting[at]; !waits {
					breaks("reviews", "%s: %s does not wait for a decision", p.name, at)
				}
				w.checkHeads(p, waiting[at], t, rec)
				delete(waiting, at)
			}
		} else { // a review may name edits that what is missing will show to be none
			for _, field := range w.checkOpen(p, row, func(field string) string { return d.Get(rec.Values, field) }, rec.Deleted) {
				at := fmt.Sprint(row, " ", field)
				if _, waits := waiting[at]; !waits {
					breaks("reviews", "%s: %s does not wait for a decision, with edits missing", p.name, at)
				}
				delete(waiting, at)
			}
		}
	}
	for row := range shown {
		breaks("lost", "%s shows row %v, which nobody made", p.name, row)
	}
	for at := range waiting {
		breaks("reviews", "%s: %s waits for a decision without need", p.name, at)
	}
	if sure && sum != wantSum {
		breaks("sum", "%s: the entries that count make %d, they should make %d", p.name, sum, wantSum)
	}
}

// checkRow checks values and deletion of one row and returns the fields that must wait.
func (w *world) checkRow(p *pc, row oplog.ID, t rowTruth, rec store.Record) (wait []string) {
	d := p.def(w.registerOf(row))
	for _, f := range d.Fields {
		values, several := differ(t.heads(f.Key), f.Key)
		if !slices.Contains(values, d.Get(rec.Values, f.Key)) {
			breaks("shown", "%s shows %q in %s of %v, the last values are %q", p.name, d.Get(rec.Values, f.Key), f.Key, row, values)
		}
		if several {
			wait = append(wait, f.Key)
		}
	}
	if _, several := differ(t.heads(oplog.Void), oplog.Void); several {
		wait = append(wait, oplog.Void)
	}
	gone, doubt := t.gone()
	if rec.Deleted != gone {
		breaks("deletion", "%s: row %v is deleted: %v, should be: %v", p.name, row, rec.Deleted, gone)
	}
	if doubt {
		wait = append(wait, oplog.Deleted)
	}
	return wait
}

// checkHeads checks what a review offers.
func (w *world) checkHeads(p *pc, v store.Review, t rowTruth, rec store.Record) {
	offered := map[oplog.ID]string{}
	current := 0
	for _, h := range v.Heads {
		offered[h.Op] = h.Value
		if h.Current {
			current++
		}
		if i := p.def(v.Register).Index(v.Field); h.Current && i >= 0 && h.Value != rec.Values[i] {
			breaks("reviews", "%s shows %q, the review says %q", p.name, rec.Values[i], h.Value)
		}
	}
	if v.Field == oplog.Deleted {
		_, several := differ(t.heads(oplog.Deleted), oplog.Deleted)
		if len(offered) < 2 || current == 0 || current == len(offered) {
			breaks("reviews", "%s: a deletion in doubt (kept by a mark: %v) offers %v, %d of them current", p.name, several, offered, current)
		}
		return
	}
	heads := t.heads(v.Field)
	if len(heads) != len(offered) || current != 1 {
		breaks("reviews", "%s: %s has %d last values, the review offers %v, %d of them current", p.name, v.Field, len(heads), offered, current)
	}
	for _, e := range heads {
		if value, ok := offered[e.id]; !ok || value != e.fields[v.Field] {
			breaks("reviews", "%s: the review of %s lacks %q", p.name, v.Field, e.fields[v.Field])
		}
	}
}
