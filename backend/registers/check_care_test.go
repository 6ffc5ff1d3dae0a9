package registers_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"chengzhuan/backend/registers"
	"pgregory.net/rapid"
)

// pairs splits "started=2026-01-01 state=2" into what record takes.
func pairsOf(text string) []string {
	var out []string
	for _, word := range strings.Fields(text) {
		key, value, _ := strings.Cut(word, "=")
		out = append(out, key, value)
	}
	return out
}

// A line is a field, what its check says, and the record; the first line of two
// is the fault, the second its counter-example.
func table(t *testing.T, register, lines string) {
	t.Helper()
	d := registers.Find(register)
	for _, line := range strings.Split(strings.TrimSpace(lines), "\n") {
		field, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		want, pairs, _ := strings.Cut(strings.TrimSpace(rest), " ")
		if want == "ok" {
			want = ""
		}
		for i, word := range pairsOf(pairs) {
			if i%2 == 0 && d.Field(word) == nil {
				t.Fatalf("%s has no field %s", register, word)
			}
		}
		if got, message := verdict(d, field, pairsOf(pairs)...); got != want {
			t.Errorf("%s.%s: %s got %q (%s), want %q", register, field, pairs, got, message, want)
		}
	}
}

func TestHardshipCheck(t *testing.T) {
	table(t, "hardships", `
		person warn person=王芳（女）
		person ok person=王芳
		helper warn helper=李1
		helper ok helper=李强
		started error started=2026-11-22
		started ok started=2026-11-21
		ended error started=2026-01-01 state=2 ended=2026-11-22
		ended error started=2026-05-01 state=2 ended=2026-04-30
		ended ok started=2026-05-01 state=2 ended=2026-05
		ended error state=2
		ended error state=3
		ended ok state=2 ended=2024
		state warn state=1 ended=2026-01-01
		state ok state=3 ended=2026-01-01
		income error income=-1
		income ok income=120000
		member warn kind=1
		member ok kind=1 member=1-5
		member ok kind=2
		resident warn member=1-5 resident=1-6
		resident ok resident=1-6
		helper warn state=1
		helper ok state=1 helper=李强
		helper ok state=2 ended=2026
		people warn people=501
		people ok people=5`)
}

func TestAidCheck(t *testing.T) {
	table(t, "aids", `
		received_by error date=2026-01-20
		received_by ok date=2026-01-20 hardship=1-5
		received_by ok date=2026-01-20 received_by=王芳
		received_by warn received_by=王芳等3人
		date error date=2026-11-22 received_by=王芳
		date ok date=2026-11 received_by=王芳
		amount error amount=-1
		amount ok amount=50000
		amount warn kind=1 received_by=王芳
		amount ok kind=1 amount=50000
		amount ok kind=2
		amount warn amount=10000001
		amount ok amount=10000000
		goods warn kind=2
		goods ok kind=2 goods=大米`)
}

func TestPairCheck(t *testing.T) {
	table(t, "pairs", `
		helper warn helper=王芳1
		helper ok helper=王芳
		person warn helper=王芳 person=李强（男）
		person warn helper=王芳 person=王芳
		person ok helper=王芳 person=李强
		started error started=2026-11-22
		started ok started=2026
		ended error started=2026-05-01 ended=2026-04
		ended ok started=2026-05-01 ended=2026-05
		visits warn visits=32
		visits ok visits=4`)
}

func TestWishCheck(t *testing.T) {
	table(t, "wishes", `
		wisher warn wisher=王芳1
		wisher ok wisher=王芳
		date error date=2026-11-22
		date ok date=2026-11-21
		claimed error state=2 claimed_by=王芳 claimed=2026-11-22
		claimed error state=2 claimed_by=王芳 date=2026-05-02 claimed=2026-05-01
		claimed ok state=2 claimed_by=王芳 date=2026-05-02 claimed=2026-05-02
		claimed warn state=2 claimed_by=王芳
		claimed ok state=3 claimed_by=王芳 done=2026-05-01
		planned error date=2026-05-02 planned=2026-05-01
		planned warn state=2 claimed_by=王芳 date=2026-05-02 planned=2026-11-20
		planned ok state=2 claimed_by=王芳 date=2026-05-02 planned=2026-11-21
		planned ok state=3 claimed_by=王芳 date=2026-05-02 planned=2026-05-20 done=2026-06-01
		done error state=3 claimed_by=王芳 done=2026-11-22
		done error state=3 claimed_by=王芳
		done ok state=3 claimed_by=王芳 done=2026
		done error state=3 claimed_by=王芳 date=2026-01-01 claimed=2026-05-02 done=2026-05-01
		done error state=3 claimed_by=王芳 date=2026-05-02 done=2026-05-01
		done ok state=3 claimed_by=王芳 date=2026-01-01 claimed=2026-05-02 done=2026-05-02
		done warn state=2 claimed_by=王芳 done=2026-05-02
		claimed_by error state=2
		claimed_by error state=3 done=2026-05-02
		claimed_by ok state=2 claimer=1-5
		claimed_by ok state=1
		state warn state=1 claimed_by=王芳
		state ok state=2 claimed_by=王芳
		state ok state=4 claimed_by=王芳`)
}

func TestMediationCheck(t *testing.T) {
	table(t, "mediations", `
		date error date=2026-11-22
		date ok date=2026-11-21
		closed error result=1 closed=2026-11-22
		closed error date=2026-05-02 result=1 closed=2026-05-01
		closed ok date=2026-05-02 result=1 closed=2026-05-02
		closed warn result=2
		closed ok date=2026-05-02
		result warn closed=2026-05-02
		result ok closed=2026-05-02 result=3
		returned error returned=2026-11-22
		returned error date=2026-01-01 closed=2026-05-02 result=1 returned=2026-05-01
		returned error date=2026-05-02 returned=2026-05-01
		returned ok date=2026-01-01 closed=2026-05-02 result=1 returned=2026-05-09
		parties warn date=2026-05-02
		parties ok parties=王某、李某
		written warn result=2 closed=2026-05-02 written=1
		written ok result=1 closed=2026-05-02 written=1
		fulfilled warn result=5 closed=2026-05-02 fulfilled=1
		fulfilled ok result=1 closed=2026-05-02 fulfilled=1`)
}

func TestPatrolCheck(t *testing.T) {
	table(t, "patrols", `
		date error date=2026-11
		date ok date=2026-12-31
		finding error date=2026-12-31 finding=路灯不亮 kind=7 handling=已报修
		finding ok date=2026-11-20 finding=路灯不亮 kind=7 handling=已报修
		finding warn date=2026-11-20 kind=7
		kind warn date=2026-11-20 finding=路灯不亮
		kind ok date=2026-11-20
		handling warn date=2026-11-20 finding=路灯不亮 kind=7
		handling ok date=2026-11-20
		handled error date=2026-11-20 handled=2026-11-22
		handled error date=2026-11-20 handled=2026-11-19
		handled ok date=2026-11-20 handled=2026-11-20`)
}

func TestProjectCheck(t *testing.T) {
	table(t, "projects", `
		amount error amount=-1
		amount warn stage=3 started=2026-05-01
		amount ok stage=3 started=2026-05-01 amount=100
		amount ok stage=1
		amount ok stage=9
		planned error started=2026-05-02 planned=2026-05-01
		planned warn stage=3 started=2026-05-02 planned=2026-11-20
		planned ok stage=5 started=2026-05-02 planned=2026-11-20 ended=2026-11-21
		planned ok stage=9 started=2026-05-02 planned=2026-11-20
		ended error stage=5 ended=2026-11-22
		ended error stage=5 started=2026-05-02 ended=2026-05-01
		ended error stage=5
		ended ok stage=5 ended=2025
		stage warn stage=3 ended=2026-05-01
		stage ok stage=4 ended=2026-05-01
		started warn stage=4
		started error stage=3 started=2026-11-22
		started ok stage=2 started=2026-12-22
		started ok stage=3 started=2026-11-21`)
}

func TestRotationCheck(t *testing.T) {
	table(t, "rotations", `
		month error month=2026
		month warn month=2026-11-01
		month ok month=2026-11
		date error month=2026-11 date=2026-11
		date warn month=2026-11 date=2026-12-01
		date warn month=2026-11-09 date=2026-10-31
		date ok month=2026-11-01 date=2026-11-30
		date error month=2026-10 state=2
		date ok month=2026-10 state=2 date=2026-10-14
		date ok month=2026-10 state=4
		state error month=2026-11 state=2 date=2026-11-22
		state ok month=2026-11 state=2 date=2026-11-21
		state warn month=2026-10 state=1
		state ok month=2026-11 state=1
		state ok month=2026-11-01 state=1
		people warn month=2026-11 state=1 people=12
		people ok month=2026-11 state=2 date=2026-11-20 people=12`)
}

func TestQuestionCheck(t *testing.T) {
	table(t, "questions", `
		asker warn asker=王芳（女）
		asker ok asker=王芳
		date error date=2026-11-22
		date ok date=2026-11-21
		replied error date=2026-05-02 replied=2026-11-22
		replied error date=2026-05-02 replied=2026-05-01
		replied ok date=2026-05-02 replied=2026-05-02 answer=可以
		replied warn date=2026-05-02 answer=可以
		reply_due error date=2026-11-20 reply_due=2026-11-19
		reply_due warn date=2026-11-20
		reply_due ok date=2026-11-20 on_spot=1
		reply_due ok date=2026-11-20 reply_due=2026-11-21
		reply_due warn date=2026-11-10 reply_due=2026-11-20
		reply_due ok date=2026-11-10 reply_due=2026-11-20 replied=2026-11-21
		answer warn on_spot=1
		answer warn date=2026-05-02 replied=2026-05-02
		answer ok on_spot=1 answer=可以
		on_spot warn date=2026-05-02 on_spot=1 replied=2026-05-03
		on_spot ok date=2026-05-02 on_spot=1 replied=2026-05-02`)
}

func TestConsultationCheck(t *testing.T) {
	table(t, "consultations", `
		done error date=2026-05-02 done=2026-11-22
		done error date=2026-05-02 done=2026-05-01
		done ok date=2026-05-02 done=2026-05-09
		deadline error date=2026-11-20 deadline=2026-11-19
		deadline warn date=2026-05-02 deadline=2026-11-20
		deadline warn date=2026-05-02 decision=改造
		deadline ok date=2026-05-02 decision=改造 deadline=2026-11-20 done=2026-11-20
		decision error date=2026-11-22 decision=改造
		decision ok date=2026-11-21 decision=改造
		owner warn decision=改造
		owner ok decision=改造 owner=王芳
		result warn done=2026-05-02
		result ok done=2026-05-02 result=已改`)
}

func TestInspectionCheck(t *testing.T) {
	table(t, "inspections", `
		date error date=2026
		date error date=2026-12
		date ok date=2026-11
		done error date=2026-05 done=2026-11-22
		done error date=2026-05 done=2026-04-30
		done ok date=2026-05 done=2026-05-01
		deadline error date=2026-05 deadline=2026-04-30
		deadline warn demands=整改
		deadline warn date=2026-05 deadline=2026-11-20
		deadline ok date=2026-05 demands=整改 deadline=2026-11-21`)
}

func TestTalkCheck(t *testing.T) {
	table(t, "talks", `
		date error date=2026-11-22
		date ok date=2026-11-21
		person warn person=王芳1
		person ok person=王芳
		by warn person=王芳 by=王芳
		by ok person=王芳 by=李强
		deadline error date=2026-05-02 deadline=2026-05-01
		deadline warn promise=整改
		deadline warn date=2026-05-02 deadline=2026-11-20
		deadline ok date=2026-05-02 promise=整改 deadline=2026-11-20 result=已改
		deadline ok promise=整改 deadline=2026-11-21`)
}

func TestWeeklyCheck(t *testing.T) {
	table(t, "weeklies", `
		monday error monday=2026-11
		monday error monday=2026-11-21
		monday ok monday=2026-11-16
		monday warn monday=2026-11-30
		monday ok monday=2026-11-23
		done error monday=2026-11-16 state=2
		done ok monday=2026-11-16 state=2 done=走访
		done ok monday=2026-11-16 state=1
		state error monday=2026-11-23 state=2 done=走访
		state ok monday=2026-11-16 state=2 done=走访`)
}

// Messages go to import reports and logs: they tell no name and nothing of the case.
func TestCareProblemsTellNothing(t *testing.T) {
	found := 0
	for register := range careRegisters {
		d := registers.Find(register)
		law(func(rt *rapid.T) error {
			v := drawRecord(rt, d)
			for _, p := range d.Check(v, env) {
				found++
				for i, f := range d.Fields {
					if f.Private && len([]rune(v[i])) > 1 && strings.Contains(p.Message, v[i]) {
						return fmt.Errorf("%s: %s tells %s", d.Key, p.Message, f.Key)
					}
				}
			}
			return nil
		}).holds(t)
	}
	if found == 0 {
		t.Error("no message was looked at")
	}
}

// What an old list lacks of an appeal that is done is asked for, not demanded; one that
// was reopened was so once, and is due again.
func TestMattersOfOldLists(t *testing.T) {
	env := env
	env.Today = "2026-11-22"
	doubts := func(m registers.Matter) string {
		var out []string
		for _, p := range registers.Matters.Check(registers.Matters.Encode(&m), env) {
			mark := "!"
			if p.Warning {
				mark = "?"
			}
			out = append(out, p.Field+mark)
		}
		return strings.Join(out, " ")
	}
	done := registers.Matter{Title: "加装电梯", Owner: "李建国", Accepted: "2026-03-02", State: registers.StateSatisfied, Finished: "2026-03-10", Returned: "2026-03-12", Result: "装好了"}
	for want, change := range map[string]func(*registers.Matter){
		"":                     func(*registers.Matter) {},
		"result?":              func(m *registers.Matter) { m.Result = "" },
		"finished!":            func(m *registers.Matter) { m.Finished = "" },
		"heard?":               func(m *registers.Matter) { m.Hearing = true },
		"heard!":               func(m *registers.Matter) { m.Hearing, m.Heard = true, "2026-03-11" },
		"proposed?":            func(m *registers.Matter) { m.Major = "2" },
		"finished! major?":     func(m *registers.Matter) { m.Finished, m.Proposed = "", "2026-03-03" },
		"proposed! discussed?": func(m *registers.Matter) { m.Major, m.Proposed = "2", "2026-12-03" },
	} {
		m := done
		if change(&m); sorted(doubts(m)) != sorted(want) {
			t.Errorf("%s, want %s", doubts(m), want)
		}
	}
	old := registers.Matter{Title: "电梯常停", Accepted: "2026-11-02", State: registers.StateReopened, Returned: "2026-11-13"}
	v := registers.Matters.Encode(&old)
	registers.Matters.Fill(v, env)
	if m := registers.Matters.Decode(v); m.Reopened != 1 || m.HandledOn != "2026-11-13" || m.Due != "2026-11-18" {
		t.Errorf("%+v", m)
	}
	column := registers.Matters.Computed("days_left")
	for state, want := range map[string]string{registers.StateCommunity: "3", registers.StateSatisfied: "", registers.StateFinished: "", registers.StateRefused: ""} {
		m := registers.Matter{State: state, Due: "2026-11-25"}
		v := registers.Matters.Encode(&m)
		if got := column.Of(registers.Matters.Getter(v), env.Today); got != want {
			t.Errorf("%s: %q days are left", state, got)
		}
	}
}

func sorted(words string) string {
	list := strings.Fields(words)
	slices.Sort(list)
	return strings.Join(list, " ")
}
