package matters_test

import (
	"slices"
	"strings"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
)

// undo takes the newest change back.
func (o *office) undo() {
	o.t.Helper()
	changes, err := o.l.Changes(ctx, "", 1)
	if err != nil || len(changes) != 1 {
		o.t.Fatal(changes, err)
	}
	if r, err := o.l.Undo(ctx, changes[0].ID); err != nil || len(r.Kept) != 0 {
		o.t.Fatal(r, err)
	}
}

func (o *office) wish(id string, s matters.WishStep) matters.Course {
	o.t.Helper()
	c, err := o.d.AdvanceWish(ctx, id, s)
	if err != nil {
		o.t.Fatal(s.To, err, errs.Of(err).Hint)
	}
	return c
}

// A wish from its collection to its end: claimed, given back, claimed by a member, late, fulfilled.
func TestWish(t *testing.T) {
	o := open(t)
	member := o.add("party_members", "name", "李建国", "sex", "男", "birth", "1966-03-16")
	id := o.add("wishes", "wish", "一副老花镜", "wisher", "罗秀英", "date", "2026-09-01")
	c := o.wish(id, matters.WishStep{To: registers.WishClaimed, By: "志愿者服务队", Planned: "2026-09-20"})
	if c.Label != "已认领" || c.Due != "2026-09-20" || c.Light != matters.Green || len(c.Choices) != 3 || c.Choices[0].Label != "完成" || c.Entries[0].By != "志愿者服务队" {
		t.Fatalf("%+v", c)
	}
	o.day("2026-09-10")
	c = o.wish(id, matters.WishStep{To: registers.WishOpen, Note: "人手不够"})
	if c.Label != "待认领" || c.Light != matters.NoLight || o.get("wishes", id, "claimed_by") != "" || c.Entries[1].By != "志愿者服务队" || c.Entries[1].Note != "人手不够" {
		t.Fatalf("%+v", c)
	}
	// Given back on the 10th: nobody can have claimed it on the 5th.
	if _, err := o.d.AdvanceWish(ctx, id, matters.WishStep{To: registers.WishClaimed, By: "王芳", Planned: "2026-09-30", Date: "2026-09-05"}); !errs.Is(err, errs.Invalid) || errs.Of(err).Field != "date" {
		t.Fatal(err)
	}
	o.wish(id, matters.WishStep{To: registers.WishClaimed, Member: member, Planned: "2026-09-15"})
	if o.get("wishes", id, "claimed_by") != "李建国" || o.get("wishes", id, "claimer") != member {
		t.Fatal(o.get("wishes", id, "claimed_by"))
	}
	o.day("2026-09-21")
	if c, err := o.d.WishCourse(ctx, id); err != nil || c.Light != matters.Red {
		t.Fatalf("%+v, %v", c, err)
	}
	if c, err := o.d.ReplanWish(ctx, id, "2026-10-20", "等货"); err != nil || c.Light != matters.Green || c.Entries[3].Kind != "改计划" {
		t.Fatalf("%+v, %v", c, err)
	}
	c = o.wish(id, matters.WishStep{To: registers.WishDone, Note: "已配好送到家"})
	if c.Label != "已完成" || len(c.Choices) != 0 || o.get("wishes", id, "result") != "已配好送到家" || o.get("wishes", id, "done") != "2026-09-21" {
		t.Fatalf("%+v", c)
	}
	// The last step is taken back; its entry stays and does not count.
	o.undo()
	if c, err := o.d.WishCourse(ctx, id); err != nil || c.Label != "已认领" || c.Entries[4].Void != "已撤销" {
		t.Fatalf("%+v, %v", c, err)
	}
	// A wish is deleted with its course, and no step is taken in the recycle bin.
	if _, err := o.l.Delete(ctx, "wishes", []string{id}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.d.AdvanceWish(ctx, id, matters.WishStep{To: registers.WishDone, Note: "x"}); !errs.Is(err, errs.Invalid) {
		t.Fatal(err)
	}
}

// Several wishes are claimed as one change: all, or none and the one is named that cannot be.
func TestWishesTogether(t *testing.T) {
	o := open(t)
	var ids []string
	for _, w := range []string{"书包", "台灯", "收音机"} {
		ids = append(ids, o.add("wishes", "wish", w, "date", "2026-09-01", "wisher", "罗秀英"))
	}
	claim := matters.WishStep{To: registers.WishClaimed, By: "重华里小区党支部", Planned: "2026-09-20"}
	o.wish(ids[2], claim)
	err := o.d.AdvanceWishes(ctx, ids, claim)
	if !errs.Is(err, errs.Invalid) || !strings.Contains(errs.Of(err).Message, o.get("wishes", ids[2], "no")) {
		t.Fatal(err)
	}
	list, err := o.d.OpenWishes(ctx)
	if err != nil || len(list) != 2 || list[0].Wish != "书包" {
		t.Fatalf("%+v, %v", list, err)
	}
	if err := o.d.AdvanceWishes(ctx, ids[:2], claim); err != nil {
		t.Fatal(err)
	}
	if list, err = o.d.OpenWishes(ctx); err != nil || len(list) != 0 {
		t.Fatal(list, err)
	}
	o.undo()
	if list, err = o.d.OpenWishes(ctx); err != nil || len(list) != 2 {
		t.Fatal(list, err)
	}
}

// Undoing a step of a supervised problem voids its entry, as it does for appeals.
func TestSupervisionStepUndone(t *testing.T) {
	o := open(t)
	id := o.add("supervisions", "problem", "垃圾清运不及时", "due", "2026-09-20")
	if _, err := o.d.Supervise(ctx, id, matters.SupervisionMove{To: registers.SupervisionReceived}); err != nil {
		t.Fatal(err)
	}
	o.undo()
	if c, err := o.d.SupervisionCourse(ctx, id); err != nil || c.Label != "交办" || len(c.Entries) != 1 || c.Entries[0].Void == "" {
		t.Fatalf("%+v, %v", c, err)
	}
}

// What parties said is shown on request, and the request is on record.
func TestMediation(t *testing.T) {
	o := open(t)
	id := o.add("mediations", "date", "2026-09-01", "kind", "05", "parties", "王某、李某")
	if _, err := o.d.NoteMediation(ctx, id, "", "", "双方到场"); err != nil {
		t.Fatal(err)
	}
	agreed := registers.MediationWith(registers.MediationAgreed)
	c, err := o.d.AdvanceMediation(ctx, id, matters.MediationStep{To: agreed, Agreement: "22点后不拖动家具", Written: true, Note: "街坊作证"})
	if err != nil || c.Label != "调解成功" || c.Due != "2026-09-08" || c.Light != matters.Green || c.Entries[0].Note != matters.Covered || c.Entries[1].Note != matters.Covered {
		t.Fatalf("%+v, %v", c, err)
	}
	if o.get("mediations", id, "agreement") != "22点后不拖动家具" || o.get("mediations", id, "closed") != "2026-09-01" {
		t.Fatal("the agreement is not in the record")
	}
	seen := func() int {
		list, err := o.s.AccessLog(ctx, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	before := seen()
	if c, err = o.d.MediationCourse(ctx, id, true); err != nil || c.Entries[0].Note != "双方到场" || seen() != before+1 {
		t.Fatalf("%+v, %v, %d", c, err, seen())
	}
	o.day("2026-09-12")
	if c, err = o.d.MediationCourse(ctx, id, false); err != nil || c.Light != matters.Red {
		t.Fatalf("%+v, %v", c, err)
	}
	if c, err = o.d.AdvanceMediation(ctx, id, matters.MediationStep{To: registers.MediationReturned, Fulfilled: true}); err != nil || c.Label != "已回访" || len(c.Choices) != 0 || c.Light != matters.NoLight {
		t.Fatalf("%+v, %v", c, err)
	}
	if y, err := o.d.MediationYear(ctx, 0); err != nil || y != (matters.MediationYear{Year: 2026, Count: 1, Goal: 30, Agreed: 1}) {
		t.Fatalf("%+v, %v", y, err)
	}
	if y, err := o.d.MediationYear(ctx, 2025); err != nil || y.Count != 0 {
		t.Fatalf("%+v, %v", y, err)
	}
}

// estates, a party committee and a residents' committee with members.
func (o *office) community() (estates []string) {
	for _, name := range []string{"古楼里", "城墙根宿舍", "砖瓦巷小区"} {
		estates = append(estates, o.add("estates", "name", name))
	}
	party := o.add("organizations", "name", "仁寿门社区党委", "type", "党委")
	council := o.add("organizations", "name", "仁寿门社区居委会", "type", "居委会")
	o.add("posts", "person", "曾志远", "organization", party, "post", "书记")
	o.add("posts", "person", "单慧敏", "organization", council, "post", "主任")
	o.add("posts", "person", "任海涛", "organization", council, "post", "委员", "to", "2027-02-15")
	return estates
}

// The plan goes on where the rounds on record end, keeps what is planned, and is one change.
func TestPlan(t *testing.T) {
	o := open(t)
	if _, err := o.d.PlanYear(ctx, matters.PlanQuery{Year: 2027}); !errs.Is(err, errs.Invalid) {
		t.Fatal("a plan without estates", err)
	}
	e := o.community()
	o.add("rotations", "month", "2026-08", "estate", e[0], "date", "2026-08-13", "place", "古楼里门前", "hosts", "曾志远、单慧敏", "state", "已开展")
	o.add("rotations", "month", "2026-10", "estate", e[1], "hosts", "任海涛")
	o.add("rotations", "month", "2026-11", "estate", e[2], "state", "取消")
	p, err := o.d.PlanYear(ctx, matters.PlanQuery{Year: 2026, Hosts: 1})
	if err != nil || len(p.Rounds) != 4 {
		t.Fatalf("%+v, %v", p, err)
	}
	var got []string
	for _, r := range p.Rounds {
		got = append(got, r.Month[5:]+r.EstateName+" "+r.Hosts)
	}
	// September to the estate that nobody has been to yet; October stands; November was cancelled.
	if want := []string{"09砖瓦巷小区 曾志远", "10城墙根宿舍 任海涛", "11古楼里 单慧敏", "12砖瓦巷小区 曾志远"}; !slices.Equal(got, want) {
		t.Fatalf("%v, want %v", got, want)
	}
	if p.Rounds[2].Place != "古楼里门前" || p.Rounds[1].ID == "" || p.Rounds[0].ID != "" || p.Rounds[0].Date != "2026-09-10" {
		t.Fatalf("%+v", p.Rounds)
	}
	p.Rounds[0].Date = "九月第二个周末"
	if w, err := o.d.WritePlan(ctx, p.Rounds); err != nil || w.Saved || w.Problems[0].Row != 0 || w.Problems[0].Field != "date" {
		t.Fatalf("%+v, %v", w, err)
	}
	p.Rounds[0].Date = "2026.9.12"
	twice := append(slices.Clone(p.Rounds), p.Rounds[0])
	if w, err := o.d.WritePlan(ctx, twice); err != nil || w.Saved || !slices.ContainsFunc(w.Problems, func(p matters.RoundProblem) bool { return p.Row == 4 && p.Field == "month" }) {
		t.Fatalf("%+v, %v", w, err)
	}
	w, err := o.d.WritePlan(ctx, p.Rounds)
	if err != nil || !w.Saved || len(w.Rounds) != 3 || o.get("rotations", w.Rounds[0], "date") != "2026-09-12" || o.get("rotations", w.Rounds[0], "state") != registers.RotationPlanned {
		t.Fatalf("%+v, %v", w, err)
	}
	// Who planned it at the same time is told.
	if _, err := o.d.WritePlan(ctx, p.Rounds); !errs.Is(err, errs.Conflict) {
		if w, _ := o.d.WritePlan(ctx, p.Rounds); w.Saved {
			t.Fatal("one month planned twice", err)
		}
	}
	if _, err := o.d.WritePlan(ctx, p.Rounds[1:2]); !errs.Is(err, errs.Invalid) {
		t.Fatal("a plan of nothing", err)
	}
	o.undo()
	if p, err = o.d.PlanYear(ctx, matters.PlanQuery{Year: 2026, Hosts: 1}); err != nil || p.Rounds[0].ID != "" {
		t.Fatalf("%+v, %v", p, err)
	}
	// Nobody hosts after leaving office: to 15 February 2027.
	next, err := o.d.PlanYear(ctx, matters.PlanQuery{Year: 2027, Hosts: 3})
	if err != nil || len(next.Rounds) != 12 {
		t.Fatal(next, err)
	}
	for _, r := range next.Rounds {
		if has := strings.Contains(r.Hosts, "任海涛"); has != (r.Month <= "2027-02") {
			t.Errorf("%s: %s", r.Month, r.Hosts)
		}
	}
	for name, q := range map[string]matters.PlanQuery{"the past": {Year: 2025}, "far": {Year: 2040}, "a fifth week": {Year: 2027, Week: 5}, "no day": {Year: 2027, Weekday: 8}, "a crowd": {Year: 2027, Hosts: 11}} {
		if _, err := o.d.PlanYear(ctx, q); !errs.Is(err, errs.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Questions are written down at once; those that wait are chased, answered, or become appeals.
func TestQuestions(t *testing.T) {
	o := open(t)
	e := o.community()
	round := o.add("rotations", "month", "2026-09", "estate", e[0], "hosts", "曾志远、单慧敏")
	rows := []map[string]string{
		{"question": "公交卡怎么办", "on_spot": "是", "answer": "带身份证到大厅", "answered_by": "曾志远"},
		{"question": "路灯什么时候修", "answered_by": "单慧敏", "kind": "物业", "asker": "罗秀英", "phone": "13800000166"},
		{"question": "充电棚建在哪里", "reply_due": "2026-09-20"},
	}
	if r, err := o.d.Ask(ctx, matters.Asking{Rotation: round, Questions: []map[string]string{{"question": "x", "on_spot": "是"}, {"question": ""}}}); err != nil || r.Saved || len(r.Problems) < 2 {
		t.Fatalf("%+v, %v", r, err)
	}
	if _, err := o.d.Ask(ctx, matters.Asking{Rotation: round}); !errs.Is(err, errs.Invalid) {
		t.Fatal(err)
	}
	r, err := o.d.Ask(ctx, matters.Asking{Rotation: round, People: "23", Questions: rows})
	if err != nil || !r.Saved || !r.Held || len(r.Questions) != 3 {
		t.Fatalf("%+v, %v", r, err)
	}
	if o.get("rotations", round, "state") != registers.RotationHeld || o.get("rotations", round, "date") != "2026-09-01" || o.get("rotations", round, "people") != "23" {
		t.Fatal("the visit is not held")
	}
	// Answered on the spot: on that day; else due as a first answer is, or as was promised.
	if o.get("questions", r.Questions[0], "replied") != "2026-09-01" || o.get("questions", r.Questions[1], "reply_due") != "2026-09-04" || o.get("questions", r.Questions[2], "reply_due") != "2026-09-20" {
		t.Fatal("the days of the answers")
	}
	o.day("2026-09-08")
	v, err := o.d.Round(ctx, round)
	if err != nil || v.OnSpot != 1 || v.Waiting != 2 || v.Questions[1].Light != matters.Red || v.Questions[2].Light != matters.Green || v.Hosts[1] != "单慧敏" {
		t.Fatalf("%+v, %v", v, err)
	}
	made, err := o.d.Appeal(ctx, r.Questions[1], "")
	if err != nil {
		t.Fatal(err)
	}
	for field, want := range map[string]string{"title": "路灯什么时候修", "source": registers.SourceConsultation, "owner": "单慧敏", "person": "罗秀英", "phone": "13800000166", "kind": "01", "accepted": "2026-09-08", "estate": e[0], "state": registers.StateAccepted} {
		if got := o.get("matters", made, field); got != want {
			t.Errorf("the appeal has %s %q, want %q", field, got, want)
		}
	}
	q, err := o.d.Question(ctx, r.Questions[1])
	if err != nil || q.Waits || q.Matter != made || q.MatterNo == "" || q.Handling != "受理" {
		t.Fatalf("%+v, %v", q, err)
	}
	if _, err := o.d.Appeal(ctx, r.Questions[1], ""); !errs.Is(err, errs.Conflict) {
		t.Fatal("two appeals of one question", err)
	}
	o.undo()
	if q, err = o.d.Question(ctx, r.Questions[1]); err != nil || !q.Waits || q.Matter != "" {
		t.Fatalf("%+v, %v", q, err)
	}
	if _, err := o.d.Answer(ctx, r.Questions[2], "2026-08-31", "", "东侧车位"); !errs.Is(err, errs.Invalid) || errs.Of(err).Field != "date" {
		t.Fatal(err)
	}
	if _, err := o.d.Answer(ctx, r.Questions[2], "", "", " "); !errs.Is(err, errs.Invalid) {
		t.Fatal(err)
	}
	if q, err = o.d.Answer(ctx, r.Questions[2], "", "", "东侧车位"); err != nil || q.Waits || q.Replied != "2026-09-08" || q.By != "张红梅" {
		t.Fatalf("%+v, %v", q, err)
	}
	if _, err := o.d.Answer(ctx, r.Questions[2], "", "", "又"); !errs.Is(err, errs.Conflict) {
		t.Fatal(err)
	}
	if _, err := o.d.Question(ctx, "没有"); err == nil {
		t.Fatal("a question that is none")
	}
	// A long question keeps its words in the content of the appeal.
	long := strings.Repeat("问", 150)
	id := o.add("questions", "date", "2026-09-08", "question", long)
	if made, err = o.d.Appeal(ctx, id, "张红梅"); err != nil || len([]rune(o.get("matters", made, "title"))) != 100 || o.get("matters", made, "content") != long {
		t.Fatal(made, err)
	}
}

// Of a plan every month has one estate whatever is on record: drawn books are planned
// without a month twice or one left out.
func TestPlanIsWhole(t *testing.T) {
	o := open(t)
	e := o.community()
	for i, month := range []string{"2027-02", "2027-05", "2027-06"} {
		o.add("rotations", "month", month, "estate", e[i])
	}
	p, err := o.d.PlanYear(ctx, matters.PlanQuery{Year: 2027})
	if err != nil {
		t.Fatal(err)
	}
	for i, r := range p.Rounds {
		if want := cn.Date("2027-01-01").AddMonths(i)[:7]; r.Month != string(want) || r.Estate == "" {
			t.Errorf("%d: %+v", i, r)
		}
		if _, err := oplog.ParseID(r.ID); err != nil {
			t.Error(err)
		}
	}
	if w, err := o.d.WritePlan(ctx, p.Rounds); err != nil || len(w.Rounds) != 9 {
		t.Fatal(w, err)
	}
}
