package points

import (
	"context"
	"slices"
	"strconv"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// RuleText is a rule as a table of texts, the way people write it.
type RuleText struct {
	Code      string `json:"code"`
	Group     string `json:"group"` // label
	Text      string `json:"text"`
	Points    string `json:"points"` // 2, 0.5
	Unit      string `json:"unit"`
	Fractions bool   `json:"fractions"`
	EventCap  string `json:"eventCap"`
	YearCap   string `json:"yearCap"`
	Steps     string `json:"steps"`    // 2、3、5
	Excludes  string `json:"excludes"` // J08（同月）
	Highest   string `json:"highest"`
	File      bool   `json:"file"`
	Source    string `json:"source"`
	Exchange  string `json:"exchange"`
	From      string `json:"from"` // since when this version holds; "" the whole year
}

// SchemeText is a scheme as texts. Rules are those that hold now.
type SchemeText struct {
	Year            int        `json:"year"`
	Name            string     `json:"name"`
	Base            string     `json:"base"`
	Floor           string     `json:"floor"`
	Ceiling         string     `json:"ceiling"`
	ContributionCap string     `json:"contributionCap"`
	HonourCap       string     `json:"honourCap"`
	Bands           string     `json:"bands"` // 60、70、80
	Prorate         bool       `json:"prorate"`
	Carry           int        `json:"carry"` // percent
	Exchange        bool       `json:"exchange"`
	Rules           []RuleText `json:"rules"`
	Own             bool       `json:"own"` // the year has a scheme of its own
	Closed          string     `json:"closed"`
	Warnings        []string   `json:"warnings"`
}

// Text returns the scheme of a year as texts.
func (d *Desk) Text(ctx context.Context, year int) (SchemeText, error) {
	s, err := d.Scheme(ctx, year)
	if err != nil {
		return SchemeText{}, err
	}
	out := textOf(&s)
	head, id, err := d.head(ctx, year)
	if err != nil {
		return out, err
	}
	out.Own = id != 0 && int(head.Year) == year
	closed, err := d.closing(ctx, year)
	if closed != nil {
		out.Closed = string(closed.Date)
	}
	return out, err
}

// TextOf returns a scheme that was read from a file as texts.
func TextOf(s rules.Scheme) SchemeText { return textOf(&s) }

func textOf(s *rules.Scheme) SchemeText {
	out := SchemeText{Year: s.Year, Name: s.Name, Base: s.Base.Short(), Floor: s.Floor.Short(), Ceiling: capText(s.Ceiling), ContributionCap: capText(s.ContributionCap), HonourCap: capText(s.HonourCap),
		Bands: listText(s.Bands), Prorate: s.Prorate, Carry: s.Carry, Exchange: s.Exchange, Rules: []RuleText{}, Warnings: []string{}}
	for _, r := range s.Current("9999-12-31") {
		row := ruleRow(&r)
		out.Rules = append(out.Rules, RuleText{Code: r.Code, Group: row[1], Text: r.Text, Points: row[3], Unit: r.Unit, Fractions: r.Fractions, EventCap: row[6], YearCap: row[7],
			Steps: row[8], Excludes: row[9], Highest: r.Highest, File: r.File, Source: r.Source, Exchange: row[13], From: string(r.From)})
	}
	out.Warnings = warnings(s)
	return out
}

// Read turns texts back into a scheme; it says in which rule something is wrong.
func (t SchemeText) Read() (rules.Scheme, error) {
	s := rules.Scheme{Year: t.Year, Name: t.Name, Prorate: t.Prorate, Carry: t.Carry, Exchange: t.Exchange}
	var err error
	for _, f := range []struct {
		key, name, text string
		into            *rules.Points
	}{{"base", "基础分", t.Base, &s.Base}, {"floor", "最低分", t.Floor, &s.Floor}, {"ceiling", "最高分", t.Ceiling, &s.Ceiling}, {"contributionCap", "贡献分上限", t.ContributionCap, &s.ContributionCap}, {"honourCap", "表彰加分上限", t.HonourCap, &s.HonourCap}} {
		if *f.into, err = readPoints(f.name, f.text); err != nil {
			return s, errs.Of(err).In(f.key)
		}
	}
	if s.Bands, err = readPointList("星级分数线", t.Bands); err != nil {
		return s, errs.Of(err).In("bands")
	}
	for i, r := range t.Rules {
		row := []string{r.Code, r.Group, r.Text, r.Points, r.Unit, yes(r.Fractions), r.EventCap, r.YearCap, r.Steps, r.Excludes, r.Highest, yes(r.File), r.Source, r.Exchange}
		rule, blank, err := readRule(ruleColumns, row)
		if err != nil {
			e := errs.Of(err)
			where := "规则 " + r.Code
			if r.Code == "" {
				where = "第 " + strconv.Itoa(i+1) + " 条规则"
			}
			return s, errs.New(e.Code, where+"："+e.Message).In("rules").Do(e.Hint)
		}
		if !blank {
			s.Rules = append(s.Rules, rule)
		}
	}
	return s, nil
}

// warnings doubts rules that points should not be given or taken for.
func warnings(s *rules.Scheme) []string {
	out := []string{}
	for _, r := range s.Current("9999-12-31") {
		rec := ruleRecord(&r, s.Year, 0)
		for _, p := range registers.PointRules.Def.Check(registers.PointRules.Encode(&rec), schema.Env{}) {
			if p.Warning {
				out = append(out, "规则 "+r.Code+"："+p.Message)
			}
		}
	}
	return out
}

// EffectRow is a member whose result a change of the rules would alter.
type EffectRow struct {
	Member     string `json:"member"`
	Name       string `json:"name"`
	BranchName string `json:"branchName"`
	Was        Amount `json:"was"`
	Now        Amount `json:"now"`
	Change     Amount `json:"change"` // with its sign
	WasStars   int    `json:"wasStars"`
	NowStars   int    `json:"nowStars"`
	Parts      string `json:"parts"` // 贡献分 −5.0，扣分 +2.0
}

// Effects is what a change of the rules would do.
type Effects struct {
	Rows     []EffectRow `json:"rows"`
	Members  int         `json:"members"` // that were looked at
	Up       int         `json:"up"`
	Down     int         `json:"down"`
	Stars    int         `json:"stars"` // whose stars would be others
	Changed  []string    `json:"changed"`
	Warnings []string    `json:"warnings"`
}

// Effects returns what a scheme would do to this year's results if it came into force
// on a day, "" for the whole year. Nothing is stored.
func (d *Desk) Effects(ctx context.Context, s rules.Scheme, from cn.Date) (Effects, error) {
	out := Effects{Rows: []EffectRow{}, Changed: []string{}}
	list, members, err := d.WhatIf(ctx, s, from)
	if err != nil {
		return out, err
	}
	out.Members, out.Warnings = members, warnings(&s)
	before, err := d.Scheme(ctx, s.Year)
	if err != nil {
		return out, err
	}
	out.Changed = differences(&before, &s)
	var ids []oplog.ID
	for _, e := range list {
		ids = append(ids, e.Member)
	}
	who, err := d.peopleOf(ctx, ids)
	if err != nil {
		return out, err
	}
	for _, e := range list {
		if e.Was.Exempt && e.Now.Exempt {
			continue // not rated, whatever the rules
		}
		r := EffectRow{Member: e.Member.String(), Name: e.Name, BranchName: who[e.Member].place, Was: amount(e.Was.Total), Now: amount(e.Now.Total), Change: signed(e.Now.Total - e.Was.Total),
			WasStars: e.Was.Stars, NowStars: e.Now.Stars, Parts: partsText(&e)}
		switch {
		case e.Now.Total > e.Was.Total:
			out.Up++
		case e.Now.Total < e.Was.Total:
			out.Down++
		}
		if r.WasStars != r.NowStars {
			out.Stars++
		}
		out.Rows = append(out.Rows, r)
	}
	slices.SortStableFunc(out.Rows, func(a, b EffectRow) int { return abs(b.Change.Tenths) - abs(a.Change.Tenths) })
	return out, nil
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

func partsText(e *Effect) string {
	text := ""
	for _, p := range []struct {
		name     string
		was, now rules.Points
	}{{"基础分", e.Was.Base, e.Now.Base}, {"贡献分", e.Was.Contribution, e.Now.Contribution}, {"表彰", e.Was.Honour, e.Now.Honour}, {"扣分", e.Was.Deduction, e.Now.Deduction}} {
		if p.was != p.now {
			if text != "" {
				text += "，"
			}
			text += p.name + " " + p.was.Short() + " → " + p.now.Short()
		}
	}
	return text
}

// differences names what differs between two schemes, for who is about to save it.
func differences(before, after *rules.Scheme) []string {
	out := []string{}
	a, b := textOf(before), textOf(after)
	for _, f := range [][3]string{{"基础分", a.Base, b.Base}, {"最低分", a.Floor, b.Floor}, {"最高分", a.Ceiling, b.Ceiling}, {"贡献分上限", a.ContributionCap, b.ContributionCap}, {"表彰加分上限", a.HonourCap, b.HonourCap}, {"星级分数线", a.Bands, b.Bands}, {"名称", a.Name, b.Name}} {
		if f[1] != f[2] {
			out = append(out, f[0]+"："+orNothing(f[1])+" → "+orNothing(f[2]))
		}
	}
	was := map[string]RuleText{}
	for _, r := range a.Rules {
		was[r.Code] = r
	}
	for _, r := range b.Rules {
		old, ok := was[r.Code]
		delete(was, r.Code)
		old.From, r.From = "", ""
		switch {
		case !ok:
			out = append(out, "新增 "+r.Code+" "+r.Text)
		case old != r:
			out = append(out, r.Code+" "+r.Text+ruleChange(&old, &r))
		}
	}
	for _, r := range a.Rules {
		if _, gone := was[r.Code]; gone {
			out = append(out, "停用 "+r.Code+" "+r.Text)
		}
	}
	return out
}

func ruleChange(a, b *RuleText) string {
	for _, f := range [][3]string{{"分值", a.Points, b.Points}, {"全年上限", a.YearCap, b.YearCap}, {"每次上限", a.EventCap, b.EventCap}, {"逐次分值", a.Steps, b.Steps}, {"类别", a.Group, b.Group}, {"单位", a.Unit, b.Unit}} {
		if f[1] != f[2] {
			return "：" + f[0] + " " + orNothing(f[1]) + " → " + orNothing(f[2])
		}
	}
	return "：改了说明"
}

func orNothing(text string) string {
	if text == "" {
		return "不限"
	}
	return text
}
