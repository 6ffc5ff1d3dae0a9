package cn

import "strings"

// Tables of the State Council's notices: name, days off, days worked instead.
const official = `
2025 元旦 01-01|春节 01-28..02-04 01-26 02-08|清明节 04-04..04-06|劳动节 05-01..05-05 04-27|端午节 05-31..06-02|国庆节、中秋节 10-01..10-08 09-28 10-11
2026 元旦 01-01..01-03 01-04|春节 02-15..02-23 02-14 02-28|清明节 04-04..04-06|劳动节 05-01..05-05 05-09|端午节 06-19..06-21|中秋节 09-25..09-27|国庆节 10-01..10-07 09-20 10-10`

// The days of the law for the year whose notice is awaited, as LegalHolidays
// computes them.
const awaited = `2027 元旦 01-01|春节 02-05..02-08|清明节 04-05|劳动节 05-01..05-02|端午节 06-09|中秋节 09-15|国庆节 10-01..10-03`

// BuiltinHolidays returns the official tables of 2025 and 2026, and for 2027
// the days of the law, marked Legal: that notice is not published yet.
func BuiltinHolidays() []Holiday {
	return append(readTable(official, false), readTable(awaited, true)...)
}

func readTable(text string, legal bool) []Holiday {
	var list []Holiday
	for _, line := range strings.Split(strings.TrimSpace(text), "\n") {
		year, entries, _ := strings.Cut(line, " ")
		for _, entry := range strings.Split(entries, "|") {
			f := strings.Fields(entry)
			first, last, many := strings.Cut(f[1], "..")
			if !many {
				last = first
			}
			for d := Date(year + "-" + first); d <= Date(year+"-"+last); d = d.AddDays(1) {
				list = append(list, Holiday{Date: d, Name: f[0], Off: true, Legal: legal})
			}
			for _, worked := range f[2:] {
				list = append(list, Holiday{Date: Date(year + "-" + worked), Name: f[0]})
			}
		}
	}
	return list
}

// LegalHolidays computes the 13 days off for all of 《全国年节及纪念日放假办法》 as
// in force from 2025, marked Legal; nothing for years before that or after 2100.
func LegalHolidays(year int) []Holiday {
	if year < 2025 || year > lastLunarYear {
		return nil
	}
	var list []Holiday
	off := func(d Date, name string) {
		list = append(list, Holiday{Date: d, Name: name, Off: true, Legal: true})
	}
	for d := format(year, 1, 1); d.Year() == year; d = d.AddDays(1) {
		md := string(d[5:])
		switch {
		case md == "01-01":
			off(d, "元旦")
		case md == "05-01" || md == "05-02":
			off(d, "劳动节")
		case md == "10-01" || md == "10-02" || md == "10-03":
			off(d, "国庆节")
		}
		if md > "10-15" || md > "02-25" && md < "04-01" {
			continue
		}
		l, _ := Lunar(d)
		switch {
		case l.Festival == "除夕", l.Month == 1 && l.Day <= 3 && l.Day > 0:
			off(d, "春节")
		case l.Term == "清明":
			off(d, "清明节")
		case l.Festival == "端午节" || l.Festival == "中秋节":
			off(d, l.Festival)
		}
	}
	return list
}

// Observance names the fixed day that plans and posters mention, "" on others.
func Observance(d Date) string {
	if !d.Full() {
		return ""
	}
	return observances[string(d[5:])]
}

var observances = map[string]string{
	"01-01": "元旦", "03-05": "学雷锋纪念日", "03-08": "妇女节", "03-12": "植树节", "04-15": "全民国家安全教育日",
	"05-01": "劳动节", "05-04": "青年节", "05-12": "全国防灾减灾日", "06-01": "儿童节", "06-05": "环境日", "06-26": "国际禁毒日",
	"07-01": "建党纪念日", "08-01": "建军节", "09-03": "抗战胜利纪念日", "09-10": "教师节", "09-18": "九一八纪念日",
	"09-30": "烈士纪念日", "10-01": "国庆节", "11-09": "消防日", "12-04": "国家宪法日", "12-05": "国际志愿者日", "12-13": "国家公祭日",
}
