package visits_test

import (
	"fmt"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/visits"
)

// naive holds the records of a book as they are and counts them as one would by hand:
// for each figure it goes through everything once more.
type naive struct {
	today     cn.Date
	homes     map[oplog.ID]registers.Household
	residents map[oplog.ID]registers.Resident
	visits    map[oplog.ID]registers.Visit
	matters   map[oplog.ID]registers.Matter
	steps     []registers.MatterStep

	wrong string // which mistake it makes; "" none
}

type fraction struct {
	part, whole int
	value       string
}

func percent(part, whole int) fraction {
	if whole == 0 {
		return fraction{0, 0, "—"}
	}
	return fraction{part, whole, fmt.Sprintf("%.1f%%", 100*float64(part)/float64(whole))}
}

func number(part, whole int) fraction { return fraction{part, whole, fmt.Sprint(part)} }

var calendar = cn.NewCalendar(cn.BuiltinHolidays())

// workingDays counts day by day.
func workingDays(after, to cn.Date) (n int) {
	for d := after.AddDays(1); d <= to; d = d.AddDays(1) {
		if !calendar.Day(d).Off {
			n++
		}
	}
	return n
}

func (n *naive) homeClasses(id oplog.ID) (out []string) {
	h, ok := n.homes[id]
	if !ok {
		return nil
	}
	table := map[string]string{"01": "01", "02": "02", "03": "05", "05": "15", "06": "11", "07": "11", "08": "12", "09": "13", "10": "14"}
	for _, k := range h.Kinds {
		out = append(out, table[k])
	}
	if h.LowIncome {
		out = append(out, "05")
	}
	for _, r := range n.residents {
		if r.Household == id && (r.State == "" || r.State == "1") {
			out = append(out, n.personClasses(r)...)
		}
	}
	out = slices.DeleteFunc(out, func(c string) bool { return c == "" })
	if len(out) == 0 {
		out = []string{"19"}
	}
	return out
}

func (n *naive) personClasses(r registers.Resident) (out []string) {
	table := map[string]string{"01": "02", "02": "05", "04": "15", "05": "12", "06": "11", "07": "11", "08": "03", "11": "04", "12": "04"}
	for _, k := range r.Kinds {
		out = append(out, table[k])
	}
	if r.Political == "01" {
		out = append(out, "01")
	}
	if r.Residence == "4" {
		out = append(out, "14")
	}
	if age, ok := cn.Age(r.Birth, n.today); ok && age >= 6 && age < 18 {
		out = append(out, "03")
	}
	return slices.DeleteFunc(out, func(c string) bool { return c == "" })
}

// in reports whether something of a place, of classes and of a visitor is in a group.
func in(by, group string, grid oplog.ID, classes []string, lead string) bool {
	switch by {
	case visits.ByGrid:
		return grid.String() == group || grid == 0 && group == ""
	case visits.ByClass:
		return slices.Contains(classes, group) || len(classes) == 0 && group == ""
	case visits.ByVisitor:
		return lead == group
	}
	return true
}

// figures counts one group.
func (n *naive) figures(p visits.Period, by, group string) map[string]fraction {
	out := map[string]fraction{}
	within := func(d cn.Date) bool { return d >= p.From && d <= p.To }

	// 走访覆盖率 and 重点对象走访率
	part, whole := 0, 0
	calls := func(home, person oplog.ID) (k int) {
		for _, v := range n.visits {
			if within(v.Date) && (v.Household == home && home != 0 || v.Resident == person && person != 0) && (by != visits.ByVisitor || v.Lead == group) {
				k++
			}
		}
		return k
	}
	for id, h := range n.homes {
		if !in(by, group, h.Grid, n.homeClasses(id), group) {
			continue
		}
		whole++
		if calls(id, 0) > 0 {
			part++
		}
	}
	out["coverage"] = percent(part, whole)
	if n.wrong == "visits not households" {
		part = 0
		for id, h := range n.homes {
			if in(by, group, h.Grid, n.homeClasses(id), group) {
				part += calls(id, 0)
			}
		}
		out["coverage"] = percent(part, whole)
	}
	if by != visits.ByVisitor {
		part, whole = 0, 0
		for id, r := range n.keyPersons() {
			grid := r.Grid
			if grid == 0 {
				grid = n.homes[r.Household].Grid
			}
			classes := r.Kinds // of a key person: already classes
			if !in(by, group, grid, classes, "") {
				continue
			}
			whole++
			if calls(r.Household, id) >= n.need(p, classes) {
				part++
			}
		}
		out["key_coverage"] = percent(part, whole)
	}

	// visits
	all := 0
	count := map[string]int{}
	for _, v := range n.visits {
		if !within(v.Date) || !in(by, group, v.Grid, v.Classes, v.Lead) {
			continue
		}
		all++
		if slices.ContainsFunc(v.Classes, func(c string) bool { return slices.Contains(registers.FiveVisits, c) }) {
			count["five_visits"]++
		}
		for _, c := range v.Classes {
			count["class_"+c]++
		}
		for _, c := range v.Deliveries {
			count["delivery_"+c]++
		}
		for _, c := range v.Services {
			count["service_"+c]++
		}
		if len(v.Deliveries) > 0 {
			count["deliveries"]++
		}
		if len(v.Services) > 0 {
			count["home_services"]++
		}
	}
	out["visits"] = number(all, all)
	for _, key := range []string{"five_visits", "deliveries", "home_services"} {
		out[key] = number(count[key], all)
	}
	for _, c := range registers.VisitClasses.Codes {
		out["class_"+c.Code] = number(count["class_"+c.Code], all)
	}
	for _, c := range registers.Deliveries.Codes {
		out["delivery_"+c.Code] = number(count["delivery_"+c.Code], all)
	}
	for _, c := range registers.HomeServices.Codes {
		out["service_"+c.Code] = number(count["service_"+c.Code], all)
	}
	n.appeals(p, by, group, out)
	return out
}

func (n *naive) appeals(p visits.Period, by, group string, out map[string]fraction) {
	var list []oplog.ID
	for id, m := range n.matters {
		if m.Accepted < p.From || m.Accepted > p.To || m.State == registers.StateRefused && n.wrong != "refused are accepted" {
			continue
		}
		lead, classes := "", n.homeClasses(m.Household)
		if v, ok := n.visits[m.Visit]; ok {
			lead = v.Lead
			if len(v.Classes) > 0 {
				classes = v.Classes
			}
		}
		if in(by, group, m.Grid, classes, lead) {
			list = append(list, id)
		}
	}
	finished := func(m registers.Matter) bool {
		return slices.Contains([]string{"60", "70", "80", "85"}, m.State) || n.wrong == "reopened are finished" && m.State == "75"
	}
	var done, onTime, overdue, spot, asked, rated, content, unrated, repeated int
	var days []int
	for _, id := range list {
		m := n.matters[id]
		if finished(m) {
			done++
			if m.Due == "" || m.Finished <= m.Due && n.wrong != "the last day is late" || m.Finished < m.Due {
				onTime++
			}
			if m.Finished != "" {
				days = append(days, workingDays(m.Accepted, m.Finished))
			}
			if m.Returned != "" {
				asked++
				if m.Rating == "" || m.Rating == registers.RatingNone {
					unrated++
				}
			}
		} else if m.Due != "" && m.Due < n.today {
			overdue++
		}
		if m.Reopened == 0 && (m.State == registers.StateOnSpot || slices.ContainsFunc(n.steps, func(s registers.MatterStep) bool { return s.Matter == id && s.To == registers.StateOnSpot })) {
			spot++
		}
		switch m.Rating {
		case registers.RatingGood, registers.RatingFair:
			rated, content = rated+1, content+1
		case registers.RatingBad:
			rated++
		case registers.RatingNone:
			if n.wrong == "unrated are rated" {
				rated++
			}
		}
		for other, o := range n.matters {
			earlier := o.Accepted < m.Accepted || o.Accepted == m.Accepted && other < id
			if other != id && earlier && o.State != registers.StateRefused && o.Household == m.Household && o.Household != 0 && o.Kind == m.Kind && o.Kind != "" && cn.DaysBetween(o.Accepted, m.Accepted) <= 90 && !(n.wrong == "repeats begin with the period" && o.Accepted < p.From) {
				repeated++
				break
			}
		}
	}
	out["appeals"] = number(len(list), len(list))
	out["finished"] = percent(done, len(list))
	out["on_time"] = percent(onTime, done+overdue)
	out["on_spot"] = percent(spot, len(list))
	out["returned"] = percent(asked, done)
	out["satisfied"] = percent(content, rated)
	out["unrated"] = number(unrated, asked)
	out["repeated"] = percent(repeated, len(list))
	slices.Sort(days)
	for key, f := range times(days) {
		out[key] = f
	}
}

func times(days []int) map[string]fraction {
	if len(days) == 0 {
		none := fraction{0, 0, "—"}
		return map[string]fraction{"days_mean": none, "days_median": none, "days_p90": none}
	}
	sum := 0
	for _, d := range days {
		sum += d
	}
	upTo := func(limit int) (k int) {
		for _, d := range days {
			if d <= limit {
				k++
			}
		}
		return k
	}
	text := func(v float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0") }
	n := len(days)
	median := float64(days[n/2])
	if n%2 == 0 {
		median = float64(days[n/2-1]+days[n/2]) / 2
	}
	ninety := days[n-1]
	for _, d := range days { // the least that nine in ten did not exceed
		if upTo(d)*10 >= n*9 {
			ninety = d
			break
		}
	}
	return map[string]fraction{
		"days_mean":   {sum, n, text(float64(sum) / float64(n))},
		"days_median": {upTo(days[(n-1)/2]), n, text(median)},
		"days_p90":    {upTo(ninety), n, fmt.Sprint(ninety)},
	}
}

// keyPersons are the residents in a class, with their classes as Kinds; of a household
// that only its own record puts into one, its head.
func (n *naive) keyPersons() map[oplog.ID]registers.Resident {
	out := map[oplog.ID]registers.Resident{}
	named := map[oplog.ID]bool{}
	for id, r := range n.residents {
		if (r.State == "" || r.State == "1") && (len(r.Kinds) > 0 || r.Residence == "4") {
			named[r.Household] = true
			r.Kinds = n.personClasses(r)
			out[id] = r
		}
	}
	table := map[string]string{"02": "02", "03": "05", "05": "15", "06": "11", "07": "11", "08": "12", "09": "13", "10": "14"}
	for id, h := range n.homes {
		var classes []string
		for _, k := range h.Kinds {
			if table[k] != "" {
				classes = append(classes, table[k])
			}
		}
		if h.LowIncome {
			classes = append(classes, "05")
		}
		if named[id] || len(classes) == 0 {
			continue
		}
		var head oplog.ID
		for who, r := range n.residents {
			if r.Household != id || r.State != "" && r.State != "1" {
				continue
			}
			isHead, hadHead := r.Relation == registers.RelationHead, n.residents[head].Relation == registers.RelationHead
			if head == 0 || isHead && !hadHead || isHead == hadHead && who < head {
				head = who
			}
		}
		if head != 0 {
			r := n.residents[head]
			r.Kinds = classes
			out[head] = r
		}
	}
	return out
}

// need is how often somebody is to be visited: every month that is over, at least once,
// or twice a year.
func (n *naive) need(p visits.Period, classes []string) int {
	months := 0
	for first := p.From[:7] + "-01"; first <= p.To; first = first.AddMonths(1) {
		if first >= p.From && first[:7].Last() <= p.To && first[:7].Last() <= n.today {
			months++
		}
	}
	for _, c := range classes {
		if slices.Contains([]string{"02", "04", "05", "11", "14"}, c) {
			return max(1, months)
		}
	}
	return max(1, months*2/12)
}
