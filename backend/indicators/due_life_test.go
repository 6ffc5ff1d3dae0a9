package indicators_test

import (
	"strings"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/indicators"
	"chengzhuan/backend/registers"
)

// What the last month lacks and who is behind with dues is on the first page, by
// branch; no name stands there.
func TestDueLife(t *testing.T) {
	l := openOn(t, "2026-11-25")
	branch := func(name string) *registers.Organization {
		return &registers.Organization{Name: name, Type: registers.TypeBranch}
	}
	kept := written(t, l, registers.Organizations, branch("仁和苑党支部"))
	written(t, l, registers.Organizations, branch("不用本程序记会议的支部"))
	written(t, l, registers.Meetings, &registers.Meeting{Kind: registers.LifePartyDay, Organization: kept, Date: "2026-09-15"})
	for i, paid := range [][]string{{"06", "07", "08", "09", "10"}, {"06", "07"}, {"06"}, {"06", "09"}, {"05"}} {
		m := written(t, l, registers.PartyMembers, &registers.PartyMember{Name: strings.Repeat("高", i+1), Branch: kept})
		for _, month := range paid {
			written(t, l, registers.Dues, &registers.DuesMonth{Member: m, Month: cn.Date("2026-" + month), Paid: 100})
		}
	}
	v, err := new(indicators.Desk).Today(ctx, l)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, i := range v.Items {
		if i.Kind == "life_missed" || i.Kind == "dues_behind" {
			got[i.Kind+" "+i.Tone+" "+i.Detail] = i.ID
		}
	}
	for _, want := range []string{"life_missed red 10月没有开展主题党日，请补开或补记", "life_missed amber 11月的主题党日还没有开展", "dues_behind red 1 名党员连续 5 个月以上没有交党费"} {
		if got[want] != kept.String() {
			t.Errorf("%s is not listed: %v", want, got)
		}
	}
	if len(got) != 3 {
		t.Errorf("%v", got)
	}
	n, err := new(indicators.Desk).DueCount(ctx, l)
	if err != nil || n != 3 {
		t.Errorf("%d things are due, %v", n, err)
	}
}
