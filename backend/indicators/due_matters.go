package indicators

import (
	"cmp"
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
var readOfMatters = []string{"title", "state", "accepted", "owner", "reply_due", "replied", "due", "finished", "return_due", "sensitive"}

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
	hushed, err := l.SensitiveAppeals(ctx)
	if err != nil {
		return err
	}
	return l.Store.EachOf(ctx, registers.Supervisions.Def, []string{"problem", "matter", "state", "owner", "unit", "due"}, func(r store.Record) error {
		if !r.Deleted {
			s := registers.Supervisions.Decode(r.Values)
			if hushed[s.Matter] {
				s.Problem, s.Unit = matters.SensitiveTitle, ""
			}
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

// promise is a day by which something was to be done, in the other ledgers.
type promise struct {
	def        *schema.Def
	due        string // field: the day; promises are looked for where it is filled in
	what       string
	title, who string                                  // fields; no private one is shown
	also       []string                                // further fields that of reads
	where      []store.Condition                       // what narrows the search
	of         func(schema.Values, schema.Env) cn.Date // the day that counts; "" none, nil: the field itself
}

// promises are the questions to be answered, wishes to be fulfilled, agreements to be
// asked after, and what was resolved, demanded and promised (domain rows 24, 114, 54, 125, 128, 129).
var promises = []promise{
	{
		def: registers.Questions.Def, due: "reply_due", what: "居民咨询待答复", title: "question", who: "answered_by", also: []string{"on_spot", "replied", "matter"},
		where: []store.Condition{{Field: "replied", Op: "empty"}},
		of: func(v schema.Values, _ schema.Env) cn.Date {
			if q := registers.Questions.Decode(v); registers.QuestionWaits(&q) {
				return q.Due
			}
			return ""
		},
	},
	{
		def: registers.Wishes.Def, due: "planned", what: "微心愿待完成", title: "wish", who: "claimed_by", also: []string{"state"},
		where: []store.Condition{{Field: "done", Op: "empty"}},
		of: func(v schema.Values, _ schema.Env) cn.Date {
			w := registers.Wishes.Decode(v)
			return registers.WishDue(&w)
		},
	},
	{
		def: registers.Mediations.Def, due: "closed", what: "调解待回访", title: "no", who: "mediator", also: []string{"result", "returned", "fulfilled"},
		where: []store.Condition{{Field: "returned", Op: "empty"}, {Field: "result", Op: "eq", Value: registers.MediationAgreed}},
		of: func(v schema.Values, env schema.Env) cn.Date {
			m := registers.Mediations.Decode(v)
			if due := registers.MediationReturnDue(&m, env); due >= env.Today.AddDays(-returnChased) {
				return due
			}
			return ""
		},
	},
	{def: registers.Consultations.Def, due: "deadline", what: "会诊决定待落实", title: "problem", who: "owner", where: []store.Condition{{Field: "done", Op: "empty"}}},
	{def: registers.Inspections.Def, due: "deadline", what: "督查要求待整改", title: "place", where: []store.Condition{{Field: "done", Op: "empty"}}},
}

// returnChased is for how many days a return visit that is due is asked for on the
// first page: ledgers of years past come without any.
const returnChased = 90

// promised collects what is late or soon due of these.
func (d *due) promised(ctx context.Context, l *ledger.Ledger, env schema.Env) error {
	for _, p := range promises {
		keys := append([]string{p.title, p.due}, p.also...)
		if p.who != "" {
			keys = append(keys, p.who)
		}
		shown := func(v schema.Values, key string) string {
			if f := p.def.Field(key); f == nil || f.Private {
				return ""
			}
			return p.def.Get(v, key)
		}
		where := append([]store.Condition{{Field: p.due, Op: "notempty"}}, p.where...)
		err := l.Store.EachOf(ctx, p.def, keys, func(r store.Record) error {
			if r.Deleted {
				return nil
			}
			due := cn.Date(p.def.Get(r.Values, p.due))
			if p.of != nil {
				due = p.of(r.Values, env)
			}
			left, light := matters.LightOf(due, env)
			d.appeal(kindPromise+p.def.Key, p.def.Key, r, cmp.Or(shown(r.Values, p.title), p.def.Label), shown(r.Values, p.who), p.what, string(due), left, light)
			return nil
		}, where...)
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
