package points

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/sheet"
)

// The columns of a scheme as a table, and the items of its second sheet. Points are
// written as people say them: 0.5. A rule that changed within the year has a row for each
// version; 起用 is the day from which it holds, empty from the beginning of the year.
var (
	ruleColumns = []string{"编号", "类别", "事项", "分值", "单位", "数量可带小数", "每次上限", "全年上限", "逐次分值", "不与哪些规则重复", "同一事项取最高", "要文号", "来源", "兑换分", "起用"}
	itemNames   = []string{"年度", "名称", "基础分", "最低分", "最高分", "贡献分上限", "表彰加分上限", "星级分数线", "年中加入按月折算上限", "结转比例%", "开办积分兑换"}
)

// stopped stands in the place of points from the day on which a rule ends.
const stopped = "停用"

// TableRules returns what a table of a scheme lists, a row each: all versions of all rules
// that held on some day.
func TableRules(s *rules.Scheme) []rules.Rule {
	var out []rules.Rule
	for _, code := range s.Codes() {
		list := s.Versions(code)
		if slices.ContainsFunc(list, func(r rules.Rule) bool { return !r.Retired }) {
			out = append(out, list...)
		}
	}
	return out
}

// ExportScheme writes a scheme as an XLSX file of two sheets: 规则 and 办法.
func ExportScheme(ctx context.Context, w io.Writer, s *rules.Scheme) error {
	table := sheet.Out{Title: "规则", Rows: func(yield func([]string) bool) error {
		for _, r := range TableRules(s) {
			if !yield(ruleRow(&r)) {
				return nil
			}
		}
		return nil
	}}
	for _, name := range ruleColumns {
		table.Columns = append(table.Columns, sheet.Column{Title: name})
	}
	items := sheet.Out{Title: "办法", Columns: []sheet.Column{{Title: "项目"}, {Title: "内容"}}, Rows: func(yield func([]string) bool) error {
		for i, value := range []string{strconv.Itoa(s.Year), s.Name, s.Base.Short(), s.Floor.Short(), s.Ceiling.Short(), s.ContributionCap.Short(), s.HonourCap.Short(), listText(s.Bands), yes(s.Prorate), strconv.Itoa(s.Carry), yes(s.Exchange)} {
			if !yield([]string{itemNames[i], value}) {
				return nil
			}
		}
		return nil
	}}
	return sheet.WriteXLSX(ctx, w, table, items)
}

func ruleRow(r *rules.Rule) []string {
	group, _ := registers.PointGroups.LabelOf(string(r.Group))
	var excludes []string
	for _, x := range r.Excludes {
		excludes = append(excludes, x.Code+map[rules.Scope]string{rules.SameMonth: "（同月）", rules.SameEvent: "（同次）"}[x.Scope])
	}
	worth := r.Points.Short()
	if r.Retired {
		worth = stopped
	}
	return []string{r.Code, group, r.Text, worth, r.Unit, yes(r.Fractions), capText(r.EventCap), capText(r.YearCap), listText(r.Steps), strings.Join(excludes, "、"), r.Highest, yes(r.File), r.Source, capText(r.Exchange), string(r.From)}
}

func yes(b bool) string {
	if b {
		return "是"
	}
	return ""
}

func capText(p rules.Points) string {
	if p == 0 {
		return ""
	}
	return p.Short()
}

func listText(list []rules.Points) string {
	var out []string
	for _, p := range list {
		out = append(out, p.Short())
	}
	return strings.Join(out, "、")
}

// ImportScheme reads a scheme from a table with the columns that ExportScheme writes,
// in any order; what the file does not say about the year is that of base. A file with the
// column 起用 says all versions, one without only the rules as they are to be.
func ImportScheme(ctx context.Context, path string, base rules.Scheme) (rules.Scheme, error) {
	book, err := sheet.Open(ctx, path, sheet.Limits{}, nil)
	if err != nil {
		return base, err
	}
	out := base
	out.Rules, out.Dated = nil, false
	for _, s := range book.Sheets {
		rows := cells(s)
		if at := headed(rows, "项目", "内容"); at >= 0 {
			if err := readItems(rows[at+1:], &out); err != nil {
				return out, err
			}
			continue
		}
		at := headed(rows, "编号", "分值")
		if at < 0 || len(out.Rules) > 0 {
			continue
		}
		out.Dated = slices.Contains(rows[at], "起用")
		first := map[string]int{}
		for i, row := range rows[at+1:] {
			line := strconv.Itoa(at + i + 2)
			r, blank, err := readRule(rows[at], row)
			if err != nil {
				e := errs.Of(err)
				return out, errs.New(e.Code, "“"+s.Name+"”第 "+line+" 行："+e.Message).In(e.Field).Do(e.Hint)
			}
			if key := r.Code + " " + string(r.From); !blank {
				if n := first[key]; n > 0 {
					return out, errs.New(errs.Invalid, fmt.Sprintf("“%s”第 %s 行：规则 %s 与第 %d 行重复", s.Name, line, r.Code, n)).In("code").Do("同一条规则年内改过的，一版一行，“起用”一栏写各版起用的日期，年初的空着")
				}
				first[key] = at + i + 2
				out.Rules = append(out.Rules, r)
			}
		}
	}
	if len(out.Rules) == 0 {
		return out, errs.New(errs.Invalid, "文件里没有积分规则").Do("表头要有：" + strings.Join(ruleColumns[:8], "、") + "；可以先导出一份照着改")
	}
	return out, checkScheme(&out, "")
}

// cells returns the texts of a sheet, row by row.
func cells(s *sheet.Sheet) [][]string {
	var out [][]string
	for _, row := range s.Rows {
		var texts []string
		for _, c := range row {
			texts = append(texts, strings.TrimSpace(c.Text))
		}
		out = append(out, texts)
	}
	return out
}

// headed returns the row that holds all of the headers, -1 where none does.
func headed(rows [][]string, headers ...string) int {
	return slices.IndexFunc(rows, func(row []string) bool {
		return !slices.ContainsFunc(headers, func(h string) bool { return !slices.Contains(row, h) })
	})
}

func readItems(rows [][]string, s *rules.Scheme) error {
	year := s.Year
	for _, row := range rows {
		if len(row) < 2 {
			continue
		}
		var err error
		switch at := slices.Index(itemNames, row[0]); at {
		case 0:
			if year, err = strconv.Atoi(row[1]); err != nil {
				err = errs.New(errs.Invalid, "年度“"+row[1]+"”不对").In("year")
			}
		case 1:
			s.Name = row[1]
		case 2, 3, 4, 5, 6:
			*[]*rules.Points{&s.Base, &s.Floor, &s.Ceiling, &s.ContributionCap, &s.HonourCap}[at-2], err = readPoints(row[0], row[1])
		case 7:
			s.Bands, err = readPointList(row[0], row[1])
		case 8:
			s.Prorate = row[1] == "是"
		case 9:
			s.Carry, err = strconv.Atoi("0" + strings.TrimSuffix(row[1], "%"))
		case 10:
			s.Exchange = row[1] == "是"
		}
		if err != nil {
			return errs.Of(err)
		}
	}
	s.Year = year
	return nil
}

func readRule(header, row []string) (r rules.Rule, blank bool, err error) {
	get := func(name string) string {
		if at := slices.Index(header, name); at >= 0 && at < len(row) {
			return row[at]
		}
		return ""
	}
	if strings.Join(row, "") == "" {
		return r, true, nil
	}
	r = rules.Rule{Code: strings.ToUpper(get("编号")), Text: get("事项"), Unit: get("单位"), Fractions: get("数量可带小数") == "是", Highest: get("同一事项取最高"), File: get("要文号") == "是", Source: get("来源")}
	if r.Code == "" {
		return r, false, errs.New(errs.Invalid, "没有规则编号").In("code")
	}
	group := get("类别")
	if group == "" {
		group = r.Code[:1]
	}
	code, ok := registers.PointGroups.Find(group)
	if !ok {
		return r, false, errs.New(errs.Invalid, "类别“"+group+"”不对").In("group").Do("可以是：扣分、贡献分、表彰加分、一票否决")
	}
	r.Group = rules.Group(code)
	if r.From, err = cn.ReadDate(get("起用")); err != nil || r.From != "" && !r.From.Full() {
		return r, false, errs.New(errs.Invalid, "起用“"+get("起用")+"”不对").In("from").Do("写到日，例如 2026-07-01；年初起用的空着")
	}
	r.Retired = get("分值") == stopped
	for _, x := range []struct {
		name string
		into *rules.Points
	}{{"分值", &r.Points}, {"每次上限", &r.EventCap}, {"全年上限", &r.YearCap}, {"兑换分", &r.Exchange}} {
		text := get(x.name)
		if r.Retired && x.into == &r.Points {
			continue
		}
		if r.Group == rules.Deduction { // −2 and 2 say the same of what is taken off
			text = strings.TrimLeft(text, "-－−–")
		}
		if *x.into, err = readPoints(x.name, strings.TrimLeft(text, "+＋")); err != nil {
			return r, false, err
		}
	}
	if r.Steps, err = readPointList("逐次分值", get("逐次分值")); err != nil {
		return r, false, err
	}
	for _, part := range strings.FieldsFunc(get("不与哪些规则重复"), func(c rune) bool { return strings.ContainsRune("、，,;；", c) }) {
		x := rules.Exclusion{Scope: rules.SameEvent}
		for suffix, scope := range map[string]rules.Scope{"（同月）": rules.SameMonth, "(同月)": rules.SameMonth, "（同次）": rules.SameEvent, "(同次)": rules.SameEvent} {
			if rest, ok := strings.CutSuffix(part, suffix); ok {
				part, x.Scope = rest, scope
			}
		}
		x.Code = strings.ToUpper(strings.TrimSpace(part))
		r.Excludes = append(r.Excludes, x)
	}
	return r, false, nil
}

// readPoints reads 2 or 0.5; "" is none.
func readPoints(name, text string) (rules.Points, error) {
	if text == "" {
		return 0, nil
	}
	whole, frac, _ := strings.Cut(text, ".")
	n, err := strconv.ParseInt(whole+(frac + "0")[:1], 10, 32)
	if err != nil || n < 0 || len(strings.TrimRight(frac, "0")) > 1 {
		return 0, errs.New(errs.Invalid, name+"“"+text+"”不对").Do("请填数字，最多一位小数，例如 2 或 0.5")
	}
	return rules.Points(n), nil
}

func readPointList(name, text string) ([]rules.Points, error) {
	var out []rules.Points
	for _, part := range strings.FieldsFunc(text, func(c rune) bool { return strings.ContainsRune("、，,;； ", c) }) {
		p, err := readPoints(name, strings.TrimLeft(part, "-－−–"))
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

// RulesOn returns the rules that are in force on a day; "" today, or the year's last
// day where that is over.
func (d *Desk) RulesOn(ctx context.Context, year int, day cn.Date) (rules.Scheme, []rules.Rule, error) {
	s, err := d.Scheme(ctx, year)
	if err != nil {
		return s, nil, err
	}
	if day == "" {
		from, to := span(year)
		day = min(max(d.store().Today(), from), to)
	}
	return s, s.Current(day), nil
}
