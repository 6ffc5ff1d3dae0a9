package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Consultation is one hard problem that several bodies diagnose together
// (集体会诊): what each said, what was decided, and who does it by when.
type Consultation struct {
	Date         cn.Date
	Problem      string
	Proposer     string
	Participants string
	Opinions     string
	Decision     string
	Owner        string
	Deadline     cn.Date
	Done         cn.Date
	Result       string
	Matter       oplog.ID
	Note         string
}

// Consultations is the ledger 集体会诊.
var Consultations = schema.Declare(schema.Def{
	Key: "consultations", Label: "集体会诊", Unit: "次", Group: groupFollowUp,
	List:    []string{"date", "problem", "proposer", "participants", "decision", "owner", "deadline", "done"},
	Title:   []string{"date", "problem"},
	Sort:    "date",
	Coupled: [][]string{{"decision", "owner", "deadline"}, {"done", "result"}},
	Same: []schema.Same{
		{Fields: []string{"problem", "date"}, Certain: true, Why: "同一天会诊的同一个问题"},
		{Fields: []string{"problem"}, Why: "这个问题会诊过"},
	},
}, []schema.F[Consultation]{
	{Field: schema.Field{Key: "date", Label: "会诊日期", Kind: schema.Date, Group: "问题", Required: true, Index: true, Aliases: aliases("日期 时间 会诊时间 会议时间")}, At: func(c *Consultation) any { return &c.Date }},
	{Field: schema.Field{Key: "problem", Label: "会诊问题", Kind: schema.Text, Group: "问题", Required: true, Search: true, Max: 100, Long: true, Aliases: aliases("问题 疑难问题 难题 议题 会诊议题 会诊事项")}, At: func(c *Consultation) any { return &c.Problem }},
	{Field: schema.Field{Key: "proposer", Label: "提出人", Kind: schema.Text, Group: "问题", Max: 50, Aliases: aliases("提议人 提出单位 提交人 提出社区")}, At: func(c *Consultation) any { return &c.Proposer }},
	{Field: schema.Field{Key: "matter", Label: "关联诉求", Kind: schema.Ref, Group: "问题", Ref: "matters", Aliases: aliases("诉求编号 关联事项 关联事项编号"), Hint: "转成诉求办理的，从诉求台账中选"}, At: func(c *Consultation) any { return &c.Matter }},
	{Field: schema.Field{Key: "participants", Label: "参加人员", Kind: schema.Text, Group: "会诊", Max: 200, Long: true, Aliases: aliases("参加单位 参会人员 会诊人员 参加人 参会单位"), Hint: "单位和人，用顿号隔开"}, At: func(c *Consultation) any { return &c.Participants }},
	{Field: schema.Field{Key: "opinions", Label: "各方意见", Kind: schema.Note, Group: "会诊", Long: true, Aliases: aliases("意见 会诊意见 意见建议 讨论情况 备选办法")}, At: func(c *Consultation) any { return &c.Opinions }},
	{Field: schema.Field{Key: "decision", Label: "会诊决定", Kind: schema.Note, Group: "会诊", Long: true, Aliases: aliases("决定 会诊结论 解决办法 议定事项 决议 解决方案")}, At: func(c *Consultation) any { return &c.Decision }},
	{Field: schema.Field{Key: "owner", Label: "责任人", Kind: schema.Text, Group: "落实", Search: true, Max: 50, Aliases: aliases("责任单位 负责人 牵头人 承办人 责任单位及责任人")}, At: func(c *Consultation) any { return &c.Owner }},
	{Field: schema.Field{Key: "deadline", Label: "完成期限", Kind: schema.Date, Group: "落实", Index: true, Aliases: aliases("完成时限 时限 期限 办理期限 计划完成时间")}, At: func(c *Consultation) any { return &c.Deadline }},
	{Field: schema.Field{Key: "done", Label: "完成日期", Kind: schema.Date, Group: "落实", Index: true, Aliases: aliases("完成时间 办结日期 办结时间 解决日期")}, At: func(c *Consultation) any { return &c.Done }},
	{Field: schema.Field{Key: "result", Label: "落实结果", Kind: schema.Note, Group: "落实", Long: true, Aliases: aliases("结果 落实情况 办理结果 完成情况")}, At: func(c *Consultation) any { return &c.Result }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Group: "落实", Long: true, Aliases: aliases("说明")}, At: func(c *Consultation) any { return &c.Note }},
}, checkConsultation)
