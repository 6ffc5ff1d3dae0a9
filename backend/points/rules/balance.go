package rules

import (
	"cmp"
	"slices"
	"sync"

	"chengzhuan/backend/cn"
)

// Entry is one entry that is in effect. ID decides between entries of one day; it is
// the same on every PC.
type Entry struct {
	ID       int64
	Code     string
	Date     cn.Date
	Quantity int64  // tenths of a unit
	Event    string // what it was for, where that matters; "" not said
}

// Standing is what a scheme asks of a member besides the entries.
type Standing struct {
	Joined  cn.Date // since when here; "" before the year
	Exempt  bool    // 免评: the branch agreed that nothing is rated
	Carried Points  // brought over from the year before
}

// Balance is the result of a year. Total is what the parts give after floor, ceiling
// and veto; for an exempt member it is nothing that may be shown.
type Balance struct {
	Total        Points
	Base         Points
	Carried      Points
	Contribution Points
	Honour       Points
	Deduction    Points // as a positive number
	Exchange     Points
	Stars        int
	Exempt       bool
	Vetoed       bool
}

// Why says why an entry gives less than its rule promises.
type Why string

// The reasons, in the order in which they are looked at.
const (
	NoRule    Why = "norule"    // no such rule on that day
	Stopped   Why = "stopped"   // the rule was no longer in force
	Displaced Why = "displaced" // another entry counts for the same thing
	OverEvent Why = "event"     // the cap of one event
	OverYear  Why = "year"      // the cap of the rule and year
	OverGroup Why = "group"     // the cap of the group
)

// Cut is one reason for giving less: Lost is what it cost, Cap the cap as it holds for
// this member, By the entry that counts instead.
type Cut struct {
	Why  Why
	Lost Points
	Cap  Points
	By   int64
}

// Line explains one entry: what its rule promises, what it gives, and why it is less.
type Line struct {
	Entry   Entry
	Rule    *Rule // nil where there was none
	Raw     Points
	Granted Points // part of contribution, honour or deduction
	Cuts    []Cut
}

// Explain works out a member's balance of the scheme's year, with a line for every
// entry of that year in the order in which they count: by day, then by ID. Entries of
// other years are left out. Caps are applied in a fixed order: of one event, of the
// rule and year, of the group, of the total.
func Explain(s *Scheme, who Standing, entries []Entry) (Balance, []Line) {
	return Prepare(s).Explain(who, entries)
}

// Book is a scheme made ready for many members. It is safe for concurrent use.
type Book struct {
	scheme   *Scheme
	versions map[string][]*Rule // by code, the newest first
	codes    map[string]int     // numbers of the codes
	spare    sync.Pool          // accounts that may be used again
	from, to cn.Date
}

// Prepare makes a scheme ready; the scheme must not be altered afterwards.
func Prepare(s *Scheme) *Book {
	b := &Book{scheme: s, versions: map[string][]*Rule{}, codes: map[string]int{}}
	year, _ := cn.NewYear(s.Year)
	b.from, b.to = year.First(), year.Last()
	for i := range s.Rules {
		r := &s.Rules[i]
		b.versions[r.Code] = append(b.versions[r.Code], r)
		if _, ok := b.codes[r.Code]; !ok {
			b.codes[r.Code] = len(b.codes)
		}
	}
	for _, list := range b.versions {
		slices.Reverse(list) // of two versions from one day the later one in the scheme holds
		slices.SortStableFunc(list, func(a, b *Rule) int { return cmp.Compare(b.From, a.From) })
	}
	return b
}

// Scheme returns what the book was made of.
func (b *Book) Scheme() *Scheme { return b.scheme }

func (b *Book) of(code string, day cn.Date) *Rule {
	for _, r := range b.versions[code] {
		if r.From <= day {
			return r
		}
	}
	return nil
}

// Balance is Explain without the lines, for rankings.
func (b *Book) Balance(who Standing, entries []Entry) Balance {
	a, ok := b.spare.Get().(*account)
	if !ok {
		a = &account{}
	}
	out := a.work(b, who, entries)
	b.spare.Put(a)
	return out
}

// Explain is the function Explain over a scheme that was made ready.
func (b *Book) Explain(who Standing, entries []Entry) (Balance, []Line) {
	a := &account{lines: make([]Line, 0, len(entries))}
	out := a.work(b, who, entries)
	return out, a.lines
}

// work works a member out, in memory that may have served another.
func (a *account) work(b *Book, who Standing, entries []Entry) Balance {
	a.book, a.who, a.months, a.inGroup, a.out = b, who, Points(b.Months(who)), [2]Points{}, Balance{}
	a.lines = a.lines[:0]
	for _, e := range entries {
		if e.Date >= b.from && e.Date <= b.to {
			a.lines = append(a.lines, Line{Entry: e})
		}
	}
	slices.SortFunc(a.lines, func(x, y Line) int {
		return cmp.Or(cmp.Compare(x.Entry.Date, y.Entry.Date), cmp.Compare(x.Entry.ID, y.Entry.ID))
	})
	n := len(a.lines)
	a.counts, a.amount, a.used = fresh(a.counts, n), fresh(a.amount, n), fresh(a.used, len(b.codes))
	a.govern()
	a.exclude()
	a.promise()
	a.highest()
	a.cap()
	return a.total()
}

// fresh returns a slice of n zeros, in the same memory where it is enough.
func fresh[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n)
	}
	s = s[:n]
	clear(s)
	return s
}

// account is the work on one member.
type account struct {
	book    *Book
	who     Standing
	lines   []Line
	counts  []bool  // whether a line still counts
	amount  []int64 // its quantity after exclusions
	months  Points
	used    []use     // by the number of the rule's code
	inGroup [2]Points // contribution, honour
	out     Balance
}

// use is what a rule has given so far in the year.
type use struct {
	points Points
	units  int64 // of a stepped rule
}

// govern finds the version of the rule that each entry falls under.
func (a *account) govern() {
	for i := range a.lines {
		l := &a.lines[i]
		r := a.book.of(l.Entry.Code, l.Entry.Date)
		switch {
		case r == nil:
			l.cut(Cut{Why: NoRule})
		case r.Retired:
			l.Rule = r
			l.cut(Cut{Why: Stopped})
		default:
			l.Rule, a.counts[i], a.amount[i] = r, l.Entry.Quantity > 0, max(l.Entry.Quantity, 0)
		}
	}
}

// worth is what a quantity is worth without steps; less than a tenth is dropped.
func (r *Rule) worth(quantity int64) Points { return r.Points * Points(quantity) / 10 }

// promise works out what the rules promise, and the cap of one event.
func (a *account) promise() {
	for i := range a.lines {
		l := &a.lines[i]
		if l.Rule == nil {
			continue
		}
		l.Raw = l.Rule.worth(max(l.Entry.Quantity, 0))
		if !a.counts[i] {
			continue
		}
		l.Granted = l.Rule.worth(a.amount[i])
		if steps := l.Rule.Steps; len(steps) > 0 {
			u := &a.used[a.book.codes[l.Rule.Code]]
			l.Granted = 0
			for range a.amount[i] / 10 {
				l.Granted += steps[min(u.units, int64(len(steps)-1))]
				u.units++
			}
			l.Raw = l.Granted
		}
		l.limit(OverEvent, orNone(l.Rule.EventCap), a.ofEvent(i))
	}
}

// ofEvent returns what entries before one gave for the same event by the same rule. An
// event is its text and its day; who names none speaks of one of his own. Of rules of
// which only the highest counts one entry of an event stands alone anyhow.
func (a *account) ofEvent(i int) (sum Points) {
	l := &a.lines[i]
	if l.Rule.EventCap == 0 || l.Entry.Event == "" || l.Rule.Highest != "" {
		return 0
	}
	for j := i - 1; j >= 0 && a.lines[j].Entry.Date == l.Entry.Date; j-- {
		if o := &a.lines[j]; a.counts[j] && o.Entry.Code == l.Entry.Code && o.Entry.Event == l.Entry.Event {
			sum += o.Granted
		}
	}
	return sum
}

// cap applies the caps of rule and year and of the group, in the order of the entries.
func (a *account) cap() {
	caps := [2]Points{a.scaled(orNone(a.book.scheme.ContributionCap)), a.scaled(orNone(a.book.scheme.HonourCap))}
	for i := range a.lines {
		if !a.counts[i] {
			continue
		}
		l := &a.lines[i]
		u := &a.used[a.book.codes[l.Rule.Code]]
		limit := orNone(l.Rule.YearCap)
		if l.Rule.Group != Deduction {
			limit = a.scaled(limit)
		}
		l.limit(OverYear, limit, u.points)
		u.points += l.Granted
		a.out.Exchange += l.Rule.Exchange * Points(a.amount[i]) / 10
		switch g := l.Rule.Group; g {
		case Deduction:
			a.out.Deduction += l.Granted
		case Veto:
			a.out.Vetoed, l.Granted = true, 0
		case Contribution, Honour:
			at := 0
			if g == Honour {
				at = 1
			}
			l.limit(OverGroup, caps[at], a.inGroup[at])
			a.inGroup[at] += l.Granted
		}
	}
}

// total adds up, keeps floor and ceiling, and lets a veto and an exemption end all.
func (a *account) total() Balance {
	s, out := a.book.scheme, a.out
	out.Base, out.Carried, out.Contribution, out.Honour = s.Base, a.who.Carried, a.inGroup[0], a.inGroup[1]
	out.Total = out.Base + out.Carried + out.Contribution + out.Honour - out.Deduction
	if s.Ceiling > 0 {
		out.Total = min(out.Total, s.Ceiling)
	}
	out.Total = max(out.Total, s.Floor)
	out.Stars = s.Stars(out.Total)
	if !s.Exchange {
		out.Exchange = 0
	}
	if out.Vetoed {
		out.Total, out.Stars = 0, 0
	}
	if out.Exempt = a.who.Exempt; out.Exempt {
		out.Total, out.Stars = 0, 0
	}
	return out
}

// scaled returns a cap as it holds for who joined within the year: for the months
// that were left, the month of joining among them, rounded up to half a point.
func (a *account) scaled(limit Points) Points {
	if a.months < 12 && limit > 0 {
		return (limit*a.months + 59) / 60 * 5
	}
	return limit
}

// Months returns for how many months of the year a member's caps stand.
func (b *Book) Months(who Standing) int {
	joined := who.Joined.First()
	if !b.scheme.Prorate || joined < b.from || joined == "" {
		return 12
	}
	if joined > b.to {
		return 0
	}
	return 13 - joined.Month()
}

func (l *Line) cut(c Cut) { l.Cuts = append(l.Cuts, c) }

// unlimited is no cap.
const unlimited Points = -1

func orNone(limit Points) Points {
	if limit == 0 {
		return unlimited
	}
	return limit
}

// limit keeps what a line gives under a cap of which some is used.
func (l *Line) limit(why Why, limit, used Points) {
	if limit == unlimited {
		return
	}
	if left := max(limit-used, 0); l.Granted > left {
		l.cut(Cut{Why: why, Lost: l.Granted - left, Cap: limit})
		l.Granted = left
	}
}
