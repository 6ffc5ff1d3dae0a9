package visits

import (
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

func year2026() *book {
	return &book{places: &places{}, period: Period{"2026-01-01", "2026-12-31"}, today: "2026-11-22", repeat: 90, working: schema.Env{}.WorkingDays}
}

// of returns the figure of a key of the only group.
func of(t *testing.T, b *book, key string) Figure {
	t.Helper()
	list, err := b.figures(ByAll)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if f.Key == key {
			return f
		}
	}
	t.Fatalf("no figure %s", key)
	return Figure{}
}

func want(t *testing.T, b *book, key string, part, whole int, value string) {
	t.Helper()
	if f := of(t, b, key); f.Numerator != part || f.Denominator != whole || f.Value != value {
		t.Errorf("%s is %d/%d %q, want %d/%d %q", key, f.Numerator, f.Denominator, f.Value, part, whole, value)
	}
}

// The two examples of domain table 5c: working days after the day of acceptance.
func TestTookAsWorked(t *testing.T) {
	for _, c := range []struct {
		accepted, finished cn.Date
		days               int
	}{
		{"2026-09-24", "2026-09-28", 1}, // 25–27 September 中秋
		{"2026-10-10", "2026-10-12", 1}, // a Saturday worked to make up, then Monday
		{"2026-11-20", "2026-11-20", 0},
	} {
		b := year2026()
		b.appeals = []appeal{{ID: 1, Lead: -1, State: registers.StateFinished, Accepted: c.accepted, Finished: c.finished}}
		want(t, b, keyMean, c.days, 1, map[int]string{0: "0", 1: "1"}[c.days])
	}
}

func TestNothingIsADash(t *testing.T) {
	b := year2026()
	for _, key := range []string{keyCoverage, keyPersons, keyFinished, keyOnTime, keyOnSpot, keySatisfied, keyReturned, keyMean, keyMedian, keyPercent, keyRepeat} {
		want(t, b, key, 0, 0, "—")
	}
	want(t, b, keyVisits, 0, 0, "0")
}

func TestRates(t *testing.T) {
	b := year2026()
	day := func(state string, accepted, due, finished cn.Date, rating string) appeal {
		a := appeal{ID: 1, Lead: -1, State: state, Accepted: accepted, Due: due, Finished: finished, Rating: rating}
		if rating != "" || state == registers.StateReturned {
			a.Returned = finished
		}
		return a
	}
	b.appeals = []appeal{
		day(registers.StateFinished, "2026-03-02", "2026-03-16", "2026-03-16", ""),                                     // on the last day
		day(registers.StateFinished, "2026-03-02", "2026-03-16", "2026-03-17", ""),                                     // a day late
		day(registers.StateSatisfied, "2026-03-02", "2026-03-16", "2026-03-03", registers.RatingGood),                  // in time
		day(registers.StateSatisfied, "2026-03-02", "2026-03-16", "2026-03-04", registers.RatingFair),                  // in time
		day(registers.StateReturned, "2026-03-02", "2026-03-16", "2026-03-05", registers.RatingBad),                    // in time
		day(registers.StateClosed, "2026-03-02", "2026-03-16", "2026-03-06", registers.RatingNone),                     // in time, not rated
		day(registers.StateReopened, "2026-03-02", "", "", ""),                                                         // not finished until it is again
		day(registers.StateForwarded, "2026-11-10", "2026-11-25", "", ""),                                              // open, not due
		day(registers.StateForwarded, "2026-11-01", "2026-11-16", "", ""),                                              // open, overdue
		day(registers.StateRefused, "2026-11-01", "", "", ""),                                                          // was not accepted
		day(registers.StateAccepted, "2025-12-31", "", "", ""), day(registers.StateAccepted, "2027-01-01", "", "", ""), // other cohorts
	}
	b.appeals[2].OnSpot = true
	want(t, b, keyAccepted, 9, 9, "9")
	want(t, b, keyFinished, 6, 9, "66.7%")
	want(t, b, keyOnTime, 5, 7, "71.4%")
	want(t, b, keyOnSpot, 1, 9, "11.1%")
	want(t, b, keyReturned, 4, 6, "66.7%")
	want(t, b, keySatisfied, 2, 3, "66.7%")
	want(t, b, keyUnrated, 1, 4, "1")
	// 10, 11, 1, 2, 3, 4 working days: mean 31/6, median 3.5, nearest rank of 90 % the sixth.
	want(t, b, keyMean, 31, 6, "5.2")
	want(t, b, keyMedian, 3, 6, "3.5")
	want(t, b, keyPercent, 6, 6, "11")
}

func TestRepeats(t *testing.T) {
	list := []appeal{
		{ID: 1, Household: 7, Kind: "01", Accepted: "2026-01-10", State: registers.StateAccepted},
		{ID: 2, Household: 7, Kind: "01", Accepted: "2026-04-10", State: registers.StateAccepted}, // 90 days later
		{ID: 3, Household: 7, Kind: "01", Accepted: "2026-07-10", State: registers.StateAccepted}, // 91 days later
		{ID: 4, Household: 7, Kind: "02", Accepted: "2026-07-10", State: registers.StateAccepted},
		{ID: 5, Household: 8, Kind: "01", Accepted: "2026-07-10", State: registers.StateAccepted},
		{ID: 6, Household: 7, Kind: "01", Accepted: "2026-07-10", State: registers.StateAccepted}, // the same day
		{ID: 7, Kind: "01", Accepted: "2026-07-10", State: registers.StateAccepted},
		{ID: 8, Kind: "01", Accepted: "2026-07-10", State: registers.StateAccepted},
		{ID: 9, Household: 9, Kind: "01", Accepted: "2026-07-10", State: registers.StateRefused},
		{ID: 10, Household: 9, Kind: "01", Accepted: "2026-07-11", State: registers.StateAccepted}, // what was refused is not asked again
	}
	inOrder(list)
	markRepeats(list, 90)
	for _, a := range list {
		if want := a.ID == 2 || a.ID == 6; a.Repeat != want {
			t.Errorf("appeal %d: repeat %v", a.ID, a.Repeat)
		}
	}
}

func TestMonthsAndNeed(t *testing.T) {
	for _, c := range []struct {
		from, to, today cn.Date
		months          int
	}{
		{"2026-07-01", "2026-12-31", "2026-11-22", 4}, // November is not over
		{"2026-07-01", "2026-12-31", "2026-11-30", 5},
		{"2026-01-01", "2026-06-30", "2026-11-22", 6},
		{"2026-01-02", "2026-06-30", "2026-11-22", 5},
		{"2026-01-01", "2026-06-29", "2026-11-22", 5},
		{"2026-11-01", "2026-11-22", "2026-11-22", 0},
		{"2025-01-01", "2026-12-31", "2026-11-22", 22},
		{"2027-01-01", "2027-12-31", "2026-11-22", 0},
	} {
		if got := (Period{c.from, c.to}).months(c.today); got != c.months {
			t.Errorf("%s to %s on %s: %d months, want %d", c.from, c.to, c.today, got, c.months)
		}
	}
	lonely, veteran := bit(registers.VisitClasses, registers.ClassLonely), bit(registers.VisitClasses, registers.ClassVeteran)
	for _, c := range []struct {
		classes set
		months  int
		want    int
	}{{lonely, 6, 6}, {lonely, 0, 1}, {veteran, 6, 1}, {veteran, 12, 2}, {veteran, 1, 1}, {lonely | veteran, 4, 4}} {
		if got := need(c.classes, c.months, 1, 2); got != c.want {
			t.Errorf("need of %b in %d months: %d, want %d", c.classes, c.months, got, c.want)
		}
	}
}

func TestHalfYear(t *testing.T) {
	for day, want := range map[cn.Date]Period{"2026-06-30": {"2026-01-01", "2026-06-30"}, "2026-07-01": {"2026-07-01", "2026-12-31"}} {
		if got := HalfYear(day); got != want {
			t.Errorf("%s: %v", day, got)
		}
	}
}

func TestReadForm(t *testing.T) {
	for in, want := range map[string]string{
		"b7k2-3": "B7K2-03", "B7K2 03": "B7K2-03", "B7K2－12": "B7K2-12", "B7K2-120": "B7K2-120", " 自编 5 号 ": "自编 5 号", "": "", "B7K2": "B7K2",
	} {
		if got := readForm(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}
