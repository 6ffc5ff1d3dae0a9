package upward

import (
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"
)

func TestCounts(t *testing.T) {
	for _, c := range []struct {
		counts []int
		least  int
		want   []string
	}{
		{[]int{1, 2, 30}, 0, []string{"1", "2", "30"}},
		{[]int{0, 3, 30}, 3, []string{"0", "3", "30"}},
		{[]int{1, 30, 12}, 3, []string{"<3", "30", "不单列"}},
		{[]int{1, 3, 12}, 3, []string{"<3", "不单列", "不单列"}}, // 1+3 can be nothing else
		{[]int{2, 2}, 3, []string{"不单列", "不单列"}},           // of 4 that can be nothing else either
		{[]int{1, 3, 0}, 3, []string{"不单列", "不单列", "不单列"}},
		{[]int{1, 2, 30}, 3, []string{"<3", "<3", "30"}},
		{[]int{1, 1, 30}, 3, []string{"<3", "<3", "不单列"}}, // a sum of 2 would tell both
		{[]int{2, 2, 30, 5}, 3, []string{"<3", "<3", "30", "不单列"}},
		{[]int{2, 0, 0}, 3, []string{"不单列", "不单列", "不单列"}},
	} {
		if got := counts(c.counts, c.least); !slices.Equal(got, c.want) {
			t.Errorf("%v below %d: %v, want %v", c.counts, c.least, got, c.want)
		}
	}
	for setting, want := range map[int]int{-1: 0, 0: 0, 1: 3, 2: 3, 3: 3, 10: 10} {
		if got := least(setting); got != want {
			t.Errorf("setting %d: %d", setting, got)
		}
	}
}

// told reports whether somebody who knows the total and what is written can
// tell one of the small counts: no other counts fit.
func told(list []int, least int, shown []string) bool {
	total, open, untold := 0, []int{}, 0
	for i, n := range list {
		total += n
		if shown[i] == notTold {
			untold++
		}
		if shown[i] != strconv.Itoa(n) {
			open = append(open, i)
		} else {
			total -= n
		}
	}
	values := make([]map[int]bool, len(open))
	var try func(at, left int, guess []int)
	try = func(at, left int, guess []int) {
		if at == len(open) {
			if left == 0 {
				for i, g := range guess {
					if values[i] == nil {
						values[i] = map[int]bool{}
					}
					values[i][g] = true
				}
			}
			return
		}
		low, high := 1, least-1
		if shown[open[at]] == notTold {
			low, high = least, left
			if untold == len(list) { // a breakdown that is not told at all may hold zeros
				low = 0
			}
		}
		for g := low; g <= high && g <= left; g++ {
			try(at+1, left-g, append(guess, g))
		}
	}
	try(0, total, nil)
	for i, at := range open {
		if small(list[at], least) && len(values[i]) < 2 {
			return true
		}
	}
	return false
}

func TestSmallCountsAreNotTold(t *testing.T) {
	law := func(write func([]int, int) []string) func(*rapid.T) bool {
		return func(rt *rapid.T) bool {
			low := rapid.IntRange(3, 4).Draw(rt, "least")
			list := rapid.SliceOfN(rapid.IntRange(0, 8), 3, 5).Draw(rt, "counts")
			return !told(list, low, write(list, low))
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		if !law(counts)(rt) {
			rt.Fatal("a small count can be worked out")
		}
	})
	// A writer that hides only the small ones is found out.
	naive := func(list []int, least int) []string {
		out := make([]string, len(list))
		for i, n := range list {
			out[i] = count(n, least)
		}
		return out
	}
	caught := false
	for seed := range 200 {
		list := rapid.SliceOfN(rapid.IntRange(0, 8), 3, 5).Example(seed)
		caught = caught || slices.Max(list) > 3 && told(list, 3, naive(list, 3))
	}
	if !caught {
		t.Error("the law does not notice a writer that hides one count beside its total")
	}
}
