package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Matter is one appeal, from its acceptance to the word of the one who made it
// (诉求、事项). State and what belongs to it change only by steps: see package matters.
type Matter struct {
	No                      string
	Title                   string
	Content, Wanted         string
	Kind, Urgency           string
	Source                  string
	Visit                   oplog.ID
	Household, Estate, Grid oplog.ID
	Person, Phone           string
	Accepted                cn.Date
	Owner                   string // the named person who answers for it
	State                   string
	HandledOn               cn.Date // when the present way of handling was chosen
	To                      string  // whom it was forwarded or reported to
	ReplyDue, Replied       cn.Date
	Due                     cn.Date
	Extension               string // why the deadline was moved
	Finished                cn.Date
	Result                  string
	Cost                    int64
	ReturnDue, Returned     cn.Date
	ReturnBy, Rating        string
	ReturnNote              string
	Reopened                int64
	Reason                  string // why it was not accepted
	Hearing                 bool   // 三步工作法
	Heard                   cn.Date
	HeardNote               string
	Major                   string
	Proposed, Discussed     cn.Date
	Reviewed, Resolved      cn.Date
	Announced, ResultPosted cn.Date
	Sensitive               bool
	Note                    string
}

// MatterSteps are the fields of a matter that only steps change, in the order of the form.
var MatterSteps = []string{"state", "handled_on", "to", "reply_due", "replied", "due", "extension", "finished", "result", "cost", "return_due", "returned", "return_by", "rating", "return_note", "reopened", "reason"}

// Matters is the ledger 诉求.
var Matters = schema.Declare(schema.Def{
	Key: "matters", Label: "诉求", Unit: "件", Group: groupVisits,
	List:    []string{"no", "title", "kind", "state", "due", "owner", "household", "accepted", "urgency"},
	Title:   []string{"no", "title"},
	Sort:    "accepted",
	Number:  schema.Numbering{Field: "no", Prefix: "SQ"},
	Coupled: [][]string{{"household", "estate", "grid"}, MatterSteps},
	Derived: []*schema.Derived{daysLeftColumn("days_left", "剩余天数", "due", func(get func(string) string) bool {
		return over(get("state")) || get("state") == StateRefused || get("finished") != "" && get("state") != StateReopened
	})},
	Same: []schema.Same{
		{Fields: []string{"no"}, Certain: true, Why: "诉求编号相同"},
		{Fields: []string{"household", "title"}, Why: "同一户的同名诉求"},
	},
}, []schema.F[Matter]{
	{Field: schema.Field{Key: "no", Label: "诉求编号", Kind: schema.Text, Group: "诉求", Max: 30, Aliases: aliases("编号 受理编号"), Hint: "不填就自动编号"}, At: func(m *Matter) any { return &m.No }},
	{Field: schema.Field{Key: "title", Label: "诉求事项", Kind: schema.Text, Group: "诉求", Required: true, Search: true, Max: 100, Long: true, Aliases: aliases("事项 问题 诉求 诉求内容 反映问题 事项名称")}, At: func(m *Matter) any { return &m.Title }},
	{Field: schema.Field{Key: "content", Label: "具体情况", Kind: schema.Note, Group: "诉求", Private: true, Long: true, Aliases: aliases("情况说明 详细内容 具体内容")}, At: func(m *Matter) any { return &m.Content }},
	{Field: schema.Field{Key: "wanted", Label: "希望结果", Kind: schema.Text, Group: "诉求", Long: true, Aliases: aliases("期望结果 要求")}, At: func(m *Matter) any { return &m.Wanted }},
	{Field: schema.Field{Key: "kind", Label: "诉求类型", Kind: schema.Code, Group: "诉求", Codes: MatterKinds, Index: true, Aliases: aliases("类型 类别 问题类型")}, At: func(m *Matter) any { return &m.Kind }},
	{Field: schema.Field{Key: "urgency", Label: "紧急程度", Kind: schema.Code, Group: "诉求", Codes: Urgencies, Default: "1", Aliases: aliases("缓急 紧急")}, At: func(m *Matter) any { return &m.Urgency }},
	{Field: schema.Field{Key: "source", Label: "诉求来源", Kind: schema.Code, Group: "诉求", Codes: MatterSources, Aliases: aliases("来源 受理渠道 渠道")}, At: func(m *Matter) any { return &m.Source }},
	{Field: schema.Field{Key: "visit", Label: "来自走访", Kind: schema.Ref, Group: "诉求", Ref: "visits", Aliases: aliases("走访编号")}, At: func(m *Matter) any { return &m.Visit }},
	{Field: schema.Field{Key: "accepted", Label: "受理日期", Kind: schema.Date, Group: "诉求", Required: true, Index: true, Aliases: aliases("受理时间 登记日期 登记时间 日期")}, At: func(m *Matter) any { return &m.Accepted }},
	{Field: schema.Field{Key: "owner", Label: "责任人", Kind: schema.Text, Group: "诉求", Search: true, Index: true, Max: 50, Aliases: aliases("承办人 经办人 包案人 负责人")}, At: func(m *Matter) any { return &m.Owner }},
	{Field: schema.Field{Key: "household", Label: "诉求住户", Kind: schema.Ref, Group: "诉求人", Ref: "households", Aliases: aliases("住户 户")}, At: func(m *Matter) any { return &m.Household }},
	{Field: schema.Field{Key: "estate", Label: "所在小区", Kind: schema.Ref, Group: "诉求人", Ref: "estates", Aliases: aliases("小区"), Hint: "选了住户会自动填"}, At: func(m *Matter) any { return &m.Estate }},
	{Field: schema.Field{Key: "grid", Label: "所在网格", Kind: schema.Ref, Group: "诉求人", Ref: "grid_cells", Aliases: aliases("网格"), Hint: "选了住户会自动填"}, At: func(m *Matter) any { return &m.Grid }},
	{Field: schema.Field{Key: "person", Label: "诉求人", Kind: schema.Text, Group: "诉求人", Private: true, Search: true, Max: 50, Aliases: aliases("反映人 来访人 申请人 姓名")}, At: func(m *Matter) any { return &m.Person }},
	{Field: schema.Field{Key: "phone", Label: "诉求人电话", Kind: schema.Phone, Group: "诉求人", Private: true, Aliases: aliases("联系电话 电话 手机")}, At: func(m *Matter) any { return &m.Phone }},
	{Field: schema.Field{Key: "state", Label: "办理状态", Kind: schema.Code, Group: "办理", Codes: MatterStates, Default: StateAccepted, Index: true, Managed: true, Aliases: aliases("状态 办理情况")}, At: func(m *Matter) any { return &m.State }},
	{Field: schema.Field{Key: "handled_on", Label: "本步日期", Kind: schema.Date, Group: "办理", Managed: true}, At: func(m *Matter) any { return &m.HandledOn }},
	{Field: schema.Field{Key: "to", Label: "转办或上报单位", Kind: schema.Text, Group: "办理", Max: 100, Managed: true, Aliases: aliases("转办单位 承办单位 责任单位")}, At: func(m *Matter) any { return &m.To }},
	{Field: schema.Field{Key: "reply_due", Label: "首次答复期限", Kind: schema.Date, Group: "办理", Managed: true}, At: func(m *Matter) any { return &m.ReplyDue }},
	{Field: schema.Field{Key: "replied", Label: "首次答复日期", Kind: schema.Date, Group: "办理", Managed: true, Aliases: aliases("答复日期")}, At: func(m *Matter) any { return &m.Replied }},
	{Field: schema.Field{Key: "due", Label: "办理期限", Kind: schema.Date, Group: "办理", Index: true, Managed: true, Aliases: aliases("期限 办结期限 时限 办理时限")}, At: func(m *Matter) any { return &m.Due }},
	{Field: schema.Field{Key: "extension", Label: "延期理由", Kind: schema.Text, Group: "办理", Long: true, Managed: true}, At: func(m *Matter) any { return &m.Extension }},
	{Field: schema.Field{Key: "finished", Label: "办结日期", Kind: schema.Date, Group: "办理", Index: true, Managed: true, Aliases: aliases("办结时间 完成日期 完成时间")}, At: func(m *Matter) any { return &m.Finished }},
	{Field: schema.Field{Key: "result", Label: "办理结果", Kind: schema.Note, Group: "办理", Long: true, Managed: true, Aliases: aliases("处理结果 结果 处理情况")}, At: func(m *Matter) any { return &m.Result }},
	{Field: schema.Field{Key: "cost", Label: "花费", Kind: schema.Money, Group: "办理", Unit: "元", Managed: true}, At: func(m *Matter) any { return &m.Cost }},
	{Field: schema.Field{Key: "return_due", Label: "回访期限", Kind: schema.Date, Group: "回访", Index: true, Managed: true}, At: func(m *Matter) any { return &m.ReturnDue }},
	{Field: schema.Field{Key: "returned", Label: "回访日期", Kind: schema.Date, Group: "回访", Managed: true, Aliases: aliases("回访时间")}, At: func(m *Matter) any { return &m.Returned }},
	{Field: schema.Field{Key: "return_by", Label: "回访人", Kind: schema.Text, Group: "回访", Max: 50, Managed: true}, At: func(m *Matter) any { return &m.ReturnBy }},
	{Field: schema.Field{Key: "rating", Label: "满意度", Kind: schema.Code, Group: "回访", Codes: Ratings, Managed: true, Aliases: aliases("满意程度 评价 是否满意")}, At: func(m *Matter) any { return &m.Rating }},
	{Field: schema.Field{Key: "return_note", Label: "回访意见", Kind: schema.Note, Group: "回访", Private: true, Long: true, Managed: true, Aliases: aliases("居民意见 回访情况")}, At: func(m *Matter) any { return &m.ReturnNote }},
	{Field: schema.Field{Key: "reopened", Label: "重开次数", Kind: schema.Integer, Group: "回访", Unit: "次", Managed: true}, At: func(m *Matter) any { return &m.Reopened }},
	{Field: schema.Field{Key: "reason", Label: "不予受理原因", Kind: schema.Text, Group: "回访", Long: true, Managed: true}, At: func(m *Matter) any { return &m.Reason }},
	{Field: schema.Field{Key: "hearing", Label: "按三步工作法办", Kind: schema.Flag, Group: "三步工作法", Aliases: aliases("三步工作法"), Hint: "办前听意见、办中报进展、办后问满意；没听过意见不能回访"}, At: func(m *Matter) any { return &m.Hearing }},
	{Field: schema.Field{Key: "heard", Label: "听取意见日期", Kind: schema.Date, Group: "三步工作法"}, At: func(m *Matter) any { return &m.Heard }},
	{Field: schema.Field{Key: "heard_note", Label: "听到的意见", Kind: schema.Note, Group: "三步工作法", Long: true}, At: func(m *Matter) any { return &m.HeardNote }},
	{Field: schema.Field{Key: "major", Label: "重大事项类别", Kind: schema.Code, Group: "重大事项", Codes: MajorKinds, Hint: "选了类别就要走四议两公开", Aliases: aliases("重大事项")}, At: func(m *Matter) any { return &m.Major }},
	{Field: schema.Field{Key: "proposed", Label: "党组织提议", Kind: schema.Date, Group: "重大事项", Aliases: aliases("提议日期")}, At: func(m *Matter) any { return &m.Proposed }},
	{Field: schema.Field{Key: "discussed", Label: "“两委”会商议", Kind: schema.Date, Group: "重大事项", Aliases: aliases("两委商议 商议日期")}, At: func(m *Matter) any { return &m.Discussed }},
	{Field: schema.Field{Key: "reviewed", Label: "党员大会审议", Kind: schema.Date, Group: "重大事项", Aliases: aliases("审议日期")}, At: func(m *Matter) any { return &m.Reviewed }},
	{Field: schema.Field{Key: "resolved", Label: "居民会议决议", Kind: schema.Date, Group: "重大事项", Aliases: aliases("居民代表会议决议 决议日期")}, At: func(m *Matter) any { return &m.Resolved }},
	{Field: schema.Field{Key: "announced", Label: "决议公开", Kind: schema.Date, Group: "重大事项", Aliases: aliases("决议公开日期")}, At: func(m *Matter) any { return &m.Announced }},
	{Field: schema.Field{Key: "result_posted", Label: "实施结果公开", Kind: schema.Date, Group: "重大事项", Aliases: aliases("结果公开日期 结果公开")}, At: func(m *Matter) any { return &m.ResultPosted }},
	{Field: schema.Field{Key: "sensitive", Label: "敏感诉求", Kind: schema.Flag, Group: "其他", Hint: "勾选后，诉求人和内容只给有权限的人看"}, At: func(m *Matter) any { return &m.Sensitive }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Group: "其他", Long: true, Aliases: aliases("说明")}, At: func(m *Matter) any { return &m.Note }},
}, checkMatter).Fills(fillMatter).Edits(editMatter)

// MatterStep is one entry in the course of a matter: written once, never edited.
type MatterStep struct {
	Matter   oplog.ID
	Date     cn.Date
	Kind     string
	From, To string // states
	By       string
	Due      cn.Date
	Rating   string
	Note     string
}

// MatterLog is the course of all matters (办理记录).
var MatterLog = schema.Declare(schema.Def{
	Key: "matter_log", Label: "办理记录", Unit: "条", Group: groupVisits, Entries: true, Hidden: true, Steps: []string{"matter"},
	List:  []string{"matter", "date", "kind", "from", "to", "by", "note"},
	Title: []string{"matter", "date", "kind"},
	Sort:  "date",
}, []schema.F[MatterStep]{
	{Field: schema.Field{Key: "matter", Label: "诉求", Kind: schema.Ref, Required: true, Ref: "matters"}, At: func(s *MatterStep) any { return &s.Matter }},
	{Field: schema.Field{Key: "date", Label: "日期", Kind: schema.Date, Required: true}, At: func(s *MatterStep) any { return &s.Date }},
	{Field: schema.Field{Key: "kind", Label: "记录类别", Kind: schema.Code, Codes: StepKinds}, At: func(s *MatterStep) any { return &s.Kind }},
	{Field: schema.Field{Key: "from", Label: "原状态", Kind: schema.Code, Codes: MatterStates}, At: func(s *MatterStep) any { return &s.From }},
	{Field: schema.Field{Key: "to", Label: "新状态", Kind: schema.Code, Codes: MatterStates}, At: func(s *MatterStep) any { return &s.To }},
	{Field: schema.Field{Key: "by", Label: "办理人", Kind: schema.Text, Max: 50}, At: func(s *MatterStep) any { return &s.By }},
	{Field: schema.Field{Key: "due", Label: "期限", Kind: schema.Date}, At: func(s *MatterStep) any { return &s.Due }},
	{Field: schema.Field{Key: "rating", Label: "满意度", Kind: schema.Code, Codes: Ratings}, At: func(s *MatterStep) any { return &s.Rating }},
	{Field: schema.Field{Key: "note", Label: "说明", Kind: schema.Note, Private: true, Long: true}, At: func(s *MatterStep) any { return &s.Note }},
}, nil)

// Deliberation is one stage of 四议两公开.
type Deliberation struct {
	Field, Label string
	Date         cn.Date
}

// Deliberations returns the four deliberations and the two disclosures of a
// major matter in their order (S2: 四议两公开).
func (m *Matter) Deliberations() []Deliberation {
	return []Deliberation{
		{"proposed", "党组织提议", m.Proposed}, {"discussed", "“两委”会商议", m.Discussed}, {"reviewed", "党员大会审议", m.Reviewed},
		{"resolved", "居民会议决议", m.Resolved}, {"announced", "决议公开", m.Announced}, {"result_posted", "实施结果公开", m.ResultPosted},
	}
}
