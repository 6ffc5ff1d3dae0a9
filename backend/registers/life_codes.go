package registers

import "chengzhuan/backend/cn"

// LifeKinds are the meetings and activities of an organization's life (组织生活类别):
// the seven that the rules ask for, then what a community office holds besides.
var LifeKinds = cn.NewCodeList("life_kind", "组织生活类别",
	cn.Code{Code: LifeAssembly, Label: "支部党员大会", Short: "党员大会", Aliases: []string{"支部大会", "全体党员大会", "支部党员大会会议"}},
	cn.Code{Code: LifeCommittee, Label: "支部委员会", Short: "支委会", Aliases: []string{"支部委员会会议", "支委会议", "支部委员会议", "党总支委员会", "党委会"}},
	cn.Code{Code: LifeGroup, Label: "党小组会", Aliases: []string{"小组会", "党小组会议"}},
	cn.Code{Code: LifeLesson, Label: "党课", Aliases: []string{"上党课", "讲党课", "微党课", "专题党课"}},
	cn.Code{Code: LifePartyDay, Label: "主题党日", Aliases: []string{"主题党日活动", "党员活动日", "党日活动", "固定党日"}},
	cn.Code{Code: LifeReview, Label: "组织生活会", Aliases: []string{"专题组织生活会", "年度组织生活会"}},
	cn.Code{Code: LifeAppraisal, Label: "民主评议党员", Short: "民主评议", Aliases: []string{"评议党员"}},
	cn.Code{Code: LifeStudy, Label: "集中学习", Aliases: []string{"集体学习", "理论学习", "学习", "学习会"}},
	cn.Code{Code: LifeTraining, Label: "培训", Aliases: []string{"集中培训", "党员培训", "培训班"}},
	cn.Code{Code: LifeVolunteer, Label: "志愿服务", Aliases: []string{"志愿活动", "志愿服务活动", "义务劳动"}},
	cn.Code{Code: LifeCouncil, Label: "议事会（民情恳谈会）", Short: "议事会", Aliases: []string{"民情恳谈会", "恳谈会", "居民议事会", "议事会、民情恳谈会"}},
	cn.Code{Code: LifeDouble, Label: "双报到活动", Short: "双报到", Aliases: []string{"在职党员活动", "双报到服务", "在职党员进社区"}},
	cn.Code{Code: LifeOther, Label: "其他", Aliases: []string{"其它", "其他活动"}},
)

// Codes of LifeKinds.
const (
	LifeAssembly  = "01"
	LifeCommittee = "02"
	LifeGroup     = "03"
	LifeLesson    = "04"
	LifePartyDay  = "05"
	LifeReview    = "06"
	LifeAppraisal = "07"
	LifeStudy     = "08"
	LifeTraining  = "09"
	LifeVolunteer = "10"
	LifeCouncil   = "11"
	LifeDouble    = "12"
	LifeOther     = "99"
)

// AttendStates say whether somebody came (考勤).
var AttendStates = cn.NewCodeList("attend_state", "考勤",
	cn.Code{Code: AttendPresent, Label: "到会", Short: "到", Aliases: []string{"出席", "参会", "已到", "签到", "参加", "√", "是"}},
	cn.Code{Code: AttendLate, Label: "迟到"},
	cn.Code{Code: AttendEarly, Label: "早退"},
	cn.Code{Code: AttendLeave, Label: "请假", Aliases: []string{"事假", "病假", "公假", "因公请假", "已请假"}},
	cn.Code{Code: AttendAbsent, Label: "无故缺席", Short: "缺席", Aliases: []string{"旷会", "未到", "未参加", "缺勤", "×"}},
)

// Codes of AttendStates; whoever came late or left early was there.
const (
	AttendPresent = "1"
	AttendLate    = "2"
	AttendEarly   = "3"
	AttendLeave   = "4"
	AttendAbsent  = "5"
)

// Attended reports whether a state of AttendStates says that somebody was there.
func Attended(state string) bool {
	return state == AttendPresent || state == AttendLate || state == AttendEarly
}

// DuesPayers are the kinds of payers of the rules of 2008 (党费缴纳人员类别, 中组发〔2008〕3号).
var DuesPayers = cn.NewCodeList("dues_payer", "缴纳人员类别",
	cn.Code{Code: PayerWage, Label: "按月领取工资的在职党员", Short: "在职工资", Aliases: []string{"在职", "在职党员", "工资", "月工资"}},
	cn.Code{Code: PayerRetired, Label: "离退休党员", Short: "离退休", Aliases: []string{"退休", "离休", "退休党员", "养老金", "离退休费"}},
	cn.Code{Code: PayerAnnual, Label: "实行年薪制的党员", Short: "年薪", Aliases: []string{"年薪制"}},
	cn.Code{Code: PayerOwn, Label: "不按月取得收入的个体经营者等", Short: "个体等无固定收入", Aliases: []string{"个体", "个体户", "个体经营", "灵活就业", "自由职业", "个体工商户"}},
	cn.Code{Code: PayerFarmer, Label: "农民党员", Short: "农民", Aliases: []string{"务农"}},
	cn.Code{Code: PayerLow, Label: "学生、下岗失业、依靠抚恤或救济、领取低保的党员", Short: "学生、失业、低保", Aliases: []string{"学生", "下岗", "失业", "下岗失业", "低保", "学生党员", "抚恤", "救济"}},
)

// Codes of DuesPayers.
const (
	PayerWage    = "1"
	PayerRetired = "2"
	PayerAnnual  = "3"
	PayerOwn     = "4"
	PayerFarmer  = "5"
	PayerLow     = "6"
)

// StudyKinds are the ways of learning that count as hours (学习形式).
var StudyKinds = cn.NewCodeList("study_kind", "学习形式",
	cn.Code{Code: StudyTraining, Label: "集中培训", Short: "培训", Aliases: []string{"培训班", "脱产培训", "党校培训", "轮训"}},
	cn.Code{Code: StudyLesson, Label: "党课", Aliases: []string{"上党课", "听党课"}},
	cn.Code{Code: StudyTogether, Label: "集体学习", Aliases: []string{"集中学习", "支部学习", "小组学习", "理论学习"}},
	cn.Code{Code: StudyOnline, Label: "网络学习", Aliases: []string{"线上学习", "网上学习", "远程教育", "网络培训"}},
	cn.Code{Code: StudyAlone, Label: "自学", Aliases: []string{"个人自学"}},
	cn.Code{Code: StudyOther, Label: "其他", Aliases: []string{"其它"}},
)

// Codes of StudyKinds.
const (
	StudyTraining = "1"
	StudyLesson   = "2"
	StudyTogether = "3"
	StudyOnline   = "4"
	StudyAlone    = "5"
	StudyOther    = "9"
)
