package upward

import (
	"cmp"
	"slices"
	"strconv"
)

// What stands in the place of a count that is not told: it is a small one, or
// telling it would let the small ones be worked out from a total.
const notTold = "不单列"

// least is the threshold that a setting stands for. Below 3 it would name what
// it hides (0 < n < 2 is 1), so 1 and 2 count as 3.
func least(setting int) int {
	switch {
	case setting <= 0:
		return 0
	case setting < 3:
		return 3
	}
	return setting
}

func small(n, least int) bool { return n > 0 && n < least }

// count writes one count of people that stands for itself.
func count(n, least int) string {
	if small(n, least) {
		return "<" + strconv.Itoa(least)
	}
	return strconv.Itoa(n)
}

// counts writes the counts of a breakdown whose total may be known. Counts from
// 1 to least-1 are written as "<least"; where their sum, which is the total
// without the others, would tell one of them, further counts are not told. This
// guards against arithmetic on what is written.
func counts(list []int, least int) []string {
	out := make([]string, len(list))
	var low []int
	sum := 0
	for i, n := range list {
		if out[i] = count(n, least); small(n, least) {
			low = append(low, i)
			sum += n
		}
	}
	if len(low) == 0 {
		return out
	}
	// Known of each hidden count are its bounds, of all their sum. At the lowest
	// or highest sum, or with one alone, the sum tells them.
	if len(low) > 1 && sum > len(low) && sum < len(low)*(least-1) {
		return out
	}
	var rest []int
	for i, n := range list {
		if n >= least {
			rest = append(rest, i)
		}
	}
	slices.SortStableFunc(rest, func(a, b int) int { return cmp.Compare(list[a], list[b]) })
	// One count above its own bound is enough: then one of the low ones may be
	// one more and this one less, or the other way round.
	for _, i := range rest {
		out[i] = notTold
		if list[i] > least {
			return out
		}
	}
	for i := range out { // nothing to hide behind: the whole breakdown stays untold
		out[i] = notTold
	}
	return out
}
