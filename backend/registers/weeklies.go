package registers

import (
	"fmt"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/schema"
)

// Weekly is the factual report on one week (周工作纪实). The week is named by its
// Monday, as GB/T 7408 counts weeks.
type Weekly struct {
	Monday cn.Date
	Done   string
	Undone string // and why
	Next   string
	Needs  string
	SentTo string
	Author string
	State  string
	Note   string
}

// weeklyReaders are those whom the document on weekly reports names.
const weeklyReaders = "街道书记、副书记、组织委员、部门主要负责人和分管负责人、科室负责人"

// Weeklies is the ledger 周工作纪实.
var Weeklies = schema.Declare(schema.Def{
	Key: "weeklies", Label: "周工作纪实", Unit: "周", Group: groupFollowUp,
	List:    []string{"monday", "week", "state", "author", "done", "undone", "next", "needs"},
	Title:   []string{"monday"},
	Sort:    "monday",
	Derived: []*schema.Derived{weekColumn("monday")},
	Same: []schema.Same{
		{Fields: []string{"monday"}, Certain: true, Why: "这一周已有纪实"},
	},
}, []schema.F[Weekly]{
	{Field: schema.Field{Key: "monday", Label: "周一日期", Kind: schema.Date, Group: "本周", Required: true, Index: true, Aliases: aliases("周一 起始日期 开始日期 周起始日期 日期"), Hint: "这一周星期一的日期"}, At: func(w *Weekly) any { return &w.Monday }},
	{Field: schema.Field{Key: "done", Label: "本周完成", Kind: schema.Note, Group: "本周", Long: true, Aliases: aliases("本周完成（写实） 本周完成工作 本周工作 完成情况 本周工作完成情况 工作写实"), Hint: "写做了什么，不写空话"}, At: func(w *Weekly) any { return &w.Done }},
	{Field: schema.Field{Key: "undone", Label: "未完成及原因", Kind: schema.Note, Group: "本周", Long: true, Aliases: aliases("未完成 未完成工作 未完成工作及原因 未完成原因")}, At: func(w *Weekly) any { return &w.Undone }},
	{Field: schema.Field{Key: "next", Label: "下周打算", Kind: schema.Note, Group: "下周", Long: true, Aliases: aliases("下周计划 下周工作 下周工作计划 下周安排")}, At: func(w *Weekly) any { return &w.Next }},
	{Field: schema.Field{Key: "needs", Label: "需协调", Kind: schema.Note, Group: "下周", Long: true, Aliases: aliases("需协调事项 需协调的问题 需要协调 需上级协调事项 需协调解决的问题")}, At: func(w *Weekly) any { return &w.Needs }},
	{Field: schema.Field{Key: "sent_to", Label: "报送范围", Kind: schema.Text, Group: "报送", Max: 200, Long: true, Default: weeklyReaders, Aliases: aliases("报送 报送单位 抄送")}, At: func(w *Weekly) any { return &w.SentTo }},
	{Field: schema.Field{Key: "author", Label: "填写人", Kind: schema.Text, Group: "报送", Search: true, Max: 50, Aliases: aliases("填报人 撰写人 制表人 报送人")}, At: func(w *Weekly) any { return &w.Author }},
	{Field: schema.Field{Key: "state", Label: "纪实状态", Kind: schema.Code, Group: "报送", Codes: WeeklyStates, Default: WeeklyDraft, Aliases: aliases("状态 是否定稿")}, At: func(w *Weekly) any { return &w.State }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Group: "报送", Long: true, Aliases: aliases("说明")}, At: func(w *Weekly) any { return &w.Note }},
}, checkWeekly)

// weekColumn names a week by its days: 第47周 11月16日–22日. The number is that of GB/T 7408.
func weekColumn(from string) *schema.Derived {
	return &schema.Derived{
		Key: "week", Label: "周次", From: from,
		Of: func(get func(string) string, _ cn.Date) string { return weekText(cn.Date(get(from))) },
	}
}

func weekText(monday cn.Date) string {
	t, ok := monday.Time()
	if !ok {
		return ""
	}
	_, n := t.ISOWeek()
	sunday := monday.AddDays(6)
	if sunday.Month() == monday.Month() {
		return fmt.Sprintf("第%d周 %d月%d日–%d日", n, monday.Month(), monday.Day(), sunday.Day())
	}
	return fmt.Sprintf("第%d周 %d月%d日–%d月%d日", n, monday.Month(), monday.Day(), sunday.Month(), sunday.Day())
}
