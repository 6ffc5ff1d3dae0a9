package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/schema"
)

// Talk is one talk with somebody about work that stands still (约谈). Its title
// names nobody.
type Talk struct {
	Date       cn.Date
	Person     string
	Post, Unit string
	Reason     string
	Content    string
	Promise    string
	Deadline   cn.Date
	Result     string
	By         string
	No         string // of the supervision notice that it follows
	Note       string
}

// Talks is the ledger 约谈记录.
var Talks = schema.Declare(schema.Def{
	Key: "talks", Label: "约谈记录", Unit: "次", Group: groupFollowUp,
	List:    []string{"date", "person", "post", "unit", "by", "supervision_no", "deadline"},
	Title:   []string{"date", "supervision_no"},
	Sort:    "date",
	Coupled: [][]string{{"promise", "deadline"}},
	Same: []schema.Same{
		{Fields: []string{"person", "date"}, Certain: true, Why: "同一天约谈的同一个人"},
	},
}, []schema.F[Talk]{
	{Field: schema.Field{Key: "date", Label: "约谈日期", Kind: schema.Date, Group: "约谈", Required: true, Index: true, Aliases: aliases("日期 时间 约谈时间 谈话时间 谈话日期")}, At: func(t *Talk) any { return &t.Date }},
	{Field: schema.Field{Key: "person", Label: "被约谈人", Kind: schema.Text, Group: "约谈", Required: true, Private: true, Mask: schema.MaskName, Search: true, Max: 50, Aliases: aliases("姓名 约谈对象 谈话对象 被谈话人 被约谈人姓名")}, At: func(t *Talk) any { return &t.Person }},
	{Field: schema.Field{Key: "post", Label: "职务", Kind: schema.Text, Group: "约谈", Max: 50, Aliases: aliases("被约谈人职务")}, At: func(t *Talk) any { return &t.Post }},
	{Field: schema.Field{Key: "unit", Label: "单位", Kind: schema.Text, Group: "约谈", Max: 100, Aliases: aliases("所在单位 被约谈人单位 单位及职务 责任单位")}, At: func(t *Talk) any { return &t.Unit }},
	{Field: schema.Field{Key: "by", Label: "约谈人", Kind: schema.Text, Group: "约谈", Search: true, Max: 100, Aliases: aliases("谈话人 约谈领导 主谈人")}, At: func(t *Talk) any { return &t.By }},
	{Field: schema.Field{Key: "supervision_no", Label: "督办编号", Kind: schema.Text, Group: "约谈", Max: 30, Aliases: aliases("督办通知编号 督办单号 督办文号 通知单编号"), Hint: "由督办引起的，填通知单的编号，例如 〔2026〕3号"}, At: func(t *Talk) any { return &t.No }},
	{Field: schema.Field{Key: "reason", Label: "约谈事由", Kind: schema.Note, Group: "内容", Private: true, Mask: schema.HideAll, Long: true, Aliases: aliases("事由 约谈原因 原因")}, At: func(t *Talk) any { return &t.Reason }},
	{Field: schema.Field{Key: "content", Label: "约谈内容", Kind: schema.Note, Group: "内容", Private: true, Mask: schema.HideAll, Long: true, Aliases: aliases("内容 谈话内容 约谈情况")}, At: func(t *Talk) any { return &t.Content }},
	{Field: schema.Field{Key: "promise", Label: "整改承诺", Kind: schema.Note, Group: "整改", Private: true, Mask: schema.HideAll, Long: true, Aliases: aliases("承诺 整改措施 表态 被约谈人表态")}, At: func(t *Talk) any { return &t.Promise }},
	{Field: schema.Field{Key: "deadline", Label: "整改期限", Kind: schema.Date, Group: "整改", Index: true, Aliases: aliases("期限 整改时限 时限 完成期限")}, At: func(t *Talk) any { return &t.Deadline }},
	{Field: schema.Field{Key: "result", Label: "整改结果", Kind: schema.Note, Group: "整改", Private: true, Mask: schema.HideAll, Long: true, Aliases: aliases("结果 整改情况 落实情况")}, At: func(t *Talk) any { return &t.Result }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Group: "整改", Private: true, Mask: schema.HideAll, Long: true, Aliases: aliases("说明")}, At: func(t *Talk) any { return &t.Note }},
}, checkTalk)
