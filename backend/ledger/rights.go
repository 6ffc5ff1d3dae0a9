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

	registers.Supervisions.Key:   {"problem", "unit", "measures", "progress", "proof", "extension", "opinion", "note"},
	registers.MatterLog.Key:      {"note"},
	registers.SupervisionLog.Key: {"note"},
	registers.Photos.Key:         {"caption", "image"},
}

// follows are the references by which a record is as sensitive as another one: a
// supervised problem as its appeal, a step or a photo as what it belongs to.
var follows = map[string][]string{
	registers.Supervisions.Key:   {"matter"},
	registers.MatterLog.Key:      {"matter"},
	registers.SupervisionLog.Key: {"supervision"},
	registers.Photos.Key:         {"visit", "matter", "supervision"},
}

// concerned are the fields that name who has to do with a record.
var concerned = map[string][]string{
	registers.Visits.Key:  {"lead", "companions", "recorder", "viewers"},
	registers.Matters.Key: {"owner", "return_by"},

	registers.Supervisions.Key: {"owner", "issuer"},
}

// Guards reports whether a field of a register is read of closed records by nobody
// but those they are open to.
func Guards(d *schema.Def, field string) bool { return slices.Contains(guarded[d.Key], field) }

// hiddenText stands for what somebody may not read.
const hiddenText = "***"

// reads reports whether an operator may read a record whole: it is not sensitive, or
// one of those named in it. It is pure.
func reads(d *schema.Def, v schema.Values, operator string) bool {
	return d.Get(v, "sensitive") != "1" || named(d, v, operator)
}

// named reports whether an operator is one of those who have to do with a record.
func named(d *schema.Def, v schema.Values, operator string) bool {
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
// those who may read the visit that it came from, a supervised problem by those who
// may read its appeal. The program itself reads all.
func (l *Ledger) Rights(ctx context.Context, d *schema.Def, records []store.Record) (Rights, error) {
	r := Rights{keys: guarded[d.Key]}
	who := caller.From(ctx)
	if r.keys == nil || who.Face == caller.System {
		return Rights{}, nil
	}
	if follows[d.Key] != nil {
		err := l.closeFollowing(ctx, &r, d, records, who.Operator)
		return r, err
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

// closeFollowing closes the records that follow one which is closed to the operator,
// where they do not name him either.
func (l *Ledger) closeFollowing(ctx context.Context, r *Rights, d *schema.Def, records []store.Record, operator string) error {
	r.closed = map[oplog.ID]bool{}
	for _, field := range follows[d.Key] {
		about := map[oplog.ID]oplog.ID{}
		var list []oplog.ID
		for _, rec := range records {
			if id, _ := oplog.ParseID(d.Get(rec.Values, field)); id != 0 && !named(d, rec.Values, operator) {
				about[rec.ID], list = id, append(list, id)
			}
		}
		if len(list) == 0 {
			continue
		}
		target, err := l.Store.Def(d.Field(field).Ref)
		if err != nil {
			return err
		}
		found, err := l.Store.FindMany(ctx, target, list)
		if err != nil {
			return err
		}
		of, err := l.Rights(ctx, target, found)
		if err != nil {
			return err
		}
		for id, followed := range about {
			if of.Closed(followed) {
				r.closed[id] = true
			}
		}
	}
	return nil
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

// Titles names records as the caller may see them.
func (l *Ledger) Titles(ctx context.Context, d *schema.Def, list []oplog.ID) (map[oplog.ID]string, error) {
	titles, err := l.Store.Titles(ctx, d, list)
	if err != nil {
		return nil, err
	}
	return titles, l.coverTitles(ctx, d, titles)
}

// coverTitles puts the number in the place of a title that tells what the caller may not read.
func (l *Ledger) coverTitles(ctx context.Context, d *schema.Def, titles map[oplog.ID]string) error {
	if !slices.ContainsFunc(d.Title, func(key string) bool { return Guards(d, key) || slices.Contains(follows[d.Key], key) }) {
		return nil
	}
	records, err := l.Store.FindMany(ctx, d, slices.Collect(maps.Keys(titles)))
	if err != nil {
		return err
	}
	r, err := l.Rights(ctx, d, records)
	for _, rec := range records {
		if r.Closed(rec.ID) {
			titles[rec.ID] = CoveredTitle(d, rec.Values)
		}
	}
	return err
}

// CoveredTitle names a closed record by its number.
func CoveredTitle(d *schema.Def, v schema.Values) string {
	return d.Get(v, d.Number.Field) + "（敏感）"
}

// Allow refuses the caller a record whose content is kept from him: who may not read
// it may not change it either.
func (l *Ledger) Allow(ctx context.Context, d *schema.Def, rec store.Record) error {
	return l.AllowAll(ctx, d, []store.Record{rec})
}

// AllowAll is Allow for several records: one that is closed refuses them all.
func (l *Ledger) AllowAll(ctx context.Context, d *schema.Def, records []store.Record) error {
	r, err := l.Rights(ctx, d, records)
	if err == nil && len(r.closed) > 0 {
		err = Denied(d)
	}
	return err
}

// Denied is the refusal of a record that is closed to the caller.
func Denied(d *schema.Def) *errs.Error {
	return errs.New(errs.Denied, "这条"+d.Label+"是敏感的，内容只给有关的人看").Do("请让走访人、责任人或“可查看人员”来看和修改")
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
	return rec, l.Allow(ctx, d, rec)
}
