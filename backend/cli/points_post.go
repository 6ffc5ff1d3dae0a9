package cli

import (
	"context"

	"github.com/spf13/cobra"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/points"
	"chengzhuan/backend/registers"
)

func (a *app) noticePost() *cobra.Command {
	c := &cobra.Command{
		Use: "post [编号] -o 文件.pdf", Short: "打印公示页去张贴，同时原样存档", Args: between(0, 1, "编号"),
		Long:    "打印公示页去张贴，同时把这一页原样存进账套：以后取出来的，和张贴的一个字节都不差。只有一次公示没有办结时可以不写编号。",
		Example: "  chengzhuan points notice post GS-2026-K7QD-0001 -o 公示.pdf --paper A3",
	}
	a.postPage(c, func(ctx context.Context, l *ledger.Ledger, notice string) (string, error) {
		n, err := points.New(l).Notice(ctx, notice)
		return n.ID, err
	})
	return c
}

func (a *app) noticePapers() *cobra.Command {
	c := &cobra.Command{
		Use: "papers [编号]", Short: "一次公示存档的页；用 --save 取出来", Args: between(0, 1, "编号"),
		Example: "  chengzhuan points notice papers GS-2026-K7QD-0001\n  chengzhuan points notice papers --save 1z141z-2s -o 存档.pdf",
	}
	a.keptPages(c, registers.NoticePoints)
	return c
}
