package ledger

import (
	"context"
	"maps"
	"slices"
	"strings"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// guarded are the fields of a sensitive record that only those read who have to do
// with it: of whom it tells and what was said. Where and when stay, for the figures.
var guarded = map[string][]string{
	registers.Visits.Key:  {"unit", "person", "resident", "age", "relation", "phone", "classes", "services", "deliveries", "talk", "family", "policies", "hazards", "note"},
	registers.Matters.Key: {"title", "content", "wanted", "person", "phone", "to", "result", "return_note", "reason", "heard_note", "note"},
}

// concerned are the fields that name who has to do with a record.
var concerned = map[string][]string{
	registers.Visits.Key:  {"lead", "companions", "recorder", "viewers"},
	registers.Matters.Key: {"owner", "return_by"},
}

// hiddenText stands for what somebody may not read.
const hiddenText = "***"

// reads reports whether an operator may read a record whole: it is not sensitive, or
// one of those named in it. It is pure.
func reads(d *schema.Def, v schema.Values, operator string) bool {
	if guarded[d.Key] == nil || d.Get(v, "sensitive") != "1" {
		return true
	}
	if operator = strings.TrimSpace(operator); operator == "" {
		return false
	}
	for _, key := range concerned[d.Key] {
		if slices.Contains(names(d.Get(v, key)), operator) {
			return true
		}
	}
	return false
}

// names splits what people write for several names.
func names(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、，,；;/ \t　", r) })
}

// Rights say what the caller may not read of some records; the zero value hides nothing.
type Rights struct {
	closed map[oplog.ID]bool
	keys   []string
}

// Rights finds out what the caller may read of records. An appeal is also read by
// those who may read the visit that it came from. The program itself reads all.
func (l *Ledger) Rights(ctx context.Context, d *schema.Def, records []store.Record) (Rights, error) {
	r := Rights{keys: guarded[d.Key]}
	who := caller.From(ctx)
	if r.keys == nil || who.Face == caller.System {
		return Rights{}, nil
	}
	from := map[oplog.ID]oplog.ID{}
	var visits []oplog.ID
	for _, rec := range records {
		if reads(d, rec.Values, who.Operator) {
			continue
		}
		if r.closed == nil {
			r.closed = map[oplog.ID]bool{}
		}
		r.closed[rec.ID] = true
		if visit, _ := oplog.ParseID(d.Get(rec.Values, "visit")); visit != 0 {
			from[rec.ID], visits = visit, append(visits, visit)
		}
	}
	if len(visits) == 0 {
		return r, nil
	}
	found, err := l.Store.FindMany(ctx, registers.Visits.Def, visits)
	if err != nil {
		return r, err
	}
	open := map[oplog.ID]bool{}
	for _, rec := range found {
		// A visit that nobody marked says nothing of who may read the appeal.
		open[rec.ID] = registers.Visits.Get(rec.Values, "sensitive") == "1" && reads(registers.Visits.Def, rec.Values, who.Operator)
	}
	for id, visit := range from {
		if open[visit] {
			delete(r.closed, id)
		}
	}
	return r, nil
}

// Closed reports whether the record is one whose content is kept from the caller.
func (r Rights) Closed(id oplog.ID) bool { return r.closed[id] }

// Hides reports whether a field of a record is kept from the caller.
func (r Rights) Hides(id oplog.ID, field string) bool {
	return r.closed[id] && slices.Contains(r.keys, field)
}

// Show returns a value as the caller may see it.
func (r Rights) Show(id oplog.ID, field, value string) string {
	if value != "" && r.Hides(id, field) {
		return hiddenText
	}
	return value
}

// coverTitles puts the number in the place of a title that tells what the caller may not read.
func (l *Ledger) coverTitles(ctx context.Context, d *schema.Def, titles map[oplog.ID]string) error {
	if !slices.ContainsFunc(d.Title, func(key string) bool { return slices.Contains(guarded[d.Key], key) }) {
		return nil
	}
	records, err := l.Store.FindMany(ctx, d, slices.Collect(maps.Keys(titles)))
	if err != nil {
		return err
	}
	r, err := l.Rights(ctx, d, records)
	for _, rec := range records {
		if r.Closed(rec.ID) {
			titles[rec.ID] = d.Get(rec.Values, d.Number.Field) + "（敏感）"
		}
	}
	return err
}

// closedTo refuses the caller a record whose content is kept from him.
func (l *Ledger) closedTo(ctx context.Context, d *schema.Def, rec store.Record) error {
	r, err := l.Rights(ctx, d, []store.Record{rec})
	if err == nil && r.Closed(rec.ID) {
		err = errs.New(errs.Denied, "这条"+d.Label+"是敏感的，内容只给有关的人看").Do("请让走访人、责任人或“可查看人员”来看和修改")
	}
	return err
}

// Open finds a record whose content the caller may read.
func (l *Ledger) Open(ctx context.Context, register, id string) (store.Record, error) {
	d, err := l.Store.Def(register)
	if err != nil {
		return store.Record{}, err
	}
	key, err := ids([]string{id})
	if err != nil {
		return store.Record{}, err
	}
	rec, err := l.Store.Find(ctx, d, key[0])
	if err != nil {
		return rec, err
	}
	return rec, l.closedTo(ctx, d, rec)
}
