package points_test

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/points"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
)

func write(t *testing.T, s *rules.Scheme) string {
	t.Helper()
	var b bytes.Buffer
	if err := points.ExportScheme(ctx, &b, s); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "规则.xlsx")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// What was exported reads back as it was, with everything that a rule can say.
func TestSchemeAsATable(t *testing.T) {
	s := rules.Standard(2026)
	s.Carry, s.Exchange, s.Floor = 20, true, 50
	s.Rules = append(s.Rules, rules.Rule{Code: "K21", Text: "连续缺席", Group: rules.Deduction, Steps: []rules.Points{20, 30, 50}, Unit: "次", EventCap: 45, YearCap: 155, Exchange: 5, Source: "支部"})
	got, err := points.ImportScheme(ctx, write(t, &s), rules.Scheme{Year: 2030})
	if err != nil {
		t.Fatal(err)
	}
	if s.Dated = true; !reflect.DeepEqual(got, s) {
		t.Errorf("got  %+v\nwant %+v", got, s)
	}
	other := filepath.Join(t.TempDir(), "别的.csv")
	os.WriteFile(other, []byte("编号,类别,事项,分值,单位\nK01,扣分,缺席,-2,次\nK01,扣分,缺席,-3,次\n"), 0o600)
	_, err = points.ImportScheme(ctx, other, rules.Standard(2026))
	refused(t, err, errs.Invalid, "code")
	os.WriteFile(other, []byte("姓名,电话\n张三,1\n"), 0o600)
	_, err = points.ImportScheme(ctx, other, rules.Scheme{})
	refused(t, err, errs.Invalid, "")
	os.WriteFile(other, []byte("编号,类别,事项,分值,单位\nK01,扣分,缺席,-2,次\nJ01,,服务,0.55,小时\n"), 0o600)
	_, err = points.ImportScheme(ctx, other, rules.Standard(2026))
	if refused(t, err, errs.Invalid, ""); !strings.Contains(err.Error(), "第 3 行") {
		t.Error(err)
	}
	os.WriteFile(other, []byte("编号,类别,事项,分值,单位\nK01,扣分,缺席,-2,次\nJ01,,服务,0.5,小时\n"), 0o600)
	if got, err = points.ImportScheme(ctx, other, rules.Standard(2026)); err != nil || len(got.Rules) != 2 || got.Rules[0].Points != 20 || got.Rules[1].Group != rules.Contribution || got.Base != 600 {
		t.Errorf("%+v %v", got, err)
	}
}

// What-if tells what the change then does, to the tenth, and writes nothing.
func TestWhatIfIsWhatHappens(t *testing.T) {
	for _, from := range []string{"", "2026-06-01"} {
		o := open(t)
		a, b := o.member("张三"), o.member("李四")
		o.member("王五")
		o.scored(a, "J01", "3", "2026-03-01")
		o.scored(a, "J01", "4", "2026-07-01")
		o.scored(b, "K01", "1", "2026-03-01")
		s, err := o.d.Scheme(ctx, 2026)
		if err != nil {
			t.Fatal(err)
		}
		for i := range s.Rules {
			if r := &s.Rules[i]; r.Code == "J01" {
				r.Points = 20
			}
		}
		s.Rules = s.Rules[1:] // K01 is stopped
		effects, members, err := o.d.WhatIf(ctx, s, date(from))
		want := map[string]int{"": 2, "2026-06-01": 1}[from]
		if err != nil || members != 3 || len(effects) != want {
			t.Fatalf("%s: %+v %d %v", from, effects, members, err)
		}
		if own, _ := o.s.IDs(ctx, queryOf("point_rules")); len(own) != 0 {
			t.Error("what-if wrote rules")
		}
		if err := o.d.SetScheme(ctx, s, date(from)); err != nil {
			t.Fatal(err)
		}
		for _, e := range effects {
			got, err := o.d.Balance(ctx, e.Member.String(), 2026)
			if err != nil || got.Balance != e.Now || got.Balance == e.Was {
				t.Errorf("%s %s: told %+v, is %+v", from, e.Name, e.Now, got.Balance)
			}
		}
		if got, want := o.total(a, 2026), map[string]string{"": "74.0 ★★", "2026-06-01": "71.0 ★★"}[from]; got != want {
			t.Errorf("from %q: %s, want %s", from, got, want)
		}
		if got, want := o.total(b, 2026), map[string]string{"": "60.0 ★", "2026-06-01": "58.0"}[from]; got != want {
			t.Errorf("from %q: %s, want %s", from, got, want)
		}
		next, _ := o.d.Scheme(ctx, 2027)
		if r, ok := next.Of("J01", "2027-01-01"); !ok || r.Points != 20 || len(next.Rules) != len(s.Rules) {
			t.Errorf("the next year has %+v and %d rules", r, len(next.Rules))
		}
		// Once more, over the year's own copy.
		s.Base = 700
		if err := o.d.SetScheme(ctx, s, date(from)); err != nil {
			t.Fatal(err)
		}
		if got, want := o.total(a, 2026), map[string]string{"": "84.0 ★★★", "2026-06-01": "81.0 ★★★"}[from]; got != want {
			t.Errorf("again from %q: %s, want %s", from, got, want)
		}
		o.end()
	}
}

// Visits, patrols, wishes and mediations propose; nothing counts before it is reviewed,
// and nothing is proposed twice.
func TestPropose(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang := o.member("张三")
	o.member("李四")
	o.member("李四")
	home := o.add("households", "room", "501")
	for _, day := range []string{"2026-10-03", "2026-10-20", "2026-09-05", "2026-11-05"} {
		o.add("visits", "date", day, "lead", "张三", "companions", "李四", "household", home, "talk", "一切都好")
	}
	o.add("visits", "date", "2026-10-21", "lead", "张三", "household", home)
	o.add("patrols", "date", "2026-10-04", "leader", "王队长", "members", "张三、孙七")
	o.add("wishes", "wish", "一盏灯", "state", registers.WishDone, "claimer", zhang, "done", "2026-11-10")
	o.add("wishes", "wish", "一把椅", "state", registers.WishClaimed, "claimer", zhang)
	o.add("mediations", "date", "2026-11-01", "mediator", "张三", "result", registers.MediationAgreed, "closed", "2026-11-12")
	p, err := o.d.Propose(ctx, "2026-01-01", "2026-11-22")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, x := range p.List {
		got = append(got, x.Name+" "+x.Rule+" "+string(x.Date)+" "+x.Quantity)
	}
	want := "张三 J04 2026-09-30 1,张三 J02 2026-10-31 1,张三 J04 2026-10-31 2,张三 J06 2026-11-12 1,张三 J03 2026-11-10 1"
	sorted := func(s []string) string { // by text: two of one day have no order of their own
		m := map[string]bool{}
		for _, x := range s {
			m[x] = true
		}
		out := ""
		for _, x := range strings.Split(want, ",") {
			if m[x] {
				out += x + ","
			}
		}
		return strings.TrimSuffix(out, ",")
	}
	if len(got) != 5 || sorted(got) != want {
		t.Errorf("got %v", got)
	}
	if strings.Join(p.Unknown, ",") != "孙七,李四,王队长" {
		t.Errorf("unknown %v", p.Unknown)
	}
	list, err := o.d.Accept(ctx, "2026-01-01", "2026-11-22", []string{p.List[0].Key})
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if list, err = o.d.Accept(ctx, "2026-01-01", "2026-11-22", nil); err != nil || len(list) != 4 {
		t.Fatal(list, err)
	}
	if p, _ = o.d.Propose(ctx, "2026-01-01", "2026-11-22"); len(p.List) != 0 || o.total(zhang, 2026) != "60.0 ★" {
		t.Errorf("%+v %s", p.List, o.total(zhang, 2026))
	}
	if c, _ := o.d.Course(ctx, list[0].ID); c.Label != "已申报" {
		t.Errorf("%+v", c)
	}
}

// A pair counts once for each household and month in which its helper called there; a
// post for each month at whose end it was held, however many posts there are.
func TestProposeWhatStands(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang, li := o.member("张三"), o.member("李四")
	home, other := o.add("households", "room", "501"), o.add("households", "room", "502")
	o.add("pairs", "helper", "张三", "helper_member", zhang, "person", "王大爷", "household", home, "started", "2026-08-15", "ended", "2026-10-31")
	o.add("pairs", "helper", "张三", "helper_member", zhang, "person", "李奶奶", "household", other, "started", "2026")
	for _, v := range [][3]string{
		{"2026-08-10", home, "张三"},     // before the pair
		{"2026-09-05", home, "李四"},     // somebody else
		{"2026-09-06", home, "李四、张 三"}, // with the helper
		{"2026-09-20", home, "张三"},     // once a month is enough
		{"2026-09-21", other, "张三"},    // another household
		{"2026-11-03", home, "张三"},     // after the pair
	} {
		o.add("visits", "date", v[0], "lead", "单慧敏", "companions", v[2], "household", v[1])
	}
	body := o.add("organizations", "name", "古楼里")
	o.add("posts", "member", li, "organization", body, "post", registers.PostBuildingHead, "from", "2026-08-20", "to", "2026-10-15")
	o.add("posts", "member", li, "organization", body, "post", registers.PostGridWorker, "from", "2026-09-01")
	o.add("posts", "member", zhang, "organization", body, "post", registers.PostSecretary, "from", "2020")
	p, err := o.d.Propose(ctx, "2026-08-01", "2026-11-22")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, x := range p.List {
		got[x.Name+" "+x.Rule+" "+string(x.Date[:7])] = x.Quantity + " " + x.Event
	}
	want := map[string]string{
		"张三 J07 2026-09": "2 2026年9月结对走访",
		"李四 J09 2026-08": "1 2026年8月任职", "李四 J09 2026-09": "1 2026年9月任职", "李四 J09 2026-10": "1 2026年10月任职",
	}
	if !maps.Equal(got, want) {
		t.Errorf("proposed %v, want %v", got, want)
	}
}
