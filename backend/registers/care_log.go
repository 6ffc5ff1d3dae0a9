package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// CareStep is one entry in the course of a wish or of a mediation: written once,
// never edited. Why a claim was given back and what was said at a session stand
// nowhere else, and both have to outlive a merge of two PCs that each took a step.
type CareStep struct {
	Wish      oplog.ID
	Mediation oplog.ID
	Date      cn.Date
	Kind      string
	From, To  string // codes of CareStates
	By        string
	Due       cn.Date
	Note      string
}

// CareLog is the course of all wishes and mediations (关爱办理记录).
var CareLog = schema.Declare(schema.Def{
	Key: "care_log", Label: "关爱办理记录", Unit: "条", Group: groupCare, Entries: true, Hidden: true, Steps: []string{"wish", "mediation"},
	List:  []string{"wish", "mediation", "date", "from", "to", "by"},
	Title: []string{"wish", "mediation", "date"},
	Sort:  "date",
}, []schema.F[CareStep]{
	{Field: schema.Field{Key: "wish", Label: "微心愿", Kind: schema.Ref, Ref: "wishes"}, At: func(s *CareStep) any { return &s.Wish }},
	{Field: schema.Field{Key: "mediation", Label: "矛盾调解", Kind: schema.Ref, Ref: "mediations"}, At: func(s *CareStep) any { return &s.Mediation }},
	{Field: schema.Field{Key: "date", Label: "日期", Kind: schema.Date, Required: true}, At: func(s *CareStep) any { return &s.Date }},
	{Field: schema.Field{Key: "kind", Label: "记录类别", Kind: schema.Code, Codes: CareStepKinds}, At: func(s *CareStep) any { return &s.Kind }},
	{Field: schema.Field{Key: "from", Label: "原进度", Kind: schema.Code, Codes: CareStates}, At: func(s *CareStep) any { return &s.From }},
	{Field: schema.Field{Key: "to", Label: "新进度", Kind: schema.Code, Codes: CareStates}, At: func(s *CareStep) any { return &s.To }},
	{Field: schema.Field{Key: "by", Label: "办理人", Kind: schema.Text, Max: 100}, At: func(s *CareStep) any { return &s.By }},
	{Field: schema.Field{Key: "due", Label: "计划完成日期", Kind: schema.Date}, At: func(s *CareStep) any { return &s.Due }},
	{Field: schema.Field{Key: "note", Label: "说明", Kind: schema.Note, Private: true, Mask: schema.HideAll, Long: true}, At: func(s *CareStep) any { return &s.Note }},
}, nil)
