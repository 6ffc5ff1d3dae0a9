package notices_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/notices"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// The worked example of domain 3d: the day of posting counts, 25 to 27 September is 中秋.
func TestWorkedPeriod(t *testing.T) {
	o := open(t, "")
	defer o.end()
	o.day("2026-09-21")
	v := o.hang(notices.Input{Kind: registers.NoticeDevelopment, Title: "拟接收预备党员公示", Lines: lines("高福来")})
	if n := v.Notice; n.To != "2026-09-28" || n.Days != 5 || n.Left != 4 || n.State != notices.Running || !n.FirstCounts || !strings.HasPrefix(n.No, "GS-2026-") {
		t.Errorf("%+v", n)
	}
	env, err := o.l.Env(ctx)
	if err != nil {
		t.Fatal(err)
	}
	for _, x := range []struct {
		kind string
		from cn.Date
		days int
		want cn.Date
	}{
		{registers.NoticeOther, "2026-11-21", 5, "2026-11-27"}, // a Saturday counts nothing
		{registers.NoticeAwards, "2026-11-23", 1, "2026-11-23"},
		{registers.NoticePoints, "2026-09-21", 5, "2026-09-29"}, // points count from the day after
	} {
		if got := notices.Last(env, x.kind, x.from, x.days); got != x.want {
			t.Errorf("%s from %s, %d days: %s, want %s", x.kind, x.from, x.days, got, x.want)
		}
	}
	p, err := o.d.Plan(ctx, registers.NoticeDevelopment, "2026-09-21", 0)
	if err != nil || p.To != "2026-09-28" || p.Least != 5 || !p.FirstCounts {
		t.Errorf("%+v %v", p, err)
	}
}

// A notice of n working days holds exactly n working days from its first day to its last,
// and the last is one of them.
func TestPeriodLaw(t *testing.T) {
	env := schema.Env{}
	holds := func(kind string, from cn.Date, n int) bool {
		to := notices.Last(env, kind, from, n)
		return env.WorkingDays(from.AddDays(-1), to) == n && !env.Days().Day(to).Off
	}
	rapid.Check(t, func(t *rapid.T) {
		from, n := cn.Date("2026-01-01").AddDays(rapid.IntRange(0, 364).Draw(t, "from")), rapid.IntRange(1, 30).Draw(t, "days")
		if !holds(registers.NoticeAwards, from, n) {
			t.Fatalf("from %s, %d days, to %s", from, n, notices.Last(env, registers.NoticeAwards, from, n))
		}
	})
	if holds(registers.NoticePoints, "2026-09-21", 5) { // points count otherwise
		t.Error("the law does not see another way of counting")
	}
}

// What nobody objects to ends by itself, dated the day after its last; an objection holds
// its own line alone, and what came of it is what counts.
func TestUnopposedAndHeld(t *testing.T) {
	o := open(t, "")
	defer o.end()
	o.day("2026-11-02")
	a, b, c := o.award("高福来", "优秀共产党员"), o.award("宁强", "优秀共产党员"), o.award("解磊", "优秀党务工作者")
	v := o.hang(notices.Input{Kind: registers.NoticeAwards, Title: "2026 年度评优公示", Lines: []notices.PostLine{{Award: a}, {Award: b}, {Award: c}}})
	if l := v.Lines[0]; l.Name != "高福来" || l.Content != "优秀共产党员" || l.Member == "" || v.Notice.To != "2026-11-06" {
		t.Fatalf("%+v", v)
	}
	o.day("2026-11-04")
	one := o.object(notices.Objection{Line: v.Lines[1].ID, Person: "单慧敏", Phone: "027-80000001", Content: "没有参加评议"})
	two := o.object(notices.Objection{Notice: v.Notice.No, Line: v.Lines[2].ID, Content: "材料不实"})
	o.settle(0)
	o.day("2026-11-09")
	o.settle(1)
	o.settle(0)
	v = o.view(v.Notice.ID)
	if got := strings.Join(outcomes(v), ","); got != "无异议,…,…" || v.Notice.Closed != "2026-11-07" || v.Notice.ClosedBy != notices.PeriodOver || v.Notice.State != notices.Closed || v.Notice.Waiting != 2 {
		t.Errorf("%s %+v", got, v.Notice)
	}
	if o.posted(a) != "2026-11-06" || o.posted(b) != "" || o.posted(c) != "" {
		t.Error(o.posted(a), o.posted(b), o.posted(c))
	}
	for _, name := range []string{"宁强", "宁 强", "王芳、宁强", "单慧敏"} {
		_, err := o.d.Decide(ctx, notices.Decision{Objection: one, Outcome: registers.OutcomeUpheld, By: name, Answer: "有记录"})
		refused(t, err, errs.Denied, "by")
	}
	_, err := o.d.Decide(ctx, notices.Decision{Objection: one, Outcome: registers.OutcomeUpheld, By: "王芳"})
	refused(t, err, errs.Invalid, "answer")
	_, err = o.d.Decide(ctx, notices.Decision{Objection: one, Outcome: registers.OutcomeUpheld, By: "王芳", Answer: "有记录", Date: "2026-11-03"})
	refused(t, err, errs.Invalid, "date")
	o.decide(notices.Decision{Objection: one, Outcome: registers.OutcomeUpheld, By: "王芳", Answer: "签到表上有他"})
	v = o.decide(notices.Decision{Objection: two, Outcome: registers.OutcomeCorrected, By: "高福来", Answer: "材料确有不实"})
	if got := strings.Join(outcomes(v), ","); got != "无异议,有异议，维持,有异议，不予通过" || v.Notice.Passed != 2 || v.Notice.Out != 1 || v.Notice.Waiting != 0 {
		t.Errorf("%s %+v", got, v.Notice)
	}
	if o.posted(b) != "2026-11-06" || o.posted(c) != "" {
		t.Error(o.posted(b), o.posted(c))
	}
	_, err = o.d.Decide(ctx, notices.Decision{Objection: two, Outcome: registers.OutcomeUpheld, By: "高福来", Answer: "再议"})
	refused(t, err, errs.Conflict, "outcome")
	// What stays out may be posted again; what passed may not.
	p, err := o.d.Plan(ctx, registers.NoticeAwards, "", 0)
	if err != nil || len(p.Awards) != 1 || p.Awards[0].ID != c || p.Awards[0].Name != "解磊" {
		t.Errorf("%+v %v", p.Awards, err)
	}
	_, err = o.d.Open(ctx, notices.Input{Kind: registers.NoticeAwards, Title: "再次公示", Lines: []notices.PostLine{{Award: a}}})
	refused(t, err, errs.Conflict, "lines")
}

// An objection that another PC took down holds the line also where it was settled first;
// two PCs that settle apart come to the same, and nobody is asked.
func TestSettledApart(t *testing.T) {
	a := open(t, "")
	defer a.end()
	a.day("2026-11-02")
	b := twin(t, a)
	defer b.end()
	first, second := a.award("高福来", "优秀共产党员"), a.award("宁强", "优秀共产党员")
	v := a.hang(notices.Input{Kind: registers.NoticeAwards, Title: "评优公示", Lines: []notices.PostLine{{Award: first}, {Award: second}}})
	pass(t, a, b)
	b.day("2026-11-05")
	objection := b.object(notices.Objection{Line: v.Lines[1].ID, Content: "材料不实"})
	a.day("2026-11-09")
	a.settle(1)
	if a.posted(second) != "2026-11-06" {
		t.Fatal("the test shows nothing: the other PC's objection was known")
	}
	b.day("2026-11-12")
	b.settle(1)
	pass(t, a, b)
	pass(t, b, a)
	for _, pc := range []*office{a, b} {
		pc.settle(0)
	}
	pass(t, a, b)
	pass(t, b, a)
	for name, pc := range map[string]*office{"a": a, "b": b} {
		got := pc.view(v.Notice.ID)
		if strings.Join(outcomes(got), ",") != "无异议,…" || got.Notice.Closed != "2026-11-07" || pc.posted(first) != "2026-11-06" || pc.posted(second) != "" {
			t.Errorf("%s: %v %+v %q %q", name, outcomes(got), got.Notice, pc.posted(first), pc.posted(second))
		}
		if n, err := pc.s.CountReviews(ctx); err != nil || n != 0 {
			t.Errorf("%s: %d reviews %v", name, n, err)
		}
	}
	b.decide(notices.Decision{Objection: objection, Outcome: registers.OutcomeCorrected, By: "王芳", Answer: "属实"})
	pass(t, b, a)
	a.settle(0)
	if got := a.view(v.Notice.ID); strings.Join(outcomes(got), ",") != "无异议,有异议，不予通过" || a.posted(second) != "" {
		t.Errorf("%v", outcomes(got))
	}
}

// An objection to the whole stops the end of it; borne out, nothing goes on.
func TestWholeIsObjectedTo(t *testing.T) {
	o := open(t, "")
	defer o.end()
	o.day("2026-11-02")
	v := o.hang(notices.Input{Kind: registers.NoticeOther, Title: "摊位安排公示", Lines: lines("高福来", "宁强")})
	id := o.object(notices.Objection{Notice: v.Notice.ID, Content: "没有开会讨论"})
	o.day("2026-11-09")
	o.settle(0)
	_, err := o.d.Close(ctx, v.Notice.ID, "李娟", "")
	refused(t, err, errs.Conflict, "objection")
	_, err = o.d.Decide(ctx, notices.Decision{Objection: id, Outcome: registers.OutcomeCorrected, By: "宁强", Answer: "应当讨论"})
	refused(t, err, errs.Denied, "by")
	o.decide(notices.Decision{Objection: id, Outcome: registers.OutcomeCorrected, By: "王芳", Answer: "应当讨论"})
	o.settle(1)
	if got := strings.Join(outcomes(o.view(v.Notice.ID)), ","); got != "有异议，不予通过,有异议，不予通过" {
		t.Error(got)
	}
}

func TestWithdrawn(t *testing.T) {
	o := open(t, "")
	defer o.end()
	o.day("2026-11-02")
	a := o.award("高福来", "优秀共产党员")
	v := o.hang(notices.Input{Kind: registers.NoticeAwards, Title: "评优公示", Lines: []notices.PostLine{{Award: a}}})
	_, err := o.d.Open(ctx, notices.Input{Kind: registers.NoticeAwards, Title: "评优公示", Lines: []notices.PostLine{{Award: a}}})
	refused(t, err, errs.Conflict, "lines")
	o.object(notices.Objection{Line: v.Lines[0].ID, Content: "名字写错"})
	_, err = o.d.Withdraw(ctx, v.Notice.ID, " ", "李娟", "")
	refused(t, err, errs.Invalid, "reason")
	v, err = o.d.Withdraw(ctx, v.Notice.No, "名字写错，另行公示", "李娟", "")
	if err != nil || v.Notice.State != notices.Withdrawn || v.Notice.Reason != "名字写错，另行公示" || v.Notice.Waiting != 0 || v.Lines[0].Waiting {
		t.Fatalf("%+v %v", v.Notice, err)
	}
	o.day("2026-11-30")
	o.settle(0)
	_, err = o.d.Close(ctx, v.Notice.ID, "李娟", "")
	refused(t, err, errs.Conflict, "state")
	_, err = o.d.Object(ctx, notices.Objection{Line: v.Lines[0].ID, Date: "2026-11-03", Content: "晚了"})
	refused(t, err, errs.Conflict, "notice")
	if _, err := o.d.Keep(ctx, must(t, v.Notice.ID), []byte("%PDF-1.4\n%%EOF\n"), 1); errs.Of(err).Code != errs.Conflict {
		t.Error(err)
	}
	list, err := o.d.List(ctx)
	if err != nil || len(list) != 1 || list[0].State != notices.Withdrawn {
		t.Errorf("%+v %v", list, err)
	}
	again := o.hang(notices.Input{Kind: registers.NoticeAwards, Title: "评优公示（更正）", Lines: []notices.PostLine{{Award: a}}})
	o.day("2026-12-10")
	o.settle(1)
	if _, err = o.d.Withdraw(ctx, again.Notice.ID, "不想公示了", "李娟", ""); errs.Of(err).Code != errs.Conflict {
		t.Error(err)
	}
	if o.posted(a) != cn.Date(again.Notice.To) {
		t.Error(o.posted(a))
	}
}

func must(t *testing.T, text string) oplog.ID {
	t.Helper()
	id, err := oplog.ParseID(text)
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func TestRefused(t *testing.T) {
	o := open(t, "")
	defer o.end()
	a := o.award("高福来", "优秀共产党员")
	m := add(o, registers.PartyMembers, registers.PartyMember{Name: "宁强"})
	penalty := add(o, registers.Awards, registers.Award{Member: m, Kind: "2", Name: "警告", Date: "2026-06-20"}).String()
	good := func(change func(*notices.Input)) notices.Input {
		in := notices.Input{Kind: registers.NoticeDevelopment, Title: "公示", Lines: lines("高福来")}
		change(&in)
		return in
	}
	for field, cases := range map[string][]notices.Input{
		"kind":  {good(func(in *notices.Input) { in.Kind = "" }), good(func(in *notices.Input) { in.Kind = registers.NoticePoints })},
		"title": {good(func(in *notices.Input) { in.Title = " " }), good(func(in *notices.Input) { in.Title = strings.Repeat("长", 61) })},
		"days":  {good(func(in *notices.Input) { in.Days = 4 })},
		"date":  {good(func(in *notices.Input) { in.From = "2026-11-23" }), good(func(in *notices.Input) { in.From = "2026-11" })},
		"lines": {good(func(in *notices.Input) { in.Lines = nil }), good(func(in *notices.Input) { in.Lines = lines("高福来", "高 福来") }), good(func(in *notices.Input) { in.Lines = lines("") }),
			good(func(in *notices.Input) { in.Lines = []notices.PostLine{{Award: a}} })},
	} {
		for _, in := range cases {
			_, err := o.d.Open(ctx, in)
			refused(t, err, errs.Invalid, field)
		}
	}
	_, err := o.d.Open(ctx, notices.Input{Kind: registers.NoticeAwards, Title: "公示", Lines: []notices.PostLine{{Award: penalty}}})
	refused(t, err, errs.Denied, "lines")
	if list, err := o.d.List(ctx); err != nil || len(list) != 0 {
		t.Errorf("half a notice was kept: %+v %v", list, err)
	}
	v := o.hang(good(func(in *notices.Input) { in.From = "2026-11-16" }))
	_, err = o.d.Close(ctx, v.Notice.ID, "李娟", "2026-11-19")
	refused(t, err, errs.Invalid, "date")
	for field, x := range map[string]notices.Objection{
		"content": {Line: v.Lines[0].ID, Content: " "},
		"date":    {Line: v.Lines[0].ID, Content: "晚了", Date: "2026-11-21"},
		"":        {Notice: "GS-2026-没有-0001", Content: "没有这次公示"},
	} {
		_, err := o.d.Object(ctx, x)
		if e := errs.Of(err); err == nil || e.Field != field || e.Code == errs.Internal {
			t.Errorf("%s: %v in %q", field, err, e.Field)
		}
	}
	points := add(o, registers.Notices, registers.Notice{Kind: registers.NoticePoints, From: "2026-11-16", To: "2026-11-20"}).String()
	_, err = o.d.Object(ctx, notices.Objection{Notice: points, Content: "积分"})
	refused(t, err, errs.Invalid, "notice")
	_, err = o.d.Close(ctx, points, "李娟", "")
	refused(t, err, errs.Invalid, "notice")
	_, err = o.d.Withdraw(ctx, points, "有误", "李娟", "")
	refused(t, err, errs.Invalid, "notice")
	o.settle(1) // the one of development alone
}

// What is pasted from a table is read with its heading and its numbers.
func TestReadLines(t *testing.T) {
	got := notices.ReadLines("序号\t姓 名\t单位\t事项\n1\t高福来\t第一支部\t优秀共产党员\n2\t买买提·吐尔逊\t\t先进, 个人\n\n")
	want := []notices.PostLine{{Name: "高福来", Unit: "第一支部", Content: "优秀共产党员"}, {Name: "买买提·吐尔逊", Content: "先进, 个人"}}
	if !slices.Equal(got, want) {
		t.Errorf("%+v", got)
	}
	if got = notices.ReadLines("宁强，第二支部,拟接收为预备党员\r\n解磊"); !slices.Equal(got, []notices.PostLine{{Name: "宁强", Unit: "第二支部", Content: "拟接收为预备党员"}, {Name: "解磊"}}) {
		t.Errorf("%+v", got)
	}
}

// The page is kept byte for byte, once; one that is not what was posted is refused.
func TestKeep(t *testing.T) {
	o := open(t, "")
	defer o.end()
	v := o.hang(notices.Input{Kind: registers.NoticeOther, Title: "公示", Lines: lines("高福来")})
	pdf := []byte("%PDF-1.4\n1 0 obj\nendobj\n%%EOF\n")
	for range 2 {
		if p, err := o.d.Keep(ctx, must(t, v.Notice.ID), pdf, 1); err != nil || p.Bytes != len(pdf) || p.By != "李娟" {
			t.Fatalf("%+v %v", p, err)
		}
	}
	list, err := o.d.Papers(ctx, must(t, v.Notice.ID))
	if err != nil || len(list) != 1 {
		t.Fatalf("%+v %v", list, err)
	}
	if got, err := o.d.PDF(ctx, list[0].ID); err != nil || !bytes.Equal(got, pdf) {
		t.Error(err)
	}
	if o.view(v.Notice.ID).Notice.Printed != "2026-11-22" {
		t.Error("the notice does not know")
	}
	if _, err := o.d.Keep(ctx, must(t, v.Notice.ID), []byte("no PDF"), 1); err == nil {
		t.Error("kept what is no page")
	}
	other := add(o, registers.Papers, registers.Paper{Notice: must(t, v.Notice.ID), Date: "2026-11-22", Digest: list[0].Digest, Paper: schema.FileText([]byte("%PDF-1.4\n%changed\n%%EOF\n"))})
	if _, err := o.d.PDF(ctx, other.String()); errs.Of(err).Code != errs.Damaged {
		t.Error(err)
	}
}

// Who made an objection and what it says is read only when asked for, which is noted.
func TestShown(t *testing.T) {
	o := open(t, "")
	defer o.end()
	v := o.hang(notices.Input{Kind: registers.NoticeOther, Title: "公示", Lines: lines("高福来")})
	o.object(notices.Objection{Line: v.Lines[0].ID, Person: "单慧敏", Phone: "027-80000001", Content: "不实"})
	closed, err := o.d.View(ctx, v.Notice.ID, false)
	if x := closed.Objections[0]; err != nil || x.Person+x.Phone+x.Content != "" || x.Due == "" || x.Seq != 1 || x.Name != "高福来" {
		t.Errorf("%+v %v", x, err)
	}
	shown, err := o.d.View(ctx, v.Notice.ID, true)
	if x := shown.Objections[0]; err != nil || x.Person != "单慧敏" || x.Content != "不实" {
		t.Errorf("%+v %v", x, err)
	}
	log, err := o.s.AccessLog(ctx, 0, 10)
	if err != nil || len(log) != 1 || log[0].Register != registers.Objections.Key {
		t.Errorf("%+v %v", log, err)
	}
}
