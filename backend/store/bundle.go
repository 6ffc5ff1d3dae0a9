package store

import (
	"bytes"
	"context"
	"slices"
	"strconv"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// Bundled is one record as EachBundled reads it; it is good until the next one.
type Bundled struct {
	ID     oplog.ID
	fields [][]byte
	left   int
	pack   *Pack // that the record is read from; nil: a bundle
	row    int   // its place in the pack
}

// Bytes returns the canonical text of the nth field that was asked for, of a
// reference and a number the decimal digits; the caller must not keep it.
func (b *Bundled) Bytes(n int) []byte {
	if b.pack != nil {
		return b.pack.columns[n].text(b.row)
	}
	return b.fields[n]
}

// Text is Bytes as a text that may be kept; of a bundle keep makes it, so that what comes
// again and again need not be made each time.
func (b *Bundled) Text(n int, keep func([]byte) string) string {
	if b.pack != nil {
		return b.pack.columns[n].kept(b.row)
	}
	return keep(b.fields[n])
}

// Alike returns a number, more than 0, that all records of one pack have in common whose
// fields from … to are the same, and no others; 0 where there is none.
func (b *Bundled) Alike(from, to int) (key uint64) {
	if b.pack == nil {
		return 0
	}
	for i := from; i <= to; i++ {
		c := &b.pack.columns[i]
		if key > 1<<62/uint64(c.count) {
			return 0
		}
		key = key*uint64(c.count) + uint64(c.slot(b.row))
	}
	return key + 1
}

// Left returns how many more records of the same bundle or pack follow.
func (b *Bundled) Left() int { return b.left }

// Ref returns what the nth field refers to, 0 where it refers to nothing.
func (b *Bundled) Ref(n int) oplog.ID {
	if b.pack != nil {
		return oplog.ID(b.pack.columns[n].number(b.row))
	}
	return oplog.ID(decimal(b.fields[n]))
}

func decimal(text []byte) (n int64) {
	for _, c := range text {
		n = n*10 + int64(c-'0')
	}
	return n
}

// valueEnd stands between the values of a bundle. In SQL it is a text: a blob would be
// turned into one for every value.
const (
	valueEnd    = "\x1f"
	valueEndSQL = "'" + valueEnd + "'"
)

// EachBundled is EachOf for hundreds of thousands of records: those with one value in
// the field by, an indexed text, cross the driver as one text for each field that is
// asked for; with by "" all do. They come in the order of by; only the named fields
// are read.
func (r reader) EachBundled(ctx context.Context, d *schema.Def, by string, keys []string, f func(*Bundled) error, where ...Condition) error {
	l, err := r.list(Query{Register: d.Key, Where: where})
	if err != nil {
		return err
	}
	if field := d.Field(by); by != "" && (field == nil || numeric(field) || !field.Indexed()) {
		return errs.New(errs.Internal, d.Label+"的“"+by+"”不能用来成束读取")
	}
	query := "SELECT ''"
	if by != "" {
		query = "SELECT " + quote(by)
	}
	query += ", count(*), group_concat(id, " + valueEndSQL + ")"
	for _, key := range keys {
		field, column := d.Field(key), quote(key)
		if field == nil {
			return errs.New(errs.Internal, d.Label+"没有“"+key+"”这一栏")
		}
		if numeric(field) {
			column = "ifnull(" + column + ", '')"
		}
		query += ", group_concat(" + column + ", " + valueEndSQL + ")"
	}
	// With a plus before it the first condition, which nearly every record meets, leads into no index.
	query += " FROM " + quote(d.Key) + " WHERE +" + l.where
	if by != "" {
		query += " GROUP BY 1 ORDER BY 1"
	}
	rows, err := r.db.QueryContext(ctx, query, l.args...)
	if err != nil {
		return translate(err)
	}
	defer rows.Close()
	var odd []string // values of by in whose bundle a text holds the sign that divides
	var value []byte
	var n int
	columns := make([][]byte, 1+len(keys))
	dst := []any{&value, &n}
	for i := range columns {
		dst = append(dst, &columns[i])
	}
	rec := Bundled{fields: make([][]byte, len(keys))}
	for rows.Next() {
		if err := rows.Scan(dst...); err != nil {
			return translate(err)
		}
		if slices.ContainsFunc(columns, func(c []byte) bool { return bytes.Count(c, []byte(valueEnd)) != max(n-1, 0) }) {
			odd = append(odd, string(value))
			continue
		}
		for ; n > 0; n-- {
			for i := range columns {
				var text []byte
				if text, columns[i] = cutValue(columns[i]); i == 0 {
					rec.ID = oplog.ID(decimal(text))
				} else {
					rec.fields[i-1] = text
				}
			}
			rec.left = n - 1
			if err := f(&rec); err != nil {
				return err
			}
		}
	}
	rec.left = 0
	if err := translate(rows.Err()); err != nil {
		return err
	}
	return r.eachOdd(ctx, d, by, odd, keys, f, where)
}

func cutValue(text []byte) (value, rest []byte) {
	if i := bytes.IndexByte(text, valueEnd[0]); i >= 0 {
		return text[:i], text[i+1:]
	}
	return text, nil
}

// eachOdd reads the records that no bundle can hold one by one.
func (r reader) eachOdd(ctx context.Context, d *schema.Def, by string, values, keys []string, f func(*Bundled) error, where []Condition) error {
	rec := Bundled{fields: make([][]byte, len(keys))}
	for _, value := range values {
		these := where
		all := keys
		if by != "" {
			these, all = append(where[:len(where):len(where)], Condition{Field: by, Op: "eq", Value: value}), append([]string{by}, keys...)
		}
		err := r.EachOf(ctx, d, all, func(got Record) error {
			if d.Get(got.Values, by) != value { // a month finds its days too
				return nil
			}
			rec.ID = got.ID
			for i, key := range keys {
				text := d.Get(got.Values, key)
				if d.Field(key).Kind == schema.Ref && text != "" {
					id, err := oplog.ParseID(text)
					if err != nil {
						return err
					}
					text = strconv.FormatInt(int64(id), 10)
				}
				rec.fields[i] = []byte(text)
			}
			return f(&rec)
		}, these...)
		if err != nil {
			return err
		}
	}
	return nil
}
