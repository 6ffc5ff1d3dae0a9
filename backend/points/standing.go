package points

import (
	"context"
	"strconv"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// standingOf returns what a scheme asks of a member besides the entries. Who came to
// the branch, or reported to the community, within the year joined then.
func (d *Desk) standingOf(ctx context.Context, id oplog.ID, m *registers.PartyMember, year int) (rules.Standing, error) {
	out := rules.Standing{Joined: joined(m)}
	list, err := d.store().Lookup(ctx, registers.PointStandings.Def, "member", id.String())
	for _, rec := range list {
		if s := registers.PointStandings.Decode(rec.Values); int(s.Year) == year {
			return decided(out, &s), nil
		}
	}
	return out, err
}

// decided is a standing with what the branch decided.
func decided(out rules.Standing, s *registers.PointStanding) rules.Standing {
	if out.Exempt, out.Carried = s.Exempt, rules.Points(s.Carried); s.Joined != "" {
		out.Joined = s.Joined
	}
	return out
}

func joined(m *registers.PartyMember) cn.Date {
	switch {
	case m.Relation == registers.RelationCheckIn && m.CheckedIn != "":
		return m.CheckedIn
	case m.EnteredBranch != "":
		return m.EnteredBranch
	}
	return m.Joined
}

// SetStanding writes what the branch decided about a member and year.
func (d *Desk) SetStanding(ctx context.Context, s registers.PointStanding) error {
	if err := yearOK(int(s.Year)); err != nil {
		return err
	}
	if closed, err := d.closing(ctx, int(s.Year)); err != nil || closed != nil {
		return orClosed(err, int(s.Year))
	}
	if s.Exempt && s.Approved == "" {
		return errs.New(errs.Invalid, "免评要写明由谁同意").In("by").Do("免评由支部研究同意")
	}
	list, err := d.store().Lookup(ctx, registers.PointStandings.Def, "member", s.Member.String())
	if err != nil {
		return err
	}
	def := registers.PointStandings
	_, err = d.store().Write(ctx, store.Meta{Kind: "update", Note: strconv.Itoa(int(s.Year)) + " 年积分年度情况"}, func(tx *store.Tx) error {
		who, err := living(ctx, tx, registers.PartyMembers.Def, s.Member)
		if err != nil {
			return err
		}
		if s.Exempt && cn.Acts(s.Approved, registers.PartyMembers.Decode(who.Values).Name) {
			return errs.New(errs.Denied, "本人不能同意自己免评").In("by").Do("免评由支部研究同意")
		}
		for _, rec := range list {
			if was := def.Decode(rec.Values); was.Year == s.Year {
				_, err := tx.Update(def.Def, rec.ID, changed(rec.Values, def.Encode(&s), def.Def))
				return err
			}
		}
		_, err = tx.Create(def.Def, def.Encode(&s))
		return err
	})
	return err
}

// Exempt says that a member is not rated in a year (免评), or is after all. The branch decides it.
func (d *Desk) Exempt(ctx context.Context, member oplog.ID, year int, exempt bool, reason, approved string) error {
	out := registers.PointStanding{Member: member, Year: int64(year)}
	list, err := d.store().Lookup(ctx, registers.PointStandings.Def, "member", member.String())
	if err != nil {
		return err
	}
	for _, rec := range list {
		if s := registers.PointStandings.Decode(rec.Values); int(s.Year) == year {
			out = s
		}
	}
	out.Exempt, out.Reason, out.Approved = exempt, reason, by(ctx, approved)
	if !exempt {
		out.Reason, out.Approved = "", ""
	}
	return d.SetStanding(ctx, out)
}
