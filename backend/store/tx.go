package store

import (
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"chengzhuan/backend/caller"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Meta says what a change is: Kind is one of oplog.Change.Kind, Note is what
// the user reads in the history.
type Meta struct {
	Kind string
	Note string
}

// Touched is one record that a change touched.
type Touched struct {
	Register string
	ID       oplog.ID
}

// Result is what a change did; a change that altered nothing has ID zero and is not recorded.
type Result struct {
	Change  oplog.ID
	Ops     int
	Touched []Touched // at most 1,000 of them
}

// Tx is one open change. Its methods are the only way to alter records.
type Tx struct {
	reader
	tx      *sql.Tx
	ctx     context.Context
	touched map[int64]map[oplog.ID]bool // records, by the number of their register; see touch
	keys    []searchKey                 // not yet written
	book    bookState
	change  oplog.Change
	sum     oplog.Sum
	result  Result
}

// bookState is what a change continues: the chain of this PC and its clock.
type bookState struct {
	replica, seq, last, stamp int64
	hash                      []byte
}

func newTx(ctx context.Context, s *Store, sqlTx *sql.Tx) *Tx {
	return &Tx{reader: reader{s: s, db: uncancelled{sqlTx}}, tx: sqlTx, ctx: ctx, touched: map[int64]map[oplog.ID]bool{}}
}

// uncancelled reads inside a change without watching the context for every row
// asked for; what works through many records looks at the context itself.
type uncancelled struct{ tx *sql.Tx }

func (q uncancelled) QueryContext(_ context.Context, query string, args ...any) (*sql.Rows, error) {
	return q.tx.Query(query, args...)
}

func (q uncancelled) QueryRowContext(_ context.Context, query string, args ...any) *sql.Row {
	return q.tx.QueryRow(query, args...)
}

// Write runs f as one change: all of it is stored and logged, or nothing.
func (s *Store) Write(ctx context.Context, meta Meta, f func(*Tx) error) (Result, error) {
	return s.change(ctx, meta, 0, f)
}

func (s *Store) change(ctx context.Context, meta Meta, undoes oplog.ID, f func(*Tx) error) (Result, error) {
	sqlTx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return Result{}, translate(err)
	}
	defer sqlTx.Rollback()
	tx := newTx(ctx, s, sqlTx)
	if err := tx.begin(ctx); err != nil {
		return Result{}, err
	}
	who := caller.From(ctx)
	tx.change.Operator, tx.change.Face = who.Operator, string(who.Face)
	tx.change.Kind, tx.change.Note, tx.change.Undoes = meta.Kind, meta.Note, undoes
	if err := f(tx); err != nil {
		if ctx.Err() != nil { // the transaction is gone: what f met after that is only a consequence
			return Result{}, translate(ctx.Err())
		}
		return Result{}, err
	}
	if tx.change.Count == 0 {
		return Result{}, nil
	}
	if err := tx.close(); err != nil {
		return Result{}, err
	}
	if err := sqlTx.Commit(); err != nil {
		if ctx.Err() != nil {
			err = ctx.Err()
		}
		return Result{}, translate(err)
	}
	tx.result.Change, tx.result.Ops = tx.change.ID, tx.change.Count
	return tx.result, nil
}

// begin draws the number of the change and links it to what this PC did before.
func (tx *Tx) begin(ctx context.Context) error {
	b := &tx.book
	if err := tx.tx.QueryRowContext(ctx, `SELECT replica, seq, last, hash, stamp FROM book`).Scan(&b.replica, &b.seq, &b.last, &b.hash, &b.stamp); err != nil {
		return translate(err)
	}
	id, err := tx.drawID(ctx)
	if err != nil {
		return err
	}
	now := tx.s.now()
	tx.change = oplog.Change{ID: id, Replica: b.replica, Seq: b.seq + 1, Stamp: oplog.Next(oplog.Stamp(b.stamp), now), At: now.UnixMilli()}
	copy(tx.change.Prev[:], b.hash)
	tx.sum = oplog.NewSum()
	return nil
}

// drawID draws a number with room before the next one that is taken.
func (tx *Tx) drawID(ctx context.Context) (oplog.ID, error) {
	for {
		id, err := oplog.DrawID(oplog.ID(tx.book.last))
		if err != nil {
			return 0, err
		}
		var taken bool
		if err := tx.tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM ops WHERE id BETWEEN ? AND ?)`, int64(id), int64(id)+oplog.MaxOps).Scan(&taken); err != nil {
			return 0, translate(err)
		}
		if !taken {
			return id, nil
		}
	}
}

// close writes the change itself and everything that counts changes.
func (tx *Tx) close() error {
	c := &tx.change
	c.Clip()
	head, err := c.EncodeHead()
	if err != nil {
		return err
	}
	c.Hash = tx.sum.Hash(head)
	if err := tx.insertChange(c, true, nil); err != nil {
		return err
	}
	if err := tx.flushKeys(); err != nil {
		return err
	}
	if err := tx.raiseGenerations(); err != nil {
		return err
	}
	return tx.exec(`UPDATE book SET seq = ?, last = ?, hash = ?, stamp = ?, generation = generation + 1`, c.Seq, int64(tx.nextID())-1, c.Hash[:], int64(c.Stamp))
}

func (tx *Tx) insertChange(c *oplog.Change, whole bool, head []byte) error {
	return tx.exec(`INSERT INTO changes VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, changeRow(c, whole, head)...)
}

// changeRow returns the columns of a change.
func changeRow(c *oplog.Change, whole bool, head []byte) []any {
	prev := c.Prev[:]
	if c.Seq == 1 {
		prev = []byte{}
	}
	return []any{int64(c.ID), c.Count, c.Replica, c.Seq, prev, c.Hash[:], whole, head,
		c.At, int64(c.Stamp), c.Operator, c.Face, c.Kind, c.Note, int64(c.Undoes)}
}

// SetNote replaces the note of the change, when its counts are known only at the end.
func (tx *Tx) SetNote(note string) { tx.change.Note = note }

// exec does not watch the context for every statement: a goroutine each would
// cost more than the statement. Create and Update look at it themselves.
func (tx *Tx) exec(query string, args ...any) error {
	_, err := tx.tx.Exec(query, args...)
	return translate(err)
}

// log appends an operation to the change and the change log.
func (tx *Tx) log(t *table, op *oplog.Op) error {
	body, err := op.EncodeBody()
	if err != nil {
		return err
	}
	if tx.change.Count++; tx.change.Count > oplog.MaxOps {
		return errs.New(errs.Invalid, "一次改动的记录太多").Do("请分几次进行")
	}
	tx.sum.Add(t.def.Key, op.Row, body)
	tx.touch(t.id, op.Row)
	if len(tx.result.Touched) < 1000 {
		tx.result.Touched = append(tx.result.Touched, Touched{t.def.Key, op.Row})
	}
	if err := tx.exec(`INSERT INTO ops VALUES (?, ?, ?, ?, ?)`, int64(op.ID), int64(tx.change.ID), t.id, int64(op.Row), body); err != nil || op.Creates() {
		return err
	}
	return tx.exec(`INSERT INTO row_ops VALUES (?, ?)`, int64(op.Row), int64(op.ID))
}

func (tx *Tx) nextID() oplog.ID { return tx.change.ID + oplog.ID(tx.change.Count) }

// Create stores a new record of canonical values and returns its ID.
func (tx *Tx) Create(d *schema.Def, v schema.Values) (oplog.ID, error) {
	if err := tx.ctx.Err(); err != nil {
		return 0, translate(err)
	}
	t, err := tx.s.tableOf(d)
	if err != nil {
		return 0, err
	}
	if len(v) != len(d.Fields) {
		return 0, errs.New(errs.Internal, fmt.Sprintf("%s应有 %d 个栏目，得到 %d 个", d.Label, len(d.Fields), len(v)))
	}
	if v, err = tx.numbered(d, v); err != nil {
		return 0, err
	}
	id := tx.nextID()
	op := oplog.Op{ID: id, Change: tx.change.ID, Register: d.Key, Row: id, Fields: make(map[string]string, 16)}
	args := make([]any, 0, 2+len(v)+len(t.pinyin))
	args = append(args, int64(id), int64(0))
	for i, f := range d.Fields {
		if !f.Canonical(v[i]) {
			return 0, notCanonical(d, f)
		}
		if v[i] != "" {
			op.Fields[f.Key] = v[i]
		}
		args = append(args, stored(f, v[i]))
	}
	for _, i := range t.pinyin {
		args = append(args, sortKey(v[i]))
	}
	if err := tx.exec(t.insert, args...); err != nil {
		return 0, err
	}
	if err := tx.log(t, &op); err != nil {
		return 0, err
	}
	return id, tx.addKeys(t, Record{ID: id, Values: v})
}

func notCanonical(d *schema.Def, f *schema.Field) error {
	return errs.New(errs.Invalid, d.Label+"的“"+f.Label+"”写法不对").In(f.Key).Do("请按栏目要求重新填写")
}

// Update sets fields of a living record to canonical values; unchanged ones are
// left out of the log. It reports whether anything changed.
func (tx *Tx) Update(d *schema.Def, id oplog.ID, patch map[string]string) (bool, error) {
	old, err := tx.Find(tx.ctx, d, id)
	if err != nil {
		return false, err
	}
	if old.Deleted {
		return false, errs.New(errs.Conflict, "这条"+d.Label+"记录已在回收站里").Do("请先恢复它，再修改")
	}
	if d.Entries {
		return false, appendOnly(d)
	}
	next := slices.Clone(old.Values)
	fields := map[string]string{}
	for key, v := range patch {
		i := d.Index(key)
		if i < 0 {
			return false, errs.New(errs.Invalid, d.Label+"没有“"+key+"”这一栏").In(key)
		}
		if !d.Fields[i].Canonical(v) {
			return false, notCanonical(d, d.Fields[i])
		}
		if next[i] != v {
			next[i], fields[key] = v, v
		}
	}
	if len(fields) == 0 {
		return false, nil
	}
	return true, tx.set(d, old, next, fields, false)
}

// Repoint makes an entry of an append-only register refer to another record: the
// one thing in it that may change, when two records that are the same become one.
func (tx *Tx) Repoint(d *schema.Def, id oplog.ID, field string, target oplog.ID) error {
	f := d.Field(field)
	if !d.Entries || f == nil || f.Kind != schema.Ref {
		return errs.New(errs.Internal, d.Label+"的“"+field+"”不是只增不改台账的引用")
	}
	old, err := tx.Find(tx.ctx, d, id)
	if err != nil {
		return err
	}
	next := slices.Clone(old.Values)
	next[d.Index(field)] = target.String()
	return tx.set(d, old, next, map[string]string{field: target.String()}, old.Deleted)
}

// Delete puts a record into the recycle bin.
func (tx *Tx) Delete(d *schema.Def, id oplog.ID) error { return tx.mark(d, id, true) }

// Restore takes a record out of the recycle bin.
func (tx *Tx) Restore(d *schema.Def, id oplog.ID) error { return tx.mark(d, id, false) }

func appendOnly(d *schema.Def) error {
	return errs.New(errs.Denied, d.Label+"只增不改，也不能删除").Do("请作废这一条并写明原因，再另记一条")
}

// Touch notes that a record was used by the change, so that undoing the change
// that made it keeps it.
func (tx *Tx) Touch(d *schema.Def, id oplog.ID) error {
	old, err := tx.Find(tx.ctx, d, id)
	if err != nil || old.Deleted {
		return err
	}
	return tx.set(d, old, old.Values, map[string]string{oplog.Deleted: ""}, false)
}

func (tx *Tx) mark(d *schema.Def, id oplog.ID, gone bool) error {
	if d.Entries {
		return appendOnly(d)
	}
	old, err := tx.Find(tx.ctx, d, id)
	if err != nil || old.Deleted == gone {
		return err
	}
	v := ""
	if gone {
		v = "1"
	}
	return tx.set(d, old, old.Values, map[string]string{oplog.Deleted: v}, gone)
}

// set writes fields of a row, whatever state it is in: table, log, heads, search keys.
func (tx *Tx) set(d *schema.Def, old Record, next schema.Values, fields map[string]string, gone bool) error {
	if err := tx.ctx.Err(); err != nil {
		return translate(err)
	}
	t, err := tx.s.tableOf(d)
	if err != nil {
		return err
	}
	op := oplog.Op{ID: tx.nextID(), Change: tx.change.ID, Register: d.Key, Row: old.ID, Fields: fields}
	if !tx.s.faults.uncoupled {
		op.Fields = withCoupled(d, next, fields)
	}
	if _, ok := fields[oplog.Deleted]; !ok {
		gone = old.Deleted
	}
	if err := tx.seeRow(&op, gone, old.Deleted); err != nil {
		return err
	}
	query, args := "UPDATE "+quote(d.Key)+` SET "_deleted" = ?`, []any{0}
	if gone {
		args[0] = 1
	}
	for _, key := range slices.Sorted(maps.Keys(op.Fields)) {
		heads, err := tx.Heads(old.ID, key)
		if err != nil {
			return err
		}
		op.See(key, heads)
		if err := tx.setHeads(old.ID, key, []oplog.ID{op.ID}); err != nil {
			return err
		}
		if len(heads) > 1 || key == oplog.Deleted { // whatever waited for a decision has got one
			if err := tx.exec(`DELETE FROM reviews WHERE row = ? AND field = ?`, int64(old.ID), key); err != nil {
				return err
			}
		}
		if i := d.Index(key); i >= 0 {
			f := d.Fields[i]
			query += ", " + quote(key) + " = ?"
			args = append(args, stored(f, next[i]))
			if f.Pinyin() {
				query += ", " + quote(pinyinColumn(f)) + " = ?"
				args = append(args, sortKey(next[i]))
			}
		}
	}
	if err := tx.exec(query+" WHERE id = ?", append(args, int64(old.ID))...); err != nil {
		return err
	}
	if err := tx.log(t, &op); err != nil {
		return err
	}
	return tx.moveKeys(t, old, Record{ID: old.ID, Values: next, Deleted: gone})
}

// withCoupled adds to the fields of an edit those that belong to them, as they
// are: fields that move together have the same heads, so a merge takes all of them from one PC.
func withCoupled(d *schema.Def, next schema.Values, fields map[string]string) map[string]string {
	out := fields
	for _, group := range d.Coupled {
		if !slices.ContainsFunc(group, func(k string) bool { _, has := fields[k]; return has }) {
			continue
		}
		if len(out) == len(fields) {
			out = maps.Clone(fields)
		}
		for _, k := range group {
			out[k] = d.Get(next, k)
		}
	}
	return out
}

// seeRow notes what an edit knew of the row as a whole: a deletion names all
// that it deletes, an edit of a deleted row says that it knew of the deletion.
func (tx *Tx) seeRow(op *oplog.Op, gone, was bool) error {
	if _, marks := op.Fields[oplog.Deleted]; marks && !gone || !marks && !was {
		return nil
	}
	heads, err := tx.headsOf(tx.ctx, op.Row)
	if err != nil {
		return err
	}
	if gone && !was || op.Fields[oplog.Deleted] == "1" {
		var all []oplog.ID
		for _, list := range heads {
			for _, h := range list {
				if h != op.Row && !slices.Contains(all, h) {
					all = append(all, h)
				}
			}
		}
		slices.Sort(all)
		if len(all) > 0 {
			op.Seen = map[string][]oplog.ID{oplog.WholeRow: all}
		}
	}
	if _, marks := op.Fields[oplog.Deleted]; !marks {
		op.See(oplog.Deleted, heads[oplog.Deleted])
	}
	return nil
}

// Heads returns the operations that a field's value stands on.
func (tx *Tx) Heads(row oplog.ID, field string) ([]oplog.ID, error) {
	rows, err := tx.tx.Query(`SELECT op FROM heads WHERE row = ? AND field = ? ORDER BY op`, int64(row), field)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var out []oplog.ID
	for rows.Next() {
		var op int64
		if err := rows.Scan(&op); err != nil {
			return nil, translate(err)
		}
		out = append(out, oplog.ID(op))
	}
	if len(out) == 0 {
		out = append(out, row)
	}
	return out, translate(rows.Err())
}

func (tx *Tx) setHeads(row oplog.ID, field string, heads []oplog.ID) error {
	if err := tx.exec(`DELETE FROM heads WHERE row = ? AND field = ?`, int64(row), field); err != nil {
		return err
	}
	for _, h := range heads {
		if err := tx.exec(`INSERT INTO heads VALUES (?, ?, ?)`, int64(row), field, int64(h)); err != nil {
			return err
		}
	}
	return nil
}

// addKeys writes the search keys and full text of a record.
func (tx *Tx) addKeys(t *table, r Record) error {
	for _, k := range rowKeys(t.def, r.Values) {
		tx.keys = append(tx.keys, searchKey{k, int64(r.ID), t.id})
	}
	if len(tx.keys) > heldKeys {
		if err := tx.flushKeys(); err != nil {
			return err
		}
	}
	if text := noteText(t.def, r.Values); text != "" {
		return tx.exec(`INSERT INTO notes (rowid, text) VALUES (?, ?)`, int64(r.ID), text)
	}
	return nil
}

// moveKeys brings keys and full text from an old state of a record to a new one.
func (tx *Tx) moveKeys(t *table, old, next Record) error {
	if err := tx.flushKeys(); err != nil {
		return err
	}
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
			if err := tx.exec(`DELETE FROM search_keys WHERE key = ? AND row = ?`, k, int64(old.ID)); err != nil {
				return err
			}
		}
	}
	for _, k := range want {
		if !contains(have, k) {
			if err := tx.exec(`INSERT OR IGNORE INTO search_keys VALUES (?, ?, ?)`, k, int64(next.ID), t.id); err != nil {
				return err
			}
		}
	}
	if haveText == wantText {
		return nil
	}
	if haveText != "" {
		if err := tx.exec(`DELETE FROM notes WHERE rowid = ?`, int64(old.ID)); err != nil {
			return err
		}
	}
	if wantText != "" {
		return tx.exec(`INSERT INTO notes (rowid, text) VALUES (?, ?)`, int64(next.ID), wantText)
	}
	return nil
}

// tableOf returns the table of a register of this store.
func (s *Store) tableOf(d *schema.Def) (*table, error) {
	if t := s.table[d.Key]; t != nil {
		return t, nil
	}
	return nil, errs.New(errs.Internal, "这个账套里没有台账“"+d.Label+"”（"+strconv.Quote(d.Key)+"）")
}
