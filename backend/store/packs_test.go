package store_test

import (
	"context"
	"database/sql"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// calls is what the tests pack: fields of visits, with their day as the last.
var calls = store.Packing{Name: "calls", Def: registers.Visits.Def, By: "date", Keys: []string{"lead", "household", "note", "date"},
	Where: []store.Condition{{Field: "date", Op: "notempty"}}}

// seen is all that a record of a pack or a bundle says.
func seen(r *store.Bundled) string {
	text := func(b []byte) string { return string(b) }
	return fmt.Sprintf("%d %q %q %d %q %q %q", int64(r.ID), r.Bytes(0), r.Bytes(1), r.Ref(1), r.Bytes(2), r.Bytes(3), r.Text(2, text))
}

// pack reads the visits of the book into a pack and returns what they say.
func pack(t testing.TB, s *store.Store, part int) (*store.PackBuilder, []string) {
	t.Helper()
	made, said := store.NewPack(part, 3, len(calls.Keys)), []string(nil)
	err := s.EachBundled(ctx, calls.Def, calls.By, calls.Keys, func(r *store.Bundled) error {
		made.Add(r)
		said = append(said, seen(r))
		return nil
	}, calls.Where...)
	if err != nil {
		t.Fatal(err)
	}
	return made, said
}

// packSays writes random visits as a pack and says what the pack has otherwise; "" nothing.
func packSays(t testing.TB, rt *rapid.T, s *store.Store, spoil func(*store.PackBuilder)) string {
	if err := s.Raw(`DELETE FROM visits`); err != nil {
		t.Fatal(err)
	}
	texts := []string{"", "", "0", "007", "5", "李娟", "-5", "123456789012345678", "1234567890123456789", "9223372036854775807", "9223372036854775808", "9999999999999999999999"}
	rows := rapid.SampledFrom([]int{0, 1, 7, 300}).Draw(rt, "rows")
	first := rapid.Int64Range(1, 1<<61).Draw(rt, "first")
	for i := range rows {
		note := rapid.SampledFrom(texts).Draw(rt, "note")
		if rows == 300 && i > 9 {
			note = strconv.Itoa(i) // more texts than a byte counts
		}
		var household any
		if n := rapid.Int64Range(-3, 1<<58).Draw(rt, "household"); n > 0 {
			household = n
		}
		day := fmt.Sprintf("2026-11-%02d", rapid.IntRange(1, 5).Draw(rt, "day"))
		if err := s.Raw(`INSERT INTO visits (id, lead, household, note, date) VALUES (?, ?, ?, ?, ?)`, first+int64(i*rapid.IntRange(1, 9).Draw(rt, "step")*1000+i), rapid.SampledFrom(texts).Draw(rt, "lead"), household, note, day); err != nil {
			t.Fatal(err)
		}
	}
	made, want := pack(t, s, 202611)
	spoil(made)
	if err := s.KeepPacks(ctx, calls, []*store.PackBuilder{made}); err != nil {
		t.Fatal(err)
	}
	packs := s.Packs(ctx, calls, 202611, 202611)
	if len(packs) != 1 || packs[0].Len() != len(want) || packs[0].Generation != 3 || packs[0].Part != 202611 {
		return fmt.Sprintf("%d packs", len(packs))
	}
	var got []string
	left, alike, unlike := len(want), map[uint64]string{}, map[string]uint64{}
	wrong := ""
	packs[0].Each(func(r *store.Bundled) {
		got = append(got, seen(r))
		if left--; r.Left() != left {
			wrong = fmt.Sprintf("%d left, want %d", r.Left(), left)
		}
		key, fields := r.Alike(0, 2), fmt.Sprintf("%q %q %q", r.Bytes(0), r.Bytes(1), r.Bytes(2))
		if was, known := alike[key]; key == 0 || known && was != fields {
			wrong = fields + " is taken for " + was
		}
		if was, known := unlike[fields]; known && was != key {
			wrong = fields + " is not like itself"
		}
		alike[key], unlike[fields] = fields, key
	})
	if wrong == "" && !slices.Equal(got, want) {
		return fmt.Sprintf("%q, want %q", got, want)
	}
	return wrong
}

// A pack says of every record what the bundles say.
func TestAPackSaysWhatWasRead(t *testing.T) {
	s := open(t)
	quick(t, s)
	rapid.Check(t, func(rt *rapid.T) {
		if wrong := packSays(t, rt, s, func(*store.PackBuilder) {}); wrong != "" {
			rt.Fatal(wrong)
		}
	})
}

func TestTheLawSeesTextsThatAreNoNumbers(t *testing.T) {
	s := open(t)
	quick(t, s)
	for seed := range 100 {
		if rapid.Custom(func(rt *rapid.T) string { return packSays(t, rt, s, (*store.PackBuilder).AllNumbers) }).Example(seed) != "" {
			return
		}
	}
	t.Error("a pack that loses the zeros before a number was not seen")
}

func quick(t testing.TB, s *store.Store) {
	t.Helper()
	if err := s.Raw(`PRAGMA synchronous = OFF`); err != nil {
		t.Fatal(err)
	}
}

// fill writes a few visits that can be packed.
func fill(t testing.TB, s *store.Store) {
	t.Helper()
	for i := range 20 {
		if err := s.Raw(`INSERT INTO visits (id, lead, household, date) VALUES (?, ?, ?, '2026-11-22')`, 1000+i, []string{"李娟", "张红梅", "赵六"}[i%3], 5+i%7); err != nil {
			t.Fatal(err)
		}
	}
}

// A pack that is not as it was written, or answers another question, is as good as none.
func TestDamagedPacksAreNone(t *testing.T) {
	s := open(t)
	quick(t, s)
	fill(t, s)
	made, _ := pack(t, s, 202611)
	if err := s.KeepPacks(ctx, calls, []*store.PackBuilder{made}); err != nil {
		t.Fatal(err)
	}
	body := made.Body()
	set := func(b []byte) {
		if err := s.Raw(`UPDATE packs SET body = ?`, b); err != nil {
			t.Fatal(err)
		}
	}
	for at := range body {
		bad := slices.Clone(body)
		bad[at] ^= 1 << (at % 8)
		if set(bad); len(s.Packs(ctx, calls, 0, 999999)) != 0 {
			t.Fatalf("byte %d of %d was changed, and the pack read", at, len(body))
		}
		if p, ok := store.OpenPack(bad, len(calls.Keys)); ok { // sound by its checksum: it may say anything, but must end
			p.Each(func(r *store.Bundled) { seen(r) })
		}
		if set(body[:at]); len(s.Packs(ctx, calls, 0, 999999)) != 0 {
			t.Fatalf("a pack of %d bytes was cut after %d and read", len(body), at)
		}
	}
	set(body)
	if len(s.Packs(ctx, calls, 0, 999999)) != 1 {
		t.Fatal("the sound pack was not read")
	}
	other := calls
	other.Where = nil
	if len(s.Packs(ctx, other, 0, 999999)) != 0 {
		t.Error("a pack was read for another question")
	}
	other = calls
	other.Keys = []string{"lead", "grid", "note", "date"}
	if len(s.Packs(ctx, other, 0, 999999)) != 0 {
		t.Error("a pack was read for other fields")
	}
	if err := s.Raw(`DROP TABLE packs`); err != nil {
		t.Fatal(err)
	}
	if len(s.Packs(ctx, calls, 0, 999999)) != 0 {
		t.Error("a book without packs has packs")
	}
}

// Packs do not pile up, and one is dated anew only while it is the one that was meant.
func TestOldPacksGo(t *testing.T) {
	s := open(t)
	quick(t, s)
	fill(t, s)
	var list []*store.PackBuilder
	for part := range 125 {
		made, _ := pack(t, s, part)
		list = append(list, made)
	}
	if err := s.KeepPacks(ctx, calls, list); err != nil {
		t.Fatal(err)
	}
	at, err := s.PackedAt(ctx, calls, 0, 999)
	if err != nil || len(at) != 120 || at[5] != 3 || at[124] != 3 {
		t.Fatalf("%d packs, %v", len(at), err)
	}
	for _, from := range []int64{2, 3} {
		if err := s.AgePacks(ctx, calls, map[int]int64{100: from}, 9); err != nil {
			t.Fatal(err)
		}
		want := map[int64]int64{2: 3, 3: 9}[from]
		if at, err = s.PackedAt(ctx, calls, 100, 100); err != nil || at[100] != want {
			t.Errorf("from %d: %v, %v", from, at, err)
		}
	}
}

// Packs wait for nobody; who saves afterwards waits as always.
func TestPacksDoNotWaitForAnotherProgram(t *testing.T) {
	s := open(t)
	fill(t, s)
	made, _ := pack(t, s, 202611)
	db, err := sql.Open("sqlite3", "file:"+filepath.ToSlash(filepath.Join(s.Dir(), store.FileName))+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	tx, err := db.Begin()
	if err != nil {
		t.Fatal(err)
	}
	begun := time.Now()
	if err := s.KeepPacks(ctx, calls, []*store.PackBuilder{made}); !errs.Is(err, errs.Busy) {
		t.Errorf("%v", err)
	}
	if took := time.Since(begun); took > 3*time.Second {
		t.Errorf("it waited for %s", took)
	}
	time.AfterFunc(300*time.Millisecond, func() { tx.Rollback() })
	create(t, s, members, person("name", "王芳"))
	if err := s.KeepPacks(context.Background(), calls, []*store.PackBuilder{made}); err != nil || len(s.Packs(ctx, calls, 0, 999999)) != 1 {
		t.Errorf("afterwards: %v", err)
	}
}
