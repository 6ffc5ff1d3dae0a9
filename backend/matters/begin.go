package matters

import (
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// Begin returns a new appeal after the steps that are taken as it is written down,
// such as 当场解决, and their entries in its course, which name no matter yet. It is
// pure; a step that may not follow is refused as Advance refuses it.
func Begin(m registers.Matter, steps []Step, env schema.Env) (registers.Matter, []registers.MatterStep, error) {
	var entries []registers.MatterStep
	for _, s := range steps {
		from := m.State
		next, err := Take(m, s, env)
		if err != nil {
			return m, nil, err
		}
		m = next
		entries = append(entries, registers.MatterStep{Kind: registers.StepState, Date: s.Date, From: from, To: m.State, By: s.By, Due: m.Due, Rating: s.Rating, Note: s.Note})
	}
	return m, entries, nil
}
