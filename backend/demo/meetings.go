package demo

import (
	"fmt"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/registers"
)

// planRotations goes to one estate a month: ten months behind, this one, the next.
func (c *community) planRotations() {
	first := c.today[:7].First()
	for i := range 12 {
		month := first.AddMonths(i - 10)
		day := month.Monday().AddDays(10) // a Thursday of the second week
		if day < month.AddDays(7) {
			day = day.AddDays(7)
		}
		e := c.estates[i%len(c.estates)]
		r := &rotation{estate: e, Rotation: registers.Rotation{
			Month: month[:7], Date: day, Time: "9:00–11:00", Place: e.Name + "门前广场", Hosts: joinText(c.cadres[i%3].Name, c.cadres[3+i%3].Name), Phone: officePhone(2), State: registers.RotationPlanned,
		}}
		c.care.rotations = append(c.care.rotations, r)
		if day < c.today {
			r.State, r.People = registers.RotationHeld, int64(c.between(14, 46))
			c.askAt(r)
		}
	}
}

var consultations = []struct{ question, answer string }{
	{"小区门口的路灯什么时候修", "已报修，三天内修好。"}, {"电动车充电棚建在哪里", "选址在院子东侧，居民议事会已通过。"}, {"老年人办公交卡要带什么", "带身份证和一张照片到街道便民大厅。"},
	{"物业费为什么涨了", "按业主大会决定执行，明细在公示栏。"}, {"楼上漏水找谁", "先找物业查漏，谈不拢社区调解。"}, {"加装电梯怎么申请", "三分之二以上业主参加表决，材料到居委会领。"},
	{"低保怎么申请", "到社区服务大厅领表，收入证明和户口本带齐。"}, {"孩子暑假有没有托管", "七月、八月在党群服务中心有爱心托管。"}, {"夜里烧烤摊太吵", "已约城管，每晚十点后巡查。"},
	{"医保断交了怎么补", "到街道医保窗口办理，当月生效。"}, {"下水道经常堵", "已列入管网疏通项目。"}, {"流动党员怎么参加学习", "扫支部的二维码登记，也可就近参加主题党日。"},
}

// askAt asks three questions at a round; of the newest two one waits for an
// answer, and one has waited too long.
func (c *community) askAt(r *rotation) {
	people := c.neighbours(3, 25, func(p *person) bool { return homeOf(p) == r.estate })
	for i, p := range people {
		n := len(c.care.questions)
		t := consultations[n%len(consultations)]
		q := &question{rotation: r, person: p, Question: registers.Question{
			Date: r.Date, Asker: p.Name, Phone: p.Mobile, Question: t.question, OnSpot: i < 2, Answer: t.answer, Answerer: c.cadres[n%len(c.cadres)].Name,
		}}
		c.care.questions = append(c.care.questions, q)
		if q.OnSpot {
			q.Replied = r.Date
			continue
		}
		q.Due = r.Date.AddDays(10)
		if r.Date < c.today.AddDays(-50) {
			q.Replied = r.Date.AddDays(c.between(2, 8))
			continue
		}
		q.Answer, q.Answerer = "", ""
	}
}

// planWeeklies writes the reports of the last eight weeks; this week's is a draft.
func (c *community) planWeeklies() {
	monday := c.today.Monday()
	for i := range 8 {
		w := &registers.Weekly{
			Monday: monday.AddDays(7 * (i - 7)), Author: c.cadres[i%2].Name, State: registers.WeeklyFinal,
			SentTo: registers.Weeklies.Field("sent_to").Default,
		}
		sunday := w.Monday.AddDays(6)
		w.Done = fmt.Sprintf("1. 走访居民 %d 户，收集诉求 %d 件，当场解决 %d 件。\n2. %s\n3. 义务巡逻 2 次，发现并处理问题 1 处。", c.between(18, 35), c.between(4, 9), c.between(2, 4), c.weekWork(w.Monday, sunday))
		w.Undone = []string{"", "古楼里加装电梯：一楼住户意见还没有统一。", "下水管网疏通：等区水务局批复。", ""}[i%4]
		w.Next = []string{"继续走访独居老人；准备主题党日。", "召开居民议事会；更新宣传栏。", "组织微心愿认领；整理调解卷宗。", "开展消防隐患排查；核对低保名单。"}[i%4]
		if i%3 == 1 {
			w.Needs = "请城管协助整治南门早市占道。"
		}
		if i == 7 {
			w.State, w.Author = registers.WeeklyDraft, c.cadres[0].Name
		}
		c.care.weeklies = append(c.care.weeklies, w)
	}
}

// weekWork counts what the ledgers have of a week.
func (c *community) weekWork(from, to cn.Date) string {
	mediated, wishes := 0, 0
	for _, m := range c.care.mediations {
		if m.Date >= from && m.Date <= to {
			mediated++
		}
	}
	for _, w := range c.care.wishes {
		if w.Done >= from && w.Done <= to {
			wishes++
		}
	}
	for _, r := range c.care.rotations {
		if r.State == registers.RotationHeld && r.Date >= from && r.Date <= to {
			return fmt.Sprintf("两委到%s听取意见，到场居民 %d 人。", r.estate.Name, r.People)
		}
	}
	if mediated+wishes == 0 {
		return "更新居民台账，整理走访记录。"
	}
	return fmt.Sprintf("调解矛盾纠纷 %d 件，完成微心愿 %d 个。", mediated, wishes)
}
