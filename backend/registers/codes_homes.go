package registers

import "chengzhuan/backend/cn"

// EstateKinds are the kinds of housing estates (小区类型).
var EstateKinds = cn.NewCodeList("estate_kind", "小区类型",
	cn.Code{Code: "1", Label: "商品房小区", Short: "商品房", Aliases: []string{"住宅小区"}},
	cn.Code{Code: "2", Label: "老旧小区", Aliases: []string{"老小区"}},
	cn.Code{Code: "3", Label: "单位宿舍", Short: "单位房", Aliases: []string{"宿舍", "家属院", "职工宿舍"}},
	cn.Code{Code: "4", Label: "安置小区", Short: "还建小区", Aliases: []string{"还建房", "拆迁安置"}},
	cn.Code{Code: "5", Label: "保障房小区", Short: "保障房"},
	cn.Code{Code: "6", Label: "散居楼院", Short: "散居", Aliases: []string{"独栋", "临街楼"}},
	cn.Code{Code: "9", Label: "其他"},
)

// HousingKinds say by what right a household lives there (住房性质).
var HousingKinds = cn.NewCodeList("housing", "住房性质",
	cn.Code{Code: HousingOwned, Label: "自有", Short: "自住", Aliases: []string{"自有产权", "商品房", "自购", "产权房"}},
	cn.Code{Code: HousingRented, Label: "租住", Short: "出租", Aliases: []string{"租赁", "租房", "承租"}},
	cn.Code{Code: "3", Label: "公租房", Short: "廉租房"},
	cn.Code{Code: "4", Label: "单位公房", Short: "公房"},
	cn.Code{Code: "5", Label: "借住"},
	cn.Code{Code: HousingVacant, Label: "空置", Short: "空房", Aliases: []string{"无人居住", "闲置"}},
	cn.Code{Code: "9", Label: "其他"},
)

// Codes of HousingKinds.
const (
	HousingOwned  = "1"
	HousingRented = "2"
	HousingVacant = "6"
)

// HouseholdKinds are the groups that visits ask for (户情类别).
var HouseholdKinds = cn.NewCodeList("household_kind", "户情类别",
	cn.Code{Code: "01", Label: "党员户"},
	cn.Code{Code: "02", Label: "困难户"},
	cn.Code{Code: "03", Label: "低保户"},
	cn.Code{Code: "04", Label: "优抚户"},
	cn.Code{Code: "05", Label: "退役军人户", Short: "军属"},
	cn.Code{Code: "06", Label: "空巢老人户", Short: "空巢"},
	cn.Code{Code: "07", Label: "独居老人户", Short: "独居"},
	cn.Code{Code: "08", Label: "残疾人户"},
	cn.Code{Code: "09", Label: "新迁居民户", Short: "新迁"},
	cn.Code{Code: "10", Label: "流动人口户", Short: "流动"},
	cn.Code{Code: "11", Label: "少数民族户"},
)

// HouseholderRelations follow GB/T 4761 in its short form (与户主关系).
var HouseholderRelations = cn.NewCodeList("householder_relation", "与户主关系",
	cn.Code{Code: RelationHead, Label: "户主", Short: "本人"},
	cn.Code{Code: RelationSpouse, Label: "配偶", Short: "夫妻", Aliases: []string{"妻", "夫", "妻子", "丈夫", "爱人"}},
	cn.Code{Code: RelationSon, Label: "子", Short: "儿子", Aliases: []string{"长子", "次子", "三子", "独生子"}},
	cn.Code{Code: "28", Label: "女婿"},
	cn.Code{Code: RelationDaughter, Label: "女", Short: "女儿", Aliases: []string{"长女", "次女", "三女", "独生女"}},
	cn.Code{Code: "38", Label: "儿媳"},
	cn.Code{Code: RelationGrandchild, Label: "孙子女", Short: "外孙子女", Aliases: []string{"孙子", "孙女", "外孙", "外孙女", "孙"}},
	cn.Code{Code: RelationParent, Label: "父母", Aliases: []string{"父", "母", "父亲", "母亲"}},
	cn.Code{Code: "55", Label: "岳父母或公婆", Short: "岳父母", Aliases: []string{"岳父", "岳母", "公公", "婆婆", "公婆"}},
	cn.Code{Code: "60", Label: "祖父母", Short: "外祖父母", Aliases: []string{"祖父", "祖母", "爷爷", "奶奶", "外公", "外婆"}},
	cn.Code{Code: "70", Label: "兄弟姐妹", Aliases: []string{"兄", "弟", "姐", "妹", "哥哥", "弟弟", "姐姐", "妹妹"}},
	cn.Code{Code: RelationTenant, Label: "其他", Short: "非亲属", Aliases: []string{"其他亲属", "租客", "保姆"}},
)

// Codes of HouseholderRelations.
const (
	RelationHead       = "02"
	RelationSpouse     = "10"
	RelationSon        = "20"
	RelationDaughter   = "30"
	RelationGrandchild = "40"
	RelationParent     = "50"
	RelationTenant     = "80"
)

// ResidenceKinds say how a person lives here (居住类别).
var ResidenceKinds = cn.NewCodeList("residence", "居住类别",
	cn.Code{Code: ResidenceLocal, Label: "户在人在", Short: "常住", Aliases: []string{"常住人口", "本地户籍", "户籍人口", "常住户籍"}},
	cn.Code{Code: "2", Label: "人在户不在", Short: "人户分离", Aliases: []string{"人在户外"}},
	cn.Code{Code: "3", Label: "户在人不在", Short: "空挂户", Aliases: []string{"户在人外", "空挂"}},
	cn.Code{Code: ResidenceMigrant, Label: "流动人口", Short: "外来人口", Aliases: []string{"流动", "外来", "暂住", "外地"}},
	cn.Code{Code: "5", Label: "境外人员", Short: "境外"},
)

// Codes of ResidenceKinds.
const (
	ResidenceLocal   = "1"
	ResidenceMigrant = "4"
)

// ResidentStates say whether a resident still lives here (人员状态).
var ResidentStates = cn.NewCodeList("resident_state", "人员状态",
	cn.Code{Code: "1", Label: "在住", Short: "正常", Aliases: []string{"在册", "居住"}},
	cn.Code{Code: "2", Label: "已迁出", Short: "迁出", Aliases: []string{"搬走", "已搬走", "搬离"}},
	cn.Code{Code: "3", Label: "去世", Short: "死亡"},
)

// ResidentKinds are the classes of key persons (重点类别); the last ones are
// never shown to anyone who did not ask for them.
var ResidentKinds = cn.NewCodeList("resident_kind", "重点类别",
	cn.Code{Code: "01", Label: "困难群众", Short: "困难"},
	cn.Code{Code: "02", Label: "低保对象", Short: "低保"},
	cn.Code{Code: "03", Label: "优抚对象", Short: "优抚"},
	cn.Code{Code: "04", Label: "退役军人"},
	cn.Code{Code: "05", Label: "残疾人", Short: "残疾"},
	cn.Code{Code: "06", Label: "空巢老人", Short: "空巢"},
	cn.Code{Code: "07", Label: "独居老人", Short: "独居"},
	cn.Code{Code: "08", Label: "重点青少年", Short: "青少年"},
	cn.Code{Code: "09", Label: "下岗失业", Short: "失业"},
	cn.Code{Code: "10", Label: "长期患病", Short: "患病"},
	cn.Code{Code: "11", Label: "社区矫正"},
	cn.Code{Code: "12", Label: "刑满释放"},
)
