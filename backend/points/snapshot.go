package points

import (
	"context"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
)

// Snapshot returns the ranking as a closing wrote it down.
func (d *Desk) Snapshot(ctx context.Context, closing oplog.ID) ([]Ranked, error) {
	def := registers.PointTotals
	records, err := d.store().Lookup(ctx, def.Def, "closing", closing.String())
	if err != nil {
		return nil, err
	}
	out := make([]Ranked, len(records))
	ids := make([]oplog.ID, len(records))
	at := map[oplog.ID]int{}
	for i, rec := range records {
		t := def.Decode(rec.Values)
		out[i] = Ranked{Member: t.Member, Place: int(t.Place), Balance: balanceOf(&t)}
		ids[i], at[t.Member] = t.Member, i
	}
	members, err := d.store().FindMany(ctx, registers.PartyMembers.Def, ids)
	if err != nil {
		return nil, err
	}
	for _, rec := range members {
		m, r := registers.PartyMembers.Decode(rec.Values), &out[at[rec.ID]]
		r.Name, r.Branch = m.Name, m.Branch
	}
	Place(out)
	return out, nil
}

func balanceOf(t *registers.PointTotal) rules.Balance {
	return rules.Balance{Total: rules.Points(t.Total), Base: rules.Points(t.Base), Carried: rules.Points(t.Carried), Contribution: rules.Points(t.Contribution),
		Honour: rules.Points(t.Honour), Deduction: rules.Points(t.Deduction), Stars: int(t.Stars), Exempt: t.Exempt, Vetoed: t.Vetoed}
}

// settle makes the score of a closed year what was written down when it was closed; what
// the entries would make of it now stands in Live where that is something else.
func (s *Score) settle(ctx context.Context, d *Desk, closing oplog.ID, member oplog.ID) error {
	def := registers.PointTotals
	list, err := d.store().Lookup(ctx, def.Def, "member", member.String())
	if err != nil {
		return err
	}
	for _, rec := range list {
		t := def.Decode(rec.Values)
		if t.Closing != closing {
			continue
		}
		live := s.Balance
		s.Balance = balanceOf(&t)
		if s.Exchange = live.Exchange; s.Balance != live {
			s.Live = &live
		}
		return nil
	}
	s.Late = true
	return nil
}

// ClosedNote says what a slip of a closed year says besides its figures; "" nothing.
func (s *Score) ClosedNote() string {
	switch {
	case s.Closed == "":
		return ""
	case s.Late:
		return string(s.Closed) + " 结算时不在册，这里是按现在的记录算的"
	case s.Live == nil:
		return ""
	case s.Live.Exempt:
		return "分数是 " + string(s.Closed) + " 结算的；按现在的记录是免评"
	}
	return "分数是 " + string(s.Closed) + " 结算的；按现在的记录是 " + s.Live.Total.Text() + " 分"
}
