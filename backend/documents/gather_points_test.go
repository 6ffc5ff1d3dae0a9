package documents_test

import (
	"strings"
	"testing"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/documents"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/points"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
)

// scores gives an office its members and points.
type scores struct {
	*office
	desk *points.Desk
	ids  pairs
}

func scored(t *testing.T) *scores {
	o := openOffice(t)
	s := &scores{o, points.New(o.l), pairs{}}
	o.put(registers.Profile.Def, pairs{"name": community, "office_phone": "13900000009,027-80123456", "service_hours": "周一至周五 8:30—17:30"})
	s.ids["first"] = o.put(registers.Organizations.Def, pairs{"name": "中共仁寿门社区行政南小区第一支部委员会", "short_name": "行政南第一支部", "type": registers.TypeBranch})
	s.ids["second"] = o.put(registers.Organizations.Def, pairs{"name": "重华里联合支部", "type": registers.TypeBranch})
	for _, m := range [][2]string{{"张三", "first"}, {"买买提·吐尔逊·阿卜杜拉", "second"}, {"欧阳震华", "first"}, {"钱多多", "second"}, {"孙小梅", "second"}} {
		s.ids[m[0]] = o.put(registers.PartyMembers.Def, pairs{"name": m[0], "branch": s.ids[m[1]], "entered_branch": "2015-04-10", "mobile": "13812345678"})
	}
	return s
}

// claim brings a claim to a state on days of its month.
func (s *scores) claim(c points.Claim, to string) string {
	s.t.Helper()
	c.Member = s.ids[c.Member]
	made, err := s.desk.Claim(operator, c)
	if err != nil {
		s.t.Fatal(c.Rule, err, errs.Of(err).Hint)
	}
	for _, step := range []struct {
		state, by string
		after     int
	}{{registers.PointGroupReview, "王芳", 1}, {registers.PointBranchReview, "陈建国、赵敏", 2}, {registers.PointPosted, "陈建国", 2}, {registers.PointEffective, "陈建国", 16}} {
		if to == registers.PointClaimed || to == "" {
			break
		}
		if _, err := s.desk.Advance(operator, made.ID, points.Step{To: step.state, By: step.by, Date: c.Date.AddDays(step.after)}); err != nil {
			s.t.Fatal(step.state, err, errs.Of(err).Hint)
		}
		if step.state == to {
			break
		}
	}
	return made.ID
}

func (s *scores) effective(member, rule, quantity string, day cn.Date) {
	s.t.Helper()
	s.claim(points.Claim{Member: member, Rule: rule, Quantity: quantity, Date: day, File: "仁社发〔2026〕5号"}, registers.PointEffective)
}

// worked is the second worked example of the scheme for 张三, and something for others.
func (s *scores) worked() {
	for _, e := range [][2]string{{"K01", "2"}, {"J01", "18"}, {"J02", "10"}, {"J03", "4"}, {"J06", "3"}, {"J07", "8"}, {"H05", "1"}} {
		s.effective("张三", e[0], e[1], "2026-06-01")
	}
	s.effective("买买提·吐尔逊·阿卜杜拉", "J01", "12.5", "2026-07-01")
	s.effective("欧阳震华", "J02", "6", "2026-03-01")
	s.effective("钱多多", "K03", "1", "2026-03-01")
}

func (s *scores) has(page, has, not string) {
	s.t.Helper()
	for _, w := range strings.Fields(has) {
		if !strings.Contains(page, w) {
			s.t.Errorf("lacks %q:\n%s", w, page)
		}
	}
	for _, w := range strings.Fields(not) {
		if strings.Contains(page, w) {
			s.t.Errorf("shows %q:\n%s", w, page)
		}
	}
}

// open posts claims of several kinds today.
func (s *scores) open(masked bool) points.Notice {
	s.t.Helper()
	for _, c := range []points.Claim{
		{Member: "张三", Rule: "J01", Quantity: "2.5", Date: "2026-11-08", Event: "重阳节义诊", Note: "王芳证明，电话13812345678"},
		{Member: "张三", Rule: "H01", Date: "2026-11-08", File: "仁社发〔2026〕9号"},
		{Member: "买买提·吐尔逊·阿卜杜拉", Rule: "J20", Quantity: "1", Date: "2026-11-09", Event: "给钱多多家3栋2单元501室修水管，电话13912345678"},
		{Member: "欧阳震华", Rule: "J02", Quantity: "2", Date: "2026-11-09"},
		{Member: "孙小梅", Rule: "K02", Date: "2026-11-05", Note: "没有请假"},
	} {
		s.claim(c, registers.PointBranchReview)
	}
	n, err := s.desk.OpenNotice(operator, points.NoticeInput{By: "赵敏", Phone: "13700000001", Masked: masked})
	if err != nil {
		s.t.Fatal(err)
	}
	return n
}

func TestNoticeGathered(t *testing.T) {
	s := scored(t)
	n := s.open(false)
	has := "党员积分公示 " + n.No + " 公示期自2026年11月22日 共5个工作日 行政南第一支部 重华里联合支部 张三 志愿服务（重阳节义诊） 2.5小时 +2.5 社区表彰 +2 欧阳震华 2班 买买提·吐尔逊·阿卜杜拉 027-80123456 周一至周五"
	private := "孙小梅 无故缺席 − 仁社发 王芳 138 139 137 501 钱多多 没有请假 内部资料"
	s.has(s.page("points_notice", documents.Wall, nil), has, private)
	s.has(s.page("points_notice", documents.Wall, pairs{"notice": n.ID}), has, private)
	out, err := s.print(operator, "points_notice", documents.Wall, pairs{"notice": n.ID, "masked": "1", "without": "欧阳震华、李不在", "place": "北门"})
	if err != nil {
		t.Fatal(err)
	}
	s.has(solid(text(t, out.PDF)), "张* 买买提·****** 张贴处：北门", "张三 吐尔逊 欧阳 阿卜杜拉")
	s.has(solid(strings.Join(out.Notes, "\n")), "1条扣分没有印 李不在 只印姓 存档 同名", "欧阳")
	inside := s.page("points_notice", documents.Internal, pairs{"notice": n.ID, "masked": "1"})
	s.has(inside, "张三 孙小梅 无故缺席主题党日 −2 内部资料", "张* 仁社发")
}

// Names that the notice masks stay masked on its wall, whatever the answer is.
func TestNoticeMaskedAsSet(t *testing.T) {
	s := scored(t)
	n := s.open(true)
	s.has(s.page("points_notice", documents.Wall, pairs{"notice": n.ID, "masked": "0"}), "张* 欧阳**", "张三 欧阳震华 吐尔逊")
}

func TestNoticeRefusals(t *testing.T) {
	s := scored(t)
	_, err := s.print(operator, "points_notice", "", nil)
	if !errs.Is(err, errs.NotFound) || !strings.Contains(errs.Of(err).Hint, "积分榜") {
		t.Error(err)
	}
	s.claim(points.Claim{Member: "孙小梅", Rule: "K02", Date: "2026-11-05"}, registers.PointBranchReview)
	n, err := s.desk.OpenNotice(operator, points.NoticeInput{By: "赵敏"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.print(operator, "points_notice", documents.Wall, pairs{"notice": n.ID}); !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "没有可以上墙") {
		t.Error(err)
	}
	s.claim(points.Claim{Member: "张三", Rule: "J02", Date: "2026-11-05"}, registers.PointBranchReview)
	if _, err := s.desk.OpenNotice(operator, points.NoticeInput{By: "赵敏"}); err != nil {
		t.Fatal(err)
	}
	if _, err := s.print(operator, "points_notice", "", nil); !errs.Is(err, errs.Invalid) || !strings.Contains(err.Error(), "不止一次") {
		t.Error(err)
	}
	for key, params := range map[string]pairs{"points_slip": {"member": s.ids["张三"], "year": "一"}, "points_stars": {"least": "0"}, "points_notice": {"ranking": "1", "until": "去年"}} {
		if _, err := s.print(operator, key, "", params); !errs.Is(err, errs.Invalid) || errs.Of(err).Field == "" {
			t.Errorf("%s: %v", key, err)
		}
	}
}

// What was voided or put right after it was posted is not hung up again.
func TestNoticeLeavesOutWhatEnded(t *testing.T) {
	s := scored(t)
	n := s.open(false)
	objected, err := s.desk.Object(operator, points.Objection{Claim: n.Claims[0], Content: "没有到场", By: "赵敏"})
	if err != nil {
		t.Fatal(err)
	}
	for _, step := range []points.Step{{To: registers.PointReexamined, By: "陈建国"}, {To: registers.PointCorrected, By: "陈建国", Reason: "确实没有到场"}} {
		if _, err := s.desk.Advance(operator, objected.Claim, step); err != nil {
			t.Fatal(err, errs.Of(err).Hint)
		}
	}
	out, err := s.print(operator, "points_notice", documents.Wall, pairs{"notice": n.ID})
	if err != nil {
		t.Fatal(err)
	}
	s.has(solid(text(t, out.PDF)), "欧阳震华", "重阳节义诊 没有到场")
	s.has(strings.Join(out.Notes, "\n"), "更正、作废的", "")
}

func TestRankingGathered(t *testing.T) {
	s := scored(t)
	s.worked()
	s.has(s.page("points_notice", documents.Wall, pairs{"ranking": "1", "until": "2026-12-31"}), "2026年度 张三 101.0 ★★★★★ 买买提·吐尔逊·阿卜杜拉 72.5 欧阳震华 66.0 孙小梅 60.0 027-80123456 拼音为序", "钱多多 55 扣 贡献 内部资料")
	half := s.page("points_notice", documents.Wall, pairs{"ranking": "1"})
	s.has(half, "2026年上半年 张三 孙小梅", "72.5 钱多多")
	s.has(s.page("points_notice", documents.Wall, pairs{"ranking": "1", "until": "2026-11-22", "top": "1", "masked": "1"}), "2026年1月1日—11月22日 张* 只列前1名", "张三 欧阳 买买提")
}

// The two members of one total have one place, and the next place counts them.
func TestRankingTies(t *testing.T) {
	s := scored(t)
	page := s.page("points_notice", documents.Wall, pairs{"ranking": "1", "until": "2026-12-31"})
	at := func(name string) int { return strings.Index(page, name) }
	if !(at("买买提") < at("欧阳震华") && at("欧阳震华") < at("钱多多") && at("钱多多") < at("孙小梅") && at("孙小梅") < at("张三")) || strings.Count(page, "60.0") != 5 {
		t.Error("not by the reading of names:", page)
	}
	s.effective("张三", "J02", "1", "2026-03-01")
	raw := text(t, must(t)(s.pdf("points_notice", pairs{"ranking": "1", "until": "2026-12-31"})))
	if strings.Count(raw, "\n2 ")+strings.Count(raw, "\n2\n") != 4 {
		t.Error(raw)
	}
}

func (s *scores) pdf(key string, params pairs) ([]byte, error) {
	out, err := s.print(operator, key, "", params)
	return out.PDF, err
}

func TestStarsGathered(t *testing.T) {
	s := scored(t)
	s.worked()
	s.exempt("孙小梅")
	board := s.page("points_stars", documents.Wall, pairs{"least": "1"})
	s.has(board, "2026年度 截至2026年11月22日 ★★★★★ 96分及以上 张三 ★★ 70—79.9分 买买提·吐尔逊·阿卜杜拉 ★ 60—69.9分 欧阳震华 行政南第一支部", "钱多多 孙小梅 免评 101 72.5 内部资料 0名")
	s.has(s.page("points_stars", documents.Wall, pairs{"least": "2", "without": "张 三"}), "买买提", "张三 欧阳震华 96分")
	s.has(s.page("points_stars", documents.Wall, pairs{"least": "1", "branch": s.ids["first"], "masked": "1"}), "行政南第一支部 张* 欧阳**", "买买提 张三")
	s.has(s.page("points_stars", documents.Wall, pairs{"least": "1", "year": "2025"}), "2025年度 张三", "截至")
}

func (s *scores) exempt(name string) {
	s.t.Helper()
	s.put(registers.PointStandings.Def, pairs{"member": s.ids[name], "year": "2026", "exempt": "1", "reason": "长期患病", "approved": "支部大会"})
}

func TestSlipGathered(t *testing.T) {
	s := scored(t)
	s.worked()
	s.claim(points.Claim{Member: "张三", Rule: "J02", Date: "2026-11-05"}, registers.PointGroupReview)
	s.has(s.page("points_slip", "", pairs{"member": s.ids["张三"]}),
		"张三 行政南第一支部 2026年度 截至2026年11月22日 101.0 ★★★★★ J01志愿服务 18小时 +1/小时 这条规则全年最多15分，少计3分 这一类全年最多40分，少计6分 小组初审王芳，支部审核陈建国、赵敏 K01无故缺席三会一课 −2/次 另有1条申报还在办理 JF-2026- 贡献分：按规则应得53，超过规则全年上限少计7，超过这一类上限40少计6，计入40 内部资料", "138")
	s.has(s.page("points_slip", "", pairs{"member": s.ids["张三"], "year": "2025"}), "2025年度 60.0 没有生效的加分或扣分", "截至")
	s.exempt("孙小梅")
	s.has(s.page("points_slip", "", pairs{"member": s.ids["孙小梅"]}), "免评 不计分，不评星级", "60.0 长期患病")
	s.claim(points.Claim{Member: "欧阳震华", Rule: "V01", Date: "2026-09-01", File: "江纪〔2026〕3号"}, registers.PointEffective)
	s.has(s.page("points_slip", "", pairs{"member": s.ids["欧阳震华"]}), "一票否决 总分记0 0.0 没有星级", "★")
	if _, err := s.print(operator, "points_slip", documents.Wall, pairs{"member": s.ids["张三"]}); !errs.Is(err, errs.Denied) {
		t.Error(err)
	}
	log, err := s.l.Store.AccessLog(operator, 0, 50)
	if err != nil || len(log) == 0 {
		t.Fatal(log, err)
	}
}

// Who came within the year has caps of the months that are left: those on the slip are
// those by which the entries were cut.
func TestSlipOfJoiner(t *testing.T) {
	s := scored(t)
	s.ids["新来"] = s.put(registers.PartyMembers.Def, pairs{"name": "新来", "branch": s.ids["first"], "entered_branch": "2026-06-15"})
	s.effective("新来", "J02", "9", "2026-07-01")
	s.effective("新来", "J01", "30", "2026-07-02")
	s.effective("新来", "J03", "9", "2026-07-03")
	s.effective("新来", "J06", "9", "2026-07-04")
	score, err := s.desk.Explain(operator, s.ids["新来"], 2026)
	if err != nil {
		t.Fatal(err)
	}
	page := s.page("points_slip", "", pairs{"member": s.ids["新来"]})
	s.has(page, "按7个月折算", "")
	cut := 0
	for _, l := range score.Lines {
		for _, c := range l.Cuts {
			cut++
			if !strings.Contains(page, "最多"+c.Cap.Short()+"分") {
				t.Errorf("the cap %s is not on the slip", c.Cap.Short())
			}
			if c.Why == rules.OverYear && documents.ScaledCap(l.Rule.YearCap, score.Months) != c.Cap {
				t.Errorf("%s: a cap of %s, not of %s", l.Rule.Code, documents.ScaledCap(l.Rule.YearCap, score.Months).Short(), c.Cap.Short())
			}
		}
	}
	if cut < 4 {
		t.Errorf("only %d caps", cut)
	}
}

func TestSummaryGathered(t *testing.T) {
	s := scored(t)
	s.worked()
	s.exempt("孙小梅")
	s.has(s.page("points_summary", "", nil), "2026年度党员积分汇总表 未封账 共5名党员 行政南第一支部2名，平均83.5分 重华里联合支部3名，平均63.8分 101.0 55.0 免评 没有星级1名 免评1名 支部委员会审核意见 内部资料", "已封账")
	s.has(s.page("points_summary", "", pairs{"branch": s.ids["first"]}), "共2名党员 欧阳震华 中共仁寿门社区行政南小区第一支部委员会", "买买提")
	if _, err := s.desk.Close(operator, 2026, "赵敏", ""); err != nil {
		t.Fatal(err)
	}
	closed := s.page("points_summary", "", nil)
	s.has(closed, "已封账2026年11月22日 101.0", "未封账 结果会不同")
	// What comes later alters what is known, not what was closed.
	s.exempt("欧阳震华")
	later := s.page("points_summary", "", nil)
	s.has(later, "已封账 欧阳震华 66.0 有1名党员的结果会不同", "")
	s.has(s.page("points_stars", documents.Wall, pairs{"least": "1"}), "欧阳震华", "截至")
	s.has(s.page("points_slip", "", pairs{"member": s.ids["欧阳震华"]}), "已封账2026年11月22日 66.0 按现在的记录是免评", "截至")
}

// Where nearly everybody hangs out, the operator is told that the rest is pointed at;
// a member without a branch stands under a heading too, after the others.
func TestWallNotes(t *testing.T) {
	s := scored(t)
	s.worked()
	notes := func(key string, params pairs) string {
		out, err := s.print(operator, key, documents.Wall, params)
		if err != nil {
			t.Fatal(err)
		}
		return strings.Join(out.Notes, "\n")
	}
	all, some := pairs{"ranking": "1", "until": "2026-12-31"}, pairs{"ranking": "1", "until": "2026-12-31", "top": "2"}
	s.has(notes("points_stars", pairs{"least": "1"})+notes("points_notice", all), "建议从两星印起", "")
	s.has(notes("points_stars", nil)+notes("points_notice", some), "没有封账 不写原因", "建议")
	s.has(s.page("points_notice", documents.Wall, all), "2026年度 截至2026年11月22日", "")
	s.ids["无支部"] = s.put(registers.PartyMembers.Def, pairs{"name": "无支部"})
	s.claim(points.Claim{Member: "无支部", Rule: "J02", Date: "2026-11-05"}, registers.PointBranchReview)
	n := s.open(false)
	page := s.page("points_notice", documents.Wall, pairs{"notice": n.ID})
	if at := strings.Index(page, "其他党员"); at < strings.Index(page, "欧阳震华") || !strings.Contains(page[max(at, 0):], "无支部") {
		t.Error(page)
	}
}

func TestReviewGathered(t *testing.T) {
	s := scored(t)
	s.claim(points.Claim{Member: "张三", Rule: "J01", Quantity: "2.5", Date: "2026-11-08", Event: "重阳节义诊", Note: "签到表第2页"}, registers.PointClaimed)
	s.claim(points.Claim{Member: "欧阳震华", Rule: "H01", Date: "2026-11-09", File: "仁社发〔2026〕9号"}, registers.PointGroupReview)
	s.claim(points.Claim{Member: "钱多多", Rule: "J02", Date: "2026-11-09"}, registers.PointBranchReview)
	page := s.page("points_review_table", "", nil)
	s.has(page, "共2条 张三 J01志愿服务（重阳节义诊） 2.5小时 +2.5 签到表第2页 已申报 欧阳震华 仁社发〔2026〕9号 小组初审 王芳 ☐同意 谁的积分谁回避", "钱多多")
	s.has(s.page("points_review_table", "", pairs{"branch": s.ids["second"]}), "没有等待审核的申报 重华里联合支部", "张三")
}

func TestRulesGathered(t *testing.T) {
	s := scored(t)
	page := s.page("points_rules", documents.Wall, nil)
	s.has(page, "党员积分管理办法 2026年度 总分=基础分60+贡献分（最多40）+表彰加分（最多10）−扣分，最低0分，最高110分 J01 志愿服务 +1/小时 −2/次 K13 V01 总分记0 同一事项取最高一级 96分及以上 宗教信仰 公示5个工作日 折算 027-80123456", "内部资料")
	if n := strings.Count(text(t, must(t)(s.pdf("points_rules", nil))), "\f"); n != 1 {
		t.Errorf("the scheme that ships takes %d sheets", n)
	}
	scheme := rules.Standard(2026)
	scheme.Rules = append(scheme.Rules, rules.Rule{Code: "K14", Text: "陪张三去找13912345678", Group: rules.Deduction, Points: 20, Unit: "次", Steps: []rules.Points{20, 30, 50}, EventCap: 60, Excludes: []rules.Exclusion{{Code: "K01", Scope: rules.SameEvent}}})
	if err := s.desk.SetScheme(operator, scheme, ""); err != nil {
		t.Fatal(err, errs.Of(err).Hint)
	}
	s.has(s.page("points_rules", documents.Wall, nil), "K14 某居民 −2、−3、 −5/次 （不与K01重复）", "张三 139")
}

func TestClaimFormGathered(t *testing.T) {
	s := scored(t)
	s.has(s.page("points_claim_form", "", nil), "党员积分申报表 2026年度 积分规则对照表 J01 H06 027-80123456", "张三 K01 V01 内部资料")
	s.has(s.page("points_claim_form", "", pairs{"member": s.ids["张三"]}), "张三 行政南第一支部", "138")
}
