package intake

import (
	"slices"

	"chengzhuan/backend/schema"
)

// close sorts out what the lists show.
func (p *Plan) close() {
	for _, r := range p.rows {
		p.counts[r.fate]++
		if r.kept {
			p.kept++
		}
		p.problems = append(p.problems, r.refuse...)
		for _, x := range r.warn {
			p.warnings++
			p.problems = append(p.problems, x)
		}
	}
	slices.SortStableFunc(p.problems, func(a, b IntakeProblem) int {
		if a.Warning != b.Warning {
			if b.Warning {
				return -1
			}
			return 1
		}
		return a.Row - b.Row
	})
}

// View returns the plan for a page: lists cut, counts of all. Problems that
// refuse a row come first, then twins that a person should look at.
func (p *Plan) View() IntakePlan {
	out := IntakePlan{
		Rows: len(p.rows), Create: p.counts[fateCreate], Update: p.counts[fateUpdate], Unchanged: p.counts[fateUnchanged],
		Skip: p.counts[fateSkip], Rejected: p.counts[fateRefused], Undecided: p.counts[fateAsk], Kept: p.kept, Warnings: p.warnings,
		Problems: head(p.problems), TwinCount: len(p.twinList), Missing: head(p.Missing()), MissingCount: len(p.names.order), Ignored: append([]string{}, p.ignored...),
	}
	urgent := func(t IntakeTwin) int {
		switch {
		case t.Action == actAsk:
			return 0
		case !t.Certain:
			return 1
		case len(t.Differences) > 0:
			return 2
		}
		return 3
	}
	for _, t := range p.twinList {
		if t.Preset {
			out.Preset++
		}
	}
	list := slices.Clone(p.twinList)
	slices.SortStableFunc(list, func(a, b IntakeTwin) int { return urgent(a) - urgent(b) })
	out.Twins = head(list)
	return out
}

func head[T any](list []T) []T {
	if len(list) > listCut {
		list = list[:listCut]
	}
	return append([]T{}, list...)
}

// Register returns the register that the plan writes.
func (p *Plan) Register() *schema.Def { return p.def }

// Problems returns every problem of every row, those that refuse a row first.
func (p *Plan) Problems() []IntakeProblem { return slices.Clone(p.problems) }

// Rejected returns every reason for which a row is refused.
func (p *Plan) Rejected() []IntakeProblem {
	var out []IntakeProblem
	for _, x := range p.problems {
		if !x.Warning {
			out = append(out, x)
		}
	}
	return out
}

// Left returns how many rows are not imported although nobody chose so: refused, or undecided.
func (p *Plan) Left() int { return p.counts[fateRefused] + p.counts[fateAsk] }

// Duplicates returns every row that seems to be there already, in the order of the file.
func (p *Plan) Duplicates() []IntakeTwin { return slices.Clone(p.twinList) }

// Missing returns every record that the file names and the book does not have.
func (p *Plan) Missing() []IntakeMissing {
	out := make([]IntakeMissing, 0, len(p.names.order))
	for _, m := range p.names.order {
		out = append(out, IntakeMissing{Key: m.key(), Register: m.def.Key, Label: m.def.Label, Name: m.name, Rows: m.rows, Similar: m.similar})
	}
	return out
}
