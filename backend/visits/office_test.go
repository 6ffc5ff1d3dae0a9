package visits_test

import (
	"context"
	"testing"
	"time"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
	"chengzhuan/backend/visits"
)

var ctx = as("李娟")

func as(operator string) context.Context {
	return caller.With(context.Background(), caller.Caller{Operator: operator, Face: caller.Command})
}

// office is an open book whose clock the test sets.
type office struct {
	t   testing.TB
	dir string
	s   *store.Store
	l   *ledger.Ledger
	m   *matters.Desk
	d   *visits.Desk
	now time.Time
}

func open(t testing.TB) *office { return openAs(t, 0) }

func openAs(t testing.TB, replica int64) *office {
	t.Helper()
	o := &office{t: t, dir: t.TempDir(), now: time.Date(2026, 11, 22, 9, 0, 0, 0, time.Local)}
	var err error
	o.s, err = store.Open(ctx, o.dir, registers.All(), store.Options{Now: func() time.Time { return o.now }, Create: &store.NewBook{Name: "仁寿门社区", Replica: replica}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.s.Close() })
	o.l = ledger.New(o.s)
	o.m = matters.New(o.l)
	o.d = visits.New(o.l, o.m)
	return o
}

// day goes on to a day.
func (o *office) day(d string) {
	o.t.Helper()
	day, err := time.ParseInLocation("2006-01-02 15:04", d+" 09:00", time.Local)
	if err != nil {
		o.t.Fatal(err)
	}
	o.now = day
}

func pairs(list []string) map[string]string {
	out := map[string]string{}
	for i := 0; i+1 < len(list); i += 2 {
		out[list[i]] = list[i+1]
	}
	return out
}

// record adds a record by its form.
func (o *office) record(register string, inputs ...string) string {
	o.t.Helper()
	w, err := o.l.Draft(ctx, register, "", pairs(inputs))
	if err != nil {
		o.t.Fatal(err)
	}
	r, err := o.l.Save(ctx, w, true)
	if err != nil || !r.Saved {
		o.t.Fatal(r.Problems, r.Twins, err)
	}
	return r.ID
}

func (o *office) get(register, id, field string) string {
	o.t.Helper()
	d := registers.Find(register)
	key, err := oplog.ParseID(id)
	if err != nil {
		o.t.Fatal(err)
	}
	rec, err := o.s.Find(ctx, d, key)
	if err != nil {
		o.t.Fatal(err)
	}
	return d.Get(rec.Values, field)
}

// add stores an entry that has to be taken.
func (o *office) add(e visits.Entry) visits.Added {
	o.t.Helper()
	out, err := o.d.Add(ctx, e, true)
	if err != nil || !out.Saved {
		o.t.Fatal(out.Problems, out.Twins, err)
	}
	return out
}

// figures returns the figures of a period by key and group.
func (o *office) figures(from, to, by string) map[[2]string]visits.Figure {
	o.t.Helper()
	list, err := o.d.Figures(ctx, visits.Period{From: day(from), To: day(to)}, by)
	if err != nil {
		o.t.Fatal(err)
	}
	out := map[[2]string]visits.Figure{}
	for _, f := range list {
		if _, twice := out[[2]string{f.Key, f.Group}]; twice {
			o.t.Fatalf("%s of %q twice", f.Key, f.Group)
		}
		out[[2]string{f.Key, f.Group}] = f
	}
	return out
}

// estate makes an estate with one building of n households, rooms 101, 102, …
func (o *office) estate(name string, n int, inputs ...string) (estate string, homes []string) {
	o.t.Helper()
	estate = o.record("estates", "name", name)
	building := o.record("buildings", "number", "1栋", "estate", estate)
	for i := range n {
		homes = append(homes, o.record("households", append([]string{"estate", estate, "building", building, "entrance", "1单元", "room", string(rune('1'+i/4)) + "0" + string(rune('1'+i%4))}, inputs...)...))
	}
	return estate, homes
}
