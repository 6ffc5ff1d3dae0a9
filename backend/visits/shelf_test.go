package visits

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/cn"
)

// anyDate draws a date that may lack its day or its month.
func anyDate(rt *rapid.T, label string) cn.Date {
	d, err := cn.NewDate(rapid.IntRange(2024, 2027).Draw(rt, label+" year"), rapid.IntRange(1, 12).Draw(rt, label+" month"), rapid.IntRange(1, 28).Draw(rt, label+" day"))
	if err != nil {
		rt.Fatal(err)
	}
	return d[:rapid.SampledFrom([]int{4, 7, 10, 10}).Draw(rt, label+" known")]
}

// daysMiss says what days and months do otherwise than the texts that they stand for;
// "" nothing. from is the lower edge of a month.
func daysMiss(rt *rapid.T, from func(month) string) string {
	a, b := anyDate(rt, "a"), anyDate(rt, "b")
	if got := dayOf(a).text(); got != string(a) {
		return fmt.Sprintf("%s is read as %s", a, got)
	}
	if (dayOf(a) < dayOf(b)) != (a < b) || (dayOf(a) == dayOf(b)) != (a == b) {
		return fmt.Sprintf("%s and %s are in another order", a, b)
	}
	if m := dayOf(a).month(); string(a) < from(m) || string(a) > m.to() || dayOf(b) > dayOf(a) && dayOf(b).month() < m {
		return fmt.Sprintf("%s is not in its month, %s to %s", a, from(m), m.to())
	}
	if m := dayOf(a).month(); m.next().from() <= m.to() {
		return fmt.Sprintf("month %d reaches into the next", m)
	}
	return ""
}

// Days stand in the order of their texts, and each in the month that is read for it.
func TestDaysAreTheirTexts(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		if miss := daysMiss(rt, month.from); miss != "" {
			rt.Fatal(miss)
		}
	})
}

func TestTheLawSeesMonthsWithoutPartialDates(t *testing.T) {
	for seed := range 100 {
		if rapid.Custom(func(rt *rapid.T) string {
			return daysMiss(rt, func(m month) string { return string((day(m)*100 + 1).text()) })
		}).Example(seed) != "" {
			return
		}
	}
	t.Error("a month that loses what has no day was not seen")
}
