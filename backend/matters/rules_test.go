package matters

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

func env(today cn.Date) schema.Env { return schema.Env{Today: today} }

// accepted returns an appeal that came in on a day.
func accepted(day cn.Date) registers.Matter {
	return registers.Matter{Title: "楼道灯不亮", Accepted: day, State: registers.StateAccepted, Owner: "张红梅"}
}

// code returns the code of a state's label.
func code(t testing.TB, label string) string {
	t.Helper()
	c, ok := registers.MatterStates.Find(label)
	if !ok {
		t.Fatal(label)
	}
	return c
}

// walk takes steps one after the other: "社区协调@2026-09-28".
func walk(t testing.TB, m registers.Matter, steps ...string) (registers.Matter, error) {
	t.Helper()
	for _, s := range steps {
		label, day, _ := strings.Cut(s, "@")
		label, rating, _ := strings.Cut(label, ":")
		step := Step{To: code(t, label), Date: cn.Date(day), By: "李建国", Note: "已处理", Unit: "供电所"}
		step.Rating, _ = registers.Ratings.Find(rating)
		next, err := Take(m, step, env("2026-12-31"))
		if err != nil {
			return m, err
		}
		m = next
	}
	return m, nil
}

// The deadlines of domain table 5b, over the holidays of 2026: 25–27 September
// (中秋) and 1–7 October are off, Saturday 10 October is worked.
func TestDeadlines(t *testing.T) {
	for _, c := range []struct {
		steps    []string
		due      cn.Date
		replyDue cn.Date
	}{
		{[]string{"当场解决@2026-09-24"}, "2026-09-24", "2026-09-30"},
		// Ten working days after Thursday 24 September: 28, 29, 30 September; 8, 9, 10 (made up), 12, 13, 14, 15 October.
		{[]string{"社区协调@2026-09-24"}, "2026-10-15", "2026-09-30"},
		{[]string{"转办@2026-09-24"}, "2026-10-09", "2026-09-30"}, // fifteen days of the calendar
		{[]string{"上报@2026-09-25"}, "2026-10-10", "2026-09-30"},
		{[]string{"社区协调@2026-09-24", "转办@2026-09-28"}, "2026-10-13", "2026-09-30"}, // counted anew
	} {
		m := accepted("2026-09-24")
		m.ReplyDue = registers.ReplyDueOf(m.Accepted, env("2026-12-31"))
		got, err := walk(t, m, c.steps...)
		if err != nil || got.Due != c.due || got.ReplyDue != c.replyDue {
			t.Errorf("%v: due %s, reply %s, %v; want %s, %s", c.steps, got.Due, got.ReplyDue, err, c.due, c.replyDue)
		}
	}
	done, err := walk(t, accepted("2026-09-24"), "当场解决@2026-09-24", "办结@2026-09-24")
	if err != nil || done.ReturnDue != "2026-10-01" {
		t.Errorf("return visit by %s, %v", done.ReturnDue, err)
	}
	// The office's own figure.
	own := schema.Env{Today: "2026-12-31", Setting: func(key string) int {
		return map[string]int{registers.DeadlineCommunity: 5}[key]
	}}
	m, err := Take(accepted("2026-09-24"), Step{To: registers.StateCommunity, Date: "2026-09-24"}, own)
	if err != nil || m.Due != "2026-10-09" {
		t.Errorf("five working days end on %s, %v", m.Due, err)
	}
}

// Every lawful pair of states, and that no other is: the drawing of the issue.
func TestNext(t *testing.T) {
	want := map[string]string{
		"受理": "当场解决 社区协调 转办 上报 解释说明 不予受理", "当场解决": "办结", "社区协调": "转办 上报 办结", "转办": "社区协调 上报 办结", "上报": "社区协调 转办 办结",
		"解释说明": "办结", "办结": "回访", "回访": "重开 满意 归档", "重开": "当场解决 社区协调 转办 上报 解释说明", "满意": "", "归档": "", "不予受理": "",
	}
	if len(want) != len(registers.MatterStates.Codes) {
		t.Fatal("a state is not in the table")
	}
	for from, to := range want {
		var got []string
		for _, s := range Next(code(t, from)) {
			label, _ := registers.MatterStates.LabelOf(s)
			got = append(got, label)
		}
		wanted := strings.Fields(to)
		slices.Sort(got)
		slices.Sort(wanted)
		if !slices.Equal(got, wanted) {
			t.Errorf("after %s: %v, want %v", from, got, wanted)
		}
		if Ended(code(t, from)) != (to == "") {
			t.Errorf("%s: ended %v", from, Ended(code(t, from)))
		}
	}
}

// A refusal names what is lawful.
func TestRefusals(t *testing.T) {
	three, major := accepted("2026-09-01"), accepted("2026-09-01")
	three.Hearing = true
	major.Major = "2"
	heard := three
	heard.Heard = "2026-09-03"
	discussed := major
	discussed.Proposed, discussed.Discussed, discussed.Reviewed, discussed.Resolved, discussed.Announced = "2026-09-02", "2026-09-03", "2026-09-04", "2026-09-05", "2026-09-06"
	finished := []string{"社区协调@2026-09-07", "办结@2026-09-08"}
	for name, c := range map[string]struct {
		matter registers.Matter
		steps  []string
		says   string
	}{
		"a step that is skipped":           {accepted("2026-09-01"), []string{"办结@2026-09-02"}, "现在可以：当场解决、社区协调、转办、上报、解释说明、不予受理"},
		"contentment without a return":     {accepted("2026-09-01"), append(finished, "满意@2026-09-09"), "现在可以：回访"},
		"a deed without a hearing":         {three, finished, "听取意见"},
		"opinions heard after the deed":    {heard, []string{"社区协调@2026-09-02"}, "2026-09-03"},
		"done before it was announced":     {discussed, []string{"社区协调@2026-09-02", "办结@2026-09-05"}, "决议公开"},
		"reopened before it was asked":     {accepted("2026-09-01"), append(finished, "回访:不满意@2026-09-09", "重开@2026-09-08"), "2026-09-09"},
		"begun again before reopening":     {accepted("2026-09-01"), append(finished, "回访:不满意@2026-09-09", "重开@2026-09-10", "社区协调@2026-09-09"), "2026-09-10"},
		"a major matter not deliberated":   {major, finished, "党组织提议"},
		"a major matter, nothing posted":   {discussed, append(finished, "回访:满意@2026-09-09", "满意@2026-09-09"), "实施结果"},
		"contentment of the discontent":    {accepted("2026-09-01"), append(finished, "回访:不满意@2026-09-09", "满意@2026-09-09"), "重开"},
		"closing what should be reopened":  {accepted("2026-09-01"), append(finished, "回访:不满意@2026-09-09", "归档@2026-09-09"), "重开"},
		"reopening what is well":           {accepted("2026-09-01"), append(finished, "回访:基本满意@2026-09-09", "重开@2026-09-09"), "满意"},
		"reopening twice":                  {accepted("2026-09-01"), append(finished, "回访:不满意@2026-09-09", "重开@2026-09-09", "转办@2026-09-09", "办结@2026-09-10", "回访:不满意@2026-09-11", "重开@2026-09-11"), "重开过一次"},
		"something after the end":          {accepted("2026-09-01"), []string{"不予受理@2026-09-01", "转办@2026-09-02"}, "已经结束"},
		"a day before the one of the last": {accepted("2026-09-01"), []string{"社区协调@2026-09-05", "办结@2026-09-04"}, "2026-09-05"},
		"a day in the future":              {accepted("2026-09-01"), []string{"社区协调@2027-01-05"}, "今天"},
		"a day that is not a day":          {accepted("2026-09-01"), []string{"社区协调@2026-09"}, "今天"},
	} {
		_, err := walk(t, c.matter, c.steps...)
		e := errs.Of(err)
		if !errs.Is(err, errs.Invalid) || !strings.Contains(e.Message+e.Hint, c.says) {
			t.Errorf("%s: %v %s, should speak of %s", name, err, errs.Of(err).Hint, c.says)
		}
	}
	for name, s := range map[string]Step{
		"no reason":           {To: registers.StateRefused, Date: "2026-09-02"},
		"no reason for later": {To: registers.StateForwarded, Unit: "供电所", Date: "2026-09-02", Due: "2026-12-01"},
		"due before it began": {To: registers.StateForwarded, Unit: "供电所", Date: "2026-09-02", Due: "2026-09-01", Note: "加急"},
	} {
		if _, err := Take(accepted("2026-09-01"), s, env("2026-12-31")); !errs.Is(err, errs.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	m, _ := walk(t, accepted("2026-09-01"), "社区协调@2026-09-02")
	if _, err := Take(m, Step{To: registers.StateFinished, Date: "2026-09-02"}, env("2026-12-31")); !errs.Is(err, errs.Invalid) {
		t.Errorf("finished without a result: %v", err)
	}
	if _, err := Take(m, Step{To: registers.StateForwarded, From: registers.StateAccepted, Date: "2026-09-02"}, env("2026-12-31")); !errs.Is(err, errs.Conflict) {
		t.Errorf("a step from a state that is no more: %v", err)
	}
}

// The whole course: forwarded, discontent, reopened, content.
func TestWholeCourse(t *testing.T) {
	m, err := walk(t, accepted("2026-09-01"), "转办@2026-09-02", "办结@2026-09-20", "回访:不满意@2026-09-22", "重开@2026-09-22", "社区协调@2026-09-23", "办结@2026-09-28", "回访:满意@2026-09-29", "满意@2026-09-29")
	if err != nil || m.State != registers.StateSatisfied || m.Reopened != 1 || m.Rating != registers.RatingGood || m.Finished != "2026-09-28" || m.Returned != "2026-09-29" {
		t.Fatalf("%+v, %v", m, err)
	}
	// Between reopening and the next finish nothing says that it is done.
	m, err = walk(t, accepted("2026-09-01"), "转办@2026-09-02", "办结@2026-09-20", "回访:不满意@2026-09-22", "重开@2026-09-22")
	if err != nil || m.Finished != "" || m.Result != "" || m.Rating != "" || !Open(m.State) {
		t.Fatalf("%+v, %v", m, err)
	}
	// It is to be taken up again within the working days of a first answer.
	if DueOf(&m) != "2026-09-28" || DueLabel(&m) != "办理期限" { // 25 to 27 September are off
		t.Fatal(DueOf(&m))
	}
	if left, l := MatterLight(&m, env("2026-09-29")); left != -1 || l != Red {
		t.Fatal(left, l)
	}
}

func TestExtend(t *testing.T) {
	m, err := walk(t, accepted("2026-09-01"), "转办@2026-09-02")
	if err != nil || m.Due != "2026-09-17" {
		t.Fatal(m.Due, err)
	}
	longer, err := extend(m, "2026-09-30", "配件要定做")
	if err != nil || longer.Due != "2026-09-30" || longer.Extension != "配件要定做" {
		t.Fatal(longer, err)
	}
	for name, f := range map[string]func() error{
		"earlier":       func() error { _, err := extend(m, "2026-09-17", "x"); return err },
		"no reason":     func() error { _, err := extend(m, "2026-09-18", " "); return err },
		"no day":        func() error { _, err := extend(m, "2026-10", "x"); return err },
		"not yet begun": func() error { _, err := extend(accepted("2026-09-01"), "2026-10-01", "x"); return err },
	} {
		if err := f(); !errs.Is(err, errs.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// letters stand for states in the pattern of all lawful courses.
var letters = map[string]string{"受理": "a", "当场解决": "s", "解释说明": "x", "社区协调": "c", "转办": "f", "上报": "r", "办结": "d", "回访": "v", "重开": "o", "满意": "y", "归档": "z", "不予受理": "n"}

// lawfulCourse is what people may do with an appeal, written down as a pattern, in another way than the program has it.
var lawfulCourse = regexp.MustCompile(`^a(n|((s|x|[cfr]+)(d(v(y|z|o((s|x|[cfr]+)(d(v[yz]?)?)?)?)?)?)?))?$`)

// course draws steps, lawful or not, and returns those that were taken.
func course(t *rapid.T, try func(registers.Matter, Step) (registers.Matter, error)) (string, error) {
	byLetter := map[string]string{}
	for label, letter := range letters {
		byLetter[letter], _ = registers.MatterStates.Find(label)
	}
	m := accepted("2026-09-01")
	m.Hearing = rapid.Bool().Draw(t, "three steps")
	if rapid.Bool().Draw(t, "heard") {
		m.Heard = "2026-09-01"
	}
	got, day := "a", cn.Date("2026-09-01")
	for range rapid.IntRange(0, 40).Draw(t, "steps") {
		letter := rapid.SampledFrom(slices.Sorted(maps.Keys(byLetter))).Draw(t, "to")
		if may := Next(m.State); len(may) > 0 && rapid.IntRange(0, 3).Draw(t, "sensible") > 0 { // or long courses would never come
			label, _ := registers.MatterStates.LabelOf(rapid.SampledFrom(may).Draw(t, "next"))
			letter = letters[label]
		}
		s := Step{To: byLetter[letter], Date: day, Note: "已处理", By: "李建国", Unit: "供电所"}
		if letter == "v" {
			s.Rating = rapid.SampledFrom([]string{"", registers.RatingGood, registers.RatingFair, registers.RatingBad, registers.RatingNone}).Draw(t, "rating")
		}
		next, err := try(m, s)
		if err != nil {
			continue
		}
		if m = next; letter == "v" && m.Hearing && m.Heard == "" {
			return got, fmt.Errorf("asked after without having heard before")
		}
		got += letter
		day = day.AddDays(rapid.IntRange(0, 9).Draw(t, "later"))
	}
	if !lawfulCourse.MatchString(got) || regexp.MustCompile(`cc|ff|rr`).MatchString(got) {
		return got, fmt.Errorf("course %s", got)
	}
	if problems := registers.Matters.Check(registers.Matters.Encode(&m), env("2027-12-31")); slices.ContainsFunc(problems, func(p schema.Problem) bool { return !p.Warning }) {
		return got, fmt.Errorf("course %s ends in a record that is refused: %+v", got, problems)
	}
	return got, nil
}

func TestNoPathSkipsAStep(t *testing.T) {
	longest := ""
	rapid.Check(t, func(t *rapid.T) {
		got, err := course(t, func(m registers.Matter, s Step) (registers.Matter, error) { return Take(m, s, env("2027-12-31")) })
		if err != nil {
			t.Fatal(err)
		}
		if len(got) > len(longest) {
			longest = got
		}
	})
	if len(longest) < 6 {
		t.Errorf("the longest course drawn is %s: the law says nothing", longest)
	}
	// Protections switched off are noticed.
	for name, try := range map[string]func(registers.Matter, Step) (registers.Matter, error){
		"any step": func(m registers.Matter, s Step) (registers.Matter, error) {
			m.State = s.To
			return m, nil
		},
		"three steps without the first": func(m registers.Matter, s Step) (registers.Matter, error) {
			hearing := m.Hearing
			m.Hearing = false
			next, err := Take(m, s, env("2027-12-31"))
			next.Hearing = hearing
			return next, err
		},
		"reopened for ever": func(m registers.Matter, s Step) (registers.Matter, error) {
			next, err := Take(m, s, env("2027-12-31"))
			next.Reopened = 0
			return next, err
		},
	} {
		caught := false
		verdict := rapid.Custom(func(t *rapid.T) bool { _, err := course(t, try); return err != nil })
		for seed := range 4000 {
			if caught = verdict.Example(seed); caught {
				break
			}
		}
		if !caught {
			t.Errorf("%s is not noticed", name)
		}
	}
}

// Deadlines in working days agree with counting day by day.
func TestWorkingDeadlines(t *testing.T) {
	calendar := cn.NewCalendar(cn.BuiltinHolidays())
	rapid.Check(t, func(t *rapid.T) {
		from := cn.Date("2026-01-01").AddDays(rapid.IntRange(0, 700).Draw(t, "from"))
		n := rapid.IntRange(1, 60).Draw(t, "days")
		e := schema.Env{Today: "2028-12-31", Setting: func(key string) int { return map[string]int{registers.DeadlineCommunity: n}[key] }}
		day, left := from, n
		for left > 0 {
			if day = day.AddDays(1); !calendar.Day(day).Off {
				left--
			}
		}
		if got := registers.DueOf(registers.StateCommunity, from, e); got != day {
			t.Fatalf("%d working days after %s: %s, counted %s", n, from, got, day)
		}
	})
}

func TestSupervise(t *testing.T) {
	s := registers.Supervision{Problem: "电梯停运", Issued: "2026-09-01", Due: "2026-09-15", State: registers.SupervisionIssued}
	e := env("2026-12-31")
	step := func(s registers.Supervision, to string, day cn.Date, note, proof string) (registers.Supervision, error) {
		c, ok := registers.SupervisionStates.Find(to)
		if !ok {
			t.Fatal(to)
		}
		return supervise(s, SupervisionMove{To: c, Date: day, Note: note, Proof: proof, By: "李建国"}, e)
	}
	for _, bad := range []struct{ to, note, proof, says string }{
		{"销号", "", "照片", "现在可以：签收、反馈"}, {"反馈", "", "", "办理情况"}, {"退回", "x", "", "现在可以"},
	} {
		if _, err := step(s, bad.to, "2026-09-02", bad.note, bad.proof); !errs.Is(err, errs.Invalid) || !strings.Contains(errs.Of(err).Message+errs.Of(err).Hint, bad.says) {
			t.Errorf("%s: %v %s", bad.to, err, errs.Of(err).Hint)
		}
	}
	var err error
	for _, next := range []struct {
		to   string
		day  cn.Date
		note string
	}{{"签收", "2026-09-02", ""}, {"反馈", "2026-09-10", "配件已订"}, {"退回", "2026-09-11", "没有修好"}, {"反馈", "2026-09-14", "已修好"}} {
		if s, err = step(s, next.to, next.day, next.note, ""); err != nil {
			t.Fatal(next.to, err)
		}
	}
	if _, err := step(s, "销号", "2026-09-15", "", ""); !errs.Is(err, errs.Invalid) || errs.Of(err).Field != "proof" {
		t.Fatal("done without a proof", err)
	}
	if s, err = step(s, "销号", "2026-09-15", "同意", "验收单"); err != nil || s.Done != "2026-09-15" || s.Proof != "验收单" {
		t.Fatal(s, err)
	}
	if _, err := step(s, "反馈", "2026-09-16", "x", ""); !errs.Is(err, errs.Invalid) {
		t.Fatal("a step after the end", err)
	}
}

// Red past the deadline, yellow within two working days, green else (domain S4 127).
func TestLights(t *testing.T) {
	s := registers.Supervision{Due: "2026-10-09", State: registers.SupervisionIssued}
	for day, want := range map[cn.Date]Light{"2026-09-29": Green, "2026-09-30": Yellow, "2026-10-09": Yellow, "2026-10-10": Red} {
		if _, got := SupervisionLight(&s, env(day)); got != want {
			t.Errorf("on %s: %s, want %s", day, got, want)
		}
	}
	m, err := walk(t, accepted("2026-09-24"), "社区协调@2026-09-24")
	if err != nil {
		t.Fatal(err)
	}
	if left, l := MatterLight(&m, env("2026-10-14")); left != 1 || l != Yellow {
		t.Error(left, l)
	}
	if left, l := MatterLight(&m, env("2026-10-20")); left != -3 || l != Red {
		t.Error(left, l)
	}
}
