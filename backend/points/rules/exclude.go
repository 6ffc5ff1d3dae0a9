package rules

import (
	"math/bits"
	"slices"
)

// exclude takes from entries what another rule counts for the same thing: first stand
// the entries of rules that yield to none, then the others in their order.
func (a *account) exclude() {
	yields := func(l *Line) bool { return len(l.Rule.Excludes) > 0 }
	if !slices.ContainsFunc(a.lines, func(l Line) bool { return l.Rule != nil && yields(&l) }) {
		return
	}
	standing := make([]bool, len(a.lines))
	for i := range a.lines {
		standing[i] = a.counts[i] && !yields(&a.lines[i])
	}
	for i := range a.lines {
		if !a.counts[i] || standing[i] {
			continue
		}
		l := &a.lines[i]
		by, left := int64(0), a.amount[i]
		for _, x := range l.Rule.Excludes {
			var taken uint16
			for j := range a.lines {
				o := &a.lines[j].Entry
				if j == i || !standing[j] || o.Code != x.Code {
					continue
				}
				switch {
				case x.Scope == SameMonth:
					if both := months(&l.Entry) & months(o); both&^taken != 0 {
						taken |= both
						by = o.ID
					}
				case sameEvent(&l.Entry, o):
					left, by = 0, o.ID
				}
			}
			left -= 10 * int64(bits.OnesCount16(taken))
		}
		left = max(left, 0)
		if by != 0 && left < a.amount[i] {
			l.cut(Cut{Why: Displaced, Lost: l.Rule.worth(a.amount[i]) - l.Rule.worth(left), By: by})
		}
		a.amount[i] = left
		a.counts[i], standing[i] = left > 0, left > 0
	}
}

// months returns the months of the year that an entry covers, as bits: as many as its
// quantity, up to the month of its day.
func months(e *Entry) uint16 {
	last := e.Date.Month()
	n := min(int((e.Quantity+9)/10), last)
	return uint16(1<<last-1) &^ uint16(1<<(last-n)-1)
}

func sameEvent(a, b *Entry) bool {
	if a.Event != "" && b.Event != "" {
		return a.Event == b.Event
	}
	return a.Date == b.Date
}

// highest leaves of the entries about one event only the one that gives most; of
// equal ones the first.
func (a *account) highest() {
	for i := range a.lines {
		l := &a.lines[i]
		if !a.counts[i] || l.Rule.Highest == "" || l.Entry.Event == "" {
			continue
		}
		best := i
		for j := range a.lines {
			o := &a.lines[j]
			if a.counts[j] && o.Rule.Highest == l.Rule.Highest && o.Entry.Event == l.Entry.Event &&
				(o.Granted > a.lines[best].Granted || o.Granted == a.lines[best].Granted && j < best) {
				best = j
			}
		}
		for j := range a.lines {
			o := &a.lines[j]
			if j != best && a.counts[j] && o.Rule.Highest == l.Rule.Highest && o.Entry.Event == l.Entry.Event {
				o.cut(Cut{Why: Displaced, Lost: o.Granted, By: a.lines[best].Entry.ID})
				o.Granted, a.counts[j] = 0, false
			}
		}
	}
}
