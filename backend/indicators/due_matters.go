package indicators

import (
	"context"
	"strconv"
	"strings"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// readOfMatters are the fields of appeals that reminders look at.
var readOfMatters = []string{"title", "state", "accepted", "owner", "reply_due", "replied", "due", "return_due"}

// appeals collects the appeals that are late or soon due, with their first answer,
// their handling or the return visit, and the supervised problems likewise. Only those
// that are not over are read.
func (d *due) appeals(ctx context.Context, l *ledger.Ledger, env schema.Env) error {
	err := l.Store.EachOf(ctx, registers.Matters.Def, readOfMatters, func(r store.Record) error {
		if !r.Deleted {
			m := registers.Matters.Decode(r.Values)
			left, light := matters.MatterLight(&m, env)
			d.appeal(kindMatter, r, m.Title, m.Owner, waitsFor(&m), string(matters.DueOf(&m)), left, light)
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
			d.appeal(kindSupervision, r, s.Problem, who, "督办", string(s.Due), left, light)
		}
		return nil
	}, store.Condition{Field: "state", Op: "in", Value: strings.Join(matters.Watched(), ",")})
}

func (d *due) appeal(kind string, r store.Record, title, who, what, due string, left int, light matters.Light) {
	if light != matters.Red && light != matters.Yellow {
		return
	}
	i := TodayItem{Tone: "amber", Tag: workingTag(left, light), Title: title, Detail: what, Register: registers.Matters.Key, ID: r.ID.String(), Due: due}
	if kind == kindSupervision {
		i.Register = registers.Supervisions.Key
	}
	if light == matters.Red {
		i.Tone = "red"
	}
	if who != "" {
		i.Detail += "，" + who
	}
	d.add(kind, i)
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
