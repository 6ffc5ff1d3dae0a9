package intake_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/intake"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/sheet"
	"chengzhuan/backend/store"
)

const wang = "42000019750316012X"

func TestWhatADuplicateMeans(t *testing.T) {
	lines := []string{"姓名|公民身份号码|工作单位及职务|手机|特长", "王芳|" + wang + "|市二中||书法"}
	for _, c := range []struct {
		how, member string
		rejected    int
	}{
		{"", "王芳|市一中|13800000001|书法", 0},
		{"fill", "王芳|市一中|13800000001|书法", 0},
		{"update", "王芳|市二中|13800000001|书法", 0},
		{"skip", "王芳|市一中|13800000001|", 0},
		{"add", "王芳|市一中|13800000001|", 1},
	} {
		l := book(t)
		id := create(t, l, members, "name", "王芳", "id_number", wang, "employer", "市一中", "mobile", "13800000001")
		p := plan(t, l, csv(t, lines...), intake.IntakeOptions{OnDuplicate: c.how})
		v := p.View()
		if v.Rejected != c.rejected || len(v.Twins) != 1 || v.Twins[0].ID != id.String() || !v.Twins[0].Certain || v.Twins[0].Title != "王芳" {
			t.Errorf("%s: %+v", c.how, v)
		}
		if got := fmt.Sprint(v.Twins[0].Differences); got != "[{工作单位及职务 市一中 市二中 false} {特长  书法 false}]" {
			t.Errorf("%s: differences %s", c.how, got)
		}
		run(t, p)
		same(t, c.how, people(t, l, members, "name", "employer", "mobile", "skills"), []string{c.member})
		if c.how == "add" {
			same(t, "add", problems(p.Rejected()), []string{"×2 公民身份号码 [" + wang + "] 公民身份号码已存在"})
		}
	}
}

func TestSuspectedTwinsAreForAPersonToSettle(t *testing.T) {
	l := book(t)
	create(t, l, members, "name", "王芳", "birth", "1975-03-16", "employer", "市一中")
	w := csv(t, "姓名|出生日期|公民身份号码|工作单位",
		"王芳|1975-03-16|"+wang+"|市一中", // new: an ID number
		"王芳|1975-03-16||市一中",         // says nothing new
		"李强|1960-01-01||",
		"李强|1960-01-01||粮库") // a suspected twin within the file
	p := plan(t, l, w, intake.IntakeOptions{})
	v := p.View()
	if v.Create != 1 || v.Unchanged != 1 || v.Undecided != 2 || v.Preset != 0 || len(v.Twins) != 3 {
		t.Fatalf("%+v", v)
	}
	same(t, "twins", actions(p), []string{"2 true 0 false ask", "3 true 0 false fill", "5 false 4 false ask"})
	same(t, "reasons", refusedReasons(t, p), []string{
		"原表第 2 行　可能和已有的“王芳”是同一个（姓名和出生日期相同），还没有决定（请在导入的“重复”里选补空白、更新、跳过或仍新增）",
		"原表第 5 行　可能和表里第 4 行是同一个（姓名和出生日期相同），还没有决定（请在导入的“重复”里选补空白、更新、跳过或仍新增）"})

	// Nobody decided: those two rows are left out, nothing is made twice or made one.
	if r := run(t, p); r.Created != 1 || r.Undecided != 2 || r.Unchanged != 1 || r.Updated+r.Rejected+r.Skipped != 0 {
		t.Errorf("%+v", r)
	}
	same(t, "undecided", people(t, l, members, "name", "id_number", "employer"), []string{"王芳||市一中", "李强||"})

	chosen := intake.IntakeOptions{Choices: []intake.IntakeRowChoice{{Row: 2, Action: "fill"}, {Row: 3, Action: "skip"}, {Row: 5, Action: "fill"}}}
	r := run(t, plan(t, l, w, chosen))
	if r.Created != 0 || r.Updated != 2 || r.Skipped != 1 || r.Unchanged != 1 {
		t.Errorf("%+v", r)
	}
	same(t, "members", people(t, l, members, "name", "id_number", "employer"), []string{"王芳|" + wang + "|市一中", "李强||粮库"})
}

// actions writes what becomes of each row that has a twin.
func actions(p *intake.Plan) []string {
	var out []string
	for _, x := range p.Duplicates() {
		out = append(out, fmt.Sprintf("%d %v %d %v %s", x.Row, x.ID != "", x.Other, x.Certain, x.Action))
	}
	return out
}

// refusedReasons reads the first column of the file of rows that are not imported.
func refusedReasons(t *testing.T, p *intake.Plan) []string {
	t.Helper()
	var b bytes.Buffer
	if err := p.Refused(ctx, &b); err != nil {
		t.Fatal(err)
	}
	book, err := sheet.Read(ctx, b.Bytes(), sheet.Limits{}, nil)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, row := range book.Sheets[0].Rows[1:] {
		out = append(out, row[0].Text)
	}
	return out
}

// One word for all undecided rows; a row's own goes before it, and what is certain
// is not concerned.
func TestOneWordForAllSuspected(t *testing.T) {
	for how, want := range map[string]string{"fill": "0 2 0 1", "update": "0 2 0 1", "add": "2 0 0 1", "skip": "0 0 2 1"} {
		l := book(t)
		create(t, l, members, "name", "王芳", "birth", "1975-03-16")
		create(t, l, members, "name", "李强", "birth", "1960-01-01")
		create(t, l, members, "name", "赵敏", "id_number", idNumber("19700101", 11), "birth", "1970-01-01", "sex", "1")
		w := csv(t, "姓名|出生日期|公民身份号码|工作单位", "王芳|1975-03-16||市一中", "李强|1960-01-01||粮库", "赵敏|1970-01-01|"+idNumber("19700101", 11)+"|")
		r := run(t, plan(t, l, w, intake.IntakeOptions{OnSuspected: how}))
		if got := fmt.Sprint(r.Created, r.Updated, r.Skipped, r.Unchanged); got != want || r.Undecided != 0 {
			t.Errorf("%s: %s, want %s", how, got, want)
		}
	}
	l := book(t)
	create(t, l, members, "name", "王芳", "birth", "1975-03-16")
	w := csv(t, "姓名|出生日期|工作单位", "王芳|1975-03-16|市一中")
	o := intake.IntakeOptions{OnSuspected: "add", Choices: []intake.IntakeRowChoice{{Row: 2, Action: "fill"}}}
	if r := run(t, plan(t, l, w, o)); r.Updated != 1 {
		t.Errorf("a row's own word: %+v", r)
	}
	if _, err := intake.MakePlan(ctx, l, w, intake.IntakeOptions{Register: members.Key, OnSuspected: "ask"}, nil); !errs.Is(err, errs.Invalid) {
		t.Error(err)
	}
}

// Name, telephone and birth date are marks of a person: one of the two besides the
// name is asked about, both are preset as the same, another ID number is somebody else.
func TestMarksOfAPerson(t *testing.T) {
	for _, c := range []struct{ row, want string }{
		{"王芳|1975-03-16||", "ask"},
		{"王芳||13800000001|", "ask"},
		{"王芳|1975-03-16|13800000002|", "ask"},
		{"王芳|1976-03-16|13800000001|", "ask"},
		{"王芳|1975-03-16|13800000001|", "fill preset"},
		{"王芳|1975-03-16|13800000001|" + wang, "fill"}, // certain
		{"王芳|1975-03-16|13800000001|" + idNumber("19750316", 14), "add"},
		{"王芳|||", ""},
		{"李强|1975-03-16|13800000001|", ""},
	} {
		l := book(t)
		create(t, l, members, "name", "王芳", "birth", "1975-03-16", "sex", "2", "mobile", "13800000001", "id_number", wang)
		p := plan(t, l, csv(t, "姓名|出生日期|手机|公民身份号码|特长", c.row+"|书法"), intake.IntakeOptions{})
		got := ""
		for _, x := range p.Duplicates() {
			got = x.Action
			if x.Preset {
				got += " preset"
			}
		}
		if v := p.View(); got != c.want || v.Preset > 0 != strings.Contains(c.want, "preset") || v.Undecided > 0 != (c.want == "ask") {
			t.Errorf("%s: %q, want %q; %+v", c.row, got, c.want, v)
		}
	}
	// Of two namesakes the one to whom more points is meant.
	l := book(t)
	create(t, l, members, "name", "王芳", "birth", "1975-03-16")
	id := create(t, l, members, "name", "王芳", "birth", "1975-03-16", "mobile", "13800000001")
	p := plan(t, l, csv(t, "姓名|出生日期|手机|特长", "王芳|1975-03-16|13800000001|书法"), intake.IntakeOptions{})
	if d := p.Duplicates(); len(d) != 1 || d[0].ID != id.String() || d[0].Why != "姓名和出生日期相同，姓名和手机相同" {
		t.Errorf("%+v", d)
	}
}

func TestTwinsInsideTheFile(t *testing.T) {
	l := book(t)
	w := csv(t, "姓名|身份证号|手机|特长", "王芳|"+wang+"|13800000001|", "王芳|"+wang+"||书法", "王芳|"+wang+"|13800000001|", "王芳|坏的号码||")
	p := plan(t, l, w, intake.IntakeOptions{})
	r := run(t, p)
	if r.Created != 1 || r.Updated != 1 || r.Unchanged != 1 || r.Rejected != 1 {
		t.Errorf("%+v", r)
	}
	same(t, "members", people(t, l, members, "name", "mobile", "skills", "sex", "birth"), []string{"王芳|13800000001|书法|女|1975-03-16"})
}

// A roster without ID numbers that is brought in twice makes nobody twice.
func TestRosterWithoutNumbersTwice(t *testing.T) {
	l := book(t)
	lines := []string{"姓名|出生日期|手机|所在支部", "王芳|1975-03-16|13800000001|第九支部", "李强|1960-01||"}
	run(t, plan(t, l, csv(t, lines...), intake.IntakeOptions{}))
	if r := run(t, plan(t, l, csv(t, lines...), intake.IntakeOptions{})); r.Unchanged != 2 || r.Import != "" {
		t.Errorf("%+v", r)
	}
}

func TestOldProblemsDoNotRefuse(t *testing.T) {
	l := book(t)
	// An entry date before the 18th birthday was stored by an earlier version.
	create(t, l, members, "name", "王芳", "id_number", wang, "sex", "2", "birth", "1975-03-16", "joined", "1990-01-01")
	r := run(t, plan(t, l, csv(t, "身份证号|手机", wang+"|13800000001"), intake.IntakeOptions{}))
	if r.Updated != 1 || r.Rejected != 0 {
		t.Errorf("%+v", r)
	}
	p := plan(t, l, csv(t, "身份证号|入党时间", wang+"|1991-01-01"), intake.IntakeOptions{OnDuplicate: "update"})
	if v := p.View(); v.Rejected != 1 {
		t.Errorf("a new entry date that breaks the rule was taken: %+v", v)
	}
}

func TestFillKeepsDatesTogether(t *testing.T) {
	l := book(t)
	create(t, l, members, "name", "王芳", "id_number", wang, "joined", "1999-07-01")
	run(t, plan(t, l, csv(t, "姓名|身份证号|入党时间|转正时间|手机", "王芳|"+wang+"|2001-07-01|2002-07-01|13800000001"), intake.IntakeOptions{}))
	same(t, "members", people(t, l, members, "joined", "confirmed", "mobile"), []string{"1999-07-01||13800000001"})
}

func TestPlanIsMadeAnewWhenTheBookMoved(t *testing.T) {
	l := book(t)
	w := csv(t, "姓名|身份证号|手机", "王芳|"+wang+"|13800000001")
	p := plan(t, l, w, intake.IntakeOptions{})
	if p.View().Create != 1 {
		t.Fatal(p.View())
	}
	create(t, l, members, "name", "王芳", "id_number", wang)
	r := run(t, p)
	if r.Created != 0 || r.Updated != 1 {
		t.Errorf("%+v", r)
	}
	same(t, "members", people(t, l, members, "name", "mobile"), []string{"王芳|13800000001"})
}

// A few rows against a large book ask its index; the answers are the same.
func TestFewRowsAgainstALargeBook(t *testing.T) {
	l := book(t)
	run(t, plan(t, l, roster(t, 400), intake.IntakeOptions{}))
	before := snapshot(t, l)
	lines := strings.Split("姓名|身份证号|特长\n"+memberLine(t, l, 17)+"|书法\n新人|"+wang+"|", "\n")
	p := plan(t, l, csv(t, lines...), intake.IntakeOptions{})
	if v := p.View(); v.Unchanged != 1 || v.Create != 1 || v.TwinCount != 1 {
		t.Errorf("%+v", v)
	}
	if snapshot(t, l) != before {
		t.Error("planning wrote")
	}
}

func memberLine(t *testing.T, l *ledger.Ledger, n int) string {
	list, err := l.Store.Page(ctx, store.Query{Register: members.Key}, n, 1)
	if err != nil {
		t.Fatal(err)
	}
	return members.Get(list[0].Values, "name") + "|" + members.Get(list[0].Values, "id_number")
}
