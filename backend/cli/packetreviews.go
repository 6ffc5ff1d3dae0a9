package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/packet"
)

func (a *app) packetReviews() *cobra.Command {
	c := &cobra.Command{
		Use: "reviews", Short: "列出待确认：几台电脑改得不一样的地方", Args: between(0, 0),
		Long: "列出几台电脑各自改了、改得不一样的地方，由人来定。隐私栏目打码，加 --private 才写全文，并记入查看记录。",
	}
	private := c.Flags().Bool("private", false, "隐私栏目显示全文（会记入查看记录）")
	c.RunE = a.exchange(func(ctx context.Context, x *packet.Exchange, _ []string) error {
		list, err := x.Reviews(ctx, *private)
		if err != nil {
			return err
		}
		for i := range list {
			list[i].Values, list[i].Fields, list[i].Refs = full(list[i].Values), full(list[i].Fields), full(list[i].Refs)
			for j := range list[i].Fields {
				list[i].Fields[j].Versions = full(list[i].Fields[j].Versions)
			}
		}
		return a.answer(object{{"reviews", full(list)}}, func(w io.Writer) { reviewsText(w, list) })
	})
	return c
}

func reviewsText(w io.Writer, list []packet.Review) {
	if len(list) == 0 {
		fmt.Fprintln(w, "没有待确认的。")
		return
	}
	for _, r := range list {
		fmt.Fprintf(w, "%s  %s“%s”的%s\n", r.ID, plain(r.RegisterLabel), plain(r.Title), plain(r.Label))
		if r.Field == packet.ReviewMerged {
			mergedText(w, r)
		} else {
			versionsText(w, r)
		}
		fmt.Fprintf(w, "  --take 可以写：%s\n", takes(r))
	}
	fmt.Fprintf(w, "共 %d 处待确认。处理：%s packet resolve 编号 --take %s\n", len(list), program, firstTake(list[0]))
}

// versionsText lists the versions of a review, each with who wrote it.
func versionsText(w io.Writer, r packet.Review) {
	var rows [][]string
	named := severalTheirs(r) || r.Field == packet.ReviewPair
	for i, f := range r.Fields {
		for _, v := range f.Versions {
			side := "对方的"
			if v.Mine {
				side = "我的"
			}
			text := v.Shown
			if text == "" {
				text = "（空）"
			}
			label := ""
			switch {
			case r.Field == packet.ReviewDeleted && i > 0 && !v.Current:
				label = f.Label + "，删除时："
			case r.Field == packet.ReviewDeleted && i > 0:
				label = f.Label + "，现在："
			case len(r.Fields) > 1 && r.Field != packet.ReviewDeleted:
				label = f.Label + "："
			}
			row := []string{"  " + side, v.Computer, v.Operator, v.When, label + text}
			if named {
				row = slices.Insert(row, 1, v.Op)
			}
			rows = append(rows, row)
		}
	}
	for i, row := range rows {
		for j := range row {
			rows[i][j] = cell(row[j], room(j, len(row)))
		}
	}
	writeColumns(w, rows)
}

// mergedText says what refers to a record that was merged.
func mergedText(w io.Writer, r packet.Review) {
	fmt.Fprintf(w, "  已并入“%s”（%s），还有 %d 条指向原来那条：\n", plain(r.IntoTitle), r.Into, len(r.Refs))
	var rows [][]string
	for _, ref := range r.Refs {
		rows = append(rows, []string{"  " + ref.RegisterLabel, ref.Row, plain(ref.Title), ref.Label})
	}
	writeColumns(w, rows)
}

// takes says in words what can be answered to a review.
func takes(r packet.Review) string {
	switch r.Field {
	case packet.ReviewMerged:
		return "repoint（都改为指向合并后的那条）"
	case packet.ReviewPair:
		return "要留下的那条的编号、both（都留）、neither（都不要）"
	case packet.ReviewDeleted:
		if r.Into != "" {
			return "keep（保留这条）、delete（仍然删除，已并入“" + plain(r.IntoTitle) + "”；改动要带过去的，先用 set 改 " + r.Into + "）"
		}
		return "keep（保留）、delete（删除）"
	}
	var how []string
	if hasMine(r) {
		how = append(how, "mine（我的）")
	}
	if severalTheirs(r) {
		how = append(how, "那一行的编号")
	} else {
		how = append(how, "theirs（对方的）")
	}
	if r.Both {
		how = append(how, "both（两个都要）")
	}
	text := strings.Join(how, "、")
	if len(r.Fields) == 1 {
		text += "，或者直接写要的内容"
	}
	return text
}

// firstTake is an answer that fits the review, as an example.
func firstTake(r packet.Review) string {
	switch r.Field {
	case packet.ReviewMerged:
		return "repoint"
	case packet.ReviewPair:
		return r.Values[0]
	case packet.ReviewDeleted:
		return "keep"
	}
	switch {
	case hasMine(r):
		return "mine"
	case severalTheirs(r):
		return r.Fields[0].Versions[0].Op
	}
	return "theirs"
}

// hasMine reports whether this PC wrote one of the versions.
func hasMine(r packet.Review) bool {
	return slices.ContainsFunc(r.Fields, func(f packet.ReviewField) bool {
		return slices.ContainsFunc(f.Versions, func(v packet.Version) bool { return v.Mine })
	})
}

// severalTheirs reports whether «theirs» could mean more than one version.
func severalTheirs(r packet.Review) bool {
	for _, f := range r.Fields {
		n := 0
		for _, v := range f.Versions {
			if !v.Mine {
				n++
			}
		}
		if n > 1 {
			return true
		}
	}
	return false
}

func (a *app) packetResolve() *cobra.Command {
	c := &cobra.Command{
		Use: "resolve 编号 --take 取哪个", Short: "处理一处待确认", Args: between(1, 1, "待确认的编号"),
		Long: "处理一处待确认，编号见 chengzhuan packet reviews。--take 写：\n" +
			"  mine    用我的\n  theirs  用对方的\n  both    两个都要（备注、电话、多选栏目）\n" +
			"  编号    用那一行的，对方不止一种改法时写它\n" +
			"  keep    保留这条记录（一边删了、一边改了的）\n  delete  删除这条记录\n" +
			"  neither 几条都不要（各删了一条的）\n  repoint 改为指向合并后的记录\n" +
			"  或者直接写要的内容。\n处理的结果是一次普通改动，可以撤销，也会随同步包带到别的电脑。",
		Example: "  chengzhuan packet resolve 1z141z-2s.mobile --take theirs\n  chengzhuan packet resolve 1z141z-2s.mobile --take 13800000001",
	}
	take := c.Flags().String("take", "", "`取哪个`：mine、theirs、both、keep、delete、neither、repoint 或内容（必填）")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if !cmd.Flags().Changed("take") {
			return usage(cmd, "请用 --take 写明取哪个")
		}
		return a.exchange(func(ctx context.Context, x *packet.Exchange, args []string) error {
			if err := fitting(ctx, x, args[0], *take); err != nil {
				return err
			}
			if err := x.Resolve(ctx, args[0], *take); err != nil {
				return err
			}
			s, err := x.Status(ctx)
			if err != nil {
				return err
			}
			return a.answer(object{{"review", args[0]}, {"reviews", s.Reviews}}, func(w io.Writer) {
				if s.Reviews == 0 {
					fmt.Fprintln(w, "已处理，没有待确认的了。")
					return
				}
				fmt.Fprintf(w, "已处理，还有 %d 处待确认。\n", s.Reviews)
			})
		})(cmd, args)
	}
	return c
}

// fitting refuses keep and delete where no deletion is in question: there they
// would be taken for the text of the field.
func fitting(ctx context.Context, x *packet.Exchange, review, take string) error {
	if take != "keep" && take != "delete" {
		return nil
	}
	list, err := x.Reviews(ctx, false)
	if err != nil {
		return err
	}
	for _, r := range list {
		if r.ID == review && r.Field != packet.ReviewDeleted {
			return errs.New(errs.Invalid, "“"+r.Label+"”这一处不是删除，不能写 "+take).In(r.Field).Do("可以写：" + takes(r))
		}
	}
	return nil
}
