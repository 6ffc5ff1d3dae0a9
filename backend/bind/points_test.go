package bind_test

import (
	"context"
	"strings"
	"testing"

	"chengzhuan/backend/bind"
	"chengzhuan/backend/caller"
	"chengzhuan/backend/registers"
)

// pointsDesk is an empty book with what the page of points calls.
func pointsDesk(t *testing.T) (dir string, p *bind.Points, r *bind.Records) {
	t.Helper()
	dir = t.TempDir()
	d := bind.NewDesk(bind.Config{Dir: dir, Version: "test", Face: caller.Browser})
	if err := d.Open(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	for _, b := range d.Bound() {
		switch b := b.(type) {
		case *bind.Points:
			p = b
		case *bind.Records:
			r = b
		case *bind.Book:
			if _, err := b.Create("仁寿门社区", "张红梅"); err != nil {
				t.Fatal(err)
			}
		}
	}
	return dir, p, r
}

// What the page writes is one change that it can take back, dates are read as people
// write them, and a refusal says where.
func TestPointsAreWrittenAndTakenBack(t *testing.T) {
	dir, p, r := pointsDesk(t)
	zhang, li := saved(t, r, "party_members", "name=张三"), saved(t, r, "party_members", "name=李四")
	entries := []bind.PointsEntry{{Member: zhang, Rule: "J13", Date: "2026.1.5", Event: "小区议事会"}, {Member: li, Rule: "J13", Date: "2026年1月5日", Event: "小区议事会"}}
	foreseen, err := p.Check(entries)
	if err != nil || len(foreseen) != 2 || foreseen[0].Granted.Text != "+1.0" || foreseen[0].Granted.Tenths != 10 || foreseen[0].Warnings == nil {
		t.Fatalf("%+v, %v", foreseen, err)
	}
	done, err := p.Enter(entries)
	if err != nil || done.Count != 2 || done.Change == "" {
		t.Fatalf("%+v, %v", done, err)
	}
	list, err := p.Claims(bind.PointsClaimQuery{Year: 2026})
	if err != nil || len(list.Rows) != 2 || list.Rows[0].Origin != "活动后批量登记" || list.Rows[0].Date != "2026-01-05" {
		t.Errorf("%+v, %v", list, err)
	}
	if _, err := r.Undo(done.Change); err != nil {
		t.Fatal(err)
	}
	if list, _ = p.Claims(bind.PointsClaimQuery{Year: 2026}); len(list.Rows) != 0 {
		t.Errorf("%d claims after 撤销", len(list.Rows))
	}
	if _, err := p.Enter([]bind.PointsEntry{{Member: zhang, Rule: "J13", Date: "2026-01"}}); err == nil || !strings.Contains(err.Error(), `"field":"date"`) {
		t.Errorf("half a date: %v", err)
	}
	if done, err := p.Settle(); err != nil || done.Change != "" || done.Count != 0 {
		t.Errorf("nothing to settle: %+v, %v", done, err)
	}
	// What another program wrote meanwhile is never offered to be taken back.
	other := many(t, dir, 1)
	one, err := p.Enter(entries[:1])
	if err != nil || one.Change == "" || one.Change == other {
		t.Errorf("%+v, %v", one, err)
	}
}

// A scheme goes out as a table, comes back, and shows what it would do before it is kept.
func TestPointsSchemeGoesThroughATable(t *testing.T) {
	_, p, r := pointsDesk(t)
	saved(t, r, "party_members", "name=张三")
	file, err := p.ExportScheme(2026)
	if err != nil || !strings.HasSuffix(file.Name, ".xlsx") {
		t.Fatal(file, err)
	}
	s, err := p.ImportScheme(2026, file.Token)
	if err != nil || len(s.Rules) == 0 {
		t.Fatal(err)
	}
	if e, err := p.WhatIf(s, ""); err != nil || len(e.Rows) != 0 || len(e.Changed) != 0 {
		t.Errorf("a copy changes %v, %v", e.Changed, err)
	}
	s.Base = "65"
	e, err := p.WhatIf(s, "")
	if err != nil || len(e.Rows) != 1 || e.Rows[0].Change.Text != "+5.0" || e.Up != 1 {
		t.Errorf("%+v, %v", e, err)
	}
	done, err := p.SaveScheme(s, "")
	if err != nil || done.Change == "" {
		t.Fatal(done, err)
	}
	if b, err := p.Board(2026, false, false); err != nil || b.Rows[0].Total.Text != "65.0" {
		t.Errorf("%+v, %v", b, err)
	}
	if _, err := r.Undo(done.Change); err != nil {
		t.Fatal(err)
	}
	if s, err = p.Scheme(2026); err != nil || s.Base != "60" || s.Own {
		t.Errorf("after 撤销: %s %v, %v", s.Base, s.Own, err)
	}
}

// The page knows before it asks who may not take a step.
func TestPointsRefusalsAreKnownBefore(t *testing.T) {
	_, p, r := pointsDesk(t)
	zhang := saved(t, r, "party_members", "name=张三")
	done, err := p.Enter([]bind.PointsEntry{{Member: zhang, Rule: "J01", Quantity: "2.5", Date: "2026-01-05", Own: true}})
	if err != nil {
		t.Fatal(err)
	}
	view, err := p.Claim(done.ID)
	if err != nil || len(view.Steps) == 0 || view.Steps[0].State != registers.PointGroupReview || !strings.Contains(view.Steps[0].Why, "谁登记的申报") {
		t.Errorf("%+v, %v", view, err)
	}
	for name, refused := range map[string]int{"张红梅": 1, "张三": 1, "单慧敏": 0} {
		list, err := p.Refusals([]string{done.ID}, registers.PointGroupReview, name)
		if err != nil || len(list) != refused {
			t.Errorf("%s: %+v, %v", name, list, err)
		}
		_, err = p.Advance([]string{done.ID}, bind.PointsMove{To: registers.PointGroupReview, From: registers.PointClaimed, By: name, Date: "2026-01-06"})
		if (err != nil) != (refused > 0) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
