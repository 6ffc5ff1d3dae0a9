package intake

import (
	"strings"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/schema"
)

// check runs the register's rules over the merged record. What was wrong before
// and is not touched does not refuse the row.
func (p *Plan) check(r *row, old, next schema.Values) {
	before := map[string]bool{}
	if old != nil {
		for _, x := range ledger.Problems(p.def, old, p.env) {
			before[x.Field+"\x1f"+x.Message] = true
		}
	}
	bad := map[string]bool{}
	for _, x := range r.refuse {
		bad[x.Column] = true
	}
	for _, x := range ledger.Problems(p.def, next, p.env) {
		at := p.def.Index(x.Field)
		if before[x.Field+"\x1f"+x.Message] && (at < 0 || old[at] == next[at]) || x.Warning && p.incomplete(x, next) {
			continue
		}
		i := p.columnFor(at)
		if x.Warning && i < 0 && at >= 0 && next[at] == "" {
			continue // advice about a column that the file does not have
		}
		if i >= 0 && bad[p.columns[i].header] && !x.Warning {
			continue
		}
		hint := x.Hint
		if hint == "" && at >= 0 && next[at] == "" && !x.Warning {
			hint = "请在表格里补上这一格"
		}
		switch {
		case i >= 0:
			p.problem(r, i, x.Message, hint, x.Warning)
		case x.Warning:
			r.warn = append(r.warn, IntakeProblem{Row: r.number, Column: p.label(at), Message: x.Message, Hint: hint, Warning: true})
		default:
			r.refuse = append(r.refuse, IntakeProblem{Row: r.number, Column: p.label(at), Message: x.Message, Hint: hint})
		}
	}
}

func (p *Plan) label(at int) string {
	if at < 0 {
		return ""
	}
	return p.def.Fields[at].Label
}

// incomplete reports whether a warning only says that a record lacks
// recommended fields: rosters always do, and the ledger shows it anyway.
func (p *Plan) incomplete(x ledger.FieldProblem, v schema.Values) bool {
	at := p.def.Index(x.Field)
	return at >= 0 && v[at] == "" && strings.HasPrefix(x.Message, "资料还不全")
}
