package rules

// Standard returns the scheme that ships with the program, for a year (domain table
// 4b): base 60, contribution at most 40, honour at most 10, total 0 to 110. Speech,
// petitions, religion, credit and family are no part of it.
func Standard(year int) Scheme {
	return Scheme{
		Year: year, Name: "党员积分管理办法", Base: 600, Floor: 0, Ceiling: 1100, ContributionCap: 400, HonourCap: 100,
		Bands: []Points{600, 700, 800, 900, 960}, Prorate: true, Rules: append(deductions(), append(contributions(), honours()...)...),
	}
}

func deductions() []Rule {
	return []Rule{
		{Code: "K01", Text: "无故缺席三会一课", Group: Deduction, Points: 20, Unit: "次", YearCap: 200, Source: "考勤自动提议"},
		{Code: "K02", Text: "无故缺席主题党日", Group: Deduction, Points: 20, Unit: "次", YearCap: 120, Source: "考勤自动提议"},
		{Code: "K03", Text: "无故缺席组织生活会、民主评议", Group: Deduction, Points: 50, Unit: "次", YearCap: 100, Source: "考勤自动提议"},
		{Code: "K04", Text: "迟到、早退", Group: Deduction, Points: 5, Unit: "次", YearCap: 30, Source: "考勤自动提议"},
		{Code: "K05", Text: "党费逾期满1个月", Group: Deduction, Points: 10, Unit: "月", YearCap: 60, Source: "党费自动提议"},
		{Code: "K06", Text: "年度学时不足32（每差4学时）", Group: Deduction, Points: 10, Unit: "4学时", YearCap: 60, Source: "年底按学时自动提议"},
		{Code: "K07", Text: "无故不完成交办任务", Group: Deduction, Points: 30, Unit: "次", YearCap: 90, Source: "支部"},
		{Code: "K08", Text: "外出6个月以上不报告", Group: Deduction, Points: 50, Unit: "次", YearCap: 50, Source: "支部"},
		{Code: "K09", Text: "公开承诺未兑现", Group: Deduction, Points: 20, Unit: "项", YearCap: 60, Source: "支部"},
		{Code: "K10", Text: "违反居民公约经劝不改（乱堆放、私搭等）", Group: Deduction, Points: 30, Unit: "次", YearCap: 90, Source: "支部，附证明"},
		{Code: "K12", Text: "民主评议“基本合格”", Group: Deduction, Points: 100, Unit: "次", YearCap: 100, Source: "民主评议自动提议"},
		{Code: "K13", Text: "党内警告", Group: Deduction, Points: 200, Unit: "次", YearCap: 200, File: true, Source: "文号"},
	}
}

func contributions() []Rule {
	return []Rule{
		{Code: "J01", Text: "志愿服务", Group: Contribution, Points: 10, Unit: "小时", Fractions: true, YearCap: 150, Source: "志愿时长自动提议"},
		{Code: "J02", Text: "义务巡逻", Group: Contribution, Points: 10, Unit: "班", YearCap: 80, Source: "巡查台账自动提议"},
		{Code: "J03", Text: "认领并完成微心愿", Group: Contribution, Points: 20, Unit: "个", YearCap: 60, Source: "微心愿台账自动提议"},
		{Code: "J04", Text: "走访并形成民情记录", Group: Contribution, Points: 5, Unit: "户次", YearCap: 50, Source: "走访台账自动提议"},
		{Code: "J05", Text: "反映社情民意被采纳", Group: Contribution, Points: 20, Unit: "条", YearCap: 60, Source: "支部"},
		{Code: "J06", Text: "调解纠纷成功", Group: Contribution, Points: 30, Unit: "起", YearCap: 90, Source: "矛盾调解台账自动提议"},
		{Code: "J07", Text: "结对帮扶（当月至少1次）", Group: Contribution, Points: 10, Unit: "户·月", YearCap: 80, Source: "结对帮扶台账自动提议"},
		{Code: "J08", Text: "无职党员岗位履职合格", Group: Contribution, Points: 10, Unit: "月", YearCap: 100, Source: "支部"},
		{Code: "J09", Text: "楼栋长、网格员、党小组长（不与J08重复）", Group: Contribution, Points: 10, Unit: "月", YearCap: 100, Excludes: []Exclusion{{"J08", SameMonth}}, Source: "任职台账自动提议"},
		{Code: "J10", Text: "业委会委员履职", Group: Contribution, Points: 50, Unit: "年", YearCap: 50, Source: "任职台账自动提议"},
		{Code: "J11", Text: "讲党课、微宣讲", Group: Contribution, Points: 30, Unit: "次", YearCap: 60, Source: "党课自动提议"},
		{Code: "J12", Text: "超过32学时每4学时", Group: Contribution, Points: 5, Unit: "4学时", YearCap: 30, Source: "学时自动提议"},
		{Code: "J13", Text: "参加议事会、民情恳谈会", Group: Contribution, Points: 10, Unit: "次", YearCap: 50, Source: "签到自动提议"},
		{Code: "J14", Text: "在职党员到社区参加活动", Group: Contribution, Points: 10, Unit: "次", YearCap: 80, Source: "双报到自动提议"},
		{Code: "J15", Text: "1+X培养联系人按期考察", Group: Contribution, Points: 20, Unit: "人·半年", YearCap: 40, Source: "支部登记"},
		{Code: "J16", Text: "防汛、抢险等应急值守", Group: Contribution, Points: 30, Unit: "次", YearCap: 90, Source: "支部"},
		{Code: "J17", Text: "组织科普、民族团结、文明创建活动", Group: Contribution, Points: 10, Unit: "次", YearCap: 50, Source: "支部"},
		{Code: "J18", Text: "捐资助学、捐物（按次不按金额）", Group: Contribution, Points: 20, Unit: "次", YearCap: 40, Source: "支部"},
		{Code: "J19", Text: "无偿献血（只记次数）", Group: Contribution, Points: 30, Unit: "次", YearCap: 60, Source: "自主申报"},
		{Code: "J20", Text: "专业特长服务：法律、医疗、维修（不与J01重复）", Group: Contribution, Points: 10, Unit: "小时", Fractions: true, YearCap: 60, Excludes: []Exclusion{{"J01", SameEvent}}, Source: "支部登记"},
	}
}

func honours() []Rule {
	const praise = "表彰" // of one commendation only the highest level counts
	return []Rule{
		{Code: "H01", Text: "社区表彰", Group: Honour, Points: 20, Unit: "次", Highest: praise, File: true, Source: "文号"},
		{Code: "H02", Text: "街道、镇表彰", Group: Honour, Points: 30, Unit: "次", Highest: praise, File: true, Source: "文号"},
		{Code: "H03", Text: "县、区表彰", Group: Honour, Points: 50, Unit: "次", Highest: praise, File: true, Source: "文号"},
		{Code: "H04", Text: "市以上表彰", Group: Honour, Points: 80, Unit: "次", Highest: praise, File: true, Source: "文号"},
		{Code: "H05", Text: "民主评议“优秀”", Group: Honour, Points: 50, Unit: "次", YearCap: 50, Source: "民主评议自动提议"},
		{Code: "H06", Text: "见义勇为（经认定）", Group: Honour, Points: 100, Unit: "次", YearCap: 100, File: true, Source: "文号"},
		{Code: "V01", Text: "一票否决：严重警告以上处分；评议“不合格”；弄虚作假骗分", Group: Veto, Unit: "次", File: true, Source: "文号，支委会研究并报上级"},
	}
}
