package documents_test

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"chengzhuan/backend/documents"
)

// pointsNames has names of two to fourteen characters.
var pointsNames = append([]string{"买买提·吐尔逊·阿卜杜拉", "欧阳震华"}, names...)

var pointsBranches = []string{"行政南小区第一党支部", "行政南小区第二党支部", "重华里小区联合党支部"}

func samplePosted(n int) documents.PointsNotice {
	m := documents.PointsNotice{Community: community, Title: "党员积分公示", No: "GS-2026-K7QD-0003", From: "2026年11月16日", To: "2026年11月20日", Days: 5, Phone: "027-80123456", Hours: "周一至周五 8:30—17:30", Answer: 5, Place: "社区公示栏"}
	items := []struct{ item, quantity, points string }{{"志愿服务（重阳节义诊）", "2.5小时", "+2.5"}, {"义务巡逻", "2班", "+2"}, {"专业特长服务：法律、医疗、维修（不与J01重复）（便民服务日上门检修燃气管线）", "3小时", "+3"}, {"调解纠纷成功", "1起", "+3"}, {"街道、镇表彰（抗洪先进个人）", "1次", "+3"}}
	each := max((n+2)/3, 1)
	for i := range n {
		if i%each == 0 {
			m.Groups = append(m.Groups, documents.PostedGroup{Branch: pointsBranches[i/each]})
		}
		g := &m.Groups[len(m.Groups)-1]
		c := items[i%len(items)]
		g.Claims = append(g.Claims, documents.PostedClaim{Member: pointsNames[i%len(pointsNames)], Item: c.item, Quantity: c.quantity, Points: c.points})
	}
	return m
}

func sampleWithheld() []documents.PostedGroup {
	return []documents.PostedGroup{{Branch: pointsBranches[1], Claims: []documents.PostedClaim{{Member: "仇明", Item: "无故缺席主题党日", Quantity: "1次", Points: "−2"}}}}
}

func sampleRanking(n int) documents.PointsRanking {
	m := documents.PointsRanking{Community: community, Period: "2026年上半年", Ties: "总分相同的名次并列，按姓名拼音为序。", Phone: "027-80123456", Posted: "2026年11月22日", Place: "社区公示栏"}
	for i := range n {
		total := 1100 - i*500/max(n, 2)
		m.Rows = append(m.Rows, documents.RankedMember{Place: fmt.Sprint(i/2*2 + 1), Name: pointsNames[i%len(pointsNames)], Branch: pointsBranches[i%3], Total: fmt.Sprintf("%d.%d", total/10, total%10), Stars: 5 - i*5/max(n, 1)})
	}
	return m
}

func sampleStars(n int) documents.StarBoard {
	m := documents.StarBoard{Community: community, Period: "2026年度", Order: "同星级按姓名拼音为序", Phone: "027-80123456", Place: "社区党群服务中心"}
	ranges := []string{"", "60—69.9分", "70—79.9分", "80—89.9分", "90—95.9分", "96分及以上"}
	share := []int{0, 40, 25, 18, 12, 5}
	i := 0
	for s := 5; s >= 1; s-- {
		k := (n*share[s] + 99) / 100
		if s == 1 {
			k = n
		}
		b := documents.StarBand{Stars: s, Range: ranges[s]}
		for ; k > 0 && i < n; k, i = k-1, i+1 {
			b.Members = append(b.Members, documents.StarMember{Name: pointsNames[i%len(pointsNames)], Branch: pointsBranches[i%3]})
		}
		if len(b.Members) > 0 {
			m.Bands = append(m.Bands, b)
		}
	}
	return m
}

func sampleRules(n int) documents.PointsRules {
	m := documents.PointsRules{Community: community, Title: "党员积分管理办法", Period: "2026年度", Sum: "总分 = 基础分60 + 贡献分（最多40） + 表彰加分（最多10） − 扣分，最低0分，最高110分", Phone: "027-80123456", Place: "社区党群服务中心"}
	texts := []string{"志愿服务", "义务巡逻", "走访并形成民情记录", "楼栋长、网格员、党小组长（不与J08重复）", "专业特长服务：法律、医疗、维修（不与J01重复）", "违反居民公约经劝不改（乱堆放、私搭等）", "捐资助学、捐物（按次不按金额）", "讲党课、微宣讲", "组织科普、民族团结、文明创建活动", "反映社情民意被采纳"}
	rates := []string{"+1/小时", "+1/班", "+0.5/户次", "+1/月", "+0.5/4学时", "−2、−3、−5/次", "+2/人·半年", "+3/次"}
	titles := [][2]string{{"贡献分", "全年合计最多40分"}, {"表彰加分", "全年合计最多10分，同一事项取最高一级"}, {"扣分", ""}, {"一票否决", ""}}
	ends := []int{n / 2, n * 5 / 8, n - 1, n}
	if n < 4 {
		ends = []int{n, n, n, n}
	}
	at := 0
	for g, end := range ends {
		if end <= at {
			continue
		}
		group := documents.RuleGroup{Title: titles[g][0], Note: titles[g][1]}
		for ; at < end; at++ {
			l := documents.RuleLine{Code: fmt.Sprintf("%c%02d", "JHKV"[g], len(group.Rules)+1), Text: texts[at%len(texts)], Points: rates[at%len(rates)], Cap: fmt.Sprint(5 + at%15)}
			if g == 3 {
				l.Text, l.Points, l.Cap = "一票否决：严重警告以上处分；评议“不合格”；弄虚作假骗分", "总分记0", "—"
			}
			group.Rules = append(group.Rules, l)
		}
		m.Groups = append(m.Groups, group)
	}
	for i, r := range []string{"96分及以上", "90—95.9分", "80—89.9分", "70—79.9分", "60—69.9分"} {
		m.Bands = append(m.Bands, documents.RuleBand{Stars: 5 - i, Range: r})
	}
	m.Say("怎样计分", "本人申报或支部登记，党小组初审，支部审核，公示5个工作日无异议后生效。谁的积分谁回避，谁登记的谁不审。")
	m.Say("有 异 议", "公示期内向社区党组织反映，5个工作日内复核并答复，对反映人保密。")
	m.Say("不计分的", "言论、信访和投诉举报、宗教信仰、贷款和信用、家庭成员的情况一律不计分，不设红黑榜。积分只记党员本人的服务和出勤；扣分只告知本人和支委会，不上墙。")
	m.Say("其　　他", "年老体弱、长期患病的，经支部同意可以免评，记“免评”，不记0分。年中加入的基础分不变，各项加分上限按剩余月数折算。")
	return m
}

func sampleClaimForm() documents.ClaimForm {
	return documents.ClaimForm{Unit: community, Year: "2026", Phone: "027-80123456", Member: "买买提·吐尔逊·阿卜杜拉", Branch: pointsBranches[0], Group: "第二党小组", Rules: sampleRules(38).Groups[:2]}
}

func sampleReview(n int) documents.PointsReview {
	m := documents.PointsReview{Unit: "行政南小区第一党支部", Period: "截至2026年11月22日", Maker: "张红梅", Checker: "赵堃喆"}
	for i := range n {
		r := documents.ReviewRow{No: fmt.Sprintf("JF-2026-K7QD-%04d", i+1), Member: pointsNames[i%len(pointsNames)], Branch: pointsBranches[i%3], Date: fmt.Sprintf("2026.11.%02d", 1+i%21), Item: "J01 志愿服务（重阳节义诊）", Quantity: "2.5小时", Points: "+2.5",
			Note: "签到表第2页，王芳证明", Origin: "活动后批量登记", State: "已申报", ByGroup: "☐同意　☐退回", ByBranch: "☐同意　☐退回"}
		switch i % 4 {
		case 1:
			r.State, r.ByGroup, r.Item, r.Quantity, r.Points = "小组初审", "王芳、赵堃喆", "J20 专业特长服务：法律、医疗、维修（不与J01重复）（便民服务日上门检修）", "3小时", "+3"
		case 3:
			r.State, r.ByGroup, r.ByBranch, r.Note = "异议\n11月27日前", "—", "☐维持　☐更正", "有人反映当天只到场半小时，签到表上没有签退时间，请核对值守记录和现场照片后再定。"
		}
		m.Rows = append(m.Rows, r)
	}
	return m
}

func sampleSlip(n int) documents.PointsSlip {
	m := documents.PointsSlip{Unit: community, Year: "2026", Member: "买买提·吐尔逊·阿卜杜拉", Branch: pointsBranches[0], State: "截至2026年11月22日", Base: "60", Contribution: "40", Honour: "5", Deduction: "4", Total: "101.0", Stars: 5,
		Sums:    []string{"贡献分：按规则应得 57.5，重复不计 2，超过规则全年上限少计 9.5，超过这一类上限 40 少计 6，计入 40。", "星级：96分及以上为★★★★★。"},
		Pending: "另有 2 条申报还在办理，没有计入；公示无异议后才计分。", Maker: "张红梅", Checker: "赵堃喆"}
	section := documents.SlipSection{Title: "贡献分", Raw: "57.5", Granted: "40"}
	for i := range n {
		r := documents.SlipRow{Date: fmt.Sprintf("%d月%d日", 1+i%11, 1+i%28), No: fmt.Sprintf("JF-2026-K7QD-%04d", i+1), Item: "J01 志愿服务（重阳节义诊）", Quantity: "2.5小时", Rate: "+1/小时", Raw: "2.5", Granted: "2.5", Reviewed: "小组初审 王芳，支部审核 陈建国、赵敏"}
		if i%3 == 2 {
			r.Item, r.Granted, r.Why = "J20 专业特长服务：法律、医疗、维修（不与J01重复）", "0", "与申报 JF-2026-K7QD-0001 重复，少计 2.5 分"
		}
		section.Rows = append(section.Rows, r)
	}
	m.Sections = []documents.SlipSection{section,
		{Title: "表彰加分", Raw: "5", Granted: "5", Rows: []documents.SlipRow{{Date: "2月3日", No: "JF-2026-K7QD-0901", Item: "H05 民主评议“优秀”", Quantity: "1次", Rate: "+5/次", Raw: "5", Granted: "5", Reviewed: "小组初审 王芳，支部审核 陈建国"}}},
		{Title: "扣分", Raw: "4", Granted: "4", Rows: []documents.SlipRow{{Date: "6月1日", No: "JF-2026-K7QD-0902", Item: "K01 无故缺席三会一课", Quantity: "2次", Rate: "−2/次", Raw: "4", Granted: "4", Reviewed: "小组初审 王芳，支部审核 陈建国"}}}}
	m.Rules = []documents.SlipRule{{Item: "J01 志愿服务", Raw: "18", Cap: "15", Granted: "15"}, {Item: "J20 专业特长服务：法律、医疗、维修（不与J01重复）", Raw: "6", Cap: "6", Granted: "4"}, {Item: "H05 民主评议“优秀”", Raw: "5", Cap: "5", Granted: "5"}, {Item: "K01 无故缺席三会一课", Raw: "4", Cap: "20", Granted: "4"}}
	return m
}

func sampleSummary(n int) documents.PointsSummary {
	m := documents.PointsSummary{Unit: community, Year: "2026", State: "已封账 2027年1月20日", Closed: true, Counts: []documents.Count{{Label: "★★★★★", N: n / 3}, {Label: "★★★★", N: n / 3}, {Label: "免评", N: 1}}, Maker: "张红梅", Checker: "赵堃喆"}
	each := max((n+2)/3, 1)
	for i := range n {
		if i%each == 0 {
			m.Branches = append(m.Branches, documents.SummaryBranch{Name: pointsBranches[i/each], Line: "平均 88.5 分"})
		}
		b := &m.Branches[len(m.Branches)-1]
		r := documents.SummaryRow{Place: fmt.Sprint(i + 1), Name: pointsNames[i%len(pointsNames)], Base: "60", Contribution: "37.5", Honour: "5", Deduction: "4", Total: fmt.Sprintf("%d.5", 98-i%40), Stars: "★★★★★"}
		switch i % 9 {
		case 7:
			r.Stars, r.Note, r.Total = "", "一票否决，总分记0", "0.0"
		case 8:
			r = documents.SummaryRow{Place: "—", Name: r.Name, Total: "免评", Note: "不计分，不评星级"}
		}
		b.Rows = append(b.Rows, r)
	}
	return m
}

func sampleExchange() documents.ExchangeSlip {
	return documents.ExchangeSlip{Community: community, No: "2026-11-20-1z141z-2s", Date: "2026年11月20日", Member: "买买提·吐尔逊·阿卜杜拉", Branch: "仁寿门社区城墙根第二联合党支部",
		Good: "纯棉毛巾（大号，两条装）", Count: "12 条", Points: "72 分", Before: "80.5 分", Left: "8.5 分", By: "张红梅", Note: "社区活动室领"}
}

// pointsMade are the documents of points with their samples, in the order of the catalogue.
func pointsMade() []document {
	return []document{
		{"points_notice", func(o documents.Options) ([]byte, error) { return press.PointsNotice(samplePosted(12), o) }},
		{"points_claim_form", func(o documents.Options) ([]byte, error) { return press.ClaimForm(sampleClaimForm(), o) }},
		{"points_review_table", func(o documents.Options) ([]byte, error) { return press.PointsReview(sampleReview(8), o) }},
		{"points_slip", func(o documents.Options) ([]byte, error) { return press.PointsSlip(sampleSlip(9), o) }},
		{"points_summary", func(o documents.Options) ([]byte, error) { return press.PointsSummary(sampleSummary(20), o) }},
		{"points_stars", func(o documents.Options) ([]byte, error) { return press.StarBoard(sampleStars(30), o) }},
		{"points_exchange", func(o documents.Options) ([]byte, error) { return press.ExchangeSlip(sampleExchange(), o) }},
		{"points_rules", func(o documents.Options) ([]byte, error) { return press.PointsRules(sampleRules(38), o) }},
	}
}

// TestPointsSamples writes pages to look at.
func TestPointsSamples(t *testing.T) {
	dir := os.Getenv("SAMPLES")
	if dir == "" {
		t.Skip("set SAMPLES to a folder to look at the pages")
	}
	save := func(name string, make func(documents.Options) ([]byte, error), o documents.Options) {
		b, err := make(o)
		if err != nil {
			t.Error(name, err)
			return
		}
		os.WriteFile(filepath.Join(dir, name+".pdf"), b, 0o644)
	}
	for _, n := range []int{0, 3, 20, 80} {
		for _, paper := range []string{"A4", "A3", "A1"} {
			o := documents.Options{Created: printed, Paper: paper, Audience: documents.Wall, Theme: documents.RedGold}
			if n == 80 {
				o.Theme = documents.Brick
			}
			if n == 20 {
				o.Theme = documents.Plain
			}
			tag := fmt.Sprintf("-%02d-%s", n, paper)
			save("notice"+tag, func(o documents.Options) ([]byte, error) { return press.PointsNotice(samplePosted(n), o) }, o)
			save("ranking"+tag, func(o documents.Options) ([]byte, error) { return press.PointsRanking(sampleRanking(n), o) }, o)
			save("stars"+tag, func(o documents.Options) ([]byte, error) { return press.StarBoard(sampleStars(n), o) }, o)
			in := documents.Options{Created: printed, Paper: paper}
			save("review"+tag, func(o documents.Options) ([]byte, error) { return press.PointsReview(sampleReview(n), o) }, in)
			save("summary"+tag, func(o documents.Options) ([]byte, error) { return press.PointsSummary(sampleSummary(n), o) }, in)
			save("slip"+tag, func(o documents.Options) ([]byte, error) { return press.PointsSlip(sampleSlip(n), o) }, in)
		}
		in := documents.Options{Created: printed, Paper: "A5"}
		save(fmt.Sprintf("slip-%02d-A5", n), func(o documents.Options) ([]byte, error) { return press.PointsSlip(sampleSlip(n), o) }, in)
	}
	for _, n := range []int{0, 1, 8, 20, 38, 60} {
		for _, paper := range []string{"A3", "A2"} {
			o := documents.Options{Created: printed, Paper: paper, Audience: documents.Wall, Theme: []documents.Theme{documents.RedGold, documents.Brick, documents.Plain}[n%3]}
			save(fmt.Sprintf("rules-%02d-%s", n, paper), func(o documents.Options) ([]byte, error) { return press.PointsRules(sampleRules(n), o) }, o)
		}
	}
	in := documents.Options{Created: printed}
	save("claim-blank", func(o documents.Options) ([]byte, error) {
		return press.ClaimForm(documents.ClaimForm{Unit: community}, o)
	}, in)
	save("claim", func(o documents.Options) ([]byte, error) { return press.ClaimForm(sampleClaimForm(), o) }, in)
	internal := samplePosted(6)
	internal.Withheld = sampleWithheld()
	save("notice-internal", func(o documents.Options) ([]byte, error) { return press.PointsNotice(internal, o) }, documents.Options{Created: printed, Audience: documents.Internal})
}
