package registers

import (
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Estate is one housing estate (小区) with the bodies that serve it. Several
// estates may name one joint branch. Neighbours are in the order of nearness.
type Estate struct {
	Name, Address          string
	Kind                   string
	BuiltYear              int64
	Area                   string // 10,000 m², decimal
	Buildings, Households  int64
	Grid                   oplog.ID
	Branch                 oplog.ID
	Owners, Property       oplog.ID
	Neighbour1, Neighbour2 oplog.ID
	PropertyFee            int64 // fen per m² and month
	Note                   string
}

// Estates is the ledger 小区.
var Estates = schema.Declare(schema.Def{
	Key: "estates", Label: "小区", Unit: "个", Group: groupEstate,
	List:  []string{"name", "kind", "buildings", "households", "branch", "owners", "property", "grid"},
	Title: []string{"name"},
	Sort:  "name",
	Same:  []schema.Same{{Fields: []string{"name"}, Certain: true, Why: "小区名称相同"}},
}, []schema.F[Estate]{
	{Field: schema.Field{Key: "name", Label: "小区名称", Kind: schema.Text, Group: "基本信息", Required: true, Search: true, Max: 50, Aliases: aliases("小区 名称 小区名 所在小区")}, At: func(e *Estate) any { return &e.Name }},
	{Field: schema.Field{Key: "kind", Label: "小区类型", Kind: schema.Code, Group: "基本信息", Codes: EstateKinds, Aliases: aliases("类型 小区类别 小区性质")}, At: func(e *Estate) any { return &e.Kind }},
	{Field: schema.Field{Key: "address", Label: "地址", Kind: schema.Text, Group: "基本信息", Max: 150, Long: true, Aliases: aliases("小区地址 详细地址 坐落位置 位置")}, At: func(e *Estate) any { return &e.Address }},
	{Field: schema.Field{Key: "built_year", Label: "建成年份", Kind: schema.Integer, Group: "基本信息", Aliases: aliases("建成时间 建成年代 建成年度 交付年份 建筑年代")}, At: func(e *Estate) any { return &e.BuiltYear }},
	{Field: schema.Field{Key: "area", Label: "建筑面积", Kind: schema.Decimal, Group: "基本信息", Unit: "万平方米", Aliases: aliases("面积 总建筑面积 建筑面积（万平方米）")}, At: func(e *Estate) any { return &e.Area }},
	{Field: schema.Field{Key: "buildings", Label: "楼栋数", Kind: schema.Integer, Group: "基本信息", Unit: "栋", Aliases: aliases("栋数 楼栋 楼栋数量 总栋数")}, At: func(e *Estate) any { return &e.Buildings }},
	{Field: schema.Field{Key: "households", Label: "户数", Kind: schema.Integer, Group: "基本信息", Unit: "户", Aliases: aliases("总户数 居民户数 住户数")}, At: func(e *Estate) any { return &e.Households }},
	{Field: schema.Field{Key: "grid", Label: "所在网格", Kind: schema.Ref, Group: "组织与服务", Ref: "grid_cells", Aliases: aliases("网格 所属网格")}, At: func(e *Estate) any { return &e.Grid }},
	{Field: schema.Field{Key: "branch", Label: "小区党支部", Kind: schema.Ref, Group: "组织与服务", Ref: "organizations", Aliases: aliases("党支部 所属党支部 支部 党组织"), Hint: "几个小区合建联合党支部的，都选同一个"}, At: func(e *Estate) any { return &e.Branch }},
	{Field: schema.Field{Key: "owners", Label: "业委会", Kind: schema.Ref, Group: "组织与服务", Ref: "organizations", Aliases: aliases("业主委员会")}, At: func(e *Estate) any { return &e.Owners }},
	{Field: schema.Field{Key: "property", Label: "物业服务企业", Kind: schema.Ref, Group: "组织与服务", Ref: "organizations", Aliases: aliases("物业 物业公司 物业企业 物业服务公司")}, At: func(e *Estate) any { return &e.Property }},
	{Field: schema.Field{Key: "property_fee", Label: "物业费", Kind: schema.Money, Group: "组织与服务", Unit: "元", Aliases: aliases("物业费标准 物业收费标准"), Hint: "每平方米每月"}, At: func(e *Estate) any { return &e.PropertyFee }},
	{Field: schema.Field{Key: "neighbour1", Label: "相邻小区一", Kind: schema.Ref, Group: "组织与服务", Ref: "estates", Aliases: aliases("相邻小区 邻近小区"), Hint: "最近的一个；党员不足三名时，按它建议联合组建"}, At: func(e *Estate) any { return &e.Neighbour1 }},
	{Field: schema.Field{Key: "neighbour2", Label: "相邻小区二", Kind: schema.Ref, Group: "组织与服务", Ref: "estates"}, At: func(e *Estate) any { return &e.Neighbour2 }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Group: "备注", Long: true, Aliases: aliases("说明")}, At: func(e *Estate) any { return &e.Note }},
}, checkEstate)

// GridCell is one cell of the grid (网格) with its worker.
type GridCell struct {
	Name, Number string
	Leader       string
	Worker       string
	Member       oplog.ID // the worker as party member
	Phone        string
	OfficePhone  string
	Households   int64
	Area         string
	Note         string
}

// GridCells is the ledger 网格.
var GridCells = schema.Declare(schema.Def{
	Key: "grid_cells", Label: "网格", Unit: "个", Group: groupEstate,
	List:  []string{"name", "number", "worker", "office_phone", "leader", "households"},
	Title: []string{"name"},
	Sort:  "name",
	Same: []schema.Same{
		{Fields: []string{"name"}, Certain: true, Why: "网格名称相同"},
		{Fields: []string{"number"}, Why: "网格编号相同"},
	},
}, []schema.F[GridCell]{
	{Field: schema.Field{Key: "name", Label: "网格名称", Kind: schema.Text, Required: true, Search: true, Max: 50, Aliases: aliases("网格 名称 所在网格 所属网格")}, At: func(g *GridCell) any { return &g.Name }},
	{Field: schema.Field{Key: "number", Label: "网格编号", Kind: schema.Text, Index: true, Max: 30, Aliases: aliases("编号 网格编码 网格号")}, At: func(g *GridCell) any { return &g.Number }},
	{Field: schema.Field{Key: "leader", Label: "网格长", Kind: schema.Text, Search: true, Max: 50, Aliases: aliases("网格负责人")}, At: func(g *GridCell) any { return &g.Leader }},
	{Field: schema.Field{Key: "worker", Label: "网格员", Kind: schema.Text, Search: true, Max: 50, Aliases: aliases("网格员姓名 专职网格员")}, At: func(g *GridCell) any { return &g.Worker }},
	{Field: schema.Field{Key: "member", Label: "网格员党员档案", Kind: schema.Ref, Ref: "party_members", Hint: "网格员是党员的，从党员台账中选"}, At: func(g *GridCell) any { return &g.Member }},
	{Field: schema.Field{Key: "phone", Label: "网格员手机", Kind: schema.Phone, Private: true, Search: true, Aliases: aliases("联系电话 网格员电话 手机 手机号 联系方式")}, At: func(g *GridCell) any { return &g.Phone }},
	{Field: schema.Field{Key: "office_phone", Label: "公开电话", Kind: schema.Phone, Aliases: aliases("办公电话 工作电话 服务电话"), Hint: "会印在网格牌和联系卡上"}, At: func(g *GridCell) any { return &g.OfficePhone }},
	{Field: schema.Field{Key: "households", Label: "户数", Kind: schema.Integer, Unit: "户", Aliases: aliases("总户数 网格户数")}, At: func(g *GridCell) any { return &g.Households }},
	{Field: schema.Field{Key: "area", Label: "网格范围", Kind: schema.Note, Long: true, Aliases: aliases("范围 四至 网格四至 管辖范围")}, At: func(g *GridCell) any { return &g.Area }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Long: true, Aliases: aliases("说明")}, At: func(g *GridCell) any { return &g.Note }},
}, nil)

// Building is one building (楼栋) of an estate.
type Building struct {
	Estate                        oplog.ID
	Number                        string
	Grid                          oplog.ID
	Floors, Entrances, Households int64
	Elevator                      bool
	Leader                        string
	Member                        oplog.ID // the leader as party member
	Phone                         string
	Note                          string
}

// Buildings is the ledger 楼栋.
var Buildings = schema.Declare(schema.Def{
	Key: "buildings", Label: "楼栋", Unit: "栋", Group: groupEstate,
	List:  []string{"estate", "number", "entrances", "floors", "households", "leader", "grid"},
	Title: []string{"estate", "number"},
	Sort:  "estate",
	Same:  []schema.Same{{Fields: []string{"estate", "number"}, Certain: true, Why: "同一小区的同一楼栋号"}},
}, []schema.F[Building]{
	{Field: schema.Field{Key: "estate", Label: "所在小区", Kind: schema.Ref, Required: true, Ref: "estates", Aliases: aliases("小区 小区名称 所属小区")}, At: func(b *Building) any { return &b.Estate }},
	{Field: schema.Field{Key: "number", Label: "楼栋号", Kind: schema.Text, Required: true, Max: 20, Aliases: aliases("楼栋 楼号 栋号 幢号 楼栋名称 栋 楼"), Hint: "带上“栋”字，例如 3栋"}, At: func(b *Building) any { return &b.Number }},
	{Field: schema.Field{Key: "grid", Label: "所在网格", Kind: schema.Ref, Ref: "grid_cells", Aliases: aliases("网格 所属网格")}, At: func(b *Building) any { return &b.Grid }},
	{Field: schema.Field{Key: "floors", Label: "层数", Kind: schema.Integer, Unit: "层", Aliases: aliases("楼层数 总层数 楼层")}, At: func(b *Building) any { return &b.Floors }},
	{Field: schema.Field{Key: "entrances", Label: "单元数", Kind: schema.Integer, Unit: "个", Aliases: aliases("单元 门洞数")}, At: func(b *Building) any { return &b.Entrances }},
	{Field: schema.Field{Key: "households", Label: "户数", Kind: schema.Integer, Unit: "户", Aliases: aliases("总户数")}, At: func(b *Building) any { return &b.Households }},
	{Field: schema.Field{Key: "elevator", Label: "有电梯", Kind: schema.Flag, Aliases: aliases("电梯 是否有电梯")}, At: func(b *Building) any { return &b.Elevator }},
	{Field: schema.Field{Key: "leader", Label: "楼栋长", Kind: schema.Text, Search: true, Max: 50, Aliases: aliases("楼长 楼栋长姓名")}, At: func(b *Building) any { return &b.Leader }},
	{Field: schema.Field{Key: "member", Label: "楼栋长党员档案", Kind: schema.Ref, Ref: "party_members", Hint: "楼栋长是党员的，从党员台账中选"}, At: func(b *Building) any { return &b.Member }},
	{Field: schema.Field{Key: "phone", Label: "楼栋长电话", Kind: schema.Phone, Private: true, Search: true, Aliases: aliases("联系电话 楼长电话 手机 联系方式")}, At: func(b *Building) any { return &b.Phone }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Long: true, Aliases: aliases("说明")}, At: func(b *Building) any { return &b.Note }},
}, checkBuilding)
