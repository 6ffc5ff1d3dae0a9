package store_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// touchedBooks are a book that two programs have open, and another PC of it.
type touchedBooks struct{ here, beside, away *store.Store }

func openTouched(t testing.TB, fault string) touchedBooks {
	t.Helper()
	ctx := context.Background()
	open := func(dir string, create *store.NewBook) *store.Store {
		s, err := store.Open(ctx, dir, registers.All(), store.Options{Create: create})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		s.Fault(fault)
		if err := s.Raw("PRAGMA synchronous = OFF"); err != nil {
			t.Fatal(err)
		}
		return s
	}
	dir := t.TempDir()
	here := open(dir, &store.NewBook{Name: "仁寿门社区"})
	info, err := here.Info(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return touchedBooks{here, open(dir, nil), open(t.TempDir(), &store.NewBook{Name: "仁寿门社区", ID: info.ID})}
}

// rowsOf are the records of a ledger as one text each.
func rowsOf(t testing.TB, s *store.Store) map[oplog.ID]string {
	t.Helper()
	out := map[oplog.ID]string{}
	if err := s.Each(context.Background(), registers.Estates.Def, func(r store.Record) error {
		out[r.ID] = fmt.Sprint(r.Deleted, r.Values)
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return out
}

// misses plays random writes of both programs and of the other PC, and says what the
// notes of them do not tell; "" nothing.
func (b touchedBooks) misses(t testing.TB, rt *rapid.T) string {
	ctx, d := context.Background(), registers.Estates.Def
	before := rowsOf(t, b.here)
	since, err := b.here.Generation(ctx, d.Key)
	if err != nil {
		t.Fatal(err)
	}
	many := false
	var changes []oplog.ID
	for range rapid.IntRange(0, 4).Draw(rt, "writes") {
		s := rapid.SampledFrom([]*store.Store{b.here, b.beside, b.away}).Draw(rt, "who")
		rows := rowsOf(t, s)
		ids := make([]oplog.ID, 0, len(rows))
		for id := range rows {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		switch kind := rapid.IntRange(0, 7).Draw(rt, "kind"); {
		case kind == 7:
			pass(t, b.away, b.here)
			pass(t, b.here, b.away)
			many = true // whatever came: it may be more writes than are noted
		case kind == 6 && len(changes) > 0 && s != b.away:
			if _, _, err := s.Undo(ctx, changes[len(changes)-1]); err != nil {
				t.Fatal(err)
			}
			changes = changes[:len(changes)-1]
		default:
			n := rapid.IntRange(1, 4).Draw(rt, "rows")
			if rapid.IntRange(0, 30).Draw(rt, "import") == 0 {
				n = 250
			}
			r, err := s.Write(ctx, meta, func(tx *store.Tx) error {
				for i := range n {
					if len(ids) == 0 || kind < 2 || n > 200 {
						v := d.New()
						v[d.Index("name")] = fmt.Sprintf("小区%d", rapid.IntRange(0, 1000).Draw(rt, "name"))
						if _, err := tx.Create(d, v); err != nil {
							return err
						}
						continue
					}
					id := ids[(rapid.IntRange(0, len(ids)-1).Draw(rt, "row")+i)%len(ids)]
					rec, err := tx.Find(ctx, d, id)
					switch {
					case err != nil:
					case rec.Deleted:
						err = tx.Restore(d, id)
					case kind == 2:
						err = tx.Delete(d, id)
					default:
						_, err = tx.Update(d, id, map[string]string{"name": fmt.Sprintf("新村%d", rapid.IntRange(0, 1000).Draw(rt, "new name"))})
					}
					if err != nil {
						return err
					}
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
			if s != b.away && r.Change != 0 {
				changes = append(changes, r.Change)
			}
		}
	}
	until, err := b.here.Generation(ctx, d.Key)
	if err != nil {
		t.Fatal(err)
	}
	touched, ok, err := b.here.TouchedSince(ctx, d.Key, since, until)
	if err != nil {
		t.Fatal(err)
	}
	if !ok {
		if many {
			return ""
		}
		return "nothing is known of a few writes"
	}
	after := rowsOf(t, b.here)
	for id, text := range after {
		if before[id] != text && !slices.Contains(touched, id) {
			return fmt.Sprintf("record %s changed and is not named", id)
		}
	}
	if len(before) > len(after) {
		return "a record is gone"
	}
	return ""
}

// Whoever writes, in whatever way: the records that changed are named.
func TestTouchedNamesWhatChanged(t *testing.T) {
	b := openTouched(t, "")
	rapid.Check(t, func(rt *rapid.T) {
		if miss := b.misses(t, rt); miss != "" {
			rt.Fatal(miss)
		}
	})
}

func TestTheLawSeesWhatIsNotNoted(t *testing.T) {
	b := openTouched(t, "oneTouched")
	for seed := range 200 {
		if rapid.Custom(func(rt *rapid.T) string { return b.misses(t, rt) }).Example(seed) != "" {
			return
		}
	}
	t.Error("a record that is not noted was not missed")
}

// Notes are kept for a while only; what is older has to be read again.
func TestTouchedIsForgotten(t *testing.T) {
	b := openTouched(t, "")
	ctx, d := context.Background(), registers.Estates.Def
	var last oplog.ID
	const writes = 520
	for i := range writes {
		if _, err := b.here.Write(ctx, meta, func(tx *store.Tx) (err error) {
			v := d.New()
			v[d.Index("name")] = fmt.Sprintf("小区%d", i)
			last, err = tx.Create(d, v)
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	until, err := b.here.Generation(ctx, d.Key)
	if err != nil {
		t.Fatal(err)
	}
	if _, ok, err := b.here.TouchedSince(ctx, d.Key, until-writes, until); ok || err != nil {
		t.Errorf("%d writes are said to be known: %v", writes, err)
	}
	if rows, ok, err := b.here.TouchedSince(ctx, d.Key, until-1, until); !ok || err != nil || !slices.Equal(rows, []oplog.ID{last}) {
		t.Errorf("the last write: %v, %v, %v", rows, ok, err)
	}
	if rows, ok, err := b.here.TouchedSince(ctx, d.Key, until, until); !ok || err != nil || len(rows) > 0 {
		t.Errorf("no write: %v, %v, %v", rows, ok, err)
	}
}

// An import is named record by record. Of more records than that only the last writes
// are, and one of very many stands for all.
func TestBulkWritesAreNamedForAWhile(t *testing.T) {
	b := openTouched(t, "")
	ctx, d := context.Background(), registers.Estates.Def
	var at []int64  // generations, the first before any write
	var sizes []int // of the writes
	write := func(n int) {
		t.Helper()
		if _, err := b.here.Write(ctx, meta, func(tx *store.Tx) error {
			for i := range n {
				v := d.New()
				v[d.Index("name")] = fmt.Sprintf("小区%d", i)
				if _, err := tx.Create(d, v); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			t.Fatal(err)
		}
		g, err := b.here.Generation(ctx, d.Key)
		if err != nil {
			t.Fatal(err)
		}
		at, sizes = append(at, g), append(sizes, n)
	}
	// known says how many of the last writes are named; of those all records must be.
	known := func() int {
		t.Helper()
		sum := 0
		for n := 1; n < len(at); n++ {
			rows, ok, err := b.here.TouchedSince(ctx, d.Key, at[len(at)-1-n], at[len(at)-1])
			if err != nil {
				t.Fatal(err)
			}
			if !ok {
				return n - 1
			}
			if sum += sizes[len(sizes)-n]; len(rows) != sum {
				t.Errorf("of %d records %d are named", sum, len(rows))
			}
		}
		return len(at) - 1
	}
	for i, c := range []struct{ records, known int }{{1, 0}, {15_000, 1}, {3, 2}, {15_000, 3}, {10_000, 3}, {1, 4}, {60, 5}, {20_000, 4}, {20_001, 0}, {2, 1}} {
		write(c.records)
		if got := known(); got != c.known {
			t.Errorf("write %d, of %d records: %d writes are named, want %d", i, c.records, got, c.known)
		}
	}
}
