package ledger

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"slices"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// Two people may have the same record open. A form says by seals which values
// it showed; a save is refused where that is no longer what the field holds.

// Seal stands for one value of one field of one record: it tells whether two
// values are equal and nothing about them, so a form can carry it for a private
// field too. It is good as long as the program runs.
func (l *Ledger) Seal(id oplog.ID, field, value string) string {
	m := hmac.New(sha256.New, l.secret[:])
	m.Write([]byte(id.String() + "\x00" + field + "\x00" + value))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil)[:12])
}

// SealInput is the seal of a value as people write it, also of a reference.
func (l *Ledger) SealInput(ctx context.Context, d *schema.Def, id oplog.ID, field, input string) (string, error) {
	f := d.Field(field)
	if f == nil {
		return "", errs.New(errs.Invalid, d.Label+"没有“"+field+"”这一栏").In(field).Do("栏目见 registers 命令")
	}
	if f.Kind == schema.Ref {
		if ref, err := oplog.ParseID(strings.TrimSpace(input)); err == nil { // also one that was deleted since
			return l.Seal(id, field, ref.String()), nil
		}
		ref, err := l.Resolve(ctx, f, input)
		return l.Seal(id, field, ref), err
	}
	value, _, err := f.Read(input, l.Store.Today())
	if err != nil {
		return "", errs.Of(err).In(field)
	}
	return l.Seal(id, field, value), nil
}

// version is the seal of a whole record.
func (l *Ledger) version(rec store.Record) string {
	state := ""
	if rec.Deleted {
		state = oplog.Deleted
	}
	return l.Seal(rec.ID, state, strings.Join(rec.Values, "\x00"))
}

// Version returns the seal of a whole record as RecordView.Version has it: a
// form asks for it to learn that the record was changed elsewhere.
func (l *Ledger) Version(ctx context.Context, register, id string) (string, error) {
	d, err := l.Store.Def(register)
	if err != nil {
		return "", err
	}
	key, err := ids([]string{id})
	if err != nil {
		return "", err
	}
	rec, err := l.Store.Find(ctx, d, key[0])
	return l.version(rec), err
}

// historian is a store or an open change.
type historian interface {
	History(ctx context.Context, d *schema.Def, id oplog.ID) ([]store.Edit, error)
}

// putBack gives a field of a draft the value that the form saw, found in the
// record's history by its seal.
func (l *Ledger) putBack(ctx context.Context, w *Draft, field, seal string) error {
	f := w.Def.Field(field)
	if f == nil || w.ID == 0 {
		return errs.New(errs.Invalid, w.Def.Label+"没有可以还原的“"+field+"”").In(field).Do("请刷新后再试")
	}
	edits, err := l.Store.History(ctx, w.Def, w.ID)
	if err != nil {
		return err
	}
	values := []string{""}
	for _, e := range edits {
		for _, x := range e.Fields {
			if x.Key == field {
				values = append(values, x.Before, x.After)
			}
		}
	}
	for _, v := range values {
		if hmac.Equal([]byte(l.Seal(w.ID, field, v)), []byte(seal)) {
			w.Patch[field], w.Values[w.Def.Index(field)] = v, v
			return nil
		}
	}
	return errs.New(errs.Conflict, "“"+f.Label+"”原来的内容找不到了").In(field).Do("请在表单里重新填写它")
}

// clash compares what the form saw with what the record holds now. It fills
// Conflicts or Gone of the result and returns errs.Conflict, or nil.
func (l *Ledger) clash(ctx context.Context, h historian, w *Draft, now store.Record, out *SaveResult) error {
	if now.Deleted {
		edits, err := h.History(ctx, w.Def, w.ID)
		if err != nil {
			return err
		}
		out.Gone, out.GoneBy = true, author(edits, oplog.Deleted)
		return errs.New(errs.Conflict, "这条"+w.Def.Label+"记录已在回收站里").Do("请先恢复它，再修改")
	}
	out.Conflicts = nil
	var labels []string
	first := ""
	for _, unit := range units(w) {
		keys := l.clashing(w, now, unit)
		if len(keys) == 0 {
			continue
		}
		c, err := l.conflict(ctx, h, w, now, keys)
		if err != nil {
			return err
		}
		out.Conflicts = append(out.Conflicts, c)
		for _, f := range c.Fields {
			if labels = append(labels, f.Label); first == "" {
				first = f.Key
			}
		}
	}
	if len(labels) == 0 {
		return nil
	}
	return errs.New(errs.Conflict, "没有保存：“"+strings.Join(labels, "、")+"”已被改过，和修改前看到的不一样").In(first).Do("请看清现在的内容，再决定用哪一个")
}

// units are the fields that a draft writes, each with those that it is coupled
// to: such a group counts as one field.
func units(w *Draft) [][]string {
	var out [][]string
	done := map[string]bool{}
	for _, f := range w.Def.Fields {
		if _, writes := w.Patch[f.Key]; !writes || done[f.Key] {
			continue
		}
		unit := []string{f.Key}
		for _, group := range w.Def.Coupled {
			if slices.Contains(group, f.Key) {
				unit = group
			}
		}
		for _, key := range unit {
			done[key] = true
		}
		out = append(out, unit)
	}
	return out
}

// clashing returns the fields of a unit that a person has to look at, none
// where the draft alters nothing of it or nobody else did.
func (l *Ledger) clashing(w *Draft, now store.Record, unit []string) []string {
	var keys []string
	alters, clash := false, false
	for _, key := range unit {
		held := w.Def.Get(now.Values, key)
		wanted, writes := w.Patch[key]
		seal, known := w.form.Seen[key]
		moved := known && seal != l.Seal(w.ID, key, held)
		differs := writes && wanted != held
		alters = alters || differs
		clash = clash || moved && (differs || !writes)
		if differs || moved && !writes {
			keys = append(keys, key)
		}
	}
	if !alters || !clash {
		return nil
	}
	return keys
}

// conflict describes fields that two people changed.
func (l *Ledger) conflict(ctx context.Context, h historian, w *Draft, now store.Record, keys []string) (Conflict, error) {
	out := Conflict{}
	edits, err := h.History(ctx, w.Def, w.ID)
	if err != nil {
		return out, err
	}
	theirs, err := l.Texts(ctx, w.Def, []store.Record{now}, keys, false)
	if err != nil {
		return out, err
	}
	rights, err := l.Rights(ctx, w.Def, []store.Record{now})
	if err != nil {
		return out, err
	}
	// What a person has typed is no secret to that person.
	mine, err := l.Texts(ctx, w.Def, []store.Record{{Values: w.Values}}, keys, true)
	if err != nil {
		return out, err
	}
	for i, key := range keys {
		f := w.Def.Field(key)
		c := ConflictField{Key: key, Label: f.Label, Theirs: l.fieldView(now, f, w.Def.Get(now.Values, key), theirs[0][i], rights)}
		if seal, known := w.form.Seen[key]; known && seal != c.Theirs.Seen {
			c.Changed, c.By = true, author(edits, key)
		}
		if _, c.Typed = w.form.Inputs[key]; c.Typed {
			c.Mine = mine[0][i]
		}
		out.Fields = append(out.Fields, c)
	}
	return out, nil
}

// fieldView shows one field of a record, masked where private.
func (l *Ledger) fieldView(rec store.Record, f *schema.Field, value, text string, rights Rights) FieldView {
	v := FieldView{Key: f.Key, Value: value, Text: text, Seen: l.Seal(rec.ID, f.Key, value)}
	if (f.Private || rights.Hides(rec.ID, f.Key)) && value != "" && rec.ID != 0 {
		v.Value, v.Masked = "", true
	}
	if rights.Hides(rec.ID, f.Key) { // with a seal one could find out whether a guess is right
		v.Seen = ""
	}
	return v
}

// author returns who gave a field its present value.
func author(edits []store.Edit, field string) Author {
	var out Author
	for _, e := range edits {
		for _, f := range e.Fields {
			if f.Key != field {
				continue
			}
			out = Author{Operator: e.Change.Operator, Replica: e.PC, When: when(e.When)}
			if f.CanRevert { // the field stands on it
				return out
			}
		}
	}
	return out
}
