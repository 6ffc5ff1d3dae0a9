package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Resident is one person who lives in the community. Estate and Grid repeat the
// household's, so that a list can be filtered by them. Someone who is a party
// member has a record there too, which Member names.
type Resident struct {
	Name           string
	Sex, Ethnicity string
	Birth          cn.Date
	IDNumber       string
	Household      oplog.ID
	Estate, Grid   oplog.ID
	Relation       string
	Mobile         string
	Political      string
	Member         oplog.ID
	Education      string
	Employer       string
	Residence      string
	HukouAddress   string
	MovedIn        cn.Date
	State          string
	MovedOut       cn.Date
	Kinds          []string
	Health         string
	Volunteer      bool
	Skills         string
	Note           string
}

// Residents is the ledger 居民.
var Residents = schema.Declare(schema.Def{
	Key: "residents", Label: "居民", Unit: "人", Group: groupEstate,
	List:  []string{"name", "sex", "age", "household", "relation", "mobile", "political", "residence"},
	Title: []string{"name"},
	Sort:  "name",
	Same: []schema.Same{
		{Fields: []string{"id_number"}, Certain: true, Why: "公民身份号码相同"},
		{Fields: []string{"name", "birth"}, Why: "姓名和出生日期相同"},
	},
	Coupled: [][]string{{"estate", "grid", "household", "relation"}, {"state", "moved_out"}},
	Derived: []*schema.Derived{ageColumn("birth")},
}, []schema.F[Resident]{
	{Field: schema.Field{Key: "name", Label: "姓名", Kind: schema.Text, Group: "基本信息", Required: true, Search: true, Max: 50, Aliases: aliases("居民姓名 名字")}, At: func(r *Resident) any { return &r.Name }},
	{Field: schema.Field{Key: "sex", Label: "性别", Kind: schema.Code, Group: "基本信息", Codes: cn.Sexes}, At: func(r *Resident) any { return &r.Sex }},
	{Field: schema.Field{Key: "ethnicity", Label: "民族", Kind: schema.Code, Group: "基本信息", Codes: cn.Ethnicities, Aliases: aliases("族别")}, At: func(r *Resident) any { return &r.Ethnicity }},
	{Field: schema.Field{Key: "birth", Label: "出生日期", Kind: schema.Date, Group: "基本信息", Index: true, Aliases: birthAliases}, At: func(r *Resident) any { return &r.Birth }},
	{Field: schema.Field{Key: "id_number", Label: "公民身份号码", Kind: schema.IDNumber, Group: "基本信息", Private: true, Search: true, Index: true, Aliases: idAliases, Hint: "18 位；没有的可以不填"}, At: func(r *Resident) any { return &r.IDNumber }},
	{Field: schema.Field{Key: "mobile", Label: "手机", Kind: schema.Phone, Group: "基本信息", Private: true, Search: true, Aliases: mobileAliases}, At: func(r *Resident) any { return &r.Mobile }},
	{Field: schema.Field{Key: "political", Label: "政治面貌", Kind: schema.Code, Group: "基本信息", Codes: PoliticalStatuses, Aliases: aliases("政治身份")}, At: func(r *Resident) any { return &r.Political }},
	{Field: schema.Field{Key: "member", Label: "党员档案", Kind: schema.Ref, Group: "基本信息", Ref: "party_members", Hint: "是党员的，从党员台账中选"}, At: func(r *Resident) any { return &r.Member }},
	{Field: schema.Field{Key: "education", Label: "学历", Kind: schema.Code, Group: "基本信息", Codes: cn.Educations, Aliases: educationAliases}, At: func(r *Resident) any { return &r.Education }},
	{Field: schema.Field{Key: "employer", Label: "工作单位", Kind: schema.Text, Group: "基本信息", Max: 100, Aliases: aliases("工作单位及职务 单位 就业单位 服务处所")}, At: func(r *Resident) any { return &r.Employer }},

	{Field: schema.Field{Key: "household", Label: "住户", Kind: schema.Ref, Group: "居住", Ref: "households", Aliases: aliases("所在住户 门牌号 住址 家庭住址 现住址 居住地址 房号")}, At: func(r *Resident) any { return &r.Household }},
	{Field: schema.Field{Key: "relation", Label: "与户主关系", Kind: schema.Code, Group: "居住", Codes: HouseholderRelations, Aliases: aliases("与户主的关系 家庭关系 户主关系 关系")}, At: func(r *Resident) any { return &r.Relation }},
	{Field: schema.Field{Key: "estate", Label: "居住小区", Kind: schema.Ref, Group: "居住", Ref: "estates", Aliases: aliases("小区 所在小区 小区名称 所属小区"), Hint: "与住户所在小区一致"}, At: func(r *Resident) any { return &r.Estate }},
	{Field: schema.Field{Key: "grid", Label: "所在网格", Kind: schema.Ref, Group: "居住", Ref: "grid_cells", Aliases: aliases("网格 所属网格 网格名称")}, At: func(r *Resident) any { return &r.Grid }},
	{Field: schema.Field{Key: "residence", Label: "居住类别", Kind: schema.Code, Group: "居住", Codes: ResidenceKinds, Aliases: aliases("人口类型 人口类别 居住类型 户籍类别 人员类别")}, At: func(r *Resident) any { return &r.Residence }},
	{Field: schema.Field{Key: "hukou_address", Label: "户籍地址", Kind: schema.Text, Group: "居住", Private: true, Mask: schema.MaskAddress, Max: 150, Long: true, Aliases: hukouAliases}, At: func(r *Resident) any { return &r.HukouAddress }},
	{Field: schema.Field{Key: "moved_in", Label: "迁入日期", Kind: schema.Date, Group: "居住", Aliases: aliases("迁入时间 入住时间 入住日期 来本地日期")}, At: func(r *Resident) any { return &r.MovedIn }},
	{Field: schema.Field{Key: "state", Label: "人员状态", Kind: schema.Code, Group: "居住", Codes: ResidentStates, Default: "1", Aliases: aliases("状态")}, At: func(r *Resident) any { return &r.State }},
	{Field: schema.Field{Key: "moved_out", Label: "迁出日期", Kind: schema.Date, Group: "居住", Aliases: aliases("迁出时间 搬离时间 搬离日期")}, At: func(r *Resident) any { return &r.MovedOut }},

	{Field: schema.Field{Key: "kinds", Label: "重点类别", Kind: schema.Codes, Group: "关爱服务", Codes: ResidentKinds, Private: true, Mask: schema.HideAll, Long: true, Aliases: aliases("重点人群 人员分类 特殊人群 人群类别"), Hint: "可选多项；走访和帮扶用，名单里默认不显示"}, At: func(r *Resident) any { return &r.Kinds }},
	{Field: schema.Field{Key: "health", Label: "健康状况", Kind: schema.Text, Group: "关爱服务", Private: true, Mask: schema.HideAll, Max: 100, Aliases: aliases("身体状况 健康情况")}, At: func(r *Resident) any { return &r.Health }},
	{Field: schema.Field{Key: "volunteer", Label: "志愿者", Kind: schema.Flag, Group: "关爱服务", Aliases: aliases("是否志愿者 是否为志愿者")}, At: func(r *Resident) any { return &r.Volunteer }},
	{Field: schema.Field{Key: "skills", Label: "特长", Kind: schema.Text, Group: "关爱服务", Max: 200, Aliases: aliases("特长爱好 专业特长")}, At: func(r *Resident) any { return &r.Skills }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Group: "备注", Long: true, Aliases: aliases("说明")}, At: func(r *Resident) any { return &r.Note }},
}, checkResident)
