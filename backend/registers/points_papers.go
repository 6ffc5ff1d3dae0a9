package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// PointPaper is the page of a notice exactly as it was posted: written once, never edited.
type PointPaper struct {
	Notice oplog.ID
	Date   cn.Date
	By     string
	Pages  int64
	Digest string // SHA-256 of the file, in hexadecimal
	Paper  string
}

// PointPapers is hidden: the points page shows it with its notice.
var PointPapers = schema.Declare(schema.Def{
	Key: "point_papers", Label: "公示存档", Unit: "份", Group: groupPoints, Entries: true, Hidden: true,
	List:  []string{"date", "notice", "pages", "by"},
	Title: []string{"date", "notice"},
	Sort:  "date",
}, []schema.F[PointPaper]{
	{Field: schema.Field{Key: "notice", Label: "公示", Kind: schema.Ref, Required: true, Ref: "point_notices"}, At: func(p *PointPaper) any { return &p.Notice }},
	{Field: schema.Field{Key: "date", Label: "张贴日期", Kind: schema.Date, Required: true}, At: func(p *PointPaper) any { return &p.Date }},
	{Field: schema.Field{Key: "by", Label: "经办人", Kind: schema.Text, Max: 50}, At: func(p *PointPaper) any { return &p.By }},
	{Field: schema.Field{Key: "pages", Label: "页数", Kind: schema.Integer, Unit: "页"}, At: func(p *PointPaper) any { return &p.Pages }},
	{Field: schema.Field{Key: "digest", Label: "校验值", Kind: schema.Text, Max: 64}, At: func(p *PointPaper) any { return &p.Digest }},
	{Field: schema.Field{Key: "paper", Label: "存档页", Kind: schema.Paper, Required: true, Private: true, Mask: schema.HideAll}, At: func(p *PointPaper) any { return &p.Paper }},
}, onlyBySteps[PointPaper]("paper"))
