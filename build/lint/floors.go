package main

import (
	"go/ast"
	"slices"
	"strings"
)

// floors of the house from the ground. A room uses only rooms below its own
// floor; folders inside a room are its own business.
var floors = [][]string{
	{"errs", "caller"},
	{"cn", "oplog"},
	{"schema"},
	{"store", "registers", "sheet", "print"},
	{"packs"},
	{"ledger", "intake", "matters", "photos", "notices", "points", "visits", "weekly", "orglife", "rosters", "packet", "upward"},
	{"indicators", "documents", "demo"},
	{"bind"},
	{"cli", "bridge", "gen"},
	{"main"},
}

// beside are the only imports between rooms of one floor, each with its reason.
var beside = map[string][]string{
	"caller":  {"errs"},
	"intake":  {"ledger"},                       // rows become records through the ledger's one door
	"weekly":  {"ledger", "matters"},            // the week is read through the ledger; what is overdue is what the matters say
	"matters": {"ledger"},                       // a step is taken with the checks and the figures of the ledger
	"notices": {"ledger"},                       // a step is taken with the calendar and the figures of the ledger
	"points":  {"ledger", "notices", "orglife"}, // a step is taken with the calendar and the figures of the ledger; hours that count as learning are those of the organizations
	"orglife": {"ledger"},                       // sheets are written with the checks and the figures of the ledger
	"photos":  {"ledger"},                       // who may read a record may see its photos
	"visits":  {"ledger", "matters"},            // what people ask for at the door becomes matters
	"packet":  {"ledger"},                       // what came in is shown by the titles and masks of the ledger
	"upward":  {"ledger"},                       // figures and lists are those of the ledger
	"cli":     {"bridge"},                       // `serve` is a command
}

// knowsNo are rooms that must not know another although it is below them.
var knowsNo = map[string][]string{
	"print": {"cn", "oplog", "schema"}, // print knows no domain
	"sheet": {"oplog", "schema"},       // a table is a table
}

func floorOf(room string) int {
	return slices.IndexFunc(floors, func(rooms []string) bool { return slices.Contains(rooms, room) })
}

func checkFloors(f *file, report reporter) {
	if f.test { // a test may build on anything that the compiler allows
		return
	}
	if f.room != "tools" && floorOf(f.room) < 0 {
		report(f, f.ast.Package, "room %q has no floor: give it one in build/lint/floors.go", f.room)
		return
	}
	f.imports(func(spec *ast.ImportSpec, p string) {
		if p != module && !strings.HasPrefix(p, module+"/") {
			return
		}
		to := "main"
		if p != module {
			to = roomOf(p[len(module)+1:])
		}
		switch {
		case to == f.room:
		case f.room == "tools":
		case to == "tools":
			report(f, spec.Pos(), "%s must not use %s: tools of the build are not part of the program", f.room, p)
		case slices.Contains(knowsNo[f.room], to):
			report(f, spec.Pos(), "%s must not know %s", f.room, to)
		case slices.Contains(beside[f.room], to):
		case floorOf(to) < 0:
			report(f, spec.Pos(), "room %q has no floor: give it one in build/lint/floors.go", to)
		case floorOf(to) >= floorOf(f.room):
			report(f, spec.Pos(), "%s must not use %s: a room uses only rooms below its floor", f.room, to)
		}
	})
}
