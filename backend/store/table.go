package store

import (
	"database/sql"
	"fmt"
	"strconv"
	"strings"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
)

// table is a register's place in the database: a column per field, one more
// for the pinyin order of searchable names, and the deletion mark.
type table struct {
	def    *schema.Def
	id     int64 // number in register_ids
	insert string
	bulk   *bulk
	fields string // quoted columns in the order of the fields
	pinyin []int  // positions of fields with a pinyin column
}

func newTable(d *schema.Def) *table {
	t := &table{def: d}
	cols := []string{"id", `"_deleted"`}
	var names []string
	for i, f := range d.Fields {
		names = append(names, quote(f.Key))
		if f.Pinyin() {
			t.pinyin = append(t.pinyin, i)
		}
	}
	cols = append(cols, names...)
	for _, i := range t.pinyin {
		cols = append(cols, quote(pinyinColumn(d.Fields[i])))
	}
	t.fields = strings.Join(names, ", ")
	t.bulk = newBulk("INSERT INTO "+quote(d.Key)+" ("+strings.Join(cols, ", ")+")", len(cols))
	t.insert = t.bulk.one
	return t
}

func quote(name string) string { return `"` + name + `"` }

func pinyinColumn(f *schema.Field) string { return f.Key + "_py" }

// numeric reports whether a field is stored as an integer.
func numeric(f *schema.Field) bool {
	return f.Kind == schema.Integer || f.Kind == schema.Money || f.Kind == schema.Tenths || f.Kind == schema.Ref
}

// stored turns canonical text into the column's value.
func stored(f *schema.Field, v string) any {
	if !numeric(f) {
		return v
	}
	if v == "" {
		return nil
	}
	if f.Kind == schema.Ref {
		id, _ := oplog.ParseID(v)
		return int64(id)
	}
	n, _ := strconv.ParseInt(v, 10, 64)
	return n
}

// values reads a row's fields; the columns start at dst[0].
type scanner struct {
	def   *schema.Def
	id    int64
	gone  int64
	texts []sql.NullString
	ints  []sql.NullInt64
	dst   []any
}

func newScanner(d *schema.Def) *scanner {
	s := &scanner{def: d, texts: make([]sql.NullString, len(d.Fields)), ints: make([]sql.NullInt64, len(d.Fields))}
	s.dst = []any{&s.id, &s.gone}
	for i, f := range d.Fields {
		if numeric(f) {
			s.dst = append(s.dst, &s.ints[i])
		} else {
			s.dst = append(s.dst, &s.texts[i])
		}
	}
	return s
}

func (s *scanner) record() Record {
	v := make(schema.Values, len(s.def.Fields))
	for i, f := range s.def.Fields {
		switch {
		case !numeric(f):
			v[i] = s.texts[i].String
		case !s.ints[i].Valid:
		case f.Kind == schema.Ref:
			v[i] = oplog.ID(s.ints[i].Int64).String()
		default:
			v[i] = strconv.FormatInt(s.ints[i].Int64, 10)
		}
	}
	return Record{ID: oplog.ID(s.id), Values: v, Deleted: s.gone != 0}
}

// sortKey is the pinyin order of a text.
func sortKey(v string) string {
	if v == "" {
		return ""
	}
	return readings(v).Sort
}

// Draft returns the SQL that creates the tables of the registers, or adds what
// a table lacks compared with have (columns by table). A human reads it,
// commits it as the next migration, and a test compares the two for ever.
func Draft(defs []*schema.Def, have map[string][]string) string {
	var b strings.Builder
	for _, d := range defs {
		columns := Columns(d)
		old, exists := have[d.Key]
		if exists {
			for _, c := range columns {
				if !contains(old, c.Name) {
					fmt.Fprintf(&b, "ALTER TABLE %s ADD COLUMN %s %s;\n", quote(d.Key), quote(c.Name), c.Type)
				}
			}
			continue
		}
		fmt.Fprintf(&b, "CREATE TABLE %s ( -- %s\n  id INTEGER PRIMARY KEY", quote(d.Key), d.Label)
		for _, c := range columns {
			fmt.Fprintf(&b, ",\n  %s %s", quote(c.Name), c.Type)
		}
		b.WriteString("\n);\n")
		for _, f := range d.Fields {
			if f.Pinyin() && f.Key == d.Sort {
				fmt.Fprintf(&b, "CREATE INDEX %s ON %s (%s, id) WHERE \"_deleted\" = 0;\n", quote(d.Key+"_"+pinyinColumn(f)), quote(d.Key), quote(pinyinColumn(f)))
			}
			if f.Indexed() {
				partial := ""
				switch {
				case numeric(f):
					partial = " WHERE " + quote(f.Key) + " IS NOT NULL"
				case f.Kind == schema.Codes:
					partial = " WHERE " + quote(f.Key) + " <> ''"
				}
				fmt.Fprintf(&b, "CREATE INDEX %s ON %s (%s)%s;\n", quote(d.Key+"_"+f.Key), quote(d.Key), quote(f.Key), partial)
			}
		}
		b.WriteString("\n")
	}
	return b.String()
}

// Column is one column that a register needs besides id.
type Column struct{ Name, Type string }

// Columns returns the columns of a register's table, in order.
func Columns(d *schema.Def) []Column {
	out := []Column{{"_deleted", "INTEGER NOT NULL DEFAULT 0"}}
	for _, f := range d.Fields {
		if numeric(f) {
			out = append(out, Column{f.Key, "INTEGER"})
		} else {
			out = append(out, Column{f.Key, "TEXT NOT NULL DEFAULT ''"})
		}
	}
	for _, f := range d.Fields {
		if f.Pinyin() {
			out = append(out, Column{pinyinColumn(f), "TEXT NOT NULL DEFAULT ''"})
		}
	}
	return out
}

func contains(list []string, s string) bool {
	for _, x := range list {
		if x == s {
			return true
		}
	}
	return false
}
