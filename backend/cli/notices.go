package cli

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/bind"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/notices"
	"chengzhuan/backend/registers"
)

func (a *app) noticesCommand() *cobra.Command {
	return a.group(&cobra.Command{
		Use: "notices 命令", Short: "公示：评优表彰、发展党员、其他事项；张贴、异议、期满",
		Long: "公示一批名单：张贴 → 登记异议 → 处理 → 期满办结。没有异议的，期满第二天自动办结；有异议的那一条等处理完。\n" +
			"公示期按工作日算，张贴当天算第一天。党员积分的公示用 points notice 开始和处理异议，这里也列出来。",
		Example: "  chengzhuan notices open --kind development --title 拟接收预备党员公示 --line 高福来,第一支部,拟接收为预备党员\n" +
			"  chengzhuan notices object GS-2026-K7QD-0004 --line 1 --reason 没有参加支部大会\n  chengzhuan notices post GS-2026-K7QD-0004 -o 公示.pdf",
	}, "notices list", a.publicOpen(), a.publicList(), a.publicShow(), a.publicObject(), a.publicDecide(), a.publicClose(), a.publicWithdraw(), a.publicPost(), a.publicPapers(), a.publicSettle())
}

// posting opens the book for a command about notices.
func (a *app) posting(f func(ctx context.Context, d *notices.Desk, l *ledger.Ledger, args []string) error) func(*cobra.Command, []string) error {
	return a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
		return f(ctx, notices.New(l), l, args)
	})
}

// noticeKind reads a kind of notice: a word of English, a label or a code.
func noticeKind(cmd *cobra.Command, text string) (string, error) {
	words := map[string]string{"points": registers.NoticePoints, "awards": registers.NoticeAwards, "development": registers.NoticeDevelopment, "other": registers.NoticeOther}
	if code := words[strings.ToLower(strings.TrimSpace(text))]; code != "" {
		return code, nil
	}
	if code, ok := registers.NoticeKinds.Find(text); ok {
		return code, nil
	}
	return "", usage(cmd, "请用 --kind 写明公示什么：awards（评优表彰）、development（发展党员）、other（其他事项）")
}

func (a *app) publicOpen() *cobra.Command {
	c := &cobra.Command{
		Use: "open --kind 种类 --title 标题 [--awards 编号,…] [--line 姓名,单位,事项]", Short: "开始一次公示", Args: between(0, 0),
		Long: "开始一次公示，得到公示编号。名单用 --line 一条一条写，评优表彰也可以用 --awards 从奖惩台账里选；张贴后名单不能再改。\n" +
			"写错了用 withdraw 撤回，另开一次。",
		Example: "  chengzhuan notices open --kind awards --title 2026年度优秀共产党员公示 --awards 1z141z-2s,1z141z-2t --phone 027-80000001\n" +
			"  chengzhuan notices open --kind other --title 摊位安排公示 --line 高福来,东门,3号摊位 --line 宁强,东门,4号摊位 --masked",
	}
	f := c.Flags()
	kind, title, body := f.String("kind", "", "公示`种类`：awards、development、other（必填）"), f.String("title", "", "公示`标题`（必填）"), f.String("body", "", "名单上面的`正文`；不写就用通常的一句")
	awards, lines := f.StringSlice("awards", nil, "奖惩台账里的`编号`，可写多个"), f.StringArray("line", nil, "一条：`姓名,单位,事项`，可写多次")
	from, days := f.String("from", "", "张贴`日期`；不写就是今天"), f.Int("days", 0, "公示几个工作`天数`；不写就按设置")
	phone, name, masked := f.String("phone", "", "异议`电话`"), f.String("by", "", "经办人`姓名`；不写就是操作人"), f.Bool("masked", false, "上墙时隐去名字")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		in := notices.Input{Title: *title, Body: *body, Days: *days, Phone: *phone, By: *name, Masked: *masked}
		var err error
		if in.Kind, err = noticeKind(cmd, *kind); err != nil {
			return err
		}
		if in.From, err = dayFlag("from", *from); err != nil {
			return err
		}
		for _, id := range *awards {
			in.Lines = append(in.Lines, notices.PostLine{Award: id})
		}
		in.Lines = append(in.Lines, notices.ReadLines(strings.Join(*lines, "\n"))...)
		return a.posting(func(ctx context.Context, d *notices.Desk, _ *ledger.Ledger, _ []string) error {
			v, err := d.Open(ctx, in)
			return a.public(v, err)
		})(cmd, args)
	}
	return c
}

// stateWords are how a notice stands, in words.
func stateWords(n *notices.PublicNotice) string {
	switch n.State {
	case notices.Withdrawn:
		return "已撤回（" + n.Withdrawn + "）"
	case notices.Closed:
		return "已办结（" + n.Closed + "）"
	case notices.Over:
		return "公示期满"
	}
	return "公示中，还剩 " + strconv.Itoa(n.Left) + " 个工作日"
}

// public answers with a notice.
func (a *app) public(v notices.PublicView, err error) error {
	if err != nil {
		return err
	}
	return a.answer(v, func(w io.Writer) {
		n := &v.Notice
		first := ""
		if n.FirstCounts {
			first = "，张贴当天算第一天"
		}
		fmt.Fprintf(w, "%s %s（%s）：%s 至 %s（%d 个工作日%s），%s\n", n.No, n.Title, n.KindLabel, n.From, n.To, n.Days, first, stateWords(n))
		var rows [][]string
		for _, l := range v.Lines {
			outcome := l.Label
			if l.Waiting {
				outcome = "有异议，等处理"
			}
			rows = append(rows, []string{strconv.Itoa(l.Seq), l.Name, l.Unit, l.Content, outcome})
		}
		if len(rows) > 0 {
			writeTable(w, []string{"序号", "姓名", "支部或单位", "公示内容", "结果"}, rows)
		}
		for _, o := range v.Objections {
			about := "整个公示"
			if o.Line != "" {
				about = "第 " + strconv.Itoa(o.Seq) + " 条"
			}
			done := o.Due + " 前答复"
			if o.Outcome != "" {
				done = o.Decided + " " + o.DecidedBy + " " + o.Outcome
			}
			fmt.Fprintf(w, "异议 %s  %s  %s  %s\n", o.ID, o.Date, about, done)
		}
	})
}

func (a *app) publicList() *cobra.Command {
	c := &cobra.Command{Use: "list", Short: "列出各种公示，最新的在前", Args: between(0, 0)}
	kind, open := c.Flags().String("kind", "", "只列这一`种类`：points、awards、development、other"), c.Flags().Bool("open", false, "只列没有办结的")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		var kinds []string
		if *kind != "" {
			code, err := noticeKind(cmd, *kind)
			if err != nil {
				return err
			}
			kinds = append(kinds, code)
		}
		return a.posting(func(ctx context.Context, d *notices.Desk, _ *ledger.Ledger, _ []string) error {
			all, err := d.List(ctx, kinds...)
			if err != nil {
				return err
			}
			list := []notices.PublicNotice{}
			var rows [][]string
			for _, n := range all {
				if *open && (n.State == notices.Closed || n.State == notices.Withdrawn) {
					continue
				}
				list = append(list, n)
				rows = append(rows, []string{n.No, n.KindLabel, n.Title, n.From, n.To, strconv.Itoa(n.Count), strconv.Itoa(n.Objections), stateWords(&n)})
			}
			return a.answer(list, func(w io.Writer) {
				writeTable(w, []string{"编号", "种类", "标题", "开始", "结束", "条数", "异议", "状态"}, rows)
			})
		})(cmd, args)
	}
	return c
}

func (a *app) publicShow() *cobra.Command {
	c := &cobra.Command{Use: "show [编号]", Short: "一次公示：名单、异议、结果", Args: between(0, 1, "编号"),
		Long: "一次公示的名单、异议和结果。异议的内容和提出人默认不显示，用 --full 显示，会记入查看记录。"}
	full := c.Flags().Bool("full", false, "显示异议的内容和提出人")
	c.RunE = a.posting(func(ctx context.Context, d *notices.Desk, _ *ledger.Ledger, args []string) error {
		v, err := d.View(ctx, join(args), *full)
		return a.public(v, err)
	})
	return c
}

func (a *app) publicObject() *cobra.Command {
	c := &cobra.Command{
		Use: "object [编号] [--line 序号] --reason 内容", Short: "登记一件异议：那一条等处理；不写序号就是对整个公示", Args: between(0, 1, "编号"),
		Long: "登记一件异议，得到异议编号和答复期限。对一条的异议只挡住那一条；对整个公示的异议，处理完才能办结。",
	}
	f := c.Flags()
	line, reason, date := f.Int("line", 0, "名单里的`序号`；不写就是对整个公示"), f.String("reason", "", "异议`内容`（必填）"), f.String("date", "", "提出`日期`；不写就是今天")
	name, person, phone := f.String("by", "", "登记人`姓名`；不写就是操作人"), f.String("person", "", "谁提出的`姓名`；不愿写的可以不写"), f.String("phone", "", "提出人`电话`")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		day, err := dayFlag("date", *date)
		if err != nil {
			return err
		}
		return a.posting(func(ctx context.Context, d *notices.Desk, _ *ledger.Ledger, args []string) error {
			o := notices.Objection{Notice: join(args), Date: day, Person: *person, Phone: *phone, Content: *reason, By: *name}
			if *line != 0 {
				v, err := d.View(ctx, o.Notice, false)
				if err != nil {
					return err
				}
				for _, l := range v.Lines {
					if l.Seq == *line {
						o.Notice, o.Line = v.Notice.ID, l.ID
					}
				}
				if o.Line == "" && v.Notice.Kind != registers.NoticePoints {
					return errs.New(errs.NotFound, fmt.Sprintf("公示 %s 里没有第 %d 条", v.Notice.No, *line)).In("line").Do("序号见 " + program + " notices show " + v.Notice.No)
				}
			}
			out, err := d.Object(ctx, o)
			if err != nil {
				return err
			}
			return a.answer(out, func(w io.Writer) { fmt.Fprintf(w, "已登记异议（编号 %s），%s 前答复\n", out.ID, out.Due) })
		})(cmd, args)
	}
	return c
}

func (a *app) publicDecide() *cobra.Command {
	c := &cobra.Command{
		Use: "decide 异议编号 --outcome 维持 --answer 答复 --by 姓名", Short: "处理一件异议：维持或更正", Args: between(1, 1, "异议编号"),
		Long: "处理一件异议。维持：异议不成立，照原来的公示；更正：异议成立，这一条不予通过。被公示的人、提出异议的人不能处理。",
	}
	f := c.Flags()
	outcome, answer := f.String("outcome", "", "`结果`：维持（upheld）或更正（corrected）（必填）"), f.String("answer", "", "`答复`（必填）")
	name, date := f.String("by", "", "处理人`姓名`；不写就是操作人"), f.String("date", "", "`日期`；不写就是今天")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		day, err := dayFlag("date", *date)
		if err != nil {
			return err
		}
		code := map[string]string{"upheld": registers.OutcomeUpheld, "corrected": registers.OutcomeCorrected}[strings.ToLower(*outcome)]
		if code == "" {
			code, _ = registers.ObjectionOutcomes.Find(*outcome)
		}
		if code == "" {
			return usage(cmd, "请用 --outcome 写明结果：维持或更正")
		}
		return a.posting(func(ctx context.Context, d *notices.Desk, _ *ledger.Ledger, args []string) error {
			v, err := d.Decide(ctx, notices.Decision{Objection: args[0], Outcome: code, Answer: *answer, By: *name, Date: day})
			return a.public(v, err)
		})(cmd, args)
	}
	return c
}

func (a *app) publicClose() *cobra.Command {
	c := &cobra.Command{Use: "close [编号] --by 姓名", Short: "公示期满，办结：没有异议的通过", Args: between(0, 1, "编号"),
		Long: "公示期满办结：没有异议的通过，有异议的等处理。只有一次公示没有办结时可以不写编号。"}
	name, date := c.Flags().String("by", "", "经办人`姓名`；不写就是操作人"), c.Flags().String("date", "", "`日期`；不写就是今天")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		day, err := dayFlag("date", *date)
		if err != nil {
			return err
		}
		return a.posting(func(ctx context.Context, d *notices.Desk, _ *ledger.Ledger, args []string) error {
			v, err := d.Close(ctx, join(args), *name, day)
			return a.public(v, err)
		})(cmd, args)
	}
	return c
}

func (a *app) publicWithdraw() *cobra.Command {
	c := &cobra.Command{Use: "withdraw [编号] --reason 理由", Short: "撤回一次没有办结的公示，理由留底", Args: between(0, 1, "编号"),
		Long: "撤回一次没有办结的公示。它留在列表里，写明理由；名单都不生效，可以另开一次。"}
	reason, name, date := c.Flags().String("reason", "", "`理由`（必填）"), c.Flags().String("by", "", "经办人`姓名`；不写就是操作人"), c.Flags().String("date", "", "`日期`；不写就是今天")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		day, err := dayFlag("date", *date)
		if err != nil {
			return err
		}
		return a.posting(func(ctx context.Context, d *notices.Desk, _ *ledger.Ledger, args []string) error {
			v, err := d.Withdraw(ctx, join(args), *reason, *name, day)
			return a.public(v, err)
		})(cmd, args)
	}
	return c
}

func (a *app) publicSettle() *cobra.Command {
	c := &cobra.Command{Use: "settle", Short: "把期满的公示都办结，各种公示一起", Args: between(0, 0)}
	c.RunE = a.book(func(ctx context.Context, l *ledger.Ledger, _ []string) error {
		n, err := bind.SettleNotices(ctx, l)
		if err != nil {
			return err
		}
		return a.answer(object{{"closed", n}}, func(w io.Writer) { fmt.Fprintf(w, "已办结 %d 次公示\n", n) })
	})
	return c
}
