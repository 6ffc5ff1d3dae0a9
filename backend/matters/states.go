// Package matters owns the courses of what the office has promised: appeals (诉求),
// supervised problems (督办), micro-wishes (微心愿), mediations (矛盾调解) and the monthly
// rounds to the estates with their questions (轮流进小区). It says which state follows
// which, what a step needs, the deadlines that it sets, and what is said of it. The
// rules are pure tables and functions; the service writes each step as one change
// through the store's door. It knows no screen and no command line.
package matters

import (
	"slices"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/registers"
)

// appeals: 受理 → 当场解决 | 社区协调 | 转办 | 上报 → 办结 → 回访 → 满意 | 重开; 解释说明
// and 不予受理 are the two other ways to deal with an appeal (form of the visit log),
// 归档 ends what nobody rated or what stays unsatisfied after it was reopened once.
var appeals = rules[registers.Matter]{
	states: registers.MatterStates,
	state:  func(m *registers.Matter) string { return m.State },
	next: map[string][]string{
		registers.StateAccepted:  {registers.StateOnSpot, registers.StateCommunity, registers.StateForwarded, registers.StateReported, registers.StateExplained, registers.StateRefused},
		registers.StateOnSpot:    {registers.StateFinished},
		registers.StateCommunity: {registers.StateFinished, registers.StateForwarded, registers.StateReported},
		registers.StateForwarded: {registers.StateFinished, registers.StateCommunity, registers.StateReported},
		registers.StateReported:  {registers.StateFinished, registers.StateCommunity, registers.StateForwarded},
		registers.StateExplained: {registers.StateFinished},
		registers.StateFinished:  {registers.StateReturned},
		registers.StateReturned:  {registers.StateSatisfied, registers.StateReopened, registers.StateClosed},
		registers.StateReopened:  {registers.StateOnSpot, registers.StateCommunity, registers.StateForwarded, registers.StateReported, registers.StateExplained},
	},
	bar: barredMatter,
}

// appealCourse is the course of appeals with its log.
var appealCourse = kind[registers.Matter, registers.MatterStep]{
	rules: &appeals, record: registers.Matters, log: registers.MatterLog, field: "matter",
	due: func(m *registers.Matter) cn.Date { return m.Due }, light: MatterLight, ordered: true,
	fits: hearsFirst,
}

// Next returns the states that may follow one of an appeal, in the order of the list.
func Next(state string) []string { return slices.Clone(appeals.next[state]) }

// Ended reports whether nothing follows a state of an appeal.
func Ended(state string) bool { return appeals.ended(state) }

// Open reports whether work is still to be done on an appeal: accepted, being handled or reopened.
func Open(state string) bool {
	return state != registers.StateFinished && state != registers.StateReturned && !Ended(state)
}

// Lawful returns the states that may follow for this appeal as it stands.
func Lawful(m *registers.Matter) []string { return appeals.lawful(m) }

// barredMatter says why a matter may not take a step that its state would allow; nil if it may.
func barredMatter(m *registers.Matter, to string) *errs.Error {
	stages := m.Deliberations()
	switch to {
	case registers.StateOnSpot, registers.StateCommunity, registers.StateForwarded, registers.StateReported, registers.StateExplained:
		// The first of the three steps comes before the first deed (S0 25).
		if m.Hearing && m.Heard == "" && untouched(m.State) {
			return errs.New(errs.Invalid, "按三步工作法办的诉求，要先听取意见，才能办理").In("heard").Do("请先记“听取意见”，写明日期和听到的意见")
		}
	case registers.StateFinished:
		// Four deliberations and the posting of what was decided come before the deed.
		if m.Major != "" {
			for _, s := range stages[:5] {
				if s.Date == "" {
					return errs.New(errs.Invalid, "重大事项还没有“"+s.Label+"”，不能办结").In(s.Field).Do("请先办完四议两公开的前五步，填好日期")
				}
			}
		}
	case registers.StateReturned:
		if m.Hearing && m.Heard == "" {
			return errs.New(errs.Invalid, "按三步工作法办的诉求，办前没有听取意见，不能问满意").In("heard").Do("请先填写听取意见的日期和内容")
		}
	case registers.StateSatisfied:
		if m.Rating == registers.RatingBad || m.Rating == registers.RatingNone {
			return errs.New(errs.Invalid, "回访结果不是满意，不能按满意归档").In("rating").Do("不满意的请重开一次；未评价的请归档")
		}
		if m.Major != "" && m.ResultPosted == "" {
			return errs.New(errs.Invalid, "重大事项的实施结果还没有公开").In("result_posted").Do("请先填写实施结果公开的日期")
		}
	case registers.StateReopened:
		if m.Rating == registers.RatingGood || m.Rating == registers.RatingFair {
			return errs.New(errs.Invalid, "居民已表示满意，不用重开").In("rating").Do("请按满意归档")
		}
		if m.Reopened > 0 {
			return errs.New(errs.Invalid, "这件诉求已经重开过一次").Do("请上报或督办，本件归档")
		}
	case registers.StateClosed:
		if m.Rating == registers.RatingGood || m.Rating == registers.RatingFair {
			return errs.New(errs.Invalid, "居民已表示满意，请按满意归档").In("rating")
		}
		if m.Rating == registers.RatingBad && m.Reopened == 0 {
			return errs.New(errs.Invalid, "居民不满意，要先重开一次").Do("请选“重开”")
		}
	}
	return nil
}

// hearsFirst refuses opinions that were heard after something was done: the first of the
// three steps comes before the second (S0 25). Each reopening is a new beginning.
func hearsFirst(next *registers.MatterStep, past []registers.MatterStep) error {
	if next.Kind != registers.StepHeard {
		return nil
	}
	var deed cn.Date
	for _, s := range past {
		switch {
		case s.From == s.To:
		case s.To == registers.StateReopened:
			deed = ""
		case deed == "" && untouched(s.From):
			deed = s.Date
		}
	}
	if deed != "" && next.Date > deed {
		return errs.New(errs.Invalid, "听取意见要在开始办理（"+string(deed)+"）之前").In("date").Do("三步工作法先听意见，再办理；办理中听到的请记“进展”")
	}
	return nil
}

// untouched reports whether nothing is being done about an appeal yet, or again.
func untouched(state string) bool {
	return state == registers.StateAccepted || state == registers.StateReopened
}
