package intake_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/intake"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/sheet"
	"chengzhuan/backend/store"
)

var matters = registers.Matters.Def

// What only the steps of a course change is left alone in a record of the book,
// whatever is chosen for duplicates, and said; other columns are taken.
func TestStepsAreNotImported(t *testing.T) {
	const no = "SQ-2026-7ABC-0001"
	for _, how := range []string{"", "fill", "update"} {
		l := book(t)
		create(t, l, matters, "no", no, "title", "楼道灯不亮", "accepted", "2026-11-02", "state", registers.StateFinished, "finished", "2026-11-05", "owner", "赵堃喆")
		w := csv(t, "诉求编号|诉求事项|办理状态|办结日期|办理期限|责任人|希望结果", no+"|楼道灯不亮|社区协调|2026-11-06|2026-12-01|何梅|换灯")
		p := plan(t, l, w, intake.IntakeOptions{Register: matters.Key, OnDuplicate: how})
		v := p.View()
		if v.Kept != 1 || v.Update != 1 || v.Rejected != 0 {
			t.Fatalf("%s: %+v", how, v)
		}
		same(t, how, problems(p.Problems()), []string{
			"!2 办理状态 [社区协调] 办理状态由办理步骤决定，保留原来的“办结”",
			"!2 办结日期 [2026-11-06] 办结日期由办理步骤决定，保留原来的“2026-11-05”",
			"!2 办理期限 [2026-12-01] 办理期限由办理步骤决定，保留空白"})
		var kept []string
		for _, d := range v.Twins[0].Differences {
			kept = append(kept, fmt.Sprint(d.Label, d.Kept))
		}
		same(t, how+" differences", kept, []string{"办理状态true", "办结日期true", "办理期限true", "责任人false", "希望结果false"})
		if r := run(t, p); r.Updated != 1 || r.Kept != 1 {
			t.Errorf("%s: %+v", how, r)
		}
		owner := "赵堃喆"
		if how == "update" {
			owner = "何梅"
		}
		same(t, how, people(t, l, matters, "state", "finished", "due", "owner", "wanted"), []string{"办结|2026-11-05||" + owner + "|换灯"})

		// A row that says nothing else leaves no change behind.
		p = plan(t, l, csv(t, "诉求编号|诉求事项|办理状态", no+"|楼道灯不亮|社区协调"), intake.IntakeOptions{Register: matters.Key, OnDuplicate: how})
		if r := run(t, p); r.Import != "" || r.Unchanged != 1 || r.Kept != 1 {
			t.Errorf("%s: %+v", how, r)
		}
	}
}

// Every managed field of a supervision is left alone by every kind of import, and spoken of.
func TestNoManagedFieldIsEverImported(t *testing.T) {
	l := book(t)
	id := create(t, l, registers.Supervisions.Def, "no", "DB-2026-7ABC-0001", "problem", "通道堵塞", "issued", "2026-11-02", "unit", "物业公司")
	d := registers.Supervisions.Def
	head, cells := []string{"督办编号"}, []string{"DB-2026-7ABC-0001"}
	for _, f := range d.Fields {
		if !f.Managed {
			continue
		}
		head = append(head, f.Label)
		switch f.Kind {
		case schema.Date:
			cells = append(cells, "2026-11-20")
		case schema.Code:
			cells = append(cells, f.Codes.Codes[2].Label)
		default:
			cells = append(cells, "表里写的")
		}
	}
	if len(head) != len(registers.SupervisionSteps)+1 {
		t.Fatalf("%v", head)
	}
	before := snapshot(t, l)
	for _, how := range []string{"fill", "update"} {
		p := plan(t, l, csv(t, strings.Join(head, "|"), strings.Join(cells, "|")), intake.IntakeOptions{Register: d.Key, OnDuplicate: how})
		if r := run(t, p); r.Unchanged != 1 || r.Kept != 1 || snapshot(t, l) != before {
			t.Errorf("%s changed %s: %+v", how, id, r)
		}
		if n := len(p.Problems()); n != len(registers.SupervisionSteps) {
			t.Errorf("%d of %d fields are spoken of", n, len(registers.SupervisionSteps))
		}
	}
}

// A new appeal of a list gets what one on a form gets: number, deadlines, the place
// of its household. An old list may bring its state.
func TestNewRecordsAreCompleted(t *testing.T) {
	l := book(t)
	at := street(t, l)
	w := csv(t, "诉求事项|受理日期|住户|办理状态|办结日期", "楼道灯不亮|2026-11-18|甲小区1栋1单元101||", "下水堵了|2026-11-02|甲小区1栋1单元101|办结|2026-11-05", "井盖响|2026-11-19||社区协调|")
	if r := run(t, plan(t, l, w, intake.IntakeOptions{Register: matters.Key})); r.Created != 3 {
		t.Fatalf("%+v", r)
	}
	same(t, "matters", people(t, l, matters, "state", "reply_due", "due", "return_due", "estate", "grid"), []string{
		"受理|2026-11-23|||甲小区|甲网格", "办结|2026-11-05||2026-11-12|甲小区|甲网格", "社区协调|2026-11-24|2026-12-03|||"})
	numbers := people(t, l, matters, "no")
	form := regexp.MustCompile(`^SQ-2026-[2-9A-Z]{4}-000[123]$`)
	for i, n := range numbers {
		if !form.MatchString(n) || i > 0 && n <= numbers[i-1] {
			t.Errorf("numbers %v", numbers)
		}
	}
	// The same as a form makes it.
	made, err := l.Draft(ctx, matters.Key, "", map[string]string{"title": "楼道灯不亮", "accepted": "2026-11-18", "household": at["home甲"]})
	if err != nil {
		t.Fatal(err)
	}
	record := first(t, l, matters)
	for i, f := range matters.Fields {
		if made.Values[i] != record[i] && f.Key != "no" {
			t.Errorf("%s: the form makes %q, the import %q", f.Key, made.Values[i], record[i])
		}
	}
}

// The place of a household: what the file gives stays, a household that has none
// takes none away, and a move takes the place along.
func TestPlaceOfAnImportedHousehold(t *testing.T) {
	residents := registers.Residents.Def
	for _, c := range []struct{ row, want string }{
		{"王芳|甲小区1栋1单元101||", "甲小区|甲网格"},
		{"王芳|甲小区1栋1单元101|乙小区|", "乙小区|甲网格"},
		{"王芳|甲小区1栋1单元101||乙网格", "甲小区|乙网格"},
		{"王芳|甲小区1栋1单元102|甲小区|乙网格", "甲小区|乙网格"}, // a household without a grid
		{"王芳||乙小区|乙网格", "乙小区|乙网格"},
	} {
		l := book(t)
		street(t, l)
		run(t, plan(t, l, csv(t, "姓名|住户|居住小区|所在网格", c.row), intake.IntakeOptions{Register: residents.Key}))
		same(t, c.row, people(t, l, residents, "estate", "grid"), []string{c.want})
	}
	l := book(t)
	at := street(t, l)
	create(t, l, residents, "name", "王芳", "id_number", wang, "household", at["home甲"], "estate", at["estate甲"], "grid", at["grid甲"])
	w := csv(t, "姓名|公民身份号码|住户", "王芳|"+wang+"|乙小区1栋1单元101")
	run(t, plan(t, l, w, intake.IntakeOptions{Register: residents.Key, OnDuplicate: "update"}))
	same(t, "moved", people(t, l, residents, "estate", "grid"), []string{"乙小区|乙网格"})
	if r := run(t, plan(t, l, w, intake.IntakeOptions{Register: residents.Key, OnDuplicate: "update"})); r.Unchanged != 1 {
		t.Errorf("a second time: %+v", r)
	}
	// A household that is created on the way has its place already.
	w = csv(t, "姓名|公民身份号码|住户|特长", "李强|"+idNumber("19600101", 11)+"|乙小区1栋1单元909|")
	run(t, plan(t, l, w, intake.IntakeOptions{Register: residents.Key, Create: []string{"*"}}))
	same(t, "created on the way", people(t, l, residents, "estate", "grid")[1:], []string{"乙小区|"})
}

// The holiday table comes in as a sheet like any other, and counts from then on.
func TestHolidayTableIsImported(t *testing.T) {
	l := book(t)
	d := registers.Holidays.Def
	deadline := func() cn.Date {
		env, err := l.Env(ctx)
		if err != nil {
			t.Fatal(err)
		}
		return env.Working("2027-02-03", 3)
	}
	if got := deadline(); got != "2027-02-10" { // the law gives 5–8 February
		t.Fatal(got)
	}
	w := csv(t, "日期|星期|节日名称|休/班", "2027.2.5|星期五|春节|休", "2027年2月6日|星期六|春节|放假", "2027-02-07|日|春节|休", "2027-02-08|一|春节|休",
		"2027-02-09||春节|休", "2027-02-10||春节|休", "2027-02-11||春节|休", "2027-02-20||春节|班", "2027-02-05||春节|休")
	p := plan(t, l, w, intake.IntakeOptions{Register: d.Key})
	if v := p.View(); v.Create != 8 || v.Rejected != 0 || v.Unchanged != 1 {
		t.Fatalf("%+v", v)
	}
	r := run(t, p)
	if got := deadline(); got != "2027-02-15" {
		t.Errorf("after the import: %s", got)
	}
	if c, err := l.Calendar(ctx); err != nil || !c.Published(2027) || !c.Day("2027-02-20").MakeUp {
		t.Errorf("the year is not published, %v", err)
	}
	if r := run(t, plan(t, l, w, intake.IntakeOptions{Register: d.Key})); r.Unchanged != 9 || r.Import != "" {
		t.Errorf("a second time: %+v", r)
	}
	if _, err := l.Undo(ctx, r.Import); err != nil {
		t.Fatal(err)
	}
	if got := deadline(); got != "2027-02-10" {
		t.Errorf("taken back: %s", got)
	}
	var b bytes.Buffer
	if err := intake.WriteTemplate(ctx, d, &b); err != nil {
		t.Fatal(err)
	}
	form, err := sheet.Read(ctx, b.Bytes(), sheet.Limits{}, nil)
	if err != nil || len(form.Sheets) != 2 || !strings.Contains(fmt.Sprint(form.Sheets[1].Rows), "国务院办公厅") || !strings.Contains(fmt.Sprint(form.Sheets[1].Rows), "2026-02-14　春节　班") {
		t.Errorf("the empty form does not say where the table comes from: %v", err)
	}
}

// street makes two estates with a grid, a building and two households each; the
// second household has no grid.
func street(t *testing.T, l *ledger.Ledger) map[string]string {
	out := map[string]string{}
	put := func(key string, d *schema.Def, pairs ...string) { out[key] = create(t, l, d, pairs...).String() }
	for _, n := range []string{"甲", "乙"} {
		put("estate"+n, estates, "name", n+"小区")
		put("grid"+n, registers.GridCells.Def, "name", n+"网格")
		put("building"+n, registers.Buildings.Def, "estate", out["estate"+n], "number", "1栋")
		put("home"+n, registers.Households.Def, "estate", out["estate"+n], "building", out["building"+n], "entrance", "1单元", "room", "101", "grid", out["grid"+n])
		put("bare"+n, registers.Households.Def, "estate", out["estate"+n], "building", out["building"+n], "entrance", "1单元", "room", "102")
	}
	return out
}

// first returns the values of the oldest record of a register.
func first(t *testing.T, l *ledger.Ledger, d *schema.Def) schema.Values {
	t.Helper()
	var id oplog.ID
	var out schema.Values
	err := l.Store.Each(ctx, d, func(r store.Record) error {
		if id == 0 || r.ID < id {
			id, out = r.ID, r.Values
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
