package store_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/fxamacker/cbor/v2"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// dice decides what happens: rapid, which shrinks what fails, or a seeded row of numbers.
type dice interface{ pick(n int, what string) int }

func one[T any](d dice, list []T, what string) T { return list[d.pick(len(list), what)] }

// world is some PCs of one book, what was done on them, and what is under way between them.
type world struct {
	dice
	truth
	dir   string
	fault string
	clock time.Time
	pcs   []*pc
	bag   [][]*made // packets that somebody carries
	made  int       // folders
	chat  []string  // what happened, for the reader of a failure
}

// pc is one PC with its copy of the book.
type pc struct {
	*store.Store
	name    string
	dir     string
	version int
	replica int64
	known   set
	skew    *time.Duration
	saved   []saved
}

// saved is a backup.
type saved struct {
	file    string
	known   set
	version int
}

func newWorld(d dice, dir, fault string, pcs int) *world {
	w := &world{dice: d, truth: newTruth(), dir: dir, fault: fault, clock: time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)}
	for i := range pcs {
		p := &pc{name: fmt.Sprint("PC", i+1), dir: w.folder(), version: 2 - min(i, 1)*d.pick(2, "old version"), skew: new(time.Duration)}
		blank, err := blankBook()
		must(err)
		must(os.WriteFile(filepath.Join(p.dir, store.FileName), blank, 0o600))
		if p.version == 2 {
			must(upgradeFile(p.dir))
		}
		w.open(p)
		number := int64(1000 + i)
		must(p.Raw(`UPDATE book SET replica = ?; INSERT INTO replicas VALUES (?, ?, 1)`, number, number, p.name))
		p.replica = number
		w.pcs = append(w.pcs, p)
	}
	return w
}

// begin gives all PCs a few rows to disagree about.
func (w *world) begin() {
	first := w.pcs[0]
	for _, d := range []*schema.Def{neighbours, neighbours, grants, knobs} {
		w.createIn(first, first.def(d.Key))
	}
	for _, p := range w.pcs[1:] {
		w.receive(p, w.packet(first, p))
	}
}

func (w *world) say(format string, args ...any) {
	w.chat = append(w.chat, fmt.Sprintf(format, args...))
}

func (w *world) folder() string {
	w.made++
	dir := filepath.Join(w.dir, fmt.Sprint(w.made))
	must(os.MkdirAll(dir, 0o700))
	return dir
}

func (w *world) close() {
	for _, p := range w.pcs {
		p.Close()
	}
}

// open opens the folder of a PC with what its version knows.
func (w *world) open(p *pc) {
	skew := p.skew
	s, err := store.Open(ctx, p.dir, versionDefs(p.version), store.Options{Now: func() time.Time {
		w.clock = w.clock.Add(time.Second)
		return w.clock.Add(*skew)
	}})
	must(err)
	must(s.Raw(`PRAGMA synchronous = OFF`))
	s.Fault(w.fault)
	p.Store = s
	info, err := s.Info(ctx)
	must(err)
	p.replica = info.Replica
}

func (p *pc) def(register string) *schema.Def {
	for _, d := range versionDefs(p.version) {
		if d.Key == register {
			return d
		}
	}
	return nil
}

// write makes a change on a PC and adds it to the truth. It reports whether
// there was one; a refusal with one of the codes is none.
func (w *world) write(p *pc, apart bool, refusals []errs.Code, f func() (oplog.ID, error), rows ...oplog.ID) *made {
	gone := map[oplog.ID]bool{}
	for _, row := range rows {
		if d := p.def(w.registerOf(row)); d != nil {
			r, err := p.Find(ctx, d, row)
			if err != nil && !errs.Is(err, errs.NotFound) {
				must(err)
			}
			gone[row] = r.Deleted
		}
	}
	id, err := f()
	if slices.ContainsFunc(refusals, func(c errs.Code) bool { return errs.Is(err, c) }) {
		return nil
	}
	must(err)
	if id == 0 {
		return nil
	}
	wires := p.wires(int64(id))
	c, ops, err := wires[0].Read()
	must(err)
	m := &made{Change: c, past: p.known, wire: encode(wires[0])}
	if c.Replica != p.replica {
		breaks("numbers", "%s wrote under %d, it has %d", p.name, c.Replica, p.replica)
	}
	for _, op := range ops {
		e := &edit{id: op.ID, row: op.Row, change: m, register: op.Register, fields: op.Fields, sawGone: gone[op.Row], apart: apart}
		if v, marks := op.Fields[oplog.Deleted]; marks {
			gone[op.Row] = v == "1"
		}
		m.edits = append(m.edits, e)
	}
	w.add(m)
	p.known.add(m.place)
	for _, e := range m.edits {
		if e.register == neighbours.Key {
			r, err := p.Find(ctx, p.def(e.register), e.row)
			must(err)
			if w.tuples[e.row] == nil {
				w.tuples[e.row] = map[string]bool{}
			}
			w.tuples[e.row][tuple(p.def(e.register), r)] = true
		}
	}
	return m
}

// wires returns changes of a PC as it sends them.
func (p *pc) wires(ids ...int64) []*oplog.Wire {
	var out []*oplog.Wire
	must(p.Send(ctx, store.Lacking{IDs: ids}, func(w *oplog.Wire) error { out = append(out, w); return nil }))
	if len(out) != len(ids) {
		breaks("lost", "%s sent %d of %d changes", p.name, len(out), len(ids))
	}
	return out
}

func encode(w *oplog.Wire) string {
	b, err := cbor.Marshal(w)
	must(err)
	return string(b)
}

func decode(text string) *oplog.Wire {
	w := &oplog.Wire{}
	must(cbor.Unmarshal([]byte(text), w))
	return w
}

// packet makes a packet of what one PC lacks of another; of everything for nobody.
// What it holds must be, byte for byte, what the makers made.
func (w *world) packet(from, to *pc) []*made {
	var known []oplog.Vector
	if to != nil {
		v, err := to.Vector(ctx)
		must(err)
		known = append(known, v)
	}
	what, err := from.Lacking(ctx, known...)
	must(err)
	var out []*made
	for i, wire := range from.wires(what.IDs...) {
		m := w.byID[oplog.ID(what.IDs[i])]
		if m == nil || !from.known.has(m.place) {
			breaks("lost", "%s sends a change that it never got", from.name)
		}
		if encode(wire) != m.wire {
			breaks("bytes", "%s sends %v in other bytes than its maker wrote", from.name, m.ID)
		}
		out = append(out, m)
	}
	return out
}

// receive gives changes to a PC, in that order, and checks the receipt.
func (w *world) receive(p *pc, changes []*made) store.Received {
	fresh, forked := 0, false
	known := p.known
	for _, m := range changes {
		if !known.has(m.place) {
			known.add(m.place)
			fresh++
			forked = forked || m.Replica == p.replica
		}
	}
	before := w.records(p)
	i := 0
	got, err := p.Receive(ctx, func() (*oplog.Wire, error) {
		if i == len(changes) {
			return nil, nil
		}
		i++
		return decode(changes[i-1].wire), nil
	}, nil)
	must(err)
	p.known = known
	if got.Changes != fresh || got.Known != len(changes)-fresh {
		breaks("lost", "%s got %d new and %d known changes, the receipt says %+v", p.name, fresh, len(changes)-fresh, got)
	}
	if w.fault != "settleEach" { // there a receipt tells of every step
		checkFates(p, before, w.records(p), got.Rows)
	}
	info, err := p.Info(ctx)
	must(err)
	if got.Forked != forked || forked != (info.Replica != p.replica) {
		breaks("numbers", "%s: somebody writes under its number: %v, noticed: %v, number %d, was %d", p.name, forked, got.Forked, info.Replica, p.replica)
	}
	p.replica = info.Replica
	return got
}

func (w *world) records(p *pc) map[store.Touched]store.Record {
	out := map[store.Touched]store.Record{}
	for _, d := range versionDefs(p.version) {
		must(p.Each(ctx, d, func(r store.Record) error { out[store.Touched{Register: d.Key, ID: r.ID}] = r; return nil }))
	}
	return out
}

// checkFates: the receipt names every row that came, changed or went.
func checkFates(p *pc, before, after map[store.Touched]store.Record, fates map[store.Touched]store.RowFate) {
	for at, r := range after {
		old, was := before[at]
		want := store.RowFate("")
		switch {
		case !was:
			want = store.RowNew
		case r.Deleted && !old.Deleted:
			want = store.RowRemoved
		case r.Deleted != old.Deleted || !slices.Equal(r.Values, old.Values):
			want = store.RowChanged
		}
		if fates[at] != want && want != "" && !(want == store.RowNew && r.Deleted) || fates[at] == store.RowNew && was {
			breaks("fates", "%s: row %v is %q, the receipt says %q", p.name, at.ID, want, fates[at])
		}
	}
}
