package visits_test

import (
	"slices"
	"testing"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
	"chengzhuan/backend/visits"
)

// rooms are what a search of households shows, by their rooms.
func (o *office) rooms(text string) (out []string) {
	o.t.Helper()
	hits, err := o.d.Homes(ctx, text, 10)
	if err != nil {
		o.t.Fatal(err)
	}
	for _, h := range hits {
		out = append(out, o.get("households", h.ID, "room"))
	}
	slices.Sort(out)
	return out
}

// A household is found by what is typed at its door, and under its new address as soon
// as it has one.
func TestHomesFollowTheirAddresses(t *testing.T) {
	o := open(t)
	_, homes := o.estate("古楼里", 6) // 101 to 104, 201, 202 in 1栋1单元
	for text, want := range map[string][]string{
		"201": {"201"}, "1-201": {"201"}, "古楼里1栋1单元202室": {"202"}, "gll1d20": {"201", "202"}, "古楼里 103": {"103"}, "古楼里9栋": nil, "2栋": nil,
	} {
		if got := o.rooms(text); !slices.Equal(got, want) {
			t.Errorf("%q finds %v, want %v", text, got, want)
		}
	}
	id, err := o.d.Household(ctx, "古楼里1栋1单元201号")
	if err != nil || id != homes[4] {
		t.Errorf("the address is %s, %v; want %s", id, err, homes[4])
	}
	if _, err := o.d.Household(ctx, "1单元"); err == nil {
		t.Error("half an address finds somebody")
	}
	rename := func(register, id, field, value string) {
		t.Helper()
		key, err := oplog.ParseID(id)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := o.s.Write(ctx, store.Meta{Kind: "edit"}, func(tx *store.Tx) error {
			_, err := tx.Update(registers.Find(register), key, map[string]string{field: value})
			return err
		}); err != nil {
			t.Fatal(err)
		}
	}
	rename("households", homes[4], "room", "305")
	rename("buildings", o.get("households", homes[0], "building"), "number", "9栋")
	if got := o.rooms("201"); got != nil {
		t.Errorf("the old room finds %v", got)
	}
	if got := o.rooms("古楼里9栋305"); !slices.Equal(got, []string{"305"}) {
		t.Errorf("the new address finds %v", got)
	}
	if id, err := o.d.Household(ctx, "古楼里9栋1单元305"); err != nil || id != homes[4] {
		t.Errorf("the new address is %s, %v", id, err)
	}
}

// What is open of a household stands to the day that counts now, as in the list of
// appeals; what is urgent stands before the rest.
func TestOpenAppealsHaveTheirLight(t *testing.T) {
	o := open(t)
	_, homes := o.estate("古楼里", 1)
	o.day("2026-11-10")
	o.add(visits.Entry{Households: homes, Appeals: []visits.Appeal{appeal("楼道灯不亮")}}) // the answer was due on 13 November
	o.day("2026-11-18")
	late := visits.Appeal{Inputs: map[string]string{"title": "门禁坏了"}, To: "社区协调"} // ten working days
	o.add(visits.Entry{Households: homes, Appeals: []visits.Appeal{late, appeal("水管漏了", "urgency", "急")}})
	o.day("2026-11-19")
	last, err := o.d.Last(ctx, homes[0])
	if err != nil {
		t.Fatal(err)
	}
	type seen struct {
		title, due string
		overdue    bool
	}
	var got []seen
	for _, m := range last.Open {
		got = append(got, seen{m.Title, m.Due, m.Overdue})
	}
	want := []seen{{"楼道灯不亮", "2026-11-13", true}, {"水管漏了", "2026-11-23", false}, {"门禁坏了", "2026-12-02", false}}
	if !slices.Equal(got, want) {
		t.Errorf("open are %v, want %v", got, want)
	}
	near, err := o.d.Similar(ctx, homes[0], "", "", "楼道灯不亮")
	if err != nil || len(near) != 3 || near[0].Title != "楼道灯不亮" || !near[0].Overdue {
		t.Errorf("similar are %+v, %v", near, err)
	}
}
