package points_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/points"
	"chengzhuan/backend/registers"
)

// proposed returns what a period proposes: "张三 K01 2026-10-14" → quantity.
func (o *office) proposed(from, to string) map[string]string {
	o.t.Helper()
	p, err := o.d.Propose(ctx, cn.Date(from), cn.Date(to))
	if err != nil {
		o.t.Fatal(err)
	}
	out := map[string]string{}
	for _, x := range p.List {
		out[x.Name+" "+x.Rule+" "+string(x.Date)] += x.Quantity
	}
	return out
}

func (o *office) proposes(from, to string, want map[string]string) {
	o.t.Helper()
	got := o.proposed(from, to)
	if maps.Equal(got, want) {
		return
	}
	for _, key := range slices.Sorted(maps.Keys(got)) {
		if want[key] != got[key] {
			o.t.Errorf("proposed %s: %s, want %q", key, got[key], want[key])
		}
	}
	for key, n := range want {
		if _, there := got[key]; !there {
			o.t.Errorf("not proposed: %s %s", key, n)
		}
	}
}

// One absence is proposed once, by the strictest kind of what was held together; leave
// and presence propose nothing; hours of service are those of the roll, the meeting, or
// from its beginning to its end.
func TestProposeFromRolls(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang, li, qian := o.member("张三"), o.member("李四"), o.member("钱七", "relation", registers.RelationCheckIn)
	gone := o.member("赵六", "status", "4")
	meet := func(day, kind string, more ...string) func(pairs ...string) {
		m := o.add("meetings", append([]string{"kind", kind, "date", day, "title", "活动"}, more...)...)
		return func(pairs ...string) { // member, state, hours
			o.add("attendances", "meeting", m, "member", pairs[0], "state", pairs[1], "hours", append(pairs, "")[2])
		}
	}
	roll := meet("2026-01-10", registers.LifeAssembly, "also", registers.LifePartyDay)
	roll(zhang, registers.AttendAbsent)
	roll(li, registers.AttendLeave)
	roll(qian, registers.AttendLate)
	roll(gone, registers.AttendAbsent)
	roll = meet("2026-02-10", registers.LifePartyDay, "also", registers.LifeAppraisal)
	roll(zhang, registers.AttendAbsent)
	roll(li, registers.AttendEarly)
	meet("2026-03-10", registers.LifePartyDay)(li, registers.AttendAbsent)
	meet("2026-03-11", registers.LifeStudy)(li, registers.AttendAbsent) // not one that takes off
	roll = meet("2026-04-10", registers.LifeVolunteer, "start", "14:30", "end", "16:00")
	roll(zhang, registers.AttendPresent, "3.5")
	roll(li, registers.AttendPresent)
	roll(qian, registers.AttendAbsent)
	meet("2026-04-11", registers.LifeVolunteer, "hours", "2")(zhang, registers.AttendLate)
	meet("2026-04-12", registers.LifeVolunteer)(zhang, registers.AttendPresent) // how long nobody knows
	roll = meet("2026-05-10", registers.LifeCouncil, "also", registers.LifeDouble)
	roll(li, registers.AttendPresent)
	roll(qian, registers.AttendPresent)
	meet("2026-06-10", registers.LifeLesson, "lecturer", "张三")(li, registers.AttendPresent)
	want := map[string]string{
		"张三 K01 2026-01-10": "1", "钱七 K04 2026-01-10": "1",
		"张三 K03 2026-02-10": "1", "李四 K04 2026-02-10": "1",
		"李四 K02 2026-03-10": "1",
		"张三 J01 2026-04-10": "3.5", "李四 J01 2026-04-10": "1.5", "张三 J01 2026-04-11": "2",
		"李四 J13 2026-05-10": "1", "钱七 J13 2026-05-10": "1", "钱七 J14 2026-05-10": "1",
		"张三 J11 2026-06-10": "1",
	}
	o.proposes("2026-01-01", "2026-11-22", want)
	list, err := o.d.Accept(ctx, "2026-01-01", "2026-11-22", nil)
	if err != nil || len(list) != len(want) {
		t.Fatal(len(list), err, errs.Of(err).Hint)
	}
	o.proposes("2026-01-01", "2026-11-22", map[string]string{}) // once
	if o.total(zhang, 2026) != "60.0 ★" {
		t.Error("something is granted before it is reviewed:", o.total(zhang, 2026))
	}
	c, err := o.d.View(ctx, list[0].ID)
	if err != nil || !strings.Contains(c.Row.Event, "支部党员大会") {
		t.Errorf("%+v %v", c.Row, err)
	}
}

// A month of dues counts when it was not paid within the month after it, once; where
// nothing of a month is kept in the book nobody is proposed.
func TestProposeFromDues(t *testing.T) {
	o := open(t)
	defer o.end()
	branch, other := o.add("organizations", "name", "一支部"), o.add("organizations", "name", "二支部")
	zhang, li := o.member("张三", "branch", branch), o.member("李四", "branch", branch)
	wang := o.member("王五", "branch", other)
	sun := o.member("孙七", "branch", branch, "entered_branch", "2026-08-01")
	for _, who := range []string{zhang, li, wang, sun} {
		o.add("dues_bases", "member", who, "year", "2026", "payer", registers.PayerWage, "base", "300000")
	}
	due := func(who, month, paid, on string, more ...string) {
		o.add("dues", append([]string{"member", who, "month", month, "amount", "1500", "paid", paid, "paid_on", on}, more...)...)
	}
	due(zhang, "2026-06", "1500", "2026-06-10")
	due(zhang, "2026-07", "1500", "2026-08-31") // on the last day
	due(zhang, "2026-08", "1500", "2026-10-01") // a day too late
	due(zhang, "2026-09", "500", "2026-09-20")  // not all of it
	due(zhang, "2026-10", "0", "")              // may still be paid until the end of November
	due(li, "2026-09", "0", "", "waived", "1")
	o.proposes("2026-01-01", "2026-11-22", map[string]string{
		"张三 K05 2026-09-30": "1", "张三 K05 2026-10-31": "1",
		"李四 K05 2026-07-31": "1", "李四 K05 2026-08-31": "1", "李四 K05 2026-09-30": "1", // no line, but the branch keeps these months
		"孙七 K05 2026-09-30": "1", "孙七 K05 2026-10-31": "1", // not before coming to the branch
	})
	o.day("2026-12-01")
	if got := o.proposed("2026-11-01", "2026-12-01"); got["张三 K05 2026-11-30"] != "1" {
		t.Errorf("%v", got)
	}
}

// Hours are judged when the year is over, for who was in the branch all year, where the
// branch keeps hours at all; each whole four hours count.
func TestProposeFromHours(t *testing.T) {
	o := open(t)
	defer o.end()
	branch, other := o.add("organizations", "name", "一支部"), o.add("organizations", "name", "二支部")
	member := func(name string, hours string, pairs ...string) {
		who := o.member(name, append([]string{"branch", branch}, pairs...)...)
		if hours != "" {
			o.add("studies", "member", who, "date", "2025-05-10", "kind", registers.StudyTraining, "topic", "轮训", "hours", hours)
		}
	}
	member("张三", "32")
	member("李四", "28.5") // 3.5 short
	member("王五", "23")   // 9 short
	member("孙七", "44")   // 12 more
	member("周八", "")
	member("吴九", "", "entered_branch", "2025-03-01")
	o.member("郑十", "branch", other) // whose branch keeps no hours
	o.proposes("2025-01-01", "2025-12-31", map[string]string{"王五 K06 2025-12-31": "2", "孙七 J12 2025-12-31": "3", "周八 K06 2025-12-31": "8"})
	o.proposes("2026-01-01", "2026-11-22", map[string]string{}) // the year is not over
}

// Members of owners' committees are proposed when the year is over, and so is what the
// appraisal decided, once it did.
func TestProposeFromPostsAndAppraisal(t *testing.T) {
	o := open(t)
	defer o.end()
	body := o.add("organizations", "name", "古楼里业委会", "type", registers.TypeOwnersCommittee)
	zhang, li, wang := o.member("张三"), o.member("李四"), o.member("王五")
	o.add("posts", "member", zhang, "organization", body, "post", registers.PostMember, "from", "2024")
	o.add("posts", "member", li, "organization", body, "post", registers.PostMember, "from", "2024", "to", "2025-06-30")
	o.proposes("2025-01-01", "2025-12-31", map[string]string{"张三 J10 2025-12-31": "1"})
	n, err := o.d.Appraise(ctx, 2025, []points.Graded{{Member: zhang, Grade: "优秀", Date: "2026-01-08"}, {Member: li, Grade: "基本合格", Date: "2025-12-20"}, {Member: wang, Grade: "合格"}})
	if err != nil || n != 3 {
		t.Fatal(n, err)
	}
	o.proposes("2025-01-01", "2025-12-31", map[string]string{"张三 J10 2025-12-31": "1", "张三 H05 2025-12-31": "1", "李四 K12 2025-12-20": "1"})
}

// A rule that the office does not have is not proposed, and hinders nobody.
func TestProposeNeedsARule(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang := o.member("张三")
	o.add("wishes", "wish", "一盏灯", "state", registers.WishDone, "claimer", zhang, "done", "2026-11-10")
	s, err := o.d.Scheme(ctx, 2026)
	if err != nil {
		t.Fatal(err)
	}
	for i := range s.Rules {
		if s.Rules[i].Code == "J03" {
			s.Rules = slices.Delete(s.Rules, i, i+1)
			break
		}
	}
	o.proposes("2026-01-01", "2026-11-22", map[string]string{"张三 J03 2026-11-10": "1"})
	if err := o.d.SetScheme(ctx, s, ""); err != nil {
		t.Fatal(err)
	}
	o.proposes("2026-01-01", "2026-11-22", map[string]string{})
}

// What the meeting decided stands beside what the points suggest, can be changed and
// taken back, and is refused for probationary members.
func TestAppraise(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang, li := o.member("张三"), o.member("李四", "category", registers.CategoryProbationary)
	decided := func() string {
		t.Helper()
		s, err := o.d.Suggest(ctx, 2026)
		if err != nil {
			t.Fatal(err)
		}
		out := ""
		for _, x := range s.Rows {
			out += x.Name + ":" + x.Decided + "/" + x.DecidedOn + " "
		}
		for _, b := range s.Branches {
			out += strings.Repeat("*", b.Given)
		}
		return out
	}
	set := func(who, grade string, day cn.Date) error {
		_, err := o.d.Appraise(ctx, 2026, []points.Graded{{Member: who, Grade: grade, Date: day}})
		return err
	}
	if err := set(zhang, "优秀", "2026-11-20"); err != nil {
		t.Fatal(err)
	}
	if got := decided(); got != "张三:1/2026-11-20 李四:/ *" {
		t.Error(got)
	}
	if n, err := o.d.Appraise(ctx, 2026, []points.Graded{{Member: zhang, Grade: "1", Date: "2026-11-20"}}); err != nil || n != 0 {
		t.Error("the same again is a change", n, err)
	}
	for name, err := range map[string]error{
		"probationary": set(li, "合格", ""), "unknown": set(zhang, "还行", ""), "tomorrow": set(zhang, "合格", "2026-11-23"), "before the year": set(zhang, "合格", "2025-12-31"),
	} {
		if errs.Of(err) == nil || errs.Of(err).Code != errs.Invalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := set(li, "不定等次", ""); err != nil {
		t.Error(err)
	}
	if err := set(zhang, "合格", ""); err != nil {
		t.Fatal(err)
	}
	if err := set(li, "", ""); err != nil {
		t.Fatal(err)
	}
	if got := decided(); got != "张三:2/2026-11-22 李四:/ " {
		t.Error(got)
	}
}
