package upward

import (
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// Source is what a section may read of one register. Counts are fields that are
// only counted or compared; Shows are fields whose text stands in the report:
// names and facts of bodies, never of people.
type Source struct {
	Def    *schema.Def
	Counts []string
	Shows  []string
}

// SectionInfo describes a section for menus.
type SectionInfo struct {
	Key    string `json:"key"`
	Label  string `json:"label"`
	Detail string `json:"detail"` // one sentence: what it tells
	List   bool   `json:"list"`   // it names bodies one by one
}

// definition is one section: what it is, what it may read, how it is built.
type definition struct {
	key, label, detail, note string
	list                     bool
	sources                  []Source
	build                    func(*gatherer)
}

func (d *definition) source(def *schema.Def) *Source {
	for i := range d.sources {
		if d.sources[i].Def.Key == def.Key {
			return &d.sources[i]
		}
	}
	return nil
}

// Sections lists what a report can hold, in its order.
func Sections() []SectionInfo {
	var out []SectionInfo
	for _, d := range definitions() {
		out = append(out, SectionInfo{d.key, d.label, d.detail, d.list})
	}
	return out
}

// Sources returns the fields that a section reads; nil for an unknown key.
func Sources(key string) []Source {
	for _, d := range definitions() {
		if d.key == key {
			return d.sources
		}
	}
	return nil
}

// definitions is the whitelist of everything that can leave the book upward.
func definitions() []definition {
	return []definition{
		{
			key: "profile", label: "社区概况", detail: "面积、楼栋、户数、人口等社区自己公布的数",
			note:    "按社区概况台账，是社区公布的数，可能与台账逐条统计的不同。",
			sources: []Source{{Def: registers.Profile.Def, Shows: []string{"area", "buildings", "households", "population", "migrants", "units", "schools", "shops"}}},
			build:   buildProfile,
		},
		{
			key: "organizations", label: "组织建设", detail: "各类组织的个数、换届和分类定级情况",
			note:    "不含已撤销的组织和上级党组织。",
			sources: []Source{{Def: registers.Organizations.Def, Counts: []string{"type", "founded", "term_start", "term_end", "grade", "dissolved"}}},
			build:   buildOrganizations,
		},
		{
			key: "members", label: "党员队伍", detail: "党员总数，按性别、年龄、学历、职业等的人数，期内的变化",
			note:    "党员数按组织关系统计：直管和流出的计入，在职报到和流入的不计入；党籍状态须为正常。",
			sources: []Source{{Def: registers.PartyMembers.Def, Counts: []string{"sex", "ethnicity", "birth", "education", "category", "joined", "confirmed", "entered_branch", "relation", "status", "medal", "occupation", "checked_in"}}},
			build:   buildMembers,
		},
		{
			key: "homes", label: "小区和住户", detail: "小区、楼栋、网格、住户和居民的个数和人数",
			note: "按台账逐条统计；居民只计在住的。",
			sources: []Source{
				{Def: registers.Estates.Def, Counts: []string{"kind"}},
				{Def: registers.GridCells.Def, Counts: []string{"number"}},
				{Def: registers.Buildings.Def, Counts: []string{"elevator"}},
				{Def: registers.Households.Def, Counts: []string{"housing"}},
				{Def: registers.Residents.Def, Counts: []string{"sex", "birth", "residence", "state"}},
			},
			build: buildHomes,
		},
		{
			key: "work", label: "任职、值班和表彰", detail: "现任各种职务的人次、期内值班班次、期内受表彰的条数",
			note: "任职按人次，一人任两职计两次；表彰只计奖励，不计处分。",
			sources: []Source{
				{Def: registers.Posts.Def, Counts: []string{"post", "from", "to", "part_time"}},
				{Def: registers.Duties.Def, Counts: []string{"date", "shift"}},
				{Def: registers.Awards.Def, Counts: []string{"kind", "date", "level"}},
			},
			build: buildWork,
		},
		{
			key: "organization_list", label: "组织名单", detail: "每个组织的名称、类型、上级、届满日期、党员人数", list: true,
			note: "不含已撤销的组织和上级党组织；党员人数只计组织关系直接在该组织的。",
			sources: []Source{
				{Def: registers.Organizations.Def, Counts: []string{"parent", "dissolved"}, Shows: []string{"name", "short_name", "type", "founded", "term_end", "grade"}},
				{Def: registers.PartyMembers.Def, Counts: []string{"branch", "relation", "status"}},
			},
			build: listOrganizations,
		},
		{
			key: "estate_list", label: "小区名单", detail: "每个小区的类型、楼栋数、户数、党支部和直管党员人数", list: true,
			note: "楼栋数和户数按小区台账填报的数；直管党员按居住小区计。",
			sources: []Source{
				{Def: registers.Estates.Def, Counts: []string{"branch", "owners", "property"}, Shows: []string{"name", "kind", "built_year", "buildings", "households"}},
				{Def: registers.Organizations.Def, Counts: []string{"dissolved"}, Shows: []string{"name", "short_name"}},
				{Def: registers.PartyMembers.Def, Counts: []string{"estate", "relation", "status"}},
			},
			build: listEstates,
		},
		{
			key: "grid_list", label: "网格名单", detail: "每个网格的编号、户数、楼栋数", list: true,
			note: "户数按网格台账填报的数；小区和楼栋按台账中登记在该网格的计。",
			sources: []Source{
				{Def: registers.GridCells.Def, Shows: []string{"name", "number", "households"}},
				{Def: registers.Estates.Def, Counts: []string{"grid"}},
				{Def: registers.Buildings.Def, Counts: []string{"grid"}},
			},
			build: listGrids,
		},
		{
			key: "building_list", label: "楼栋名单", detail: "每栋楼的小区、层数、单元数、户数、有无电梯", list: true,
			note: "按楼栋台账填报的数。",
			sources: []Source{
				{Def: registers.Buildings.Def, Counts: []string{"estate", "grid"}, Shows: []string{"number", "floors", "entrances", "households", "elevator"}},
				{Def: registers.Estates.Def, Shows: []string{"name"}},
				{Def: registers.GridCells.Def, Shows: []string{"name"}},
			},
			build: listBuildings,
		},
	}
}
