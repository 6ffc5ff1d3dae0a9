package documents

import (
	"strconv"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
)

// pointsDocuments lists the documents of the points system.
func pointsDocuments() []Info {
	year := Param{Key: "year", Label: "年度", Kind: "text", Default: func(today cn.Date) string { return strconv.Itoa(today.Year()) }}
	branch := Param{Key: "branch", Label: "党支部", Kind: "ref", Register: registers.Organizations.Key}
	masked := Param{Key: "masked", Label: "隐去名字，只印姓（张**）", Kind: "flag"}
	without := Param{Key: "without", Label: "不上墙的人（用顿号分开）", Kind: "text"}
	place := Param{Key: "place", Label: "张贴处", Kind: "text"}
	claims, members, schemes := []string{registers.PointClaims.Key}, []string{registers.PartyMembers.Key}, []string{registers.PointSchemes.Key}
	inside, both := []Audience{Internal}, []Audience{Wall, Internal}
	themes := []Theme{RedGold, Brick, Plain}
	wall := []string{"A4", "A3", "A2", "A1"}
	return []Info{
		{Key: "points_notice", Title: "积分公示", Detail: "一次公示的加分，按支部列出，写明公示期和异议电话；也可印半年积分榜", About: []string{registers.Notices.Key}, Papers: wall, Audiences: both, Themes: themes,
			Params: []Param{
				{Key: "notice", Label: "公示（不选就是正在进行的一次）", Kind: "ref", Register: registers.Notices.Key}, masked,
				{Key: "ranking", Label: "不印公示，印积分榜", Kind: "flag"}, {Key: "until", Label: "积分榜截至", Kind: "date", Default: lastHalf}, {Key: "top", Label: "积分榜只印前几名", Kind: "text"}, without, place}},
		{Key: "points_claim_form", Title: "积分申报表", Detail: "空白表，带序号和规则对照表，手填后交党小组；可先印好一名党员的姓名", About: members, Papers: []string{"A4"}, Audiences: inside,
			Params: []Param{{Key: "member", Label: "党员（不选就是空白）", Kind: "ref", Register: registers.PartyMembers.Key}, year}},
		{Key: "points_review_table", Title: "积分审核表", Detail: "等待审核的申报，开会时填意见、签名", About: claims, Papers: []string{"A4", "A3"}, Landscape: true, Audiences: inside, Params: []Param{branch}},
		{Key: "points_slip", Title: "个人积分单", Detail: "一名党员一年的积分：每一条、用了哪个上限、谁审核的，可以手工核对", About: members, Papers: []string{"A4", "A5"}, Audiences: inside,
			Params: []Param{{Key: "member", Label: "党员", Kind: "ref", Register: registers.PartyMembers.Key, Required: true}, year}},
		{Key: "points_summary", Title: "年度积分汇总表", Detail: "按支部列出每名党员的各项得分和星级，留签字处；封账后印封账的结果", About: schemes, Papers: []string{"A4", "A3"}, Landscape: true, Audiences: inside, Params: []Param{year, branch}},
		{Key: "points_stars", Title: "党员星级榜", Detail: "有星级的党员，一星一栏，不印分数", About: schemes, Papers: []string{"A3", "A2", "A1", "A4"}, Audiences: both, Themes: themes,
			Params: []Param{year, {Key: "least", Label: "从几星印起", Kind: "text", Default: func(cn.Date) string { return "2" }}, branch, masked, without, place}},
		{Key: "points_exchange", Title: "积分兑换单", Detail: "一次兑换，上联交本人，下联签字存查", About: []string{registers.PointRedemptions.Key}, Papers: []string{"A4"}, Audiences: inside,
			Params: []Param{{Key: "redemption", Label: "哪一次兑换", Kind: "ref", Register: registers.PointRedemptions.Key, Required: true}}},
		{Key: "points_rules", Title: "积分规则", Detail: "这一年的积分规则，两米外能看清", About: schemes, Papers: []string{"A2", "A3", "A1"}, Audiences: both, Themes: themes, Params: []Param{year, place}},
	}
}

// printPoints gathers and lays out one of them; nil where the key is of another document.
func (g *desk) printPoints(key string) func() ([]byte, string, error) {
	return map[string]func() ([]byte, string, error){
		"points_notice": g.pointsNotice, "points_claim_form": g.pointsClaimForm, "points_review_table": g.pointsReview, "points_slip": g.pointsSlip,
		"points_summary": g.pointsSummary, "points_stars": g.pointsStars, "points_exchange": g.pointsExchange, "points_rules": g.pointsRules,
	}[key]
}

// lastHalf is the last day of the half-year that ended last.
func lastHalf(today cn.Date) string {
	if today.Month() > 6 {
		return strconv.Itoa(today.Year()) + "-06-30"
	}
	return strconv.Itoa(today.Year()-1) + "-12-31"
}
