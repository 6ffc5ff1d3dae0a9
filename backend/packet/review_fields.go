package packet

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

const emptyText = "（空）"

// reviewField shows a field that waits and its versions.
func (x *Exchange) reviewField(ctx context.Context, d *schema.Def, v store.Review, reveal bool) (ReviewField, error) {
	if f := d.Field(v.Field); f != nil {
		return x.versions(ctx, d, v.Row, f, v.Heads, reveal)
	}
	out := ReviewField{Key: v.Field, Label: "删除"}
	if v.Field == oplog.Void {
		out.Label = "作废原因"
	}
	for _, h := range v.Heads {
		version := versionOf(h)
		switch {
		case v.Field == oplog.Deleted && h.Value == "1":
			version.Shown = "删除"
		case v.Field == oplog.Deleted:
			var err error
			if version.Shown, err = x.keptFor(ctx, d, h.Op); err != nil {
				return out, err
			}
		default:
			version.Shown = h.Value
		}
		out.Versions = append(out.Versions, version)
	}
	return out, nil
}

func versionOf(h store.Head) Version {
	return Version{Op: h.Op.String(), Value: h.Value, Mine: h.Mine, Current: h.Current, Computer: h.PC, Operator: h.Operator, When: when(h.When.UnixMilli())}
}

// versions shows the values that a field of a record could have, as far as the
// caller may read that record.
func (x *Exchange) versions(ctx context.Context, d *schema.Def, row oplog.ID, f *schema.Field, heads []store.Head, reveal bool) (ReviewField, error) {
	out := ReviewField{Key: f.Key, Label: f.Label, Private: f.Private}
	rec, err := x.store().Find(ctx, d, row)
	if err != nil {
		return out, err
	}
	rights, err := x.ledger.Rights(ctx, d, []store.Record{rec})
	if err != nil {
		return out, err
	}
	hidden := rights.Hides(row, f.Key)
	for _, h := range heads {
		version := versionOf(h)
		values := make(schema.Values, len(d.Fields))
		values[d.Index(f.Key)] = h.Value
		texts, err := x.ledger.Texts(ctx, d, []store.Record{{ID: row, Values: values}}, []string{f.Key}, reveal)
		if err != nil {
			return out, err
		}
		version.Shown = rights.Show(row, f.Key, texts[0][0])
		if f.Private && !reveal || hidden {
			version.Value = version.Shown
		}
		if h.Value == "" {
			version.Shown = emptyText
		}
		out.Versions = append(out.Versions, version)
	}
	return out, nil
}

// keptFor says what the edit changed that stands against a deletion: the names of
// the fields, never the values.
func (x *Exchange) keptFor(ctx context.Context, d *schema.Def, edit oplog.ID) (string, error) {
	_, fields, err := x.store().OpFields(ctx, edit)
	if err != nil {
		return "", err
	}
	var labels []string
	for _, f := range d.Fields {
		if _, has := fields[f.Key]; has {
			labels = append(labels, f.Label)
		}
	}
	switch {
	case len(labels) == 0:
		return "保留", nil
	case len(labels) > 4:
		return fmt.Sprintf("保留（改了%s等 %d 项）", strings.Join(labels[:3], "、"), len(labels)), nil
	}
	return "保留（改了" + strings.Join(labels, "、") + "）", nil
}

// describeDeletion adds to the review of a deletion what was edited apart from it,
// beside what the deleter saw, and the record that this one was merged into.
func (x *Exchange) describeDeletion(ctx context.Context, d *schema.Def, v store.Review, r *Review, reveal bool) error {
	apart, err := x.store().EditedApart(ctx, v)
	if err != nil {
		return err
	}
	for _, f := range d.Fields {
		i := slices.IndexFunc(apart, func(a store.Apart) bool { return a.Field == f.Key })
		if i < 0 {
			continue
		}
		field, err := x.versions(ctx, d, v.Row, f, apart[i].Heads, reveal)
		if err != nil {
			return err
		}
		r.Fields = append(r.Fields, field)
	}
	into, err := x.mergedInto(ctx, d, v.Row)
	if err != nil || into == 0 {
		return err
	}
	if r.IntoTitle, err = x.title(ctx, d, into); err != nil {
		return err
	}
	r.Into = into.String()
	for i, version := range r.Fields[0].Versions {
		if version.Value == "1" {
			r.Fields[0].Versions[i].Shown = "并入了“" + r.IntoTitle + "”"
		}
	}
	return nil
}

// mergedInto follows merges from a record to the living one that stands for it
// now; zero where there is none.
func (x *Exchange) mergedInto(ctx context.Context, d *schema.Def, row oplog.ID) (oplog.ID, error) {
	if folds(d) {
		return 0, nil
	}
	seen := []oplog.ID{row}
	for {
		into, err := x.store().MergedInto(ctx, seen[len(seen)-1])
		if err != nil || into == 0 || slices.Contains(seen, into) {
			return 0, err
		}
		rec, err := x.store().Find(ctx, d, into)
		if err != nil {
			return 0, err
		}
		if !rec.Deleted {
			return into, nil
		}
		seen = append(seen, into)
	}
}
