package registers

import "chengzhuan/backend/cn"

// Categories are the two kinds of membership (人员类别).
var Categories = cn.NewCodeList("category", "人员类别",
	cn.Code{Code: CategoryFull, Label: "正式党员", Short: "正式", Aliases: []string{"中共党员", "正", "党员"}},
	cn.Code{Code: CategoryProbationary, Label: "预备党员", Short: "预备", Aliases: []string{"预", "中共预备党员"}},
)

// Codes of Categories.
const (
	CategoryFull         = "1"
	CategoryProbationary = "2"
)

// Relations say where a member's formal relation lies (组织关系类别).
var Relations = cn.NewCodeList("relation", "组织关系类别",
	cn.Code{Code: RelationDirect, Label: "直管", Short: "在册", Aliases: []string{"组织关系在本社区", "在本社区", "本社区", "组织关系在社区", "正式组织关系", "是"}},
	cn.Code{Code: RelationCheckIn, Label: "在职报到", Short: "双报到", Aliases: []string{"报到", "在职党员报到", "到社区报到", "在职党员"}},
	cn.Code{Code: RelationIn, Label: "流入", Short: "流入党员"},
	cn.Code{Code: RelationOut, Label: "流出", Short: "流出党员"},
	cn.Code{Code: RelationOther, Label: "其他"},
)

// Codes of Relations. Direct and Out have their formal relation here, the
// others only live or work here.
const (
	RelationDirect  = "1"
	RelationCheckIn = "2"
	RelationIn      = "3"
	RelationOut     = "4"
	RelationOther   = "9"
)

// Statuses say whether a membership stands (党籍状态).
var Statuses = cn.NewCodeList("status", "党籍状态",
	cn.Code{Code: StatusNormal, Label: "正常", Aliases: []string{"在籍", "正常党籍"}},
	cn.Code{Code: StatusSuspended, Label: "停止党籍"},
	cn.Code{Code: StatusMoved, Label: "已转出", Short: "转出"},
	cn.Code{Code: StatusDead, Label: "去世", Short: "死亡"},
	cn.Code{Code: StatusRemoved, Label: "除名", Aliases: []string{"退党", "劝退", "自行脱党", "劝退除名"}},
	cn.Code{Code: StatusExpelled, Label: "开除党籍", Short: "开除"},
	cn.Code{Code: StatusCancelled, Label: "取消预备资格", Short: "取消预备党员资格"},
)

// Codes of Statuses; Removed covers 退党, 劝退 and 自行脱党.
const (
	StatusNormal    = "1"
	StatusSuspended = "2"
	StatusMoved     = "3"
	StatusDead      = "4"
	StatusRemoved   = "5"
	StatusExpelled  = "6"
	StatusCancelled = "7"
)

// Occupations are the eight of the national party statistics bulletin (职业).
var Occupations = cn.NewCodeList("occupation", "工作岗位",
	cn.Code{Code: "1", Label: "工人（工勤技能人员）", Short: "工人", Aliases: []string{"工勤技能人员", "工人(工勤技能人员)"}},
	cn.Code{Code: "2", Label: "农牧渔民", Short: "农民", Aliases: []string{"务农"}},
	cn.Code{Code: "3", Label: "企事业单位、民办非企业单位专业技术人员", Short: "专业技术人员", Aliases: []string{"技术人员", "专技人员", "教师", "医生"}},
	cn.Code{Code: "4", Label: "企事业单位、民办非企业单位管理人员", Short: "管理人员", Aliases: []string{"企业管理人员", "事业单位管理人员"}},
	cn.Code{Code: "5", Label: "党政机关工作人员", Short: "机关工作人员", Aliases: []string{"公务员", "机关干部"}},
	cn.Code{Code: "6", Label: "学生"},
	cn.Code{Code: "7", Label: "其他职业人员", Short: "其他", Aliases: []string{"个体户", "自由职业", "灵活就业", "其他职业", "社区工作者", "无业"}},
	cn.Code{Code: "8", Label: "离退休人员", Short: "离退休", Aliases: []string{"退休", "离休", "退休人员"}},
)

// MemberKinds are the groups that a community office works with (社区人员类别).
// No label holds a separator sign, because several are written in one cell.
var MemberKinds = cn.NewCodeList("member_kind", "社区人员类别",
	cn.Code{Code: "01", Label: "在职", Aliases: []string{"在岗", "在职党员"}},
	cn.Code{Code: "02", Label: "离休", Aliases: []string{"离休干部"}},
	cn.Code{Code: "03", Label: "退休", Aliases: []string{"退休人员", "离退休", "退休党员"}},
	cn.Code{Code: "04", Label: "流动", Aliases: []string{"流动党员"}},
	cn.Code{Code: "05", Label: "下岗失业", Short: "失业", Aliases: []string{"下岗", "待业", "下岗待业", "无业"}},
	cn.Code{Code: "06", Label: "学生"},
	cn.Code{Code: "07", Label: "军转或退役", Short: "退役军人", Aliases: []string{"退伍军人", "转业军人", "复员军人", "军转", "退役", "军转干部"}},
	cn.Code{Code: "08", Label: "个体或灵活就业", Short: "灵活就业", Aliases: []string{"个体", "个体户", "个体工商户", "务工经商"}},
	cn.Code{Code: "09", Label: "困难", Aliases: []string{"困难党员"}},
	cn.Code{Code: "10", Label: "低保", Aliases: []string{"低保党员"}},
	cn.Code{Code: "11", Label: "残疾", Aliases: []string{"残疾人"}},
	cn.Code{Code: "12", Label: "独居老人", Short: "独居", Aliases: []string{"独居", "孤寡", "孤寡老人"}},
	cn.Code{Code: "13", Label: "70岁以上", Aliases: []string{"七十岁以上", "高龄"}},
	cn.Code{Code: "14", Label: "长期患病", Short: "患病", Aliases: []string{"重病", "大病"}},
)

// HardshipReasons say at most what kind of hardship it is (困难原因).
var HardshipReasons = cn.NewCodeList("hardship_reason", "困难原因",
	cn.Code{Code: "1", Label: "因病", Aliases: []string{"疾病", "重病", "大病", "因病致贫"}},
	cn.Code{Code: "2", Label: "因残", Aliases: []string{"残疾"}},
	cn.Code{Code: "3", Label: "因灾", Aliases: []string{"灾害"}},
	cn.Code{Code: "4", Label: "因学", Aliases: []string{"子女上学", "上学"}},
	cn.Code{Code: "5", Label: "失业", Aliases: []string{"下岗", "无业"}},
	cn.Code{Code: "6", Label: "年老无依", Aliases: []string{"孤寡", "无子女"}},
	cn.Code{Code: "7", Label: "意外事故", Aliases: []string{"意外"}},
	cn.Code{Code: "9", Label: "其他"},
)

// PoliticalStatuses follow GB/T 4762 (政治面貌).
var PoliticalStatuses = cn.NewCodeList("political", "政治面貌",
	cn.Code{Code: "01", Label: "中共党员", Short: "党员", Aliases: []string{"正式党员", "共产党员"}},
	cn.Code{Code: "02", Label: "中共预备党员", Short: "预备党员"},
	cn.Code{Code: "03", Label: "共青团员", Short: "团员", Aliases: []string{"共青团"}},
	cn.Code{Code: "04", Label: "民革会员", Short: "民革"},
	cn.Code{Code: "05", Label: "民盟盟员", Short: "民盟"},
	cn.Code{Code: "06", Label: "民建会员", Short: "民建"},
	cn.Code{Code: "07", Label: "民进会员", Short: "民进"},
	cn.Code{Code: "08", Label: "农工党党员", Short: "农工党"},
	cn.Code{Code: "09", Label: "致公党党员", Short: "致公党"},
	cn.Code{Code: "10", Label: "九三学社社员", Short: "九三学社"},
	cn.Code{Code: "11", Label: "台盟盟员", Short: "台盟"},
	cn.Code{Code: "12", Label: "无党派人士", Short: "无党派"},
	cn.Code{Code: "13", Label: "群众", Aliases: []string{"普通群众", "无"}},
)

// AwardKinds tell praise from discipline (奖惩类别).
var AwardKinds = cn.NewCodeList("award_kind", "奖惩类别",
	cn.Code{Code: "1", Label: "表彰奖励", Short: "奖励", Aliases: []string{"表彰", "奖", "荣誉"}},
	cn.Code{Code: "2", Label: "党纪处分", Short: "处分", Aliases: []string{"处罚", "惩", "党内处分"}},
	cn.Code{Code: "3", Label: "组织处理"},
)

// AwardLevels are the levels of the body that decided (级别).
var AwardLevels = cn.NewCodeList("award_level", "级别",
	cn.Code{Code: "1", Label: "社区"},
	cn.Code{Code: "2", Label: "街道（镇）", Short: "街道", Aliases: []string{"镇", "乡镇", "街道办", "街道(镇)"}},
	cn.Code{Code: "3", Label: "区（县）", Short: "区级", Aliases: []string{"区", "县", "县级", "区县", "区(县)"}},
	cn.Code{Code: "4", Label: "市级", Short: "市"},
	cn.Code{Code: "5", Label: "省级", Short: "省"},
	cn.Code{Code: "6", Label: "国家级", Short: "全国", Aliases: []string{"国家", "中央"}},
	cn.Code{Code: "9", Label: "单位", Aliases: []string{"本单位"}},
)
