package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Visit is one call at one household, shop or unit (走访、民情日志). Estate and Grid
// repeat those of the household, so that lists and figures need not look there.
type Visit struct {
	No                              string
	Date                            cn.Date
	Start, End                      string // 09:30
	Mode                            string
	Weather, Place                  string
	Lead, Companions, Recorder      string
	Household, Estate, Grid         oplog.ID
	Unit                            string // a shop or unit instead of a household
	Person                          string
	Resident                        oplog.ID
	Age, Relation, Phone            string
	Classes, Services, Deliveries   []string
	Family, Talk, Policies, Hazards string
	Sensitive                       bool
	Viewers                         string
	Form                            string // number and line of the paper form
	Note                            string
}

// Visits is the ledger 走访.
var Visits = schema.Declare(schema.Def{
	Key: "visits", Label: "走访", Unit: "次", Group: groupVisits,
	List:    []string{"date", "no", "household", "unit", "person", "lead", "mode", "classes", "talk"},
	Title:   []string{"no", "date"},
	Sort:    "date",
	Number:  schema.Numbering{Field: "no", Prefix: "ZF"},
	Coupled: [][]string{{"household", "estate", "grid", "unit"}, {"sensitive", "viewers"}},
	Same: []schema.Same{
		{Fields: []string{"no"}, Certain: true, Why: "走访编号相同"},
		{Fields: []string{"form"}, Certain: true, Why: "同一张纸质表的同一行"},
		{Fields: []string{"household", "date", "lead"}, Why: "同一天同一人走访了同一户"},
	},
}, []schema.F[Visit]{
	{Field: schema.Field{Key: "no", Label: "走访编号", Kind: schema.Text, Group: "走访", Max: 30, Aliases: aliases("编号 序号编号"), Hint: "不填就自动编号"}, At: func(v *Visit) any { return &v.No }},
	{Field: schema.Field{Key: "date", Label: "走访日期", Kind: schema.Date, Group: "走访", Required: true, Index: true, Aliases: aliases("日期 走访时间 时间")}, At: func(v *Visit) any { return &v.Date }},
	{Field: schema.Field{Key: "start", Label: "开始时间", Kind: schema.Text, Group: "走访", Max: 5, Hint: "例如 9:30"}, At: func(v *Visit) any { return &v.Start }},
	{Field: schema.Field{Key: "end", Label: "结束时间", Kind: schema.Text, Group: "走访", Max: 5}, At: func(v *Visit) any { return &v.End }},
	{Field: schema.Field{Key: "mode", Label: "走访方式", Kind: schema.Code, Group: "走访", Codes: VisitModes, Default: VisitAtHome, Aliases: aliases("方式")}, At: func(v *Visit) any { return &v.Mode }},
	{Field: schema.Field{Key: "weather", Label: "天气", Kind: schema.Text, Group: "走访", Max: 20}, At: func(v *Visit) any { return &v.Weather }},
	{Field: schema.Field{Key: "place", Label: "地点", Kind: schema.Text, Group: "走访", Max: 100, Aliases: aliases("走访地点")}, At: func(v *Visit) any { return &v.Place }},
	{Field: schema.Field{Key: "lead", Label: "走访人", Kind: schema.Text, Group: "走访人员", Required: true, Search: true, Index: true, Max: 50, Aliases: aliases("走访人员 走访干部 带队人 网格员")}, At: func(v *Visit) any { return &v.Lead }},
	{Field: schema.Field{Key: "companions", Label: "同行人", Kind: schema.Text, Group: "走访人员", Max: 100, Aliases: aliases("陪同人员 同行人员"), Hint: "几个人用顿号隔开"}, At: func(v *Visit) any { return &v.Companions }},
	{Field: schema.Field{Key: "recorder", Label: "记录人", Kind: schema.Text, Group: "走访人员", Max: 50}, At: func(v *Visit) any { return &v.Recorder }},
	{Field: schema.Field{Key: "household", Label: "走访住户", Kind: schema.Ref, Group: "走访对象", Ref: "households", Aliases: aliases("住户 户 走访户")}, At: func(v *Visit) any { return &v.Household }},
	{Field: schema.Field{Key: "estate", Label: "所在小区", Kind: schema.Ref, Group: "走访对象", Ref: "estates", Aliases: aliases("小区"), Hint: "选了住户会自动填"}, At: func(v *Visit) any { return &v.Estate }},
	{Field: schema.Field{Key: "grid", Label: "所在网格", Kind: schema.Ref, Group: "走访对象", Ref: "grid_cells", Aliases: aliases("网格"), Hint: "选了住户会自动填"}, At: func(v *Visit) any { return &v.Grid }},
	{Field: schema.Field{Key: "unit", Label: "走访单位或商户", Kind: schema.Text, Group: "走访对象", Search: true, Max: 100, Aliases: aliases("商户 单位 单位名称 商户名称"), Hint: "走访的不是住户时填"}, At: func(v *Visit) any { return &v.Unit }},
	{Field: schema.Field{Key: "person", Label: "受访人", Kind: schema.Text, Group: "走访对象", Search: true, Max: 50, Aliases: aliases("走访对象 被走访人 姓名 居民姓名")}, At: func(v *Visit) any { return &v.Person }},
	{Field: schema.Field{Key: "resident", Label: "居民档案", Kind: schema.Ref, Group: "走访对象", Ref: "residents"}, At: func(v *Visit) any { return &v.Resident }},
	{Field: schema.Field{Key: "age", Label: "年龄段", Kind: schema.Code, Group: "走访对象", Codes: AgeBands}, At: func(v *Visit) any { return &v.Age }},
	{Field: schema.Field{Key: "relation", Label: "与户主关系", Kind: schema.Code, Group: "走访对象", Codes: HouseholderRelations}, At: func(v *Visit) any { return &v.Relation }},
	{Field: schema.Field{Key: "phone", Label: "受访人电话", Kind: schema.Phone, Group: "走访对象", Private: true, Aliases: aliases("联系电话 电话 手机")}, At: func(v *Visit) any { return &v.Phone }},
	{Field: schema.Field{Key: "classes", Label: "对象类别", Kind: schema.Codes, Group: "类别和服务", Codes: VisitClasses, Index: true, Private: true, Mask: schema.HideAll, Long: true, Aliases: aliases("走访类别 人员类别 五走访"), Hint: "五走访的类别和其他重点对象，可选多项"}, At: func(v *Visit) any { return &v.Classes }},
	{Field: schema.Field{Key: "services", Label: "六到家", Kind: schema.Codes, Group: "类别和服务", Codes: HomeServices, Index: true, Long: true, Aliases: aliases("服务类型 上门服务")}, At: func(v *Visit) any { return &v.Services }},
	{Field: schema.Field{Key: "deliveries", Label: "三送", Kind: schema.Codes, Group: "类别和服务", Codes: Deliveries, Index: true, Long: true}, At: func(v *Visit) any { return &v.Deliveries }},
	{Field: schema.Field{Key: "talk", Label: "谈话内容", Kind: schema.Note, Group: "内容", Private: true, Long: true, Aliases: aliases("走访内容 走访记录 谈话摘要 民情记录 走访情况 内容")}, At: func(v *Visit) any { return &v.Talk }},
	{Field: schema.Field{Key: "family", Label: "家庭情况", Kind: schema.Note, Group: "内容", Private: true, Long: true, Aliases: aliases("家庭基本情况")}, At: func(v *Visit) any { return &v.Family }},
	{Field: schema.Field{Key: "policies", Label: "宣讲政策", Kind: schema.Note, Group: "内容", Long: true, Aliases: aliases("政策宣传 宣传政策")}, At: func(v *Visit) any { return &v.Policies }},
	{Field: schema.Field{Key: "hazards", Label: "发现隐患", Kind: schema.Note, Group: "内容", Long: true, Aliases: aliases("安全隐患 隐患 隐患排查")}, At: func(v *Visit) any { return &v.Hazards }},
	{Field: schema.Field{Key: "sensitive", Label: "敏感走访", Kind: schema.Flag, Group: "其他", Aliases: aliases("敏感 是否敏感"), Hint: "勾选后，对象和内容只给有权限的人看"}, At: func(v *Visit) any { return &v.Sensitive }},
	{Field: schema.Field{Key: "viewers", Label: "可查看人员", Kind: schema.Text, Group: "其他", Max: 100, Hint: "操作员姓名，几个人用顿号隔开；走访人总能看到"}, At: func(v *Visit) any { return &v.Viewers }},
	{Field: schema.Field{Key: "form", Label: "纸质表编号", Kind: schema.Text, Group: "其他", Max: 30, Hint: "照抄纸质走访表上的编号和行号，例如 B7K2-03"}, At: func(v *Visit) any { return &v.Form }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Group: "其他", Long: true, Aliases: aliases("说明")}, At: func(v *Visit) any { return &v.Note }},
}, checkVisit).Fills(fillVisit)
