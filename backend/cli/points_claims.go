package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// claimID reads the ID of a claim or its number.
func claimID(ctx context.Context, l *ledger.Ledger, word string) (string, error) {
	id, err := numberedID(ctx, l, registers.PointClaims.Def, word)
	if e := errs.Of(err); err != nil && (e.Code == errs.NotFound || e.Code == errs.Conflict) {
		err = e.Do("编号请从 " + program + " points list 里取；办完的加 --state 生效、--state 作废，往年的加 --year")
	}
	return id, err
}

// looked writes down that the operator saw what is for the committee and the person: one
// entry a command, before anything is printed.
func looked(ctx context.Context, l *ledger.Ledger, register, row, what string, rows int) error {
	entry := store.Access{Action: "查看", Register: register, What: what, Rows: rows}
	if row != "" {
		id, err := oplog.ParseID(row)
		if err != nil {
			return err
		}
		entry.Row = id
	}
	return l.Store.LogAccess(ctx, entry)
}

func (a *app) pointList() *cobra.Command {
	c := &cobra.Command{
		Use: "list [--state 状态] [--year 年度] [--member 党员]", Short: "列出申报：编号、党员、规则、办到哪一步", Args: between(0, 0),
		Long:    "列出一年的申报，等得最久的在前。不写 --state 就是没办完的；状态也可以写已申报、公示中、生效、退回、作废等。",
		Example: "  chengzhuan points list\n  chengzhuan points list --state 生效 --year 2026 --member 张三",
	}
	state, member, year := c.Flags().String("state", "", "只要这个`状态`的；不写就是没办完的"), c.Flags().String("member", "", "只要这名`党员`的，编号或姓名"), yearFlag(c)
	c.RunE = func(cmd *cobra.Command, args []string) error {
		q := points.ClaimQuery{}
		if *state != "" {
			var err error
			if q.State, err = pointState(cmd, *state); err != nil {
				return errs.Of(err).In("state")
			}
		}
		return a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, _ []string) (err error) {
			q.Year = year(l)
			if *member != "" {
				if q.Member, err = memberID(ctx, l, *member); err != nil {
					return err
				}
			}
			list, err := d.Claims(ctx, q)
			if err != nil {
				return err
			}
			docs, rows := []object{}, [][]string{}
			deductions := 0
			for i := range list.Rows {
				r := &list.Rows[i]
				if r.Worth.Tenths < 0 {
					deductions++
				}
				waits := claimWaits(r)
				docs = append(docs, object{{"id", r.ID}, {"no", r.No}, {"member", r.Member}, {"name", r.Name}, {"rule", r.Rule}, {"text", r.Text}, {"quantity", r.Quantity}, {"worth", onePlace(rules.Points(r.Worth.Tenths))},
					{"date", r.Date}, {"event", r.Event}, {"state", r.State}, {"label", r.Label}, {"waits", waits}, {"warning", r.Warning}})
				rows = append(rows, []string{r.No, r.Name, r.Rule + " " + r.Text, r.Quantity, r.Worth.Text, r.Date, r.Label, strings.Trim(waits+"；"+r.Warning, "；"), r.ID})
			}
			if deductions > 0 {
				if err := looked(ctx, l, registers.PointClaims.Key, q.Member, "扣分申报", deductions); err != nil {
					return err
				}
			}
			return a.answer(object{{"claims", docs}, {"more", list.More}}, func(w io.Writer) {
				if len(rows) == 0 {
					fmt.Fprintln(w, "没有符合条件的申报")
					return
				}
				writeTable(w, []string{"申报编号", "党员", "规则", "数量", "分值", "日期", "状态", "下一步", "编号"}, rows)
				if list.More > 0 {
					fmt.Fprintf(w, "还有 %d 条没有列出，请用 --state、--member 缩小范围\n", list.More)
				}
			})
		})(cmd, args)
	}
	return c
}

// claimWaits says what is to be done next of a claim, "" when nothing is.
func claimWaits(r *points.ClaimRow) string {
	switch r.State {
	case registers.PointPosted:
		return "公示到 " + r.Until
	case registers.PointDisputed:
		return r.Due + " 前复核"
	case registers.PointReexamined:
		return r.Due + " 前答复"
	}
	return map[string]string{registers.PointDraft: "等提交", registers.PointClaimed: "等小组初审", registers.PointGroupReview: "等支部审核", registers.PointBranchReview: "等公示",
		registers.PointReturned: "等补正重报", registers.PointUpheld: "等生效"}[r.State]
}

func (a *app) claimImport() *cobra.Command {
	c := &cobra.Command{
		Use: "import 文件", Short: "把一张表里的积分一次申报", Args: between(1, 1, "文件"),
		Long: "表头要有姓名（或党员编号）、规则编号、日期，还可以有数量、活动、说明、文号。全部申报，或者一条也不申报；之后照样审核、公示。\n" +
			"像是重复的、缺文号的照样申报，逐行提醒核对；不该有的用 points void 作废。",
	}
	c.RunE = a.scoring(func(ctx context.Context, d *points.Desk, _ *ledger.Ledger, args []string) error {
		out, err := d.ImportClaims(ctx, args[0])
		if err != nil {
			return err
		}
		return a.answer(object{{"claims", out}}, func(w io.Writer) {
			fmt.Fprintf(w, "已申报 %d 条\n", len(out))
			var told []string
			n := 0
			for _, c := range out {
				for _, text := range c.Warnings {
					told = append(told, fmt.Sprintf("第 %d 行（%s）：%s", c.Row, c.No, text))
				}
				if len(c.Warnings) > 0 {
					n++
				}
			}
			if n > 0 {
				fmt.Fprintf(w, "其中 %d 条要核对：\n%s\n", n, strings.Join(told, "\n"))
			}
		})
	})
	return c
}

func (a *app) claimPropose() *cobra.Command {
	c := &cobra.Command{
		Use: "propose --from 日期 --to 日期 [--accept]", Short: "从考勤、党费、学时、走访、巡查、微心愿、调解等台账里提议积分", Args: between(0, -1, "提议"),
		Long: "列出别的台账里可以申报的积分；加 --accept 变成申报（写明提议的只申报那些），照样要初审、审核、公示。\n" +
			"走访、巡查、结对、任职按人按月计，当月过完才提议；学时、业委会任职过完全年才提议；提议过的不会再来一次。\n" +
			"采纳以后台账改了的，在后面列出，请核对；申报不会自己改。",
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
				if errs.Is(err, errs.NotFound) {
					err = errs.Of(err).Do("可能已经申报过，或不在这段日期里；现有的提议见 " + program + " points propose")
				}
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
			changed, err := d.Outdated(ctx, first, last, "")
			if err != nil {
				return err
			}
			if len(p.List)+len(changed) > 0 {
				if err := looked(ctx, l, registers.PointClaims.Key, "", "自动提议的加分和扣分", len(p.List)+len(changed)); err != nil {
					return err
				}
			}
			return a.answer(object{{"list", p.List}, {"unknown", p.Unknown}, {"changed", changed}}, func(w io.Writer) {
				var rows [][]string
				for _, x := range p.List {
					rows = append(rows, []string{x.Name, x.Rule, string(x.Date), x.Quantity, x.Event, x.Key})
				}
				writeTable(w, []string{"姓名", "规则", "日期", "数量", "依据", "提议"}, rows)
				if len(p.Unknown) > 0 {
					fmt.Fprintln(w, "这些名字不是党员，或有重名，没有提议："+strings.Join(p.Unknown, "、"))
				}
				changedText(w, changed)
			})
		})(cmd, args)
	}
	return c
}

// changedText lists claims that their ledgers do not speak for any more.
func changedText(w io.Writer, list []points.Outdated) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(w, "注意：%d 条没办完的申报，来源已改：\n", len(list))
	for _, x := range list {
		fmt.Fprintf(w, "%s  %s  %s  %s\n", x.No, plain(x.Name), x.Rule, x.Text)
	}
}
