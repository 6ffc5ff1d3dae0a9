package visits

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// maxRound is the most households of one round.
const maxRound = 100

// ofOne are the inputs that say something of one household only.
var ofOne = []string{"no", "form", "household", "unit", "person", "resident", "phone", "age", "relation"}

// AppealText is an appeal in the words in which somebody put it: they are its title,
// and what is too long for a title stands whole in its content.
func AppealText(text string) Appeal {
	text = strings.TrimSpace(text)
	in := map[string]string{"title": text}
	if r, most := []rune(text), registers.Matters.Field("title").Max; len(r) > most || strings.ContainsAny(text, "\r\n") {
		title, _, _ := strings.Cut(text, "\n")
		if t := []rune(strings.TrimSpace(title)); len(t) > most {
			title = string(t[:most-1]) + "…"
		}
		in["title"], in["content"] = strings.TrimSpace(title), text
	}
	return Appeal{Inputs: in}
}

// work is an entry on its way into the book.
type work struct {
	visits  []*ledger.Draft
	appeals []*asking
	with    func(tx *store.Tx, visits []oplog.ID) error
	out     Added
}

// asking is one appeal of an entry.
type asking struct {
	draft *ledger.Draft
	visit int // index into visits
	steps []registers.MatterStep
}

// Add stores a visit or a round with what people asked for as one change, which one
// undo takes back. Certain twins always prevent it, suspected ones unless despite.
func (d *Desk) Add(ctx context.Context, e Entry, despite bool) (Added, error) {
	w := &work{with: e.With, out: Added{Visits: []string{}, Numbers: []string{}, Matters: []string{}, MatterNumbers: []string{}, Problems: []Problem{}, Twins: []Twin{}}}
	if err := d.draftVisits(ctx, w, e); err != nil {
		return w.out, err
	}
	for i, a := range e.Appeals {
		if err := d.draftAppeal(ctx, w, i, a); err != nil {
			return w.out, err
		}
	}
	if w.blocked(despite) {
		return w.out, nil
	}
	result, err := d.store().Write(ctx, store.Meta{Kind: "create", Note: w.note()}, func(tx *store.Tx) error { return d.write(ctx, tx, w, despite) })
	if err != nil {
		return w.out, err
	}
	w.out.Saved, w.out.Change = true, result.Change.String()
	return w.out, nil
}

func (w *work) problem(visit, appeal int, p ledger.FieldProblem) {
	w.out.Problems = append(w.out.Problems, Problem{p, visit, appeal})
}

// draft keeps what is wrong with a part of the entry and what it may repeat.
func (w *work) draft(l *ledger.Draft, visit, appeal int) {
	for _, p := range l.Problems {
		w.problem(visit, appeal, p)
	}
	for _, t := range l.Twins {
		w.out.Twins = append(w.out.Twins, Twin{t, l.Def.Key, visit, appeal})
	}
}

func (w *work) blocked(despite bool) bool {
	return slices.ContainsFunc(w.out.Problems, func(p Problem) bool { return !p.Warning }) ||
		slices.ContainsFunc(w.out.Twins, func(t Twin) bool { return t.Certain || !despite })
}

func (w *work) note() string {
	note := "记走访"
	if len(w.visits) > 1 {
		note += fmt.Sprintf("，%d 户", len(w.visits))
	}
	if n := len(w.appeals); n > 0 {
		note += fmt.Sprintf("，诉求 %d 件", n)
	}
	return note
}

// draftVisits makes a draft for each household of the round.
func (d *Desk) draftVisits(ctx context.Context, w *work, e Entry) error {
	round := slices.Compact(slices.Clone(e.Households))
	for i, h := range round {
		if slices.Contains(round[:i], h) {
			w.problem(i, -1, ledger.FieldProblem{Field: "household", Message: "同一户选了两次"})
		}
	}
	switch {
	case len(round) > maxRound:
		return errs.New(errs.Invalid, "一次最多记 100 户").In("household").Do("请分几次记录")
	case len(round) == 0:
		round = []string{e.Inputs["household"]}
	case len(round) > 1:
		for _, key := range ofOne {
			if f := registers.Visits.Field(key); key != "household" && strings.TrimSpace(e.Inputs[key]) != "" {
				w.problem(0, -1, ledger.FieldProblem{Field: key, Message: "一次记几户时不能填“" + f.Label + "”", Hint: "请先保存，再到各户的记录里补填；或者一户一户地记"})
			}
		}
	}
	for i, home := range round {
		in := maps.Clone(e.Inputs)
		if in == nil {
			in = map[string]string{}
		}
		if home != "" {
			in["household"] = home
		}
		if strings.TrimSpace(in["lead"]) == "" {
			in["lead"] = operator(ctx)
		}
		if who := operator(ctx); strings.TrimSpace(in["recorder"]) == "" && who != strings.TrimSpace(in["lead"]) {
			in["recorder"] = who // who writes it down may read it again
		}
		if text, ok := in["form"]; ok {
			in["form"] = readForm(text)
		}
		draft, err := d.ledger.Draft(ctx, registers.Visits.Key, "", in)
		if err != nil {
			return err
		}
		if wrong, err := d.formProblem(ctx, in["form"]); err != nil {
			return err
		} else if wrong != "" {
			draft.Problems = append(draft.Problems, ledger.FieldProblem{Field: "form", Message: wrong, Hint: "请照抄纸质表上的编号和行号"})
		}
		w.visits = append(w.visits, draft)
		w.draft(draft, i, -1)
	}
	return nil
}

// draftAppeal makes the matter of an appeal; what follows from the visit is filled
// where the appeal does not say it.
func (d *Desk) draftAppeal(ctx context.Context, w *work, n int, a Appeal) error {
	def := registers.Matters.Def
	in := maps.Clone(a.Inputs)
	if in == nil {
		in = map[string]string{}
	}
	visit, err := d.visitOf(ctx, w, in["household"])
	if err != nil {
		e := errs.Of(err)
		w.problem(-1, n, ledger.FieldProblem{Field: "household", Message: e.Message, Hint: e.Hint})
		return nil
	}
	v := w.visits[visit]
	get := v.Def.Getter(v.Values)
	fill := func(key, value string) {
		if strings.TrimSpace(in[key]) == "" && value != "" {
			in[key] = value
		}
	}
	for _, key := range []string{"household", "estate", "grid", "person", "phone", "sensitive"} {
		fill(key, get(key))
	}
	fill("source", registers.SourceVisit)
	fill("accepted", get("date"))
	to, err := stateOf(a.To)
	if err != nil {
		w.problem(-1, n, ledger.FieldProblem{Field: "to", Message: err.Error(), Hint: errs.Of(err).Hint})
		return nil
	}
	fill("owner", get("lead"))
	draft, err := d.ledger.Draft(ctx, def.Key, "", in)
	if err != nil {
		return err
	}
	draft.Problems = slices.DeleteFunc(draft.Problems, func(p ledger.FieldProblem) bool { return p.Field == "visit" })
	ask := &asking{draft: draft, visit: visit}
	if to != "" && !draft.Blocked() {
		if err := d.handle(ctx, ask, to, a); err != nil {
			e := errs.Of(err)
			if e.Code != errs.Invalid {
				return err
			}
			w.problem(-1, n, ledger.FieldProblem{Field: e.Field, Message: e.Message, Hint: e.Hint})
		}
	}
	for _, other := range w.appeals {
		if other.draft.Values[def.Index("title")] == draft.Values[def.Index("title")] && other.visit == visit {
			w.problem(-1, n, ledger.FieldProblem{Field: "title", Message: "同一户的同一件诉求写了两次"})
		}
	}
	w.appeals = append(w.appeals, ask)
	w.draft(draft, -1, n)
	return nil
}

// visitOf returns which visit of the round an appeal belongs to.
func (d *Desk) visitOf(ctx context.Context, w *work, household string) (int, error) {
	if strings.TrimSpace(household) == "" {
		return 0, nil
	}
	id, err := d.ledger.Resolve(ctx, registers.Matters.Field("household"), household)
	if err != nil {
		return 0, err
	}
	at := slices.IndexFunc(w.visits, func(v *ledger.Draft) bool { return v.Def.Get(v.Values, "household") == id })
	if at < 0 {
		return 0, errs.New(errs.Invalid, "诉求的住户不在这次走访里").In("household").Do("请把这一户加进来，或另记一件诉求")
	}
	return at, nil
}

// write stores the visits, then the appeals with their courses.
func (d *Desk) write(ctx context.Context, tx *store.Tx, w *work, despite bool) error {
	made := make([]oplog.ID, len(w.visits))
	number := func(def *schema.Def, id oplog.ID) (string, error) {
		rec, err := tx.Find(ctx, def, id)
		return def.Get(rec.Values, "no"), err
	}
	for i, v := range w.visits {
		if err := d.stillAlone(ctx, v, despite); err != nil {
			return err
		}
		id, err := tx.Create(v.Def, v.Values)
		if err != nil {
			return err
		}
		no, err := number(v.Def, id)
		if err != nil {
			return err
		}
		made[i] = id
		w.out.Visits, w.out.Numbers = append(w.out.Visits, id.String()), append(w.out.Numbers, no)
	}
	for _, a := range w.appeals {
		if err := d.stillAlone(ctx, a.draft, despite); err != nil {
			return err
		}
		def := a.draft.Def
		a.draft.Values[def.Index("visit")] = made[a.visit].String()
		id, err := tx.Create(def, a.draft.Values)
		if err != nil {
			return err
		}
		for _, s := range a.steps {
			s.Matter = id
			if _, err := tx.Create(registers.MatterLog.Def, registers.MatterLog.Encode(&s)); err != nil {
				return err
			}
		}
		no, err := number(def, id)
		if err != nil {
			return err
		}
		w.out.Matters, w.out.MatterNumbers = append(w.out.Matters, id.String()), append(w.out.MatterNumbers, no)
	}
	if w.with != nil {
		return w.with(tx, made)
	}
	return nil
}

// stillAlone looks for twins again: from here on nobody else can write.
func (d *Desk) stillAlone(ctx context.Context, w *ledger.Draft, despite bool) error {
	twins, err := d.ledger.Twins(ctx, w.Def, w.Values, 0)
	if err != nil {
		return err
	}
	for _, t := range twins {
		if t.Certain || !despite {
			return errs.New(errs.Conflict, "刚刚已有人录入了同样的"+w.Def.Label+"："+t.Why).Do("请刷新后核对")
		}
	}
	return nil
}
