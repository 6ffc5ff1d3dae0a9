package orglife_test

import (
	"fmt"
	"maps"
	"testing"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/orglife"
	"chengzhuan/backend/registers"
	"pgregory.net/rapid"
)

// Who is expected, who is shown besides, and who has a vote.
func TestSheet(t *testing.T) {
	o := open(t)
	defer o.end()
	b, m := o.branch("仁和苑党支部", "陈建国", "王芳", "赵敏", "刘伟", "周涛", "孙丽", "吴强")
	other, x := o.branch("古楼里党支部", "郑洁")
	o.set("party_members", m[1], "category", registers.CategoryProbationary)
	o.set("party_members", m[2], "relation", registers.RelationOut)
	o.add("awards", "member", m[3], "kind", "2", "name", "留党察看一年", "date", "2026-03-01")
	o.add("point_standings", "member", m[4], "year", "2026", "exempt", "1")
	o.set("party_members", m[5], "entered_branch", "2026-10-20")
	o.set("party_members", m[6], "status", registers.StatusDead)
	meeting := o.add("meetings", "kind", registers.LifeAssembly, "also", registers.LifePartyDay, "organization", b, "date", "2026-10-15")
	s := o.sheet(meeting)
	got := map[string]string{}
	for _, r := range s.Rows {
		got[r.Name] = fmt.Sprintf("%v %v %v %s", r.Away, r.Guest, r.Votes, r.Why)
	}
	want := map[string]string{"陈建国": "false false true ", "王芳": "false false false ", "赵敏": "true false true 流动在外", "刘伟": "false false false ", "周涛": "true false true 免评"}
	if !maps.Equal(got, want) {
		t.Errorf("the sheet shows %v", got)
	}
	if s.Expected != 3 || s.Voters != 1 || s.Unmarked != 3 || s.KindName != "支部党员大会、主题党日" || s.OrganizationName != "仁和苑党支部" {
		t.Errorf("%+v", s)
	}
	// Who has died since was there; who is of another branch is a guest; who is away and
	// came all the same counts.
	s = o.save(meeting, orglife.Mark{Member: m[6], State: "到会"}, orglife.Mark{Member: x[0], State: registers.AttendPresent}, orglife.Mark{Member: m[2], State: registers.AttendLate},
		orglife.Mark{Member: m[4], State: registers.AttendLeave, Reason: "住院"}, orglife.Mark{Member: m[0], State: registers.AttendAbsent})
	if s.Expected != 5 || s.Present != 2 || s.Late != 1 || s.Absent != 1 || s.Leave != 0 || s.Voters != 3 || s.VotersPresent != 2 || !s.Quorum || s.Rate != "40%" || s.Change == "" {
		t.Errorf("%+v", s)
	}
	// At a meeting of the whole community all branches are expected.
	top := o.add("organizations", "name", "中共仁寿门社区委员会", "type", registers.TypeCommittee)
	o.set("organizations", b, "parent", top)
	o.set("organizations", other, "parent", top)
	all := o.sheet(o.add("meetings", "kind", registers.LifeLesson, "organization", top, "date", "2026-10-16"))
	if all.Expected != 4 {
		t.Errorf("%d are expected of the community", all.Expected)
	}
	// A committee meets by its posts, and says so where there are none.
	committee := o.add("meetings", "kind", registers.LifeCommittee, "organization", b, "date", "2026-10-16")
	if s := o.sheet(committee); s.Expected != 0 || s.Advice == "" {
		t.Errorf("%+v", s)
	}
	o.add("posts", "member", m[0], "organization", b, "post", registers.PostSecretary)
	o.add("posts", "member", m[3], "organization", b, "post", registers.PostMember, "to", "2026-10-01")
	if s := o.sheet(committee); s.Expected != 1 || s.Rows[0].Name != "陈建国" || s.Advice != "" {
		t.Errorf("%+v", s)
	}
	group := o.add("organizations", "name", "第一党小组", "type", registers.TypePartyGroup, "parent", b)
	o.set("party_members", m[3], "party_group", group)
	if s := o.sheet(o.add("meetings", "kind", registers.LifeGroup, "organization", group, "date", "2026-10-16")); s.Expected != 1 || s.Rows[0].Name != "刘伟" {
		t.Errorf("%+v", s)
	}
	o.set("party_members", x[0], "relation", registers.RelationCheckIn)
	if s := o.sheet(o.add("meetings", "kind", registers.LifeDouble, "organization", top, "date", "2026-10-16")); s.Expected != 1 || s.Rows[0].Name != "郑洁" {
		t.Errorf("%+v", s)
	}
}

func TestSaveSheetRefuses(t *testing.T) {
	o := open(t)
	defer o.end()
	b, m := o.branch("仁和苑党支部", "陈建国", "王芳")
	past := o.add("meetings", "kind", registers.LifePartyDay, "organization", b, "date", "2026-11-15")
	future := o.add("meetings", "kind", registers.LifePartyDay, "organization", b, "date", "2026-12-15")
	was := o.changes()
	for field, marks := range map[string][]orglife.Mark{
		"state":  {{Member: m[0], State: registers.AttendPresent}, {Member: m[1], State: "不知道"}},
		"hours":  {{Member: m[0], State: registers.AttendPresent, Hours: "1.55"}},
		"member": {{Member: m[0], State: registers.AttendPresent}, {Member: m[0], State: registers.AttendLate}},
	} {
		_, err := o.d.SaveSheet(ctx, past, marks)
		refused(t, err, errs.Invalid, field)
	}
	_, err := o.d.SaveSheet(ctx, future, []orglife.Mark{{Member: m[0], State: registers.AttendPresent}})
	refused(t, err, errs.Invalid, "state")
	if o.changes() != was {
		t.Error("something was written")
	}
	if s := o.save(future, orglife.Mark{Member: m[0], State: registers.AttendLeave, Reason: "出差"}); s.Leave != 1 {
		t.Errorf("%+v", s)
	}
	_, err = o.d.Sheet(ctx, "")
	refused(t, err, errs.Invalid, "")
}

// That private reasons were seen is written down.
func TestReasonsAreLogged(t *testing.T) {
	o := open(t)
	defer o.end()
	b, m := o.branch("仁和苑党支部", "陈建国")
	meeting := o.add("meetings", "kind", registers.LifePartyDay, "organization", b, "date", "2026-11-15")
	o.sheet(meeting)
	if log, err := o.s.AccessLog(ctx, 0, 10); err != nil || len(log) != 0 {
		t.Errorf("%v %v", log, err)
	}
	o.save(meeting, orglife.Mark{Member: m[0], State: registers.AttendLeave, Reason: "住院"})
	if log, err := o.s.AccessLog(ctx, 0, 10); err != nil || len(log) != 1 || log[0].Register != registers.Attendances.Key {
		t.Errorf("%v %v", log, err)
	}
}

// mark is what a naive book of attendance keeps.
type mark struct{ state, reason, hours string }

// After any number of saves the sheet shows what a naive book would, and saving the
// same again writes nothing.
func TestSaveSheetLaw(t *testing.T) {
	law := func(save func(o *office, meeting string, marks []orglife.Mark) error) func(*rapid.T) bool {
		return func(rt *rapid.T) bool {
			o := open(t)
			defer o.end()
			b, members := o.branch("仁和苑党支部", "陈建国", "王芳", "赵敏", "刘伟")
			meeting := o.add("meetings", "kind", registers.LifePartyDay, "organization", b, "date", "2026-11-15", "hours", "2")
			naive := map[string]mark{}
			var last []orglife.Mark
			for range rapid.IntRange(1, 4).Draw(rt, "saves") {
				last = nil
				for _, who := range members {
					if rapid.Bool().Draw(rt, "listed") {
						m := mark{rapid.SampledFrom([]string{"", "1", "2", "3", "4", "5"}).Draw(rt, "state"), rapid.SampledFrom([]string{"", "住院"}).Draw(rt, "reason"), rapid.SampledFrom([]string{"", "1.5"}).Draw(rt, "hours")}
						last = append(last, orglife.Mark{Member: who, State: m.state, Reason: m.reason, Hours: m.hours})
						if m.state == "" {
							delete(naive, who)
						} else {
							naive[who] = m
						}
					}
				}
				if err := save(o, meeting, last); err != nil {
					rt.Fatal(err)
				}
			}
			was := o.changes()
			if err := save(o, meeting, last); err != nil {
				rt.Fatal(err)
			}
			s, got, there := o.sheet(meeting), map[string]mark{}, 0
			for _, r := range s.Rows {
				if r.State != "" {
					got[r.Member] = mark{r.State, r.Reason, r.Hours}
				}
			}
			for _, m := range naive {
				if m.state < registers.AttendLeave {
					there++
				}
			}
			return maps.Equal(got, naive) && o.changes() == was && s.Present == there && s.Quorum == (2*there > 4) && s.Expected == 4
		}
	}
	right := func(o *office, meeting string, marks []orglife.Mark) error {
		_, err := o.d.SaveSheet(ctx, meeting, marks)
		return err
	}
	rapid.Check(t, func(rt *rapid.T) {
		if !law(right)(rt) {
			rt.Fatal("the sheet is not what was saved")
		}
	})
	forgets := func(o *office, meeting string, marks []orglife.Mark) error { // keeps what was taken back
		var kept []orglife.Mark
		for _, m := range marks {
			if m.State != "" {
				kept = append(kept, m)
			}
		}
		return right(o, meeting, kept)
	}
	caught(t, law(forgets))
}
