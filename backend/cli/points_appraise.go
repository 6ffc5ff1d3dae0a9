package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/points"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
)

func (a *app) pointAppraise() *cobra.Command {
	c := &cobra.Command{
		Use: "appraise", Short: "民主评议：看积分建议的等次，记评定的等次", Args: between(0, 0),
		Long: "不写 --member 时列出一年的积分给民主评议的建议和理由，以及已经评定的等次。积分只作建议，等次由评议会评定。\n" +
			"写 --member 和 --grade 时记下一名党员评定的等次：优秀、合格、基本合格、不合格、不定等次；--grade 写“无”就取消。",
		Example: "  chengzhuan points appraise --year 2026\n  chengzhuan points appraise --year 2026 --member 李建国 --grade 优秀 --date 2026-12-20",
	}
	f := c.Flags()
	year, member := yearFlag(c), f.String("member", "", "党员的`编号`或姓名")
	grade, date := f.String("grade", "", "评定的`等次`"), f.String("date", "", "评议会的`日期`；不写就是今天")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if (*member == "") != (*grade == "") {
			return usage(cmd, "记等次要同时写 --member 和 --grade")
		}
		day, err := dayFlag("date", *date)
		if err != nil {
			return err
		}
		return a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, _ []string) error {
			if *member == "" {
				return a.suggestions(ctx, d, year(l))
			}
			id, err := memberID(ctx, l, *member)
			if err != nil {
				return err
			}
			if *grade == "无" {
				*grade = ""
			}
			n, err := d.Appraise(ctx, year(l), []points.Graded{{Member: id, Grade: *grade, Date: day}})
			if err != nil {
				return err
			}
			return a.answer(object{{"changed", n}}, func(w io.Writer) { fmt.Fprintf(w, "已记下 %d 人的评定等次\n", n) })
		})(cmd, args)
	}
	return c
}

func (a *app) suggestions(ctx context.Context, d *points.Desk, year int) error {
	s, err := d.Suggest(ctx, year)
	if err != nil {
		return err
	}
	docs := []object{}
	for _, x := range s.Rows {
		docs = append(docs, object{{"member", x.Member}, {"name", x.Name}, {"branchName", x.BranchName}, {"place", x.Place}, {"total", onePlace(rules.Points(x.Total.Tenths))}, {"stars", x.Stars}, {"exempt", x.Exempt},
			{"grade", x.Grade}, {"reasons", x.Reasons}, {"code", x.Code}, {"decided", x.Decided}, {"decidedOn", x.DecidedOn}})
		if x.Exempt {
			docs[len(docs)-1][4].value = nil // as in a balance
		}
	}
	return a.answer(object{{"rows", docs}, {"branches", s.Branches}}, func(w io.Writer) {
		var rows [][]string
		for _, x := range s.Rows {
			label, _ := registers.AppraisalGrades.LabelOf(x.Decided)
			total := x.Total.Text
			if x.Exempt {
				total = "免评"
			}
			rows = append(rows, []string{x.Name, x.BranchName, total, x.Grade, label, strings.Join(x.Reasons, "；")})
		}
		writeTable(w, []string{"姓名", "支部", "总分", "建议", "评定", "理由"}, rows)
	})
}
