package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Supervision is one problem on the list of those that somebody above watches
// (督办). Its state changes only by steps: see package matters.
type Supervision struct {
	No                 string
	NoticeNo           string // of the notice, where the office counts its notices itself
	Problem            string
	Source             string
	Matter             oplog.ID
	Unit, Owner        string // who has to do it
	Issuer             string
	Measures           string
	Issued, Due        cn.Date
	State              string
	Received, Answered cn.Date
	Progress, Proof    string
	Extension          string
	Done               cn.Date // 销号
	Opinion            string
	Note               string
}

// SupervisionSteps are the fields of a supervision that only steps change.
var SupervisionSteps = []string{"state", "received", "answered", "progress", "proof", "extension", "due", "done", "opinion"}

// Supervisions is the ledger 督办.
var Supervisions = schema.Declare(schema.Def{
	Key: "supervisions", Label: "督办", Unit: "项", Group: groupFollowUp,
	List:    []string{"no", "problem", "source", "unit", "owner", "due", "state", "done"},
	Title:   []string{"no", "problem"},
	Sort:    "due",
	Number:  schema.Numbering{Field: "no", Prefix: "DB"},
	Coupled: [][]string{SupervisionSteps},
	Derived: []*schema.Derived{daysLeftColumn("days_left", "剩余天数", "due", func(get func(string) string) bool { return get("state") == SupervisionDone })},
	Same: []schema.Same{
		{Fields: []string{"no"}, Certain: true, Why: "督办编号相同"},
		{Fields: []string{"matter"}, Why: "同一件诉求已在督办"},
		{Fields: []string{"notice_no"}, Why: "督办通知单编号相同"},
	},
}, []schema.F[Supervision]{
	{Field: schema.Field{Key: "no", Label: "督办编号", Kind: schema.Text, Group: "督办事项", Max: 30, Aliases: aliases("编号"), Hint: "不填就自动编号"}, At: func(s *Supervision) any { return &s.No }},
	{Field: schema.Field{Key: "notice_no", Label: "通知单编号", Kind: schema.Text, Group: "督办事项", Max: 30, Aliases: aliases("通知单号 督办通知单编号 督办通知编号 通知编号"), Hint: "通知单由一处统一编号的填在这里，例如 12；不填就按督办编号印，几台电脑不会印出同一个号"}, At: func(s *Supervision) any { return &s.NoticeNo }},
	{Field: schema.Field{Key: "problem", Label: "督办问题", Kind: schema.Text, Group: "督办事项", Required: true, Search: true, Max: 200, Long: true, Aliases: aliases("问题 督办事项 事项 存在问题")}, At: func(s *Supervision) any { return &s.Problem }},
	{Field: schema.Field{Key: "source", Label: "问题来源", Kind: schema.Code, Group: "督办事项", Codes: SupervisionSources, Aliases: aliases("来源")}, At: func(s *Supervision) any { return &s.Source }},
	{Field: schema.Field{Key: "matter", Label: "对应诉求", Kind: schema.Ref, Group: "督办事项", Ref: "matters"}, At: func(s *Supervision) any { return &s.Matter }},
	{Field: schema.Field{Key: "unit", Label: "承办单位", Kind: schema.Text, Group: "督办事项", Max: 100, Aliases: aliases("责任单位")}, At: func(s *Supervision) any { return &s.Unit }},
	{Field: schema.Field{Key: "owner", Label: "责任人", Kind: schema.Text, Group: "督办事项", Search: true, Index: true, Max: 50, Aliases: aliases("承办人 负责人")}, At: func(s *Supervision) any { return &s.Owner }},
	{Field: schema.Field{Key: "issuer", Label: "督办人", Kind: schema.Text, Group: "督办事项", Max: 50, Aliases: aliases("交办人")}, At: func(s *Supervision) any { return &s.Issuer }},
	{Field: schema.Field{Key: "measures", Label: "办理要求和措施", Kind: schema.Note, Group: "督办事项", Long: true, Aliases: aliases("措施 整改措施 办理要求")}, At: func(s *Supervision) any { return &s.Measures }},
	{Field: schema.Field{Key: "issued", Label: "交办日期", Kind: schema.Date, Group: "督办事项", Required: true, Aliases: aliases("交办时间 下发日期")}, At: func(s *Supervision) any { return &s.Issued }},
	{Field: schema.Field{Key: "due", Label: "办理时限", Kind: schema.Date, Group: "督办事项", Index: true, Managed: true, Aliases: aliases("时限 期限 完成时限")}, At: func(s *Supervision) any { return &s.Due }},
	{Field: schema.Field{Key: "state", Label: "督办状态", Kind: schema.Code, Group: "办理", Codes: SupervisionStates, Default: SupervisionIssued, Index: true, Managed: true, Aliases: aliases("状态")}, At: func(s *Supervision) any { return &s.State }},
	{Field: schema.Field{Key: "received", Label: "签收日期", Kind: schema.Date, Group: "办理", Managed: true}, At: func(s *Supervision) any { return &s.Received }},
	{Field: schema.Field{Key: "answered", Label: "反馈日期", Kind: schema.Date, Group: "办理", Managed: true}, At: func(s *Supervision) any { return &s.Answered }},
	{Field: schema.Field{Key: "progress", Label: "进展情况", Kind: schema.Note, Group: "办理", Long: true, Managed: true, Aliases: aliases("进展 办理情况")}, At: func(s *Supervision) any { return &s.Progress }},
	{Field: schema.Field{Key: "proof", Label: "完成凭据", Kind: schema.Text, Group: "办理", Long: true, Managed: true, Aliases: aliases("佐证材料 凭据"), Hint: "照片、通知、验收单等；没有凭据不能销号"}, At: func(s *Supervision) any { return &s.Proof }},
	{Field: schema.Field{Key: "extension", Label: "延期理由", Kind: schema.Text, Group: "办理", Long: true, Managed: true}, At: func(s *Supervision) any { return &s.Extension }},
	{Field: schema.Field{Key: "done", Label: "销号日期", Kind: schema.Date, Group: "办理", Managed: true, Aliases: aliases("销号时间 完成日期")}, At: func(s *Supervision) any { return &s.Done }},
	{Field: schema.Field{Key: "opinion", Label: "审核意见", Kind: schema.Text, Group: "办理", Long: true, Managed: true}, At: func(s *Supervision) any { return &s.Opinion }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Group: "办理", Long: true, Aliases: aliases("说明")}, At: func(s *Supervision) any { return &s.Note }},
}, checkSupervision).Fills(fillSupervision)

// SupervisionStep is one entry in the course of a supervision.
type SupervisionStep struct {
	Supervision oplog.ID
	Date        cn.Date
	From, To    string
	By          string
	Due         cn.Date
	Note        string
}

// SupervisionLog is the course of all supervisions (督办记录).
var SupervisionLog = schema.Declare(schema.Def{
	Key: "supervision_log", Label: "督办记录", Unit: "条", Group: groupFollowUp, Entries: true, Hidden: true, Steps: []string{"supervision"},
	List:  []string{"supervision", "date", "from", "to", "by", "note"},
	Title: []string{"supervision", "date"},
	Sort:  "date",
}, []schema.F[SupervisionStep]{
	{Field: schema.Field{Key: "supervision", Label: "督办", Kind: schema.Ref, Required: true, Ref: "supervisions"}, At: func(s *SupervisionStep) any { return &s.Supervision }},
	{Field: schema.Field{Key: "date", Label: "日期", Kind: schema.Date, Required: true}, At: func(s *SupervisionStep) any { return &s.Date }},
	{Field: schema.Field{Key: "from", Label: "原状态", Kind: schema.Code, Codes: SupervisionStates}, At: func(s *SupervisionStep) any { return &s.From }},
	{Field: schema.Field{Key: "to", Label: "新状态", Kind: schema.Code, Codes: SupervisionStates}, At: func(s *SupervisionStep) any { return &s.To }},
	{Field: schema.Field{Key: "by", Label: "办理人", Kind: schema.Text, Max: 50}, At: func(s *SupervisionStep) any { return &s.By }},
	{Field: schema.Field{Key: "due", Label: "时限", Kind: schema.Date}, At: func(s *SupervisionStep) any { return &s.Due }},
	{Field: schema.Field{Key: "note", Label: "说明", Kind: schema.Note, Long: true}, At: func(s *SupervisionStep) any { return &s.Note }},
}, nil)
