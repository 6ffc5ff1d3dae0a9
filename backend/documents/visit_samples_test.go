package documents_test

import (
	"fmt"
	"strings"

	"chengzhuan/backend/documents"
)

const community = "仁寿门社区"

func choices(on string, labels ...string) (list []documents.Tick) {
	for _, l := range labels {
		list = append(list, documents.Tick{Label: l, On: strings.Contains(on, l)})
	}
	return list
}

var (
	visitClasses = []string{"党员", "困难群众", "青少年", "刑释矫正人员", "低保户", "空巢独居老人", "残疾人", "新迁居民", "流动人员", "退役军人", "信访重点人员", "商户", "一般居民"}
	deliveries   = []string{"送学", "送帮", "送温暖"}
	homeServices = []string{"家庭纠纷调解到家", "有病住院看望到家", "新迁居民走访到家", "帮教服务到家", "低保发放到家", "下岗待业安置到家"}
)

func sampleVisit() documents.VisitRecord {
	return documents.VisitRecord{
		Unit: community, No: "ZF-2026-K7QD-0123", Date: "2026年11月18日", Time: "9:30—10:10", Weather: "小雨", Mode: "入户", Place: "家中",
		Lead: "张红梅", Companions: "赵堃喆、何梅", Recorder: "何梅", Household: "行政南小区3栋2单元501", Grid: "第3网格",
		Person: "单秀兰", Age: "80岁及以上", Relation: "户主", Phone: "13800000001",
		Classes: choices("空巢独居老人、低保户", visitClasses...), Deliveries: choices("送温暖", deliveries...), Services: choices("有病住院看望到家", homeServices...),
		Family: "独居，女儿在外地工作，每月回来一次。", Talk: "老人上周出院，在家休养。说楼道灯坏了一个多月，晚上下楼不方便；燃气软管老化，想请人来看看。介绍了居家养老服务和高龄津贴的办法，老人愿意登记。",
		Policies: "高龄津贴、居家养老服务补贴。", Hazards: "燃气软管老化，已提醒先关阀门。",
		Appeals: []documents.VisitAppeal{
			{No: "SQ-2026-K7QD-0088", Title: "2单元楼道灯损坏", Kind: "物业", Urgency: "一般", State: "办结", Owner: "赵堃喆", Due: "2026.12.02", Result: "物业已更换声控灯三只", Rating: "满意"},
			{No: "SQ-2026-K7QD-0089", Title: "燃气软管老化，希望上门更换", Kind: "供水电气热", Urgency: "急", State: "转办（江北燃气公司）", Owner: "何梅", Due: "2026.12.03"},
		},
		Form: "B7K2-03", Maker: "张红梅", Checker: "赵堃喆",
	}
}

func sampleVisitList(n int) documents.VisitList {
	m := documents.VisitList{Unit: community, Period: "2026年11月1日—11月21日", Of: "第3网格", Households: n * 4 / 5, Maker: "张红梅", Checker: "赵堃喆"}
	talks := []string{"老人身体尚可，女儿每月回来一次。", "反映楼道灯坏了一个多月，晚上下楼不方便；燃气软管老化，想请人来看看。介绍了居家养老服务和高龄津贴的办法。", "家中无人，留便民联系卡一张。", "新迁入居民，介绍社区服务事项，登记人口信息。"}
	for i := range n {
		r := documents.VisitRow{
			Date: fmt.Sprintf("2026.11.%02d", 1+i%21), No: fmt.Sprintf("ZF-2026-K7QD-%04d", i+1), Place: fmt.Sprintf("行政南小区%d栋%d单元%d01", 1+i%9, 1+i%3, 1+i%7), Person: names[i%len(names)],
			Classes: []string{"一般居民", "空巢独居老人、低保户", "党员", "新迁居民"}[i%4], Lead: names[(i+3)%4], Mode: []string{"入户", "入户", "电话"}[i%3], Talk: talks[i%len(talks)],
		}
		if i%4 == 1 {
			r.Services, r.Appeals = "送温暖、看望病人", "楼道灯损坏（办结，满意）；燃气软管老化（转办）"
		}
		m.Rows = append(m.Rows, r)
	}
	return m
}

func sampleForms() documents.VisitForms {
	var numbers []string
	for n := range 10 {
		numbers = append(numbers, fmt.Sprintf("B7K2-%02d", n+1))
	}
	return documents.VisitForms{Unit: community, Numbers: numbers, Classes: []string{"党员", "困难群众", "青少年", "刑释矫正人员", "低保户", "空巢独居老人", "残疾人"}, Deliveries: deliveries,
		Services: []string{"纠纷调解", "看望病人", "走访新居民", "帮教", "低保发放", "就业安置"}}
}

func sampleReply() documents.MatterReply {
	return documents.MatterReply{
		Community: community, No: "SQ-2026-K7QD-0088", To: "单秀兰居民", Asked: "行政南小区3栋2单元楼道灯损坏", Accepted: "2026年11月18日", Way: "协调小区物业办理", Finished: "2026年11月20日",
		Result:  "物业公司已于11月20日更换2单元一至五层声控灯三只，并检查了本栋其他单元的楼道灯。今后楼道灯损坏，可直接拨打物业报修电话，也可告诉网格员。",
		Contact: "赵堃喆", Phone: "8012 3456", Hours: "周一至周五 8:30—17:30", Place: "行政南小区3栋2单元501", PersonPhone: "13800000001", Owner: "赵堃喆", Maker: "张红梅",
	}
}

func sampleSheet() documents.MatterSheet {
	return documents.MatterSheet{
		Unit: community, No: "SQ-2026-K7QD-0061", Title: "行政南小区5栋加装电梯", Kind: "住房", Urgency: "一般", Source: "议事会", Visit: "", Accepted: "2026.05.12", Owner: "赵堃喆",
		Place: "行政南小区5栋", Person: "解晓东", Phone: "13800000002", Content: "5栋六层，住有70岁以上老人11名，上下楼困难。多数住户愿意加装电梯，一层两户担心采光和噪音。", Wanted: "年内开工",
		State: "上报", To: "江北区住房和城乡建设局", ReplyDue: "2026.05.15", Replied: "2026.05.13", Due: "2026.12.31", Extension: "施工图审查未完成，经商议延至年底", Reopened: "",
		Steps: []documents.MatterStage{{Label: "办前听意见", Date: "2026.05.20", Note: "走访12户"}, {Label: "办中报进展", Date: "2026.08.02"}, {Label: "办后问满意"}},
		Major: "加装电梯", Stages: []documents.MatterStage{{Label: "党组织提议", Date: "2026.05.25"}, {Label: "“两委”会商议", Date: "2026.06.01"}, {Label: "党员大会审议", Date: "2026.06.10"}, {Label: "居民会议决议", Date: "2026.06.28"}, {Label: "决议公开", Date: "2026.07.01"}, {Label: "实施结果公开"}},
		Course: []documents.MatterEntry{
			{Date: "2026.05.12", What: "受理", By: "张红梅", Note: "周末议事会上提出"}, {Date: "2026.05.13", What: "首次答复", By: "赵堃喆", Note: "告知先征求全楼意见"},
			{Date: "2026.05.20", What: "听取意见", By: "赵堃喆", Note: "走访12户，10户赞成，2户担心采光"}, {Date: "2026.06.02", What: "受理 → 社区协调", By: "赵堃喆", Due: "2026.06.16"},
			{Date: "2026.07.02", What: "社区协调 → 上报", By: "赵堃喆", Due: "2026.07.17", Note: "决议公开后报区住建局"}, {Date: "2026.08.02", What: "进展", By: "赵堃喆", Note: "向住户通报：设计单位已现场测量", Void: "日期写错"},
			{Date: "2026.08.20", What: "延期", By: "赵堃喆", Due: "2026.12.31", Note: "施工图审查未完成，经商议延至年底"},
		},
		Maker: "张红梅", Checker: "赵堃喆",
	}
}

func sampleMatters(n int) documents.MatterList {
	m := documents.MatterList{Unit: community, Period: "2026年11月1日—11月21日受理", Open: n / 2, Overdue: n / 5, Maker: "张红梅", Checker: "赵堃喆"}
	for i := range n {
		r := documents.MatterRow{No: fmt.Sprintf("SQ-2026-K7QD-%04d", i+1), Accepted: fmt.Sprintf("2026.11.%02d", 1+i%21), Title: []string{"楼道灯损坏", "楼上漏水，卫生间顶棚渗水严重，希望协调楼上住户维修", "小区门口占道停车", "申请低保"}[i%4], Kind: []string{"物业", "住房", "停车", "民政低保"}[i%4], Source: []string{"走访", "窗口受理", "咨询交流日"}[i%3],
			Place: fmt.Sprintf("行政南小区%d栋2单元501", 1+i%9), Person: names[i%len(names)], Owner: names[(i+2)%5], State: []string{"社区协调", "转办", "办结", "满意"}[i%4], Due: fmt.Sprintf("2026.11.%02d", 10+i%20)}
		switch i % 5 {
		case 0:
			r.Light, r.Left = documents.LightRed, "逾期3个工作日"
		case 1:
			r.Light, r.Left, r.To = documents.LightYellow, "剩1个工作日", "江北区城市管理执法局"
		case 2:
			r.Finished, r.Result, r.Rating = "2026.11.20", "物业已更换声控灯三只，检查其他单元", "满意"
		}
		m.Rows = append(m.Rows, r)
	}
	return m
}

func sampleNotice() documents.SupervisionNotice {
	return documents.SupervisionNotice{
		Unit: community, Number: "〔2026〕12号", No: "DB-2026-K7QD-0012", Problem: "行政南小区北门占道停车、消防通道堵塞问题长期没有解决", Source: "逾期事项（SQ-2026-K7QD-0044）", To: "仁寿门物业服务有限公司", Owner: "刘强", Issuer: "赵堃喆", Issued: "2026年11月12日",
		Measures: "1. 三日内清理消防通道内的车辆和杂物，划设禁停标线；\n2. 安排专人早晚高峰值守；\n3. 会同业委会提出增加车位的办法。", Due: "2026年11月27日前办结并反馈", Maker: "张红梅",
	}
}

func sampleSupervisions(n int) documents.SupervisionList {
	m := documents.SupervisionList{Unit: community, Period: "截至2026年11月21日", Red: n / 3, Yellow: n / 3, Green: n - n/3*2, Maker: "张红梅", Checker: "赵堃喆"}
	for i := range n {
		r := documents.SupervisionRow{No: fmt.Sprintf("DB-2026-K7QD-%04d", i+1), Problem: []string{"北门占道停车、消防通道堵塞", "5栋屋面渗水三年未修", "楼道堆放杂物"}[i%3], Source: []string{"逾期事项", "集中活动日", "督查发现"}[i%3], To: []string{"仁寿门物业服务有限公司", "重华里业委会", ""}[i%3], Owner: names[i%6], Measures: "清理通道，划设禁停标线，安排专人值守", Due: "2026.11.27", Progress: []string{"", "已召开协调会，确定维修方案，正在报批维修资金"}[i%2], State: []string{"交办", "签收", "销号"}[i%3]}
		r.Light = []documents.Light{documents.LightRed, documents.LightYellow, documents.LightGreen}[i%3]
		r.Left = []string{"逾期4个工作日", "剩1个工作日", ""}[i%3]
		if i%3 == 2 {
			r.Done = "2026.11.20"
		}
		m.Rows = append(m.Rows, r)
	}
	return m
}

func sampleTalk() documents.TalkRecord {
	return documents.TalkRecord{Unit: community, Person: "刘强", Post: "项目经理", PersonOf: "仁寿门物业服务有限公司", Date: "2026年11月20日", By: "赵堃喆、张红梅", Number: "〔2026〕12号", Reason: "北门消防通道堵塞，督办到期没有办结。", Content: "指出问题经过和影响，听取物业公司说明：人手不足，标线施工已联系两家单位。要求先清理、后划线，每天早晚专人值守，并在小区公示。", Promise: "11月23日前清理完毕，11月27日前划好标线，每天报送照片。", Deadline: "2026年11月27日"}
}

func sampleWeekly() documents.WeeklyReport {
	return documents.WeeklyReport{Unit: community, Week: "第47周", From: "2026年11月16日（周一）", To: "11月22日（周日）", Author: "张红梅",
		Done:   "1. 走访居民 38 户，其中重点对象 12 户；受理诉求 9 件，办结 6 件，当场解决 4 件。\n2. 召开“两委”会一次，商议5栋加装电梯事项。\n3. 到重华里小区开展咨询交流，到场 26 人，当场答复 15 条。\n4. 调解邻里纠纷 2 件，均达成协议。",
		Undone: "北门消防通道标线没有划完：施工单位档期推迟，改到 11 月 27 日。", Next: "1. 督办北门消防通道标线施工。\n2. 完成第3网格空巢老人走访。", Need: "请街道协调交警部门在北门增设禁停标志。", SentTo: "街道书记、副书记、组织委员、部门主要负责人和分管负责人、科室负责人"}
}

func sampleMediations(n int) documents.MediationLedger {
	m := documents.MediationLedger{Unit: community, Period: "2026年1月1日—11月21日", Target: 30, Total: n, Agreed: n * 9 / 10, Phone: "8012 3456", Maker: "张红梅", Checker: "赵堃喆",
		Kinds:   documents.MergeSmall([]documents.Count{{Label: "邻里纠纷", N: 9}, {Label: "物业纠纷", N: 7}, {Label: "漏水渗水", N: 6}, {Label: "停车占道", N: 3}, {Label: "婚姻家庭纠纷", N: 2}, {Label: "宠物饲养", N: 1}}, documents.SmallCell, "其他"),
		Results: documents.MergeSmall([]documents.Count{{Label: "调解成功", N: 25}, {Label: "正在调解", N: 2}, {Label: "引导诉讼", N: 1}}, documents.SmallCell, "其他")}
	for i := range n {
		m.Rows = append(m.Rows, documents.MediationRow{No: fmt.Sprintf("TJ-2026-K7QD-%04d", i+1), Date: fmt.Sprintf("2026.%02d.%02d", 1+i%11, 1+i%28), Kind: []string{"邻里纠纷", "物业纠纷", "漏水渗水"}[i%3], Parties: names[i%8] + "、" + names[(i+5)%8], Estate: "行政南小区", Facts: "楼上卫生间漏水，两家为维修费用争执多次。", Mediator: names[(i+1)%5], Result: "调解成功", Agreement: "楼上三日内维修，费用由楼上承担；楼下配合施工。", Written: "是", Fulfilled: "是", Closed: fmt.Sprintf("2026.%02d.%02d", 1+i%11, 2+i%26), Returned: ""})
	}
	return m
}

func sampleProject() documents.ProjectCard {
	return documents.ProjectCard{Community: community, Name: "行政南小区雨污分流改造", Estate: "行政南小区", Problem: "地下管网老旧，雨天积水，1、2、3栋一楼多次进水。", Amount: "486,000.00 元", Source: "区住建局、街道自筹", Owner: "赵堃喆", Phone: "8012 3456", Started: "2026年3月10日", Planned: "2026年12月20日",
		Households: "320 户", Works: "更换雨水管 260 米、污水管 310 米，新建检查井 18 座，恢复路面 900 平方米。", Stages: []string{"立项", "申报", "施工", "验收", "完成"}, Stage: 2, Place: "小区北门公示栏"}
}

func sampleContacts() documents.ContactCards {
	c := documents.ContactCard{Community: community, Grid: "第3网格", Role: "网格员", Name: "张红梅", Second: "3栋楼栋长　李建国", Phone: "8012 3456", Hours: "周一至周五 8:30—17:30", Services: "政策咨询、证明事项、矛盾调解、养老助残、就业帮扶、报修转办", Hotline: "8012 3499"}
	d := c
	d.Grid, d.Name, d.Second = "第4网格（重华里小区）", "阿卜杜热合曼·阿卜杜外力", ""
	return documents.ContactCards{Cards: []documents.ContactCard{c, d}, Copies: 6}
}

func sampleConsultation() documents.ConsultationNotice {
	return documents.ConsultationNotice{Community: community, Estate: "重华里小区", Date: "2026年11月28日（星期六）", Time: "9:00–11:00", Place: "重华里小区中心花坛旁", Hosts: []string{"赵堃喆", "张红梅", "何梅", "刘强"}, Phone: "8012 3456", Hours: "周一至周五 8:30—17:30", Posted: "2026年11月21日", Hung: "小区各单元门口"}
}

func sampleRotation(n int) documents.RotationPlan {
	m := documents.RotationPlan{Community: community, Period: "2026年", Phone: "8012 3456", Place: "党群服务中心大厅"}
	for i := range n {
		m.Rows = append(m.Rows, documents.RotationRow{Month: fmt.Sprintf("%d月", 1+i%12), Estate: []string{"行政南小区", "重华里小区", "江汉机械厂宿舍"}[i%3], Date: fmt.Sprintf("%d月28日", 1+i%12), Time: "9:00–11:00", Place: "中心花坛旁", Hosts: "赵堃喆、张红梅、何梅", Phone: "8012 3456", Done: i < 10})
	}
	return m
}

func sampleWishes(n int) documents.WishWall {
	m := documents.WishWall{Community: community, Phone: "8012 3456"}
	for i := range n {
		c := documents.WishCard{No: fmt.Sprintf("XY-2026-K7QD-%04d", i+1), Wish: []string{"想要一台电子血压计", "希望有人每周陪着去菜场买一次菜", "孩子想有一套课外书和一盏护眼台灯"}[i%3], Needed: []string{"血压计一台，约 200 元", "一名志愿者", "图书、台灯"}[i%3], State: "待认领"}
		if i%3 == 1 {
			c.ClaimedBy, c.State = "重华里小区党支部", "已认领"
		}
		if i%3 == 2 {
			c.ClaimedBy, c.State, c.Done = "张**", "已完成", "2026年11月15日"
		}
		m.Cards = append(m.Cards, c)
	}
	return m
}

// fieldwork are the documents of visits, appeals, supervision and care, in the
// order of the catalogue.
func fieldwork() []document {
	return []document{
		{"visit_record", func(o documents.Options) ([]byte, error) { return press.VisitRecord(sampleVisit(), o) }},
		{"visit_list", func(o documents.Options) ([]byte, error) { return press.VisitList(sampleVisitList(30), o) }},
		{"visit_forms", func(o documents.Options) ([]byte, error) { return press.VisitForms(sampleForms(), o) }},
		{"matter_reply", func(o documents.Options) ([]byte, error) { return press.MatterReply(sampleReply(), o) }},
		{"matter_sheet", func(o documents.Options) ([]byte, error) { return press.MatterSheet(sampleSheet(), o) }},
		{"matter_list", func(o documents.Options) ([]byte, error) { return press.MatterList(sampleMatters(30), o) }},
		{"supervision_notice", func(o documents.Options) ([]byte, error) { return press.SupervisionNotice(sampleNotice(), o) }},
		{"supervision_list", func(o documents.Options) ([]byte, error) {
			return press.SupervisionList(sampleSupervisions(18), o)
		}},
		{"talk_record", func(o documents.Options) ([]byte, error) { return press.TalkRecord(sampleTalk(), o) }},
		{"weekly", func(o documents.Options) ([]byte, error) { return press.WeeklyReport(sampleWeekly(), o) }},
		{"mediation_ledger", func(o documents.Options) ([]byte, error) { return press.MediationLedger(sampleMediations(28), o) }},
		{"project_card", func(o documents.Options) ([]byte, error) { return press.ProjectCard(sampleProject(), o) }},
		{"contact_cards", func(o documents.Options) ([]byte, error) { return press.ContactCards(sampleContacts(), o) }},
		{"consultation_notice", func(o documents.Options) ([]byte, error) {
			return press.ConsultationNotice(sampleConsultation(), o)
		}},
		{"rotation_plan", func(o documents.Options) ([]byte, error) { return press.RotationPlan(sampleRotation(12), o) }},
		{"wish_cards", func(o documents.Options) ([]byte, error) { return press.WishCards(sampleWishes(9), o) }},
	}
}
