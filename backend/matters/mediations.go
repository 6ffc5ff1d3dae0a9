package matters

import (
	"context"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// The states of a mediation that rules speak of.
var (
	agreed   = registers.MediationWith(registers.MediationAgreed)
	failed   = registers.MediationWith(registers.MediationFailed)
	court    = registers.MediationWith(registers.MediationCourt)
	handedOn = registers.MediationWith(registers.MediationHanded)
	recanted = registers.MediationWith(registers.MediationRecanted)
)

// mediations: while it goes on it may reach one of the results of the ledger; a failed
// one may still succeed, be handed on or be shown the way to the court; asking the
// parties afterwards ends it. An agreement that was not kept stays 调解成功 until it is
// kept or leads elsewhere. What the parties took back is over.
var mediations = rules[registers.Mediation]{
	states: registers.MediationStates,
	state:  registers.MediationState,
	next: map[string][]string{
		registers.MediationGoing: {agreed, failed, court, handedOn, recanted},
		agreed:                   {registers.MediationReturned, court, handedOn},
		failed:                   {agreed, court, handedOn, registers.MediationReturned},
		court:                    {registers.MediationReturned},
		handedOn:                 {registers.MediationReturned},
	},
	bar: func(m *registers.Mediation, to string) *errs.Error {
		if m.Result == registers.MediationAgreed && to != registers.MediationReturned && m.Returned == "" {
			return errs.New(errs.Invalid, "已经调解成功，还没有回访过；协议没有履行的才走这一步").In("returned").Do("请先回访；协议没有履行的，再引导诉讼或移交上级")
		}
		return nil
	},
}

// mediationCourse is the course of mediations with its log.
var mediationCourse = kind[registers.Mediation, registers.CareStep]{
	rules: &mediations, record: registers.Mediations, log: registers.CareLog, field: "mediation",
	due:   func(m *registers.Mediation) cn.Date { return "" },
	light: MediationLight,
}

// MediationLight says how a mediation stands to the day by which its parties are
// asked whether the agreement is kept.
func MediationLight(m *registers.Mediation, env schema.Env) (left int, l Light) {
	return LightOf(registers.MediationReturnDue(m, env), env)
}

// MediationStep is one move of a mediation.
type MediationStep struct {
	To        string  // code of MediationStates
	From      string  // the state that whoever takes the step saw; "" whatever it is
	Date      cn.Date // "" today
	By        string  // "" the operator
	Note      string  // how it came about; of 引导诉讼 which way was shown, of 移交上级 to whom
	Agreement string  // of 调解成功: what was agreed; of an oral one the main points
	Written   bool    // of 调解成功: there is a written agreement
	Fulfilled bool    // of a return visit: the agreement is kept
}

// takeMediation returns the mediation after a step, or refuses it. It is pure.
func takeMediation(m registers.Mediation, s MediationStep, env schema.Env) (registers.Mediation, error) {
	was := m
	if s.From != "" && s.From != registers.MediationState(&m) {
		return was, moved()
	}
	if err := mediations.refuse(&m, s.To); err != nil {
		return was, err
	}
	if err := dated(s.Date, max(m.Date.First(), m.Closed.First(), m.Returned.First()), env); err != nil {
		return was, err
	}
	if s.To == registers.MediationReturned {
		if s.Fulfilled && m.Result != registers.MediationAgreed {
			return was, errs.New(errs.Invalid, "没有调解成功，没有协议可履行").In("fulfilled").Do("请去掉“协议已履行”")
		}
		if m.Result == registers.MediationAgreed && !s.Fulfilled && s.Note == "" {
			return was, errs.New(errs.Invalid, "协议还没有履行，请写明情况").In("note").Do("写清楚为什么没有履行、打算怎么办")
		}
		m.Returned, m.Fulfilled = s.Date, s.Fulfilled
		return m, nil
	}
	if s.To == agreed {
		if s.Agreement == "" {
			return was, errs.New(errs.Invalid, "调解成功要写明协议内容").In("agreement").Do("口头协议写要点")
		}
		m.Agreement, m.Written = s.Agreement, s.Written
	} else {
		if why := whyNeeded[s.To]; s.Note == "" {
			return was, errs.New(errs.Invalid, why).In("note")
		}
		m.Written = false
	}
	m.Result, m.Closed, m.Returned, m.Fulfilled = registers.MediationResult(s.To), s.Date, "", false
	return m, nil
}

// whyNeeded are the words that the results without an agreement ask for.
var whyNeeded = map[string]string{failed: "请写明为什么没有调解成功", court: "请写明告知了什么途径", handedOn: "请写明移交给谁", recanted: "请写明当事人为什么撤回"}

// AdvanceMediation takes one step of a mediation, as one change. What was agreed goes
// into the record, where it is shown on request only.
func (d *Desk) AdvanceMediation(ctx context.Context, mediation string, s MediationStep) (Course, error) {
	s.Note, s.Agreement, s.By = strings.TrimSpace(s.Note), strings.TrimSpace(s.Agreement), d.by(ctx, s.By)
	if s.Date == "" {
		s.Date = d.store().Today()
	}
	label, _ := registers.MediationStates.LabelOf(s.To)
	err := move(ctx, d, mediationCourse, mediation, "矛盾调解："+label, func(m registers.Mediation, env schema.Env) (registers.Mediation, registers.CareStep, error) {
		next, err := takeMediation(m, s, env)
		step := registers.CareStep{Kind: registers.CareState, Date: s.Date, From: registers.MediationState(&m), To: registers.MediationState(&next), By: s.By, Note: s.Note}
		if s.To == registers.MediationReturned {
			step.Kind = registers.CareReturned
		}
		return next, step, err
	})
	if err != nil {
		return Course{}, err
	}
	return d.MediationCourse(ctx, mediation, false)
}

// NoteMediation adds a session to the course of a mediation that goes on: when the
// parties met and what came of it.
func (d *Desk) NoteMediation(ctx context.Context, mediation string, day cn.Date, by, note string) (Course, error) {
	note = strings.TrimSpace(note)
	err := move(ctx, d, mediationCourse, mediation, "矛盾调解：调解经过", func(m registers.Mediation, env schema.Env) (registers.Mediation, registers.CareStep, error) {
		if day == "" {
			day = env.Today
		}
		state := registers.MediationState(&m)
		step := registers.CareStep{Kind: registers.CareSession, Date: day, From: state, To: state, By: d.by(ctx, by), Note: note}
		switch {
		case mediations.ended(state):
			return m, step, errs.New(errs.Invalid, "这件调解已经结束，不能再记经过").In("note")
		case note == "":
			return m, step, errs.New(errs.Invalid, "请写明调解经过").In("note")
		}
		return m, step, dated(day, m.Date.First(), env)
	})
	if err != nil {
		return Course{}, err
	}
	return d.MediationCourse(ctx, mediation, false)
}

// MediationCourse returns how a mediation stands. What was said at its steps is
// covered unless it is asked for, and asking is logged.
func (d *Desk) MediationCourse(ctx context.Context, mediation string, shown bool) (Course, error) {
	out, m, rec, err := stand(ctx, d, mediationCourse, mediation)
	if err != nil {
		return out, err
	}
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return out, err
	}
	out.Due = string(registers.MediationReturnDue(&m, env))
	for i, c := range out.Choices {
		if c.State == registers.MediationReturned {
			out.Choices[i].Label = "回访"
		}
	}
	if !shown {
		cover(out.Entries)
		return out, nil
	}
	return out, d.store().LogAccess(ctx, store.Access{Action: "查看", Register: registers.Mediations.Key, Row: rec.ID, What: "调解经过", Rows: 1})
}

// MediationYear counts the disputes of a year against what the office promised
// (S1 54: at least 30 a year).
type MediationYear struct {
	Year   int `json:"year"`
	Count  int `json:"count"` // accepted in the year
	Goal   int `json:"goal"`  // 0: none
	Agreed int `json:"agreed"`
	Going  int `json:"going"`
}

// MediationYear counts a year, 0 for this one.
func (d *Desk) MediationYear(ctx context.Context, year int) (MediationYear, error) {
	if year == 0 {
		year = d.store().Today().Year()
	}
	out := MediationYear{Year: year}
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return out, err
	}
	out.Goal = registers.SettingOf(env, registers.MediationsYear)
	first := strconv.Itoa(year)
	err = d.store().EachOf(ctx, registers.Mediations.Def, []string{"date", "result"}, func(r store.Record) error {
		m := registers.Mediations.Decode(r.Values)
		if r.Deleted || m.Date.Year() != year {
			return nil
		}
		out.Count++
		switch m.Result {
		case "":
			out.Going++
		case registers.MediationAgreed:
			out.Agreed++
		}
		return nil
	}, store.Condition{Field: "date", Op: "gte", Value: first}, store.Condition{Field: "date", Op: "lte", Value: first + "-12-31"})
	return out, err
}
