package packet

import (
	"context"
	"slices"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// Rename gives a PC of the roster another name.
func (x *Exchange) Rename(ctx context.Context, computer, name string) error {
	unlock, err := x.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	if name, err = computerName(name); err != nil {
		return err
	}
	r, _, err := x.settle(ctx)
	if err != nil {
		return err
	}
	m := r.self
	if computer != "" {
		if m, err = r.byID(computer); err != nil {
			return err
		}
	}
	if slices.ContainsFunc(r.members, func(o *member) bool { return o.rec.Name == name && o != m && o.rec.Removed == "" }) {
		return errs.New(errs.Conflict, "名册里已经有叫“"+name+"”的电脑").In("name").Do("请换一个名称")
	}
	_, err = x.store().Write(ctx, store.Meta{Kind: "sync", Note: "电脑“" + m.rec.Name + "”改名为“" + name + "”"}, func(tx *store.Tx) error {
		return m.each(func(id oplog.ID) error {
			_, err := tx.Update(registers.Computers.Def, id, map[string]string{"name": name})
			return err
		})
	})
	if err != nil {
		return err
	}
	return x.renamed(ctx)
}

// Remove takes a PC out of the book: packets it makes from now on are refused,
// and it cannot read new ones.
func (x *Exchange) Remove(ctx context.Context, computer string) error {
	unlock, err := x.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	r, _, err := x.settle(ctx)
	if err != nil {
		return err
	}
	m, err := r.byID(computer)
	if err != nil {
		return err
	}
	switch {
	case m == r.self:
		return errs.New(errs.Denied, "不能移出本机").Do("请在另一台电脑上移出它")
	case m.rec.Removed != "":
		return errs.New(errs.Conflict, "“"+m.rec.Name+"”已经移出了")
	}
	_, err = x.store().Write(ctx, store.Meta{Kind: "sync", Note: "把电脑“" + m.rec.Name + "”移出名册"}, func(tx *store.Tx) error {
		return m.each(func(id oplog.ID) error {
			_, err := tx.Update(registers.Computers.Def, id, map[string]string{"removed": string(cn.Today(x.store().Now()))})
			return err
		})
	})
	return err
}
