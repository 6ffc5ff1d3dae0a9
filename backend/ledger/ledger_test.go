package ledger_test

import (
	"bytes"
	"context"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

var ctx = caller.With(context.Background(), caller.Caller{Operator: "张红梅", Face: caller.Command})

func open(t testing.TB) *ledger.Ledger {
	t.Helper()
	start := time.Date(2026, 11, 21, 8, 0, 0, 0, time.Local)
	var looks atomic.Int64
	s, err := store.Open(ctx, t.TempDir(), registers.All(), store.Options{
		Now:    func() time.Time { return start.Add(time.Duration(looks.Add(1)) * time.Second) },
		Create: &store.NewBook{Name: "测试社区"},
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return ledger.New(s)
}

// save stores a form and returns its ID.
func save(t testing.TB, l *ledger.Ledger, register, id string, pairs ...string) string {
	t.Helper()
	r := trySave(t, l, register, id, true, pairs...)
	if !r.Saved {
		t.Fatalf("not saved: %+v %+v", r.Problems, r.Twins)
	}
	return r.ID
}

func trySave(t testing.TB, l *ledger.Ledger, register, id string, despite bool, pairs ...string) ledger.SaveResult {
	t.Helper()
	inputs := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		inputs[pairs[i]] = pairs[i+1]
	}
	w, err := l.Draft(ctx, register, id, inputs)
	if err != nil {
		t.Fatal(err)
	}
	r, err := l.Save(ctx, w, despite)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func value(t testing.TB, l *ledger.Ledger, register, id, field string) string {
	t.Helper()
	v, err := l.Reveal(ctx, register, id, field)
	if err != nil {
		t.Fatal(err)
	}
	return v.Value
}

const (
	members = "party_members"
	orgs    = "organizations"
)

func TestFormReadsWhatPeopleType(t *testing.T) {
	l := open(t)
	branch := save(t, l, orgs, "", "name", "中共测试社区第一支部委员会", "short_name", "第一支部", "type", "党支部")
	id := save(t, l, members, "", "name", "王　芳", "id_number", "42000019750316012x", "joined", "1997.7.1", "confirmed", "1998年7月1日", "branch", "第一支部", "category", "正式党员", "mobile", "１３８ 0000 0001")
	for field, want := range map[string]string{"name": "王芳", "id_number": "42000019750316012X", "joined": "1997-07-01", "confirmed": "1998-07-01", "branch": branch, "mobile": "13800000001", "sex": "2", "birth": "1975-03-16"} {
		if got := value(t, l, members, id, field); got != want {
			t.Errorf("%s is %q, want %q", field, got, want)
		}
	}
}

func TestProblemsNameTheirField(t *testing.T) {
	l := open(t)
	for _, c := range []struct {
		field string
		pairs []string
	}{
		{"name", []string{"name", ""}},
		{"id_number", []string{"name", "王芳", "id_number", "420000197503160120"}},
		{"birth", []string{"name", "王芳", "birth", "1975-02-30"}},
		{"branch", []string{"name", "王芳", "branch", "没有的支部"}},
		{"joined", []string{"name", "王芳", "birth", "2001-11-15", "joined", "2019-11-14"}},
	} {
		r := trySave(t, l, members, "", true, c.pairs...)
		found := false
		for _, p := range r.Problems {
			found = found || p.Field == c.field && !p.Warning && p.Message != ""
		}
		if r.Saved || !found {
			t.Errorf("%v: saved %v, problems %+v", c.pairs, r.Saved, r.Problems)
		}
	}
	if _, err := l.Draft(ctx, members, "", map[string]string{"no_such": "1"}); !errs.Is(err, errs.Invalid) {
		t.Errorf("an unknown field: %v", err)
	}
}

func TestTwins(t *testing.T) {
	l := open(t)
	first := save(t, l, members, "", "name", "王芳", "id_number", "42000019750316012X")
	certain := trySave(t, l, members, "", true, "name", "王方", "id_number", "42000019750316012X")
	if certain.Saved || len(certain.Twins) != 1 || !certain.Twins[0].Certain || certain.Twins[0].ID != first {
		t.Errorf("the same ID number: %+v", certain)
	}
	suspected := trySave(t, l, members, "", false, "name", "王芳", "birth", "1975-03-16")
	if suspected.Saved || len(suspected.Twins) != 1 || suspected.Twins[0].Certain {
		t.Errorf("same name and birth: %+v", suspected)
	}
	second := save(t, l, members, "", "name", "王芳", "birth", "1975-03-16")
	pairs, err := l.Pairs(ctx, members, 10)
	if err != nil || len(pairs) != 1 {
		t.Fatalf("pairs %+v, %v", pairs, err)
	}
	if err := l.NotTwins(ctx, first, second); err != nil {
		t.Fatal(err)
	}
	if pairs, _ := l.Pairs(ctx, members, 10); len(pairs) != 0 {
		t.Errorf("pairs that were told apart come again: %+v", pairs)
	}
}

// Merging loses nothing: gaps are filled, notes joined, references moved; undo brings both back.
func TestMergeLosesNothing(t *testing.T) {
	l := open(t)
	a := save(t, l, members, "", "name", "王芳", "birth", "1975-03-16", "note", "楼栋长", "mobile", "13800000001")
	b := save(t, l, members, "", "name", "王芳", "birth", "1975-03-16", "note", "爱唱歌", "mobile", "13800000002", "education", "本科")
	org := save(t, l, orgs, "", "name", "第一支部", "type", "党支部")
	post := save(t, l, "posts", "", "member", b, "organization", org, "post", "书记")
	c, err := l.Compare(ctx, members, a, b)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range c.Fields {
		if f.Key == "mobile" && (!f.Differs || strings.Contains(f.A+f.B, "0000")) {
			t.Errorf("phones side by side: %+v", f)
		}
	}
	r, err := l.Merge(ctx, members, a, b, []ledger.MergePick{{Key: "mobile", Take: "b"}})
	if err != nil {
		t.Fatal(err)
	}
	for field, want := range map[string]string{"mobile": "13800000002", "education": "21", "note": "楼栋长\n爱唱歌"} {
		if got := value(t, l, members, a, field); got != want {
			t.Errorf("merged %s is %q, want %q", field, got, want)
		}
	}
	if got := value(t, l, "posts", post, "member"); got != a {
		t.Errorf("the post refers to %s, want %s", got, a)
	}
	if v, err := l.View(ctx, members, b); err != nil || !v.Deleted {
		t.Errorf("the other record should be in the bin: %v %v", v.Deleted, err)
	}
	if _, err := l.Undo(ctx, r.Change); err != nil {
		t.Fatal(err)
	}
	if got := value(t, l, "posts", post, "member"); got != b || value(t, l, members, a, "mobile") != "13800000001" {
		t.Error("undo of the merge did not bring everything back")
	}
}

func TestPrivacyInListsExportsAndLog(t *testing.T) {
	l := open(t)
	id := save(t, l, members, "", "name", "王芳", "id_number", "42000019750316012X", "mobile", "13800001234", "hardship_reason", "")
	secret := []string{"42000019750316012X", "13800001234"}
	page, err := l.List(ctx, ledger.ListQuery{Register: members, Columns: []string{"name", "id_number", "mobile"}, Limit: 10})
	if err != nil {
		t.Fatal(err)
	}
	h, err := l.History(ctx, members, id)
	if err != nil {
		t.Fatal(err)
	}
	copied, err := l.Copy(ctx, ledger.ListQuery{Register: members, Columns: []string{"name", "id_number", "mobile"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	hits, err := l.Search(ctx, "王芳", 10)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []string{"csv", "json"} {
		var masked, full bytes.Buffer
		if _, err := l.Export(ctx, ledger.Export{Query: ledger.ListQuery{Register: members}, Format: f}, &masked, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := l.Export(ctx, ledger.Export{Query: ledger.ListQuery{Register: members}, Format: f, Unmask: true}, &full, nil); err != nil {
			t.Fatal(err)
		}
		for _, s := range secret {
			if strings.Contains(masked.String(), s) {
				t.Errorf("%s: the masked export holds a private value", f)
			}
			if !strings.Contains(full.String(), s) {
				t.Errorf("%s: the full export lacks a private value", f)
			}
		}
	}
	for what, text := range map[string]any{"list": page, "history": h, "copy": copied, "search": hits} {
		for _, s := range secret {
			if strings.Contains(show(text), s) {
				t.Errorf("%s shows a private value", what)
			}
		}
	}
	log, err := l.Store.AccessLog(ctx, 0, 10)
	if err != nil || len(log) != 2 || log[0].Action != "导出" || log[0].Operator != "张红梅" {
		t.Errorf("two full exports gave the log %+v, %v", log, err)
	}
	if _, err := l.Reveal(ctx, members, id, "mobile"); err != nil {
		t.Fatal(err)
	}
	if log, _ := l.Store.AccessLog(ctx, 0, 1); len(log) != 1 || log[0].Action != "查看" || strings.Contains(show(log), "1234") {
		t.Errorf("a look gave the log %+v", log)
	}
}

func TestDeletingWhatOthersStandOn(t *testing.T) {
	l := open(t)
	org := save(t, l, orgs, "", "name", "第一支部", "type", "党支部")
	member := save(t, l, members, "", "name", "王芳", "branch", org)
	if _, err := l.Delete(ctx, orgs, []string{org}); !errs.Is(err, errs.Conflict) || !strings.Contains(err.Error(), "1 名党员") {
		t.Errorf("a branch with members was deleted: %v", err)
	}
	r, err := l.Delete(ctx, members, []string{member})
	if err != nil {
		t.Fatal(err)
	}
	if page, _ := l.List(ctx, ledger.ListQuery{Register: members, Deleted: true, Limit: 5}); page.Matched != 1 {
		t.Error("the bin is empty")
	}
	if _, err := l.Restore(ctx, members, []string{member}); err != nil {
		t.Fatal(err)
	}
	if page, _ := l.List(ctx, ledger.ListQuery{Register: members, Limit: 5}); page.Matched != 1 {
		t.Error("the restored record is not in the list")
	}
	if r.Change == "" {
		t.Error("a deletion without a change cannot be undone")
	}
}

func TestEstateAdviceAndCrossPosts(t *testing.T) {
	l := open(t)
	estate := save(t, l, "estates", "", "name", "仁和苑")
	neighbour := save(t, l, "estates", "", "name", "南门小区")
	save(t, l, "estates", estate, "neighbour1", neighbour)
	person := ""
	for i, name := range []string{"王芳", "李强"} {
		id := save(t, l, members, "", "name", name, "estate", estate, "relation", "直管")
		if i == 0 {
			person = id
		}
	}
	view, err := l.View(ctx, "estates", estate)
	if err != nil || len(view.Advice) != 1 || !strings.Contains(view.Advice[0], "南门小区") {
		t.Errorf("two members: %v %v", view.Advice, err)
	}
	save(t, l, members, "", "name", "张三", "estate", estate, "relation", "直管")
	if view, _ := l.View(ctx, "estates", estate); len(view.Advice) != 1 || !strings.Contains(view.Advice[0], "单独成立") {
		t.Errorf("three members: %v", view.Advice)
	}
	branch := save(t, l, orgs, "", "name", "仁和苑党支部", "type", "党支部")
	owners := save(t, l, orgs, "", "name", "仁和苑业委会", "type", "业主委员会")
	save(t, l, "posts", "", "member", person, "organization", branch, "post", "书记", "from", "2024-01-01")
	save(t, l, "posts", "", "member", person, "organization", owners, "post", "主任", "from", "2024-01-01")
	if view, err := l.View(ctx, members, person); err != nil || len(view.Advice) != 1 || !strings.Contains(view.Advice[0], "仁和苑业委会") {
		t.Errorf("cross posts: %v %v", view.Advice, err)
	}
}

func TestFigures(t *testing.T) {
	l := open(t)
	if err := l.SetFigure(ctx, registers.ElectionRemindMonths, 9); err != nil {
		t.Fatal(err)
	}
	if err := l.SetFigure(ctx, registers.ElectionRemindMonths, 8); err != nil {
		t.Fatal(err)
	}
	if f, err := l.Figures(ctx); err != nil || f[registers.ElectionRemindMonths] != 8 || f[registers.ProbationFirstDays] != 30 {
		t.Errorf("figures %v, %v", f, err)
	}
	if err := l.SetFigure(ctx, registers.ElectionRemindMonths, 999); !errs.Is(err, errs.Invalid) {
		t.Errorf("a figure out of range: %v", err)
	}
	if err := l.SetFigure(ctx, "no.such", 1); !errs.Is(err, errs.NotFound) {
		t.Errorf("an unknown figure: %v", err)
	}
}
