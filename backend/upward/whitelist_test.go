package upward

import (
	"fmt"
	"slices"
	"testing"

	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// bodies are the registers whose records are no people; only their fields may be shown.
var bodies = []string{"community_profile", "organizations", "estates", "grid_cells", "buildings"}

// names are the only free texts that may be shown: what a body is called.
var names = []string{"organizations.name", "organizations.short_name", "estates.name", "grid_cells.name", "grid_cells.number", "buildings.number"}

// problem says why a source may not be read, "" when it may.
func problem(s Source) string {
	for _, key := range slices.Concat(s.Counts, s.Shows) {
		f := s.Def.Field(key)
		where := s.Def.Key + "." + key
		switch {
		case f == nil:
			return where + " is no field"
		case f.Private:
			return where + " is private"
		case f.Kind == schema.Phone || f.Kind == schema.IDNumber || f.Kind == schema.Note:
			return where + " is a " + string(f.Kind)
		case f.Kind == schema.Text && !slices.Contains(names, where):
			return where + " is free text"
		}
	}
	for _, key := range s.Shows {
		f := s.Def.Field(key)
		where := s.Def.Key + "." + key
		switch {
		case !slices.Contains(bodies, s.Def.Key):
			return where + " is shown, but its register is about people"
		case f.Kind == schema.Ref:
			return where + " shows a number of a record"
		}
	}
	return ""
}

func TestEverySourceIsPublic(t *testing.T) {
	n := 0
	for _, d := range definitions() {
		if len(d.sources) == 0 || d.label == "" || d.detail == "" || d.note == "" || !keyForm.MatchString(d.key) {
			t.Errorf("%s: key, label, detail, note and sources are needed", d.key)
		}
		for _, s := range d.sources {
			if p := problem(s); p != "" {
				t.Errorf("%s: %s", d.key, p)
			}
			n += len(s.Counts) + len(s.Shows)
		}
	}
	if n < 50 {
		t.Errorf("only %d fields looked at", n)
	}
	// What must never be read is seen.
	for _, s := range []Source{
		{Def: registers.PartyMembers.Def, Counts: []string{"mobile"}},
		{Def: registers.PartyMembers.Def, Counts: []string{"name"}},
		{Def: registers.PartyMembers.Def, Shows: []string{"sex"}},
		{Def: registers.Organizations.Def, Shows: []string{"head"}},
		{Def: registers.Organizations.Def, Shows: []string{"office_phone"}},
		{Def: registers.Organizations.Def, Shows: []string{"note"}},
		{Def: registers.Estates.Def, Shows: []string{"branch"}},
		{Def: registers.Residents.Def, Counts: []string{"kinds"}},
		{Def: registers.Awards.Def, Counts: []string{"reason"}},
		{Def: registers.Estates.Def, Counts: []string{"nothing"}},
	} {
		if problem(s) == "" {
			t.Errorf("%s %v %v passes", s.Def.Key, s.Counts, s.Shows)
		}
	}
}

// A section gets nothing that it does not declare.
func TestUndeclaredIsRefused(t *testing.T) {
	d := &definition{key: "x", label: "试", sources: []Source{{Def: registers.Estates.Def, Shows: []string{"name"}}}}
	g := &gatherer{ctx: t.Context(), def: d, out: &Section{}}
	g.each(registers.PartyMembers.Def, func(record) { t.Error("a register that is not declared is read") })
	if g.err == nil {
		t.Error("a register that is not declared is no error")
	}
	g = &gatherer{ctx: t.Context(), def: d, out: &Section{}}
	r := record{"1", func(string) string { return "秘密" }, &d.sources[0], g}
	if got := r.text("note"); got != "" || g.err == nil {
		t.Errorf("a field that is not declared is %q, %v", got, g.err)
	}
	if got := r.text("name"); got != "秘密" {
		t.Errorf("a declared field is %q", got)
	}
}

func TestKeysStay(t *testing.T) {
	want := "[profile organizations members homes work organization_list estate_list grid_list building_list]"
	if got := fmt.Sprint(keys()); got != want {
		t.Errorf("sections are %s: a key is permanent once it has been in a file", got)
	}
}
