package rules_test

import (
	"fmt"
	"slices"
	"strconv"
	"testing"

	"chengzhuan/backend/cn"
	. "chengzhuan/backend/points/rules"
	"pgregory.net/rapid"
)

// engine is what the laws judge.
type engine func(*Scheme, Standing, []Entry) Balance

func ours(s *Scheme, who Standing, entries []Entry) Balance {
	b, _ := Explain(s, who, entries)
	return b
}

// law is a property that returns what breaks it.
type law func(engine, *rapid.T) error

func (l law) judge(t *testing.T, broken map[string]engine) {
	t.Helper()
	rapid.Check(t, func(rt *rapid.T) {
		if err := l(ours, rt); err != nil {
			rt.Fatal(err)
		}
	})
	for name, e := range broken {
		verdict := rapid.Custom(func(rt *rapid.T) bool { return l(e, rt) != nil })
		noticed := false
		for seed := 0; seed < 3000 && !noticed; seed++ {
			noticed = verdict.Example(seed)
		}
		if !noticed {
			t.Errorf("the law does not notice: %s", name)
		}
	}
}

func drawScheme(rt *rapid.T) *Scheme {
	s := Standard(2026)
	s.Base = Points(rapid.SampledFrom([]int{600, 0, 1000}).Draw(rt, "base"))
	s.ContributionCap = Points(rapid.SampledFrom([]int{400, 0, 25}).Draw(rt, "contribution"))
	s.Prorate = rapid.Bool().Draw(rt, "prorate")
	s.Rules = append(s.Rules,
		Rule{Code: "K21", Group: Deduction, Steps: []Points{20, 30, 50}, YearCap: 220},
		Rule{Code: "J31", Group: Contribution, Points: 10, Excludes: []Exclusion{{"J32", SameEvent}, {"J08", SameMonth}}},
		Rule{Code: "J32", Group: Contribution, Points: 7, Excludes: []Exclusion{{"J31", SameEvent}}},
		Rule{Code: "J33", Group: Contribution, Points: 10, EventCap: 60})
	for range rapid.IntRange(0, 4).Draw(rt, "versions") {
		r := s.Rules[rapid.IntRange(0, len(s.Rules)-1).Draw(rt, "rule")]
		r.From = drawDay(rt)
		r.Points = Points(rapid.IntRange(0, 60).Draw(rt, "points"))
		r.EventCap = Points(rapid.SampledFrom([]int{0, 15, 40}).Draw(rt, "event cap"))
		r.YearCap = Points(rapid.SampledFrom([]int{0, 35, 100}).Draw(rt, "year cap"))
		r.Retired = rapid.IntRange(0, 4).Draw(rt, "retired") == 0
		s.Rules = append(s.Rules, r)
	}
	return &s
}

func drawDay(rt *rapid.T) cn.Date {
	return cn.Date("2025-12-25").AddDays(rapid.IntRange(0, 380).Draw(rt, "day"))
}

func drawEntries(rt *rapid.T) []Entry {
	codes := []string{"K01", "K13", "K21", "J01", "J01", "J04", "J20", "J08", "J09", "J31", "J32", "J33", "J33", "H01", "H02", "H03", "H05", "X01"}
	n := rapid.IntRange(0, 25).Draw(rt, "entries")
	out := make([]Entry, n)
	for i := range out {
		out[i] = Entry{ID: int64(i*7 + 1), Code: rapid.SampledFrom(codes).Draw(rt, "code"), Date: drawDay(rt), Quantity: rapid.Int64Range(1, 90).Draw(rt, "quantity"),
			Event: rapid.SampledFrom([]string{"", "", "甲", "乙"}).Draw(rt, "event")}
		if i > 0 && rapid.IntRange(0, 2).Draw(rt, "near") == 0 {
			out[i].Date = out[i-1].Date
		}
	}
	if rapid.IntRange(0, 20).Draw(rt, "veto") == 0 {
		out = append(out, Entry{ID: 1000, Code: "V01", Date: drawDay(rt), Quantity: 10})
	}
	return out
}

func drawWho(rt *rapid.T) Standing {
	who := Standing{Exempt: rapid.IntRange(0, 9).Draw(rt, "exempt") == 0, Carried: Points(rapid.SampledFrom([]int{0, 0, 35}).Draw(rt, "carried"))}
	if rapid.Bool().Draw(rt, "joins") {
		if who.Joined = drawDay(rt); who.Joined.Year() > 2026 { // nobody is ranked before joining
			who.Joined = ""
		}
	}
	return who
}

// unsorted counts entries as they came in.
func unsorted(s *Scheme, who Standing, entries []Entry) Balance {
	turned := slices.Clone(entries)
	for i := range turned {
		turned[i].Date, turned[i].ID = "2026-06-01", int64(i)
	}
	return ours(s, who, turned)
}

// groupOnly forgets the caps of rule and year.
func groupOnly(s *Scheme, who Standing, entries []Entry) Balance {
	c := *s
	c.Rules = slices.Clone(s.Rules)
	for i := range c.Rules {
		c.Rules[i].YearCap = 0
	}
	return ours(&c, who, entries)
}

// double gives each exclusion's both sides.
func double(s *Scheme, who Standing, entries []Entry) Balance {
	c := *s
	c.Rules = slices.Clone(s.Rules)
	for i := range c.Rules {
		c.Rules[i].Excludes, c.Rules[i].Highest = nil, ""
	}
	return ours(&c, who, entries)
}

// newest judges all entries by the last version of their rule.
func newest(s *Scheme, who Standing, entries []Entry) Balance {
	c := s.For(s.Year - 1)
	c.Year = s.Year
	return ours(&c, who, entries)
}

// eachItsCap gives the cap of an event to every entry anew.
func eachItsCap(s *Scheme, who Standing, entries []Entry) Balance {
	return slowly(s, who, entries, func(_ Entry, at int) string { return strconv.Itoa(at) })
}

// anyDay lets events of one name share a cap on whatever day they were.
func anyDay(s *Scheme, who Standing, entries []Entry) Balance {
	return slowly(s, who, entries, func(e Entry, _ int) string { return e.Event })
}

func TestBalanceIsThatOfTheWords(t *testing.T) {
	law(func(e engine, rt *rapid.T) error {
		s, who, entries := drawScheme(rt), drawWho(rt), drawEntries(rt)
		if got, want := e(s, who, entries), slow(s, who, entries); got != want {
			return fmt.Errorf("got %+v\nwant %+v", got, want)
		}
		return nil
	}).judge(t, map[string]engine{"no caps of rules": groupOnly, "no exclusions": double, "newest version for all": newest, "order of arrival": unsorted,
		"each entry has the cap of its event": eachItsCap, "an event is its name on any day": anyDay,
		"joiners have full caps": func(s *Scheme, who Standing, entries []Entry) Balance {
			who.Joined = ""
			return ours(s, who, entries)
		}})
}

func TestOrderOfArrivalIsNothing(t *testing.T) {
	law(func(e engine, rt *rapid.T) error {
		s, who, entries := drawScheme(rt), drawWho(rt), drawEntries(rt)
		if a, b := e(s, who, entries), e(s, who, rapid.Permutation(entries).Draw(rt, "arrival")); a != b {
			return fmt.Errorf("%+v in one order, %+v in another", a, b)
		}
		return nil
	}).judge(t, map[string]engine{"order of arrival": unsorted})
}

// What is voided leaves no trace: whatever it displaced or crowded out under a cap
// counts again, as if it had never been.
func TestVoidRestores(t *testing.T) {
	void := -1
	restores := law(func(e engine, rt *rapid.T) error {
		s, who, entries := drawScheme(rt), drawWho(rt), drawEntries(rt)
		if len(entries) == 0 {
			return nil
		}
		void = rapid.IntRange(0, len(entries)-1).Draw(rt, "voided")
		rest := slices.Delete(slices.Clone(entries), void, void+1)
		if got, want := e(s, who, entries), slow(s, who, rest); got != want {
			return fmt.Errorf("after the void %+v, as if never entered %+v", got, want)
		}
		return nil
	})
	without := func(s *Scheme, who Standing, entries []Entry) Balance {
		return ours(s, who, slices.Delete(slices.Clone(entries), void, void+1))
	}
	reversed := func(s *Scheme, who Standing, entries []Entry) Balance { // only takes back what the entry gave
		b, lines := Explain(s, who, entries)
		for _, l := range lines {
			if l.Entry.ID == entries[void].ID && l.Rule != nil && l.Rule.Group == Contribution {
				b.Contribution -= l.Granted
				b.Total -= l.Granted
				b.Stars = s.Stars(b.Total)
			}
		}
		return b
	}
	rapid.Check(t, func(rt *rapid.T) {
		if err := restores(without, rt); err != nil {
			rt.Fatal(err)
		}
	})
	verdict := rapid.Custom(func(rt *rapid.T) bool {
		s, who, entries := drawScheme(rt), Standing{}, drawEntries(rt)
		for void = range entries {
			if entries[void].Code == "J01" && reversed(s, who, entries) != slow(s, who, slices.Delete(slices.Clone(entries), void, void+1)) && !ours(s, who, entries).Vetoed {
				return true
			}
		}
		return false
	})
	for seed := range 2000 {
		if verdict.Example(seed) {
			return
		}
	}
	t.Error("the law does not notice a void that only takes back a sum")
}

// No part of a total is above its cap, and lines add up to the parts.
func TestCapsHold(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		s, who, entries := drawScheme(rt), drawWho(rt), drawEntries(rt)
		if err := capped(s, who, entries, Explain); err != nil {
			rt.Fatal(err)
		}
	})
	broken := func(s *Scheme, who Standing, entries []Entry) (Balance, []Line) {
		b, lines := Explain(s, who, entries)
		for i := range lines {
			if len(lines[i].Cuts) > 0 && lines[i].Cuts[0].Why == OverYear { // forgets to cut
				lines[i].Granted += lines[i].Cuts[0].Lost
				b.Contribution += lines[i].Cuts[0].Lost
			}
		}
		return b, lines
	}
	verdict := rapid.Custom(func(rt *rapid.T) bool { return capped(drawScheme(rt), Standing{}, drawEntries(rt), broken) != nil })
	for seed := range 2000 {
		if verdict.Example(seed) {
			return
		}
	}
	t.Error("the law does not notice caps that are forgotten")
}

func capped(s *Scheme, who Standing, entries []Entry, explain func(*Scheme, Standing, []Entry) (Balance, []Line)) error {
	b, lines := explain(s, who, entries)
	sums, caps := map[string]Points{}, map[string]Points{}
	open := map[string]bool{}
	parts := map[Group]Points{}
	events := map[string]Points{}
	for _, l := range lines {
		if l.Rule == nil {
			continue
		}
		sums[l.Rule.Code] += l.Granted
		caps[l.Rule.Code] = max(caps[l.Rule.Code], l.Rule.YearCap)
		open[l.Rule.Code] = open[l.Rule.Code] || l.Rule.YearCap == 0
		parts[l.Rule.Group] += l.Granted
		if l.Rule.EventCap > 0 && l.Granted > l.Rule.EventCap {
			return fmt.Errorf("%s gives %d at once, cap %d", l.Rule.Code, l.Granted, l.Rule.EventCap)
		}
		if l.Entry.Event != "" && l.Rule.EventCap > 0 {
			key := l.Rule.Code + string(l.Entry.Date) + l.Entry.Event
			if events[key] += l.Granted; events[key] > l.Rule.EventCap {
				return fmt.Errorf("%s gives %d for one event, cap %d", l.Rule.Code, events[key], l.Rule.EventCap)
			}
		}
		lost := Points(0)
		for _, c := range l.Cuts {
			lost += c.Lost
		}
		if l.Granted < 0 || len(l.Rule.Steps) == 0 && l.Rule.Group != Veto && lost+l.Granted != l.Raw && !stopped(l) {
			return fmt.Errorf("%s: %d promised, %d given, %d lost", l.Rule.Code, l.Raw, l.Granted, lost)
		}
	}
	for code, sum := range sums {
		if !open[code] && sum > caps[code] {
			return fmt.Errorf("%s gives %d in the year, cap %d", code, sum, caps[code])
		}
	}
	switch {
	case s.ContributionCap > 0 && b.Contribution > s.ContributionCap, b.Honour > s.HonourCap, b.Total > s.Ceiling, b.Total < s.Floor:
		return fmt.Errorf("above its cap: %+v", b)
	case parts[Contribution] != b.Contribution || parts[Honour] != b.Honour || parts[Deduction] != b.Deduction:
		return fmt.Errorf("lines give %v, the balance %+v", parts, b)
	}
	return nil
}

func stopped(l Line) bool { return len(l.Cuts) > 0 && l.Cuts[0].Why == Stopped }
