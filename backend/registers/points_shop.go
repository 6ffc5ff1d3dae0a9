package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// PointGood is something that a points shop gives for exchange points (兑换分).
type PointGood struct {
	Name  string
	Price int64 // tenths of an exchange point
	Stock int64 // how many were laid in, in all
	Unit  string
	Off   bool // no longer given out
	Note  string
}

// PointGoods is hidden: the points page shows it where the office runs a shop.
var PointGoods = schema.Declare(schema.Def{
	Key: "point_goods", Label: "兑换物品", Unit: "种", Group: groupPoints, Hidden: true,
	List: []string{"name", "price", "stock", "unit", "off"}, Title: []string{"name"}, Sort: "name",
	Same: []schema.Same{{Fields: []string{"name"}, Why: "名称相同"}},
}, []schema.F[PointGood]{
	{Field: schema.Field{Key: "name", Label: "物品名称", Kind: schema.Text, Required: true, Max: 50}, At: func(g *PointGood) any { return &g.Name }},
	{Field: schema.Field{Key: "price", Label: "兑换分", Kind: schema.Tenths, Unit: "分", Required: true}, At: func(g *PointGood) any { return &g.Price }},
	{Field: schema.Field{Key: "stock", Label: "进货数量", Kind: schema.Integer}, At: func(g *PointGood) any { return &g.Stock }},
	{Field: schema.Field{Key: "unit", Label: "单位", Kind: schema.Text, Max: 10}, At: func(g *PointGood) any { return &g.Unit }},
	{Field: schema.Field{Key: "off", Label: "停止兑换", Kind: schema.Flag}, At: func(g *PointGood) any { return &g.Off }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Long: true}, At: func(g *PointGood) any { return &g.Note }},
}, nil)

// PointRedemption is one exchange of points for goods: written once, voided with a reason.
type PointRedemption struct {
	Member oplog.ID
	Good   oplog.ID
	Year   int64
	Date   cn.Date
	Count  int64
	Points int64 // tenths, for all of them
	By     string
	Note   string
}

// PointRedemptions is hidden: the points page shows it where the office runs a shop.
var PointRedemptions = schema.Declare(schema.Def{
	Key: "point_redemptions", Label: "积分兑换", Unit: "次", Group: groupPoints, Entries: true, Hidden: true,
	List: []string{"date", "member", "good", "count", "points", "by"}, Title: []string{"date", "good"}, Sort: "date",
}, []schema.F[PointRedemption]{
	{Field: schema.Field{Key: "member", Label: "党员", Kind: schema.Ref, Required: true, Ref: "party_members"}, At: func(r *PointRedemption) any { return &r.Member }},
	{Field: schema.Field{Key: "good", Label: "兑换物品", Kind: schema.Ref, Required: true, Ref: "point_goods"}, At: func(r *PointRedemption) any { return &r.Good }},
	{Field: schema.Field{Key: "year", Label: "年度", Kind: schema.Integer, Required: true, Index: true}, At: func(r *PointRedemption) any { return &r.Year }},
	{Field: schema.Field{Key: "date", Label: "兑换日期", Kind: schema.Date, Required: true}, At: func(r *PointRedemption) any { return &r.Date }},
	{Field: schema.Field{Key: "count", Label: "数量", Kind: schema.Integer, Required: true}, At: func(r *PointRedemption) any { return &r.Count }},
	{Field: schema.Field{Key: "points", Label: "用去兑换分", Kind: schema.Tenths, Unit: "分", Required: true}, At: func(r *PointRedemption) any { return &r.Points }},
	{Field: schema.Field{Key: "by", Label: "经办人", Kind: schema.Text, Max: 50}, At: func(r *PointRedemption) any { return &r.By }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Text, Max: 100}, At: func(r *PointRedemption) any { return &r.Note }},
}, onlyBySteps[PointRedemption]("good"))
