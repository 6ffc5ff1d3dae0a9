package documents_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"chengzhuan/backend/documents"
	"chengzhuan/backend/errs"
)

// pointsPages are the pages of points whose look is kept.
func pointsPages(t *testing.T) map[string][]byte {
	o := documents.Options{Created: printed}
	wall := func(th documents.Theme, paper string) documents.Options {
		o := o
		o.Theme, o.Audience, o.Paper = th, documents.Wall, paper
		return o
	}
	out := map[string][]byte{}
	for _, d := range pointsMade() {
		out[d.name] = must(t)(d.make(o))
	}
	out["points_notice_three"] = must(t)(press.PointsNotice(samplePosted(3), wall(documents.RedGold, "A3")))
	out["points_notice_eighty"] = must(t)(press.PointsNotice(samplePosted(80), wall(documents.Brick, "A4")))
	out["points_notice_empty"] = must(t)(press.PointsNotice(documents.PointsNotice{Community: community}, wall(documents.Plain, "A4")))
	out["points_ranking"] = must(t)(press.PointsRanking(sampleRanking(20), wall(documents.Plain, "A3")))
	out["points_stars_three"] = must(t)(press.StarBoard(sampleStars(3), wall(documents.RedGold, "A3")))
	out["points_stars_eighty"] = must(t)(press.StarBoard(sampleStars(80), wall(documents.Brick, "A2")))
	out["points_stars_empty"] = must(t)(press.StarBoard(documents.StarBoard{Community: community}, wall(documents.Brick, "A3")))
	out["points_rules_one"] = must(t)(press.PointsRules(sampleRules(1), wall(documents.Plain, "A3")))
	out["points_claim_form_blank"] = must(t)(press.ClaimForm(documents.ClaimForm{Unit: community}, o))
	out["points_slip_a5"] = must(t)(press.PointsSlip(sampleSlip(12), documents.Options{Created: printed, Paper: "A5"}))
	out["points_summary_empty"] = must(t)(press.PointsSummary(documents.PointsSummary{Unit: community, Year: "2026", State: "未封账"}, o))
	return out
}

func TestPointsLoseNothing(t *testing.T) {
	o := documents.Options{Created: printed}
	for _, c := range []struct {
		name  string
		model any
		pdf   []byte
	}{
		{"notice", samplePosted(80), must(t)(press.PointsNotice(samplePosted(80), o))},
		{"ranking", sampleRanking(80), must(t)(press.PointsRanking(sampleRanking(80), o))},
		{"stars", sampleStars(80), must(t)(press.StarBoard(sampleStars(80), o))},
		{"stars on A4", sampleStars(80), must(t)(press.StarBoard(sampleStars(80), documents.Options{Created: printed, Paper: "A4"}))},
		{"rules", sampleRules(60), must(t)(press.PointsRules(sampleRules(60), o))},
		{"rules in columns", sampleRules(38), must(t)(press.PointsRules(sampleRules(38), o))},
		{"claim form", sampleClaimForm(), must(t)(press.ClaimForm(sampleClaimForm(), o))},
		{"review", sampleReview(40), must(t)(press.PointsReview(sampleReview(40), o))},
		{"slip", sampleSlip(80), must(t)(press.PointsSlip(sampleSlip(80), o))},
		{"slip on A5", sampleSlip(40), must(t)(press.PointsSlip(sampleSlip(40), documents.Options{Created: printed, Paper: "A5"}))},
		{"summary", sampleSummary(80).Branches, must(t)(press.PointsSummary(sampleSummary(80), o))},
	} {
		if l := lacking(text(t, c.pdf), fields(c.model)); l != "" {
			t.Errorf("%s lacks %s", c.name, l)
		}
	}
}

// On a wall no deduction is left of a model that has some; a page of the office has it.
func TestNoticeWallHasNoDeduction(t *testing.T) {
	m := samplePosted(4)
	m.Withheld = sampleWithheld()
	on := func(a documents.Audience) string {
		return solid(text(t, must(t)(press.PointsNotice(m, documents.Options{Created: printed, Audience: a}))))
	}
	if wall := on(documents.Wall); strings.Contains(wall, "仇明") || strings.Contains(wall, "扣分") || strings.Contains(wall, "−") || strings.Contains(wall, "内部资料") {
		t.Error("a wall shows a deduction:", wall)
	}
	if inside := on(documents.Internal); !strings.Contains(inside, "仇明") || !strings.Contains(inside, "−2") || !strings.Contains(inside, "内部资料") {
		t.Error("the page of the office lacks the deduction:", inside)
	}
}

// Sheets of a notice are numbered, repeat the header, and say where rows go on.
func TestNoticeSheets(t *testing.T) {
	pages := strings.Split(strings.TrimSuffix(text(t, must(t)(press.PointsNotice(samplePosted(80), documents.Options{Created: printed, Audience: documents.Wall}))), "\f"), "\f")
	if len(pages) < 3 {
		t.Fatal(len(pages))
	}
	for i, p := range pages {
		p = solid(p)
		for _, want := range []string{"党员积分公示", "序号姓名事项", fmt.Sprintf("第%d页共%d页", i+1, len(pages)), "GS-2026-K7QD-0003", "027-80123456"} {
			if !strings.Contains(p, want) {
				t.Errorf("sheet %d lacks %s", i+1, want)
			}
		}
		if i > 0 && !strings.Contains(p, "（续）") && !strings.Contains(p[:200], "党支部") {
			t.Errorf("sheet %d does not say whose rows go on: %s", i+1, p)
		}
	}
	last := solid(pages[len(pages)-1])
	if !strings.Contains(last, "对以上积分有异议的") || !strings.Contains(solid(pages[0]), "公示期自2026年11月16日至2026年11月20日，共5个工作日") {
		t.Error("the words of the notice are missing")
	}
}

// A heading never ends a sheet, and a sum never begins one.
func TestNoHeadingAtTheFoot(t *testing.T) {
	heading := regexp.MustCompile(`(?m)^行政南小区第二党支部\s*\d* ?条?\n`)
	for n := 2; n < 120; n += 7 {
		m := samplePosted(0)
		m.Groups = []documents.PostedGroup{{Branch: pointsBranches[0], Claims: samplePosted(3 * n).Groups[0].Claims}, {Branch: "行政南小区第二党支部", Claims: samplePosted(3).Groups[0].Claims}}
		page := text(t, must(t)(press.PointsNotice(m, documents.Options{Created: printed, Paper: "A3"})))
		for i, p := range strings.Split(page, "\f") {
			at := heading.FindStringIndex(p)
			if at != nil && !strings.Contains(p[at[1]:], "志愿服务") {
				t.Errorf("%d claims: the heading ends sheet %d", n, i+1)
			}
		}
	}
	for n := 1; n < 60; n += 3 {
		page := text(t, must(t)(press.PointsSlip(sampleSlip(n), documents.Options{Created: printed, Paper: "A5"})))
		for i, p := range strings.Split(page, "\f") {
			if at := strings.Index(p, "合计\n57.5"); at >= 0 && !strings.Contains(p[:at], "月") {
				t.Errorf("%d entries: the sum begins sheet %d", n, i+1)
			}
		}
	}
}

// The rules of a year stand on one sheet of A2 and A3, as they ship; a scheme of many
// takes more sheets, and one of none says so.
func TestRulesOnSheets(t *testing.T) {
	sheets := func(n int, paper string) int {
		return strings.Count(text(t, must(t)(press.PointsRules(sampleRules(n), documents.Options{Created: printed, Paper: paper}))), "\f")
	}
	for _, n := range []int{1, 8, 20, 38, 40} {
		for _, paper := range []string{"A2", "A3"} {
			if got := sheets(n, paper); got != 1 {
				t.Errorf("%d rules on %d sheets of %s", n, got, paper)
			}
		}
	}
	if got := sheets(90, "A3"); got < 2 {
		t.Errorf("90 rules on %d sheet", got)
	}
	m := sampleRules(0)
	if page := solid(text(t, must(t)(press.PointsRules(m, documents.Options{Created: printed})))); !strings.Contains(page, "还没有积分规则") {
		t.Error(page)
	}
}

func TestClaimFormIsOneSheetAndItsBack(t *testing.T) {
	long := sampleClaimForm()
	long.Member, long.Branch, long.Group = "阿卜杜热合曼·阿卜杜外力", "中共仁寿门社区行政南小区第一联合支部委员会", "行政南小区第十一党小组"
	for name, c := range map[string]struct {
		m      documents.ClaimForm
		sheets int
	}{"blank": {documents.ClaimForm{Unit: community}, 1}, "begun": {sampleClaimForm(), 2}, "long": {long, 2}} {
		page := text(t, must(t)(press.ClaimForm(c.m, documents.Options{Created: printed})))
		if n := strings.Count(page, "\f"); n != c.sheets {
			t.Errorf("%s: %d sheets", name, n)
		}
		front, _, _ := strings.Cut(page, "\f")
		if strings.Contains(solid(front), "内部资料") || strings.Count(front, "月") < 8 {
			t.Errorf("%s: %s", name, front)
		}
	}
}

func TestPointsRefusals(t *testing.T) {
	wall := documents.Options{Created: printed, Audience: documents.Wall}
	for name, err := range map[string]error{
		"claim form": second(press.ClaimForm(sampleClaimForm(), wall)), "review": second(press.PointsReview(sampleReview(1), wall)),
		"slip": second(press.PointsSlip(sampleSlip(1), wall)), "summary": second(press.PointsSummary(sampleSummary(1), wall)),
	} {
		if !errs.Is(err, errs.Denied) || errs.Of(err).Hint == "" {
			t.Errorf("%s on a wall: %v", name, err)
		}
	}
}

func TestPointsEmptyModels(t *testing.T) {
	o := documents.Options{Created: printed}
	for name, pdf := range map[string][]byte{
		"没有需要公示的积分":    must(t)(press.PointsNotice(documents.PointsNotice{}, o)),
		"没有可以上榜的积分":    must(t)(press.PointsRanking(documents.PointsRanking{}, o)),
		"没有评出星级":       must(t)(press.StarBoard(documents.StarBoard{}, o)),
		"没有积分规则":       must(t)(press.PointsRules(documents.PointsRules{}, o)),
		"没有等待审核的申报":    must(t)(press.PointsReview(documents.PointsReview{}, o)),
		"没有生效的加分或扣分":   must(t)(press.PointsSlip(documents.PointsSlip{}, o)),
		"没有参加积分的党员":    must(t)(press.PointsSummary(documents.PointsSummary{}, o)),
		"免评不计分，不评星级":   must(t)(press.PointsSlip(documents.PointsSlip{Exempt: true}, o)),
		"一票否决后0.0没有星级": must(t)(press.PointsSlip(documents.PointsSlip{Vetoed: true, Total: "0.0"}, o)),
	} {
		if !strings.Contains(solid(text(t, pdf)), name) {
			t.Errorf("an empty model lacks %s: %s", name, text(t, pdf))
		}
	}
}

// Whatever the names are, a star board has them all, or says what is too long.
func TestAnyStarBoardPrintsOrSaysWhy(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		m := documents.StarBoard{Community: community}
		for s := 5; s > 0; s-- {
			b := documents.StarBand{Stars: s}
			for range rapid.IntRange(0, 30).Draw(rt, "members") {
				b.Members = append(b.Members, documents.StarMember{Name: anyName.Draw(rt, "name"), Branch: rapid.SampledFrom(append([]string{""}, pointsBranches...)).Draw(rt, "branch")})
			}
			if len(b.Members) > 0 {
				m.Bands = append(m.Bands, b)
			}
		}
		o := documents.Options{Created: printed, Paper: rapid.SampledFrom([]string{"A4", "A3", "A1", "300x900"}).Draw(rt, "paper")}
		pdf, err := press.StarBoard(m, o)
		switch {
		case errs.Is(err, errs.Invalid):
		case err != nil:
			rt.Fatal(err)
		case rapid.IntRange(0, 4).Draw(rt, "look") == 0:
			if l := lacking(text(t, pdf), fields(m)); l != "" {
				rt.Fatalf("lacks %s", l)
			}
		}
	})
}
