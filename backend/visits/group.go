package visits

import (
	"slices"
	"strconv"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
)

// grouping puts what is counted into groups; one thing may be in several (classes).
type grouping struct {
	by     string
	groups []group
	home   func(*home) []int // not by visitor
	person func(*person) []int
	call   func(*tag) []int
	appeal func(*appeal) []int

	visitor []int // group of each visitor, by place; by visitor only
}

// grouping returns the groups of a book by all, grid, class or visitor. What belongs
// to no group stands last, under "", if there is such.
func (b *book) grouping(by string) (*grouping, error) {
	g := &grouping{by: by}
	switch by {
	case ByAll:
		one := []int{0}
		g.groups = []group{{}}
		g.home, g.person = func(*home) []int { return one }, func(*person) []int { return one }
		g.call, g.appeal = func(*tag) []int { return one }, func(*appeal) []int { return one }
	case ByGrid:
		b.byGrid(g)
	case ByClass:
		b.byClass(g)
	case ByVisitor:
		b.byVisitor(g)
	default:
		return nil, badGrouping()
	}
	return g, nil
}

// single are the lists of one group each, so that none is made for every thing counted.
func single(n int) [][]int {
	out := make([][]int, n)
	for i := range out {
		out[i] = []int{i}
	}
	return out
}

func (b *book) byGrid(g *grouping) {
	g.groups = slices.Clone(b.grids)
	at := map[oplog.ID]int{}
	for i, x := range g.groups {
		id, _ := oplog.ParseID(x.key)
		at[id] = i
	}
	none := len(g.groups)
	g.groups = append(g.groups, group{"", "未划网格"})
	one := single(len(g.groups))
	used := false
	of := func(grid oplog.ID) []int {
		if n, ok := at[grid]; ok {
			return one[n]
		}
		used = true
		return one[none]
	}
	g.home, g.person = func(h *home) []int { return of(h.Grid) }, func(p *person) []int { return of(p.Grid) }
	g.call, g.appeal = func(c *tag) []int { return of(c.Grid) }, func(a *appeal) []int { return of(a.Grid) }
	g.trim(b, &used)
}

func (b *book) byClass(g *grouping) {
	for _, c := range registers.VisitClasses.Codes {
		g.groups = append(g.groups, group{c.Code, c.Label})
	}
	none := len(g.groups)
	g.groups = append(g.groups, group{"", "未填类别"})
	known := map[set][]int{}
	used := false
	of := func(s set) []int {
		list, ok := known[s]
		if ok {
			return list
		}
		for i := range none {
			if s.has(i) {
				list = append(list, i)
			}
		}
		if list == nil {
			list, used = []int{none}, true
		}
		known[s] = list
		return list
	}
	g.home, g.person = func(h *home) []int { return of(h.Classes) }, func(p *person) []int { return of(p.Classes) }
	g.call, g.appeal = func(c *tag) []int { return of(c.Classes) }, func(a *appeal) []int { return of(a.Classes) }
	g.trim(b, &used)
}

func (b *book) byVisitor(g *grouping) {
	g.visitor = make([]int, len(b.walk.leads))
	for i := range g.visitor {
		g.visitor[i] = -1
	}
	add := func(lead int32) {
		if g.visitor[lead] < 0 {
			g.visitor[lead] = len(g.groups)
			g.groups = append(g.groups, group{b.walk.leads[lead], b.walk.leads[lead]})
		}
	}
	seen := make([]bool, len(b.walk.tags))
	b.walk.each(func(c *call) {
		if !seen[c.Tag] {
			seen[c.Tag] = true
			add(b.walk.tags[c.Tag].Lead)
		}
	})
	for i := range b.appeals {
		if b.appeals[i].Lead >= 0 {
			add(b.appeals[i].Lead)
		}
	}
	none := len(g.groups)
	g.groups = append(g.groups, group{"", "不是走访来的"})
	one := single(len(g.groups))
	used := false
	g.person = func(*person) []int { return nil }
	g.call = func(c *tag) []int { return one[g.visitor[c.Lead]] }
	g.appeal = func(a *appeal) []int {
		if a.Lead >= 0 {
			return one[g.visitor[a.Lead]]
		}
		used = true
		return one[none]
	}
	g.trim(b, &used)
}

// trim drops the group of what belongs to none where there is nothing of it.
func (g *grouping) trim(b *book, used *bool) {
	for i := 0; i < len(b.homes) && g.home != nil && !*used; i++ {
		g.home(&b.homes[i])
	}
	for i := 0; i < len(b.people) && !*used; i++ {
		g.person(&b.people[i])
	}
	for i, times := range b.tagTimes() {
		if times > 0 {
			g.call(&b.walk.tags[i])
		}
	}
	for i := 0; i < len(b.appeals) && !*used; i++ {
		if b.appeals[i].Accepted >= b.period.From {
			g.appeal(&b.appeals[i])
		}
	}
	if !*used {
		g.groups = g.groups[:len(g.groups)-1]
	}
}

// where is the filter of a list of visits that shows what a rule counts in a group;
// nil where no such filter says it.
func (b *book) where(by string, g group, r callRule) []ledger.Condition {
	if r.field == "" && r.key != keyVisits {
		return nil
	}
	out := []ledger.Condition{{Field: "date", Op: "gte", Value: string(b.period.From)}, {Field: "date", Op: "lte", Value: string(b.period.To)}}
	if r.field != "" {
		out = append(out, ledger.Condition{Field: r.field, Op: "eq", Value: r.code})
	}
	field := map[string]string{ByGrid: "grid", ByClass: "classes", ByVisitor: "lead"}[by]
	if field != "" {
		if g.key == "" || field == r.field {
			return nil
		}
		out = append(out, ledger.Condition{Field: field, Op: "eq", Value: g.key})
	}
	return out
}

func count(n int) string { return strconv.Itoa(n) }
