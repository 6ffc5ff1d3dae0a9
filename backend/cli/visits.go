package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/photos"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
	"chengzhuan/backend/visits"
)

// addWork adds what is done every day: visits, appeals, supervision.
func (a *app) addWork(root *cobra.Command) {
	add(root, "work", a.visitsCommand(), a.mattersCommand(), a.supervisionCommand(), a.wishesCommand(), a.mediationsCommand(), a.rotationsCommand(), a.weeklyCommand(), a.photosCommand())
}

func (a *app) visitsCommand() *cobra.Command {
	return a.group(&cobra.Command{
		Use: "visits 命令", Short: "走访：记一次走访和诉求，统计，看哪些户还没走到",
		Example: "  chengzhuan visits add 走访住户=古楼里1栋1单元501 走访人=李娟 谈话内容=一切都好 appeal=楼道灯不亮\n" +
			"  chengzhuan visits figures --from 2026-07-01 --to 2026-12-31 --by grid",
	}, "visits add 或 visits figures", a.visitsAdd(), a.visitsList(), a.visitsFigures(), a.visitsCoverage(), a.visitsForms())
}

// walking opens the book for a command of the visit log.
func (a *app) walking(f func(ctx context.Context, d *visits.Desk, l *ledger.Ledger, args []string) error) func(*cobra.Command, []string) error {
	return a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
		return f(ctx, visits.New(l, matters.New(l)), l, args)
	})
}

func (a *app) visitsAdd() *cobra.Command {
	c := &cobra.Command{
		Use: "add 栏目=内容 …", Short: "记一次走访，连同诉求", Args: between(1, -1, "栏目=内容"),
		Long: "记一次走访。诉求写成 appeal=内容，可写多次，每一条成为一件诉求；走访日期不写就是今天，走访人不写就是操作人。\n" +
			"一次走了几户，就把“走访住户”写几次：每户一条记录，诉求记在第一户。走访和诉求是一次改动，可以一起撤销。",
		Example: "  chengzhuan visits add 走访住户=1z141z-2s 走访人=李娟 对象类别=空巢独居老人 appeal=楼道灯不亮 appeal=想申请助餐",
	}
	despite := despiteFlag(c)
	pictures := c.Flags().StringArray("photo", nil, "一并放进来的`照片`，可以写几次")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		return a.walking(func(ctx context.Context, d *visits.Desk, l *ledger.Ledger, args []string) error {
			e, err := readEntry(ctx, cmd, d, args)
			if err != nil {
				return err
			}
			list, err := shrunk(*pictures, "", "")
			if err != nil {
				return err
			}
			e.With = func(tx *store.Tx, made []oplog.ID) error {
				_, err := photos.Put(tx, registers.PhotoOwner(registers.Visits.Key), made[0], list)
				return err
			}
			similar := []visits.SimilarMatter{}
			for _, appeal := range e.Appeals {
				home := e.Inputs["household"]
				if len(e.Households) > 0 {
					home = e.Households[0]
				}
				list, err := d.Similar(ctx, home, "", "", appeal.Inputs["title"])
				if err != nil {
					return err
				}
				similar = append(similar, list...)
			}
			out, err := d.Add(ctx, e, *despite)
			if err != nil {
				return err
			}
			if !out.Saved {
				return notAdded(out)
			}
			return a.added(out, similar)
		})(cmd, args)
	}
	return c
}

// readEntry reads assignments of a visit, of which appeal and the household may stand
// there several times.
func readEntry(ctx context.Context, cmd *cobra.Command, d *visits.Desk, args []string) (visits.Entry, error) {
	var e visits.Entry
	var homes, rest []string
	home := registers.Visits.Field("household")
	for _, s := range args {
		name, value, ok := strings.Cut(s, "=")
		switch name = strings.TrimSpace(name); {
		case ok && (name == "appeal" || name == "诉求"):
			if strings.TrimSpace(value) == "" {
				return e, usage(cmd, "appeal= 后面要写诉求的内容")
			}
			e.Appeals = append(e.Appeals, visits.AppealText(value))
		case ok && (name == home.Key || name == home.Label || name == "住户"):
			homes = append(homes, value)
		default:
			rest = append(rest, s)
		}
	}
	var err error
	if e.Inputs, err = assignments(cmd, registers.Visits.Def, rest); err != nil {
		return e, err
	}
	for _, text := range homes {
		id, err := d.Household(ctx, text)
		if err != nil {
			return e, err
		}
		if id != "" {
			e.Households = append(e.Households, id)
		}
	}
	return e, nil
}

// added prints what an entry made.
func (a *app) added(out visits.Added, similar []visits.SimilarMatter) error {
	warnings, list := []object{}, []object{}
	for _, p := range out.Problems {
		warnings = append(warnings, object{{"field", p.Field}, {"message", p.Message}})
	}
	for i, id := range out.Visits {
		list = append(list, object{{"id", id}, {"no", out.Numbers[i]}})
	}
	doc := object{{"id", out.Visits[0]}, {"no", out.Numbers[0]}, {"matters", out.Matters}, {"matter_nos", out.MatterNumbers}, {"similar", similar}, {"visits", list}, {"change", out.Change}, {"warnings", warnings}}
	return a.answer(doc, func(w io.Writer) {
		for i, id := range out.Visits {
			fmt.Fprintf(w, "已记走访：%s（编号 %s）\n", out.Numbers[i], id)
		}
		for i, id := range out.Matters {
			fmt.Fprintf(w, "已受理诉求：%s（编号 %s）\n", out.MatterNumbers[i], id)
		}
		similarLines(w, similar)
		fmt.Fprintf(w, "撤销：%s undo %s\n", program, out.Change)
		for _, p := range out.Problems {
			fmt.Fprintln(w, "注意："+plain(p.Message))
		}
	})
}

// notAdded returns why an entry was not stored.
func notAdded(out visits.Added) error {
	w := &ledger.Draft{Def: registers.Visits.Def}
	for _, p := range out.Problems {
		if p.Visit < 0 {
			p.Message = fmt.Sprintf("第 %d 件诉求：%s", p.Appeal+1, p.Message)
		}
		w.Problems = append(w.Problems, p.FieldProblem)
	}
	for _, t := range out.Twins {
		if t.Register == registers.Matters.Key {
			w.Def = registers.Matters.Def
		}
		w.Twins = append(w.Twins, t.Twin)
	}
	return refused(w, false)
}

func (a *app) visitsList() *cobra.Command {
	return a.lists(&cobra.Command{Use: "list", Short: "列出走访，选项与 list 相同", Args: between(0, 0)}, registers.Visits.Key, nil)
}

// periodFlags declares --from and --to; without them it is the half-year of today.
func periodFlags(c *cobra.Command) func(today cn.Date) (visits.Period, error) {
	from := c.Flags().String("from", "", "从这个`日期`起；不写就是本半年的第一天")
	to := c.Flags().String("to", "", "到这个`日期`止；不写就是本半年的最后一天")
	return func(today cn.Date) (visits.Period, error) {
		p := visits.HalfYear(today)
		for _, flag := range []struct {
			name, text string
			into       *cn.Date
			edge       func(cn.Date) cn.Date
		}{{"from", *from, &p.From, cn.Date.First}, {"to", *to, &p.To, cn.Date.Last}} {
			if flag.text == "" {
				continue
			}
			d, err := cn.ReadDate(flag.text)
			if err != nil {
				return p, errs.New(errs.Invalid, "--"+flag.name+" 的日期“"+flag.text+"”不对").In(flag.name).Do("例如 2026-07-01，或只写年月 2026-07")
			}
			*flag.into = flag.edge(d)
		}
		return p, nil
	}
}

func (a *app) visitsFigures() *cobra.Command {
	c := &cobra.Command{
		Use: "figures --from 日期 --to 日期", Short: "走访和诉求的统计，分子分母都列出", Args: between(0, 0),
		Long:    "走访覆盖率、重点对象走访率、办结率、按期办结率、当场解决率、满意率、回访率、办理时长、重复诉求率，五走访、三送、六到家的次数。\n诉求按受理日期算进哪一段；分母是 0 的写成“—”。",
		Example: "  chengzhuan visits figures --from 2026-07 --to 2026-12\n  chengzhuan visits figures --from 2026-11-01 --to 2026-11-30 --by visitor",
	}
	period := periodFlags(c)
	by := c.Flags().String("by", "", "`分组`：grid（网格）、class（对象类别）、visitor（走访人）")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		key, ok := map[string]string{"": visits.ByAll, "grid": visits.ByGrid, "网格": visits.ByGrid, "class": visits.ByClass, "类别": visits.ByClass, "visitor": visits.ByVisitor, "走访人": visits.ByVisitor}[*by]
		if !ok {
			return usage(cmd, "--by 只能是 grid、class 或 visitor")
		}
		return a.walking(func(ctx context.Context, d *visits.Desk, l *ledger.Ledger, _ []string) error {
			p, err := period(l.Store.Today())
			if err != nil {
				return err
			}
			list, err := d.Figures(ctx, p, key)
			if err != nil {
				return err
			}
			if err := a.figures(p, list, key != visits.ByAll); err != nil {
				return err
			}
			d.Keep(ctx) // the answer stands there already
			return nil
		})(cmd, args)
	}
	return c
}

func (a *app) figures(p visits.Period, list []visits.Figure, grouped bool) error {
	docs := []object{}
	var rows [][]string
	for _, f := range list {
		doc := object{{"key", f.Key}, {"label", f.Label}, {"numerator", f.Numerator}, {"denominator", f.Denominator}, {"value", f.Value}}
		row := []string{f.Label, fmt.Sprint(f.Numerator), fmt.Sprint(f.Denominator), f.Value}
		if grouped {
			doc, row = append(doc, pair{"group", f.GroupLabel}, pair{"groupKey", f.Group}), append([]string{f.GroupLabel}, row...)
		}
		docs, rows = append(docs, doc), append(rows, row)
	}
	return a.answer(docs, func(w io.Writer) {
		header := []string{"指标", "分子", "分母", "结果"}
		if grouped {
			header = append([]string{"分组"}, header...)
		}
		fmt.Fprintf(w, "%s 至 %s\n", p.From, p.To)
		writeTable(w, header, rows)
	})
}

func (a *app) visitsCoverage() *cobra.Command {
	c := &cobra.Command{
		Use: "coverage --from 日期 --to 日期", Short: "各小区各楼栋走到了哪些户，哪些户还没走到", Args: between(0, 0),
		Example: "  chengzhuan visits coverage --from 2026-07-01 --to 2026-12-31",
	}
	period := periodFlags(c)
	c.RunE = func(cmd *cobra.Command, args []string) error {
		return a.walking(func(ctx context.Context, d *visits.Desk, l *ledger.Ledger, _ []string) error {
			p, err := period(l.Store.Today())
			if err != nil {
				return err
			}
			grid, err := d.Coverage(ctx, p)
			if err != nil {
				return err
			}
			if err := a.answer(grid, func(w io.Writer) { coverageText(w, grid) }); err != nil {
				return err
			}
			d.Keep(ctx)
			return nil
		})(cmd, args)
	}
	return c
}

// coverageText shows each building with the rooms where nobody has been.
func coverageText(w io.Writer, g visits.CoverageGrid) {
	fmt.Fprintf(w, "%s 至 %s：%d 户里走到 %d 户，%s\n", g.From, g.To, g.Households, g.Visited, g.Value)
	var rows [][]string
	for _, e := range g.Estates {
		for _, b := range e.Buildings {
			var missing []string
			for _, h := range b.Homes {
				if h.Visits == 0 {
					missing = append(missing, strings.TrimSpace(h.Entrance+" "+h.Room))
				}
			}
			rows = append(rows, []string{e.Name, b.Name, fmt.Sprint(len(b.Homes)), fmt.Sprint(b.Visited), strings.Join(missing, "、")})
		}
	}
	if len(rows) > 0 {
		writeTable(w, []string{"小区", "楼栋", "户数", "已走访", "还没走到"}, rows)
	}
}

// numberedID reads the ID of a record, or the number that people read: SQ-2026-K7QD-0012.
func numberedID(ctx context.Context, l *ledger.Ledger, d *schema.Def, word string) (string, error) {
	word = strings.TrimSpace(word)
	if id, err := oplog.ParseID(word); err == nil && id != 0 {
		return id.String(), nil
	}
	found, err := l.Store.Lookup(ctx, d, d.Number.Field, strings.ToUpper(word))
	switch {
	case err != nil:
		return "", err
	case word == "" || len(found) == 0:
		return "", errs.New(errs.NotFound, "没有编号为“"+word+"”的"+d.Label).Do("编号请从 " + program + " list " + d.Label + " 里取")
	case len(found) > 1:
		return "", errs.New(errs.Conflict, "有几件"+d.Label+"的编号都是“"+word+"”").Do("请用 " + program + " list " + d.Label + " 里第一列的编号")
	}
	return found[0].ID.String(), nil
}
