package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/schema"
)

// Inspection is one monthly inspection (每月督查). Its date may be a month.
type Inspection struct {
	Date       cn.Date
	Form       string
	Place      string
	Inspectors string
	Inspected  string
	Findings   string
	Demands    string
	Deadline   cn.Date
	Done       cn.Date
	Result     string
	Note       string
}

// Inspections is the ledger 每月督查.
var Inspections = schema.Declare(schema.Def{
	Key: "inspections", Label: "每月督查", Unit: "次", Group: groupFollowUp,
	List:    []string{"date", "form", "place", "inspectors", "inspected", "findings", "deadline", "done"},
	Title:   []string{"date", "form", "place"},
	Sort:    "date",
	Coupled: [][]string{{"done", "result"}},
	Same: []schema.Same{
		{Fields: []string{"date", "form", "place"}, Certain: true, Why: "同一时间、同一地点、同一方式的督查"},
	},
}, []schema.F[Inspection]{
	{Field: schema.Field{Key: "date", Label: "督查日期", Kind: schema.Date, Group: "督查", Required: true, Index: true, Aliases: aliases("日期 时间 月份 督查时间 督查月份 检查日期 检查时间"), Hint: "不记得哪一天的可以只填月份"}, At: func(i *Inspection) any { return &i.Date }},
	{Field: schema.Field{Key: "form", Label: "督查方式", Kind: schema.Code, Group: "督查", Codes: InspectionForms, Aliases: aliases("方式 形式 督查形式 检查方式")}, At: func(i *Inspection) any { return &i.Form }},
	{Field: schema.Field{Key: "place", Label: "督查地点", Kind: schema.Text, Group: "督查", Search: true, Max: 100, Aliases: aliases("地点 检查地点 督查点位")}, At: func(i *Inspection) any { return &i.Place }},
	{Field: schema.Field{Key: "inspectors", Label: "督查人员", Kind: schema.Text, Group: "督查", Max: 200, Aliases: aliases("督查人 检查人员 督查组 督查组成员 检查人")}, At: func(i *Inspection) any { return &i.Inspectors }},
	{Field: schema.Field{Key: "inspected", Label: "被督查单位", Kind: schema.Text, Group: "督查", Max: 100, Aliases: aliases("被督查对象 被检查单位 受检单位 督查对象")}, At: func(i *Inspection) any { return &i.Inspected }},
	{Field: schema.Field{Key: "findings", Label: "督查情况", Kind: schema.Note, Group: "问题与整改", Long: true, Aliases: aliases("发现问题 存在问题 问题 检查情况 督查发现的问题")}, At: func(i *Inspection) any { return &i.Findings }},
	{Field: schema.Field{Key: "demands", Label: "整改要求", Kind: schema.Note, Group: "问题与整改", Long: true, Aliases: aliases("要求 工作要求 整改意见 督查意见")}, At: func(i *Inspection) any { return &i.Demands }},
	{Field: schema.Field{Key: "deadline", Label: "整改期限", Kind: schema.Date, Group: "问题与整改", Index: true, Aliases: aliases("期限 整改时限 时限 完成期限")}, At: func(i *Inspection) any { return &i.Deadline }},
	{Field: schema.Field{Key: "done", Label: "整改完成日期", Kind: schema.Date, Group: "问题与整改", Index: true, Aliases: aliases("完成日期 完成时间 整改完成时间 销号日期 整改日期")}, At: func(i *Inspection) any { return &i.Done }},
	{Field: schema.Field{Key: "result", Label: "整改结果", Kind: schema.Note, Group: "问题与整改", Long: true, Aliases: aliases("结果 整改情况 落实情况")}, At: func(i *Inspection) any { return &i.Result }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Group: "问题与整改", Long: true, Aliases: aliases("说明")}, At: func(i *Inspection) any { return &i.Note }},
}, checkInspection)
