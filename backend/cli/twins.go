package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
)

func (a *app) twinsCommand() *cobra.Command {
	c := &cobra.Command{Use: "twins 台账", Short: "列出重复和疑似重复的记录", Args: between(1, 1, "台账")}
	limit := c.Flags().Int("limit", 100, "最多列出几`对`")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if *limit < 1 || *limit > 10000 {
			return usage(cmd, "--limit 应在 1 到 10000 之间")
		}
		return a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
			d, err := register(l, args[0])
			if err != nil {
				return err
			}
			pairs, err := l.Pairs(ctx, d.Key, *limit)
			if err != nil {
				return err
			}
			return a.answer(object{{"pairs", pairs}}, func(w io.Writer) {
				if len(pairs) == 0 {
					fmt.Fprintln(w, "没有发现重复的"+d.Label+"。")
					return
				}
				var rows [][]string
				for _, p := range pairs {
					sure := "疑似"
					if p.Certain {
						sure = "确定"
					}
					rows = append(rows, []string{sure, p.Why, p.A.ID, p.A.Title, p.B.ID, p.B.Title})
				}
				writeTable(w, []string{"", "依据", "编号", "名称", "编号", "名称"}, rows)
				fmt.Fprintf(w, "合并：%s merge %s 保留的编号 并入的编号\n", program, d.Label)
			})
		})(cmd, args)
	}
	return c
}

func (a *app) mergeCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "merge 台账 保留的编号 并入的编号", Short: "把两条记录合并成一条", Args: between(3, 3, "台账", "保留的编号", "并入的编号"),
		Long:    "把两条记录合并成一条，可以撤销。保留的那条空着的栏目由另一条补上，备注接在一起，指向另一条的记录改指保留的这条；两边都填了就取保留的那条，除非用 --take 指定。",
		Example: "  chengzhuan merge 党员 1z141z-2s 1z141z-3a --take 手机=drop",
	}
	takes := c.Flags().StringArray("take", nil, "某栏目取哪一条：`栏目=keep` 或 栏目=drop，可写多次")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		return a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
			d, err := register(l, args[0])
			if err != nil {
				return err
			}
			var picks []ledger.MergePick
			for _, s := range *takes {
				name, side, ok := strings.Cut(s, "=")
				take := map[string]string{"keep": "a", "drop": "b"}[side]
				if !ok || take == "" {
					return usage(cmd, "--take 的“"+s+"”写法不对，应是 栏目=keep 或 栏目=drop")
				}
				key, err := column(d, strings.TrimSpace(name))
				if err != nil {
					return err
				}
				if d.Field(key) == nil {
					return errs.New(errs.Invalid, "“"+name+"”是算出来的，不能指定").In(key)
				}
				picks = append(picks, ledger.MergePick{Key: key, Take: take})
			}
			r, err := l.Merge(ctx, d.Key, args[1], args[2], picks)
			if err != nil {
				return err
			}
			return a.undone(r, "已合并。撤销："+program+" undo "+r.Change, "没有改动。")
		})(cmd, args)
	}
	return c
}
