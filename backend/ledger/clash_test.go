package ledger_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// editor is a person with a form: what it showed when it was loaded.
type editor struct {
	l            *ledger.Ledger
	register, id string
	seen         map[string]string
}

func load(t testing.TB, l *ledger.Ledger, register, id string) *editor {
	t.Helper()
	v, err := l.View(ctx, register, id)
	if err != nil {
		t.Fatal(err)
	}
	e := &editor{l: l, register: register, id: id, seen: map[string]string{}}
	for _, f := range v.Fields {
		e.seen[f.Key] = f.Seen
	}
	return e
}

func (e *editor) save(t testing.TB, pairs ...string) (ledger.SaveResult, error) {
	t.Helper()
	f := ledger.Form{Inputs: map[string]string{}, Seen: e.seen}
	for i := 0; i < len(pairs); i += 2 {
		f.Inputs[pairs[i]] = pairs[i+1]
	}
	return e.saveForm(t, f)
}

func (e *editor) saveForm(t testing.TB, f ledger.Form) (ledger.SaveResult, error) {
	t.Helper()
	w, err := e.l.DraftForm(ctx, e.register, e.id, f)
	if err != nil {
		t.Fatal(err)
	}
	return e.l.Save(ctx, w, true)
}

func (e *editor) saves(t testing.TB, pairs ...string) {
	t.Helper()
	if r, err := e.save(t, pairs...); err != nil || !r.Saved {
		t.Fatalf("%v was not saved: %v %+v", pairs, err, r)
	}
}

// refused wants a conflict, and the fields that it shows.
func (e *editor) refused(t testing.TB, fields string, pairs ...string) ledger.SaveResult {
	t.Helper()
	r, err := e.save(t, pairs...)
	var got []string
	for _, c := range r.Conflicts {
		for _, f := range c.Fields {
			got = append(got, f.Key)
		}
	}
	if !errs.Is(err, errs.Conflict) || r.Saved || strings.Join(got, " ") != fields {
		t.Fatalf("%v: conflict over %q, want %q (%v)", pairs, got, fields, err)
	}
	return r
}

func wantValues(t testing.TB, l *ledger.Ledger, register, id string, pairs ...string) {
	t.Helper()
	for i := 0; i < len(pairs); i += 2 {
		if got := value(t, l, register, id, pairs[i]); got != pairs[i+1] {
			t.Errorf("%s is %q, want %q", pairs[i], got, pairs[i+1])
		}
	}
}

func TestTheLaterSaveNeverWinsSilently(t *testing.T) {
	l := open(t)
	id := save(t, l, members, "", "name", "王芳", "native_place", "湖北", "school", "甲校")
	a, b := load(t, l, members, id), load(t, l, members, id)
	b.saves(t, "native_place", "湖北武昌", "school", "乙校")

	before := history(t, l, id)
	r := a.refused(t, "native_place", "native_place", "湖北汉口", "former_name", "王秀芳")
	f := r.Conflicts[0].Fields[0]
	if f.Label != "籍贯" || f.Theirs.Text != "湖北武昌" || f.Mine != "湖北汉口" || !f.Changed || !f.Typed || f.By.Operator != "张红梅" || f.By.Replica == "" || f.By.When == "" {
		t.Errorf("the conflict says %+v", f)
	}
	if n := history(t, l, id); n != before {
		t.Errorf("a refused save left %d changes", n-before)
	}
	wantValues(t, l, members, id, "native_place", "湖北武昌", "former_name", "")

	// Mine it shall be: the person has now seen what it replaces.
	a.seen["native_place"] = f.Theirs.Seen
	a.saves(t, "native_place", "湖北汉口", "former_name", "王秀芳")
	wantValues(t, l, members, id, "native_place", "湖北汉口", "former_name", "王秀芳", "school", "乙校")

	// Without seals a save states its intent and overwrites: the protection is theirs.
	bare := &editor{l: l, register: members, id: id}
	load(t, l, members, id).saves(t, "native_place", "湖南")
	bare.saves(t, "native_place", "湖北")
	wantValues(t, l, members, id, "native_place", "湖北")
}

func history(t testing.TB, l *ledger.Ledger, id string) int {
	t.Helper()
	h, err := l.History(ctx, members, id)
	if err != nil {
		t.Fatal(err)
	}
	return len(h)
}

func TestEditsThatDoNotMeetBothStay(t *testing.T) {
	l := open(t)
	id := save(t, l, members, "", "name", "王芳", "native_place", "湖北")
	a, b := load(t, l, members, id), load(t, l, members, id)
	b.saves(t, "school", "乙校", "former_name", "王秀芳")
	a.saves(t, "native_place", "湖北武昌", "former_name", "王秀芳") // the same for the former name: agreement
	wantValues(t, l, members, id, "native_place", "湖北武昌", "school", "乙校", "former_name", "王秀芳")

	// There and back again is no change.
	c, d := load(t, l, members, id), load(t, l, members, id)
	d.saves(t, "school", "丙校")
	load(t, l, members, id).saves(t, "school", "乙校")
	c.saves(t, "school", "丁校")
	wantValues(t, l, members, id, "school", "丁校")

	// Writing what was there when the form was loaded would take the other's value away.
	e := load(t, l, members, id)
	load(t, l, members, id).saves(t, "school", "戊校")
	e.refused(t, "school", "school", "丁校")
}

func TestCoupledFieldsCountAsOne(t *testing.T) {
	l := open(t)
	id := save(t, l, orgs, "", "name", "第一支部", "type", "党支部", "term_years", "3", "term_start", "2024-05-01", "term_end", "2027-05-01")
	a, b := load(t, l, orgs, id), load(t, l, orgs, id)
	b.saves(t, "term_end", "2027-06-01")
	r := a.refused(t, "term_start term_end", "term_start", "2024-06-01")
	if len(r.Conflicts) != 1 {
		t.Fatalf("%d decisions about one group", len(r.Conflicts))
	}
	start, end := r.Conflicts[0].Fields[0], r.Conflicts[0].Fields[1]
	if !start.Typed || start.Changed || start.By.When != "" || end.Typed || !end.Changed || end.Mine != "" || end.By.When == "" {
		t.Errorf("the group says %+v and %+v", start, end)
	}

	// Mine: what was typed, and beside it what the form showed.
	seen := maps.Clone(a.seen)
	seen["term_end"] = end.Theirs.Seen
	res, err := a.saveForm(t, ledger.Form{Inputs: map[string]string{"term_start": "2024-06-01"}, Back: map[string]string{"term_end": a.seen["term_end"]}, Seen: seen})
	if err != nil || !res.Saved {
		t.Fatalf("%v %+v", err, res)
	}
	wantValues(t, l, orgs, id, "term_start", "2024-06-01", "term_end", "2027-05-01", "term_years", "3")

	// Outside the group nothing is in the way, and two who did the same do not clash.
	c, d := load(t, l, orgs, id), load(t, l, orgs, id)
	d.saves(t, "term_end", "2027-07-01")
	c.saves(t, "short_name", "一支部")
	e, f := load(t, l, orgs, id), load(t, l, orgs, id)
	f.saves(t, "term_start", "2024-08-01", "term_end", "2027-08-01")
	e.saves(t, "term_start", "2024-08-01")
	wantValues(t, l, orgs, id, "term_start", "2024-08-01", "term_end", "2027-08-01")
}

// A group may hold private fields that this form never showed: they go back
// without having been shown.
func TestPrivateFieldsClashMasked(t *testing.T) {
	l := open(t)
	estate := save(t, l, "estates", "", "name", "仁和苑")
	building := save(t, l, "buildings", "", "number", "3栋", "estate", estate)
	id := save(t, l, "households", "", "estate", estate, "building", building, "room", "501", "low_income", "是", "low_income_people", "2", "reason", "因病", "phone", "13800001234")
	a, b := load(t, l, "households", id), load(t, l, "households", id)
	old := value(t, l, "households", id, "reason")
	b.saves(t, "reason", "因残", "phone", "13800005678")
	r := a.refused(t, "phone low_income_people reason", "low_income_people", "3", "phone", "13800009999")
	if shown := show(r); strings.Contains(shown, "13800005678") || strings.Contains(shown, "因残") || strings.Contains(shown, "因病") {
		t.Errorf("the conflict shows a private value: %s", shown)
	}
	phone := r.Conflicts[0].Fields[0]
	if phone.Mine != "13800009999" || !phone.Theirs.Masked || phone.Theirs.Value != "" || phone.Theirs.Text != "138****5678" {
		t.Errorf("%+v", phone)
	}
	seen := maps.Clone(a.seen)
	for _, c := range r.Conflicts {
		for _, f := range c.Fields {
			seen[f.Key] = f.Theirs.Seen
		}
	}
	res, err := a.saveForm(t, ledger.Form{Inputs: map[string]string{"low_income_people": "3", "phone": "13800009999"}, Back: map[string]string{"reason": a.seen["reason"]}, Seen: seen})
	if err != nil || !res.Saved {
		t.Fatalf("%v %+v", err, res)
	}
	wantValues(t, l, "households", id, "low_income_people", "3", "reason", old, "phone", "13800009999")

	// A seal that nobody was given brings nothing back.
	if _, err := l.DraftForm(ctx, "households", id, ledger.Form{Back: map[string]string{"reason": "AAAAAAAAAAAAAAAA"}}); !errs.Is(err, errs.Conflict) {
		t.Errorf("a made-up seal: %v", err)
	}
}

func TestSealsTellNothing(t *testing.T) {
	l := open(t)
	x := save(t, l, members, "", "name", "王芳", "mobile", "13800001234", "landline", "")
	y := save(t, l, members, "", "name", "李强", "mobile", "13800001234")
	a, b := load(t, l, members, x), load(t, l, members, y)
	if a.seen["mobile"] == b.seen["mobile"] || a.seen["mobile"] == a.seen["landline"] || a.seen["landline"] == b.seen["landline"] {
		t.Error("seals of two records or fields can be compared")
	}
	if again := load(t, l, members, x); !maps.Equal(again.seen, a.seen) {
		t.Error("the seals of one record differ from look to look")
	}
	if other := load(t, ledger.New(l.Store), members, x); other.seen["mobile"] == a.seen["mobile"] {
		t.Error("seals have no secret")
	}
}

func TestDeletedMeanwhile(t *testing.T) {
	l := open(t)
	id := save(t, l, members, "", "name", "王芳")
	a := load(t, l, members, id)
	if _, err := l.Delete(ctx, members, []string{id}); err != nil {
		t.Fatal(err)
	}
	r, err := a.save(t, "school", "甲校", "birth", "没有这一天")
	if !errs.Is(err, errs.Conflict) || !r.Gone || r.GoneBy.Operator != "张红梅" || r.GoneBy.When == "" || errs.Of(err).Hint == "" {
		t.Fatalf("%+v, %v", r, err)
	}
	if _, err := l.Restore(ctx, members, []string{id}); err != nil {
		t.Fatal(err)
	}
	a.saves(t, "school", "甲校")
}

func TestVersionTellsThatARecordWasChanged(t *testing.T) {
	l := open(t)
	id := save(t, l, members, "", "name", "王芳")
	last := ""
	for i, change := range []func(){
		func() {},
		func() { save(t, l, members, id, "school", "甲校") },
		func() { l.Delete(ctx, members, []string{id}) },
	} {
		change()
		v, err := l.View(ctx, members, id)
		if err != nil {
			t.Fatal(err)
		}
		now, err := l.Version(ctx, members, id)
		if err != nil || now != v.Version || now == last {
			t.Errorf("step %d: %q after %q, the view says %q, %v", i, now, last, v.Version, err)
		}
		last = now
	}
	save(t, l, members, "", "name", "李强")
	if now, _ := l.Version(ctx, members, id); now != last {
		t.Error("another record's change altered the version")
	}
}

// Many forms of one state saved at once: one wins, the others are told.
func TestSavedAtOnceOneWins(t *testing.T) {
	l := open(t)
	id := save(t, l, members, "", "name", "王芳", "school", "甲校")
	var wg sync.WaitGroup
	results := make([]error, 6)
	forms := make([]*editor, len(results))
	for i := range forms {
		forms[i] = load(t, l, members, id)
	}
	for i, e := range forms {
		wg.Add(1)
		go func() {
			defer wg.Done()
			w, err := l.DraftForm(ctx, members, id, ledger.Form{Inputs: map[string]string{"school": fmt.Sprintf("%d 校", i)}, Seen: e.seen})
			if err == nil {
				_, err = l.Save(ctx, w, true)
			}
			results[i] = err
		}()
	}
	wg.Wait()
	won := 0
	for i, err := range results {
		switch {
		case err == nil:
			won++
			wantValues(t, l, members, id, "school", fmt.Sprintf("%d 校", i))
		case !errs.Is(err, errs.Conflict):
			t.Errorf("form %d: %v", i, err)
		}
	}
	if won != 1 {
		t.Errorf("%d forms won", won)
	}
}

// Two edits that are right alone and wrong together are not both written.
func TestTogetherTheyMustBeRight(t *testing.T) {
	l := open(t)
	id := save(t, l, members, "", "name", "王芳", "birth", "1975-03-16")
	a := load(t, l, members, id)
	w, err := l.DraftForm(ctx, members, id, ledger.Form{Inputs: map[string]string{"joined": "1997-07-01"}, Seen: a.seen})
	if err != nil || w.Blocked() {
		t.Fatalf("%v %+v", err, w.Problems)
	}
	d := registers.PartyMembers.Def
	// Between the look at the form and the writing of it.
	if _, err := l.Store.Write(ctx, store.Meta{Kind: "update"}, func(tx *store.Tx) error {
		_, err := tx.Update(d, w.ID, map[string]string{"birth": "1990-03-16"})
		return err
	}); err != nil {
		t.Fatal(err)
	}
	if r, err := l.Save(ctx, w, true); !errs.Is(err, errs.Conflict) || r.Saved {
		t.Errorf("a member of seven years: %v %+v", err, r)
	}
}

// noLostUpdate plays editors on one record and returns the first value that
// was replaced by somebody who had not seen it.
func noLostUpdate(t testing.TB, l *ledger.Ledger, next func(n int) int, guarded bool) string {
	keys := []string{"former_name", "school", "native_place", "lost", "lost_since"}
	choices := map[string][]string{"lost": {"是", ""}, "lost_since": {"2025-01-01", "2025-02-01", ""}}
	group := func(k string) []string {
		if strings.HasPrefix(k, "lost") {
			return []string{"lost", "lost_since"}
		}
		return []string{k}
	}
	id := save(t, l, members, "", "name", "王芳")
	state := func() map[string]string {
		out := map[string]string{}
		for _, k := range keys {
			out[k] = value(t, l, members, id, k)
		}
		return out
	}
	type person struct {
		form *editor
		saw  map[string]string
	}
	people := make([]person, 3)
	for i := range people {
		people[i] = person{load(t, l, members, id), state()}
	}
	for range 12 {
		p := &people[next(len(people))]
		if next(3) == 0 {
			*p = person{load(t, l, members, id), state()}
			continue
		}
		var pairs []string
		for _, k := range keys {
			if next(3) == 0 {
				texts := choices[k]
				if texts == nil {
					texts = []string{"甲", "乙", "丙", ""}
				}
				pairs = append(pairs, k, texts[next(len(texts))])
			}
		}
		if !guarded {
			p.form.seen = nil
		}
		was := state()
		r, err := p.form.save(t, pairs...)
		if err != nil && !errs.Is(err, errs.Conflict) {
			t.Fatal(err)
		}
		now := state()
		if !r.Saved {
			if !maps.Equal(was, now) {
				return "a refused save wrote"
			}
			continue
		}
		for _, k := range keys {
			if was[k] == now[k] {
				continue
			}
			for _, g := range group(k) {
				if was[g] != p.saw[g] && (g == k || !slices.Contains(pairs, g)) {
					return fmt.Sprintf("%s: %q was replaced by %q, unseen %s", k, was[k], now[k], g)
				}
			}
		}
		*p = person{load(t, l, members, id), now}
	}
	return ""
}

func TestNoLostUpdateLaw(t *testing.T) {
	l := open(t)
	rapid.Check(t, func(rt *rapid.T) {
		lost := noLostUpdate(t, l, func(n int) int { return rapid.IntRange(0, n-1).Draw(rt, "choice") }, true)
		if lost != "" {
			rt.Fatal(lost)
		}
	})
	t.Run("can fail", func(t *testing.T) {
		for seed := range uint64(40) {
			if noLostUpdate(t, l, rand.New(rand.NewPCG(seed, 1)).IntN, false) != "" {
				return
			}
		}
		t.Error("saves without seals lost nothing: the law sees nothing")
	})
}
