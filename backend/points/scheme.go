package points

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// Scheme returns what counts in a year: the office's own, else that of the latest year
// before it that has one, else the scheme that ships with the program.
func (d *Desk) Scheme(ctx context.Context, year int) (rules.Scheme, error) {
	if err := yearOK(year); err != nil {
		return rules.Scheme{}, err
	}
	head, id, err := d.head(ctx, year)
	if err != nil {
		return rules.Scheme{}, err
	}
	if id == 0 {
		return rules.Standard(year), nil
	}
	s := fromRecord(&head)
	versions, err := d.versions(ctx, s.Year)
	if err != nil {
		return s, err
	}
	for _, v := range versions {
		s.Rules = append(s.Rules, ruleOf(&v.PointRule))
	}
	return s.For(year), nil
}

// head returns the record of the latest scheme up to a year, zero where there is none.
func (d *Desk) head(ctx context.Context, year int) (registers.PointScheme, oplog.ID, error) {
	var out registers.PointScheme
	var id oplog.ID
	def := registers.PointSchemes
	list, err := d.store().Page(ctx, store.Query{Register: def.Key, Where: []store.Condition{{Field: "year", Op: "lte", Value: strconv.Itoa(year)}}}, 0, 1000)
	for _, rec := range list {
		s := def.Decode(rec.Values)
		if id == 0 || s.Year > out.Year || s.Year == out.Year && rec.ID < id {
			out, id = s, rec.ID
		}
	}
	return out, id, err
}

// version is one version of a rule with its record.
type version struct {
	id oplog.ID
	registers.PointRule
}

// versions returns the rules of a year in the order of the scheme.
func (d *Desk) versions(ctx context.Context, year int) ([]version, error) {
	list, err := d.store().Lookup(ctx, registers.PointRules.Def, "year", strconv.Itoa(year))
	if err != nil {
		return nil, err
	}
	out := make([]version, len(list))
	for i, rec := range list {
		out[i] = version{rec.ID, registers.PointRules.Decode(rec.Values)}
	}
	slices.SortStableFunc(out, func(a, b version) int { return int(a.Place - b.Place) })
	return out, nil
}

// SetScheme stores a scheme for its year as one change, with the versions of its rules
// that After tells of; base, caps and bands always hold for the whole year. A closed year
// is refused.
func (d *Desk) SetScheme(ctx context.Context, s rules.Scheme, from cn.Date) error {
	if err := checkScheme(&s, from); err != nil {
		return err
	}
	if closed, err := d.closing(ctx, s.Year); err != nil || closed != nil {
		return orClosed(err, s.Year)
	}
	before, err := d.Scheme(ctx, s.Year)
	if err != nil {
		return err
	}
	head, id, err := d.head(ctx, s.Year)
	if err != nil {
		return err
	}
	own := id != 0 && int(head.Year) == s.Year
	var have []version
	if own {
		if have, err = d.versions(ctx, s.Year); err != nil {
			return err
		}
	}
	after := After(before, s, from)
	_, err = d.store().Write(ctx, store.Meta{Kind: "update", Note: strconv.Itoa(s.Year) + " 年积分办法"}, func(tx *store.Tx) error {
		next := recordOf(&s)
		if own {
			if _, err := tx.Update(registers.PointSchemes.Def, id, changed(registers.PointSchemes.Encode(&head), registers.PointSchemes.Encode(&next), registers.PointSchemes.Def)); err != nil {
				return err
			}
			return setRules(tx, &before, &after, have)
		}
		if _, err := tx.Create(registers.PointSchemes.Def, registers.PointSchemes.Encode(&next)); err != nil {
			return err
		}
		for i := range after.Rules {
			if r := &after.Rules[i]; r.From != "" || !r.Retired {
				if err := createRule(tx, r, s.Year, i); err != nil {
					return err
				}
			}
		}
		return nil
	})
	return err
}

// setRules writes the rules by which a year differs from what was in force; the versions
// of all others stay as they are.
func setRules(tx *store.Tx, before, after *rules.Scheme, have []version) error {
	def := registers.PointRules
	last := -1
	for _, code := range after.Codes() {
		want, at := after.Versions(code), slices.IndexFunc(have, func(v version) bool { return v.Code == code })
		kept, place := sameVersions(before.Versions(code), want), last+1
		if at >= 0 && (int(have[at].Place) > last || want[len(want)-1].Retired) {
			place = int(have[at].Place)
		}
		last = max(last, place)
		if kept && at >= 0 && place == int(have[at].Place) {
			continue
		}
		found := map[cn.Date]bool{}
		for i := range have { // two PCs may each have made their copy of the year's scheme
			v := &have[i]
			if v.Code != code {
				continue
			}
			now := v.PointRule
			now.Place = int64(place)
			if w := slices.IndexFunc(want, func(r rules.Rule) bool { return r.From == v.From }); w >= 0 && !kept {
				now = ruleRecord(&want[w], after.Year, place)
			} else if w < 0 {
				if err := tx.Delete(def.Def, v.id); err != nil {
					return err
				}
				continue
			}
			found[v.From] = true
			if _, err := tx.Update(def.Def, v.id, changed(def.Encode(&v.PointRule), def.Encode(&now), def.Def)); err != nil {
				return err
			}
		}
		for i := range want {
			if !found[want[i].From] {
				if err := createRule(tx, &want[i], after.Year, place); err != nil {
					return err
				}
			}
		}
	}
	for _, v := range have {
		if len(after.Versions(v.Code)) == 0 {
			if err := tx.Delete(def.Def, v.id); err != nil {
				return err
			}
		}
	}
	return nil
}

// same says whether two versions say the same, whenever they began.
func same(a, b rules.Rule) bool {
	if a.Retired && b.Retired {
		return a.Code == b.Code
	}
	a.From, b.From = "", ""
	x, y := ruleRecord(&a, 0, 0), ruleRecord(&b, 0, 0)
	return slices.Equal(registers.PointRules.Encode(&x), registers.PointRules.Encode(&y))
}

func sameVersions(a, b []rules.Rule) bool {
	return slices.EqualFunc(a, b, func(x, y rules.Rule) bool { return x.From == y.From && same(x, y) })
}

func createRule(tx *store.Tx, r *rules.Rule, year, place int) error {
	rec := ruleRecord(r, year, place)
	_, err := tx.Create(registers.PointRules.Def, registers.PointRules.Encode(&rec))
	return err
}

// checkScheme refuses a scheme that cannot be counted by.
func checkScheme(s *rules.Scheme, from cn.Date) error {
	if err := yearOK(s.Year); err != nil {
		return err
	}
	if from != "" && (!from.Full() || from.Year() != s.Year) {
		return errs.New(errs.Invalid, "起用日期要在 "+strconv.Itoa(s.Year)+" 年内，写到日").In("from")
	}
	if s.Dated && from != "" && slices.ContainsFunc(s.Rules, func(r rules.Rule) bool { return r.From != "" }) {
		return errs.New(errs.Invalid, "表里的“起用”一栏已经写了日期，不能再另定起用日期").In("from").Do("去掉另定的日期，或者把“起用”一栏清空")
	}
	if len(s.Rules) == 0 {
		return errs.New(errs.Invalid, "积分办法里一条规则也没有").In("rules")
	}
	if !slices.IsSorted(s.Bands) {
		return errs.New(errs.Invalid, "星级分数线要从低到高").In("bands").Do("例如 60、70、80、90、96")
	}
	if s.Ceiling > 0 && s.Floor > s.Ceiling {
		return errs.New(errs.Invalid, "最低分高于最高分").In("floor")
	}
	if s.Carry < 0 || s.Carry > 100 {
		return errs.New(errs.Invalid, "结转比例应在 0 到 100 之间").In("carry")
	}
	seen := map[string]bool{}
	for i := range s.Rules {
		r := &s.Rules[i]
		where := "规则 " + r.Code
		_, group := registers.PointGroups.LabelOf(string(r.Group))
		switch {
		case r.Code == "" || len([]rune(r.Code)) > 10:
			return errs.New(errs.Invalid, "第 "+strconv.Itoa(i+1)+" 条规则没有编号，或编号太长").In("code")
		case seen[r.Code+" "+string(r.From)]:
			return errs.New(errs.Invalid, where+" 写了两次").In("code").Do("同一条规则年内改过的，一版一行，用“起用”一栏分开")
		case s.Dated && r.From != "" && (!r.From.Full() || r.From.Year() != s.Year):
			return errs.New(errs.Invalid, where+" 的起用日期 "+string(r.From)+" 不在 "+strconv.Itoa(s.Year)+" 年内，或没有写到日").In("rules").Do("年初起用的空着不写")
		case !group:
			return errs.New(errs.Invalid, where+" 没有类别").In("group").Do("可以是：扣分、贡献分、表彰加分、一票否决")
		case r.Points < 0 || r.EventCap < 0 || r.YearCap < 0 || r.Exchange < 0 || slices.ContainsFunc(r.Steps, func(p rules.Points) bool { return p < 0 }):
			return errs.New(errs.Invalid, where+" 的分值和上限不能是负数").In("points").Do("扣分的规则选类别“扣分”，分值写正数")
		case r.Points == 0 && len(r.Steps) == 0 && r.Group != rules.Veto && !r.Retired:
			return errs.New(errs.Invalid, where+" 没有分值").In("points")
		}
		seen[r.Code+" "+string(r.From)] = true
	}
	return nil
}

func fromRecord(p *registers.PointScheme) rules.Scheme {
	return rules.Scheme{Year: int(p.Year), Name: p.Name, Base: rules.Points(p.Base), Floor: rules.Points(p.Floor), Ceiling: rules.Points(p.Ceiling),
		ContributionCap: rules.Points(p.ContributionCap), HonourCap: rules.Points(p.HonourCap), Bands: readList(p.Bands), Prorate: p.Prorate, Carry: int(p.Carry), Exchange: p.Exchange}
}

func recordOf(s *rules.Scheme) registers.PointScheme {
	return registers.PointScheme{Year: int64(s.Year), Name: s.Name, Base: int64(s.Base), Floor: int64(s.Floor), Ceiling: int64(s.Ceiling),
		ContributionCap: int64(s.ContributionCap), HonourCap: int64(s.HonourCap), Bands: writeList(s.Bands), Prorate: s.Prorate, Carry: int64(s.Carry), Exchange: s.Exchange}
}

func ruleOf(p *registers.PointRule) rules.Rule {
	r := rules.Rule{Code: p.Code, Text: p.Text, From: p.From, Group: rules.Group(p.Group), Points: rules.Points(p.Points), Unit: p.Unit, Fractions: p.Fractions,
		EventCap: rules.Points(p.EventCap), YearCap: rules.Points(p.YearCap), Steps: readList(p.Steps), Highest: p.Highest, File: p.File, Source: p.Source, Exchange: rules.Points(p.Exchange), Retired: p.Retired}
	for _, x := range strings.Split(p.Excludes, ",") {
		if code, scope, ok := strings.Cut(x, "/"); ok {
			r.Excludes = append(r.Excludes, rules.Exclusion{Code: code, Scope: rules.Scope(scope)})
		}
	}
	return r
}

func ruleRecord(r *rules.Rule, year, place int) registers.PointRule {
	var excludes []string
	for _, x := range r.Excludes {
		excludes = append(excludes, x.Code+"/"+string(x.Scope))
	}
	return registers.PointRule{Year: int64(year), Code: r.Code, From: r.From, Text: r.Text, Group: string(r.Group), Points: int64(r.Points), Unit: r.Unit, Fractions: r.Fractions,
		EventCap: int64(r.EventCap), YearCap: int64(r.YearCap), Steps: writeList(r.Steps), Excludes: strings.Join(excludes, ","), Highest: r.Highest, File: r.File, Source: r.Source,
		Exchange: int64(r.Exchange), Retired: r.Retired, Place: int64(place)}
}

func readList(text string) (out []rules.Points) {
	for _, t := range strings.Split(text, ",") {
		if n, err := strconv.ParseInt(t, 10, 64); err == nil {
			out = append(out, rules.Points(n))
		}
	}
	return out
}

func writeList(list []rules.Points) string {
	var out []string
	for _, p := range list {
		out = append(out, strconv.FormatInt(int64(p), 10))
	}
	return strings.Join(out, ",")
}
