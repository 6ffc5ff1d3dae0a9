package points_test

import (
	"testing"

	"chengzhuan/backend/points"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// plainCount is what somebody would count who takes every entry that is not void for
// one that counts: the tests below show that it is wrong where PCs were apart.
func (o *office) plainCount() (n int) {
	o.t.Helper()
	undone, err := o.s.AllVoided(ctx, registers.PointEntries.Def)
	if err != nil {
		o.t.Fatal(err)
	}
	err = o.s.Each(ctx, registers.PointEntries.Def, func(rec store.Record) error {
		if !undone[rec.ID] {
			n++
		}
		return nil
	})
	if err != nil {
		o.t.Fatal(err)
	}
	return n
}

// Two PCs that were apart bring one claim into effect: it counts once. One voids it
// while the other brings it into effect: it counts nothing, on both.
func TestApart(t *testing.T) {
	a := open(t)
	defer a.end()
	b := twin(t, a)
	defer b.end()
	zhang := a.member("张三")
	once, never := a.claim(points.Claim{Member: zhang, Rule: "J03", Date: "2026-09-01"}), a.claim(points.Claim{Member: zhang, Rule: "J06", Date: "2026-09-01"})
	for _, id := range []string{once, never} {
		a.must(id, "小组初审", "王芳", "2026-09-02", "")
		a.must(id, "支部审核", "陈建国", "2026-09-02", "")
		a.must(id, "公示中", "李娟", "2026-09-02", "")
	}
	pass(t, a, b)
	a.must(once, "生效", "李娟", "2026-09-14", "")
	b.must(once, "生效", "赵敏", "2026-09-15", "")
	b.must(never, "生效", "赵敏", "2026-09-15", "")
	if _, err := a.d.Void(ctx, never, "没有调成", "王芳", ""); err != nil {
		t.Fatal(err)
	}
	pass(t, a, b)
	pass(t, b, a)
	for name, pc := range map[string]*office{"a": a, "b": b} {
		if got := pc.total(zhang, 2026); got != "62.0 ★" {
			t.Errorf("%s: %s", name, got)
		}
		if n := pc.plainCount(); n != 3 {
			t.Errorf("%s: the test shows nothing, %d entries", name, n)
		}
		if c, err := pc.d.Course(ctx, never); err != nil || c.Label != "作废" {
			t.Errorf("%s: %s %v", name, c.Label, err)
		}
		if c, err := pc.d.Course(ctx, once); err != nil || c.Label != "生效" {
			t.Errorf("%s: %s %v", name, c.Label, err)
		}
	}
	if _, err := b.d.Void(ctx, once, "没有完成", "王芳", ""); err != nil {
		t.Fatal(err)
	}
	pass(t, b, a)
	if a.total(zhang, 2026) != "60.0 ★" || a.plainCount() != 1 {
		t.Error("a void of one of two entries leaves the other", a.total(zhang, 2026), a.plainCount())
	}
}
