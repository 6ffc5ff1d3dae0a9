package documents_test

import (
	"fmt"
	"time"

	"chengzhuan/backend/documents"
	"chengzhuan/backend/print"
	"chengzhuan/backend/print/faces"
)

// fonts is shared by all tests, as one is by the program.
var fonts = print.NewFonts(faces.Load)

var printed = time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC)

// Made-up people; two carry the rare characters that offices really meet.
var names = []string{
	"李建国", "张红梅", "王芳", "赵堃喆", "单秀兰", "何梅", "刘强", "仇𠮷", "曾𬎆", "欧阳䶮",
	"买买提·吐尔逊", "阿卜杜热合曼·阿卜杜外力", "㛃雯", "解晓东", "查良庸", "翟志刚", "朴正雄", "区小燕",
}

func sampleRoster(n int) documents.MemberRoster {
	m := documents.MemberRoster{Unit: "中共仁寿门社区委员会", Period: "截至2026年11月21日", Maker: "张红梅", Checker: "赵堃喆"}
	ethnic := []string{"汉族", "汉族", "土家族", "维吾尔族", "汉族"}
	work := []string{"退休（原江汉机械厂）", "仁寿门社区居民委员会　副主任", "", "江北区第三中学　高级教师", "个体经营", "湖北江汉市政工程有限责任公司第二项目部　安全员"}
	for i := range n {
		r := documents.RosterMember{
			Name: names[i%len(names)], Sex: []string{"男", "女"}[i%2], Ethnicity: ethnic[i%5],
			Born: fmt.Sprintf("%d.%02d", 1938+i*7%60, 1+i*5%12), IDNumber: fmt.Sprintf("420***********%04d", 1001+i*37%9000),
			Education: []string{"大学", "大专", "高中", "初中", "研究生"}[i%5],
			Joined:    fmt.Sprintf("%d.%02d.%02d", 1966+i*7%55, 1+i%12, 1+i%28), Confirmed: fmt.Sprintf("%d.%02d.%02d", 1967+i*7%55, 1+i%12, 1+i%28),
			Workplace: work[i%len(work)], Branch: fmt.Sprintf("行政南小区第%s支部", []string{"一", "二", "三"}[i%3]), Phone: fmt.Sprintf("1380000%04d", i%10000),
		}
		if i%9 == 0 {
			r.Post = "支部委员"
		}
		if i%11 == 3 {
			r.Note = "光荣在党50年"
		}
		m.Members = append(m.Members, r)
	}
	return m
}

func sampleCard() documents.MemberCard {
	return documents.MemberCard{
		Unit: "中共仁寿门社区委员会", Name: "阿卜杜热合曼·阿卜杜外力", Sex: "男", Ethnicity: "维吾尔族", Born: "1965年3月16日",
		IDNumber: "420***********1001", NativePlace: "新疆维吾尔自治区疏附县", Birthplace: "湖北省江汉市", Education: "大学本科", Degree: "工学学士",
		School: "江汉工学院机械工程系机械制造工艺与设备专业（1987年7月毕业）", WorkStarted: "1987年8月1日", Category: "正式党员",
		Joined: "1990年7月1日", Confirmed: "1991年7月1日", PartyAge: "35年", JoinBranch: "江汉机械厂第二车间党支部", Sponsors: "李建国、单秀兰",
		Branch: "中共仁寿门社区行政南小区第一支部委员会", Group: "第二党小组", EnteredOn: "2015年4月10日", Relation: "直管", Status: "正常",
		Posts: "支部宣传委员（2021年6月—）", Occupation: "离退休人员", Kinds: "退休、70岁以上、独居老人", Workplace: "江汉机械厂　工程师（退休）", WorkContact: "退管办何梅　8012 3456",
		Mobile: "138****0001", Home: "行政南小区3栋2单元501室", Registered: "湖北省江汉市江北区仁寿门街18号", Skills: "机械维修、书法；愿意参加楼栋巡查", Claimed: "楼栋长、政策宣传员",
		Dues: "2026年：养老金基数4,860.00元，月标准24.30元", Rewards: "2008年6月　江汉市优秀共产党员（江汉市委）\n2019年7月　社区抗洪先进个人（仁寿门街道党工委）",
		Training: "2026年已完成34学时", Appraisals: "2023年 合格；2024年 优秀；2025年 合格", Hardship: "无",
	}
}

func sampleDuty() documents.DutyRoster {
	lunar := []string{"廿二", "廿三", "廿四", "廿五", "廿六", "廿七", "大雪", "廿九", "冬月", "初二", "初三", "初四", "初五", "初六", "初七", "初八", "初九", "初十", "十一", "十二", "十三", "冬至", "十五", "十六", "十七", "十八", "十九", "二十", "廿一", "廿二", "廿三"}
	m := documents.DutyRoster{Community: "江汉市江北区仁寿门社区", Year: 2026, Month: 12, Phone: "8012 3456", Number: "ZB-2026-12", Edition: "第1版", Place: "一楼大厅",
		Notes: []string{"白班 8:30—17:30，夜班 17:30—次日 8:30。", "调班请提前一天告诉带班领导，并在本表上改签。"}}
	for i := range 31 {
		d := documents.DutyDay{Day: i + 1, Lunar: lunar[i], Leader: []string{names[i%6]}, DayShift: []string{names[(i+1)%6], names[(i+3)%8]}, Night: []string{names[(i+4)%10]}}
		if w := (i + 1) % 7; w == 5 || w == 6 {
			d.Rest = true
		}
		m.Days = append(m.Days, d)
	}
	m.Days[3].DayShift = []string{"阿卜杜热合曼·阿卜杜外力", "买买提·吐尔逊"}
	m.Days[3].Night = []string{"欧阳䶮", "曾𬎆"}
	m.Days[11].Rest, m.Days[11].Mark = false, "班"
	m.Days[24].Rest, m.Days[24].Mark, m.Days[24].Feast = true, "休", "示例节日"
	m.Days[24].Lunar = "" // the feast takes its place
	return m
}

func sampleChart(branches int) documents.OrgChart {
	root := &documents.OrgUnit{Name: "中共仁寿门社区委员会", Secretary: "赵堃喆", Members: 302}
	estates := []string{"行政南小区", "重华里小区", "江汉机械厂宿舍", "望江楼小区", "锦绣花园一期", "人民路老旧小区联合", "仁寿门商圈", "江北第三中学"}
	left := branches
	for i := 0; left > 0; i++ {
		e := &documents.OrgUnit{Name: "中共" + estates[i%len(estates)] + "总支部委员会", Secretary: names[i%len(names)], Members: 20 + i*7%40}
		left--
		for j := 0; j < 4+i%3 && left > 0; j++ {
			e.Children = append(e.Children, &documents.OrgUnit{Name: fmt.Sprintf("%s第%d支部", estates[i%len(estates)], j+1), Secretary: names[(i+j)%len(names)], Members: 5 + (i+j)%20})
			left--
		}
		root.Children = append(root.Children, e)
	}
	return documents.OrgChart{Unit: "江汉市江北区仁寿门社区", Title: "党组织架构图", Period: "截至2026年11月21日", Root: root, Number: "JG-2026-03", Edition: "第1版", Place: "党群服务中心二楼"}
}
