package documents

import (
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
)

// pointsRules gathers the rules of a year for the wall, as they stand today or stood at
// its end.
func (g *desk) pointsRules() ([]byte, string, error) {
	year, err := g.year()
	if err != nil {
		return nil, "", err
	}
	s := g.scorer()
	scheme, list, err := s.points.RulesOn(g.ctx, year, "")
	if err != nil {
		return nil, "", err
	}
	community, err := g.community()
	if err != nil {
		return nil, "", err
	}
	profile, err := g.profile()
	if err != nil {
		return nil, "", err
	}
	figures, err := g.l.Figures(g.ctx)
	if err != nil {
		return nil, "", err
	}
	w, err := g.washer()
	if err != nil {
		return nil, "", err
	}
	for i := range scheme.Rules {
		publicRule(w, &scheme.Rules[i])
	}
	for i := range list {
		list[i], _ = scheme.Of(list[i].Code, list[i].From)
	}
	for _, r := range scheme.Current("9999-12-31") {
		if !holds(list, r.Code) {
			list = append(list, r) // begins later in the year
		}
	}
	for _, r := range points.TableRules(&scheme) {
		if r.Retired && !holds(list, r.Code) {
			list = append(list, r) // counted earlier in the year
		}
	}
	m := PointsRules{Community: community, Title: scheme.Name, Period: strconv.Itoa(year) + "年度", Sum: sumText(&scheme), Groups: ruleGroups(&scheme, list, true), Phone: publicPhone(profile.OfficePhone), Place: g.params["place"]}
	if m.Title != rules.Standard(year).Name {
		m.Title = w.text(m.Title)
	}
	for n := len(scheme.Bands); n >= 1; n-- {
		m.Bands = append(m.Bands, RuleBand{Stars: n, Range: bandText(scheme.Bands, n)})
	}
	notice, answer := strconv.Itoa(figures[registers.PointsNoticeDays]), strconv.Itoa(figures[registers.PointsObjectionDays])
	m.Words = []fact{
		{"怎样计分", "本人申报或支部登记，党小组初审，支部审核，公示" + notice + "个工作日无异议后生效。谁的积分谁回避，谁登记的谁不审。"},
		{"有 异 议", "公示期内向社区党组织反映，" + answer + "个工作日内复核并答复，对反映人保密。"},
		{"不计分的", "言论、信访和投诉举报、宗教信仰、贷款和信用、家庭成员的情况一律不计分，不设红黑榜。积分只记党员本人的服务和出勤；扣分只告知本人和支委会，不上墙。"},
	}
	also := []string{"年老体弱、长期患病的，经支部同意可以免评，记“免评”，不记0分。"}
	if scheme.Prorate {
		also = append(also, "年中加入的基础分不变，各项加分上限按剩余月数折算。")
	}
	m.Words = append(m.Words, fact{"其　　他", strings.Join(also, "")})
	g.washed(w)
	pdf, err := usual().PointsRules(m, g.o)
	return pdf, strconv.Itoa(year) + "年积分规则", err
}

func holds(list []rules.Rule, code string) bool {
	return slices.ContainsFunc(list, func(r rules.Rule) bool { return r.Code == code })
}

// history tells what a rule gave in which part of the year, "" where it never changed:
// 1—6月 +1/小时，7月1日起 +0.5/小时.
func history(s *rules.Scheme, code string) string {
	list := s.Versions(code)
	capped := func(r *rules.Rule) string {
		if r.YearCap == 0 {
			return "、全年不限"
		}
		return "、全年上限" + r.YearCap.Short()
	}
	caps := slices.ContainsFunc(list, func(r rules.Rule) bool { return !r.Retired && r.YearCap != list[0].YearCap })
	var days, worth []string
	for i := range list {
		r := &list[i]
		text := ratePerEvent(r)
		switch {
		case r.Retired:
			text = "停用"
		case caps:
			text += capped(r)
		}
		if n := len(worth); n > 0 && worth[n-1] == text {
			continue
		}
		days, worth = append(days, string(r.From)), append(worth, text)
	}
	if len(days) == 1 {
		if days[0] == "" {
			return ""
		}
		return "自" + dayText(days[0]) + "起"
	}
	var out []string
	for i, day := range days {
		switch {
		case i > 0 || day != "":
			out = append(out, dayText(day)+"起"+gap(worth[i])+worth[i])
		default:
			out = append(out, until(days[1])+gap(worth[i])+worth[i])
		}
	}
	return strings.Join(out, "，")
}

func gap(worth string) string {
	if worth == "停用" {
		return ""
	}
	return " "
}

// dayText is a day of the year as people say it: 7月1日.
func dayText(day string) string {
	d := cn.Date(day)
	return strconv.Itoa(d.Month()) + "月" + strconv.Itoa(d.Day()) + "日"
}

// until names the part of the year before a day: 1—6月, 7月15日前.
func until(day string) string {
	d := cn.Date(day)
	switch m := d.Month(); {
	case d.Day() != 1 || m == 1:
		return dayText(day) + "前"
	case m == 2:
		return "1月"
	default:
		return "1—" + strconv.Itoa(m-1) + "月"
	}
}

// sumText is how the total of a scheme comes about.
func sumText(s *rules.Scheme) string {
	most := func(p rules.Points) string {
		if p == 0 {
			return ""
		}
		return "（最多" + p.Short() + "）"
	}
	out := "总分 = 基础分" + s.Base.Short() + " + 贡献分" + most(s.ContributionCap) + " + 表彰加分" + most(s.HonourCap) + " − 扣分"
	out += "，最低" + s.Floor.Short() + "分"
	if s.Ceiling > 0 {
		out += "，最高" + s.Ceiling.Short() + "分"
	}
	return out
}

// ruleGroups lists rules by the part of the total they belong to; all tells what changed
// within the year too, false leaves out what nobody claims: deductions and the veto.
func ruleGroups(s *rules.Scheme, list []rules.Rule, all bool) []RuleGroup {
	var out []RuleGroup
	for _, group := range []rules.Group{rules.Contribution, rules.Honour, rules.Deduction, rules.Veto} {
		if !all && (group == rules.Deduction || group == rules.Veto) {
			continue
		}
		title, _ := registers.PointGroups.LabelOf(string(group))
		made := RuleGroup{Title: title}
		switch {
		case group == rules.Contribution && s.ContributionCap > 0:
			made.Note = "全年合计最多" + s.ContributionCap.Short() + "分"
		case group == rules.Honour && s.HonourCap > 0:
			made.Note = "全年合计最多" + s.HonourCap.Short() + "分"
		}
		highest := false
		for i := range list {
			if r := &list[i]; r.Group == group {
				highest = highest || r.Highest != ""
				line := ruleLine(r)
				if text := history(s, r.Code); all && text != "" {
					line.Text += "（" + text + "）"
				}
				made.Rules = append(made.Rules, line)
			}
		}
		if highest {
			made.Note = strings.Trim(made.Note+"，同一事项取最高一级", "，")
		}
		if len(made.Rules) > 0 {
			out = append(out, made)
		}
	}
	return out
}

// ratePerEvent is the worth of a rule with the cap of one event.
func ratePerEvent(r *rules.Rule) string {
	if r.EventCap > 0 {
		return rate(r) + "、每次最多" + r.EventCap.Short()
	}
	return rate(r)
}

func ruleLine(r *rules.Rule) RuleLine {
	out := RuleLine{Code: r.Code, Text: r.Text, Points: ratePerEvent(r), Cap: "—"}
	if r.YearCap > 0 {
		out.Cap = r.YearCap.Short()
	}
	if r.Retired {
		out.Points, out.Cap = "停用", "—"
	}
	var others []string
	for _, x := range r.Excludes {
		if !strings.Contains(r.Text, x.Code) {
			others = append(others, x.Code)
		}
	}
	if len(others) > 0 {
		out.Text += "（不与" + strings.Join(others, "、") + "重复）"
	}
	return out
}

// pointsClaimForm gathers 积分申报表: blank, or begun for a member.
func (g *desk) pointsClaimForm() ([]byte, string, error) {
	year, err := g.year()
	if err != nil {
		return nil, "", err
	}
	s := g.scorer()
	unit, err := g.community()
	if err != nil {
		return nil, "", err
	}
	profile, err := g.profile()
	if err != nil {
		return nil, "", err
	}
	scheme, list, err := s.points.RulesOn(g.ctx, year, "")
	if err != nil {
		return nil, "", err
	}
	m := ClaimForm{Unit: unit, Year: strconv.Itoa(year), Phone: publicPhone(profile.OfficePhone), Rules: ruleGroups(&scheme, list, false)}
	name := "积分申报表"
	rec, chosen, err := g.reference("member", registers.PartyMembers.Key)
	if err != nil {
		return nil, "", err
	}
	if chosen {
		p := registers.PartyMembers.Decode(rec.Values)
		if err := s.names([]oplog.ID{p.Branch, p.PartyGroup}); err != nil {
			return nil, "", err
		}
		m.Member, m.Branch, m.Group = p.Name, s.orgs[p.Branch], s.orgs[p.PartyGroup]
		name = p.Name + name
	}
	g.note("双面打印：背面是规则对照表；填好后按行在“积分—申报”里录入")
	pdf, err := usual().ClaimForm(m, g.o)
	return pdf, name, err
}
