package registers

import (
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Household is one dwelling and those who keep house there (户). Its address is
// estate, building, entrance and room; Estate repeats the building's estate, so
// that a list can be filtered by it.
type Household struct {
	Estate, Building oplog.ID
	Entrance, Room   string
	Head             string
	Phone            string
	Housing          string
	Grid             oplog.ID
	People           int64
	Kinds            []string
	LowIncome        bool
	LowIncomePeople  int64
	Reason           string
	Note             string
}

// Households is the ledger 住户.
var Households = schema.Declare(schema.Def{
	Key: "households", Label: "住户", Unit: "户", Group: groupEstate,
	List:    []string{"estate", "building", "entrance", "room", "head", "phone", "people", "housing", "grid"},
	Title:   []string{"building", "entrance", "room"},
	Sort:    "building",
	Coupled: [][]string{{"estate", "building", "entrance", "room"}, {"low_income", "low_income_people", "reason"}},
	Same: []schema.Same{
		{Fields: []string{"building", "entrance", "room"}, Certain: true, Why: "楼栋、单元、室号都相同"},
	},
}, []schema.F[Household]{
	{Field: schema.Field{Key: "estate", Label: "所在小区", Kind: schema.Ref, Group: "住址", Ref: "estates", Aliases: aliases("小区 小区名称 所属小区")}, At: func(h *Household) any { return &h.Estate }},
	{Field: schema.Field{Key: "building", Label: "楼栋", Kind: schema.Ref, Group: "住址", Ref: "buildings", Aliases: aliases("楼栋号 楼号 栋号 幢号 所在楼栋 栋 楼")}, At: func(h *Household) any { return &h.Building }},
	{Field: schema.Field{Key: "entrance", Label: "单元", Kind: schema.Text, Group: "住址", Max: 20, Default: "1单元", Aliases: aliases("单元号 门洞 门栋"), Hint: "带上“单元”二字；整栋只有一个单元的写 1单元"}, At: func(h *Household) any { return &h.Entrance }},
	{Field: schema.Field{Key: "room", Label: "室号", Kind: schema.Text, Group: "住址", Required: true, Max: 20, Aliases: aliases("房号 房间号 门牌号 室 房屋号 户号"), Hint: "例如 501"}, At: func(h *Household) any { return &h.Room }},
	{Field: schema.Field{Key: "grid", Label: "所在网格", Kind: schema.Ref, Group: "住址", Ref: "grid_cells", Aliases: aliases("网格 所属网格 网格名称")}, At: func(h *Household) any { return &h.Grid }},
	{Field: schema.Field{Key: "head", Label: "户主", Kind: schema.Text, Group: "住户", Search: true, Max: 50, Aliases: aliases("户主姓名 业主 业主姓名 房主")}, At: func(h *Household) any { return &h.Head }},
	{Field: schema.Field{Key: "phone", Label: "联系电话", Kind: schema.Phone, Group: "住户", Private: true, Search: true, Aliases: aliases("户主电话 手机 手机号 手机号码 电话 联系方式 业主电话")}, At: func(h *Household) any { return &h.Phone }},
	{Field: schema.Field{Key: "people", Label: "家庭人口", Kind: schema.Integer, Group: "住户", Unit: "人", Aliases: aliases("人口 人口数 人数 家庭人数 常住人数")}, At: func(h *Household) any { return &h.People }},
	{Field: schema.Field{Key: "housing", Label: "住房性质", Kind: schema.Code, Group: "住户", Codes: HousingKinds, Aliases: aliases("房屋性质 房屋类型 住房类型 居住情况")}, At: func(h *Household) any { return &h.Housing }},
	{Field: schema.Field{Key: "kinds", Label: "户情类别", Kind: schema.Codes, Group: "户情", Codes: HouseholdKinds, Private: true, Mask: schema.HideAll, Long: true, Aliases: aliases("户类别 家庭类别 家庭类型"), Hint: "可选多项；走访和帮扶用，名单里默认不显示"}, At: func(h *Household) any { return &h.Kinds }},
	{Field: schema.Field{Key: "low_income", Label: "低保户", Kind: schema.Flag, Group: "户情", Private: true, Mask: schema.HideAll, Aliases: aliases("是否低保户 是否低保 低保")}, At: func(h *Household) any { return &h.LowIncome }},
	{Field: schema.Field{Key: "low_income_people", Label: "低保人数", Kind: schema.Integer, Group: "户情", Unit: "人", Private: true, Mask: schema.HideAll, Aliases: aliases("享受低保人数")}, At: func(h *Household) any { return &h.LowIncomePeople }},
	{Field: schema.Field{Key: "reason", Label: "困难原因", Kind: schema.Code, Group: "户情", Codes: HardshipReasons, Private: true, Mask: schema.HideAll, Aliases: aliases("致困原因 困难类型")}, At: func(h *Household) any { return &h.Reason }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Group: "备注", Long: true, Aliases: aliases("说明")}, At: func(h *Household) any { return &h.Note }},
}, checkHousehold)
