package ledger

import (
	"context"
	"encoding/json"
	"io"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/sheet"
	"chengzhuan/backend/store"
)

// Export says what goes into a file and how.
type Export struct {
	Query   ListQuery
	IDs     []string // only these records, in this order; empty: all of the query
	Columns []string // empty: all fields and derived columns
	Format  string   // xlsx, csv or json
	Unmask  bool     // private columns in full; logged
}

// exportPart is how many records are turned into texts at a time.
const exportPart = 500

// Export writes records to w and returns how many.
func (l *Ledger) Export(ctx context.Context, e Export, w io.Writer, progress func(done, total int)) (int, error) {
	d, err := l.Store.Def(e.Query.Register)
	if err != nil {
		return 0, err
	}
	list, err := l.exportIDs(ctx, e)
	if err != nil {
		return 0, err
	}
	columns := e.Columns
	if len(columns) == 0 {
		columns = allColumns(d)
	}
	titles, private, err := exportColumns(d, columns)
	if err != nil {
		return 0, err
	}
	if e.Unmask && len(private) > 0 {
		if err := l.Store.LogAccess(ctx, store.Access{Action: "导出", Register: d.Key, What: strings.Join(private, "、"), Rows: len(list)}); err != nil {
			return 0, err
		}
	}
	rows := func(yield func([]string) bool) error {
		done := 0
		for from := 0; from < len(list); from += exportPart {
			part := list[from:min(from+exportPart, len(list))]
			records, err := l.Store.FindMany(ctx, d, part)
			if err != nil {
				return err
			}
			texts, err := l.Texts(ctx, d, records, columns, e.Unmask)
			if err != nil {
				return err
			}
			for _, t := range texts {
				if !yield(t) {
					return nil
				}
			}
			if done += len(part); progress != nil {
				progress(done, len(list))
			}
		}
		return nil
	}
	out := sheet.Out{Title: d.Label, Columns: titles, Rows: rows}
	switch e.Format {
	case "xlsx":
		err = sheet.WriteXLSX(ctx, w, out)
	case "csv":
		err = sheet.WriteCSV(ctx, w, out)
	case "json":
		err = writeJSON(w, columns, rows)
	default:
		return 0, errs.New(errs.Invalid, "不认识的导出格式“"+e.Format+"”").In("format").Do("可选 xlsx、csv 或 json")
	}
	return len(list), err
}

func (l *Ledger) exportIDs(ctx context.Context, e Export) ([]oplog.ID, error) {
	if len(e.IDs) > 0 {
		return ids(e.IDs)
	}
	q, err := l.Query(ctx, e.Query)
	if err != nil {
		return nil, err
	}
	return l.Store.View(ctx, q)
}

func allColumns(d *schema.Def) []string {
	var out []string
	for _, f := range d.Fields {
		out = append(out, f.Key)
	}
	for _, v := range d.Derived {
		out = append(out, v.Key)
	}
	return out
}

// exportColumns returns the columns of a file and the labels of the private ones.
func exportColumns(d *schema.Def, keys []string) (out []sheet.Column, private []string, err error) {
	for _, key := range keys {
		label, ok := d.Column(key)
		if !ok {
			return nil, nil, errs.New(errs.Invalid, d.Label+"没有“"+key+"”这一列").In(key)
		}
		c := sheet.Column{Title: label}
		if f := d.Field(key); f != nil {
			switch f.Kind {
			case schema.Date:
				c.Kind = sheet.OutDate
			case schema.Integer:
				c.Kind = sheet.OutInt
			case schema.Decimal, schema.Money, schema.Tenths:
				c.Kind = sheet.OutNumber
			case schema.Note:
				c.Width = 40
			}
			if f.Private {
				private = append(private, f.Label)
			}
		}
		out = append(out, c)
	}
	return out, private, nil
}

// writeJSON writes one array of objects, keyed by field.
func writeJSON(w io.Writer, columns []string, rows func(func([]string) bool) error) error {
	first := true
	var failed error
	write := func(s string) {
		if failed == nil {
			_, failed = io.WriteString(w, s)
		}
	}
	write("[")
	err := rows(func(texts []string) bool {
		if !first {
			write(",")
		}
		first = false
		write("\n{")
		for i, key := range columns {
			if i > 0 {
				write(",")
			}
			k, _ := json.Marshal(key)
			v, _ := json.Marshal(texts[i])
			write(string(k) + ":" + string(v))
		}
		write("}")
		return failed == nil
	})
	write("\n]\n")
	if err == nil && failed != nil {
		err = errs.Wrap(errs.Disk, failed, "写文件失败").Do("请检查磁盘或优盘，然后再试")
	}
	return err
}

// Copy returns the rows as tab separated text with a header, as Excel takes it from the clipboard.
func (l *Ledger) Copy(ctx context.Context, q ListQuery, list []string) (string, error) {
	d, err := l.Store.Def(q.Register)
	if err != nil {
		return "", err
	}
	keys, err := l.exportIDs(ctx, Export{Query: q, IDs: list})
	if err != nil {
		return "", err
	}
	if len(keys) > 20000 {
		return "", errs.New(errs.Invalid, "一次最多复制 20000 行").Do("请先筛选，或用“导出”")
	}
	columns := q.Columns
	if len(columns) == 0 {
		columns = d.List
	}
	records, err := l.Store.FindMany(ctx, d, keys)
	if err != nil {
		return "", err
	}
	texts, err := l.Texts(ctx, d, records, columns, false)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	var head []string
	for _, key := range columns {
		label, _ := d.Column(key)
		head = append(head, label)
	}
	for _, row := range append([][]string{head}, texts...) {
		for i, t := range row {
			if i > 0 {
				b.WriteByte('\t')
			}
			if t != "" && strings.ContainsRune("=+-@", rune(t[0])) { // Excel would run it
				t = "'" + t
			}
			if strings.ContainsAny(t, "\t\n\"") {
				t = `"` + strings.ReplaceAll(t, `"`, `""`) + `"`
			}
			b.WriteString(t)
		}
		b.WriteString("\r\n")
	}
	return b.String(), nil
}
