package registers

import "chengzhuan/backend/cn"

// HardshipKinds say who is helped (帮扶类别).
var HardshipKinds = cn.NewCodeList("hardship_kind", "帮扶类别",
	cn.Code{Code: HardshipMember, Label: "困难党员"},
	cn.Code{Code: "2", Label: "困难群众", Aliases: []string{"困难户", "困难家庭", "困难居民", "一般困难户"}},
	cn.Code{Code: HardshipLowIncome, Label: "低保对象", Short: "低保", Aliases: []string{"低保户", "低保家庭", "最低生活保障"}},
	cn.Code{Code: "4", Label: "低保边缘家庭", Short: "低保边缘", Aliases: []string{"低收入家庭", "边缘户", "低保边缘户"}},
	cn.Code{Code: "5", Label: "特困人员", Short: "特困", Aliases: []string{"五保户", "三无人员", "特困供养", "特困供养人员"}},
	cn.Code{Code: "6", Label: "残疾人", Short: "残疾", Aliases: []string{"残疾人家庭", "重度残疾"}},
	cn.Code{Code: "7", Label: "优抚对象", Short: "优抚", Aliases: []string{"军烈属", "烈属", "伤残军人"}},
	cn.Code{Code: "8", Label: "困难老人", Aliases: []string{"空巢老人", "独居老人", "孤寡老人", "高龄老人"}},
	cn.Code{Code: "9", Label: "困境儿童", Aliases: []string{"孤儿", "留守儿童", "困难儿童", "困难学生"}},
	cn.Code{Code: "90", Label: "其他"},
)

// Codes of HardshipKinds that rules and documents speak of.
const (
	HardshipMember    = "1"
	HardshipLowIncome = "3"
)

// HardshipStates say how far the help has come (帮扶状态).
var HardshipStates = cn.NewCodeList("hardship_state", "帮扶状态",
	cn.Code{Code: HardshipOpen, Label: "帮扶中", Aliases: []string{"在帮", "正在帮扶", "进行中"}},
	cn.Code{Code: HardshipOvercome, Label: "已脱困", Aliases: []string{"脱困", "已解困", "解困", "脱贫"}},
	cn.Code{Code: HardshipStopped, Label: "终止", Aliases: []string{"停止帮扶", "已终止", "取消", "迁出", "去世"}},
)

// Codes of HardshipStates.
const (
	HardshipOpen     = "1"
	HardshipOvercome = "2"
	HardshipStopped  = "3"
)

// AidKinds say what was given (慰问类别).
var AidKinds = cn.NewCodeList("aid_kind", "慰问类别",
	cn.Code{Code: AidMoney, Label: "慰问金", Aliases: []string{"现金", "救助金", "帮扶金", "补助金", "资金"}},
	cn.Code{Code: AidGoods, Label: "慰问物资", Short: "物资", Aliases: []string{"物品", "慰问品", "实物", "生活物资"}},
	cn.Code{Code: "3", Label: "医疗救助", Short: "医疗", Aliases: []string{"大病救助", "看病"}},
	cn.Code{Code: "4", Label: "助学", Aliases: []string{"助学金", "捐资助学", "教育救助"}},
	cn.Code{Code: "5", Label: "就业帮扶", Short: "就业", Aliases: []string{"介绍工作", "公益性岗位", "技能培训"}},
	cn.Code{Code: "6", Label: "临时救助", Aliases: []string{"急难救助"}},
	cn.Code{Code: "9", Label: "其他", Aliases: []string{"慰问", "走访慰问"}},
)

// Codes of AidKinds that checks speak of.
const (
	AidMoney = "1"
	AidGoods = "2"
)

// PairKinds say what a pairing is for (结对类别). The one of released and
// corrected persons never stands beside a name on a wall.
var PairKinds = cn.NewCodeList("pair_kind", "结对类别",
	cn.Code{Code: "1", Label: "结对帮扶", Short: "帮扶", Aliases: []string{"帮困", "扶贫", "结对帮困"}},
	cn.Code{Code: "2", Label: "助学", Aliases: []string{"捐资助学", "结对助学"}},
	cn.Code{Code: "3", Label: "助老", Aliases: []string{"敬老", "关爱老人", "为老服务"}},
	cn.Code{Code: "4", Label: "助残"},
	cn.Code{Code: "5", Label: "关爱儿童", Aliases: []string{"关爱青少年", "留守儿童", "困境儿童", "青少年"}},
	cn.Code{Code: PairReleased, Label: "刑满释放、社区矫正人员帮教", Short: "帮教", Aliases: []string{"两劳帮教", "“两劳”帮教", "两劳人员帮教", "安置帮教", "社区矫正帮教", "刑释帮教"}},
	cn.Code{Code: "7", Label: "就业帮扶", Short: "就业"},
	cn.Code{Code: "9", Label: "其他"},
)

// PairReleased is the code of PairKinds that old papers call “两劳”帮教.
const PairReleased = "6"

// WisherKinds are the groups that wishes come from (心愿人类别).
var WisherKinds = cn.NewCodeList("wisher_kind", "心愿人类别",
	cn.Code{Code: "1", Label: "困难党员"},
	cn.Code{Code: "2", Label: "困难群众", Short: "困难", Aliases: []string{"困难户", "低保户", "低保"}},
	cn.Code{Code: "3", Label: "老年人", Short: "老人", Aliases: []string{"空巢老人", "独居老人", "孤寡老人"}},
	cn.Code{Code: "4", Label: "青少年", Short: "儿童", Aliases: []string{"学生", "留守儿童", "未成年人"}},
	cn.Code{Code: "5", Label: "残疾人", Short: "残疾"},
	cn.Code{Code: "6", Label: "退役军人", Aliases: []string{"军属", "优抚对象"}},
	cn.Code{Code: "7", Label: "流动人口", Aliases: []string{"外来务工人员", "新就业群体"}},
	cn.Code{Code: "9", Label: "普通居民", Short: "居民", Aliases: []string{"其他", "群众"}},
)

// WishStates say how far a wish has come (心愿状态).
var WishStates = cn.NewCodeList("wish_state", "心愿状态",
	cn.Code{Code: WishOpen, Label: "待认领", Aliases: []string{"未认领", "征集", "已发布"}},
	cn.Code{Code: WishClaimed, Label: "已认领", Aliases: []string{"认领", "办理中", "进行中"}},
	cn.Code{Code: WishDone, Label: "已完成", Aliases: []string{"完成", "已实现", "已圆梦", "实现", "办结"}},
	cn.Code{Code: WishCancelled, Label: "已取消", Aliases: []string{"取消", "撤销", "作废"}},
)

// Codes of WishStates.
const (
	WishOpen      = "1"
	WishClaimed   = "2"
	WishDone      = "3"
	WishCancelled = "4"
)

// DisputeKinds say what a dispute is about (纠纷类型).
var DisputeKinds = cn.NewCodeList("dispute_kind", "纠纷类型",
	cn.Code{Code: "01", Label: "邻里纠纷", Short: "邻里", Aliases: []string{"邻里关系", "相邻关系", "相邻纠纷"}},
	cn.Code{Code: "02", Label: "婚姻家庭纠纷", Short: "婚姻家庭", Aliases: []string{"婚姻", "家庭纠纷", "婚姻纠纷", "家庭矛盾"}},
	cn.Code{Code: "03", Label: "赡养抚养纠纷", Short: "赡养", Aliases: []string{"抚养", "赡养纠纷", "抚养纠纷", "继承纠纷"}},
	cn.Code{Code: "04", Label: "物业纠纷", Short: "物业", Aliases: []string{"物业服务", "物业费", "物业管理"}},
	cn.Code{Code: "05", Label: "噪音扰民", Short: "噪音", Aliases: []string{"噪声", "噪声扰民", "广场舞"}},
	cn.Code{Code: "06", Label: "漏水渗水", Short: "漏水", Aliases: []string{"渗水", "房屋漏水", "下水堵塞"}},
	cn.Code{Code: "07", Label: "停车占道", Short: "停车", Aliases: []string{"车位", "占道", "停车纠纷"}},
	cn.Code{Code: "08", Label: "违建采光通风", Short: "违建", Aliases: []string{"采光", "搭建", "违章搭建", "通风采光"}},
	cn.Code{Code: "09", Label: "宠物饲养", Short: "宠物", Aliases: []string{"养犬", "养狗", "犬只"}},
	cn.Code{Code: "10", Label: "环境卫生", Short: "卫生", Aliases: []string{"楼道堆物", "垃圾"}},
	cn.Code{Code: "11", Label: "房屋宅基地纠纷", Short: "房屋", Aliases: []string{"房屋租赁", "租赁", "房产", "拆迁"}},
	cn.Code{Code: "12", Label: "劳动争议", Short: "劳资", Aliases: []string{"欠薪", "劳动纠纷", "工资"}},
	cn.Code{Code: "13", Label: "消费和债务纠纷", Short: "债务", Aliases: []string{"消费", "借贷", "合同", "经济纠纷"}},
	cn.Code{Code: "14", Label: "损害赔偿", Short: "赔偿", Aliases: []string{"人身损害", "打架", "伤害赔偿", "交通事故"}},
	cn.Code{Code: "99", Label: "其他", Aliases: []string{"其他纠纷"}},
)

// MediationResults say how a mediation ended; none while it goes on (调解结果).
var MediationResults = cn.NewCodeList("mediation_result", "调解结果",
	cn.Code{Code: MediationAgreed, Label: "调解成功", Short: "成功", Aliases: []string{"达成协议", "已调解", "化解", "已化解", "成功调解"}},
	cn.Code{Code: "2", Label: "调解未成功", Short: "未成功", Aliases: []string{"调解不成", "失败", "未达成协议", "不成功"}},
	cn.Code{Code: "3", Label: "引导诉讼", Aliases: []string{"诉讼", "起诉", "引导仲裁", "司法途径"}},
	cn.Code{Code: "4", Label: "移交上级", Aliases: []string{"转街道", "上报街道", "移交", "转办"}},
	cn.Code{Code: "5", Label: "当事人撤回", Short: "撤回", Aliases: []string{"终止", "放弃调解"}},
)

// Codes of MediationResults.
const (
	MediationAgreed   = "1" // counts as success
	MediationFailed   = "2"
	MediationCourt    = "3"
	MediationHanded   = "4"
	MediationRecanted = "5"
)

// MediationStates say how far a mediation has come (调解进度): it goes on, it has one
// of the results, or its parties were asked afterwards. The state follows from the
// record; see MediationState.
var MediationStates = cn.NewCodeList("mediation_state", "调解进度",
	cn.Code{Code: MediationGoing, Label: "正在调解", Aliases: []string{"受理", "调解中"}},
	cn.Code{Code: mediationResult + MediationAgreed, Label: "调解成功", Aliases: []string{"成功", "达成协议", "化解"}},
	cn.Code{Code: mediationResult + MediationFailed, Label: "调解未成功", Short: "未成功", Aliases: []string{"调解不成", "失败"}},
	cn.Code{Code: mediationResult + MediationCourt, Label: "引导诉讼", Aliases: []string{"诉讼", "告知途径", "引导仲裁"}},
	cn.Code{Code: mediationResult + MediationHanded, Label: "移交上级", Aliases: []string{"移交", "转办", "上报街道"}},
	cn.Code{Code: mediationResult + MediationRecanted, Label: "当事人撤回", Short: "撤回"},
	cn.Code{Code: MediationReturned, Label: "已回访", Aliases: []string{"回访"}},
)

// Codes of MediationStates; a result has its own code after mediationResult.
const (
	MediationGoing    = "10"
	mediationResult   = "1"
	MediationReturned = "20"
)

// MediationResult returns the result of MediationResults that a state stands for, ""
// where it stands for none.
func MediationResult(state string) string {
	if len(state) == 2 && state[:1] == mediationResult && state != MediationGoing {
		return state[1:]
	}
	return ""
}

// MediationWith returns the state of a mediation with a result of MediationResults.
func MediationWith(result string) string { return mediationResult + result }

// CareStates are the states of wishes and mediations together: their log is one.
var CareStates = cn.NewCodeList("care_state", "关爱进度", append(plainCodes(WishStates), plainCodes(MediationStates)...)...)

// plainCodes are the codes of a list with their labels alone.
func plainCodes(l *cn.CodeList) []cn.Code {
	out := make([]cn.Code, len(l.Codes))
	for i, c := range l.Codes {
		out[i] = cn.Code{Code: c.Code, Label: c.Label}
	}
	return out
}

// CareStepKinds say what an entry in the course of a wish or a mediation is (记录类别).
var CareStepKinds = cn.NewCodeList("care_step_kind", "记录类别",
	cn.Code{Code: CareState, Label: "流转"},
	cn.Code{Code: CareSession, Label: "调解经过"},
	cn.Code{Code: CareReplanned, Label: "改计划"},
	cn.Code{Code: CareReturned, Label: "回访"},
)

// Codes of CareStepKinds.
const (
	CareState     = "1"
	CareSession   = "2"
	CareReplanned = "3"
	CareReturned  = "4"
)

// FindingKinds say what a patrol met with: the four 点 that the document on the
// neighbourhood's looks names, and dangers (发现问题类别).
var FindingKinds = cn.NewCodeList("finding_kind", "问题类别",
	cn.Code{Code: FindingDirt, Label: "污点", Aliases: []string{"脏乱差", "环境卫生", "卫生", "垃圾"}},
	cn.Code{Code: "2", Label: "堵点", Aliases: []string{"占道", "乱停乱放", "通道堵塞", "停车"}},
	cn.Code{Code: "3", Label: "痛点", Aliases: []string{"群众反映强烈", "投诉集中"}},
	cn.Code{Code: "4", Label: "盲点", Aliases: []string{"死角", "无人管理"}},
	cn.Code{Code: "5", Label: "治安隐患", Short: "治安", Aliases: []string{"可疑人员", "门禁损坏"}},
	cn.Code{Code: "6", Label: "消防隐患", Short: "消防", Aliases: []string{"飞线充电", "消防通道", "安全隐患"}},
	cn.Code{Code: "7", Label: "设施损坏", Short: "设施", Aliases: []string{"路灯", "井盖", "公共设施"}},
	cn.Code{Code: "9", Label: "其他"},
)

// FindingDirt is the first of the four 点; the codes 1 to 4 are they.
const FindingDirt = "1"

// ProjectStages are the steps of a project for the people's livelihood, in order (进展阶段).
var ProjectStages = cn.NewCodeList("project_stage", "进展阶段",
	cn.Code{Code: ProjectPlanned, Label: "立项", Aliases: []string{"谋划", "征集", "前期"}},
	cn.Code{Code: ProjectApplied, Label: "申报", Aliases: []string{"审批", "报批", "申请资金"}},
	cn.Code{Code: ProjectBuilding, Label: "施工", Aliases: []string{"实施", "在建", "建设中", "进行中", "施工中"}},
	cn.Code{Code: ProjectAccepting, Label: "验收"},
	cn.Code{Code: ProjectDone, Label: "完成", Aliases: []string{"已完成", "完工", "竣工", "办结"}},
	cn.Code{Code: ProjectStopped, Label: "停办", Aliases: []string{"终止", "取消", "暂缓", "搁置"}},
)

// Codes of ProjectStages; from Planned to Done they rise with the steps.
const (
	ProjectPlanned   = "1"
	ProjectApplied   = "2"
	ProjectBuilding  = "3"
	ProjectAccepting = "4"
	ProjectDone      = "5"
	ProjectStopped   = "9"
)

// RotationStates say whether the month's visit to an estate took place (开展情况).
var RotationStates = cn.NewCodeList("rotation_state", "开展情况",
	cn.Code{Code: RotationPlanned, Label: "计划", Aliases: []string{"未开展", "待开展", "安排"}},
	cn.Code{Code: RotationHeld, Label: "已开展", Aliases: []string{"开展", "完成", "已完成", "已举办", "是"}},
	cn.Code{Code: "3", Label: "改期", Aliases: []string{"延期", "推迟"}},
	cn.Code{Code: RotationCancelled, Label: "取消", Aliases: []string{"已取消"}},
)

// Codes of RotationStates.
const (
	RotationPlanned   = "1"
	RotationHeld      = "2"
	RotationCancelled = "4"
)

// InspectionForms are the forms of a monthly inspection (督查方式).
var InspectionForms = cn.NewCodeList("inspection_form", "督查方式",
	cn.Code{Code: InspectionOnSite, Label: "现场观摩", Short: "观摩"},
	cn.Code{Code: "2", Label: "走访座谈", Short: "座谈", Aliases: []string{"走访", "座谈走访"}},
	cn.Code{Code: "3", Label: "实地督导", Short: "督导", Aliases: []string{"实地督查", "实地检查", "现场督导"}},
	cn.Code{Code: "9", Label: "其他"},
)

// InspectionOnSite is the first of InspectionForms.
const InspectionOnSite = "1"

// WeeklyStates say whether a weekly report is still written (纪实状态).
var WeeklyStates = cn.NewCodeList("weekly_state", "纪实状态",
	cn.Code{Code: WeeklyDraft, Label: "草稿", Aliases: []string{"未定稿", "起草"}},
	cn.Code{Code: WeeklyFinal, Label: "定稿", Aliases: []string{"已定稿", "已报送", "报送"}},
)

// Codes of WeeklyStates.
const (
	WeeklyDraft = "1"
	WeeklyFinal = "2"
)
