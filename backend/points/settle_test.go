package points_test

import (
	"testing"

	"chengzhuan/backend/points"
)

// Two PCs that were apart settle one notice on different days: both come to the same,
// the claim counts once, and nobody is asked.
func TestSettledApart(t *testing.T) {
	a := open(t)
	defer a.end()
	b := twin(t, a)
	defer b.end()
	zhang := a.member("张三")
	id := a.claim(points.Claim{Member: zhang, Rule: "J03", Date: "2026-11-02"})
	a.must(id, "小组初审", "王芳", "2026-11-03", "")
	a.must(id, "支部审核", "陈建国", "2026-11-03", "")
	n, err := a.d.OpenNotice(ctx, points.NoticeInput{By: "李娟", From: "2026-11-04"})
	if err != nil {
		t.Fatal(err)
	}
	pass(t, a, b)
	b.day("2026-11-25")
	for _, pc := range []*office{a, b} {
		if n, err := pc.d.Settle(ctx); n != 1 || err != nil {
			t.Fatal(n, err)
		}
	}
	pass(t, a, b)
	pass(t, b, a)
	for name, pc := range map[string]*office{"a": a, "b": b} {
		got, err := pc.d.Notice(ctx, n.ID)
		if err != nil || got.Closed != "2026-11-12" || got.Effective != 1 || pc.total(zhang, 2026) != "62.0 ★" {
			t.Errorf("%s: %+v %v %s", name, got, err, pc.total(zhang, 2026))
		}
		if open, err := pc.s.CountReviews(ctx); err != nil || open != 0 {
			t.Errorf("%s: %d reviews %v", name, open, err)
		}
	}
}
