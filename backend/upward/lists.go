package upward

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
)

// list sets the columns and rows of a section and hides small counts in the
// columns of people.
func (g *gatherer) list(columns []Column, rows [][]string, people ...string) {
	for i, c := range columns {
		if !slices.Contains(people, c.Key) {
			continue
		}
		list := make([]int, len(rows))
		for j, r := range rows {
			list[j], _ = strconv.Atoi(r[i])
		}
		for j, text := range counts(list, g.least) {
			rows[j][i] = text
		}
	}
	seen := map[string]int{}
	g.out.Columns = columns
	for _, r := range rows {
		if r[0] == "" {
			r[0] = "（未填名称）"
		}
		key := r[0]
		if seen[key]++; seen[key] > 1 {
			key = fmt.Sprintf("%s（%d）", key, seen[key])
		}
		g.out.Rows = append(g.out.Rows, Row{key, r})
	}
}

// show is the text of a declared field for people.
func (r record) show(key string) string {
	f := r.source.Def.Field(key)
	if v := r.text(key); v != "" {
		return line(f.Show(v), 100)
	}
	return ""
}

// brief is the short name of an organization, else its full one.
func (r record) brief() string { return cmp.Or(r.show("short_name"), r.show("name")) }

// byName sorts rows by the text of a column: numbers by their size, the rest by pinyin.
func byName(rows [][]string, column int) {
	keys := map[string]string{}
	for _, r := range rows {
		keys[r[column]] = cn.NaturalKey(r[column])
	}
	slices.SortStableFunc(rows, func(a, b []string) int { return cmp.Compare(keys[a[column]], keys[b[column]]) })
}

func text(key, label string) Column         { return Column{Key: key, Label: label} }
func number(key, label, unit string) Column { return Column{key, label, unit, true} }

func (g *gatherer) gone(r record) bool {
	d := r.date("dissolved")
	return d != "" && d.First() <= g.today
}

func listOrganizations(g *gatherer) {
	members := map[string]int{}
	g.each(registers.PartyMembers.Def, func(r record) {
		m := registers.PartyMember{Relation: r.text("relation"), Status: r.text("status")}
		if m.Status == "" {
			m.Status = registers.StatusNormal
		}
		if m.Formal() {
			members[r.text("branch")]++
		}
	})
	names := map[string]string{}
	g.each(registers.Organizations.Def, func(r record) { names[r.ID] = r.brief() })
	var rows [][]string
	order := map[string]string{}
	g.each(registers.Organizations.Def, func(r record) {
		order[r.show("type")] = cmp.Or(r.text("type"), "99")
		if r.text("type") == registers.TypeSuperior || g.gone(r) {
			return
		}
		n := ""
		if partyType(r.text("type")) && r.text("type") != registers.TypePartyGroup {
			n = strconv.Itoa(members[r.ID])
		}
		rows = append(rows, []string{r.show("name"), r.show("type"), names[r.text("parent")], r.text("founded"), r.text("term_end"), r.show("grade"), n})
	})
	byName(rows, 0)
	slices.SortStableFunc(rows, func(a, b []string) int { return cmp.Compare(order[a[1]], order[b[1]]) })
	g.listParty([]Column{text("name", "组织名称"), text("type", "类型"), text("parent", "上级组织"), text("founded", "成立日期"), text("term_end", "届满日期"), text("grade", "分类定级"), number("members", "党员", "人")}, rows)
}

// listParty hides the small counts of members among the party organizations
// alone: other bodies have none.
func (g *gatherer) listParty(columns []Column, rows [][]string) {
	at := len(columns) - 1
	var list []int
	for _, r := range rows {
		if r[at] != "" {
			n, _ := strconv.Atoi(r[at])
			list = append(list, n)
		}
	}
	told := counts(list, g.least)
	for _, r := range rows {
		if r[at] != "" {
			r[at], told = told[0], told[1:]
		}
	}
	g.list(columns, rows)
}

func listEstates(g *gatherer) {
	direct, branches := map[string]int{}, map[string]string{}
	g.each(registers.PartyMembers.Def, func(r record) {
		m := registers.PartyMember{Relation: r.text("relation"), Status: r.text("status")}
		if m.Status == "" {
			m.Status = registers.StatusNormal
		}
		if m.Direct() {
			direct[r.text("estate")]++
		}
	})
	g.each(registers.Organizations.Def, func(r record) {
		if !g.gone(r) {
			branches[r.ID] = r.brief()
		}
	})
	var rows [][]string
	g.each(registers.Estates.Def, func(r record) {
		rows = append(rows, []string{r.show("name"), r.show("kind"), r.show("built_year"), r.text("buildings"), r.text("households"),
			branches[r.text("branch")], branches[r.text("owners")], branches[r.text("property")], strconv.Itoa(direct[r.ID])})
	})
	byName(rows, 0)
	g.list([]Column{text("name", "小区名称"), text("kind", "类型"), text("built_year", "建成年份"), number("buildings", "楼栋", "栋"), number("households", "户数", "户"),
		text("branch", "小区党支部"), text("owners", "业委会"), text("property", "物业服务企业"), number("direct", "直管党员", "人")}, rows, "direct")
}

func listGrids(g *gatherer) {
	estates, buildings := map[string]int{}, map[string]int{}
	g.each(registers.Estates.Def, func(r record) { estates[r.text("grid")]++ })
	g.each(registers.Buildings.Def, func(r record) { buildings[r.text("grid")]++ })
	var rows [][]string
	g.each(registers.GridCells.Def, func(r record) {
		rows = append(rows, []string{r.show("name"), r.show("number"), r.text("households"), strconv.Itoa(estates[r.ID]), strconv.Itoa(buildings[r.ID])})
	})
	byName(rows, 0)
	g.list([]Column{text("name", "网格名称"), text("number", "编号"), number("households", "户数", "户"), number("estates", "小区", "个"), number("buildings", "楼栋", "栋")}, rows)
}

func listBuildings(g *gatherer) {
	estates, grids := map[string]string{}, map[string]string{}
	g.each(registers.Estates.Def, func(r record) { estates[r.ID] = r.show("name") })
	g.each(registers.GridCells.Def, func(r record) { grids[r.ID] = r.show("name") })
	var rows [][]string
	g.each(registers.Buildings.Def, func(r record) {
		lift := "无"
		if r.flag("elevator") {
			lift = "有"
		}
		rows = append(rows, []string{line(estates[r.text("estate")]+" "+r.show("number"), 100), r.text("floors"), r.text("entrances"), r.text("households"), lift, grids[r.text("grid")]})
	})
	byName(rows, 0)
	g.list([]Column{text("name", "楼栋"), number("floors", "层数", "层"), number("entrances", "单元", "个"), number("households", "户数", "户"), text("elevator", "电梯"), text("grid", "所在网格")}, rows)
}
