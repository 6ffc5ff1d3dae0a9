package matters

import (
	"cmp"
	"slices"
	"time"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/schema"
)

// turns deals out who is next: whoever waited longest, those who never had a turn
// before all others, of equals who had fewer turns, then the first of the list. It is pure.
type turns struct {
	list  []string
	last  map[string]cn.Date // month of the last turn
	count map[string]int
}

// newTurns begins with who may have a turn, in the order of equals.
func newTurns(list []string) *turns {
	return &turns{slices.Clone(list), map[string]cn.Date{}, map[string]int{}}
}

// had records a turn that was had or is fixed already.
func (t *turns) had(who string, month cn.Date) {
	t.count[who]++
	if month = month[:min(len(month), 7)]; month > t.last[who] {
		t.last[who] = month
	}
}

// next gives the turn of a month to up to n of those who may have it.
func (t *turns) next(month cn.Date, n int, may func(string) bool) []string {
	order := slices.Clone(t.list)
	slices.SortStableFunc(order, func(a, b string) int {
		return cmp.Or(cmp.Compare(t.last[a], t.last[b]), cmp.Compare(t.count[a], t.count[b]))
	})
	var out []string
	for _, who := range order {
		if len(out) < n && (may == nil || may(who)) {
			out = append(out, who)
			t.had(who, month)
		}
	}
	return out
}

// dayOf returns the nth given weekday of a month; a holiday on a weekday gives way to
// the next working day of the month.
func dayOf(month cn.Date, n int, weekday time.Weekday, env schema.Env) cn.Date {
	first := month.First()
	day := first.AddDays((int(weekday)-int(first.Weekday())+7)%7 + 7*(n-1))
	if weekday == time.Saturday || weekday == time.Sunday || env.WorkingDays(day.AddDays(-1), day) == 1 {
		return day
	}
	if next := env.Working(day, 1); next.Month() == month.Month() {
		return next
	}
	return day
}
