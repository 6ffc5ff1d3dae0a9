package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/intake"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/store"
)

// person is what a roster says of somebody; "" is a blank cell.
type person struct{ number, name, mobile, employer, skills string }

func (p person) cells() []string {
	return []string{p.number, p.name, p.mobile, p.employer, p.skills}
}

// drawRoster draws rows about six people born on one day.
func drawRoster(t *rapid.T, label, birth string) []person {
	var out []person
	for i := range rapid.IntRange(1, 6).Draw(t, label) {
		blank := func(what, v string) string {
			if rapid.Bool().Draw(t, fmt.Sprint(label, i, what)) {
				return ""
			}
			return v
		}
		n := rapid.IntRange(0, 5).Draw(t, fmt.Sprint(label, i, "who"))
		k := rapid.IntRange(1, 3).Draw(t, fmt.Sprint(label, i, "what"))
		p := person{
			number: idNumber(birth, 10+n), name: blank("name", []string{"王芳", "李强", "赵敏"}[k-1]),
			mobile: blank("mobile", fmt.Sprintf("1380000000%d", k)), employer: blank("employer", fmt.Sprintf("单位%d", k)), skills: blank("skills", fmt.Sprintf("特长%d", k)),
		}
		if p.name+p.mobile+p.employer == "" {
			p.skills = "象棋" // a row of one number alone is taken for a date below the table
		}
		out = append(out, p)
	}
	return out
}

// expected is the law in its plainest form: what the members hold after a
// roster, by ID number. A row without a name makes nobody.
func expected(have map[string]person, list []person, how string, blankOverwrites bool) map[string]person {
	out := map[string]person{}
	for k, v := range have {
		out[k] = v
	}
	put := func(old, v string) string {
		switch {
		case how == "fill" && old != "":
			return old
		case v == "" && !blankOverwrites:
			return old
		}
		return v
	}
	for _, p := range list {
		old, known := out[p.number]
		if !known && p.name == "" {
			continue
		}
		if known && how == "skip" {
			continue
		}
		out[p.number] = person{p.number, put(old.name, p.name), put(old.mobile, p.mobile), put(old.employer, p.employer), put(old.skills, p.skills)}
	}
	return out
}

// stored returns those of the book who were born on a day.
func stored(t testing.TB, l *ledger.Ledger, birth string) map[string]person {
	out := map[string]person{}
	err := l.Store.Each(ctx, members, func(r store.Record) error {
		get := members.Getter(r.Values)
		if r.Deleted || strings.ReplaceAll(get("birth"), "-", "") != birth {
			return nil
		}
		if _, twice := out[get("id_number")]; twice {
			t.Errorf("somebody is there twice")
		}
		out[get("id_number")] = person{get("id_number"), get("name"), get("mobile"), get("employer"), get("skills")}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func sheetOf(t testing.TB, list []person) *intake.Work {
	lines := []string{"公民身份号码|姓名|手机|工作单位及职务|特长"}
	for _, p := range list {
		lines = append(lines, strings.Join(p.cells(), "|"))
	}
	return csv(t, lines...)
}

// lawHolds brings two rosters in and compares with the plain law; a second time
// nothing changes; taking the imports back leaves the book as it was.
func lawHolds(t testing.TB, l *ledger.Ledger, birth string, first, second []person, how string, blankOverwrites bool) bool {
	run(t, plan(t, l, sheetOf(t, first), intake.IntakeOptions{}))
	start := expected(nil, first, "fill", false)
	if fmt.Sprint(stored(t, l, birth)) != fmt.Sprint(start) {
		return false
	}
	before := snapshot(t, l)
	r := run(t, plan(t, l, sheetOf(t, second), intake.IntakeOptions{OnDuplicate: how}))
	if r.Created+r.Updated+r.Unchanged+r.Skipped+r.Rejected+r.Undecided != len(second) {
		return false
	}
	ok := fmt.Sprint(stored(t, l, birth)) == fmt.Sprint(expected(start, second, how, blankOverwrites))
	after := snapshot(t, l)
	if how != "update" && r.Rejected == 0 { // of contradicting rows about one person each one changes it again
		run(t, plan(t, l, sheetOf(t, second), intake.IntakeOptions{OnDuplicate: how}))
		ok = ok && snapshot(t, l) == after
	}
	if r.Import != "" && snapshot(t, l) == after {
		if _, err := l.Undo(ctx, r.Import); err != nil {
			t.Fatal(err)
		}
		ok = ok && snapshot(t, l) == before
	}
	return ok
}

func TestBlanksNeverOverwrite(t *testing.T) {
	l := book(t)
	day := cn.Date("1930-01-01")
	rapid.Check(t, func(rt *rapid.T) {
		day = day.AddDays(1) // other people each time
		birth := strings.ReplaceAll(string(day), "-", "")
		how := rapid.SampledFrom([]string{"fill", "update", "skip"}).Draw(rt, "how")
		if !lawHolds(t, l, birth, drawRoster(rt, "first", birth), drawRoster(rt, "second", birth), how, false) {
			rt.Fatal("the law is broken")
		}
	})
}

// The law would notice an import that lets blanks overwrite.
func TestLawNoticesOverwriting(t *testing.T) {
	full := []person{{idNumber("19750316", 10), "王芳", "13800000001", "单位1", "特长1"}}
	half := []person{{idNumber("19750316", 10), "王芳", "", "单位2", ""}}
	if lawHolds(t, book(t), "19750316", full, half, "update", true) {
		t.Error("a law that expects blanks to overwrite is held")
	}
	if !lawHolds(t, book(t), "19750316", full, half, "update", false) {
		t.Error("the law itself is not held")
	}
}

// FuzzPlan: whatever a CSV file holds, it is planned and carried out or refused
// with a message, and taken back again.
func FuzzPlan(f *testing.F) {
	for _, s := range []string{
		"姓名,手机\n王芳,13800000001\n", "姓名,身份证号,入党时间,所在支部,党小组,小区,住户\n王芳,42000019750316012X,1999.7,一支部,第一党小组,仁和苑,3栋2单元501\n合计,1\n",
		"组织名称,上级组织\n甲,乙\n乙,甲\n", "小区,楼栋,单元,室号,姓名,与户主关系\n仁和苑,3,2,501,王芳,户主\n", "\"a\nb\",c\n1,2\n", "日期,班次,值班人\n2026-11-23,白班,王芳\n", "姓名\n\xff\xfe\n",
	} {
		f.Add([]byte(s), uint8(0))
		f.Add([]byte(s), uint8(200))
	}
	l := book(f)
	registers := []string{"party_members", "organizations", "residents", "households", "duties", "buildings", "posts", "community_profile"}
	f.Fuzz(func(t *testing.T, data []byte, how uint8) {
		w, err := intake.Read(ctx, "a.csv", data)
		if err != nil {
			if w, err = intake.FromText(string(data)); err != nil {
				return
			}
		}
		o := intake.IntakeOptions{Register: registers[int(how)%len(registers)], OnDuplicate: []string{"", "skip", "update", "add"}[int(how)/8%4], HeaderRow: int(how)/32%3 - 1}
		if how >= 128 {
			o.Create = []string{"*"}
		}
		if _, err := intake.Guess(ctx, l, w, o.Register, 0, o.HeaderRow, 0); err != nil && err.Error() == "" {
			t.Fatal("an error without a message")
		}
		p, err := intake.MakePlan(ctx, l, w, o, nil)
		if err != nil {
			return
		}
		v := p.View()
		if v.Create+v.Update+v.Unchanged+v.Skip+v.Rejected+v.Undecided != v.Rows {
			t.Fatalf("rows do not add up: %+v", v)
		}
		r, err := p.Run(ctx, nil)
		if err != nil {
			t.Fatalf("planned and not carried out: %v", err)
		}
		if r.Import != "" {
			if _, err := l.Undo(ctx, r.Import); err != nil {
				t.Fatal(err)
			}
		}
	})
}
