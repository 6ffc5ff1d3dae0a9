package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Award is one praise or one penalty of a member (奖惩).
type Award struct {
	Member    oplog.ID
	Kind      string
	Name      string
	Date      cn.Date
	Level     string
	Authority string
	FileNo    string
	Until     cn.Date // end of the effect of a penalty
	Reason    string
	Posted    cn.Date // last day of the notice that nobody brought down
	Note      string
}

// Awards is the ledger 奖惩.
var Awards = schema.Declare(schema.Def{
	Key: "awards", Label: "奖惩", Unit: "条", Group: groupParty,
	List:  []string{"member", "kind", "name", "date", "level", "authority"},
	Title: []string{"member", "kind", "date"},
	Sort:  "date",
	Same: []schema.Same{
		{Fields: []string{"member", "name", "date"}, Certain: true, Why: "同一个人同一天的同一项奖惩"},
		{Fields: []string{"member", "file_no"}, Why: "同一个人的同一文号"},
	},
}, []schema.F[Award]{
	{Field: schema.Field{Key: "member", Label: "党员", Kind: schema.Ref, Required: true, Ref: "party_members", Aliases: aliases("姓名 党员姓名")}, At: func(a *Award) any { return &a.Member }},
	{Field: schema.Field{Key: "kind", Label: "奖惩类别", Kind: schema.Code, Codes: AwardKinds, Aliases: aliases("类别 奖惩 奖惩类型")}, At: func(a *Award) any { return &a.Kind }},
	{Field: schema.Field{Key: "name", Label: "奖惩名称", Kind: schema.Text, Required: true, Private: true, Mask: schema.HideAll, Max: 100, Aliases: aliases("名称 奖励名称 处分名称 荣誉称号 表彰名称"), Hint: "例如 优秀共产党员；处分情况名单里默认不显示"}, At: func(a *Award) any { return &a.Name }},
	{Field: schema.Field{Key: "date", Label: "批准日期", Kind: schema.Date, Index: true, Aliases: aliases("批准时间 奖惩时间 奖惩日期 表彰时间 日期 时间 获奖时间")}, At: func(a *Award) any { return &a.Date }},
	{Field: schema.Field{Key: "level", Label: "级别", Kind: schema.Code, Codes: AwardLevels, Aliases: aliases("奖励级别 表彰级别")}, At: func(a *Award) any { return &a.Level }},
	{Field: schema.Field{Key: "authority", Label: "批准机关", Kind: schema.Text, Max: 100, Aliases: aliases("批准单位 表彰单位 授予单位 颁发单位 处分决定机关")}, At: func(a *Award) any { return &a.Authority }},
	{Field: schema.Field{Key: "file_no", Label: "文号", Kind: schema.Text, Max: 50, Aliases: aliases("批准文号 文件号")}, At: func(a *Award) any { return &a.FileNo }},
	{Field: schema.Field{Key: "until", Label: "影响期止", Kind: schema.Date, Aliases: aliases("影响期截止 处分影响期止")}, At: func(a *Award) any { return &a.Until }},
	{Field: schema.Field{Key: "reason", Label: "原因", Kind: schema.Text, Private: true, Mask: schema.HideAll, Max: 200, Long: true, Aliases: aliases("事由 奖惩原因 处分原因")}, At: func(a *Award) any { return &a.Reason }},
	{Field: schema.Field{Key: "posted", Label: "公示结束日期", Kind: schema.Date, Managed: true, Aliases: aliases("公示期满 公示日期"), Hint: "公示期满没有异议，自动填写"}, At: func(a *Award) any { return &a.Posted }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Long: true, Aliases: aliases("说明")}, At: func(a *Award) any { return &a.Note }},
}, checkAward)
