package documents

import "chengzhuan/backend/cn"

// Param is a choice that the caller of a document makes besides its paper.
type Param struct {
	Key      string                     `json:"key"`
	Label    string                     `json:"label"`
	Kind     string                     `json:"kind"`     // month, date, text, flag, ref
	Register string                     `json:"register"` // of a ref
	Required bool                       `json:"required"`
	Default  func(today cn.Date) string `json:"-"` // nil: empty
}

// Info describes a document for menus and the command line.
type Info struct {
	Key       string     `json:"key"`
	Title     string     `json:"title"`
	Detail    string     `json:"detail"` // one sentence for the menu
	About     []string   `json:"about"`  // the ledgers that offer it
	Papers    []string   `json:"papers"` // the first is the default
	Landscape bool       `json:"landscape"`
	Audiences []Audience `json:"audiences"` // the first is the default
	Themes    []Theme    `json:"themes"`    // empty: always plain
	Params    []Param    `json:"params"`
}

// Catalogue lists every document, in the order of menus.
func Catalogue() []Info {
	return append([]Info{
		{
			Key: "member_roster", Title: "党员花名册", Detail: "全部或一个支部的党员名单，每页有表头和页码", About: []string{"party_members"}, Papers: []string{"A4", "A3"}, Landscape: true,
			Audiences: []Audience{Internal, Wall},
			Params:    []Param{{Key: "organization", Label: "党组织", Kind: "ref", Register: "organizations"}},
		},
		{
			Key: "member_card", Title: "党员基本情况登记表", Detail: "一名党员一张，可贴照片", About: []string{"party_members"}, Papers: []string{"A4"},
			Audiences: []Audience{Internal},
			Params:    []Param{{Key: "member", Label: "党员", Kind: "ref", Register: "party_members", Required: true}},
		},
		{
			Key: "duty_roster", Title: "值班表", Detail: "按月排好，由值班台账填入，标出休息日和补班日", About: []string{"duties"}, Papers: []string{"A3", "A4", "A2", "A1"}, Landscape: true,
			Audiences: []Audience{Wall, Internal}, Themes: []Theme{RedGold, Brick, Plain},
			Params: []Param{{Key: "month", Label: "月份", Kind: "month", Required: true, Default: func(today cn.Date) string { return string(today)[:7] }}, {Key: "place", Label: "张贴处", Kind: "text"}},
		},
		{
			Key: "org_chart", Title: "组织架构图", Detail: "由组织台账画成，写明负责人和党员人数", About: []string{"organizations"}, Papers: []string{"A3", "A2", "A1", "A4"}, Landscape: true,
			Audiences: []Audience{Wall, Internal}, Themes: []Theme{RedGold, Brick, Plain},
			Params: []Param{{Key: "organization", Label: "从哪个党组织起", Kind: "ref", Register: "organizations"}, {Key: "place", Label: "张贴处", Kind: "text"}},
		},
	}, append(append(append(fieldwork(), lifeDocuments()...), pointsDocuments()...), noticeDocuments()...)...)
}
