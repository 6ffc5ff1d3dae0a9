package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Organization is any body that the community works with: party committee,
// branch, party group, residents' and owners' committee, property company,
// resident unit, social body, team, liaison station. Type tells which; Parent
// makes the tree. The estates that a joint branch covers name it themselves.
type Organization struct {
	Name, ShortName    string
	Type               string
	Parent, Estate     oplog.ID
	ApprovalNo         string
	Founded            cn.Date
	TermYears          int64
	TermStart, TermEnd cn.Date
	Head, Contact      string
	Phone, OfficePhone string
	Place              string
	Grade              string
	GradeYear          int64
	LinkedCadre        string
	People             int64
	Service            string
	Dissolved          cn.Date
	Note               string
}

// Organizations is the ledger 组织.
var Organizations = schema.Declare(schema.Def{
	Key: "organizations", Label: "组织", Unit: "个", Group: groupParty,
	List:    []string{"name", "type", "parent", "estate", "head", "term_end", "days_left", "office_phone"},
	Title:   []string{"name"},
	Short:   "short_name",
	Sort:    "name",
	Parent:  "parent",
	Same:    []schema.Same{{Fields: []string{"name"}, Certain: true, Why: "名称相同"}},
	Coupled: [][]string{{"term_years", "term_start", "term_end"}, {"grade", "grade_year"}},
	Derived: []*schema.Derived{daysLeftColumn("days_left", "距届满天数", "term_end", nil)},
}, organizationFields(), checkOrganization)

func organizationFields() []schema.F[Organization] {
	type F = schema.F[Organization]
	type S = schema.Field
	type O = Organization
	const (
		base, term, contact, extra = "基本信息", "任期换届", "联系方式", "其他"
	)
	return []F{
		{Field: S{Key: "name", Label: "组织名称", Kind: schema.Text, Group: base, Required: true, Search: true, Max: 100, Long: true, Aliases: aliases("名称 全称 组织全称 支部名称 党支部名称 党组织名称 机构名称 单位名称 队伍名称 站点名称 企业名称 业委会名称"), Hint: "与印章一致；党组织以“中共”开头"}, At: func(o *O) any { return &o.Name }},
		{Field: S{Key: "short_name", Label: "简称", Kind: schema.Text, Group: base, Search: true, Max: 30, Aliases: aliases("组织简称"), Hint: "印在图板上用，例如 仁和苑党支部"}, At: func(o *O) any { return &o.ShortName }},
		{Field: S{Key: "type", Label: "组织类型", Kind: schema.Code, Group: base, Codes: OrganizationTypes, Aliases: aliases("类型 组织类别 类别 党组织类型 党组织类别 单位类型")}, At: func(o *O) any { return &o.Type }},
		{Field: S{Key: "parent", Label: "上级组织", Kind: schema.Ref, Group: base, Ref: "organizations", Aliases: aliases("上级党组织 隶属组织 隶属关系 所属党组织 上级单位 主管单位 所属组织 上级")}, At: func(o *O) any { return &o.Parent }},
		{Field: S{Key: "estate", Label: "所在小区", Kind: schema.Ref, Group: base, Ref: "estates", Aliases: aliases("小区 所属小区 小区名称"), Hint: "联合党支部管几个小区的，在各小区里选它"}, At: func(o *O) any { return &o.Estate }},
		{Field: S{Key: "approval_no", Label: "批准文号", Kind: schema.Text, Group: base, Max: 50, Aliases: aliases("批复文号 成立文号 批准成立文号 文号")}, At: func(o *O) any { return &o.ApprovalNo }},
		{Field: S{Key: "founded", Label: "成立日期", Kind: schema.Date, Group: base, Aliases: aliases("成立时间 组建时间 组建日期 建立时间 建立日期 备案日期")}, At: func(o *O) any { return &o.Founded }},
		{Field: S{Key: "grade", Label: "分类定级", Kind: schema.Code, Group: base, Codes: Grades, Aliases: aliases("定级 定级结果 等次")}, At: func(o *O) any { return &o.Grade }},
		{Field: S{Key: "grade_year", Label: "定级年度", Kind: schema.Integer, Group: base, Aliases: aliases("定级年份")}, At: func(o *O) any { return &o.GradeYear }},

		{Field: S{Key: "term_years", Label: "任期年数", Kind: schema.Integer, Group: term, Unit: "年", Aliases: aliases("任期 届期 任期（年）"), Hint: "社区的党委、总支、支部五年；一般支部三年；小区党支部按批复填"}, At: func(o *O) any { return &o.TermYears }},
		{Field: S{Key: "term_start", Label: "本届任期开始", Kind: schema.Date, Group: term, Aliases: aliases("任期开始 本届选举日期 本届选举时间 换届日期 任期起始日期 当选日期 本届当选时间 上次换届时间")}, At: func(o *O) any { return &o.TermStart }},
		{Field: S{Key: "term_end", Label: "届满日期", Kind: schema.Date, Group: term, Index: true, Aliases: aliases("任期届满日期 届满时间 任期届满时间 任期届满 到届时间 到届日期 任期结束 下次换届时间 应换届时间"), Hint: "届满前六个月提醒换届"}, At: func(o *O) any { return &o.TermEnd }},

		{Field: S{Key: "head", Label: "负责人", Kind: schema.Text, Group: contact, Search: true, Max: 50, Aliases: aliases("书记 支部书记 党组织书记 主任 组长 队长 站长 负责人姓名 法定代表人 主要负责人 书记姓名")}, At: func(o *O) any { return &o.Head }},
		{Field: S{Key: "contact", Label: "联系人", Kind: schema.Text, Group: contact, Search: true, Max: 50, Aliases: aliases("联系人姓名 联络员")}, At: func(o *O) any { return &o.Contact }},
		{Field: S{Key: "phone", Label: "联系人电话", Kind: schema.Phone, Group: contact, Private: true, Search: true, Aliases: aliases("联系电话 负责人电话 书记电话 手机 手机号 手机号码 联系方式 电话")}, At: func(o *O) any { return &o.Phone }},
		{Field: S{Key: "office_phone", Label: "办公电话", Kind: schema.Phone, Group: contact, Aliases: aliases("座机 固定电话 单位电话 值班电话"), Hint: "可以公开的电话；会印在图板和联系卡上"}, At: func(o *O) any { return &o.OfficePhone }},
		{Field: S{Key: "place", Label: "活动场所", Kind: schema.Text, Group: contact, Max: 100, Long: true, Aliases: aliases("办公地点 地址 地点 活动阵地 办公地址 场所 单位地址 详细地址")}, At: func(o *O) any { return &o.Place }},

		{Field: S{Key: "linked_cadre", Label: "联系干部", Kind: schema.Text, Group: extra, Max: 50, Aliases: aliases("包联干部 指导员 挂点干部"), Hint: "每个小区党支部一名"}, At: func(o *O) any { return &o.LinkedCadre }},
		{Field: S{Key: "people", Label: "人数", Kind: schema.Integer, Group: extra, Unit: "人", Aliases: aliases("成员人数 队员人数 职工人数 会员人数"), Hint: "党支部的党员人数由党员台账统计，不用填"}, At: func(o *O) any { return &o.People }},
		{Field: S{Key: "service", Label: "服务内容", Kind: schema.Text, Group: extra, Max: 200, Long: true, Aliases: aliases("服务项目 业务范围 主要职责 职责")}, At: func(o *O) any { return &o.Service }},
		{Field: S{Key: "dissolved", Label: "撤销日期", Kind: schema.Date, Group: extra, Aliases: aliases("撤销时间 注销日期 退出日期 退出时间")}, At: func(o *O) any { return &o.Dissolved }},
		{Field: S{Key: "note", Label: "备注", Kind: schema.Note, Group: extra, Long: true, Aliases: aliases("说明")}, At: func(o *O) any { return &o.Note }},
	}
}
