package demo

import (
	"sort"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
)

// How many members the community has in all, and how many of them only came or
// are away.
const (
	memberCount  = 300
	membersIn    = 12
	membersOut   = 10
	probationary = 9
)

// planMembers picks members among the grown-up residents, adds those of the
// office itself, and leaves the ledger as untidy as a real one.
func (c *community) planMembers() {
	c.planOffice()
	in, out := membersIn, membersOut
	for _, e := range c.estates {
		candidates := c.candidates(e)
		takeFrom := func(fits func(*person) bool) *person {
			for i, p := range candidates {
				if p != nil && fits(p) {
					candidates[i] = nil
					return p
				}
			}
			return nil
		}
		local := func(p *person) bool { return !p.household.migrants }
		working := func(p *person) bool { return local(p) && c.age(p) < 60 }
		for range e.spec.direct {
			c.memberOf(takeFrom(local), e.branch, registers.RelationDirect)
		}
		for range e.spec.checkIn {
			c.memberOf(takeFrom(working), nil, registers.RelationCheckIn)
		}
		for i := 0; i < 3 && in > 0; i++ {
			if p := takeFrom(func(p *person) bool { return p.household.migrants && c.age(p) < 55 }); p != nil {
				c.memberOf(p, nil, registers.RelationIn)
				in--
			}
		}
		for i := 0; i < 2 && out > 0 && e.branch.Type == registers.TypeBranch; i++ {
			c.memberOf(takeFrom(working), e.branch, registers.RelationOut)
			out--
		}
	}
	c.shareGroups()
	c.planProbation()
	c.planMedals()
	c.planUntidy()
}

// candidates are the grown-ups of an estate in a random order; what
// programs stumble over comes first, then the old more often than the young; at
// most two of one household.
func (c *community) candidates(e *estate) []*person {
	type ranked struct {
		p    *person
		rank float64
	}
	var all []ranked
	perHome, here := map[*household]int{}, map[string]bool{}
	for _, p := range e.people {
		age := c.age(p)
		if age < 24 || age > 93 {
			continue
		}
		rank := c.rand.Float64() * (1.6 - float64(age)/100)
		if name := p.hard(); name != "" && !c.hard[name] && !here[name] && !p.household.migrants {
			here[name], rank = true, -1 // one member of each is enough
		}
		all = append(all, ranked{p, rank})
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].rank < all[j].rank })
	var out []*person
	for _, r := range all {
		if perHome[r.p.household] < 2 {
			perHome[r.p.household]++
			out = append(out, r.p)
		}
	}
	return out
}

// hard names what programs stumble over in a name: the rare name itself, a
// surname that is read otherwise, a people whose names have no surname.
func (p *person) hard() string {
	switch {
	case p.rare:
		return p.Name
	case p.surname == "":
		return p.Ethnicity
	case contains(trickySurnames, p.surname):
		return p.surname
	}
	return ""
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}

// memberOf makes a member of a resident. The office
// knows every member's number and nearly every telephone.
func (c *community) memberOf(p *person, branch *body, relation string) *member {
	if p.Mobile == "" && c.chance(80) {
		p.Mobile = c.mobile()
	}
	if p.IDNumber == "" {
		p.IDNumber = c.idNumber(p.province, p.Birth, p.Sex)
	}
	m := c.newMember(p.Name, p.Sex, p.Ethnicity, p.Birth, p.IDNumber, p.Mobile, p.Education, relation, branch)
	m.person, p.member = p, m
	c.hard[p.hard()] = true
	m.Address = p.household.building.estate.Name + p.household.building.Number + p.household.Entrance + p.household.Room
	p.Political = "01"
	switch relation {
	case registers.RelationCheckIn:
		m.unit = nil
		m.CheckedIn = c.dayIn(later(cn.Date("2019-01-01"), m.Confirmed), c.today)
		m.UnitContact, m.UnitPhone = "党办", officePhone(c.between(200, 260))
	case registers.RelationIn:
		m.AwayPlace, m.AwayReason = p.HukouAddress, "务工经商"
		m.AwaySince = later(p.MovedIn, m.Joined)
		m.LastContact = c.dayIn(later(c.today.AddMonths(-5), m.AwaySince), c.today)
		m.HukouAddress = p.HukouAddress
	case registers.RelationOut:
		m.AwayPlace, m.AwayReason = pick(c, []string{"广东省", "浙江省", "上海市", "江苏省"}), pick(c, []string{"外出务工", "照顾子女"})
		m.AwaySince = c.dayIn(later(c.today.AddYears(-4), m.Joined), c.today.AddMonths(-8))
		m.LastContact = c.dayIn(later(c.today.AddMonths(-7), m.AwaySince), c.today)
		m.AwayCard = "LD" + string(c.today[:4]) + "-" + m.IDNumber[14:17]
		p.Residence = "3"
	}
	if relation != registers.RelationIn {
		m.HukouAddress = "仁寿路" + p.household.building.estate.Name
		m.Police = "仁寿门派出所"
	}
	p.Employer = m.Employer
	return m
}

// newMember fills the card of a full member from the day of birth on.
func (c *community) newMember(name, sex, ethnicity string, birth cn.Date, number, mobile, education, relation string, branch *body) *member {
	m := &member{branch: branch, PartyMember: registers.PartyMember{
		Name: name, Sex: sex, Ethnicity: ethnicity, Birth: birth, IDNumber: number, Mobile: mobile, Education: education,
		Category: registers.CategoryFull, Relation: relation, Status: registers.StatusNormal,
		NativePlace: provinceNames["42"] + pick(c, madeUpCounties),
	}}
	if province := number; len(province) == 18 && provinceNames[province[:2]] != "" {
		m.NativePlace = provinceNames[province[:2]] + pick(c, madeUpCounties)
	}
	age, _ := cn.Age(birth, c.today)
	m.Joined = c.joinDate(birth, age)
	m.Confirmed = m.Joined.AddYears(1)
	if cn.NoProbation(m.Joined) {
		m.Confirmed = pick(c, []cn.Date{"", m.Joined})
	} else if c.chance(5) { // only the month is known
		m.Joined, m.Confirmed = m.Joined[:7], m.Confirmed[:7]
	}
	if branch != nil {
		m.EnteredBranch = c.dayIn(later(m.Joined.Last(), c.today.AddYears(-20)), c.today.AddMonths(-1))
		m.JoinedBranch = pick(c, []string{"", "原单位机关党支部", "纺织厂第二车间党支部", branch.ShortName})
		m.Introducers = c.surname() + c.given(male, 1955) + "、" + c.surname() + c.given(female, 1960)
	}
	m.WorkStarted = c.dayIn(birth.AddYears(17), minDate(birth.AddYears(24), c.today.AddDays(-20)))
	c.work(m, age)
	if c.chance(35) {
		m.Skills = pick(c, []string{"书法", "法律咨询", "水电维修", "理发", "医疗保健", "文艺主持", "摄影", "调解", "计算机", "教育辅导", "烹饪", "乐器"})
		m.Willing = pick(c, []string{"政策宣传", "矛盾调解", "治安巡逻", "助老助残", "环境整治", "文体活动"})
	}
	if age >= 55 && relation == registers.RelationDirect && c.chance(30) {
		m.DutyPost = pick(c, []string{"政策宣传岗", "民情信息岗", "矛盾调解岗", "环境监督岗", "治安巡逻岗", "邻里互助岗"})
	}
	c.members = append(c.members, m)
	return m
}

// joinDate is a working day between 19 and about 40, and at least 14 months ago.
func (c *community) joinDate(birth cn.Date, age int) cn.Date {
	first, last := birth.AddYears(19), minDate(birth.AddYears(min(age-1, 41)), c.today.AddMonths(-14))
	if c.chance(45) { // most join young
		last = minDate(last, birth.AddYears(27))
	}
	d := c.dayIn(first, last)
	for d.Weekday() == 0 || d.Weekday() == 6 {
		d = d.AddDays(-1)
	}
	return d
}

func minDate(a, b cn.Date) cn.Date {
	if a < b {
		return a
	}
	return b
}

var formerEmployers = []string{"市机床厂", "市第一纺织厂", "仁寿门粮站", "区供销社", "市公交公司", "区商业局", "市棉纺织厂", "古城建筑公司", "市邮电局", "区教育局", "第三人民医院"}

// employments go with the occupations 3, 4 and 5 of the national list.
var employments = map[string][]string{
	"1": {"市公交公司驾驶员", "市水务集团维修工", "市轨道公司检修工"},
	"3": {"城建设计公司工程师", "第一中学教师", "市人民医院医师", "明德软件公司工程师", "区融媒体中心编辑", "市水务集团会计"},
	"4": {"市水务集团主管", "市轨道公司站长", "城市银行仁寿支行主管", "明德软件公司项目经理"},
	"5": {"区税务局科员", "区城管局科员", "区司法局科员"},
}

// work fills occupation, employer and the groups that follow from age.
func (c *community) work(m *member, age int) {
	retired := age >= 60 || m.Sex == female && age >= 55
	switch {
	case retired:
		m.Occupation, m.Kinds = "8", []string{"03"}
		m.Employer = pick(c, formerEmployers) + "（退休）"
		if age >= 88 && c.chance(50) {
			m.Kinds = []string{"02"}
		}
	case m.Relation == registers.RelationIn || c.chance(15):
		m.Occupation, m.Kinds, m.Employer = "7", []string{"08"}, "个体经营"
	case m.Relation == registers.RelationDirect && c.chance(12):
		m.Occupation, m.Kinds = "7", []string{"05"}
	default:
		m.Occupation, m.Kinds = pick(c, []string{"1", "3", "3", "4", "5"}), []string{"01"}
		m.Employer = pick(c, employments[m.Occupation])
	}
	if m.Relation == registers.RelationCheckIn {
		m.Occupation, m.Kinds = pick(c, []string{"3", "3", "4", "5"}), []string{"01"}
		m.Employer = pick(c, employments[m.Occupation])
	}
	add := func(code string) { m.Kinds = append(m.Kinds, code) }
	if m.Relation == registers.RelationOut || m.Relation == registers.RelationIn {
		add("04")
	}
	if m.Sex == male && c.chance(10) {
		add("07")
	}
	if age >= 70 {
		add("13")
	}
	sort.Strings(m.Kinds)
}

// shareGroups puts the members of a branch into its party groups in turn.
func (c *community) shareGroups() {
	groups, next := map[*body][]*body{}, map[*body]int{}
	for _, b := range c.bodies {
		if b.Type == registers.TypePartyGroup {
			groups[b.parent] = append(groups[b.parent], b)
		}
	}
	for _, m := range c.members {
		if g := groups[m.branch]; len(g) > 0 && m.Relation == registers.RelationDirect {
			m.group = g[next[m.branch]%len(g)]
			next[m.branch]++
		}
	}
}
