package intake

import (
	"slices"
	"strings"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/sheet"
)

// maxMemo is how many different cells of a column are remembered: codes and
// dates come again and again.
const maxMemo = 1000

// readRows reads all cells, the names of other records last: what a row is
// called must be known before another row refers to it.
func (p *Plan) readRows(step func() error) error {
	today := p.env.Today
	memo := make([]map[sheet.Cell]reading, len(p.columns))
	for i := range memo {
		memo[i] = map[sheet.Cell]reading{}
	}
	for _, t := range p.table.Rows {
		if err := step(); err != nil {
			return err
		}
		r := &row{number: t.Number, cells: t.Cells, vals: make([]string, len(p.columns))}
		for i, c := range p.columns {
			if c.field == nil || c.field.Kind == schema.Ref {
				continue
			}
			cell := t.Cells[c.index]
			if cell.Kind == sheet.Empty || p.wholeAddress(r, i, cell) {
				continue
			}
			got, ok := memo[i][cell]
			if !ok {
				got = readCell(c.field, cell, today)
				if len(memo[i]) < maxMemo {
					memo[i][cell] = got
				}
			}
			switch {
			case got.err != nil:
				p.problem(r, i, got.err.Message, got.err.Hint, false)
			case got.warning != "":
				p.problem(r, i, got.warning, "", true)
			}
			r.vals[i] = got.value
		}
		p.rows = append(p.rows, r)
	}
	p.names.nameRows(p.def, p.rows, p.get)
	for _, r := range p.rows {
		if err := step(); err != nil {
			return err
		}
		if err := p.readNames(r); err != nil {
			return err
		}
		p.follow(r)
	}
	return nil
}

// get returns what a row says of a field.
func (p *Plan) get(r *row, key string) string {
	if i := p.columnOf(key); i >= 0 {
		return r.vals[i]
	}
	return ""
}

// value returns what the record of a row would hold at a position: what the row
// says, what follows from it, or the default.
func (p *Plan) value(r *row, at int) string {
	if i := p.columnFor(at); i >= 0 && r.vals[i] != "" {
		return r.vals[i]
	}
	for _, w := range r.weak {
		if w.at == at {
			return w.value
		}
	}
	return p.def.Fields[at].Default
}

// follow notes what follows from the row itself: birth and sex from the ID number.
func (p *Plan) follow(r *row) {
	if p.get(r, "id_number") == "" {
		return
	}
	v := make(schema.Values, len(p.def.Fields))
	for i, c := range p.columns {
		if c.at >= 0 {
			v[c.at] = r.vals[i]
		}
	}
	for _, f := range registers.FillFromID(p.def, v, p.env.Today) {
		at := p.def.Index(f.Key)
		r.weak = append(r.weak, weak{at, v[at]})
	}
}

// readNames turns the names of other records into references.
func (p *Plan) readNames(r *row) error {
	var estate, branch oplog.ID
	var later []int
	for i, c := range p.columns {
		if c.field == nil || c.field.Kind != schema.Ref {
			continue
		}
		if c.field.Ref == registers.Buildings.Key || c.field.Ref == registers.Households.Key || c.target == "party_group" {
			later = append(later, i)
			continue
		}
		a, err := p.names.find(c.field, cellText(r, c), 0, r.number)
		if err != nil {
			return err
		}
		p.settle(r, i, a)
		switch c.target {
		case "estate":
			estate = a.ref()
		case "branch":
			branch = a.ref()
		}
	}
	for _, i := range later {
		c := p.columns[i]
		var a answer
		var err error
		switch c.field.Ref {
		case registers.Buildings.Key:
			a, err = p.names.building(c.field, cellText(r, c), estate, r.number)
			p.estateFrom(r, registers.Buildings.Key, a)
		case registers.Households.Key:
			a, err = p.household(r, c.field, cellText(r, c), estate)
		default:
			a, err = p.names.find(c.field, cellText(r, c), branch, r.number)
			p.branchFrom(r, a)
		}
		if err != nil {
			return err
		}
		p.settle(r, i, a)
	}
	if r.home.building != "" {
		return p.buildingOfHome(r, estate)
	}
	return p.partsOnly(r, estate)
}

func cellText(r *row, c column) string {
	return strings.TrimSpace(numberText(r.cells[c.index]))
}

// branchFrom fills the branch that a party group belongs to.
func (p *Plan) branchFrom(r *row, a answer) {
	at := p.def.Index("branch")
	if at < 0 || a.id == 0 {
		return
	}
	parent := ""
	if m := p.names.pendingOf(a.id); m != nil {
		parent = m.def.Get(m.values, "parent")
	} else if s := p.names.shelves[registers.Organizations.Key]; s != nil {
		parent = s.body[a.id].parent.String()
	}
	if parent != "" {
		r.weak = append(r.weak, weak{at, parent})
	}
}

// settle takes an answer over: a reference, or a warning with the text kept in
// the note so that nothing is lost. Only where the record cannot do without the
// reference is it a reason to refuse the row.
func (p *Plan) settle(r *row, i int, a answer) {
	c := p.columns[i]
	if a.id != 0 {
		r.vals[i] = a.id.String()
		return
	}
	if a.message == "" {
		return
	}
	text := cellText(r, c)
	if f := p.def.Field("person"); f != nil && c.target == "member" && f.Kind == schema.Text {
		if v, _, err := f.Read(text, p.env.Today); err == nil {
			r.weak = append(r.weak, weak{p.def.Index("person"), v})
			p.problem(r, i, a.message, "姓名先记在“"+f.Label+"”里；党员台账补全后再改选", true)
			return
		}
	}
	if c.field.Required {
		p.problem(r, i, a.message, a.hint, false)
		return
	}
	p.problem(r, i, a.message, a.hint, true)
	r.lines = append(r.lines, line{c.at, c.field.Label + "：" + text})
}

// noted returns a note with the lines that it lacks.
func noted(f *schema.Field, note string, lines []string) string {
	sep := "\n"
	if f.Kind != schema.Note {
		sep = "；"
	}
	have := strings.Split(note, sep)
	for _, l := range lines {
		if l = strings.Join(strings.Fields(l), " "); slices.Contains(have, l) {
			continue
		}
		have = append(have, l)
		if note != "" {
			note += sep
		}
		note += l
	}
	return note
}
