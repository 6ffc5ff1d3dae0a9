package registers

import "chengzhuan/backend/schema"

// Figure is one number that local rules decide: the office may change it
// between Min and Max. The book keeps changed ones in the register settings
// under Key; text of its value is a plain integer.
type Figure struct {
	Key, Group, Label, Unit, Hint string
	Default, Min, Max             int
}

// Keys of Figures.
const (
	ElectionRemindMonths = "election.remind_months"
	ElectionLateMonths   = "election.late_months"
	CommunityTermYears   = "election.community_years"
	BranchTermYears      = "election.branch_years"
	ProbationFirstDays   = "probation.first_days"
	ProbationLastDays    = "probation.last_days"
	BranchMinDirect      = "branch.min_direct"
	BranchMaxUnits       = "branch.max_units"
	MedalYears           = "medal.years"
	UpwardSmall          = "upward.small"
	DeadlineReply        = "deadline.reply"
	DeadlineCommunity    = "deadline.community"
	DeadlineForwarded    = "deadline.forwarded"
	DeadlineReported     = "deadline.reported"
	DeadlineReturn       = "deadline.return"
	DeadlineNear         = "deadline.near"
	VisitsOrdinary       = "visits.ordinary"
	VisitsKey            = "visits.key"
	VisitsRepeatDays     = "visits.repeat_days"
	MediationsYear       = "mediations.year"
)

// Figures lists every number of the rules so far, in the order of the page.
func Figures() []Figure {
	return append([]Figure{
		{Key: ElectionRemindMonths, Group: "换届提醒", Label: "届满前几个月提醒", Unit: "个月", Default: 6, Min: 1, Max: 24,
			Hint: "一般在任期届满前六个月提醒做好换届准备"},
		{Key: ElectionLateMonths, Group: "换届提醒", Label: "届满后几个月算严重超期", Unit: "个月", Default: 12, Min: 1, Max: 36,
			Hint: "延期换届须经上级批准，一般不超过一年"},
		{Key: CommunityTermYears, Group: "换届提醒", Label: "社区党组织每届任期", Unit: "年", Default: 5, Min: 1, Max: 10,
			Hint: "村和社区的党委、总支、支部每届任期五年"},
		{Key: BranchTermYears, Group: "换届提醒", Label: "一般支部每届任期", Unit: "年", Default: 3, Min: 1, Max: 10,
			Hint: "小区党支部没有统一规定，按批复执行"},
		{Key: ProbationFirstDays, Group: "预备期提醒", Label: "预备期满前首次提醒", Unit: "天", Default: 30, Min: 1, Max: 180,
			Hint: "提醒本人提出转正申请"},
		{Key: ProbationLastDays, Group: "预备期提醒", Label: "预备期满前再次提醒", Unit: "天", Default: 7, Min: 1, Max: 60},
		{Key: BranchMinDirect, Group: "小区党支部", Label: "单独成立支部的直管党员数", Unit: "名", Default: 3, Min: 1, Max: 50,
			Hint: "正式党员三名以上应成立党支部；不足的与相邻小区联合组建"},
		{Key: BranchMaxUnits, Group: "小区党支部", Label: "联合党支部最多覆盖的小区", Unit: "个", Default: 5, Min: 2, Max: 20,
			Hint: "联合党支部覆盖单位一般不超过五个"},
		{Key: MedalYears, Group: "党龄", Label: "光荣在党纪念章的党龄", Unit: "年", Default: 50, Min: 1, Max: 100,
			Hint: "党龄计算到当年 7 月 1 日"},
		{Key: DeadlineReply, Group: "诉求办理期限", Label: "首次答复", Unit: "个工作日", Default: 3, Min: 1, Max: 30,
			Hint: "从受理次日起算，节假日不算"},
		{Key: DeadlineCommunity, Group: "诉求办理期限", Label: "社区协调", Unit: "个工作日", Default: 10, Min: 1, Max: 90,
			Hint: "从决定由社区协调的次日起算"},
		{Key: DeadlineForwarded, Group: "诉求办理期限", Label: "转办", Unit: "天", Default: 15, Min: 1, Max: 180,
			Hint: "按自然日算，到期没有办结的提醒督办"},
		{Key: DeadlineReported, Group: "诉求办理期限", Label: "上报", Unit: "天", Default: 15, Min: 1, Max: 180,
			Hint: "按自然日算"},
		{Key: DeadlineReturn, Group: "诉求办理期限", Label: "办结后几天内回访", Unit: "天", Default: 7, Min: 1, Max: 60},
		{Key: DeadlineNear, Group: "诉求办理期限", Label: "到期前几个工作日提醒", Unit: "个工作日", Default: 2, Min: 0, Max: 15},
		{Key: VisitsOrdinary, Group: "走访", Label: "一般住户每年走访", Unit: "次", Default: 2, Min: 1, Max: 12,
			Hint: "上半年、下半年各一次"},
		{Key: VisitsKey, Group: "走访", Label: "重点对象每月走访", Unit: "次", Default: 1, Min: 1, Max: 8,
			Hint: "困难、空巢独居、流动、帮教等对象"},
		{Key: VisitsRepeatDays, Group: "走访", Label: "几天内同户同类算重复诉求", Unit: "天", Default: 90, Min: 7, Max: 365},
		{Key: MediationsYear, Group: "调解", Label: "每年调解目标", Unit: "起", Default: 30, Min: 0, Max: 1000},
		{Key: PointsNoticeDays, Group: "积分", Label: "积分公示", Unit: "个工作日", Default: 5, Min: 1, Max: 30,
			Hint: "从张贴次日起算，期满没有异议才生效"},
		{Key: PointsObjectionDays, Group: "积分", Label: "异议几个工作日内复核", Unit: "个工作日", Default: 5, Min: 1, Max: 30},
		{Key: NoticesAwardsDays, Group: "公示", Label: "评优表彰公示", Unit: "个工作日", Default: 5, Min: 1, Max: 30,
			Hint: "张贴当天算第一天；一般五个工作日，以当地规定为准"},
		{Key: NoticesDevelopmentDays, Group: "公示", Label: "发展党员公示", Unit: "个工作日", Default: 5, Min: 1, Max: 30,
			Hint: "张贴当天算第一天；一般五个工作日，以当地规定为准"},
		{Key: NoticesOtherDays, Group: "公示", Label: "其他事项公示", Unit: "个工作日", Default: 5, Min: 1, Max: 30,
			Hint: "张贴当天算第一天；一般五个工作日，以当地规定为准"},
		{Key: NoticesObjectionDays, Group: "公示", Label: "公示异议几个工作日内答复", Unit: "个工作日", Default: 5, Min: 1, Max: 30},
		{Key: UpwardSmall, Group: "上报", Label: "上报时小于几的人数不写明", Unit: "人", Default: 0, Min: 0, Max: 20,
			Hint: "填 3，1 人和 2 人就写成“<3”，免得从小数目猜出是谁；填 0 照实写"},
	}, lifeFigures()...)
}

// FindFigure returns a figure by key.
func FindFigure(key string) (Figure, bool) {
	for _, f := range Figures() {
		if f.Key == key {
			return f, true
		}
	}
	return Figure{}, false
}

// setting returns the office's figure, else its default.
func setting(env schema.Env, key string) int {
	f, _ := FindFigure(key)
	if env.Setting == nil {
		return f.Default
	}
	if n := env.Setting(key); n >= f.Min && n <= f.Max {
		return n
	}
	return f.Default
}

// SettingOf returns a figure of the office, else its default.
func SettingOf(env schema.Env, key string) int { return setting(env, key) }
