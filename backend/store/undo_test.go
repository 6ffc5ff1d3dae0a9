package store_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// state is all that a user can see of the members from one on: values, bin, what a search finds.
func state(t testing.TB, s *store.Store, from oplog.ID) map[string]string {
	t.Helper()
	out := map[string]string{}
	err := s.Each(ctx, members, func(r store.Record) error {
		if r.ID < from {
			return nil
		}
		out[r.ID.String()] = fmt.Sprint(r.Deleted, strings.Join(r.Values, "|"))
		hits, err := s.Search(ctx, nil, members.Get(r.Values, "name"), 200)
		if err != nil {
			return err
		}
		found := slices.ContainsFunc(hits, func(h store.Hit) bool { return h.ID == r.ID })
		if found == r.Deleted {
			t.Fatalf("search finds %v: %v, deleted: %v", r.ID, found, r.Deleted)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// living is the state without the records in the recycle bin.
func living(t testing.TB, s *store.Store, from oplog.ID) map[string]string {
	out := state(t, s, from)
	maps.DeleteFunc(out, func(_, v string) bool { return strings.HasPrefix(v, "true") })
	return out
}

func TestHistoryTellsBeforeAndAfter(t *testing.T) {
	s := open(t)
	id := create(t, s, members, person("name", "王芳", "mobile", "13800000001"))
	update(t, s, members, id, "mobile", "13800000002")
	update(t, s, members, id, "mobile", "13800000003")
	edits, err := s.History(ctx, members, id)
	if err != nil || len(edits) != 3 {
		t.Fatalf("%d edits, %v", len(edits), err)
	}
	last := edits[2]
	f := last.Fields[0]
	if f.Key != "mobile" || f.Before != "13800000002" || f.After != "13800000003" || !f.CanRevert || edits[1].Fields[0].CanRevert {
		t.Errorf("last edit is %+v", last)
	}
	if last.Change.Operator != "张红梅" || last.PC != "1号机" || last.When.IsZero() {
		t.Errorf("who and when are missing: %+v", last)
	}
	if r := update(t, s, members, id, "mobile", "13800000003"); r.Change != 0 {
		t.Error("saving the same value made a change")
	}
	if _, err := s.Revert(ctx, members.Key, id, "mobile", last.Change.ID, "撤回"); err != nil {
		t.Fatal(err)
	}
	if v := members.Get(find(t, s, members, id).Values, "mobile"); v != "13800000002" {
		t.Errorf("after revert the phone is %s", v)
	}
	if _, err := s.Revert(ctx, members.Key, id, "mobile", edits[1].Change.ID, "撤回"); !errs.Is(err, errs.Conflict) {
		t.Errorf("an older edit was reverted over a newer one: %v", err)
	}
}

// An import and its undo leave what was there before; undoing the undo brings it back.
func TestUndoOfManyAndUndoOfUndo(t *testing.T) {
	s := open(t)
	old := create(t, s, members, person("name", "李强"))
	before := living(t, s, 0)
	r, err := s.Write(ctx, store.Meta{Kind: "import", Note: "导入"}, func(tx *store.Tx) error {
		for i := range 50 {
			if _, err := tx.Create(members, person("name", "王芳", "mobile", fmt.Sprintf("138%08d", i))); err != nil {
				return err
			}
		}
		_, err := tx.Update(members, old, map[string]string{"mobile": "13900000000"})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	after := living(t, s, 0)
	undo, kept, err := s.Undo(ctx, r.Change)
	if err != nil || len(kept) != 0 || !maps.Equal(living(t, s, 0), before) {
		t.Fatalf("undo: kept %v, %v", kept, err)
	}
	if _, _, err := s.Undo(ctx, r.Change); !errs.Is(err, errs.Conflict) {
		t.Errorf("the same change was undone twice: %v", err)
	}
	if _, _, err := s.Undo(ctx, undo.Change); err != nil || !maps.Equal(living(t, s, 0), after) {
		t.Errorf("undo of the undo: %v", err)
	}
	if _, _, err := s.Undo(ctx, r.Change); err != nil || !maps.Equal(living(t, s, 0), before) {
		t.Errorf("undo after redo: %v", err)
	}
}

// What was changed after the change that is undone stays and is named.
func TestUndoKeepsLaterWork(t *testing.T) {
	s := open(t)
	var a, b oplog.ID
	r, err := s.Write(ctx, store.Meta{Kind: "import"}, func(tx *store.Tx) (err error) {
		if a, err = tx.Create(members, person("name", "王芳")); err != nil {
			return err
		}
		b, err = tx.Create(members, person("name", "李强"))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	update(t, s, members, a, "mobile", "13800000001")
	_, kept, err := s.Undo(ctx, r.Change)
	if err != nil || len(kept) != 1 || kept[0].ID != a {
		t.Fatalf("kept %v, %v", kept, err)
	}
	if find(t, s, members, a).Deleted || !find(t, s, members, b).Deleted {
		t.Error("the edited record must stay, the other go")
	}
}

// Law: undoing all changes from the newest back leads through every former state.
func TestUndoLaw(t *testing.T) {
	s := open(t)
	var marks []oplog.ID
	rapid.Check(t, func(rt *rapid.T) {
		from := create(t, s, members, person("name", "起点"+fmt.Sprint(len(marks))))
		marks = append(marks, from)
		var ids []oplog.ID
		var changes []oplog.ID
		states := []map[string]string{living(t, s, from)}
		for range rapid.IntRange(1, 12).Draw(rt, "steps") {
			var id oplog.ID
			if len(ids) > 0 {
				id = rapid.SampledFrom(ids).Draw(rt, "row")
			}
			r, err := s.Write(ctx, store.Meta{Kind: "test"}, func(tx *store.Tx) error {
				rec := store.Record{}
				if id != 0 {
					var err error
					if rec, err = tx.Find(ctx, members, id); err != nil {
						return err
					}
				}
				switch op := rapid.IntRange(0, 3).Draw(rt, "op"); {
				case id == 0 || op == 0:
					n, err := tx.Create(members, person("name", rapid.SampledFrom([]string{"王芳", "曾强", "买买提·吐尔逊"}).Draw(rt, "name")))
					ids = append(ids, n)
					return err
				case rec.Deleted:
					return tx.Restore(members, id)
				case op == 1:
					return tx.Delete(members, id)
				}
				_, err := tx.Update(members, id, map[string]string{
					"mobile": rapid.SampledFrom([]string{"", "13800000001", "13800000002"}).Draw(rt, "mobile"),
					"note":   rapid.SampledFrom([]string{"", "老党员", "需要走访"}).Draw(rt, "note"),
				})
				return err
			})
			if err != nil {
				rt.Fatal(err)
			}
			if r.Change != 0 {
				changes, states = append(changes, r.Change), append(states, living(t, s, from))
			}
		}
		for i := len(changes) - 1; i >= 0; i-- {
			if _, kept, err := s.Undo(ctx, changes[i]); err != nil || len(kept) > 0 {
				rt.Fatalf("undo %d: %v, kept %v", i, err, kept)
			}
			if got := living(t, s, from); !maps.Equal(got, states[i]) {
				rt.Fatalf("after undo of change %d: %v, want %v", i, got, states[i])
			}
		}
	})
	if problems, err := s.Check(ctx); err != nil || len(problems) > 0 {
		t.Fatalf("check: %v %v", problems, err)
	}
}

func TestUndoOfChangesElsewhere(t *testing.T) {
	s := open(t)
	org := create(t, s, orgs, values(orgs, "name", "第一支部"))
	r := update(t, s, orgs, org, "note", "走访时要问加装电梯的事")
	if hits, _ := s.Search(ctx, []string{registers.Organizations.Key}, "加装电梯", 5); len(hits) != 1 {
		t.Fatalf("full text finds %v", hits)
	}
	if _, _, err := s.Undo(ctx, r.Change); err != nil {
		t.Fatal(err)
	}
	if hits, _ := s.Search(ctx, nil, "加装电梯", 5); len(hits) != 0 {
		t.Errorf("full text still finds %v", hits)
	}
}
