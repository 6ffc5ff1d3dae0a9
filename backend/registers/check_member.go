package registers

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/schema"
)

// Before the 8th party constitution (September 1956) probation lasted from half
// a year to two years by class.
const oneYearProbationFrom cn.Date = "1956-09-01"

// checkMember holds the rules on one member (党章; 《中国共产党发展党员工作细则》).
func checkMember(m *PartyMember, env schema.Env) []schema.Problem {
	var p problems
	p.checkName("name", "姓名", m.Name)
	p.checkName("former_name", "曾用名", m.FormerName)
	p.checkIdentity(m.IDNumber, m.Sex, m.Birth, env.Today)
	p.memberDates(m, env.Today)
	p.confirmation(m)
	p.probation(m, env.Today)
	p.away(m)
	if m.Medal != "" {
		if from := cn.PartyAgeFrom(m.Joined, m.Confirmed); from == "" || before(m.Medal, from.First().AddYears(setting(env, MedalYears)).AddMonths(-6)) {
			p.warn("medal", "党龄还不到颁发纪念章的年数，请核对转正日期")
		}
	}
	p.missing(missingOfMember(m), memberLabels)
	return p
}

func (p *problems) memberDates(m *PartyMember, today cn.Date) {
	for _, d := range []struct {
		field, label string
		date         cn.Date
	}{
		{"birth", "出生日期", m.Birth}, {"joined", "入党日期", m.Joined}, {"confirmed", "转正日期", m.Confirmed},
		{"entered_branch", "进入当前党组织日期", m.EnteredBranch}, {"work_started", "参加工作日期", m.WorkStarted},
		{"checked_in", "报到日期", m.CheckedIn}, {"lost_since", "失联日期", m.LostSince},
		{"away_since", "流动起始日期", m.AwaySince}, {"last_contact", "最近联系日期", m.LastContact}, {"medal", "50年纪念章颁发日期", m.Medal},
	} {
		p.notFuture(today, d.field, d.label, d.date)
	}
	if before(m.Joined, m.Birth.First().AddYears(18)) {
		p.fail("joined", "入党时不满 18 周岁，请核对入党日期和出生日期")
	}
	if before(m.WorkStarted, m.Birth.First().AddYears(14)) {
		p.warn("work_started", "参加工作时不满 14 周岁，请核对")
	}
	if before(m.EnteredBranch, m.Joined) {
		p.warn("entered_branch", "进入当前党组织日期早于入党日期，请核对")
	}
}

// confirmation: a member becomes full one year after entry, after a prolonged
// probation one and a half to two years after it. Entries from 1969-04 to
// 1977-08 had no probation; of those before 1956-09 the length is not known.
func (p *problems) confirmation(m *PartyMember) {
	joined, confirmed := m.Joined, m.Confirmed
	if before(confirmed, joined) {
		p.fail("confirmed", "转正日期早于入党日期，请核对")
		return
	}
	if joined == "" || confirmed == "" || maybeNoProbation(joined) {
		return
	}
	refuse := p.fail
	if joined.First() < oneYearProbationFrom {
		refuse = p.warn
	}
	first, last := joined.First(), joined.Last()
	switch {
	case confirmed.Last() < first.AddYears(1):
		refuse("confirmed", "预备期不满一年，请核对入党日期和转正日期")
	case confirmed.First() > last.AddYears(2):
		refuse("confirmed", "转正日期超过入党后两年；延长预备期最多一年，请核对")
	case confirmed.First() >= last.AddMonths(18):
		p.warn("confirmed", "按延长预备期转正，请确认有支部大会延长预备期的决议")
	case confirmed.First() > last.AddYears(1):
		p.warn("confirmed", "转正日期晚于预备期满的日子，请核对；延长预备期至少半年")
	}
}

// maybeNoProbation also holds for a partial date that reaches into those years.
func maybeNoProbation(joined cn.Date) bool {
	return cn.NoProbation(joined) || cn.NoProbation(joined.First()) || cn.NoProbation(joined.Last())
}

func (p *problems) probation(m *PartyMember, today cn.Date) {
	if m.ProbationUntil != "" && m.Joined != "" {
		if before(m.ProbationUntil, m.Joined.First().AddMonths(18)) || m.ProbationUntil.First() > m.Joined.Last().AddYears(2) {
			p.warn("probation_until", "延长预备期应为半年到一年，请核对")
		}
	}
	switch {
	case m.Category == CategoryProbationary && m.Confirmed != "":
		p.warn("category", "已填转正日期，人员类别应为正式党员")
	case m.Category == "" && m.Confirmed != "":
		p.warn("category", "已填转正日期，人员类别可选正式党员")
	case m.Category == CategoryProbationary && m.Status == StatusNormal:
		if end, ok := ProbationEnd(m); ok && today != "" && today > end {
			p.warn("confirmed", "预备期已满，请支部大会及时讨论能否转正")
		}
	}
}

func (p *problems) away(m *PartyMember) {
	switch {
	case m.Lost && m.LostSince == "":
		p.warn("lost_since", "已标为失联，请填写失联日期")
	case !m.Lost && m.LostSince != "":
		p.warn("lost", "填了失联日期，请核对是否仍然失联")
	}
	if before(m.LastContact, m.AwaySince) {
		p.warn("last_contact", "最近联系日期早于流动起始日期，请更新")
	}
}
