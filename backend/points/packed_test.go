package points_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/points"
)

// Law: what is read from packs and what was touched since is what is read from the
// ledger, whatever was done meanwhile; a desk that takes packs as they are is caught.
func TestPackedIsWhatIsRead(t *testing.T) {
	stale := false
	rapid.Check(t, func(rt *rapid.T) {
		o := open(t)
		defer o.end()
		other := twin(t, o)
		defer other.end()
		members := []string{o.member("张三"), o.member("李四"), o.member("王五")}
		pass(t, o, other)
		var claims []string
		cold := func(set func(*points.Desk)) (*points.Desk, []points.Ranked, []points.Ranked) {
			d := points.New(ledger.New(o.s))
			set(d)
			year, err := d.Ranking(ctx, 2026)
			if err != nil {
				rt.Fatal(err)
			}
			half, err := d.RankingUntil(ctx, 2026, "2026-06-10")
			if err != nil {
				rt.Fatal(err)
			}
			return d, year, half
		}
		for range rapid.IntRange(3, 14).Draw(rt, "doings") {
			score := func(o *office) string {
				day := fmt.Sprintf("2026-%02d-%02d", rapid.IntRange(1, 10).Draw(rt, "month"), rapid.IntRange(1, 28).Draw(rt, "day"))
				return o.scored(rapid.SampledFrom(members).Draw(rt, "member"), rapid.SampledFrom([]string{"J01", "J03", "K01"}).Draw(rt, "rule"), "1", day)
			}
			switch rapid.IntRange(0, 7).Draw(rt, "what") {
			case 0, 1, 2:
				claims = append(claims, score(o))
			case 3:
				if len(claims) > 0 {
					o.d.Void(ctx, rapid.SampledFrom(claims).Draw(rt, "claim"), "记错", "王芳", "")
				}
			case 4:
				if len(claims) == 0 { // the members stay
					continue
				}
				list, err := o.l.Changes(ctx, "", 1)
				if err == nil {
					err = o.undo(list[0].ID)
				}
				if err != nil {
					rt.Fatal(err)
				}
			case 5:
				score(other)
				pass(t, other, o)
			default: // a program that was asked writes what it read, and ends
				d, _, _ := cold((*points.Desk).PackAll)
				d.Remember(ctx)
			}
		}
		_, year, half := cold((*points.Desk).Bare)
		_, packedYear, packedHalf := cold(func(*points.Desk) {})
		if !slices.Equal(year, packedYear) || !slices.Equal(half, packedHalf) {
			rt.Fatalf("read %v %v, from packs %v %v", year, half, packedYear, packedHalf)
		}
		_, believed, _ := cold((*points.Desk).Believe)
		stale = stale || !slices.Equal(year, believed)
	})
	if !stale {
		t.Error("a desk that takes packs as they are was never wrong: the law shows nothing")
	}
}
