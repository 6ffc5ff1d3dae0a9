package packet

import (
	"context"
	"fmt"
	"slices"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// finish tells what all files together did.
func (x *Exchange) finish(ctx context.Context, t *taken, failed error, good int) error {
	if good == 0 {
		return failed
	}
	ctx = context.WithoutCancel(ctx) // what was taken in is told of, cancelled or not
	if t.forked {
		name := ""
		if info, err := x.store().Info(ctx); err == nil {
			name = info.PC
		}
		t.warn("发现另有一份“" + name + "”的数据在使用（可能是复制了数据文件夹或克隆了硬盘）。两边录入的内容都保留着；本机已改用新的身份。")
	}
	if err := x.fold(ctx); err != nil {
		return err
	}
	r, _, err := x.settle(ctx)
	if err != nil {
		return err
	}
	if t.out.Changes = t.changes; t.out.Changes > 0 {
		if t.out.Registers, err = x.incoming(ctx, t.rows); err != nil {
			return err
		}
	}
	if err := x.warnInUse(ctx, t); err != nil {
		return err
	}
	if err := x.warnGone(ctx, t); err != nil {
		return err
	}
	if t.out.Reviews, err = x.countReviews(ctx); err != nil {
		return err
	}
	if t.out.Twins, err = x.countTwins(ctx); err != nil {
		return err
	}
	if t.out.Gaps, err = x.gaps(ctx, r); err != nil {
		return err
	}
	return failed
}

// incoming lists what came in, register by register.
func (x *Exchange) incoming(ctx context.Context, rows map[store.Touched]store.RowFate) ([]Incoming, error) {
	var out []Incoming
	for _, d := range registers.All() {
		if d.Hidden {
			continue
		}
		in := Incoming{Register: d.Key, Label: d.Label}
		var ids []oplog.ID
		for at, fate := range rows {
			if at.Register != d.Key {
				continue
			}
			ids = append(ids, at.ID)
			switch fate {
			case store.RowNew:
				in.New++
			case store.RowRemoved:
				in.Removed++
			default:
				in.Changed++
			}
		}
		if len(ids) == 0 {
			continue
		}
		slices.Sort(ids)
		ids = ids[:min(len(ids), 200)]
		titles, err := x.store().Titles(ctx, d, ids)
		if err != nil {
			return nil, err
		}
		for _, id := range ids {
			in.Rows = append(in.Rows, IncomingRow{ID: id.String(), Title: titles[id], What: string(rows[store.Touched{Register: d.Key, ID: id}])})
		}
		out = append(out, in)
	}
	return out, nil
}

// warnInUse names what one PC deleted while another began to use it.
func (x *Exchange) warnInUse(ctx context.Context, t *taken) error {
	if t.out.Changes == 0 {
		return nil
	}
	list, err := x.store().DeletedInUse(ctx, 5)
	if err != nil {
		return err
	}
	for _, u := range list {
		d, err := x.store().Def(u.Register)
		if err != nil {
			return err
		}
		titles, err := x.store().Titles(ctx, d, []oplog.ID{u.ID})
		if err != nil {
			return err
		}
		t.warn(fmt.Sprintf("%s“%s”已在回收站里，但还有 %d 条记录在用它。请从回收站恢复它，或把那些记录改到别处。", d.Label, titles[u.ID], u.Uses))
	}
	return nil
}

// warnGone names who is in no register any more because two PCs deleted one each
// of two records of them.
func (x *Exchange) warnGone(ctx context.Context, t *taken) error {
	for at, fate := range t.rows {
		d, err := x.store().Def(at.Register)
		if err != nil || d.Hidden || fate != store.RowRemoved || len(t.out.Warnings) >= 20 {
			continue
		}
		rec, err := x.store().Find(ctx, d, at.ID)
		if err != nil {
			return err
		}
		for _, rule := range d.Same {
			q := store.Query{Register: d.Key}
			for _, key := range rule.Fields {
				if v := d.Get(rec.Values, key); v != "" {
					q.Where = append(q.Where, store.Condition{Field: key, Op: "eq", Value: v})
				}
			}
			if !rule.Certain || len(q.Where) < len(rule.Fields) {
				continue
			}
			living, err := x.store().Count(ctx, q)
			if err != nil {
				return err
			}
			q.Deleted = true
			if deleted, err := x.store().Count(ctx, q); err != nil {
				return err
			} else if living == 0 && deleted > 1 {
				titles, err := x.store().Titles(ctx, d, []oplog.ID{at.ID})
				if err != nil {
					return err
				}
				t.warn(fmt.Sprintf("%s“%s”的 %d 条记录现在都在回收站里，一条也没有留下。若还要，请从回收站恢复一条。", d.Label, titles[at.ID], deleted))
			}
		}
	}
	return nil
}
