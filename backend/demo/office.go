package demo

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
)

// planOffice makes the branch of the office itself: 11 members, 6 of the
// residents' committee and 5 who came to trade. They live elsewhere.
func (c *community) planOffice() {
	branch := c.named["支部 机关"]
	for i, s := range []struct {
		name, sex string
		age       int
	}{
		{"曾志远", male, 52}, {"单慧敏", female, 47}, {"欧阳立新", male, 44}, {"翟晓燕", female, 41}, {"任海涛", male, 36}, {"解思雨", female, 29},
		{"令狐建平", male, 49}, {"区秀珍", female, 45}, {"阿依古丽·吐尔逊江", female, 38}, {"买买提·库尔班", male, 42}, {"王䶮", male, 33},
	} {
		birth := c.bornAged(s.age)
		c.names[s.name+string(birth)] = true
		province, ethnicity := "42", "01"
		if i == 8 || i == 9 {
			province, ethnicity = "65", "05"
		}
		m := c.newMember(s.name, s.sex, ethnicity, birth, c.idNumber(province, birth, s.sex), c.mobile(), []string{"21", "31"}[i%2], registers.RelationDirect, branch)
		m.Occupation, m.Kinds, m.Employer = "7", []string{"01"}, communityName+"居民委员会"
		m.EnteredBranch = later(m.EnteredBranch, branch.Founded)
		if i >= 6 {
			m.Kinds, m.Employer = []string{"08"}, "仁寿门市场个体经营"
		}
		m.Address = "仁寿路" + []string{"101", "118", "126", "133", "147", "150", "9", "9", "9", "9", "9"}[i] + "号"
		if i < 6 {
			m.DutyPost = ""
			c.cadres = append(c.cadres, m)
		}
	}
}

// planProbation turns the youngest of some branches into probationary members:
// one ends within 30 days, one within a week, one is overdue, one is prolonged.
func (c *community) planProbation() {
	ends := []int{19, 6, -12, 75, 130, 190, 240, 320, 333}
	for i, m := range c.youngest(probationary) {
		m.Joined = c.today.AddDays(ends[i]).AddYears(-1)
		if m.Joined.AddYears(1) != c.today.AddDays(ends[i]) { // the leap day
			m.Joined = m.Joined.AddDays(-1)
		}
		m.Confirmed, m.Category, m.Medal = "", registers.CategoryProbationary, ""
		m.EnteredBranch = m.Joined
		if i == 3 {
			m.Joined = c.today.AddMonths(-15)
			m.EnteredBranch = m.Joined
			m.ProbationUntil = m.Joined.AddMonths(18)
		}
		if m.person != nil {
			m.person.Political = "02"
		}
	}
}

// youngest picks n direct members of estates, at most two of one branch.
func (c *community) youngest(n int) []*member {
	var out []*member
	perBranch := map[*body]int{}
	for limit := cn.Date("9999-12-31"); len(out) < n; {
		var best *member
		for _, m := range c.members {
			if m.Relation != registers.RelationDirect || m.person == nil || m.Birth > limit || perBranch[m.branch] >= 2 || memberIn(out, m) || m.branch.Type != registers.TypeBranch {
				continue
			}
			if best == nil || m.Birth > best.Birth {
				best = m
			}
		}
		if best == nil {
			return out
		}
		perBranch[best.branch]++
		out = append(out, best)
	}
	return out
}

func memberIn(list []*member, m *member) bool {
	for _, x := range list {
		if x == m {
			return true
		}
	}
	return false
}

// planMedals gives the 光荣在党50年 medal (from 2021 on, around 1 July) to who has
// earned it, but for the last two, whom the office has still to report.
func (c *community) planMedals() {
	var due []*member
	for _, m := range c.members {
		year, ok := cn.MedalYear(m.Joined, m.Confirmed)
		if !ok || m.Relation != registers.RelationDirect || year > c.today.Year() {
			continue
		}
		if d, err := cn.NewDate(max(year, 2021), 6, 28); err == nil && d <= c.today {
			m.Medal = d
			due = append(due, m)
		}
	}
	for i := 0; i < 2 && len(due)-1-i > 0; i++ {
		due[len(due)-1-i].Medal = ""
	}
}

// planUntidy makes some records incomplete and one person appear twice.
func (c *community) planUntidy() {
	lacks := []func(*member){
		func(m *member) { m.IDNumber = "" }, func(m *member) { m.Education = "" }, func(m *member) { m.Mobile = "" },
		func(m *member) { m.Occupation = "" }, func(m *member) { m.EnteredBranch = "" }, func(m *member) { m.Ethnicity = "" },
		func(m *member) { m.Confirmed = "" }, func(m *member) { m.Education, m.Occupation, m.EnteredBranch = "", "", "" },
	}
	i := 0
	for n, m := range c.members {
		if m.Relation == registers.RelationDirect && m.person != nil && m.Category == registers.CategoryFull && m.Medal == "" && n%21 == 4 {
			lacks[i%len(lacks)](m)
			i++
		}
	}
	for _, m := range c.members { // the second card comes from an old list
		if m.person != nil && m.branch == c.named["支部 古楼里"] && m.Category == registers.CategoryFull && m.IDNumber != "" && m.Joined.Full() {
			twin := &member{branch: m.branch, PartyMember: registers.PartyMember{
				Name: m.Name, Sex: m.Sex, Birth: m.Birth, Category: m.Category, Joined: m.Joined[:7], Relation: m.Relation, Status: m.Status,
				Mobile: c.mobile(), Address: m.person.household.building.estate.Name, Note: "由旧名册转录",
			}}
			if len(m.Confirmed) >= 7 {
				twin.Confirmed = m.Confirmed[:7]
			}
			c.members = append(c.members, twin)
			return
		}
	}
}
