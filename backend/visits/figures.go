package visits

import (
	"slices"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/registers"
)

// Keys of the figures of domain table 5c; counts of classes, services and deliveries
// have the code of their list behind them: class_02.
const (
	keyCoverage  = "coverage"      // 走访覆盖率
	keyPersons   = "key_coverage"  // 重点对象走访率
	keyVisits    = "visits"        // 走访次数
	keyAccepted  = "appeals"       // 受理诉求
	keyFinished  = "finished"      // 办结率
	keyOnTime    = "on_time"       // 按期办结率
	keyOnSpot    = "on_spot"       // 当场解决率
	keySatisfied = "satisfied"     // 满意率
	keyUnrated   = "unrated"       // 未评价
	keyReturned  = "returned"      // 回访率
	keyMean      = "days_mean"     // 平均办理时长
	keyMedian    = "days_median"   // 办理时长中位数
	keyPercent   = "days_p90"      // 90% 的诉求在几天内办结
	keyRepeat    = "repeated"      // 重复诉求率
	keyFive      = "five_visits"   // 五走访
	keyThree     = "deliveries"    // 三送
	keySix       = "home_services" // 六到家
	prefixClass  = "class_"
	prefixThree  = "delivery_"
	prefixSix    = "service_"
)

// callRule counts visits; its whole is all visits of the period.
type callRule struct {
	key, label  string
	field, code string // condition of a list that shows the same; "" there is none
	of          func(*tag) bool
}

func callRules() []callRule {
	rules := []callRule{
		{keyVisits, "走访次数", "", "", func(*tag) bool { return true }},
		{keyFive, "五走访", "", "", func(c *tag) bool { return c.Classes&five != 0 }},
	}
	for i, c := range registers.VisitClasses.Codes {
		rules = append(rules, callRule{prefixClass + c.Code, "走访" + c.Label, "classes", c.Code, func(c *tag) bool { return c.Classes.has(i) }})
	}
	rules = append(rules, callRule{keyThree, "三送", "", "", func(c *tag) bool { return c.Deliveries != 0 }})
	for i, c := range registers.Deliveries.Codes {
		rules = append(rules, callRule{prefixThree + c.Code, c.Label, "deliveries", c.Code, func(c *tag) bool { return c.Deliveries.has(i) }})
	}
	rules = append(rules, callRule{keySix, "六到家", "", "", func(c *tag) bool { return c.Services != 0 }})
	for i, c := range registers.HomeServices.Codes {
		rules = append(rules, callRule{prefixSix + c.Code, c.Label, "services", c.Code, func(c *tag) bool { return c.Services.has(i) }})
	}
	return rules
}

// appealRule is a rate over the appeals that were accepted in the period: how many
// of those in the whole are in the part.
type appealRule struct {
	key, label  string
	count       bool // a number, not a rate
	whole, part func(*appeal) bool
}

func appealRules(today cn.Date) []appealRule {
	all := (*appeal).accepted
	finished := (*appeal).finished
	asked := func(a *appeal) bool { return a.finished() && a.Returned != "" }
	return []appealRule{
		{keyAccepted, "受理诉求", true, all, all},
		{keyFinished, "办结率", false, all, finished},
		{keyOnTime, "按期办结率", false, func(a *appeal) bool { return a.finished() || a.overdue(today) }, func(a *appeal) bool { return a.finished() && !a.late() }},
		{keyOnSpot, "当场解决率", false, all, func(a *appeal) bool { return a.OnSpot }},
		{keyReturned, "回访率", false, finished, asked},
		{keySatisfied, "满意率", false, (*appeal).rated, func(a *appeal) bool {
			return a.Rating == registers.RatingGood || a.Rating == registers.RatingFair
		}},
		{keyUnrated, "回访未评价", true, asked, func(a *appeal) bool { return asked(a) && !a.rated() }},
		{keyRepeat, "重复诉求率", false, all, func(a *appeal) bool { return a.Repeat }},
	}
}

// share is a part of a whole, for each group.
type share struct{ part, whole []int }

func shares(rules, groups int) []share {
	out := make([]share, rules)
	for i := range out {
		out[i] = share{make([]int, groups), make([]int, groups)}
	}
	return out
}

// figures works out every figure for every group of a grouping.
func (b *book) figures(by string) ([]Figure, error) {
	g, err := b.grouping(by)
	if err != nil {
		return nil, err
	}
	var out []Figure
	homes := b.homeShare(g)
	people := b.personShare(g)
	calls, appeals := callRules(), appealRules(b.today)
	visited := shares(len(calls), len(g.groups))
	for i, times := range b.tagTimes() {
		if times == 0 {
			continue
		}
		t := &b.walk.tags[i]
		at := g.call(t)
		for r := range calls {
			in := calls[r].of(t)
			for _, n := range at {
				visited[r].whole[n] += times
				if in {
					visited[r].part[n] += times
				}
			}
		}
	}
	asked := shares(len(appeals), len(g.groups))
	times := make([]spread, len(g.groups))
	for i := range b.appeals {
		a := &b.appeals[i]
		if a.Accepted < b.period.From || a.Accepted > b.period.To {
			continue // only there to know repeats
		}
		at := g.appeal(a)
		for r := range appeals {
			whole := appeals[r].whole(a)
			part := whole && appeals[r].part(a)
			for _, n := range at {
				if whole {
					asked[r].whole[n]++
				}
				if part {
					asked[r].part[n]++
				}
			}
		}
		if a.finished() {
			for _, n := range at {
				times[n] = append(times[n], b.took(a))
			}
		}
	}
	for n, group := range g.groups {
		add := func(f Figure, s share) {
			f.Numerator, f.Denominator = s.part[n], s.whole[n]
			if f.Value == "" {
				f.Value = rate(f.Numerator, f.Denominator)
			}
			f.Group, f.GroupLabel = group.key, group.label
			out = append(out, f)
		}
		if by != ByVisitor || group.key != "" { // nobody's visits cover nothing
			add(Figure{Key: keyCoverage, Label: "走访覆盖率", Unit: "户", Register: registers.Households.Key}, homes)
		}
		if people.whole != nil {
			add(Figure{Key: keyPersons, Label: "重点对象走访率", Unit: "人", Register: registers.Residents.Key}, people)
		}
		for r, rule := range calls {
			f := Figure{Key: rule.key, Label: rule.label, Unit: "次", Value: count(visited[r].part[n]), Register: registers.Visits.Key}
			f.Where = b.where(by, group, rule)
			add(f, visited[r])
		}
		for r, rule := range appeals {
			f := Figure{Key: rule.key, Label: rule.label, Unit: "件", Register: registers.Matters.Key}
			if rule.count {
				f.Value = count(asked[r].part[n])
			}
			add(f, asked[r])
		}
		slices.Sort(times[n])
		out = append(out, timeFigures(times[n], group)...)
	}
	return out, nil
}

// timeFigures tell how long finished appeals took. The numerator of the mean is the
// working days of all; of the others, how many took no longer than that.
func timeFigures(s spread, g group) []Figure {
	figure := func(key, label, value string, part int) Figure {
		return Figure{Key: key, Label: label, Unit: "个工作日", Value: value, Numerator: part, Denominator: len(s), Group: g.key, GroupLabel: g.label, Register: registers.Matters.Key}
	}
	return []Figure{
		figure(keyMean, "平均办理时长", s.mean(), s.sum()),
		figure(keyMedian, "办理时长中位数", s.median(), s.within(max(len(s)-1, 0)/2)),
		figure(keyPercent, "九成诉求办结用时", s.percentile(90), s.within(s.rank(90))),
	}
}

// homeShare is 走访覆盖率: distinct households visited by households on file. A
// visitor's whole are all of them.
func (b *book) homeShare(g *grouping) share {
	s := shares(1, len(g.groups))[0]
	if g.by == ByVisitor {
		onFile := make([]bool, b.walk.homes)
		for i := range b.homes {
			onFile[b.homes[i].At] = true
		}
		for n := range g.groups {
			s.whole[n] = len(b.homes)
		}
		for _, v := range b.visitorHomes() {
			if onFile[v.home()] {
				s.part[g.visitor[v.lead()]]++
			}
		}
		return s
	}
	times := b.homeTimes()
	for i := range b.homes {
		h := &b.homes[i]
		for _, n := range g.home(h) {
			s.whole[n]++
			if times[h.At] > 0 {
				s.part[n]++
			}
		}
	}
	return s
}

// personShare is 重点对象走访率; by visitor it has no meaning: whole is nil.
func (b *book) personShare(g *grouping) share {
	if g.by == ByVisitor {
		return share{}
	}
	s := shares(1, len(g.groups))[0]
	visits, need := b.personTimes(), b.needs()
	for i := range b.people {
		p := &b.people[i]
		for _, n := range g.person(p) {
			s.whole[n]++
			if visits[i] >= need(p.Classes) {
				s.part[n]++
			}
		}
	}
	return s
}

func badGrouping() error {
	return errs.New(errs.Invalid, "没有这种分组").In("by").Do("可以按 grid（网格）、class（类别）、visitor（走访人）分组")
}
