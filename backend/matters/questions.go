package matters

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// AskedQuestion is how one question stands. It does not say who asked: that is for
// its record alone.
type AskedQuestion struct {
	ID       string `json:"id"`
	Date     string `json:"date"`
	Question string `json:"question"`
	Kind     string `json:"kind"` // label
	OnSpot   bool   `json:"onSpot"`
	Answer   string `json:"answer"`
	By       string `json:"by"` // who answered, or who has to
	Due      string `json:"due"`
	Replied  string `json:"replied"`
	Waits    bool   `json:"waits"`
	Left     int    `json:"left"` // as in Course
	Light    Light  `json:"light"`
	Matter   string `json:"matter"` // ID of the appeal that it became; ""
	MatterNo string `json:"matterNo"`
	Handling string `json:"handling"` // label of the state of that appeal
}

// AskedRound is a visit to an estate with its questions, in the order of their making.
type AskedRound struct {
	ID        string          `json:"id"`
	State     string          `json:"state"` // code
	Date      string          `json:"date"`
	People    string          `json:"people"` // "" not known
	Hosts     []string        `json:"hosts"`
	Questions []AskedQuestion `json:"questions"`
	OnSpot    int             `json:"onSpot"`
	Waiting   int             `json:"waiting"`
	ReplyDue  string          `json:"replyDue"` // until when one that is asked today is usually answered
}

// Round returns a visit with its questions.
func (d *Desk) Round(ctx context.Context, rotation string) (AskedRound, error) {
	rec, err := d.store().Find(ctx, registers.Rotations.Def, parsed(rotation))
	if err != nil {
		return AskedRound{}, err
	}
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return AskedRound{}, err
	}
	r := registers.Rotations.Decode(rec.Values)
	out := AskedRound{ID: rotation, State: r.State, Date: string(r.Date), People: registers.Rotations.Get(rec.Values, "people"), Hosts: hostNames(r.Hosts), Questions: []AskedQuestion{}, ReplyDue: string(registers.ReplyDueOf(env.Today, env))}
	if out.Hosts == nil {
		out.Hosts = []string{}
	}
	records, err := d.store().Lookup(ctx, registers.Questions.Def, "rotation", rotation)
	if err != nil {
		return out, err
	}
	for _, rec := range records {
		if rec.Deleted {
			continue
		}
		q, err := d.asked(ctx, rec, env)
		if err != nil {
			return out, err
		}
		if q.OnSpot {
			out.OnSpot++
		}
		if q.Waits {
			out.Waiting++
		}
		out.Questions = append(out.Questions, q)
	}
	return out, nil
}

// Question returns how one question stands.
func (d *Desk) Question(ctx context.Context, question string) (AskedQuestion, error) {
	rec, err := d.store().Find(ctx, registers.Questions.Def, parsed(question))
	if err != nil {
		return AskedQuestion{}, err
	}
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return AskedQuestion{}, err
	}
	return d.asked(ctx, rec, env)
}

func (d *Desk) asked(ctx context.Context, rec store.Record, env schema.Env) (AskedQuestion, error) {
	q := registers.Questions.Decode(rec.Values)
	out := AskedQuestion{ID: rec.ID.String(), Date: string(q.Date), Question: q.Question, OnSpot: q.OnSpot, Answer: q.Answer, By: q.Answerer, Due: string(q.Due), Replied: string(q.Replied), Waits: registers.QuestionWaits(&q)}
	out.Kind, _ = registers.MatterKinds.LabelOf(q.Kind)
	if out.Waits {
		out.Left, out.Light = LightOf(q.Due, env)
	}
	m, err := d.appealOf(ctx, d.store(), q.Matter)
	if err != nil || m == nil {
		return out, err
	}
	out.Matter, out.MatterNo, out.Handling = q.Matter.String(), m.No, appeals.label(m.State)
	return out, nil
}

// appealOf returns the appeal that a question became, nil where it is none or in the recycle bin.
func (d *Desk) appealOf(ctx context.Context, r finder, id oplog.ID) (*registers.Matter, error) {
	if id == 0 {
		return nil, nil
	}
	rec, err := r.Find(ctx, registers.Matters.Def, id)
	if errs.Is(err, errs.NotFound) || err == nil && rec.Deleted {
		return nil, nil
	}
	m := registers.Matters.Decode(rec.Values)
	return &m, err
}

// finder is the store, or a transaction on it.
type finder interface {
	Find(context.Context, *schema.Def, oplog.ID) (store.Record, error)
}

// parsed reads an ID; what is none finds nothing.
func parsed(id string) oplog.ID {
	key, err := oplog.ParseID(id)
	if err != nil {
		return 0
	}
	return key
}

// Asking is what was asked on a visit to an estate: each question as a form sends it,
// by the keys of the ledger of questions.
type Asking struct {
	Rotation  string              `json:"rotation"`
	Date      cn.Date             `json:"date"`   // "" the day of the visit, else today
	People    string              `json:"people"` // how many came; "" not told
	Questions []map[string]string `json:"questions"`
}

// Asked is what writing down questions did: nothing where a problem is no warning.
type Asked struct {
	Saved     bool           `json:"saved"`
	Change    string         `json:"change"`
	Questions []string       `json:"questions"` // IDs
	Held      bool           `json:"held"`      // the visit was a plan and counts as held now
	Problems  []RoundProblem `json:"problems"`
}

// Ask writes down the questions of a visit as one change. A visit that was only
// planned counts as held from then on.
func (d *Desk) Ask(ctx context.Context, a Asking) (Asked, error) {
	out := Asked{Questions: []string{}, Problems: []RoundProblem{}}
	rec, err := d.find(ctx, registers.Rotations.Def, a.Rotation)
	if err != nil {
		return out, err
	}
	r := registers.Rotations.Decode(rec.Values)
	today := d.store().Today()
	if a.Date == "" {
		if a.Date = r.Date; !r.Date.Full() || r.Date > today {
			a.Date = today
		}
	}
	if r.Month.First() > today {
		return out, errs.New(errs.Invalid, "这次进小区安排在 "+string(r.Month[:7])+"，还没有到").In("date").Do("提前去了的，请先把月份改过来")
	}
	if len(a.Questions) == 0 {
		return out, errs.New(errs.Invalid, "还没有写问题").In("question").Do("至少写一条，或点取消")
	}
	var drafts []*ledger.Draft
	for i, row := range a.Questions {
		inputs := map[string]string{"rotation": a.Rotation, "date": string(a.Date)}
		for key, text := range row {
			inputs[key] = text
		}
		w, err := d.ledger.Draft(ctx, registers.Questions.Key, "", inputs)
		if err != nil {
			return out, err
		}
		out.Problems = append(out.Problems, problemsOf(i, w)...)
		if q := registers.Questions.Decode(w.Values); q.OnSpot && strings.TrimSpace(q.Answer) == "" {
			out.Problems = append(out.Problems, RoundProblem{Row: i, Field: "answer", Message: "当场答复的要写答复内容", Hint: "还没有答复的，去掉“当场答复”"})
		}
		drafts = append(drafts, w)
	}
	patch, problems, err := d.held(ctx, rec, a)
	if err != nil {
		return out, err
	}
	out.Problems = append(out.Problems, problems...)
	if slices.ContainsFunc(out.Problems, func(p RoundProblem) bool { return !p.Warning }) {
		return out, nil
	}
	result, err := d.store().Write(ctx, store.Meta{Kind: "create", Note: fmt.Sprintf("记咨询问答，%d条", len(drafts))}, func(tx *store.Tx) error {
		if _, err := d.living(ctx, tx, registers.Rotations.Def, rec.ID); err != nil {
			return err
		}
		if len(patch) > 0 {
			if _, err := tx.Update(registers.Rotations.Def, rec.ID, patch); err != nil {
				return err
			}
		}
		for _, w := range drafts {
			id, err := tx.Create(registers.Questions.Def, w.Values)
			if err != nil {
				return err
			}
			out.Questions = append(out.Questions, id.String())
		}
		return nil
	})
	if err != nil {
		return Asked{Questions: []string{}, Problems: []RoundProblem{}}, err
	}
	out.Saved, out.Change, out.Held = true, result.Change.String(), patch["state"] != ""
	return out, nil
}

// held says what makes a planned visit one that was held; of problems only those that refuse.
func (d *Desk) held(ctx context.Context, rec store.Record, a Asking) (map[string]string, []RoundProblem, error) {
	inputs := map[string]string{}
	r := registers.Rotations.Decode(rec.Values)
	if r.State != registers.RotationHeld {
		inputs["state"], inputs["date"] = registers.RotationHeld, string(a.Date)
	}
	if strings.TrimSpace(a.People) != "" {
		inputs["people"] = a.People
	}
	if len(inputs) == 0 {
		return nil, nil, nil
	}
	w, err := d.ledger.Draft(ctx, registers.Rotations.Key, rec.ID.String(), inputs)
	if err != nil {
		return nil, nil, err
	}
	var out []RoundProblem
	for _, p := range w.Problems {
		if !p.Warning {
			out = append(out, RoundProblem{Row: -1, Field: p.Field, Message: p.Message, Hint: p.Hint})
		}
	}
	return w.Patch, out, nil
}

// Answer fills in the answer to a question that waited, as one change.
func (d *Desk) Answer(ctx context.Context, question string, day cn.Date, by, answer string) (AskedQuestion, error) {
	answer, by = strings.TrimSpace(answer), strings.TrimSpace(by)
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return AskedQuestion{}, err
	}
	if day == "" {
		day = env.Today
	}
	def := registers.Questions.Def
	_, err = d.store().Write(ctx, store.Meta{Kind: "step", Note: "答复咨询"}, func(tx *store.Tx) error {
		rec, err := d.living(ctx, tx, def, parsed(question))
		if err != nil {
			return err
		}
		q := registers.Questions.Decode(rec.Values)
		switch {
		case q.OnSpot || q.Replied != "":
			return errs.New(errs.Conflict, "这个问题已经答复过").In("answer").Do("要改答复的，请在记录里改")
		case answer == "":
			return errs.New(errs.Invalid, "请写明答复内容").In("answer")
		}
		if err := dated(day, q.Date.First(), env); err != nil {
			return err
		}
		if by == "" {
			by = q.Answerer
		}
		_, err = tx.Update(def, rec.ID, map[string]string{"answer": answer, "answered_by": d.by(ctx, by), "replied": string(day)})
		return err
	})
	if err != nil {
		return AskedQuestion{}, err
	}
	return d.Question(ctx, question)
}

// titleMost is how long the title of an appeal may be.
const titleMost = 100

// Appeal makes an appeal of a question, as one change; the question refers to it, and
// waits there from then on. owner may be "".
func (d *Desk) Appeal(ctx context.Context, question, owner string) (string, error) {
	def := registers.Questions.Def
	rec, err := d.find(ctx, def, question)
	if err != nil {
		return "", err
	}
	q := registers.Questions.Decode(rec.Values)
	inputs := map[string]string{"title": q.Question, "kind": q.Kind, "source": registers.SourceConsultation, "accepted": string(d.store().Today()), "person": q.Asker, "phone": q.Phone, "household": q.Household.String(), "owner": strings.TrimSpace(owner)}
	if inputs["owner"] == "" {
		inputs["owner"] = q.Answerer
	}
	if r := []rune(q.Question); len(r) > titleMost {
		inputs["title"], inputs["content"] = string(r[:titleMost-1])+"…", q.Question
	}
	if q.Household == 0 && q.Rotation != 0 {
		round, err := d.store().Find(ctx, registers.Rotations.Def, q.Rotation)
		if err != nil {
			return "", err
		}
		inputs["estate"] = registers.Rotations.Get(round.Values, "estate")
	}
	w, err := d.ledger.Draft(ctx, registers.Matters.Key, "", inputs)
	if err != nil {
		return "", err
	}
	for _, p := range w.Problems {
		if !p.Warning {
			return "", errs.New(errs.Invalid, p.Message).In(p.Field).Do(p.Hint)
		}
	}
	var made oplog.ID
	_, err = d.store().Write(ctx, store.Meta{Kind: "create", Note: "咨询转为诉求"}, func(tx *store.Tx) error {
		now, err := d.living(ctx, tx, def, rec.ID)
		if err != nil {
			return err
		}
		q := registers.Questions.Decode(now.Values)
		m, err := d.appealOf(ctx, tx, q.Matter)
		if err != nil {
			return err
		}
		if m != nil {
			return errs.New(errs.Conflict, "这个问题已经转为诉求（"+m.No+"）").In("matter").Do("请在那件诉求上办理")
		}
		if made, err = tx.Create(registers.Matters.Def, w.Values); err != nil {
			return err
		}
		_, err = tx.Update(def, rec.ID, map[string]string{"matter": made.String()})
		return err
	})
	return made.String(), err
}
