package visits

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
)

// rate is a part of a whole in percent with one decimal; of nothing it is —.
func rate(part, whole int) string {
	if whole == 0 {
		return "—"
	}
	return fmt.Sprintf("%.1f%%", float64(part)*100/float64(whole))
}

// spread describes how long things took, in whole days, sorted: mean, median (of an
// even number the mean of the middle two) and 90th percentile (nearest rank).
type spread []int

func (s spread) sum() (n int) {
	for _, d := range s {
		n += d
	}
	return n
}

func (s spread) mean() string {
	if len(s) == 0 {
		return "—"
	}
	return short(float64(s.sum()) / float64(len(s)))
}

func (s spread) median() string {
	n := len(s)
	if n == 0 {
		return "—"
	}
	return short(float64(s[(n-1)/2]+s[n/2]) / 2)
}

func (s spread) percentile(p int) string {
	if len(s) == 0 {
		return "—"
	}
	return strconv.Itoa(s[s.rank(p)])
}

// rank is the place of the nearest rank of a percentile.
func (s spread) rank(p int) int { return max((len(s)*p+99)/100, 1) - 1 }

// within counts those that took no longer than the one at a place.
func (s spread) within(at int) int {
	if len(s) == 0 {
		return 0
	}
	n, _ := slices.BinarySearch(s, s[at]+1)
	return n
}

// short is a number with at most one decimal.
func short(v float64) string { return strings.TrimSuffix(fmt.Sprintf("%.1f", v), ".0") }

// took is how many working days an appeal took, counted after the day of its
// acceptance by the holiday table.
func (b *book) took(a *appeal) int { return b.working(a.Accepted, a.Finished.First()) }

// markRepeats marks the appeals before which the same household asked for the same
// kind of thing within a number of days. The list has to be in the order of days.
func markRepeats(list []appeal, within int) {
	var homes, asked numbered
	kinds := map[string]uint64{}
	last := []cn.Date{""} // by what was asked
	for i := range list {
		a := &list[i]
		a.Repeat = false
		if !a.accepted() || a.Household == 0 || a.Kind == "" {
			continue
		}
		kind, known := kinds[a.Kind]
		if !known {
			kind = uint64(len(kinds))
			kinds[a.Kind] = kind
		}
		home, _ := homes.place(uint64(a.Household))
		at, first := asked.place(uint64(home)<<32 | kind)
		if first {
			last = append(last, a.Accepted)
			continue
		}
		a.Repeat = cn.DaysBetween(last[at], a.Accepted) <= within
		last[at] = a.Accepted
	}
}

// inOrder sorts appeals by the day of their acceptance, those of a day by their IDs.
func inOrder(list []appeal) {
	order := func(a, b appeal) int {
		return cmp.Or(cmp.Compare(a.Accepted, b.Accepted), cmp.Compare(a.ID, b.ID))
	}
	if !slices.IsSortedFunc(list, order) { // only dates without a day stand elsewhere
		slices.SortFunc(list, order)
	}
}
