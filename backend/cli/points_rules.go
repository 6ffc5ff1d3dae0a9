package cli

import (
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
				capped := ""
				if r.YearCap > 0 {
					capped = r.YearCap.Short()
				}
				rows = append(rows, []string{r.Code, r.Text, signed(r).Short() + "/" + r.Unit, capped, r.Source})
			}
			return a.answer(docs, func(w io.Writer) {
				fmt.Fprintf(w, "%d 年 %s：基础分 %s，贡献分最多 %s，表彰加分最多 %s，总分 %s 至 %s\n", s.Year, s.Name, s.Base.Short(), s.ContributionCap.Short(), s.HonourCap.Short(), s.Floor.Short(), s.Ceiling.Short())
				writeTable(w, []string{"编号", "事项", "分值", "全年上限", "来源"}, rows)
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
			n := len(s.Current("9999-12-31"))
			if err := sheet.SafeFile(*out, func(w io.Writer) error { return points.ExportScheme(ctx, w, &s) }); err != nil {
				return err
			}
			return a.answer(object{{"file", *out}, {"year", s.Year}, {"rows", n}}, func(w io.Writer) { fmt.Fprintf(w, "已导出 %d 年的 %d 条规则：%s\n", s.Year, n, *out) })
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
		Long: "导入积分办法：表头与导出的一样，列的先后不限。不写 --from 的，整年都按新办法；写了的，从那天起的事项按新办法，之前的不变。\n" +
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
			base, err := d.Scheme(ctx, l.Store.Today().Year())
			if err != nil {
				return err
			}
			s, err := points.ImportScheme(ctx, args[0], base)
			if err != nil {
				return err
			}
			if *year != 0 {
				s.Year = *year
			}
			return a.takeRules(ctx, d, s, day, *try)
		})(cmd, args)
	}
	return c
}

func (a *app) takeRules(ctx context.Context, d *points.Desk, s rules.Scheme, from cn.Date, try bool) error {
	effects, members, err := d.WhatIf(ctx, s, from)
	if err != nil {
		return err
	}
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
	doc := object{{"year", s.Year}, {"rows", len(s.Rules)}, {"applied", !try}, {"members", members}, {"changed", len(effects)}, {"changes", docs}, {"warnings", warnings}}
	return a.answer(doc, func(w io.Writer) {
		verb := "已导入"
		if try {
			verb = "没有写入：如果导入"
		}
		fmt.Fprintf(w, "%s %d 年的 %d 条规则，%d 名党员中有 %d 名的积分变化\n", verb, s.Year, len(s.Rules), members, len(effects))
		for _, text := range slices.Compact(warnings) {
			fmt.Fprintln(w, "注意："+text)
		}
		if len(rows) > 0 {
			writeTable(w, []string{"姓名", "原来", "", "变成", ""}, rows)
		}
	})
}

func (a *app) pointImport() *cobra.Command {
	c := &cobra.Command{
		Use: "import 文件", Short: "把一张表里的积分一次申报", Args: between(1, 1, "文件"),
		Long: "表头要有姓名（或党员编号）、规则编号、日期，还可以有数量、活动、说明、文号。全部申报，或者一条也不申报；之后照样审核、公示。",
	}
	c.RunE = a.scoring(func(ctx context.Context, d *points.Desk, _ *ledger.Ledger, args []string) error {
		list, err := d.ReadClaims(ctx, args[0])
		if err != nil {
			return err
		}
		out, err := d.ClaimAll(ctx, list)
		if err != nil {
			return err
		}
		return a.answer(object{{"claims", out}}, func(w io.Writer) { fmt.Fprintf(w, "已申报 %d 条\n", len(out)) })
	})
	return c
}

func (a *app) pointPropose() *cobra.Command {
	c := &cobra.Command{
		Use: "propose --from 日期 --to 日期 [--accept]", Short: "从考勤、党费、学时、走访、巡查、微心愿、调解等台账里提议积分", Args: between(0, -1, "提议"),
		Long: "列出别的台账里可以申报的积分；加 --accept 变成申报（写明提议的只申报那些），照样要初审、审核、公示。\n" +
			"走访、巡查、结对、任职按人按月计，当月过完才提议；学时、业委会任职过完全年才提议；提议过的不会再来一次。",
	}
	f := c.Flags()
	from, to, accept := f.String("from", "", "从这个`日期`起；不写就是今年第一天"), f.String("to", "", "到这个`日期`止；不写就是今天"), f.Bool("accept", false, "变成申报")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		first, err := dayFlag("from", *from)
		if err != nil {
			return err
		}
		last, err := dayFlag("to", *to)
		if err != nil {
			return err
		}
		return a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, args []string) error {
			today := l.Store.Today()
			if first == "" {
				first = today[:4] + "-01-01"
			}
			if last == "" {
				last = today
			}
			if *accept {
				list, err := d.Accept(ctx, first, last, args)
				if err != nil {
					return err
				}
				return a.answer(object{{"claims", list}}, func(w io.Writer) { fmt.Fprintf(w, "已申报 %d 条\n", len(list)) })
			}
			if len(args) > 0 {
				return errs.New(errs.Usage, "写明提议时要加 --accept")
			}
			p, err := d.Propose(ctx, first, last)
			if err != nil {
				return err
			}
			return a.answer(p, func(w io.Writer) {
				var rows [][]string
				for _, x := range p.List {
					rows = append(rows, []string{x.Name, x.Rule, string(x.Date), x.Quantity, x.Event, x.Key})
				}
				writeTable(w, []string{"姓名", "规则", "日期", "数量", "依据", "提议"}, rows)
				if len(p.Unknown) > 0 {
					fmt.Fprintln(w, "这些名字不是党员，或有重名，没有提议："+strings.Join(p.Unknown, "、"))
				}
			})
		})(cmd, args)
	}
	return c
}
