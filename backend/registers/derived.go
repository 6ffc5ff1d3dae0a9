package registers

import (
	"strconv"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/schema"
)

// ageColumn is the age in whole years by a birth date field.
func ageColumn(from string) *schema.Derived {
	return &schema.Derived{
		Key: "age", Label: "年龄", From: from, Down: true,
		Of: func(get func(string) string, today cn.Date) string {
			return years(cn.Age(cn.Date(get(from)), today))
		},
		Bound: latestFor,
	}
}

// partyAgeColumn is 党龄. It follows the confirmation; members of the time
// without probation whose confirmation is empty show their 党龄, but a filter on
// it does not find them.
func partyAgeColumn() *schema.Derived {
	return &schema.Derived{
		Key: "party_age", Label: "党龄", From: "confirmed", Down: true,
		Of: func(get func(string) string, today cn.Date) string {
			return years(cn.PartyAge(cn.Date(get("joined")), cn.Date(get("confirmed")), today))
		},
		Bound: latestFor,
	}
}

// daysLeftColumn counts the days until a date, negative once it is past; none are left
// where settled says that it no longer matters. settled may be nil.
func daysLeftColumn(key, label, from string, settled func(get func(string) string) bool) *schema.Derived {
	return &schema.Derived{
		Key: key, Label: label, From: from,
		Of: func(get func(string) string, today cn.Date) string {
			d := cn.Date(get(from)).Last()
			if d == "" || !today.Full() || settled != nil && settled(get) {
				return ""
			}
			return strconv.Itoa(cn.DaysBetween(today, d))
		},
		Bound: func(value string, today cn.Date) (string, error) {
			n, err := strconv.Atoi(value)
			edge := today.AddDays(n)
			if err != nil || edge == "" {
				return "", errs.New(errs.Invalid, label+"应填天数").Do("请填整数，例如 180；已过期的填负数")
			}
			return string(edge), nil
		},
	}
}

func years(n int, ok bool) string {
	if !ok {
		return ""
	}
	return strconv.Itoa(n)
}

// latestFor returns the latest day of which today is at least value years later.
func latestFor(value string, today cn.Date) (string, error) {
	n, err := strconv.Atoi(value)
	if err != nil || n < 0 || n > 200 || !today.Full() {
		return "", errs.New(errs.Invalid, "年数应是整数").Do("请填周岁或整年数，例如 70")
	}
	edge := today.AddYears(-n)
	if next := edge.AddDays(1); next.AddYears(n) <= today { // the leap day counts from 28 February
		edge = next
	}
	return string(edge), nil
}
