package cli

import (
	"context"
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"chengzhuan/backend/documents"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/notices"
	"chengzhuan/backend/sheet"
)

func paperObject(p notices.Paper) object {
	return object{{"id", p.ID}, {"date", p.Date}, {"by", p.By}, {"pages", p.Pages}, {"bytes", p.Bytes}, {"digest", p.Digest}}
}

func (a *app) publicPost() *cobra.Command {
	c := &cobra.Command{Use: "post [编号] -o 文件.pdf", Short: "打印公示页去张贴，同时原样存档", Args: between(0, 1, "编号"),
		Long:    "打印公示页去张贴，同时把这一页原样存进账套：以后取出来的，和张贴的一个字节都不差。只有一次公示没有办结时可以不写编号。",
		Example: "  chengzhuan notices post GS-2026-K7QD-0004 -o 公示.pdf --paper A3"}
	a.postPage(c, func(_ context.Context, _ *ledger.Ledger, notice string) (string, error) { return notice, nil })
	return c
}

// postPage gives a command that prints and keeps the page of a notice its flags and its
// work; which says of which notice, by what was written behind the command.
func (a *app) postPage(c *cobra.Command, which func(ctx context.Context, l *ledger.Ledger, notice string) (string, error)) {
	to := output(c, "要保存的 PDF `文件`（必填）")
	f := c.Flags()
	size, theme, place := f.String("paper", "", "`纸张`：A4、A3、A2、A1"), f.String("theme", "", "`样式`：redgold 红金，brick 城砖，plain 省墨"), f.String("place", "", "张贴`处`")
	c.RunE = a.needOutput(to, a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
		notice, err := which(ctx, l, join(args))
		if err != nil {
			return err
		}
		out, paper, err := documents.PostNotice(ctx, l, notice, map[string]string{"place": *place}, documents.Options{Paper: *size, Theme: documents.Theme(*theme)})
		if err != nil {
			return err
		}
		if err := sheet.SafeFile(*to, func(w io.Writer) error { _, err := w.Write(out.PDF); return err }); err != nil {
			return err
		}
		return a.answer(object{{"file", *to}, {"pages", out.Pages}, {"notes", list(out.Notes)}, {"paper", paperObject(paper)}}, func(w io.Writer) {
			fmt.Fprintf(w, "已打印公示，共 %d 页，并已存档：%s\n", out.Pages, *to)
			for _, n := range out.Notes {
				fmt.Fprintln(w, "说明："+n)
			}
		})
	}))
}

func (a *app) publicPapers() *cobra.Command {
	c := &cobra.Command{Use: "papers [编号]", Short: "一次公示存档的页；用 --save 取出来", Args: between(0, 1, "编号"),
		Example: "  chengzhuan notices papers GS-2026-K7QD-0004\n  chengzhuan notices papers --save 1z141z-2s -o 存档.pdf"}
	a.keptPages(c)
	return c
}

// keptPages gives a command that lists and takes out kept pages its flags and its work;
// kinds are those whose only open notice need not be named.
func (a *app) keptPages(c *cobra.Command, kinds ...string) {
	save := c.Flags().String("save", "", "取出哪一份`存档`")
	to := output(c, "取出来存成哪个`文件`")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if *save != "" {
			return a.needOutput(to, a.posting(func(ctx context.Context, d *notices.Desk, _ *ledger.Ledger, _ []string) error {
				pdf, err := d.PDF(ctx, *save)
				if err != nil {
					return err
				}
				if err := sheet.SafeFile(*to, func(w io.Writer) error { _, err := w.Write(pdf); return err }); err != nil {
					return err
				}
				return a.answer(object{{"file", *to}, {"bytes", len(pdf)}}, func(w io.Writer) { fmt.Fprintf(w, "已存到：%s\n", *to) })
			}))(cmd, args)
		}
		return a.posting(func(ctx context.Context, d *notices.Desk, _ *ledger.Ledger, args []string) error {
			id, err := d.Find(ctx, join(args), kinds...)
			if err != nil {
				return err
			}
			papers, err := d.Papers(ctx, id)
			if err != nil {
				return err
			}
			rows := []object{}
			for _, p := range papers {
				rows = append(rows, paperObject(p))
			}
			return a.answer(object{{"papers", rows}}, func(w io.Writer) {
				for _, p := range papers {
					fmt.Fprintf(w, "%s  %s  %d 页  %d KB  %s\n", p.ID, p.Date, p.Pages, (p.Bytes+1023)/1024, p.By)
				}
				if len(papers) == 0 {
					fmt.Fprintln(w, "没有存档的公示页")
				}
			})
		})(cmd, args)
	}
}

// join is the one argument that a command may have, or "".
func join(args []string) string {
	if len(args) == 0 {
		return ""
	}
	return args[0]
}

// list is a list that JSON never writes as null.
func list(s []string) []string {
	if s == nil {
		return []string{}
	}
	return s
}
