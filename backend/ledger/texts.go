package ledger

import (
	"context"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// Texts returns what people read in each column of each record: labels of
// codes, titles of references, computed columns; private fields masked unless unmask.
func (l *Ledger) Texts(ctx context.Context, d *schema.Def, records []store.Record, columns []string, unmask bool) ([][]string, error) {
	return l.texts(ctx, d, records, columns, unmask, (*schema.Field).Show)
}

func (l *Ledger) texts(ctx context.Context, d *schema.Def, records []store.Record, columns []string, unmask bool, show func(*schema.Field, string) string) ([][]string, error) {
	titles, err := l.refTitles(ctx, d, records, columns)
	if err != nil {
		return nil, err
	}
	rights, err := l.Rights(ctx, d, records)
	if err != nil {
		return nil, err
	}
	today := l.Store.Today()
	out := make([][]string, len(records))
	for i, r := range records {
		row := make([]string, len(columns))
		for j, key := range columns {
			f := d.Field(key)
			switch {
			case f == nil:
				v := d.Computed(key)
				if v == nil {
					return nil, errs.New(errs.Invalid, d.Label+"没有“"+key+"”这一列").In(key)
				}
				row[j] = v.Of(d.Getter(r.Values), today)
			case rights.Hides(r.ID, key):
				row[j] = rights.Show(r.ID, key, d.Get(r.Values, key))
			case f.Private && !unmask:
				row[j] = f.Masked(d.Get(r.Values, key))
			case f.Kind == schema.Ref:
				row[j] = titles[d.Get(r.Values, key)]
			default:
				row[j] = show(f, d.Get(r.Values, key))
			}
		}
		out[i] = row
	}
	return out, nil
}

// refTitles returns the titles of everything that the columns of the records refer to, by the text of the ID.
func (l *Ledger) refTitles(ctx context.Context, d *schema.Def, records []store.Record, columns []string) (map[string]string, error) {
	want := map[string][]oplog.ID{}
	for _, key := range columns {
		f := d.Field(key)
		if f == nil || f.Kind != schema.Ref {
			continue
		}
		for _, r := range records {
			if id, _ := oplog.ParseID(d.Get(r.Values, key)); id != 0 {
				want[f.Ref] = append(want[f.Ref], id)
			}
		}
	}
	out := map[string]string{}
	for register, list := range want {
		target, err := l.Store.Def(register)
		if err != nil {
			return nil, err
		}
		titles, err := l.Titles(ctx, target, list)
		if err != nil {
			return nil, err
		}
		for id, title := range titles {
			out[id.String()] = title
		}
		for _, id := range list {
			if out[id.String()] == "" {
				out[id.String()] = "（还没有收到）"
			}
		}
	}
	return out, nil
}

// detailColumns are the columns that tell namesakes apart in a short line.
func detailColumns(d *schema.Def) []string {
	var out []string
	for _, key := range d.List {
		inTitle := false
		for _, t := range d.Title {
			inTitle = inTitle || t == key
		}
		if !inTitle && len(out) < 8 {
			out = append(out, key)
		}
	}
	return out
}

// describe returns title and a short line for each record, in order.
func (l *Ledger) describe(ctx context.Context, d *schema.Def, records []store.Record) ([]RelatedRow, error) {
	list := make([]oplog.ID, len(records))
	for i, r := range records {
		list[i] = r.ID
	}
	titles, err := l.Titles(ctx, d, list)
	if err != nil {
		return nil, err
	}
	texts, err := l.texts(ctx, d, records, detailColumns(d), false, (*schema.Field).Brief)
	if err != nil {
		return nil, err
	}
	out := make([]RelatedRow, len(records))
	for i, r := range records {
		var parts []string
		for _, t := range texts[i] {
			if t != "" && len(parts) < 4 {
				parts = append(parts, t)
			}
		}
		out[i] = RelatedRow{ID: r.ID.String(), Title: titles[r.ID], Detail: strings.Join(parts, " · ")}
	}
	return out, nil
}

// Describe returns title and short line of the named records, missing ones left out.
func (l *Ledger) Describe(ctx context.Context, d *schema.Def, list []oplog.ID) ([]RelatedRow, error) {
	records, err := l.Store.FindMany(ctx, d, list)
	if err != nil {
		return nil, err
	}
	return l.describe(ctx, d, records)
}
