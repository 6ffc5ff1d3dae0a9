package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Aid is one thing given on one day (慰问帮扶): to a case of hardship, or to
// somebody who has none, as on a holiday.
type Aid struct {
	Hardship   oplog.ID
	Date       cn.Date
	Kind       string
	Amount     int64 // fen
	Goods      string
	Source     string
	GivenBy    string
	ReceivedBy string
	Note       string
}

// Aids is the ledger 慰问记录.
var Aids = schema.Declare(schema.Def{
	Key: "aids", Label: "慰问记录", Unit: "次", Group: groupCare,
	List:  []string{"date", "kind", "amount", "goods", "received_by", "hardship", "given_by", "source"},
	Title: []string{"date", "kind"},
	Sort:  "date",
	Same: []schema.Same{
		{Fields: []string{"hardship", "date", "kind"}, Why: "同一帮扶对象同一天的同一类慰问"},
		{Fields: []string{"date", "kind", "received_by"}, Why: "同一天同一类慰问的同名领取人"},
	},
}, []schema.F[Aid]{
	{Field: schema.Field{Key: "hardship", Label: "帮扶档案", Kind: schema.Ref, Ref: "hardships", Aliases: aliases("帮扶编号 档案编号 困难帮扶"), Hint: "输入姓名或编号查找；节日慰问等没有帮扶档案的留空"}, At: func(a *Aid) any { return &a.Hardship }},
	{Field: schema.Field{Key: "date", Label: "慰问日期", Kind: schema.Date, Required: true, Index: true, Aliases: aliases("日期 时间 慰问时间 走访慰问时间 发放日期 发放时间 救助时间 帮扶日期")}, At: func(a *Aid) any { return &a.Date }},
	{Field: schema.Field{Key: "kind", Label: "慰问类别", Kind: schema.Code, Codes: AidKinds, Aliases: aliases("类别 帮扶方式 慰问形式 慰问方式 救助类别 帮扶类型")}, At: func(a *Aid) any { return &a.Kind }},
	{Field: schema.Field{Key: "amount", Label: "金额", Kind: schema.Money, Unit: "元", Aliases: aliases("慰问金额 慰问金 救助金额 资金 发放金额 慰问金（元）"), Hint: "给物资的填折合金额"}, At: func(a *Aid) any { return &a.Amount }},
	{Field: schema.Field{Key: "goods", Label: "物资", Kind: schema.Text, Max: 200, Aliases: aliases("慰问品 物品 慰问物品 物资名称 物资及数量 实物"), Hint: "名称和数量，例如 大米 10 公斤、食用油 1 桶"}, At: func(a *Aid) any { return &a.Goods }},
	{Field: schema.Field{Key: "source", Label: "资金来源", Kind: schema.Text, Max: 100, Aliases: aliases("来源 经费来源 物资来源 慰问单位"), Hint: "例如 区民政局、党费、爱心企业"}, At: func(a *Aid) any { return &a.Source }},
	{Field: schema.Field{Key: "given_by", Label: "慰问人", Kind: schema.Text, Search: true, Max: 100, Aliases: aliases("经办人 发放人 走访人 慰问人员 慰问领导")}, At: func(a *Aid) any { return &a.GivenBy }},
	{Field: schema.Field{Key: "received_by", Label: "领取人", Kind: schema.Text, Private: true, Mask: schema.MaskName, Search: true, Max: 50, Aliases: aliases("姓名 慰问对象 受助人 领款人 签收人 慰问对象姓名 受助人姓名")}, At: func(a *Aid) any { return &a.ReceivedBy }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Private: true, Mask: schema.HideAll, Long: true, Aliases: aliases("说明 慰问情况 情况说明")}, At: func(a *Aid) any { return &a.Note }},
}, checkAid)
