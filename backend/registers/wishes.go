package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Wish is one micro-wish (微心愿). The wish wall shows what is wished, never by
// whom: there the wisher is 某居民.
type Wish struct {
	No        string
	Wish      string
	Needed    string
	Date      cn.Date
	Wisher    string
	Kind      string // of wisher
	Household oplog.ID
	Estate    oplog.ID
	Phone     string
	State     string
	ClaimedBy string
	Claimer   oplog.ID
	Claimed   cn.Date
	Planned   cn.Date
	Done      cn.Date
	Result    string
	Note      string
}

// WishSteps are the fields of a wish that only steps change (认领, 退出, 完成, 撤回): see
// package matters.
var WishSteps = []string{"state", "claimed_by", "claimer", "claimed", "planned", "done", "result"}

// Wishes is the ledger 微心愿.
var Wishes = schema.Declare(schema.Def{
	Key: "wishes", Label: "微心愿", Unit: "个", Group: groupCare,
	List:    []string{"wish", "state", "claimed_by", "planned", "left", "done", "needed", "kind", "estate", "no"},
	Title:   []string{"no", "wish"},
	Sort:    "date",
	Number:  schema.Numbering{Field: "no", Prefix: "XY"},
	Coupled: [][]string{WishSteps, {"household", "estate"}},
	Derived: []*schema.Derived{wishLeftColumn()},
	Same: []schema.Same{
		{Fields: []string{"wish", "wisher", "date"}, Certain: true, Why: "同一个人同一天的同一个心愿"},
		{Fields: []string{"no"}, Why: "编号相同"},
		{Fields: []string{"wish", "wisher"}, Why: "同名的人有同样的心愿"},
	},
}, []schema.F[Wish]{
	{Field: schema.Field{Key: "no", Label: "心愿编号", Kind: schema.Text, Group: "心愿", Max: 30, Aliases: aliases("编号 微心愿编号"), Hint: "不填就自动编号"}, At: func(w *Wish) any { return &w.No }},
	{Field: schema.Field{Key: "wish", Label: "心愿", Kind: schema.Text, Group: "心愿", Required: true, Search: true, Max: 100, Long: true, Aliases: aliases("微心愿 心愿内容 微心愿内容 心愿名称 内容"), Hint: "会印在心愿墙上，不要写姓名、住址和病情"}, At: func(w *Wish) any { return &w.Wish }},
	{Field: schema.Field{Key: "needed", Label: "所需", Kind: schema.Text, Group: "心愿", Max: 100, Aliases: aliases("所需物品 所需资金 需求 所需帮助 所需物资"), Hint: "物品、人手或大约多少钱"}, At: func(w *Wish) any { return &w.Needed }},
	{Field: schema.Field{Key: "date", Label: "征集日期", Kind: schema.Date, Group: "心愿", Index: true, Aliases: aliases("征集时间 发布日期 登记日期 登记时间 日期 申报日期 提出日期")}, At: func(w *Wish) any { return &w.Date }},
	{Field: schema.Field{Key: "wisher", Label: "心愿人", Kind: schema.Text, Group: "心愿人", Private: true, Mask: schema.HideAll, Search: true, Max: 50, Aliases: aliases("姓名 许愿人 申请人 心愿人姓名 申报人 求助人"), Hint: "心愿墙上只写“某居民”"}, At: func(w *Wish) any { return &w.Wisher }},
	{Field: schema.Field{Key: "kind", Label: "心愿人类别", Kind: schema.Code, Group: "心愿人", Codes: WisherKinds, Aliases: aliases("类别 人员类别 对象类别 群体类别")}, At: func(w *Wish) any { return &w.Kind }},
	{Field: schema.Field{Key: "household", Label: "住户", Kind: schema.Ref, Group: "心愿人", Ref: "households", Private: true, Mask: schema.HideAll, Aliases: aliases("家庭住址 住址 地址 现住址 居住地址 所在住户 房号")}, At: func(w *Wish) any { return &w.Household }},
	{Field: schema.Field{Key: "estate", Label: "所在小区", Kind: schema.Ref, Group: "心愿人", Ref: "estates", Aliases: aliases("小区 小区名称 居住小区")}, At: func(w *Wish) any { return &w.Estate }},
	{Field: schema.Field{Key: "phone", Label: "联系电话", Kind: schema.Phone, Group: "心愿人", Private: true, Aliases: phoneAliases}, At: func(w *Wish) any { return &w.Phone }},
	{Field: schema.Field{Key: "state", Label: "心愿状态", Kind: schema.Code, Group: "认领与完成", Managed: true, Codes: WishStates, Default: WishOpen, Aliases: aliases("状态 认领状态 完成情况 是否认领 进展")}, At: func(w *Wish) any { return &w.State }},
	{Field: schema.Field{Key: "claimed_by", Label: "认领人", Kind: schema.Text, Group: "认领与完成", Managed: true, Search: true, Max: 100, Aliases: aliases("认领党员 认领单位 认领人姓名 认领人员 圆梦人"), Hint: "个人、单位或团队"}, At: func(w *Wish) any { return &w.ClaimedBy }},
	{Field: schema.Field{Key: "claimer", Label: "认领人党员档案", Kind: schema.Ref, Group: "认领与完成", Managed: true, Ref: "party_members", Hint: "认领人是党员的，从党员台账中选"}, At: func(w *Wish) any { return &w.Claimer }},
	{Field: schema.Field{Key: "claimed", Label: "认领日期", Kind: schema.Date, Group: "认领与完成", Managed: true, Aliases: aliases("认领时间")}, At: func(w *Wish) any { return &w.Claimed }},
	{Field: schema.Field{Key: "planned", Label: "计划完成日期", Kind: schema.Date, Group: "认领与完成", Managed: true, Index: true, Aliases: aliases("计划完成时间 预计完成时间 预计完成日期 完成期限 时限")}, At: func(w *Wish) any { return &w.Planned }},
	{Field: schema.Field{Key: "done", Label: "完成日期", Kind: schema.Date, Group: "认领与完成", Managed: true, Index: true, Aliases: aliases("完成时间 实现日期 实现时间 圆梦日期 圆梦时间")}, At: func(w *Wish) any { return &w.Done }},
	{Field: schema.Field{Key: "result", Label: "完成结果", Kind: schema.Note, Group: "认领与完成", Managed: true, Long: true, Aliases: aliases("结果 落实情况 办理结果 实现情况")}, At: func(w *Wish) any { return &w.Result }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Group: "认领与完成", Private: true, Mask: schema.HideAll, Long: true, Aliases: aliases("说明")}, At: func(w *Wish) any { return &w.Note }},
}, checkWish)

// WishDue returns the day by which a wish was to be fulfilled, "" where nobody has
// claimed it or nothing more is to be done.
func WishDue(w *Wish) cn.Date {
	if w.State != WishClaimed {
		return ""
	}
	return w.Planned
}

// wishLeftColumn counts the days until a claimed wish was to be fulfilled.
func wishLeftColumn() *schema.Derived {
	return &schema.Derived{Key: "left", Label: "离完成还有", From: "planned", Of: func(get func(string) string, today cn.Date) string {
		return daysWords(WishDue(&Wish{State: get("state"), Planned: cn.Date(get("planned"))}), today)
	}}
}

// daysWords says how many days there are to a day: 还有 3 天, 逾期 2 天; "" without one.
func daysWords(due, today cn.Date) string {
	if !due.Full() || !today.Full() {
		return ""
	}
	switch n := cn.DaysBetween(today, due); {
	case n < 0:
		return "逾期 " + count(-n) + " 天"
	case n == 0:
		return "今天到期"
	default:
		return "还有 " + count(n) + " 天"
	}
}
