package orglife

import (
	"context"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// SaveDues writes the dues of a month as one change and returns the sheet as it is then.
// Members that are not among the marks stay as they are, and what does not differ is not
// written. What a member owes is kept with the first thing that is written of the month.
func (d *Desk) SaveDues(ctx context.Context, org, month string, marks []DuesMark) (DuesSheet, error) {
	b, err := d.duesBook(ctx, org, month)
	if err != nil {
		return DuesSheet{}, err
	}
	next, err := d.readDues(ctx, b, marks)
	if err != nil {
		return DuesSheet{}, err
	}
	def := registers.Dues
	result, err := d.store().Write(ctx, store.Meta{Kind: "update", Note: "党费：" + string(b.month)}, func(tx *store.Tx) error {
		for _, n := range next {
			list, err := tx.Lookup(ctx, def.Def, "member", n.Member.String())
			if err != nil {
				return err
			}
			had := (*store.Record)(nil)
			for i, rec := range list {
				if m := def.Decode(rec.Values).Month; m.Month() > 0 && m[:7] == b.month {
					had = &list[i]
					break
				}
			}
			if err := writeDues(tx, b, had, n); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return DuesSheet{}, err
	}
	out, err := d.DuesSheet(ctx, org, month)
	out.Change = changeText(result)
	return out, err
}

// writeDues brings the record of one member to what is wanted; had is nil where there
// is none. Amount is 0 where it is to stay as it follows.
func writeDues(tx *store.Tx, b *duesBook, had *store.Record, n registers.DuesMonth) error {
	def := registers.Dues
	owed := b.owed(n.Member).Amount
	told := n.Amount != 0 && n.Amount != owed
	if !told {
		n.Amount = owed
	}
	if had == nil {
		if nothing := n.Paid == 0 && n.PaidOn == "" && !n.Waived && n.Reason == ""; nothing && !told {
			return nil
		}
		_, err := tx.Create(def.Def, def.Encode(&n))
		return err
	}
	was := def.Decode(had.Values)
	n.Month, n.Note = was.Month, was.Note
	same := n
	same.Amount = was.Amount
	if !told && same == was {
		return nil // that the amount followed from a base is no change
	}
	_, err := tx.Update(def.Def, had.ID, changed(had.Values, def.Encode(&n), def.Def))
	return err
}

// readDues reads what people write into canonical values and refuses what is wrong.
func (d *Desk) readDues(ctx context.Context, b *duesBook, marks []DuesMark) ([]registers.DuesMonth, error) {
	def := registers.Dues
	seen := map[oplog.ID]bool{}
	out := make([]registers.DuesMonth, 0, len(marks))
	for i, k := range marks {
		x := registers.DuesMonth{Month: b.month, Amount: k.Amount, Paid: k.Paid, Waived: k.Waived}
		var err error
		if x.Member, err = d.who(ctx, k.Member, i, seen); err != nil {
			return nil, err
		}
		if err := duesTexts(&x, k, b.env); err != nil {
			return nil, inRow(err, i)
		}
		if err := problem(def.Def, def.Encode(&x), b.env, i); err != nil {
			return nil, err
		}
		out = append(out, x)
	}
	return out, nil
}

// duesTexts reads the texts of a mark.
func duesTexts(x *registers.DuesMonth, k DuesMark, env schema.Env) error {
	def := registers.Dues.Def
	day, err := readValue(def, "paid_on", k.PaidOn, env)
	if err != nil {
		return err
	}
	x.PaidOn = cn.Date(day)
	if x.Receiver, err = readValue(def, "receiver", k.Receiver, env); err != nil {
		return err
	}
	x.Reason, err = readValue(def, "reason", k.Reason, env)
	return err
}
