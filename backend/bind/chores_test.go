package bind_test

import (
	"context"
	"testing"
	"time"

	"chengzhuan/backend/bind"
	"chengzhuan/backend/caller"
	"chengzhuan/backend/registers"
)

// A notice that ended unopposed takes effect when the book is opened, nobody asks for
// it; what somebody objects to waits, and so does a notice whose days run.
func TestNoticesTakeEffectByThemselves(t *testing.T) {
	dir, p, r := pointsDesk(t)
	today := time.Now()
	day := func(ago int) string { return today.AddDate(0, 0, -ago).Format(time.DateOnly) }
	claim := func(name string) string {
		t.Helper()
		done, err := p.Enter([]bind.PointsEntry{{Member: saved(t, r, "party_members", "name="+name), Rule: "J13", Date: day(62), Event: "议事会"}})
		if err != nil {
			t.Fatal(err)
		}
		for _, step := range []struct{ to, by string }{{registers.PointGroupReview, "王芳"}, {registers.PointBranchReview, "陈建国"}} {
			if _, err := p.Advance([]string{done.ID}, bind.PointsMove{To: step.to, By: step.by, Date: day(61)}); err != nil {
				t.Fatal(err)
			}
		}
		return done.ID
	}
	post := func(from string, claims ...string) {
		t.Helper()
		if _, err := p.Post(bind.PointsPosting{Claims: claims, From: from, By: "李娟", Phone: "0710-0000000"}); err != nil {
			t.Fatal(err)
		}
	}
	over, opposed, running := claim("张三"), claim("李四"), claim("钱七")
	post(day(60), over, opposed)
	post(day(0), running)
	if _, err := p.Object(bind.PointsObjecting{Claim: opposed, Date: day(58), Content: "那天没有来", By: "李娟"}); err != nil {
		t.Fatal(err)
	}
	again := bind.NewDesk(bind.Config{Dir: dir, Version: "test", Face: caller.Browser})
	if err := again.Open(context.Background(), nil); err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	state := func(id string) string {
		view, err := p.Claim(id)
		if err != nil {
			t.Fatal(err)
		}
		return view.Row.State
	}
	for begun := time.Now(); state(over) != registers.PointEffective; time.Sleep(20 * time.Millisecond) {
		if time.Since(begun) > 20*time.Second {
			t.Fatal("the notice that is over did not take effect: ", state(over))
		}
	}
	if s := state(opposed); s != registers.PointDisputed {
		t.Error("the claim that somebody objects to is", s)
	}
	if s := state(running); s != registers.PointPosted {
		t.Error("the claim whose days run is", s)
	}
}
