package visits_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
	"chengzhuan/backend/visits"
)

// Reading in bundles gives what reading one by one gives, also where a text holds the
// sign that divides a bundle.
func TestBundledIsTheSame(t *testing.T) {
	o := open(t)
	def := registers.Visits.Def
	keys := []string{"lead", "household", "date", "classes"}
	rapid.Check(t, func(rt *rapid.T) {
		from, to := "2026-01-01", "2026-12-31"
		_, err := o.s.Write(ctx, store.Meta{Kind: "import"}, func(tx *store.Tx) error {
			for range rapid.IntRange(1, 5).Draw(rt, "visits") {
				v := registers.Visit{Date: lastDay.AddDays(-rapid.IntRange(0, 5).Draw(rt, "day")), Lead: rapid.SampledFrom([]string{"李娟", "张红梅", "甲\x1f乙", ",", "", "\x1e"}).Draw(rt, "lead"), Classes: []string{"01", "11"}[:rapid.IntRange(0, 2).Draw(rt, "n")]}
				if rapid.Bool().Draw(rt, "partial") {
					v.Date = v.Date[:7]
				}
				values := registers.Visits.Encode(&v)
				if !def.Field("lead").Canonical(v.Lead) {
					values[def.Index("lead")] = "另一人"
				}
				if _, err := tx.Create(def, values); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			rt.Fatal(err)
		}
		where := []store.Condition{{Field: "date", Op: "gte", Value: from}, {Field: "date", Op: "lte", Value: to}}
		var want, got, whole []string
		err = o.s.EachOf(ctx, def, keys, func(r store.Record) error {
			get := def.Getter(r.Values)
			want = append(want, fmt.Sprint(int64(r.ID), get("lead"), get("household"), get("date"), get("classes")))
			return nil
		}, where...)
		if err != nil {
			rt.Fatal(err)
		}
		for by, into := range map[string]*[]string{"date": &got, "": &whole} {
			err = o.s.EachBundled(ctx, def, by, keys, func(b *store.Bundled) error {
				*into = append(*into, fmt.Sprint(int64(b.ID), string(b.Bytes(0)), string(b.Bytes(1)), string(b.Bytes(2)), string(b.Bytes(3))))
				return nil
			}, where...)
			if err != nil {
				rt.Fatal(err)
			}
		}
		for _, list := range []*[]string{&want, &got, &whole} {
			slices.Sort(*list)
		}
		if !slices.Equal(got, want) || !slices.Equal(whole, want) {
			rt.Fatalf("bundled %q, whole %q, one by one %q", got, whole, want)
		}
	})
}

// What is remembered holds only until somebody writes, whoever asks at the same time.
func TestRememberedFiguresFollowWrites(t *testing.T) {
	o := open(t)
	_, homes := o.estate("古楼里", 4)
	for i, home := range homes {
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				for _, by := range groupings {
					if _, err := o.d.Figures(ctx, visits.HalfYear(lastDay), by); err != nil {
						t.Error(err)
					}
				}
			})
		}
		o.add(visits.Entry{Households: []string{home}, Appeals: []visits.Appeal{appeal("楼道灯不亮")}})
		all.Wait()
		grid, err := o.d.Coverage(ctx, visits.HalfYear(lastDay))
		f := o.figures("2026-07-01", "2026-12-31", visits.ByAll)
		if err != nil || grid.Visited != i+1 || f[[2]string{"coverage", ""}].Numerator != i+1 || f[[2]string{"appeals", ""}].Numerator != i+1 {
			t.Fatalf("after %d visits: %d, %+v, %v", i+1, grid.Visited, f[[2]string{"coverage", ""}], err)
		}
	}
	grid, err := o.d.Coverage(ctx, visits.HalfYear(lastDay))
	if err != nil {
		t.Fatal(err)
	}
	var rooms []string
	for _, h := range grid.Estates[0].Buildings[0].Homes {
		rooms = append(rooms, h.Room+h.Last)
	}
	if want := []string{"1012026-11-22", "1022026-11-22", "1032026-11-22", "1042026-11-22"}; !slices.Equal(rooms, want) || grid.Value != "100.0%" || grid.Estates[0].Visited != 4 {
		t.Errorf("%v, %+v", rooms, grid)
	}
}
