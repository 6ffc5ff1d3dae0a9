package registers

import "chengzhuan/backend/cn"

// groupPoints is the heading of the points system.
const groupPoints = "党员积分"

// PointGroups are the parts of a total (domain table 4b).
var PointGroups = cn.NewCodeList("point_group", "积分类别",
	cn.Code{Code: "K", Label: "扣分", Aliases: []string{"扣分项", "负面"}},
	cn.Code{Code: "J", Label: "贡献分", Short: "贡献", Aliases: []string{"加分", "加分项", "贡献加分"}},
	cn.Code{Code: "H", Label: "表彰加分", Short: "表彰", Aliases: []string{"荣誉", "荣誉分", "表彰分"}},
	cn.Code{Code: "V", Label: "一票否决", Short: "否决"},
)

// PointStates are the states of a claim; package points says which follows which.
var PointStates = cn.NewCodeList("point_state", "积分状态",
	cn.Code{Code: PointDraft, Label: "草稿"},
	cn.Code{Code: PointClaimed, Label: "已申报", Short: "申报", Aliases: []string{"提交"}},
	cn.Code{Code: PointGroupReview, Label: "小组初审", Short: "初审", Aliases: []string{"党小组初审"}},
	cn.Code{Code: PointBranchReview, Label: "支部审核", Short: "审核", Aliases: []string{"支委审核", "支委会审核"}},
	cn.Code{Code: PointPosted, Label: "公示中", Short: "公示"},
	cn.Code{Code: PointEffective, Label: "生效", Aliases: []string{"已生效", "备案", "生效备案"}},
	cn.Code{Code: PointReturned, Label: "退回", Aliases: []string{"已退回"}},
	cn.Code{Code: PointDisputed, Label: "异议", Short: "异议中"},
	cn.Code{Code: PointReexamined, Label: "复核", Aliases: []string{"复核中"}},
	cn.Code{Code: PointUpheld, Label: "维持", Aliases: []string{"维持原结果"}},
	cn.Code{Code: PointCorrected, Label: "更正", Aliases: []string{"已更正"}},
	cn.Code{Code: PointVoid, Label: "作废", Aliases: []string{"已作废", "冲正"}},
)

// Codes of PointStates.
const (
	PointDraft        = "1"
	PointClaimed      = "2"
	PointGroupReview  = "3"
	PointBranchReview = "4"
	PointPosted       = "5"
	PointEffective    = "6"
	PointReturned     = "7"
	PointDisputed     = "8"
	PointReexamined   = "9"
	PointUpheld       = "10"
	PointCorrected    = "11"
	PointVoid         = "12"
)

// PointOrigins say how a claim came in.
var PointOrigins = cn.NewCodeList("point_origin", "申报方式",
	cn.Code{Code: PointByMember, Label: "本人申报", Aliases: []string{"自主申报"}},
	cn.Code{Code: PointByClerk, Label: "代为登记", Aliases: []string{"支部登记", "代录"}},
	cn.Code{Code: PointProposed, Label: "自动提议", Aliases: []string{"系统提议"}},
	cn.Code{Code: PointBulk, Label: "活动后批量登记", Short: "批量"},
	cn.Code{Code: PointImported, Label: "表格导入", Short: "导入"},
	cn.Code{Code: PointCorrecting, Label: "更正另记"},
)

// Codes of PointOrigins.
const (
	PointByMember   = "1"
	PointByClerk    = "2"
	PointProposed   = "3"
	PointBulk       = "4"
	PointImported   = "5"
	PointCorrecting = "6"
)

// Keys of the figures of the points system.
const (
	PointsNoticeDays    = "points.notice_days"
	PointsObjectionDays = "points.objection_days"
)
