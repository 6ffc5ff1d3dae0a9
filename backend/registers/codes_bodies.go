package registers

import "chengzhuan/backend/cn"

// OrganizationTypes are all bodies that a community works with (组织类型).
var OrganizationTypes = cn.NewCodeList("organization_type", "组织类型",
	cn.Code{Code: TypeSuperior, Label: "上级党组织", Short: "党工委", Aliases: []string{"街道党工委", "镇党委"}},
	cn.Code{Code: TypeCommittee, Label: "党委", Short: "社区党委", Aliases: []string{"基层委员会", "基层党委", "中共委员会", "社区党委"}},
	cn.Code{Code: TypeGeneralBranch, Label: "党总支", Short: "总支", Aliases: []string{"党总支部", "总支部", "总支委员会"}},
	cn.Code{Code: TypeBranch, Label: "党支部", Short: "支部", Aliases: []string{"支部委员会", "小区党支部"}},
	cn.Code{Code: TypeJointBranch, Label: "联合党支部", Short: "联合支部", Aliases: []string{"联合支委会"}},
	cn.Code{Code: TypeTemporaryBranch, Label: "临时党支部", Short: "临时支部", Aliases: []string{"项目支部", "功能型党支部"}},
	cn.Code{Code: TypePartyGroup, Label: "党小组", Aliases: []string{"小组"}},
	cn.Code{Code: TypeResidentsCommittee, Label: "居民委员会", Short: "居委会", Aliases: []string{"社区居委会", "村委会"}},
	cn.Code{Code: TypeSupervision, Label: "居务监督委员会", Short: "居监会"},
	cn.Code{Code: TypeOwnersCommittee, Label: "业主委员会", Short: "业委会", Aliases: []string{"物业管理委员会", "物管会"}},
	cn.Code{Code: TypePropertyCompany, Label: "物业服务企业", Short: "物业公司", Aliases: []string{"物业", "物业服务公司", "物业服务中心"}},
	cn.Code{Code: TypeDeliberation, Label: "议事协调小组", Short: "议事小组"},
	cn.Code{Code: TypeMediation, Label: "治保调解组织", Short: "调解委员会"},
	cn.Code{Code: TypeResidentUnit, Label: "驻区单位", Short: "辖区单位", Aliases: []string{"驻街单位", "共建单位", "结对单位", "单位"}},
	cn.Code{Code: TypeSocialBody, Label: "社会组织", Short: "社团", Aliases: []string{"社团组织", "协会", "中介组织", "行业组织"}},
	cn.Code{Code: TypeVolunteerTeam, Label: "志愿服务队", Short: "志愿队", Aliases: []string{"志愿者队伍", "志愿者服务队"}},
	cn.Code{Code: TypePatrolTeam, Label: "义务巡逻队", Short: "巡逻队", Aliases: []string{"治安巡逻队"}},
	cn.Code{Code: TypeLiaisonStation, Label: "党员活动联络站", Short: "联络站", Aliases: []string{"活动联络站"}},
	cn.Code{Code: TypeOther, Label: "其他"},
)

// Codes of OrganizationTypes.
const (
	TypeSuperior           = "01"
	TypeCommittee          = "10"
	TypeGeneralBranch      = "11"
	TypeBranch             = "12"
	TypeJointBranch        = "13"
	TypeTemporaryBranch    = "14"
	TypePartyGroup         = "15"
	TypeResidentsCommittee = "20"
	TypeSupervision        = "21"
	TypeOwnersCommittee    = "30"
	TypePropertyCompany    = "31"
	TypeDeliberation       = "32"
	TypeMediation          = "33"
	TypeResidentUnit       = "40"
	TypeSocialBody         = "50"
	TypeVolunteerTeam      = "60"
	TypePatrolTeam         = "61"
	TypeLiaisonStation     = "70"
	TypeOther              = "90"
)

// Grades are the four classes of a party organization (分类定级).
var Grades = cn.NewCodeList("grade", "分类定级",
	cn.Code{Code: "1", Label: "好", Short: "先进", Aliases: []string{"A", "一类"}},
	cn.Code{Code: "2", Label: "较好", Aliases: []string{"B", "二类"}},
	cn.Code{Code: "3", Label: "一般", Aliases: []string{"C", "三类", "中间"}},
	cn.Code{Code: "4", Label: "较差", Short: "后进", Aliases: []string{"D", "四类", "差"}},
)

// PostKinds are the posts that a person can hold in a body (职务). A 主任 is the
// director of whatever body the post is in.
var PostKinds = cn.NewCodeList("post", "职务",
	cn.Code{Code: PostSecretary, Label: "书记", Short: "党支部书记", Aliases: []string{"党委书记", "总支书记", "支部书记", "支书"}},
	cn.Code{Code: PostDeputySecretary, Label: "副书记", Short: "党支部副书记", Aliases: []string{"支部副书记", "党委副书记", "总支副书记"}},
	cn.Code{Code: "12", Label: "组织委员", Aliases: []string{"组委"}},
	cn.Code{Code: "13", Label: "宣传委员", Aliases: []string{"宣委"}},
	cn.Code{Code: "14", Label: "纪检委员", Aliases: []string{"纪委委员", "纪律检查委员"}},
	cn.Code{Code: "15", Label: "统战委员"},
	cn.Code{Code: "16", Label: "青年委员"},
	cn.Code{Code: "17", Label: "妇女委员"},
	cn.Code{Code: "18", Label: "群工委员"},
	cn.Code{Code: PostMember, Label: "委员", Short: "支委", Aliases: []string{"支部委员", "支委委员", "居委会委员", "业委会委员"}},
	cn.Code{Code: PostGroupHead, Label: "党小组组长", Short: "党小组长", Aliases: []string{"小组长"}},
	cn.Code{Code: PostDirector, Label: "主任", Aliases: []string{"居委会主任", "业委会主任"}},
	cn.Code{Code: PostDeputyDirector, Label: "副主任", Aliases: []string{"居委会副主任", "业委会副主任"}},
	cn.Code{Code: "32", Label: "监督委员会主任", Short: "监委会主任"},
	cn.Code{Code: "40", Label: "经理", Short: "项目经理"},
	cn.Code{Code: PostHead, Label: "负责人", Aliases: []string{"会长", "理事长", "法人", "法定代表人"}},
	cn.Code{Code: "42", Label: "站长"},
	cn.Code{Code: "43", Label: "队长"},
	cn.Code{Code: "44", Label: "队员"},
	cn.Code{Code: PostGroupLeader, Label: "组长"},
	cn.Code{Code: "46", Label: "组员"},
	cn.Code{Code: PostGridWorker, Label: "网格员", Aliases: []string{"专职网格员"}},
	cn.Code{Code: PostBuildingHead, Label: "楼栋长", Aliases: []string{"楼长", "楼栋长（单元长）"}},
	cn.Code{Code: "52", Label: "党员信息员"},
	cn.Code{Code: "90", Label: "其他"},
)

// Codes of PostKinds that rules and documents speak of.
const (
	PostSecretary       = "10"
	PostDeputySecretary = "11"
	PostMember          = "19"
	PostGroupHead       = "20"
	PostGridWorker      = "50"
	PostBuildingHead    = "51"
	PostDirector        = "30"
	PostDeputyDirector  = "31"
	PostHead            = "41"
	PostGroupLeader     = "45"
)

// PartTimeKinds are the part-time committee posts (兼职委员).
var PartTimeKinds = cn.NewCodeList("part_time", "兼职委员",
	cn.Code{Code: "1", Label: "社区党组织兼职委员"},
	cn.Code{Code: "2", Label: "小区党支部兼职委员"},
	cn.Code{Code: "3", Label: "居委会兼职委员"},
)

// SecretarySources say where a secretary came from (人选来源).
var SecretarySources = cn.NewCodeList("source", "人选来源",
	cn.Code{Code: "1", Label: "小区选拔"},
	cn.Code{Code: "2", Label: "组织选派"},
	cn.Code{Code: "3", Label: "退休聘用"},
	cn.Code{Code: "4", Label: "社区专职工作者", Short: "社工"},
	cn.Code{Code: "9", Label: "其他"},
)

// Shifts are the columns of the duty roster (班次).
var Shifts = cn.NewCodeList("shift", "班次",
	cn.Code{Code: ShiftLeader, Label: "带班领导", Short: "带班", Aliases: []string{"值班领导", "带班"}},
	cn.Code{Code: ShiftDay, Label: "白班", Aliases: []string{"白天", "日班", "早班", "值班人员"}},
	cn.Code{Code: ShiftNight, Label: "夜班", Aliases: []string{"晚班", "夜间", "夜值"}},
)

// Codes of Shifts.
const (
	ShiftLeader = "1"
	ShiftDay    = "2"
	ShiftNight  = "3"
)
