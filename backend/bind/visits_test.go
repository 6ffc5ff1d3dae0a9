package bind_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"chengzhuan/backend/bind"
	"chengzhuan/backend/caller"
)

// work is an empty book with the structs of the daily work.
func work(t *testing.T) (*bind.Visits, *bind.Matters, *bind.Records) {
	t.Helper()
	d := bind.NewDesk(bind.Config{Dir: t.TempDir(), Version: "test", Face: caller.Browser})
	if err := d.Open(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	var visits *bind.Visits
	var matters *bind.Matters
	var records *bind.Records
	for _, b := range d.Bound() {
		switch b := b.(type) {
		case *bind.Visits:
			visits = b
		case *bind.Matters:
			matters = b
		case *bind.Records:
			records = b
		case *bind.Book:
			if _, err := b.Create("仁寿门社区", "张红梅"); err != nil {
				t.Fatal(err)
			}
		}
	}
	return visits, matters, records
}

func saved(t *testing.T, r *bind.Records, register string, in ...string) string {
	t.Helper()
	res, err := r.Save(register, "", fields(in...), nil, false)
	if err != nil || !res.Saved {
		t.Fatalf("%s: %+v, %v", register, res, err)
	}
	return res.ID
}

func fields(in ...string) (out []bind.FieldInput) {
	for _, s := range in {
		key, value, _ := strings.Cut(s, "=")
		out = append(out, bind.FieldInput{Key: key, Input: value})
	}
	return out
}

// A visit, what was asked for, what is told of it later, its steps, its supervision
// and the figures that come of it, as the page calls them.
func TestVisits(t *testing.T) {
	visits, matters, records := work(t)
	estate := saved(t, records, "estates", "name=古楼里")
	home := saved(t, records, "households", "estate="+estate, "room=302", "head=罗秀英")

	entry := bind.VisitEntry{
		Inputs:     fields("date=2026.1.5", "talk=腿脚不便", "form=B7K2-03"),
		Households: []string{home},
		Appeals:    []bind.VisitAppeal{{Inputs: fields("title=楼道灯坏了", "owner=李建国")}},
	}
	added, err := visits.Add(entry, false)
	if err != nil || !added.Saved || len(added.Visits) != 1 || len(added.Matters) != 1 || added.Change == "" {
		t.Fatalf("%+v, %v", added, err)
	}
	again, err := visits.Add(entry, true)
	if err != nil || again.Saved || !slices.ContainsFunc(again.Twins, func(t bind.VisitTwin) bool { return t.Certain }) {
		t.Errorf("the same line of a paper form twice: %+v, %v", again, err)
	}
	wrong, err := visits.Add(bind.VisitEntry{Inputs: fields("date=明年"), Households: []string{home}}, false)
	if err != nil || wrong.Saved || len(wrong.Problems) == 0 || wrong.Problems[0].Field != "date" || wrong.Problems[0].Appeal != -1 {
		t.Errorf("a wrong date: %+v, %v", wrong, err)
	}

	last, err := visits.Last(home)
	if err != nil || last.Date != "2026-01-05" || len(last.Open) != 1 || last.Open[0].Title != "楼道灯坏了" {
		t.Errorf("%+v, %v", last, err)
	}
	alike, err := visits.Similar(home, "", "", "灯还没修")
	if err != nil || len(alike) != 1 || !alike[0].Same {
		t.Fatalf("%+v, %v", alike, err)
	}
	told := bind.VisitEntry{Inputs: fields("date=2026-01-20"), Households: []string{home}, Told: []bind.VisitTold{{Matter: alike[0].ID, Note: "走访时又反映：灯还没修"}}}
	if added, err = visits.Add(told, false); err != nil || !added.Saved || len(added.Matters) != 0 {
		t.Fatalf("%+v, %v", added, err)
	}
	course, err := matters.Course(alike[0].ID)
	if err != nil || len(course.Entries) == 0 || course.Entries[len(course.Entries)-1].Date != "2026-01-20" {
		t.Fatalf("what was told is not in the course: %+v, %v", course, err)
	}

	board, err := matters.Board(bind.BoardQuery{Owner: "李建国", Light: "red"})
	if err != nil || len(board.Cards) != 1 || board.Red != 1 || !strings.Contains(board.Cards[0].Place, "302") || board.Cards[0].Supervised != "" {
		t.Fatalf("%+v, %v", board, err)
	}
	if board, err := matters.Board(bind.BoardQuery{Owner: "张红梅"}); err != nil || board.All != 0 || board.Cards == nil {
		t.Errorf("somebody else's: %+v, %v", board, err)
	}
	watch, err := matters.Watch(alike[0].ID, "2026.12.1", "张红梅", "三天内解决")
	if err != nil || watch.ID == "" {
		t.Fatal(err)
	}
	if board, err := matters.SupervisionBoard(bind.BoardQuery{}); err != nil || len(board.Cards) != 1 || board.Cards[0].Due != "2026-12-01" {
		t.Errorf("%+v, %v", board, err)
	}
	if board, err := matters.Board(bind.BoardQuery{}); err != nil || board.Cards[0].Supervised == "" {
		t.Errorf("not marked as supervised: %+v, %v", board, err)
	}

	if _, err := matters.Advance(alike[0].ID, bind.MatterMove{To: "60", From: "10", Note: "修好了"}); err == nil || !strings.Contains(err.Error(), "现在可以") {
		t.Errorf("an unlawful step: %v", err)
	}
	if _, err := matters.Advance(alike[0].ID, bind.MatterMove{To: "30", Date: "昨日黄花"}); err == nil || !strings.Contains(err.Error(), `"field":"date"`) {
		t.Errorf("a wrong date: %v", err)
	}
	if _, err := matters.Advance(alike[0].ID, bind.MatterMove{To: "30", From: "10", Date: "2026.2.1"}); err != nil {
		t.Fatal(err)
	}
	if _, err := matters.Advance(alike[0].ID, bind.MatterMove{To: "60", Date: "2026-02-03", Note: "换了灯", Cost: "很多"}); err == nil || !strings.Contains(err.Error(), `"field":"cost"`) {
		t.Errorf("a wrong amount: %v", err)
	}
	if course, err = matters.Advance(alike[0].ID, bind.MatterMove{To: "60", Date: "2026-02-03", Note: "换了灯", Cost: "35.5"}); err != nil || course.State != "60" {
		t.Fatalf("%+v, %v", course, err)
	}
	if v, err := records.Find("matters", alike[0].ID); err != nil || !slices.ContainsFunc(v.Fields, func(f bind.FieldView) bool { return f.Key == "cost" && f.Value == "3550" }) {
		t.Errorf("the cost is lost: %v", err)
	}
}

// Figures of a period, month by month, with the records behind them.
func TestVisitFigures(t *testing.T) {
	visits, _, records := work(t)
	estate := saved(t, records, "estates", "name=古楼里")
	building := saved(t, records, "buildings", "estate="+estate, "number=3栋")
	home := saved(t, records, "households", "estate="+estate, "building="+building, "room=101")
	other := saved(t, records, "households", "estate="+estate, "building="+building, "room=102")
	for _, day := range []string{"2026-01-31", "2026-02-01", "2026-02-28"} {
		if r, err := visits.Add(bind.VisitEntry{Inputs: fields("date=" + day), Households: []string{home}}, false); err != nil || !r.Saved {
			t.Fatalf("%+v, %v", r, err)
		}
	}
	find := func(list []bind.VisitFigure, key string) bind.VisitFigure {
		return list[slices.IndexFunc(list, func(f bind.VisitFigure) bool { return f.Key == key })]
	}
	list, err := visits.Figures("2026-01-01", "2026-06-30", "")
	if err != nil {
		t.Fatal(err)
	}
	if f := find(list, "coverage"); f.Numerator != 1 || f.Denominator != 2 || f.Value != "50.0%" {
		t.Errorf("%+v", f)
	}
	months, err := visits.Trend("2026-01-01", "2026-03-15")
	var seen []string
	var counts []int
	for _, m := range months {
		seen, counts = append(seen, m.Month), append(counts, find(m.Figures, "visits").Numerator)
	}
	if err != nil || !slices.Equal(seen, []string{"2026-01", "2026-02", "2026-03"}) || !slices.Equal(counts, []int{1, 2, 0}) {
		t.Errorf("%v %v, %v", seen, counts, err)
	}
	missing, err := visits.Records("2026-01-01", "2026-06-30", "", "!coverage", "")
	if err != nil || missing.Register != "households" || !slices.Equal(missing.IDs, []string{other}) {
		t.Errorf("%+v, %v", missing, err)
	}
	for typed, want := range map[string][]string{"102": {other}, "古楼里101": {home}, "gll102": {other}, "10": {home, other}, "999": {}} {
		hits, err := visits.Homes(typed)
		var got []string
		for _, h := range hits {
			got = append(got, h.ID)
		}
		if err != nil || !slices.Equal(got, want) && len(got)+len(want) > 0 {
			t.Errorf("%q finds %v, not %v: %v", typed, got, want, err)
		}
	}
	grid, err := visits.Coverage("2026-01-01", "2026-06-30")
	if err != nil || grid.Visited != 1 || grid.Households != 2 || len(grid.Estates) != 1 {
		t.Errorf("%+v, %v", grid, err)
	}
	for _, p := range [][2]string{{"2026-01", "2026-06-30"}, {"2026-07-01", "2026-06-30"}, {"", ""}, {"2026-02-30", "2026-06-30"}} {
		if _, err := visits.Figures(p[0], p[1], ""); err == nil || !strings.Contains(err.Error(), `"field":"period"`) {
			t.Errorf("period %v: %v", p, err)
		}
	}
}

// What a visit tells of an open matter is part of the visit: undone with it, and where it
// cannot be told, the visit is not written either.
func TestToldIsPartOfTheVisit(t *testing.T) {
	visits, matters, records := work(t)
	estate := saved(t, records, "estates", "name=古楼里")
	home := saved(t, records, "households", "estate="+estate, "room=302", "head=罗秀英")
	matter := saved(t, records, "matters", "title=楼道灯坏了", "household="+home, "owner=李建国", "accepted=2026-01-05")
	entry := bind.VisitEntry{Inputs: fields("date=2026-01-20"), Households: []string{home}, Told: []bind.VisitTold{{Matter: matter, Note: "灯还没修"}}}
	added, err := visits.Add(entry, false)
	if err != nil || !added.Saved {
		t.Fatalf("%+v, %v", added, err)
	}
	last := func() bind.Entry {
		t.Helper()
		course, err := matters.Course(matter)
		if err != nil || len(course.Entries) == 0 {
			t.Fatalf("%+v, %v", course, err)
		}
		return course.Entries[len(course.Entries)-1]
	}
	if e := last(); e.Note != "灯还没修" || e.Void != "" {
		t.Errorf("%+v", e)
	}
	if _, err := records.Undo(added.Change); err != nil {
		t.Fatal(err)
	}
	if e := last(); e.Void == "" {
		t.Errorf("the visit is undone, what it told still counts: %+v", e)
	}
	entry.Told[0].Note = " "
	if added, err = visits.Add(entry, false); err == nil {
		t.Errorf("told nothing: %+v", added)
	}
	list, err := records.List(bind.ListQuery{Register: "visits", Limit: 10})
	if err != nil || list.Matched != 0 {
		t.Errorf("a refused entry left %d visits, %v", list.Matched, err)
	}
}
