package store

import (
	"database/sql"
	"errors"
	"maps"
	"slices"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// settle works out every row that has new operations: heads, values, deletion,
// reviews, search keys.
func (r *receipt) settle() error {
	if r.gathered == 0 {
		return nil
	}
	if err := r.flushLog(); err != nil {
		return err
	}
	// A row is worked out once in a settling, so its keys may wait till the next, not longer.
	if err := r.flushKeys(); err != nil {
		return err
	}
	batch := make(map[oplog.ID]*oplog.Op, r.gathered)
	for _, a := range r.rows {
		for i := range a.ops {
			batch[a.ops[i].ID] = &a.ops[i]
		}
	}
	// New rows are written in the order of their numbers: the table grows at its end.
	for _, row := range slices.Sorted(maps.Keys(r.rows)) {
		if err := r.settleRow(row, r.rows[row], batch); err != nil {
			return err
		}
	}
	r.rows, r.gathered, r.stamps = map[oplog.ID]*arrivals{}, 0, map[oplog.ID]oplog.Stamp{}
	return nil
}

// settleRow brings one row to the state that all operations known on it give.
func (r *receipt) settleRow(row oplog.ID, a *arrivals, batch map[oplog.ID]*oplog.Op) error {
	awaited := r.awaited[row]
	creation, late := false, awaited
	seen := map[oplog.ID]bool{}
	for i := range a.ops {
		op := &a.ops[i]
		awaited = awaited || r.awaited[op.ID]
		late = late || awaited || seen[op.ID]
		if op.Creates() {
			creation = true
			continue
		}
		for _, list := range op.Seen {
			for _, id := range list {
				seen[id] = true
			}
		}
	}
	fresh := creation && !awaited // nothing on the row came before
	var heads map[string][]oplog.ID
	if !fresh {
		var err error
		if heads, err = r.headsOf(r.ctx, row); err != nil {
			return err
		}
	}
	if err := r.await(row, a, seen, creation, heads, batch); err != nil {
		return err
	}
	w := &rowWork{tx: r.Tx, row: row, register: a.register, batch: batch, stamps: r.stamps, fates: r.got.Rows, reviewed: r.reviewed}
	if fresh && len(a.ops) == 1 {
		return w.create(&a.ops[0])
	}
	if fresh {
		return w.found(a.ops)
	}
	if r.s.faults.noAwaited {
		late = false
	}
	if creation || late {
		return w.rebuild()
	}
	return w.advanceFrom(heads, a.ops)
}

// await notes what the new operations have seen and what is not here, and
// forgets what has come. heads are those of the row before.
func (r *receipt) await(row oplog.ID, a *arrivals, seen map[oplog.ID]bool, creation bool, heads map[string][]oplog.ID, batch map[oplog.ID]*oplog.Op) error {
	for _, list := range heads {
		for _, id := range list {
			delete(seen, id) // it is here
		}
	}
	want := func(id oplog.ID) error {
		if batch[id] != nil {
			return nil
		}
		var here bool
		if err := r.tx.QueryRow(`SELECT EXISTS (SELECT 1 FROM ops WHERE id = ?)`, int64(id)).Scan(&here); err != nil || here {
			return translate(err)
		}
		r.awaited[id] = true
		return r.exec(`INSERT OR IGNORE INTO awaited VALUES (?, ?)`, int64(id), int64(row))
	}
	for id := range seen {
		if err := want(id); err != nil {
			return err
		}
	}
	// Who edited the row before has asked for its creation already.
	if !creation && (len(heads) == 0 || r.awaited[row]) {
		if err := want(row); err != nil {
			return err
		}
	}
	for i := range a.ops {
		if id := a.ops[i].ID; r.awaited[id] {
			delete(r.awaited, id)
			if err := r.exec(`DELETE FROM awaited WHERE op = ?`, int64(id)); err != nil {
				return err
			}
		}
	}
	return nil
}

// rowWork brings one row of the book in line with the log.
type rowWork struct {
	tx       *Tx
	row      oplog.ID
	register string
	batch    map[oplog.ID]*oplog.Op
	stamps   map[oplog.ID]oplog.Stamp // of changes just received
	fates    map[Touched]RowFate
	reviewed map[oplog.ID]bool // rows that have reviews; nil: not known
	unread   bool
	empty    bool // nothing of the row is stored yet
	complete bool // all operations on the row are looked at
}

// create is the usual case: a row that nobody has touched since.
func (w *rowWork) create(op *oplog.Op) error {
	t := w.tx.s.table[w.register]
	if t == nil {
		return w.setUnread(true)
	}
	rec := Record{ID: w.row, Values: w.values(t.def, op.Fields)}
	if err := w.insert(t, rec); err != nil {
		return err
	}
	w.note(t, RowNew)
	if w.unread {
		return w.setUnread(true)
	}
	return nil
}

// found makes a row that was edited before it came here, out of its creation and
// those edits: all operations known on it.
func (w *rowWork) found(ops []oplog.Op) error {
	w.empty = true
	return w.write(oplog.Heads(ops), nil, fieldsOf(ops))
}

// fieldsOf returns the fields that any of the operations sets.
func fieldsOf(ops []oplog.Op) map[string]bool {
	out := map[string]bool{}
	for i := range ops {
		for key := range ops[i].Fields {
			out[key] = true
		}
	}
	return out
}

// values puts an operation's texts into the order of the register, and notes
// what this version does not know.
func (w *rowWork) values(d *schema.Def, fields map[string]string) schema.Values {
	v := make(schema.Values, len(d.Fields))
	for key, text := range fields {
		if i := d.Index(key); i >= 0 {
			v[i] = text
			w.unread = w.unread || !d.Fields[i].Canonical(text)
		} else if key != oplog.Deleted && key != oplog.Void {
			w.unread = true
		}
	}
	return v
}

// advance takes in operations on a row that is here, of which nothing known has seen any.
func (w *rowWork) advance(ops []oplog.Op) error {
	if err := w.tx.flushKeys(); err != nil { // see moveKeys
		return err
	}
	had, err := w.tx.headsOf(w.tx.ctx, w.row)
	if err != nil {
		return err
	}
	return w.advanceFrom(had, ops)
}

// advanceFrom is advance where the heads of the row are known.
func (w *rowWork) advanceFrom(had map[string][]oplog.ID, ops []oplog.Op) error {
	heads := maps.Clone(had)
	changed := map[string]bool{}
	for i := range ops {
		for key := range ops[i].Fields {
			old := heads[key]
			if len(old) == 0 {
				old = []oplog.ID{w.row}
			}
			saw := ops[i].Saw(key)
			if len(saw) > 0 && !slices.Contains(saw, w.row) { // see oplog.Heads
				saw = append(slices.Clone(saw), w.row)
			}
			heads[key] = oplog.Advance(old, saw, ops[i].ID)
			changed[key] = true
		}
	}
	return w.write(heads, had, changed)
}

// rebuild works the row out of all operations on it.
func (w *rowWork) rebuild() error {
	w.complete = true
	ops, err := w.tx.opsOf(w.tx.ctx, w.row)
	if err != nil {
		return err
	}
	// What somebody wrote on the row as if it were of another register is no part of it.
	ops = slices.DeleteFunc(ops, func(o oplog.Op) bool { return o.Register != w.register })
	for i := range ops {
		if w.batch[ops[i].ID] == nil {
			w.batch[ops[i].ID] = &ops[i]
		}
	}
	if err := w.tx.exec(`DELETE FROM heads WHERE row = ?`, int64(w.row)); err != nil {
		return err
	}
	return w.write(oplog.Heads(ops), nil, fieldsOf(ops))
}

// write stores the heads of the changed fields and what the row shows by them;
// had are the heads that are stored.
func (w *rowWork) write(heads, had map[string][]oplog.ID, changed map[string]bool) error {
	for _, key := range slices.Sorted(maps.Keys(changed)) {
		list := heads[key]
		if len(list) == 0 || len(list) == 1 && list[0] == w.row {
			continue
		}
		if err := w.moveHeads(key, had[key], list); err != nil {
			return err
		}
	}
	t := w.tx.s.table[w.register]
	if t == nil {
		if _, err := w.op(w.row); err != nil {
			return err
		}
		return w.setUnread(true)
	}
	old, fresh, err := w.before(t)
	if err != nil || old.ID == 0 {
		return err
	}
	next := Record{ID: w.row, Values: slices.Clone(old.Values), Deleted: old.Deleted}
	for key := range changed {
		if w.tx.s.faults.lastWins {
			if heads[key], err = w.latest(key); err != nil {
				return err
			}
		}
		v, conflict, err := w.winner(heads[key], key)
		if err != nil {
			return err
		}
		if i := t.def.Index(key); i >= 0 {
			next.Values[i] = v
			w.unread = w.unread || !t.def.Fields[i].Canonical(v)
		} else if key != oplog.Deleted && key != oplog.Void {
			w.unread = true
			continue
		}
		if key == oplog.Deleted {
			continue
		}
		if err := w.review(t, key, conflict); err != nil {
			return err
		}
	}
	if _, marked := heads[oplog.Deleted]; marked {
		gone, doubt, err := w.deleted(heads)
		if err != nil {
			return err
		}
		next.Deleted = gone
		if err := w.review(t, oplog.Deleted, doubt); err != nil {
			return err
		}
	}
	if fresh {
		err = w.insert(t, next)
	} else {
		err = w.update(t, old, next)
	}
	if err != nil {
		return err
	}
	switch {
	case fresh:
		w.note(t, RowNew)
	case next.Deleted && !old.Deleted:
		w.note(t, RowRemoved)
	case next.Deleted != old.Deleted || !slices.Equal(next.Values, old.Values):
		w.note(t, RowChanged)
	default:
		w.tx.touched[t.id] = true
	}
	if !w.unread && !w.complete {
		return nil // what was not understood before is not understood now
	}
	return w.setUnread(w.unread)
}

// moveHeads brings the stored heads of a field from had to list.
func (w *rowWork) moveHeads(key string, had, list []oplog.ID) error {
	if slices.Equal(had, list) {
		return nil
	}
	if len(had) == 1 && len(list) == 1 {
		return w.tx.exec(`UPDATE heads SET op = ? WHERE row = ? AND field = ? AND op = ?`, int64(list[0]), int64(w.row), key, int64(had[0]))
	}
	if len(had) > 0 {
		return w.tx.setHeads(w.row, key, list)
	}
	for _, h := range list {
		if err := w.tx.exec(`INSERT INTO heads VALUES (?, ?, ?)`, int64(w.row), key, int64(h)); err != nil {
			return err
		}
	}
	return nil
}

// before returns the row as it is in its table; fresh says that it is not there
// yet and that this is how its creation made it. A record without ID says that
// the creation has not come: the log waits for it.
func (w *rowWork) before(t *table) (rec Record, fresh bool, err error) {
	if !w.empty {
		rec, err = w.tx.Find(w.tx.ctx, t.def, w.row)
		if err == nil || !errs.Is(err, errs.NotFound) {
			return rec, false, err
		}
	}
	creation, err := w.op(w.row)
	if err != nil || creation == nil {
		return Record{}, true, err
	}
	return Record{ID: w.row, Values: w.values(t.def, creation.Fields)}, true, nil
}

// insert writes a row that is not in its table, and its keys.
func (w *rowWork) insert(t *table, rec Record) error {
	args := make([]any, 0, 2+len(rec.Values)+len(t.pinyin))
	args = append(args, int64(rec.ID), flag(rec.Deleted))
	for i, f := range t.def.Fields {
		args = append(args, stored(f, rec.Values[i]))
	}
	for _, i := range t.pinyin {
		args = append(args, sortKey(rec.Values[i]))
	}
	if err := w.tx.exec(t.insert, args...); err != nil || rec.Deleted {
		return err
	}
	return w.tx.addKeys(t, rec)
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
		return w.tx.exec(`INSERT INTO notes (rowid, text) VALUES (?, ?)`, int64(w.row), wantText)
	}
	return w.tx.exec(`UPDATE notes SET text = ? WHERE rowid = ?`, wantText, int64(w.row))
}

// winner returns what a field shows: the value of the head with the latest
// clock. conflict reports whether the heads hold different values.
func (w *rowWork) winner(heads []oplog.ID, key string) (value string, conflict bool, err error) {
	var best oplog.ID
	var at oplog.Stamp
	if len(heads) == 0 {
		heads = []oplog.ID{w.row}
	}
	first := ""
	for i, id := range heads {
		op, err := w.op(id)
		if err != nil || op == nil {
			return "", false, err
		}
		v := op.Fields[key]
		if len(heads) == 1 {
			return v, false, nil
		}
		if i == 0 {
			first = v
		}
		conflict = conflict || v != first
		stamp, err := w.stamp(op)
		if err != nil {
			return "", false, err
		}
		if best == 0 || stamp > at || stamp == at && id > best {
			best, at, value = id, stamp, v
		}
	}
	return value, conflict, nil
}

// deleted works out the deletion mark. A row that was deleted on one PC and
// edited, apart from that, on another stays, and a person decides.
func (w *rowWork) deleted(heads map[string][]oplog.ID) (gone, doubt bool, err error) {
	var marks []*oplog.Op
	alive := false
	for _, id := range heads[oplog.Deleted] {
		op, err := w.op(id)
		if err != nil || op == nil {
			return false, false, err
		}
		if op.Fields[oplog.Deleted] == "1" {
			marks = append(marks, op)
		} else {
			alive = true
		}
	}
	if len(marks) == 0 {
		return false, false, nil
	}
	if w.tx.s.faults.deleteWins {
		return true, false, nil
	}
	if alive {
		return false, true, nil
	}
	for key, list := range heads {
		if key == oplog.Deleted {
			continue
		}
		for _, id := range list {
			apart, err := w.apart(id, marks)
			if err != nil {
				return false, false, err
			}
			if apart {
				return false, true, nil
			}
		}
	}
	return true, false, nil
}

// apart reports whether an edit was made without knowing of any of the
// deletions, and none of them knew of it.
func (w *rowWork) apart(edit oplog.ID, marks []*oplog.Op) (bool, error) {
	if edit == w.row {
		return false, nil
	}
	op, err := w.op(edit)
	if err != nil || op == nil {
		return false, err
	}
	for _, mark := range marks {
		if slices.Contains(mark.Seen[oplog.WholeRow], edit) || slices.Contains(op.Seen[oplog.Deleted], mark.ID) {
			return false, nil
		}
	}
	return true, nil
}

// latest returns the operation on a field with the latest clock; see faults.
func (w *rowWork) latest(key string) ([]oplog.ID, error) {
	ops, err := w.tx.opsOf(w.tx.ctx, w.row)
	if err != nil {
		return nil, err
	}
	var out []oplog.ID
	for i := range ops {
		if _, has := ops[i].Fields[key]; has || ops[i].Creates() {
			out = []oplog.ID{ops[i].ID}
		}
	}
	return out, nil
}

// op returns an operation of the log, nil for one that is not here.
func (w *rowWork) op(id oplog.ID) (*oplog.Op, error) {
	if op := w.batch[id]; op != nil {
		return op, w.own(op)
	}
	op := &oplog.Op{ID: id}
	var change, row, register int64
	var body []byte
	err := w.tx.tx.QueryRow(`SELECT change, row, register, body FROM ops WHERE id = ?`, int64(id)).Scan(&change, &row, &register, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, translate(err)
	}
	op.Change, op.Row, op.Register = oplog.ID(change), oplog.ID(row), w.tx.s.names.of(register)
	if err := w.own(op); err != nil {
		return nil, err
	}
	if err := op.DecodeBody(body); err != nil {
		return nil, err
	}
	w.batch[id] = op
	return op, nil
}

// own refuses an operation that is not of this row.
func (w *rowWork) own(op *oplog.Op) error {
	if op.Row != w.row || op.Register != w.register {
		return errs.New(errs.Damaged, "同步包里同一个编号属于两条记录").Do("账套没有改动；请让对方重新导出同步包")
	}
	return nil
}

func (w *rowWork) stamp(op *oplog.Op) (oplog.Stamp, error) {
	if s, ok := w.stamps[op.Change]; ok {
		return s, nil
	}
	var stamp int64
	err := w.tx.tx.QueryRow(`SELECT stamp FROM changes WHERE id = ?`, int64(op.Change)).Scan(&stamp)
	w.stamps[op.Change] = oplog.Stamp(stamp)
	return oplog.Stamp(stamp), translate(err)
}

func (w *rowWork) note(t *table, fate RowFate) {
	w.tx.touched[t.id] = true
	at := Touched{t.def.Key, w.row}
	if w.fates == nil || len(w.fates) >= keptFates {
		return
	}
	if w.fates[at] != RowNew || fate == RowRemoved {
		w.fates[at] = fate
	}
}

func (w *rowWork) setUnread(unread bool) error {
	if !unread {
		return w.tx.exec(`DELETE FROM unread WHERE row = ?`, int64(w.row))
	}
	return w.tx.exec(`INSERT OR IGNORE INTO unread VALUES (?, ?)`, int64(w.row), w.tx.s.names.id(w.register))
}

// review keeps or ends the waiting of a field for a decision.
func (w *rowWork) review(t *table, key string, waits bool) error {
	if !waits {
		if w.reviewed != nil && !w.reviewed[w.row] {
			return nil
		}
		return w.tx.exec(`DELETE FROM reviews WHERE row = ? AND field = ?`, int64(w.row), key)
	}
	if w.reviewed != nil {
		w.reviewed[w.row] = true
	}
	return w.tx.exec(`INSERT OR IGNORE INTO reviews VALUES (?, ?, ?)`, int64(w.row), key, t.id)
}
