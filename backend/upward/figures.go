package upward

import (
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
)

func buildProfile(g *gatherer) {
	d := registers.Profile.Def
	g.each(d, func(r record) {
		if len(g.out.Figures) > 0 {
			return // the book has one
		}
		for _, key := range r.source.Shows {
			f := d.Field(key)
			if v := r.text(key); v != "" {
				g.out.Figures = append(g.out.Figures, Figure{key, "规模", f.Label, line(f.Show(v), 30), f.Unit})
			}
		}
	})
}

func partyType(code string) bool { return strings.HasPrefix(code, "1") }

func buildOrganizations(g *gatherer) {
	party, other, grade := map[string]int{}, map[string]int{}, map[string]int{}
	parties, others, over, soon, unknown, founded, dissolved, elected := 0, 0, 0, 0, 0, 0, 0, 0
	remind := g.today.AddMonths(g.figures[registers.ElectionRemindMonths])
	g.each(registers.Organizations.Def, func(r record) {
		kind := r.text("type")
		if kind == registers.TypeSuperior {
			return
		}
		if gone := r.date("dissolved"); gone != "" && gone.First() <= g.today {
			if g.period.holds(gone) {
				dissolved++
			}
			return
		}
		if g.period.holds(r.date("founded")) {
			founded++
		}
		if g.period.holds(r.date("term_start")) {
			elected++
		}
		end := r.date("term_end").Last()
		switch {
		case end == "":
		case end < g.today:
			over++
		case end <= remind:
			soon++
		}
		if !partyType(kind) {
			others++
			other[kind]++
			return
		}
		parties++
		party[kind]++
		if kind != registers.TypePartyGroup { // groups have neither a term nor a grade
			grade[r.text("grade")]++
			if end == "" {
				unknown++
			}
		}
	})
	g.figure("合计", "party", "党组织和党小组", parties, "个")
	g.figure("合计", "other", "其他组织", others, "个")
	g.things("党组织", "个", byCode(registers.OrganizationTypes, "type", party, false))
	g.things("其他组织", "个", byCode(registers.OrganizationTypes, "type", other, false))
	g.figure("任期", "term.over", "已届满", over, "个")
	g.figure("任期", "term.soon", whole(g.figures[registers.ElectionRemindMonths])+"个月内届满", soon, "个")
	g.figure("任期", "term.unknown", "党组织未填届满日期", unknown, "个")
	g.things("党组织分类定级", "个", allCodes(registers.Grades, "grade", grade))
	g.figure("期内变化", "period.founded", "新成立", founded, "个")
	g.figure("期内变化", "period.elected", "新一届任期开始", elected, "个")
	g.figure("期内变化", "period.dissolved", "撤销", dissolved, "个")
}

// The education levels of a report: groups of GB/T 4658 by their first digits.
var levels = []struct{ key, label, codes string }{
	{"edu.graduate", "研究生", "1"}, {"edu.bachelor", "大学本科", "2"}, {"edu.college", "大学专科", "3"},
	{"edu.vocational", "中专、职高、技校", "4"}, {"edu.high", "高中", "6"}, {"edu.lower", "初中及以下", "789"}, {"edu.none", "未填", ""},
}

// bands are the age bands of the party statistics bulletin.
var bands = []struct {
	key string
	age int // one of the band
}{
	{"age.30", 30}, {"age.35", 35}, {"age.40", 40}, {"age.45", 45}, {"age.50", 50}, {"age.55", 55}, {"age.60", 60}, {"age.61", 61},
}

func buildMembers(g *gatherer) {
	all, probationary, women, minority, college, medals := 0, 0, 0, 0, 0, 0
	var joined, confirmed, entered, checkedIn int
	sex, age, edu, job, tie := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}
	g.each(registers.PartyMembers.Def, func(r record) {
		m := registers.PartyMember{Relation: r.text("relation"), Status: r.text("status"), Category: r.text("category"),
			Joined: r.date("joined"), Confirmed: r.date("confirmed"), Medal: r.date("medal")}
		if m.Status != registers.StatusNormal && m.Status != "" {
			return
		}
		m.Status = registers.StatusNormal
		tie[m.Relation]++
		if g.period.holds(r.date("checked_in")) {
			checkedIn++
		}
		if !m.Formal() {
			return
		}
		all++
		sex[r.text("sex")]++
		job[r.text("occupation")]++
		edu[level(r.text("education"))]++
		if strings.ContainsAny(first(r.text("education")), "123") {
			college++
		}
		band := ""
		if years, ok := cn.Age(r.date("birth"), g.today); ok {
			band = cn.AgeBand(years)
		}
		age[band]++
		if m.Category == registers.CategoryProbationary {
			probationary++
		}
		if r.text("sex") == "2" {
			women++
		}
		if e := r.text("ethnicity"); e != "" && e != "01" {
			minority++
		}
		if registers.MedalDue(&m, g.today.Year(), g.figures[registers.MedalYears]) {
			medals++
		}
		count := func(n *int, key string) {
			if g.period.holds(r.date(key)) {
				*n++
			}
		}
		count(&joined, "joined")
		count(&confirmed, "confirmed")
		count(&entered, "entered_branch")
	})
	g.people("合计", "all", "党员总数", all, "人")
	g.breakdown("人员类别", "人", []part{{"category.full", "正式党员", all - probationary}, {"category.probationary", "预备党员", probationary}})
	g.breakdown("性别", "人", sexParts("sex", sex))
	g.people("其中", "minority", "少数民族", minority, "人")
	g.people("其中", "medal", "应颁光荣在党"+whole(g.figures[registers.MedalYears])+"年纪念章", medals, "人")
	var parts []part
	for _, b := range bands {
		parts = append(parts, part{b.key, cn.AgeBand(b.age), age[cn.AgeBand(b.age)]})
	}
	if age[""] > 0 {
		parts = append(parts, part{"age.none", "未填", age[""]})
	}
	g.breakdown("年龄", "人", parts)
	parts = nil
	for _, l := range levels {
		if l.codes != "" || edu[l.key] > 0 {
			parts = append(parts, part{l.key, l.label, edu[l.key]})
		}
	}
	if !g.breakdown("学历", "人", parts) { // else the sum could tell one that is hidden
		g.people("其中", "college", "大专及以上", college, "人")
	}
	g.breakdown("工作岗位", "人", byCode(registers.Occupations, "job", job, true))
	g.breakdown("组织关系", "人", byCode(registers.Relations, "relation", tie, false))
	g.people("期内变化", "period.joined", "接收预备党员", joined, "人")
	g.people("期内变化", "period.confirmed", "转为正式党员", confirmed, "人")
	g.people("期内变化", "period.entered", "进入党组织", entered, "人")
	g.people("期内变化", "period.checked_in", "在职党员报到", checkedIn, "人")
}

func first(code string) string {
	if code == "" {
		return ""
	}
	return code[:1]
}

func level(code string) string {
	for _, l := range levels {
		if code != "" && strings.Contains(l.codes, first(code)) {
			return l.key
		}
	}
	return "edu.none"
}

func sexParts(prefix string, n map[string]int) []part {
	out := []part{{prefix + ".1", "男", n["1"]}, {prefix + ".2", "女", n["2"]}}
	rest := 0
	for code, k := range n {
		if code != "1" && code != "2" {
			rest += k
		}
	}
	if rest > 0 {
		out = append(out, part{prefix + ".none", "未填", rest})
	}
	return out
}
