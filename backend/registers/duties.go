package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Duty is one person in one shift of one day (值班). The roster on the wall is
// made from these; its telephone is meant to be read by everybody.
type Duty struct {
	Date   cn.Date
	Shift  string
	Person string
	Member oplog.ID
	Phone  string
	Place  string
	Note   string
}

// Duties is the ledger 值班.
var Duties = schema.Declare(schema.Def{
	Key: "duties", Label: "值班", Unit: "班", Group: groupOffice,
	List:  []string{"date", "shift", "person", "phone", "place", "note"},
	Title: []string{"date", "shift", "person"},
	Sort:  "date",
	Same: []schema.Same{
		{Fields: []string{"date", "shift", "person"}, Certain: true, Why: "同一天同一班次的同一个人"},
	},
	Coupled: [][]string{{"person", "member"}},
}, []schema.F[Duty]{
	{Field: schema.Field{Key: "date", Label: "日期", Kind: schema.Date, Required: true, Index: true, Aliases: aliases("值班日期 值班时间")}, At: func(d *Duty) any { return &d.Date }},
	{Field: schema.Field{Key: "shift", Label: "班次", Kind: schema.Code, Required: true, Codes: Shifts, Default: ShiftDay, Aliases: aliases("值班班次 班别")}, At: func(d *Duty) any { return &d.Shift }},
	{Field: schema.Field{Key: "person", Label: "值班人", Kind: schema.Text, Required: true, Search: true, Max: 50, Aliases: aliases("姓名 值班人员 人员 值班人姓名")}, At: func(d *Duty) any { return &d.Person }},
	{Field: schema.Field{Key: "member", Label: "党员档案", Kind: schema.Ref, Ref: "party_members", Hint: "是党员的，从党员台账中选"}, At: func(d *Duty) any { return &d.Member }},
	{Field: schema.Field{Key: "phone", Label: "值班电话", Kind: schema.Phone, Aliases: aliases("联系电话 电话 手机 联系方式"), Hint: "会印在墙上的值班表里，请填可以公开的电话"}, At: func(d *Duty) any { return &d.Phone }},
	{Field: schema.Field{Key: "place", Label: "地点", Kind: schema.Text, Max: 50, Aliases: aliases("值班地点")}, At: func(d *Duty) any { return &d.Place }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Text, Long: true, Aliases: aliases("说明")}, At: func(d *Duty) any { return &d.Note }},
}, checkDuty)
