package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// PartyMember is one person of the party ledger (党员信息采集表): everyone whose
// formal relation is here, and everyone who reports, lives or works here.
type PartyMember struct {
	Name, FormerName     string
	Sex, Ethnicity       string
	Birth                cn.Date
	IDNumber             string
	NativePlace          string
	Birthplace           string
	Education            string
	Degree, School       string
	Category             string
	Joined, Confirmed    cn.Date
	ProbationUntil       cn.Date // end of a prolonged probation, decided by the branch meeting
	Branch, PartyGroup   oplog.ID
	EnteredBranch        cn.Date
	Relation, Status     string
	JoinedBranch         string
	Introducers          string
	Medal                cn.Date // 光荣在党50年 issued
	Occupation           string
	Kinds                []string
	WorkStarted          cn.Date
	Employer             string
	Unit                 oplog.ID
	UnitContact          string
	UnitPhone            string
	CheckedIn            cn.Date // 在职党员到社区报到
	Mobile, Landline     string
	Estate, Household    oplog.ID
	Grid                 oplog.ID
	Address              string
	HukouAddress, Police string
	Skills, Willing      string
	DutyPost             string
	Lost                 bool
	LostSince            cn.Date
	AwayPlace            string
	AwaySince            cn.Date
	AwayReason, AwayCard string
	LastContact          cn.Date
	Hardship             bool
	HardshipReason       string
	LowIncome            bool
	Helper, HelpNote     string
	Note                 string
}

// Formal reports whether the membership is counted here: the formal relation
// is in the community and the membership stands (national statistics count
// members who left for a time, not those who only report here).
func (m *PartyMember) Formal() bool {
	return (m.Relation == RelationDirect || m.Relation == RelationOut) && m.Status == StatusNormal
}

// Direct reports whether the member counts for setting up an estate's branch
// (直管党员).
func (m *PartyMember) Direct() bool {
	return m.Relation == RelationDirect && m.Status == StatusNormal
}

// PartyMembers is the ledger 党员.
var PartyMembers = schema.Declare(schema.Def{
	Key: "party_members", Label: "党员", Unit: "名", Group: groupParty,
	List:  []string{"name", "sex", "ethnicity", "age", "education", "category", "party_age", "branch", "mobile", "joined"},
	Title: []string{"name"},
	Sort:  "name",
	Same: []schema.Same{
		{Fields: []string{"id_number"}, Certain: true, Why: "公民身份号码相同"},
		{Fields: []string{"name", "birth"}, Why: "姓名和出生日期相同"},
	},
	Coupled: [][]string{{"estate", "household"}, {"branch", "party_group"}, {"category", "joined", "confirmed", "probation_until"}, {"lost", "lost_since"}},
	Derived: []*schema.Derived{ageColumn("birth"), partyAgeColumn()},
}, memberFields(), checkMember)

func memberFields() []schema.F[PartyMember] {
	type F = schema.F[PartyMember]
	type S = schema.Field
	type M = PartyMember
	const (
		person, party, work, home, service, away, help = "基本信息", "党籍信息", "工作单位", "联系与住址", "服务意愿", "流动与失联", "困难帮扶"
	)
	return []F{
		{Field: S{Key: "name", Label: "姓名", Kind: schema.Text, Group: person, Required: true, Search: true, Max: 50, Aliases: aliases("党员姓名 名字 党员名字 姓名（与身份证一致）"), Hint: "与身份证上一致"}, At: func(m *M) any { return &m.Name }},
		{Field: S{Key: "former_name", Label: "曾用名", Kind: schema.Text, Group: person, Max: 50, Search: true}, At: func(m *M) any { return &m.FormerName }},
		{Field: S{Key: "sex", Label: "性别", Kind: schema.Code, Group: person, Codes: cn.Sexes}, At: func(m *M) any { return &m.Sex }},
		{Field: S{Key: "ethnicity", Label: "民族", Kind: schema.Code, Group: person, Codes: cn.Ethnicities, Aliases: aliases("族别")}, At: func(m *M) any { return &m.Ethnicity }},
		{Field: S{Key: "birth", Label: "出生日期", Kind: schema.Date, Group: person, Index: true, Aliases: birthAliases, Hint: "以个人档案为准；日不详可只填年月"}, At: func(m *M) any { return &m.Birth }},
		{Field: S{Key: "id_number", Label: "公民身份号码", Kind: schema.IDNumber, Group: person, Private: true, Search: true, Index: true, Aliases: idAliases, Hint: "18 位；用来核对性别、出生日期和查重"}, At: func(m *M) any { return &m.IDNumber }},
		{Field: S{Key: "native_place", Label: "籍贯", Kind: schema.Text, Group: person, Max: 50, Hint: "祖父的出生地，写到县"}, At: func(m *M) any { return &m.NativePlace }},
		{Field: S{Key: "birthplace", Label: "出生地", Kind: schema.Text, Group: person, Max: 50}, At: func(m *M) any { return &m.Birthplace }},
		{Field: S{Key: "education", Label: "学历", Kind: schema.Code, Group: person, Codes: cn.Educations, Aliases: educationAliases}, At: func(m *M) any { return &m.Education }},
		{Field: S{Key: "degree", Label: "学位", Kind: schema.Text, Group: person, Max: 50}, At: func(m *M) any { return &m.Degree }},
		{Field: S{Key: "school", Label: "毕业院校系及专业", Kind: schema.Text, Group: person, Max: 100, Aliases: aliases("毕业院校 毕业院校及专业 毕业院校专业 毕业学校 毕业学校及专业 院校及专业")}, At: func(m *M) any { return &m.School }},

		{Field: S{Key: "category", Label: "人员类别", Kind: schema.Code, Group: party, Codes: Categories, Aliases: aliases("党员类别 党员类型 党员性质 正式或预备 是否正式党员")}, At: func(m *M) any { return &m.Category }},
		{Field: S{Key: "joined", Label: "入党日期", Kind: schema.Date, Group: party, Aliases: aliases("入党时间 入党年月 加入党组织日期 加入党组织时间 加入中共时间 入党年月日 何时入党"), Hint: "支部大会通过接收为预备党员的日期"}, At: func(m *M) any { return &m.Joined }},
		{Field: S{Key: "confirmed", Label: "转正日期", Kind: schema.Date, Group: party, Index: true, Aliases: aliases("转正时间 转正年月 转为正式党员日期 转为正式党员时间 转正年月日"), Hint: "党龄从这一天算起；1969年4月至1977年8月入党的没有预备期，可以不填"}, At: func(m *M) any { return &m.Confirmed }},
		{Field: S{Key: "probation_until", Label: "预备期延长至", Kind: schema.Date, Group: party, Aliases: aliases("延长预备期至 预备期延长到"), Hint: "支部大会决定延长预备期的才填，延长半年到一年"}, At: func(m *M) any { return &m.ProbationUntil }},
		{Field: S{Key: "branch", Label: "所在党支部", Kind: schema.Ref, Group: party, Ref: "organizations", Aliases: aliases("所在支部 所属支部 党支部 支部 所属党支部 支部名称 党支部名称 所在党组织 所属党组织 党组织名称 组织关系所在支部 组织关系所在党支部 所在党组织名称 隶属支部")}, At: func(m *M) any { return &m.Branch }},
		{Field: S{Key: "party_group", Label: "党小组", Kind: schema.Ref, Group: party, Ref: "organizations", Aliases: aliases("所在党小组 所属党小组 所在小组 党小组名称")}, At: func(m *M) any { return &m.PartyGroup }},
		{Field: S{Key: "entered_branch", Label: "进入当前党组织日期", Kind: schema.Date, Group: party, Aliases: aliases("转入日期 转入时间 进入支部日期 进入支部时间 进入党支部日期 组织关系转入时间 组织关系转入日期 转入本支部时间")}, At: func(m *M) any { return &m.EnteredBranch }},
		{Field: S{Key: "relation", Label: "组织关系类别", Kind: schema.Code, Group: party, Codes: Relations, Default: RelationDirect, Aliases: aliases("组织关系 组织关系情况 党员来源 管理类别"), Hint: "直管是指组织关系在本社区；导入在职报到名单时请带上这一列"}, At: func(m *M) any { return &m.Relation }},
		{Field: S{Key: "status", Label: "党籍状态", Kind: schema.Code, Group: party, Codes: Statuses, Default: StatusNormal, Aliases: aliases("党员状态 党籍")}, At: func(m *M) any { return &m.Status }},
		{Field: S{Key: "joined_branch", Label: "入党时所在支部", Kind: schema.Text, Group: party, Max: 100, Aliases: aliases("入党所在支部 入党时所在党支部 入党时支部 入党地点")}, At: func(m *M) any { return &m.JoinedBranch }},
		{Field: S{Key: "introducers", Label: "入党介绍人", Kind: schema.Text, Group: party, Max: 100, Aliases: aliases("介绍人"), Hint: "两名正式党员，用顿号隔开"}, At: func(m *M) any { return &m.Introducers }},
		{Field: S{Key: "medal", Label: "50年纪念章颁发日期", Kind: schema.Date, Group: party, Aliases: aliases("光荣在党50年纪念章 纪念章颁发日期 颁发纪念章时间")}, At: func(m *M) any { return &m.Medal }},

		{Field: S{Key: "occupation", Label: "工作岗位", Kind: schema.Code, Group: work, Codes: Occupations, Aliases: aliases("职业 从事职业 工作岗位（职业） 职业类别")}, At: func(m *M) any { return &m.Occupation }},
		{Field: S{Key: "kinds", Label: "社区人员类别", Kind: schema.Codes, Group: work, Codes: MemberKinds, Private: true, Mask: schema.HideAll, Long: true, Aliases: aliases("人员身份 群体类别 党员身份 人员分类"), Hint: "可选多项；含困难、残疾、患病等情况，名单里默认不显示"}, At: func(m *M) any { return &m.Kinds }},
		{Field: S{Key: "work_started", Label: "参加工作日期", Kind: schema.Date, Group: work, Aliases: aliases("参加工作时间 参工时间 参加工作年月 工作时间")}, At: func(m *M) any { return &m.WorkStarted }},
		{Field: S{Key: "employer", Label: "工作单位及职务", Kind: schema.Text, Group: work, Max: 100, Aliases: aliases("工作单位 单位及职务 单位职务 单位 现工作单位 现工作单位及职务 工作单位和职务 工作单位职务 原工作单位")}, At: func(m *M) any { return &m.Employer }},
		{Field: S{Key: "unit", Label: "所属驻区单位", Kind: schema.Ref, Group: work, Ref: "organizations", Aliases: aliases("驻区单位 辖区单位"), Hint: "单位在本社区辖区内的，从组织台账中选"}, At: func(m *M) any { return &m.Unit }},
		{Field: S{Key: "unit_contact", Label: "单位党组织联系人", Kind: schema.Text, Group: work, Max: 50, Aliases: aliases("单位联系人")}, At: func(m *M) any { return &m.UnitContact }},
		{Field: S{Key: "unit_phone", Label: "单位党组织电话", Kind: schema.Phone, Group: work, Aliases: aliases("单位电话 单位联系电话 单位党组织联系电话")}, At: func(m *M) any { return &m.UnitPhone }},
		{Field: S{Key: "checked_in", Label: "报到日期", Kind: schema.Date, Group: work, Aliases: aliases("报到时间 到社区报到日期 到社区报到时间 双报到时间"), Hint: "在职党员到社区报到的日期"}, At: func(m *M) any { return &m.CheckedIn }},

		{Field: S{Key: "mobile", Label: "手机", Kind: schema.Phone, Group: home, Private: true, Search: true, Aliases: mobileAliases}, At: func(m *M) any { return &m.Mobile }},
		{Field: S{Key: "landline", Label: "固定电话", Kind: schema.Phone, Group: home, Private: true, Search: true, Aliases: aliases("座机 家庭电话 宅电 住宅电话 固话")}, At: func(m *M) any { return &m.Landline }},
		{Field: S{Key: "estate", Label: "居住小区", Kind: schema.Ref, Group: home, Ref: "estates", Aliases: aliases("小区 所在小区 所属小区 小区名称 居住地小区 现居住小区")}, At: func(m *M) any { return &m.Estate }},
		{Field: S{Key: "household", Label: "住户", Kind: schema.Ref, Group: home, Ref: "households", Aliases: aliases("所在住户 门牌号 楼栋单元室 房号")}, At: func(m *M) any { return &m.Household }},
		{Field: S{Key: "grid", Label: "所在网格", Kind: schema.Ref, Group: home, Ref: "grid_cells", Aliases: aliases("网格 所属网格 网格名称")}, At: func(m *M) any { return &m.Grid }},
		{Field: S{Key: "address", Label: "现居住地", Kind: schema.Text, Group: home, Private: true, Mask: schema.MaskAddress, Max: 150, Long: true, Aliases: addressAliases}, At: func(m *M) any { return &m.Address }},
		{Field: S{Key: "hukou_address", Label: "户籍地址", Kind: schema.Text, Group: home, Private: true, Mask: schema.MaskAddress, Max: 150, Long: true, Aliases: hukouAliases}, At: func(m *M) any { return &m.HukouAddress }},
		{Field: S{Key: "police", Label: "户籍派出所", Kind: schema.Text, Group: home, Max: 50, Aliases: aliases("派出所 户口所在地派出所 户籍所在地派出所")}, At: func(m *M) any { return &m.Police }},

		{Field: S{Key: "skills", Label: "特长", Kind: schema.Text, Group: service, Max: 200, Aliases: aliases("特长爱好 专业特长 个人特长 爱好特长 兴趣特长 技能特长")}, At: func(m *M) any { return &m.Skills }},
		{Field: S{Key: "willing", Label: "服务意愿", Kind: schema.Text, Group: service, Max: 200, Aliases: aliases("志愿服务意愿 服务意向 志愿服务项目")}, At: func(m *M) any { return &m.Willing }},
		{Field: S{Key: "duty_post", Label: "认领岗位", Kind: schema.Text, Group: service, Max: 100, Aliases: aliases("设岗定责岗位 无职党员岗位 党员岗位 认领的岗位")}, At: func(m *M) any { return &m.DutyPost }},

		{Field: S{Key: "lost", Label: "失联党员", Kind: schema.Flag, Group: away, Aliases: aliases("是否失联 失联 是否失联党员")}, At: func(m *M) any { return &m.Lost }},
		{Field: S{Key: "lost_since", Label: "失联日期", Kind: schema.Date, Group: away, Aliases: aliases("失联时间 失去联系日期 失去联系时间")}, At: func(m *M) any { return &m.LostSince }},
		{Field: S{Key: "away_place", Label: "流出地或流入地", Kind: schema.Text, Group: away, Max: 100, Aliases: aliases("流出地 流入地 流动去向 外出流向 流向")}, At: func(m *M) any { return &m.AwayPlace }},
		{Field: S{Key: "away_since", Label: "流动起始日期", Kind: schema.Date, Group: away, Aliases: aliases("流出时间 流入时间 流出日期 流入日期 外出时间 外出日期")}, At: func(m *M) any { return &m.AwaySince }},
		{Field: S{Key: "away_reason", Label: "流动原因", Kind: schema.Text, Group: away, Max: 100, Aliases: aliases("外出原因 流出原因")}, At: func(m *M) any { return &m.AwayReason }},
		{Field: S{Key: "away_card", Label: "流动党员活动证号", Kind: schema.Text, Group: away, Max: 50, Aliases: aliases("流动党员证号 活动证号")}, At: func(m *M) any { return &m.AwayCard }},
		{Field: S{Key: "last_contact", Label: "最近联系日期", Kind: schema.Date, Group: away, Aliases: aliases("最近联系时间 最后联系日期 最后联系时间")}, At: func(m *M) any { return &m.LastContact }},

		{Field: S{Key: "hardship", Label: "困难党员", Kind: schema.Flag, Group: help, Private: true, Mask: schema.HideAll, Aliases: aliases("是否困难党员 是否困难 生活困难党员")}, At: func(m *M) any { return &m.Hardship }},
		{Field: S{Key: "hardship_reason", Label: "困难原因", Kind: schema.Code, Group: help, Codes: HardshipReasons, Private: true, Mask: schema.HideAll, Aliases: aliases("致困原因 困难类型 困难类别")}, At: func(m *M) any { return &m.HardshipReason }},
		{Field: S{Key: "low_income", Label: "享受低保", Kind: schema.Flag, Group: help, Private: true, Mask: schema.HideAll, Aliases: aliases("是否低保 是否享受低保 低保情况")}, At: func(m *M) any { return &m.LowIncome }},
		{Field: S{Key: "helper", Label: "帮扶人", Kind: schema.Text, Group: help, Private: true, Mask: schema.HideAll, Max: 50, Aliases: aliases("结对帮扶人 帮扶责任人")}, At: func(m *M) any { return &m.Helper }},
		{Field: S{Key: "help_note", Label: "帮扶记录", Kind: schema.Note, Group: help, Private: true, Mask: schema.HideAll, Long: true, Aliases: aliases("帮扶情况 帮扶措施")}, At: func(m *M) any { return &m.HelpNote }},
		{Field: S{Key: "note", Label: "备注", Kind: schema.Note, Group: "备注", Long: true, Aliases: aliases("说明 备注说明")}, At: func(m *M) any { return &m.Note }},
	}
}
