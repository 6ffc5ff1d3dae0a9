package ledger_test

import (
	"context"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

func working(t *testing.T, l *ledger.Ledger, from cn.Date, n int) cn.Date {
	t.Helper()
	env, err := l.Env(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return env.Working(from, n)
}

// A deadline counts by the book's own holiday table from the moment that it is
// written, and by the built-in one again when an entry is deleted.
func TestDeadlinesFollowTheHolidayTable(t *testing.T) {
	l := open(t)
	reply := func() string {
		id := save(t, l, "matters", "", "title", "楼道灯不亮", "accepted", "2026-11-18")
		return value(t, l, "matters", id, "reply_due")
	}
	if got := reply(); got != "2026-11-23" { // three working days after a Wednesday
		t.Fatal(got)
	}
	id := save(t, l, "holidays", "", "date", "2026-11-20", "name", "校庆", "kind", "休")
	if got := reply(); got != "2026-11-24" {
		t.Errorf("a day off more: %s", got)
	}
	save(t, l, "holidays", "", "date", "2026-11-21", "name", "校庆", "kind", "班")
	if got := reply(); got != "2026-11-23" {
		t.Errorf("a Saturday worked: %s", got)
	}
	if _, err := l.Delete(ctx, "holidays", []string{id}); err != nil {
		t.Fatal(err)
	}
	if got := reply(); got != "2026-11-21" {
		t.Errorf("after a deletion: %s", got)
	}
}

func TestBookOverridesTheBuiltInTable(t *testing.T) {
	l := open(t)
	day := func(d cn.Date) cn.DayInfo {
		c, err := l.Calendar(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return c.Day(d)
	}
	if c := day("2026-02-14"); !c.MakeUp {
		t.Fatalf("%+v", c)
	}
	save(t, l, "holidays", "", "date", "2026-02-14", "name", "春节", "kind", "休")
	if c := day("2026-02-14"); c.MakeUp || !c.Off || c.Name != "春节" {
		t.Errorf("the book's own entry: %+v", c)
	}
	if c := day("2026-02-28"); !c.MakeUp {
		t.Errorf("other days stay: %+v", c)
	}
	// A year of which the book has the table counts as published.
	if day("2027-06-09").Published {
		t.Fatal("nobody has published 2027")
	}
	save(t, l, "holidays", "", "date", "2027-01-01", "name", "元旦", "kind", "休")
	if day("2027-06-09").Published {
		t.Error("a day at the turn of the year is not the table of the year")
	}
	save(t, l, "holidays", "", "date", "2027-02-06", "name", "春节", "kind", "休")
	if d := day("2027-06-09"); !d.Published || !d.Off {
		t.Errorf("%+v", d)
	}
	// A second entry for a day is refused.
	if r := trySave(t, l, "holidays", "", true, "date", "2027-02-06", "kind", "班"); r.Saved || len(r.Twins) != 1 || !r.Twins[0].Certain {
		t.Errorf("%+v", r)
	}
}

// Two entries for one day, as two PCs may bring them together: whichever was made
// last holds, in whatever order they are read.
func TestLaterEntryOfADayHolds(t *testing.T) {
	l := open(t)
	d := registers.Holidays.Def
	for _, kind := range []string{registers.DayOff, registers.DayWorked} {
		_, err := l.Store.Write(ctx, store.Meta{Kind: "create"}, func(tx *store.Tx) error {
			v := d.New()
			v[d.Index("date")], v[d.Index("kind")] = "2026-11-24", kind
			_, err := tx.Create(d, v)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := working(t, l, "2026-11-23", 1); got != "2026-11-24" {
		t.Errorf("%s", got)
	}
}

func TestHolidayChecks(t *testing.T) {
	l := open(t)
	for _, c := range []struct {
		pairs []string
		saved bool
		n     int
	}{
		{[]string{"date", "2027-02-20", "name", "春节", "kind", "班"}, true, 0},
		{[]string{"date", "2027-02-19", "name", "春节", "kind", "班"}, true, 1}, // a Friday
		{[]string{"date", "2027-02-18", "kind", "休"}, true, 1},               // no name
		{[]string{"date", "2027-02", "name", "春节", "kind", "休"}, false, 1},
	} {
		if r := trySave(t, l, "holidays", "", true, c.pairs...); r.Saved != c.saved || len(r.Problems) < c.n || c.n == 0 && len(r.Problems) > 0 {
			t.Errorf("%v: %+v", c.pairs, r)
		}
	}
}

// Asking again reads no records.
func BenchmarkCalendar(b *testing.B) {
	l := open(b)
	for range b.N {
		if _, err := l.Calendar(context.Background()); err != nil {
			b.Fatal(err)
		}
	}
}
