package registers_test

import (
	"fmt"
	"strings"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"pgregory.net/rapid"
)

// Whatever a record holds, a check answers with fields of its register and with
// words, and it answers the same twice.
func TestChecksAnswerSensibly(t *testing.T) {
	for _, d := range registers.All() {
		if d.Check == nil {
			continue
		}
		sensible := func(check func(schema.Values, schema.Env) []schema.Problem) law {
			return func(rt *rapid.T) error {
				v := drawRecord(rt, d)
				found := check(v, env)
				for _, p := range found {
					if d.Field(p.Field) == nil || strings.TrimSpace(p.Message) == "" {
						return fmt.Errorf("%s: %+v", d.Key, p)
					}
				}
				if again := check(v, env); fmt.Sprint(again) != fmt.Sprint(found) {
					return fmt.Errorf("%s: %v, then %v", d.Key, found, again)
				}
				return nil
			}
		}
		sensible(d.Check).holds(t)
		sensible(func(v schema.Values, e schema.Env) []schema.Problem {
			return append(d.Check(v, e), schema.Problem{Field: "birthday", Message: "x"})
		}).caught(t)
	}
}

// A date that is known to the month or year is never refused where some day in
// it would do.
func TestPartialDatesAreGivenTheBenefitOfTheDoubt(t *testing.T) {
	d := registers.PartyMembers.Def
	refused := func(v schema.Values) bool {
		for _, p := range d.Check(v, env) {
			if !p.Warning {
				return true
			}
		}
		return false
	}
	lenient := func(refused func(schema.Values) bool) law {
		return func(rt *rapid.T) error {
			birth := cn.Date("1930-01-01").AddDays(rapid.IntRange(0, 25000).Draw(rt, "birth"))
			joined := birth.AddYears(18).AddDays(rapid.IntRange(-40, 9000).Draw(rt, "joined"))
			confirmed := joined.AddDays(rapid.SampledFrom([]int{0, 180, 365, 366, 400, 730, 731}).Draw(rt, "confirmed") + rapid.IntRange(-3, 3).Draw(rt, "more"))
			whole := record(d, "birth", string(birth), "joined", string(joined), "confirmed", string(confirmed))
			partial := append(schema.Values{}, whole...)
			for _, key := range []string{"birth", "joined", "confirmed"} {
				partial[d.Index(key)] = whole[d.Index(key)][:rapid.SampledFrom([]int{4, 7, 10}).Draw(rt, key+" length")]
			}
			if refused(partial) && !refused(whole) {
				return fmt.Errorf("born %s, entry %s, confirmed %s", d.Get(partial, "birth"), d.Get(partial, "joined"), d.Get(partial, "confirmed"))
			}
			return nil
		}
	}
	lenient(refused).holds(t)
	lenient(func(v schema.Values) bool { // takes the first day for the month
		full := append(schema.Values{}, v...)
		for _, key := range []string{"birth", "joined", "confirmed"} {
			full[d.Index(key)] = string(cn.Date(v[d.Index(key)]).First())
		}
		return refused(full)
	}).caught(t)
}
