package matters

import (
	"chengzhuan/backend/cn"
	"cmp"
	"context"
	"slices"

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
	id, err := oplog.ParseID(matter)
	if err != nil {
		return Course{}, err
	}
	rec, err := d.store().Find(ctx, registers.Matters.Def, id)
	if err != nil {
		return Course{}, err
	}
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return Course{}, err
	}
	m := registers.Matters.Decode(rec.Values)
	label, _ := registers.MatterStates.LabelOf(m.State)
	out := Course{ID: matter, No: m.No, State: m.State, Label: label, Due: string(m.Due), Choices: []Choice{}, Entries: []Entry{}}
	out.Left, out.Light = MatterLight(&m, env)
	for _, to := range next[m.State] {
		c := Choice{State: to, Due: string(registers.DueOf(to, env.Today, env))}
		c.Label, _ = registers.MatterStates.LabelOf(to)
		if err := barred(&m, to); err != nil {
			c.Why = err.Message
		}
		out.Choices = append(out.Choices, c)
	}
	if err := d.entries(ctx, &out, id); err != nil {
		return out, err
	}
	rights, err := d.ledger.Rights(ctx, registers.Matters.Def, []store.Record{rec})
	if err != nil || !rights.Closed(id) {
		return out, err
	}
	for i := range out.Entries {
		if e := &out.Entries[i]; e.Note != "" {
			e.Note = "***"
		}
	}
	return out, nil
}

// SensitiveTitle stands for the title of a sensitive appeal where somebody may see it who may not read it.
const SensitiveTitle = "（敏感诉求）"

func (d *Desk) entries(ctx context.Context, c *Course, matter oplog.ID) error {
	log := registers.MatterLog
	records, err := d.store().Lookup(ctx, log.Def, "matter", matter.String())
	if err != nil {
		return err
	}
	var ids []oplog.ID
	for _, rec := range records {
		ids = append(ids, rec.ID)
	}
	void, err := d.store().Voided(ctx, ids)
	if err != nil {
		return err
	}
	for _, rec := range records {
		s := log.Decode(rec.Values)
		e := Entry{ID: rec.ID.String(), Date: string(s.Date), By: s.By, Due: string(s.Due), Note: s.Note, Void: void[rec.ID]}
		e.Kind, _ = registers.StepKinds.LabelOf(s.Kind)
		e.From, _ = registers.MatterStates.LabelOf(s.From)
		e.To, _ = registers.MatterStates.LabelOf(s.To)
		e.Rating, _ = registers.Ratings.LabelOf(s.Rating)
		c.Entries = append(c.Entries, e)
	}
	inOrder(c.Entries)
	return nil
}

// inOrder sorts entries by day; those of one day stay in the order of their making.
func inOrder(list []Entry) {
	slices.SortStableFunc(list, func(a, b Entry) int { return cmp.Compare(a.Date, b.Date) })
}

// DueOf returns the day that counts now: of the first answer until a way of handling
// is chosen, of the handling, and of the return visit when it is finished; "" none.
func DueOf(m *registers.Matter) cn.Date {
	switch {
	case m.State == registers.StateFinished:
		return m.ReturnDue
	case m.State == registers.StateAccepted && m.Replied == "":
		return m.ReplyDue
	case !Open(m.State):
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
func Pending() []string {
	var out []string
	for _, c := range registers.MatterStates.Codes {
		if Open(c.Code) || c.Code == registers.StateFinished || c.Code == registers.StateReturned {
			out = append(out, c.Code)
		}
	}
	return out
}

// Watched are the states in which a supervised problem is not done.
func Watched() []string {
	var out []string
	for _, c := range registers.SupervisionStates.Codes {
		if len(supervised[c.Code]) > 0 {
			out = append(out, c.Code)
		}
	}
	return out
}

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
