package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Appraisal is how one member came out of 民主评议 in one year: what the meeting voted
// and the branch decided.
type Appraisal struct {
	Member    oplog.ID
	Year      int64
	Grade     string
	Date      cn.Date
	Votes     int64 // returned
	Excellent int64 // of them for 优秀
	Note      string
}

// Appraisals is the ledger 民主评议. Grades are shown to the committee, not on lists.
var Appraisals = schema.Declare(schema.Def{
	Key: "appraisals", Label: "民主评议", Unit: "人次", Group: groupLife,
	List:    []string{"member", "year", "grade", "date", "votes", "excellent"},
	Title:   []string{"member", "year"},
	Sort:    "year",
	Coupled: [][]string{{"grade", "date"}, {"votes", "excellent"}},
	Same: []schema.Same{
		{Fields: []string{"member", "year"}, Certain: true, Why: "同一个人同一年的民主评议"},
	},
}, []schema.F[Appraisal]{
	{Field: schema.Field{Key: "member", Label: "党员", Kind: schema.Ref, Required: true, Ref: "party_members", Aliases: aliases("姓名 党员姓名")}, At: func(a *Appraisal) any { return &a.Member }},
	{Field: schema.Field{Key: "year", Label: "评议年度", Kind: schema.Integer, Required: true, Index: true, Unit: "年", Aliases: aliases("年度 年份")}, At: func(a *Appraisal) any { return &a.Year }},
	{Field: schema.Field{Key: "grade", Label: "评定等次", Kind: schema.Code, Codes: AppraisalGrades, Private: true, Mask: schema.HideAll, Aliases: aliases("等次 评议等次 评议结果 评定结果 结果 评议等级")}, At: func(a *Appraisal) any { return &a.Grade }},
	{Field: schema.Field{Key: "date", Label: "评议日期", Kind: schema.Date, Index: true, Aliases: aliases("日期 评议时间 评定日期 会议日期")}, At: func(a *Appraisal) any { return &a.Date }},
	{Field: schema.Field{Key: "votes", Label: "收回测评票", Kind: schema.Integer, Unit: "张", Aliases: aliases("测评票 收回票数 有效票 票数")}, At: func(a *Appraisal) any { return &a.Votes }},
	{Field: schema.Field{Key: "excellent", Label: "优秀票", Kind: schema.Integer, Unit: "张", Private: true, Mask: schema.HideAll, Aliases: aliases("优秀票数 优秀得票")}, At: func(a *Appraisal) any { return &a.Excellent }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Private: true, Long: true, Aliases: aliases("说明 评议意见 支部意见")}, At: func(a *Appraisal) any { return &a.Note }},
}, checkAppraisal)

// AppraisalGrades are the grades of 民主评议 (domain table 3b).
var AppraisalGrades = cn.NewCodeList("appraisal_grade", "评定等次",
	cn.Code{Code: AppraisedExcellent, Label: "优秀", Aliases: []string{"优秀党员"}},
	cn.Code{Code: AppraisedPassed, Label: "合格", Aliases: []string{"合格党员"}},
	cn.Code{Code: AppraisedBasic, Label: "基本合格", Aliases: []string{"基本合格党员"}},
	cn.Code{Code: AppraisedFailed, Label: "不合格", Aliases: []string{"不合格党员"}},
	cn.Code{Code: AppraisedNone, Label: "不定等次", Aliases: []string{"不评定", "未定等次", "预备党员不定等次"}},
)

// Codes of AppraisalGrades.
const (
	AppraisedExcellent = "1"
	AppraisedPassed    = "2"
	AppraisedBasic     = "3"
	AppraisedFailed    = "4"
	AppraisedNone      = "9"
)

func checkAppraisal(a *Appraisal, env schema.Env) []schema.Problem {
	var p problems
	p.notFuture(env.Today, "date", "评议日期", a.Date)
	p.notNegative("votes", "收回测评票", a.Votes)
	p.notNegative("excellent", "优秀票", a.Excellent)
	switch {
	case a.Year != 0 && (a.Year < 1949 || a.Year > 2200):
		p.fail("year", "评议年度请写四位年份，例如 2026")
	case env.Today.Full() && a.Year > int64(env.Today.Year()):
		p.warn("year", "评议年度还没有到，请核对")
	}
	if a.Excellent > a.Votes && a.Votes > 0 {
		p.warn("excellent", "优秀票比收回的票还多，请核对")
	}
	return p
}
