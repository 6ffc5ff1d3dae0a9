package store_test

import (
	"os"
	"path/filepath"
	"slices"
	"time"

	"chengzhuan/backend/store"
)

func (w *world) pack(p *pc) {
	var to *pc
	if w.pick(3, "for all") > 0 {
		to = one(w.dice, w.pcs, "for")
	}
	w.bag = append(w.bag, w.packet(p, to))
}

// deliver takes a packet to a PC: as it is, or some of it, in any order, some of it twice.
func (w *world) deliver(p *pc) {
	if len(w.bag) == 0 {
		return
	}
	list := slices.Clone(one(w.dice, w.bag, "packet"))
	if how := w.pick(4, "how"); how > 0 {
		var some []*made
		for len(list) > 0 {
			i := w.pick(len(list), "next")
			m := list[i]
			if list = slices.Delete(list, i, i+1); w.pick(4, "fate") > 0 || how == 1 {
				some = append(some, m)
			}
			if w.pick(5, "twice") == 0 {
				some = append(some, m)
			}
		}
		list = some
	}
	w.receive(p, list)
	if w.pick(3, "again") == 0 {
		w.twice(p, list)
	}
}

// meet brings one PC all that another has.
func (w *world) meet(p *pc) {
	w.bring(one(w.dice, w.pcs, "from"), p)
}

func (w *world) bring(from, to *pc) {
	if from != to {
		w.receive(to, w.packet(from, to))
	}
}

func (w *world) turnClock(p *pc) {
	*p.skew = one(w.dice, []time.Duration{0, -time.Hour, -20 * 365 * 24 * time.Hour, 73 * 365 * 24 * time.Hour}, "clock")
}

// forget makes a copied book take its place for the one it has always lain in: a
// cloned disk, or a restored virtual machine, that nothing on the PC gives away.
const forget = `DELETE FROM local WHERE key = 'place'`

// clone copies a PC with its data; a perfect clone goes on under the same number.
func (w *world) clone(p *pc) {
	if len(w.pcs) >= 5 {
		return
	}
	c := &pc{name: p.name + "'", dir: w.folder(), version: p.version, known: p.known, skew: new(time.Duration)}
	must(p.Raw(`VACUUM INTO ?`, filepath.Join(c.dir, store.FileName)))
	perfect := w.pick(3, "perfect") > 0
	if perfect {
		must(onFile(c.dir, forget))
	}
	w.open(c)
	w.pcs = append(w.pcs, c)
	if perfect != (c.replica == p.replica) {
		breaks("numbers", "a clone, perfect: %v, has number %d, its model %d", perfect, c.replica, p.replica)
	}
}

func (w *world) backUp(p *pc) {
	file := filepath.Join(w.folder(), "backup.db")
	must(p.Raw(`VACUUM INTO ?`, file))
	p.saved = append(p.saved, saved{file, p.known, p.version})
}

// goBack puts an old backup in the place of the book: what was done since then
// is only where others have got it.
func (w *world) goBack(p *pc) {
	if len(p.saved) == 0 {
		return
	}
	b := one(w.dice, p.saved, "backup")
	must(p.Close())
	data, err := os.ReadFile(b.file)
	must(err)
	must(os.WriteFile(filepath.Join(p.dir, store.FileName), data, 0o600))
	if w.pick(2, "perfect") == 0 {
		must(onFile(p.dir, forget))
	}
	p.known, p.version = b.known, b.version
	w.open(p)
}

func (w *world) upgrade(p *pc) {
	if p.version == 2 {
		return
	}
	must(p.Close())
	must(upgradeFile(p.dir))
	p.version = 2
	w.open(p)
}
