package store

import (
	"context"
	"database/sql"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Record is one row: canonical values in the order of the register's fields.
type Record struct {
	ID      oplog.ID
	Values  schema.Values
	Deleted bool
}

type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

// reader is what a store and an open change can both answer.
type reader struct {
	s  *Store
	db querier
}

// Find returns a record, also one in the recycle bin.
func (r reader) Find(ctx context.Context, d *schema.Def, id oplog.ID) (Record, error) {
	t, err := r.s.tableOf(d)
	if err != nil {
		return Record{}, err
	}
	sc := newScanner(d)
	if err := r.db.QueryRowContext(ctx, `SELECT id, "_deleted", `+t.fields+` FROM `+quote(d.Key)+` WHERE id = ?`, int64(id)).Scan(sc.dst...); err != nil {
		if err == sql.ErrNoRows {
			return Record{}, errs.New(errs.NotFound, "没有编号为“"+id.String()+"”的"+d.Label+"记录").Do("请刷新列表后再试")
		}
		return Record{}, translate(err)
	}
	return sc.record(), nil
}

// FindMany returns the records of ids, in their order; missing ones are left out.
func (r reader) FindMany(ctx context.Context, d *schema.Def, ids []oplog.ID) ([]Record, error) {
	t, err := r.s.tableOf(d)
	if err != nil {
		return nil, err
	}
	found := make(map[oplog.ID]Record, len(ids))
	for _, part := range chunks(ids, 500) {
		rows, err := r.db.QueryContext(ctx, `SELECT id, "_deleted", `+t.fields+` FROM `+quote(d.Key)+` WHERE id IN (`+marks(len(part))+`)`, anys(part)...)
		if err != nil {
			return nil, translate(err)
		}
		err = eachRecord(rows, d, func(rec Record) error { found[rec.ID] = rec; return nil })
		if err != nil {
			return nil, err
		}
	}
	out := make([]Record, 0, len(found))
	for _, id := range ids {
		if rec, ok := found[id]; ok {
			out = append(out, rec)
		}
	}
	return out, nil
}

// Each calls f with every record of a register, deleted ones too, in the order of their IDs.
func (r reader) Each(ctx context.Context, d *schema.Def, f func(Record) error) error {
	t, err := r.s.tableOf(d)
	if err != nil {
		return err
	}
	rows, err := r.db.QueryContext(ctx, `SELECT id, "_deleted", `+t.fields+` FROM `+quote(d.Key)+` ORDER BY id`)
	if err != nil {
		return translate(err)
	}
	return eachRecord(rows, d, f)
}

// EachOf calls f with every living record of a register that meets the
// conditions, in the order of their IDs; only the named fields are read, the
// others are "".
func (r reader) EachOf(ctx context.Context, d *schema.Def, keys []string, f func(Record) error, where ...Condition) error {
	l, err := r.list(Query{Register: d.Key, Where: where})
	if err != nil {
		return err
	}
	columns := make([]string, len(keys))
	places := make([]int, len(keys))
	for i, key := range keys {
		if places[i] = d.Index(key); places[i] < 0 {
			return errs.New(errs.Internal, d.Label+"没有“"+key+"”这一栏")
		}
		columns[i] = quote(key)
	}
	rows, err := r.db.QueryContext(ctx, `SELECT id, `+strings.Join(columns, ", ")+` FROM `+quote(d.Key)+` WHERE `+l.where+` ORDER BY id`, l.args...)
	if err != nil {
		return translate(err)
	}
	defer rows.Close()
	sc := newScanner(d)
	dst := []any{&sc.id}
	for _, at := range places {
		dst = append(dst, sc.dst[2+at])
	}
	for rows.Next() {
		if err := rows.Scan(dst...); err != nil {
			return translate(err)
		}
		if err := f(sc.record()); err != nil {
			return err
		}
	}
	return translate(rows.Err())
}

func eachRecord(rows *sql.Rows, d *schema.Def, f func(Record) error) error {
	defer rows.Close()
	sc := newScanner(d)
	for rows.Next() {
		if err := rows.Scan(sc.dst...); err != nil {
			return translate(err)
		}
		if err := f(sc.record()); err != nil {
			return err
		}
	}
	return translate(rows.Err())
}

// Lookup returns living records whose field holds exactly the canonical value.
func (r reader) Lookup(ctx context.Context, d *schema.Def, key, value string) ([]Record, error) {
	t, err := r.s.tableOf(d)
	if err != nil {
		return nil, err
	}
	f := d.Field(key)
	if f == nil {
		return nil, errs.New(errs.Invalid, d.Label+"没有“"+key+"”这一栏").In(key)
	}
	rows, err := r.db.QueryContext(ctx, `SELECT id, "_deleted", `+t.fields+` FROM `+quote(d.Key)+` WHERE `+quote(key)+` = ? AND "_deleted" = 0 ORDER BY id`, stored(f, value))
	if err != nil {
		return nil, translate(err)
	}
	var out []Record
	err = eachRecord(rows, d, func(rec Record) error { out = append(out, rec); return nil })
	return out, err
}

// CountRefs returns how many living records refer to id by the field.
func (r reader) CountRefs(ctx context.Context, d *schema.Def, key string, id oplog.ID) (int, error) {
	var n int
	err := r.db.QueryRowContext(ctx, `SELECT count(*) FROM `+quote(d.Key)+` WHERE `+quote(key)+` = ? AND "_deleted" = 0`, int64(id)).Scan(&n)
	return n, translate(err)
}

// CountBy returns how many living records refer to each target by the field.
func (r reader) CountBy(ctx context.Context, d *schema.Def, key string, where ...Condition) (map[oplog.ID]int, error) {
	l, err := r.list(Query{Register: d.Key, Where: where})
	if err != nil {
		return nil, err
	}
	rows, err := r.db.QueryContext(ctx, `SELECT `+quote(key)+`, count(*) FROM `+quote(d.Key)+` WHERE `+l.where+` AND `+quote(key)+` IS NOT NULL GROUP BY 1`, l.args...)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	out := map[oplog.ID]int{}
	for rows.Next() {
		var id int64
		var n int
		if err := rows.Scan(&id, &n); err != nil {
			return nil, translate(err)
		}
		out[oplog.ID(id)] = n
	}
	return out, translate(rows.Err())
}

// Titles names records: by the short name if there is one, else by the texts of
// the register's title fields, a reference by the title of its target. Records that do not exist have no entry.
func (r reader) Titles(ctx context.Context, d *schema.Def, ids []oplog.ID) (map[oplog.ID]string, error) {
	return r.titles(ctx, d, ids, 4)
}

func (r reader) titles(ctx context.Context, d *schema.Def, ids []oplog.ID, depth int) (map[oplog.ID]string, error) {
	out := make(map[oplog.ID]string, len(ids))
	if len(ids) == 0 {
		return out, nil
	}
	records, err := r.FindMany(ctx, d, unique(ids))
	if err != nil {
		return nil, err
	}
	targets := map[string]map[oplog.ID]string{}
	for _, key := range d.Title {
		f := d.Field(key)
		if f == nil || f.Kind != schema.Ref || depth == 0 {
			continue
		}
		target, err := r.s.Def(f.Ref)
		if err != nil {
			return nil, err
		}
		var want []oplog.ID
		for _, rec := range records {
			if id, _ := oplog.ParseID(d.Get(rec.Values, key)); id != 0 {
				want = append(want, id)
			}
		}
		if targets[key], err = r.titles(ctx, target, want, depth-1); err != nil {
			return nil, err
		}
	}
	for _, rec := range records {
		if short := d.Get(rec.Values, d.Short); short != "" {
			out[rec.ID] = short
			continue
		}
		var parts []string
		for _, key := range d.Title {
			v := d.Get(rec.Values, key)
			if f := d.Field(key); f == nil {
				continue
			} else if f.Kind == schema.Ref {
				id, _ := oplog.ParseID(v)
				v = targets[key][id]
			} else {
				v = f.Show(v)
			}
			if v != "" {
				parts = append(parts, v)
			}
		}
		out[rec.ID] = strings.Join(parts, " ")
	}
	return out, nil
}

func unique(ids []oplog.ID) []oplog.ID {
	seen := make(map[oplog.ID]bool, len(ids))
	var out []oplog.ID
	for _, id := range ids {
		if !seen[id] {
			seen[id] = true
			out = append(out, id)
		}
	}
	return out
}

func chunks[T any](list []T, n int) [][]T {
	var out [][]T
	for len(list) > n {
		out, list = append(out, list[:n]), list[n:]
	}
	if len(list) > 0 {
		out = append(out, list)
	}
	return out
}

func marks(n int) string { return strings.TrimSuffix(strings.Repeat("?,", n), ",") }

func anys(ids []oplog.ID) []any {
	out := make([]any, len(ids))
	for i, id := range ids {
		out[i] = int64(id)
	}
	return out
}

// Knows reports whether a change is here.
func (r reader) Knows(ctx context.Context, change oplog.ID) (bool, error) {
	var known bool
	err := r.db.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM changes WHERE id = ?)`, int64(change)).Scan(&known)
	return known, translate(err)
}

// OpFields returns which row an operation is about and the fields that it set.
func (r reader) OpFields(ctx context.Context, id oplog.ID) (row oplog.ID, fields map[string]string, err error) {
	var n int64
	var body []byte
	if err := r.db.QueryRowContext(ctx, `SELECT row, body FROM ops WHERE id = ?`, int64(id)).Scan(&n, &body); err != nil {
		return 0, nil, translate(err)
	}
	var op oplog.Op
	if err := op.DecodeBody(body); err != nil {
		return 0, nil, err
	}
	return oplog.ID(n), op.Fields, nil
}
