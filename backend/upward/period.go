package upward

import (
	"fmt"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
)

// Period is the time that a report is about, both days included.
type Period struct{ From, To cn.Date }

// longest is how many years a report may span; latest how many days after
// today it may end (the month that has just begun is a period).
const (
	longestYears = 10
	latestDays   = 366
)

// ReadPeriod reads the two ends: full dates; the end may also be a month or a
// year, and stands for its last day, as the begin for its first.
func ReadPeriod(from, to string, today cn.Date) (Period, error) {
	a, err := readDate(from, "from", "开始日期")
	if err != nil {
		return Period{}, err
	}
	b, err := readDate(to, "to", "结束日期")
	if err != nil {
		return Period{}, err
	}
	p := Period{a.First(), b.Last()}
	switch {
	case p.To < p.From:
		return p, errs.New(errs.Invalid, "结束日期早于开始日期").In("to").Do("请核对上报的起止日期")
	case p.From.AddYears(longestYears) <= p.To:
		return p, errs.New(errs.Invalid, fmt.Sprintf("起止日期相隔超过 %d 年", longestYears)).In("from").Do("请核对年份")
	case today.Full() && p.To > today.AddDays(latestDays):
		return p, errs.New(errs.Invalid, "结束日期在一年以后").In("to").Do("请核对年份")
	}
	return p, nil
}

func readDate(s, field, label string) (cn.Date, error) {
	d, err := cn.ParseDate(s)
	if s == "" || err != nil || !d.Valid() {
		return "", errs.New(errs.Invalid, label+"写法不对").In(field).Do("请写成 2026-11-01 这样")
	}
	return d, nil
}

// Label names a period as people do: 2026年11月, 2026年第四季度, 2026年上半年,
// 2026年, else both days.
func (p Period) Label() string {
	y, m := p.From.Year(), p.From.Month()
	whole := func(months int) bool {
		return p.From == p.From.First() && p.From.Day() == 1 && p.From.AddMonths(months).AddDays(-1) == p.To
	}
	switch {
	case whole(1):
		return fmt.Sprintf("%d年%d月", y, m)
	case whole(3) && m%3 == 1:
		return fmt.Sprintf("%d年第%s季度", y, []string{"一", "二", "三", "四"}[m/3])
	case whole(6) && m == 1:
		return fmt.Sprintf("%d年上半年", y)
	case whole(6) && m == 7:
		return fmt.Sprintf("%d年下半年", y)
	case whole(12) && m == 1:
		return fmt.Sprintf("%d年", y)
	}
	return day(p.From) + "至" + day(p.To)
}

// holds reports whether an event of that date fell into the period. A partial
// date counts when all of it lies inside.
func (p Period) holds(d cn.Date) bool {
	return d != "" && d.First() >= p.From && d.Last() <= p.To
}

// day is 2026年11月22日.
func day(d cn.Date) string {
	return fmt.Sprintf("%d年%d月%d日", d.Year(), d.Month(), d.Day())
}
