package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// PointNotice is one public notice (公示): what hangs out, from when to when, and where
// to object.
type PointNotice struct {
	No       string
	Title    string
	From, To cn.Date // To is its last day
	Days     int64   // working days
	Phone    string  // for objections
	Masked   bool    // names are masked on the wall
	By       string
	Count    int64 // claims posted
	Closed   cn.Date
	ClosedBy string
	Printed  cn.Date
	Digest   string // of the page as it was posted, SHA-256
	Note     string
}

// PointNotices is hidden: the points page shows it.
var PointNotices = schema.Declare(schema.Def{
	Key: "point_notices", Label: "积分公示", Unit: "次", Group: groupPoints, Hidden: true,
	List:    []string{"no", "title", "from", "to", "count", "closed", "phone"},
	Title:   []string{"no", "title"},
	Sort:    "from",
	Number:  schema.Numbering{Field: "no", Prefix: "GS"},
	Coupled: [][]string{{"from", "to", "days"}, {"closed", "closed_by"}, {"printed", "digest"}},
	Same:    []schema.Same{{Fields: []string{"no"}, Certain: true, Why: "公示编号相同"}},
}, []schema.F[PointNotice]{
	{Field: schema.Field{Key: "no", Label: "公示编号", Kind: schema.Text, Max: 30}, At: func(n *PointNotice) any { return &n.No }},
	{Field: schema.Field{Key: "title", Label: "公示标题", Kind: schema.Text, Max: 60}, At: func(n *PointNotice) any { return &n.Title }},
	{Field: schema.Field{Key: "from", Label: "公示开始", Kind: schema.Date, Required: true, Index: true, Managed: true}, At: func(n *PointNotice) any { return &n.From }},
	{Field: schema.Field{Key: "to", Label: "公示结束", Kind: schema.Date, Index: true, Managed: true}, At: func(n *PointNotice) any { return &n.To }},
	{Field: schema.Field{Key: "days", Label: "工作日", Kind: schema.Integer, Unit: "个工作日", Managed: true}, At: func(n *PointNotice) any { return &n.Days }},
	{Field: schema.Field{Key: "phone", Label: "异议电话", Kind: schema.Phone}, At: func(n *PointNotice) any { return &n.Phone }},
	{Field: schema.Field{Key: "masked", Label: "隐去名字", Kind: schema.Flag}, At: func(n *PointNotice) any { return &n.Masked }},
	{Field: schema.Field{Key: "by", Label: "经办人", Kind: schema.Text, Max: 50}, At: func(n *PointNotice) any { return &n.By }},
	{Field: schema.Field{Key: "count", Label: "公示条数", Kind: schema.Integer, Unit: "条", Managed: true}, At: func(n *PointNotice) any { return &n.Count }},
	{Field: schema.Field{Key: "closed", Label: "办结日期", Kind: schema.Date, Managed: true}, At: func(n *PointNotice) any { return &n.Closed }},
	{Field: schema.Field{Key: "closed_by", Label: "办结人", Kind: schema.Text, Max: 50, Managed: true}, At: func(n *PointNotice) any { return &n.ClosedBy }},
	{Field: schema.Field{Key: "printed", Label: "打印日期", Kind: schema.Date}, At: func(n *PointNotice) any { return &n.Printed }},
	{Field: schema.Field{Key: "digest", Label: "公示页校验值", Kind: schema.Text, Max: 64}, At: func(n *PointNotice) any { return &n.Digest }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Long: true}, At: func(n *PointNotice) any { return &n.Note }},
}, nil)

// PointObjection is one objection to what a notice shows. Who objected is nobody's
// business but the committee's.
type PointObjection struct {
	Notice    oplog.ID
	Claim     oplog.ID
	Date      cn.Date
	Person    string
	Phone     string
	Content   string
	Due       cn.Date
	Outcome   string
	Decided   cn.Date
	DecidedBy string
	Answer    string
}

// PointObjections is hidden: the points page shows it.
var PointObjections = schema.Declare(schema.Def{
	Key: "point_objections", Label: "积分异议", Unit: "件", Group: groupPoints, Hidden: true,
	List:    []string{"date", "claim", "content", "due", "outcome", "decided", "decided_by"},
	Title:   []string{"date", "claim"},
	Sort:    "date",
	Coupled: [][]string{{"outcome", "decided", "decided_by", "answer"}},
}, []schema.F[PointObjection]{
	{Field: schema.Field{Key: "notice", Label: "公示", Kind: schema.Ref, Ref: "point_notices"}, At: func(o *PointObjection) any { return &o.Notice }},
	{Field: schema.Field{Key: "claim", Label: "积分申报", Kind: schema.Ref, Required: true, Ref: "point_claims"}, At: func(o *PointObjection) any { return &o.Claim }},
	{Field: schema.Field{Key: "date", Label: "提出日期", Kind: schema.Date, Required: true}, At: func(o *PointObjection) any { return &o.Date }},
	{Field: schema.Field{Key: "person", Label: "提出人", Kind: schema.Text, Private: true, Mask: schema.HideAll, Max: 50}, At: func(o *PointObjection) any { return &o.Person }},
	{Field: schema.Field{Key: "phone", Label: "联系电话", Kind: schema.Phone, Private: true, Mask: schema.HideAll}, At: func(o *PointObjection) any { return &o.Phone }},
	{Field: schema.Field{Key: "content", Label: "异议内容", Kind: schema.Note, Private: true, Long: true}, At: func(o *PointObjection) any { return &o.Content }},
	{Field: schema.Field{Key: "due", Label: "复核期限", Kind: schema.Date, Index: true}, At: func(o *PointObjection) any { return &o.Due }},
	{Field: schema.Field{Key: "outcome", Label: "处理结果", Kind: schema.Code, Codes: PointOutcomes, Managed: true}, At: func(o *PointObjection) any { return &o.Outcome }},
	{Field: schema.Field{Key: "decided", Label: "处理日期", Kind: schema.Date, Managed: true}, At: func(o *PointObjection) any { return &o.Decided }},
	{Field: schema.Field{Key: "decided_by", Label: "处理人", Kind: schema.Text, Max: 50, Managed: true}, At: func(o *PointObjection) any { return &o.DecidedBy }},
	{Field: schema.Field{Key: "answer", Label: "答复", Kind: schema.Note, Private: true, Long: true}, At: func(o *PointObjection) any { return &o.Answer }},
}, nil)
