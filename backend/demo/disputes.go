package demo

import (
	"fmt"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
)

// mediationsAYear is above the 30 that the office promises.
const mediationsAYear = 34

var disputes = []struct{ kind, facts, agreement string }{
	{"05", "楼上装修和夜间走动声响大，楼下老人休息不好，两家多次争吵。", "装修只在 8:30–12:00、14:30–18:00；楼上铺地垫，22 点后不拖动家具。"},
	{"06", "楼上卫生间防水老化，水渗到楼下天花板，责任和费用谈不拢。", "楼上一周内重做防水，楼下粉刷费用由楼上承担。"},
	{"01", "楼道堆放纸箱和旧家具，邻居出行不便，发生口角。", "三日内清走杂物，楼道不再堆放。"},
	{"04", "业主认为保洁不到位拒交物业费，物业上门催收时发生争执。", "物业增加保洁次数并公示，业主补交本年物业费。"},
	{"07", "两户为楼下同一车位长期争停，互相堵车。", "按物业登记先后停放，不堵门洞；晚到的停到东侧车位。"},
	{"02", "夫妻为照看孩子和家务分工争吵，一方要离家。", "家务分工写成清单，双方父母轮流帮忙照看孩子。"},
	{"09", "狗未拴绳，惊吓到小孩，家长要求道歉和赔付检查费。", "养犬人当面道歉，承担检查费，出门拴绳。"},
	{"03", "三个子女对老人赡养费和轮流照料意见不一。", "每人每月付赡养费，按月轮流照料，大病费用均摊。"},
	{"08", "一楼搭建雨棚影响二楼采光。", "雨棚缩短并换成透明材料。"},
	{"10", "一楼商铺油烟和垃圾影响楼上居民。", "商铺加装油烟净化器，垃圾日产日清。"},
	{"11", "租期未满房东提前收房，押金退还有争议。", "房东退还押金并补偿半个月租金，租客一周内搬出。"},
	{"14", "广场上相撞，老人摔倒，医药费有争议。", "双方各承担一半医药费。"},
}

// planMediations fills the ledger of a year; the newest are still open.
func (c *community) planMediations() {
	people := c.neighbours(2*mediationsAYear, 25, nil)
	for i := range min(mediationsAYear, len(people)/2) {
		a, b, d := people[2*i], people[2*i+1], disputes[(i*5)%len(disputes)]
		m := &mediation{estate: homeOf(a), Mediation: registers.Mediation{
			Date: c.lately(i, mediationsAYear, 358), Kind: d.kind, Parties: a.Name + "、" + b.Name, Phone: a.Mobile, Place: "社区调解室",
			Mediator: c.cadres[1+i%3].Name, Facts: d.facts,
		}}
		c.care.mediations = append(c.care.mediations, m)
		if i >= mediationsAYear-3 {
			continue
		}
		m.Closed = c.atMostToday(m.Date.AddDays(c.between(0, 12)))
		switch {
		case i == 9 || i == 21:
			m.Result, m.Note = "2", "双方分歧较大，约定三个月内不再扩大。"
		case i == 16:
			m.Result, m.Note = "3", "已告知可向人民法院起诉，并介绍法律援助。"
		default:
			m.Result, m.Agreement, m.Written = registers.MediationAgreed, d.agreement, i%3 != 0
			if m.Closed < c.today.AddDays(-20) {
				m.Fulfilled, m.Returned = i%7 != 3, m.Closed.AddDays(c.between(5, 14))
			}
		}
	}
}

var findings = []struct{ kind, finding, handling string }{
	{"1", "垃圾桶旁有散落垃圾和旧床垫。", "联系保洁当晚清走。"}, {"2", "消防通道停了两辆车。", "电话通知车主挪走，物业补画禁停线。"},
	{"6", "一楼楼道有电动车充电，拉了飞线。", "劝离并收走插线板，登记到户。"}, {"7", "3 栋门前路灯不亮。", "已报物业维修。"},
	{"3", "居民反映夜间烧烤摊油烟大。", "与城管联系，约定夜间联合检查。"}, {"4", "围墙外侧死角杂草丛生，无人管理。", "约定由社区和物业轮流清理。"}, {"5", "单元门禁损坏，门敞开。", "已报修，当晚由门岗看守。"},
}

// planPatrols walks twice a week: eight weeks behind, and the next two planned.
func (c *community) planPatrols() {
	team := c.nightWatch()
	if len(team) == 0 {
		team = c.cadres
	}
	found := 0
	for week := -8; week < 2; week++ {
		for turn, wait := range []int{1, 4} { // Tuesday and Friday
			day := c.today.Monday().AddDays(7*week + wait)
			n := 2*(week+8) + turn
			e := c.estates[n%len(c.estates)]
			p := &patrol{estate: e, Patrol: registers.Patrol{
				Date: day, Shift: []string{"19:00–21:00", "15:00–17:00"}[turn], Route: e.Name + "及周边", Leader: team[n%len(team)].Name,
				Members: joinText(team[(n+1)%len(team)].Name, team[(n+2)%len(team)].Name),
			}}
			c.care.patrols = append(c.care.patrols, p)
			if day <= c.today && n%2 == 1 && found < len(findings) {
				f := findings[found]
				p.Finding, p.Kind, p.Handling, p.Handled = f.finding, f.kind, f.handling, c.atMostToday(day.AddDays(found%3))
				found++
			}
		}
	}
}

// planProjects has one work in every stage.
func (c *community) planProjects() {
	day := func(months int) cn.Date { return c.today.AddMonths(months) }
	for i, p := range []registers.Project{
		{Name: "古楼里楼道照明改造", Problem: "楼道灯老旧，夜间出行不便，居民多次反映。", Amount: 86_000_00, Source: "街道财政", Started: day(-9), Planned: day(-7), Ended: day(-7).AddDays(-3),
			Stage: registers.ProjectDone, Works: "10 栋 20 个单元更换声控灯 118 盏，清理楼道线路。", Result: "夜间投诉没有了。", Households: 190},
		{Name: "城墙根宿舍燃气管道改造", Problem: "用罐装燃气，老人换气不便，也不安全。", Amount: 640_000_00, Source: "区住建局、燃气公司", Started: day(-3), Planned: day(2),
			Stage: registers.ProjectBuilding, Works: "向区住建局和燃气公司申请；已铺设主管 320 米。", Households: 108},
		{Name: "砖瓦巷小区下水管网疏通", Problem: "雨天返水，一楼住户受影响。", Amount: 120_000_00, Source: "区水务局", Planned: day(5), Stage: registers.ProjectApplied, Works: "已向区水务局申报，完成现场勘查。", Households: 64},
		{Name: "荷花池院电动车充电棚", Problem: "飞线充电多，有火灾隐患。", Planned: day(7), Stage: registers.ProjectPlanned, Works: "征求意见，居民议事会已通过选址。", Households: 45},
	} {
		p.Owner = c.cadres[i%len(c.cadres)].Name
		for _, e := range c.estates {
			if len(p.Name) > len(e.Name) && p.Name[:len(e.Name)] == e.Name {
				made := &project{estate: e, Project: p}
				made.photos = projectPhotos(i, made, c.today)
				c.care.projects = append(c.care.projects, made)
			}
		}
	}
}

// planConsultations has problems that one office cannot settle alone.
func (c *community) planConsultations() {
	for i, x := range []registers.Consultation{
		{Problem: "老旧小区加装电梯一楼住户不同意", Opinions: "街道：先做通一楼工作；住建：可用侧面廊桥方案；物业：维护费用要先定。", Decision: "按侧面廊桥方案重新设计，维护费用写进公约。", Result: "一楼住户同意，已重新报批。"},
		{Problem: "城墙根宿舍无物业管理", Opinions: "社区：居民愿意每月交 20 元；邻近物业：可以代管保洁和门岗。", Decision: "由锦绣华庭物业代管一年，费用每户每月 20 元。", Result: "已签代管协议，垃圾日产日清。"},
		{Problem: "市场周边占道经营反复", Opinions: "城管：划定疏导点；商户：希望保留早市。", Decision: "6:00–8:30 设早市疏导点，其余时间不占道。"},
		{Problem: "古楼里业委会任期已满无人参选", Opinions: "支部：动员党员参选；街道：可先成立物管会。", Decision: "先成立物业管理委员会，三个月内完成换届。"},
	} {
		x.Date = c.today.AddDays(-250 + i*70)
		x.Proposer, x.Owner = c.cadres[0].Name, c.cadres[i%len(c.cadres)].Name
		x.Participants = "街道组织委员、民政、住建、城管、物业、居民代表"
		x.Deadline = x.Date.AddDays(60)
		if x.Result != "" {
			x.Done = x.Deadline.AddDays(-7)
		}
		c.care.consultations = append(c.care.consultations, &x)
	}
}

// planInspections has one a month in the three forms by turns, and two talks
// after what stood still.
func (c *community) planInspections() {
	first := c.today[:7].First()
	for i := range 10 {
		day := first.AddMonths(i - 10).AddDays(14)
		x := &registers.Inspection{
			Date: day, Form: []string{registers.InspectionOnSite, "2", "3"}[i%3], Place: c.estates[i%len(c.estates)].Name, Inspectors: "街道督查组",
			Inspected: communityName, Findings: []string{"台账齐全，宣传栏更新不及时。", "居民反映停车难，议事会记录不全。", "工程进度比计划慢两周。"}[i%3],
		}
		if i%2 == 0 {
			x.Demands, x.Deadline = "一个月内整改并报结果。", day.AddDays(30)
			if i < 9 {
				x.Done, x.Result = c.atMostToday(day.AddDays(20)), "已整改，街道复查通过。"
			}
		}
		c.care.inspections = append(c.care.inspections, x)
	}
	for i, t := range []registers.Talk{
		{Person: "周经理", Post: "项目经理", Unit: "古楼里物业", Reason: "下水管道报修两个月未修好。", Content: "指出拖延的影响，要求说明原因。", Promise: "两周内修好并向居民道歉。", Result: "已修好，居民签字确认。"},
		{Person: "熊主管", Post: "施工负责人", Unit: "燃气改造施工队", Reason: "施工进度比计划慢。", Content: "听取原因，要求增加人手。", Promise: "增加一个班组，月底前赶上进度。"},
	} {
		t.Date = c.today.AddDays(-120 + i*105)
		t.Deadline, t.By = t.Date.AddDays(30), c.cadres[0].Name
		t.No = fmt.Sprintf("〔%d〕%d号", t.Date.Year(), 3+i*4)
		c.care.talks = append(c.care.talks, &t)
	}
}
