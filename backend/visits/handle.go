package visits

import (
	"context"
	"slices"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/registers"
)

// stateOf reads a state by code or label; "" is none.
func stateOf(text string) (string, error) {
	if text = strings.TrimSpace(text); text == "" || text == registers.StateAccepted {
		return "", nil
	}
	if _, ok := registers.MatterStates.LabelOf(text); ok {
		return text, nil
	}
	code, ok := registers.MatterStates.Find(text)
	if !ok {
		return "", errs.New(errs.Invalid, "没有这种办理方式").In("to").Do("可以是：当场解决、社区协调、转办、上报、解释说明、不予受理")
	}
	if code == registers.StateAccepted {
		code = ""
	}
	return code, nil
}

// handle takes the steps that an appeal asks for as it is written down: one way of
// dealing with it, and the finish where it was solved or explained with a note.
func (d *Desk) handle(ctx context.Context, a *asking, to string, from Appeal) error {
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return err
	}
	m := registers.Matters.Decode(a.draft.Values)
	step := matters.Step{To: to, Date: m.Accepted, By: operator(ctx), Note: strings.TrimSpace(from.Note), Unit: strings.TrimSpace(from.Unit)}
	steps := []matters.Step{step}
	if (to == registers.StateOnSpot || to == registers.StateExplained) && step.Note != "" {
		steps = append(steps, matters.Step{To: registers.StateFinished, Date: m.Accepted, By: step.By, Note: step.Note})
	}
	next, entries, err := matters.Begin(m, steps, env)
	if err != nil {
		return err
	}
	a.draft.Values, a.steps = registers.Matters.Encode(&next), entries
	a.draft.Problems = slices.DeleteFunc(a.draft.Problems, func(p ledger.FieldProblem) bool { return p.Warning })
	a.draft.Problems = append(a.draft.Problems, ledger.Problems(registers.Matters.Def, a.draft.Values, env)...)
	return nil
}
