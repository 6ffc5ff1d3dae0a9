package visits_test

import (
	"context"
	"fmt"
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
	"chengzhuan/backend/visits"
)

// packed is a desk that has just started and reads the packs of the book.
func (o *office) packed() *visits.Desk {
	d := o.fresh()
	d.PackAll()
	return d
}

// plain is a desk that has just started and knows no packs.
func (o *office) plain() *visits.Desk {
	d := o.fresh()
	d.WithoutPacks()
	return d
}

// packedWorld plays edits of two programs over packs that are written now and then, and
// reports whether a desk that reads the packs always says what one says that reads the
// ledgers. wrong makes a desk make a mistake.
func packedWorld(rt *rapid.T, o, other *office, wrong func(*visits.Desk)) bool {
	random(rt, o)
	p := period(rt)
	if rapid.Bool().Draw(rt, "half-year") {
		p = visits.HalfYear(lastDay)
	}
	long := o.packed() // writes the packs, and goes on for the whole course
	long.HoldFewer(rapid.SampledFrom([]int{3, 1_000_000}).Draw(rt, "held"))
	everything(rt, long, p)
	wrong(long)
	long.Keep(ctx)
	for range rapid.IntRange(1, 5).Draw(rt, "steps") {
		switch rapid.IntRange(0, 5).Draw(rt, "step") {
		case 0:
			edit(rt, other)
		case 1:
			manyWrites(rt, other)
		default:
			edit(rt, o)
		}
		switch rapid.IntRange(0, 3).Draw(rt, "keeps") {
		case 0: // it follows, and what is behind is written anew
			everything(rt, long, p)
			wrong(long)
			long.Keep(ctx)
		case 1: // it does not know of the last writes
			long.Keep(ctx)
		case 2: // another start, which follows the packs and writes those that are missing
			d := o.packed()
			everything(rt, d, period(rt))
			d.Keep(ctx)
		}
		d := o.packed()
		wrong(d)
		giveUp(rt, d, p)
		if !reflect.DeepEqual(everything(rt, d, p), everything(rt, o.plain(), p)) {
			return false
		}
	}
	return true
}

// giveUp asks and does not wait for the answer, which may leave the reading half done.
func giveUp(rt *rapid.T, d *visits.Desk, p visits.Period) {
	soon, cancel := context.WithTimeout(ctx, time.Duration(rapid.IntRange(0, 4000).Draw(rt, "patience"))*time.Microsecond)
	defer cancel()
	_, _ = d.Figures(soon, p, visits.ByAll)
}

// manyWrites touches more than packs may be behind, in one write or in several.
func manyWrites(rt *rapid.T, o *office) {
	writes := rapid.SampledFrom([]int{1, 3}).Draw(rt, "writes")
	each := rapid.SampledFrom([]int{50, 201}).Draw(rt, "records")
	for range writes {
		_, err := o.s.Write(ctx, store.Meta{Kind: "import", Note: "试"}, func(tx *store.Tx) error {
			for i := range each {
				v := registers.Visit{Date: lastDay.AddDays(-i % 3 * 40), Lead: fmt.Sprint("访", i%4)}
				if _, err := tx.Create(registers.Visits.Def, registers.Visits.Encode(&v)); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			rt.Fatal(err)
		}
	}
}

// beside is another program at the same book.
func (o *office) beside() *office {
	o.t.Helper()
	s, err := store.Open(ctx, o.dir, registers.All(), store.Options{Now: o.s.Now})
	if err != nil {
		o.t.Fatal(err)
	}
	o.t.Cleanup(func() { s.Close() })
	l := ledger.New(s)
	m := matters.New(l)
	return &office{t: o.t, dir: o.dir, s: s, l: l, m: m, d: visits.New(l, m), now: o.now}
}

// Whatever was written after the packs, by whom and how much, who starts with them says
// the same as who reads the ledgers.
func TestPacksSayWhatTheLedgersSay(t *testing.T) {
	o := open(t)
	other := o.beside()
	rapid.Check(t, func(rt *rapid.T) {
		if !packedWorld(rt, o, other, func(*visits.Desk) {}) {
			rt.Fatal("what the packs say differs from the book")
		}
	})
}

func TestTheLawSeesWhoBelievesPacks(t *testing.T) {
	for name, wrong := range map[string]func(*visits.Desk){"follows no write": (*visits.Desk).BelievePacks, "dates packs anew that are behind": (*visits.Desk).ForgetGenerations} {
		t.Run(name, func(t *testing.T) {
			o := open(t)
			other := o.beside()
			for seed := range 200 {
				if !rapid.Custom(func(rt *rapid.T) bool { return packedWorld(rt, o, other, wrong) }).Example(seed) {
					return
				}
			}
			t.Error("it was not seen")
		})
	}
}
