package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/registers"
)

func (a *app) supervisionCommand() *cobra.Command {
	return a.group(&cobra.Command{
		Use: "supervision 命令", Short: "督办：交办、签收、反馈、销号",
		Long:    "督办一步一步地办：交办 → 签收 → 反馈 → 销号，或者退回再反馈。销号要有完成凭据。\nID 处写编号，也可以写督办编号（DB- 开头）。",
		Example: "  chengzhuan supervision add 督办问题=垃圾清运不及时 承办单位=物业 办理时限=2026-12-10\n  chengzhuan supervision advance DB-2026-K7QD-0003 --to 销号 --proof 验收单",
	}, "supervision add 或 supervision list", a.supervisionAdd(), a.supervisionAdvance(), a.supervisionList(), a.supervisionShow())
}

func (a *app) supervisionAdd() *cobra.Command {
	c := &cobra.Command{
		Use: "add 栏目=内容 …", Short: "立一项督办；写 --matter 就是督办一件诉求", Args: between(0, -1, "栏目=内容"),
		Example: "  chengzhuan supervision add 督办问题=垃圾清运不及时 承办单位=物业 办理时限=2026-12-10\n  chengzhuan supervision add --matter SQ-2026-K7QD-0012 办理时限=2026-12-10 办理要求和措施=一周内修好",
	}
	despite := despiteFlag(c)
	matter := c.Flags().String("matter", "", "督办的`诉求`，编号或诉求编号")
	plainAdd := a.addNumbered(registers.Supervisions.Def, despite, "已立督办")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if *matter == "" {
			if len(args) == 0 {
				return usage(cmd, "请写明督办问题，或用 --matter 写明督办哪件诉求")
			}
			return plainAdd(cmd, args)
		}
		return a.handling(func(ctx context.Context, d *matters.Desk, l *ledger.Ledger, args []string) error {
			inputs, err := assignments(cmd, registers.Supervisions.Def, args)
			if err != nil {
				return err
			}
			for key := range inputs {
				if key != "due" && key != "issuer" && key != "measures" {
					return usage(cmd, "督办诉求时只能写：办理时限、督办人、办理要求和措施")
				}
			}
			id, err := numberedID(ctx, l, registers.Matters.Def, *matter)
			if err != nil {
				return err
			}
			due, err := dayFlag("due", strings.TrimSpace(inputs["due"]))
			if err != nil {
				return err
			}
			made, err := d.FromMatter(ctx, id, due, inputs["issuer"], inputs["measures"])
			if err != nil {
				return err
			}
			return a.numbered(ctx, l, registers.Supervisions.Def, made, nil, "已立督办")
		})(cmd, args)
	}
	return c
}

func (a *app) supervisionAdvance() *cobra.Command {
	c := &cobra.Command{
		Use: "advance 编号 --to 状态", Short: "督办走一步", Args: between(1, 1, "编号"),
		Long:    "督办走一步。状态写名称或代号：签收、反馈、退回、销号。反馈用 --note 写办理情况，退回用 --note 写理由，销号用 --proof 写完成凭据。",
		Example: "  chengzhuan supervision advance DB-2026-K7QD-0003 --to 反馈 --note 已清运，加了一班车\n  chengzhuan supervision advance DB-2026-K7QD-0003 --to 销号 --proof 现场照片",
	}
	to := c.Flags().String("to", "", "到哪个`状态`（必填）")
	date := c.Flags().String("date", "", "`日期`；不写就是今天")
	note := c.Flags().String("note", "", "办理`情况`、审核意见或退回理由")
	proof := c.Flags().String("proof", "", "完成`凭据`：照片、通知、验收单等")
	due := c.Flags().String("due", "", "退回时另定的办理`时限`")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		m := matters.SupervisionMove{Note: *note, Proof: *proof}
		var err error
		if m.To, err = stateCode(cmd, registers.SupervisionStates, *to); err != nil {
			return err
		}
		if m.Date, err = dayFlag("date", *date); err != nil {
			return err
		}
		if m.Due, err = dayFlag("due", *due); err != nil {
			return err
		}
		return a.handlingOne(registers.Supervisions.Def, func(ctx context.Context, d *matters.Desk, id string) (matters.Course, error) {
			return d.Supervise(ctx, id, m)
		})(cmd, args)
	}
	return c
}

func (a *app) supervisionList() *cobra.Command {
	c := &cobra.Command{
		Use: "list", Short: "列出督办，其他选项与 list 相同", Args: between(0, 0),
		Example: "  chengzhuan supervision list --overdue",
	}
	state := c.Flags().String("state", "", "督办`状态`，名称或代号，几个用逗号隔开")
	before := c.Flags().String("due-before", "", "还没销号、办理时限早于这个`日期`的")
	overdue := c.Flags().Bool("overdue", false, "还没销号、已过办理时限的")
	return a.lists(c, registers.Supervisions.Key, func(l *ledger.Ledger, q *ledger.ListQuery) error {
		return narrowDue(l, q, registers.SupervisionStates, *state, *before, *overdue, func(s string) bool { return s != registers.SupervisionDone })
	})
}

func (a *app) supervisionShow() *cobra.Command {
	return &cobra.Command{
		Use: "show 编号", Short: "一项督办现在的状态、可以走的下一步和办理经过", Args: between(1, 1, "编号"),
		RunE: a.handlingOne(registers.Supervisions.Def, func(ctx context.Context, d *matters.Desk, id string) (matters.Course, error) {
			return d.SupervisionCourse(ctx, id)
		}),
	}
}
