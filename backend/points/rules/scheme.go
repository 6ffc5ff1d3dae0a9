// Package rules owns the arithmetic of points (党员积分): what a scheme says, and the
// one pure function that turns a member's entries into a balance with the reason of
// every tenth. It knows no register, no file and no clock: the same entries give the
// same balance on every PC, in whatever order they came in.
//
// Points are integers of tenths throughout; a quantity is an integer of tenths of a unit.
package rules

import (
	"cmp"
	"slices"
	"strconv"

	"chengzhuan/backend/cn"
)

// Points are points in tenths: 995 is 99.5.
type Points int64

// Text writes points with one decimal: "99.5".
func (p Points) Text() string {
	sign := ""
	if p < 0 {
		sign, p = "-", -p
	}
	return sign + strconv.FormatInt(int64(p/10), 10) + "." + strconv.FormatInt(int64(p%10), 10)
}

// Short writes points for a sentence, without a decimal of nought: "15", "0.5".
func (p Points) Short() string {
	if p%10 == 0 {
		return strconv.FormatInt(int64(p/10), 10)
	}
	return p.Text()
}

// Group says to which part of the total a rule belongs.
type Group string

// The groups by the letter of their codes in domain table 4b.
const (
	Deduction    Group = "K" // 扣分
	Contribution Group = "J" // 贡献分
	Honour       Group = "H" // 表彰加分
	Veto         Group = "V" // 一票否决
)

// Scope says what two entries of rules that exclude each other must share.
type Scope string

// The scopes of an exclusion.
const (
	SameEvent Scope = "event" // the same event; where one of them names none, the same day
	SameMonth Scope = "month" // the same month: an entry of n months covers those up to its own
)

// Exclusion lets an entry count nothing where one of another rule counts for the same thing.
type Exclusion struct {
	Code  string
	Scope Scope
}

// Rule is one version of one rule. Amounts are positive; the group decides the sign.
type Rule struct {
	Code, Text string
	From       cn.Date // in force for entries from this day; "" from the beginning of the year
	Group      Group
	Points     Points // for one unit
	Unit       string // 次, 小时, 月 …
	Fractions  bool   // quantities may have a decimal, as of hours
	EventCap   Points // most that one event gives: entries of one day with one event text share it; 0 none
	YearCap    Points // most that the rule gives in a year; 0 none
	Steps      []Points
	// Steps replace Points where not empty: for the first unit of the year, the second …;
	// the last one holds for all further ones.
	Excludes []Exclusion
	Highest  string // of the entries with one such name about one event only the highest counts
	File     bool   // rests on a document with a number
	Source   string // where entries come from, as people read it
	Exchange Points // exchange points (兑换分) of one unit; they are no part of the total
	Retired  bool   // from this day the rule gives nothing
}

// Scheme is what counts in one year.
type Scheme struct {
	Year            int
	Name            string
	Base            Points
	Floor, Ceiling  Points
	ContributionCap Points   // 0 none
	HonourCap       Points   // 0 none
	Bands           []Points // totals from which there are 1, 2, 3 … stars, rising
	Prorate         bool     // who joins within the year has the caps of the months that are left
	Carry           int      // percent of what stood above the base that the next year begins with
	Exchange        bool     // the office runs a points shop
	Rules           []Rule   // all versions
	Dated           bool     // to be stored, the rules say of each version since when; else only the latest of a rule is meant
}

// Stars returns how many stars a total has: the bands are lower edges, so 95.9 is still
// below an edge of 96.
func (s *Scheme) Stars(total Points) int {
	n := 0
	for n < len(s.Bands) && total >= s.Bands[n] {
		n++
	}
	return n
}

// Of returns the version of a rule that governs entries of a day; not ok where the
// scheme had none then.
func (s *Scheme) Of(code string, day cn.Date) (Rule, bool) {
	at := -1
	for i := range s.Rules {
		r := &s.Rules[i]
		if r.Code == code && r.From <= day && (at < 0 || r.From >= s.Rules[at].From) {
			at = i
		}
	}
	if at < 0 {
		return Rule{}, false
	}
	return s.Rules[at], true
}

// Current returns the rules that are in force on a day, in the order of the scheme.
func (s *Scheme) Current(day cn.Date) []Rule {
	var out []Rule
	for i := range s.Rules {
		r, ok := s.Of(s.Rules[i].Code, day)
		if ok && !r.Retired && !slices.ContainsFunc(out, func(o Rule) bool { return o.Code == r.Code }) {
			out = append(out, r)
		}
	}
	return out
}

// Codes returns the codes of all rules, in the order of the scheme.
func (s *Scheme) Codes() []string {
	var out []string
	for i := range s.Rules {
		if !slices.Contains(out, s.Rules[i].Code) {
			out = append(out, s.Rules[i].Code)
		}
	}
	return out
}

// Versions returns the versions of a rule by their days; of two from one day the later
// one in the scheme.
func (s *Scheme) Versions(code string) []Rule {
	var out []Rule
	for _, r := range s.Rules {
		if r.Code != code {
			continue
		}
		if at := slices.IndexFunc(out, func(o Rule) bool { return o.From == r.From }); at >= 0 {
			out[at] = r
		} else {
			out = append(out, r)
		}
	}
	slices.SortFunc(out, func(a, b Rule) int { return cmp.Compare(a.From, b.From) })
	return out
}

// For returns the scheme as one for another year: the rules that stood at the end of
// its own, from the first day.
func (s *Scheme) For(year int) Scheme {
	out := *s
	if out.Year == year {
		return out
	}
	out.Year, out.Bands = year, slices.Clone(s.Bands)
	out.Rules = s.Current(cn.Date("9999-12-31"))
	for i := range out.Rules {
		out.Rules[i].From = ""
	}
	return out
}
