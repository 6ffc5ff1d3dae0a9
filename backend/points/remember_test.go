package points_test

import (
	"slices"
	"testing"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
	"pgregory.net/rapid"
)

// What a desk remembers of a year is what a desk reads that remembers nothing, after
// whatever was done; and the doings do alter it.
func TestRememberedIsWhatIsRead(t *testing.T) {
	stale := false
	rapid.Check(t, func(rt *rapid.T) {
		o := open(t)
		defer o.end()
		other := twin(t, o)
		defer other.end()
		members := []string{o.member("张三"), o.member("李四"), o.member("王五")}
		var claims []string
		pass(t, o, other)
		ranking := func(d *points.Desk) []points.Ranked {
			list, err := d.Ranking(ctx, 2026)
			if err != nil {
				rt.Fatal(err)
			}
			return list
		}
		set := func(member, field, value string) {
			id, _ := oplog.ParseID(member)
			_, err := o.s.Write(ctx, store.Meta{Kind: "update", Note: "改"}, func(tx *store.Tx) error {
				_, err := tx.Update(registers.PartyMembers.Def, id, map[string]string{field: value})
				return err
			})
			if err != nil {
				rt.Fatal(err)
			}
		}
		last := ranking(o.d)
		for range rapid.IntRange(2, 10).Draw(rt, "doings") {
			member := rapid.SampledFrom(members).Draw(rt, "member")
			id, _ := oplog.ParseID(member)
			if rec, err := o.s.Find(ctx, registers.PartyMembers.Def, id); err != nil || rec.Deleted {
				continue
			}
			switch rapid.IntRange(0, 9).Draw(rt, "what") {
			case 0, 1, 2:
				claims = append(claims, o.scored(member, rapid.SampledFrom([]string{"J01", "J03", "K01"}).Draw(rt, "rule"), "1", "2026-05-01"))
			case 3:
				if len(claims) > 0 {
					o.d.Void(ctx, rapid.SampledFrom(claims).Draw(rt, "claim"), "记错", "王芳", "")
				}
			case 4:
				if list, err := o.l.Changes(ctx, "", 1); err == nil && len(list) > 0 {
					o.undo(list[0].ID)
				}
			case 5:
				if err := o.d.Exempt(ctx, id, 2026, rapid.Bool().Draw(rt, "exempt"), "", "支委会"); err != nil {
					rt.Fatal(err)
				}
			case 6:
				set(member, "status", rapid.SampledFrom([]string{registers.StatusNormal, registers.StatusMoved}).Draw(rt, "status"))
			case 7:
				o.l.Merge(ctx, "party_members", members[0], members[1], nil)
			case 8:
				pass(t, o, other)
				if rec, err := other.s.Find(ctx, registers.PartyMembers.Def, id); err != nil || rec.Deleted {
					continue
				}
				other.scored(member, "J06", "1", "2026-06-01")
				pass(t, other, o)
			case 9:
				set(member, "entered_branch", "2026-07-01")
			}
			got, want := ranking(o.d), ranking(points.New(ledger.New(o.s)))
			if !slices.Equal(got, want) {
				rt.Fatalf("remembered %+v\nread %+v", got, want)
			}
			stale = stale || !slices.Equal(last, want)
			last = want
		}
	})
	if !stale {
		t.Error("nothing was ever altered: the law shows nothing")
	}
}
