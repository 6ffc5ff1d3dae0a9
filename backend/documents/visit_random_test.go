package documents_test

import (
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/documents"
	"chengzhuan/backend/errs"
)

// Whatever was written at the door, the sheet and the list print and hold all of it.
func TestAnyVisitPrintsWhole(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(name string) string { return anyText.Draw(rt, name) }
		visit := documents.VisitRecord{
			Unit: draw("unit"), No: draw("no"), Place: draw("place"), Lead: draw("lead"), Household: draw("home"), Person: draw("person"), Talk: draw("talk"), Family: draw("family"), Note: draw("note"),
			Appeals: []documents.VisitAppeal{{No: draw("appeal"), Title: draw("title"), State: draw("state"), Result: draw("result")}},
		}
		list := documents.VisitList{Unit: draw("unit")}
		for range rapid.IntRange(0, 5).Draw(rt, "rows") {
			list.Rows = append(list.Rows, documents.VisitRow{Place: draw("place"), Person: draw("person"), Lead: draw("lead"), Talk: draw("talk"), Classes: draw("classes"), Appeals: draw("appeals"), No: draw("no")})
		}
		o := documents.Options{Created: printed}
		one, err := press.VisitRecord(visit, o)
		if err != nil {
			rt.Fatal(err)
		}
		many, err := press.VisitList(list, o)
		if err != nil {
			rt.Fatal(err)
		}
		if rapid.IntRange(0, 9).Draw(rt, "look") > 0 {
			return // reading the page back is slow
		}
		for _, c := range []struct {
			model any
			pdf   []byte
		}{{visit, one}, {list, many}} {
			want := fields(c.model)
			for i, s := range want {
				want[i] = drawn(s)
			}
			if l := lacking(text(t, c.pdf), want); l != "" {
				rt.Fatalf("lacks %s", l)
			}
		}
	})
}

// Cards and notices of one sheet print with all of it or say which box is too full.
func TestAnyCardPrintsOrSaysWhy(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		draw := func(name string) string { return anyText.Draw(rt, name) }
		o := documents.Options{Created: printed, Audience: documents.Wall, Theme: rapid.SampledFrom([]documents.Theme{documents.RedGold, documents.Brick, documents.Plain}).Draw(rt, "theme")}
		contact := documents.ContactCard{Community: draw("community"), Grid: draw("grid"), Role: "网格员", Name: draw("name"), Second: draw("second"), Phone: draw("phone"), Hours: draw("hours"), Services: draw("services"), Hotline: draw("hotline")}
		wish := documents.WishCard{No: draw("no"), Wish: draw("wish"), Needed: draw("needed"), ClaimedBy: draw("claimed"), State: "已认领"}
		notice := documents.ConsultationNotice{Community: draw("community"), Estate: draw("estate"), Place: draw("place"), Hosts: []string{draw("host"), draw("host")}}
		for name, print := range map[string]func() ([]byte, error){
			"contact": func() ([]byte, error) {
				return press.ContactCards(documents.ContactCards{Cards: []documents.ContactCard{contact}}, o)
			},
			"wish": func() ([]byte, error) {
				return press.WishCards(documents.WishWall{Cards: []documents.WishCard{wish}}, o)
			},
			"notice": func() ([]byte, error) { return press.ConsultationNotice(notice, o) },
		} {
			if pdf, err := print(); err != nil && !errs.Is(err, errs.Invalid) || err == nil && len(pdf) == 0 {
				rt.Fatal(name, err)
			}
		}
	})
}

func BenchmarkVisitList1000(b *testing.B) {
	m := sampleVisitList(1000)
	for b.Loop() {
		if _, err := press.VisitList(m, documents.Options{Created: printed}); err != nil {
			b.Fatal(err)
		}
	}
}
