package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/visits"
	"chengzhuan/backend/weekly"
)

// visitsForms reserves the numbers of blank sheets.
func (a *app) visitsForms() *cobra.Command {
	c := &cobra.Command{
		Use: "forms --sheets 张数", Short: "领取一批空白走访表的编号，好打印出来带到门口填", Args: between(0, 0),
		Example: "  chengzhuan visits forms --sheets 10\n  chengzhuan print visit_forms -o 空白走访表.pdf --param batch=K7QD",
	}
	sheets := c.Flags().Int("sheets", 10, "几`张`，每张五户")
	c.RunE = a.walking(func(ctx context.Context, d *visits.Desk, _ *ledger.Ledger, _ []string) error {
		made, err := d.Forms(ctx, *sheets, visits.SheetLines)
		if err != nil {
			return err
		}
		return a.answer(object{{"code", made.Code}, {"sheets", made.Sheets}, {"numbers", made.Numbers}}, func(w io.Writer) {
			fmt.Fprintf(w, "批号 %s，%d 张，编号 %s 至 %s\n打印：chengzhuan print visit_forms -o 空白走访表.pdf --param batch=%s\n", made.Code, made.Sheets, made.Numbers[0], made.Numbers[len(made.Numbers)-1], made.Code)
		})
	})
	return c
}

func (a *app) weeklyCommand() *cobra.Command {
	return a.group(&cobra.Command{
		Use: "weekly 命令", Short: "周工作纪实：按一周的记录起草",
		Example: "  chengzhuan weekly draft --monday 2026-11-16",
	}, "weekly draft", a.weeklyDraft())
}

// weeklyDraft writes the report on a week down, to be edited by a person.
func (a *app) weeklyDraft() *cobra.Command {
	c := &cobra.Command{
		Use: "draft", Short: "按一周的记录起草周工作纪实，存为草稿", Args: between(0, 0),
		Long:    "把一周的走访、诉求、督办、调解、巡查、慰问等记录汇总成周工作纪实的草稿，由人修改定稿。草稿只写事项和数目，不写居民姓名。",
		Example: "  chengzhuan weekly draft\n  chengzhuan weekly draft --monday 2026-11-16",
	}
	monday := c.Flags().String("monday", "", "这一周星期一的`日期`；不写就是本周")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		return a.book(func(ctx context.Context, l *ledger.Ledger, _ []string) error {
			day, err := dayFlag("monday", *monday)
			if err != nil {
				return err
			}
			id, err := weekly.Create(ctx, l, day)
			if err != nil {
				return err
			}
			return a.answer(object{{"id", id}}, func(w io.Writer) {
				fmt.Fprintf(w, "已起草（编号 %s）。看内容：chengzhuan show weeklies %s\n", id, id)
			})
		})(cmd, args)
	}
	return c
}
