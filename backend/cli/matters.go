package cli

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/visits"
)

func (a *app) mattersCommand() *cobra.Command {
	return a.group(&cobra.Command{
		Use: "matters 命令", Short: "诉求：受理、办理、延期、回访",
		Long: "诉求一步一步地办：受理 → 当场解决、社区协调、转办、上报、解释说明 → 办结 → 回访 → 满意或重开。\n" +
			"不能走的一步会说明现在可以走哪几步。ID 处写编号，也可以写诉求编号（SQ- 开头）。",
		Example: "  chengzhuan matters add 诉求事项=楼道灯不亮 诉求类型=物业 责任人=李娟\n  chengzhuan matters advance SQ-2026-K7QD-0012 --to 转办 --unit 供电所",
	}, "matters add 或 matters advance", a.mattersAdd(), a.mattersAdvance(), a.mattersExtend(), a.mattersNote(), a.mattersList(), a.mattersShow())
}

// handling opens the book for a command about appeals and supervised problems.
func (a *app) handling(f func(ctx context.Context, d *matters.Desk, l *ledger.Ledger, args []string) error) func(*cobra.Command, []string) error {
	return a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
		return f(ctx, matters.New(l), l, args)
	})
}

// handlingOne opens the book for a command about one numbered record, and prints how it
// stands then.
func (a *app) handlingOne(def *schema.Def, f func(ctx context.Context, d *matters.Desk, id string) (matters.Course, error)) func(*cobra.Command, []string) error {
	return a.handling(func(ctx context.Context, d *matters.Desk, l *ledger.Ledger, args []string) error {
		id, err := numberedID(ctx, l, def, args[0])
		if err != nil {
			return err
		}
		course, err := f(ctx, d, id)
		return a.course(course, err)
	})
}

func (a *app) mattersAdd() *cobra.Command {
	c := &cobra.Command{
		Use: "add 栏目=内容 …", Short: "受理一件诉求", Args: between(1, -1, "栏目=内容"),
		Example: "  chengzhuan matters add 诉求事项=楼道灯不亮 诉求类型=物业 诉求来源=窗口受理 诉求住户=1z141z-2s 责任人=李娟",
	}
	despite := despiteFlag(c)
	c.RunE = a.addNumbered(registers.Matters.Def, despite, "已受理诉求")
	return c
}

// addNumbered is add for a register that gives numbers: it tells the number too.
func (a *app) addNumbered(d *schema.Def, despite *bool, done string) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) error {
		return a.book(func(ctx context.Context, l *ledger.Ledger, args []string) error {
			inputs, err := assignments(cmd, d, args)
			if err != nil {
				return err
			}
			if err := notYet(d, inputs); err != nil {
				return err
			}
			similar, err := similarTo(ctx, l, d, inputs)
			if err != nil {
				return err
			}
			draft, err := l.Draft(ctx, d.Key, "", inputs)
			if err != nil {
				return err
			}
			saved, err := l.Save(ctx, draft, *despite)
			if err != nil {
				return err
			}
			if !saved.Saved {
				return refused(draft, *despite)
			}
			return a.numberedLike(ctx, l, d, saved.ID, saved.Problems, similar, done)
		})(cmd, args)
	}
}

// later are the commands by which what has a course goes on, by register.
var later = map[string]string{registers.Matters.Key: "matters advance", registers.Supervisions.Key: "supervision advance"}

// notYet refuses what only later steps bring: an appeal is taken in, a problem is
// handed over, and then dealt with step by step.
func notYet(d *schema.Def, inputs map[string]string) error {
	for _, f := range d.Fields {
		value, given := inputs[f.Key]
		if !given || !f.Managed || later[d.Key] == "" || strings.TrimSpace(value) == "" || f.Key == "due" {
			continue
		}
		if v, _, err := f.Read(value, ""); err == nil && v == f.Default && v != "" {
			continue
		}
		return errs.New(errs.Invalid, "“"+f.Label+"”随办理步骤改变，新增时不能填写").In(f.Key).Do("请先新增，再用 " + program + " " + later[d.Key] + " 编号 --to 状态 一步一步地办；过去已办完的请用 " + program + " import 导入")
	}
	return nil
}

// similarTo returns open appeals that may be the same as one that is about to be made.
func similarTo(ctx context.Context, l *ledger.Ledger, d *schema.Def, inputs map[string]string) ([]visits.SimilarMatter, error) {
	if d.Key != registers.Matters.Key {
		return nil, nil
	}
	place := func(key string) string {
		id, err := l.Resolve(ctx, d.Field(key), inputs[key])
		if err != nil { // the draft says so
			return ""
		}
		return id
	}
	return visits.New(l, matters.New(l)).Similar(ctx, place("household"), place("estate"), strings.TrimSpace(inputs["kind"]), inputs["title"])
}

// similarLines tells of open appeals that may be the same.
func similarLines(w io.Writer, list []visits.SimilarMatter) {
	for _, m := range list {
		fmt.Fprintf(w, "相近的诉求（%s）：%s %s，%s，受理 %s\n", m.Why, m.No, m.Title, m.State, m.Accepted)
	}
}

// numbered prints a new record with its number.
func (a *app) numbered(ctx context.Context, l *ledger.Ledger, d *schema.Def, id string, problems []ledger.FieldProblem, done string) error {
	return a.numberedLike(ctx, l, d, id, problems, nil, done)
}

// numberedLike is numbered that tells of what may be the same, too.
func (a *app) numberedLike(ctx context.Context, l *ledger.Ledger, d *schema.Def, id string, problems []ledger.FieldProblem, similar []visits.SimilarMatter, done string) error {
	key, err := oplog.ParseID(id)
	if err != nil {
		return err
	}
	rec, err := l.Store.Find(ctx, d, key)
	if err != nil {
		return err
	}
	no := d.Get(rec.Values, d.Number.Field)
	warnings := []object{}
	for _, p := range problems {
		warnings = append(warnings, object{{"field", p.Field}, {"message", p.Message}})
	}
	doc := object{{"id", id}, {"no", no}, {"warnings", warnings}}
	if d.Key == registers.Matters.Key {
		doc = append(doc, pair{"similar", append([]visits.SimilarMatter{}, similar...)})
	}
	return a.answer(doc, func(w io.Writer) {
		fmt.Fprintf(w, "%s：%s（编号 %s）\n", done, no, id)
		similarLines(w, similar)
		for _, p := range problems {
			fmt.Fprintln(w, "注意："+plain(p.Message))
		}
	})
}

func (a *app) mattersAdvance() *cobra.Command {
	c := &cobra.Command{
		Use: "advance 编号 --to 状态", Short: "办理一步", Args: between(1, 1, "编号"),
		Long: "办理一步。状态写名称或代号：当场解决、社区协调、转办、上报、解释说明、不予受理、办结、回访、满意、重开、归档。\n" +
			"--to 回访 时 --result 写满意度：满意、基本满意、不满意、未评价；--to 办结、当场解决 时写办理结果。",
		Example: "  chengzhuan matters advance SQ-2026-K7QD-0012 --to 转办 --unit 供电所\n  chengzhuan matters advance SQ-2026-K7QD-0012 --to 办结 --result 已换新灯\n" +
			"  chengzhuan matters advance SQ-2026-K7QD-0012 --to 回访 --result 满意",
	}
	to := c.Flags().String("to", "", "到哪个`状态`（必填）")
	date := c.Flags().String("date", "", "办理`日期`；不写就是今天")
	note := c.Flags().String("note", "", "`说明`：怎样办的，或者为什么")
	result := c.Flags().String("result", "", "`结果`：回访写满意度，办结和当场解决写办理结果")
	unit := c.Flags().String("unit", "", "转办、上报给哪个`单位`")
	due := c.Flags().String("due", "", "另定的办理`期限`，要用 --note 写明理由")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		s := matters.Step{Note: *note, Unit: *unit}
		var err error
		if s.To, err = stateCode(cmd, registers.MatterStates, *to); err != nil {
			return err
		}
		if err := takeResult(&s, *result); err != nil {
			return err
		}
		if s.Date, err = dayFlag("date", *date); err != nil {
			return err
		}
		if s.Due, err = dayFlag("due", *due); err != nil {
			return err
		}
		return a.handlingOne(registers.Matters.Def, func(ctx context.Context, d *matters.Desk, id string) (matters.Course, error) {
			return d.Advance(ctx, id, s)
		})(cmd, args)
	}
	return c
}

// takeResult puts --result where it belongs: into the rating of a return visit, else
// before the note.
func takeResult(s *matters.Step, result string) error {
	result = strings.TrimSpace(result)
	switch {
	case result == "":
	case s.To == registers.StateReturned:
		code, err := codeOf(registers.Ratings, result)
		if err != nil {
			return errs.Of(err).In("result")
		}
		s.Rating = code
	case s.Note == "":
		s.Note = result
	default:
		s.Note = result + "；" + s.Note
	}
	return nil
}

// stateCode reads the state behind --to: a code or a label.
func stateCode(cmd *cobra.Command, list *cn.CodeList, text string) (string, error) {
	if text = strings.TrimSpace(text); text == "" {
		return "", usage(cmd, "请用 --to 写明到哪个状态")
	}
	code, err := codeOf(list, text)
	if err != nil {
		return "", errs.Of(err).In("to")
	}
	return code, nil
}

// codeOf reads a code or a label of a list.
func codeOf(list *cn.CodeList, text string) (string, error) {
	text = strings.TrimSpace(text)
	if _, ok := list.LabelOf(text); ok {
		return text, nil
	}
	if code, ok := list.Find(text); ok {
		return code, nil
	}
	var names []string
	for _, c := range list.Codes {
		names = append(names, c.Label)
	}
	return "", errs.New(errs.Invalid, list.Label+"里没有“"+text+"”").Do("可以是：" + strings.Join(names, "、"))
}

// dayFlag reads a date of a flag; "" stays.
func dayFlag(name, text string) (cn.Date, error) {
	if text == "" {
		return "", nil
	}
	d, err := cn.ReadDate(text)
	if err != nil || !d.Full() {
		return "", errs.New(errs.Invalid, "--"+name+" 的日期“"+text+"”不对").In(name).Do("要写到日，例如 2026-11-22")
	}
	return d, nil
}

func (a *app) mattersExtend() *cobra.Command {
	c := &cobra.Command{
		Use: "extend 编号 --due 日期 --reason 理由", Short: "延长办理期限", Args: between(1, 1, "编号"),
		Example: "  chengzhuan matters extend SQ-2026-K7QD-0012 --due 2026-12-10 --reason 等配件",
	}
	due := c.Flags().String("due", "", "新的办理`期限`（必填）")
	reason := c.Flags().String("reason", "", "延期`理由`（必填）")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		day, err := dayFlag("due", *due)
		if err != nil {
			return err
		}
		if day == "" || strings.TrimSpace(*reason) == "" {
			return usage(cmd, "请用 --due 写明新的期限，用 --reason 写明理由")
		}
		return a.handlingOne(registers.Matters.Def, func(ctx context.Context, d *matters.Desk, id string) (matters.Course, error) {
			return d.Extend(ctx, id, day, *reason)
		})(cmd, args)
	}
	return c
}

func (a *app) mattersNote() *cobra.Command {
	c := &cobra.Command{
		Use: "note 编号 --kind 类别 --note 内容", Short: "记一条进展、听取意见或首次答复", Args: between(1, 1, "编号"),
		Example: "  chengzhuan matters note SQ-2026-K7QD-0012 --kind 进展 --note 配件已到，周五换",
	}
	kind := c.Flags().String("kind", "进展", "`类别`：进展、听取意见、首次答复")
	note := c.Flags().String("note", "", "`内容`（必填）")
	date := c.Flags().String("date", "", "`日期`；不写就是今天")
	c.RunE = func(cmd *cobra.Command, args []string) error {
		if strings.TrimSpace(*note) == "" {
			return usage(cmd, "请用 --note 写明内容")
		}
		code, err := codeOf(registers.StepKinds, *kind)
		if err != nil || code != registers.StepProgress && code != registers.StepHeard && code != registers.StepReply {
			return errs.New(errs.Invalid, "记录类别里没有“"+*kind+"”").In("kind").Do("可以是：进展、听取意见、首次答复")
		}
		day, err := dayFlag("date", *date)
		if err != nil {
			return err
		}
		return a.handlingOne(registers.Matters.Def, func(ctx context.Context, d *matters.Desk, id string) (matters.Course, error) {
			return d.Note(ctx, id, code, day, *note)
		})(cmd, args)
	}
	return c
}

func (a *app) mattersList() *cobra.Command {
	c := &cobra.Command{
		Use: "list", Short: "列出诉求，其他选项与 list 相同", Args: between(0, 0),
		Example: "  chengzhuan matters list --overdue\n  chengzhuan matters list --state 转办 --due-before 2026-12-01",
	}
	state := c.Flags().String("state", "", "办理`状态`，名称或代号，几个用逗号隔开")
	before := c.Flags().String("due-before", "", "首次答复、办理或回访的期限早于这个`日期`、还没做的")
	overdue := c.Flags().Bool("overdue", false, "首次答复、办理或回访已过期限、还没做的")
	return a.lists(c, registers.Matters.Key, func(l *ledger.Ledger, q *ledger.ListQuery) error {
		if err := narrowCode(q, "state", registers.MatterStates, *state); err != nil {
			return err
		}
		limit, err := dueLimit(l, *before, *overdue)
		if err != nil || limit == "" {
			return err
		}
		due, err := matters.New(l).DueBefore(context.Background(), limit)
		q.Where = append(q.Where, ledger.Condition{Field: "no", Op: "in", Value: strings.Join(append(due, nobody), ",")})
		return err
	})
}

// nobody is the number of no record: a list of numbers is never empty.
const nobody = "—"

// dueLimit reads --due-before and --overdue: the day before which something was due.
func dueLimit(l *ledger.Ledger, before string, overdue bool) (cn.Date, error) {
	limit, err := dayFlag("due-before", before)
	if today := l.Store.Today(); err == nil && overdue && (limit == "" || today < limit) {
		limit = today
	}
	return limit, err
}

// narrowDue adds what --state, --due-before and --overdue ask for; the latter two find
// only what is still to be done.
func narrowDue(l *ledger.Ledger, q *ledger.ListQuery, list *cn.CodeList, state, before string, overdue bool, open func(string) bool) error {
	if err := narrowCode(q, "state", list, state); err != nil {
		return err
	}
	limit, err := dueLimit(l, before, overdue)
	if err != nil || limit == "" {
		return err
	}
	q.Where = append(q.Where, ledger.Condition{Field: "due", Op: "lte", Value: string(limit.AddDays(-1))})
	var codes []string
	for _, c := range list.Codes {
		if open(c.Code) {
			codes = append(codes, c.Code)
		}
	}
	q.Where = append(q.Where, ledger.Condition{Field: "state", Op: "in", Value: strings.Join(codes, ",")})
	return nil
}

func (a *app) mattersShow() *cobra.Command {
	return &cobra.Command{
		Use: "show 编号", Short: "一件诉求现在的状态、可以走的下一步和办理经过", Args: between(1, 1, "编号"),
		RunE: a.handlingOne(registers.Matters.Def, func(ctx context.Context, d *matters.Desk, id string) (matters.Course, error) {
			return d.Course(ctx, id)
		}),
	}
}

// course prints how an appeal or a supervised problem stands.
func (a *app) course(c matters.Course, err error) error {
	if err != nil {
		return err
	}
	return a.answer(c, func(w io.Writer) {
		lines := [][2]string{{"编号", c.No}, {"状态", c.Label}}
		switch {
		case c.Term != "":
			lines = append(lines, [2]string{c.TermLabel, c.Term + " " + lightText(c)})
		case c.Due != "" && len(c.Choices) > 0 && c.Finished == "":
			lines = append(lines, [2]string{"期限", c.Due + " " + lightText(c)})
		}
		if c.Finished != "" {
			lines = append(lines, [2]string{"办完日期", c.Finished + onTime(c)})
		}
		if c.About != "" {
			lines = append(lines, [2]string{"对应诉求", c.About})
		}
		var next []string
		for _, choice := range c.Choices {
			name := choice.Label
			if choice.Why != "" {
				name += "（还不能：" + choice.Why + "）"
			}
			next = append(next, name)
		}
		if len(next) > 0 {
			lines = append(lines, [2]string{"下一步", strings.Join(next, "、")})
		}
		writeFields(w, lines)
		for _, text := range c.Warnings {
			fmt.Fprintln(w, "注意："+text)
		}
		var rows [][]string
		for _, e := range c.Entries {
			what := e.Kind
			if e.From != e.To && e.To != "" {
				what = strings.TrimPrefix(e.From+" → "+e.To, " → ")
			}
			note := e.Note
			if e.Void != "" {
				note = "（已作废）" + note
			}
			rows = append(rows, []string{e.Date, what, e.By, e.Due, e.Rating, note})
		}
		if len(rows) > 0 {
			fmt.Fprintln(w)
			writeTable(w, []string{"日期", "办理", "办理人", "期限", "满意度", "说明"}, rows)
		}
	})
}

// onTime says whether what is done was done in time.
func onTime(c matters.Course) string {
	switch {
	case c.Due == "":
		return ""
	case c.Late > 0:
		return fmt.Sprintf("（期限 %s，超期 %d 个工作日办完）", c.Due, c.Late)
	}
	return "（期限 " + c.Due + "，按期办完）"
}

func lightText(c matters.Course) string {
	switch c.Light {
	case matters.Red:
		return fmt.Sprintf("（已超期 %d 个工作日）", -c.Left)
	case matters.Yellow:
		return fmt.Sprintf("（快到期，还有 %d 个工作日）", c.Left)
	case matters.Green:
		return fmt.Sprintf("（还有 %d 个工作日）", c.Left)
	}
	return ""
}
