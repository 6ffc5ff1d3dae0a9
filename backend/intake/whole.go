package intake

import (
	"slices"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// keep notes what a row says otherwise about fields that only the steps of a
// course change: the record keeps its own.
func (p *Plan) keep(r *row, old schema.Values) error {
	for i, c := range p.columns {
		if c.at < 0 || !c.field.Managed || r.vals[i] == "" || r.vals[i] == old[c.at] {
			continue
		}
		have, err := p.show(c.field, old[c.at])
		if err != nil {
			return err
		}
		if have == "" {
			have = "空白"
		} else {
			have = "原来的“" + clip(have) + "”"
		}
		p.problem(r, i, c.field.Label+"由办理步骤决定，保留"+have, "要改就打开这条"+p.def.Label+"，用办理步骤", true)
		r.kept = true
	}
	return nil
}

// complete gives a record what a form would give it: where its household lies, and
// for a new one what follows from the rest.
func (p *Plan) complete(r *row, old, next schema.Values, inBook bool) error {
	if p.def.Get(next, "household") != p.def.Get(old, "household") {
		given := func(key string) bool { return p.get(r, key) != "" }
		ledger.FillPlace(p.def, old, next, given, p.names.homeField)
	}
	if !inBook && p.def.Fill != nil {
		p.def.Fill(next, p.env)
	}
	return nil
}

// homeField returns estate or grid of a household, real or pending.
func (n *names) homeField(household, key string) string {
	id, err := oplog.ParseID(household)
	if err != nil || id == 0 {
		return ""
	}
	if m := n.pendingOf(id); m != nil {
		return m.def.Get(m.values, key)
	}
	s := n.shelves[registers.Households.Key]
	if s == nil {
		return ""
	}
	if key == "grid" {
		return s.grid[id].String()
	}
	return s.estate[id].String()
}

// ask says why a row waits for a person.
func (t *IntakeTwin) ask() string {
	other := "已有的“" + t.Title + "”"
	if t.ID == "" {
		other = "表里第 " + count(t.Other) + " 行"
	}
	return "可能和" + other + "是同一个（" + t.Why + "），还没有决定"
}

// left reports whether a row is not imported although nobody chose so.
func (r *row) left() bool { return slices.Contains([]fate{fateRefused, fateAsk}, r.fate) }
