package packet_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/packet"
	"chengzhuan/backend/registers"
)

// drawRoster draws records of a roster with everything that can be wrong in one:
// equal names, several records of a key, claims in chains, in rings, of nobody, of
// one by several, and records taken out.
func drawRoster(rt *rapid.T) []packet.RosterRecord {
	n := rapid.IntRange(1, 7).Draw(rt, "records")
	ids := rapid.Permutation([]int{11, 12, 13, 14, 15, 16, 17}).Draw(rt, "ids")[:n]
	var out []packet.RosterRecord
	for _, id := range ids {
		c := registers.Computer{
			Sign:   fmt.Sprint("key", rapid.IntRange(1, 6).Draw(rt, "key")),
			Name:   rapid.SampledFrom([]string{"1号机", "2号机", "2号机-2", "窗口"}).Draw(rt, "name"),
			Joined: cn.Date(rapid.SampledFrom([]string{"2026-01-02", "2026-01-03", ""}).Draw(rt, "joined")),
			SameAs: oplog.ID(rapid.SampledFrom([]int{0, 11, 12, 13, 14, 15, 99}).Draw(rt, "same as")),
		}
		if rapid.IntRange(0, 3).Draw(rt, "removed") == 0 {
			c.Removed = "2026-02-01"
		}
		out = append(out, packet.RosterRecord{ID: oplog.ID(id), Rec: c})
	}
	return out
}

// rosterLaw says what a roster is, whatever was written into it: it depends on the
// set of records alone, every record is of one PC, no two PCs are called the same,
// none has a number of keys that claim one, and who is in use is not taken out with another.
func rosterLaw(fold func([]packet.RosterRecord) []packet.Folded) func(rt *rapid.T) {
	return func(rt *rapid.T) {
		records := drawRoster(rt)
		want := fold(records)
		other := rapid.Permutation(records).Draw(rt, "order")
		if have := fold(other); !reflect.DeepEqual(want, have) {
			rt.Fatalf("%+v, in another order %+v", want, have)
		}
		seen, names := map[oplog.ID]bool{}, map[string]bool{}
		for _, m := range want {
			if names[m.Name] {
				rt.Fatalf("two are called %s: %+v", m.Name, want)
			}
			names[m.Name] = true
			for _, id := range m.Records {
				if seen[id] {
					rt.Fatalf("%d is of two PCs: %+v", id, want)
				}
				seen[id] = true
				if sameKeyRemoved(records, id) != m.Removed {
					rt.Fatalf("%d was taken out or not as its PC: %+v", id, want)
				}
			}
		}
		if len(seen) != len(records) {
			rt.Fatalf("a record is of no PC: %+v", want)
		}
		// The one in use that joined first of those with a name keeps it, whoever comes later.
		later := append(slices.Clone(records), packet.RosterRecord{ID: 90, Rec: registers.Computer{Sign: "late", Name: "2号机", Joined: "2026-03-01"}})
		grown := fold(later)
		for _, m := range want {
			i := slices.IndexFunc(grown, func(g packet.Folded) bool { return g.Records[0] == m.Records[0] })
			if !m.Removed && grown[i].Name != m.Name {
				rt.Fatalf("%s became %s because a later one came", m.Name, grown[i].Name)
			}
		}
	}
}

func sameKeyRemoved(records []packet.RosterRecord, id oplog.ID) bool {
	of := records[slices.IndexFunc(records, func(r packet.RosterRecord) bool { return r.ID == id })]
	return slices.ContainsFunc(records, func(r packet.RosterRecord) bool { return r.Rec.Sign == of.Rec.Sign && r.Rec.Removed != "" })
}

func TestRosterLaw(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		for range 200 {
			rosterLaw(packet.FoldRoster)(rt)
		}
	})
}

// The law sees each of these mistakes.
func TestRosterLawSees(t *testing.T) {
	for name, wrong := range map[string]func([]packet.RosterRecord) []packet.Folded{
		"the order of arrival counts": packet.FoldByArrival,
		"names are left as they are":  packet.FoldWithoutNames,
		"the removed are folded too":  packet.FoldRemovedToo,
	} {
		caught := false
		for seed := 0; seed < 300 && !caught; seed++ {
			records := rapid.Custom(drawRoster).Example(seed)
			caught = breaks(wrong, records)
		}
		if !caught {
			t.Errorf("not seen: %s", name)
		}
	}
}

func breaks(fold func([]packet.RosterRecord) []packet.Folded, records []packet.RosterRecord) bool {
	back := slices.Clone(records)
	slices.Reverse(back)
	have := fold(records)
	if !reflect.DeepEqual(have, fold(back)) {
		return true
	}
	names := map[string]bool{}
	for _, m := range have {
		if names[m.Name] {
			return true
		}
		names[m.Name] = true
		for _, id := range m.Records {
			if sameKeyRemoved(records, id) != m.Removed {
				return true
			}
		}
	}
	return false
}
