package intake

import (
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// twin is the record that a row seems to be, by the first rule that says so.
type twin struct {
	*target
	rule    schema.Same
	certain bool
	marks   int    // how many suspicions say so
	why     string // of all of them
}

// decide says what becomes of every row, in their order: a row may be the twin
// of a record of the book or of an earlier row.
func (p *Plan) decide(step func() error) error {
	for _, r := range p.rows {
		if err := step(); err != nil {
			return err
		}
		if err := p.judge(r); err != nil {
			return err
		}
	}
	p.loseRefused()
	return nil
}

func (p *Plan) judge(r *row) error {
	tw := p.twinOf(r)
	action := actAdd
	if tw != nil {
		same, title, list, err := p.likeness(r, tw)
		if err != nil {
			return err
		}
		action = p.action(r, tw, same)
		entry := IntakeTwin{Row: r.number, Title: title, Why: tw.why, Certain: tw.certain, Preset: p.preset(r, tw, action), Action: action, Differences: list}
		if tw.id != 0 {
			entry.ID = tw.id.String()
		} else {
			entry.Other = tw.row
		}
		p.twinList = append(p.twinList, entry)
		switch action {
		case actSkip:
			r.fate, r.target = fateSkip, tw.target
			return nil
		case actAsk:
			r.fate, r.asks = fateAsk, entry
			return nil
		}
		if action != actAdd && p.rights.Closed(tw.id) {
			no := ledger.Denied(p.def)
			p.refuse(r, tw.rule.Fields, no.Message, no.Hint)
			r.fate = fateRefused
			return nil
		}
		if action == actAdd && tw.certain {
			p.refuse(r, tw.rule.Fields, existsMessage(p.def, tw.rule), "请改成“补空白”“更新”或“跳过”")
		}
	}
	var old schema.Values
	next := p.def.New()
	if action != actAdd {
		old = tw.values
		next = slices.Clone(old)
	}
	inBook := action != actAdd && tw.id != 0
	if inBook {
		if err := p.keep(r, old); err != nil {
			return err
		}
	}
	p.merge(r, old, next, action, inBook)
	if err := p.complete(r, old, next, inBook); err != nil {
		return err
	}
	p.check(r, old, next)
	switch {
	case len(r.refuse) > 0:
		r.fate = fateRefused
	case action == actAdd:
		t := &target{values: next, row: r.number}
		p.targets = append(p.targets, t)
		p.twins.remember(t)
		r.fate, r.target = fateCreate, t
	case slices.Equal(old, next):
		r.fate, r.target = fateUnchanged, tw.target
	default:
		if slices.Equal(tw.values, tw.old) && tw.id != 0 {
			p.targets = append(p.targets, tw.target)
		}
		tw.values = next
		p.twins.remember(tw.target)
		r.fate, r.target = fateUpdate, tw.target
	}
	return nil
}

// likeness returns what the twin of a row is called and what the row says differently;
// of a record that is closed to whoever imports only its number.
func (p *Plan) likeness(r *row, tw *twin) (same bool, title string, list []IntakeDifference, err error) {
	if p.rights.Closed(tw.id) {
		return false, ledger.CoveredTitle(p.def, tw.values), []IntakeDifference{}, nil
	}
	if same, list, err = p.compare(r, tw.target); err == nil {
		title, err = p.titleOf(tw.values)
	}
	return same, title, list, err
}

// twinOf returns what a row is the same as, by the surest rule; of several that
// it may be, the one that most suspicions point to and nothing speaks against.
func (p *Plan) twinOf(r *row) *twin {
	if p.def.Single {
		only := schema.Same{Certain: true, Why: p.def.Label + "只有一份"}
		for _, x := range r.like {
			if t := p.bookTarget(x.id); t != nil {
				return &twin{target: t, rule: only, certain: true, why: only.Why}
			}
		}
		if len(p.targets) > 0 {
			return &twin{target: p.targets[0], rule: only, certain: true, why: only.Why}
		}
		return nil
	}
	var found []*twin
	suspect := func(t *target, rule schema.Same) {
		if i := slices.IndexFunc(found, func(have *twin) bool { return have.target == t }); i >= 0 {
			found[i].marks++
			found[i].why += "，" + rule.Why
			return
		}
		found = append(found, &twin{target: t, rule: rule, marks: 1, why: rule.Why})
	}
	for i, rule := range p.twins.rules {
		for _, x := range r.like {
			if x.rule != i {
				continue
			}
			if t := p.bookTarget(x.id); t != nil {
				if rule.Certain {
					return &twin{target: t, rule: rule, certain: true, why: rule.Why}
				}
				suspect(t, rule)
			}
		}
		if k := p.twins.key(i, func(at int) string { return p.value(r, at) }); k != "" {
			if t := p.twins.file[i][k]; t != nil {
				if rule.Certain {
					return &twin{target: t, rule: rule, certain: true, why: rule.Why}
				}
				suspect(t, rule)
			}
		}
	}
	var best *twin
	for _, t := range found {
		if best == nil || p.likelier(r, t, best) {
			best = t
		}
	}
	return best
}

func (p *Plan) likelier(r *row, a, b *twin) bool {
	if x, y := p.different(r, a.target), p.different(r, b.target); x != y {
		return y
	}
	return a.marks > b.marks
}

// surely is how many suspicions make a twin that is preset as the same.
const surely = 2

// action says what to do with a row that has a twin. One suspicion alone is a
// person's to settle: until then the row is left out, for a person made twice and
// two made one are both hard to find later. It is no question where the row says
// nothing new at all, where it has another number that tells people surely apart,
// or where two suspicions agree.
func (p *Plan) action(r *row, tw *twin, same bool) string {
	if a := p.choices[r.number]; a != "" {
		return a
	}
	a := p.options.OnDuplicate
	if a == "" {
		a = actFill
	}
	if tw.certain || a == actAdd || same {
		return a
	}
	switch {
	case p.different(r, tw.target):
		return actAdd
	case tw.marks >= surely || a == actSkip:
		return a
	case p.options.OnSuspected != "":
		return p.options.OnSuspected
	}
	return actAsk
}

// preset reports whether it was the program that took a suspicion for certain.
func (p *Plan) preset(r *row, tw *twin, action string) bool {
	return tw.marks >= surely && p.choices[r.number] == "" && action != actAdd && !p.different(r, tw.target)
}

// different reports whether a row and a record both have what tells them
// surely apart, as two ID numbers: namesakes born on one day.
func (p *Plan) different(r *row, t *target) bool {
	for i, rule := range p.twins.rules {
		if !rule.Certain {
			continue
		}
		mine, theirs := p.twins.key(i, func(at int) string { return p.value(r, at) }), p.twins.key(i, func(at int) string { return t.values[at] })
		if mine != "" && theirs != "" && mine != theirs {
			return true
		}
	}
	return false
}

// compare lists the fields that a row says differently; same: it says nothing new.
func (p *Plan) compare(r *row, t *target) (same bool, list []IntakeDifference, err error) {
	same, list = true, []IntakeDifference{}
	for i, c := range p.columns {
		if c.at < 0 || r.vals[i] == "" || r.vals[i] == t.values[c.at] {
			continue
		}
		kept := t.id != 0 && c.field.Managed
		same = same && kept
		have, err := p.show(c.field, t.values[c.at])
		if err != nil {
			return false, nil, err
		}
		list = append(list, IntakeDifference{Label: c.field.Label, Have: have, New: clip(r.cells[c.index].Text), Kept: kept})
	}
	return same && len(r.refuse) == 0 && p.hasLines(r, t.values), list, nil
}

// hasLines reports whether a record already keeps what found no record, or has
// the reference by now.
func (p *Plan) hasLines(r *row, v schema.Values) bool {
	at := p.def.Index("note")
	for _, l := range r.lines {
		if v[l.at] == "" && (at < 0 || noted(p.def.Fields[at], v[at], []string{l.text}) != v[at]) {
			return false
		}
	}
	return true
}

// show returns a value of the book for people, masked where it is private.
func (p *Plan) show(f *schema.Field, v string) (string, error) {
	switch {
	case f.Private:
		return f.Masked(v), nil
	case f.Kind != schema.Ref:
		return f.Show(v), nil
	}
	id, _ := oplog.ParseID(v)
	if id == 0 {
		return "", nil
	}
	if id.Block() == rowBlock {
		return "", nil
	}
	if _, err := p.names.shelf(f.Ref); err != nil {
		return "", err
	}
	return p.names.titleOf(f.Ref, id), nil
}

func (p *Plan) titleOf(v schema.Values) (string, error) {
	var parts []string
	for _, key := range p.def.Title {
		t, err := p.show(p.def.Field(key), p.def.Get(v, key))
		if err != nil {
			return "", err
		}
		if t != "" {
			parts = append(parts, t)
		}
	}
	return strings.Join(parts, " "), nil
}

func existsMessage(d *schema.Def, rule schema.Same) string {
	if len(rule.Fields) == 1 {
		return d.Field(rule.Fields[0]).Label + "已存在"
	}
	return "已有同样的记录：" + rule.Why
}

// refuse notes a reason at the first column of the fields that the file has.
func (p *Plan) refuse(r *row, fields []string, message, hint string) {
	for _, key := range fields {
		if i := p.columnOf(key); i >= 0 {
			p.problem(r, i, message, hint, false)
			return
		}
	}
	label := ""
	if len(fields) > 0 {
		label = p.def.Field(fields[0]).Label
	}
	r.refuse = append(r.refuse, IntakeProblem{Row: r.number, Column: label, Message: message, Hint: hint})
}

// merge puts what a row says into next. Blank cells never overwrite; filling
// never overwrites at all, and leaves fields alone that belong together where
// the row and the record disagree about one of them. What only steps change stays
// as it is in a record of the book.
func (p *Plan) merge(r *row, old, next schema.Values, action string, inBook bool) {
	apart := map[int]bool{}
	if action == actFill {
		apart = p.disagree(r, old)
	}
	for i, c := range p.columns {
		if c.at < 0 || r.vals[i] == "" || action == actFill && (old[c.at] != "" || apart[c.at]) || inBook && c.field.Managed {
			continue
		}
		next[c.at] = r.vals[i]
	}
	for _, w := range r.weak {
		// What follows from the row goes before a default, not before its own cell.
		i := p.columnFor(w.at)
		byDefault := old == nil && next[w.at] == p.def.Fields[w.at].Default && (i < 0 || r.vals[i] == "")
		if (next[w.at] == "" || byDefault) && !apart[w.at] && !(inBook && p.def.Fields[w.at].Managed) {
			next[w.at] = w.value
		}
	}
	registers.FillFromID(p.def, next, p.env.Today)
	var lines []string
	for _, l := range r.lines {
		if action != actFill || next[l.at] == "" {
			lines = append(lines, l.text)
		}
	}
	if at := p.def.Index("note"); at >= 0 && len(lines) > 0 {
		if f := p.def.Fields[at]; f.Canonical(noted(f, next[at], lines)) {
			next[at] = noted(f, next[at], lines)
		}
	}
}

// disagree returns the positions of coupled fields about one of which the row
// and the record differ.
func (p *Plan) disagree(r *row, old schema.Values) map[int]bool {
	out := map[int]bool{}
	for _, keys := range p.def.Coupled {
		differ := false
		for _, key := range keys {
			v, have := p.get(r, key), p.def.Get(old, key)
			differ = differ || v != "" && have != "" && v != have
		}
		if differ {
			for _, key := range keys {
				out[p.def.Index(key)] = true
			}
		}
	}
	return out
}

// loseRefused takes back references to rows of this file that are not imported.
func (p *Plan) loseRefused() {
	for _, r := range p.rows {
		if r.target == nil || r.fate == fateSkip {
			continue
		}
		for i, c := range p.columns {
			if c.at < 0 || c.field.Kind != schema.Ref {
				continue
			}
			id, _ := oplog.ParseID(r.vals[i])
			if id.Block() != rowBlock || p.rowOf(id).target != nil || r.target.values[c.at] != r.vals[i] {
				continue
			}
			r.target.values[c.at] = ""
			if r.target.old != nil {
				r.target.values[c.at] = r.target.old[c.at]
			}
			p.problem(r, i, "所指的那一行没有导入", "请先改好第 "+count(p.rowOf(id).number)+" 行", true)
			if at := p.def.Index("note"); at >= 0 {
				r.target.values[at] = noted(p.def.Fields[at], r.target.values[at], []string{c.field.Label + "：" + cellText(r, c)})
			}
		}
	}
}

// rowOf returns the row of a pending reference.
func (p *Plan) rowOf(id oplog.ID) *row { return p.rows[id.Place()-1] }

func count(n int) string { return strconv.Itoa(n) }
