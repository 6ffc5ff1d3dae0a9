package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Report is one upward file that was taken in (收到的上报): who sent it, for what
// period, and by what it is known again. Digest is that of the signed content;
// a report of the same community and period with another digest is a correction.
// Two PCs may take in the same file: records with the same digest are one report,
// which needs no person to decide.
type Report struct {
	Community, Title string
	From, To         cn.Date
	Made             cn.Date
	Time             string // of making, 15:04:05
	Received         cn.Date
	Signer           string // name of the PC that signed it
	Fingerprint      string
	Digest           string // SHA-256, hexadecimal
	Note             string
}

// Reports is hidden: its page is 收到的上报.
var Reports = schema.Declare(schema.Def{
	Key: "reports", Label: "收到的上报", Unit: "份", Group: groupHidden, Hidden: true,
	List:  []string{"community", "title", "from", "to", "made", "received", "fingerprint", "note"},
	Title: []string{"community", "title"},
	Sort:  "made",
}, []schema.F[Report]{
	{Field: schema.Field{Key: "community", Label: "上报社区", Kind: schema.Text, Required: true, Index: true, Max: 60}, At: func(r *Report) any { return &r.Community }},
	{Field: schema.Field{Key: "title", Label: "标题", Kind: schema.Text, Required: true, Max: 100}, At: func(r *Report) any { return &r.Title }},
	{Field: schema.Field{Key: "from", Label: "起", Kind: schema.Date}, At: func(r *Report) any { return &r.From }},
	{Field: schema.Field{Key: "to", Label: "止", Kind: schema.Date}, At: func(r *Report) any { return &r.To }},
	{Field: schema.Field{Key: "made", Label: "制表日期", Kind: schema.Date, Index: true}, At: func(r *Report) any { return &r.Made }},
	{Field: schema.Field{Key: "time", Label: "制表时间", Kind: schema.Text, Max: 8}, At: func(r *Report) any { return &r.Time }},
	{Field: schema.Field{Key: "received", Label: "收到日期", Kind: schema.Date}, At: func(r *Report) any { return &r.Received }},
	{Field: schema.Field{Key: "signer", Label: "制作电脑", Kind: schema.Text, Max: 40}, At: func(r *Report) any { return &r.Signer }},
	{Field: schema.Field{Key: "fingerprint", Label: "上报指纹", Kind: schema.Text, Max: 40}, At: func(r *Report) any { return &r.Fingerprint }},
	{Field: schema.Field{Key: "digest", Label: "校验值", Kind: schema.Text, Required: true, Index: true, Max: 64}, At: func(r *Report) any { return &r.Digest }},
	{Field: schema.Field{Key: "note", Label: "备注", Kind: schema.Note, Long: true}, At: func(r *Report) any { return &r.Note }},
}, nil)

// ReportFigure is one cell of a report: a figure, or one column of a line of a
// list. Value is text as the report shows it; Sort keeps the report's order.
type ReportFigure struct {
	Report                oplog.ID
	Section, SectionLabel string
	Key                   string // of the line
	Label, Part           string // of the line; the heading it stands under
	Column, ColumnLabel   string // of a list; "" for a figure
	Value, Unit           string
	Number                bool // the value is a count, also where it is hidden
	Sort                  int64
}

// ReportFigures is hidden: it is shown with its report.
var ReportFigures = schema.Declare(schema.Def{
	Key: "report_figures", Label: "上报数字", Unit: "项", Group: groupHidden, Hidden: true,
	List:  []string{"report", "section_label", "label", "column_label", "value", "unit"},
	Title: []string{"section_label", "label"},
	Sort:  "sort",
}, []schema.F[ReportFigure]{
	{Field: schema.Field{Key: "report", Label: "上报", Kind: schema.Ref, Required: true, Ref: "reports"}, At: func(f *ReportFigure) any { return &f.Report }},
	{Field: schema.Field{Key: "section", Label: "部分", Kind: schema.Text, Required: true, Max: 40}, At: func(f *ReportFigure) any { return &f.Section }},
	{Field: schema.Field{Key: "section_label", Label: "部分名称", Kind: schema.Text, Max: 100}, At: func(f *ReportFigure) any { return &f.SectionLabel }},
	{Field: schema.Field{Key: "key", Label: "指标", Kind: schema.Text, Required: true, Max: 200}, At: func(f *ReportFigure) any { return &f.Key }},
	{Field: schema.Field{Key: "label", Label: "指标名称", Kind: schema.Text, Max: 200}, At: func(f *ReportFigure) any { return &f.Label }},
	{Field: schema.Field{Key: "part", Label: "分组", Kind: schema.Text, Max: 100}, At: func(f *ReportFigure) any { return &f.Part }},
	{Field: schema.Field{Key: "column", Label: "列", Kind: schema.Text, Max: 40}, At: func(f *ReportFigure) any { return &f.Column }},
	{Field: schema.Field{Key: "column_label", Label: "列名", Kind: schema.Text, Max: 100}, At: func(f *ReportFigure) any { return &f.ColumnLabel }},
	{Field: schema.Field{Key: "value", Label: "数值", Kind: schema.Text, Max: 300}, At: func(f *ReportFigure) any { return &f.Value }},
	{Field: schema.Field{Key: "unit", Label: "单位", Kind: schema.Text, Max: 20}, At: func(f *ReportFigure) any { return &f.Unit }},
	{Field: schema.Field{Key: "number", Label: "是数", Kind: schema.Flag}, At: func(f *ReportFigure) any { return &f.Number }},
	{Field: schema.Field{Key: "sort", Label: "顺序", Kind: schema.Integer}, At: func(f *ReportFigure) any { return &f.Sort }},
}, nil)
