package registers_test

import (
	"strings"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

const today cn.Date = "2026-11-21"

var env = schema.Env{Today: today}

// verdict is what a check says of one field: "" nothing, "warn" or "error".
func verdict(d *schema.Def, field string, pairs ...string) (string, string) {
	return verdictOf(d.Check(record(d, pairs...), env), field)
}

func verdictOf(found []schema.Problem, field string) (string, string) {
	worst, message := "", ""
	for _, p := range found {
		if p.Field != field || strings.HasPrefix(p.Message, "资料还不全") {
			continue
		}
		if !p.Warning {
			return "error", p.Message
		}
		worst, message = "warn", p.Message
	}
	return worst, message
}

func record(d *schema.Def, pairs ...string) schema.Values {
	v := make(schema.Values, len(d.Fields))
	for i := 0; i+1 < len(pairs); i += 2 {
		v[d.Index(pairs[i])] = pairs[i+1]
	}
	return v
}

type example struct {
	name  string
	field string
	want  string
	pairs []string
}

func run(t *testing.T, d *schema.Def, examples []example) {
	t.Helper()
	for _, x := range examples {
		if got, message := verdict(d, x.field, x.pairs...); got != x.want {
			t.Errorf("%s: %s got %q (%s), want %q", x.name, x.field, got, message, x.want)
		}
	}
}

func TestMemberCheck(t *testing.T) {
	run(t, registers.PartyMembers.Def, []example{
		{"entry the day before the 18th birthday", "joined", "error", []string{"birth", "2001-11-15", "joined", "2019-11-14"}},
		{"entry on the 18th birthday", "joined", "", []string{"birth", "2001-11-15", "joined", "2019-11-15"}},
		{"leap day, 18 years later", "joined", "", []string{"birth", "2004-02-29", "joined", "2022-02-28"}},
		{"a month that may be in time", "joined", "", []string{"birth", "2001-11-15", "joined", "2019-11"}},
		{"a month that cannot be", "joined", "error", []string{"birth", "2001-11-15", "joined", "2019-10"}},

		{"confirmed a day early", "confirmed", "error", []string{"joined", "2025-06-20", "confirmed", "2026-06-19"}},
		{"confirmed after a year", "confirmed", "", []string{"joined", "2025-06-20", "confirmed", "2026-06-20"}},
		{"confirmed some weeks late", "confirmed", "warn", []string{"joined", "2025-06-20", "confirmed", "2026-07-20"}},
		{"prolonged by half a year", "confirmed", "warn", []string{"joined", "2024-04-20", "confirmed", "2025-10-20"}},
		{"prolonged by a year", "confirmed", "warn", []string{"joined", "2024-06-20", "confirmed", "2026-06-20"}},
		{"more than two years", "confirmed", "error", []string{"joined", "2024-06-20", "confirmed", "2026-06-21"}},
		{"leap day entry", "confirmed", "", []string{"joined", "2024-02-29", "confirmed", "2025-02-28"}},
		{"months only", "confirmed", "", []string{"joined", "1998-06", "confirmed", "1999-06"}},
		{"a year short by months", "confirmed", "error", []string{"joined", "1998-06", "confirmed", "1999-05"}},
		{"no probation in those years", "confirmed", "", []string{"category", "1", "joined", "1976-07-01"}},
		{"first day without probation", "confirmed", "", []string{"joined", "1969-04-01", "confirmed", "1969-04-01"}},
		{"last day without probation", "confirmed", "", []string{"joined", "1977-08-31", "confirmed", "1977-08-31"}},
		{"probation again", "confirmed", "error", []string{"joined", "1977-09-01", "confirmed", "1977-09-01"}},
		{"still probation", "confirmed", "error", []string{"joined", "1969-03-31", "confirmed", "1969-03-31"}},
		{"a year that reaches into those without", "confirmed", "", []string{"joined", "1969", "confirmed", "1969"}},
		{"confirmed before entry, whenever", "confirmed", "error", []string{"joined", "1976-07-01", "confirmed", "1976-06-01"}},
		{"other lengths before 1956-09", "confirmed", "warn", []string{"joined", "1953-03-01", "confirmed", "1953-09-01"}},

		{"probation is over", "confirmed", "warn", []string{"category", "2", "status", "1", "joined", "2025-11-20"}},
		{"probation is over today", "confirmed", "", []string{"category", "2", "status", "1", "joined", "2025-11-21"}},
		{"probation prolonged", "confirmed", "", []string{"category", "2", "status", "1", "joined", "2025-05-20", "probation_until", "2027-05-20"}},
		{"prolonged too little", "probation_until", "warn", []string{"joined", "2025-05-20", "probation_until", "2026-08-20"}},
		{"prolonged too long", "probation_until", "warn", []string{"joined", "2025-05-20", "probation_until", "2027-05-21"}},
		{"probationary but confirmed", "category", "warn", []string{"category", "2", "joined", "2020-05-20", "confirmed", "2021-05-20"}},

		{"sex agrees", "sex", "", []string{"sex", "2", "id_number", "42000019750316012X"}},
		{"sex differs", "sex", "error", []string{"sex", "1", "id_number", "42000019750316012X"}},
		{"sex not said", "sex", "", []string{"sex", "9", "id_number", "42000019750316012X"}},
		{"birth agrees", "birth", "", []string{"birth", "1975-03-16", "id_number", "42000019750316012X"}},
		{"birth by month agrees", "birth", "", []string{"birth", "1975-03", "id_number", "42000019750316012X"}},
		{"birth differs", "birth", "warn", []string{"birth", "1974-03-16", "id_number", "42000019750316012X"}},

		{"work at 13", "work_started", "warn", []string{"birth", "1960-05-01", "work_started", "1974-04-30"}},
		{"work at 14", "work_started", "", []string{"birth", "1960-05-01", "work_started", "1974-05-01"}},
		{"born tomorrow", "birth", "error", []string{"birth", "2026-11-22"}},
		{"born this month", "birth", "", []string{"birth", "2026-11"}},
		{"joined next year", "joined", "error", []string{"joined", "2027"}},
		{"came to the branch before entry", "entered_branch", "warn", []string{"joined", "2010-01-01", "entered_branch", "2009-01-01"}},
		{"lost without a date", "lost_since", "warn", []string{"lost", "1"}},
		{"medal too early", "medal", "warn", []string{"joined", "1985-07-01", "confirmed", "1986-07-01", "medal", "2021-07-01"}},
		{"medal in time", "medal", "", []string{"joined", "1970-07-01", "medal", "2021-06-28"}},

		{"a usual name", "name", "", []string{"name", "王芳"}},
		{"a long name", "name", "", []string{"name", "阿依古丽·吐尔逊江"}},
		{"rare characters", "name", "", []string{"name", "李𬎆"}},
		{"a number in the name", "name", "warn", []string{"name", "王芳1"}},
		{"a remark in the name", "name", "warn", []string{"name", "王芳（女）"}},
		{"one character", "name", "warn", []string{"name", "王"}},
	})
}

func TestBodyChecks(t *testing.T) {
	run(t, registers.Organizations.Def, []example{
		{"term backwards", "term_end", "error", []string{"term_start", "2024-05-01", "term_end", "2023-05-01"}},
		{"five years", "term_end", "", []string{"term_years", "5", "term_start", "2021-06-01", "term_end", "2026-06-01"}},
		{"a year late by leave", "term_end", "", []string{"term_years", "5", "term_start", "2021-06-01", "term_end", "2027-06-01"}},
		{"seven for five", "term_end", "warn", []string{"term_years", "5", "term_start", "2021-06-01", "term_end", "2028-06-01"}},
		{"community committee of three", "term_years", "warn", []string{"type", "10", "term_years", "3"}},
		{"branch of three", "term_years", "", []string{"type", "12", "term_years", "3"}},
		{"branch of five", "term_years", "", []string{"type", "12", "term_years", "5"}},
		{"branch of four", "term_years", "warn", []string{"type", "12", "term_years", "4"}},
		{"founded tomorrow", "founded", "error", []string{"founded", "2026-11-22"}},
		{"dissolved before it was founded", "dissolved", "error", []string{"founded", "2020-01-01", "dissolved", "2019-01-01"}},
		{"term before it was founded", "term_start", "warn", []string{"founded", "2020-01-01", "term_start", "2019-01-01"}},
		{"joint by its name", "type", "warn", []string{"name", "中共某某联合支部委员会", "type", "12"}},
		{"joint", "type", "", []string{"name", "中共某某联合支部委员会", "type", "13"}},
		{"a shop named after a branch", "type", "", []string{"name", "支部路超市", "type", "40"}},
	})
	run(t, registers.Posts.Def, []example{
		{"nobody", "member", "error", []string{"organization", "1-1", "post", "10"}},
		{"a member", "member", "", []string{"organization", "1-1", "post", "10", "member", "1-2"}},
		{"a name", "member", "", []string{"organization", "1-1", "post", "10", "person", "周经理"}},
		{"left before", "to", "error", []string{"member", "1-2", "from", "2024-05-01", "to", "2024-04-30"}},
		{"named twice", "person", "warn", []string{"member", "1-2", "person", "王芳"}},
		{"no post", "post", "warn", []string{"member", "1-2"}},
	})
	run(t, registers.Awards.Def, []example{
		{"tomorrow", "date", "error", []string{"date", "2026-11-22"}},
		{"effect ends before", "until", "error", []string{"date", "2024-05-01", "until", "2024-04-01"}},
	})
	run(t, registers.Duties.Def, []example{
		{"a month", "date", "error", []string{"date", "2026-11"}},
		{"a day to come", "date", "", []string{"date", "2026-12-31"}},
	})
	run(t, registers.Settings.Def, []example{
		{"in range", "value", "", []string{"key", registers.ElectionRemindMonths, "value", "6"}},
		{"too large", "value", "error", []string{"key", registers.ElectionRemindMonths, "value", "60"}},
		{"no number", "value", "error", []string{"key", registers.ElectionRemindMonths, "value", "半年"}},
		{"the page's own", "value", "", []string{"key", "page.columns", "value", "[1]"}},
	})
	run(t, registers.Profile.Def, []example{
		{"more migrants than people", "migrants", "warn", []string{"population", "4000", "migrants", "4300"}},
		{"a usual community", "migrants", "", []string{"population", "4000", "migrants", "300"}},
		{"no area", "area", "error", []string{"area", "0"}},
	})
}

func TestHomeChecks(t *testing.T) {
	run(t, registers.Estates.Def, []example{
		{"built in 89", "built_year", "warn", []string{"built_year", "89"}},
		{"built in 1989", "built_year", "", []string{"built_year", "1989"}},
		{"one neighbour twice", "neighbour2", "warn", []string{"neighbour1", "1-1", "neighbour2", "1-1"}},
		{"less than nothing", "area", "error", []string{"area", "-1"}},
		{"a fee below nothing", "property_fee", "error", []string{"property_fee", "-10"}},
	})
	run(t, registers.Buildings.Def, []example{
		{"too high", "floors", "warn", []string{"floors", "1990"}},
		{"too wide", "entrances", "warn", []string{"entrances", "101"}},
		{"as usual", "floors", "", []string{"floors", "7"}},
	})
	run(t, registers.Households.Def, []example{
		{"no building", "building", "warn", []string{"room", "501"}},
		{"a room number as people", "people", "warn", []string{"building", "1-1", "people", "501"}},
		{"more in need than live there", "low_income_people", "warn", []string{"people", "2", "low_income_people", "3", "low_income", "1"}},
		{"in need or not", "low_income", "warn", []string{"people", "2", "low_income_people", "1"}},
		{"vacant with people", "housing", "warn", []string{"housing", "6", "people", "2"}},
	})
	run(t, registers.Residents.Def, []example{
		{"sex differs", "sex", "error", []string{"sex", "2", "id_number", "370000194901010014"}},
		{"birth differs", "birth", "warn", []string{"birth", "1949-10-01", "id_number", "370000194901010014"}},
		{"moved in before birth", "moved_in", "error", []string{"birth", "2020-05-01", "moved_in", "2019-05-01"}},
		{"moved out before in", "moved_out", "error", []string{"moved_in", "2020-05-01", "moved_out", "2019-05-01"}},
		{"moved in tomorrow", "moved_in", "error", []string{"moved_in", "2026-11-22"}},
	})
}

// A check that forgets the leap day, one that counts the year in days, and one
// that takes the first of a month for the month are caught by the examples.
func TestExamplesCatchBrokenRules(t *testing.T) {
	eighteenByYear := func(birth, joined cn.Date) bool { return joined.Year()-birth.Year() >= 18 }
	if eighteenByYear("2001-11-15", "2019-11-14") != true {
		t.Fatal("the broken rule is not broken")
	}
	if got, _ := verdict(registers.PartyMembers.Def, "joined", "birth", "2001-11-15", "joined", "2019-11-14"); got != "error" {
		t.Error("a count of years alone would pass")
	}
	yearInDays := func(joined cn.Date) cn.Date { return joined.AddDays(365) }
	if yearInDays("2023-06-20") == cn.Date("2023-06-20").AddYears(1) {
		t.Fatal("the broken rule is not broken")
	}
	if got, _ := verdict(registers.PartyMembers.Def, "confirmed", "joined", "2023-06-20", "confirmed", string(yearInDays("2023-06-20"))); got != "error" {
		t.Error("a count of days alone would pass")
	}
}

// Settings of the office reach the checks, nonsense does not.
func TestCheckHearsSettings(t *testing.T) {
	d := registers.Organizations.Def
	v := record(d, "type", "10", "term_years", "4")
	for figure, want := range map[int]string{5: "warn", 4: "", -1: "warn"} {
		e := schema.Env{Today: today, Setting: func(key string) int {
			if key == registers.CommunityTermYears {
				return figure
			}
			return 0
		}}
		if got, _ := verdictOf(d.Check(v, e), "term_years"); got != want {
			t.Errorf("figure %d: %q, want %q", figure, got, want)
		}
	}
}

func TestMissing(t *testing.T) {
	d := registers.PartyMembers.Def
	name := record(d, "name", "王芳", "relation", "1", "status", "1")
	keys := func(v schema.Values) string {
		var out []string
		for _, f := range registers.Missing(d, v) {
			out = append(out, f.Key)
		}
		return strings.Join(out, ",")
	}
	if got := keys(name); got != "sex,ethnicity,birth,id_number,education,category,joined,branch,entered_branch,occupation,mobile,estate" {
		t.Errorf("a name alone lacks %s", got)
	}
	whole := []string{"name", "王芳", "sex", "2", "ethnicity", "01", "birth", "1975-03-16", "id_number", "42000019750316012X", "education", "21",
		"category", "1", "joined", "2000-07-01", "confirmed", "2001-07-01", "branch", "1-1", "entered_branch", "2010-01-01", "relation", "1",
		"status", "1", "occupation", "3", "mobile", "13800000000", "address", "仁和苑3栋"}
	if got := keys(record(d, whole...)); got != "" {
		t.Errorf("a whole record lacks %s", got)
	}
	for i := 2; i < len(whole); i += 2 {
		pairs := append(append([]string{}, whole[:i]...), whole[i+2:]...)
		want := whole[i]
		if want == "address" {
			want = "estate"
		}
		if got := keys(record(d, pairs...)); got != want {
			t.Errorf("without %s it lacks %q", whole[i], got)
		}
	}
	without := append(append([]string{}, whole...), "joined", "1976-07-01", "confirmed", "")
	if got := keys(record(d, without...)); got != "" {
		t.Errorf("entry without probation lacks %s", got)
	}
	if got := keys(record(d, append(whole, "relation", "2")...)); got != "employer,checked_in" {
		t.Errorf("someone who reports here lacks %s", got)
	}
	if got := keys(record(d, "name", "王芳", "status", "4")); got != "" {
		t.Errorf("the dead lack %s", got)
	}
	if got := registers.MissingText(d, record(d, append(whole, "mobile", "")...)); got != "还缺：手机" {
		t.Errorf("text: %s", got)
	}
	found := false
	for _, p := range d.Check(name, env) {
		found = found || p.Field == "sex" && p.Warning && strings.Contains(p.Message, "民族")
		if !p.Warning {
			t.Errorf("an incomplete record is refused: %s", p.Message)
		}
	}
	if !found {
		t.Error("the check does not say what is missing")
	}
}

// Messages go to import reports and logs: they name no person and no value.
func TestProblemsNameNobody(t *testing.T) {
	d := registers.PartyMembers.Def
	v := record(d, "name", "赵钱孙1", "former_name", "（周吴郑）", "sex", "1", "id_number", "42000019750316012X", "birth", "2001-11-15",
		"joined", "2010-01-01", "confirmed", "2010-02-01", "work_started", "2003-01-01", "mobile", "13800000000")
	found := d.Check(v, env)
	if len(found) < 6 {
		t.Fatalf("only %d problems", len(found))
	}
	for _, p := range found {
		for _, secret := range []string{"赵钱孙", "周吴郑", "4200001975", "1380000", "2001-11-15", "2010-"} {
			if strings.Contains(p.Message, secret) {
				t.Errorf("message tells a value: %s", p.Message)
			}
		}
	}
}
