package indicators

import (
	"context"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// readOfMatters are the fields of appeals that reminders look at.
var readOfMatters = []string{"title", "state", "accepted", "owner", "reply_due", "replied", "due", "return_due", "sensitive"}

// appeals collects the appeals that are late or soon due, with their first answer,
// their handling or the return visit, and the supervised problems likewise. Only those
// that are not over are read.
func (d *due) appeals(ctx context.Context, l *ledger.Ledger, env schema.Env) error {
	err := l.Store.EachOf(ctx, registers.Matters.Def, readOfMatters, func(r store.Record) error {
		if !r.Deleted {
			m := registers.Matters.Decode(r.Values)
			if m.Sensitive { // the first page is seen by whoever passes
				m.Title = matters.SensitiveTitle
			}
			left, light := matters.MatterLight(&m, env)
			d.appeal(kindMatter, registers.Matters.Key, r, m.Title, m.Owner, waitsFor(&m), string(matters.DueOf(&m)), left, light)
		}
		return nil
	}, store.Condition{Field: "state", Op: "in", Value: strings.Join(matters.Pending(), ",")})
	if err != nil {
		return err
	}
	return l.Store.EachOf(ctx, registers.Supervisions.Def, []string{"problem", "state", "owner", "unit", "due"}, func(r store.Record) error {
		if !r.Deleted {
			s := registers.Supervisions.Decode(r.Values)
			left, light := matters.SupervisionLight(&s, env)
			who := s.Owner
			if who == "" {
				who = s.Unit
			}
			d.appeal(kindSupervision, registers.Supervisions.Key, r, s.Problem, who, "督办", string(s.Due), left, light)
		}
		return nil
	}, store.Condition{Field: "state", Op: "in", Value: strings.Join(matters.Watched(), ",")})
}

func (d *due) appeal(kind, register string, r store.Record, title, who, what, due string, left int, light matters.Light) {
	if light != matters.Red && light != matters.Yellow {
		return
	}
	i := TodayItem{Tone: "amber", Tag: workingTag(left, light), Title: title, Detail: what, Register: register, ID: r.ID.String(), Due: due}
	if light == matters.Red {
		i.Tone = "red"
	}
	if who != "" {
		i.Detail += "，" + who
	}
	d.add(kind, i)
}

// promise is a day by which something was to be done, in ledgers without a course.
type promise struct {
	def        *schema.Def
	due, done  string // fields; done is filled when it is done
	what       string
	title, who string // fields
}

// promises are the questions to be answered, wishes to be fulfilled, and what was
// resolved, demanded and promised (domain rows 24, 114, 125, 128, 129).
var promises = []promise{
	{registers.Questions.Def, "reply_due", "replied", "居民咨询待答复", "question", "answered_by"},
	{registers.Wishes.Def, "planned", "done", "微心愿待完成", "wish", "claimed_by"},
	{registers.Consultations.Def, "deadline", "done", "会诊决定待落实", "problem", "owner"},
	{registers.Inspections.Def, "deadline", "done", "督查要求待整改", "place", ""},
}

// promised collects what is late or soon due of these.
func (d *due) promised(ctx context.Context, l *ledger.Ledger, env schema.Env) error {
	for _, p := range promises {
		keys := []string{p.title, p.due, p.done}
		if p.def == registers.Wishes.Def {
			keys = append(keys, "state")
		}
		if p.who != "" {
			keys = append(keys, p.who)
		}
		err := l.Store.EachOf(ctx, p.def, keys, func(r store.Record) error {
			if r.Deleted || p.def.Get(r.Values, "state") == registers.WishCancelled && p.def == registers.Wishes.Def {
				return nil
			}
			due := cn.Date(p.def.Get(r.Values, p.due))
			left, light := matters.LightOf(due, env)
			title := p.def.Get(r.Values, p.title)
			if p.def.Field(p.title).Private {
				title = p.def.Label
			}
			who := ""
			if p.who != "" && !p.def.Field(p.who).Private {
				who = p.def.Get(r.Values, p.who)
			}
			d.appeal(kindPromise, p.def.Key, r, title, who, p.what, string(due), left, light)
			return nil
		}, store.Condition{Field: p.done, Op: "empty"}, store.Condition{Field: p.due, Op: "notempty"})
		if err != nil {
			return err
		}
	}
	return nil
}

// waitsFor says what is due of an appeal.
func waitsFor(m *registers.Matter) string {
	switch m.State {
	case registers.StateAccepted:
		return "等首次答复"
	case registers.StateReopened:
		return "重开待办"
	case registers.StateFinished:
		return "等回访"
	}
	label, _ := registers.MatterStates.LabelOf(m.State)
	return label
}

// workingTag says how long there is, in working days.
func workingTag(left int, light matters.Light) string {
	switch {
	case light == matters.Red:
		return "逾期 " + strconv.Itoa(-left) + " 工作日"
	case left == 0:
		return "今天到期"
	}
	return "还有 " + strconv.Itoa(left) + " 工作日"
}
