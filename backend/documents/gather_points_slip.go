package documents

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// pointsSlip gathers 个人积分单 of a member and year, and logs the reading.
func (g *desk) pointsSlip() ([]byte, string, error) {
	year, err := g.year()
	if err != nil {
		return nil, "", err
	}
	rec, _, err := g.reference("member", registers.PartyMembers.Key)
	if err != nil {
		return nil, "", err
	}
	s := g.scorer()
	score, err := s.points.Explain(g.ctx, rec.ID.String(), year)
	if err != nil {
		return nil, "", err
	}
	scheme, err := s.scheme(g.ctx, year)
	if err != nil {
		return nil, "", err
	}
	unit, err := g.community()
	if err != nil {
		return nil, "", err
	}
	p := registers.PartyMembers.Decode(rec.Values)
	if err := s.names([]oplog.ID{p.Branch}); err != nil {
		return nil, "", err
	}
	m := PointsSlip{Unit: unit, Year: strconv.Itoa(year), Member: p.Name, Branch: s.orgs[p.Branch], Base: score.Base.Short(), Contribution: score.Contribution.Short(), Honour: score.Honour.Short(), Deduction: score.Deduction.Short(),
		Total: score.Total.Text(), Stars: score.Stars, Exempt: score.Exempt, Vetoed: score.Vetoed}
	if score.Carried != 0 {
		m.Carried = score.Carried.Short()
	}
	if today := g.l.Store.Today(); score.Closed != "" {
		m.State = "已封账　" + chineseDay(score.Closed)
	} else if today.Year() == year {
		m.State = asOf(today)
	}
	m.Sections, m.Rules = slipSections(&score)
	m.Sums = slipSums(scheme, &score)
	if score.Pending > 0 {
		m.Pending = fmt.Sprintf("另有 %d 条申报还在办理，没有计入；公示无异议后才计分。", score.Pending)
	}
	if note := score.ClosedNote(); note != "" {
		m.Sums = append(m.Sums, note+"。")
	}
	g.note("个人积分单只给本人和支委会；这次打印已记入查看记录")
	if err := g.l.Store.LogAccessOnce(g.ctx, store.Access{Action: "打印", Register: registers.PartyMembers.Key, Row: rec.ID, What: "个人积分单：全部得分和扣分", Rows: 1}); err != nil {
		return nil, "", err
	}
	pdf, err := usual().PointsSlip(m, g.o)
	return pdf, p.Name + m.Year + "年积分单", err
}

var slipOrder = []rules.Group{rules.Contribution, rules.Honour, rules.Deduction, rules.Veto, ""}

// slipSections lists the entries by the part of the total they belong to, and the sum of
// each rule under its cap.
func slipSections(score *points.Score) (sections []SlipSection, sums []SlipRule) {
	for _, group := range slipOrder {
		title, _ := registers.PointGroups.LabelOf(string(group))
		section := SlipSection{Title: unitOr(title, "没有这条规则，不计分")}
		var raw, granted rules.Points
		type sum struct {
			rule         *rules.Rule
			raw, granted rules.Points
		}
		var byRule []*sum
		for i := range score.Lines {
			l := &score.Lines[i]
			if of := groupOf(l); of != group {
				continue
			}
			row := SlipRow{Date: slipDay(l.Date), No: l.No, Raw: l.Raw.Short(), Granted: l.Granted.Short(), Why: strings.Join(l.Why, "；"), Reviewed: l.Reviewed, Item: l.Entry.Code, Quantity: rules.Points(l.Entry.Quantity).Short()}
			if l.Rule != nil {
				row.Item, row.Quantity, row.Rate = l.Rule.Code+" "+l.Rule.Text, quantityOf(l.Entry.Quantity, l.Rule.Unit), rate(l.Rule)
				at := slices.IndexFunc(byRule, func(s *sum) bool { return s.rule.Code == l.Rule.Code })
				if at < 0 {
					at, byRule = len(byRule), append(byRule, &sum{})
				}
				byRule[at].rule = l.Rule
				byRule[at].raw += l.Raw
				byRule[at].granted += l.Granted
			}
			if l.Entry.Event != "" {
				row.Item += "（" + l.Entry.Event + "）"
			}
			raw, granted = raw+l.Raw, granted+l.Granted
			section.Rows = append(section.Rows, row)
		}
		if len(section.Rows) == 0 {
			continue
		}
		section.Raw, section.Granted = raw.Short(), granted.Short()
		sections = append(sections, section)
		slices.SortFunc(byRule, func(a, b *sum) int { return strings.Compare(a.rule.Code, b.rule.Code) })
		for _, b := range byRule {
			limit, text := b.rule.YearCap, "—"
			if group == rules.Contribution || group == rules.Honour {
				limit = scaledCap(limit, score.Months)
			}
			if b.rule.YearCap > 0 {
				text = limit.Short()
			}
			if group != rules.Veto {
				sums = append(sums, SlipRule{Item: b.rule.Code + " " + b.rule.Text, Raw: b.raw.Short(), Cap: text, Granted: b.granted.Short()})
			}
		}
	}
	return sections, sums
}

func groupOf(l *points.Line) rules.Group {
	if l.Rule == nil {
		return ""
	}
	return l.Rule.Group
}

// slipSums says in sentences how entries make the parts, and the parts the total.
func slipSums(s *rules.Scheme, score *points.Score) []string {
	var out []string
	if score.Exempt {
		return []string{"经支部同意免评：这一年不计分、不评星级，也不是 0 分。"}
	}
	if score.Months < 12 {
		out = append(out, fmt.Sprintf("年中加入，加分的上限按 %d 个月折算，不足半分的进到半分；基础分和扣分不折算。", score.Months))
	}
	for _, part := range []struct {
		group rules.Group
		limit rules.Points
		got   rules.Points
	}{{rules.Contribution, s.ContributionCap, score.Contribution}, {rules.Honour, s.HonourCap, score.Honour}, {rules.Deduction, 0, score.Deduction}} {
		var raw rules.Points
		lost := map[rules.Why]rules.Points{}
		for i := range score.Lines {
			if l := &score.Lines[i]; groupOf(l) == part.group {
				raw += l.Raw
				for _, c := range l.Cuts {
					lost[c.Why] += c.Lost
				}
			}
		}
		if raw == part.got {
			continue
		}
		label, _ := registers.PointGroups.LabelOf(string(part.group))
		text := label + "：按规则应得 " + raw.Short()
		rest := raw - part.got
		for _, w := range []struct {
			why  rules.Why
			text string
		}{{rules.Displaced, "重复不计"}, {rules.Stopped, "规则停用不计"}, {rules.OverEvent, "超过每次上限少计"}, {rules.OverYear, "超过规则全年上限少计"}, {rules.OverGroup, "超过这一类上限 " + scaledCap(part.limit, score.Months).Short() + " 少计"}} {
			if n := lost[w.why]; n != 0 {
				text += "，" + w.text + " " + n.Short()
				rest -= n
			}
		}
		if rest != 0 {
			text += "，其他不计 " + rest.Short()
		}
		out = append(out, text+"，计入 "+part.got.Short()+"。")
	}
	sum := score.Base + score.Carried + score.Contribution + score.Honour - score.Deduction
	switch {
	case score.Vetoed:
		out = append(out, "一票否决：总分记 0，不评星级。")
	case sum > score.Total:
		out = append(out, "各项合计 "+sum.Short()+"，总分最高 "+s.Ceiling.Short()+"，计 "+score.Total.Short()+"。")
	case sum < score.Total:
		out = append(out, "各项合计 "+sum.Short()+"，总分最低 "+s.Floor.Short()+"，计 "+score.Total.Short()+"。")
	}
	if score.Stars > 0 {
		out = append(out, "星级："+bandText(s.Bands, score.Stars)+"为"+stars(score.Stars)+"。")
	} else if !score.Vetoed && len(s.Bands) > 0 {
		out = append(out, "星级："+s.Bands[0].Short()+"分起评星，现在没有星级。")
	}
	return out
}
