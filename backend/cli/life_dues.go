package cli

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/orglife"
	"chengzhuan/backend/registers"
)

func (a *app) lifeDues() *cobra.Command {
	c := &cobra.Command{
		Use: "dues --org 组织 --month 月份", Short: "一个月的党费：应交、实交、连续没有交的；记已交", Args: between(0, 0),
		Long: "加 --pay 或 --all 记已交：按应交的金额记，已经交了的、减免的不动，不知道应交多少的要先填党费基数。\n一次记入，可以一次撤销。",
		Example: "  chengzhuan life dues --org 重华里小区党支部 --month 2026-10\n  chengzhuan life dues --org 重华里小区党支部 --month 2026-10 --pay 李建国,王芳 --date 2026-10-15\n" +
			"  chengzhuan life dues --org 重华里小区党支部 --month 2026-10 --all",
	}
	org := orgFlag(c, "；不写就是全部")
	month := c.Flags().String("month", "", "`月份`，例如 2026-10；不写就是这个月")
	pay := c.Flags().String("pay", "", "交了党费的`党员`：编号或姓名，几个用逗号隔开")
	all := c.Flags().Bool("all", false, "还没有交的都记已交")
	date := c.Flags().String("date", "", "交纳`日期`；不写就是今天")
	receiver := c.Flags().String("receiver", "", "`收款人`")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if *pay != "" && *all {
			return usage(cmd, "--pay 和 --all 只写一个")
		}
		day, err := dayFlag("date", *date)
		if err != nil {
			return err
		}
		return a.living(func(ctx context.Context, d *orglife.Desk, l *ledger.Ledger, _ []string) error {
			id, err := org(ctx, l)
			if err != nil {
				return err
			}
			s, err := d.DuesSheet(ctx, id, *month)
			if err != nil {
				return err
			}
			writes := *pay != "" || *all
			if writes {
				if day == "" {
					day = l.Store.Today()
				}
				marks, err := payers(ctx, l, &s, *pay, string(day), *receiver)
				if err != nil {
					return err
				}
				if s, err = d.SaveDues(ctx, id, *month, marks); err != nil {
					return err
				}
			}
			return a.answer(s, func(w io.Writer) {
				duesText(w, &s)
				if writes {
					undoText(w, s.Change)
				}
			})
		})(cmd, args)
	}
	return c
}

// payers makes marks of who paid what he owes: those named, else all who have not paid
// and owe something that is known.
func payers(ctx context.Context, l *ledger.Ledger, s *orglife.DuesSheet, names, day, receiver string) ([]orglife.DuesMark, error) {
	named := map[string]bool{}
	for _, name := range strings.FieldsFunc(names, func(r rune) bool { return strings.ContainsRune(",，、", r) }) {
		id, err := l.Resolve(ctx, registers.Dues.Field("member"), name)
		if err != nil {
			return nil, errs.Of(err).In("pay")
		}
		named[id] = true
	}
	only := len(named) > 0
	var out []orglife.DuesMark
	for _, r := range s.Rows {
		if only && !named[r.Member] {
			continue
		}
		asked := named[r.Member]
		delete(named, r.Member)
		switch {
		case r.Settled:
			continue
		case r.Amount == 0 && asked:
			return nil, errs.New(errs.Invalid, "有人不知道应交多少："+r.Why).In("pay").Do("请先在党费基数台账里填好，或在页面上直接填实交")
		case r.Amount == 0:
			continue
		}
		r.Paid, r.PaidOn, r.Receiver = r.Amount, day, receiver
		out = append(out, r)
	}
	if len(named) > 0 {
		return nil, errs.New(errs.Invalid, "写的人里有 "+strconv.Itoa(len(named))+" 名不在这个组织这个月的党费表里").In("pay").Do("请核对姓名、组织和月份")
	}
	return out, nil
}

func duesText(w io.Writer, s *orglife.DuesSheet) {
	var rows [][]string
	for _, r := range s.Rows {
		state := "未交"
		switch {
		case r.Waived:
			state = "减免"
		case r.Settled:
			state = "已交"
		}
		amount := r.Why
		if r.Amount > 0 {
			amount = yuanText(r.Amount)
		}
		behind := ""
		if r.Behind > 0 {
			behind = "连续 " + strconv.Itoa(r.Behind) + " 个月没有交"
		}
		rows = append(rows, []string{r.Name, r.Branch, amount, yuanText(r.Paid), r.PaidOn, state, behind, r.Member})
	}
	if len(rows) > 0 {
		writeTable(w, []string{"姓名", "支部", "应交", "实交", "交纳日期", "情况", "以前", "编号"}, rows)
	}
	fmt.Fprintf(w, "%s：%d 人，已交 %d，减免 %d，未交 %d；应交 %s 元，实交 %s 元\n", s.Month, s.Members, s.Paid, s.Waived, s.Open, yuanText(s.AmountSum), yuanText(s.PaidSum))
	if s.Unknown > 0 {
		fmt.Fprintf(w, "注意：%d 人不知道应交多少，请填党费基数\n", s.Unknown)
	}
}

// yuanText shows fen as money is shown everywhere.
func yuanText(fen int64) string { return registers.Dues.Field("paid").Show(strconv.FormatInt(fen, 10)) }
