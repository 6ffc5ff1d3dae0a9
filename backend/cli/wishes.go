package cli

import (
	"context"

	"github.com/spf13/cobra"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/registers"
)

func (a *app) wishesCommand() *cobra.Command {
	return a.group(&cobra.Command{
		Use: "wishes 命令", Short: "微心愿：认领、完成、退出、撤回",
		Long: "微心愿一步一步地办：待认领 → 已认领 → 已完成。认领人退出的回到待认领，心愿人不要了的撤回。没有认领过的不能完成。\n" +
			"不能走的一步会说明现在可以走哪几步。ID 处写编号，也可以写心愿编号（XY- 开头）。",
		Example: "  chengzhuan wishes add 心愿=一副老花镜 心愿人=罗秀英\n  chengzhuan wishes claim XY-2026-K7QD-0003 --by 李建国 --planned 2026-12-20",
	}, "wishes add 或 wishes claim", a.wishesAdd(), a.wishesClaim(), a.wishesFinish(), a.wishesRelease(), a.wishesWithdraw(), a.wishesReplan(), a.wishesList(), a.wishesShow())
}

func (a *app) wishesAdd() *cobra.Command {
	c := &cobra.Command{
		Use: "add 栏目=内容 …", Short: "记一个微心愿", Args: between(1, -1, "栏目=内容"),
		Example: "  chengzhuan wishes add 心愿=一副老花镜 心愿人=罗秀英 心愿人类别=老年人",
	}
	despite := despiteFlag(c)
	c.RunE = a.addNumbered(registers.Wishes.Def, despite, "已记微心愿")
	return c
}

// wishStep is a command that takes one step of wishes; fill reads its flags.
func (a *app) wishStep(c *cobra.Command, to string, fill func(ctx context.Context, l *ledger.Ledger, s *matters.WishStep) error) *cobra.Command {
	date := c.Flags().String("date", "", "`日期`；不写就是今天")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		s := matters.WishStep{To: to}
		var err error
		if s.Date, err = dayFlag("date", *date); err != nil {
			return err
		}
		return a.handling(func(ctx context.Context, d *matters.Desk, l *ledger.Ledger, args []string) error {
			if err := fill(ctx, l, &s); err != nil {
				return err
			}
			id, err := numberedID(ctx, l, registers.Wishes.Def, args[0])
			if err != nil {
				return err
			}
			course, err := d.AdvanceWish(ctx, id, s)
			return a.course(course, err)
		})(cmd, args)
	}
	return c
}

func (a *app) wishesClaim() *cobra.Command {
	c := &cobra.Command{
		Use: "claim 编号 --by 认领人 --planned 日期", Short: "认领一个心愿", Args: between(1, 1, "编号"),
		Example: "  chengzhuan wishes claim XY-2026-K7QD-0003 --by 重华里小区党支部 --planned 2026-12-20\n  chengzhuan wishes claim XY-2026-K7QD-0003 --member 李建国 --planned 2026-12-20",
	}
	by := c.Flags().String("by", "", "`认领人`：个人、单位或团队")
	member := c.Flags().String("member", "", "认领的`党员`：编号或姓名，记入党员档案")
	planned := c.Flags().String("planned", "", "计划完成`日期`（必填）")
	return a.wishStep(c, registers.WishClaimed, func(ctx context.Context, l *ledger.Ledger, s *matters.WishStep) (err error) {
		s.By = *by
		if s.Planned, err = dayFlag("planned", *planned); err != nil {
			return err
		}
		if s.Member, err = l.Resolve(ctx, registers.Wishes.Field("claimer"), *member); err != nil {
			return errs.Of(err).In("member")
		}
		return nil
	})
}

func (a *app) wishesFinish() *cobra.Command {
	c := &cobra.Command{
		Use: "finish 编号 --note 效果", Short: "心愿完成了", Args: between(1, 1, "编号"),
		Example: "  chengzhuan wishes finish XY-2026-K7QD-0003 --note 老花镜已送到家，度数合适",
	}
	note := c.Flags().String("note", "", "`效果`：送了什么、办成了什么（必填）")
	return a.wishStep(c, registers.WishDone, noteOf(note))
}

func (a *app) wishesRelease() *cobra.Command {
	c := &cobra.Command{
		Use: "release 编号 --note 原因", Short: "认领人退出，心愿回到待认领", Args: between(1, 1, "编号"),
		Example: "  chengzhuan wishes release XY-2026-K7QD-0003 --note 工作调动",
	}
	note := c.Flags().String("note", "", "退出的`原因`（必填）")
	return a.wishStep(c, registers.WishOpen, noteOf(note))
}

func (a *app) wishesWithdraw() *cobra.Command {
	c := &cobra.Command{
		Use: "withdraw 编号 --note 原因", Short: "撤回心愿，不再征集", Args: between(1, 1, "编号"),
		Example: "  chengzhuan wishes withdraw XY-2026-K7QD-0003 --note 家人已经买了",
	}
	note := c.Flags().String("note", "", "撤回的`原因`（必填）")
	return a.wishStep(c, registers.WishCancelled, noteOf(note))
}

func noteOf(note *string) func(context.Context, *ledger.Ledger, *matters.WishStep) error {
	return func(_ context.Context, _ *ledger.Ledger, s *matters.WishStep) error {
		s.Note = *note
		return nil
	}
}

func (a *app) wishesReplan() *cobra.Command {
	c := &cobra.Command{
		Use: "replan 编号 --planned 日期 --note 理由", Short: "改计划完成日期", Args: between(1, 1, "编号"),
		Example: "  chengzhuan wishes replan XY-2026-K7QD-0003 --planned 2027-01-10 --note 等货",
	}
	planned := c.Flags().String("planned", "", "新的计划完成`日期`（必填）")
	note := c.Flags().String("note", "", "`理由`")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		day, err := dayFlag("planned", *planned)
		if err != nil {
			return err
		}
		if day == "" {
			return usage(cmd, "请用 --planned 写明新的计划完成日期")
		}
		return a.handlingOne(registers.Wishes.Def, func(ctx context.Context, d *matters.Desk, id string) (matters.Course, error) {
			return d.ReplanWish(ctx, id, day, *note)
		})(cmd, args)
	}
	return c
}

func (a *app) wishesList() *cobra.Command {
	c := &cobra.Command{
		Use: "list", Short: "列出微心愿，其他选项与 list 相同", Args: between(0, 0),
		Example: "  chengzhuan wishes list --state 待认领\n  chengzhuan wishes list --overdue",
	}
	state := c.Flags().String("state", "", "心愿`状态`，名称或代号，几个用逗号隔开")
	overdue := c.Flags().Bool("overdue", false, "已认领、过了计划完成日期的")
	return a.lists(c, registers.Wishes.Key, func(l *ledger.Ledger, q *ledger.ListQuery) error {
		if err := narrowCode(q, "state", registers.WishStates, *state); err != nil {
			return err
		}
		if *overdue {
			q.Where = append(q.Where,
				ledger.Condition{Field: "planned", Op: "lte", Value: string(l.Store.Today().AddDays(-1))},
				ledger.Condition{Field: "state", Op: "eq", Value: registers.WishClaimed})
		}
		return nil
	})
}

func (a *app) wishesShow() *cobra.Command {
	return &cobra.Command{
		Use: "show 编号", Short: "一个心愿现在的状态、可以走的下一步和经过", Args: between(1, 1, "编号"),
		RunE: a.handlingOne(registers.Wishes.Def, func(ctx context.Context, d *matters.Desk, id string) (matters.Course, error) {
			return d.WishCourse(ctx, id)
		}),
	}
}
