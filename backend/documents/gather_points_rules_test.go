package documents_test

import (
	"slices"
	"strings"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/documents"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/points/rules"
)

// The wall tells what a rule gave before it changed, so that a sum can be checked by hand.
func TestRulesOnTheWallTellWhatChanged(t *testing.T) {
	s := scored(t)
	keep := func(from string, edit func(*rules.Scheme)) {
		t.Helper()
		scheme, err := s.desk.Scheme(operator, 2026)
		if err == nil {
			for i := range scheme.Rules {
				scheme.Rules[i].Excludes = slices.Clone(scheme.Rules[i].Excludes)
			}
			edit(&scheme)
			err = s.desk.SetScheme(operator, scheme, cn.Date(from))
		}
		if err != nil {
			t.Fatal(err, errs.Of(err).Hint)
		}
	}
	rule := func(scheme *rules.Scheme, code string) *rules.Rule {
		list := scheme.Versions(code)
		for i := range scheme.Rules {
			if r := &scheme.Rules[i]; r.Code == code && r.From == list[len(list)-1].From {
				return r
			}
		}
		t.Fatal(code)
		return nil
	}
	plain := solid(s.page("points_rules", documents.Wall, nil))
	if strings.Contains(plain, "日起+") {
		t.Error(plain)
	}
	keep("2026-07-01", func(scheme *rules.Scheme) {
		rule(scheme, "J01").Points = 5
		rule(scheme, "J02").YearCap = 60
		rule(scheme, "J03").Source = "支部"
		scheme.Rules = slices.DeleteFunc(scheme.Rules, func(r rules.Rule) bool { return r.Code == "J19" })
	})
	keep("2026-08-01", func(scheme *rules.Scheme) { rule(scheme, "J13").Unit = "张三" })
	keep("2026-09-15", func(scheme *rules.Scheme) {
		rule(scheme, "J01").Points = 20
		rule(scheme, "K04").Points = 10
		scheme.Rules = append(scheme.Rules, rules.Rule{Code: "J21", Text: "文明养犬劝导", Group: rules.Contribution, Points: 10, Unit: "次"})
	})
	page := solid(s.page("points_rules", documents.Wall, nil))
	for _, want := range []string{
		"志愿服务（1—6月+1/小时，7月1日起+0.5/小时，9月15日起+2/小时）",
		"义务巡逻（1—6月+1/班、全年上限8，7月1日起+1/班、全年上限6）",
		"无偿献血（只记次数）（1—6月+3/次，7月1日起停用）",
		"迟到、早退（9月15日前−0.5/次，9月15日起−1/次）",
		"文明养犬劝导（自9月15日起）",
	} {
		if !strings.Contains(page, want) {
			t.Errorf("the wall lacks %s: %s", want, page)
		}
	}
	if !strings.Contains(page, "恳谈会（1—7月+1/次，8月1日起+1/某居民") {
		t.Error("a unit names somebody: " + page)
	}
	if strings.Contains(page, "微心愿（") {
		t.Error("a change of the source is told")
	}
	if n := strings.Count(text(t, must(t)(s.pdf("points_rules", nil))), "\f"); n != 1 {
		t.Errorf("%d sheets", n)
	}
}
