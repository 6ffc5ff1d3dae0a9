package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Mediation is one dispute that was mediated (调解). Who the parties are and what
// they quarrelled about is shown on request only, and never on a wall.
type Mediation struct {
	No        string
	Date      cn.Date
	Kind      string
	Parties   string
	Phone     string
	Estate    oplog.ID
	Place     string
	Mediator  string
	Facts     string
	Agreement string
	Result    string // "" while it goes on
	Closed    cn.Date
	Written   bool
	Fulfilled bool
	Returned  cn.Date
	Matter    oplog.ID
	Note      string
}

// MediationSteps are the fields of a mediation that its steps write: see package
// matters. The wording of the agreement may also be corrected on the form.
var MediationSteps = []string{"result", "closed", "agreement", "written", "fulfilled", "returned"}

// Mediations is the ledger 矛盾调解.
var Mediations = schema.Declare(schema.Def{
	Key: "mediations", Label: "矛盾调解", Unit: "件", Group: groupCare,
	List:    []string{"date", "kind", "stage", "mediator", "estate", "closed", "written", "fulfilled", "no"},
	Title:   []string{"no", "date", "kind"},
	Sort:    "date",
	Number:  schema.Numbering{Field: "no", Prefix: "TJ"},
	Coupled: [][]string{MediationSteps},
	Derived: []*schema.Derived{{Key: "stage", Label: "调解进度", From: "result", Of: func(get func(string) string, _ cn.Date) string {
		label, _ := MediationStates.ShortOf(MediationState(&Mediation{Result: get("result"), Returned: cn.Date(get("returned")), Fulfilled: get("fulfilled") == "1"}))
		return label
	}}},
	Same: []schema.Same{
		{Fields: []string{"date", "parties", "kind"}, Certain: true, Why: "同一天同样的当事人的同类纠纷"},
		{Fields: []string{"no"}, Why: "编号相同"},
		{Fields: []string{"parties", "kind"}, Why: "同样的当事人有过同类纠纷"},
	},
}, []schema.F[Mediation]{
	{Field: schema.Field{Key: "no", Label: "调解编号", Kind: schema.Text, Group: "纠纷", Max: 30, Aliases: aliases("编号 案件编号 卷宗号 案号"), Hint: "不填就自动编号"}, At: func(m *Mediation) any { return &m.No }},
	{Field: schema.Field{Key: "date", Label: "受理日期", Kind: schema.Date, Group: "纠纷", Required: true, Index: true, Aliases: aliases("受理时间 日期 时间 调解日期 调解时间 登记日期 登记时间 纠纷发生时间")}, At: func(m *Mediation) any { return &m.Date }},
	{Field: schema.Field{Key: "kind", Label: "纠纷类型", Kind: schema.Code, Group: "纠纷", Codes: DisputeKinds, Aliases: aliases("纠纷类别 类型 类别 矛盾类型 矛盾纠纷类型 案件类型")}, At: func(m *Mediation) any { return &m.Kind }},
	{Field: schema.Field{Key: "parties", Label: "当事人", Kind: schema.Text, Group: "纠纷", Private: true, Mask: schema.HideAll, Search: true, Max: 200, Long: true, Aliases: aliases("当事人姓名 当事双方 双方当事人 纠纷双方 纠纷当事人 申请人 当事人情况"), Hint: "各方用顿号隔开；只在点“显示”后才看得到"}, At: func(m *Mediation) any { return &m.Parties }},
	{Field: schema.Field{Key: "phone", Label: "联系电话", Kind: schema.Phone, Group: "纠纷", Private: true, Aliases: phoneAliases}, At: func(m *Mediation) any { return &m.Phone }},
	{Field: schema.Field{Key: "estate", Label: "所在小区", Kind: schema.Ref, Group: "纠纷", Ref: "estates", Aliases: aliases("小区 小区名称 发生小区")}, At: func(m *Mediation) any { return &m.Estate }},
	{Field: schema.Field{Key: "facts", Label: "纠纷情况", Kind: schema.Note, Group: "纠纷", Private: true, Mask: schema.HideAll, Long: true, Aliases: aliases("纠纷简要情况 基本情况 案情 简要案情 主要事实 事由 纠纷内容 纠纷事实 矛盾纠纷情况 情况")}, At: func(m *Mediation) any { return &m.Facts }},
	{Field: schema.Field{Key: "mediator", Label: "调解员", Kind: schema.Text, Group: "调解", Search: true, Max: 100, Aliases: aliases("调解人 调解人员 调解员姓名 经办人 承办人 主持人")}, At: func(m *Mediation) any { return &m.Mediator }},
	{Field: schema.Field{Key: "place", Label: "调解地点", Kind: schema.Text, Group: "调解", Max: 100, Default: "社区调解室", Aliases: aliases("地点")}, At: func(m *Mediation) any { return &m.Place }},
	{Field: schema.Field{Key: "result", Label: "调解结果", Kind: schema.Code, Group: "调解", Managed: true, Codes: MediationResults, Aliases: aliases("结果 处理结果 是否成功 办理结果 化解情况 是否调解成功"), Hint: "还在调解的留空"}, At: func(m *Mediation) any { return &m.Result }},
	{Field: schema.Field{Key: "closed", Label: "结案日期", Kind: schema.Date, Group: "调解", Managed: true, Aliases: aliases("结案时间 办结日期 办结时间 调解成功日期 化解日期 化解时间")}, At: func(m *Mediation) any { return &m.Closed }},
	{Field: schema.Field{Key: "agreement", Label: "协议内容", Kind: schema.Note, Group: "调解", Private: true, Mask: schema.HideAll, Long: true, Aliases: aliases("调解协议 调解协议内容 达成协议内容 处理意见 调解意见 调解情况")}, At: func(m *Mediation) any { return &m.Agreement }},
	{Field: schema.Field{Key: "written", Label: "书面协议", Kind: schema.Flag, Group: "调解", Managed: true, Aliases: aliases("是否书面协议 有无书面协议 是否签订协议 是否制作协议书 书面协议书")}, At: func(m *Mediation) any { return &m.Written }},
	{Field: schema.Field{Key: "fulfilled", Label: "已履行", Kind: schema.Flag, Group: "履行与回访", Managed: true, Aliases: aliases("是否履行 履行情况 协议是否履行 协议履行")}, At: func(m *Mediation) any { return &m.Fulfilled }},
	{Field: schema.Field{Key: "returned", Label: "回访日期", Kind: schema.Date, Group: "履行与回访", Managed: true, Aliases: aliases("回访时间")}, At: func(m *Mediation) any { return &m.Returned }},
	{Field: schema.Field{Key: "matter", Label: "关联诉求", Kind: schema.Ref, Group: "履行与回访", Ref: "matters", Aliases: aliases("诉求编号 关联事项 关联事项编号"), Hint: "转成诉求办理的，从诉求台账中选"}, At: func(m *Mediation) any { return &m.Matter }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Group: "履行与回访", Private: true, Mask: schema.HideAll, Long: true, Aliases: aliases("说明 回访情况")}, At: func(m *Mediation) any { return &m.Note }},
}, checkMediation)

// MediationState returns how far a mediation has come, a code of MediationStates: it
// goes on until it has a result, and is over with the return visit; an agreement
// that was not kept at the return visit is not over.
func MediationState(m *Mediation) string {
	switch {
	case m.Result == "":
		return MediationGoing
	case m.Returned != "" && (m.Result != MediationAgreed || m.Fulfilled):
		return MediationReturned
	}
	return mediationResult + m.Result
}

// MediationReturnDue returns the day by which the parties of an agreement are asked
// whether it is kept (domain table 5b: return visit), "" where none is due.
func MediationReturnDue(m *Mediation, env schema.Env) cn.Date {
	if m.Result != MediationAgreed || m.Returned != "" {
		return ""
	}
	return ReturnDueOf(m.Closed, env)
}
