package packet

import (
	"slices"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
)

// RosterRecord is a record of a roster.
type RosterRecord struct {
	ID  oplog.ID
	Rec registers.Computer
}

// Folded is a PC that FoldRoster made.
type Folded struct {
	Name    string
	Joined  string
	Removed bool
	Records []oplog.ID
}

// FoldRoster makes the PCs of records.
func FoldRoster(records []RosterRecord) []Folded { return folded(foldRoster(entriesOf(records))) }

// FoldByArrival lets the first who comes be first.
func FoldByArrival(records []RosterRecord) []Folded {
	list := entriesOf(records)
	for i := range list {
		list[i].id = oplog.ID(i + 1)
	}
	out := folded(foldRoster(list))
	for i := range out {
		for j, id := range out[i].Records {
			out[i].Records[j] = records[id-1].ID
		}
	}
	return out
}

// FoldWithoutNames forgets to tell apart who is called the same.
func FoldWithoutNames(records []RosterRecord) []Folded {
	out := FoldRoster(records)
	for i := range out {
		for _, r := range records {
			if r.ID == out[i].Records[0] {
				out[i].Name = r.Rec.Name
			}
		}
	}
	return out
}

// FoldRemovedToo folds who is in use with who was taken out.
func FoldRemovedToo(records []RosterRecord) []Folded {
	list := entriesOf(records)
	removed := map[string]bool{}
	for i := range list {
		removed[list[i].rec.Sign] = removed[list[i].rec.Sign] || list[i].rec.Removed != ""
		list[i].rec.Removed = ""
	}
	members := foldRoster(list)
	for _, m := range members {
		if removed[m.keys[0].rec.Sign] {
			m.rec.Removed = "2026-02-01"
		}
	}
	return folded(members)
}

func entriesOf(records []RosterRecord) []rosterEntry {
	var out []rosterEntry
	for _, r := range records {
		out = append(out, rosterEntry{r.ID, r.Rec})
	}
	return out
}

func folded(list []*member) []Folded {
	var out []Folded
	for _, m := range list {
		f := Folded{Name: m.rec.Name, Joined: string(m.rec.Joined), Removed: m.rec.Removed != ""}
		for _, k := range m.keys {
			f.Records = append(f.Records, k.ids...)
		}
		out = append(out, f)
	}
	return slices.Clip(out)
}
