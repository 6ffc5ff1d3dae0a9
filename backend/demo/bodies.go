package demo

import "chengzhuan/backend/registers"

const communityName = "仁寿门社区"

// branchSpec is one branch, its party groups and the size of its committee.
type branchSpec struct {
	key, name, short string
	kind             string
	groups           int
	committee        int
	years            int64
	endsIn           int // days from today to the end of the term
}

// One term ends within six months; an owners' committee below is the other one.
var branchSpecs = []branchSpec{
	{"机关", "中共仁寿门社区机关支部委员会", "机关党支部", registers.TypeBranch, 0, 3, 5, 1210},
	{"仁和苑", "中共仁寿门社区仁和苑小区支部委员会", "仁和苑党支部", registers.TypeBranch, 3, 5, 3, 98},
	{"古楼里", "中共仁寿门社区古楼里小区支部委员会", "古楼里党支部", registers.TypeBranch, 3, 5, 3, 640},
	{"城墙根", "中共仁寿门社区城墙根宿舍支部委员会", "城墙根党支部", registers.TypeBranch, 2, 5, 3, 640},
	{"锦绣华庭", "中共仁寿门社区锦绣华庭小区支部委员会", "锦绣华庭党支部", registers.TypeBranch, 2, 3, 3, 905},
	{"砖瓦巷", "中共仁寿门社区砖瓦巷小区支部委员会", "砖瓦巷党支部", registers.TypeBranch, 2, 3, 3, 640},
	{"南门", "中共仁寿门社区南门安置小区支部委员会", "南门党支部", registers.TypeBranch, 2, 3, 3, 905},
	{"联合", "中共仁寿门社区荷花池院邮电家属院联合支部委员会", "荷花池邮电联合党支部", registers.TypeJointBranch, 0, 1, 3, 1000},
}

var ordinals = []string{"第一", "第二", "第三"}

// body adds a body; key is what the plan calls it by later, "" nothing.
func (c *community) body(key string, parent *body, o registers.Organization) *body {
	b := &body{Organization: o, parent: parent}
	c.bodies = append(c.bodies, b)
	if key != "" {
		c.named[key] = b
	}
	return b
}

// term ends endsIn days from today and began years before that.
func (c *community) term(b *body, years int64, endsIn int) *body {
	b.TermYears, b.TermEnd = years, c.today.AddDays(endsIn)
	b.TermStart = b.TermEnd.AddYears(-int(years))
	b.Founded = b.TermStart.AddYears(-int(years) * c.between(1, 2))
	return b
}

// planBodies plans everything that an estate names: the party, the committees,
// the property companies.
func (c *community) planBodies() {
	superior := c.body("", nil, registers.Organization{Name: "中共仁寿门街道工作委员会", ShortName: "街道党工委", Type: registers.TypeSuperior})
	c.committee = c.term(c.body("党委", superior, registers.Organization{
		Name: "中共仁寿门社区委员会", ShortName: "社区党委", Type: registers.TypeCommittee, Grade: "1",
		OfficePhone: officePhone(1), Place: "社区党群服务中心三楼",
	}), 5, 1210)
	c.committee.ApprovalNo = "仁街党〔" + string(c.committee.Founded[:4]) + "〕12号"
	c.residents = c.term(c.body("居委会", nil, registers.Organization{
		Name: communityName + "居民委员会", ShortName: "社区居委会", Type: registers.TypeResidentsCommittee, OfficePhone: officePhone(2), Place: "社区党群服务中心一楼",
	}), 5, 1210)
	c.term(c.body("居监会", nil, registers.Organization{
		Name: communityName + "居务监督委员会", ShortName: "居监会", Type: registers.TypeSupervision, OfficePhone: officePhone(3), Place: "社区党群服务中心二楼",
	}), 5, 1210)
	for i, s := range branchSpecs {
		b := c.term(c.body("支部 "+s.key, c.committee, registers.Organization{
			Name: s.name, ShortName: s.short, Type: s.kind, Grade: []string{"1", "2", "1", "2", "2", "3", "2", "2"}[i],
			OfficePhone: officePhone(10 + i), Place: s.key + "党员活动室", LinkedCadre: "街道联系干部" + []string{"甲", "乙", "丙", "丁"}[i%4],
		}), s.years, s.endsIn)
		for g := range s.groups {
			c.body("", b, registers.Organization{
				Name: s.short + ordinals[g] + "党小组", ShortName: ordinals[g] + "党小组", Type: registers.TypePartyGroup, Founded: b.Founded,
			})
		}
	}
	for i, s := range []struct {
		estate string
		endsIn int
	}{{"仁和苑", 150}, {"古楼里", -40}, {"锦绣华庭", 730}, {"南门安置小区", 1100}, {"城墙根宿舍", 480}} {
		c.term(c.body("业委会 "+s.estate, nil, registers.Organization{
			Name: s.estate + "业主委员会", ShortName: s.estate + "业委会", Type: registers.TypeOwnersCommittee, OfficePhone: officePhone(30 + i), Place: s.estate + "物业办公楼",
		}), 5, s.endsIn)
	}
	for i, s := range []struct {
		name, manager string
		estates       []string
	}{
		{"安砖物业服务有限公司", "单仁杰", []string{"仁和苑"}}, {"锦华庭物业服务有限公司", "查文静", []string{"锦绣华庭"}},
		{"南门物业服务有限公司", "仇志远", []string{"南门安置小区"}}, {"仁寿门便民物业服务站", "解玉兰", []string{"古楼里", "砖瓦巷小区"}},
	} {
		b := c.body("", nil, registers.Organization{
			Name: s.name, Type: registers.TypePropertyCompany, Head: s.manager, Contact: s.manager, Phone: c.mobile(), OfficePhone: officePhone(40 + i),
			People: int64(c.between(9, 40)), Service: "保洁、保安、维修、绿化",
		})
		for _, e := range s.estates {
			c.named["物业 "+e] = b
		}
	}
}

// planServices plans the bodies that stand beside: units, social bodies, teams,
// stations. Members and estates exist by now.
func (c *community) planServices() {
	var unitJobs []string
	for i, s := range []struct{ name, head, service, job string }{
		{"仁寿门邮政支局", "覃建明", "邮政", "职员"}, {"仁寿门社区卫生服务中心", "翟慧敏", "医疗、体检", "医师"},
		{"古城规划设计院", "诸葛文海", "规划设计", "工程师"}, {"仁寿门小学", "区雅琴", "教育", "教师"},
	} {
		b := c.body("单位 "+s.name, nil, registers.Organization{
			Name: s.name, Type: registers.TypeResidentUnit, Head: s.head, Contact: s.head, OfficePhone: officePhone(50 + i), Service: s.service,
			People: int64(c.between(20, 90)), Place: "仁寿路" + []string{"2", "15", "36", "60"}[i] + "号",
		})
		c.units, unitJobs = append(c.units, b), append(unitJobs, s.job)
	}
	for i, m := range c.members {
		if m.Relation == registers.RelationCheckIn && i%3 == 0 {
			m.unit, m.Occupation = c.units[i%len(c.units)], "3"
			m.Employer, m.UnitContact = m.unit.Name+unitJobs[i%len(c.units)], m.unit.Contact
			m.person.Employer = m.Employer
		}
	}
	for i := range 5 {
		e := c.estates[i]
		b := c.inEstate(e, registers.Organization{Name: e.Name + "居民议事协调小组", Type: registers.TypeDeliberation, People: 7}, c.residents)
		c.headed(b, c.olderMember(e))
	}
	for _, s := range []struct{ name, kind, service string }{
		{communityName + "治安保卫委员会", registers.TypeMediation, "治安防范"}, {communityName + "人民调解委员会", registers.TypeMediation, "邻里、家庭、物业纠纷调解"},
	} {
		c.headed(c.body("", c.residents, registers.Organization{Name: s.name, Type: s.kind, Service: s.service, People: 5, Founded: "2019-05-20"}), c.cadres[1])
	}
	for i, s := range []struct{ name, service string }{
		{"仁寿门夕阳红文艺队", "文艺演出、晨练晚练"}, {"仁寿门书画协会", "书画交流、楼道文化"}, {"同心社会工作服务中心", "为老服务、四点半课堂"}, {"仁寿门商户自治协会", "市场秩序、便民服务"},
	} {
		b := c.body("", nil, registers.Organization{Name: s.name, Type: registers.TypeSocialBody, Service: s.service, People: int64(c.between(12, 45)), Founded: c.dayIn("2012-03-01", "2023-10-01")})
		c.headed(b, c.olderMember(c.estates[i]))
	}
	for i, s := range []string{"党员志愿服务队", "青年志愿服务队", "巾帼志愿服务队", "社会治安服务队", "救灾抢险服务队", "民情帮扶服务队"} {
		b := c.body("", c.committee, registers.Organization{Name: communityName + s, ShortName: s, Type: registers.TypeVolunteerTeam, People: int64(c.between(18, 60)), Founded: "2017-03-05"})
		c.headed(b, c.olderMember(c.estates[i%6]))
	}
	c.headed(c.body("巡逻队", c.committee, registers.Organization{
		Name: communityName + "义务巡逻队", ShortName: "义务巡逻队", Type: registers.TypePatrolTeam, People: 24, Founded: "2016-11-09", Service: "每晚七时至九时巡逻",
	}), c.olderMember(c.estates[1]))
	for i, n := range []int{0, 3} {
		e := c.estates[n]
		b := c.inEstate(e, registers.Organization{
			Name: e.Name + "党员活动联络站", Type: registers.TypeLiaisonStation, Place: e.Name + "架空层活动室", OfficePhone: officePhone(70 + i), Founded: "2018-07-01",
		}, c.committee)
		c.headed(b, c.olderMember(e))
	}
}

func (c *community) inEstate(e *estate, o registers.Organization, parent *body) *body {
	b := c.body("", parent, o)
	b.estate = e
	return b
}
