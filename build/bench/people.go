package main

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
)

// seed makes the same people on every machine.
const seed = 20260115

var (
	surnames = strings.Fields(`王 李 张 刘 陈 杨 赵 黄 周 吴 徐 孙 胡 朱 高 林 何 郭 马 罗 梁 宋 郑 谢 韩 唐 冯 于 董 萧 程 曹 袁 邓 许 傅 沈 曾 彭 吕
苏 卢 蒋 蔡 贾 丁 魏 薛 叶 阎 余 潘 杜 戴 夏 钟 汪 田 任 姜 范 方 石 姚 谭 廖 邹 熊 金 陆 郝 孔 白 崔 康 毛 邱 秦 江 史 顾 侯 邵 孟 龙 万 段 雷 钱 汤
尹 黎 易 常 武 乔 贺 赖 龚 文 单 仇 解 查 翟 朴 区 华 盖 葛 覃 洗 乐 宁 尉迟 令狐 长孙 欧阳 上官 诸葛 皇甫 司马 夏侯`)
	givenOne  = []rune("国建志德永福长春金玉明光文学正大世家和新海小少俊卫立向红宏东继子浩宇博梓思天泽嘉一奕睿承景铭昊书秀桂淑凤美兰翠月惠菊爱丽晓艳雪秋慧雨欣诗佳若梦芷沐依")
	givenTwo  = []rune("国强明华林生才山祥荣清贵义忠平根成发民庆伟军辉东波勇斌涛鹏飞刚轩涵豪然航晨阳辰霖熙哲凡恒翔远骏衡英兰珍芳梅芝莲娥云香琴珠贞娟敏霞燕萍红娜玲倩婷莉萱怡彤琪妍瑶晴汐宁悦菲桐妤茜")
	estates   = strings.Fields("仁寿里 梧桐苑 江汉新村 育才小区 长虹家园 铁机花园 荷塘人家 东风大院")
	provinces = []int{11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52, 53, 54, 61, 62, 63, 64, 65}
	mobiles   = strings.Fields("130 131 132 133 135 136 137 138 139 150 151 152 155 158 159 177 180 186 188 189")
	employers = strings.Fields("区第二机械厂退休 江岸教育局科员 铁路中学教师 市第三医院主治医师 社区物业公司主管 自由职业 长江航运公司船长 区税务局主任科员 中心小学校长 轻工集团退休")
	skills    = strings.Fields("书法 文艺、合唱 水电维修 医疗护理 法律咨询 电脑 太极拳 摄影")
)

// person is number i of the made-up people, always the same one. The area of
// the ID number is a province without a county and the middle of the mobile is
// zeros, so that nobody has them.
type person struct {
	i                 int
	rand              *rand.Rand
	Surname, Name     string
	Sex               string
	Birth             cn.Date
	IDNumber, Mobile  string
	Joined, Confirmed cn.Date
	Estate, Branch    int
	Address           string
	Employer, Skills  string
	Ethnicity         string
	Education         string
}

func somebody(i int) person {
	r := rand.New(rand.NewPCG(seed, uint64(i)))
	p := person{i: i, rand: r, Sex: "1"}
	// The frequent surnames stand first and are drawn more often, as in life.
	p.Surname = surnames[min(r.IntN(len(surnames)), r.IntN(len(surnames)))]
	given := string(givenOne[r.IntN(len(givenOne))])
	if r.IntN(5) > 0 {
		given += string(givenTwo[r.IntN(len(givenTwo))])
	}
	p.Name = p.Surname + given
	if r.IntN(2) == 0 {
		p.Sex = "2"
	}
	p.Birth = cn.Date("1941-01-01").AddDays(r.IntN(52 * 365))
	// Province and sequence come from i, so that no two of 15,500 in a row are alike.
	sequence := i / len(provinces) % 500 * 2
	if p.Sex == "1" {
		sequence++
	}
	first := fmt.Sprintf("%d0000%04d%02d%02d%03d", provinces[i%len(provinces)], p.Birth.Year(), p.Birth.Month(), p.Birth.Day(), sequence)
	check, _ := cn.IDCheckDigit(first)
	p.IDNumber = first + string(rune(check))
	p.Mobile = fmt.Sprintf("%s000%05d", mobiles[i%len(mobiles)], i/len(mobiles)%100_000)
	p.Joined = p.Birth.AddYears(19 + r.IntN(7)).AddDays(r.IntN(300))
	p.Confirmed = p.Joined.AddYears(1)
	if p.Joined >= "1969-04" && p.Joined < "1977-09" { // there was no probation then
		p.Confirmed = p.Joined
	}
	p.Estate, p.Branch = r.IntN(len(estates)), r.IntN(branches)
	p.Address = fmt.Sprintf("%s%d栋%d单元%d室", estates[p.Estate], 1+r.IntN(20), 1+r.IntN(4), 100*(1+r.IntN(18))+1+r.IntN(4))
	p.Employer, p.Skills = employers[r.IntN(len(employers))], skills[r.IntN(len(skills))]
	p.Ethnicity = "01"
	if r.IntN(20) == 0 {
		p.Ethnicity = fmt.Sprintf("%02d", 2+r.IntN(54))
	}
	p.Education = []string{"21", "31", "61", "71", "14"}[r.IntN(5)]
	return p
}

// branches is how many branches the members of a book are in.
const branches = 24

func branchName(n int) string { return fmt.Sprintf("仁寿门社区第%d党支部", n+1) }

// places are the records that people refer to.
type places struct {
	branches, groups, estates, households, units []oplog.ID
	grid                                         oplog.ID
}

// member fills the collected form of a member as completely as offices do:
// all that can be true of one person at once.
func (p person) member(at places) registers.PartyMember {
	return registers.PartyMember{
		Name: p.Name, Sex: p.Sex, Ethnicity: p.Ethnicity, Birth: p.Birth, IDNumber: p.IDNumber,
		NativePlace: "湖北省黄冈市", Birthplace: "湖北省武汉市", Education: p.Education, School: "江汉大学中文系", Category: registers.CategoryFull,
		Joined: p.Joined, Confirmed: p.Confirmed, Branch: at.branches[p.Branch], PartyGroup: at.groups[p.Branch], EnteredBranch: p.Confirmed,
		Relation: registers.RelationDirect, Status: registers.StatusNormal, JoinedBranch: branchName(p.Branch), Introducers: "李建国、王秀英",
		Occupation: "8", Kinds: []string{"01"}, WorkStarted: p.Birth.AddYears(22), Employer: p.Employer, Unit: at.units[p.i%len(at.units)],
		UnitContact: "周文斌", UnitPhone: "027-80001234", Mobile: p.Mobile, Landline: fmt.Sprintf("027-8000%04d", p.i%10_000),
		Estate: at.estates[p.Estate], Household: at.households[p.i%len(at.households)], Grid: at.grid, Address: p.Address,
		HukouAddress: "湖北省武汉市江岸区" + p.Address, Police: "仁寿门派出所", Skills: p.Skills, Willing: "关爱老人、文明劝导", DutyPost: "政策宣传岗",
		LastContact: "2024-06-01", Note: p.remark(),
	}
}

func (p person) resident(at places) registers.Resident {
	return registers.Resident{
		Name: p.Name, Sex: p.Sex, Ethnicity: p.Ethnicity, Birth: p.Birth, IDNumber: p.IDNumber, Mobile: p.Mobile,
		Education: p.Education, Employer: p.Employer, Household: at.households[p.i%len(at.households)], Estate: at.estates[p.Estate], Grid: at.grid,
		Skills: p.Skills, Note: p.remark(),
	}
}

// remark is what one in ten has.
func (p person) remark() string {
	if p.i%10 != 0 {
		return ""
	}
	return "热心社区事务，曾任楼栋长，擅长" + p.Skills
}

// somewhere stands for places where only their being there matters.
var somewhere = places{branches: make([]oplog.ID, branches), groups: make([]oplog.ID, branches), estates: make([]oplog.ID, len(estates)), households: make([]oplog.ID, 1), units: make([]oplog.ID, 1)}
