package cli

import (
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
)

func (a *app) pointBalance() *cobra.Command {
	c := &cobra.Command{
		Use: "balance --member 编号 --year 年度", Short: "一名党员一年的积分", Args: between(0, 0),
		Example: "  chengzhuan points balance --member 1z141z-2s --year 2026",
	}
	member, year, until := c.Flags().String("member", "", "党员的`编号`或姓名（必填）"), yearFlag(c), untilFlag(c)
	c.RunE = func(cmd *cobra.Command, args []string) error {
		day, err := until()
		if err != nil {
			return err
		}
		return a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, _ []string) error {
			id, err := memberID(ctx, l, *member)
			if err != nil {
				return err
			}
			s, err := d.BalanceUntil(ctx, id, year(l), day)
			if err != nil {
				return err
			}
			if behind(&s.Balance) {
				if err := looked(ctx, l, registers.PointEntries.Key, id, strconv.Itoa(s.Year)+" 年积分和扣分", 1); err != nil {
					return err
				}
			}
			doc := append(balance(&s.Balance), pair{"member", s.Member}, pair{"year", s.Year}, pair{"pending", s.Pending}, pair{"closed", s.Closed})
			return a.answer(doc, func(w io.Writer) { scoreText(w, &s) })
		})(cmd, args)
	}
	return c
}

func scoreText(w io.Writer, s *points.Score) {
	b := &s.Balance
	fmt.Fprintf(w, "%s %d 年积分：%s %s\n", s.Name, s.Year, totalText(b), starText(b))
	fmt.Fprintf(w, "基础分 %s + 贡献分 %s + 表彰加分 %s − 扣分 %s", b.Base.Text(), b.Contribution.Text(), b.Honour.Text(), b.Deduction.Text())
	if b.Carried != 0 {
		fmt.Fprintf(w, " + 上年结转 %s", b.Carried.Text())
	}
	fmt.Fprintln(w)
	if s.Months < 12 {
		fmt.Fprintf(w, "年中加入，加分上限按 %d 个月折算\n", s.Months)
	}
	if s.Pending > 0 {
		fmt.Fprintf(w, "还有 %d 条申报没有办完，没有计入\n", s.Pending)
	}
}

func (a *app) pointExplain() *cobra.Command {
	c := &cobra.Command{
		Use: "explain --member 编号 --year 年度", Short: "这个分数是怎么来的：每一条、规则、上限、审核人", Args: between(0, 0),
		Example: "  chengzhuan points explain --member 1z141z-2s --year 2026",
	}
	member, year := c.Flags().String("member", "", "党员的`编号`或姓名（必填）"), yearFlag(c)
	c.RunE = a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, _ []string) error {
		id, err := memberID(ctx, l, *member)
		if err != nil {
			return err
		}
		s, err := d.Explain(ctx, id, year(l))
		if err != nil {
			return err
		}
		from := cn.Date(strconv.Itoa(s.Year) + "-01-01")
		changed, err := d.Outdated(ctx, from, from[:5]+"12-31", id)
		if err != nil {
			return err
		}
		if err := looked(ctx, l, registers.PointEntries.Key, id, strconv.Itoa(s.Year)+" 年积分明细", len(s.Lines)); err != nil {
			return err
		}
		lines := []object{}
		var rows [][]string
		for i := range s.Lines {
			line := &s.Lines[i]
			text, unit, sign := "", "", rules.Points(1)
			if line.Rule != nil {
				text, unit = line.Rule.Text, line.Rule.Unit
				if line.Rule.Group == rules.Deduction {
					sign = -1
				}
			}
			quantity := rules.Points(line.Entry.Quantity).Short()
			cuts := []object{}
			for j, cut := range line.Cuts {
				by := ""
				if cut.By != 0 {
					by = oplog.ID(cut.By).String()
				}
				cuts = append(cuts, object{{"why", cut.Why}, {"lost", onePlace(cut.Lost)}, {"cap", onePlace(cut.Cap)}, {"by", by}, {"text", line.Why[j]}})
			}
			lines = append(lines, object{{"id", line.Claim}, {"no", line.No}, {"date", line.Date}, {"rule", line.Entry.Code}, {"text", text}, {"quantity", quantity}, {"unit", unit},
				{"points", onePlace(sign * line.Raw)}, {"granted", onePlace(sign * line.Granted)}, {"cuts", cuts}, {"reviewed", line.Reviewed}})
			rows = append(rows, []string{string(line.Date), line.Entry.Code, text, quantity + unit, (sign * line.Raw).Text(), (sign * line.Granted).Text(), strings.Join(line.Why, "；"), line.Reviewed, line.No})
		}
		doc := append(balance(&s.Balance), pair{"member", s.Member}, pair{"year", s.Year}, pair{"entries", lines}, pair{"changed", changed})
		return a.answer(doc, func(w io.Writer) {
			scoreText(w, &s)
			if len(rows) > 0 {
				writeTable(w, []string{"日期", "规则", "事项", "数量", "应计", "实计", "说明", "审核", "编号"}, rows)
			}
			changedText(w, changed)
		})
	})
	return c
}

func (a *app) pointRanking() *cobra.Command {
	c := &cobra.Command{
		Use: "ranking --year 年度", Short: "全体党员的积分排名", Args: between(0, 0),
		Long: "按总分从高到低；同分同名次，下一名跳过（1、1、3）。免评的排在最后，没有名次。",
	}
	year, until := yearFlag(c), untilFlag(c)
	c.RunE = func(cmd *cobra.Command, args []string) error {
		day, err := until()
		if err != nil {
			return err
		}
		return a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, _ []string) error {
			list, err := d.RankingUntil(ctx, year(l), day)
			if err != nil {
				return err
			}
			if len(list) > 0 {
				if err := looked(ctx, l, registers.PointEntries.Key, "", "扣分和落后人员", len(list)); err != nil {
					return err
				}
			}
			docs := make([]object, len(list))
			var rows [][]string
			for i := range list {
				r := &list[i]
				place := any(r.Place)
				if r.Place == 0 {
					place = nil
				}
				docs[i] = append(object{{"rank", place}, {"member", r.Member.String()}, {"name", r.Name}}, balance(&r.Balance)...)
				if !a.json {
					at := "—"
					if r.Place > 0 {
						at = strconv.Itoa(r.Place)
					}
					rows = append(rows, []string{at, r.Name, totalText(&r.Balance), starText(&r.Balance), r.Base.Text(), r.Contribution.Text(), r.Honour.Text(), r.Deduction.Text()})
				}
			}
			err = a.answer(docs, func(w io.Writer) {
				writeTable(w, []string{"名次", "姓名", "总分", "星级", "基础分", "贡献分", "表彰加分", "扣分"}, rows)
			})
			if err == nil {
				d.Remember(ctx) // the answer stands there already
			}
			return err
		})(cmd, args)
	}
	return c
}

func (a *app) pointClose() *cobra.Command {
	c := &cobra.Command{
		Use: "close --year 年度", Short: "结算一年：每个人的结果留底", Args: between(0, 0),
		Long: "结算一年。结果留底，之后这一年的积分不能再改。已经结算的再运行一次，会说明后来收到的同步包会不会改变结果。",
	}
	year := yearFlag(c)
	name, note, check := c.Flags().String("by", "", "结算人`姓名`；不写就是操作人"), c.Flags().String("note", "", "`备注`"), c.Flags().Bool("check", false, "只看已有的结算和后来的变化")
	c.RunE = a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, _ []string) error {
		out, err := d.Closed(ctx, year(l))
		if err != nil && errs.Of(err).Code == errs.NotFound && !*check {
			out, err = d.Close(ctx, year(l), *name, *note)
		}
		if err != nil {
			return err
		}
		drift := []object{}
		for _, m := range out.Drift {
			drift = append(drift, object{{"member", m.Member}, {"name", m.Name}, {"was", onePlace(m.Was)}, {"now", onePlace(m.Now)}, {"added", m.Added}, {"removed", m.Removed}})
		}
		doc := object{{"id", out.ID}, {"year", out.Year}, {"date", out.Date}, {"by", out.By}, {"members", out.Members}, {"exempt", out.Exempt}, {"entries", out.Entries},
			{"digest", out.Digest}, {"pending", out.Pending}, {"drift", drift}, {"warnings", out.Warnings}}
		return a.answer(doc, func(w io.Writer) {
			fmt.Fprintf(w, "%d 年积分已结算（%s）：%d 名党员，免评 %d 名，生效 %d 条\n", out.Year, out.Date, out.Members, out.Exempt, out.Entries)
			for _, text := range out.Warnings {
				fmt.Fprintln(w, "注意："+text)
			}
			if len(out.Drift) > 0 {
				fmt.Fprintf(w, "结算之后，有 %d 名党员按现在的记录会是另一个结果：\n", len(out.Drift))
				var rows [][]string
				for _, m := range out.Drift {
					rows = append(rows, []string{m.Name, m.Was.Text(), m.Now.Text()})
				}
				writeTable(w, []string{"姓名", "结算时", "现在"}, rows)
			}
		})
	})
	return c
}

func (a *app) pointReopen() *cobra.Command {
	c := &cobra.Command{Use: "reopen --year 年度 --reason 理由", Short: "撤销年度结算，理由留底", Args: between(0, 0)}
	year, reason := yearFlag(c), c.Flags().String("reason", "", "`理由`（必填）")
	c.RunE = a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, _ []string) error {
		if err := d.Reopen(ctx, year(l), *reason); err != nil {
			return err
		}
		return a.answer(object{{"year", year(l)}}, func(w io.Writer) { fmt.Fprintf(w, "已撤销 %d 年积分结算\n", year(l)) })
	})
	return c
}

func (a *app) pointExempt() *cobra.Command {
	c := &cobra.Command{
		Use: "exempt --member 编号 --year 年度 --by 姓名", Short: "一名党员这一年免评", Args: between(0, 0),
		Example: "  chengzhuan points exempt --member 1z141z-2s --year 2026 --reason 年满八十 --by 支委会",
	}
	member, year := c.Flags().String("member", "", "党员的`编号`或姓名（必填）"), yearFlag(c)
	reason, name, off := c.Flags().String("reason", "", "`原因`"), c.Flags().String("by", "", "由谁`同意`，例如支委会"), c.Flags().Bool("off", false, "取消免评")
	c.RunE = a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, _ []string) error {
		text, err := memberID(ctx, l, *member)
		if err != nil {
			return err
		}
		id, err := oplog.ParseID(text)
		if err != nil {
			return err
		}
		if err := d.Exempt(ctx, id, year(l), !*off, *reason, *name); err != nil {
			return err
		}
		return a.answer(object{{"member", text}, {"year", year(l)}, {"exempt", !*off}}, func(w io.Writer) { fmt.Fprintln(w, "已登记") })
	})
	return c
}

func (a *app) pointNotice() *cobra.Command {
	return a.group(&cobra.Command{
		Use: "notice 命令", Short: "公示：张贴、异议、期满",
		Example: "  chengzhuan points notice open --by 李娟 --phone 027-87654321\n  chengzhuan points notice object --claim JF-2026-K7QD-0012 --reason 当天没有参加\n  chengzhuan points notice close GS-2026-K7QD-0001 --by 李娟",
	}, "points notice open", a.noticeOpen(), a.noticeClose(), a.noticeObject(), a.noticeSettle(), a.noticeList(), a.noticePost(), a.noticePapers())
}

func (a *app) noticeOpen() *cobra.Command {
	c := &cobra.Command{
		Use: "open [编号 …] --by 姓名", Short: "公示支部审核过的申报；不写编号就是全部", Args: between(0, -1, "编号"),
	}
	f := c.Flags()
	from, days, claims := f.String("from", "", "张贴`日期`；不写就是今天"), f.Int("days", 0, "公示几个工作`天数`；不写就按设置"), f.StringSlice("claim", nil, "申报`编号`，可写多次")
	title, phone, name, masked := f.String("title", "", "`标题`"), f.String("phone", "", "异议`电话`"), f.String("by", "", "经办人`姓名`；不写就是操作人"), f.Bool("masked", false, "上墙时隐去名字")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		in := points.NoticeInput{Days: *days, Title: *title, Phone: *phone, By: *name, Masked: *masked}
		var err error
		if in.From, err = dayFlag("from", *from); err != nil {
			return err
		}
		return a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, args []string) error {
			for _, word := range append(args, *claims...) {
				id, err := claimID(ctx, l, word)
				if err != nil {
					return err
				}
				in.Claims = append(in.Claims, id)
			}
			n, err := d.OpenNotice(ctx, in)
			return a.notice(n, err)
		})(cmd, args)
	}
	return c
}

func (a *app) notice(n points.Notice, err error) error {
	if err != nil {
		return err
	}
	return a.answer(n, func(w io.Writer) {
		fmt.Fprintf(w, "%s %s：%s 至 %s（%d 个工作日），%d 条\n", n.No, n.Title, n.From, n.To, n.Days, len(n.Claims))
		if n.Closed != "" {
			fmt.Fprintf(w, "已于 %s 办结：生效 %d 条，%d 条还没有处理完\n", n.Closed, n.Effective, n.Open)
		}
		if n.Objections > 0 {
			fmt.Fprintf(w, "异议 %d 件\n", n.Objections)
		}
		for _, text := range n.Warnings {
			fmt.Fprintln(w, "注意："+text)
		}
	})
}

func (a *app) noticeClose() *cobra.Command {
	c := &cobra.Command{
		Use: "close [编号] --by 姓名", Short: "公示期满：没有异议的生效", Args: between(0, 1, "编号"),
		Long: "公示期满，没有异议的生效，有异议的等处理。编号写公示编号（GS- 开头）；只有一次公示没有办结时可以不写。",
	}
	name, date := c.Flags().String("by", "", "经办人`姓名`；不写就是操作人"), c.Flags().String("date", "", "`日期`；不写就是今天")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		day, err := dayFlag("date", *date)
		if err != nil {
			return err
		}
		return a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, args []string) error {
			n, err := d.CloseNotice(ctx, strings.Join(args, ""), *name, day)
			return a.notice(n, err)
		})(cmd, args)
	}
	return c
}

func (a *app) noticeObject() *cobra.Command {
	c := &cobra.Command{
		Use: "object --claim 编号 --reason 内容", Short: "登记一件异议，这一条停下来等复核", Args: between(0, 1, "编号"),
	}
	f := c.Flags()
	claim, reason := f.String("claim", "", "申报`编号`（必填）"), f.String("reason", "", "异议`内容`（必填）")
	name, person, phone, date := f.String("by", "", "登记人`姓名`；不写就是操作人"), f.String("person", "", "谁提出的`姓名`；不愿写的可以不写"), f.String("phone", "", "提出人`电话`"), f.String("date", "", "`日期`；不写就是今天")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		day, err := dayFlag("date", *date)
		if err != nil {
			return err
		}
		word := *claim
		if word == "" && len(args) > 0 {
			word = args[0]
		}
		if word == "" {
			return usage(cmd, "请用 --claim 写明是对哪条申报")
		}
		return a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, _ []string) error {
			id, err := claimID(ctx, l, word)
			if err != nil {
				return err
			}
			out, err := d.Object(ctx, points.Objection{Claim: id, Date: day, Person: *person, Phone: *phone, Content: *reason, By: *name})
			if err != nil {
				return err
			}
			return a.answer(out, func(w io.Writer) { fmt.Fprintln(w, "已登记异议，复核期限 "+out.Due) })
		})(cmd, args)
	}
	return c
}

func (a *app) noticeSettle() *cobra.Command {
	c := &cobra.Command{Use: "settle", Short: "把期满没有异议的公示都办结", Args: between(0, 0)}
	c.RunE = a.scoring(func(ctx context.Context, d *points.Desk, _ *ledger.Ledger, _ []string) error {
		n, err := d.Settle(ctx)
		if err != nil {
			return err
		}
		return a.answer(object{{"closed", n}}, func(w io.Writer) { fmt.Fprintf(w, "已办结 %d 次公示\n", n) })
	})
	return c
}

func (a *app) noticeList() *cobra.Command {
	c := &cobra.Command{Use: "list", Short: "列出公示", Args: between(0, 0)}
	c.RunE = a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, _ []string) error {
		list, err := d.Notices(ctx)
		if err != nil {
			return err
		}
		return a.answer(list, func(w io.Writer) {
			var rows [][]string
			for _, n := range list {
				rows = append(rows, []string{n.No, n.Title, n.From, n.To, fmt.Sprint(len(n.Claims)), fmt.Sprint(n.Objections), n.Closed})
			}
			writeTable(w, []string{"编号", "标题", "开始", "结束", "条数", "异议", "办结"}, rows)
		})
	})
	return c
}
