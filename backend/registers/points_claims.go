package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// PointClaim is what somebody asks to be scored, and how far it has come. Once it is
// in effect, what counts is its PointEntry; all but the note changes only by the steps of
// package points.
type PointClaim struct {
	No          string
	Member      oplog.ID
	Rule        string
	Date        cn.Date // of what was done
	Quantity    string  // units, decimal
	Event       string  // which activity or matter
	Note        string
	File        string // number of the document
	Origin      string
	OriginKey   string // what an automatic proposal came from, so that it comes once
	Applicant   string // who wrote it down
	Corrects    oplog.ID
	State       string
	StepOn      cn.Date
	StepBy      string
	Reason      string // of the last step, where it needs one
	Notice      oplog.ID
	PostedUntil cn.Date
	ReviewDue   cn.Date // of an objection
	Effective   cn.Date
}

// PointClaims is hidden: the points page shows it.
var PointClaims = schema.Declare(schema.Def{
	Key: "point_claims", Label: "积分申报", Unit: "条", Group: groupPoints, Hidden: true,
	List:    []string{"no", "member", "rule", "date", "quantity", "state", "step_by", "note"},
	Title:   []string{"no", "rule", "date"},
	Sort:    "date",
	Number:  schema.Numbering{Field: "no", Prefix: "JF"},
	Coupled: [][]string{{"member", "rule", "date", "quantity", "event", "file"}, {"state", "step_on", "step_by", "reason", "notice", "posted_until", "review_due", "effective"}},
	Same:    []schema.Same{{Fields: []string{"no"}, Why: "申报编号相同"}, {Fields: []string{"origin_key"}, Why: "同一件事的自动提议"}},
}, []schema.F[PointClaim]{
	{Field: schema.Field{Key: "no", Label: "申报编号", Kind: schema.Text, Max: 30, Managed: true}, At: func(c *PointClaim) any { return &c.No }},
	{Field: schema.Field{Key: "member", Label: "申报人", Kind: schema.Ref, Required: true, Ref: "party_members", Aliases: aliases("党员 姓名 党员姓名"), Managed: true}, At: func(c *PointClaim) any { return &c.Member }},
	{Field: schema.Field{Key: "rule", Label: "规则编号", Kind: schema.Text, Required: true, Max: 10, Aliases: aliases("规则"), Managed: true}, At: func(c *PointClaim) any { return &c.Rule }},
	{Field: schema.Field{Key: "date", Label: "日期", Kind: schema.Date, Required: true, Index: true, Aliases: aliases("时间 事项日期"), Managed: true}, At: func(c *PointClaim) any { return &c.Date }},
	{Field: schema.Field{Key: "quantity", Label: "数量", Kind: schema.Decimal, Default: "1", Aliases: aliases("次数 时长 小时"), Managed: true}, At: func(c *PointClaim) any { return &c.Quantity }},
	{Field: schema.Field{Key: "event", Label: "活动或事项", Kind: schema.Text, Max: 100, Aliases: aliases("活动 事项 活动名称"), Managed: true}, At: func(c *PointClaim) any { return &c.Event }},
	{Field: schema.Field{Key: "note", Label: "说明和证明", Kind: schema.Note, Private: true, Long: true, Aliases: aliases("说明 备注 证明")}, At: func(c *PointClaim) any { return &c.Note }},
	{Field: schema.Field{Key: "file", Label: "文号", Kind: schema.Text, Private: true, Mask: schema.HideAll, Max: 60, Managed: true}, At: func(c *PointClaim) any { return &c.File }},
	{Field: schema.Field{Key: "origin", Label: "申报方式", Kind: schema.Code, Codes: PointOrigins, Managed: true}, At: func(c *PointClaim) any { return &c.Origin }},
	{Field: schema.Field{Key: "origin_key", Label: "提议依据", Kind: schema.Text, Index: true, Max: 80, Managed: true}, At: func(c *PointClaim) any { return &c.OriginKey }},
	{Field: schema.Field{Key: "applicant", Label: "登记人", Kind: schema.Text, Max: 50, Managed: true}, At: func(c *PointClaim) any { return &c.Applicant }},
	{Field: schema.Field{Key: "corrects", Label: "更正哪一条", Kind: schema.Ref, Ref: "point_claims", Managed: true}, At: func(c *PointClaim) any { return &c.Corrects }},
	{Field: schema.Field{Key: "state", Label: "积分状态", Kind: schema.Code, Codes: PointStates, Default: PointDraft, Index: true, Managed: true, Aliases: aliases("状态")}, At: func(c *PointClaim) any { return &c.State }},
	{Field: schema.Field{Key: "step_on", Label: "本步日期", Kind: schema.Date, Managed: true}, At: func(c *PointClaim) any { return &c.StepOn }},
	{Field: schema.Field{Key: "step_by", Label: "本步经办", Kind: schema.Text, Max: 50, Managed: true}, At: func(c *PointClaim) any { return &c.StepBy }},
	{Field: schema.Field{Key: "reason", Label: "本步理由", Kind: schema.Text, Private: true, Mask: schema.HideAll, Managed: true}, At: func(c *PointClaim) any { return &c.Reason }},
	{Field: schema.Field{Key: "notice", Label: "公示", Kind: schema.Ref, Ref: "notices", Managed: true}, At: func(c *PointClaim) any { return &c.Notice }},
	{Field: schema.Field{Key: "posted_until", Label: "公示到", Kind: schema.Date, Managed: true}, At: func(c *PointClaim) any { return &c.PostedUntil }},
	{Field: schema.Field{Key: "review_due", Label: "复核期限", Kind: schema.Date, Managed: true}, At: func(c *PointClaim) any { return &c.ReviewDue }},
	{Field: schema.Field{Key: "effective", Label: "生效日期", Kind: schema.Date, Managed: true}, At: func(c *PointClaim) any { return &c.Effective }},
}, nil)

// PointStep is one step of a claim: written once, never edited.
type PointStep struct {
	Claim    oplog.ID
	Date     cn.Date
	From, To string
	By       string
	Reason   string
}

// PointLog is the course of all claims.
var PointLog = schema.Declare(schema.Def{
	Key: "point_log", Label: "积分审核记录", Unit: "条", Group: groupPoints, Entries: true, Hidden: true,
	List:  []string{"claim", "date", "from", "to", "by", "reason"},
	Title: []string{"claim", "date"},
	Sort:  "date",
}, []schema.F[PointStep]{
	{Field: schema.Field{Key: "claim", Label: "积分申报", Kind: schema.Ref, Required: true, Ref: "point_claims"}, At: func(s *PointStep) any { return &s.Claim }},
	{Field: schema.Field{Key: "date", Label: "日期", Kind: schema.Date, Required: true}, At: func(s *PointStep) any { return &s.Date }},
	{Field: schema.Field{Key: "from", Label: "原状态", Kind: schema.Code, Codes: PointStates}, At: func(s *PointStep) any { return &s.From }},
	{Field: schema.Field{Key: "to", Label: "新状态", Kind: schema.Code, Codes: PointStates}, At: func(s *PointStep) any { return &s.To }},
	{Field: schema.Field{Key: "by", Label: "经办人", Kind: schema.Text, Max: 50}, At: func(s *PointStep) any { return &s.By }},
	{Field: schema.Field{Key: "reason", Label: "理由", Kind: schema.Note, Private: true, Long: true}, At: func(s *PointStep) any { return &s.Reason }},
}, onlyBySteps[PointStep]("claim"))

// PointEntry is one entry that is in effect: what a balance is made of. It is written
// once, when its claim comes into effect, and never edited. Of several of one claim,
// made by PCs that did not know of each other, one counts.
type PointEntry struct {
	Claim    oplog.ID
	Member   oplog.ID
	Rule     string
	Date     cn.Date
	Quantity int64 // tenths of a unit
	Event    string
	Origin   string // of an automatic proposal what it came from: of several from one deed one counts
}

// PointEntries is the book of points.
var PointEntries = schema.Declare(schema.Def{
	Key: "point_entries", Label: "积分明细", Unit: "条", Group: groupPoints, Entries: true, Hidden: true,
	List:  []string{"member", "rule", "date", "quantity", "event"},
	Title: []string{"member", "rule", "date"},
	Sort:  "date",
}, []schema.F[PointEntry]{
	{Field: schema.Field{Key: "claim", Label: "积分申报", Kind: schema.Ref, Required: true, Ref: "point_claims"}, At: func(e *PointEntry) any { return &e.Claim }},
	{Field: schema.Field{Key: "member", Label: "党员", Kind: schema.Ref, Required: true, Ref: "party_members"}, At: func(e *PointEntry) any { return &e.Member }},
	{Field: schema.Field{Key: "rule", Label: "规则编号", Kind: schema.Text, Required: true, Max: 10}, At: func(e *PointEntry) any { return &e.Rule }},
	{Field: schema.Field{Key: "date", Label: "日期", Kind: schema.Date, Required: true, Index: true}, At: func(e *PointEntry) any { return &e.Date }},
	{Field: schema.Field{Key: "quantity", Label: "数量", Kind: schema.Integer, Unit: "0.1"}, At: func(e *PointEntry) any { return &e.Quantity }},
	{Field: schema.Field{Key: "event", Label: "活动或事项", Kind: schema.Text, Max: 100}, At: func(e *PointEntry) any { return &e.Event }},
	{Field: schema.Field{Key: "origin_key", Label: "提议依据", Kind: schema.Text, Max: 80}, At: func(e *PointEntry) any { return &e.Origin }},
}, onlyBySteps[PointEntry]("claim"))

// PointVoiding says that a claim counts no more, whatever came or comes of it on any PC.
type PointVoiding struct {
	Claim  oplog.ID
	Date   cn.Date
	By     string
	Reason string
}

// PointVoids are all voidings (作废).
var PointVoids = schema.Declare(schema.Def{
	Key: "point_voids", Label: "积分作废", Unit: "条", Group: groupPoints, Entries: true, Hidden: true,
	List:  []string{"claim", "date", "by", "reason"},
	Title: []string{"claim", "date"},
	Sort:  "date",
}, []schema.F[PointVoiding]{
	{Field: schema.Field{Key: "claim", Label: "积分申报", Kind: schema.Ref, Required: true, Ref: "point_claims"}, At: func(v *PointVoiding) any { return &v.Claim }},
	{Field: schema.Field{Key: "date", Label: "日期", Kind: schema.Date, Required: true}, At: func(v *PointVoiding) any { return &v.Date }},
	{Field: schema.Field{Key: "by", Label: "经办人", Kind: schema.Text, Max: 50}, At: func(v *PointVoiding) any { return &v.By }},
	{Field: schema.Field{Key: "reason", Label: "理由", Kind: schema.Note, Private: true, Long: true}, At: func(v *PointVoiding) any { return &v.Reason }},
}, onlyBySteps[PointVoiding]("claim"))

// onlyBySteps refuses an entry that a form or a spreadsheet would write past the steps.
func onlyBySteps[T any](field string) func(*T, schema.Env) []schema.Problem {
	return func(*T, schema.Env) []schema.Problem {
		return []schema.Problem{{Field: field, Message: "积分的记录只由办理步骤写入，不能直接添加"}}
	}
}
