package points

import (
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
)

// next says which states may follow a state of a claim (domain section 4): 草稿 → 已申报
// → 小组初审 → 支部审核 → 公示中 → 生效; 退回 goes back to whoever claimed; 异议 → 复核 →
// 维持, which goes on to its effect, or 更正, which ends it. 作废 is not a step of the course: see Void.
var next = map[string][]string{
	registers.PointDraft:        {registers.PointClaimed},
	registers.PointClaimed:      {registers.PointGroupReview, registers.PointReturned},
	registers.PointGroupReview:  {registers.PointBranchReview, registers.PointReturned},
	registers.PointBranchReview: {registers.PointPosted, registers.PointReturned},
	registers.PointPosted:       {registers.PointEffective, registers.PointDisputed},
	registers.PointReturned:     {registers.PointClaimed},
	registers.PointDisputed:     {registers.PointReexamined},
	registers.PointReexamined:   {registers.PointUpheld, registers.PointCorrected},
	registers.PointUpheld:       {registers.PointEffective, registers.PointDisputed},
}

// judging are the steps by which somebody judges a claim: neither the member nor who
// wrote it down may take them. settling are those that the member may not take.
var (
	judging  = []string{registers.PointGroupReview, registers.PointBranchReview, registers.PointReturned, registers.PointReexamined, registers.PointUpheld, registers.PointCorrected}
	settling = []string{registers.PointPosted, registers.PointEffective}
)

// Next returns the states that may follow one, in the order of the list.
func Next(state string) []string { return slices.Clone(next[state]) }

// Ended reports whether nothing follows a state but a voiding.
func Ended(state string) bool { return len(next[state]) == 0 }

// People are those whom a claim concerns, by name.
type People struct {
	Member    string // whose points they are
	Applicant string // who wrote the claim down
}

// Step is one move of a claim.
type Step struct {
	To     string
	From   string  // the state that whoever takes the step saw; "" whatever it is
	Date   cn.Date // "" today
	By     string  // who took it; "" the operator
	Reason string
	// Of 更正: what is right instead; an empty Rule says that nothing is.
	Rule, Quantity string
}

// Take returns the claim after a step, or refuses one that may not follow. It is pure.
func Take(c registers.PointClaim, who People, s Step, env schema.Env) (registers.PointClaim, error) {
	was := c
	if s.From != "" && s.From != c.State {
		return was, errs.New(errs.Conflict, "这条申报刚刚已由别人办理").In("state").Do("请刷新后看清现在的状态，再办理")
	}
	if !slices.Contains(next[c.State], s.To) {
		return was, unlawful(c.State, s.To)
	}
	if err := dated(s.Date, max(c.StepOn, c.Date.First()), env); err != nil {
		return was, err
	}
	if err := apart(who, s.To, s.By); err != nil {
		return was, err
	}
	if s.Reason == "" && slices.Contains([]string{registers.PointReturned, registers.PointDisputed, registers.PointCorrected}, s.To) {
		return was, errs.New(errs.Invalid, "“"+stateLabel(s.To)+"”要写明理由").In("reason")
	}
	c.State, c.StepOn, c.StepBy, c.Reason = s.To, s.Date, s.By, s.Reason
	switch s.To {
	case registers.PointPosted:
		c.PostedUntil = env.Working(s.Date, registers.SettingOf(env, registers.PointsNoticeDays))
	case registers.PointDisputed:
		c.ReviewDue = env.Working(s.Date, registers.SettingOf(env, registers.PointsObjectionDays))
	case registers.PointReexamined, registers.PointCorrected:
	case registers.PointUpheld:
		c.ReviewDue = ""
	case registers.PointEffective:
		if s.Date < c.PostedUntil {
			return was, errs.New(errs.Invalid, "公示期到 "+string(c.PostedUntil)+" 才满，还不能生效").In("date").Do("公示期满没有异议再办生效")
		}
		c.Effective = s.Date
	default:
		c.Notice, c.PostedUntil, c.ReviewDue = 0, "", ""
	}
	return c, nil
}

// apart refuses a step that somebody would take in a matter of their own.
func apart(who People, to, by string) error {
	judges := slices.Contains(judging, to)
	if !judges && !slices.Contains(settling, to) {
		return nil
	}
	switch {
	case len(cn.Names(by)) == 0:
		return errs.New(errs.Invalid, "“"+stateLabel(to)+"”要写明经办人").In("by")
	case cn.Acts(by, who.Member):
		return errs.New(errs.Denied, "不能办理自己的积分").In("by").Do("请由别的人审核")
	case judges && slices.ContainsFunc(cn.Names(who.Applicant), func(n string) bool { return cn.Acts(by, n) }):
		return errs.New(errs.Denied, "谁登记的申报，不能由谁审核").In("by").Do("请由别的人审核")
	}
	return nil
}

// dated refuses a step in the future, or before the one before it.
func dated(day, earliest cn.Date, env schema.Env) error {
	if !day.Full() || day > env.Today {
		return errs.New(errs.Invalid, "办理日期不对：要写到日，不能晚于今天").In("date").Do("例如 " + string(env.Today))
	}
	if day < earliest {
		return errs.New(errs.Invalid, "办理日期早于上一步的日期 "+string(earliest)).In("date").Do("请核对日期")
	}
	return nil
}

func stateLabel(state string) string {
	label, _ := registers.PointStates.LabelOf(state)
	return label
}

// unlawful is the refusal that names what may be done instead.
func unlawful(from, to string) error {
	e := errs.New(errs.Invalid, "“"+stateLabel(from)+"”之后不能直接“"+stateLabel(to)+"”").In("state")
	if len(next[from]) == 0 {
		if from == registers.PointEffective {
			return e.Do("已经生效；有错请作废，再另记一条")
		}
		return e.Do("这条申报已经结束")
	}
	var names []string
	for _, s := range next[from] {
		names = append(names, stateLabel(s))
	}
	return e.Do("现在可以：" + strings.Join(names, "、"))
}
