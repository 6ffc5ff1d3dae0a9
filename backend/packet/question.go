package packet

import (
	"context"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// question returns what this PC asks since it found its data copied: whether it is
// the PC whose data these were, or another one. It stays until it is answered, here
// or by what others say of the two; ok is false where there is none.
func (x *Exchange) question(ctx context.Context, r *roster) (q Question, ok bool, err error) {
	_, own := r.keyOf(r.own[0])
	if own == nil || own.rec.CopyOf == 0 || own.rec.SameAs != 0 || own.rec.Removed != "" {
		return q, false, nil
	}
	answer, err := x.store().Recall(ctx, answeredKey+r.own[0])
	if err != nil || answer != "" {
		return q, false, err
	}
	m, k := r.byRecord(own.rec.CopyOf)
	if m == nil || m == r.self || m.rec.Removed != "" || k != m.last() {
		return q, false, nil // taken out, or somebody else is it
	}
	return Question{
		Computer: m.id.String(), Name: m.rec.Name,
		Text: "本机的数据原来属于“" + m.rec.Name + "”，本机现在暂时叫“" + r.self.rec.Name + "”。",
		Yes:  "本机就是“" + m.rec.Name + "”（改过名字、换过硬盘，或文件夹搬到了这里）",
		No:   "“" + m.rec.Name + "”还在别处使用，本机是另一台",
	}, true, nil
}

// Same says that two PCs of the roster are one, which goes on under the keys of the
// later one; of "" and another that this PC is that other one. Their records stay:
// Apart takes it back.
func (x *Exchange) Same(ctx context.Context, computer, as string) error {
	unlock, err := x.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	r, _, err := x.settle(ctx)
	if err != nil {
		return err
	}
	later := r.self
	if computer != "" {
		if later, err = r.byID(computer); err != nil {
			return err
		}
	}
	earlier, err := r.byID(as)
	if err != nil {
		return err
	}
	if computer != "" && later.olderThan(earlier) {
		later, earlier = earlier, later
	}
	if err := r.mayJoin(later, earlier); err != nil {
		return err
	}
	note := "电脑“" + later.rec.Name + "”就是“" + earlier.rec.Name + "”"
	if err := x.setSame(ctx, note, later.keys[0], earlier.last().ids[0]); err != nil {
		return err
	}
	return x.renamed(ctx)
}

// olderThan reports which of two PCs was there first: a copy comes after what it
// was copied from.
func (m *member) olderThan(o *member) bool {
	switch {
	case o.is(m.keys[0].rec.CopyOf):
		return false
	case m.is(o.keys[0].rec.CopyOf):
		return true
	}
	return compareAge(m.rec, m.id, o.rec, o.id) < 0
}

// mayJoin refuses what makes no sense or would take a PC from another.
func (r *roster) mayJoin(later, earlier *member) error {
	if later == earlier {
		return errs.New(errs.Conflict, "名册里它们已经是同一台电脑")
	}
	for _, m := range []*member{earlier, later} {
		if m.rec.Removed == "" {
			continue
		}
		if m == r.self {
			return errs.New(errs.Denied, "本机已在 "+string(m.rec.Removed)+" 移出名册").Do("请先在本机“重新申请加入”（packet join）")
		}
		return errs.New(errs.Denied, "“"+m.rec.Name+"”已在 "+string(m.rec.Removed)+" 移出名册，不能再说是它").Do("若它还要使用，请在它上面“重新申请加入”（packet join）")
	}
	// A copy of a key that another copy goes on from is a PC of its own.
	if m, k := r.byRecord(later.keys[0].rec.CopyOf); m == earlier && k != m.last() {
		return errs.New(errs.Conflict, "已有另一台电脑认作“"+earlier.rec.Name+"”（指纹 "+earlier.fingerprint()+"）").
			Do("若那是弄错了，请先在名册里说它“不是同一台”（packet apart）")
	}
	return nil
}

// Apart takes back that a PC is the same as another. A record names the key from
// which on it is another PC; the first record of a PC parts all of its keys. For ""
// this PC is another one than that whose data it was copied from: that answers its question.
func (x *Exchange) Apart(ctx context.Context, computer string) error {
	unlock, err := x.lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	r, _, err := x.settle(ctx)
	if err != nil {
		return err
	}
	if computer == "" {
		_, own := r.keyOf(r.own[0])
		if own.rec.SameAs != 0 {
			if err := x.setSame(ctx, "电脑“"+own.rec.Name+"”是另一台电脑", own, 0); err != nil {
				return err
			}
		}
		if err := x.store().Remember(ctx, answeredKey+r.own[0], "other"); err != nil {
			return err
		}
		return x.renamed(ctx)
	}
	m, err := r.byID(computer)
	if err != nil {
		return err
	}
	if len(m.keys) == 1 {
		return errs.New(errs.Conflict, "名册里没有别的电脑和“"+m.rec.Name+"”算作同一台")
	}
	_, from := r.byRecord(mustID(computer))
	for _, k := range m.keys {
		if k != from && from != m.keys[0] {
			continue
		}
		if err := x.setSame(ctx, "电脑“"+k.rec.Name+"”和“"+m.rec.Name+"”不是同一台", k, 0); err != nil {
			return err
		}
	}
	return x.renamed(ctx)
}

// mustID reads an ID that byID has found.
func mustID(text string) oplog.ID {
	id, _ := oplog.ParseID(text)
	return id
}

// setSame writes what a key is a later one of into all of its records; 0: of none.
func (x *Exchange) setSame(ctx context.Context, note string, k *key, as oplog.ID) error {
	text := ""
	if as != 0 {
		text = as.String()
	}
	_, err := x.store().Write(ctx, store.Meta{Kind: "sync", Note: note}, func(tx *store.Tx) error {
		for _, id := range k.ids {
			if _, err := tx.Update(registers.Computers.Def, id, map[string]string{"same_as": text}); err != nil {
				return err
			}
		}
		return nil
	})
	return err
}

// renamed shows the names of the roster after it was altered.
func (x *Exchange) renamed(ctx context.Context) error {
	r, err := x.roster(ctx)
	if err != nil {
		return err
	}
	return x.nameReplicas(ctx, r)
}

// overruled names who this PC wanted to be where another one is that; "" nobody.
func (r *roster) overruled() string {
	_, own := r.keyOf(r.own[0])
	if own == nil || own.rec.SameAs == 0 || own.rec.Removed != "" {
		return ""
	}
	if m, _ := r.byRecord(own.rec.SameAs); m != nil && m != r.self && m.rec.Removed == "" {
		return m.rec.Name
	}
	return ""
}
