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
	"chengzhuan/backend/registers"
)

func (a *app) mediationsCommand() *cobra.Command {
	return a.group(&cobra.Command{
		Use: "mediations 命令", Short: "矛盾调解：受理、记经过、结果、回访，看全年起数",
		Long: "调解一步一步地办：正在调解 → 调解成功、调解未成功、引导诉讼、移交上级或当事人撤回 → 回访。\n" +
			"调解成功要写协议内容；协议没有履行的，回访后可以引导诉讼或移交上级。ID 处写编号，也可以写调解编号（TJ- 开头）。",
		Example: "  chengzhuan mediations add 受理日期=2026-11-20 纠纷类型=噪音扰民 调解员=李娟\n  chengzhuan mediations advance TJ-2026-K7QD-0003 --to 调解成功 --agreement 22点后不拖动家具 --written",
	}, "mediations add 或 mediations advance", a.mediationsAdd(), a.mediationsAdvance(), a.mediationsNote(), a.mediationsList(), a.mediationsShow(), a.mediationsYear())
}

func (a *app) mediationsAdd() *cobra.Command {
	c := &cobra.Command{
		Use: "add 栏目=内容 …", Short: "受理一件纠纷", Args: between(1, -1, "栏目=内容"),
		Example: "  chengzhuan mediations add 受理日期=2026-11-20 纠纷类型=噪音扰民 当事人=王某、李某 调解员=李娟",
	}
	despite := despiteFlag(c)
	c.RunE = a.addNumbered(registers.Mediations.Def, despite, "已受理纠纷")
	return c
}

func (a *app) mediationsAdvance() *cobra.Command {
	c := &cobra.Command{
		Use: "advance 编号 --to 进度", Short: "调解走一步", Args: between(1, 1, "编号"),
		Long: "调解走一步。进度写名称或代号：调解成功、调解未成功、引导诉讼、移交上级、当事人撤回、回访。\n" +
			"调解成功用 --agreement 写协议内容，有书面协议的加 --written；其他结果用 --note 写明原因、途径或移交给谁；回访时协议已履行的加 --fulfilled。",
		Example: "  chengzhuan mediations advance TJ-2026-K7QD-0003 --to 调解成功 --agreement 22点后不拖动家具 --written\n  chengzhuan mediations advance TJ-2026-K7QD-0003 --to 回访 --fulfilled",
	}
	to := c.Flags().String("to", "", "到哪个`进度`（必填）")
	date := c.Flags().String("date", "", "`日期`；不写就是今天")
	by := c.Flags().String("by", "", "办理`人`；不写就是操作人")
	note := c.Flags().String("note", "", "`说明`：原因、告知的途径、移交给谁、回访情况")
	agreement := c.Flags().String("agreement", "", "协议`内容`；口头协议写要点")
	written := c.Flags().Bool("written", false, "签了书面协议；不写就是口头协议")
	fulfilled := c.Flags().Bool("fulfilled", false, "回访时协议已履行")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		s := matters.MediationStep{By: *by, Note: *note, Agreement: *agreement, Written: *written, Fulfilled: *fulfilled}
		var err error
		if s.To, err = stateCode(cmd, registers.MediationStates, *to); err != nil {
			return err
		}
		if s.Date, err = dayFlag("date", *date); err != nil {
			return err
		}
		return a.handlingOne(registers.Mediations.Def, func(ctx context.Context, d *matters.Desk, id string) (matters.Course, error) {
			return d.AdvanceMediation(ctx, id, s)
		})(cmd, args)
	}
	return c
}

func (a *app) mediationsNote() *cobra.Command {
	c := &cobra.Command{
		Use: "note 编号 --note 经过", Short: "记一次调解经过", Args: between(1, 1, "编号"),
		Example: "  chengzhuan mediations note TJ-2026-K7QD-0003 --note 双方到场，约定周五再谈",
	}
	note := c.Flags().String("note", "", "`经过`（必填）")
	date := c.Flags().String("date", "", "`日期`；不写就是今天")
	by := c.Flags().String("by", "", "调解`人`；不写就是操作人")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if strings.TrimSpace(*note) == "" {
			return usage(cmd, "请用 --note 写明经过")
		}
		day, err := dayFlag("date", *date)
		if err != nil {
			return err
		}
		return a.handlingOne(registers.Mediations.Def, func(ctx context.Context, d *matters.Desk, id string) (matters.Course, error) {
			return d.NoteMediation(ctx, id, day, *by, *note)
		})(cmd, args)
	}
	return c
}

func (a *app) mediationsList() *cobra.Command {
	c := &cobra.Command{
		Use: "list", Short: "列出矛盾调解，其他选项与 list 相同", Args: between(0, 0),
		Example: "  chengzhuan mediations list --state 正在调解",
	}
	state := c.Flags().String("state", "", "`进度`，名称或代号；已回访和各种结果都可以")
	return a.lists(c, registers.Mediations.Key, func(_ *ledger.Ledger, q *ledger.ListQuery) error {
		if *state == "" {
			return nil
		}
		code, err := codeOf(registers.MediationStates, *state)
		if err != nil {
			return errs.Of(err).In("state")
		}
		q.Where = append(q.Where, mediationWhere(code)...)
		return nil
	})
}

// mediationWhere are the conditions under which a mediation is in a state; see
// registers.MediationState. A result counts also after the return visit.
func mediationWhere(state string) []ledger.Condition {
	switch state {
	case registers.MediationGoing:
		return []ledger.Condition{{Field: "result", Op: "empty"}}
	case registers.MediationReturned:
		return []ledger.Condition{{Field: "result", Op: "notempty"}, {Field: "returned", Op: "notempty"}}
	}
	return []ledger.Condition{{Field: "result", Op: "eq", Value: registers.MediationResult(state)}}
}

// narrowCode adds the codes of a flag, several parted by commas.
func narrowCode(q *ledger.ListQuery, field string, list *cn.CodeList, text string) error {
	if text == "" {
		return nil
	}
	var codes []string
	for _, s := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(",，、", r) }) {
		code, err := codeOf(list, s)
		if err != nil {
			return errs.Of(err).In(field)
		}
		codes = append(codes, code)
	}
	q.Where = append(q.Where, ledger.Condition{Field: field, Op: "in", Value: strings.Join(codes, ",")})
	return nil
}

func (a *app) mediationsShow() *cobra.Command {
	c := &cobra.Command{
		Use: "show 编号", Short: "一件调解现在的进度、可以走的下一步和经过", Args: between(1, 1, "编号"),
	}
	unmask := c.Flags().Bool("unmask", false, "调解经过显示全文（会记入查看记录）")
	c.RunE = a.handlingOne(registers.Mediations.Def, func(ctx context.Context, d *matters.Desk, id string) (matters.Course, error) {
		return d.MediationCourse(ctx, id, *unmask)
	})
	return c
}

func (a *app) mediationsYear() *cobra.Command {
	c := &cobra.Command{
		Use: "year", Short: "全年调解起数和目标", Args: between(0, 0),
		Example: "  chengzhuan mediations year --year 2026",
	}
	year := c.Flags().Int("year", 0, "`年份`；不写就是今年")
	c.RunE = a.handling(func(ctx context.Context, d *matters.Desk, _ *ledger.Ledger, _ []string) error {
		y, err := d.MediationYear(ctx, *year)
		if err != nil {
			return err
		}
		return a.answer(y, func(w io.Writer) {
			fmt.Fprintf(w, "%d 年受理 %d 起（目标 %d 起），调解成功 %d 起，正在调解 %d 起\n", y.Year, y.Count, y.Goal, y.Agreed, y.Going)
		})
	})
	return c
}
