package points_test

import (
	"slices"
	"strings"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points"
	"chengzhuan/backend/registers"
)

// Who fell behind and what was taken off is for the committee, which is written down;
// without it they are counted and left out.
func TestBoardKeepsThoseBehindForTheCommittee(t *testing.T) {
	o := open(t)
	defer o.end()
	good, behind, exempt := o.member("张三"), o.member("李四"), o.member("王五")
	o.scored(good, "J06", "3", "2026-06-01")
	o.scored(good, "K04", "1", "2026-11-02")
	o.scored(behind, "K07", "1", "2026-06-01")
	o.member("赵六")
	if err := o.d.SetStanding(ctx, registers.PointStanding{Member: id(t, exempt), Year: 2026, Exempt: true, Reason: "长期患病", Approved: "支部委员会"}); err != nil {
		t.Fatal(err)
	}
	b, err := o.d.Board(ctx, 2026, false, false)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, r := range b.Rows {
		names = append(names, r.Name)
		if r.Deduction.Tenths != 0 {
			t.Errorf("%s shows a deduction", r.Name)
		}
	}
	if strings.Join(names, " ") != "张三 赵六 王五" || b.Hidden != 1 || b.Members != 4 || b.Exempt != 1 || !slices.Equal(b.Stars, []int{1, 2, 0, 0, 0, 0}) {
		t.Errorf("%v %+v", names, b)
	}
	first, last := b.Rows[0], b.Rows[2]
	if first.Total.Text != "68.5" || first.Near != "离二星还差 1.5 分" || first.Gain.Text != "−0.5" || last.Place != 0 || !last.Exempt {
		t.Errorf("%+v %+v", first, last)
	}
	if n := len(accesses(o)); n != 0 {
		t.Errorf("%d looks are written down", n)
	}
	if b, err = o.d.Board(ctx, 2026, false, true); err != nil || b.Hidden != 0 || b.Rows[0].Deduction.Text != "0.5" || b.Rows[2].Name != "李四" || b.Rows[2].Total.Text != "57.0" {
		t.Errorf("%v %+v", err, b)
	}
	if list := accesses(o); len(list) != 1 || !strings.Contains(list[0], "扣分") {
		t.Errorf("written down: %v", list)
	}
	if b, err = o.d.Board(ctx, 2026, true, false); err != nil || b.Rows[0].Total.Text != "69.0" || len(b.Months) != 6 {
		t.Errorf("half a year: %v %+v", err, b)
	}
}

func accesses(o *office) []string {
	list, err := o.s.AccessLog(ctx, 0, 100)
	if err != nil {
		o.t.Fatal(err)
	}
	var out []string
	for _, a := range list {
		out = append(out, a.What)
	}
	return out
}

// A slip adds up by hand: the lines to their parts, the parts to the total.
func TestSlipAddsUp(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang := o.member("张三")
	for _, e := range [][3]string{{"K01", "2", "2026-02-01"}, {"J01", "18", "2026-03-01"}, {"J03", "4", "2026-04-01"}, {"H01", "1", "2026-05-01"}} {
		o.scored(zhang, e[0], e[1], e[2])
	}
	void := o.scored(zhang, "J05", "1", "2026-06-01")
	if _, err := o.d.Void(ctx, void, "重复登记", "赵敏", ""); err != nil {
		t.Fatal(err)
	}
	o.claim(points.Claim{Member: zhang, Rule: "J13", Date: "2026-11-01"})
	s, err := o.d.Slip(ctx, zhang, 2026)
	if err != nil {
		t.Fatal(err)
	}
	sums := map[string]int{}
	for _, l := range s.Lines {
		sums[l.Group] += l.Granted.Tenths
		if (l.Granted != l.Raw) != (len(l.Why) > 0) {
			t.Errorf("%s gives %s of %s because of %v", l.Rule, l.Granted.Text, l.Raw.Text, l.Why)
		}
	}
	if sums["J"] != s.Contribution.Tenths || sums["H"] != s.Honour.Tenths || -sums["K"] != s.Deduction.Tenths {
		t.Errorf("lines %v, parts %+v", sums, s)
	}
	if s.Sum != "60.0 + 21.0 + 2.0 − 4.0 = 79.0" || s.Total.Text != "79.0" || s.Near != "离三星还差 1 分" {
		t.Errorf("%s, %s, %s", s.Sum, s.Total.Text, s.Near)
	}
	if len(s.Others) != 2 || s.Others[0].Label != "已申报" || s.Others[1].Label != "作废" {
		t.Errorf("others %+v", s.Others)
	}
	if len(s.Months) != 11 || s.Months[0].Amount.Text != "60.0" || s.Months[10].Amount.Text != "79.0" {
		t.Errorf("months %+v", s.Months)
	}
}

// What would come of claims is what comes of them; looking at it stores nothing.
func TestCheckForesees(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang, li := o.member("张三"), o.member("李四")
	o.scored(zhang, "J01", "14", "2026-03-01")
	list := []points.Claim{{Member: zhang, Rule: "J01", Quantity: "3", Date: "2026-04-01"}, {Member: li, Rule: "K04", Date: "2026-04-01"}, {Member: li, Rule: "X99", Date: "2026-04-01"}, {Member: li, Rule: "J13", Quantity: "1.5", Date: "2026-04-01"}}
	out, err := o.d.Check(ctx, list)
	if err != nil {
		t.Fatal(err)
	}
	if out[0].Granted.Text != "+1.0" || len(out[0].Why) != 1 || out[1].Granted.Text != "−0.5" || out[2].Field != "rule" || out[3].Field != "quantity" || out[3].Problem == "" {
		t.Errorf("%+v", out)
	}
	c, err := o.d.Claims(ctx, points.ClaimQuery{Year: 2026})
	if err != nil || len(c.Rows) != 0 {
		t.Errorf("%v: checking wrote %d claims", err, len(c.Rows))
	}
	o.scored(zhang, "J01", "3", "2026-04-01")
	if got := o.total(zhang, 2026); got != "75.0 ★★" {
		t.Errorf("foresaw +1.0, got %s", got)
	}
}

// Names come as people paste them.
func TestFindNames(t *testing.T) {
	o := open(t)
	defer o.end()
	o.member("张三")
	o.member("张三", "mobile", "13800000101")
	o.member("买买提·吐尔逊")
	out, err := o.d.FindNames(ctx, "序号\t姓 名\n1\t张 三\n2. 买买提·吐尔逊\n3、没有他\n张三")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]int{}
	for _, m := range out {
		got[m.Text] = len(m.Hits)
	}
	if len(out) != 3 || got["张三"] != 2 || got["买买提·吐尔逊"] != 1 || got["没有他"] != 0 {
		t.Errorf("%+v", out)
	}
}

// Several claims go together or not at all, and who may not judge them is told before.
func TestAdvanceAll(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang, li := o.member("张三"), o.member("李四")
	a, b := o.claim(points.Claim{Member: zhang, Rule: "J13", Date: "2026-11-02"}), o.claim(points.Claim{Member: li, Rule: "J13", Date: "2026-11-02"})
	told, err := o.d.Refusals(ctx, []string{a, b}, registers.PointGroupReview, "张三")
	if err != nil || len(told) != 1 || told[0].ID != a {
		t.Errorf("%v %+v", err, told)
	}
	_, err = o.d.AdvanceAll(ctx, []string{b, a}, points.Step{To: registers.PointGroupReview, By: "张三"})
	refused(t, err, errs.Denied, "by")
	c, _ := o.d.Claims(ctx, points.ClaimQuery{Year: 2026, State: registers.PointClaimed})
	if len(c.Rows) != 2 {
		t.Errorf("%d of 2 stayed", len(c.Rows))
	}
	if n, err := o.d.AdvanceAll(ctx, []string{a, b}, points.Step{To: registers.PointGroupReview, By: "王芳"}); err != nil || n != 2 {
		t.Error(n, err)
	}
	if c, _ = o.d.Claims(ctx, points.ClaimQuery{Year: 2026, Text: "ls"}); len(c.Rows) != 1 || c.Rows[0].Name != "李四" || c.Open != 2 {
		t.Errorf("by letters: %+v", c)
	}
	_, err = o.d.AdvanceAll(ctx, []string{a, b}, points.Step{To: registers.PointDisputed, By: "王芳", Reason: "不实"})
	refused(t, err, errs.Invalid, "state")
}

// Of a branch at most a third is proposed as excellent, and equals are treated alike.
func TestSuggestions(t *testing.T) {
	o := open(t)
	defer o.end()
	branch := o.add("organizations", "name", "城墙根党支部")
	var members []string
	for _, name := range []string{"张三", "李四", "王五", "赵六", "孙七", "周八", "吴九", "郑十"} {
		members = append(members, o.member(name, "branch", branch))
	}
	high := func(m string) {
		for _, e := range [][2]string{{"J01", "15"}, {"J02", "8"}, {"J08", "10"}} {
			o.scored(m, e[0], e[1], "2026-06-01")
		}
	}
	for _, m := range members[:4] {
		high(m)
	}
	o.scored(members[0], "H01", "1", "2026-06-02")
	o.scored(members[3], "K04", "1", "2026-06-02") // a deduction is no excellent year
	o.scored(members[6], "K07", "1", "2026-06-02")
	o.scored(members[7], "V01", "1", "2026-06-02")
	grades := func() map[string]string {
		out := map[string]string{}
		s, err := o.d.Suggest(ctx, 2026)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range s.Rows {
			out[r.Name] = r.Grade
			if len(r.Reasons) == 0 {
				t.Errorf("%s without a reason", r.Name)
			}
		}
		if b := s.Branches[0]; b.Graded != 8 || b.Most != 2 || b.Excellent > b.Most {
			t.Errorf("%+v", b)
		}
		return out
	}
	got := grades() // 李四 and 王五 are equal, and only one place is left: neither has it
	for name, want := range map[string]string{"张三": "优秀", "李四": "合格", "王五": "合格", "赵六": "合格", "孙七": "合格", "吴九": "基本合格", "郑十": "不合格"} {
		if got[name] != want {
			t.Errorf("%s: %s, want %s", name, got[name], want)
		}
	}
	o.scored(members[1], "J13", "1", "2026-06-03")
	if got = grades(); got["李四"] != "优秀" || got["王五"] != "合格" {
		t.Errorf("%v", got)
	}
}

// What a change of the rules would do is what it does; a scheme survives its texts.
func TestEffectsComeTrue(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang, li := o.member("张三"), o.member("李四")
	o.scored(zhang, "J01", "10", "2026-03-01")
	o.scored(li, "J13", "2", "2026-03-01")
	text, err := o.d.Text(ctx, 2026)
	if err != nil || text.Own || len(text.Rules) != 39 {
		t.Fatal(err, text.Own, len(text.Rules))
	}
	s, err := text.Read()
	if err != nil {
		t.Fatal(err)
	}
	same, err := o.d.Effects(ctx, s, "")
	if err != nil || len(same.Rows) != 0 || len(same.Changed) != 0 || same.Members != 2 {
		t.Errorf("%v %+v", err, same)
	}
	at := slices.IndexFunc(text.Rules, func(r points.RuleText) bool { return r.Code == "J01" })
	text.Rules[at].Points, text.Rules[at].Text = "0.5", "志愿服务，含上访劝返"
	if s, err = text.Read(); err != nil {
		t.Fatal(err)
	}
	e, err := o.d.Effects(ctx, s, "")
	if err != nil || len(e.Rows) != 1 || e.Rows[0].Name != "张三" || e.Rows[0].Now.Text != "65.0" || e.Rows[0].Change.Text != "−5.0" || e.Down != 1 || e.Stars != 1 || len(e.Warnings) != 1 {
		t.Errorf("%v %+v", err, e)
	}
	if err := o.d.SetScheme(ctx, s, ""); err != nil {
		t.Fatal(err)
	}
	if got := o.total(zhang, 2026); got != "65.0 ★" {
		t.Errorf("foresaw 65.0, got %s", got)
	}
	text.Rules[at].Points = "半分"
	_, err = text.Read()
	refused(t, err, errs.Invalid, "rules")
	if !strings.Contains(err.Error(), "规则 J01") {
		t.Error(err)
	}
}

// A notice counts its working days down; what an objection says is shown when asked for.
func TestNoticeView(t *testing.T) {
	o := open(t) // Sunday 22 November 2026
	defer o.end()
	id := o.claim(points.Claim{Member: o.member("张三"), Rule: "J13", Date: "2026-11-02"})
	o.must(id, "小组初审", "王芳", "", "")
	o.must(id, "支部审核", "陈建国", "", "")
	plan, err := o.d.PlanNotice(ctx, "2026-11-20", 0)
	if err != nil || plan.To != "2026-11-27" || plan.Least != 5 || len(plan.Claims) != 1 {
		t.Fatalf("%v %+v", err, plan)
	}
	o.day("2026-11-23")
	n, err := o.d.OpenNotice(ctx, points.NoticeInput{By: "李娟"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := o.d.Object(ctx, points.Objection{Claim: id, Person: "周八", Content: "没有参加", By: "李娟"}); err != nil {
		t.Fatal(err)
	}
	o.day("2026-11-26")
	v, err := o.d.NoticeView(ctx, n.ID, false)
	if err != nil || v.Notice.Left != 2 || v.Notice.Over || v.Notice.Waiting != 1 || len(v.Objections) != 1 || v.Objections[0].Content+v.Objections[0].Person != "" || v.Objections[0].Left != 2 {
		t.Errorf("%v %+v", err, v)
	}
	before := len(accesses(o))
	if v, err = o.d.NoticeView(ctx, n.ID, true); err != nil || v.Objections[0].Content != "没有参加" || len(accesses(o)) != before+1 {
		t.Errorf("%v %+v", err, v)
	}
	o.day("2026-12-03")
	if v, err = o.d.NoticeView(ctx, n.ID, false); err != nil || !v.Notice.Over || v.Objections[0].Left >= 0 {
		t.Errorf("%v %+v", err, v)
	}
}

func id(t testing.TB, text string) oplog.ID {
	t.Helper()
	out, err := oplog.ParseID(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
