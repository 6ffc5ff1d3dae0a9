package points_test

import (
	"strings"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points"
	"chengzhuan/backend/registers"
)

// The worked examples of domain section 4, each entry by its whole course.
func TestWorkedExample(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang := o.member("张三")
	if got := o.total(zhang, 2026); got != "60.0 ★" {
		t.Errorf("nothing yet: %s", got)
	}
	for _, e := range []struct{ rule, quantity string }{{"K01", "1"}, {"K01", "1"}, {"J01", "18"}, {"J02", "10"}, {"J03", "4"}, {"J06", "3"}, {"H05", "1"}} {
		o.scored(zhang, e.rule, e.quantity, "2026-06-01")
	}
	if got := o.total(zhang, 2026); got != "99.0 ★★★★★" {
		t.Errorf("got %s", got)
	}
	o.scored(zhang, "J07", "8", "2026-10-31")
	if got := o.total(zhang, 2026); got != "101.0 ★★★★★" {
		t.Errorf("got %s", got)
	}
	s, err := o.d.Explain(ctx, zhang, 2026)
	if err != nil {
		t.Fatal(err)
	}
	last := s.Lines[len(s.Lines)-1]
	if len(s.Lines) != 8 || last.Granted != 20 || strings.Join(last.Why, "") != "这一类全年最多 40 分，少计 6 分" || last.Reviewed != "小组初审 王芳，支部审核 陈建国、赵敏" || !strings.HasPrefix(last.No, "JF-2026-") {
		t.Errorf("%+v", last)
	}
	if got := o.total(zhang, 2025); got != "60.0 ★" {
		t.Errorf("another year: %s", got)
	}
}

// What is under way counts nothing; each step needs the one before it.
func TestCourse(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang := o.member("张三")
	id := o.claim(points.Claim{Member: zhang, Rule: "j01", Quantity: "2.5", Date: "2026-10-08", Draft: true})
	_, err := o.step(id, "小组初审", "王芳", "", "")
	refused(t, err, errs.Invalid, "state")
	o.must(id, "已申报", "张三", "2026-10-09", "")
	for _, to := range []string{"支部审核", "公示中", "生效", "维持", "更正", "复核"} {
		_, err = o.step(id, to, "王芳", "", "有误")
		refused(t, err, errs.Invalid, "state")
	}
	_, err = o.step(id, "小组初审", "王芳", "2026-10-08", "")
	refused(t, err, errs.Invalid, "date")
	_, err = o.step(id, "退回", "王芳", "2026-10-10", "")
	refused(t, err, errs.Invalid, "reason")
	o.must(id, "退回", "王芳", "2026-10-10", "没有签到")
	o.must(id, "已申报", "张三", "2026-10-11", "")
	o.must(id, "小组初审", "王芳", "2026-10-12", "")
	o.must(id, "支部审核", "陈建国", "2026-10-13", "")
	c := o.must(id, "公示中", "李娟", "2026-10-13", "")
	if c.Until != "2026-10-20" || c.Label != "公示中" || len(c.Entries) != 7 {
		t.Errorf("%+v", c)
	}
	_, err = o.step(id, "生效", "李娟", "2026-10-19", "")
	refused(t, err, errs.Invalid, "date")
	if got := o.total(zhang, 2026); got != "60.0 ★" {
		t.Errorf("counts before its time: %s", got)
	}
	o.must(id, "生效", "李娟", "2026-10-20", "")
	if got := o.total(zhang, 2026); got != "62.5 ★" {
		t.Errorf("got %s", got)
	}
	c = o.must(id, "生效", "李娟", "", "") // once more is nothing
	if got := o.total(zhang, 2026); got != "62.5 ★" || len(c.Entries) != 8 {
		t.Errorf("twice: %s, %d steps", got, len(c.Entries))
	}
	_, err = o.step(id, "退回", "王芳", "", "有误")
	refused(t, err, errs.Invalid, "state")
	if e := errs.Of(err); !strings.Contains(e.Hint, "作废") {
		t.Errorf("%+v", e)
	}
}

// Nobody judges their own points, nor what they wrote down themselves.
func TestNobodyJudgesTheirOwn(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang := o.member("张三")
	id := o.claim(points.Claim{Member: zhang, Rule: "J01", Date: "2026-10-08"}) // written down by 李娟
	for _, name := range []string{"张三", "张 三", "王芳、张三", "李娟"} {
		_, err := o.step(id, "小组初审", name, "", "")
		refused(t, err, errs.Denied, "by")
	}
	o.must(id, "小组初审", "王芳", "", "")
	_, err := o.step(id, "支部审核", "张三", "", "")
	refused(t, err, errs.Denied, "by")
	o.must(id, "支部审核", "陈建国", "", "")
	_, err = o.step(id, "公示中", "张三", "", "")
	refused(t, err, errs.Denied, "by")
	o.must(id, "公示中", "李娟", "2026-11-22", "")
	o.day("2026-12-01")
	_, err = o.step(id, "生效", "张三", "", "")
	refused(t, err, errs.Denied, "by")
	o.must(id, "生效", "李娟", "", "")
	_, err = o.d.Void(ctx, id, "不想要", "张三", "")
	refused(t, err, errs.Denied, "by")
}

func TestClaimIsRefused(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang := o.member("张三")
	for _, x := range []struct {
		claim points.Claim
		field string
	}{
		{points.Claim{Rule: "J01", Date: "2026-10-08"}, "member"},
		{points.Claim{Member: zhang, Rule: "J99", Date: "2026-10-08"}, "rule"},
		{points.Claim{Member: zhang, Rule: "J01", Date: "2026-11-23"}, "date"},
		{points.Claim{Member: zhang, Rule: "J01", Date: "2026-10"}, "date"},
		{points.Claim{Member: zhang, Rule: "J02", Date: "2026-10-08", Quantity: "1.5"}, "quantity"},
		{points.Claim{Member: zhang, Rule: "J01", Date: "2026-10-08", Quantity: "-1"}, "quantity"},
		{points.Claim{Member: zhang, Rule: "J01", Date: "2026-10-08", Quantity: "1.55"}, "quantity"},
		{points.Claim{Member: zhang, Rule: "J01", Date: "2026-10-08", Quantity: "0"}, "quantity"},
		{points.Claim{Member: zhang, Rule: "J01", Date: "2026-10-08", Quantity: "两"}, "quantity"},
		{points.Claim{Member: zhang, Rule: "V01", Date: "2026-10-08"}, "file"},
	} {
		_, err := o.d.Claim(ctx, x.claim)
		refused(t, err, errs.Invalid, x.field)
	}
	if _, err := o.d.ClaimAll(ctx, []points.Claim{{Member: zhang, Rule: "J01", Date: "2026-10-08"}, {Member: zhang, Rule: "J99", Date: "2026-10-08"}}); err == nil || !strings.Contains(err.Error(), "第 2 条") {
		t.Error(err)
	}
	if n, _ := o.s.IDs(ctx, queryOf("point_claims")); len(n) != 0 {
		t.Error("half of a bulk entry was kept")
	}
	first, _ := o.d.Claim(ctx, points.Claim{Member: zhang, Rule: "J01", Date: "2026-10-08"})
	again, err := o.d.Claim(ctx, points.Claim{Member: zhang, Rule: "J01", Date: "2026-10-08"})
	if err != nil || len(again.Warnings) != 1 || !strings.Contains(again.Warnings[0], first.No) {
		t.Error(again, err)
	}
}

// A void gives back what its entry crowded out; undoing it takes it away again.
func TestVoid(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang := o.member("张三")
	first := o.scored(zhang, "J01", "10", "2026-03-01")
	o.scored(zhang, "J01", "10", "2026-04-01")
	if got := o.total(zhang, 2026); got != "75.0 ★★" {
		t.Errorf("got %s", got)
	}
	_, err := o.d.Void(ctx, first, " ", "王芳", "")
	refused(t, err, errs.Invalid, "reason")
	c, err := o.d.Void(ctx, first, "时长记错", "王芳", "")
	if err != nil || c.Label != "作废" {
		t.Fatal(c, err)
	}
	if got := o.total(zhang, 2026); got != "70.0 ★★" {
		t.Errorf("after the void %s", got)
	}
	_, err = o.d.Void(ctx, first, "再一次", "王芳", "")
	refused(t, err, errs.Conflict, "state")
	o.lasting()
	if c, _ = o.d.Course(ctx, first); c.Label != "作废" || o.total(zhang, 2026) != "70.0 ★★" {
		t.Errorf("%+v", c)
	}
}

// What is in effect is not taken back but voided, with a reason. Where an older program on
// another PC did take the step back, what counts is gone, and the step can be taken again.
func TestUndoEffect(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang := o.member("张三")
	id := o.scored(zhang, "J03", "1", "2026-03-01")
	o.lasting()
	changes, _ := o.l.Changes(ctx, "", 1)
	if err := o.undo(changes[0].ID); err != nil {
		t.Fatal(err)
	}
	if c, _ := o.d.Course(ctx, id); c.Label != "公示中" || o.total(zhang, 2026) != "60.0 ★" {
		t.Errorf("%+v %s", c, o.total(zhang, 2026))
	}
	o.day("2026-12-10")
	o.must(id, "生效", "李娟", "", "")
	if got := o.total(zhang, 2026); got != "62.0 ★" {
		t.Errorf("got %s", got)
	}
}

func TestNoticeAndObjection(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang, li := o.member("张三"), o.member("李四")
	a := o.claim(points.Claim{Member: zhang, Rule: "J01", Quantity: "5", Date: "2026-11-02"})
	b := o.claim(points.Claim{Member: li, Rule: "J01", Quantity: "8", Date: "2026-11-02"})
	c := o.claim(points.Claim{Member: li, Rule: "J02", Date: "2026-11-02"})
	_, err := o.d.OpenNotice(ctx, points.NoticeInput{By: "李娟"})
	refused(t, err, errs.Invalid, "")
	for _, id := range []string{a, b, c} {
		o.must(id, "小组初审", "王芳", "2026-11-03", "")
	}
	_, err = o.d.OpenNotice(ctx, points.NoticeInput{Claims: []string{a}, By: "李娟"})
	refused(t, err, errs.Invalid, "state")
	if !strings.Contains(err.Error(), "JF-2026-") {
		t.Error(err)
	}
	for _, id := range []string{a, b, c} {
		o.must(id, "支部审核", "陈建国", "2026-11-03", "")
	}
	_, err = o.d.OpenNotice(ctx, points.NoticeInput{By: "李娟", Days: 3})
	refused(t, err, errs.Invalid, "days")
	n, err := o.d.OpenNotice(ctx, points.NoticeInput{By: "李娟", From: "2026-11-04", Phone: "027-87654321"})
	if err != nil || n.To != "2026-11-11" || n.Days != 5 || len(n.Claims) != 3 || !strings.HasPrefix(n.No, "GS-2026-") {
		t.Fatalf("%+v %v", n, err)
	}
	_, err = o.d.CloseNotice(ctx, n.ID, "李娟", "2026-11-10")
	refused(t, err, errs.Invalid, "date")
	obj, err := o.d.Object(ctx, points.Objection{Claim: b, Date: "2026-11-05", Content: "当天只到了三小时", By: "李娟"})
	if err != nil || obj.Due != "2026-11-12" {
		t.Fatal(obj, err)
	}
	n, err = o.d.CloseNotice(ctx, "", "李娟", "2026-11-11")
	if err != nil || n.Effective != 2 || n.Open != 1 || n.Objections != 1 {
		t.Fatalf("%+v %v", n, err)
	}
	if o.total(zhang, 2026) != "65.0 ★" || o.total(li, 2026) != "61.0 ★" {
		t.Error(o.total(zhang, 2026), o.total(li, 2026))
	}
	_, err = o.step(b, "生效", "李娟", "2026-11-11", "")
	refused(t, err, errs.Conflict, "objection")
	o.must(b, "复核", "赵敏", "2026-11-11", "")
	course, err := o.d.Advance(ctx, b, points.Step{To: state("更正"), By: "赵敏", Date: "2026-11-12", Reason: "签到表三小时", Rule: "J01", Quantity: "3"})
	if err != nil || course.Label != "更正" || course.Replaced == "" {
		t.Fatalf("%+v %v", course, err)
	}
	next, _ := o.d.Course(ctx, course.Replaced)
	if next.Label != "支部审核" || next.Quantity != "3" || o.total(li, 2026) != "61.0 ★" {
		t.Errorf("%+v", next)
	}
	o.must(course.Replaced, "公示中", "李娟", "2026-11-13", "")
	o.must(course.Replaced, "生效", "李娟", "2026-11-20", "")
	if got := o.total(li, 2026); got != "64.0 ★" {
		t.Errorf("got %s", got)
	}
	objections, _ := o.s.Lookup(ctx, registers.Objections.Def, "claim", b)
	if x := registers.Objections.Decode(objections[0].Values); x.Outcome != registers.OutcomeCorrected || x.DecidedBy != "赵敏" || x.Answer != "签到表三小时" {
		t.Errorf("%+v", x)
	}
}

// An objection that is not borne out lets the claim go on; what nobody objects to comes
// into effect by itself when the days are over.
func TestUpheldAndSettled(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang := o.member("张三")
	a, b := o.claim(points.Claim{Member: zhang, Rule: "J02", Date: "2026-11-02"}), o.claim(points.Claim{Member: zhang, Rule: "J03", Date: "2026-11-02"})
	for _, id := range []string{a, b} {
		o.must(id, "小组初审", "王芳", "2026-11-03", "")
		o.must(id, "支部审核", "陈建国", "2026-11-03", "")
	}
	if _, err := o.d.OpenNotice(ctx, points.NoticeInput{By: "李娟", From: "2026-11-04"}); err != nil {
		t.Fatal(err)
	}
	o.must(a, "异议", "李娟", "2026-11-05", "没见到人")
	o.must(a, "复核", "赵敏", "2026-11-06", "")
	o.must(a, "维持", "赵敏", "2026-11-06", "有签到")
	_, err := o.step(a, "生效", "李娟", "2026-11-10", "")
	refused(t, err, errs.Invalid, "date")
	o.must(a, "生效", "李娟", "2026-11-11", "")
	if n, err := o.d.Settle(ctx); n != 1 || err != nil {
		t.Fatal(n, err)
	}
	if n, err := o.d.Settle(ctx); n != 0 || err != nil {
		t.Fatal(n, err)
	}
	c, _ := o.d.Course(ctx, b)
	if c.Label != "生效" || c.Entries[len(c.Entries)-1].By != points.PeriodOver || o.total(zhang, 2026) != "63.0 ★" {
		t.Errorf("%+v %s", c, o.total(zhang, 2026))
	}
}

// What was posted without a notice comes into effect too, the day after its last. What
// belongs to a closed year waits, and hinders no other; opened again, it comes into effect.
func TestSettledAlone(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang, li := o.member("张三"), o.member("李四")
	post := func(who, day string) string {
		id := o.claim(points.Claim{Member: who, Rule: "J03", Date: cn.Date(day)})
		o.must(id, "小组初审", "王芳", day, "")
		o.must(id, "支部审核", "陈建国", day, "")
		return id
	}
	closed := post(li, "2025-11-03")
	if _, err := o.d.OpenNotice(ctx, points.NoticeInput{By: "李娟", From: "2025-11-04"}); err != nil {
		t.Fatal(err)
	}
	if _, err := o.d.Close(ctx, 2025, "李娟", ""); err != nil {
		t.Fatal(err)
	}
	alone, running := post(zhang, "2026-11-03"), post(zhang, "2026-11-20")
	o.must(alone, "公示中", "李娟", "2026-11-04", "")
	o.must(running, "公示中", "李娟", "2026-11-20", "")
	if n, err := o.d.Settle(ctx); n != 2 || err != nil { // the notice of 2025 is one of them
		t.Fatal(n, err)
	}
	if n, err := o.d.Settle(ctx); n != 0 || err != nil {
		t.Fatal(n, err)
	}
	for id, want := range map[string]string{closed: "公示中", alone: "生效", running: "公示中"} {
		if c, err := o.d.Course(ctx, id); err != nil || c.Label != want {
			t.Errorf("%s instead of %s, %v", c.Label, want, err)
		}
	}
	if c, _ := o.d.Course(ctx, alone); c.Entries[len(c.Entries)-1].Date != "2026-11-12" || o.total(zhang, 2026) != "62.0 ★" {
		t.Errorf("%+v %s", c.Entries, o.total(zhang, 2026))
	}
	if err := o.d.Reopen(ctx, 2025, "漏了一条"); err != nil {
		t.Fatal(err)
	}
	if n, err := o.d.Settle(ctx); n != 1 || err != nil || o.total(li, 2025) != "62.0 ★" {
		t.Error(n, err, o.total(li, 2025))
	}
}

func TestRankingExemptAndJoiners(t *testing.T) {
	o := open(t)
	defer o.end()
	a, b, c, e := o.member("甲一"), o.member("乙二"), o.member("丙三"), o.member("丁四")
	o.member("戊五", "status", registers.StatusDead)
	o.member("己六", "entered_branch", "2027-01-15")
	late := o.member("庚七", "entered_branch", "2026-07-15")
	for _, m := range []string{a, b} {
		o.scored(m, "J03", "2", "2026-05-01")
	}
	o.scored(c, "J03", "1", "2026-05-01")
	o.scored(late, "J01", "20", "2026-08-01")
	id, _ := oplog.ParseID(e)
	refused(t, o.d.Exempt(asNobody, id, 2026, true, "年满八十", ""), errs.Invalid, "by")
	if err := o.d.Exempt(ctx, id, 2026, true, "年满八十", "支委会"); err != nil {
		t.Fatal(err)
	}
	list, err := o.d.Ranking(ctx, 2026)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range list {
		text := r.Total.Text()
		if r.Exempt {
			text = "免评"
		}
		got = append(got, strings.Join([]string{string(rune('0' + r.Place)), r.Name, text}, " "))
	}
	if want := "1 庚七 67.5,2 乙二 64.0,2 甲一 64.0,4 丙三 62.0,0 丁四 免评"; strings.Join(got, ",") != want {
		t.Errorf("got %v\nwant %s", got, want)
	}
	for _, r := range list {
		if s, err := o.d.Balance(ctx, r.Member.String(), 2026); err != nil || s.Balance != r.Balance {
			t.Errorf("%s: ranked %+v, alone %+v", r.Name, r.Balance, s.Balance)
		}
	}
	half, _ := o.d.BalanceUntil(ctx, late, 2026, "2026-06-30")
	if half.Total != 600 {
		t.Errorf("%+v", half)
	}
}

// A closed year stays as it was; what comes later is said beside it.
func TestClose(t *testing.T) {
	o := open(t)
	defer o.end()
	other := twin(t, o)
	defer other.end()
	zhang := o.member("张三")
	first := o.scored(zhang, "J03", "1", "2026-05-01")
	pass(t, o, other)
	other.scored(zhang, "J06", "2", "2026-06-01") // the other PC, meanwhile
	o.day("2027-01-20")
	y, err := o.d.Close(ctx, 2026, "陈建国", "")
	if err != nil || y.Members != 1 || y.Entries != 1 || len(y.Drift) != 0 || len(y.Digest) != 64 || len(y.Warnings) != 0 {
		t.Fatalf("%+v %v", y, err)
	}
	_, err = o.d.Close(ctx, 2026, "陈建国", "")
	refused(t, err, errs.Conflict, "year")
	_, err = o.d.Claim(ctx, points.Claim{Member: zhang, Rule: "J01", Date: "2026-12-30"})
	refused(t, err, errs.Conflict, "date")
	_, err = o.d.Void(ctx, first, "记错", "王芳", "")
	refused(t, err, errs.Conflict, "date")
	pass(t, other, o)
	if y, err = o.d.Closed(ctx, 2026); err != nil || len(y.Drift) != 1 || y.Drift[0].Was != 620 || y.Drift[0].Now != 680 {
		t.Errorf("%+v %v", y, err)
	}
	refused(t, o.d.Reopen(ctx, 2026, ""), errs.Invalid, "reason")
	if err := o.d.Reopen(ctx, 2026, "漏了两起调解"); err != nil {
		t.Fatal(err)
	}
	if y, err = o.d.Close(ctx, 2026, "陈建国", ""); err != nil || len(y.Drift) != 0 || y.Entries != 2 {
		t.Errorf("%+v %v", y, err)
	}
}
