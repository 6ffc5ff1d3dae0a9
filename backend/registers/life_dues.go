package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// DuesMonth is what one member owes and paid for one month (党费). Amounts are fen.
type DuesMonth struct {
	Member   oplog.ID
	Month    cn.Date // 2026-10
	Amount   int64
	Paid     int64
	PaidOn   cn.Date
	Receiver string
	Waived   bool
	Reason   string // of the waiver
	Note     string
}

// Settled reports whether nothing of the month is left to pay: it was paid, or waived.
func (d *DuesMonth) Settled() bool {
	return d.Waived || d.Paid > 0 && d.Paid >= d.Amount
}

// Dues is the ledger 党费.
var Dues = schema.Declare(schema.Def{
	Key: "dues", Label: "党费", Unit: "笔", Group: groupLife,
	List:    []string{"member", "month", "amount", "paid", "paid_on", "receiver", "waived"},
	Title:   []string{"member", "month"},
	Sort:    "month",
	Coupled: [][]string{{"paid", "paid_on", "receiver"}, {"waived", "reason"}},
	Same: []schema.Same{
		{Fields: []string{"member", "month"}, Certain: true, Why: "同一个人同一个月的党费"},
	},
}, []schema.F[DuesMonth]{
	{Field: schema.Field{Key: "member", Label: "党员", Kind: schema.Ref, Required: true, Ref: "party_members", Aliases: aliases("姓名 党员姓名 交纳人 缴纳人")}, At: func(d *DuesMonth) any { return &d.Member }},
	{Field: schema.Field{Key: "month", Label: "月份", Kind: schema.Date, Required: true, Partial: true, Index: true, Aliases: aliases("所属月份 党费月份 年月 缴纳月份 交纳月份 应交月份 所属期"), Hint: "只写到月，例如 2026-10"}, At: func(d *DuesMonth) any { return &d.Month }},
	{Field: schema.Field{Key: "amount", Label: "应交", Kind: schema.Money, Unit: "元", Private: true, Mask: schema.HideAll, Aliases: aliases("应交金额 应缴金额 应交党费 应缴党费 应缴 应缴额 应交额")}, At: func(d *DuesMonth) any { return &d.Amount }},
	{Field: schema.Field{Key: "paid", Label: "实交", Kind: schema.Money, Unit: "元", Private: true, Mask: schema.HideAll, Aliases: aliases("实交金额 实缴金额 实缴 实交党费 实缴党费 金额 交纳金额 缴纳金额 已交 党费")}, At: func(d *DuesMonth) any { return &d.Paid }},
	{Field: schema.Field{Key: "paid_on", Label: "交纳日期", Kind: schema.Date, Aliases: aliases("缴纳日期 交纳时间 缴纳时间 缴费日期 缴费时间 交费日期 日期")}, At: func(d *DuesMonth) any { return &d.PaidOn }},
	{Field: schema.Field{Key: "receiver", Label: "收款人", Kind: schema.Text, Search: true, Max: 50, Aliases: aliases("经办人 收缴人 收费人 经收人 收缴责任人")}, At: func(d *DuesMonth) any { return &d.Receiver }},
	{Field: schema.Field{Key: "waived", Label: "减免", Kind: schema.Flag, Aliases: aliases("是否减免 免交 免缴"), Hint: "支部研究并报上级同意免交的才选；少交的请改应交"}, At: func(d *DuesMonth) any { return &d.Waived }},
	{Field: schema.Field{Key: "reason", Label: "减免原因", Kind: schema.Text, Private: true, Mask: schema.HideAll, Max: 100, Aliases: aliases("免交原因 减免理由 免缴原因")}, At: func(d *DuesMonth) any { return &d.Reason }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Long: true, Aliases: aliases("说明")}, At: func(d *DuesMonth) any { return &d.Note }},
}, checkDue)

// DuesBase is what the dues of one member rest on in one year (党费基数): it is fixed
// at the start of the year and normally holds for all of it. Amounts are fen a month.
type DuesBase struct {
	Member oplog.ID
	Year   int64
	Payer  string
	Base   int64
	Amount int64 // 0: follows from the base
	Reason string
	Note   string
}

// DuesBases is the ledger 党费基数.
var DuesBases = schema.Declare(schema.Def{
	Key: "dues_bases", Label: "党费基数", Unit: "条", Group: groupLife,
	List:    []string{"member", "year", "payer", "base", "amount"},
	Title:   []string{"member", "year"},
	Sort:    "year",
	Coupled: [][]string{{"payer", "base", "amount", "reason"}},
	Same: []schema.Same{
		{Fields: []string{"member", "year"}, Certain: true, Why: "同一个人同一年的党费基数"},
	},
}, []schema.F[DuesBase]{
	{Field: schema.Field{Key: "member", Label: "党员", Kind: schema.Ref, Required: true, Ref: "party_members", Aliases: aliases("姓名 党员姓名")}, At: func(b *DuesBase) any { return &b.Member }},
	{Field: schema.Field{Key: "year", Label: "年度", Kind: schema.Integer, Required: true, Index: true, Unit: "年", Aliases: aliases("年份 核定年度 所属年度")}, At: func(b *DuesBase) any { return &b.Year }},
	{Field: schema.Field{Key: "payer", Label: "缴纳人员类别", Kind: schema.Code, Codes: DuesPayers, Private: true, Mask: schema.HideAll, Aliases: aliases("人员类别 交纳人员类别 缴费类别 党员类别 收入类别 类别")}, At: func(b *DuesBase) any { return &b.Payer }},
	{Field: schema.Field{Key: "base", Label: "党费基数", Kind: schema.Money, Unit: "元", Private: true, Mask: schema.HideAll, Aliases: aliases("基数 计算基数 缴纳基数 交纳基数 缴费基数 月收入 月工资 工资基数 核定基数"), Hint: "税后每月的经常性收入；不含社保、公积金、津补贴和奖励性绩效"}, At: func(b *DuesBase) any { return &b.Base }},
	{Field: schema.Field{Key: "amount", Label: "每月应交", Kind: schema.Money, Unit: "元", Private: true, Mask: schema.HideAll, Aliases: aliases("月应交 月应缴 每月应缴 应交党费 应缴党费 月缴党费 月交党费 每月党费 应交金额 应缴金额 月缴纳额"), Hint: "和按基数算出的不一样才填，并写明原因"}, At: func(b *DuesBase) any { return &b.Amount }},
	{Field: schema.Field{Key: "reason", Label: "少交原因", Kind: schema.Text, Private: true, Mask: schema.HideAll, Max: 100, Aliases: aliases("减免原因 调整原因 少缴原因"), Hint: "少交或免交要支部研究、报上级同意"}, At: func(b *DuesBase) any { return &b.Reason }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Long: true, Aliases: aliases("说明")}, At: func(b *DuesBase) any { return &b.Note }},
}, checkDuesBase)
