package matters

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// Every lawful pair of states of the three shorter courses, and that no other is.
func TestNextOfAll(t *testing.T) {
	for name, c := range map[string]struct {
		list *cn.CodeList
		next map[string][]string
		want string
	}{
		"supervisions": {registers.SupervisionStates, watchedProblems.next, "交办→签收,反馈 签收→反馈 反馈→销号,退回 退回→反馈"},
		"wishes":       {registers.WishStates, wishes.next, "待认领→已认领,已取消 已认领→已完成,待认领,已取消"},
		"mediations": {registers.MediationStates, mediations.next,
			"正在调解→调解成功,调解未成功,引导诉讼,移交上级,当事人撤回 调解成功→已回访,引导诉讼,移交上级 调解未成功→调解成功,引导诉讼,移交上级,已回访 引导诉讼→已回访 移交上级→已回访"},
	} {
		var got []string
		for _, from := range c.list.Codes {
			var to []string
			for _, code := range c.next[from.Code] {
				label, ok := c.list.LabelOf(code)
				if !ok {
					t.Errorf("%s: no state %q", name, code)
				}
				to = append(to, label)
			}
			if len(to) > 0 {
				got = append(got, from.Label+"→"+strings.Join(to, ","))
			}
		}
		if text := strings.Join(got, " "); text != c.want {
			t.Errorf("%s: %s\nwant %s", name, text, c.want)
		}
		for from := range c.next {
			if _, ok := c.list.LabelOf(from); !ok {
				t.Errorf("%s: a state %q that is not in the list", name, from)
			}
		}
	}
}

// The log of both courses has a name for each of their states.
func TestCareStatesAreNamed(t *testing.T) {
	for _, list := range []*cn.CodeList{registers.WishStates, registers.MediationStates} {
		for _, c := range list.Codes {
			if label, _ := registers.CareStates.LabelOf(c.Code); label != c.Label {
				t.Errorf("%s is called %q in the log", c.Label, label)
			}
		}
	}
	for _, c := range registers.MediationResults.Codes {
		state := registers.MediationWith(c.Code)
		if label, _ := registers.MediationStates.LabelOf(state); label != c.Label || registers.MediationResult(state) != c.Code {
			t.Errorf("the result %s has the state %s", c.Label, label)
		}
	}
}

type takeWishFunc func(registers.Wish, WishStep) (registers.Wish, error)

func usualWish(w registers.Wish, s WishStep) (registers.Wish, error) {
	return takeWish(w, s, 0, env("2027-12-31"))
}

// lawfulWish is what may happen to a wish, written down in another way than the
// program has it: claimed and given back any number of times, then left, fulfilled or taken back.
var lawfulWish = regexp.MustCompile(`^(cr)*(c|cd|cx|x)?$`)

// wishPath draws steps of a wish, lawful or not, and returns those that were taken.
func wishPath(t *rapid.T, try takeWishFunc) (string, error) {
	to := map[string]string{"c": registers.WishClaimed, "r": registers.WishOpen, "d": registers.WishDone, "x": registers.WishCancelled}
	w := registers.Wish{Wish: "一副老花镜", Date: "2026-09-01", State: registers.WishOpen}
	got, day := "", cn.Date("2026-09-01")
	for range rapid.IntRange(0, 16).Draw(t, "steps") {
		letter := rapid.SampledFrom([]string{"c", "c", "r", "r", "d", "x"}).Draw(t, "step")
		s := WishStep{To: to[letter], Date: day, By: "李建国", Planned: day.AddDays(30), Note: "说明"}
		back := w.Claimed != "" && rapid.IntRange(0, 5).Draw(t, "back") == 0
		if back {
			s.Date = w.Claimed.AddDays(-1)
		}
		next, err := try(w, s)
		if err != nil {
			if !errs.Is(err, errs.Invalid) {
				return got, err
			}
			continue
		}
		if w, got = next, got+letter; back {
			return got, fmt.Errorf("a step dated before the claim")
		}
		if (w.State == registers.WishOpen) != (w.ClaimedBy == "" && w.Claimed == "" && w.Planned == "") && w.State != registers.WishCancelled {
			return got, fmt.Errorf("claimed by %q in state %s", w.ClaimedBy, w.State)
		}
		day = day.AddDays(rapid.IntRange(0, 9).Draw(t, "later"))
	}
	if !lawfulWish.MatchString(got) {
		return got, fmt.Errorf("course %s", got)
	}
	return got, refusedRecord(registers.Wishes.Def, registers.Wishes.Encode(&w))
}

// refusedRecord returns why a form would refuse a record.
func refusedRecord(d *schema.Def, v schema.Values) error {
	for _, p := range d.Check(v, env("2027-12-31")) {
		if !p.Warning {
			return fmt.Errorf("a record that is refused: %s", p.Message)
		}
	}
	return nil
}

// noticed reports whether a law fails for some draw.
func noticed(law func(*rapid.T) error) bool {
	verdict := rapid.Custom(func(t *rapid.T) bool { return law(t) != nil })
	for seed := range 3000 {
		if verdict.Example(seed) {
			return true
		}
	}
	return false
}

func TestNobodyFulfilsWhatNobodyClaimed(t *testing.T) {
	longest := ""
	rapid.Check(t, func(t *rapid.T) {
		got, err := wishPath(t, usualWish)
		if err != nil {
			t.Fatal(err)
		}
		if len(got) > len(longest) {
			longest = got
		}
	})
	if len(longest) < 4 {
		t.Errorf("the longest course is %q: the law says nothing", longest)
	}
	for name, try := range map[string]takeWishFunc{
		"fulfilled without a claim": func(w registers.Wish, s WishStep) (registers.Wish, error) {
			if s.To == registers.WishDone && w.State == registers.WishOpen {
				w.State = registers.WishClaimed
			}
			return usualWish(w, s)
		},
		"given back, and still claimed": func(w registers.Wish, s WishStep) (registers.Wish, error) {
			next, err := usualWish(w, s)
			if next.State == registers.WishOpen {
				next.ClaimedBy = w.ClaimedBy
			}
			return next, err
		},
		"any day": func(w registers.Wish, s WishStep) (registers.Wish, error) {
			claimed := w.Claimed
			w.Claimed = ""
			next, err := usualWish(w, s)
			if next.Claimed == "" && next.State != registers.WishOpen {
				next.Claimed = claimed
			}
			return next, err
		},
		"after the end": func(w registers.Wish, s WishStep) (registers.Wish, error) {
			if w.State == registers.WishDone || w.State == registers.WishCancelled {
				w.State = registers.WishOpen
			}
			return usualWish(w, s)
		},
	} {
		if !noticed(func(t *rapid.T) error { _, err := wishPath(t, try); return err }) {
			t.Errorf("%s is not noticed", name)
		}
	}
}

type takeMediationFunc func(registers.Mediation, MediationStep) (registers.Mediation, error)

func usualMediation(m registers.Mediation, s MediationStep) (registers.Mediation, error) {
	return takeMediation(m, s, env("2027-12-31"))
}

// lawfulMediation in another way than the program has it: s agreed, f failed, l court,
// h handed on, w taken back, k asked after and kept, u asked after otherwise.
var lawfulMediation = regexp.MustCompile(`^(w|[lh]u?|f?(s(u*k?|u+[lh]u?))|f(u|[lh]u?)?)?$`)

func mediationPath(t *rapid.T, try takeMediationFunc) (string, error) {
	to := map[string]string{"s": agreed, "f": failed, "l": court, "h": handedOn, "w": recanted, "k": registers.MediationReturned, "u": registers.MediationReturned}
	m := registers.Mediation{Date: "2026-09-01", Kind: "05", Parties: "王某、李某"}
	got, day := "", cn.Date("2026-09-01")
	for range rapid.IntRange(0, 14).Draw(t, "steps") {
		letter := rapid.SampledFrom(strings.Split("sssffllhhwkuuu", "")).Draw(t, "step")
		next, err := try(m, MediationStep{To: to[letter], Date: day, Note: "说明", Agreement: "各退一步", Written: rapid.Bool().Draw(t, "written"), Fulfilled: letter == "k"})
		if err != nil {
			continue
		}
		m, got, day = next, got+letter, day.AddDays(rapid.IntRange(0, 9).Draw(t, "later"))
	}
	if !lawfulMediation.MatchString(got) {
		return got, fmt.Errorf("course %s", got)
	}
	if strings.HasSuffix(got, "k") != m.Fulfilled || m.Result != registers.MediationAgreed && (m.Written || m.Fulfilled) {
		return got, fmt.Errorf("%s leaves %+v", got, m)
	}
	return got, refusedRecord(registers.Mediations.Def, registers.Mediations.Encode(&m))
}

func TestMediationCourses(t *testing.T) {
	seen := map[string]bool{}
	rapid.Check(t, func(t *rapid.T) {
		got, err := mediationPath(t, usualMediation)
		if err != nil {
			t.Fatal(err)
		}
		seen[got] = true
	})
	if len(seen) < 12 {
		t.Errorf("only %d courses were drawn: the law says little", len(seen))
	}
	for name, try := range map[string]takeMediationFunc{
		"to the court before anybody asked": func(m registers.Mediation, s MediationStep) (registers.Mediation, error) {
			if s.To == court && m.Result == registers.MediationAgreed && m.Returned == "" {
				m.Returned = m.Closed
			}
			return usualMediation(m, s)
		},
		"kept without an agreement": func(m registers.Mediation, s MediationStep) (registers.Mediation, error) {
			kept := s.Fulfilled && m.Result != registers.MediationAgreed
			if kept {
				s.Fulfilled = false
			}
			next, err := usualMediation(m, s)
			next.Fulfilled = next.Fulfilled || kept && err == nil
			return next, err
		},
		"an agreement that outlives it": func(m registers.Mediation, s MediationStep) (registers.Mediation, error) {
			next, err := usualMediation(m, s)
			next.Written = next.Written || m.Written
			return next, err
		},
		"never over": func(m registers.Mediation, s MediationStep) (registers.Mediation, error) {
			if registers.MediationState(&m) == registers.MediationReturned {
				m.Returned, m.Fulfilled = "", false
			}
			return usualMediation(m, s)
		},
	} {
		if !noticed(func(t *rapid.T) error { _, err := mediationPath(t, try); return err }) {
			t.Errorf("%s is not noticed", name)
		}
	}
}

// What is missing is said at its field.
func TestCareRefusals(t *testing.T) {
	open := registers.Wish{Wish: "x", Date: "2026-09-01", State: registers.WishOpen}
	claimed := open
	claimed.State, claimed.ClaimedBy, claimed.Claimed, claimed.Planned = registers.WishClaimed, "李建国", "2026-09-02", "2026-10-01"
	for name, c := range map[string]struct {
		wish  registers.Wish
		step  WishStep
		field string
	}{
		"nobody":              {open, WishStep{To: registers.WishClaimed, Date: "2026-09-02", Planned: "2026-10-01"}, "by"},
		"no plan":             {open, WishStep{To: registers.WishClaimed, Date: "2026-09-02", By: "李建国"}, "planned"},
		"a plan before":       {open, WishStep{To: registers.WishClaimed, Date: "2026-09-02", By: "李建国", Planned: "2026-09-01"}, "planned"},
		"a month as plan":     {open, WishStep{To: registers.WishClaimed, Date: "2026-09-02", By: "李建国", Planned: "2026-10"}, "planned"},
		"no effect":           {claimed, WishStep{To: registers.WishDone, Date: "2026-09-05"}, "note"},
		"no reason to let go": {claimed, WishStep{To: registers.WishOpen, Date: "2026-09-05"}, "note"},
		"no reason to cancel": {claimed, WishStep{To: registers.WishCancelled, Date: "2026-09-05"}, "note"},
		"before the claim":    {claimed, WishStep{To: registers.WishDone, Date: "2026-09-01", Note: "x"}, "date"},
		"in the future":       {claimed, WishStep{To: registers.WishDone, Date: "2028-09-01", Note: "x"}, "date"},
	} {
		if _, err := usualWish(c.wish, c.step); !errs.Is(err, errs.Invalid) || errs.Of(err).Field != c.field {
			t.Errorf("%s: %v in %q", name, err, errs.Of(err).Field)
		}
	}
	if _, err := usualWish(open, WishStep{To: registers.WishClaimed, From: registers.WishClaimed, Date: "2026-09-02", By: "李建国", Planned: "2026-10-01"}); !errs.Is(err, errs.Conflict) {
		t.Errorf("a step from a state that is no more: %v", err)
	}
	for day, want := range map[cn.Date]Light{"2026-09-10": Green, "2026-09-30": Yellow, "2026-10-02": Red} {
		if _, l := WishLight(&claimed, env(day)); l != want {
			t.Errorf("on %s the light is %s, want %s", day, l, want)
		}
	}
	if _, l := WishLight(&open, env("2027-01-01")); l != NoLight {
		t.Errorf("a wish that nobody claimed has the light %s", l)
	}
}

// turnFault says what is unfair about who had the turns, "" nothing: each had one
// before anybody had two, and whoever waited longest came first.
func turnFault(list []string, history map[string]cn.Date, got []string) string {
	waited := map[string]int{} // since how many months; more is longer
	for i, who := range list {
		waited[who] = 100000 - i
		if m := history[who]; m != "" {
			waited[who] = (2027-m.Year())*12 - m.Month()
		}
	}
	for n, who := range got {
		for other, w := range waited {
			if w > waited[who] {
				return fmt.Sprintf("turn %d went to %s, %s had waited longer", n, who, other)
			}
		}
		waited[who] = -1000 - n
	}
	return ""
}

func TestTurnsAreFair(t *testing.T) {
	all := strings.Split("ABCDEFGH", "")
	law := func(t *rapid.T, deal func(*turns, cn.Date) string) error {
		list := all[:rapid.IntRange(1, len(all)).Draw(t, "estates")]
		history := map[string]cn.Date{}
		tn := newTurns(list)
		for i, who := range rapid.Permutation(list).Draw(t, "order") { // no two in one month
			if rapid.Bool().Draw(t, "was there") {
				history[who] = cn.Date(fmt.Sprintf("2026-%02d", i+1))
				tn.had(who, history[who])
			}
		}
		var got []string
		for n := range rapid.IntRange(1, 24).Draw(t, "months") {
			got = append(got, deal(tn, cn.Date("2027-01-01").AddMonths(n)[:7]))
		}
		if fault := turnFault(list, history, got); fault != "" {
			return fmt.Errorf("%s: %v after %v", fault, got, history)
		}
		for i := range len(got) - len(list) + 1 {
			if w := slices.Sorted(slices.Values(got[i : i+len(list)])); !slices.Equal(w, list) {
				return fmt.Errorf("%v are not each of %v", w, list)
			}
		}
		return nil
	}
	rapid.Check(t, func(t *rapid.T) {
		if err := law(t, func(tn *turns, m cn.Date) string { return tn.next(m, 1, nil)[0] }); err != nil {
			t.Fatal(err)
		}
	})
	for name, deal := range map[string]func(*turns, cn.Date) string{
		"always the first":  func(tn *turns, _ cn.Date) string { return tn.list[0] },
		"by the list alone": func(tn *turns, m cn.Date) string { return tn.list[m.Month()%len(tn.list)] },
		"forgets": func(tn *turns, m cn.Date) string {
			clear(tn.last)
			return tn.next(m, 1, nil)[0]
		},
	} {
		if !noticed(func(t *rapid.T) error { return law(t, deal) }) {
			t.Errorf("%s is not noticed", name)
		}
	}
}

// Two hosts of one month are two people, and only who may serve is asked.
func TestHosts(t *testing.T) {
	tn := newTurns([]string{"甲", "乙", "丙"})
	var got []string
	for _, m := range []cn.Date{"2027-01", "2027-02", "2027-03"} {
		got = append(got, strings.Join(tn.next(m, 2, func(who string) bool { return who != "乙" || m >= "2027-02" }), ""))
	}
	if want := []string{"甲丙", "乙甲", "丙乙"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

// The day of a month agrees with looking through the month day by day; of 2026,
// 1–7 October are off (国庆) and 8 October is worked.
func TestDayOf(t *testing.T) {
	for _, c := range []struct {
		month   cn.Date
		n       int
		weekday time.Weekday
		want    cn.Date
	}{
		{"2026-11", 2, time.Thursday, "2026-11-12"}, {"2026-10", 1, time.Thursday, "2026-10-08"}, {"2026-10", 1, time.Saturday, "2026-10-03"}, {"2027-02", 1, time.Monday, "2027-02-01"},
	} {
		if got := dayOf(c.month, c.n, c.weekday, env("2026-09-01")); got != c.want {
			t.Errorf("%s, the %d. %s: %s, want %s", c.month, c.n, c.weekday, got, c.want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		month := cn.Date("2026-01-01").AddMonths(rapid.IntRange(0, 40).Draw(t, "month"))[:7]
		n, weekday := rapid.IntRange(1, 4).Draw(t, "n"), time.Weekday(rapid.IntRange(0, 6).Draw(t, "weekday"))
		calendar := cn.NewCalendar(cn.BuiltinHolidays())
		var want cn.Date
		seen := 0
		for day := month.First(); day <= month.Last(); day = day.AddDays(1) {
			if day.Weekday() == weekday {
				seen++
			}
			if seen >= n && (want == "" && weekday%6 == 0 || want == "" && !calendar.Day(day).Off) {
				want = day
			}
		}
		got := dayOf(month, n, weekday, env("2026-09-01"))
		if want != "" && got != want || got.Month() != month.Month() {
			t.Fatalf("%s, the %d. %s: %s, want %s", month, n, weekday, got, want)
		}
	})
}
