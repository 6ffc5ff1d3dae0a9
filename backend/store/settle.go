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
	creation, late := false, r.awaited[row]
	seen := map[oplog.ID]bool{}
	for i := range a.ops {
		op := &a.ops[i]
		late = late || r.awaited[op.ID] || seen[op.ID]
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
	if err := r.await(row, a, seen, creation, batch); err != nil {
		return err
	}
	w := &rowWork{tx: r.Tx, row: row, register: a.register, batch: batch, stamps: r.stamps, fates: r.got.Rows, reviewed: r.reviewed}
	if creation && len(a.ops) == 1 && !late {
		return w.create(&a.ops[0])
	}
	if r.s.faults.noAwaited {
		late = false
	}
	if creation || late {
		return w.rebuild()
	}
	return w.advance(a.ops)
}

// await notes what the new operations have seen and what is not here, and
// forgets what has come.
func (r *receipt) await(row oplog.ID, a *arrivals, seen map[oplog.ID]bool, creation bool, batch map[oplog.ID]*oplog.Op) error {
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
	if !creation {
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
	complete bool // all operations on the row are looked at
}

// create is the usual case: a row that nobody has touched since.
func (w *rowWork) create(op *oplog.Op) error {
	t := w.tx.s.table[w.register]
	if t == nil {
		return w.setUnread(true)
	}
	v := w.values(t.def, op.Fields)
	args := make([]any, 0, 2+len(v)+len(t.pinyin))
	args = append(args, int64(w.row), int64(0))
	for i, f := range t.def.Fields {
		args = append(args, stored(f, v[i]))
	}
	for _, i := range t.pinyin {
		args = append(args, sortKey(v[i]))
	}
	if err := w.tx.exec(t.insert, args...); err != nil {
		return err
	}
	w.note(t, RowNew)
	if w.unread {
		if err := w.setUnread(true); err != nil {
			return err
		}
	}
	return w.tx.addKeys(t, Record{ID: w.row, Values: v})
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
	heads, err := w.tx.headsOf(w.tx.ctx, w.row)
	if err != nil {
		return err
	}
	changed := map[string]bool{}
	for i := range ops {
		for key := range ops[i].Fields {
			old := heads[key]
			if len(old) == 0 {
				old = []oplog.ID{w.row}
			}
			heads[key] = oplog.Advance(old, ops[i].Saw(key), ops[i].ID)
			changed[key] = true
		}
	}
	return w.write(heads, changed)
}

// rebuild works the row out of all operations on it.
func (w *rowWork) rebuild() error {
	w.complete = true
	ops, err := w.tx.opsOf(w.tx.ctx, w.row)
	if err != nil {
		return err
	}
	for i := range ops {
		if w.batch[ops[i].ID] == nil {
			w.batch[ops[i].ID] = &ops[i]
		}
	}
	changed := map[string]bool{}
	for i := range ops {
		for key := range ops[i].Fields {
			changed[key] = true
		}
	}
	if err := w.tx.exec(`DELETE FROM heads WHERE row = ?`, int64(w.row)); err != nil {
		return err
	}
	return w.write(oplog.Heads(ops), changed)
}

// write stores the heads of the changed fields and what the row shows by them.
func (w *rowWork) write(heads map[string][]oplog.ID, changed map[string]bool) error {
	for _, key := range slices.Sorted(maps.Keys(changed)) {
		list := heads[key]
		if len(list) == 0 || len(list) == 1 && list[0] == w.row {
			continue
		}
		if err := w.tx.setHeads(w.row, key, list); err != nil {
			return err
		}
	}
	t := w.tx.s.table[w.register]
	if t == nil {
		return w.setUnread(true)
	}
	if here, err := w.op(w.row); err != nil || here == nil {
		return err // the creation has not come yet: the log waits for it
	}
	old, err := w.tx.Find(w.tx.ctx, t.def, w.row)
	fresh := errs.Is(err, errs.NotFound)
	if err != nil && !fresh {
		return err
	}
	if fresh {
		if old, err = w.insertEmpty(t); err != nil {
			return err
		}
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
	if err := w.update(t, old, next); err != nil {
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

// insertEmpty makes the row of a creation that came together with, or after, edits of it.
func (w *rowWork) insertEmpty(t *table) (Record, error) {
	creation, err := w.op(w.row)
	if err != nil {
		return Record{}, err
	}
	v := w.values(t.def, creation.Fields)
	args := make([]any, 0, 2+len(v)+len(t.pinyin))
	args = append(args, int64(w.row), int64(0))
	for i, f := range t.def.Fields {
		args = append(args, stored(f, v[i]))
	}
	for _, i := range t.pinyin {
		args = append(args, sortKey(v[i]))
	}
	if err := w.tx.exec(t.insert, args...); err != nil {
		return Record{}, err
	}
	rec := Record{ID: w.row, Values: v}
	return rec, w.tx.addKeys(t, rec)
}

func (w *rowWork) update(t *table, old, next Record) error {
	query, args := "UPDATE "+quote(t.def.Key)+` SET "_deleted" = ?`, []any{0}
	if next.Deleted {
		args[0] = 1
	}
	same := old.Deleted == next.Deleted
	for i, f := range t.def.Fields {
		if old.Values[i] == next.Values[i] {
			continue
		}
		same = false
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
	return w.tx.moveKeys(t, old, next)
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
		return op, nil
	}
	op := &oplog.Op{ID: id, Row: w.row, Register: w.register}
	var change, row, register int64
	var body []byte
	err := w.tx.tx.QueryRow(`SELECT change, row, register, body FROM ops WHERE id = ?`, int64(id)).Scan(&change, &row, &register, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, translate(err)
	}
	if oplog.ID(row) != w.row || w.tx.s.names.of(register) != w.register {
		return nil, errs.New(errs.Damaged, "同步包里同一个编号属于两条记录").Do("账套没有改动；请让对方重新导出同步包")
	}
	op.Change = oplog.ID(change)
	if err := op.DecodeBody(body); err != nil {
		return nil, err
	}
	w.batch[id] = op
	return op, nil
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
