package packet_test

import (
	"testing"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// living returns the records of a register that are not in the recycle bin.
func (p *pc) living(register string) []oplog.ID {
	p.t.Helper()
	ids, err := p.s.View(ctx, store.Query{Register: register})
	if err != nil {
		p.t.Fatal(err)
	}
	return ids
}

// The profile of the community filled in on two PCs is one profile; what they differ in waits.
func TestProfileMadeTwice(t *testing.T) {
	all, _ := office(t, 3)
	a, b, c := all[0], all[1], all[2]
	d := registers.Profile.Def
	a.create(d, "name", "仁寿门社区", "street", "北门街道", "households", "1200")
	b.create(d, "name", "仁寿门社区", "motto", "一个党员一块城砖", "households", "1210")
	c.create(d, "name", "仁寿门社区", "address", "仁寿门街1号")
	for range 2 {
		meet(all...)
	}
	same(t, all...)
	for _, p := range all {
		ids := p.living(d.Key)
		if len(ids) != 1 {
			t.Fatalf("%d profiles", len(ids))
		}
		rec, err := p.s.Find(ctx, d, ids[0])
		if err != nil {
			t.Fatal(err)
		}
		for key, want := range map[string]string{"street": "北门街道", "motto": "一个党员一块城砖", "address": "仁寿门街1号"} {
			if got := d.Get(rec.Values, key); got != want {
				t.Fatalf("%s: %q, want %q", key, got, want)
			}
		}
		r := p.only()
		if r.Register != d.Key || r.Field != "households" || len(r.Values) != 2 {
			t.Fatalf("%+v", r)
		}
	}
	a.resolve(a.only().ID, "1210")
	for range 2 {
		meet(all...)
	}
	for _, p := range all {
		if len(p.reviews(false)) != 0 || len(p.living(d.Key)) != 1 {
			t.Fatal("it does not come to an end")
		}
	}
}

// One setting made on two PCs is one; equal values need nobody.
func TestSettingMadeTwice(t *testing.T) {
	all, _ := office(t, 2)
	a, b := all[0], all[1]
	d := registers.Settings.Def
	a.create(d, "key", "page.one", "value", "甲")
	b.create(d, "key", "page.one", "value", "甲")
	a.create(d, "key", "page.two", "value", "甲")
	b.create(d, "key", "page.two", "value", "乙")
	for range 3 {
		meet(a, b)
	}
	same(t, a, b)
	for _, p := range all {
		if n := len(p.living(d.Key)); n != 2 {
			t.Fatalf("%d settings", n)
		}
		if r := p.only(); r.Register != d.Key || r.Field != "value" {
			t.Fatalf("%+v", r)
		}
	}
	before := len(a.query(`SELECT id FROM changes`))
	for range 2 {
		meet(a, b)
	}
	if n := len(a.query(`SELECT id FROM changes`)); n != before {
		t.Fatalf("%d changes out of nothing", n-before)
	}
}

// An edit of the record that another PC has just folded away is not lost.
func TestEditOfWhatWasFolded(t *testing.T) {
	all, _ := office(t, 2)
	a, b := all[0], all[1]
	d := registers.Profile.Def
	a.create(d, "name", "仁寿门社区")
	late := b.create(d, "name", "仁寿门社区", "street", "北门街道")
	a.take(b.export()) // a folds
	b.update(d, late, "motto", "为民服务")
	for range 4 {
		meet(a, b)
	}
	same(t, a, b)
	ids := a.living(d.Key)
	if len(ids) != 1 {
		t.Fatalf("%d profiles", len(ids))
	}
	rec, err := a.s.Find(ctx, d, ids[0])
	if err != nil || d.Get(rec.Values, "motto") != "为民服务" || d.Get(rec.Values, "street") != "北门街道" || len(a.reviews(false)) != 0 {
		t.Fatal(rec.Values, a.reviews(false), err)
	}
}

// Values that waited on a record that is folded away wait on the one that is kept,
// and nowhere else, whichever of the records has the lowest number.
func TestWaitingValuesMoveWithTheFold(t *testing.T) {
	d := registers.Profile.Def
	for range 2 { // numbers are drawn: now one is the lowest, now another
		all, _ := office(t, 3)
		a, b, c := all[0], all[1], all[2]
		a.create(d, "name", "仁寿门社区", "households", "1200")
		b.create(d, "name", "仁寿门社区", "households", "1210")
		meet(a, b)
		c.create(d, "name", "仁寿门社区")
		for range 2 {
			meet(all...)
		}
		same(t, all...)
		for _, p := range all {
			if r := p.only(); r.Field != "households" || len(r.Values) != 2 || len(p.living(d.Key)) != 1 || r.Row != p.living(d.Key)[0].String() {
				t.Fatalf("%+v", r)
			}
			if n, err := p.s.CountReviews(ctx); err != nil || n != 1 {
				t.Fatalf("%d fields wait, %v", n, err)
			}
		}
	}
}

// Three records folded in one go: no value overwrites another unseen.
func TestThreeProfilesAtOnce(t *testing.T) {
	d := registers.Profile.Def
	for range 4 {
		all, _ := office(t, 3)
		a, b, c := all[0], all[1], all[2]
		a.create(d, "name", "仁寿门社区")
		b.create(d, "name", "仁寿门社区", "households", "1200")
		c.create(d, "name", "仁寿门社区", "households", "1210")
		a.take(b.export(), c.export())
		if r := a.only(); r.Field != "households" || len(r.Values) != 2 {
			t.Fatalf("%+v", r)
		}
	}
}
