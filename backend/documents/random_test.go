package documents_test

import (
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/documents"
	"chengzhuan/backend/errs"
)

// anyText asks for long texts by a least length: left alone the generator
// writes a few characters, which never fill a cell.
var anyText = rapid.Custom(func(t *rapid.T) string {
	least := rapid.SampledFrom([]int{0, 0, 4, 12, 30}).Draw(t, "least")
	return rapid.StringOfN(rapid.RuneFrom([]rune("中共仁寿门社区第一支部王芳䶮㛃𠮷𬎆·，。（）—… \n\tabcXYZ0123\u200b\U0001F600")), least, 30, -1).Draw(t, "text")
})

var anyName = rapid.StringOfN(rapid.RuneFrom([]rune("李建国张红梅阿卜杜热合曼外力·𠮷𬎆䶮")), 1, 14, -1)

// Whatever stands in the ledger, a roster prints and holds all of it.
func TestAnyRosterPrintsWhole(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := documents.MemberRoster{Unit: anyText.Draw(rt, "unit")}
		for range rapid.IntRange(0, 8).Draw(rt, "rows") {
			m.Members = append(m.Members, documents.RosterMember{
				Name: anyName.Draw(rt, "name"), Workplace: anyText.Draw(rt, "work"), Branch: anyText.Draw(rt, "branch"),
				Phone: anyText.Draw(rt, "phone"), Note: anyText.Draw(rt, "note"), IDNumber: anyText.Draw(rt, "id"),
			})
		}
		pdf, err := press.MemberRoster(m, documents.Options{Created: printed})
		if err != nil {
			rt.Fatal(err)
		}
		if rapid.IntRange(0, 4).Draw(rt, "look") > 0 {
			return // reading the page back is slow
		}
		want := fields(m)
		for i, s := range want {
			want[i] = drawn(s)
		}
		if l := lacking(text(t, pdf), want); l != "" {
			rt.Fatalf("lacks %s", l)
		}
	})
}

// drawn drops what has no shape.
func drawn(s string) string {
	out := ""
	for _, r := range s {
		if r != '\u200b' {
			out += string(r)
		}
	}
	return out
}

// A duty roster either prints with everybody on it or says which day is full.
func TestAnyDutyRosterPrintsOrSaysWhy(t *testing.T) {
	people := rapid.SliceOfN(anyName, 0, 6)
	rapid.Check(t, func(rt *rapid.T) {
		m := documents.DutyRoster{Year: 2026, Month: rapid.IntRange(1, 12).Draw(rt, "month")}
		for day := 1; day <= 28; day += 9 {
			m.Days = append(m.Days, documents.DutyDay{Day: day, Leader: people.Draw(rt, "leader"), DayShift: people.Draw(rt, "day"), Night: people.Draw(rt, "night")})
		}
		o := documents.Options{Created: printed, Paper: rapid.SampledFrom([]string{"A4", "A3", "A1", "300x900"}).Draw(rt, "paper")}
		pdf, err := press.DutyRoster(m, o)
		switch {
		case errs.Is(err, errs.Invalid):
		case err != nil:
			rt.Fatal(err)
		case rapid.IntRange(0, 4).Draw(rt, "look") == 0:
			if l := lacking(text(t, pdf), fields(m)); l != "" {
				rt.Fatalf("lacks %s", l)
			}
		}
	})
}

func unitOf(t *rapid.T, depth int) *documents.OrgUnit {
	u := &documents.OrgUnit{Name: anyText.Draw(t, "name"), Secretary: anyName.Draw(t, "secretary"), Members: rapid.IntRange(-1, 400).Draw(t, "members")}
	if depth > 0 {
		for range rapid.IntRange(0, 7).Draw(t, "children") {
			u.Children = append(u.Children, unitOf(t, depth-1))
		}
	}
	return u
}

func TestAnyChartPrintsOrSaysWhy(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := documents.OrgChart{Root: unitOf(rt, 3)}
		pdf, err := press.OrgChart(m, documents.Options{Created: printed, Paper: "A1"})
		if err != nil {
			if !errs.Is(err, errs.Invalid) {
				rt.Fatal(err)
			}
			return
		}
		if len(pdf) == 0 {
			rt.Fatal("nothing printed")
		}
	})
}
