package documents_test

import (
	"strings"
	"testing"

	"chengzhuan/backend/registers"
)

// The wall's roster marks days off and days worked by the book's own holiday table,
// and says so where the table of a year is missing.
func TestRosterFollowsTheHolidayTable(t *testing.T) {
	o := openOffice(t)
	o.put(registers.Profile.Def, pairs{"name": community, "office_phone": "027-80123456"})
	roster := func(month string) string { return o.page("duty_roster", "", pairs{"month": month}) }
	if page := roster("2026-11"); strings.Contains(page, "校庆") || strings.Contains(page, "休") || strings.Contains(page, "班标") {
		t.Fatal(page)
	}
	o.put(registers.Holidays.Def, pairs{"date": "2026-11-24", "name": "校庆", "kind": registers.DayOff})
	if page := roster("2026-11"); !strings.Contains(page, "校庆") || !strings.Contains(page, "休") {
		t.Errorf("a day off of the book is not marked: %s", page)
	}
	if page := roster("2026-02"); !strings.Contains(page, "休") {
		t.Errorf("the days that came with the program are lost: %s", page)
	}
}
