package intake

import (
	"strings"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// lack notes that a record is not there.
func (n *names) lack(s *shelf, name string, values schema.Values, allowed func(oplog.ID) bool) answer {
	m := &missing{def: s.def, name: name, values: values}
	if have, ok := n.missing[m.alike()]; ok {
		m = have
	} else {
		var like oplog.ID
		if s.def.Field("name") != nil { // room 502 is not room 501
			like, m.similar = s.similar(name, allowed)
		}
		m.create = n.create["*"] || n.create[m.def.Key+"/*"] || n.create[m.key()]
		m.pending = oplog.NewID(pendingBlock, int64(len(n.order)+1))
		if like != 0 && n.same[m.key()] {
			m.create, m.pending = true, like
		}
		n.missing[m.alike()] = m
		n.order = append(n.order, m)
	}
	a := answer{missing: m, message: "账套里还没有这" + measure(s.def) + s.def.Label, hint: "请在“还没有的记录”里勾选新建，或先建立它"}
	if m.create {
		a.id, a.message, a.hint = m.pending, "", ""
	}
	return a
}

// pendingOf returns the missing record of a pending ID.
func (n *names) pendingOf(id oplog.ID) *missing {
	if i := int(id.Place()) - 1; id.Block() == pendingBlock && i >= 0 && i < len(n.order) {
		return n.order[i]
	}
	return nil
}

// titleOf returns the name of a record, real or pending.
func (n *names) titleOf(register string, id oplog.ID) string {
	if m := n.pendingOf(id); m != nil {
		return m.name
	}
	if s := n.shelves[register]; s != nil {
		return s.title[id]
	}
	return ""
}

// valuesFor makes the record that a text names, nil where it cannot be made
// from a name alone.
func (n *names) valuesFor(d *schema.Def, f *schema.Field, text string, in oplog.ID) schema.Values {
	v := d.New()
	set := func(key, input string) bool {
		value, _, err := d.Field(key).Read(input, n.today)
		if err != nil || value == "" {
			return false
		}
		v[d.Index(key)] = value
		return true
	}
	switch d.Key {
	case registers.Organizations.Key:
		name := text
		if f.Key == "party_group" && in != 0 && genericGroup(text) {
			if branch := n.titleOf(d.Key, in); branch != "" {
				name = branch + text
			}
		}
		if !set("name", name) {
			return nil
		}
		set("type", bodyKind(f, name))
		if f.Key == "party_group" && in != 0 {
			v[d.Index("parent")] = in.String()
		}
	case registers.Estates.Key, registers.GridCells.Key:
		if i := strings.LastIndex(text, "社区"); i >= 0 && i+len("社区") < len(text) {
			text = text[i+len("社区"):] // the community itself is no part of the name
		}
		if !set("name", text) {
			return nil
		}
	default:
		return nil
	}
	return v
}

// genericGroup reports whether a party group's name says nothing of its branch.
func genericGroup(name string) bool {
	rest := strings.NewReplacer("第", "", "党小组", "", "小组", "", "组", "").Replace(name)
	return strings.Trim(rest, "0123456789一二三四五六七八九十 ") == ""
}

// bodyKind is the type of a body that a column names.
func bodyKind(f *schema.Field, name string) string {
	guess, ok := registers.OrganizationTypeOf(name)
	switch {
	case f.Key == "party_group":
		return registers.TypePartyGroup
	case ok && kindFits(f, guess):
		return guess
	case f.Key == "branch":
		return registers.TypeBranch
	case f.Key == "owners":
		return registers.TypeOwnersCommittee
	case f.Key == "property":
		return registers.TypePropertyCompany
	case f.Key == "unit":
		return registers.TypeResidentUnit
	}
	return registers.TypeOther
}

func (n *names) titleFor(d *schema.Def, v schema.Values, text string) string {
	if name := d.Get(v, "name"); name != "" {
		return name
	}
	return text
}
