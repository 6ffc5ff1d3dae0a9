package ledger_test

import (
	"strings"
	"sync"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

func TestPrivateNotesAreNotSearched(t *testing.T) {
	l := open(t)
	save(t, l, members, "", "name", "王芳", "help_note", "患重病，已申请大病救助", "note", "爱唱歌")
	if hits, _ := l.Search(ctx, "大病救助", 10); len(hits) != 0 {
		t.Errorf("a private note answers a search: %+v", hits)
	}
	if hits, _ := l.Search(ctx, "唱歌", 10); len(hits) != 1 {
		t.Errorf("a plain note is not found: %+v", hits)
	}
}

func TestHistoryOfAnotherRegisterIsRefused(t *testing.T) {
	l := open(t)
	id := save(t, l, members, "", "name", "王芳", "address", "仁寿路18号3栋2单元501")
	if h, err := l.History(ctx, "estates", id); !errs.Is(err, errs.NotFound) {
		t.Errorf("got %+v, %v", h, err)
	}
}

func TestNoLoopsAmongOrganizations(t *testing.T) {
	l := open(t)
	top := save(t, l, orgs, "", "name", "社区党委")
	below := save(t, l, orgs, "", "name", "第一支部", "parent", top)
	if r := trySave(t, l, orgs, top, true, "parent", below); r.Saved {
		t.Error("an organization became its own grandparent")
	}
	if _, err := l.Merge(ctx, orgs, below, top, nil); err != nil {
		t.Fatal(err)
	}
	nodes, err := l.Tree(ctx, orgs)
	if err != nil || len(nodes) != 1 || nodes[0].Parent != "" {
		t.Errorf("after merging a parent into its child: %+v, %v", nodes, err)
	}
}

// Importing A, merging B into it and undoing the import must not lose the person.
func TestUndoAfterMergeKeepsThePerson(t *testing.T) {
	l := open(t)
	d := registers.PartyMembers.Def
	v := d.New()
	v[d.Index("name")] = "王芳"
	r, err := l.Store.Write(ctx, store.Meta{Kind: "import"}, func(tx *store.Tx) error { _, err := tx.Create(d, v); return err })
	if err != nil {
		t.Fatal(err)
	}
	a := r.Touched[0].ID.String()
	b := save(t, l, members, "", "name", "王芳")
	if _, err := l.Merge(ctx, members, a, b, nil); err != nil {
		t.Fatal(err)
	}
	l.Undo(ctx, r.Change.String())
	if page, _ := l.List(ctx, ledger.ListQuery{Register: members, Limit: 5}); page.Matched != 1 {
		t.Errorf("%d living records of the person, want 1", page.Matched)
	}
}

func TestOneIDNumberSavedAtOnceIsOneRecord(t *testing.T) {
	l := open(t)
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			w, err := l.Draft(ctx, members, "", map[string]string{"name": "王芳", "id_number": "42000019750316012X"})
			if err != nil {
				t.Error(err)
				return
			}
			l.Save(ctx, w, true)
		}()
	}
	wg.Wait()
	if found, _ := l.Store.Lookup(ctx, registers.PartyMembers.Def, "id_number", "42000019750316012X"); len(found) != 1 {
		t.Errorf("%d records with one ID number", len(found))
	}
}

// An old record with a namesake can be edited without talking about the namesake.
func TestTwinsAreAskedAboutOnlyWhenIdentityChanges(t *testing.T) {
	l := open(t)
	save(t, l, members, "", "name", "王芳", "birth", "1975-03-16")
	second := save(t, l, members, "", "name", "王芳", "birth", "1975-03-16")
	if r := trySave(t, l, members, second, false, "mobile", "13800000001"); !r.Saved {
		t.Errorf("a new phone asks about twins: %+v", r.Twins)
	}
	third := save(t, l, members, "", "name", "王芳", "birth", "1976-03-16")
	if r := trySave(t, l, members, third, false, "birth", "1975-03-16"); r.Saved || len(r.Twins) == 0 {
		t.Errorf("a birth date that makes a twin does not ask: %+v", r)
	}
}

func TestCopiedFormulasStayText(t *testing.T) {
	l := open(t)
	save(t, l, orgs, "", "name", "=HYPERLINK(1)")
	text, err := l.Copy(ctx, ledger.ListQuery{Register: orgs, Columns: []string{"name"}}, nil)
	if err != nil || !strings.Contains(text, "'=HYPERLINK") {
		t.Errorf("%q, %v", text, err)
	}
}

func TestPartialDatesFilterTheirPeriod(t *testing.T) {
	l := open(t)
	save(t, l, members, "", "name", "王芳", "birth", "1975-03-16")
	save(t, l, members, "", "name", "李强", "birth", "1976")
	page, err := l.List(ctx, ledger.ListQuery{Register: members, Where: []ledger.Condition{{Field: "birth", Op: "eq", Value: "1975年"}}, Limit: 5})
	if err != nil || page.Matched != 1 {
		t.Errorf("%d, %v", page.Matched, err)
	}
}
