package matters

import (
	"context"

	"chengzhuan/backend/cn"
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
	ID      string   `json:"id"`
	No      string   `json:"no"`
	State   string   `json:"state"`
	Label   string   `json:"label"`
	Due     string   `json:"due"`
	Left    int      `json:"left"` // working days to the deadline, negative past it
	Light   Light    `json:"light"`
	Choices []Choice `json:"choices"`
	Entries []Entry  `json:"entries"` // oldest first
}

// Course returns how an appeal stands.
func (d *Desk) Course(ctx context.Context, matter string) (Course, error) {
	out, _, rec, err := stand(ctx, d, appealCourse, matter)
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
	rights, err := d.ledger.Rights(ctx, registers.Matters.Def, []store.Record{rec})
	if err == nil && rights.Closed(rec.ID) {
		cover(out.Entries)
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
	case m.State == registers.StateFinished:
		return m.ReturnDue
	case m.State == registers.StateAccepted && m.Replied == "":
		return m.ReplyDue
	case !Open(m.State), m.Finished != "": // an old list may say when it was done, and not that it was
		return ""
	}
	return m.Due
}

// MatterLight says how an appeal stands to the day that counts now; left are
// working days, negative past it.
func MatterLight(m *registers.Matter, env schema.Env) (left int, l Light) {
	return LightOf(DueOf(m), env)
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
