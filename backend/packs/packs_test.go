package packs_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/packs"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// A pack serves with what was touched since, is written anew when that is much, and is of
// no use once it is not known any more.
func TestPacksFollowTheWrites(t *testing.T) {
	ctx, d := context.Background(), registers.Estates.Def
	st, err := store.Open(ctx, t.TempDir(), registers.All(), store.Options{Create: &store.NewBook{Name: "仁寿门社区"}})
	if err != nil {
		t.Fatal(err)
	}
	defer st.Close()
	write := func(n int) (ids []oplog.ID) {
		t.Helper()
		if _, err := st.Write(ctx, store.Meta{Kind: "create", Note: "新增"}, func(tx *store.Tx) error {
			for range n {
				v := d.New()
				v[d.Index("name")] = fmt.Sprint("小区", len(ids))
				id, err := tx.Create(d, v)
				if err != nil {
					return err
				}
				ids = append(ids, id)
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		return ids
	}
	shelf := packs.Shelf{Packing: store.Packing{Name: "test.estates", Def: d, Keys: []string{"name"}}}
	all := []int{0}
	usable := func(s *packs.Shelf) (records int, touched []oplog.ID) {
		t.Helper()
		now, err := st.Generation(ctx, d.Key)
		if err != nil {
			t.Fatal(err)
		}
		list, touched, err := s.Usable(ctx, st, all, now)
		if err != nil {
			t.Fatal(err)
		}
		if len(list) == 0 {
			return -1, touched
		}
		return list[0].Len(), touched
	}
	late := func() bool {
		t.Helper()
		parts, _, err := shelf.Late(ctx, st, all)
		if err != nil {
			t.Fatal(err)
		}
		return len(parts) > 0
	}
	keep := func() {
		t.Helper()
		where := func([]int) []store.Condition { return nil }
		if err := shelf.Keep(ctx, st, all, where, nil, func(part int) int { return part + 1 }); err != nil {
			t.Fatal(err)
		}
	}
	write(5)
	if n, _ := usable(&shelf); n != -1 || !late() {
		t.Fatal("there is a pack that nobody wrote")
	}
	keep()
	if n, touched := usable(&shelf); n != 5 || len(touched) > 0 || late() {
		t.Fatal(n, touched)
	}
	ids := append(write(1), write(60)...)
	if n, touched := usable(&shelf); n != 5 || !slices.Equal(touched, ids) || late() {
		t.Fatal(n, len(touched))
	}
	if n, touched := usable(&packs.Shelf{Packing: shelf.Packing, Believe: true}); n != 5 || len(touched) > 0 {
		t.Fatal("a shelf that believes its packs looks further")
	}
	if n, _ := usable(&packs.Shelf{Packing: shelf.Packing, Bare: true}); n != -1 {
		t.Fatal("a bare shelf has packs")
	}
	write(60)
	if n, touched := usable(&shelf); n != 5 || len(touched) != 121 || !late() {
		t.Fatal(n, len(touched))
	}
	keep()
	if n, touched := usable(&shelf); n != 126 || len(touched) > 0 || late() {
		t.Fatal(n, touched)
	}
	write(packs.Follow / 2)
	write(packs.Follow/2 + 1)
	if n, touched := usable(&shelf); n != -1 || len(touched) > 0 || !late() {
		t.Fatal("more was touched than is followed", n, len(touched))
	}
}
