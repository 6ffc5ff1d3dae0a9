package documents

import (
	"fmt"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
)

// fieldwork lists the documents of visits, appeals, supervision and care.
func fieldwork() []Info {
	ref := func(key, label, register string) Param {
		return Param{Key: key, Label: label, Kind: "ref", Register: register, Required: true}
	}
	from := func(start func(cn.Date) string) Param {
		return Param{Key: "from", Label: "从", Kind: "date", Default: start}
	}
	to := Param{Key: "to", Label: "到", Kind: "date", Default: func(today cn.Date) string { return string(today) }}
	month := func(today cn.Date) string { return string(today)[:7] + "-01" }
	year := func(today cn.Date) string { return string(today)[:4] + "-01-01" }
	place := Param{Key: "place", Label: "张贴处", Kind: "text"}
	grid := Param{Key: "grid", Label: "网格", Kind: "ref", Register: registers.GridCells.Key}
	standing, lying := []string{"A4"}, []string{"A4", "A3"}
	inside, outside, both := []Audience{Internal}, []Audience{Wall}, []Audience{Wall, Internal}
	themes := []Theme{RedGold, Brick, Plain}
	return []Info{
		{Key: "visit_record", Title: "走访登记表", Detail: "一次走访一张，连同当时提出的诉求", About: []string{registers.Visits.Key}, Papers: standing, Audiences: inside, Params: []Param{ref("visit", "走访", registers.Visits.Key)}},
		{Key: "visit_list", Title: "民情日志", Detail: "一段时间的走访清单，可只印一个网格或一位走访人", About: []string{registers.Visits.Key}, Papers: lying, Landscape: true, Audiences: inside,
			Params: []Param{from(month), to, grid, {Key: "lead", Label: "走访人", Kind: "text"}}},
		{Key: "visit_forms", Title: "空白走访表", Detail: "带编号的空白表，每张五格，带到门口填写，按编号录入", About: []string{registers.Visits.Key}, Papers: standing, Audiences: inside,
			Params: []Param{{Key: "batch", Label: "批号", Kind: "text", Required: true}}},
		{Key: "matter_reply", Title: "居民意见答复单", Detail: "上联送交本人，下联存查", About: []string{registers.Matters.Key}, Papers: standing, Audiences: inside, Params: []Param{ref("matter", "诉求", registers.Matters.Key)}},
		{Key: "matter_sheet", Title: "诉求办理单", Detail: "一件诉求的全过程，含三步工作法和四议两公开", About: []string{registers.Matters.Key}, Papers: standing, Audiences: inside, Params: []Param{ref("matter", "诉求", registers.Matters.Key)}},
		{Key: "matter_list", Title: "诉求台账", Detail: "一段时间受理的诉求，标出逾期和临期", About: []string{registers.Matters.Key}, Papers: lying, Landscape: true, Audiences: inside,
			Params: []Param{from(year), to, {Key: "open", Label: "只印在办", Kind: "flag"}, {Key: "overdue", Label: "只印逾期", Kind: "flag"}, {Key: "owner", Label: "责任人", Kind: "text"}}},
		{Key: "supervision_notice", Title: "督办通知单", Detail: "一事一单，没有办的栏目留空手填", About: []string{registers.Supervisions.Key}, Papers: standing, Audiences: inside,
			Params: []Param{ref("supervision", "督办", registers.Supervisions.Key), {Key: "number", Label: "通知单编号", Kind: "text"}}},
		{Key: "supervision_list", Title: "督办问题清单", Detail: "红黄绿三色，写明措施、进展和销号日期", About: []string{registers.Supervisions.Key}, Papers: lying, Landscape: true, Audiences: inside,
			Params: []Param{from(year), to, {Key: "open", Label: "只印未销号", Kind: "flag"}}},
		{Key: "talk_record", Title: "约谈记录", Detail: "一次约谈一张，留签字处", About: []string{registers.Talks.Key}, Papers: standing, Audiences: inside, Params: []Param{ref("talk", "约谈记录", registers.Talks.Key)}},
		{Key: "weekly", Title: "周工作纪实", Detail: "一周一张，周一到周日", About: []string{registers.Weeklies.Key}, Papers: standing, Audiences: inside, Params: []Param{ref("weekly", "周工作纪实", registers.Weeklies.Key)}},
		{Key: "mediation_ledger", Title: "矛盾纠纷调解台账", Detail: "内部版逐件列出；上墙版只印件数", About: []string{registers.Mediations.Key}, Papers: lying, Landscape: true, Audiences: []Audience{Internal, Wall}, Themes: themes, Params: []Param{from(year), to}},
		{Key: "project_card", Title: "民心工程卡", Detail: "一个项目一张：问题、资金、进度、成效", About: []string{registers.Projects.Key}, Papers: []string{"A4", "A3"}, Audiences: both, Themes: themes, Params: []Param{ref("project", "民心工程", registers.Projects.Key), place}},
		{Key: "contact_cards", Title: "便民联系卡", Detail: "90×54 毫米，一张 A4 十张，带裁切线", About: []string{registers.GridCells.Key, registers.Buildings.Key}, Papers: standing, Audiences: outside, Themes: themes,
			Params: []Param{grid, {Key: "buildings", Label: "每个楼栋长一种", Kind: "flag"}, {Key: "copies", Label: "每种份数", Kind: "text", Default: func(cn.Date) string { return "10" }}, {Key: "services", Label: "服务事项", Kind: "text", Default: func(cn.Date) string { return usualServices }}}},
		{Key: "consultation_notice", Title: "咨询交流日公告", Detail: "“两委”进小区的时间、地点和接待人员", About: []string{registers.Rotations.Key}, Papers: []string{"A4", "A3"}, Audiences: both, Themes: themes,
			Params: []Param{ref("rotation", "轮流进小区", registers.Rotations.Key), {Key: "topics", Label: "咨询内容", Kind: "text"}, place}},
		{Key: "rotation_plan", Title: "轮流进小区安排", Detail: "一年的轮流表，每月一个小区", About: []string{registers.Rotations.Key}, Papers: []string{"A4", "A3"}, Audiences: both, Themes: themes,
			Params: []Param{{Key: "year", Label: "年份", Kind: "text", Default: func(today cn.Date) string { return fmt.Sprint(today.Year()) }}, place}},
		{Key: "wish_cards", Title: "微心愿墙", Detail: "一个心愿一张卡，心愿人写“某居民”，一页八张", About: []string{registers.Wishes.Key}, Papers: standing, Audiences: outside, Themes: themes,
			Params: []Param{{Key: "estate", Label: "小区", Kind: "ref", Register: registers.Estates.Key}, {Key: "done", Label: "连已完成的一起印", Kind: "flag"}}},
	}
}

// printFieldwork gathers and lays out one of them.
func (g *desk) printFieldwork(key string) ([]byte, string, error) {
	gather := map[string]func() ([]byte, string, error){
		"visit_record": g.visitRecord, "visit_list": g.visitList, "visit_forms": g.visitForms,
		"matter_reply": g.matterReply, "matter_sheet": g.matterSheet, "matter_list": g.matterList,
		"supervision_notice": g.supervisionNotice, "supervision_list": g.supervisionList, "talk_record": g.talkRecord, "weekly": g.weekly,
		"mediation_ledger": g.mediationLedger, "project_card": g.projectCard, "contact_cards": g.contactCards,
		"consultation_notice": g.consultationNotice, "rotation_plan": g.rotationPlan, "wish_cards": g.wishCards,
	}[key]
	return gather()
}
