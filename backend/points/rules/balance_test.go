package rules_test

import (
	"strconv"
	"testing"

	"chengzhuan/backend/cn"
	. "chengzhuan/backend/points/rules"
)

// list writes entries as "code quantity date event"; IDs rise from 1.
func list(entries ...Entry) []Entry {
	for i := range entries {
		entries[i].ID = int64(i + 1)
		if entries[i].Date == "" {
			entries[i].Date = cn.Date("2026-01-05").AddDays(10 * i)
		}
		if entries[i].Quantity == 0 {
			entries[i].Quantity = 10
		}
	}
	return entries
}

func worked() []Entry {
	return list(Entry{Code: "K01"}, Entry{Code: "K01"}, Entry{Code: "J01", Quantity: 180}, Entry{Code: "J02", Quantity: 100},
		Entry{Code: "J03", Quantity: 40}, Entry{Code: "J06", Quantity: 30}, Entry{Code: "H05"})
}

func check(t *testing.T, what string, got, want Balance) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\n got %+v\nwant %+v", what, got, want)
	}
}

// The worked examples of domain section 4.
func TestWorkedExamples(t *testing.T) {
	s := Standard(2026)
	got, lines := Explain(&s, Standing{}, worked())
	check(t, "99", got, Balance{Total: 990, Base: 600, Contribution: 380, Honour: 50, Deduction: 40, Stars: 5})
	if l := lines[2]; l.Raw != 180 || l.Granted != 150 || len(l.Cuts) != 1 || l.Cuts[0] != (Cut{Why: OverYear, Lost: 30, Cap: 150}) {
		t.Errorf("18 hours: %+v", l)
	}
	more := append(worked(), Entry{ID: 99, Code: "J07", Quantity: 80, Date: "2026-11-30"})
	got, lines = Explain(&s, Standing{}, more)
	check(t, "101", got, Balance{Total: 1010, Base: 600, Contribution: 400, Honour: 50, Deduction: 40, Stars: 5})
	if l := lines[7]; l.Granted != 20 || l.Cuts[0] != (Cut{Why: OverGroup, Lost: 60, Cap: 400}) {
		t.Errorf("over the group: %+v", l)
	}
}

// The bands have decimals: four stars from 90 to below 96.
func TestStars(t *testing.T) {
	s := Standard(2026)
	for total, want := range map[Points]int{599: 0, 600: 1, 699: 1, 700: 2, 799: 2, 800: 3, 899: 3, 900: 4, 955: 4, 959: 4, 960: 5, 1100: 5, 0: 0} {
		if got := s.Stars(total); got != want {
			t.Errorf("%s: %d stars, want %d", total.Text(), got, want)
		}
	}
}

// Who joins within the year has the caps of the months that are left, rounded up to
// half a point; what is taken off keeps its caps.
func TestJoiner(t *testing.T) {
	s := Standard(2026)
	for _, x := range []struct {
		joined cn.Date
		months int
		j01    Points // cap 15
	}{{"", 12, 150}, {"2025-06-30", 12, 150}, {"2026-01-20", 12, 150}, {"2026-02-01", 11, 140}, {"2026-07-15", 6, 75}, {"2026-07", 6, 75}, {"2026-12-31", 1, 15}, {"2027-01-01", 0, 0}} {
		who := Standing{Joined: x.joined}
		if got := Prepare(&s).Months(who); got != x.months {
			t.Errorf("%s: %d months", x.joined, got)
		}
		got, _ := Explain(&s, who, list(Entry{Code: "J01", Quantity: 900}))
		check(t, string(x.joined), got, Balance{Total: 600 + x.j01, Base: 600, Contribution: x.j01, Stars: s.Stars(600 + x.j01)})
	}
	got, _ := Explain(&s, Standing{Joined: "2026-07-01"}, list(Entry{Code: "K13"}, Entry{Code: "J01", Quantity: 900}, Entry{Code: "J02", Quantity: 900}, Entry{Code: "J08", Quantity: 900}, Entry{Code: "H06"}))
	check(t, "group caps", got, Balance{Total: 600 + 165 + 50 - 200, Base: 600, Contribution: 165, Honour: 50, Deduction: 200, Stars: 1})
	s.Prorate = false
	got, _ = Explain(&s, Standing{Joined: "2026-07-01"}, list(Entry{Code: "J01", Quantity: 900}))
	check(t, "not prorated", got, Balance{Total: 750, Base: 600, Contribution: 150, Stars: 2})
}

// Deductions in steps: 2, 3, then 5 for each further one.
func TestSteps(t *testing.T) {
	s := Standard(2026)
	s.Rules = append(s.Rules, Rule{Code: "K21", Group: Deduction, Steps: []Points{20, 30, 50}, Unit: "次", YearCap: 160})
	for n, want := range []Points{0, 20, 50, 100, 150, 160, 160} {
		one := make([]Entry, n)
		for i := range one {
			one[i].Code = "K21"
		}
		got, _ := Explain(&s, Standing{}, list(one...))
		if got.Deduction != want {
			t.Errorf("%d one by one: %s, want %s", n, got.Deduction.Text(), want.Text())
		}
		if n > 0 {
			if got, _ = Explain(&s, Standing{}, list(Entry{Code: "K21", Quantity: int64(10 * n)})); got.Deduction != want {
				t.Errorf("%d at once: %s, want %s", n, got.Deduction.Text(), want.Text())
			}
		}
	}
}

func TestEventCap(t *testing.T) {
	s := Standard(2026)
	s.Rules[12].EventCap = 40 // J01
	got, lines := Explain(&s, Standing{}, list(Entry{Code: "J01", Quantity: 90}, Entry{Code: "J01", Quantity: 25}))
	if got.Contribution != 65 || lines[0].Cuts[0] != (Cut{Why: OverEvent, Lost: 50, Cap: 40}) {
		t.Errorf("%+v %+v", got, lines)
	}
}

// Entries of one day and event share its cap, in their order; another day, another event
// and an entry that names none have their own.
func TestEventCapIsOfTheEvent(t *testing.T) {
	s := Standard(2026)
	s.Rules[12].EventCap = 30 // J01
	on := func(day cn.Date, event string) Entry {
		return Entry{Code: "J01", Date: day, Quantity: 20, Event: event}
	}
	got, lines := Explain(&s, Standing{}, list(on("2026-05-01", "清洁日"), on("2026-05-01", "清洁日")))
	if got.Contribution != 30 || len(lines[0].Cuts) != 0 || lines[1].Granted != 10 || lines[1].Cuts[0] != (Cut{Why: OverEvent, Lost: 10, Cap: 30}) {
		t.Errorf("one event: %+v %+v", got, lines)
	}
	for name, other := range map[string][2]Entry{
		"another day":   {on("2026-05-01", "清洁日"), on("2026-05-02", "清洁日")},
		"another event": {on("2026-05-01", "清洁日"), on("2026-05-01", "义诊")},
		"none named":    {on("2026-05-01", ""), on("2026-05-01", "")},
	} {
		if got, lines = Explain(&s, Standing{}, list(other[:]...)); got.Contribution != 40 {
			t.Errorf("%s: %+v %+v", name, got, lines)
		}
	}
}

// J20 yields to J01 for the same event, J09 to J08 for the same months, and a void
// gives back what its entry displaced.
func TestExclusions(t *testing.T) {
	s := Standard(2026)
	hours := list(Entry{Code: "J20", Date: "2026-03-01", Quantity: 30}, Entry{Code: "J01", Date: "2026-03-01", Quantity: 20}, Entry{Code: "J20", Date: "2026-03-02", Quantity: 20})
	got, lines := Explain(&s, Standing{}, hours)
	if got.Contribution != 40 || lines[0].Granted != 0 || lines[0].Cuts[0] != (Cut{Why: Displaced, Lost: 30, By: 2}) {
		t.Errorf("same day: %+v %+v", got, lines)
	}
	if got, _ = Explain(&s, Standing{}, []Entry{hours[0], hours[2]}); got.Contribution != 50 {
		t.Errorf("voided: %+v", got)
	}
	hours[0].Event, hours[1].Event = "修水管", "清楼道"
	if got, _ = Explain(&s, Standing{}, hours); got.Contribution != 70 {
		t.Errorf("two events of one day: %+v", got)
	}
	months := list(Entry{Code: "J08", Date: "2026-06-30", Quantity: 40}, Entry{Code: "J09", Date: "2026-08-31", Quantity: 50})
	if got, lines = Explain(&s, Standing{}, months); got.Contribution != 60 || lines[1].Granted != 20 || lines[1].Cuts[0].Lost != 30 {
		t.Errorf("April to June are J08's: %+v %+v", got, lines)
	}
}

// Of the commendations for one matter only the highest counts.
func TestHighest(t *testing.T) {
	s := Standard(2026)
	got, lines := Explain(&s, Standing{}, list(Entry{Code: "H01", Event: "抗洪"}, Entry{Code: "H03", Event: "抗洪"}, Entry{Code: "H02", Event: "抗洪"}, Entry{Code: "H01", Event: "读书"}, Entry{Code: "H01"}))
	if got.Honour != 90 || lines[0].Cuts[0] != (Cut{Why: Displaced, Lost: 20, By: 2}) || lines[2].Granted != 0 || lines[1].Granted != 50 {
		t.Errorf("%+v %+v", got, lines)
	}
}

func TestVetoExemptAndEdges(t *testing.T) {
	s := Standard(2026)
	got, _ := Explain(&s, Standing{}, append(worked(), Entry{ID: 50, Code: "V01", Date: "2026-09-01", Quantity: 10}))
	if got.Total != 0 || got.Stars != 0 || !got.Vetoed || got.Contribution != 380 {
		t.Errorf("veto: %+v", got)
	}
	got, _ = Explain(&s, Standing{Exempt: true}, worked())
	if !got.Exempt || got.Stars != 0 || got.Contribution != 380 {
		t.Errorf("exempt: %+v", got)
	}
	s.ContributionCap, s.Base = 0, 900
	if got, _ = Explain(&s, Standing{}, worked()); got.Total != 1100 {
		t.Errorf("ceiling: %+v", got)
	}
	s.Base = 0
	if got, _ = Explain(&s, Standing{}, worked()[:2]); got.Total != 0 || got.Deduction != 40 {
		t.Errorf("floor: %+v", got)
	}
	if got, _ = Explain(&s, Standing{Carried: 55}, nil); got.Total != 55 || got.Carried != 55 {
		t.Errorf("carried: %+v", got)
	}
	got, lines := Explain(&s, Standing{}, list(Entry{Code: "X99"}, Entry{Code: "J01", Date: "2025-12-31"}))
	if got.Contribution != 0 || len(lines) != 1 || lines[0].Cuts[0].Why != NoRule {
		t.Errorf("no such rule: %+v %+v", got, lines)
	}
}

// A new version of a rule holds from its day on; entries before it keep the old one.
func TestVersions(t *testing.T) {
	s := Standard(2026)
	s.Rules = append(s.Rules, Rule{Code: "J02", From: "2026-07-01", Group: Contribution, Points: 20, YearCap: 100}, Rule{Code: "J02", From: "2026-10-01", Group: Contribution, Retired: true})
	got, lines := Explain(&s, Standing{}, list(Entry{Code: "J02", Date: "2026-06-30", Quantity: 70}, Entry{Code: "J02", Date: "2026-07-01", Quantity: 20}, Entry{Code: "J02", Date: "2026-10-01"}))
	if got.Contribution != 100 || lines[0].Granted != 70 || lines[1].Granted != 30 || lines[2].Cuts[0].Why != Stopped {
		t.Errorf("%+v %+v", got, lines)
	}
	next := s.For(2027)
	if r, ok := next.Of("J02", "2027-01-01"); ok || len(next.Rules) != len(Standard(2027).Rules)-1 {
		t.Errorf("the next year: %+v", r)
	}
}

// The table that ships is that of domain 4b, and nothing in it is about speech,
// petitions, religion, credit or family.
func TestStandardScheme(t *testing.T) {
	s := Standard(2026)
	want := "K01 20/200 K02 20/120 K03 50/100 K04 5/30 K05 10/60 K06 10/60 K07 30/90 K08 50/50 K09 20/60 K10 30/90 K12 100/100 K13 200/200 " +
		"J01 10/150 J02 10/80 J03 20/60 J04 5/50 J05 20/60 J06 30/90 J07 10/80 J08 10/100 J09 10/100 J10 50/50 J11 30/60 J12 5/30 J13 10/50 J14 10/80 J15 20/40 J16 30/90 J17 10/50 J18 20/40 J19 30/60 J20 10/60 " +
		"H01 20/0 H02 30/0 H03 50/0 H04 80/0 H05 50/50 H06 100/100 V01 0/0"
	got := ""
	for i, r := range s.Rules {
		if i > 0 {
			got += " "
		}
		got += r.Code + " " + num(r.Points) + "/" + num(r.YearCap)
		if string(r.Group) != r.Code[:1] || r.Unit == "" || r.Text == "" || r.Source == "" {
			t.Errorf("%+v", r)
		}
	}
	if got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if s.Base != 600 || s.ContributionCap != 400 || s.HonourCap != 100 || s.Floor != 0 || s.Ceiling != 1100 {
		t.Errorf("%+v", s)
	}
}

func num(p Points) string { return strconv.Itoa(int(p)) }
