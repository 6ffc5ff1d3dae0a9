package packet

import (
	"context"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// mostAstray bounds how many merged records, and how many references to one, are looked for at once.
const mostAstray = 200

// strays returns merged records that others refer to still, with the one that
// stands for each; rest are deleted records in use for which none stands.
func (x *Exchange) strays(ctx context.Context) (merged map[oplog.ID]oplog.ID, order, rest []store.InUse, err error) {
	list, err := x.store().DeletedInUse(ctx, mostAstray)
	if err != nil {
		return nil, nil, nil, err
	}
	merged = map[oplog.ID]oplog.ID{}
	for _, u := range list {
		d, err := x.store().Def(u.Register)
		if err != nil {
			return nil, nil, nil, err
		}
		into, err := x.mergedInto(ctx, d, u.ID)
		if err != nil {
			return nil, nil, nil, err
		}
		if into == 0 {
			rest = append(rest, u)
			continue
		}
		merged[u.ID] = into
		order = append(order, u)
	}
	return merged, order, rest, nil
}

// noteAstray remembers whether there are any, and returns the deleted records in
// use that no merge explains.
func (x *Exchange) noteAstray(ctx context.Context) ([]store.InUse, error) {
	_, order, rest, err := x.strays(ctx)
	if err != nil {
		return nil, err
	}
	note := ""
	if len(order) > 0 {
		note = "1"
	}
	return rest, x.store().Remember(ctx, astrayKey, note)
}

// astray are the reviews of records that were merged while another PC began to refer to them.
func (x *Exchange) astray(ctx context.Context, only string) ([]Review, error) {
	note, err := x.store().Recall(ctx, astrayKey)
	if err != nil || note == "" {
		return nil, err
	}
	merged, order, _, err := x.strays(ctx)
	if err != nil {
		return nil, err
	}
	var out []Review
	for _, u := range order {
		id := reviewID(u.ID, ReviewMerged)
		if only != "" && only != id {
			continue
		}
		d, err := x.store().Def(u.Register)
		if err != nil {
			return nil, err
		}
		r := Review{ID: id, Register: d.Key, RegisterLabel: d.Label, Row: u.ID.String(), Field: ReviewMerged, Label: "指向已合并的记录", Into: merged[u.ID].String()}
		if r.Title, err = x.title(ctx, d, u.ID); err != nil {
			return nil, err
		}
		if r.IntoTitle, err = x.title(ctx, d, merged[u.ID]); err != nil {
			return nil, err
		}
		if r.Refs, err = x.references(ctx, d, u.ID); err != nil {
			return nil, err
		}
		out = append(out, r)
	}
	return out, nil
}

// eachReference calls f with every field of a register that refers to records of d.
func eachReference(d *schema.Def, f func(*schema.Def, *schema.Field) error) error {
	for _, other := range registers.All() {
		for _, field := range other.Fields {
			if field.Ref == d.Key {
				if err := f(other, field); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// references lists the records that refer to one.
func (x *Exchange) references(ctx context.Context, d *schema.Def, id oplog.ID) ([]Reference, error) {
	var out []Reference
	err := eachReference(d, func(other *schema.Def, f *schema.Field) error {
		found, err := x.store().Lookup(ctx, other, f.Key, id.String())
		if err != nil {
			return err
		}
		var ids []oplog.ID
		for _, rec := range found[:min(len(found), mostAstray-len(out))] {
			ids = append(ids, rec.ID)
		}
		rows, err := x.ledger.Describe(ctx, other, ids)
		if err != nil {
			return err
		}
		for _, row := range rows {
			out = append(out, Reference{Register: other.Key, RegisterLabel: other.Label, Row: row.ID, Title: row.Title, Label: f.Label})
		}
		return nil
	})
	return out, err
}

// repoint makes everything that refers to one record refer to another, each an
// ordinary edit with its history. The other one does not come to refer to itself.
func repoint(ctx context.Context, tx *store.Tx, d *schema.Def, from, to oplog.ID) error {
	return eachReference(d, func(other *schema.Def, f *schema.Field) error {
		found, err := tx.Lookup(ctx, other, f.Key, from.String())
		if err != nil {
			return err
		}
		for _, rec := range found {
			switch {
			case rec.ID == from && other == d:
				continue
			case other.Entries:
				err = tx.Repoint(other, rec.ID, f.Key, to)
			case rec.ID == to && other == d:
				_, err = tx.Update(other, rec.ID, map[string]string{f.Key: ""})
			default:
				_, err = tx.Update(other, rec.ID, map[string]string{f.Key: to.String()})
			}
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// repointTo answers a ReviewMerged: what refers to the merged record refers to the one that stands for it.
func (x *Exchange) repointTo(ctx context.Context, r Review, take string) error {
	if take != "repoint" {
		return errs.New(errs.Invalid, "这一处是指向已合并的记录").Do("写 repoint，就都改为指向合并后的那条；要指向别的，请打开那些记录去改")
	}
	d, err := x.store().Def(r.Register)
	if err != nil {
		return err
	}
	from, err := oplog.ParseID(r.Row)
	if err != nil {
		return err
	}
	to, err := oplog.ParseID(r.Into)
	if err != nil {
		return err
	}
	_, err = x.store().Write(ctx, store.Meta{Kind: "update", Note: "改为指向合并后的" + d.Label}, func(tx *store.Tx) error {
		if rec, err := tx.Find(ctx, d, to); err != nil {
			return err
		} else if rec.Deleted {
			return errs.New(errs.Conflict, "合并后的那条刚刚进了回收站").Do("请刷新“待确认”再看")
		}
		return repoint(ctx, tx, d, from, to)
	})
	if err != nil {
		return err
	}
	_, err = x.noteAstray(ctx)
	return err
}
