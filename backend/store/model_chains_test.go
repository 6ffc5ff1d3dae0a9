package store_test

import (
	"fmt"

	"chengzhuan/backend/oplog"
)

// checkGaps: every gap ends right before a change that is here, covers all that
// is missing there, and nothing that is here; no change waits without a gap.
func (w *world) checkGaps(p *pc) {
	gaps, err := p.Gaps(ctx)
	must(err)
	type at struct{ replica, seq int64 }
	byHash := map[oplog.Hash]*made{}
	here, all, numbers := map[at]int{}, map[at]int{}, map[int64]bool{}
	for _, m := range w.changes {
		byHash[m.Hash] = m
		all[at{m.Replica, m.Seq}]++
		if p.known.has(m.place) {
			here[at{m.Replica, m.Seq}]++
			numbers[m.Replica] = true
		}
	}
	want := map[at]bool{}
	for _, m := range w.changes {
		if p.known.has(m.place) && m.Seq > 1 && !p.known.has(byHash[m.Prev].place) {
			want[at{m.Replica, m.Seq - 1}] = true
		}
	}
	for _, g := range gaps {
		if !want[at{g.Replica, g.To}] || g.From > g.To {
			breaks("gaps", "%s: there is no gap %+v", p.name, g)
		}
		delete(want, at{g.Replica, g.To})
		for seq := g.From; seq <= g.To; seq++ {
			if here[at{g.Replica, seq}] == all[at{g.Replica, seq}] {
				breaks("gaps", "%s: gap %+v, but %d is here", p.name, g, seq)
			}
		}
		if forked := all[at{g.Replica, g.To}] > 1 || here[at{g.Replica, g.To}] > 0; !forked && g.From > 1 && here[at{g.Replica, g.From - 1}] == 0 {
			breaks("gaps", "%s: gap %+v begins too late", p.name, g)
		}
	}
	for g := range want {
		breaks("gaps", "%s: change %d of %d is missing and not named", p.name, g.seq, g.replica)
	}
}

// checkVector: the tips are the ends of the unbroken chains, each once.
func (w *world) checkVector(p *pc) {
	v, err := p.Vector(ctx)
	must(err)
	byHash := map[oplog.Hash]*made{}
	for _, m := range w.changes {
		byHash[m.Hash] = m
	}
	whole, inner := map[oplog.Hash]bool{}, map[oplog.Hash]bool{}
	for _, m := range w.changes { // a change is made after the one before it
		if p.known.has(m.place) && (m.Seq == 1 || whole[m.Prev]) {
			whole[m.Hash] = true
			inner[m.Prev] = true
		}
	}
	for _, t := range v {
		m := byHash[t.Hash]
		if m == nil || !whole[t.Hash] || m.Replica != t.Replica || m.Seq != t.Seq || inner[t.Hash] {
			breaks("vector", "%s has a tip %d:%d that is not the end of a chain", p.name, t.Replica, t.Seq)
		}
		inner[t.Hash] = true
		for _, k := range t.Marks {
			if m := byHash[k.Hash]; m == nil || !whole[k.Hash] || m.Seq != k.Seq {
				breaks("vector", "%s marks %d:%d, which it does not know", p.name, t.Replica, k.Seq)
			}
		}
	}
	for hash := range whole {
		if !inner[hash] {
			breaks("vector", "%s: a chain ends at %d:%d without a tip", p.name, byHash[hash].Replica, byHash[hash].Seq)
		}
	}
}

// exchange carries packets, made by vectors only, until nobody lacks anything.
func (w *world) exchange() {
	for range 2 {
		for _, p := range w.pcs {
			for _, from := range w.pcs {
				if from != p {
					w.receive(p, w.packet(from, p))
				}
			}
		}
	}
	var all set
	for _, p := range w.pcs {
		all = all.union(p.known)
	}
	for _, p := range w.pcs {
		if p.known != all {
			breaks("stranded", "%s lacks changes that another PC has", p.name)
		}
		v, err := p.Vector(ctx)
		must(err)
		for _, from := range w.pcs {
			if what, err := from.Lacking(ctx, v); err != nil || len(what.IDs) > 0 {
				breaks("stranded", "%s has everything, %s still wants to send it %d changes (%v)", p.name, from.name, len(what.IDs), err)
			}
		}
	}
}

// end brings everything to everybody and checks that all are alike and right.
func (w *world) end() {
	if w.pick(2, "upgrade first") == 0 {
		for _, p := range w.pcs {
			w.upgrade(p)
		}
	}
	w.exchange()
	for _, p := range w.pcs {
		w.upgrade(p)
	}
	// A clone that has done nothing is not noticed, and harms nothing. Whoever writes is.
	for _, p := range w.pcs {
		w.create(p)
	}
	w.exchange()
	numbers := map[int64]string{}
	for _, p := range w.pcs {
		if numbers[p.replica] != "" {
			breaks("numbers", "%s and %s write under one number", p.name, numbers[p.replica])
		}
		numbers[p.replica] = p.name
	}
	for _, p := range w.pcs {
		w.check(p)
	}
	first := w.pcs[0]
	lines := w.dump(first)
	for _, p := range w.pcs[1:] {
		same("converge", p.name+" differs from "+first.name, lines, w.dump(p))
	}
	w.checkHistories()
	var all []*made
	for _, m := range w.changes {
		if first.known.has(m.place) {
			all = append(all, m)
		}
	}
	w.twice(one(w.dice, w.pcs, "again"), all)
	last := w.pcs[len(w.pcs)-1]
	w.packet(last, nil) // in the bytes of their makers
	if problems, err := last.Check(ctx); err != nil || len(problems) > 0 {
		breaks("check", "%v, %v", problems, err)
	}
	must(last.RebuildKeys(ctx))
	same("keys", "the search keys differ from those made anew", lines, w.dump(last))
}

// checkHistories: the history of each row reads the same everywhere.
func (w *world) checkHistories() {
	for _, row := range w.rows {
		var want []string
		for i, p := range w.pcs {
			if !p.known.has(w.edits[row][0].change.place) {
				break
			}
			edits, err := p.History(ctx, p.def(w.registerOf(row)), row)
			must(err)
			var got []string
			for _, e := range edits {
				got = append(got, fmt.Sprint(e.Change.ID, e.When, e.Fields))
			}
			if i == 0 {
				want = got
			}
			same("history", fmt.Sprint("the history of ", row), want, got)
		}
	}
}
