package matters_test

import (
	"context"
	"slices"
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
)

var ctx = caller.With(context.Background(), caller.Caller{Operator: "张红梅", Face: caller.Command})

// office is an open book whose clock the test sets.
type office struct {
	t   *testing.T
	s   *store.Store
	l   *ledger.Ledger
	d   *matters.Desk
	now time.Time
}

func open(t *testing.T) *office {
	t.Helper()
	o := &office{t: t, now: time.Date(2026, 9, 1, 9, 0, 0, 0, time.Local)}
	var err error
	o.s, err = store.Open(ctx, t.TempDir(), registers.All(), store.Options{Now: func() time.Time { return o.now }, Create: &store.NewBook{Name: "测试社区"}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { o.s.Close() })
	o.l = ledger.New(o.s)
	o.d = matters.New(o.l)
	return o
}

// day goes on to a day.
func (o *office) day(d string) {
	o.t.Helper()
	day, err := time.ParseInLocation("2006-01-02 15:04", d+" 09:00", time.Local)
	if err != nil {
		o.t.Fatal(err)
	}
	o.now = day
}

func (o *office) add(register string, pairs ...string) string {
	o.t.Helper()
	inputs := map[string]string{}
	for i := 0; i < len(pairs); i += 2 {
		inputs[pairs[i]] = pairs[i+1]
	}
	w, err := o.l.Draft(ctx, register, "", inputs)
	if err != nil {
		o.t.Fatal(err)
	}
	r, err := o.l.Save(ctx, w, true)
	if err != nil || !r.Saved {
		o.t.Fatal(r.Problems, r.Twins, err)
	}
	return r.ID
}

func (o *office) get(register, id, field string) string {
	o.t.Helper()
	d := registers.Find(register)
	key, err := oplog.ParseID(id)
	if err != nil {
		o.t.Fatal(err)
	}
	rec, err := o.s.Find(ctx, d, key)
	if err != nil {
		o.t.Fatal(err)
	}
	return d.Get(rec.Values, field)
}

func (o *office) advance(id, to, note, rating string) matters.Course {
	o.t.Helper()
	s := matters.Step{Note: note, Unit: "物业公司"}
	s.To, _ = registers.MatterStates.Find(to)
	s.Rating, _ = registers.Ratings.Find(rating)
	c, err := o.d.Advance(ctx, id, s)
	if err != nil {
		o.t.Fatal(to, err, errs.Of(err).Hint)
	}
	return c
}

// An appeal gets its number and its first deadline when it is written down, by whatever door.
func TestNewMatter(t *testing.T) {
	o := open(t)
	first, second := o.add("matters", "title", "楼道灯不亮"), o.add("matters", "title", "下水道堵塞", "accepted", "2026-08-31")
	no := o.get("matters", first, "no")
	if !strings.HasPrefix(no, "SQ-2026-") || !strings.HasSuffix(no, "-0001") || len(no) != len("SQ-2026-XXXX-0001") {
		t.Error(no)
	}
	if next := o.get("matters", second, "no"); next != strings.TrimSuffix(no, "1")+"2" {
		t.Error(next)
	}
	if got := o.get("matters", first, "reply_due"); got != "2026-09-04" || o.get("matters", first, "state") != registers.StateAccepted {
		t.Error(got)
	}
	if got := o.get("matters", second, "reply_due"); got != "2026-09-03" {
		t.Error(got)
	}
}

// The whole chain of the issue, with its log, its supervision and its undo.
func TestChain(t *testing.T) {
	o := open(t)
	id := o.add("matters", "title", "电梯常停", "owner", "李建国")
	c := o.advance(id, "转办", "转给物业公司", "")
	if c.Due != "2026-09-16" || c.Light != matters.Green || len(c.Entries) != 1 || c.Entries[0].By != "张红梅" || c.Entries[0].From != "受理" || c.Entries[0].To != "转办" {
		t.Fatalf("%+v", c)
	}
	o.day("2026-09-20")
	c, err := o.d.Course(ctx, id)
	if err != nil || c.Light != matters.Red || c.Left >= 0 {
		t.Fatalf("%+v, %v", c, err)
	}
	super, err := o.d.FromMatter(ctx, id, "2026-09-28", "", "一周内修好")
	if err != nil || o.get("supervisions", super, "source") != registers.SupervisionOverdue || o.get("supervisions", super, "owner") != "李建国" {
		t.Fatal(super, err)
	}
	if _, err := o.d.FromMatter(ctx, id, "2026-09-29", "", ""); !errs.Is(err, errs.Conflict) {
		t.Fatal("supervised twice", err)
	}
	for _, m := range []matters.SupervisionMove{{To: registers.SupervisionReceived}, {To: registers.SupervisionAnswered, Note: "更换了主板"}, {To: registers.SupervisionDone, Proof: "验收单"}} {
		if _, err := o.d.Supervise(ctx, super, m); err != nil {
			t.Fatal(m.To, err)
		}
	}
	sc, err := o.d.SupervisionCourse(ctx, super)
	if err != nil || sc.Label != "销号" || sc.Light != matters.Green || len(sc.Entries) != 4 || len(sc.Choices) != 0 {
		t.Fatalf("%+v, %v", sc, err)
	}
	o.day("2026-09-22")
	o.advance(id, "办结", "更换主板，试运行正常", "")
	if got := o.get("matters", id, "return_due"); got != "2026-09-29" {
		t.Fatal(got)
	}
	o.day("2026-09-24")
	o.advance(id, "回访", "又停了一次", "不满意")
	o.advance(id, "重开", "再修", "")
	o.advance(id, "社区协调", "请厂家来", "")
	if got := o.get("matters", id, "due"); got != "2026-10-15" {
		t.Fatal(got)
	}
	o.day("2026-09-28")
	o.advance(id, "办结", "厂家更换变频器", "")
	o.advance(id, "回访", "好了", "满意")
	c = o.advance(id, "满意", "", "")
	if c.Label != "满意" || len(c.Choices) != 0 || len(c.Entries) != 8 || c.Light != matters.NoLight {
		t.Fatalf("%+v", c)
	}
	// The last step is taken back like any other change.
	changes, err := o.l.Changes(ctx, "", 1)
	if err != nil || len(changes) != 1 {
		t.Fatal(changes, err)
	}
	if _, err := o.l.Undo(ctx, changes[0].ID); err != nil {
		t.Fatal(err)
	}
	if c, err = o.d.Course(ctx, id); err != nil || c.Label != "回访" || len(c.Choices) != 3 || c.Entries[7].Void != "已撤销" || c.Entries[6].Void != "" {
		t.Fatalf("%+v, %v", c, err)
	}
	// And the taking back is taken back: the entry counts again.
	if changes, err = o.l.Changes(ctx, "", 1); err != nil {
		t.Fatal(err)
	}
	if _, err := o.l.Undo(ctx, changes[0].ID); err != nil {
		t.Fatal(err)
	}
	if c, err = o.d.Course(ctx, id); err != nil || c.Label != "满意" || c.Entries[7].Void != "" {
		t.Fatalf("%+v, %v", c, err)
	}
}

// Two matters that are one become one, with the course of both; the making of a
// matter is taken back with its entries.
func TestMergedAndUndone(t *testing.T) {
	o := open(t)
	keep, drop := o.add("matters", "title", "路灯坏了"), o.add("matters", "title", "路灯不亮")
	o.advance(drop, "社区协调", "报修", "")
	if _, err := o.l.Merge(ctx, "matters", keep, drop, []ledger.MergePick{{Key: "title", Take: "a"}}); err != nil {
		t.Fatal(err, errs.Of(err).Hint)
	}
	if c, err := o.d.Course(ctx, keep); err != nil || len(c.Entries) != 1 || c.Entries[0].To != "社区协调" {
		t.Fatalf("%+v, %v", c, err)
	}
	if _, err := o.d.Advance(ctx, drop, matters.Step{To: registers.StateOnSpot}); !errs.Is(err, errs.Invalid) {
		t.Fatal("a step of what is in the recycle bin", err)
	}
	super, err := o.d.FromMatter(ctx, keep, "2026-09-10", "", "")
	if err != nil {
		t.Fatal(err)
	}
	changes, err := o.l.Changes(ctx, "", 1)
	if err != nil {
		t.Fatal(err)
	}
	if r, err := o.l.Undo(ctx, changes[0].ID); err != nil || len(r.Kept) != 0 {
		t.Fatal(r, err)
	}
	if _, err := o.d.Supervise(ctx, super, matters.SupervisionMove{To: registers.SupervisionReceived}); !errs.Is(err, errs.Invalid) {
		t.Fatal("the supervision is still there", err)
	}
	// A matter goes to the recycle bin with its course.
	if _, err := o.l.Delete(ctx, "matters", []string{keep}); err != nil {
		t.Fatal(err)
	}
}

// A form cannot change what only steps change; a step from what is no more is refused.
func TestManaged(t *testing.T) {
	o := open(t)
	id := o.add("matters", "title", "停车难")
	w, err := o.l.Draft(ctx, "matters", id, map[string]string{"state": "办结", "title": "停车位少"})
	if err != nil || !w.Blocked() || w.Problems[0].Field != "state" {
		t.Fatal(w.Problems, err)
	}
	// The same value again is no change.
	if w, err = o.l.Draft(ctx, "matters", id, map[string]string{"state": "受理", "title": "停车位少"}); err != nil || w.Blocked() {
		t.Fatal(w.Problems, err)
	}
	o.advance(id, "社区协调", "", "")
	if _, err := o.d.Advance(ctx, id, matters.Step{To: registers.StateForwarded, From: registers.StateAccepted}); !errs.Is(err, errs.Conflict) {
		t.Fatal(err)
	}
	if _, err := o.d.Advance(ctx, id, matters.Step{To: registers.StateFinished, Note: "x", Rating: registers.RatingGood}); !errs.Is(err, errs.Invalid) {
		t.Fatal("a rating before the return visit", err)
	}
	// An old list with matters that are over is taken in as it is, if it makes sense.
	old := o.add("matters", "title", "旧事", "accepted", "2026-03-02", "state", "满意", "finished", "2026-03-10", "returned", "2026-03-12", "rating", "满意")
	if c, err := o.d.Course(ctx, old); err != nil || c.Label != "满意" {
		t.Fatal(c, err)
	}
	w, err = o.l.Draft(ctx, "matters", "", map[string]string{"title": "旧事二", "accepted": "2026-03-02", "state": "办结"})
	if err != nil || !w.Blocked() {
		t.Fatal("finished without a day", err)
	}
}

// Notes do not move a matter; hearing opens the way to the return visit.
func TestNotes(t *testing.T) {
	o := open(t)
	id := o.add("matters", "title", "加装电梯", "hearing", "是")
	o.day("2026-09-02")
	if _, err := o.d.Note(ctx, id, registers.StepReply, "", "已与业主沟通"); err != nil {
		t.Fatal(err)
	}
	if got := o.get("matters", id, "replied"); got != "2026-09-02" {
		t.Fatal(got)
	}
	if c, _ := o.d.Course(ctx, id); c.Choices[0].Why == "" {
		t.Fatalf("%+v", c.Choices)
	}
	if _, err := o.d.Note(ctx, id, registers.StepHeard, "2026-09-01", "三户同意，一户有顾虑"); err != nil {
		t.Fatal(err)
	}
	o.advance(id, "社区协调", "", "")
	o.day("2026-09-03")
	if _, err := o.d.Note(ctx, id, registers.StepHeard, "", "又听了一次"); !errs.Is(err, errs.Invalid) {
		t.Fatal("heard after the deed began", err)
	}
	if c := o.advance(id, "办结", "装好了", ""); len(c.Warnings) != 1 || !strings.Contains(c.Warnings[0], "进展") || c.TermLabel != "回访期限" || c.Term != "2026-09-10" {
		t.Fatalf("%+v", c)
	}
	// A note may be late; it tells nothing of the order of the steps.
	if _, err := o.d.Note(ctx, id, registers.StepProgress, "2026-09-02", "正在安装"); err != nil {
		t.Fatal(err)
	}
	c := o.advance(id, "回访", "", "基本满意")
	if len(c.Entries) != 6 || c.Entries[0].Kind != "听取意见" || len(c.Warnings) != 0 || c.Light != matters.NoLight || c.Left != 0 {
		t.Fatalf("%+v", c)
	}
	for name, f := range map[string]func() error{
		"no text":           func() error { _, err := o.d.Note(ctx, id, registers.StepProgress, "", ""); return err },
		"before it came in": func() error { _, err := o.d.Note(ctx, id, registers.StepProgress, "2026-08-01", "x"); return err },
		"no such kind":      func() error { _, err := o.d.Note(ctx, id, registers.StepState, "", "x"); return err },
		"no such day":       func() error { _, err := o.d.Extend(ctx, id, cn.Date("x"), "y"); return err },
	} {
		if err := f(); !errs.Is(err, errs.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A sensitive appeal moves like any other, and tells its content only to those who
// have to do with it.
func TestSensitiveMatter(t *testing.T) {
	o := open(t)
	id := o.add("matters", "title", "家中不便明说的事", "owner", "李建国", "sensitive", "是")
	owner := caller.With(context.Background(), caller.Caller{Operator: "李建国", Face: caller.Window})
	if _, err := o.d.Advance(owner, id, matters.Step{To: registers.StateCommunity, Note: "已上门谈心"}); err != nil {
		t.Fatal(err)
	}
	see := func(operator string) string {
		t.Helper()
		as := caller.With(context.Background(), caller.Caller{Operator: operator, Face: caller.Window})
		b, err := o.d.Board(as, matters.BoardQuery{})
		if err != nil || len(b.Cards) != 1 {
			t.Fatal(b, err)
		}
		c, err := o.d.Course(as, id)
		if err != nil || len(c.Entries) != 1 {
			t.Fatal(c, err)
		}
		return b.Cards[0].Title + c.Entries[0].Note
	}
	if got := see("李建国"); got != "家中不便明说的事已上门谈心" {
		t.Error("its owner sees", got)
	}
	if got := see("周文斌"); got != matters.SensitiveTitle+"***" {
		t.Error("somebody else sees", got)
	}
	if _, err := o.d.FromMatter(ctx, id, "2026-09-28", "", ""); !errs.Is(err, errs.Denied) {
		t.Error("a stranger has it supervised:", err)
	}
	super, err := o.d.FromMatter(owner, id, "2026-09-28", "", "")
	if err != nil || strings.Contains(o.get("supervisions", super, "problem"), "不便") {
		t.Error("the supervised problem tells it", err)
	}
}

// Steps keep their order after a reopening too, and are taken back from the last one on.
func TestOrder(t *testing.T) {
	o := open(t)
	id := o.add("matters", "title", "电梯常停", "owner", "李建国")
	last := func() string {
		t.Helper()
		changes, err := o.l.Changes(ctx, "", 1)
		if err != nil || len(changes) != 1 {
			t.Fatal(changes, err)
		}
		return changes[0].ID
	}
	o.advance(id, "转办", "", "")
	forwarded := last()
	o.day("2026-09-10")
	o.advance(id, "办结", "修好了", "")
	if _, err := o.l.Undo(ctx, forwarded); !errs.Is(err, errs.Conflict) || !strings.Contains(errs.Of(err).Hint, "后面的步骤") {
		t.Fatal("a step before the last is taken back", err)
	}
	if c, err := o.d.Course(ctx, id); err != nil || c.Label != "办结" || c.Entries[0].Void != "" {
		t.Fatalf("%+v, %v", c, err)
	}
	for _, want := range []string{"转办", "受理"} {
		change := last()
		if want == "受理" {
			change = forwarded
		}
		if _, err := o.l.Undo(ctx, change); err != nil {
			t.Fatal(err, errs.Of(err).Hint)
		}
		if c, err := o.d.Course(ctx, id); err != nil || c.Label != want {
			t.Fatalf("%+v, %v", c, err)
		}
	}
	o.advance(id, "社区协调", "", "")
	again := last()
	// The forwarding cannot be put back behind the step that was taken instead.
	if changes, err := o.l.Changes(ctx, again, 1); err != nil || len(changes) != 1 {
		t.Fatal(changes, err)
	} else if r, err := o.l.Undo(ctx, changes[0].ID); err == nil {
		t.Fatal("two ways at once", r)
	}
	o.advance(id, "办结", "修好了", "")
	o.advance(id, "回访", "又停了", "不满意")
	o.advance(id, "重开", "再修", "")
	if c, err := o.d.Course(ctx, id); err != nil || c.Due != "2026-09-15" || c.Term != c.Due || c.Light == matters.NoLight {
		t.Fatalf("%+v, %v", c, err)
	}
	o.day("2026-09-12")
	for _, day := range []cn.Date{"2026-09-02", "2026-09-09"} {
		if _, err := o.d.Advance(ctx, id, matters.Step{To: registers.StateCommunity, Date: day}); !errs.Is(err, errs.Invalid) {
			t.Fatal("a step before the reopening", day, err)
		}
	}
}

// A correction moves what was only derived, and none may contradict what was done.
func TestEdits(t *testing.T) {
	o := open(t)
	id := o.add("matters", "title", "加装电梯", "major", "2")
	edit := func(field, value string) (*ledger.Draft, ledger.SaveResult) {
		t.Helper()
		w, err := o.l.Draft(ctx, "matters", id, map[string]string{field: value})
		if err != nil {
			t.Fatal(err)
		}
		r, err := o.l.Save(ctx, w, true)
		if err != nil {
			t.Fatal(err)
		}
		return w, r
	}
	if _, r := edit("accepted", "2026-08-28"); !r.Saved || o.get("matters", id, "reply_due") != "2026-09-02" {
		t.Fatal(r.Problems, o.get("matters", id, "reply_due"))
	}
	if _, r := edit("major", ""); !r.Saved {
		t.Fatal(r.Problems)
	}
	edit("major", "2")
	if _, err := o.d.Advance(ctx, id, matters.Step{To: registers.StateCommunity, Date: "2026-08-29"}); err != nil {
		t.Fatal(err)
	}
	for field, value := range map[string]string{"major": "", "accepted": "2026-08-30", "heard": "2026-09-02", "proposed": "2026-09-02"} {
		if w, r := edit(field, value); r.Saved || !w.Blocked() {
			t.Errorf("%s is %q", field, value)
		}
	}
}

// Taking back what was changed again names only what both changed.
func TestUndoKeepsWhatItTouched(t *testing.T) {
	o := open(t)
	id := o.add("matters", "title", "停车难")
	o.advance(id, "转办", "", "")
	if _, err := o.d.Extend(ctx, id, "2026-09-30", "等答复"); err != nil {
		t.Fatal(err)
	}
	changes, err := o.l.Changes(ctx, "", 2)
	if err != nil {
		t.Fatal(err)
	}
	r, err := o.l.Undo(ctx, changes[1].ID)
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Kept) == 0 {
		t.Error("nothing was kept")
	}
	for _, k := range r.Kept {
		if !slices.Contains([]string{"办理状态", "本步日期", "转办或上报单位", "办理期限"}, k.Label) {
			t.Errorf("%s was kept, but the step left it as it was", k.Label)
		}
	}
}

// What is done and still supervised says so; the supervision tells how its appeal stands.
func TestStillSupervised(t *testing.T) {
	o := open(t)
	id := o.add("matters", "title", "电梯常停")
	o.advance(id, "社区协调", "", "")
	super, err := o.d.FromMatter(ctx, id, "2026-09-10", "", "")
	if err != nil {
		t.Fatal(err)
	}
	c := o.advance(id, "办结", "修好了", "")
	if len(c.Warnings) != 1 || c.Warnings[0] != "仍在督办："+o.get("supervisions", super, "no") || o.get("matters", id, "owner") != "张红梅" {
		t.Fatalf("%+v", c)
	}
	sc, err := o.d.SupervisionCourse(ctx, super)
	if err != nil || sc.About != o.get("matters", id, "no")+" 办结" {
		t.Fatalf("%+v, %v", sc, err)
	}
}
