package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// PointStanding is what a branch decided about one member and year: 免评, points
// brought over, another day of joining.
type PointStanding struct {
	Member   oplog.ID
	Year     int64
	Exempt   bool
	Reason   string
	Approved string // who agreed
	Joined   cn.Date
	Carried  int64 // tenths
}

// PointStandings is hidden: the points page edits it.
var PointStandings = schema.Declare(schema.Def{
	Key: "point_standings", Label: "积分年度情况", Unit: "条", Group: groupPoints, Hidden: true,
	List:    []string{"member", "year", "exempt", "joined", "carried"},
	Title:   []string{"member", "year"},
	Sort:    "year",
	Coupled: [][]string{{"exempt", "reason", "approved"}},
	Same:    []schema.Same{{Fields: []string{"member", "year"}, Certain: true, Why: "同一名党员的同一年度"}},
}, []schema.F[PointStanding]{
	{Field: schema.Field{Key: "member", Label: "党员", Kind: schema.Ref, Required: true, Ref: "party_members"}, At: func(s *PointStanding) any { return &s.Member }},
	{Field: schema.Field{Key: "year", Label: "年度", Kind: schema.Integer, Required: true, Index: true}, At: func(s *PointStanding) any { return &s.Year }},
	{Field: schema.Field{Key: "exempt", Label: "免评", Kind: schema.Flag}, At: func(s *PointStanding) any { return &s.Exempt }},
	{Field: schema.Field{Key: "reason", Label: "免评原因", Kind: schema.Text, Private: true, Mask: schema.HideAll, Max: 100}, At: func(s *PointStanding) any { return &s.Reason }},
	{Field: schema.Field{Key: "approved", Label: "同意人", Kind: schema.Text, Max: 50}, At: func(s *PointStanding) any { return &s.Approved }},
	{Field: schema.Field{Key: "joined", Label: "加入日期", Kind: schema.Date, Hint: "与党员档案不同时填写"}, At: func(s *PointStanding) any { return &s.Joined }},
	{Field: schema.Field{Key: "carried", Label: "结转分", Kind: schema.Tenths, Unit: "分"}, At: func(s *PointStanding) any { return &s.Carried }},
}, nil)

// PointYear is the closing of a year: written once. What came later does not alter it;
// it is said beside it.
type PointYear struct {
	Year    int64
	Date    cn.Date
	By      string
	Members int64
	Exempt  int64
	Entries int64
	Digest  string // SHA-256 of what each member had
	Note    string
}

// PointYears are the closings of all years; a void one was taken back.
var PointYears = schema.Declare(schema.Def{
	Key: "point_years", Label: "积分年度结算", Unit: "次", Group: groupPoints, Entries: true, Hidden: true,
	List:  []string{"year", "date", "by", "members", "entries"},
	Title: []string{"year", "date"},
	Sort:  "year",
}, []schema.F[PointYear]{
	{Field: schema.Field{Key: "year", Label: "年度", Kind: schema.Integer, Required: true, Index: true}, At: func(y *PointYear) any { return &y.Year }},
	{Field: schema.Field{Key: "date", Label: "结算日期", Kind: schema.Date, Required: true}, At: func(y *PointYear) any { return &y.Date }},
	{Field: schema.Field{Key: "by", Label: "结算人", Kind: schema.Text, Max: 50}, At: func(y *PointYear) any { return &y.By }},
	{Field: schema.Field{Key: "members", Label: "党员人数", Kind: schema.Integer, Unit: "名"}, At: func(y *PointYear) any { return &y.Members }},
	{Field: schema.Field{Key: "exempt", Label: "免评人数", Kind: schema.Integer, Unit: "名"}, At: func(y *PointYear) any { return &y.Exempt }},
	{Field: schema.Field{Key: "entries", Label: "生效条数", Kind: schema.Integer, Unit: "条"}, At: func(y *PointYear) any { return &y.Entries }},
	{Field: schema.Field{Key: "digest", Label: "校验值", Kind: schema.Text, Max: 64}, At: func(y *PointYear) any { return &y.Digest }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Long: true}, At: func(y *PointYear) any { return &y.Note }},
}, onlyBySteps[PointYear]("year"))

// PointTotal is what one member had when a year was closed. Points are tenths.
type PointTotal struct {
	Closing      oplog.ID
	Member       oplog.ID
	Total        int64
	Base         int64
	Carried      int64
	Contribution int64
	Honour       int64
	Deduction    int64
	Stars        int64
	Place        int64 // in the ranking; 0 none
	Exempt       bool
	Vetoed       bool
}

// PointTotals are the snapshots of the closings.
var PointTotals = schema.Declare(schema.Def{
	Key: "point_totals", Label: "积分年度结果", Unit: "条", Group: groupPoints, Entries: true, Hidden: true,
	List:  []string{"closing", "member", "total", "stars", "place"},
	Title: []string{"closing", "member"},
	Sort:  "place",
}, []schema.F[PointTotal]{
	{Field: schema.Field{Key: "closing", Label: "年度结算", Kind: schema.Ref, Required: true, Ref: "point_years"}, At: func(t *PointTotal) any { return &t.Closing }},
	{Field: schema.Field{Key: "member", Label: "党员", Kind: schema.Ref, Required: true, Ref: "party_members"}, At: func(t *PointTotal) any { return &t.Member }},
	{Field: schema.Field{Key: "total", Label: "总分", Kind: schema.Tenths, Unit: "分"}, At: func(t *PointTotal) any { return &t.Total }},
	{Field: schema.Field{Key: "base", Label: "基础分", Kind: schema.Tenths, Unit: "分"}, At: func(t *PointTotal) any { return &t.Base }},
	{Field: schema.Field{Key: "carried", Label: "结转分", Kind: schema.Tenths, Unit: "分"}, At: func(t *PointTotal) any { return &t.Carried }},
	{Field: schema.Field{Key: "contribution", Label: "贡献分", Kind: schema.Tenths, Unit: "分"}, At: func(t *PointTotal) any { return &t.Contribution }},
	{Field: schema.Field{Key: "honour", Label: "表彰加分", Kind: schema.Tenths, Unit: "分"}, At: func(t *PointTotal) any { return &t.Honour }},
	{Field: schema.Field{Key: "deduction", Label: "扣分", Kind: schema.Tenths, Private: true, Mask: schema.HideAll, Unit: "分"}, At: func(t *PointTotal) any { return &t.Deduction }},
	{Field: schema.Field{Key: "stars", Label: "星级", Kind: schema.Integer, Unit: "星"}, At: func(t *PointTotal) any { return &t.Stars }},
	{Field: schema.Field{Key: "place", Label: "名次", Kind: schema.Integer}, At: func(t *PointTotal) any { return &t.Place }},
	{Field: schema.Field{Key: "exempt", Label: "免评", Kind: schema.Flag}, At: func(t *PointTotal) any { return &t.Exempt }},
	{Field: schema.Field{Key: "vetoed", Label: "一票否决", Kind: schema.Flag, Private: true, Mask: schema.HideAll}, At: func(t *PointTotal) any { return &t.Vetoed }},
}, onlyBySteps[PointTotal]("closing"))

// points returns the registers of the points system; all are hidden.
func points() []*schema.Def {
	return []*schema.Def{
		PointSchemes.Def, PointRules.Def, PointStandings.Def, PointClaims.Def, PointLog.Def, PointEntries.Def, PointVoids.Def,
		PointYears.Def, PointTotals.Def, PointGoods.Def, PointRedemptions.Def,
	}
}
