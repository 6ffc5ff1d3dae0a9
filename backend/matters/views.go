package matters

import (
	"context"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// Choice is a state that may follow, with its name.
type Choice struct {
	State string `json:"state"`
	Label string `json:"label"`
	Why   string `json:"why"` // why it may not follow now; "" it may
	Due   string `json:"due"` // the deadline that it would set; ""
}

// Entry is one entry of a course. Dates are "2006-01-02".
type Entry struct {
	ID     string `json:"id"`
	Date   string `json:"date"`
	Kind   string `json:"kind"` // label
	From   string `json:"from"` // labels of states
	To     string `json:"to"`
	By     string `json:"by"`
	Due    string `json:"due"`
	Rating string `json:"rating"`
	Note   string `json:"note"`
	Void   string `json:"void"` // why it does not count; ""
}

// Light is how a deadline stands: red past, yellow near, green far, "" none.
type Light string

// The lights.
const (
	NoLight Light = ""
	Green   Light = "green"
	Yellow  Light = "yellow"
	Red     Light = "red"
)

// Course is how an appeal or a supervised problem stands and how it came there.
type Course struct {
	ID        string   `json:"id"`
	No        string   `json:"no"`
	State     string   `json:"state"`
	Label     string   `json:"label"`
	Due       string   `json:"due"`       // of the handling
	Term      string   `json:"term"`      // the day that counts now, as in DueOf; "" none
	TermLabel string   `json:"termLabel"` // what is due then
	Left      int      `json:"left"`      // working days to that day, negative past it
	Light     Light    `json:"light"`
	Finished  string   `json:"finished"` // when it was done; ""
	Late      int      `json:"late"`     // working days by which that was past Due
	About     string   `json:"about"`    // of a supervised problem: number and state of its appeal; ""
	Closed    bool     `json:"closed"`   // to the caller, who can take no step
	Warnings  []string `json:"warnings"`
	Choices   []Choice `json:"choices"`
	Entries   []Entry  `json:"entries"` // oldest first
}

// Course returns how an appeal stands.
func (d *Desk) Course(ctx context.Context, matter string) (Course, error) {
	out, m, rec, err := stand(ctx, d, appealCourse, matter)
	if err != nil {
		return out, err
	}
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return out, err
	}
	for i, c := range out.Choices {
		out.Choices[i].Due = string(registers.DueOf(c.State, env.Today, env))
	}
	out.Term, out.TermLabel = string(DueOf(&m)), DueLabel(&m)
	if out.Finished = string(m.Finished); m.Due != "" && m.Finished.First() > m.Due {
		out.Late = max(1, env.WorkingDays(m.Due, m.Finished.First()))
	}
	out.Warnings, err = d.loose(ctx, &m, rec.ID, out.Entries)
	return out, err
}

// loose says what is left open about an appeal: to whom it went, and what its work left behind.
func (d *Desk) loose(ctx context.Context, m *registers.Matter, id oplog.ID, entries []Entry) ([]string, error) {
	out := []string{}
	switch {
	case (m.State == registers.StateForwarded || m.State == registers.StateReported) && m.To == "":
		out = append(out, "还没有写明给了哪个单位")
	case m.State == registers.StateOnSpot && m.Reopened == 0 && m.HandledOn > m.Accepted.Last():
		out = append(out, "当场解决一般在受理当天；过后才解决的，多半是社区协调")
	}
	if Open(m.State) || m.State == registers.StateRefused {
		return out, nil
	}
	told, _ := registers.StepKinds.LabelOf(registers.StepProgress)
	if m.Hearing && len(entries) > 0 && !slices.ContainsFunc(entries, func(e Entry) bool { return e.Kind == told && e.Void == "" }) {
		out = append(out, "按三步工作法办，办理中还没有通报过进展")
	}
	have, err := d.store().Lookup(ctx, registers.Supervisions.Def, "matter", id.String())
	for _, rec := range have {
		if s := registers.Supervisions.Decode(rec.Values); !rec.Deleted && s.State != registers.SupervisionDone {
			out = append(out, "仍在督办："+s.No)
		}
	}
	return out, err
}

// cover hides what was said at the steps.
func cover(entries []Entry) {
	for i := range entries {
		if e := &entries[i]; e.Note != "" {
			e.Note = Covered
		}
	}
}

// Covered stands for a note that is not shown.
const Covered = "***"

// SensitiveTitle stands for the title of a sensitive appeal where somebody may see it who may not read it.
const SensitiveTitle = "（敏感诉求）"

// DueOf returns the day that counts now: of the first answer until a way of handling
// is chosen, of the handling, and of the return visit when it is finished; "" none.
func DueOf(m *registers.Matter) cn.Date {
	switch {
	case m.State == registers.StateReopened:
		return m.Due
	case m.State == registers.StateFinished:
		return m.ReturnDue
	case m.State == registers.StateAccepted && m.Replied == "":
		return m.ReplyDue
	case !Open(m.State), m.Finished != "": // an old list may say when it was done, and not that it was
		return ""
	}
	return m.Due
}

// DueLabel says what is due on the day of DueOf; "" nothing.
func DueLabel(m *registers.Matter) string {
	switch {
	case DueOf(m) == "":
		return ""
	case m.State == registers.StateFinished:
		return registers.Matters.Field("return_due").Label
	case m.State == registers.StateAccepted && m.Replied == "":
		return registers.Matters.Field("reply_due").Label
	}
	return registers.Matters.Field("due").Label
}

// MatterLight says how an appeal stands to the day that counts now; left are
// working days, negative past it.
func MatterLight(m *registers.Matter, env schema.Env) (left int, l Light) {
	return LightOf(DueOf(m), env)
}

// DueBefore returns the numbers of the appeals of which something was due before a day
// and is not done: the first answer, the handling or the return visit, as in DueOf.
func (d *Desk) DueBefore(ctx context.Context, day cn.Date) ([]string, error) {
	var out []string
	err := d.store().EachOf(ctx, registers.Matters.Def, []string{"no", "state", "reply_due", "replied", "due", "finished", "return_due"}, func(r store.Record) error {
		m := registers.Matters.Decode(r.Values)
		if due := DueOf(&m); !r.Deleted && due != "" && due < day {
			out = append(out, m.No)
		}
		return nil
	}, store.Condition{Field: "state", Op: "in", Value: strings.Join(Pending(), ",")})
	return out, err
}

// Pending are the states in which something is still to be done for an appeal.
func Pending() []string { return appeals.pending() }

// Watched are the states in which a supervised problem is not done.
func Watched() []string { return watchedProblems.pending() }

// LightOf says how a day by which something is due stands to today; left are working
// days, negative past it.
func LightOf(due cn.Date, env schema.Env) (int, Light) {
	if !due.Full() {
		return 0, NoLight
	}
	if due < env.Today {
		return -max(1, env.WorkingDays(due, env.Today)), Red
	}
	left := env.WorkingDays(env.Today, due)
	if left <= registers.SettingOf(env, registers.DeadlineNear) {
		return left, Yellow
	}
	return left, Green
}
