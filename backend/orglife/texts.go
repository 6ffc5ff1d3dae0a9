package orglife

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
)

// tenthsText writes tenths as a decimal: 15 is 1.5, 20 is 2.
func tenthsText(n int64) string {
	if n%10 == 0 {
		return strconv.FormatInt(n/10, 10)
	}
	return strconv.FormatInt(n/10, 10) + "." + strconv.FormatInt(n%10, 10)
}

// yuan writes fen as yuan: 100000 is 1000, 1430 is 14.30.
func yuan(fen int64) string {
	if fen%100 == 0 {
		return strconv.FormatInt(fen/100, 10)
	}
	return fmt.Sprintf("%d.%02d", fen/100, fen%100)
}

// percent writes a share with one decimal, "" of nothing.
func percent(part, of int) string {
	if of == 0 {
		return ""
	}
	return tenthsText((int64(part)*2000+int64(of))/(2*int64(of))) + "%"
}

// nameKeys are the full readings and the initials of a name.
func nameKeys(name string) string {
	k := cn.KeysOf(name)
	return strings.Join(append(slices.Clone(k.Full), k.Initials...), " ")
}

// monthOf writes a month: 2026-10.
func monthOf(year, month int) cn.Date { return cn.Date(fmt.Sprintf("%04d-%02d", year, month)) }

func yearText(year int) string { return strconv.Itoa(year) }

// readMonth reads a month as people write it; "" is the one of today.
func readMonth(text string, today cn.Date) (cn.Date, error) {
	if text == "" {
		return today[:7], nil
	}
	d, err := cn.ReadDate(text)
	if err != nil || d.Month() == 0 {
		return "", errs.New(errs.Invalid, "月份“"+text+"”看不明白").In("month").Do("请写年和月，例如 2026-10")
	}
	return d[:7], nil
}

// back returns the month so many months before another.
func back(month cn.Date, n int) cn.Date { return month.First().AddMonths(-n)[:7] }

// monthsBetween counts the months from one to another.
func monthsBetween(from, to cn.Date) int {
	return (to.Year()-from.Year())*12 + to.Month() - from.Month()
}

// periodLabel names a run of months of a year: 10月, 一季度, 上半年, 全年.
func periodLabel(p Period) string {
	switch n := monthsBetween(p.From, p.To) + 1; n {
	case 1:
		return strconv.Itoa(p.From.Month()) + "月"
	case 3:
		return []string{"一", "二", "三", "四"}[(p.From.Month()-1)/3] + "季度"
	case 6:
		return map[bool]string{true: "上半年", false: "下半年"}[p.From.Month() == 1]
	case 12:
		return "全年"
	}
	return strconv.Itoa(p.From.Month()) + "—" + strconv.Itoa(p.To.Month()) + "月"
}

// ruleText says how often something has to be held.
func ruleText(months int) string {
	switch months {
	case 1:
		return "每月一次"
	case 3:
		return "每季度一次"
	case 6:
		return "每半年一次"
	case 12:
		return "每年一次"
	}
	return "每 " + strconv.Itoa(months) + " 个月一次"
}
