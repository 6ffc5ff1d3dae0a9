package store_test

import (
	"fmt"
	"math/rand"
	"slices"
	"testing"
	"time"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/store"
)

// The second packet comes before the first: what is shown is the latest, the gap
// is named, nobody is asked; then the first comes and changes nothing that is shown.
func TestPacketsInWrongOrder(t *testing.T) {
	pcs := office(t, 2)
	a, b := pcs[0], pcs[1]
	row := create(t, a.Store, neighbours, values(neighbours, "name", "王芳", "phone", "13800000001"))
	pass(t, a.Store, b.Store)
	first := set1(t, a, row, "phone", "13800000002")
	second := set1(t, a, row, "phone", "13800000003")
	carry(t, a, b, second)
	shows(t, b, row, "phone", "13800000003")
	waits(t, b)
	if gaps, err := b.Gaps(ctx); err != nil || !slices.Equal(gaps, []store.Gap{{Replica: a.replica, From: 2, To: 2}}) {
		t.Errorf("gaps: %v, %v", gaps, err)
	}
	carry(t, a, b, first)
	shows(t, b, row, "phone", "13800000003")
	waits(t, b)
	if gaps, err := b.Gaps(ctx); err != nil || len(gaps) > 0 {
		t.Errorf("gaps remain: %v, %v", gaps, err)
	}
	alike(t, a, b)
}

// While what lies between is missing, a PC's own earlier edit and its own later
// one are no disagreement, and its deletion knew what it had done before; what
// another PC did stands against both. When the gap closes, all is as if it had never been.
func TestNobodyDisagreesWithHimself(t *testing.T) {
	pcs := office(t, 3)
	a, b, c := pcs[0], pcs[1], pcs[2]
	phone := func(n int) string { return fmt.Sprintf("1380000000%d", n) }
	row := create(t, a.Store, neighbours, values(neighbours, "name", "王芳", "phone", phone(0)))
	pass(t, a.Store, b.Store)
	pass(t, a.Store, c.Store)
	first := set1(t, a, row, "phone", phone(1))
	second := set1(t, a, row, "phone", phone(2))
	third := set1(t, a, row, "phone", phone(3))
	carry(t, a, b, first, third)
	shows(t, b, row, "phone", phone(3))
	waits(t, b)
	// Another PC's edit disagrees, gap or not.
	other := set1(t, c, row, "phone", phone(4))
	carry(t, c, b, other)
	waits(t, b, "phone")
	carry(t, a, b, second)
	waits(t, b, "phone")
	alike(t, a, b, c)
	do(t, c, func(tx *store.Tx) error { return tx.Settle(neighbours, row, map[string]string{"phone": phone(4)}) })
	alike(t, a, b, c)
	// Edited, edited, deleted; the second edit is under way, in whatever order the others come.
	for _, order := range [][]int{{0, 2}, {2, 0}} {
		row := create(t, a.Store, neighbours, values(neighbours, "name", "李强", "phone", phone(0)))
		pass(t, a.Store, b.Store)
		done := []oplog.ID{set1(t, a, row, "phone", phone(1)), set1(t, a, row, "phone", phone(2)), do(t, a, func(tx *store.Tx) error { return tx.Delete(neighbours, row) })}
		for _, i := range order {
			carry(t, a, b, done[i])
		}
		waits(t, b)
		if !find(t, b.Store, neighbours, row).Deleted {
			t.Errorf("order %v: a deletion is in doubt for what its own PC did before it", order)
		}
		carry(t, a, b, done[1])
		waits(t, b)
		alike(t, a, b)
	}
	// What it did after the deletion, without having seen it undone, is in doubt as ever.
	row = create(t, a.Store, neighbours, values(neighbours, "name", "曾强", "phone", phone(0)))
	pass(t, a.Store, b.Store)
	gone := do(t, a, func(tx *store.Tx) error { return tx.Delete(neighbours, row) })
	do(t, a, func(tx *store.Tx) error { return tx.Restore(neighbours, row) })
	last := set1(t, a, row, "phone", phone(5))
	back := set1(t, a, row, "phone", phone(6))
	carry(t, a, b, gone, back)
	waits(t, b, oplog.Deleted)
	carry(t, a, b, last)
	waits(t, b, oplog.Deleted)
	alike(t, a, b)
	waits(t, b)
}

func TestEditBeforeCreation(t *testing.T) {
	pcs := office(t, 2)
	a, b := pcs[0], pcs[1]
	row := create(t, a.Store, neighbours, values(neighbours, "name", "王芳", "phone", "13800000001"))
	edit := set1(t, a, row, "phone", "13800000002")
	if got := carry(t, a, b, edit); len(got.Rows) != 0 {
		t.Errorf("an edit of nothing shows %v", got.Rows)
	}
	if _, err := b.Find(ctx, neighbours, row); !errs.Is(err, errs.NotFound) {
		t.Errorf("a row is there without its creation: %v", err)
	}
	if got := carry(t, a, b, row); got.Rows[store.Touched{Register: neighbours.Key, ID: row}] != store.RowNew {
		t.Errorf("the creation brings %v", got.Rows)
	}
	shows(t, b, row, "phone", "13800000002")
	if hits, err := b.Search(ctx, nil, "13800000002", 5); err != nil || len(hits) != 1 {
		t.Errorf("search finds %v, %v", hits, err)
	}
	alike(t, a, b)
}

func TestReferenceBeforeTarget(t *testing.T) {
	pcs := office(t, 2)
	a, b := pcs[0], pcs[1]
	target := create(t, a.Store, neighbours, values(neighbours, "name", "王芳"))
	row := create(t, a.Store, extras, values(extras, "title", "走访", "of", target.String()))
	carry(t, a, b, row)
	if v := extras.Get(find(t, b.Store, extras, row).Values, "of"); v != target.String() {
		t.Errorf("the reference became %q", v)
	}
	if titles, err := b.Titles(ctx, neighbours, []oplog.ID{target}); err != nil || len(titles) != 0 {
		t.Errorf("a target that is not here is called %v, %v", titles, err)
	}
	carry(t, a, b, target)
	if titles, err := b.Titles(ctx, neighbours, []oplog.ID{target}); err != nil || titles[target] != "王芳" {
		t.Errorf("the target is called %v, %v", titles, err)
	}
	alike(t, a, b)
}

// Deleted here, edited there: the record stays and a person decides, either way.
func TestDeletedHereEditedThere(t *testing.T) {
	for _, keep := range []bool{true, false} {
		for _, deleter := range []int{0, 1} {
			t.Run(fmt.Sprint("keep ", keep, " deleter ", deleter), func(t *testing.T) {
				pcs := office(t, 2)
				a, b := pcs[deleter], pcs[1-deleter]
				row := create(t, a.Store, neighbours, values(neighbours, "name", "王芳"))
				pass(t, a.Store, b.Store)
				do(t, a, func(tx *store.Tx) error { return tx.Delete(neighbours, row) })
				set1(t, b, row, "note", "需要走访")
				alike(t, a, b)
				for _, p := range pcs {
					list := waits(t, p, oplog.Deleted)
					if find(t, p.Store, neighbours, row).Deleted || len(list) != 1 || len(list[0].Heads) != 2 {
						t.Fatalf("%s: %+v", p.name, list)
					}
					for _, h := range list[0].Heads {
						if h.Current != (h.Value == "") || h.Mine != (p == a) && h.Value == "1" {
							t.Errorf("%s is offered %+v", p.name, h)
						}
					}
				}
				set1(t, b, row, "note", "已走访") // working on decides nothing
				waits(t, b, oplog.Deleted)
				alike(t, a, b)
				decision := map[bool]string{false: "1"}[keep]
				do(t, b, func(tx *store.Tx) error {
					return tx.Settle(neighbours, row, map[string]string{oplog.Deleted: decision})
				})
				alike(t, a, b)
				for _, p := range pcs {
					waits(t, p)
					if find(t, p.Store, neighbours, row).Deleted == keep {
						t.Errorf("the decision does not hold on %s", p.name)
					}
				}
			})
		}
	}
	// Who deletes what he knows has decided already.
	pcs := office(t, 2)
	a, b := pcs[0], pcs[1]
	row := create(t, a.Store, neighbours, values(neighbours, "name", "王芳"))
	set1(t, a, row, "note", "需要走访")
	pass(t, a.Store, b.Store)
	do(t, b, func(tx *store.Tx) error { return tx.Delete(neighbours, row) })
	alike(t, a, b)
	waits(t, a)
	if !find(t, a.Store, neighbours, row).Deleted {
		t.Error("a deletion that knew of every edit does not hold")
	}
}

// Undoing a decision brings back what was shown before it.
func TestDecisionUndone(t *testing.T) {
	for _, choice := range []string{"", "1"} {
		pcs := office(t, 2)
		a, b := pcs[0], pcs[1]
		row := create(t, a.Store, neighbours, values(neighbours, "name", "王芳"))
		pass(t, a.Store, b.Store)
		do(t, a, func(tx *store.Tx) error { return tx.Delete(neighbours, row) })
		set1(t, b, row, "phone", "13800000002")
		pass(t, b.Store, a.Store)
		decision := do(t, a, func(tx *store.Tx) error { return tx.Settle(neighbours, row, map[string]string{oplog.Deleted: choice}) })
		if _, _, err := a.Undo(ctx, decision); err != nil {
			t.Fatal(err)
		}
		if find(t, a.Store, neighbours, row).Deleted {
			t.Errorf("decision %q: undoing it deletes the record", choice)
		}
		alike(t, a, b)
	}
}

// Two PCs made the same setting; the merged one keeps both values for a person to choose.
func TestApart(t *testing.T) {
	pcs := office(t, 2)
	a, b := pcs[0], pcs[1]
	row := create(t, a.Store, knobs, values(knobs, "key", "字号", "value", "大"))
	pass(t, a.Store, b.Store)
	do(t, a, func(tx *store.Tx) error { return tx.Apart(knobs, row, "value", "大") })
	waits(t, a)
	do(t, a, func(tx *store.Tx) error { return tx.Apart(knobs, row, "value", "小") })
	alike(t, a, b)
	if list := waits(t, b, "value"); len(list[0].Heads) != 3 {
		t.Errorf("offered are %+v", list[0].Heads)
	}
	do(t, b, func(tx *store.Tx) error { return tx.Settle(knobs, row, map[string]string{"value": "小"}) })
	alike(t, a, b)
	waits(t, a)
}

// Voiding twice is voiding once, and taking back one's own voiding leaves the other's.
func TestVoidOnTwoPCs(t *testing.T) {
	pcs := office(t, 2)
	a, b := pcs[0], pcs[1]
	row := create(t, a.Store, grants, values(grants, "person", "王芳", "amount", "20"))
	pass(t, a.Store, b.Store)
	mine := do(t, a, func(tx *store.Tx) error { return tx.Void(grants, row, "记错了") })
	do(t, b, func(tx *store.Tx) error { return tx.Void(grants, row, "记错了") })
	alike(t, a, b)
	isVoid := func(want string) {
		t.Helper()
		for _, p := range pcs {
			if got, err := p.Voided(ctx, []oplog.ID{row}); err != nil || got[row] != want || (want == "") != (len(got) == 0) {
				t.Errorf("on %s void is %v, %v; want %q", p.name, got, err, want)
			}
		}
	}
	isVoid("记错了")
	waits(t, a)
	if _, _, err := a.Undo(ctx, mine); !errs.Is(err, errs.Conflict) {
		t.Errorf("two voidings stand, one was taken back: %v", err)
	}
	// Taken back before the other's is known.
	row = create(t, a.Store, grants, values(grants, "person", "李强", "amount", "5"))
	pass(t, a.Store, b.Store)
	mine = do(t, a, func(tx *store.Tx) error { return tx.Void(grants, row, "记错了") })
	if _, _, err := a.Undo(ctx, mine); err != nil {
		t.Fatal(err)
	}
	if got, _ := a.Voided(ctx, []oplog.ID{row}); len(got) != 0 {
		t.Errorf("void although that was taken back: %v", got)
	}
	do(t, b, func(tx *store.Tx) error { return tx.Void(grants, row, "重复") })
	alike(t, a, b)
	isVoid("重复")
	waits(t, b, oplog.Void)
}

// An undo takes back what still stands and names what another PC has altered since.
func TestUndoOfWhatAnotherEdited(t *testing.T) {
	pcs := office(t, 2)
	a, b := pcs[0], pcs[1]
	row := create(t, a.Store, neighbours, values(neighbours, "name", "王芳"))
	change := set1(t, a, row, "phone", "13800000001", "note", "老党员")
	pass(t, a.Store, b.Store)
	set1(t, b, row, "phone", "13800000002")
	pass(t, b.Store, a.Store)
	_, kept, err := a.Undo(ctx, change)
	if err != nil || !slices.Equal(kept, []store.Kept{{Register: neighbours.Key, ID: row, Field: "phone"}}) {
		t.Fatalf("kept %v, %v", kept, err)
	}
	alike(t, a, b)
	for _, p := range pcs {
		shows(t, p, row, "phone", "13800000002")
		shows(t, p, row, "note", "")
		waits(t, p)
	}
}

// A clock of 2099 is told of, shown as it was, and wins over nobody who knew of it.
func TestClockOf2099(t *testing.T) {
	pcs := office(t, 2)
	a, b := pcs[0], pcs[1]
	row := create(t, a.Store, neighbours, values(neighbours, "name", "王芳"))
	if got := pass(t, a.Store, b.Store); got.Ahead {
		t.Error("a right clock is called wrong")
	}
	*b.skew = 73 * 365 * 24 * time.Hour
	set1(t, b, row, "phone", "13800000001")
	if got := pass(t, b.Store, a.Store); !got.Ahead {
		t.Error("a clock of 2099 is not told of")
	}
	*b.skew = 0
	set1(t, a, row, "phone", "13800000002")
	alike(t, a, b)
	for _, p := range pcs {
		shows(t, p, row, "phone", "13800000002")
		waits(t, p)
		edits, err := p.History(ctx, neighbours, row)
		if err != nil || len(edits) != 3 {
			t.Fatal(edits, err)
		}
		if y := []int{edits[0].When.Year(), edits[1].When.Year(), edits[2].When.Year()}; !slices.Equal(y, []int{2026, 2099, 2026}) {
			t.Errorf("the history tells of the years %v", y)
		}
	}
}

// A long packet, shuffled, is taken in as in the order in which it was made.
func TestLongPacketInAnyOrder(t *testing.T) {
	pcs := office(t, 3)
	a, b, c := pcs[0], pcs[1], pcs[2]
	var ids []oplog.ID
	for i := range 40 {
		row := create(t, a.Store, neighbours, values(neighbours, "name", "王芳", "phone", fmt.Sprintf("138%08d", i)))
		ids = append(ids, row, set1(t, a, row, "phone", fmt.Sprintf("139%08d", i)), set1(t, a, row, "note", "需要走访"))
	}
	pass(t, a.Store, c.Store)
	rand.New(rand.NewSource(1)).Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
	if got := carry(t, a, b, append(slices.Clone(ids), ids...)...); got.Changes != len(ids) || got.Known != len(ids) || len(got.Rows) != 40 {
		t.Errorf("got %d new, %d known changes, %d rows", got.Changes, got.Known, len(got.Rows))
	}
	waits(t, b)
	if gaps, err := b.Gaps(ctx); err != nil || len(gaps) > 0 {
		t.Errorf("gaps: %v, %v", gaps, err)
	}
	want, _ := c.Dump(ctx)
	if got, err := b.Dump(ctx); err != nil || !slices.Equal(got, want) {
		t.Errorf("the shuffled packet leads elsewhere (%v)", err)
	}
}

// Undoing a decision makes it wait again, on every PC, with the values that stood
// side by side; undoing that decides it again.
func TestUndoneDecisionWaits(t *testing.T) {
	for _, c := range []struct {
		name, field, take string
		apart             func(t *testing.T, a, b *pc, row oplog.ID)
	}{
		{"a field", "note", "三", func(t *testing.T, a, b *pc, row oplog.ID) {
			set1(t, a, row, "note", "一")
			set1(t, b, row, "note", "二")
		}},
		{"a record deleted", oplog.Deleted, "1", func(t *testing.T, a, b *pc, row oplog.ID) {
			do(t, a, func(tx *store.Tx) error { return tx.Delete(neighbours, row) })
			set1(t, b, row, "note", "二")
		}},
		{"a record kept", oplog.Deleted, "", func(t *testing.T, a, b *pc, row oplog.ID) {
			do(t, a, func(tx *store.Tx) error { return tx.Delete(neighbours, row) })
			set1(t, b, row, "note", "二")
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			pcs := office(t, 2)
			a, b := pcs[0], pcs[1]
			row := create(t, a.Store, neighbours, values(neighbours, "name", "王芳"))
			pass(t, a.Store, b.Store)
			c.apart(t, a, b, row)
			alike(t, a, b)
			want := offered(waits(t, a, c.field))
			before := find(t, a.Store, neighbours, row)
			r, err := a.Write(ctx, store.Meta{Kind: "review", Note: "确认"}, func(tx *store.Tx) error {
				return tx.Settle(neighbours, row, map[string]string{c.field: c.take})
			})
			if err != nil {
				t.Fatal(err)
			}
			decided := find(t, a.Store, neighbours, row)
			alike(t, a, b)
			back, _, err := b.Undo(ctx, r.Change)
			if err != nil {
				t.Fatal(err)
			}
			alike(t, a, b)
			for _, p := range pcs {
				if got := offered(waits(t, p, c.field)); !slices.Equal(got, want) {
					t.Errorf("%s is offered %v, before the decision %v", p.name, got, want)
				}
				if got := find(t, p.Store, neighbours, row); !slices.Equal(got.Values, before.Values) || got.Deleted != before.Deleted {
					t.Errorf("%s shows %v, before the decision %v", p.name, got, before)
				}
			}
			if _, _, err := a.Undo(ctx, back.Change); err != nil {
				t.Fatal(err)
			}
			alike(t, a, b)
			for _, p := range pcs {
				if got := find(t, p.Store, neighbours, row); !slices.Equal(got.Values, decided.Values) || got.Deleted != decided.Deleted {
					t.Errorf("%s shows %v, as decided %v", p.name, got, decided)
				}
				if list, err := p.Reviews(ctx); err != nil || len(list) > 0 {
					t.Errorf("%s: %v waits, %v", p.name, list, err)
				}
			}
		})
	}
}

// offered are the values of the reviews, each once.
func offered(list []store.Review) (out []string) {
	for _, v := range list {
		for _, h := range v.Heads {
			if text := v.Field + "=" + h.Value; !slices.Contains(out, text) {
				out = append(out, text)
			}
		}
	}
	slices.Sort(out)
	return out
}
