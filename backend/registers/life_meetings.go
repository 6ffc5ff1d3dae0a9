package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Meeting is one meeting or activity of an organization (组织生活).
type Meeting struct {
	No           string
	Kind         string
	Also         []string // kinds that were held together with it (合并开展)
	Title        string
	Organization oplog.ID
	Date         cn.Date
	Start, End   string // as people write an hour: 14:30
	Place        string
	Host         string
	Recorder     string
	Lecturer     string
	Content      string
	Resolution   string
	Hours        string // 学时 of everybody who was there, decimal
	Note         string
}

// Holds reports whether the meeting was one of a kind, by itself or together with another.
func (m *Meeting) Holds(kind string) bool {
	if m.Kind == kind {
		return true
	}
	for _, k := range m.Also {
		if k == kind {
			return true
		}
	}
	return false
}

// Meetings is the ledger 组织生活.
var Meetings = schema.Declare(schema.Def{
	Key: "meetings", Label: "组织生活", Unit: "次", Group: groupLife,
	List:    []string{"no", "date", "kind", "also", "title", "organization", "place", "host", "hours"},
	Title:   []string{"date", "kind", "title"},
	Sort:    "date",
	Number:  schema.Numbering{Field: "no", Prefix: "HD"},
	Coupled: [][]string{{"kind", "also"}, {"date", "start", "end"}},
	Same: []schema.Same{
		{Fields: []string{"no"}, Certain: true, Why: "活动编号相同"},
		{Fields: []string{"organization", "date", "kind", "title"}, Certain: true, Why: "同一组织同一天的同一项组织生活"},
		{Fields: []string{"organization", "date", "kind"}, Why: "同一组织同一天的同一类组织生活"},
	},
}, []schema.F[Meeting]{
	{Field: schema.Field{Key: "no", Label: "活动编号", Kind: schema.Text, Group: "活动", Search: true, Max: 30, Aliases: aliases("编号 会议编号"), Hint: "不填的自动编号"}, At: func(m *Meeting) any { return &m.No }},
	{Field: schema.Field{Key: "kind", Label: "类别", Kind: schema.Code, Group: "活动", Codes: LifeKinds, Index: true, Aliases: aliases("组织生活类别 会议类别 活动类别 会议类型 活动类型 类型 会议名称 形式")}, At: func(m *Meeting) any { return &m.Kind }},
	{Field: schema.Field{Key: "also", Label: "合并开展", Kind: schema.Codes, Group: "活动", Codes: LifeKinds, Aliases: aliases("同时开展 合并召开 结合开展"), Hint: "和哪些一起开的，例如党员大会和主题党日一起开；两样都算开过"}, At: func(m *Meeting) any { return &m.Also }},
	{Field: schema.Field{Key: "title", Label: "主题", Kind: schema.Text, Group: "活动", Search: true, Max: 100, Long: true, Aliases: aliases("议题 会议主题 活动主题 活动名称 学习主题 会议议题 名称")}, At: func(m *Meeting) any { return &m.Title }},
	{Field: schema.Field{Key: "organization", Label: "开展组织", Kind: schema.Ref, Group: "活动", Ref: "organizations", Aliases: aliases("党组织 所在支部 支部 党支部 支部名称 组织单位 主办单位 组织 组织名称 党支部名称 党小组 召开单位"), Hint: "哪个支部、党小组或党委开的"}, At: func(m *Meeting) any { return &m.Organization }},
	{Field: schema.Field{Key: "date", Label: "日期", Kind: schema.Date, Group: "活动", Required: true, Index: true, Aliases: aliases("时间 会议时间 活动时间 会议日期 活动日期 召开时间 召开日期 开展时间 开展日期")}, At: func(m *Meeting) any { return &m.Date }},
	{Field: schema.Field{Key: "start", Label: "开始时间", Kind: schema.Text, Group: "活动", Max: 5, Hint: "例如 14:30"}, At: func(m *Meeting) any { return &m.Start }},
	{Field: schema.Field{Key: "end", Label: "结束时间", Kind: schema.Text, Group: "活动", Max: 5}, At: func(m *Meeting) any { return &m.End }},
	{Field: schema.Field{Key: "place", Label: "地点", Kind: schema.Text, Group: "活动", Max: 100, Aliases: aliases("会议地点 活动地点 召开地点 场所")}, At: func(m *Meeting) any { return &m.Place }},
	{Field: schema.Field{Key: "host", Label: "主持人", Kind: schema.Text, Group: "活动", Search: true, Max: 50, Aliases: aliases("主持 会议主持人 召集人")}, At: func(m *Meeting) any { return &m.Host }},
	{Field: schema.Field{Key: "recorder", Label: "记录人", Kind: schema.Text, Group: "活动", Max: 50, Aliases: aliases("记录 会议记录人 记录员")}, At: func(m *Meeting) any { return &m.Recorder }},
	{Field: schema.Field{Key: "lecturer", Label: "主讲人", Kind: schema.Text, Group: "活动", Search: true, Max: 50, Aliases: aliases("授课人 讲课人 党课主讲人 主讲 授课人员"), Hint: "上党课、领学的人；几个人用顿号隔开"}, At: func(m *Meeting) any { return &m.Lecturer }},
	{Field: schema.Field{Key: "hours", Label: "学时", Kind: schema.Decimal, Group: "活动", Unit: "学时", Aliases: aliases("时长 培训学时 学习时长 学时数 服务时长"), Hint: "全天 8 学时，半天 4 学时；志愿服务填小时"}, At: func(m *Meeting) any { return &m.Hours }},
	{Field: schema.Field{Key: "content", Label: "内容", Kind: schema.Note, Group: "记录", Long: true, Aliases: aliases("会议内容 活动内容 主要内容 会议记录 学习内容 活动情况")}, At: func(m *Meeting) any { return &m.Content }},
	{Field: schema.Field{Key: "resolution", Label: "决议", Kind: schema.Note, Group: "记录", Long: true, Aliases: aliases("会议决议 形成决议 决定事项 会议决定 表决结果 结果")}, At: func(m *Meeting) any { return &m.Resolution }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Group: "记录", Long: true, Aliases: aliases("说明")}, At: func(m *Meeting) any { return &m.Note }},
}, checkMeeting)

// Attendance says whether one member came to one meeting (考勤).
type Attendance struct {
	Meeting oplog.ID
	Member  oplog.ID
	State   string
	Reason  string
	Hours   string // where they differ from those of the meeting, decimal
	Note    string
}

// Attendances is the ledger 考勤.
var Attendances = schema.Declare(schema.Def{
	Key: "attendances", Label: "考勤", Unit: "人次", Group: groupLife,
	List:    []string{"meeting", "member", "state", "hours", "note"},
	Title:   []string{"meeting", "member"},
	Sort:    "meeting",
	Coupled: [][]string{{"state", "reason"}},
	Same: []schema.Same{
		{Fields: []string{"meeting", "member"}, Certain: true, Why: "同一个人在同一次活动的考勤"},
	},
}, []schema.F[Attendance]{
	{Field: schema.Field{Key: "meeting", Label: "组织生活", Kind: schema.Ref, Required: true, Ref: "meetings", Aliases: aliases("活动编号 会议编号 会议 活动 编号"), Hint: "输入日期、主题或编号查找"}, At: func(a *Attendance) any { return &a.Meeting }},
	{Field: schema.Field{Key: "member", Label: "党员", Kind: schema.Ref, Required: true, Ref: "party_members", Aliases: aliases("姓名 党员姓名 参会人 参加人员")}, At: func(a *Attendance) any { return &a.Member }},
	{Field: schema.Field{Key: "state", Label: "到会情况", Kind: schema.Code, Required: true, Codes: AttendStates, Aliases: aliases("考勤 考勤情况 出席情况 签到 参会情况 状态 出勤情况 参加情况")}, At: func(a *Attendance) any { return &a.State }},
	{Field: schema.Field{Key: "reason", Label: "原因", Kind: schema.Text, Private: true, Max: 100, Aliases: aliases("请假原因 缺席原因 请假事由 事由"), Hint: "请假、缺席的原因；名单里默认不显示"}, At: func(a *Attendance) any { return &a.Reason }},
	{Field: schema.Field{Key: "hours", Label: "本人时长", Kind: schema.Decimal, Unit: "小时", Aliases: aliases("时长 学时 服务时长 小时 小时数"), Hint: "和这次活动的学时不同的才填；志愿服务填本人的小时数"}, At: func(a *Attendance) any { return &a.Hours }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Long: true, Aliases: aliases("说明")}, At: func(a *Attendance) any { return &a.Note }},
}, checkAttendance)
