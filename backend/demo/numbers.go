package demo

import (
	"fmt"

	"chengzhuan/backend/cn"
)

// idNumber makes a number that nobody holds: the area is a province without a
// county. The sequence is odd for men (GB 11643-1999).
func (c *community) idNumber(province string, birth cn.Date, sex string) string {
	for {
		seq := c.rand.IntN(500) * 2
		if sex == male {
			seq++
		}
		first := fmt.Sprintf("%s0000%04d%02d%02d%03d", province, birth.Year(), birth.Month(), birth.Day(), seq)
		check, ok := cn.IDCheckDigit(first)
		if number := first + string(rune(check)); ok && !c.ids[number] {
			c.ids[number] = true
			return number
		}
	}
}

var mobilePrefixes = []string{"130", "131", "132", "133", "135", "136", "137", "138", "139", "150", "151", "152", "155", "158", "159", "177", "180", "186", "188", "189"}

// mobile gives every person another number whose middle is all zeros.
func (c *community) mobile() string {
	c.phone++
	return fmt.Sprintf("%s0000%04d", mobilePrefixes[c.phone%len(mobilePrefixes)], 1000+c.phone/len(mobilePrefixes))
}

// officePhone is a line of an exchange that does not exist.
func officePhone(n int) string { return fmt.Sprintf("027-8000%04d", n) }

// dayIn picks a day from first to last.
func (c *community) dayIn(first, last cn.Date) cn.Date {
	n := cn.DaysBetween(first, last)
	if n <= 0 {
		return first
	}
	return first.AddDays(c.rand.IntN(n + 1))
}

// bornAged picks a birth date that makes someone years old today.
func (c *community) bornAged(years int) cn.Date {
	last := c.today.AddYears(-years).AddDays(-1)
	return c.dayIn(c.today.AddYears(-years-1).AddDays(2), last)
}

// chance is true in n of 100 cases.
func (c *community) chance(n int) bool { return c.rand.IntN(100) < n }

// between picks a number from low to high.
func (c *community) between(low, high int) int {
	if high <= low {
		return low
	}
	return low + c.rand.IntN(high-low+1)
}
