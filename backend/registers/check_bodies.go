package registers

import (
	"strings"

	"chengzhuan/backend/schema"
)

// checkOrganization holds the rules on one body
// (《中国共产党支部工作条例》, 《关于党的基层组织任期的意见》).
func checkOrganization(o *Organization, env schema.Env) []schema.Problem {
	var p problems
	p.checkName("head", "负责人", o.Head)
	p.notFuture(env.Today, "founded", "成立日期", o.Founded)
	p.ordered(o.Founded, "成立日期", "dissolved", "撤销日期", o.Dissolved)
	p.ordered(o.TermStart, "本届任期开始", "term_end", "届满日期", o.TermEnd)
	if before(o.TermStart, o.Founded) {
		p.warn("term_start", "本届任期开始早于成立日期，请核对")
	}
	p.term(o, env)
	if guess, ok := OrganizationTypeOf(o.Name); ok && o.Type != "" && guess != o.Type && isBranch(guess) && isParty(o.Type) {
		label, _ := OrganizationTypes.LabelOf(guess)
		p.warn("type", "从名称看像是"+label+"，请核对组织类型")
	}
	if o.GradeYear != 0 && (o.GradeYear < 1990 || env.Today.Full() && int(o.GradeYear) > env.Today.Year()) {
		p.warn("grade_year", "定级年度不对，请核对")
	}
	p.missing(missingOfOrganization(o), organizationLabels)
	return p
}

// term compares the three figures of a term. An election may be moved by up to
// a year with the superior's approval, so a difference below that is no doubt.
func (p *problems) term(o *Organization, env schema.Env) {
	if o.TermYears > 10 {
		p.warn("term_years", "任期年数太长，请核对")
		return
	}
	if start, end := o.TermStart, o.TermEnd; start != "" && end != "" && o.TermYears > 0 {
		n := int(o.TermYears)
		if end.Last() < start.First().AddYears(n-1) || end.First() > start.Last().AddYears(n+1) {
			p.warn("term_end", "届满日期与任期年数对不上；提前或延期换届不超过一年，请核对")
		}
	}
	community, branch := setting(env, CommunityTermYears), setting(env, BranchTermYears)
	switch years := int(o.TermYears); {
	case years == 0:
	case (o.Type == TypeCommittee || o.Type == TypeGeneralBranch) && years != community:
		p.warn("term_years", "社区党委、党总支的任期一般是"+count(community)+"年，请核对")
	case (o.Type == TypeBranch || o.Type == TypeJointBranch) && years != branch && years != community:
		p.warn("term_years", "党支部的任期一般是"+count(branch)+"年，社区的是"+count(community)+"年，请核对")
	}
}

func isBranch(code string) bool {
	return code == TypeBranch || code == TypeJointBranch || code == TypeGeneralBranch || code == TypePartyGroup
}

func isParty(code string) bool { return code >= TypeSuperior && code <= TypePartyGroup }

// IsParty reports whether a code of OrganizationTypes is a party organization.
func IsParty(code string) bool { return isParty(code) }

// OrganizationTypeOf guesses the type from a name such as 中共…联合支部委员会, for
// bodies that an import creates by name alone. The longest telling word wins.
func OrganizationTypeOf(name string) (code string, ok bool) {
	for _, w := range []struct{ word, code string }{
		{"业主委员会", TypeOwnersCommittee}, {"业委会", TypeOwnersCommittee}, {"物管会", TypeOwnersCommittee},
		{"居务监督", TypeSupervision}, {"居民委员会", TypeResidentsCommittee}, {"居委会", TypeResidentsCommittee},
		{"调解委员会", TypeMediation}, {"治保", TypeMediation}, {"议事", TypeDeliberation},
		{"物业", TypePropertyCompany}, {"联络站", TypeLiaisonStation}, {"巡逻", TypePatrolTeam},
		{"志愿", TypeVolunteerTeam}, {"党小组", TypePartyGroup}, {"临时", TypeTemporaryBranch}, {"项目支部", TypeTemporaryBranch},
		{"联合支部", TypeJointBranch}, {"联合党支部", TypeJointBranch}, {"总支", TypeGeneralBranch}, {"支部", TypeBranch},
		{"街道工作委员会", TypeSuperior}, {"党工委", TypeSuperior}, {"党委", TypeCommittee}, {"委员会", TypeCommittee},
		{"协会", TypeSocialBody}, {"服务中心", TypeSocialBody}, {"促进会", TypeSocialBody},
	} {
		if !strings.Contains(name, w.word) {
			continue
		}
		if w.word == "委员会" && !strings.Contains(name, "中共") && !strings.Contains(name, "中国共产党") {
			continue
		}
		return w.code, true
	}
	return "", false
}

func checkPost(o *Post, env schema.Env) []schema.Problem {
	var p problems
	p.checkName("person", "其他人员姓名", o.Person)
	if o.Member == 0 && o.Resident == 0 && o.Person == "" {
		p.fail("member", "还没有填任职人：请选党员或居民，都不是的填姓名")
	}
	if o.Person != "" && (o.Member != 0 || o.Resident != 0) {
		p.warn("person", "已经选了党员或居民，这里不用再填姓名")
	}
	if o.Post == "" && o.Title == "" {
		p.warn("post", "还没有填职务")
	}
	p.ordered(o.From, "任职日期", "to", "离任日期", o.To)
	return p
}

func checkAward(a *Award, env schema.Env) []schema.Problem {
	var p problems
	p.notFuture(env.Today, "date", "批准日期", a.Date)
	p.ordered(a.Date, "批准日期", "until", "影响期止", a.Until)
	return p
}

func checkDuty(d *Duty, _ schema.Env) []schema.Problem {
	var p problems
	p.checkName("person", "值班人", d.Person)
	if d.Date != "" && !d.Date.Full() {
		p.fail("date", "值班日期要写到日")
	}
	return p
}

func checkProfile(c *CommunityProfile, env schema.Env) []schema.Problem {
	var p problems
	p.notFuture(env.Today, "founded", "成立日期", c.Founded)
	if c.Population > 0 && c.Migrants > c.Population {
		p.warn("migrants", "流动人口比总人口多，请核对")
	}
	if c.Population > 0 && c.Households > c.Population {
		p.warn("households", "户数比人口多，请核对")
	}
	if strings.HasPrefix(c.Area, "-") || c.Area == "0" {
		p.fail("area", "面积应大于零")
	}
	return p
}

func checkSetting(s *Setting, _ schema.Env) []schema.Problem {
	var p problems
	if f, ok := FindFigure(s.Key); ok && s.Value != "" {
		if n, ok := number(s.Value); !ok || n < f.Min || n > f.Max {
			p.fail("value", f.Label+"应在 "+count(f.Min)+" 到 "+count(f.Max)+" "+f.Unit+"之间")
		}
	}
	return p
}
