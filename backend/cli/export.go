package cli

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/sheet"
)

func (a *app) exportCommand() *cobra.Command {
	c := &cobra.Command{
		Use: "export 台账 -o 文件", Short: "导出成 XLSX、CSV 或 JSON", Args: between(1, 1, "台账"),
		Long:    "导出一个台账。格式看文件名的结尾：.xlsx、.csv 或 .json。隐私栏目打码，加 --unmask 才写全文，并记入查看记录。",
		Example: "  chengzhuan export 党员 -o 党员.xlsx\n  chengzhuan export 党员 -o 回族党员.csv --where 民族=回族 --columns 姓名,性别,民族",
	}
	var f filter
	f.declare(c)
	to := output(c, "要保存的`文件`（必填）")
	names := c.Flags().StringSlice("columns", nil, "只导出这些`栏目`，用逗号隔开")
	unmask := c.Flags().Bool("unmask", false, "隐私栏目写全文（会记入查看记录）")
	c.RunE = a.needOutput(to, func(cmd *cobra.Command, args []string) error {
		format := strings.TrimPrefix(strings.ToLower(filepath.Ext(*to)), ".")
		if format != "xlsx" && format != "csv" && format != "json" {
			return errs.New(errs.Invalid, "不知道要导出成什么格式").In("output").Do("文件名请以 .xlsx、.csv 或 .json 结尾")
		}
		return a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
			d, err := register(l, args[0])
			if err != nil {
				return err
			}
			e := ledger.Export{Format: format, Unmask: *unmask}
			if e.Query, err = f.read(ctx, cmd, l, d); err != nil {
				return err
			}
			if e.Columns, err = columns(d, *names); err != nil {
				return err
			}
			rows := 0
			p := a.progress("正在导出")
			err = sheet.SafeFile(*to, func(w io.Writer) (err error) {
				rows, err = l.Export(ctx, e, w, p.show)
				if err == nil {
					err = ctx.Err()
				}
				return err
			})
			p.end()
			if err != nil {
				return canceled(ctx, err)
			}
			return a.answer(object{{"file", *to}, {"rows", rows}}, func(w io.Writer) {
				fmt.Fprintf(w, "已导出 %d 条：%s\n", rows, *to)
			})
		})(cmd, args)
	})
	return c
}

// canceled words the error of a work that was interrupted.
func canceled(ctx context.Context, err error) error {
	if ctx.Err() != nil && !errs.Is(err, errs.Canceled) {
		return errs.Wrap(errs.Canceled, err, "已取消，文件没有保存")
	}
	return err
}
