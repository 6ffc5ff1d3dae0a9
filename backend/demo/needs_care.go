package demo

import (
	"fmt"

	"chengzhuan/backend/registers"
)

// What stands under the reasons of hardship (registers.HardshipReasons).
var (
	hardLives = map[string]string{
		"1": "家中有人长期患病，每月药费约 %d 元，没有稳定收入。", "2": "家中有重度残疾人，需要人照料，每月护理和药费约 %d 元。",
		"5": "主要劳动力失业，靠低保和零工生活，每月房租水电约 %d 元。", "6": "老人年迈体弱，子女收入低，家里每月开支约 %d 元。",
	}
	hardHelp = map[string]string{
		"1": "每月走访一次；协助申请医疗救助和大病保险；节日慰问。", "2": "联系残联申请辅助器具；志愿者每周上门一次；节日慰问。",
		"5": "推荐公益性岗位和技能培训；协助申请临时救助；节日慰问。", "6": "安装一键呼叫；每天电话问候；志愿者每周陪护半天。",
	}
)

// planHardships opens a case for every low-income household and two that are over.
func (c *community) planHardships() {
	helpers := c.helpers(12)
	for _, h := range c.households {
		if !h.LowIncome || len(h.people) == 0 {
			continue
		}
		n := len(c.care.hardships)
		x := c.hardship(h.people[0], h.Reason, helpers[n%len(helpers)], 40+n*37)
		x.Kind = registers.HardshipLowIncome
		if x.person.member != nil {
			x.Kind = registers.HardshipMember
		}
	}
	for i, p := range c.neighbours(2, 60, func(p *person) bool { return p.member == nil && !p.household.LowIncome }) {
		x := c.hardship(p, []string{"1", "6"}[i], helpers[i], 700+i*90)
		x.Kind, x.State = []string{"2", "8"}[i], []string{registers.HardshipOvercome, registers.HardshipStopped}[i]
		x.Ended = c.today.AddDays(-60 - i*45)
		x.Effect = []string{"病情稳定，子女已就业，家庭收入恢复。", "已随子女迁往外地居住，帮扶终止。"}[i]
	}
}

func (c *community) hardship(p *person, reason string, helper *member, daysAgo int) *hardship {
	if hardLives[reason] == "" {
		reason = "1"
	}
	people := int64(len(p.household.people))
	x := &hardship{person: p, helper: helper, Hardship: registers.Hardship{
		Person: p.Name, Phone: p.Mobile, Reason: reason, People: people, Income: people * int64(c.between(60, 95)) * 1000,
		Living: fmt.Sprintf(hardLives[reason], c.between(4, 12)*100), Helper: helper.Name, Measures: hardHelp[reason],
		Started: c.today.AddDays(-daysAgo), State: registers.HardshipOpen,
	}}
	c.care.hardships = append(c.care.hardships, x)
	return x
}

// planAids gives on four occasions of the year, to every case that was open, and
// on the party's day to members without one.
func (c *community) planAids() {
	for _, o := range []struct {
		month, day int
		kind       string
		yuan       int64
		goods, by  string
		source     string
	}{
		{1, 20, registers.AidMoney, 500, "", "区民政局", "区民政局"},
		{2, 3, registers.AidGoods, 160, "大米 10 公斤、食用油 1 桶", "两委班子", "爱心企业"},
		{7, 26, registers.AidGoods, 80, "清凉油、毛巾、矿泉水", "志愿者服务队", "社区惠民资金"},
		{10, 8, registers.AidMoney, 300, "", "街道办事处", "街道财政"},
	} {
		day := c.lastDay(o.month, o.day)
		for _, h := range c.care.hardships {
			if h.Started > day || h.Ended != "" && h.Ended < day {
				continue
			}
			c.care.aids = append(c.care.aids, &aid{hardship: h, Aid: registers.Aid{
				Date: day, Kind: o.kind, Amount: o.yuan * 100, Goods: o.goods, Source: o.source, GivenBy: o.by, ReceivedBy: h.Person,
			}})
		}
	}
	day, n := c.lastDay(6, 30), 0
	for _, m := range c.members {
		if m.Medal == "" || m.Medal > day || n == 12 {
			continue
		}
		n++
		c.care.aids = append(c.care.aids, &aid{Aid: registers.Aid{
			Date: day, Kind: registers.AidMoney, Amount: 200_00, Source: "党费", GivenBy: c.cadres[0].Name, ReceivedBy: m.Name, Note: "“七一”前走访慰问老党员。",
		}})
	}
}

// planPairs joins members with who lives alone, pupils of poor families and
// others; one helps a person who came back from a sentence and is named by
// name only.
func (c *community) planPairs() {
	helpers := c.helpers(16)
	alone := c.neighbours(8, 65, func(p *person) bool { return contains(p.Kinds, "07") })
	pupils := c.neighbours(3, 7, func(p *person) bool { return p.household.LowIncome && c.age(p) < 19 })
	poor := c.neighbours(4, 30, func(p *person) bool { return p.household.LowIncome })
	add := func(p *person, kind, note string, visits int64) {
		i := len(c.care.pairs)
		m := helpers[i%len(helpers)]
		if p.Name == m.Name {
			return
		}
		c.care.pairs = append(c.care.pairs, &pair{helper: m, person: p, Pair: registers.Pair{
			Helper: m.Name, Person: p.Name, Phone: p.Mobile, Kind: kind, Started: c.today.AddDays(-90 - i*41), Visits: visits, Note: note,
		}})
	}
	for _, p := range alone {
		add(p, "3", "每周打一次电话，帮买米买药。", 4)
	}
	for _, p := range pupils {
		add(p, "2", "周末辅导功课，开学送文具。", 2)
	}
	for _, p := range poor {
		add(p, "1", "节日走访，帮助申请救助。", 1)
	}
	for i, p := range c.care.pairs {
		if i%6 == 5 {
			p.Ended = c.today.AddDays(-20 - i)
		}
	}
	m := c.cadres[1]
	c.care.pairs = append(c.care.pairs, &pair{helper: m, Pair: registers.Pair{
		Helper: m.Name, Person: "龚平", Kind: registers.PairReleased, Started: c.today.AddMonths(-5), Visits: 2, Note: "每月谈心两次，已介绍临时工作。",
	}})
}

var wishTexts = []struct{ wish, needed, kind, result string }{
	{"一副看报用的老花镜", "老花镜 1 副", "3", "已配好送到家，度数合适。"}, {"修好漏水的水龙头", "水电工 1 人", "3", "志愿者上门更换。"},
	{"一个新书包", "书包 1 个", "4", "开学前送到学校。"}, {"想学会用手机挂号", "志愿者半天", "3", "教了三次，已会自己挂号。"},
	{"一台收音机", "收音机 1 台", "3", "已送到家并教会使用。"}, {"一套课外书", "图书约 200 元", "4", "图书已送到。"},
	{"浴室装一根扶手", "扶手 1 根、安装工", "5", "扶手装好，已试用。"}, {"一辆代步轮椅", "轮椅 1 辆", "5", "残联协助申请到轮椅。"},
	{"过一次生日", "蛋糕、志愿者 3 人", "3", "在党群服务中心一起过了生日。"}, {"一床厚棉被", "棉被 1 床", "2", "棉被已送到家。"},
	{"有人陪着去医院复查", "志愿者 1 人、一天", "3", "志愿者陪同复查。"}, {"理一次发", "理发师上门", "5", "理发志愿者每月上门一次。"},
	{"一盏学习用的台灯", "护眼台灯 1 盏", "4", "台灯已送到。"}, {"找一份离家近的工作", "岗位信息", "2", "已推荐到商铺上班。"},
	{"把旧窗户的纱窗换掉", "纱窗 2 扇", "2", "纱窗已换好。"}, {"学会写毛笔字", "书法老师、纸笔", "4", "参加了周末书法班。"},
	{"一张全家福", "摄影志愿者", "6", "照片已装框送到。"}, {"楼道里装一盏声控灯", "声控灯 1 盏", "3", "灯已装好。"},
	{"一双防滑鞋", "防滑鞋 1 双", "3", "已送到家。"}, {"换一把安全的门锁", "门锁 1 把", "7", "门锁已换。"},
	{"几盆好养的花", "绿植 3 盆", "9", "绿植已送到。"}, {"一台小电扇", "电扇 1 台", "2", "电扇已送到家。"},
	{"一次免费体检", "体检名额 1 个", "1", "已到社区卫生服务中心体检。"}, {"参观一次科技馆", "门票、志愿者 2 人", "4", "周末集体参观。"},
	{"给老房子做一次大扫除", "志愿者 5 人", "3", "大扫除完成。"},
}

// planWishes has wishes in every state; one that was claimed is late.
func (c *community) planWishes() {
	people := c.neighbours(len(wishTexts), 30, nil)
	claimers := c.helpers(20)
	for i, p := range people {
		t := wishTexts[i]
		w := &wish{person: p, Wish: registers.Wish{
			Wish: t.wish, Needed: t.needed, Kind: t.kind, Wisher: p.Name, Phone: p.Mobile, Date: c.lately(i, len(people), 300), State: registers.WishOpen,
		}}
		c.care.wishes = append(c.care.wishes, w)
		switch {
		case i == 3 || i == 14:
			w.State, w.Note = registers.WishCancelled, "心愿人已自行解决。"
		case i >= len(people)-6: // the newest are not claimed yet
		default:
			w.claimer = claimers[i%len(claimers)]
			w.ClaimedBy, w.State = w.claimer.Name, registers.WishClaimed
			w.Claimed = c.atMostToday(w.Date.AddDays(c.between(1, 9)))
			w.Planned = w.Claimed.AddDays(30)
			switch {
			case i == 10: // it is late
				w.Claimed, w.Planned = w.Date, later(w.Date, c.today.AddDays(-6))
			case i >= len(people)-11: // on its way
				w.Claimed = later(w.Date, c.today.AddDays(-i))
				w.Planned = w.Claimed.AddDays(40)
			default:
				w.State, w.Done, w.Result = registers.WishDone, c.atMostToday(w.Claimed.AddDays(c.between(3, 25))), t.result
			}
		}
	}
}
