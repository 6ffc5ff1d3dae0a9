package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Project is one work for the people's livelihood (民心工程): which problem it
// settles, what it costs, who pays, and how far it is.
type Project struct {
	Name       string
	Problem    string
	Estate     oplog.ID
	Amount     int64 // fen
	Source     string
	Owner      string
	Started    cn.Date
	Planned    cn.Date // end
	Ended      cn.Date
	Stage      string
	Works      string
	Result     string
	Households int64
	Matter     oplog.ID
	Note       string
}

// Projects is the ledger 民心工程.
var Projects = schema.Declare(schema.Def{
	Key: "projects", Label: "民心工程", Unit: "项", Group: groupCare,
	List:    []string{"name", "estate", "stage", "amount", "source", "owner", "started", "planned", "ended", "households"},
	Title:   []string{"name"},
	Sort:    "started",
	Coupled: [][]string{{"stage", "ended"}},
	Same: []schema.Same{
		{Fields: []string{"name", "started"}, Certain: true, Why: "同一天开工的同名项目"},
		{Fields: []string{"name"}, Why: "项目名称相同"},
	},
}, []schema.F[Project]{
	{Field: schema.Field{Key: "name", Label: "项目名称", Kind: schema.Text, Group: "项目", Required: true, Search: true, Max: 100, Long: true, Aliases: aliases("名称 工程名称 民心工程名称 民生实事 项目")}, At: func(p *Project) any { return &p.Name }},
	{Field: schema.Field{Key: "problem", Label: "解决的问题", Kind: schema.Note, Group: "项目", Long: true, Aliases: aliases("存在问题 问题 群众诉求 项目背景 拟解决问题 居民反映的问题")}, At: func(p *Project) any { return &p.Problem }},
	{Field: schema.Field{Key: "estate", Label: "所在小区", Kind: schema.Ref, Group: "项目", Ref: "estates", Aliases: aliases("小区 小区名称 实施小区")}, At: func(p *Project) any { return &p.Estate }},
	{Field: schema.Field{Key: "matter", Label: "关联诉求", Kind: schema.Ref, Group: "项目", Ref: "matters", Aliases: aliases("诉求编号 关联事项 关联事项编号"), Hint: "转成诉求办理的，从诉求台账中选"}, At: func(p *Project) any { return &p.Matter }},
	{Field: schema.Field{Key: "households", Label: "受益户数", Kind: schema.Integer, Group: "项目", Unit: "户", Aliases: aliases("惠及户数 受益居民户数 惠及居民户数")}, At: func(p *Project) any { return &p.Households }},
	{Field: schema.Field{Key: "owner", Label: "负责人", Kind: schema.Text, Group: "项目", Search: true, Max: 50, Aliases: aliases("责任人 项目负责人 牵头人")}, At: func(p *Project) any { return &p.Owner }},
	{Field: schema.Field{Key: "amount", Label: "资金", Kind: schema.Money, Group: "资金", Unit: "元", Aliases: aliases("投资金额 金额 项目资金 总投资 投入资金 资金（元） 经费")}, At: func(p *Project) any { return &p.Amount }},
	{Field: schema.Field{Key: "source", Label: "资金来源", Kind: schema.Text, Group: "资金", Max: 100, Aliases: aliases("来源 经费来源"), Hint: "例如 区住建局、街道自筹、维修资金"}, At: func(p *Project) any { return &p.Source }},
	{Field: schema.Field{Key: "stage", Label: "进展阶段", Kind: schema.Code, Group: "进度", Codes: ProjectStages, Default: ProjectPlanned, Aliases: aliases("阶段 进度 项目进度 状态 目前进展 项目状态")}, At: func(p *Project) any { return &p.Stage }},
	{Field: schema.Field{Key: "started", Label: "开工日期", Kind: schema.Date, Group: "进度", Index: true, Aliases: aliases("开工时间 开始日期 开始时间 启动时间 实施时间")}, At: func(p *Project) any { return &p.Started }},
	{Field: schema.Field{Key: "planned", Label: "计划完成日期", Kind: schema.Date, Group: "进度", Index: true, Aliases: aliases("计划完成时间 预计完成时间 计划竣工日期 预计完工时间 完成时限")}, At: func(p *Project) any { return &p.Planned }},
	{Field: schema.Field{Key: "ended", Label: "完成日期", Kind: schema.Date, Group: "进度", Aliases: aliases("完成时间 竣工日期 竣工时间 完工日期 完工时间 结束日期")}, At: func(p *Project) any { return &p.Ended }},
	{Field: schema.Field{Key: "works", Label: "完成工作", Kind: schema.Note, Group: "进度", Long: true, Aliases: aliases("工作内容 建设内容 施工内容 实施内容 主要做法 工程内容"), Hint: "向哪些部门申请、做了哪些工程"}, At: func(p *Project) any { return &p.Works }},
	{Field: schema.Field{Key: "result", Label: "成效", Kind: schema.Note, Group: "进度", Long: true, Aliases: aliases("结果 实施效果 项目成效 完成情况 效果")}, At: func(p *Project) any { return &p.Result }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Group: "进度", Long: true, Aliases: aliases("说明")}, At: func(p *Project) any { return &p.Note }},
}, checkProject)
