package documents

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// waiting are the states of a claim in which a meeting decides.
const waiting = registers.PointClaimed + "," + registers.PointGroupReview + "," + registers.PointDisputed + "," + registers.PointReexamined

// pointsReview gathers 积分审核表: what waits for the group or the branch.
func (g *desk) pointsReview() ([]byte, string, error) {
	s := g.scorer()
	unit, err := g.community()
	if err != nil {
		return nil, "", err
	}
	inside, err := s.branch()
	if err != nil {
		return nil, "", err
	}
	r, err := g.gather(registers.PointClaims.Def, store.Query{Where: []store.Condition{{Field: "state", Op: "in", Value: waiting}}, Sort: "date"})
	if err != nil {
		return nil, "", err
	}
	var people, branches []oplog.ID
	for _, rec := range r.records {
		people = append(people, registers.PointClaims.Decode(rec.Values).Member)
	}
	members, err := s.members(people)
	if err != nil {
		return nil, "", err
	}
	for _, m := range members {
		branches = append(branches, m.Branch)
	}
	if err := s.names(branches); err != nil {
		return nil, "", err
	}
	m := PointsReview{Unit: unit, Period: asOf(g.l.Store.Today())}
	if org, chosen, err := g.reference("branch", registers.Organizations.Key); err != nil {
		return nil, "", err
	} else if chosen {
		m.Unit = registers.Organizations.Decode(org.Values).Name
	}
	const agree, decide = "☐同意　☐退回", "☐维持　☐更正"
	for i, rec := range r.records {
		c := registers.PointClaims.Decode(rec.Values)
		who := members[c.Member]
		if inside != nil && !inside[who.Branch] {
			continue
		}
		scheme, err := s.scheme(g.ctx, c.Date.Year())
		if err != nil {
			return nil, "", err
		}
		p, rule, known := claimed(scheme, &c)
		row := ReviewRow{No: c.No, Member: who.Name, Branch: s.orgs[who.Branch], Date: dotted(c.Date), Item: c.Rule + " " + itemOf(&rule, known, &c, c.Event), Quantity: quantityOf(tenths(c.Quantity), rule.Unit), Points: signed(rule.Group, p),
			Note: c.Note, Origin: r.text(i, "origin"), State: r.text(i, "state"), ByGroup: agree, ByBranch: agree}
		if c.File != "" {
			row.Note = strings.Trim(row.Note+"\n文号："+c.File, "\n")
		}
		switch c.State {
		case registers.PointGroupReview:
			row.ByGroup = c.StepBy
		case registers.PointDisputed, registers.PointReexamined:
			row.ByGroup, row.ByBranch = "—", decide
			if !c.ReviewDue.Full() {
				break
			}
			row.State += "\n" + slipDay(c.ReviewDue) + "前"
		}
		m.Rows = append(m.Rows, row)
	}
	slices.SortStableFunc(m.Rows, func(a, b ReviewRow) int {
		return cmp.Or(byBranch(a.Branch, b.Branch), strings.Compare(cn.KeysOf(a.Member).Sort, cn.KeysOf(b.Member).Sort), strings.Compare(a.Date, b.Date))
	})
	g.note("审核表含说明和文号，只供内部使用；这次打印已记入查看记录")
	if err := g.private(registers.PointClaims.Key, "积分审核表：说明、文号", len(m.Rows)); err != nil {
		return nil, "", err
	}
	pdf, err := usual().PointsReview(m, g.o)
	return pdf, m.Unit + "积分审核表", err
}

// pointsSummary gathers 年度积分汇总表: what is known now, or the closing of the year.
func (g *desk) pointsSummary() ([]byte, string, error) {
	year, err := g.year()
	if err != nil {
		return nil, "", err
	}
	s := g.scorer()
	list, closing, err := s.rated(year, "")
	if err != nil {
		return nil, "", err
	}
	if err := fewEnough(len(list), "branch", "请选一个党支部分开印"); err != nil {
		return nil, "", err
	}
	unit, err := g.community()
	if err != nil {
		return nil, "", err
	}
	m := PointsSummary{Unit: unit, Year: strconv.Itoa(year)}
	if org, chosen, err := g.reference("branch", registers.Organizations.Key); err != nil {
		return nil, "", err
	} else if chosen {
		m.Unit = registers.Organizations.Decode(org.Values).Name
	}
	if closing != nil {
		day, err := cn.ParseDate(closing.Date)
		if err != nil {
			return nil, "", errs.Of(err)
		}
		m.Closed, m.State = true, "已封账 "+chineseDay(day)
		if n := len(closing.Drift); n > 0 {
			m.Drift = fmt.Sprintf("封账后又收到了记录：按现在的记录，有 %d 名党员的结果会不同；本表仍是封账时的结果。", n)
			g.note(fmt.Sprintf("封账后 %d 名党员的记录有变化；要按新的记录，先撤销封账再重新封账", n))
		}
	} else {
		m.State = "未封账　" + asOf(g.l.Store.Today())
		g.note("这一年还没有封账，表上写明“未封账”")
	}
	m.Branches, m.Counts = summaryOf(list, s)
	g.note("汇总表含扣分，只供内部使用；这次打印已记入查看记录")
	if err := g.private(registers.PointEntries.Key, m.Year+"年积分汇总：全部得分和扣分", len(list)); err != nil {
		return nil, "", err
	}
	pdf, err := usual().PointsSummary(m, g.o)
	return pdf, m.Unit + m.Year + "年积分汇总", err
}

func summaryOf(list []points.Ranked, s *scorer) ([]SummaryBranch, []Count) {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b points.Ranked) int {
		return cmp.Or(byBranch(s.orgs[a.Branch], s.orgs[b.Branch]), cmp.Compare(a.Branch, b.Branch))
	})
	var out []SummaryBranch
	most, exempt, vetoed := 0, 0, 0
	byStars := map[int]int{}
	for i := 0; i < len(list); {
		end, sum, rated := i, rules.Points(0), rules.Points(0)
		b := SummaryBranch{Name: s.orgs[list[i].Branch]}
		for ; end < len(list) && list[end].Branch == list[i].Branch; end++ {
			r := &list[end]
			b.Rows = append(b.Rows, summaryRow(r))
			switch {
			case r.Exempt:
				exempt++
				continue
			case r.Vetoed:
				vetoed++
			default:
				byStars[r.Stars]++
				most = max(most, r.Stars)
			}
			sum, rated = sum+r.Total, rated+1
		}
		b.Line = fmt.Sprintf("%d 名", len(b.Rows))
		if rated > 0 {
			b.Line += "，平均 " + ((sum + rated/2) / rated).Text() + " 分"
		}
		out, i = append(out, b), end
	}
	var totals []Count
	for n := most; n >= 0; n-- {
		if byStars[n] > 0 {
			totals = append(totals, Count{unitOr(stars(n), "没有星级"), byStars[n]})
		}
	}
	if vetoed > 0 {
		totals = append(totals, Count{"一票否决", vetoed})
	}
	if exempt > 0 {
		totals = append(totals, Count{"免评", exempt})
	}
	return out, totals
}

func summaryRow(r *points.Ranked) SummaryRow {
	if r.Exempt {
		return SummaryRow{Place: "—", Name: r.Name, Total: "免评", Note: "不计分，不评星级"}
	}
	out := SummaryRow{Place: strconv.Itoa(r.Place), Name: r.Name, Base: r.Base.Short(), Contribution: r.Contribution.Short(), Honour: r.Honour.Short(), Deduction: r.Deduction.Short(), Total: r.Total.Text(), Stars: stars(r.Stars)}
	if r.Carried != 0 {
		out.Note = "含上年结转 " + r.Carried.Short()
	}
	if r.Vetoed {
		out.Note = strings.Trim(out.Note+"；一票否决，总分记0", "；")
	}
	return out
}
