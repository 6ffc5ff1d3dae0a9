package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/registers"
)

func (a *app) rotationsCommand() *cobra.Command {
	return a.group(&cobra.Command{
		Use: "rotations 命令", Short: "轮流进小区：排全年安排，答复咨询，转为诉求",
		Long:    "两委每月去一个小区，轮着去。plan 排出一年的安排：最久没去的小区、最久没去过的两委成员在先；加 --write 才写入台账。",
		Example: "  chengzhuan rotations plan --year 2027\n  chengzhuan rotations plan --year 2027 --write\n  chengzhuan rotations answer 1z141z-2s --note 已报修，三天内修好",
	}, "rotations plan 或 rotations list", a.rotationsPlan(), a.rotationsList(), a.rotationsShow(), a.rotationsAnswer(), a.rotationsAppeal())
}

func (a *app) rotationsPlan() *cobra.Command {
	c := &cobra.Command{
		Use: "plan --year 年份", Short: "排一年的轮流进小区", Args: between(0, 0),
		Long:    "排一年的轮流进小区：每月一个小区，最久没去的在先，参加的两委成员也轮着来。已经排好的月份不动。\n不加 --write 只给人看，加了才一次写入台账，可以一次撤销。",
		Example: "  chengzhuan rotations plan --year 2027 --week 2 --weekday 4\n  chengzhuan rotations plan --year 2027 --write",
	}
	year := c.Flags().Int("year", 0, "`年份`；不写就是今年")
	week := c.Flags().Int("week", 2, "每月第`几`个这样的星期几，1 到 4")
	weekday := c.Flags().Int("weekday", 4, "`星期几`，1 到 7，7 是星期日；碰上放假顺延到下一个工作日")
	hosts := c.Flags().Int("hosts", 2, "每次去`几`位两委成员")
	write := c.Flags().Bool("write", false, "写入台账")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		for name, n := range map[string]int{"week": *week, "weekday": *weekday, "hosts": *hosts} {
			if n < 1 {
				return usage(cmd, "--"+name+" 应填正整数")
			}
		}
		return a.handling(func(ctx context.Context, d *matters.Desk, l *ledger.Ledger, _ []string) error {
			q := matters.PlanQuery{Year: *year, Week: *week, Weekday: *weekday, Hosts: *hosts}
			if q.Year == 0 {
				q.Year = l.Store.Today().Year()
			}
			plan, err := d.PlanYear(ctx, q)
			if err != nil {
				return err
			}
			written := matters.Planned{Rounds: []string{}}
			if *write {
				if written, err = d.WritePlan(ctx, plan.Rounds); err != nil {
					return err
				}
				if !written.Saved {
					return notPlanned(plan, written)
				}
			}
			return a.planned(plan, written)
		})(cmd, args)
	}
	return c
}

// notPlanned is the first of what was wrong with a plan.
func notPlanned(plan matters.Plan, w matters.Planned) error {
	for _, p := range w.Problems {
		if !p.Warning {
			return errs.New(errs.Invalid, plan.Rounds[p.Row].Month+"："+p.Message).In(p.Field).Do(p.Hint)
		}
	}
	return errs.New(errs.Invalid, "这份安排没有写入")
}

// planned prints a plan and what writing it made.
func (a *app) planned(plan matters.Plan, written matters.Planned) error {
	doc := object{{"year", plan.Year}, {"rounds", plan.Rounds}, {"notes", plan.Notes}, {"written", written.Rounds}, {"change", written.Change}}
	return a.answer(doc, func(w io.Writer) {
		var rows [][]string
		for _, r := range plan.Rounds {
			state := "新排"
			if r.ID != "" {
				state = "已有"
			}
			rows = append(rows, []string{r.Month, r.EstateName, r.Date, r.Time, r.Place, r.Hosts, r.Phone, state})
		}
		writeTable(w, []string{"月份", "小区", "日期", "时间", "地点", "参加两委", "联系电话", ""}, rows)
		for _, n := range plan.Notes {
			fmt.Fprintln(w, "注意："+n)
		}
		if written.Saved {
			fmt.Fprintf(w, "已写入 %d 次，撤销：%s undo %s\n", len(written.Rounds), program, written.Change)
		} else {
			fmt.Fprintln(w, "还没有写入台账；加 --write 写入")
		}
	})
}

func (a *app) rotationsList() *cobra.Command {
	c := &cobra.Command{
		Use: "list", Short: "列出轮流进小区，其他选项与 list 相同", Args: between(0, 0),
		Example: "  chengzhuan rotations list --state 计划",
	}
	state := c.Flags().String("state", "", "开展`情况`：计划、已开展、改期、取消")
	return a.lists(c, registers.Rotations.Key, func(_ *ledger.Ledger, q *ledger.ListQuery) error {
		return narrowCode(q, "state", registers.RotationStates, *state)
	})
}

func (a *app) rotationsShow() *cobra.Command {
	return &cobra.Command{
		Use: "show 编号", Short: "一次进小区的咨询问答", Args: between(1, 1, "编号"),
		RunE: a.handling(func(ctx context.Context, d *matters.Desk, _ *ledger.Ledger, args []string) error {
			round, err := d.Round(ctx, args[0])
			if err != nil {
				return err
			}
			return a.answer(round, func(w io.Writer) {
				fmt.Fprintf(w, "问题 %d 条，当场答复 %d 条，待答复 %d 条\n", len(round.Questions), round.OnSpot, round.Waiting)
				var rows [][]string
				for _, q := range round.Questions {
					rows = append(rows, []string{q.ID, q.Question, q.Kind, questionState(q), q.By, q.Due, q.Answer})
				}
				if len(rows) > 0 {
					writeTable(w, []string{"编号", "问题", "类型", "答复", "答复人", "期限", "答复内容"}, rows)
				}
			})
		}),
	}
}

// questionState says in a word how a question stands.
func questionState(q matters.AskedQuestion) string {
	switch {
	case q.OnSpot:
		return "当场答复"
	case q.Replied != "":
		return q.Replied
	case q.MatterNo != "":
		return "转诉求 " + q.MatterNo
	case q.Light == matters.Red:
		return "逾期"
	}
	return "待答复"
}

func (a *app) rotationsAnswer() *cobra.Command {
	c := &cobra.Command{
		Use: "answer 问题编号 --note 答复", Short: "答复一个没有当场答复的问题", Args: between(1, 1, "问题编号"),
		Example: "  chengzhuan rotations answer 1z141z-2s --note 已报修，三天内修好 --by 李娟",
	}
	note := c.Flags().String("note", "", "`答复`内容（必填）")
	by := c.Flags().String("by", "", "答复`人`；不写就是原定的答复人")
	date := c.Flags().String("date", "", "答复`日期`；不写就是今天")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if strings.TrimSpace(*note) == "" {
			return usage(cmd, "请用 --note 写明答复内容")
		}
		day, err := dayFlag("date", *date)
		if err != nil {
			return err
		}
		return a.handling(func(ctx context.Context, d *matters.Desk, _ *ledger.Ledger, args []string) error {
			q, err := d.Answer(ctx, args[0], day, *by, *note)
			if err != nil {
				return err
			}
			return a.answer(q, func(w io.Writer) { fmt.Fprintln(w, "已答复："+q.Question) })
		})(cmd, args)
	}
	return c
}

func (a *app) rotationsAppeal() *cobra.Command {
	c := &cobra.Command{
		Use: "appeal 问题编号", Short: "把一个问题转为诉求办理", Args: between(1, 1, "问题编号"),
		Example: "  chengzhuan rotations appeal 1z141z-2s --owner 李娟",
	}
	owner := c.Flags().String("owner", "", "责任`人`；不写就是原定的答复人")
	c.RunE = a.handling(func(ctx context.Context, d *matters.Desk, l *ledger.Ledger, args []string) error {
		id, err := d.Appeal(ctx, args[0], *owner)
		if err != nil {
			return err
		}
		return a.numbered(ctx, l, registers.Matters.Def, id, nil, "已转为诉求")
	})
	return c
}
