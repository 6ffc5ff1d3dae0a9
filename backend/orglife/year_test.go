package orglife_test

import (
	"fmt"
	"strconv"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/orglife"
	"chengzhuan/backend/registers"
	"pgregory.net/rapid"
)

func id(text string) oplog.ID {
	out, err := oplog.ParseID(text)
	if err != nil {
		panic(err)
	}
	return out
}

func TestHours(t *testing.T) {
	o := open(t)
	defer o.end()
	b, m := o.branch("仁和苑党支部", "陈建国", "王芳", "赵敏")
	o.add("posts", "member", m[0], "organization", b, "post", registers.PostSecretary)
	lesson := o.add("meetings", "kind", registers.LifeLesson, "organization", b, "date", "2026-03-15", "hours", "2")
	service := o.add("meetings", "kind", registers.LifeVolunteer, "organization", b, "date", "2026-03-16", "hours", "4")
	old := o.add("meetings", "kind", registers.LifeLesson, "organization", b, "date", "2025-03-15", "hours", "2")
	course := o.add("meetings", "kind", registers.LifeTraining, "organization", b, "date", "2026-04-15", "hours", "8")
	o.save(lesson, orglife.Mark{Member: m[0], State: "1"}, orglife.Mark{Member: m[1], State: "2", Hours: "1.5"}, orglife.Mark{Member: m[2], State: "4", Reason: "住院"})
	o.save(service, orglife.Mark{Member: m[0], State: "1"})
	o.save(old, orglife.Mark{Member: m[0], State: "1"})
	o.save(course, orglife.Mark{Member: m[0], State: "1"}, orglife.Mark{Member: m[1], State: "3"})
	o.add("studies", "member", m[1], "date", "2026-04-15", "hours", "32", "meeting", course, "kind", registers.StudyTraining)
	o.add("studies", "member", m[0], "date", "2026-12-31", "hours", "0.5")
	o.add("studies", "member", m[0], "date", "2025-12-31", "hours", "9")
	table, err := o.d.Hours(ctx, b, 2026)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, r := range table.Rows {
		got[r.Name] = fmt.Sprintf("%s+%s=%s of %s short %s %v %d", r.Studies, r.Meetings, r.Total, r.Goal, r.Short, r.Enough, r.Trainings)
	}
	for name, want := range map[string]string{"陈建国": "0.5+10=10.5 of 56 short 45.5 false 1", "王芳": "32+1.5=33.5 of 32 short 0 true 1", "赵敏": "0+0=0 of 32 short 32 false 0"} {
		if got[name] != want {
			t.Errorf("%s: %s, want %s", name, got[name], want)
		}
	}
	if table.Members != 3 || table.Enough != 1 || table.Goal != "32" || table.GoalLead != "56" {
		t.Errorf("%+v", table)
	}
	hours, err := orglife.MemberHours(ctx, o.s, 2026)
	if err != nil || hours[id(m[0])] != 105 || hours[id(m[1])] != 335 {
		t.Errorf("%v %v", hours, err)
	}
	_, err = o.d.Hours(ctx, b, 26)
	refused(t, err, errs.Invalid, "year")
}

func row(t *testing.T, b orglife.YearBoard, label string) orglife.BoardRow {
	t.Helper()
	for _, r := range b.Rows {
		if r.Label == label {
			return r
		}
	}
	t.Fatalf("the board has no row %s", label)
	return orglife.BoardRow{}
}

func states(r orglife.BoardRow) string {
	out := ""
	for _, c := range r.Cells {
		out += c.State[:1]
	}
	return out
}

func TestBoard(t *testing.T) {
	o := open(t)
	defer o.end()
	b, m := o.branch("仁和苑党支部", "陈建国", "王芳", "赵敏")
	o.set("organizations", b, "founded", "2026-02-15")
	group := o.add("organizations", "name", "第一党小组", "type", registers.TypePartyGroup, "parent", b)
	both := o.add("meetings", "kind", registers.LifeAssembly, "also", registers.LifePartyDay, "organization", b, "date", "2026-09-15")
	o.add("meetings", "kind", registers.LifePartyDay, "organization", b, "date", "2026-12-15")
	o.add("meetings", "kind", registers.LifeGroup, "organization", group, "date", "2026-05-15")
	o.add("meetings", "kind", registers.LifeReview, "organization", b, "date", "2026")
	board, err := o.d.Board(ctx, b, 2026)
	if err != nil {
		t.Fatal(err)
	}
	for label, want := range map[string]string{"支部党员大会": "nmhd", "主题党日": "nnmmmmmmhmdp", "党小组会（第一党小组）": "mmmmhmmmmmdl", "党课": "nmmd", "组织生活会": "n", "民主评议党员": "n"} {
		if got := states(row(t, board, label)); got != want {
			t.Errorf("%s: %s, want %s", label, got, want)
		}
	}
	if r := row(t, board, "主题党日"); r.Cells[8].Meetings[0] != both || r.Cells[8].Dates[0] != "2026-09-15" || r.Cells[8].Label != "9月" || r.Rule != "每月一次" || r.Held != 1 || r.Missed != 7 {
		t.Errorf("%+v", r)
	}
	if r := row(t, board, "支部党员大会"); r.Cells[1].Label != "二季度" || r.Cells[1].Tone != "red" || r.Months != 3 {
		t.Errorf("%+v", r)
	}
	if len(board.Rows) != 6 {
		t.Errorf("a branch without a committee has %d rows", len(board.Rows))
	}
	for i, post := range []string{registers.PostSecretary, "12", "13"} {
		o.add("posts", "member", m[i], "organization", b, "post", post)
	}
	if err := o.l.SetFigure(ctx, registers.LifeLessonMonths, 6); err != nil {
		t.Fatal(err)
	}
	board, err = o.d.Board(ctx, b, 2026)
	if err != nil || states(row(t, board, "支部委员会")) != "nnmmmmmmmmdl" || len(row(t, board, "党课").Cells) != 2 {
		t.Errorf("%+v %v", board, err)
	}
	_, err = o.d.Board(ctx, "", 2026)
	refused(t, err, errs.Invalid, "")
}

// What is missing is asked for as the month ends and while the next one runs, of
// organizations that keep their meetings here.
func TestLacking(t *testing.T) {
	o := open(t)
	defer o.end()
	b, _ := o.branch("仁和苑党支部", "陈建国")
	o.branch("古楼里党支部", "郑洁")
	o.add("meetings", "kind", registers.LifePartyDay, "organization", b, "date", "2026-09-15")
	for day, want := range map[string]string{
		"2026-10-24": "[]", "2026-10-25": "[2026-10 false]", "2026-11-22": "[2026-10 true]", "2026-11-24": "[2026-10 true 2026-11 false]", "2027-01-02": "[2026-12 true]",
	} {
		o.day(day)
		list, err := o.d.Lacking(ctx)
		if err != nil {
			t.Fatal(err)
		}
		got := []string{}
		for _, l := range list {
			got = append(got, fmt.Sprint(l.Month)+" "+strconv.FormatBool(l.Over))
		}
		if fmt.Sprint(got) != want {
			t.Errorf("on %s: %v, want %s", day, got, want)
		}
	}
}

// The board counts what a naive reader of the list of meetings counts.
func TestBoardLaw(t *testing.T) {
	type entry struct {
		kind, also string
		date       cn.Date
	}
	law := func(naive func(entry, string) bool) func(*rapid.T) bool {
		return func(rt *rapid.T) bool {
			o := open(t)
			defer o.end()
			b, _ := o.branch("仁和苑党支部", "陈建国")
			kinds := []string{registers.LifeAssembly, registers.LifeLesson, registers.LifePartyDay, registers.LifeStudy}
			var list []entry
			for range rapid.IntRange(0, 12).Draw(rt, "meetings") {
				e := entry{rapid.SampledFrom(kinds).Draw(rt, "kind"), rapid.SampledFrom(append(kinds, "")).Draw(rt, "also"), cn.Date("2026-01-01").AddDays(rapid.IntRange(0, 364).Draw(rt, "day"))}
				list = append(list, e)
				o.add("meetings", "kind", e.kind, "also", e.also, "organization", b, "date", string(e.date))
			}
			board, err := o.d.Board(ctx, b, 2026)
			if err != nil {
				rt.Fatal(err)
			}
			for _, r := range board.Rows {
				for i, c := range r.Cells {
					n, was := 0, false
					for _, e := range list {
						if (e.date.Month()-1)/r.Months == i && naive(e, r.Kind) {
							n, was = n+1, was || e.date <= "2026-11-22"
						}
					}
					if len(c.Meetings) != n || (c.State == orglife.CellHeld) != was || (c.State == orglife.CellMissed) != (!was && (i+1)*r.Months < 11) {
						return false
					}
				}
			}
			return true
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		if !law(func(e entry, kind string) bool { return e.kind == kind || e.also == kind })(rt) {
			rt.Fatal("the board is not the list")
		}
	})
	caught(t, law(func(e entry, kind string) bool { return e.kind == kind }))
}
