package demo

import (
	"fmt"
	"sort"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
)

// Low-income families of the example in the office's own report.
const (
	lowIncomeHouseholds = 19
	lowIncomePeople     = 54
)

// planNeeds marks the households and residents that visits look after.
func (c *community) planNeeds() {
	c.planLowIncome()
	for _, h := range c.households {
		var kinds []string
		add := func(code string) { kinds = append(kinds, code) }
		old, members, minority := 0, 0, false
		for _, p := range h.people {
			if c.age(p) >= 65 {
				old++
			}
			if p.member != nil {
				members++
			}
			minority = minority || p.Ethnicity != "01"
		}
		if members > 0 {
			add("01")
		}
		if h.LowIncome {
			add("02")
			add("03")
		}
		if old > 0 && old == len(h.people) {
			code, resident := "06", "06"
			if old == 1 {
				code, resident = "07", "07"
			}
			add(code)
			for _, p := range h.people {
				p.Kinds = append(p.Kinds, resident)
			}
		}
		if h.migrants {
			add("10")
		}
		if minority {
			add("11")
		}
		if len(h.people) > 0 && h.people[0].MovedIn > c.today.AddMonths(-12) {
			add("09")
		}
		sort.Strings(kinds)
		h.Kinds = kinds
	}
	for _, p := range c.people {
		age := c.age(p)
		add := func(code string) { p.Kinds = append(p.Kinds, code) }
		if p.household.LowIncome {
			add("02")
		}
		if p.Sex == male && age > 25 && c.chance(2) {
			add("04")
		}
		if c.rand.IntN(160) == 0 {
			add("05")
		}
		if age > 50 && c.rand.IntN(150) == 0 {
			add("10")
			p.Health = pick(c, []string{"慢性病，长期服药", "行动不便", "术后康复"})
		}
		if p.member != nil || age > 16 && age < 72 && c.chance(5) {
			p.Volunteer = p.member == nil || c.chance(60)
		}
		sort.Strings(p.Kinds)
	}
	for _, m := range c.members {
		if m.person != nil && m.person.household.LowIncome {
			m.Hardship, m.LowIncome, m.HardshipReason = true, true, m.person.household.Reason
			m.Kinds = append(m.Kinds, "09", "10")
			m.Helper = c.cadres[2].Name
			m.HelpNote = "每月走访一次，节日慰问。"
		}
		if m.person != nil && contains(m.person.Kinds, "07") {
			m.Kinds = append(m.Kinds, "12")
		}
		sort.Strings(m.Kinds)
	}
}

// planLowIncome picks 19 households that have 54 people together.
func (c *community) planLowIncome() {
	left, people := lowIncomeHouseholds, lowIncomePeople
	for _, i := range c.rand.Perm(len(c.households)) {
		h := c.households[i]
		n := len(h.people)
		if left == 0 {
			return
		}
		// what is left must stay possible with one to four people a household
		if h.migrants || n == 0 || n > 4 || people-n < left-1 || people-n > 4*(left-1) {
			continue
		}
		h.LowIncome, h.LowIncomePeople, h.Reason = true, int64(n), pick(c, []string{"1", "1", "2", "5", "6"})
		left, people = left-1, people-n
	}
}

// planProfile announces what the ledgers hold.
func (c *community) planProfile() {
	migrants := 0
	for _, p := range c.people {
		if p.Residence == registers.ResidenceMigrant {
			migrants++
		}
	}
	c.profile = registers.CommunityProfile{
		Name: communityName, Street: "仁寿门街道", Boundary: "东至城墙路，西至仁寿路，南至南门街，北至古楼巷", Area: "0.4",
		Buildings: int64(len(c.buildings)), Households: int64(len(c.households)), Population: int64(len(c.people)), Migrants: int64(migrants),
		Units: 3, Schools: 1, Shops: 286, Founded: "2001-07", Address: "仁寿路26号社区党群服务中心", OfficePhone: officePhone(0), Hotline: officePhone(9),
		ServiceHours: "工作日 8:30–12:00，14:00–17:30", Brand: "一个党员一块城砖", Motto: "社区是我家，管好为大家",
		Introduction: fmt.Sprintf("仁寿门社区面积 0.4 平方公里，有 %d 个小区、%d 栋楼、%d 户居民，驻区单位 3 家，小学 1 所，商铺 286 家。", len(c.estates), len(c.buildings), len(c.households)),
	}
}

// planAwards gives some praise and one penalty whose effect is over.
func (c *community) planAwards() {
	names := []string{"优秀共产党员", "优秀党务工作者", "优秀志愿者", "最美楼栋长"}
	for i, m := range c.members {
		if m.Category != registers.CategoryFull || m.Confirmed == "" || i%13 != 6 {
			continue
		}
		day, err := cn.NewDate(c.today.Year()-c.between(0, 4), 6, 28)
		if err != nil || day > c.today || day < m.Confirmed.Last() {
			continue
		}
		level := c.between(1, 3)
		c.awards = append(c.awards, &award{member: m, Award: registers.Award{
			Kind: "1", Name: pick(c, names), Date: day, Level: fmt.Sprint(level), Authority: []string{"中共仁寿门社区委员会", "中共仁寿门街道工作委员会", "中共区委员会"}[level-1],
		}})
	}
	for _, m := range c.members {
		if m.Relation == registers.RelationDirect && m.Confirmed != "" && m.Confirmed.Last() < c.today.AddYears(-6) && !m.busy {
			day := c.today.AddYears(-4)
			c.awards = append(c.awards, &award{member: m, Award: registers.Award{
				Kind: "2", Name: "党内警告", Date: day, Level: "2", Authority: "街道纪工委", FileNo: "仁街纪〔" + string(day[:4]) + "〕3号", Until: day.AddYears(1),
			}})
			return
		}
	}
}
