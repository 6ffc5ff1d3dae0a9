package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Notice is one public notice (公示) of any kind: what hangs out, from when to when, and
// where to object. What it posts are its lines, or, of points, the claims that name it.
type Notice struct {
	No          string
	Kind        string
	Title       string
	Body        string  // what the wall page says above the list
	From, To    cn.Date // To is its last day
	Days        int64   // working days
	Phone       string  // for objections
	Masked      bool    // names are masked on the wall
	By          string
	Count       int64 // lines or claims posted
	Closed      cn.Date
	ClosedBy    string
	Withdrawn   cn.Date // taken down before its end
	WithdrawnBy string
	Reason      string // of the withdrawal
	Printed     cn.Date
	Digest      string // of the page as it was posted, SHA-256
	Note        string
}

// Notices is hidden: the page 公示 shows it.
var Notices = schema.Declare(schema.Def{
	Key: "notices", Label: "公示", Unit: "次", Group: groupNotices, Hidden: true,
	List:    []string{"no", "kind", "title", "from", "to", "count", "closed", "phone"},
	Title:   []string{"no", "title"},
	Sort:    "from",
	Number:  schema.Numbering{Field: "no", Prefix: "GS"},
	Coupled: [][]string{{"from", "to", "days"}, {"closed", "closed_by"}, {"withdrawn", "withdrawn_by", "reason"}, {"printed", "digest"}},
	Same:    []schema.Same{{Fields: []string{"no"}, Certain: true, Why: "公示编号相同"}},
}, []schema.F[Notice]{
	{Field: schema.Field{Key: "no", Label: "公示编号", Kind: schema.Text, Max: 30}, At: func(n *Notice) any { return &n.No }},
	{Field: schema.Field{Key: "kind", Label: "公示种类", Kind: schema.Code, Codes: NoticeKinds, Default: NoticePoints, Managed: true}, At: func(n *Notice) any { return &n.Kind }},
	{Field: schema.Field{Key: "title", Label: "公示标题", Kind: schema.Text, Max: 60}, At: func(n *Notice) any { return &n.Title }},
	{Field: schema.Field{Key: "body", Label: "公示正文", Kind: schema.Note, Long: true, Managed: true}, At: func(n *Notice) any { return &n.Body }},
	{Field: schema.Field{Key: "from", Label: "公示开始", Kind: schema.Date, Required: true, Index: true, Managed: true}, At: func(n *Notice) any { return &n.From }},
	{Field: schema.Field{Key: "to", Label: "公示结束", Kind: schema.Date, Index: true, Managed: true}, At: func(n *Notice) any { return &n.To }},
	{Field: schema.Field{Key: "days", Label: "工作日", Kind: schema.Integer, Unit: "个工作日", Managed: true}, At: func(n *Notice) any { return &n.Days }},
	{Field: schema.Field{Key: "phone", Label: "异议电话", Kind: schema.Phone}, At: func(n *Notice) any { return &n.Phone }},
	{Field: schema.Field{Key: "masked", Label: "隐去名字", Kind: schema.Flag}, At: func(n *Notice) any { return &n.Masked }},
	{Field: schema.Field{Key: "by", Label: "经办人", Kind: schema.Text, Max: 50}, At: func(n *Notice) any { return &n.By }},
	{Field: schema.Field{Key: "count", Label: "公示条数", Kind: schema.Integer, Unit: "条", Managed: true}, At: func(n *Notice) any { return &n.Count }},
	{Field: schema.Field{Key: "closed", Label: "办结日期", Kind: schema.Date, Managed: true}, At: func(n *Notice) any { return &n.Closed }},
	{Field: schema.Field{Key: "closed_by", Label: "办结人", Kind: schema.Text, Max: 50, Managed: true}, At: func(n *Notice) any { return &n.ClosedBy }},
	{Field: schema.Field{Key: "withdrawn", Label: "撤回日期", Kind: schema.Date, Managed: true}, At: func(n *Notice) any { return &n.Withdrawn }},
	{Field: schema.Field{Key: "withdrawn_by", Label: "撤回人", Kind: schema.Text, Max: 50, Managed: true}, At: func(n *Notice) any { return &n.WithdrawnBy }},
	{Field: schema.Field{Key: "reason", Label: "撤回理由", Kind: schema.Text, Max: 200, Long: true, Managed: true}, At: func(n *Notice) any { return &n.Reason }},
	{Field: schema.Field{Key: "printed", Label: "打印日期", Kind: schema.Date}, At: func(n *Notice) any { return &n.Printed }},
	{Field: schema.Field{Key: "digest", Label: "公示页校验值", Kind: schema.Text, Max: 64}, At: func(n *Notice) any { return &n.Digest }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Long: true}, At: func(n *Notice) any { return &n.Note }},
}, nil)

// NoticeLine is one line of the list that a notice posts: frozen once it hangs out, but
// for what came of it. The lines of points are their claims.
type NoticeLine struct {
	Notice  oplog.ID
	Seq     int64 // from 1, as on the wall
	Name    string
	Unit    string
	Content string
	Member  oplog.ID // 0: whoever is posted is in no ledger
	Award   oplog.ID // of an award, which takes effect with the line
	Outcome string
}

// NoticeLines is hidden: the page 公示 shows it with its notice.
var NoticeLines = schema.Declare(schema.Def{
	Key: "notice_lines", Label: "公示名单", Unit: "条", Group: groupNotices, Hidden: true,
	List:  []string{"notice", "seq", "name", "unit", "content", "outcome"},
	Title: []string{"name", "content"},
	Sort:  "seq",
}, []schema.F[NoticeLine]{
	{Field: schema.Field{Key: "notice", Label: "公示", Kind: schema.Ref, Required: true, Ref: "notices", Managed: true}, At: func(l *NoticeLine) any { return &l.Notice }},
	{Field: schema.Field{Key: "seq", Label: "序号", Kind: schema.Integer, Managed: true}, At: func(l *NoticeLine) any { return &l.Seq }},
	{Field: schema.Field{Key: "name", Label: "姓名或名称", Kind: schema.Text, Required: true, Max: 50, Managed: true}, At: func(l *NoticeLine) any { return &l.Name }},
	{Field: schema.Field{Key: "unit", Label: "支部或单位", Kind: schema.Text, Max: 100, Managed: true}, At: func(l *NoticeLine) any { return &l.Unit }},
	{Field: schema.Field{Key: "content", Label: "公示内容", Kind: schema.Text, Max: 200, Long: true, Managed: true}, At: func(l *NoticeLine) any { return &l.Content }},
	{Field: schema.Field{Key: "member", Label: "党员", Kind: schema.Ref, Ref: "party_members", Managed: true}, At: func(l *NoticeLine) any { return &l.Member }},
	{Field: schema.Field{Key: "award", Label: "奖惩", Kind: schema.Ref, Ref: "awards", Managed: true}, At: func(l *NoticeLine) any { return &l.Award }},
	{Field: schema.Field{Key: "outcome", Label: "公示结果", Kind: schema.Code, Codes: LineOutcomes, Managed: true}, At: func(l *NoticeLine) any { return &l.Outcome }},
}, nil)

// notices returns the registers of public notices; all are hidden.
func notices() []*schema.Def {
	return []*schema.Def{Notices.Def, NoticeLines.Def, Objections.Def, Papers.Def}
}
