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
	home   func(*home) []int
	person func(*person) []int
	call   func(*call) []int
	appeal func(*appeal) []int
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
		g.call, g.appeal = func(*call) []int { return one }, func(*appeal) []int { return one }
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

// places are the lists of one group each, so that none is made for every thing counted.
func places(n int) [][]int {
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
	one := places(len(g.groups))
	used := false
	of := func(grid oplog.ID) []int {
		if n, ok := at[grid]; ok {
			return one[n]
		}
		used = true
		return one[none]
	}
	g.home, g.person = func(h *home) []int { return of(h.Grid) }, func(p *person) []int { return of(p.Grid) }
	g.call, g.appeal = func(c *call) []int { return of(c.Grid) }, func(a *appeal) []int { return of(a.Grid) }
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
	g.call, g.appeal = func(c *call) []int { return of(c.Classes) }, func(a *appeal) []int { return of(a.Classes) }
	g.trim(b, &used)
}

func (b *book) byVisitor(g *grouping) {
	for _, name := range b.leads {
		g.groups = append(g.groups, group{name, name})
	}
	none := len(g.groups)
	every := make([]int, none)
	for i := range every {
		every[i] = i
	}
	g.groups = append(g.groups, group{"", "不是走访来的"})
	one := places(len(g.groups))
	used := false
	g.home, g.person = func(*home) []int { return every }, func(*person) []int { return nil }
	g.call = func(c *call) []int { return one[c.Lead] }
	g.appeal = func(a *appeal) []int {
		if a.Lead >= 0 {
			return one[a.Lead]
		}
		used = true
		return one[none]
	}
	g.trim(b, &used)
}

// trim drops the group of what belongs to none where there is nothing of it.
func (g *grouping) trim(b *book, used *bool) {
	for i := range b.homes {
		g.home(&b.homes[i])
	}
	for i := range b.people {
		g.person(&b.people[i])
	}
	for i := range b.calls {
		g.call(&b.calls[i])
	}
	for i := range b.appeals {
		g.appeal(&b.appeals[i])
	}
	if !*used {
		g.groups = g.groups[:len(g.groups)-1]
	}
}

// visited says which households were visited: in a grouping by visitor, by whom.
type visited struct {
	g    *grouping
	all  map[int64]int
	each []map[int64]bool
}

func (g *grouping) visitors(b *book) visited {
	v := visited{g: g}
	if g.by != ByVisitor {
		v.all, _ = b.visitsOf()
		return v
	}
	v.each = make([]map[int64]bool, len(g.groups))
	for i := range v.each {
		v.each[i] = map[int64]bool{}
	}
	for i := range b.calls {
		v.each[b.calls[i].Lead][int64(b.calls[i].Household)] = true
	}
	return v
}

func (v visited) home(id oplog.ID, group int) bool {
	if v.each != nil {
		return v.each[group][int64(id)]
	}
	return v.all[int64(id)] > 0
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
