package cli

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/points"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/sheet"
)

func (a *app) pointRules() *cobra.Command {
	return a.group(&cobra.Command{
		Use: "rules 命令", Short: "积分规则：查看、导出、改好后导入，先看改了会怎样",
		Example: "  chengzhuan points rules export -o 规则.xlsx\n  chengzhuan points rules import 规则.xlsx --what-if\n  chengzhuan points rules import 规则.xlsx --from 2026-12-01",
	}, "points rules list", a.rulesList(), a.rulesExport(), a.rulesImport())
}

func (a *app) rulesList() *cobra.Command {
	c := &cobra.Command{Use: "list", Short: "列出一年的积分规则", Args: between(0, 0)}
	year, date := yearFlag(c), c.Flags().String("date", "", "这个`日期`有效的；不写就是今天")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		day, err := dayFlag("date", *date)
		if err != nil {
			return err
		}
		return a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, _ []string) error {
			s, list, err := d.RulesOn(ctx, year(l), day)
			if err != nil {
				return err
			}
			docs := make([]object, len(list))
			var rows [][]string
			for i := range list {
				r := &list[i]
				docs[i] = ruleDoc(r)
				rows = append(rows, []string{r.Code, r.Text, worthText(r), capText(r.EventCap), capText(r.YearCap), r.Source, string(r.From)})
			}
			return a.answer(docs, func(w io.Writer) {
				fmt.Fprintf(w, "%d 年 %s：基础分 %s，贡献分最多 %s，表彰加分最多 %s，总分 %s 至 %s\n", s.Year, s.Name, s.Base.Short(), s.ContributionCap.Short(), s.HonourCap.Short(), s.Floor.Short(), s.Ceiling.Short())
				writeTable(w, []string{"编号", "事项", "分值", "每次上限", "全年上限", "来源", "起用"}, rows)
			})
		})(cmd, args)
	}
	return c
}

// signed is what a rule gives or takes for one unit.
func signed(r *rules.Rule) rules.Points {
	if r.Group == rules.Deduction {
		return -r.Points
	}
	return r.Points
}

// worthText is what a rule gives or takes, as people say it: -2、-3、-5/次.
func worthText(r *rules.Rule) string {
	if r.Group == rules.Veto {
		return "总分记0"
	}
	text := signed(r).Short()
	if len(r.Steps) > 0 {
		var list []string
		for _, p := range r.Steps {
			if r.Group == rules.Deduction {
				p = -p
			}
			list = append(list, p.Short())
		}
		text = strings.Join(list, "、")
	}
	return text + "/" + r.Unit
}

// capText is a cap, empty where there is none.
func capText(p rules.Points) string {
	if p == 0 {
		return ""
	}
	return p.Short()
}

func ruleDoc(r *rules.Rule) object {
	group, _ := registers.PointGroups.LabelOf(string(r.Group))
	steps, excludes := []any{}, []object{}
	for _, p := range r.Steps {
		steps = append(steps, onePlace(p))
	}
	for _, x := range r.Excludes {
		excludes = append(excludes, object{{"code", x.Code}, {"scope", x.Scope}})
	}
	return object{{"code", r.Code}, {"text", r.Text}, {"group", r.Group}, {"groupLabel", group}, {"points", onePlace(signed(r))}, {"unit", r.Unit}, {"eventCap", capDoc(r.EventCap)}, {"yearCap", capDoc(r.YearCap)},
		{"steps", steps}, {"excludes", excludes}, {"highest", r.Highest}, {"file", r.File}, {"source", r.Source}, {"exchange", onePlace(r.Exchange)}, {"from", r.From}}
}

// capDoc is a cap, null where there is none.
func capDoc(p rules.Points) any {
	if p == 0 {
		return nil
	}
	return onePlace(p)
}

func (a *app) rulesExport() *cobra.Command {
	c := &cobra.Command{
		Use: "export -o 文件.xlsx", Short: "把一年的积分办法导出成表格，改好后可以再导入", Args: between(0, 0),
	}
	year, out := yearFlag(c), c.Flags().StringP("output", "o", "", "写到哪个`文件`（必填），.xlsx")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if *out == "" {
			return usage(cmd, "请用 -o 写明导出到哪个文件")
		}
		if !strings.EqualFold(extension(*out), ".xlsx") {
			return usage(cmd, "导出文件的扩展名应是 .xlsx")
		}
		return a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, _ []string) error {
			s, err := d.Scheme(ctx, year(l))
			if err != nil {
				return err
			}
			n := len(points.TableRules(&s))
			if err := sheet.SafeFile(*out, func(w io.Writer) error { return points.ExportScheme(ctx, w, &s) }); err != nil {
				return err
			}
			return a.answer(object{{"file", *out}, {"year", s.Year}, {"rows", n}}, func(w io.Writer) {
				fmt.Fprintf(w, "已导出 %d 年的 %d 条规则，共 %d 行（年内改过的一版一行）：%s\n", s.Year, len(s.Current("9999-12-31")), n, *out)
			})
		})(cmd, args)
	}
	return c
}

func extension(path string) string {
	if i := strings.LastIndexByte(path, '.'); i >= 0 {
		return path[i:]
	}
	return ""
}

func (a *app) rulesImport() *cobra.Command {
	c := &cobra.Command{
		Use: "import 文件 [--what-if]", Short: "导入积分办法；加 --what-if 只看会改变谁的积分", Args: between(1, 1, "文件"),
		Long: "导入积分办法：表头与导出的一样，列的先后不限。与现在一样的规则原样不动，只换改过的那些。\n" +
			"不写 --from 的，改过的规则整年都按新的；写了的，从那天起的事项按新的，之前的不变。基础分、上限、星级分数线等总是管全年，不分日期。\n" +
			"表里有“起用”一栏的，一版一行，写各版从哪天起用，年初起用的空着，照表里写的换；写了日期的不能再加 --from。停用的一版，分值写“停用”。\n" +
			"加 --what-if 什么也不写入，只列出谁的积分会变成多少。",
		Example: "  chengzhuan points rules import 规则.xlsx --what-if\n  chengzhuan points rules import 规则.xlsx --year 2027",
	}
	f := c.Flags()
	year := f.Int("year", 0, "用于哪个`年度`；不写就按文件里的，文件里也没有就是今年")
	from, try := f.String("from", "", "从这个`日期`起用；不写就是整年"), f.Bool("what-if", false, "只看会怎样，不写入")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		day, err := dayFlag("from", *from)
		if err != nil {
			return err
		}
		return a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, args []string) error {
			s, err := readRules(ctx, d, args[0], *year, l.Store.Today().Year())
			if err != nil {
				return err
			}
			if day != "" && slices.ContainsFunc(s.Rules, func(r rules.Rule) bool { return r.From != "" }) {
				return errs.New(errs.Usage, "表里的“起用”一栏已经写了日期，不能再加 --from").In("from").Do("去掉 --from，或者把“起用”一栏清空")
			}
			return a.takeRules(ctx, d, s, day, *try)
		})(cmd, args)
	}
	return c
}

// readRules reads a table for a year, or for the one that it names, or for this one; what
// it does not say is as it is in that year.
func readRules(ctx context.Context, d *points.Desk, path string, year, this int) (rules.Scheme, error) {
	for want := cmp.Or(year, this); ; {
		base, err := d.Scheme(ctx, want)
		if err != nil {
			return base, err
		}
		s, err := points.ImportScheme(ctx, path, base)
		if err != nil || year != 0 {
			return s.For(want), err
		}
		if s.Year == want {
			return s, nil
		}
		want = s.Year
	}
}

func (a *app) takeRules(ctx context.Context, d *points.Desk, s rules.Scheme, from cn.Date, try bool) error {
	effects, members, err := d.WhatIf(ctx, s, from)
	if err != nil {
		return err
	}
	before, err := d.Scheme(ctx, s.Year)
	if err != nil {
		return err
	}
	differs := points.Differences(&before, &s, from)
	warnings := []string{}
	for i := range s.Rules {
		rec := registers.PointRule{Text: s.Rules[i].Text}
		for _, p := range registers.PointRules.Check(registers.PointRules.Encode(&rec), schema.Env{}) {
			warnings = append(warnings, "规则 "+s.Rules[i].Code+"："+p.Message)
		}
	}
	if !try {
		if err := d.SetScheme(ctx, s, from); err != nil {
			return err
		}
	}
	docs := []object{}
	var rows [][]string
	for i := range effects {
		e := &effects[i]
		docs = append(docs, object{{"member", e.Member.String()}, {"name", e.Name}, {"before", balance(&e.Was)}, {"after", balance(&e.Now)}})
		rows = append(rows, []string{e.Name, totalText(&e.Was), starText(&e.Was), totalText(&e.Now), starText(&e.Now)})
	}
	doc := object{{"year", s.Year}, {"rows", len(s.Rules)}, {"applied", !try}, {"members", members}, {"changed", len(effects)}, {"changes", docs}, {"differences", differs}, {"warnings", warnings}}
	return a.answer(doc, func(w io.Writer) {
		verb := "已导入"
		if try {
			verb = "没有写入：如果导入"
		}
		fmt.Fprintf(w, "%s %d 年的 %d 条规则，%d 名党员中有 %d 名的积分变化\n", verb, s.Year, len(s.Current("9999-12-31")), members, len(effects))
		if len(differs) == 0 {
			fmt.Fprintln(w, "与现在的办法没有不同")
		}
		for _, text := range differs {
			fmt.Fprintln(w, "  "+text)
		}
		for _, text := range slices.Compact(warnings) {
			fmt.Fprintln(w, "注意："+text)
		}
		if len(rows) > 0 {
			writeTable(w, []string{"姓名", "原来", "", "变成", ""}, rows)
		}
	})
}
