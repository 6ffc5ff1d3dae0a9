package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Objection is one objection to what a notice shows: to a claim of points, to a line, or
// to the notice as a whole. Who objected is nobody's business but the committee's.
type Objection struct {
	Notice    oplog.ID
	Claim     oplog.ID
	Line      oplog.ID
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

// Objections is hidden: the pages of notices show it.
var Objections = schema.Declare(schema.Def{
	Key: "objections", Label: "公示异议", Unit: "件", Group: groupNotices, Hidden: true,
	List:    []string{"date", "notice", "claim", "line", "content", "due", "outcome", "decided", "decided_by"},
	Title:   []string{"date", "claim", "line"},
	Sort:    "date",
	Coupled: [][]string{{"outcome", "decided", "decided_by", "answer"}},
}, []schema.F[Objection]{
	{Field: schema.Field{Key: "notice", Label: "公示", Kind: schema.Ref, Ref: "notices"}, At: func(o *Objection) any { return &o.Notice }},
	{Field: schema.Field{Key: "claim", Label: "积分申报", Kind: schema.Ref, Ref: "point_claims"}, At: func(o *Objection) any { return &o.Claim }},
	{Field: schema.Field{Key: "line", Label: "公示的哪一条", Kind: schema.Ref, Ref: "notice_lines"}, At: func(o *Objection) any { return &o.Line }},
	{Field: schema.Field{Key: "date", Label: "提出日期", Kind: schema.Date, Required: true}, At: func(o *Objection) any { return &o.Date }},
	{Field: schema.Field{Key: "person", Label: "提出人", Kind: schema.Text, Private: true, Mask: schema.HideAll, Max: 50}, At: func(o *Objection) any { return &o.Person }},
	{Field: schema.Field{Key: "phone", Label: "联系电话", Kind: schema.Phone, Private: true, Mask: schema.HideAll}, At: func(o *Objection) any { return &o.Phone }},
	{Field: schema.Field{Key: "content", Label: "异议内容", Kind: schema.Note, Private: true, Long: true}, At: func(o *Objection) any { return &o.Content }},
	{Field: schema.Field{Key: "due", Label: "复核期限", Kind: schema.Date, Index: true}, At: func(o *Objection) any { return &o.Due }},
	{Field: schema.Field{Key: "outcome", Label: "处理结果", Kind: schema.Code, Codes: ObjectionOutcomes, Managed: true}, At: func(o *Objection) any { return &o.Outcome }},
	{Field: schema.Field{Key: "decided", Label: "处理日期", Kind: schema.Date, Managed: true}, At: func(o *Objection) any { return &o.Decided }},
	{Field: schema.Field{Key: "decided_by", Label: "处理人", Kind: schema.Text, Max: 50, Managed: true}, At: func(o *Objection) any { return &o.DecidedBy }},
	{Field: schema.Field{Key: "answer", Label: "答复", Kind: schema.Note, Private: true, Long: true}, At: func(o *Objection) any { return &o.Answer }},
}, checkObjection)

// checkObjection wants to know what an objection is against: one thing.
func checkObjection(o *Objection, _ schema.Env) []schema.Problem {
	var p problems
	switch {
	case o.Notice == 0 && o.Claim == 0 && o.Line == 0:
		p.fail("notice", "请写明异议是对哪次公示、哪条申报或公示的哪一条")
	case o.Claim != 0 && o.Line != 0:
		p.fail("line", "一件异议只对一条；还有别的请另外登记")
	}
	return p
}

// Paper is the page of a notice exactly as it was posted: written once, never edited.
type Paper struct {
	Notice oplog.ID
	Date   cn.Date
	By     string
	Pages  int64
	Digest string // SHA-256 of the file, in hexadecimal
	Paper  string
}

// Papers is hidden: the pages of notices show it.
var Papers = schema.Declare(schema.Def{
	Key: "papers", Label: "公示页存档", Unit: "份", Group: groupNotices, Entries: true, Hidden: true,
	List:  []string{"date", "notice", "pages", "by"},
	Title: []string{"date", "notice"},
	Sort:  "date",
}, []schema.F[Paper]{
	{Field: schema.Field{Key: "notice", Label: "公示", Kind: schema.Ref, Required: true, Ref: "notices"}, At: func(p *Paper) any { return &p.Notice }},
	{Field: schema.Field{Key: "date", Label: "张贴日期", Kind: schema.Date, Required: true}, At: func(p *Paper) any { return &p.Date }},
	{Field: schema.Field{Key: "by", Label: "经办人", Kind: schema.Text, Max: 50}, At: func(p *Paper) any { return &p.By }},
	{Field: schema.Field{Key: "pages", Label: "页数", Kind: schema.Integer, Unit: "页"}, At: func(p *Paper) any { return &p.Pages }},
	{Field: schema.Field{Key: "digest", Label: "校验值", Kind: schema.Text, Max: 64}, At: func(p *Paper) any { return &p.Digest }},
	{Field: schema.Field{Key: "paper", Label: "存档页", Kind: schema.Paper, Required: true, Private: true, Mask: schema.HideAll}, At: func(p *Paper) any { return &p.Paper }},
}, onlyPosted)

// onlyPosted refuses a page that a form or a spreadsheet would write past the printing.
func onlyPosted(*Paper, schema.Env) []schema.Problem {
	return []schema.Problem{{Field: "paper", Message: "公示页的存档只由打印写入，不能直接添加"}}
}
