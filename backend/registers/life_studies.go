package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Study is what one member learned on one day, in hours (学时). One that names a
// meeting stands for that member in place of the hours of the meeting.
type Study struct {
	Member    oplog.ID
	Date      cn.Date
	Kind      string
	Topic     string
	Hours     string // decimal
	Organizer string
	Meeting   oplog.ID
	Note      string
}

// Studies is the ledger 学时.
var Studies = schema.Declare(schema.Def{
	Key: "studies", Label: "学时", Unit: "条", Group: groupLife,
	List:  []string{"member", "date", "kind", "topic", "hours", "organizer", "meeting"},
	Title: []string{"member", "date", "topic"},
	Sort:  "date",
	Same: []schema.Same{
		{Fields: []string{"member", "date", "topic"}, Certain: true, Why: "同一个人同一天的同一项学习"},
		{Fields: []string{"member", "meeting"}, Why: "同一个人在同一次活动的学时"},
	},
}, []schema.F[Study]{
	{Field: schema.Field{Key: "member", Label: "党员", Kind: schema.Ref, Required: true, Ref: "party_members", Aliases: aliases("姓名 党员姓名 学员 学员姓名 参训人员")}, At: func(s *Study) any { return &s.Member }},
	{Field: schema.Field{Key: "date", Label: "学习日期", Kind: schema.Date, Required: true, Index: true, Aliases: aliases("日期 时间 学习时间 培训时间 培训日期")}, At: func(s *Study) any { return &s.Date }},
	{Field: schema.Field{Key: "kind", Label: "学习形式", Kind: schema.Code, Codes: StudyKinds, Aliases: aliases("形式 类别 培训形式 学习方式 培训类别 学习类别")}, At: func(s *Study) any { return &s.Kind }},
	{Field: schema.Field{Key: "topic", Label: "学习内容", Kind: schema.Text, Search: true, Max: 100, Long: true, Aliases: aliases("内容 主题 培训内容 学习主题 课程 课程名称 培训班名称 培训名称")}, At: func(s *Study) any { return &s.Topic }},
	{Field: schema.Field{Key: "hours", Label: "学时", Kind: schema.Decimal, Unit: "学时", Required: true, Aliases: aliases("学时数 培训学时 学习学时 时长 小时"), Hint: "全天 8 学时，半天 4 学时，自学 1 小时 1 学时"}, At: func(s *Study) any { return &s.Hours }},
	{Field: schema.Field{Key: "organizer", Label: "主办单位", Kind: schema.Text, Max: 100, Aliases: aliases("组织单位 培训单位 举办单位 培训机构")}, At: func(s *Study) any { return &s.Organizer }},
	{Field: schema.Field{Key: "meeting", Label: "组织生活", Kind: schema.Ref, Ref: "meetings", Aliases: aliases("关联活动 活动编号 会议编号"), Hint: "是哪次组织生活上学的；选了就以这里的学时为准，不重复计算"}, At: func(s *Study) any { return &s.Meeting }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Long: true, Aliases: aliases("说明")}, At: func(s *Study) any { return &s.Note }},
}, checkStudy)
