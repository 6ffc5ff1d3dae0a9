package bind_test

import (
	"context"
	"testing"

	"chengzhuan/backend/bind"
	"chengzhuan/backend/caller"
	"chengzhuan/backend/registers"
)

// caring is an empty book with the structs of care.
func caring(t *testing.T) (care *bind.Care, records *bind.Records) {
	t.Helper()
	d := bind.NewDesk(bind.Config{Dir: t.TempDir(), Version: "test", Face: caller.Browser})
	if err := d.Open(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	for _, b := range d.Bound() {
		switch b := b.(type) {
		case *bind.Care:
			care = b
		case *bind.Records:
			records = b
		case *bind.Book:
			if _, err := b.Create("仁寿门社区", "张红梅"); err != nil {
				t.Fatal(err)
			}
		}
	}
	return care, records
}

// The page's dates are read as people write them, refusals name their field, and what
// the page claims, plans and asks is there.
func TestCare(t *testing.T) {
	care, records := caring(t)
	a, b := saved(t, records, "wishes", "wish=书包"), saved(t, records, "wishes", "wish=台灯")
	if _, err := care.ClaimWishes([]string{a, b}, bind.WishMove{To: registers.WishClaimed, By: "李建国", Date: "2026.1.5", Planned: "二月"}); err == nil {
		t.Fatal("a day that is none")
	}
	if open, err := care.OpenWishes(); err != nil || len(open) != 2 {
		t.Fatal(open, err)
	}
	if open, err := care.ClaimWishes([]string{a, b}, bind.WishMove{To: registers.WishClaimed, By: "李建国", Date: "2026.1.5", Planned: "2026年2月5日"}); err != nil || len(open) != 0 {
		t.Fatal(open, err)
	}
	c, err := care.AdvanceWish(a, bind.WishMove{To: registers.WishDone, From: registers.WishClaimed, Date: "2026-1-20", Note: "已送到"})
	if err != nil || c.Label != "已完成" || c.Entries[0].Date != "2026-01-05" || c.Entries[0].Due != "2026-02-05" {
		t.Fatalf("%+v, %v", c, err)
	}
	m := saved(t, records, "mediations", "date=2026.1.5", "kind=噪音", "parties=王某、李某")
	if c, err = care.AdvanceMediation(m, bind.MediationMove{To: "11", Date: "2026.1.6", Agreement: "各退一步", Written: true}); err != nil || c.Label != "调解成功" || c.Due != "2026-01-13" {
		t.Fatalf("%+v, %v", c, err)
	}
	estate := saved(t, records, "estates", "name=古楼里")
	round := saved(t, records, "rotations", "month=2026-01", "estate="+estate)
	asked, err := care.Ask(bind.RoundAsking{Rotation: round, Date: "2026.1.8", People: "12", Rows: []bind.QuestionRow{{Inputs: fields("question=路灯何时修", "answered_by=李建国", "reply_due=下周一前")}}})
	if err != nil || asked.Saved || len(asked.Problems) == 0 {
		t.Fatalf("%+v, %v", asked, err) // a day that is none stays on the page
	}
	if asked, err = care.Ask(bind.RoundAsking{Rotation: round, Date: "2026.1.8", Rows: []bind.QuestionRow{{Inputs: fields("question=路灯何时修", "reply_due=2026.1.12")}}}); err != nil || !asked.Saved || !asked.Held {
		t.Fatalf("%+v, %v", asked, err)
	}
	if q, err := care.Answer(asked.Questions[0], "2026.1.10", "李建国", "已修好"); err != nil || q.Replied != "2026-01-10" || q.Waits {
		t.Fatalf("%+v, %v", q, err)
	}
}
