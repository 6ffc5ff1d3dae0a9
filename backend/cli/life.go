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

func (a *app) lifeCommand() *cobra.Command {
	return a.group(&cobra.Command{
		Use: "life 命令", Short: "组织生活：考勤、党费、学时、全年开展情况",
		Long: "sheet 看一次组织生活的签到表，mark 记一个人的到会情况；dues 看一个月的党费，加 --pay 或 --all 记已交；\n" +
			"hours 看全年学时，board 看三会一课、主题党日开了没有。组织生活和基数用 add 组织生活、add 党费基数 录入。",
		Example: "  chengzhuan life sheet HD-2026-K7QD-0003\n  chengzhuan life mark HD-2026-K7QD-0003 --member 李建国 --state 请假 --reason 出差\n" +
			"  chengzhuan life dues --org 重华里小区党支部 --month 2026-10 --all --date 2026-10-15",
	}, "life sheet 或 life dues", a.lifeSheet(), a.lifeMark(), a.lifeDues(), a.lifeHours(), a.lifeBoard())
}

// living opens the book for a command about organizational life.
func (a *app) living(f func(ctx context.Context, d *orglife.Desk, l *ledger.Ledger, args []string) error) func(*cobra.Command, []string) error {
	return a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
		return f(ctx, orglife.New(l), l, args)
	})
}

// orgFlag declares --org; what it returns finds the organization, "" for everybody.
func orgFlag(c *cobra.Command, what string) func(ctx context.Context, l *ledger.Ledger) (string, error) {
	org := c.Flags().String("org", "", "`组织`：编号、名称或简称"+what)
	return func(ctx context.Context, l *ledger.Ledger) (string, error) {
		id, err := l.Resolve(ctx, registers.PartyMembers.Field("branch"), *org)
		if err != nil {
			return "", errs.Of(err).In("org")
		}
		return id, nil
	}
}

func (a *app) lifeSheet() *cobra.Command {
	return &cobra.Command{
		Use: "sheet 编号", Short: "一次组织生活的签到表", Args: between(1, 1, "编号"),
		Example: "  chengzhuan life sheet HD-2026-K7QD-0003",
		RunE: a.living(func(ctx context.Context, d *orglife.Desk, l *ledger.Ledger, args []string) error {
			id, err := numberedID(ctx, l, registers.Meetings.Def, args[0])
			if err != nil {
				return err
			}
			s, err := d.Sheet(ctx, id)
			if err != nil {
				return err
			}
			return a.answer(s, func(w io.Writer) { sheetText(w, &s) })
		}),
	}
}

func sheetText(w io.Writer, s *orglife.Sheet) {
	fmt.Fprintln(w, plain(strings.Join(strings.Fields(s.Date+" "+s.OrganizationName+" "+s.KindName+" "+s.Title), " ")))
	var rows [][]string
	for _, r := range s.Rows {
		state, _ := registers.AttendStates.LabelOf(r.State)
		rows = append(rows, []string{r.Name, r.Branch, state, r.Reason, r.Hours, r.Why, r.Member})
	}
	if len(rows) > 0 {
		writeTable(w, []string{"姓名", "支部", "到会情况", "原因", "本人时长", "说明", "编号"}, rows)
	}
	if s.Advice != "" {
		fmt.Fprintln(w, "注意："+s.Advice)
		return
	}
	fmt.Fprintf(w, "应到 %d 人，实到 %d 人（%s），迟到 %d，早退 %d，请假 %d，无故缺席 %d，未记 %d\n", s.Expected, s.Present, s.Rate, s.Late, s.Early, s.Leave, s.Absent, s.Unmarked)
	word := "没有过半，不能作决议"
	if s.Quorum {
		word = "过半，可以作决议"
	}
	if s.Voters > 0 {
		fmt.Fprintf(w, "有表决权的 %d 人，到会 %d 人，%s\n", s.Voters, s.VotersPresent, word)
	}
}

func (a *app) lifeMark() *cobra.Command {
	c := &cobra.Command{
		Use: "mark 编号 --member 党员 --state 到会情况", Short: "记一名党员的到会情况", Args: between(1, 1, "编号"),
		Long:    "到会情况写名称或代号：到会、迟到、早退、请假、无故缺席；写“无”就取消这个人的考勤。",
		Example: "  chengzhuan life mark HD-2026-K7QD-0003 --member 李建国 --state 请假 --reason 出差",
	}
	member := c.Flags().String("member", "", "`党员`：编号或姓名（必填）")
	state := c.Flags().String("state", "", "`到会情况`（必填）")
	reason := c.Flags().String("reason", "", "请假、缺席的`原因`")
	hours := c.Flags().String("hours", "", "本人`时长`，和这次活动的不同才写")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if *state == "" || *member == "" {
			return usage(cmd, "请用 --member 和 --state 写明谁、到会情况")
		}
		return a.living(func(ctx context.Context, d *orglife.Desk, l *ledger.Ledger, args []string) error {
			id, err := numberedID(ctx, l, registers.Meetings.Def, args[0])
			if err != nil {
				return err
			}
			m := orglife.Mark{State: *state, Reason: *reason, Hours: *hours}
			if m.State == "无" {
				m.State = ""
			}
			if m.Member, err = l.Resolve(ctx, registers.Attendances.Field("member"), *member); err != nil {
				return errs.Of(err).In("member")
			}
			s, err := d.SaveSheet(ctx, id, []orglife.Mark{m})
			if err != nil {
				return err
			}
			return a.answer(s, func(w io.Writer) { sheetText(w, &s); undoText(w, s.Change) })
		})(cmd, args)
	}
	return c
}

// undoText says how to take back what was written.
func undoText(w io.Writer, change string) {
	if change == "" {
		fmt.Fprintln(w, "和原来一样，没有写入")
		return
	}
	fmt.Fprintln(w, "已写入，撤销："+program+" undo "+change)
}

func (a *app) lifeHours() *cobra.Command {
	c := &cobra.Command{
		Use: "hours --year 年度 [--org 组织]", Short: "每名党员一年的学时和还差多少", Args: between(0, 0),
		Long: "学时台账加上到会的组织生活的学时；学时里写明了是哪次活动的，只算一次。志愿服务、议事、双报到活动不算学时。",
	}
	year, org := yearFlag(c), orgFlag(c, "；不写就是全部")
	c.RunE = a.living(func(ctx context.Context, d *orglife.Desk, l *ledger.Ledger, _ []string) error {
		id, err := org(ctx, l)
		if err != nil {
			return err
		}
		t, err := d.Hours(ctx, id, year(l))
		if err != nil {
			return err
		}
		return a.answer(t, func(w io.Writer) {
			var rows [][]string
			for _, r := range t.Rows {
				rows = append(rows, []string{r.Name, r.Branch, r.Studies, r.Meetings, r.Total, r.Goal, r.Short})
			}
			writeTable(w, []string{"姓名", "支部", "学习", "组织生活", "合计", "要求", "还差"}, rows)
			fmt.Fprintf(w, "%d 年 %d 人，达到要求 %d 人\n", t.Year, t.Members, t.Enough)
		})
	})
	return c
}

func (a *app) lifeBoard() *cobra.Command {
	c := &cobra.Command{
		Use: "board --org 组织 --year 年度", Short: "三会一课、主题党日一年开了哪些，还缺哪些", Args: between(0, 0),
		Long: "每个月或每个季度一格：开了的写日期，● 该开还没开，× 过了没有开，○ 已安排，· 还没有到，— 那时还没有这个组织。合并开展的两样都算开过。",
	}
	year, org := yearFlag(c), orgFlag(c, "（必填）")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		return a.living(func(ctx context.Context, d *orglife.Desk, l *ledger.Ledger, _ []string) error {
			id, err := org(ctx, l)
			if err != nil {
				return err
			}
			if id == "" {
				return usage(cmd, "请用 --org 写明哪个组织")
			}
			b, err := d.Board(ctx, id, year(l))
			if err != nil {
				return err
			}
			return a.answer(b, func(w io.Writer) { boardText(w, &b) })
		})(cmd, args)
	}
	return c
}

var cellMarks = map[string]string{orglife.CellDue: "●", orglife.CellMissed: "×", orglife.CellPlanned: "○", orglife.CellLater: "·", orglife.CellNone: "—"}

func boardText(w io.Writer, b *orglife.YearBoard) {
	fmt.Fprintln(w, plain(b.OrganizationName)+" "+strconv.Itoa(b.Year)+" 年")
	for _, r := range b.Rows {
		cells := make([]string, len(r.Cells))
		for i, c := range r.Cells {
			mark := cellMarks[c.State]
			if c.State == orglife.CellHeld {
				var days []string
				for _, d := range c.Dates {
					days = append(days, d[5:])
				}
				mark = strings.Join(days, "、")
			}
			cells[i] = c.Label + " " + mark
		}
		fmt.Fprintf(w, "%s（%s）：%s\n", plain(r.Label), r.Rule, strings.Join(cells, "  "))
	}
	fmt.Fprintf(w, "已开展 %d 次，没有开展 %d 次，还该开展 %d 次\n", b.Held, b.Missed, b.Due)
}
