package registers_test

import (
	"fmt"
	"strings"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
	"pgregory.net/rapid"
)

func TestElection(t *testing.T) {
	for _, x := range []struct {
		end, today cn.Date
		tone       registers.Tone
		days       int
	}{
		{"2027-06-30", "2026-12-29", "", 0},
		{"2027-06-30", "2026-12-30", registers.ToneAmber, 182},
		{"2027-06-30", "2027-06-29", registers.ToneAmber, 1},
		{"2027-06-30", "2027-06-30", registers.ToneRed, 0},
		{"2027-06-30", "2028-06-29", registers.ToneRed, -365},
		{"2027-06-30", "2028-06-30", registers.ToneBlack, -366},
		{"2027-08-31", "2027-02-27", "", 0},
		{"2027-08-31", "2027-02-28", registers.ToneAmber, 184},
		{"2027-06", "2026-12-30", registers.ToneAmber, 182},
		{"", "2026-12-30", "", 0},
	} {
		due, ok := registers.Election(x.end, x.today, 6, 12)
		if ok != (x.tone != "") || due.Tone != x.tone || due.Days != x.days {
			t.Errorf("%s on %s: %+v %v", x.end, x.today, due, ok)
		}
		if ok && due.Text == "" {
			t.Errorf("%s on %s: no text", x.end, x.today)
		}
	}
	if _, ok := registers.Election("2027-06-30", "2027-03-31", 3, 12); !ok {
		t.Error("the office's own months are not heard")
	}
}

// Once a term is reminded of, it stays so and only gets worse.
func TestElectionOnlyGetsWorse(t *testing.T) {
	worse := func(remind func(end, today cn.Date) (registers.Due, bool)) law {
		rank := map[registers.Tone]int{"": 0, registers.ToneAmber: 1, registers.ToneRed: 2, registers.ToneBlack: 3}
		return func(rt *rapid.T) error {
			end := drawDate(rt, "end")
			day := end.AddDays(rapid.IntRange(-400, 800).Draw(rt, "day"))
			later := day.AddDays(rapid.IntRange(0, 400).Draw(rt, "later"))
			a, _ := remind(end, day)
			b, _ := remind(end, later)
			if rank[b.Tone] < rank[a.Tone] {
				return fmt.Errorf("%s: %s on %s, %s on %s", end, a.Tone, day, b.Tone, later)
			}
			return nil
		}
	}
	worse(func(end, day cn.Date) (registers.Due, bool) { return registers.Election(end, day, 6, 12) }).holds(t)
	broken := func(end, day cn.Date) (registers.Due, bool) { // forgets a term once its month is over
		if day.Year() == end.Year() && day.Month() > end.Month() {
			return registers.Due{}, false
		}
		return registers.Election(end, day, 6, 12)
	}
	worse(broken).caught(t)
}

func TestProbation(t *testing.T) {
	for _, x := range []struct {
		joined, until, today cn.Date
		tone                 registers.Tone
		days                 int
	}{
		{"2025-12-01", "", "2026-10-31", "", 0},
		{"2025-12-01", "", "2026-11-01", registers.ToneBlue, 30},
		{"2025-12-01", "", "2026-11-23", registers.ToneBlue, 8},
		{"2025-12-01", "", "2026-11-24", registers.ToneAmber, 7},
		{"2025-12-01", "", "2026-12-01", registers.ToneRed, 0},
		{"2025-12-01", "", "2026-12-02", registers.ToneRed, -1},
		{"2025-12-01", "2027-06-01", "2026-12-02", "", 0},
		{"2025-12-01", "2027-06-01", "2027-05-02", registers.ToneBlue, 30},
		{"2024-02-29", "", "2025-02-28", registers.ToneRed, 0},
		{"2025-12", "", "2026-12-01", "", 0},
	} {
		m := registers.PartyMember{Category: registers.CategoryProbationary, Status: registers.StatusNormal, Joined: x.joined, ProbationUntil: x.until}
		due, ok := registers.Probation(&m, x.today, 30, 7)
		if ok != (x.tone != "") || due.Tone != x.tone || due.Days != x.days {
			t.Errorf("%s (%s) on %s: %+v %v", x.joined, x.until, x.today, due, ok)
		}
	}
	for name, m := range map[string]registers.PartyMember{
		"full":      {Category: registers.CategoryFull, Status: registers.StatusNormal, Joined: "2025-12-01"},
		"confirmed": {Category: registers.CategoryProbationary, Status: registers.StatusNormal, Joined: "2025-12-01", Confirmed: "2026-12-01"},
		"cancelled": {Category: registers.CategoryProbationary, Status: registers.StatusCancelled, Joined: "2025-12-01"},
	} {
		if due, ok := registers.Probation(&m, "2026-12-01", 30, 7); ok {
			t.Errorf("%s: reminded of %+v", name, due)
		}
	}
}

func TestPoliticalBirthday(t *testing.T) {
	for _, x := range []struct {
		joined, today, day cn.Date
		years              int
	}{
		{"1998-11-05", "2026-11-21", "2026-11-05", 28},
		{"1998-11-30", "2026-11-21", "2026-11-30", 28},
		{"1998-12-01", "2026-11-21", "", 0},
		{"1998-11", "2026-11-21", "2026-11", 28},
		{"1998", "2026-11-21", "", 0},
		{"2026-11-02", "2026-11-21", "", 0},
		{"2024-02-29", "2026-02-10", "2026-02-28", 2},
		{"", "2026-11-21", "", 0},
	} {
		m := registers.PartyMember{Status: registers.StatusNormal, Joined: x.joined}
		day, years, ok := registers.PoliticalBirthday(&m, x.today)
		if day != x.day || years != x.years || ok != (x.day != "") {
			t.Errorf("%s on %s: %s %d %v", x.joined, x.today, day, years, ok)
		}
	}
	if _, _, ok := registers.PoliticalBirthday(&registers.PartyMember{Status: registers.StatusDead, Joined: "1998-11-05"}, today); ok {
		t.Error("the dead have no birthday")
	}
}

func TestMedalDue(t *testing.T) {
	for _, x := range []struct {
		joined, confirmed cn.Date
		year              int
		want              bool
	}{
		{"1976-06-30", "1977-06-30", 2027, true}, {"1976-06-30", "1977-06-30", 2026, false},
		{"1976-07-02", "1977-07-02", 2027, false}, {"1976-07-02", "1977-07-02", 2028, true},
		{"1976-07-01", "1977-07-01", 2027, true},
		{"1976-07-01", "", 2026, true}, {"1976-07-01", "", 2025, false},
		{"1978-07-01", "", 2040, false},
	} {
		m := registers.PartyMember{Status: registers.StatusNormal, Relation: registers.RelationDirect, Joined: x.joined, Confirmed: x.confirmed}
		if got := registers.MedalDue(&m, x.year, 50); got != x.want {
			t.Errorf("%s %s in %d: %v", x.joined, x.confirmed, x.year, got)
		}
	}
	had := registers.PartyMember{Status: registers.StatusNormal, Joined: "1966-01-01", Confirmed: "1967-01-01", Medal: "2021-07-01"}
	if registers.MedalDue(&had, 2026, 50) {
		t.Error("the medal is given once")
	}
}

func TestBranchAdvice(t *testing.T) {
	all := []registers.EstateFacts{
		{Name: "甲", Direct: 40, HasBranch: true}, {Name: "乙", Direct: 2, Neighbours: []string{"丙", "甲"}},
		{Name: "丙", Direct: 1}, {Name: "丁", Direct: 3}, {Name: "戊", Direct: 1, Neighbours: []string{"己"}}, {Name: "己", Direct: 1},
	}
	for _, x := range []struct {
		e    registers.EstateFacts
		want []string // nil: nothing to be done
	}{
		{registers.EstateFacts{Name: "甲", Direct: 40, HasBranch: true}, nil},
		{registers.EstateFacts{Name: "丁", Direct: 3}, []string{"3 名", "单独成立"}},
		{registers.EstateFacts{Name: "乙", Direct: 2, Neighbours: []string{"丙", "甲"}}, []string{"不足 3 名", "丙组建联合党支部", "合计 3 名"}},
		{registers.EstateFacts{Name: "乙", Direct: 2, Neighbours: []string{"甲", "丙"}}, []string{"并入", "甲"}},
		{registers.EstateFacts{Name: "戊", Direct: 1, Neighbours: []string{"己"}}, []string{"己", "合计仍只有 2 名", "再联合"}},
		{registers.EstateFacts{Name: "庚", Direct: 2}, []string{"填写相邻小区", "甲"}},
		{registers.EstateFacts{Name: "庚", Direct: 0, Neighbours: []string{"没有这个小区"}}, []string{"填写相邻小区"}},
		{registers.EstateFacts{Name: "辛", Direct: 2, HasBranch: true, Joint: true}, nil},
		{registers.EstateFacts{Name: "辛", Direct: 3, HasBranch: true, Joint: true}, []string{"分出"}},
		{registers.EstateFacts{Name: "壬", Direct: 2, HasBranch: true, Neighbours: []string{"甲"}}, []string{"已不足", "甲"}},
	} {
		text, ok := registers.BranchAdvice(x.e, all)
		if ok != (x.want != nil) {
			t.Errorf("%+v: %q %v", x.e, text, ok)
		}
		for _, w := range x.want {
			if !strings.Contains(text, w) {
				t.Errorf("%+v: %q lacks %q", x.e, text, w)
			}
		}
	}
	four := registers.BranchRule{MinDirect: 4, MaxUnits: 5}
	if text, _ := four.Advice(all[3], all); !strings.Contains(text, "不足 4 名") {
		t.Errorf("the office's own figure is not heard: %s", text)
	}
}

func TestCrossPosts(t *testing.T) {
	facts := []registers.PostFact{
		{Person: "a", Body: "业委会", BodyType: registers.TypeOwnersCommittee, Post: "主任", From: "2024-01-01"},
		{Person: "b", Body: "支部", BodyType: registers.TypeBranch, Post: "委员"},
		{Person: "a", Body: "支部", BodyType: registers.TypeBranch, Post: "书记", From: "2022"},
		{Person: "b", Body: "支部", BodyType: registers.TypeBranch, Post: "宣传委员"},
		{Person: "c", Body: "支部", BodyType: registers.TypeBranch, Post: "委员", To: "2025-12-31"},
		{Person: "c", Body: "居委会", BodyType: registers.TypeResidentsCommittee, Post: "委员"},
		{Person: "d", Body: "居委会", BodyType: registers.TypeResidentsCommittee, Post: "委员"},
		{Person: "d", Body: "业委会", BodyType: registers.TypeOwnersCommittee, Post: "委员"},
	}
	got := registers.CrossPosts(facts, "2026-11-21")
	if len(got) != 2 || got[0].Person != "a" || !got[0].PartyAndOther || got[1].Person != "d" || got[1].PartyAndOther {
		t.Fatalf("%+v", got)
	}
	if got[0].Text() != "支部 书记；业委会 主任" {
		t.Errorf("text %s", got[0].Text())
	}
	if n := len(registers.CrossPosts(facts, "2025-06-01")); n != 3 {
		t.Errorf("in 2025 there were %d", n)
	}
}

func TestOrganizationTypeOf(t *testing.T) {
	for name, want := range map[string]string{
		"中共仁寿门社区委员会": registers.TypeCommittee, "中共仁和苑小区支部委员会": registers.TypeBranch, "仁和苑、古楼里联合党支部": registers.TypeJointBranch,
		"中共仁寿门社区总支部委员会": registers.TypeGeneralBranch, "仁和苑第一党小组": registers.TypePartyGroup, "仁寿门社区居民委员会": registers.TypeResidentsCommittee,
		"仁和苑业主委员会": registers.TypeOwnersCommittee, "安居物业服务有限公司": registers.TypePropertyCompany, "红砖志愿服务队": registers.TypeVolunteerTeam,
		"仁寿门义务巡逻队": registers.TypePatrolTeam, "东片党员活动联络站": registers.TypeLiaisonStation, "仁寿门人民调解委员会": registers.TypeMediation,
	} {
		if got, ok := registers.OrganizationTypeOf(name); !ok || got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	for _, name := range []string{"", "第三小学", "学生委员会"} {
		if got, ok := registers.OrganizationTypeOf(name); ok {
			t.Errorf("%s is taken for %s", name, got)
		}
	}
}

func TestFigures(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range registers.Figures() {
		if seen[f.Key] || f.Label == "" || f.Group == "" || f.Unit == "" || f.Min > f.Default || f.Default > f.Max {
			t.Errorf("figure %+v", f)
		}
		seen[f.Key] = true
		if g, ok := registers.FindFigure(f.Key); !ok || g != f {
			t.Errorf("%s is not found", f.Key)
		}
	}
}
