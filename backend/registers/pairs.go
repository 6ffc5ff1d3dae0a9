package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Pair is one who helps and one who is helped, for as long as it lasts (结对帮扶).
// What kind it is stays hidden: one of them tells of a sentence.
type Pair struct {
	Helper              string
	HelperMember        oplog.ID
	Person              string
	Resident, Household oplog.ID
	Estate              oplog.ID
	Phone               string
	Kind                string
	Started, Ended      cn.Date
	Visits              int64 // promised in a month
	Note                string
}

// Pairs is the ledger 结对帮扶.
var Pairs = schema.Declare(schema.Def{
	Key: "pairs", Label: "结对帮扶", Unit: "对", Group: groupCare,
	List:    []string{"helper", "person", "estate", "started", "ended", "visits"},
	Title:   []string{"helper", "started"},
	Sort:    "started",
	Coupled: [][]string{{"helper", "helper_member"}, {"person", "resident"}, {"household", "estate"}},
	Same: []schema.Same{
		{Fields: []string{"helper", "person", "started"}, Certain: true, Why: "同一天结对的同两个人"},
		{Fields: []string{"helper", "person"}, Why: "同两个人已经结对"},
	},
}, []schema.F[Pair]{
	{Field: schema.Field{Key: "helper", Label: "帮扶人", Kind: schema.Text, Group: "结对双方", Required: true, Search: true, Max: 50, Aliases: aliases("帮扶人姓名 结对党员 党员姓名 志愿者 帮教人 帮扶党员 结对干部 结对人")}, At: func(p *Pair) any { return &p.Helper }},
	{Field: schema.Field{Key: "helper_member", Label: "帮扶人党员档案", Kind: schema.Ref, Group: "结对双方", Ref: "party_members", Hint: "帮扶人是党员的，从党员台账中选"}, At: func(p *Pair) any { return &p.HelperMember }},
	{Field: schema.Field{Key: "person", Label: "帮扶对象", Kind: schema.Text, Group: "结对双方", Required: true, Private: true, Mask: schema.HideAll, Search: true, Max: 50, Aliases: aliases("姓名 帮扶对象姓名 结对对象 被帮扶人 受助人 帮教对象 结对户 困难群众 受助学生")}, At: func(p *Pair) any { return &p.Person }},
	{Field: schema.Field{Key: "resident", Label: "居民档案", Kind: schema.Ref, Group: "结对双方", Ref: "residents", Private: true, Mask: schema.HideAll, Hint: "从居民台账中选"}, At: func(p *Pair) any { return &p.Resident }},
	{Field: schema.Field{Key: "household", Label: "住户", Kind: schema.Ref, Group: "结对双方", Ref: "households", Private: true, Mask: schema.HideAll, Aliases: aliases("家庭住址 住址 地址 现住址 居住地址 所在住户 房号")}, At: func(p *Pair) any { return &p.Household }},
	{Field: schema.Field{Key: "estate", Label: "所在小区", Kind: schema.Ref, Group: "结对双方", Ref: "estates", Aliases: aliases("小区 小区名称 居住小区")}, At: func(p *Pair) any { return &p.Estate }},
	{Field: schema.Field{Key: "phone", Label: "帮扶对象电话", Kind: schema.Phone, Group: "结对双方", Private: true, Aliases: aliases("联系电话 电话 手机 联系方式 手机号")}, At: func(p *Pair) any { return &p.Phone }},
	{Field: schema.Field{Key: "kind", Label: "结对类别", Kind: schema.Code, Group: "结对", Codes: PairKinds, Private: true, Mask: schema.HideAll, Aliases: aliases("类别 结对类型 帮扶类别 帮扶类型"), Hint: "名单里默认不显示"}, At: func(p *Pair) any { return &p.Kind }},
	{Field: schema.Field{Key: "started", Label: "结对日期", Kind: schema.Date, Group: "结对", Index: true, Aliases: aliases("结对时间 开始日期 开始时间 日期 帮扶开始时间")}, At: func(p *Pair) any { return &p.Started }},
	{Field: schema.Field{Key: "ended", Label: "结束日期", Kind: schema.Date, Group: "结对", Index: true, Aliases: aliases("结束时间 解除日期 解除结对日期 终止日期"), Hint: "还在结对的留空"}, At: func(p *Pair) any { return &p.Ended }},
	{Field: schema.Field{Key: "visits", Label: "每月走访次数", Kind: schema.Integer, Group: "结对", Unit: "次", Default: "1", Aliases: aliases("走访频次 走访次数 每月走访 联系频次 每月联系次数"), Hint: "答应每月去几次"}, At: func(p *Pair) any { return &p.Visits }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Group: "结对", Private: true, Mask: schema.HideAll, Long: true, Aliases: aliases("说明 帮扶内容 帮扶情况 结对情况 帮扶措施")}, At: func(p *Pair) any { return &p.Note }},
}, checkPair)
