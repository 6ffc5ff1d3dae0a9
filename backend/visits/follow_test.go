package visits_test

import (
	"fmt"
	"reflect"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
	"chengzhuan/backend/visits"
)

// fresh is a desk over the same book that remembers nothing.
func (o *office) fresh() *visits.Desk {
	l := ledger.New(o.s)
	return visits.New(l, matters.New(l))
}

// edit changes a few records of the ledgers that the figures come from, in any way.
func edit(rt *rapid.T, o *office) {
	_, err := o.s.Write(ctx, store.Meta{Kind: "edit", Note: "试"}, func(tx *store.Tx) error {
		for range rapid.IntRange(1, 3).Draw(rt, "edits") {
			if err := editOne(rt, tx); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		rt.Fatal(err)
	}
}

func editOne(rt *rapid.T, tx *store.Tx) error {
	pick := func(label string, from ...string) string { return rapid.SampledFrom(from).Draw(rt, label) }
	any := func(d *schema.Def, deleted bool) oplog.ID {
		list, err := tx.IDs(ctx, store.Query{Register: d.Key, Deleted: deleted})
		if err != nil {
			rt.Fatal(err)
		}
		if len(list) == 0 || rapid.IntRange(0, 4).Draw(rt, "none") == 0 {
			return 0
		}
		return rapid.SampledFrom(list).Draw(rt, d.Key)
	}
	day := func() string { return string(lastDay.AddDays(-rapid.IntRange(0, 500).Draw(rt, "day"))) }
	text := func(d *schema.Def) string {
		if id := any(d, false); id != 0 {
			return id.String()
		}
		return ""
	}
	defs := []*schema.Def{registers.Visits.Def, registers.Matters.Def, registers.Households.Def, registers.Residents.Def, registers.GridCells.Def}
	d := rapid.SampledFrom(defs).Draw(rt, "ledger")
	switch kind := rapid.IntRange(0, 9).Draw(rt, "kind"); {
	case kind == 0:
		if id := any(d, false); id != 0 {
			return tx.Delete(d, id)
		}
		return nil
	case kind == 1:
		if id := any(d, true); id != 0 {
			return tx.Restore(d, id)
		}
		return nil
	case kind == 2:
		v := registers.Visit{Date: cn.Date(day()), Lead: pick("lead", "李娟", "钱七"), Household: any(registers.Households.Def, false), Classes: []string{pick("class", "01", "11", "19")}}
		_, err := tx.Create(registers.Visits.Def, registers.Visits.Encode(&v))
		return err
	case kind == 3:
		s := registers.MatterStep{Matter: any(registers.Matters.Def, false), Date: lastDay, Kind: registers.StepState, From: registers.StateAccepted, To: registers.StateOnSpot}
		_, err := tx.Create(registers.MatterLog.Def, registers.MatterLog.Encode(&s))
		return err
	case kind == 4:
		list, err := tx.IDs(ctx, store.Query{Register: registers.MatterLog.Key, Where: []store.Condition{{Field: "to", Op: "eq", Value: registers.StateOnSpot}}})
		if err != nil || len(list) == 0 {
			return err
		}
		return tx.Void(registers.MatterLog.Def, rapid.SampledFrom(list[max(0, len(list)-5):]).Draw(rt, "step"), "写错了")
	}
	patch := map[string]string{}
	switch d {
	case registers.Visits.Def:
		switch rapid.IntRange(0, 4).Draw(rt, "field") {
		case 0:
			patch["date"] = day()
		case 1:
			patch["lead"] = pick("lead", "李娟", "张红梅", "周八")
		case 2:
			patch["household"] = text(registers.Households.Def)
		case 3:
			patch["classes"] = pick("classes", "", "01", "11,12", "19")
		case 4:
			patch["resident"] = text(registers.Residents.Def)
		}
	case registers.Matters.Def:
		switch rapid.IntRange(0, 3).Draw(rt, "field") {
		case 0:
			patch["accepted"] = day()
		case 1:
			patch["state"] = pick("state", "10", "20", "60", "80", "90")
		case 2:
			patch["visit"] = text(registers.Visits.Def)
		case 3:
			patch["finished"] = day()
		}
	case registers.Households.Def:
		switch rapid.IntRange(0, 2).Draw(rt, "field") {
		case 0:
			patch["grid"] = text(registers.GridCells.Def)
		case 1:
			patch["kinds"] = pick("kinds", "", "02", "06,09")
		case 2:
			patch["room"] = pick("room", "101", "302", "9999")
		}
	case registers.Residents.Def:
		switch rapid.IntRange(0, 3).Draw(rt, "field") {
		case 0:
			patch["kinds"] = pick("kinds", "", "01", "07")
		case 1:
			patch["state"] = pick("state", "", "1", "2")
		case 2:
			patch["household"] = text(registers.Households.Def)
		case 3:
			patch["birth"] = pick("birth", "", "2012-05-01", "1950-07-01")
		}
	case registers.GridCells.Def:
		patch["name"] = pick("name", "东片", "西片", "第3网格")
	}
	id := any(d, false)
	if id == 0 {
		return nil
	}
	_, err := tx.Update(d, id, patch)
	return err
}

// everything is what a desk says of a period, and where it finds a room.
func everything(rt *rapid.T, d *visits.Desk, p visits.Period) []any {
	var out []any
	for _, by := range groupings {
		list, err := d.Figures(ctx, p, by)
		if err != nil {
			rt.Fatal(err)
		}
		out = append(out, list)
		for _, key := range []string{"coverage", "key_coverage", "visits", "on_spot"} {
			group := ""
			if by != visits.ByAll && len(list) > 0 {
				group = list[0].Group
			}
			_, ids, err := d.Records(ctx, p, by, key, group)
			out = append(out, fmt.Sprint(ids, err))
		}
	}
	grid, err := d.Coverage(ctx, p)
	if err != nil {
		rt.Fatal(err)
	}
	homes, err := d.Homes(ctx, "302", 30)
	if err != nil {
		rt.Fatal(err)
	}
	return append(out, grid, homes)
}

// follows plays edits and reports whether a desk that remembers says the same after
// each as one that reads the book for the first time.
func follows(rt *rapid.T, o *office, after func()) bool {
	random(rt, o)
	p := period(rt)
	if rapid.Bool().Draw(rt, "half-year") {
		p = visits.HalfYear(lastDay)
	}
	everything(rt, o.d, p)
	for range rapid.IntRange(1, 4).Draw(rt, "saves") {
		edit(rt, o)
		after()
		if !reflect.DeepEqual(everything(rt, o.d, p), everything(rt, o.fresh(), p)) {
			return false
		}
	}
	return true
}

// Whatever is saved, what is remembered says the same as the book.
func TestRememberedIsAsReadAnew(t *testing.T) {
	for name, most := range map[string]int{"all": 1_000_000, "few": 3} {
		t.Run(name, func(t *testing.T) {
			o := open(t)
			o.d.HoldFewer(most)
			rapid.Check(t, func(rt *rapid.T) {
				if !follows(rt, o, func() {}) {
					rt.Fatal("what is remembered differs from the book")
				}
			})
		})
	}
}

func TestTheLawSeesWhoDoesNotFollow(t *testing.T) {
	o := open(t)
	skip := func() {
		if err := o.d.SkipWrites(ctx); err != nil {
			t.Fatal(err)
		}
	}
	for seed := range 100 {
		if !rapid.Custom(func(rt *rapid.T) bool { return follows(rt, o, skip) }).Example(seed) {
			return
		}
	}
	t.Error("nothing was noticed of a desk that follows no write")
}

// Another program on the same book is followed too, also when it writes more than is noted, or
// more often than is read one by one.
func TestFollowsAnotherProgram(t *testing.T) {
	o := open(t)
	_, homes := o.estate("古楼里", 2)
	beside, err := store.Open(ctx, o.dir, registers.All(), store.Options{Now: o.s.Now})
	if err != nil {
		t.Fatal(err)
	}
	defer beside.Close()
	home, err := oplog.ParseID(homes[0])
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, n := range []int{1, 1, 300, 1, -25, 1} {
		if f := o.figures("2026-07-01", "2026-12-31", visits.ByAll)[[2]string{"visits", ""}]; f.Numerator != total {
			t.Fatalf("%d visits, want %d", f.Numerator, total)
		}
		writes := 1
		if n < 0 {
			writes, n = -n, 100
		}
		for range writes {
			_, err := beside.Write(ctx, store.Meta{Kind: "import"}, func(tx *store.Tx) error {
				for i := range n {
					v := registers.Visit{Date: lastDay.AddDays(-i % 60), Lead: "李娟", Household: home}
					if _, err := tx.Create(registers.Visits.Def, registers.Visits.Encode(&v)); err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			total += n
		}
	}
	if f := o.figures("2026-07-01", "2026-12-31", visits.ByAll)[[2]string{"visits", ""}]; f.Numerator != total {
		t.Fatalf("%d visits, want %d", f.Numerator, total)
	}
}

// What was read ahead is what the figures of any part of it need.
func TestWarmIsEnough(t *testing.T) {
	o := open(t)
	_, homes := o.estate("古楼里", 2)
	year := visits.Period{From: "2026-01-01", To: "2026-12-31"}
	if err := o.d.Warm(ctx, year); err != nil {
		t.Fatal(err)
	}
	o.add(visits.Entry{Households: homes, Appeals: []visits.Appeal{appeal("楼道灯不亮")}})
	for _, by := range groupings {
		got, err := o.d.Figures(ctx, visits.HalfYear(lastDay), by)
		want, err2 := o.fresh().Figures(ctx, visits.HalfYear(lastDay), by)
		if err != nil || err2 != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("by %q: %v, %v, want %v, %v", by, got, err, want, err2)
		}
	}
	if err := o.d.Warm(ctx, visits.Period{From: "2026-12-31", To: "2026-01-01"}); err == nil {
		t.Error("a period that ends before it begins was read")
	}
}
