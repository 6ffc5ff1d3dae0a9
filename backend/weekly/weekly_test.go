package weekly_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
	"chengzhuan/backend/weekly"
)

var ctx = caller.With(context.Background(), caller.Caller{Operator: "张红梅", Face: caller.Command})

func open(t *testing.T, now *time.Time) *ledger.Ledger {
	t.Helper()
	s, err := store.Open(ctx, t.TempDir(), registers.All(), store.Options{Now: func() time.Time { return *now }, Create: &store.NewBook{Name: "测试社区"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return ledger.New(s)
}

func add(t *testing.T, l *ledger.Ledger, register string, pairs ...string) string {
	t.Helper()
	inputs := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		inputs[pairs[i]] = pairs[i+1]
	}
	w, err := l.Draft(ctx, register, "", inputs)
	if err != nil {
		t.Fatal(err)
	}
	r, err := l.Save(ctx, w, true)
	if err != nil || !r.Saved {
		t.Fatal(register, r.Problems, r.Twins, err)
	}
	return r.ID
}

// The draft says what was recorded in the week and nothing else, names matters and
// no people, and is written down once.
func TestDraft(t *testing.T) {
	now := time.Date(2026, 11, 22, 10, 0, 0, 0, time.Local) // a Sunday
	l := open(t, &now)
	desk := matters.New(l)
	for _, v := range [][3]string{{"2026-11-16", "李建国", "困难群众"}, {"2026-11-22", "李建国", "党员"}, {"2026-11-15", "李建国", "党员"}} {
		add(t, l, "visits", "date", v[0], "lead", v[1], "classes", v[2], "person", "赵大爷", "deliveries", "送温暖")
	}
	in := add(t, l, "matters", "title", "楼道灯不亮", "accepted", "2026-11-17", "person", "赵大爷", "owner", "李建国")
	late := add(t, l, "matters", "title", "电梯常停", "accepted", "2026-10-20", "owner", "周文斌")
	secret := add(t, l, "matters", "title", "家中不便明说的事", "accepted", "2026-10-20", "owner", "张红梅", "sensitive", "是")
	step := func(id, to string, day cn.Date, note, unit string) {
		t.Helper()
		code, _ := registers.MatterStates.Find(to)
		if _, err := desk.Advance(ctx, id, matters.Step{To: code, Date: day, Note: note, Unit: unit}); err != nil {
			t.Fatal(err)
		}
	}
	step(in, "当场解决", "2026-11-17", "换了灯泡", "")
	step(in, "办结", "2026-11-17", "", "")
	step(late, "转办", "2026-10-21", "报修", "物业服务中心")
	step(secret, "社区协调", "2026-10-21", "", "")
	add(t, l, "mediations", "date", "2026-11-18", "kind", "邻里", "result", "调解成功", "parties", "赵大爷、钱大妈")
	add(t, l, "patrols", "date", "2026-11-19", "route", "一期", "finding", "消防通道堆物")
	add(t, l, "aids", "date", "2026-11-20", "kind", "慰问金", "amount", "500", "received_by", "赵大爷")

	w, err := weekly.Draft(ctx, l, "")
	if err != nil || w.Monday != "2026-11-16" || w.Author != "张红梅" {
		t.Fatalf("%+v, %v", w, err)
	}
	for _, want := range []string{"走访 2 次", "党员 1 次", "困难群众 1 次", "三送 2 次", "受理居民诉求 1 件", "办结诉求 1 件：楼道灯不亮", "调解矛盾纠纷 1 件，调解成功 1 件", "巡查 1 次，发现问题 1 处", "慰问帮扶 1 次，发放 500"} {
		if !strings.Contains(w.Done, want) {
			t.Errorf("nothing of %s in\n%s", want, w.Done)
		}
	}
	if !strings.Contains(w.Undone, "“电梯常停”应于11月5日办结，责任人周文斌，原因：") || !strings.Contains(w.Undone, "巡查发现的问题还有 1 处没有处理") || !strings.Contains(w.Needs, "物业服务中心") {
		t.Errorf("undone:\n%s\nneeds:\n%s", w.Undone, w.Needs)
	}
	if !strings.Contains(w.Next, "回访“楼道灯不亮”，11月24日前") {
		t.Errorf("next:\n%s", w.Next)
	}
	for _, text := range []string{w.Done, w.Undone, w.Next, w.Needs} {
		for _, secret := range []string{"赵大爷", "钱大妈", "不便明说"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s is in\n%s", secret, text)
			}
		}
	}
	id, err := weekly.Create(ctx, l, "")
	if err != nil {
		t.Fatal(err)
	}
	key, _ := oplog.ParseID(id)
	rec, err := l.Store.Find(ctx, registers.Weeklies.Def, key)
	if err != nil || registers.Weeklies.Get(rec.Values, "done") != w.Done || registers.Weeklies.Get(rec.Values, "state") != registers.WeeklyDraft {
		t.Fatal(rec, err)
	}
	if _, err := weekly.Create(ctx, l, "2026-11-16"); !errs.Is(err, errs.Conflict) {
		t.Fatal("a second report on one week", err)
	}
	if _, err := weekly.Draft(ctx, l, "2026-11-17"); !errs.Is(err, errs.Invalid) {
		t.Fatal("a week from Tuesday", err)
	}
	// A week of which nothing is recorded says so; one that has not begun has no report.
	if w, err := weekly.Draft(ctx, l, "2026-03-02"); err != nil || w.Done != "这一周没有记录。" || w.Undone+w.Next+w.Needs != "" {
		t.Fatalf("%+v, %v", w, err)
	}
	if _, err := weekly.Draft(ctx, l, "2026-11-23"); !errs.Is(err, errs.Invalid) {
		t.Fatal("a week that has not begun", err)
	}
}

// Whatever is past its day stands under what is not done: an answer, a return visit, what
// was reopened, what is supervised.
func TestOverdue(t *testing.T) {
	now := time.Date(2026, 11, 2, 10, 0, 0, 0, time.Local)
	l := open(t, &now)
	desk := matters.New(l)
	steps := func(id string, labels ...string) {
		t.Helper()
		for _, label := range labels {
			s := matters.Step{Note: "已处理"}
			s.To, _ = registers.MatterStates.Find(label)
			if label == "回访" {
				s.Rating = registers.RatingBad
			}
			if _, err := desk.Advance(ctx, id, s); err != nil {
				t.Fatal(label, err)
			}
		}
	}
	add(t, l, "matters", "title", "想助餐")
	steps(add(t, l, "matters", "title", "下水道堵", "owner", "周文斌"), "社区协调", "办结")
	steps(add(t, l, "matters", "title", "电梯常停"), "社区协调", "办结", "回访", "重开")
	add(t, l, "supervisions", "problem", "垃圾清运不及时", "unit", "物业公司", "issued", "2026-10-20", "due", "2026-11-03")
	now = time.Date(2026, 11, 18, 10, 0, 0, 0, time.Local)
	w, err := weekly.Draft(ctx, l, "")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"“想助餐”应于11月5日首次答复", "“下水道堵”应于11月9日回访，责任人周文斌", "“电梯常停”（已重开）应于11月5日重新办理", "督办“垃圾清运不及时”应于11月3日办完，责任人物业公司"} {
		if !strings.Contains(w.Undone, want) {
			t.Errorf("nothing of %s in\n%s", want, w.Undone)
		}
	}
}
