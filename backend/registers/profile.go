package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/schema"
)

// CommunityProfile is what a community says of itself (社区概况). The figures
// are those that the office announces; the ledgers may count differently.
type CommunityProfile struct {
	Name, Street          string
	Boundary              string
	Area                  string // km², decimal
	Buildings, Households int64
	Population, Migrants  int64
	Units, Schools, Shops int64
	Founded               cn.Date
	Address               string
	OfficePhone, Hotline  string
	ServiceHours          string
	Brand, Motto          string
	Introduction          string
}

// Profile is the single record 社区概况.
var Profile = schema.Declare(schema.Def{
	Key: "community_profile", Label: "社区概况", Unit: "份", Group: groupOffice, Single: true,
	List:  []string{"name", "street", "area", "buildings", "households", "population", "migrants", "units"},
	Title: []string{"name"},
	Sort:  "name",
}, []schema.F[CommunityProfile]{
	{Field: schema.Field{Key: "name", Label: "社区名称", Kind: schema.Text, Group: "社区", Required: true, Search: true, Max: 50, Aliases: aliases("社区 名称")}, At: func(p *CommunityProfile) any { return &p.Name }},
	{Field: schema.Field{Key: "street", Label: "所属街道", Kind: schema.Text, Group: "社区", Max: 50, Aliases: aliases("街道 街道（镇） 街道办事处")}, At: func(p *CommunityProfile) any { return &p.Street }},
	{Field: schema.Field{Key: "founded", Label: "成立日期", Kind: schema.Date, Group: "社区", Aliases: aliases("成立时间")}, At: func(p *CommunityProfile) any { return &p.Founded }},
	{Field: schema.Field{Key: "boundary", Label: "四至范围", Kind: schema.Text, Group: "社区", Long: true, Aliases: aliases("四至 范围 辖区范围")}, At: func(p *CommunityProfile) any { return &p.Boundary }},
	{Field: schema.Field{Key: "area", Label: "面积", Kind: schema.Decimal, Group: "规模", Unit: "平方公里", Aliases: aliases("辖区面积 占地面积")}, At: func(p *CommunityProfile) any { return &p.Area }},
	{Field: schema.Field{Key: "buildings", Label: "楼栋", Kind: schema.Integer, Group: "规模", Unit: "栋", Aliases: aliases("楼栋数")}, At: func(p *CommunityProfile) any { return &p.Buildings }},
	{Field: schema.Field{Key: "households", Label: "户数", Kind: schema.Integer, Group: "规模", Unit: "户", Aliases: aliases("总户数 居民户数")}, At: func(p *CommunityProfile) any { return &p.Households }},
	{Field: schema.Field{Key: "population", Label: "人口", Kind: schema.Integer, Group: "规模", Unit: "人", Aliases: aliases("总人口 居民人数 人口数"), Hint: "常住人口，含流动人口"}, At: func(p *CommunityProfile) any { return &p.Population }},
	{Field: schema.Field{Key: "migrants", Label: "流动人口", Kind: schema.Integer, Group: "规模", Unit: "人", Aliases: aliases("外来人口 流动人口数")}, At: func(p *CommunityProfile) any { return &p.Migrants }},
	{Field: schema.Field{Key: "units", Label: "驻区单位", Kind: schema.Integer, Group: "规模", Unit: "家", Aliases: aliases("辖区单位 驻街单位")}, At: func(p *CommunityProfile) any { return &p.Units }},
	{Field: schema.Field{Key: "schools", Label: "学校", Kind: schema.Integer, Group: "规模", Unit: "所", Aliases: aliases("小学 学校数")}, At: func(p *CommunityProfile) any { return &p.Schools }},
	{Field: schema.Field{Key: "shops", Label: "商铺", Kind: schema.Integer, Group: "规模", Unit: "家", Aliases: aliases("门店 商户 门面 商铺数")}, At: func(p *CommunityProfile) any { return &p.Shops }},
	{Field: schema.Field{Key: "address", Label: "办公地址", Kind: schema.Text, Group: "服务", Max: 150, Long: true, Aliases: aliases("地址 党群服务中心地址")}, At: func(p *CommunityProfile) any { return &p.Address }},
	{Field: schema.Field{Key: "office_phone", Label: "办公电话", Kind: schema.Phone, Group: "服务", Aliases: aliases("联系电话 服务电话"), Hint: "会印在图板上"}, At: func(p *CommunityProfile) any { return &p.OfficePhone }},
	{Field: schema.Field{Key: "hotline", Label: "监督电话", Kind: schema.Phone, Group: "服务", Aliases: aliases("举报电话 投诉电话")}, At: func(p *CommunityProfile) any { return &p.Hotline }},
	{Field: schema.Field{Key: "service_hours", Label: "服务时间", Kind: schema.Text, Group: "服务", Max: 100, Aliases: aliases("办公时间")}, At: func(p *CommunityProfile) any { return &p.ServiceHours }},
	{Field: schema.Field{Key: "brand", Label: "党建品牌", Kind: schema.Text, Group: "服务", Max: 50, Aliases: aliases("品牌"), Hint: "印在图板的抬头，例如 一个党员一块城砖"}, At: func(p *CommunityProfile) any { return &p.Brand }},
	{Field: schema.Field{Key: "motto", Label: "社区口号", Kind: schema.Text, Group: "服务", Max: 50, Aliases: aliases("口号 服务理念")}, At: func(p *CommunityProfile) any { return &p.Motto }},
	{Field: schema.Field{Key: "introduction", Label: "社区简介", Kind: schema.Note, Group: "简介", Long: true, Aliases: aliases("简介 概况")}, At: func(p *CommunityProfile) any { return &p.Introduction }},
}, checkProfile)
