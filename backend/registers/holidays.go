package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/schema"
)

// Holiday is one day of the State Council's notice on holidays (放假安排) as the
// office entered or imported it: off, or worked to make up for one. It overrides
// what came with the program for that day.
type Holiday struct {
	Date cn.Date
	Name string
	Kind string
	Note string
}

// DayKinds say what a day of the holiday table is.
var DayKinds = cn.NewCodeList("day_kind", "休或班",
	cn.Code{Code: DayOff, Label: "放假", Short: "休", Aliases: []string{"休息", "休假", "放假调休", "调休", "节假日", "休息日", "假"}},
	cn.Code{Code: DayWorked, Label: "上班", Short: "班", Aliases: []string{"补班", "调休上班", "工作", "工作日", "补课", "上班日"}},
)

// Codes of DayKinds.
const (
	DayOff    = "1"
	DayWorked = "2"
)

// Holidays is the ledger 节假日.
var Holidays = schema.Declare(schema.Def{
	Key: "holidays", Label: "节假日", Unit: "天", Group: groupOffice,
	List:    []string{"date", "weekday", "name", "kind", "note"},
	Title:   []string{"date", "name"},
	Sort:    "date",
	Derived: []*schema.Derived{weekdayColumn("date")},
	Coupled: [][]string{{"date", "kind"}},
	Same:    []schema.Same{{Fields: []string{"date"}, Certain: true, Why: "这一天已经有了"}},
}, []schema.F[Holiday]{
	{Field: schema.Field{Key: "date", Label: "日期", Kind: schema.Date, Required: true, Index: true, Aliases: aliases("放假日期 上班日期 时间 年月日"), Hint: "照国务院办公厅当年的放假通知，一天一条"}, At: func(h *Holiday) any { return &h.Date }},
	{Field: schema.Field{Key: "name", Label: "名称", Kind: schema.Text, Max: 30, Aliases: aliases("节日 节日名称 假期 假日 假日名称 节假日 节假日名称"), Hint: "例如 春节；补班的一天也写是为哪个节日"}, At: func(h *Holiday) any { return &h.Name }},
	{Field: schema.Field{Key: "kind", Label: "休或班", Kind: schema.Code, Required: true, Codes: DayKinds, Default: DayOff, Aliases: aliases("休班 休/班 类型 类别 安排 放假或上班 休息或上班"), Hint: "放假的填 休，周末补班的填 班"}, At: func(h *Holiday) any { return &h.Kind }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Text, Long: true, Aliases: aliases("说明")}, At: func(h *Holiday) any { return &h.Note }},
}, checkHoliday)

func checkHoliday(h *Holiday, _ schema.Env) []schema.Problem {
	var p problems
	p.day("date", "日期", h.Date)
	if !h.Date.Full() {
		return p
	}
	switch plain := cn.NewCalendar(nil).Day(h.Date); {
	case h.Kind == DayWorked && !plain.Off:
		p.warn("kind", "这一天是"+weekdayName(h.Date)+"，本来就上班，请核对日期")
	case h.Name == "":
		p.warn("name", "还没有写是哪个节日")
	}
	return p
}

// CalendarOf makes the calendar of a book: the tables that came with the program,
// overridden day by day by the entries; of two entries for one day the later one wins.
// A year counts as published when an entry lies in it between February and November.
func CalendarOf(entries []Holiday) *cn.Calendar {
	list := cn.BuiltinHolidays()
	for _, h := range entries {
		list = append(list, cn.Holiday{Date: h.Date, Name: h.Name, Off: h.Kind != DayWorked})
	}
	return cn.NewCalendar(list)
}

var weekdayNames = [...]string{"星期日", "星期一", "星期二", "星期三", "星期四", "星期五", "星期六"}

func weekdayName(d cn.Date) string {
	if !d.Full() {
		return ""
	}
	return weekdayNames[d.Weekday()]
}

// weekdayColumn names the day of the week of a date field; it cannot be filtered.
func weekdayColumn(from string) *schema.Derived {
	return &schema.Derived{
		Key: "weekday", Label: "星期", From: from,
		Of: func(get func(string) string, _ cn.Date) string { return weekdayName(cn.Date(get(from))) },
	}
}
