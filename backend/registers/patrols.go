package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Patrol is one round of a patrol team (巡查): planned while its day is to come,
// with what it met with afterwards. No finding means that all was well.
type Patrol struct {
	Date     cn.Date
	Shift    string // as it is printed: 19:00–21:00
	Route    string
	Estate   oplog.ID
	Leader   string
	Members  string
	Finding  string
	Kind     string // of finding
	Handling string
	Handled  cn.Date
	Matter   oplog.ID
	Note     string
}

// Patrols is the ledger 巡查.
var Patrols = schema.Declare(schema.Def{
	Key: "patrols", Label: "巡查", Unit: "次", Group: groupCare,
	List:    []string{"date", "shift", "route", "finding", "kind", "handling", "handled", "leader", "members"},
	Title:   []string{"date", "shift", "route"},
	Sort:    "date",
	Coupled: [][]string{{"finding", "kind"}, {"handling", "handled"}},
	Same: []schema.Same{
		{Fields: []string{"date", "shift", "route"}, Certain: true, Why: "同一天同一班次的同一路线"},
	},
}, []schema.F[Patrol]{
	{Field: schema.Field{Key: "date", Label: "巡查日期", Kind: schema.Date, Group: "巡查", Required: true, Index: true, Aliases: aliases("日期 时间 巡逻日期 巡查时间 巡逻时间")}, At: func(p *Patrol) any { return &p.Date }},
	{Field: schema.Field{Key: "shift", Label: "班次", Kind: schema.Text, Group: "巡查", Max: 30, Aliases: aliases("时段 巡逻班次 巡查时段 巡逻时段 起止时间 班别"), Hint: "例如 19:00–21:00"}, At: func(p *Patrol) any { return &p.Shift }},
	{Field: schema.Field{Key: "route", Label: "路线（区域）", Kind: schema.Text, Group: "巡查", Search: true, Max: 100, Aliases: aliases("路线 区域 巡查路线 巡逻路线 巡查区域 巡逻区域 地点 巡查地点 点位")}, At: func(p *Patrol) any { return &p.Route }},
	{Field: schema.Field{Key: "estate", Label: "所在小区", Kind: schema.Ref, Group: "巡查", Ref: "estates", Aliases: aliases("小区 小区名称")}, At: func(p *Patrol) any { return &p.Estate }},
	{Field: schema.Field{Key: "leader", Label: "队长", Kind: schema.Text, Group: "巡查", Search: true, Max: 50, Aliases: aliases("带队人 领队 负责人 巡查人 带班人")}, At: func(p *Patrol) any { return &p.Leader }},
	{Field: schema.Field{Key: "members", Label: "队员", Kind: schema.Text, Group: "巡查", Max: 200, Long: true, Aliases: aliases("巡逻队员 参加人员 巡查人员 巡逻人员 成员 参加人"), Hint: "用顿号隔开"}, At: func(p *Patrol) any { return &p.Members }},
	{Field: schema.Field{Key: "finding", Label: "发现问题", Kind: schema.Note, Group: "发现与处理", Long: true, Aliases: aliases("发现的问题 问题 巡查情况 发现情况 存在问题 问题描述"), Hint: "没有发现问题的留空"}, At: func(p *Patrol) any { return &p.Finding }},
	{Field: schema.Field{Key: "kind", Label: "问题类别", Kind: schema.Code, Group: "发现与处理", Codes: FindingKinds, Aliases: aliases("问题类型 类别 类型")}, At: func(p *Patrol) any { return &p.Kind }},
	{Field: schema.Field{Key: "handling", Label: "处理情况", Kind: schema.Note, Group: "发现与处理", Long: true, Aliases: aliases("处理 处理结果 处置情况 整改情况 处理措施")}, At: func(p *Patrol) any { return &p.Handling }},
	{Field: schema.Field{Key: "handled", Label: "处理日期", Kind: schema.Date, Group: "发现与处理", Aliases: aliases("处理时间 整改日期 处置时间 整改时间")}, At: func(p *Patrol) any { return &p.Handled }},
	{Field: schema.Field{Key: "matter", Label: "关联诉求", Kind: schema.Ref, Group: "发现与处理", Ref: "matters", Aliases: aliases("诉求编号 关联事项 关联事项编号"), Hint: "转成诉求办理的，从诉求台账中选"}, At: func(p *Patrol) any { return &p.Matter }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Group: "发现与处理", Long: true, Aliases: aliases("说明")}, At: func(p *Patrol) any { return &p.Note }},
}, checkPatrol)
