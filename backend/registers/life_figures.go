package registers

// Keys of the figures of organizational life.
const (
	LifeAssemblyMonths  = "life.assembly_months"
	LifeCommitteeMonths = "life.committee_months"
	LifeGroupMonths     = "life.group_months"
	LifeLessonMonths    = "life.lesson_months"
	LifePartyDayMonths  = "life.party_day_months"
	LifeRemindDays      = "life.remind_days"
	LifeHours           = "life.hours"
	LifeHoursLead       = "life.hours_lead"
	LifeDayHours        = "life.day_hours"
	DuesRounding        = "dues.rounding"
	DuesCap             = "dues.cap"
	DuesBehindFirst     = "dues.behind_first"
	DuesBehindLast      = "dues.behind_last"
)

// lifeFigures are the numbers of organizational life that local rules decide.
func lifeFigures() []Figure {
	return []Figure{
		{Key: LifeAssemblyMonths, Group: "组织生活", Label: "支部党员大会几个月开一次", Unit: "个月", Default: 3, Min: 1, Max: 12,
			Hint: "一般每季度一次；填 1、2、3、4、6、12"},
		{Key: LifeCommitteeMonths, Group: "组织生活", Label: "支部委员会几个月开一次", Unit: "个月", Default: 1, Min: 1, Max: 12,
			Hint: "一般每月一次"},
		{Key: LifeGroupMonths, Group: "组织生活", Label: "党小组会几个月开一次", Unit: "个月", Default: 1, Min: 1, Max: 12,
			Hint: "一般每月一次"},
		{Key: LifeLessonMonths, Group: "组织生活", Label: "党课几个月上一次", Unit: "个月", Default: 3, Min: 1, Max: 12,
			Hint: "各地规定不同：每季度一次填 3，每年两次填 6"},
		{Key: LifePartyDayMonths, Group: "组织生活", Label: "主题党日几个月开展一次", Unit: "个月", Default: 1, Min: 1, Max: 12,
			Hint: "每月固定一天"},
		{Key: LifeRemindDays, Group: "组织生活", Label: "月底前几天提醒还没有开", Unit: "天", Default: 7, Min: 1, Max: 28},
		{Key: LifeHours, Group: "学时", Label: "党员每年学时", Unit: "学时", Default: 32, Min: 0, Max: 400},
		{Key: LifeHoursLead, Group: "学时", Label: "书记和委员每年学时", Unit: "学时", Default: 56, Min: 0, Max: 400},
		{Key: LifeDayHours, Group: "学时", Label: "全天学习折合", Unit: "学时", Default: 8, Min: 1, Max: 24,
			Hint: "半天减半；自学 1 小时 1 学时"},
		{Key: DuesRounding, Group: "党费", Label: "党费不足一分的算法", Unit: "号", Default: 0, Min: 0, Max: 2,
			Hint: "填 0 四舍五入到分，填 1 舍去，填 2 进一分"},
		{Key: DuesCap, Group: "党费", Label: "每月党费一般不超过", Unit: "元", Default: 1000, Min: 1, Max: 100000,
			Hint: "自愿多交的不限"},
		{Key: DuesBehindFirst, Group: "党费", Label: "连续几个月没有交党费提醒", Unit: "个月", Default: 3, Min: 1, Max: 12},
		{Key: DuesBehindLast, Group: "党费", Label: "连续几个月没有交党费急办", Unit: "个月", Default: 5, Min: 1, Max: 12,
			Hint: "连续六个月没有正当理由不交党费，按自行脱党处理"},
	}
}
