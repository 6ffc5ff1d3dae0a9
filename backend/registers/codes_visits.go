package registers

import "chengzhuan/backend/cn"

// VisitModes say how a visit took place (走访方式).
var VisitModes = cn.NewCodeList("visit_mode", "走访方式",
	cn.Code{Code: VisitAtHome, Label: "入户", Aliases: []string{"入户走访", "上门", "上门走访"}},
	cn.Code{Code: "2", Label: "电话", Aliases: []string{"电话走访", "电访"}},
	cn.Code{Code: "3", Label: "约谈", Aliases: []string{"约见"}},
	cn.Code{Code: "4", Label: "来访", Aliases: []string{"接待来访", "居民来访"}},
	cn.Code{Code: "5", Label: "巡查", Aliases: []string{"巡访"}},
)

// VisitAtHome is the code of the usual mode.
const VisitAtHome = "1"

// VisitClasses are the classes of those visited (走访对象类别): first the five of 五走访.
var VisitClasses = cn.NewCodeList("visit_class", "对象类别",
	cn.Code{Code: ClassMember, Label: "党员"},
	cn.Code{Code: ClassHardship, Label: "困难群众", Short: "困难"},
	cn.Code{Code: ClassYouth, Label: "青少年"},
	cn.Code{Code: ClassCorrection, Label: "刑释矫正人员", Short: "帮教对象", Aliases: []string{"刑满释放人员", "社区矫正人员", "两劳人员", "“两劳”人员", "社区矫正", "刑满释放"}},
	cn.Code{Code: ClassLowIncome, Label: "低保户", Short: "低保"},
	cn.Code{Code: "11", Label: "空巢独居老人", Short: "空巢独居", Aliases: []string{"空巢老人", "独居老人", "孤寡老人"}},
	cn.Code{Code: "12", Label: "残疾人", Short: "残疾"},
	cn.Code{Code: "13", Label: "新迁居民", Short: "新迁"},
	cn.Code{Code: "14", Label: "流动人员", Short: "流动", Aliases: []string{"流动人口"}},
	cn.Code{Code: "15", Label: "退役军人"},
	cn.Code{Code: "16", Label: "信访重点人员", Short: "信访重点"},
	cn.Code{Code: "17", Label: "商户", Aliases: []string{"个体工商户", "经营户"}},
	cn.Code{Code: "19", Label: "一般居民", Short: "一般", Aliases: []string{"普通居民", "居民"}},
)

// Codes of VisitClasses.
const (
	ClassMember     = "01"
	ClassHardship   = "02"
	ClassYouth      = "03"
	ClassCorrection = "04"
	ClassLowIncome  = "05"
	ClassLonely     = "11"
	ClassDisabled   = "12"
	ClassNew        = "13"
	ClassMigrant    = "14"
	ClassVeteran    = "15"
	ClassOrdinary   = "19"
)

// FiveVisits are the classes of 五走访.
var FiveVisits = []string{ClassMember, ClassHardship, ClassYouth, ClassCorrection, ClassLowIncome}

// HomeServices are 六到家.
var HomeServices = cn.NewCodeList("home_service", "六到家",
	cn.Code{Code: "1", Label: "家庭纠纷调解到家", Short: "纠纷调解", Aliases: []string{"家庭纠纷调解"}},
	cn.Code{Code: "2", Label: "有病住院看望到家", Short: "看望病人", Aliases: []string{"有病住院看望"}},
	cn.Code{Code: "3", Label: "新迁居民走访到家", Short: "走访新居民", Aliases: []string{"新迁居民走访"}},
	cn.Code{Code: "4", Label: "帮教服务到家", Short: "帮教", Aliases: []string{"“两劳”帮教", "两劳帮教"}},
	cn.Code{Code: "5", Label: "低保发放到家", Short: "低保发放", Aliases: []string{"低保发放"}},
	cn.Code{Code: "6", Label: "下岗待业安置到家", Short: "就业安置", Aliases: []string{"下岗待业安置"}},
)

// Deliveries are 三送.
var Deliveries = cn.NewCodeList("delivery", "三送",
	cn.Code{Code: "1", Label: "送学"},
	cn.Code{Code: "2", Label: "送帮"},
	cn.Code{Code: "3", Label: "送温暖"},
)

// AgeBands are those of the visit form (年龄段): a guess at the door, not a birth date.
var AgeBands = cn.NewCodeList("age_band", "年龄段",
	cn.Code{Code: "1", Label: "未满18岁", Short: "未成年"},
	cn.Code{Code: "2", Label: "18–35岁", Short: "青年"},
	cn.Code{Code: "3", Label: "36–59岁", Short: "中年"},
	cn.Code{Code: "4", Label: "60–79岁", Short: "老年"},
	cn.Code{Code: "5", Label: "80岁及以上", Short: "高龄"},
)

// MatterSources say where an appeal came from (诉求来源).
var MatterSources = cn.NewCodeList("matter_source", "诉求来源",
	cn.Code{Code: SourceVisit, Label: "走访", Aliases: []string{"入户走访", "民情日志"}},
	cn.Code{Code: SourceCounter, Label: "窗口受理", Short: "窗口", Aliases: []string{"一窗式受理", "来访"}},
	cn.Code{Code: SourceConsultation, Label: "咨询交流日", Short: "咨询日", Aliases: []string{"咨询交流", "轮流进小区"}},
	cn.Code{Code: SourceLetter, Label: "民情专递", Aliases: []string{"来信", "信件"}},
	cn.Code{Code: SourceDeliberation, Label: "议事会", Aliases: []string{"周末议事会", "民情恳谈会", "联席会议"}},
	cn.Code{Code: "6", Label: "来电", Aliases: []string{"电话", "热线", "投诉电话"}},
	cn.Code{Code: "7", Label: "巡查发现", Short: "巡查"},
	cn.Code{Code: "8", Label: "上级交办", Short: "交办", Aliases: []string{"12345", "街道交办", "转办件"}},
	cn.Code{Code: "9", Label: "其他"},
)

// Codes of MatterSources.
const (
	SourceVisit        = "1"
	SourceCounter      = "2"
	SourceConsultation = "3"
	SourceLetter       = "4"
	SourceDeliberation = "5"
)

// MatterKinds are the kinds of appeals (诉求类型).
var MatterKinds = cn.NewCodeList("matter_kind", "诉求类型",
	cn.Code{Code: "01", Label: "物业", Aliases: []string{"物业管理", "物业服务"}},
	cn.Code{Code: "02", Label: "环境", Aliases: []string{"环境卫生", "卫生", "环卫"}},
	cn.Code{Code: "03", Label: "治安", Aliases: []string{"安全", "治安安全"}},
	cn.Code{Code: "04", Label: "邻里", Aliases: []string{"邻里纠纷", "纠纷"}},
	cn.Code{Code: "05", Label: "民政低保", Short: "民政", Aliases: []string{"低保"}},
	cn.Code{Code: "06", Label: "就业"},
	cn.Code{Code: "07", Label: "教育", Aliases: []string{"入学"}},
	cn.Code{Code: "08", Label: "医疗", Aliases: []string{"看病", "医保"}},
	cn.Code{Code: "09", Label: "住房", Aliases: []string{"房屋", "房屋漏水"}},
	cn.Code{Code: "10", Label: "供水电气热", Short: "水电气热", Aliases: []string{"水电", "供水", "供电", "供气", "供暖"}},
	cn.Code{Code: "11", Label: "停车", Aliases: []string{"车位"}},
	cn.Code{Code: "12", Label: "养老", Aliases: []string{"为老服务"}},
	cn.Code{Code: "99", Label: "其他"},
)

// Urgencies of an appeal (紧急程度).
var Urgencies = cn.NewCodeList("urgency", "紧急程度",
	cn.Code{Code: "1", Label: "一般", Aliases: []string{"普通", "平件"}},
	cn.Code{Code: UrgencyHigh, Label: "急", Aliases: []string{"紧急", "急件", "加急"}},
)

// UrgencyHigh is what has to be begun at once.
const UrgencyHigh = "2"

// MajorKinds are the six classes of major matters (重大事项).
var MajorKinds = cn.NewCodeList("major_kind", "重大事项类别",
	cn.Code{Code: "1", Label: "建设改造"},
	cn.Code{Code: "2", Label: "加装电梯"},
	cn.Code{Code: "3", Label: "垃圾分类"},
	cn.Code{Code: "4", Label: "维修资金"},
	cn.Code{Code: "5", Label: "物业选聘"},
	cn.Code{Code: "6", Label: "矛盾调处"},
)

// MatterStates are the states of an appeal (办理状态); package matters says which follows which.
var MatterStates = cn.NewCodeList("matter_state", "办理状态",
	cn.Code{Code: StateAccepted, Label: "受理", Aliases: []string{"已受理", "待办理"}},
	cn.Code{Code: StateOnSpot, Label: "当场解决", Aliases: []string{"现场解决", "当场办"}},
	cn.Code{Code: StateCommunity, Label: "社区协调", Aliases: []string{"协调中", "社区办理"}},
	cn.Code{Code: StateForwarded, Label: "转办", Aliases: []string{"已转办"}},
	cn.Code{Code: StateReported, Label: "上报", Aliases: []string{"上报街道", "已上报"}},
	cn.Code{Code: StateExplained, Label: "解释说明", Aliases: []string{"已解释"}},
	cn.Code{Code: StateFinished, Label: "办结", Aliases: []string{"已办结", "已完成", "完成"}},
	cn.Code{Code: StateReturned, Label: "回访", Aliases: []string{"已回访"}},
	cn.Code{Code: StateReopened, Label: "重开", Aliases: []string{"重新办理", "重办"}},
	cn.Code{Code: StateSatisfied, Label: "满意", Aliases: []string{"满意办结"}},
	cn.Code{Code: StateClosed, Label: "归档", Aliases: []string{"已归档", "结案"}},
	cn.Code{Code: StateRefused, Label: "不予受理", Aliases: []string{"不受理"}},
)

// Codes of MatterStates.
const (
	StateAccepted  = "10"
	StateOnSpot    = "20"
	StateCommunity = "30"
	StateForwarded = "40"
	StateReported  = "50"
	StateExplained = "55"
	StateFinished  = "60"
	StateReturned  = "70"
	StateReopened  = "75"
	StateSatisfied = "80"
	StateClosed    = "85"
	StateRefused   = "90"
)

// Ratings are the answers of a return visit (满意度).
var Ratings = cn.NewCodeList("rating", "满意度",
	cn.Code{Code: RatingGood, Label: "满意", Aliases: []string{"很满意", "非常满意"}},
	cn.Code{Code: RatingFair, Label: "基本满意", Aliases: []string{"较满意"}},
	cn.Code{Code: RatingBad, Label: "不满意"},
	cn.Code{Code: RatingNone, Label: "未评价", Aliases: []string{"不评价", "未作评价"}},
)

// Codes of Ratings.
const (
	RatingGood = "1"
	RatingFair = "2"
	RatingBad  = "3"
	RatingNone = "9"
)

// StepKinds say what an entry in the course of a matter is (办理记录类别).
var StepKinds = cn.NewCodeList("step_kind", "记录类别",
	cn.Code{Code: StepState, Label: "流转", Aliases: []string{"办理"}},
	cn.Code{Code: StepProgress, Label: "进展", Aliases: []string{"进展通报", "办中通报"}},
	cn.Code{Code: StepHeard, Label: "听取意见", Aliases: []string{"办前征求意见"}},
	cn.Code{Code: StepExtend, Label: "延期"},
	cn.Code{Code: StepReply, Label: "首次答复", Aliases: []string{"答复"}},
	cn.Code{Code: StepDeliberation, Label: "议事公开", Aliases: []string{"四议两公开"}},
)

// Codes of StepKinds.
const (
	StepState        = "1"
	StepProgress     = "2"
	StepHeard        = "3"
	StepExtend       = "4"
	StepReply        = "5"
	StepDeliberation = "6"
)

// SupervisionSources say where a supervised problem came from (督办来源).
var SupervisionSources = cn.NewCodeList("supervision_source", "督办来源",
	cn.Code{Code: SupervisionOverdue, Label: "逾期事项", Aliases: []string{"超期事项", "逾期诉求"}},
	cn.Code{Code: "2", Label: "上级交办", Aliases: []string{"街道交办", "领导批示"}},
	cn.Code{Code: "3", Label: "集中活动日", Aliases: []string{"会议议定", "会诊议定"}},
	cn.Code{Code: "4", Label: "督查发现", Aliases: []string{"检查发现", "每月督查"}},
	cn.Code{Code: "5", Label: "群众反映", Aliases: []string{"居民反映", "信访"}},
	cn.Code{Code: "9", Label: "其他"},
)

// SupervisionOverdue is the source of a matter that was not done in time.
const SupervisionOverdue = "1"

// SupervisionStates are the states of a supervised problem (督办状态).
var SupervisionStates = cn.NewCodeList("supervision_state", "督办状态",
	cn.Code{Code: SupervisionIssued, Label: "交办", Aliases: []string{"已交办", "下发"}},
	cn.Code{Code: SupervisionReceived, Label: "签收", Aliases: []string{"已签收", "办理中"}},
	cn.Code{Code: SupervisionAnswered, Label: "反馈", Aliases: []string{"已反馈"}},
	cn.Code{Code: SupervisionReturned, Label: "退回", Aliases: []string{"退回重办"}},
	cn.Code{Code: SupervisionDone, Label: "销号", Aliases: []string{"已销号", "已完成"}},
)

// Codes of SupervisionStates.
const (
	SupervisionIssued   = "1"
	SupervisionReceived = "2"
	SupervisionAnswered = "3"
	SupervisionReturned = "4"
	SupervisionDone     = "5"
)
