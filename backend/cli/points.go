package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/points"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
)

func (a *app) pointsCommand() *cobra.Command {
	return a.group(&cobra.Command{
		Use: "points 命令", Short: "党员积分：规则、申报、审核、公示、排名、结算",
		Long: "积分一步一步地来：申报 → 小组初审 → 支部审核 → 公示 → 生效。自己的积分不能自己审核；生效的不能改，只能作废后另记。\n" +
			"分数都带一位小数；每个分数用 explain 能查到每一条的规则、上限和审核人。",
		Example: "  chengzhuan points claim --member 1z141z-2s --rule J01 --quantity 2.5 --date 2026-11-20 --note 清理楼道\n" +
			"  chengzhuan points advance JF-2026-K7QD-0012 --to 小组初审 --by 王芳\n  chengzhuan points ranking --year 2026",
	}, "points claim 或 points ranking", a.pointRules(), a.pointClaim(), a.pointList(), a.pointAdvance(), a.pointShow(), a.pointVoid(), a.pointBalance(), a.pointExplain(),
		a.pointRanking(), a.pointNotice(), a.pointClose(), a.pointReopen(), a.pointExempt(), a.claimImport(), a.claimPropose(), a.pointAppraise(), a.pointShop())
}

// scoring opens the book for a command about points.
func (a *app) scoring(f func(ctx context.Context, d *points.Desk, l *ledger.Ledger, args []string) error) func(*cobra.Command, []string) error {
	return a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
		return f(ctx, points.New(l), l, args)
	})
}

// scoringOne opens the book for a command about one claim, and prints how it stands then.
func (a *app) scoringOne(f func(ctx context.Context, d *points.Desk, id string) (points.Course, error)) func(*cobra.Command, []string) error {
	return a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, args []string) error {
		id, err := claimID(ctx, l, args[0])
		if err != nil {
			return err
		}
		course, err := f(ctx, d, id)
		return a.pointCourse(course, err)
	})
}

// onePlace is points as JSON writes them: a number with one decimal.
func onePlace(p rules.Points) json.RawMessage { return json.RawMessage(p.Text()) }

// memberID reads the ID of a member, or a name that only one has.
func memberID(ctx context.Context, l *ledger.Ledger, text string) (string, error) {
	if text = strings.TrimSpace(text); text == "" {
		return "", errs.New(errs.Usage, "请用 --member 写明是哪名党员").In("member")
	}
	field := *registers.PointClaims.Field("member")
	field.Label = "党员" // as --member says; of a record it is 申报人
	id, err := l.Resolve(ctx, &field, text)
	if err != nil {
		return "", errs.Of(err).In("member")
	}
	return id, nil
}

// yearFlag declares --year; without it it is the year of today.
func yearFlag(c *cobra.Command) func(l *ledger.Ledger) int {
	year := c.Flags().Int("year", 0, "`年度`，例如 2026；不写就是今年")
	return func(l *ledger.Ledger) int {
		if *year == 0 {
			return l.Store.Today().Year()
		}
		return *year
	}
}

func (a *app) pointClaim() *cobra.Command {
	c := &cobra.Command{
		Use: "claim --member 编号 --rule 规则 --date 日期", Short: "申报一条积分", Args: between(0, 0),
		Long: "申报一条积分，得到编号；之后用 advance 一步一步审核。党员写编号，也可以写姓名（没有重名的）。\n" +
			"同一活动、同一表彰的几条用 --event 写成一样的，不重复计分。表彰、处分用 --file 写文号。",
		Example: "  chengzhuan points claim --member 1z141z-2s --rule J01 --quantity 2.5 --date 2026-11-20 --note 清理楼道",
	}
	f := c.Flags()
	member, rule := f.String("member", "", "党员的`编号`或姓名（必填）"), f.String("rule", "", "`规则`编号，例如 J01（必填）")
	quantity, date := f.String("quantity", "", "`数量`：几次、几小时、几个月；不写就是 1"), f.String("date", "", "做这件事的`日期`（必填）")
	note, event := f.String("note", "", "`说明`和证明"), f.String("event", "", "哪次`活动`或哪件事项")
	file, claimed := f.String("file", "", "`文号`"), f.String("claimed", "", "申报`日期`；不写就与做事的日期相同")
	draft, own := f.Bool("draft", false, "先存草稿，不提交"), f.Bool("own", false, "是本人申报")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if *rule == "" || *date == "" {
			return usage(cmd, "请用 --rule 写明规则，用 --date 写明日期")
		}
		in := points.Claim{Rule: *rule, Quantity: *quantity, Note: *note, Event: *event, File: *file, Draft: *draft}
		if *own {
			in.Origin = registers.PointByMember
		}
		var err error
		if in.Date, err = dayFlag("date", *date); err != nil {
			return err
		}
		if in.Claimed, err = dayFlag("claimed", *claimed); err != nil {
			return err
		}
		return a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, _ []string) error {
			if in.Member, err = memberID(ctx, l, *member); err != nil {
				return err
			}
			out, err := d.Claim(ctx, in)
			if err != nil {
				return err
			}
			return a.answer(out, func(w io.Writer) {
				fmt.Fprintf(w, "已申报：%s（编号 %s）\n", out.No, out.ID)
				for _, text := range out.Warnings {
					fmt.Fprintln(w, "注意："+text)
				}
			})
		})(cmd, args)
	}
	return c
}

// pointState reads a state behind --to: a label, a code, or its word in English.
func pointState(cmd *cobra.Command, text string) (string, error) {
	words := map[string]string{"draft": registers.PointDraft, "claimed": registers.PointClaimed, "group": registers.PointGroupReview, "branch": registers.PointBranchReview,
		"posted": registers.PointPosted, "effective": registers.PointEffective, "returned": registers.PointReturned, "disputed": registers.PointDisputed,
		"review": registers.PointReexamined, "upheld": registers.PointUpheld, "corrected": registers.PointCorrected, "void": registers.PointVoid}
	if code := words[strings.ToLower(strings.TrimSpace(text))]; code != "" {
		return code, nil
	}
	return stateCode(cmd, registers.PointStates, text)
}

func (a *app) pointAdvance() *cobra.Command {
	c := &cobra.Command{
		Use: "advance 编号 --to 状态 --by 姓名", Short: "办理一步：初审、审核、公示、生效、退回、异议、复核", Args: between(1, 1, "编号"),
		Long: "办理一步。状态可以是：已申报、小组初审、支部审核、公示中、生效、退回、异议、复核、维持、更正、作废。\n" +
			"退回、异议、更正、作废用 --reason 写明理由；更正时用 --rule、--quantity 写明正确的，另记一条再公示。",
		Example: "  chengzhuan points advance JF-2026-K7QD-0012 --to 小组初审 --by 王芳\n  chengzhuan points advance JF-2026-K7QD-0012 --to 退回 --by 王芳 --reason 没有签到",
	}
	f := c.Flags()
	to, name := f.String("to", "", "到哪个`状态`（必填）"), f.String("by", "", "经办人`姓名`；不写就是操作人")
	date, reason := f.String("date", "", "办理`日期`；不写就是今天"), f.String("reason", "", "`理由`")
	rule, quantity := f.String("rule", "", "更正成哪条`规则`"), f.String("quantity", "", "更正成多少`数量`")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		s := points.Step{By: *name, Reason: *reason, Rule: *rule, Quantity: *quantity}
		var err error
		if s.To, err = pointState(cmd, *to); err != nil {
			return err
		}
		if s.Date, err = dayFlag("date", *date); err != nil {
			return err
		}
		return a.scoringOne(func(ctx context.Context, d *points.Desk, id string) (points.Course, error) {
			return d.Advance(ctx, id, s)
		})(cmd, args)
	}
	return c
}

func (a *app) pointCourse(c points.Course, err error) error {
	if err != nil {
		return err
	}
	return a.answer(c, func(w io.Writer) {
		fmt.Fprintf(w, "%s %s 数量 %s：%s\n", c.No, c.Rule, c.Quantity, c.Label)
		for _, e := range c.Entries {
			line := e.Date + "  " + e.Label + "  " + e.By
			if e.Reason != "" {
				line += "  " + plain(e.Reason)
			}
			if e.Void != "" {
				line += "（" + e.Void + "）"
			}
			fmt.Fprintln(w, line)
		}
		if c.Until != "" {
			fmt.Fprintln(w, "公示到 "+c.Until)
		}
		if c.Warning != "" {
			fmt.Fprintln(w, "注意："+c.Warning)
		}
		var names []string
		for _, n := range c.Choices {
			names = append(names, n.Label)
		}
		if len(names) > 0 {
			fmt.Fprintln(w, "下一步可以："+strings.Join(names, "、"))
		}
	})
}

func (a *app) pointShow() *cobra.Command {
	c := &cobra.Command{Use: "show 编号", Short: "一条申报办到了哪一步", Args: between(1, 1, "编号")}
	c.RunE = a.scoring(func(ctx context.Context, d *points.Desk, l *ledger.Ledger, args []string) error {
		id, err := claimID(ctx, l, args[0])
		if err != nil {
			return err
		}
		course, err := d.Course(ctx, id)
		if err != nil {
			return err
		}
		day := cn.Date(course.Date)
		s, err := d.Scheme(ctx, day.Year())
		if err != nil {
			return err
		}
		if r, ok := s.Of(course.Rule, day); ok && r.Group == rules.Deduction {
			if err := looked(ctx, l, registers.PointClaims.Key, course.ID, "扣分申报", 1); err != nil {
				return err
			}
		}
		return a.pointCourse(course, nil)
	})
	return c
}

func (a *app) pointVoid() *cobra.Command {
	c := &cobra.Command{
		Use: "void 编号 --reason 理由 --by 姓名", Short: "作废一条，理由留底", Args: between(1, 1, "编号"),
		Long:    "作废一条。记录留着，不再计分；它挤掉的、重复掉的会重新计分。要改正的，作废后另外申报一条。",
		Example: "  chengzhuan points void JF-2026-K7QD-0012 --reason 时长记错 --by 王芳",
	}
	reason, name, date := c.Flags().String("reason", "", "`理由`（必填）"), c.Flags().String("by", "", "经办人`姓名`；不写就是操作人"), c.Flags().String("date", "", "`日期`；不写就是今天")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		day, err := dayFlag("date", *date)
		if err != nil {
			return err
		}
		if strings.TrimSpace(*reason) == "" {
			return usage(cmd, "请用 --reason 写明理由")
		}
		return a.scoringOne(func(ctx context.Context, d *points.Desk, id string) (points.Course, error) {
			return d.Void(ctx, id, *reason, *name, day)
		})(cmd, args)
	}
	return c
}

// until reads --until of a score.
func untilFlag(c *cobra.Command) func() (cn.Date, error) {
	until := c.Flags().String("until", "", "只算到这个`日期`的，例如上半年写 2026-06-30")
	return func() (cn.Date, error) { return dayFlag("until", *until) }
}

// balance are the parts of a balance, as JSON has them. An exempt member has no total.
func balance(b *rules.Balance) object {
	out := object{{"total", onePlace(b.Total)}, {"base", onePlace(b.Base)}, {"contribution", onePlace(b.Contribution)}, {"honour", onePlace(b.Honour)},
		{"deduction", onePlace(b.Deduction)}, {"stars", b.Stars}, {"exempt", b.Exempt}, {"vetoed", b.Vetoed}, {"carried", onePlace(b.Carried)}, {"exchange", onePlace(b.Exchange)}}
	if b.Exempt {
		out[0].value = nil
	}
	return out
}

// totalText is a total as people read it.
func totalText(b *rules.Balance) string {
	switch {
	case b.Exempt:
		return "免评"
	case b.Vetoed:
		return "0.0（一票否决）"
	}
	return b.Total.Text()
}

// behind reports whether a balance shows what is for the committee and the person:
// something taken off, or no star.
func behind(b *rules.Balance) bool {
	return b.Deduction != 0 || !b.Exempt && (b.Vetoed || b.Stars == 0)
}

func starText(b *rules.Balance) string { return strings.Repeat("★", b.Stars) }
