package documents_test

import (
	"strings"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/documents"
	"chengzhuan/backend/points"
	"chengzhuan/backend/registers"
)

// The slip says what there was before, what was given for it, and what is left; a second
// exchange of the year begins where the first ended.
func TestExchangeSlip(t *testing.T) {
	o := openOffice(t)
	o.put(registers.Profile.Def, pairs{"name": community})
	branch := o.put(registers.Organizations.Def, pairs{"name": "古楼里党支部"})
	member := o.put(registers.PartyMembers.Def, pairs{"name": "高福来", "branch": branch})
	good := o.put(registers.PointGoods.Def, pairs{"name": "肥皂", "price": "25", "stock": "9", "unit": "块"})
	d := points.New(o.l)
	s, err := d.Scheme(operator, 2026)
	if err != nil {
		t.Fatal(err)
	}
	s.Exchange = true
	for i := range s.Rules {
		if s.Rules[i].Code == "J01" {
			s.Rules[i].Exchange = 10
		}
	}
	if err := d.SetScheme(operator, s, ""); err != nil {
		t.Fatal(err)
	}
	claim, err := d.Claim(operator, points.Claim{Member: member, Rule: "J01", Quantity: "9", Date: "2026-09-01"})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []struct{ to, by, on string }{{registers.PointGroupReview, "王芳", "2026-09-02"}, {registers.PointBranchReview, "陈建国", "2026-09-03"}, {registers.PointPosted, "李娟", "2026-09-04"}, {registers.PointEffective, "李娟", "2026-10-15"}} {
		if _, err := d.Advance(operator, claim.ID, points.Step{To: step.to, By: step.by, Date: cn.Date(step.on)}); err != nil {
			t.Fatal(step.to, err)
		}
	}
	first, err := d.Redeem(operator, member, good, 1, "2026-11-02", "王芳", "")
	if err != nil {
		t.Fatal(err)
	}
	second, err := d.Redeem(operator, member, good, 2, "2026-11-20", "王芳", "社区活动室领")
	if err != nil {
		t.Fatal(err)
	}
	page := func(id string, want ...string) {
		t.Helper()
		says := o.page("points_exchange", documents.Internal, pairs{"redemption": id})
		for _, w := range append(want, "高福来", "古楼里党支部", "肥皂", community, "存查", "交本人") {
			if !strings.Contains(says, w) {
				t.Errorf("the slip lacks %q: %s", w, says)
			}
		}
	}
	page(first.ID, "9分", "2.5分", "6.5分", "1块", "2026年11月2日")
	page(second.ID, "6.5分", "5分", "1.5分", "2块", "社区活动室领")
	if err := d.VoidRedemption(operator, first.ID, "退回"); err != nil {
		t.Fatal(err)
	}
	page(first.ID, "已作废：退回")
	page(second.ID, "9分", "5分", "4分")
	if _, err := o.print(operator, "points_exchange", documents.Wall, pairs{"redemption": first.ID}); err == nil {
		t.Error("the slip hangs on a wall")
	}
}
