package points_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/points"
	"chengzhuan/backend/registers"
)

// A draft, or what was returned, can be written anew; what is under review cannot.
func TestRewrite(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang := o.member("张三")
	id := o.claim(points.Claim{Member: zhang, Rule: "J01", Quantity: "3", Date: "2026-10-08"})
	right := points.Claim{Member: zhang, Rule: "J01", Quantity: "2.5", Date: "2026-10-08", Note: "签到表为准"}
	_, err := o.d.Rewrite(ctx, id, right)
	refused(t, err, errs.Invalid, "state")
	o.must(id, "退回", "王芳", "2026-10-09", "时长不对")
	out, err := o.d.Rewrite(ctx, id, right)
	if err != nil || out.ID != id || len(out.Warnings) != 0 {
		t.Fatal(out, err)
	}
	c := o.must(id, "已申报", "张三", "2026-10-10", "")
	if c.Quantity != "2.5" || c.No != out.No || len(c.Entries) != 3 {
		t.Errorf("%+v", c)
	}
}

// A record that no step made is no more than a draft, whatever it says of itself.
func TestStateNeedsItsSteps(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang := o.member("张三")
	for _, s := range registers.PointStates.Codes {
		id := o.add("point_claims", "member", zhang, "rule", "J01", "date", "2026-10-08", "quantity", "5", "state", s.Code)
		c, err := o.d.Course(ctx, id)
		if err != nil || c.Label != "草稿" {
			t.Errorf("%s: %s %v", s.Label, c.Label, err)
		}
		if _, err := o.step(id, "生效", "王芳", "", ""); s.Code != registers.PointDraft && err == nil {
			t.Errorf("from %s into effect at once", s.Label)
		}
	}
	if got := o.total(zhang, 2026); got != "60.0 ★" {
		t.Error(got)
	}
	for _, d := range []string{"point_entries", "point_log", "point_voids", "point_years", "point_totals"} {
		w, err := o.l.Draft(ctx, d, "", map[string]string{})
		if err != nil || !w.Blocked() {
			t.Errorf("%s can be written by a form: %v", d, err)
		}
	}
}

func TestClaimsFromATable(t *testing.T) {
	o := open(t)
	defer o.end()
	zhang := o.member("张三")
	o.member("李四")
	o.member("王五")
	o.member("王五")
	file := filepath.Join(t.TempDir(), "活动.csv")
	put := func(rows ...string) {
		os.WriteFile(file, []byte("姓名,规则编号,日期,数量,活动\n"+strings.Join(rows, "\n")+"\n"), 0o600)
	}
	put("张三,J01,2026-10-08,2.5,清理楼道", "李四,J01,2026.10.8,3,清理楼道", ",,,,")
	list, err := o.d.ReadClaims(ctx, file)
	if err != nil || len(list) != 2 || list[0].Member != zhang || list[1].Date != "2026-10-08" || list[0].Event != "清理楼道" {
		t.Fatalf("%+v %v", list, err)
	}
	if out, err := o.d.ClaimAll(ctx, list); err != nil || len(out) != 2 {
		t.Fatal(out, err)
	}
	for _, row := range []string{"王五,J01,2026-10-08,1,x", "赵六,J01,2026-10-08,1,x", "张三,J01,十月,1,x"} {
		put("张三,J01,2026-10-08,2.5,x", row)
		if _, err := o.d.ReadClaims(ctx, file); err == nil || !strings.Contains(err.Error(), "第 3 行") {
			t.Errorf("%s: %v", row, err)
		}
	}
}

// Members who were merged keep all their points.
func TestMergedMember(t *testing.T) {
	o := open(t)
	defer o.end()
	a, b := o.member("张三"), o.member("张三")
	o.scored(a, "J03", "1", "2026-05-01")
	o.scored(b, "J06", "1", "2026-05-01")
	if _, err := o.l.Merge(ctx, "party_members", a, b, nil); err != nil {
		t.Fatal(err)
	}
	if got := o.total(a, 2026); got != "65.0 ★" {
		t.Error(got)
	}
}

// What carries over to the next year is a share of what stood above the base.
func TestCarry(t *testing.T) {
	o := open(t)
	defer o.end()
	a := o.member("张三")
	claim := o.scored(a, "J06", "3", "2026-05-01")
	s, _ := o.d.Scheme(ctx, 2026)
	s.Carry = 25
	if err := o.d.SetScheme(ctx, s, ""); err != nil {
		t.Fatal(err)
	}
	o.day("2027-01-10")
	if _, err := o.d.Close(ctx, 2026, "陈建国", ""); err != nil {
		t.Fatal(err)
	}
	next, err := o.d.Balance(ctx, a, 2027)
	if err != nil || next.Carried != 22 || next.Total != 622 {
		t.Errorf("%+v %v", next, err)
	}
	// Opened again nothing is carried; closed again, what the year came to then.
	o.lasting()
	if err := o.d.Reopen(ctx, 2026, "漏看了一条"); err != nil {
		t.Fatal(err)
	}
	o.lasting()
	if next, err = o.d.Balance(ctx, a, 2027); err != nil || next.Carried != 0 || next.Total != 600 {
		t.Errorf("%+v %v", next, err)
	}
	if _, err := o.d.Void(ctx, claim, "记错", "王芳", ""); err != nil {
		t.Fatal(err)
	}
	if _, err := o.d.Close(ctx, 2026, "陈建国", ""); err != nil {
		t.Fatal(err)
	}
	if next, err = o.d.Balance(ctx, a, 2027); err != nil || next.Carried != 0 || next.Total != 600 {
		t.Errorf("%+v %v", next, err)
	}
}

// A closed year is what was closed, on every page; what the records make now stands beside it.
func TestClosedYearStands(t *testing.T) {
	o := open(t)
	defer o.end()
	a, b := o.member("张三"), o.member("李四")
	o.scored(a, "J06", "3", "2026-05-01")
	o.scored(b, "J01", "10", "2026-05-01")
	if _, err := o.d.Close(ctx, 2026, "陈建国", ""); err != nil {
		t.Fatal(err)
	}
	was, err := o.d.Ranking(ctx, 2026)
	if err != nil || len(was) != 2 || was[0].Name != "李四" || was[0].Total != 700 || was[1].Total != 690 {
		t.Fatalf("%+v, %v", was, err)
	}
	late := o.member("王五")
	o.set("party_members", b, "entered_branch", "2026-12-01") // the caps of one month
	now, err := o.d.Ranking(ctx, 2026)
	if err != nil || !slices.Equal(now, was) {
		t.Errorf("the ranking of a closed year moves: %+v, %v", now, err)
	}
	board, err := o.d.Board(ctx, 2026, false, true)
	if err != nil || len(board.Rows) != 2 || board.Rows[0].Name != "李四" || board.Rows[0].Total.Text != "70.0" {
		t.Errorf("%+v, %v", board.Rows, err)
	}
	s, err := o.d.Explain(ctx, b, 2026)
	if err != nil || s.Total != 700 || s.Live == nil || s.Live.Total >= 700 || !strings.Contains(s.ClosedNote(), "按现在的记录是 "+s.Live.Total.Text()) {
		t.Errorf("%+v, %q, %v", s, s.ClosedNote(), err)
	}
	if s, err = o.d.Balance(ctx, a, 2026); err != nil || s.Live != nil || s.ClosedNote() != "" {
		t.Errorf("%+v, %v", s, err)
	}
	if s, err = o.d.Balance(ctx, late, 2026); err != nil || !s.Late || s.ClosedNote() == "" {
		t.Errorf("%+v, %v", s, err)
	}
	closing, err := o.d.Closed(ctx, 2026)
	if err != nil || len(closing.Drift) != 2 {
		t.Errorf("%+v, %v", closing.Drift, err)
	}
}
