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
	if err := x.noteQuestions(ctx, t); err != nil {
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
		titles, err := x.ledger.Titles(ctx, d, ids)
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

// noteQuestions finds out what the import leaves for a person to decide that is no
// field of a record, and names what only a person can find out about.
func (x *Exchange) noteQuestions(ctx context.Context, t *taken) error {
	if t.out.Changes == 0 {
		return nil
	}
	rest, err := x.noteAstray(ctx)
	if err != nil {
		return err
	}
	for _, u := range rest[:min(len(rest), 5)] {
		d, err := x.store().Def(u.Register)
		if err != nil {
			return err
		}
		title, err := x.title(ctx, d, u.ID)
		if err != nil {
			return err
		}
		t.warn(fmt.Sprintf("%s“%s”已在回收站里，但还有 %d 条记录在用它。请从回收站恢复它，或把那些记录改到别处。", d.Label, title, u.Uses))
	}
	return x.findGone(ctx, t)
}

// findGone finds who is in no register any more because several PCs deleted one
// each of the records of them.
func (x *Exchange) findGone(ctx context.Context, t *taken) error {
	var found []group
	for at, fate := range t.rows {
		d, err := x.store().Def(at.Register)
		if err != nil || folds(d) || fate != store.RowRemoved || len(found) >= 20 {
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
			if living > 0 {
				continue
			}
			q.Deleted = true
			ids, err := x.store().View(ctx, q)
			if err != nil {
				return err
			}
			ids = slices.Clone(ids)
			slices.Sort(ids)
			if ids = ids[:min(len(ids), mostGone)]; len(ids) < 2 || slices.ContainsFunc(found, func(g group) bool { return g.is(at.ID) }) {
				continue
			}
			if open, err := x.allGone(ctx, d, ids); err != nil {
				return err
			} else if open {
				found = append(found, group{d.Key, ids})
			}
		}
	}
	return x.noteGone(ctx, found)
}

// mostGone bounds how many records of one thing are laid side by side.
const mostGone = 4
