package visits

import "slices"

// The visits of a period are counted in one pass each, by the places that households,
// residents and tags have in the log.

// tagTimes counts the visits of each tag.
func (b *book) tagTimes() []int {
	out := make([]int, len(b.walk.tags))
	b.walk.each(func(c *call) { out[c.Tag]++ })
	return out
}

// homeTimes counts the visits of each household, by its place in the log.
func (b *book) homeTimes() []int32 {
	out := make([]int32, b.walk.homes)
	b.walk.each(func(c *call) {
		if c.Home != 0 {
			out[c.Home]++
		}
	})
	return out
}

// personTimes counts the visits of each key person: those of the household, and those
// that name the person at another one.
func (b *book) personTimes() []int {
	homes, home := b.homeTimes(), make([]uint32, b.walk.people)
	elsewhere := make([]int32, b.walk.people)
	for i := range b.people {
		home[b.people[i].At] = b.people[i].HomeAt
	}
	b.walk.each(func(c *call) {
		if h := home[c.Person]; c.Person != 0 && (h == 0 || h != c.Home) {
			elsewhere[c.Person]++
		}
	})
	out := make([]int, len(b.people))
	for i := range b.people {
		p := &b.people[i]
		out[i] = int(homes[p.HomeAt] + elsewhere[p.At])
	}
	return out
}

// visitorHome is one household that a visitor visited.
type visitorHome uint64

func (v visitorHome) lead() int32  { return int32(v >> 32) }
func (v visitorHome) home() uint32 { return uint32(v) }

// visitorHomes are the households that each visitor visited, each once, sorted.
func (b *book) visitorHomes() []visitorHome {
	var out []visitorHome
	b.walk.each(func(c *call) {
		if c.Home != 0 {
			out = append(out, visitorHome(b.walk.tags[c.Tag].Lead)<<32|visitorHome(c.Home))
		}
	})
	slices.Sort(out)
	return slices.Compact(out)
}

// visitedBy tells by its place in the log whether a household was visited; in a
// grouping by visitor, by that of group n.
func (b *book) visitedBy(g *grouping, n int) func(home uint32) bool {
	if g.by != ByVisitor {
		times := b.homeTimes()
		return func(home uint32) bool { return times[home] > 0 }
	}
	visited := make([]bool, b.walk.homes)
	for _, v := range b.visitorHomes() {
		if g.visitor[v.lead()] == n {
			visited[v.home()] = true
		}
	}
	return func(home uint32) bool { return visited[home] }
}

// needs returns how often somebody of some classes is to be visited in the period.
func (b *book) needs() func(set) int {
	months := b.period.months(b.today)
	return func(c set) int { return need(c, months, b.often, b.seldom) }
}
