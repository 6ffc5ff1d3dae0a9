package store

import (
	"slices"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// rowWrites holds what rows that are worked out together have yet to write.
type rowWrites struct {
	inserts map[*table][]any // columns of new rows, one after the other
	heads   []any
	notes   []any
}

var (
	bulkHeads = newBulk("INSERT INTO heads", 3)
	bulkNotes = newBulk("INSERT INTO notes (rowid, text)", 2)
)

func (o *rowWrites) flush(tx *Tx) error {
	for t, values := range o.inserts {
		if err := tx.write(t.bulk, values); err != nil {
			return err
		}
	}
	if err := tx.write(bulkHeads, o.heads); err != nil {
		return err
	}
	return tx.write(bulkNotes, o.notes)
}

// moveHeads brings the stored heads of a field from had to list.
func (w *rowWork) moveHeads(key string, had, list []oplog.ID) error {
	if len(had) == 0 && len(list) == 1 && list[0] == w.row {
		return nil // that is what no entry says
	}
	if len(had) == 1 && len(list) == 1 {
		if had[0] == list[0] {
			return nil
		}
		return w.tx.exec(`UPDATE heads SET op = ? WHERE row = ? AND field = ? AND op = ?`, int64(list[0]), int64(w.row), key, int64(had[0]))
	}
	for _, id := range had {
		if !slices.Contains(list, id) {
			if err := w.tx.exec(`DELETE FROM heads WHERE row = ? AND field = ? AND op = ?`, int64(w.row), key, int64(id)); err != nil {
				return err
			}
		}
	}
	for _, id := range list {
		if !slices.Contains(had, id) {
			w.block.out.heads = append(w.block.out.heads, int64(w.row), key, int64(id))
		}
	}
	return nil
}

// insert writes a row that is not in its table, and its keys.
func (w *rowWork) insert(t *table, rec Record) error {
	out := &w.block.out
	if out.inserts == nil {
		out.inserts = map[*table][]any{}
	}
	values := append(out.inserts[t], int64(rec.ID), flag(rec.Deleted))
	for i, f := range t.def.Fields {
		values = append(values, stored(f, rec.Values[i]))
	}
	for _, i := range t.pinyin {
		values = append(values, sortKey(rec.Values[i]))
	}
	out.inserts[t] = values
	if rec.Deleted {
		return nil
	}
	for _, k := range rowKeys(t.def, rec.Values) {
		w.tx.keys = append(w.tx.keys, searchKey{k, int64(rec.ID), t.id})
	}
	if text := noteText(t.def, rec.Values); text != "" {
		out.notes = append(out.notes, int64(rec.ID), text)
	}
	if len(w.tx.keys) > heldKeys {
		return w.tx.flushKeys()
	}
	return nil
}

func flag(set bool) int64 {
	if set {
		return 1
	}
	return 0
}

func (w *rowWork) update(t *table, old, next Record) error {
	query, args := "UPDATE "+quote(t.def.Key)+` SET "_deleted" = ?`, []any{flag(next.Deleted)}
	same := old.Deleted == next.Deleted
	keys := !same
	for i, f := range t.def.Fields {
		if old.Values[i] == next.Values[i] {
			continue
		}
		same, keys = false, keys || f.Search || f.Kind == schema.Note
		query += ", " + quote(f.Key) + " = ?"
		args = append(args, stored(f, next.Values[i]))
		if f.Pinyin() {
			query += ", " + quote(pinyinColumn(f)) + " = ?"
			args = append(args, sortKey(next.Values[i]))
		}
	}
	if same {
		return nil
	}
	if err := w.tx.exec(query+" WHERE id = ?", append(args, int64(w.row))...); err != nil {
		return err
	}
	if !keys {
		return nil
	}
	return w.moveKeys(t, old, next)
}

// moveKeys is Tx.moveKeys for a row that has no keys waiting to be written: its
// new ones may wait.
func (w *rowWork) moveKeys(t *table, old, next Record) error {
	var have, want []string
	var haveText, wantText string
	if !old.Deleted {
		have, haveText = rowKeys(t.def, old.Values), noteText(t.def, old.Values)
	}
	if !next.Deleted {
		want, wantText = rowKeys(t.def, next.Values), noteText(t.def, next.Values)
	}
	for _, k := range have {
		if !contains(want, k) {
			if err := w.tx.exec(`DELETE FROM search_keys WHERE key = ? AND row = ?`, k, int64(w.row)); err != nil {
				return err
			}
		}
	}
	for _, k := range want {
		if !contains(have, k) {
			w.tx.keys = append(w.tx.keys, searchKey{k, int64(w.row), t.id})
		}
	}
	switch {
	case haveText == wantText:
		return nil
	case wantText == "":
		return w.tx.exec(`DELETE FROM notes WHERE rowid = ?`, int64(w.row))
	case haveText == "":
		w.block.out.notes = append(w.block.out.notes, int64(w.row), wantText)
		return nil
	}
	return w.tx.exec(`UPDATE notes SET text = ? WHERE rowid = ?`, wantText, int64(w.row))
}
