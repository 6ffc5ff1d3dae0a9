package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Rotation is the month's visit of the two committees to one estate (轮流进小区).
// Month is a month, not a day: it says whose turn it is, Date when they went.
type Rotation struct {
	Month       cn.Date
	Estate      oplog.ID
	Date        cn.Date
	Time, Place string
	Hosts       string
	Phone       string
	State       string
	People      int64
	Note        string
}

// Rotations is the ledger 轮流进小区.
var Rotations = schema.Declare(schema.Def{
	Key: "rotations", Label: "轮流进小区", Unit: "次", Group: groupCare,
	List:    []string{"month", "estate", "date", "time", "place", "hosts", "phone", "state", "people"},
	Title:   []string{"month", "estate"},
	Sort:    "month",
	Coupled: [][]string{{"state", "date", "time", "place"}},
	Same: []schema.Same{
		{Fields: []string{"estate", "month"}, Certain: true, Why: "同一个月同一个小区"},
	},
}, []schema.F[Rotation]{
	{Field: schema.Field{Key: "month", Label: "月份", Kind: schema.Date, Group: "安排", Required: true, Index: true, Partial: true, Aliases: aliases("年月 计划月份 所属月份"), Hint: "写到月，例如 2026-11"}, At: func(r *Rotation) any { return &r.Month }},
	{Field: schema.Field{Key: "estate", Label: "小区", Kind: schema.Ref, Group: "安排", Required: true, Ref: "estates", Aliases: aliases("所在小区 小区名称 进驻小区")}, At: func(r *Rotation) any { return &r.Estate }},
	{Field: schema.Field{Key: "date", Label: "日期", Kind: schema.Date, Group: "安排", Index: true, Aliases: aliases("活动日期 进小区日期 开展日期")}, At: func(r *Rotation) any { return &r.Date }},
	{Field: schema.Field{Key: "time", Label: "时间", Kind: schema.Text, Group: "安排", Max: 30, Default: "9:00–11:00", Aliases: aliases("活动时间 时段 具体时间")}, At: func(r *Rotation) any { return &r.Time }},
	{Field: schema.Field{Key: "place", Label: "地点", Kind: schema.Text, Group: "安排", Max: 100, Aliases: aliases("活动地点 接待地点")}, At: func(r *Rotation) any { return &r.Place }},
	{Field: schema.Field{Key: "hosts", Label: "参加两委", Kind: schema.Text, Group: "安排", Max: 200, Long: true, Aliases: aliases("“两委”成员 两委成员 参加人员 接待人 主持人 参加两委成员 参加人"), Hint: "用顿号隔开"}, At: func(r *Rotation) any { return &r.Hosts }},
	{Field: schema.Field{Key: "phone", Label: "联系电话", Kind: schema.Phone, Group: "安排", Aliases: aliases("电话 办公电话 咨询电话"), Hint: "会印在通知和安排表上，请填办公电话"}, At: func(r *Rotation) any { return &r.Phone }},
	{Field: schema.Field{Key: "state", Label: "开展情况", Kind: schema.Code, Group: "结果", Codes: RotationStates, Default: RotationPlanned, Aliases: aliases("状态 是否开展 完成情况")}, At: func(r *Rotation) any { return &r.State }},
	{Field: schema.Field{Key: "people", Label: "到场人数", Kind: schema.Integer, Group: "结果", Unit: "人", Aliases: aliases("参加人数 居民人数 接待人数 到场居民")}, At: func(r *Rotation) any { return &r.People }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Group: "结果", Long: true, Aliases: aliases("说明 活动情况")}, At: func(r *Rotation) any { return &r.Note }},
}, checkRotation)
