package points

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

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
	Points    string `json:"points"` // 2, 0.5; 停用 for a version that ends the rule
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
	From      string `json:"from"` // since when this version holds; "" from the beginning of the year
}

// SchemeText is a scheme as texts. Rules are the latest versions.
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
	Earlier         []RuleText `json:"earlier"` // the other versions of the year, by rule and day
	Dated           bool       `json:"dated"`   // from and earlier are to be kept as they stand, as of a table with 起用
	Own             bool       `json:"own"`     // the year has a scheme of its own
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
		Bands: listText(s.Bands), Prorate: s.Prorate, Carry: s.Carry, Exchange: s.Exchange, Rules: []RuleText{}, Earlier: []RuleText{}, Dated: s.Dated, Warnings: []string{}}
	list := TableRules(s)
	for i, r := range list {
		into := &out.Rules
		if r.Retired || i+1 < len(list) && list[i+1].Code == r.Code {
			into = &out.Earlier
		}
		*into = append(*into, rowText(&r))
	}
	out.Warnings = warnings(s)
	return out
}

// rowText is one version as texts.
func rowText(r *rules.Rule) RuleText {
	row := ruleRow(r)
	return RuleText{Code: r.Code, Group: row[1], Text: r.Text, Points: row[3], Unit: r.Unit, Fractions: r.Fractions, EventCap: row[6], YearCap: row[7],
		Steps: row[8], Excludes: row[9], Highest: r.Highest, File: r.File, Source: r.Source, Exchange: row[13], From: row[14]}
}

// Read turns texts back into a scheme; it says in which rule something is wrong.
func (t SchemeText) Read() (rules.Scheme, error) {
	s := rules.Scheme{Year: t.Year, Name: t.Name, Prorate: t.Prorate, Carry: t.Carry, Exchange: t.Exchange, Dated: t.Dated}
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
	for i, r := range t.versions() {
		row := []string{r.Code, r.Group, r.Text, r.Points, r.Unit, yes(r.Fractions), r.EventCap, r.YearCap, r.Steps, r.Excludes, r.Highest, yes(r.File), r.Source, r.Exchange, r.From}
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

// versions returns the rows that Read reads: the rules alone, or of a dated scheme all
// versions but those of a rule that was taken out.
func (t *SchemeText) versions() []RuleText {
	out := slices.Clone(t.Rules)
	if !t.Dated {
		for i := range out {
			out[i].From = ""
		}
		return out
	}
	for _, r := range t.Earlier {
		of := func(o RuleText) bool { return o.Code == r.Code }
		ends := func(o RuleText) bool { return of(o) && o.Points == stopped }
		if slices.ContainsFunc(t.Rules, of) || slices.ContainsFunc(t.Earlier, ends) {
			out = append(out, r)
		}
	}
	return out
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
	out.Changed = Differences(&before, &s, from)
	var ids []oplog.ID
	for _, e := range list {
		ids = append(ids, e.Member)
	}
	who, err := d.peopleOf(ctx, ids)
	if err != nil {
		return out, err
	}
	for _, e := range list {
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

// Differences names what a scheme would change if it came into force on a day, "" for the
// whole year, for who is about to keep it.
func Differences(before, s *rules.Scheme, from cn.Date) []string {
	out := []string{}
	after := After(*before, *s, from)
	a, b := textOf(before), textOf(s)
	always := ""
	if from != "" {
		always = "（不分日期，全年都按新的算）"
	}
	flag := func(on bool) string { return map[bool]string{true: "是", false: "否"}[on] }
	for _, f := range [][3]string{{"基础分", a.Base, b.Base}, {"最低分", a.Floor, b.Floor}, {"最高分", a.Ceiling, b.Ceiling}, {"贡献分上限", a.ContributionCap, b.ContributionCap}, {"表彰加分上限", a.HonourCap, b.HonourCap}, {"星级分数线", a.Bands, b.Bands},
		{"年中加入按月折算上限", flag(a.Prorate), flag(b.Prorate)}, {"结转比例", strconv.Itoa(a.Carry) + "%", strconv.Itoa(b.Carry) + "%"}, {"开办积分兑换", flag(a.Exchange), flag(b.Exchange)}, {"名称", a.Name, b.Name}} {
		if f[1] != f[2] {
			out = append(out, f[0]+"："+orNothing(f[1])+" → "+orNothing(f[2])+always)
		}
	}
	codes := after.Codes()
	for _, code := range before.Codes() {
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
	}
	for _, code := range codes {
		if have, want := before.Versions(code), after.Versions(code); !sameVersions(have, want) {
			if text := versionsChange(have, want); text != "" {
				out = append(out, text)
			}
		}
	}
	return out
}

// versionsChange says how the versions of one rule change, "" where no day is concerned.
func versionsChange(have, want []rules.Rule) string {
	was, now := latest(have), latest(want)
	switch {
	case was == nil && now == nil && held(have) == held(want):
		return ""
	case was == nil && now != nil:
		return "新增 " + now.Code + " " + now.Text + since(now.From)
	case now == nil && was != nil:
		day := cn.Date("")
		if n := len(want); n > 0 {
			day = want[n-1].From
		}
		return "停用 " + was.Code + " " + was.Text + since(day)
	}
	parts, last := []string{}, append(slices.Clone(have), want...)[len(have)+len(want)-1]
	if was != nil {
		x, y := rowText(was), rowText(now)
		if list := ruleChange(&x, &y); list != "" {
			parts = append(parts, list+since(now.From))
		}
	}
	follows := len(want) == len(have)+1 && sameVersions(have, want[:len(have)])
	if len(have)+len(want) > 2 && !follows || len(parts) == 0 {
		parts = append(parts, "年内各版 "+versionList(have)+" → "+versionList(want))
	}
	return last.Code + " " + last.Text + "：" + strings.Join(parts, "；")
}

// latest returns the version in which a rule stands, nil where it does not.
func latest(list []rules.Rule) *rules.Rule {
	if n := len(list); n > 0 && !list[n-1].Retired {
		return &list[n-1]
	}
	return nil
}

func held(list []rules.Rule) bool {
	return slices.ContainsFunc(list, func(r rules.Rule) bool { return !r.Retired })
}

func since(day cn.Date) string {
	if day == "" {
		return ""
	}
	return "（" + string(day) + " 起）"
}

// versionList names the versions of a rule with their worth.
func versionList(list []rules.Rule) string {
	var out []string
	for i := range list {
		r := &list[i]
		day := string(r.From)
		if day == "" {
			day = "年初"
		}
		t := rowText(r)
		worth := t.Points
		if t.Steps != "" {
			worth = t.Steps
		}
		if t.YearCap != "" && !r.Retired {
			worth += "（全年上限 " + t.YearCap + "）"
		}
		out = append(out, day+" "+worth)
	}
	if len(out) == 0 {
		return "没有"
	}
	return strings.Join(out, "，")
}

// ruleChange lists what differs between two versions.
func ruleChange(a, b *RuleText) string {
	var out []string
	flag := func(on bool) string { return map[bool]string{true: "是", false: "否"}[on] }
	for _, f := range [][3]string{{"分值", a.Points, b.Points}, {"单位", a.Unit, b.Unit}, {"全年上限", a.YearCap, b.YearCap}, {"每次上限", a.EventCap, b.EventCap}, {"逐次分值", a.Steps, b.Steps}, {"类别", a.Group, b.Group}, {"兑换分", a.Exchange, b.Exchange},
		{"不与哪些规则重复", a.Excludes, b.Excludes}, {"取最高", a.Highest, b.Highest}, {"数量可带小数", flag(a.Fractions), flag(b.Fractions)}, {"要文号", flag(a.File), flag(b.File)}} {
		if f[1] != f[2] {
			none := "无"
			if strings.HasSuffix(f[0], "上限") {
				none = "不限"
			}
			out = append(out, f[0]+" "+cmp.Or(f[1], none)+" → "+cmp.Or(f[2], none))
		}
	}
	if len(out) == 0 && (a.Text != b.Text || a.Source != b.Source) {
		return "改了说明"
	}
	return strings.Join(out, "，")
}

func orNothing(text string) string {
	if text == "" {
		return "不限"
	}
	return text
}
