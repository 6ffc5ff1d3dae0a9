package points_test

import (
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/points"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
)

// halved is an office in which J01 gives half from July on and J02 has ended then.
func halved(t *testing.T) (*office, string) {
	t.Helper()
	o := open(t)
	zhang := o.member("张三")
	o.scored(zhang, "J01", "4", "2026-03-01")
	o.scored(zhang, "J01", "4", "2026-08-01")
	o.scored(zhang, "J02", "3", "2026-03-01")
	s := o.scheme()
	alter(&s, "J01", func(r *rules.Rule) { r.Points = 5 })
	s.Rules = slices.DeleteFunc(s.Rules, func(r rules.Rule) bool { return r.Code == "J02" })
	o.keep(s, "2026-07-01")
	if got := o.total(zhang, 2026); got != "69.0 ★" { // 4 + 2 + 3
		t.Fatal(got)
	}
	return o, zhang
}

func (o *office) scheme() rules.Scheme {
	o.t.Helper()
	s, err := o.d.Scheme(ctx, 2026)
	if err != nil {
		o.t.Fatal(err)
	}
	return s
}

func (o *office) keep(s rules.Scheme, from string) {
	o.t.Helper()
	if err := o.d.SetScheme(ctx, s, date(from)); err != nil {
		o.t.Fatal(err, errs.Of(err).Hint)
	}
}

// page is the scheme as the page sends it back.
func (o *office) page(edit func(*points.SchemeText)) rules.Scheme {
	o.t.Helper()
	text, err := o.d.Text(ctx, 2026)
	if err != nil {
		o.t.Fatal(err)
	}
	if edit != nil {
		edit(&text)
	}
	s, err := text.Read()
	if err != nil {
		o.t.Fatal(err)
	}
	return s
}

func (o *office) stored() map[string]string {
	o.t.Helper()
	ids, err := o.s.IDs(ctx, queryOf("point_rules"))
	if err != nil {
		o.t.Fatal(err)
	}
	out := map[string]string{}
	for _, id := range ids {
		rec, err := o.s.Find(ctx, registers.PointRules.Def, id)
		if err != nil {
			o.t.Fatal(err)
		}
		out[id.String()] = strings.Join(rec.Values, "|")
	}
	return out
}

// alter changes the latest version of a rule.
func alter(s *rules.Scheme, code string, change func(*rules.Rule)) {
	list := s.Versions(code)
	r := list[len(list)-1]
	change(&r)
	for i := range s.Rules {
		if s.Rules[i].Code == code && s.Rules[i].From == r.From {
			s.Rules[i] = r
		}
	}
}

// What nobody touched keeps its versions, whichever way a scheme for the whole year comes.
func TestUntouchedRulesKeepTheirVersions(t *testing.T) {
	o, zhang := halved(t)
	defer o.end()
	before := o.stored()
	s := o.scheme()
	read, err := points.ImportScheme(ctx, write(t, &s), rules.Standard(2026))
	if err != nil {
		t.Fatal(err)
	}
	plain := filepath.Join(t.TempDir(), "规则.csv") // without 起用
	text := "编号,类别,事项,分值,单位,数量可带小数,全年上限,不与哪些规则重复,同一事项取最高,要文号,来源\n"
	for _, r := range o.page(nil).Rules {
		text += strings.Join([]string{r.Code, string(r.Group), r.Text, r.Points.Short(), r.Unit, map[bool]string{true: "是"}[r.Fractions], r.YearCap.Short()}, ",")
		excludes := ""
		if len(r.Excludes) > 0 {
			excludes = r.Excludes[0].Code + map[rules.Scope]string{rules.SameMonth: "（同月）"}[r.Excludes[0].Scope]
		}
		text += "," + strings.Join([]string{excludes, r.Highest, map[bool]string{true: "是"}[r.File], r.Source}, ",") + "\n"
	}
	if err := os.WriteFile(plain, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	undated, err := points.ImportScheme(ctx, plain, s)
	if err != nil {
		t.Fatal(err)
	}
	imported, err := points.TextOf(read).Read()
	if err != nil {
		t.Fatal(err)
	}
	for name, s := range map[string]rules.Scheme{"page": o.page(nil), "table": read, "table on the page": imported, "table without 起用": undated} {
		e, err := o.d.Effects(ctx, s, "")
		if err != nil || len(e.Rows) != 0 || len(e.Changed) != 0 {
			t.Errorf("%s: %v %+v", name, err, e)
		}
		o.keep(s, "")
		if !reflect.DeepEqual(o.stored(), before) {
			t.Errorf("%s: rules were rewritten", name)
		}
	}
	s = o.page(func(text *points.SchemeText) { text.ContributionCap = "30" })
	if e, err := o.d.Effects(ctx, s, ""); err != nil || len(e.Rows) != 0 || strings.Join(e.Changed, ";") != "贡献分上限：40 → 30" {
		t.Errorf("%v %+v", err, e)
	}
	o.keep(s, "")
	if got := o.total(zhang, 2026); got != "69.0 ★" || !reflect.DeepEqual(o.stored(), before) || o.scheme().ContributionCap != 300 {
		t.Errorf("after a change of the cap: %s", got)
	}
}

// A rule that differs is replaced for the whole year, and only that one; what-if says so.
func TestOnlyWhatDiffersIsReplaced(t *testing.T) {
	o, zhang := halved(t)
	defer o.end()
	before := o.stored()
	s := o.page(func(text *points.SchemeText) {
		at := slices.IndexFunc(text.Rules, func(r points.RuleText) bool { return r.Code == "J01" })
		text.Rules[at].YearCap, text.Carry = "12", 25
	})
	e, err := o.d.Effects(ctx, s, "")
	if err != nil || len(e.Rows) != 1 || e.Rows[0].Now.Text != "67.0" || strings.Join(e.Changed, ";") != "结转比例：0% → 25%;J01 志愿服务：全年上限 15 → 12；年内各版 年初 1（全年上限 15），2026-07-01 0.5（全年上限 15） → 年初 0.5（全年上限 12）" {
		t.Errorf("%v %+v", err, e)
	}
	o.keep(s, "")
	if got := o.total(zhang, 2026); got != "67.0 ★" || o.scheme().Carry != 25 {
		t.Errorf("got %s", got)
	}
	for id, was := range o.stored() {
		if was != before[id] && !strings.Contains(was, "J01") {
			t.Errorf("rewritten: %s", was)
		}
	}
	// From a day on: the later worth goes, the earlier one stays, others are not touched.
	s = o.page(func(text *points.SchemeText) {
		at := slices.IndexFunc(text.Rules, func(r points.RuleText) bool { return r.Code == "J01" })
		text.Rules[at].Points, text.Base = "2", "50"
	})
	if e, err = o.d.Effects(ctx, s, "2026-06-01"); err != nil || strings.Join(e.Changed, ";") != "基础分：60 → 50（不分日期，全年都按新的算）;J01 志愿服务：分值 0.5 → 2（2026-06-01 起）" {
		t.Errorf("%v %+v", err, e.Changed)
	}
	o.keep(s, "2026-06-01")
	if got := o.total(zhang, 2026); got != "63.0 ★" { // 50 + 2 + 8 + 3
		t.Errorf("got %s", got)
	}
	// An earlier day takes back what was to follow.
	alter(&s, "J01", func(r *rules.Rule) { r.Points = 10 })
	o.keep(s, "2026-02-01")
	if list := versionsOf(o, "J01"); len(list) != 2 || list[1].From != "2026-02-01" || list[1].Points != 10 {
		t.Errorf("%+v", list)
	}
	if list := versionsOf(o, "J02"); len(list) != 2 || !list[1].Retired {
		t.Errorf("J02: %+v", list)
	}
}

// A table with 起用 says of each version since when it holds, and is kept as it stands.
func TestTableOfVersions(t *testing.T) {
	o, zhang := halved(t)
	defer o.end()
	s := o.scheme()
	path := write(t, &s)
	read, err := points.ImportScheme(ctx, path, rules.Scheme{Year: 2030})
	if err != nil || !read.Dated {
		t.Fatal(err)
	}
	for i, r := range points.TableRules(&s) {
		if r.Retired {
			r.Points = 0
		}
		if !reflect.DeepEqual(read.Rules[i], r) {
			t.Errorf("got  %+v\nwant %+v", read.Rules[i], r)
		}
	}
	other := openAs(t, "") // another office takes it over
	defer other.end()
	other.keep(read, "")
	if list := versionsOf(other, "J01"); len(list) != 2 || list[1].From != "2026-07-01" || list[1].Points != 5 {
		t.Errorf("%+v", list)
	}
	if list := versionsOf(other, "J02"); len(list) != 2 || !list[1].Retired {
		t.Errorf("%+v", list)
	}
	file := func(text string) (rules.Scheme, error) {
		path := filepath.Join(t.TempDir(), "规则.csv")
		os.WriteFile(path, []byte(text), 0o600)
		return points.ImportScheme(ctx, path, o.scheme())
	}
	read, err = file("编号,类别,事项,分值,单位,全年上限,起用\nJ01,贡献分,志愿服务,1,小时,,\nJ01,贡献分,志愿服务,2,小时,,2026年8月1日\n")
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = o.d.WhatIf(ctx, read, "2026-09-01")
	refused(t, err, errs.Invalid, "from")
	o.keep(read, "")
	if got := o.total(zhang, 2026); got != "75.0 ★★" { // 4 + 8 + 3: J02 had ended before and stays so
		t.Errorf("got %s", got)
	}
	for text, words := range map[string]string{
		"编号,类别,事项,分值,单位,起用\nJ01,贡献分,甲,1,次,2026-07-01\nJ02,贡献分,乙,1,次,\nJ01,贡献分,甲,2,次,2026-07-01\n": "第 4 行：规则 J01 与第 2 行重复",
		"编号,类别,事项,分值,单位\nJ01,贡献分,甲,1,次\nJ01,贡献分,甲,2,次\n":                                          "第 3 行：规则 J01 与第 2 行重复",
		"编号,类别,事项,分值,单位,起用\nJ01,贡献分,甲,1,次,2026-07\n":                                              "第 2 行：起用“2026-07”不对",
		"编号,类别,事项,分值,单位,起用\nJ01,贡献分,甲,1,次,2025-07-01\n":                                           "不在 2026 年内",
	} {
		if _, err := file(text); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%v, want %s", err, words)
		}
	}
	// Taken out on the page, a rule of such a table is stopped with all its versions.
	text := points.TextOf(read)
	text.Rules = append(text.Rules[:0], points.RuleText{Code: "J05", Group: "贡献分", Text: "社情民意", Points: "2", Unit: "条"})
	s, err = text.Read()
	if err != nil || len(s.Rules) != 1 {
		t.Errorf("%v %+v", err, s.Rules)
	}
}

// Who is not rated has no result that rules could change.
func TestWhatIfLeavesOutTheExempt(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang := o.member("张三")
	o.scored(zhang, "J01", "4", "2026-03-01")
	o.add("point_standings", "member", zhang, "year", "2026", "exempt", "1", "reason", "年老体弱")
	s := o.scheme()
	s.Base = 700
	alter(&s, "J01", func(r *rules.Rule) { r.Points = 20 })
	if effects, n, err := o.d.WhatIf(ctx, s, ""); err != nil || len(effects) != 0 || n != 1 || o.total(zhang, 2026) != "免评" {
		t.Errorf("%v %d %+v %s", err, n, effects, o.total(zhang, 2026))
	}
}

func versionsOf(o *office, code string) []rules.Rule {
	s := o.scheme()
	return s.Versions(code)
}
