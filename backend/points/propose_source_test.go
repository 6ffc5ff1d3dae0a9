package points_test

import (
	"strings"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/points"
	"chengzhuan/backend/registers"
)

// What is not proposed is not claimed, and one such key stops them all.
func TestAcceptRefusesUnknownKeys(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang := o.member("张三")
	o.add("wishes", "wish", "一盏灯", "state", registers.WishDone, "claimer", zhang, "done", "2026-11-10")
	p, err := o.d.Propose(ctx, "2026-01-01", "2026-11-22")
	if err != nil || len(p.List) != 1 {
		t.Fatal(p, err)
	}
	_, err = o.d.Accept(ctx, "2026-01-01", "2026-11-22", []string{p.List[0].Key, "写错的键"})
	refused(t, err, errs.NotFound, "keys")
	if !strings.Contains(err.Error(), "写错的键") {
		t.Error("the key is not named:", err)
	}
	if ids, _ := o.s.IDs(ctx, queryOf("point_claims")); len(ids) != 0 {
		t.Error("something was written")
	}
	if list, err := o.d.Accept(ctx, "2026-01-01", "2026-11-22", []string{p.List[0].Key}); err != nil || len(list) != 1 {
		t.Error(list, err)
	}
}

// Months read as people write them, and what was claimed before under another wording of
// the same month does not come again.
func TestProposedMonths(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang, li := o.member("张三"), o.member("李四")
	for _, who := range []string{zhang, li} {
		o.add("posts", "member", who, "post", registers.PostGroupHead, "from", "2026-01-01", "to", "2026-01-31")
	}
	o.add("point_claims", "member", li, "rule", "J09", "date", "2026-01-31", "quantity", "1", "event", "2026-01月任职", "origin", registers.PointProposed, "origin_key", "J09/2026-01/"+li, "state", registers.PointClaimed)
	o.add("dues", "member", zhang, "month", "2026-09", "amount", "1500", "paid", "0")
	p, err := o.d.Propose(ctx, "2026-01-01", "2026-11-22")
	if err != nil || len(p.List) != 2 || p.List[0].Event != "2026年1月任职" || p.List[0].Member != zhang || p.List[1].Event != "2026年9月党费" {
		t.Fatalf("%+v %v", p.List, err)
	}
}

// What takes off stands on the page with its sign, and names the kind of meeting that
// its rule is about.
func TestProposalOfACombinedMeeting(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang := o.member("张三")
	m := o.add("meetings", "kind", registers.LifePartyDay, "also", registers.LifeLesson, "date", "2026-10-14", "title", "十月活动")
	o.add("attendances", "meeting", m, "member", zhang, "state", registers.AttendAbsent)
	p, err := o.d.Proposals(ctx, "2026-01-01", "2026-11-22")
	if err != nil || len(p.Rows) != 1 {
		t.Fatal(p, err)
	}
	lesson, _ := registers.LifeKinds.LabelOf(registers.LifeLesson)
	if r := p.Rows[0]; r.Rule != "K01" || r.Worth != (points.Amount{Tenths: -20, Text: "−2.0"}) || !strings.Contains(r.Why, lesson) || strings.Contains(r.Why, "主题党日") {
		t.Errorf("%+v", r)
	}
}

// A claim whose ledger says something else meanwhile is pointed at until it is in effect;
// it stays as it is.
func TestOutdatedClaims(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang, home := o.member("张三"), o.add("households", "room", "101")
	meeting := func(day string) (string, string) {
		m := o.add("meetings", "kind", registers.LifeLesson, "date", day, "title", "党课")
		return m, o.add("attendances", "meeting", m, "member", zhang, "state", registers.AttendAbsent)
	}
	_, leave := meeting("2026-10-14")
	moved, _ := meeting("2026-10-20")
	_, settled := meeting("2026-09-01")
	visit := func() {
		o.add("visits", "date", "2026-08-03", "lead", "张三", "household", home, "talk", "聊了聊", "person", "王芳")
	}
	visit()
	list, err := o.d.Accept(ctx, "2026-01-01", "2026-11-22", nil)
	if err != nil || len(list) != 4 {
		t.Fatal(list, err)
	}
	changed := func() map[string]string {
		t.Helper()
		p, err := o.d.Proposals(ctx, "2026-01-01", "2026-11-22")
		if err != nil {
			t.Fatal(err)
		}
		out := map[string]string{}
		for _, x := range p.Changed {
			out[x.No] = x.Text
		}
		c, err := o.d.Claims(ctx, points.ClaimQuery{Year: 2026, Member: zhang})
		if err != nil || len(c.Rows) == 0 {
			t.Fatal(c, err)
		}
		for _, r := range c.Rows {
			v, err := o.d.View(ctx, r.ID)
			if err != nil || r.Warning != out[r.No] || v.Row.Warning != r.Warning {
				t.Errorf("%s: the list says %q, the pane %q, the proposals %q (%v)", r.No, r.Warning, v.Row.Warning, out[r.No], err)
			}
		}
		return out
	}
	if got := changed(); len(got) != 0 {
		t.Errorf("nothing has changed: %v", got)
	}
	o.set("attendances", leave, "state", registers.AttendLeave)
	o.set("attendances", settled, "state", registers.AttendLeave)
	o.set("meetings", moved, "date", "2026-10-21")
	visit()
	want := map[string]string{ // by the dates of the claims
		"2026-08-31": "来源已改：数量现在是 2，请核对", "2026-09-01": "来源已改：考勤现在是“请假”，请核对",
		"2026-10-14": "来源已改：考勤现在是“请假”，请核对", "2026-10-20": "来源已改：日期现在是 2026-10-21，请核对",
	}
	got := changed()
	var settle string
	for _, c := range list {
		course, _ := o.d.Course(ctx, c.ID)
		if got[c.No] != want[course.Date] || course.Warning != want[course.Date] || course.State != registers.PointClaimed {
			t.Errorf("%s: %q, %+v", course.Date, got[c.No], course)
		}
		if course.Date == "2026-09-01" {
			settle = c.ID
		}
	}
	for _, to := range []string{"小组初审", "支部审核", "公示中"} {
		o.must(settle, to, map[string]string{"小组初审": "王芳", "支部审核": "陈建国", "公示中": "赵敏"}[to], "2026-11-22", "")
	}
	o.day("2026-12-10")
	if c := o.must(settle, "生效", "赵敏", "", ""); c.Warning != "" || len(changed()) != 3 {
		t.Errorf("still told when it is in effect: %+v", c)
	}
}

// Digits and the dot of a Chinese keyboard are digits and a dot.
func TestFullWidthQuantity(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang := o.member("张三")
	for text, want := range map[string]string{"２": "2", "２．５": "2.5", " １2.5 ": "12.5"} {
		c, _ := o.d.Course(ctx, o.claim(points.Claim{Member: zhang, Rule: "J01", Quantity: text, Date: "2026-10-08", Event: text}))
		if c.Quantity != want {
			t.Errorf("%q is %q, want %q", text, c.Quantity, want)
		}
	}
	for _, text := range []string{"²", "½", "二", "２。５"} {
		_, err := o.d.Claim(ctx, points.Claim{Member: zhang, Rule: "J01", Quantity: text, Date: "2026-10-08"})
		refused(t, err, errs.Invalid, "quantity")
	}
}
