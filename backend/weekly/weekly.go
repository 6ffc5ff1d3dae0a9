// Package weekly drafts the factual report on a week (周工作纪实) from what was
// recorded in it, for a person to edit. It counts and names matters, never people
// asked or helped; it knows no screen.
package weekly

import (
	"cmp"
	"context"
	"fmt"
	"strings"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// Draft returns the texts of the report on the week that begins on a Monday; "" is
// this week's. What is in the week counts by the day on which it happened.
func Draft(ctx context.Context, l *ledger.Ledger, monday cn.Date) (registers.Weekly, error) {
	today := l.Store.Today()
	if monday == "" {
		monday = today.Monday()
	}
	if !monday.Full() || monday.Monday() != monday {
		return registers.Weekly{}, errs.New(errs.Invalid, "周工作纪实从星期一算起").In("monday").Do("请填这一周星期一的日期，例如 " + string(today.Monday()))
	}
	if monday > today {
		return registers.Weekly{}, errs.New(errs.Invalid, "这一周还没有开始，不能起草纪实").In("monday").Do("请填本周或以前某一周的星期一，例如 " + string(today.Monday()))
	}
	w := &week{ctx: ctx, l: l, monday: monday, sunday: monday.AddDays(6), nextSunday: monday.AddDays(13), today: today}
	for _, part := range []func() error{w.visits, w.matters, w.supervisions, w.mediations, w.patrols, w.wishes, w.aids, w.projects, w.rotations, w.questions} {
		if err := part(); err != nil {
			return registers.Weekly{}, err
		}
	}
	if len(w.done)+len(w.undone)+len(w.next)+len(w.needs) == 0 {
		w.done = append(w.done, "这一周没有记录。")
	}
	return registers.Weekly{Monday: monday, Done: numbered(w.done), Undone: numbered(w.undone), Next: numbered(w.next), Needs: numbered(w.needs),
		SentTo: registers.Weeklies.Field("sent_to").Default, Author: caller.From(ctx).Operator, State: registers.WeeklyDraft}, nil
}

// Create writes the draft down and returns its record; one week has one report.
func Create(ctx context.Context, l *ledger.Ledger, monday cn.Date) (string, error) {
	draft, err := Draft(ctx, l, monday)
	if err != nil {
		return "", err
	}
	def := registers.Weeklies.Def
	var id oplog.ID
	_, err = l.Store.Write(ctx, store.Meta{Kind: "create", Note: "起草周工作纪实"}, func(tx *store.Tx) error {
		have, err := tx.Lookup(ctx, def, "monday", string(draft.Monday))
		if err != nil {
			return err
		}
		for _, r := range have {
			if !r.Deleted {
				return errs.New(errs.Conflict, "这一周已经有纪实了").In("monday").Do("请打开它修改；要重新起草，先把它删到回收站")
			}
		}
		id, err = tx.Create(def, registers.Weeklies.Encode(&draft))
		return err
	})
	return id.String(), err
}

// week gathers the four parts of a report.
type week struct {
	ctx                        context.Context
	l                          *ledger.Ledger
	monday, sunday, nextSunday cn.Date
	today                      cn.Date
	done, undone, next, needs  []string
}

func (w *week) in(d cn.Date) bool { return d.Full() && d >= w.monday && d <= w.sunday }

func (w *week) soon(d cn.Date) bool { return d.Full() && d > w.sunday && d <= w.nextSunday }

// between reads the living records of a register whose date lies in the week or in the next.
func (w *week) between(d *schema.Def, field string, to cn.Date, f func(schema.Values)) error {
	return w.l.Store.Each(w.ctx, d, func(r store.Record) error {
		day := cn.Date(d.Get(r.Values, field))
		if !r.Deleted && day.Full() && day >= w.monday && day <= to {
			f(r.Values)
		}
		return nil
	})
}

func (w *week) visits() error {
	d := registers.Visits.Def
	n, homes := 0, map[string]bool{}
	five, services, deliveries := map[string]int{}, map[string]int{}, map[string]int{}
	err := w.l.Store.EachOf(w.ctx, d, []string{"date", "household", "classes", "services", "deliveries"}, func(r store.Record) error {
		if r.Deleted {
			return nil
		}
		v := registers.Visits.Decode(r.Values)
		n++
		homes[d.Get(r.Values, "household")] = true
		tally(five, v.Classes)
		tally(services, v.Services)
		tally(deliveries, v.Deliveries)
		return nil
	}, store.Condition{Field: "date", Op: "gte", Value: string(w.monday)}, store.Condition{Field: "date", Op: "lte", Value: string(w.sunday)})
	if err != nil || n == 0 {
		return err
	}
	delete(homes, "")
	line := fmt.Sprintf("走访 %d 次，涉及 %d 户", n, len(homes))
	var parts []string
	for _, class := range registers.FiveVisits {
		if five[class] > 0 {
			label, _ := registers.VisitClasses.LabelOf(class)
			parts = append(parts, fmt.Sprintf("%s %d 次", label, five[class]))
		}
	}
	if len(parts) > 0 {
		line += "，其中" + strings.Join(parts, "、")
	}
	w.done = append(w.done, line+totals("；六到家", services)+totals("；三送", deliveries))
	return nil
}

func tally(counts map[string]int, codes []string) {
	for _, c := range codes {
		counts[c]++
	}
}

// totals says how often something was done in all; "" for never.
func totals(label string, counts map[string]int) string {
	n := 0
	for _, c := range counts {
		n += c
	}
	if n == 0 {
		return ""
	}
	return fmt.Sprintf("%s %d 次", label, n)
}

func (w *week) matters() error {
	accepted, finished, returned, content := 0, []string{}, 0, 0
	err := w.l.Store.EachOf(w.ctx, registers.Matters.Def, []string{"title", "accepted", "finished", "returned", "rating", "state", "reply_due", "replied", "due", "return_due", "reopened", "owner", "to", "extension", "sensitive"}, func(r store.Record) error {
		if r.Deleted {
			return nil
		}
		m := registers.Matters.Decode(r.Values)
		if m.Sensitive { // counted, never named
			m.Title = "（敏感诉求）"
		}
		if w.in(m.Accepted) {
			accepted++
		}
		if w.in(m.Finished) {
			finished = append(finished, m.Title)
		}
		if w.in(m.Returned) {
			returned++
			if m.Rating == registers.RatingGood || m.Rating == registers.RatingFair {
				content++
			}
		}
		w.unfinished(&m)
		return nil
	})
	if err != nil {
		return err
	}
	if accepted > 0 {
		w.done = append(w.done, fmt.Sprintf("受理居民诉求 %d 件", accepted))
	}
	if len(finished) > 0 {
		w.done = append(w.done, fmt.Sprintf("办结诉求 %d 件：%s", len(finished), some(finished)))
	}
	if returned > 0 {
		w.done = append(w.done, fmt.Sprintf("回访 %d 件，满意和基本满意 %d 件", returned, content))
	}
	return nil
}

// unfinished says what an appeal leaves for the parts on what is not done and comes next:
// the first answer, the handling or the return visit, whatever counts now.
func (w *week) unfinished(m *registers.Matter) {
	due := matters.DueOf(m)
	if !due.Full() || m.Accepted > w.sunday {
		return
	}
	late, what, next := due <= min(w.sunday, w.today.AddDays(-1)), "办结", "办理“"+m.Title+"”，"+day(due)+"到期"+comma(m.Owner)
	switch {
	case m.State == registers.StateFinished:
		what, next = "回访", "回访“"+m.Title+"”，"+day(due)+"前"
	case m.State == registers.StateAccepted && m.Replied == "":
		what, next = "首次答复", "答复“"+m.Title+"”，"+day(due)+"前"+comma(m.Owner)
	case m.State == registers.StateReopened:
		what = "重新办理"
	}
	title := "“" + m.Title + "”"
	if m.Reopened > 0 && m.State != registers.StateFinished {
		title += "（已重开）"
	}
	switch {
	case late:
		w.undone = append(w.undone, title+"应于"+day(due)+what+"，"+who(m.Owner)+"原因："+m.Extension)
		if m.To != "" && m.State != registers.StateFinished {
			w.needs = append(w.needs, "“"+m.Title+"”已转"+m.To+"，请协调办理")
		}
	case w.soon(due):
		w.next = append(w.next, next)
	case m.State == registers.StateReopened && due <= w.sunday: // due today
		w.undone = append(w.undone, title+"，"+day(due)+"到期，"+who(m.Owner)+"原因："+m.Extension)
	}
}

func (w *week) supervisions() error {
	issued, closed := 0, 0
	err := w.l.Store.Each(w.ctx, registers.Supervisions.Def, func(r store.Record) error {
		if r.Deleted {
			return nil
		}
		s := registers.Supervisions.Decode(r.Values)
		if w.in(s.Issued) {
			issued++
		}
		if w.in(s.Done) {
			closed++
		}
		switch {
		case s.State == registers.SupervisionDone || s.Issued > w.sunday || !s.Due.Full():
		case s.Due <= min(w.sunday, w.today.AddDays(-1)):
			w.undone = append(w.undone, "督办“"+s.Problem+"”应于"+day(s.Due)+"办完，"+who(cmp.Or(s.Owner, s.Unit))+"原因："+s.Extension)
		case w.soon(s.Due):
			w.next = append(w.next, "督办“"+s.Problem+"”，"+day(s.Due)+"到期")
		}
		return nil
	})
	if issued+closed > 0 {
		w.done = append(w.done, fmt.Sprintf("交办督办 %d 项，销号 %d 项", issued, closed))
	}
	return err
}

func (w *week) mediations() error {
	n, agreed := 0, 0
	err := w.between(registers.Mediations.Def, "date", w.sunday, func(v schema.Values) {
		if n++; registers.Mediations.Get(v, "result") == registers.MediationAgreed {
			agreed++
		}
	})
	if n > 0 {
		w.done = append(w.done, fmt.Sprintf("调解矛盾纠纷 %d 件，调解成功 %d 件", n, agreed))
	}
	return err
}

func (w *week) patrols() error {
	n, found, open := 0, 0, 0
	err := w.between(registers.Patrols.Def, "date", w.sunday, func(v schema.Values) {
		p := registers.Patrols.Decode(v)
		if n++; p.Finding != "" {
			if found++; p.Handled == "" {
				open++
			}
		}
	})
	if n > 0 {
		w.done = append(w.done, fmt.Sprintf("巡查 %d 次，发现问题 %d 处", n, found))
	}
	if open > 0 {
		w.undone = append(w.undone, fmt.Sprintf("巡查发现的问题还有 %d 处没有处理，原因：", open))
	}
	return err
}

func (w *week) wishes() error {
	n := 0
	err := w.between(registers.Wishes.Def, "done", w.sunday, func(schema.Values) { n++ })
	if n > 0 {
		w.done = append(w.done, fmt.Sprintf("完成微心愿 %d 个", n))
	}
	return err
}

func (w *week) aids() error {
	n, fen := 0, int64(0)
	err := w.between(registers.Aids.Def, "date", w.sunday, func(v schema.Values) {
		n++
		fen += registers.Aids.Decode(v).Amount
	})
	if n > 0 {
		line := fmt.Sprintf("慰问帮扶 %d 次", n)
		if fen > 0 {
			line += fmt.Sprintf("，发放 %s 元", registers.Aids.Field("amount").Show(fmt.Sprint(fen)))
		}
		w.done = append(w.done, line)
	}
	return err
}

func (w *week) projects() error {
	return w.l.Store.Each(w.ctx, registers.Projects.Def, func(r store.Record) error {
		p := registers.Projects.Decode(r.Values)
		switch {
		case r.Deleted:
		case w.in(p.Ended):
			w.done = append(w.done, "民心工程“"+p.Name+"”完成")
		case p.Ended == "" && w.soon(p.Planned):
			w.next = append(w.next, "民心工程“"+p.Name+"”计划"+day(p.Planned)+"完成")
		}
		return nil
	})
}

func (w *week) rotations() error {
	return w.l.Store.Each(w.ctx, registers.Rotations.Def, func(r store.Record) error {
		p := registers.Rotations.Decode(r.Values)
		if r.Deleted || !w.in(p.Date) && !w.soon(p.Date) {
			return nil
		}
		names, err := w.l.Store.Titles(w.ctx, registers.Estates.Def, []oplog.ID{p.Estate})
		if err != nil {
			return err
		}
		where := names[p.Estate]
		switch {
		case w.in(p.Date) && p.State == registers.RotationHeld:
			line := "“两委”到" + where + "开展咨询交流"
			if p.People > 0 {
				line += fmt.Sprintf("，接待居民 %d 人", p.People)
			}
			w.done = append(w.done, line)
		case w.soon(p.Date) && p.State == registers.RotationPlanned:
			w.next = append(w.next, day(p.Date)+"“两委”到"+where+"开展咨询交流")
		}
		return nil
	})
}

func (w *week) questions() error {
	late := 0
	err := w.l.Store.Each(w.ctx, registers.Questions.Def, func(r store.Record) error {
		q := registers.Questions.Decode(r.Values)
		if !r.Deleted && !q.OnSpot && q.Replied == "" && q.Due != "" && q.Due <= w.sunday && q.Date <= w.sunday {
			late++
		}
		return nil
	})
	if late > 0 {
		w.undone = append(w.undone, fmt.Sprintf("居民咨询还有 %d 条到期没有答复，原因：", late))
	}
	return err
}

// numbered writes lines as 1. 2. 3.; a single one without a number.
func numbered(lines []string) string {
	if len(lines) < 2 {
		return strings.Join(lines, "")
	}
	var b strings.Builder
	for i, line := range lines {
		fmt.Fprintf(&b, "%d. %s\n", i+1, line)
	}
	return strings.TrimSuffix(b.String(), "\n")
}

// some names the first of many.
func some(names []string) string {
	const shown = 5
	if len(names) <= shown {
		return strings.Join(names, "、")
	}
	return strings.Join(names[:shown], "、") + "等"
}

func day(d cn.Date) string { return fmt.Sprintf("%d月%d日", d.Month(), d.Day()) }

func who(name string) string {
	if name == "" {
		return ""
	}
	return "责任人" + name + "，"
}

func comma(name string) string {
	if name == "" {
		return ""
	}
	return "，责任人" + name
}
