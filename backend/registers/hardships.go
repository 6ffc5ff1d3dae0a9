package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Hardship is one case of a person or family that is helped (困难帮扶), a party
// member (困难党员帮扶表) or anyone else. Its title names nobody: it shows
// wherever another record refers to the case.
type Hardship struct {
	No                          string
	Kind                        string
	Person                      string
	Member, Resident, Household oplog.ID
	Estate                      oplog.ID
	Phone                       string
	Reason                      string
	People                      int64
	Income                      int64 // fen a month, of the whole family
	Living                      string
	Helper                      string
	HelperMember                oplog.ID
	Measures                    string
	Started                     cn.Date
	State                       string
	Ended                       cn.Date // what is kept of a case is kept for some years from this day
	Effect                      string
	Note                        string
}

// Hardships is the ledger 困难帮扶.
var Hardships = schema.Declare(schema.Def{
	Key: "hardships", Label: "困难帮扶", Unit: "户", Group: groupCare,
	List:    []string{"person", "kind", "state", "helper", "estate", "started", "ended", "no"},
	Title:   []string{"no", "kind", "started"},
	Sort:    "started",
	Number:  schema.Numbering{Field: "no", Prefix: "KN"},
	Coupled: [][]string{{"person", "member", "resident"}, {"household", "estate"}, {"state", "ended"}},
	Same: []schema.Same{
		{Fields: []string{"member", "started"}, Certain: true, Why: "同一名党员同一天开始的帮扶"},
		{Fields: []string{"resident", "started"}, Certain: true, Why: "同一个居民同一天开始的帮扶"},
		{Fields: []string{"no"}, Why: "编号相同"},
		{Fields: []string{"person", "kind"}, Why: "同名的人有同一类别的帮扶"},
	},
}, []schema.F[Hardship]{
	{Field: schema.Field{Key: "no", Label: "帮扶编号", Kind: schema.Text, Group: "帮扶对象", Max: 30, Aliases: aliases("编号 档案编号 档案号"), Hint: "不填就自动编号"}, At: func(h *Hardship) any { return &h.No }},
	{Field: schema.Field{Key: "kind", Label: "帮扶类别", Kind: schema.Code, Group: "帮扶对象", Codes: HardshipKinds, Aliases: aliases("类别 困难类别 对象类别 人员类别 帮扶对象类别 困难类型")}, At: func(h *Hardship) any { return &h.Kind }},
	{Field: schema.Field{Key: "person", Label: "帮扶对象", Kind: schema.Text, Group: "帮扶对象", Required: true, Private: true, Mask: schema.MaskName, Search: true, Max: 50, Aliases: aliases("姓名 困难党员姓名 帮扶对象姓名 困难户姓名 被帮扶人 户主 户主姓名 困难群众姓名 对象姓名"), Hint: "填本人或户主的姓名"}, At: func(h *Hardship) any { return &h.Person }},
	{Field: schema.Field{Key: "member", Label: "党员档案", Kind: schema.Ref, Group: "帮扶对象", Ref: "party_members", Private: true, Mask: schema.HideAll, Hint: "是党员的，从党员台账中选"}, At: func(h *Hardship) any { return &h.Member }},
	{Field: schema.Field{Key: "resident", Label: "居民档案", Kind: schema.Ref, Group: "帮扶对象", Ref: "residents", Private: true, Mask: schema.HideAll, Hint: "不是党员的，从居民台账中选"}, At: func(h *Hardship) any { return &h.Resident }},
	{Field: schema.Field{Key: "household", Label: "住户", Kind: schema.Ref, Group: "帮扶对象", Ref: "households", Private: true, Mask: schema.HideAll, Aliases: aliases("家庭住址 住址 地址 现住址 居住地址 所在住户 房号")}, At: func(h *Hardship) any { return &h.Household }},
	{Field: schema.Field{Key: "estate", Label: "所在小区", Kind: schema.Ref, Group: "帮扶对象", Ref: "estates", Aliases: aliases("小区 小区名称 居住小区")}, At: func(h *Hardship) any { return &h.Estate }},
	{Field: schema.Field{Key: "phone", Label: "联系电话", Kind: schema.Phone, Group: "帮扶对象", Private: true, Search: true, Aliases: phoneAliases}, At: func(h *Hardship) any { return &h.Phone }},
	{Field: schema.Field{Key: "reason", Label: "困难原因", Kind: schema.Code, Group: "困难情况", Codes: HardshipReasons, Private: true, Mask: schema.HideAll, Aliases: aliases("致困原因 主要致困原因 致贫原因 原因")}, At: func(h *Hardship) any { return &h.Reason }},
	{Field: schema.Field{Key: "people", Label: "家庭人口", Kind: schema.Integer, Group: "困难情况", Unit: "人", Private: true, Mask: schema.HideAll, Aliases: aliases("人口 家庭人数 人口数")}, At: func(h *Hardship) any { return &h.People }},
	{Field: schema.Field{Key: "income", Label: "家庭月收入", Kind: schema.Money, Group: "困难情况", Unit: "元", Private: true, Mask: schema.HideAll, Aliases: aliases("家庭收入 月收入 家庭总收入 收入 家庭收入情况"), Hint: "全家每月合计；只知道年收入的除以 12"}, At: func(h *Hardship) any { return &h.Income }},
	{Field: schema.Field{Key: "living", Label: "生活状况", Kind: schema.Note, Group: "困难情况", Private: true, Mask: schema.HideAll, Long: true, Aliases: aliases("生活情况 家庭情况 困难情况 主要困难 基本情况 家庭基本情况 家庭生活状况 困难状况 健康状况"), Hint: "住房、健康、劳动力、主要困难；只在点“显示”后才看得到"}, At: func(h *Hardship) any { return &h.Living }},
	{Field: schema.Field{Key: "helper", Label: "帮扶人", Kind: schema.Text, Group: "帮扶", Max: 50, Aliases: aliases("帮扶责任人 帮扶人姓名 结对党员 联系人 帮扶干部 责任人 包保人")}, At: func(h *Hardship) any { return &h.Helper }},
	{Field: schema.Field{Key: "helper_member", Label: "帮扶人党员档案", Kind: schema.Ref, Group: "帮扶", Ref: "party_members", Hint: "帮扶人是党员的，从党员台账中选"}, At: func(h *Hardship) any { return &h.HelperMember }},
	{Field: schema.Field{Key: "measures", Label: "帮扶措施", Kind: schema.Note, Group: "帮扶", Private: true, Mask: schema.HideAll, Long: true, Aliases: aliases("措施 帮扶内容 帮扶办法 帮扶计划 救助措施 帮扶情况")}, At: func(h *Hardship) any { return &h.Measures }},
	{Field: schema.Field{Key: "started", Label: "开始日期", Kind: schema.Date, Group: "帮扶", Index: true, Aliases: aliases("帮扶日期 帮扶时间 开始时间 建档日期 建档时间 帮扶开始日期 帮扶起始时间 登记日期")}, At: func(h *Hardship) any { return &h.Started }},
	{Field: schema.Field{Key: "state", Label: "帮扶状态", Kind: schema.Code, Group: "结果", Codes: HardshipStates, Default: HardshipOpen, Aliases: aliases("状态 是否脱困 帮扶进展")}, At: func(h *Hardship) any { return &h.State }},
	{Field: schema.Field{Key: "ended", Label: "结束日期", Kind: schema.Date, Group: "结果", Aliases: aliases("脱困日期 脱困时间 结束时间 终止日期 帮扶结束日期 截止日期"), Hint: "不记得哪一天的可以只填年份"}, At: func(h *Hardship) any { return &h.Ended }},
	{Field: schema.Field{Key: "effect", Label: "帮扶效果", Kind: schema.Note, Group: "结果", Private: true, Mask: schema.HideAll, Long: true, Aliases: aliases("效果 帮扶成效 成效 帮扶结果")}, At: func(h *Hardship) any { return &h.Effect }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Group: "结果", Private: true, Mask: schema.HideAll, Long: true, Aliases: aliases("说明")}, At: func(h *Hardship) any { return &h.Note }},
}, checkHardship)
