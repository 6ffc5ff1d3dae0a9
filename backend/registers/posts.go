package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Post is one post that one person holds in one body, from a day to a day. The
// person is a party member, else a resident, else a name alone. A person with
// posts in two bodies has two records; see CrossPosts.
type Post struct {
	Member, Resident oplog.ID
	Person           string
	Organization     oplog.ID
	Post             string
	Title            string // wording of the post where the list has none
	From, To         cn.Date
	PartTime         string
	OutsidePost      string // the post that a committee member holds elsewhere: 物业经理, 业委会主任
	Source           string
	PastJob          string
	Duty             string // 双岗双责
	Note             string
}

// Posts is the ledger 任职.
var Posts = schema.Declare(schema.Def{
	Key: "posts", Label: "任职", Unit: "条", Group: groupParty,
	List:  []string{"member", "resident", "person", "organization", "post", "from", "to", "part_time", "outside_post"},
	Title: []string{"member", "resident", "person", "organization", "post"},
	Sort:  "organization",
	Same: []schema.Same{
		{Fields: []string{"member", "organization", "post", "from"}, Certain: true, Why: "同一个人在同一组织的同一职务，任职日期也相同"},
		{Fields: []string{"member", "organization", "post"}, Why: "同一个人在同一组织任同一职务"},
		{Fields: []string{"resident", "organization", "post"}, Why: "同一个人在同一组织任同一职务"},
		{Fields: []string{"person", "organization", "post"}, Why: "同名的人在同一组织任同一职务"},
	},
	Coupled: [][]string{{"member", "resident", "person"}},
}, []schema.F[Post]{
	{Field: schema.Field{Key: "member", Label: "党员", Kind: schema.Ref, Group: "任职人", Ref: "party_members", Aliases: aliases("党员姓名 姓名 任职人"), Hint: "是党员的从党员台账中选"}, At: func(p *Post) any { return &p.Member }},
	{Field: schema.Field{Key: "resident", Label: "居民", Kind: schema.Ref, Group: "任职人", Ref: "residents", Aliases: aliases("居民姓名"), Hint: "不是党员的居民从居民台账中选"}, At: func(p *Post) any { return &p.Resident }},
	{Field: schema.Field{Key: "person", Label: "其他人员姓名", Kind: schema.Text, Group: "任职人", Search: true, Max: 50, Aliases: aliases("人员姓名 外部人员"), Hint: "两个台账里都没有的人才填，例如物业经理"}, At: func(p *Post) any { return &p.Person }},
	{Field: schema.Field{Key: "organization", Label: "任职组织", Kind: schema.Ref, Group: "职务", Required: true, Ref: "organizations", Aliases: aliases("所在组织 组织 组织名称 任职单位 所在支部 支部 支部名称")}, At: func(p *Post) any { return &p.Organization }},
	{Field: schema.Field{Key: "post", Label: "职务", Kind: schema.Code, Group: "职务", Codes: PostKinds, Aliases: aliases("党内职务 担任职务 现任职务 任职职务")}, At: func(p *Post) any { return &p.Post }},
	{Field: schema.Field{Key: "title", Label: "职务名称", Kind: schema.Text, Group: "职务", Max: 50, Aliases: aliases("职务全称"), Hint: "列表里没有的职务写在这里"}, At: func(p *Post) any { return &p.Title }},
	{Field: schema.Field{Key: "from", Label: "任职日期", Kind: schema.Date, Group: "职务", Aliases: aliases("任职时间 当选日期 当选时间 开始日期 到任日期")}, At: func(p *Post) any { return &p.From }},
	{Field: schema.Field{Key: "to", Label: "离任日期", Kind: schema.Date, Group: "职务", Index: true, Aliases: aliases("离任时间 免职日期 免职时间 结束日期"), Hint: "还在任的留空"}, At: func(p *Post) any { return &p.To }},
	{Field: schema.Field{Key: "part_time", Label: "兼职委员", Kind: schema.Code, Group: "交叉任职", Codes: PartTimeKinds, Aliases: aliases("兼职委员类别")}, At: func(p *Post) any { return &p.PartTime }},
	{Field: schema.Field{Key: "outside_post", Label: "外部职务", Kind: schema.Text, Group: "交叉任职", Max: 50, Aliases: aliases("兼任职务 其他职务 社会职务"), Hint: "支部委员在业委会、物业、群团的职务"}, At: func(p *Post) any { return &p.OutsidePost }},
	{Field: schema.Field{Key: "source", Label: "人选来源", Kind: schema.Code, Group: "交叉任职", Codes: SecretarySources, Aliases: aliases("书记来源 来源")}, At: func(p *Post) any { return &p.Source }},
	{Field: schema.Field{Key: "past_job", Label: "原任职务", Kind: schema.Text, Group: "交叉任职", Max: 100, Aliases: aliases("原工作单位及职务 原职务")}, At: func(p *Post) any { return &p.PastJob }},
	{Field: schema.Field{Key: "duty", Label: "岗位职责", Kind: schema.Note, Group: "交叉任职", Long: true, Aliases: aliases("职责 分工 工作分工")}, At: func(p *Post) any { return &p.Duty }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Group: "交叉任职", Long: true, Aliases: aliases("说明")}, At: func(p *Post) any { return &p.Note }},
}, checkPost)
