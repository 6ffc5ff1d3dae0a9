package rules_test

import (
	"slices"
	"strconv"

	. "chengzhuan/backend/points/rules"
)

// slow is the scheme in the words of domain section 4, a tenth of a point at a time:
// entries by day and then by ID; each tenth that an entry promises is given if its
// event, its rule and year, and its group still have room.
func slow(s *Scheme, who Standing, all []Entry) Balance {
	return slowly(s, who, all, func(e Entry, _ int) string { return e.Event + string(e.Date) })
}

// slowly lets entries share the cap of an event for which event gives one name.
func slowly(s *Scheme, who Standing, all []Entry, event func(e Entry, at int) string) Balance {
	var entries []Entry
	for _, e := range all {
		if e.Date.Year() == s.Year {
			at := 0
			for at < len(entries) && (entries[at].Date < e.Date || entries[at].Date == e.Date && entries[at].ID < e.ID) {
				at++
			}
			entries = slices.Insert(entries, at, e)
		}
	}
	rule := make([]*Rule, len(entries))
	for i, e := range entries {
		for j := range s.Rules {
			if r := &s.Rules[j]; r.Code == e.Code && (r.From == "" || r.From <= e.Date) && (rule[i] == nil || r.From >= rule[i].From) {
				rule[i] = r
			}
		}
		if rule[i] != nil && rule[i].Retired {
			rule[i] = nil
		}
	}
	units := make([]int64, len(entries)) // tenths of a unit that count
	for _, yields := range []bool{false, true} {
		for i, e := range entries {
			if rule[i] == nil || yields != (len(rule[i].Excludes) > 0) {
				continue
			}
			units[i] = e.Quantity
			for _, x := range rule[i].Excludes {
				taken := map[int]bool{}
				for j, o := range entries {
					if i == j || o.Code != x.Code || rule[j] == nil || units[j] == 0 {
						continue
					}
					if x.Scope == SameMonth {
						for _, m := range covered(e) {
							if slices.Contains(covered(o), m) {
								taken[m] = true
							}
						}
					} else if e.Event != "" && o.Event != "" && e.Event == o.Event || (e.Event == "" || o.Event == "") && e.Date == o.Date {
						units[i] = 0
					}
				}
				units[i] = max(0, units[i]-10*int64(len(taken)))
			}
		}
	}
	given := make([]int64, len(entries)) // after the cap of one event
	steps := map[string]int{}
	ofEvent := map[string]int64{}
	for i := range entries {
		r := rule[i]
		if r == nil {
			continue
		}
		given[i] = int64(r.Points) * units[i] / 10
		if len(r.Steps) > 0 {
			given[i] = 0
			for n := units[i]; n >= 10; n -= 10 {
				step := steps[r.Code]
				if step >= len(r.Steps) {
					step = len(r.Steps) - 1
				}
				given[i] += int64(r.Steps[step])
				steps[r.Code]++
			}
		}
		if r.EventCap > 0 {
			key := r.Code + " " + event(entries[i], i)
			if entries[i].Event == "" || r.Highest != "" { // one entry of a matter counts: it has the cap alone
				key = strconv.Itoa(i)
			}
			given[i] = min(given[i], max(0, int64(r.EventCap)-ofEvent[key]))
			ofEvent[key] += given[i]
		}
	}
	for i, e := range entries {
		for j, o := range entries {
			if i != j && rule[i] != nil && rule[j] != nil && rule[i].Highest != "" && rule[i].Highest == rule[j].Highest && e.Event != "" && e.Event == o.Event &&
				units[i] > 0 && units[j] > 0 && (given[j] > given[i] || given[j] == given[i] && j < i) {
				rule[i] = nil
				break
			}
		}
	}
	var b Balance
	byRule, byGroup := map[string]Points{}, map[Group]Points{}
	groupCap := map[Group]Points{Contribution: s.ContributionCap, Honour: s.HonourCap}
	for i := range entries {
		r := rule[i]
		if r == nil || units[i] == 0 {
			continue
		}
		b.Vetoed = b.Vetoed || r.Group == Veto
		for range given[i] {
			limit := r.YearCap
			if r.Group != Deduction {
				limit = fewer(s, who, limit)
			}
			if r.YearCap > 0 && byRule[r.Code] >= limit {
				break
			}
			byRule[r.Code]++
			if groupCap[r.Group] > 0 && byGroup[r.Group] >= fewer(s, who, groupCap[r.Group]) {
				continue // the rule is used up all the same
			}
			byGroup[r.Group]++
		}
	}
	b.Base, b.Carried, b.Contribution, b.Honour, b.Deduction = s.Base, who.Carried, byGroup[Contribution], byGroup[Honour], byGroup[Deduction]
	b.Total = b.Base + b.Carried + b.Contribution + b.Honour - b.Deduction
	if b.Total < s.Floor {
		b.Total = s.Floor
	}
	if s.Ceiling > 0 && b.Total > s.Ceiling {
		b.Total = s.Ceiling
	}
	for _, edge := range s.Bands {
		if b.Total >= edge {
			b.Stars++
		}
	}
	b.Exempt = who.Exempt
	if b.Vetoed || b.Exempt {
		b.Total, b.Stars = 0, 0
	}
	return b
}

// covered are the months of an entry of n months: n of them up to its own, within the year.
func covered(e Entry) (out []int) {
	for m, n := e.Date.Month(), e.Quantity; m > 0 && n > 0; m, n = m-1, n-10 {
		out = append(out, m)
	}
	return out
}

// fewer is a cap for who joined within the year: × months left / 12, up to the next half point.
func fewer(s *Scheme, who Standing, limit Points) Points {
	if !s.Prorate || who.Joined == "" || who.Joined.Year() != s.Year {
		return limit
	}
	months := Points(12 - who.Joined.Month() + 1)
	half := Points(0)
	for half*5*12 < limit*months {
		half++
	}
	return half * 5
}
