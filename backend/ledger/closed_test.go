package ledger_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/intake"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// hidden is one sensitive record of 李娟, with an open one of the same household beside it.
type hidden struct {
	d                         *schema.Def
	id, no, own, home, change string
	words                     string // in every guarded field
}

// door is one way to a record. It gives something away where what comes out holds the
// words (or, of a guess that names them, the record), or where the record is another then.
type door struct {
	name  string
	of    string // register; "" of any
	guess bool
	open  func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error)
}

func list(l *ledger.Ledger, ctx context.Context, h hidden, q ledger.ListQuery) (any, error) {
	q.Register, q.Limit = h.d.Key, 200
	for _, f := range h.d.Fields {
		q.Columns = append(q.Columns, f.Key)
	}
	return l.List(ctx, q)
}

func imported(l *ledger.Ledger, ctx context.Context, h hidden, head, cells string) (any, error) {
	w, err := intake.Read(ctx, "表.csv", []byte("\ufeff"+head+"\n"+cells+"\n"))
	if err != nil {
		return nil, err
	}
	p, err := intake.MakePlan(ctx, l, w, intake.IntakeOptions{Register: h.d.Key, OnDuplicate: "update"}, nil)
	if err != nil {
		return nil, err
	}
	view := p.View()
	r, err := p.Run(ctx, nil)
	return []any{view, r}, err
}

var doors = []door{
	{"list", "", false, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		return list(l, ctx, h, ledger.ListQuery{})
	}},
	{"where", "", true, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		return list(l, ctx, h, ledger.ListQuery{Where: []ledger.Condition{{Field: "person", Op: "eq", Value: h.words}}})
	}},
	{"where it is in a note", "", true, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		return list(l, ctx, h, ledger.ListQuery{Where: []ledger.Condition{{Field: "note", Op: "contains", Value: h.words}}})
	}},
	{"text", "", true, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		return list(l, ctx, h, ledger.ListQuery{Text: h.words})
	}},
	{"sort", "", true, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		return list(l, ctx, h, ledger.ListQuery{Sort: "person", Desc: true})
	}},
	{"search", "", true, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) { return l.Search(ctx, h.words, 20) }},
	{"choices", "", true, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		return l.Choices(ctx, h.d.Key, h.words, 20)
	}},
	{"view", "", false, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) { return l.View(ctx, h.d.Key, h.id) }},
	{"history", "", false, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		return l.History(ctx, h.d.Key, h.id)
	}},
	{"export", "", false, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		var b strings.Builder
		_, err := l.Export(ctx, ledger.Export{Query: ledger.ListQuery{Register: h.d.Key}, Format: "csv", Unmask: true}, &b, nil)
		return b.String(), err
	}},
	{"export of a guess", "", true, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		var b strings.Builder
		_, err := l.Export(ctx, ledger.Export{Query: ledger.ListQuery{Register: h.d.Key, Text: h.words}, Format: "csv"}, &b, nil)
		return strings.ReplaceAll(b.String(), h.no, h.id), err
	}},
	{"changes", "matters", false, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) { return l.Changes(ctx, "", 5) }},
	{"undo", "", false, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) { return l.Undo(ctx, h.change) }},
	{"revert", "", false, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		return l.Revert(ctx, h.d.Key, h.id, "note", h.change)
	}},
	{"delete", "", false, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		return l.Delete(ctx, h.d.Key, []string{h.own, h.id})
	}},
	{"set", "", false, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		w, err := l.Draft(ctx, h.d.Key, h.id, map[string]string{"sensitive": "否"})
		if err != nil {
			return nil, err
		}
		return l.Save(ctx, w, true)
	}},
	{"merge into an own one", "", false, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		if _, err := l.Merge(ctx, h.d.Key, h.own, h.id, nil); err != nil {
			return nil, err
		}
		return l.View(ctx, h.d.Key, h.own)
	}},
	{"merge of an own one into it", "", false, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		return l.Merge(ctx, h.d.Key, h.id, h.own, []ledger.MergePick{{Key: "note", Take: "b"}})
	}},
	{"compare", "", false, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		return l.Compare(ctx, h.d.Key, h.own, h.id)
	}},
	{"pairs", "matters", true, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		w, err := l.Draft(ctx, h.d.Key, h.own, map[string]string{"title": h.words})
		if err != nil {
			return nil, err
		}
		if _, err := l.Save(ctx, w, true); err != nil {
			return nil, err
		}
		return l.Pairs(ctx, h.d.Key, 1000)
	}},
	{"twins", "matters", true, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		w, err := l.Draft(ctx, h.d.Key, "", map[string]string{"household": h.home, "title": h.words, "accepted": "2026-11-03"})
		if err != nil {
			return nil, err
		}
		return w.Twins, nil
	}},
	{"reference", "matters", true, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		return l.Resolve(ctx, registers.Supervisions.Field("matter"), h.no+" "+h.words)
	}},
	{"import of viewers", "visits", false, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		return imported(l, ctx, h, "走访编号,走访日期,走访人,可查看人员", h.no+",2026-11-02,李娟,王五")
	}},
	{"import over it", "matters", false, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		return imported(l, ctx, h, "诉求编号,诉求事项,受理日期,责任人", h.no+",别的事,2026-11-02,王五")
	}},
	{"import of a guess", "matters", true, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		return imported(l, ctx, h, "诉求住户,诉求事项,受理日期", "甲小区1栋101,"+h.words+",2026-11-02")
	}},
	{"step", "matters", false, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		return matters.New(l).Advance(ctx, h.id, matters.Step{To: registers.StateCommunity, Note: "在办", By: "王五"})
	}},
	{"note", "matters", false, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		return matters.New(l).Note(ctx, h.id, registers.StepReply, "", "答复了")
	}},
	{"supervise", "matters", true, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		if id, err := matters.New(l).FromMatter(ctx, h.id, "2026-12-01", "王五", "快办"); err != nil || id == "" {
			return nil, err
		}
		return h.id, nil
	}},
	{"board", "matters", false, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		return matters.New(l).Board(ctx, matters.BoardQuery{Text: h.words})
	}},
	{"steps as records", "matters", false, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		steps, err := l.Store.Lookup(ctx, registers.MatterLog.Def, "matter", h.id)
		if err != nil || len(steps) == 0 {
			return nil, err
		}
		id := steps[0].ID.String()
		view, err := l.View(ctx, "matter_log", id)
		if err != nil {
			return nil, err
		}
		note, _ := l.Reveal(ctx, "matter_log", id, "note")
		rows, err := l.Describe(ctx, registers.MatterLog.Def, []oplog.ID{steps[0].ID})
		return []any{view, note, rows}, err
	}},
	{"course", "matters", false, func(l *ledger.Ledger, ctx context.Context, h hidden) (any, error) {
		return matters.New(l).Course(ctx, h.id)
	}},
}

func of(operator string) context.Context {
	return caller.With(context.Background(), caller.Caller{Operator: operator, Face: caller.Window})
}

// hide makes a sensitive record, and an open one beside it that everybody may change.
func hide(t testing.TB, l *ledger.Ledger, register, words, home string) hidden {
	t.Helper()
	h := hidden{d: registers.Find(register), words: words, home: home}
	set := map[string]string{"household": home, "sensitive": "是", "person": words, "note": words}
	plain := map[string]string{"household": home, "note": "平常"}
	if register == "visits" {
		set["date"], set["lead"], set["talk"] = "2026-11-02", "李娟", words
		plain["date"], plain["lead"] = "2026-11-02", "王五"
	} else {
		set["title"], set["accepted"], set["owner"], set["content"] = words, "2026-11-02", "李娟", words
		plain["title"], plain["accepted"], plain["owner"] = "楼道灯不亮", "2026-11-03", "王五"
	}
	write := func(id string, inputs map[string]string) ledger.SaveResult {
		w, err := l.Draft(of("李娟"), register, id, inputs)
		if err != nil {
			t.Fatal(err)
		}
		r, err := l.Save(of("李娟"), w, true)
		if err != nil || !r.Saved {
			t.Fatal(r.Problems, r.Twins, err)
		}
		return r
	}
	h.own = write("", plain).ID
	h.id = write("", set).ID
	if register == "matters" {
		if _, err := matters.New(l).Note(of("李娟"), h.id, registers.StepProgress, "", words); err != nil {
			t.Fatal(err)
		}
	}
	h.change = write(h.id, map[string]string{"note": words + "二"}).Change
	h.no = stored(t, l, h, "no")
	return h
}

func stored(t testing.TB, l *ledger.Ledger, h hidden, field string) string {
	t.Helper()
	id, err := oplog.ParseID(h.id)
	if err != nil {
		t.Fatal(err)
	}
	rec, err := l.Store.Find(ctx, h.d, id)
	if err != nil {
		t.Fatal(err)
	}
	if field == "" {
		return fmt.Sprint(rec.Values, rec.Deleted)
	}
	return h.d.Get(rec.Values, field)
}

// tells reports whether a door gave something away to an operator.
func tells(t testing.TB, l *ledger.Ledger, d door, h hidden, who context.Context) bool {
	t.Helper()
	before := stored(t, l, h, "")
	out, err := d.open(l, who, h)
	if err != nil {
		out = nil // a refusal may repeat what was asked
	}
	found := h.words
	if d.guess {
		found = h.id
	}
	return strings.Contains(show(out), found) || stored(t, l, h, "") != before
}

func doorsOf(register string) []door {
	return slices.DeleteFunc(slices.Clone(doors), func(d door) bool { return d.of != "" && d.of != register })
}

// No door tells a stranger of a sensitive record, or lets him change it; each of them
// does for one who is named in it, so none is silent by chance.
func TestClosedRecordsStayClosed(t *testing.T) {
	l := open(t)
	home := streets(t, l)["home甲"]
	n := 0
	words := func(rt *rapid.T) string {
		n++
		text := "密" + strings.Repeat("静", n%7) + fmt.Sprint(n)
		if rt != nil {
			text = rapid.StringMatching(`[赵钱孙周吴郑][兰竹梅菊]{1,3}`).Draw(rt, "words") + fmt.Sprint(n)
		}
		return text
	}
	for _, register := range []string{"visits", "matters"} {
		for _, d := range doorsOf(register) {
			h := hide(t, l, register, words(nil), home)
			if tells(t, l, d, h, of("王五")) {
				t.Errorf("%s of %s tells a stranger", d.name, register)
			}
			if !tells(t, l, d, h, of("李娟")) {
				t.Errorf("%s of %s tells nobody: it proves nothing", d.name, register)
			}
		}
	}
	if t.Failed() {
		return
	}
	rapid.Check(t, func(rt *rapid.T) {
		register := rapid.SampledFrom([]string{"visits", "matters"}).Draw(rt, "register")
		d := rapid.SampledFrom(doorsOf(register)).Draw(rt, "door")
		who := rapid.SampledFrom([]string{"王五", "", "李", "娟", "李娟娟", "张红梅"}).Draw(rt, "stranger")
		if tells(t, l, d, hide(t, l, register, words(rt), home), of(who)) {
			rt.Fatalf("%s of %s tells %q", d.name, register, who)
		}
	})
}

// A row about a closed record is refused, in the preview and in the run; the others go on.
func TestImportLeavesClosedRecordsAlone(t *testing.T) {
	l := open(t)
	h := hide(t, l, "visits", "静静", streets(t, l)["home甲"])
	was := stored(t, l, h, "")
	w, err := intake.Read(ctx, "表.csv", []byte("\ufeff走访编号,走访日期,走访人,受访人,可查看人员\n"+h.no+",2026-11-02,李娟,静静,王五\nZF-9,2026-11-03,王五,王芳,\n"))
	if err != nil {
		t.Fatal(err)
	}
	for _, action := range []string{"update", "fill"} {
		o := intake.IntakeOptions{Register: "visits", OnDuplicate: action}
		p, err := intake.MakePlan(of("王五"), l, w, o, nil)
		if err != nil {
			t.Fatal(err)
		}
		v := p.View()
		if v.Rejected != 1 || v.Unchanged != 0 || len(v.Problems) != 1 || v.Problems[0].Row != 2 || !strings.Contains(v.Problems[0].Message, "敏感") || strings.Contains(show(v.Twins), "静静") {
			t.Errorf("%s: %+v", action, v)
		}
		// A plan that somebody else made does not open it either.
		if p, err = intake.MakePlan(of("李娟"), l, w, o, nil); err != nil {
			t.Fatal(err)
		}
		if _, err := p.Run(of("王五"), nil); !errs.Is(err, errs.Denied) {
			t.Errorf("%s: carried out by a stranger: %v", action, err)
		}
	}
	p, err := intake.MakePlan(of("王五"), l, w, intake.IntakeOptions{Register: "visits", OnDuplicate: "update"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	r, err := p.Run(of("王五"), nil)
	if err != nil || r.Created != 1 || r.Rejected != 1 || stored(t, l, h, "") != was {
		t.Fatalf("%+v %v", r, err)
	}
}

// A supervised problem is closed as its appeal is, and open to those whom it names.
func TestSupervisionIsClosedAsItsAppeal(t *testing.T) {
	l := open(t)
	h := hide(t, l, "matters", "静静", streets(t, l)["home甲"])
	d := matters.New(l)
	id, err := d.FromMatter(of("李娟"), h.id, "2026-12-01", "周敏", "静静")
	if err != nil {
		t.Fatal(err)
	}
	for who, may := range map[string]bool{"李娟": true, "周敏": true, "王五": false, "": false} {
		view, err := l.View(of(who), "supervisions", id)
		if err != nil || strings.Contains(show(view.Fields), "静静") != may {
			t.Errorf("%q sees %+v, %v", who, view.Fields, err)
		}
		found, err := l.List(of(who), ledger.ListQuery{Register: "supervisions", Limit: 9, Where: []ledger.Condition{{Field: "measures", Op: "contains", Value: "静"}}})
		if err != nil || (len(found.Rows) == 1) != may {
			t.Errorf("%q finds %+v, %v", who, found, err)
		}
		c, err := d.SupervisionCourse(of(who), id)
		if err != nil || c.Closed == may || strings.Contains(show(c.Entries), "静静") != may {
			t.Errorf("%q sees of its course %+v, %v", who, c, err)
		}
		if _, err := d.Postpone(of(who), id, "2026-12-09", "再等等"); (err == nil) != may || !may && !errs.Is(err, errs.Denied) {
			t.Errorf("%q postpones: %v", who, err)
		}
	}
}

// Closed records are left out of the lists that ask for what they keep, and of no others.
func TestOtherListsAreWhole(t *testing.T) {
	l := open(t)
	h := hide(t, l, "visits", "静静", streets(t, l)["home甲"])
	for _, c := range []struct {
		q    ledger.ListQuery
		want int
	}{
		{ledger.ListQuery{}, 2},
		{ledger.ListQuery{Sort: "lead"}, 2},
		{ledger.ListQuery{Where: []ledger.Condition{{Field: "date", Op: "eq", Value: "2026-11"}}}, 2},
		{ledger.ListQuery{Where: []ledger.Condition{{Field: "talk", Op: "empty"}}}, 1},
		{ledger.ListQuery{Where: []ledger.Condition{{Field: "person", Op: "ne", Value: "王芳"}}}, 1},
		{ledger.ListQuery{Sort: "classes"}, 1},
		{ledger.ListQuery{Text: "李娟"}, 0},
	} {
		c.q.Register, c.q.Limit = "visits", 50
		page, err := l.List(of("王五"), c.q)
		if err != nil || page.Matched != c.want || len(page.Rows) != c.want || page.Total != 2 {
			t.Errorf("%+v: %+v, %v", c.q, page, err)
		}
	}
	// Whoever becomes a viewer finds it at once, and its place is no way round.
	q, err := l.Query(of("王五"), ledger.ListQuery{Register: "visits", Sort: "person"})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := l.Store.After(of("王五"), q, h.id, 5); !errs.Is(err, errs.NotFound) {
		t.Error("what follows a closed record:", err)
	}
	w, err := l.Draft(of("李娟"), "visits", h.id, map[string]string{"viewers": "王五"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.Save(of("李娟"), w, true); err != nil {
		t.Fatal(err)
	}
	if page, err := l.List(of("王五"), ledger.ListQuery{Register: "visits", Text: "静静", Limit: 5}); err != nil || len(page.Rows) != 1 {
		t.Errorf("%+v %v", page, err)
	}
}
