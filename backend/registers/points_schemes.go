package registers

import (
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/schema"
)

// PointScheme is what a year's points rest on besides the rules. Points are whole
// numbers of tenths. A year without one has that of the latest year before it, else
// the scheme that ships with the program.
type PointScheme struct {
	Year            int64
	Name            string
	Base            int64
	Floor, Ceiling  int64
	ContributionCap int64
	HonourCap       int64
	Bands           string // tenths from which there are 1, 2 … stars, joined by commas
	Prorate         bool
	Carry           int64 // percent
	Exchange        bool
	Note            string
}

// PointSchemes is hidden: the points page edits it.
var PointSchemes = schema.Declare(schema.Def{
	Key: "point_schemes", Label: "积分办法", Unit: "份", Group: groupPoints, Hidden: true,
	List:    []string{"year", "name", "base"},
	Title:   []string{"year", "name"},
	Sort:    "year",
	Coupled: [][]string{{"base", "floor", "ceiling", "contribution_cap", "honour_cap", "bands"}},
	Same:    []schema.Same{{Fields: []string{"year"}, Certain: true, Why: "同一年度的积分办法"}},
}, []schema.F[PointScheme]{
	{Field: schema.Field{Key: "year", Label: "年度", Kind: schema.Integer, Required: true, Index: true}, At: func(s *PointScheme) any { return &s.Year }},
	{Field: schema.Field{Key: "name", Label: "名称", Kind: schema.Text, Max: 60}, At: func(s *PointScheme) any { return &s.Name }},
	{Field: schema.Field{Key: "base", Label: "基础分", Kind: schema.Tenths, Unit: "分"}, At: func(s *PointScheme) any { return &s.Base }},
	{Field: schema.Field{Key: "floor", Label: "最低分", Kind: schema.Tenths, Unit: "分"}, At: func(s *PointScheme) any { return &s.Floor }},
	{Field: schema.Field{Key: "ceiling", Label: "最高分", Kind: schema.Tenths, Unit: "分"}, At: func(s *PointScheme) any { return &s.Ceiling }},
	{Field: schema.Field{Key: "contribution_cap", Label: "贡献分上限", Kind: schema.Tenths, Unit: "分"}, At: func(s *PointScheme) any { return &s.ContributionCap }},
	{Field: schema.Field{Key: "honour_cap", Label: "表彰加分上限", Kind: schema.Tenths, Unit: "分"}, At: func(s *PointScheme) any { return &s.HonourCap }},
	{Field: schema.Field{Key: "bands", Label: "星级分数线", Kind: schema.Text, Max: 60}, At: func(s *PointScheme) any { return &s.Bands }},
	{Field: schema.Field{Key: "prorate", Label: "年中加入按月折算上限", Kind: schema.Flag}, At: func(s *PointScheme) any { return &s.Prorate }},
	{Field: schema.Field{Key: "carry", Label: "结转比例", Kind: schema.Integer, Unit: "%"}, At: func(s *PointScheme) any { return &s.Carry }},
	{Field: schema.Field{Key: "exchange", Label: "开办积分兑换", Kind: schema.Flag}, At: func(s *PointScheme) any { return &s.Exchange }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Long: true}, At: func(s *PointScheme) any { return &s.Note }},
}, nil)

// PointRule is one version of a rule of a year: what holds for entries from a day on.
// A version whose day has come is never edited; a change is a new version.
type PointRule struct {
	Year      int64
	Code      string
	From      cn.Date
	Text      string
	Group     string
	Points    int64
	Unit      string
	Fractions bool
	EventCap  int64
	YearCap   int64
	Steps     string // tenths, joined by commas
	Excludes  string // J08/month,J01/event
	Highest   string
	File      bool
	Source    string
	Exchange  int64
	Retired   bool
	Place     int64
}

// PointRules is hidden: the points page edits it as a table.
var PointRules = schema.Declare(schema.Def{
	Key: "point_rules", Label: "积分规则", Unit: "条", Group: groupPoints, Hidden: true,
	List:    []string{"year", "code", "text", "points", "unit", "year_cap", "from"},
	Title:   []string{"code", "text"},
	Sort:    "place",
	Coupled: [][]string{{"points", "unit", "fractions", "event_cap", "year_cap", "steps", "excludes", "highest", "retired"}},
	Same:    []schema.Same{{Fields: []string{"year", "code", "from"}, Certain: true, Why: "同一条规则的同一版"}},
}, []schema.F[PointRule]{
	{Field: schema.Field{Key: "year", Label: "年度", Kind: schema.Integer, Required: true, Index: true}, At: func(r *PointRule) any { return &r.Year }},
	{Field: schema.Field{Key: "code", Label: "规则编号", Kind: schema.Text, Required: true, Max: 10}, At: func(r *PointRule) any { return &r.Code }},
	{Field: schema.Field{Key: "from", Label: "起用日期", Kind: schema.Date}, At: func(r *PointRule) any { return &r.From }},
	{Field: schema.Field{Key: "text", Label: "事项", Kind: schema.Text, Max: 100, Long: true}, At: func(r *PointRule) any { return &r.Text }},
	{Field: schema.Field{Key: "group", Label: "类别", Kind: schema.Code, Codes: PointGroups}, At: func(r *PointRule) any { return &r.Group }},
	{Field: schema.Field{Key: "points", Label: "分值", Kind: schema.Tenths, Unit: "分"}, At: func(r *PointRule) any { return &r.Points }},
	{Field: schema.Field{Key: "unit", Label: "计分单位", Kind: schema.Text, Max: 10}, At: func(r *PointRule) any { return &r.Unit }},
	{Field: schema.Field{Key: "fractions", Label: "数量可带小数", Kind: schema.Flag}, At: func(r *PointRule) any { return &r.Fractions }},
	{Field: schema.Field{Key: "event_cap", Label: "每次上限", Kind: schema.Tenths, Unit: "分"}, At: func(r *PointRule) any { return &r.EventCap }},
	{Field: schema.Field{Key: "year_cap", Label: "全年上限", Kind: schema.Tenths, Unit: "分"}, At: func(r *PointRule) any { return &r.YearCap }},
	{Field: schema.Field{Key: "steps", Label: "逐次分值", Kind: schema.Text, Max: 60}, At: func(r *PointRule) any { return &r.Steps }},
	{Field: schema.Field{Key: "excludes", Label: "不与哪些规则重复", Kind: schema.Text, Max: 100}, At: func(r *PointRule) any { return &r.Excludes }},
	{Field: schema.Field{Key: "highest", Label: "同一事项取最高", Kind: schema.Text, Max: 20}, At: func(r *PointRule) any { return &r.Highest }},
	{Field: schema.Field{Key: "file", Label: "要文号", Kind: schema.Flag}, At: func(r *PointRule) any { return &r.File }},
	{Field: schema.Field{Key: "source", Label: "来源", Kind: schema.Text, Max: 60}, At: func(r *PointRule) any { return &r.Source }},
	{Field: schema.Field{Key: "exchange", Label: "兑换分", Kind: schema.Tenths, Unit: "分"}, At: func(r *PointRule) any { return &r.Exchange }},
	{Field: schema.Field{Key: "retired", Label: "停用", Kind: schema.Flag}, At: func(r *PointRule) any { return &r.Retired }},
	{Field: schema.Field{Key: "place", Label: "顺序", Kind: schema.Integer}, At: func(r *PointRule) any { return &r.Place }},
}, checkPointRule)

// neverScored are words of what points are never about (domain section 4: speech,
// petitions and complaints, religion, credit, family members).
var neverScored = []string{"上访", "信访", "投诉", "举报", "言论", "发帖", "宗教", "信教", "征信", "信用分", "贷款", "欠款", "家属", "配偶", "子女", "亲属"}

// checkPointRule doubts what points should not be given or taken for.
func checkPointRule(r *PointRule, _ schema.Env) []schema.Problem {
	var p problems
	for _, word := range neverScored {
		if strings.Contains(r.Text, word) {
			p.warn("text", "积分只记本人的服务和出勤，不应与“"+word+"”挂钩，请再斟酌")
			break
		}
	}
	return p
}
