package points

import (
	"context"
	"slices"
	"strconv"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// Grades that the points of a year speak for in 民主评议 (domain section 3b). They are
// suggestions: a person decides, by the votes of the meeting.
const (
	GradeExcellent = "优秀"
	GradePassed    = "合格"
	GradeBasic     = "基本合格"
	GradeFailed    = "不合格"
	GradeNone      = "不提建议"
)

// Suggestion is what the points of a year speak for, and why.
type Suggestion struct {
	Member     string   `json:"member"`
	Name       string   `json:"name"`
	BranchName string   `json:"branchName"`
	Place      int      `json:"place"`
	Total      Amount   `json:"total"`
	Stars      int      `json:"stars"`
	Exempt     bool     `json:"exempt"`
	Grade      string   `json:"grade"`
	Reasons    []string `json:"reasons"`
	Code       string   `json:"code"`      // of the suggested grade; "" none is suggested
	Decided    string   `json:"decided"`   // code of the grade that a meeting decided; "" none yet
	DecidedOn  string   `json:"decidedOn"` // its day
}

// BranchGrades counts the suggestions of a branch. Excellent members are at most a
// third of those who are graded.
type BranchGrades struct {
	Name      string `json:"name"`
	Graded    int    `json:"graded"`
	Most      int    `json:"most"` // that may be excellent
	Excellent int    `json:"excellent"`
	Basic     int    `json:"basic"`
	Failed    int    `json:"failed"`
	Given     int    `json:"given"` // that were decided to be excellent
}

// Suggestions are those of a year.
type Suggestions struct {
	Rows     []Suggestion   `json:"rows"`
	Branches []BranchGrades `json:"branches"`
}

// Suggest returns what the points of a year speak for in the appraisal of members. Of
// each branch at most a third is proposed as excellent, from the top of the ranking;
// of equal totals at the edge none is. Probationary and exempt members get no grade.
// That it was looked at is written down.
func (d *Desk) Suggest(ctx context.Context, year int) (Suggestions, error) {
	out := Suggestions{Rows: []Suggestion{}, Branches: []BranchGrades{}}
	s, err := d.Scheme(ctx, year)
	if err != nil {
		return out, err
	}
	ranking, err := d.Ranking(ctx, year)
	if err != nil {
		return out, err
	}
	probationary := map[oplog.ID]bool{}
	def := registers.PartyMembers
	err = d.store().EachOf(ctx, def.Def, []string{"category"}, func(rec store.Record) error {
		probationary[rec.ID] = true
		return nil
	}, store.Condition{Field: "category", Op: "eq", Value: registers.CategoryProbationary})
	if err != nil {
		return out, err
	}
	names, err := d.branchesOf(ctx, ranking)
	if err != nil {
		return out, err
	}
	byBranch := map[oplog.ID][]*Ranked{}
	var order []oplog.ID
	for i := range ranking {
		r := &ranking[i]
		if byBranch[r.Branch] == nil {
			order = append(order, r.Branch)
		}
		byBranch[r.Branch] = append(byBranch[r.Branch], r)
	}
	grades := map[oplog.ID]Suggestion{}
	for _, branch := range order {
		g := suggest(&s, byBranch[branch], probationary, grades)
		g.Name = nameOr(names[branch])
		out.Branches = append(out.Branches, g)
	}
	in := map[string]oplog.ID{} // branches of members
	for i := range ranking {
		r := &ranking[i]
		x := grades[r.Member]
		x.Member, x.Name, x.BranchName, x.Place, x.Total, x.Stars, x.Exempt = r.Member.String(), r.Name, nameOr(names[r.Branch]), r.Place, amount(r.Total), r.Stars, r.Exempt
		x.Code, _ = registers.AppraisalGrades.Find(x.Grade)
		out.Rows = append(out.Rows, x)
		in[x.Member] = r.Branch
	}
	if err := d.decided(ctx, year, &out, in, order); err != nil {
		return out, err
	}
	return out, d.looked(ctx, registers.PointEntries.Key, 0, strconv.Itoa(year)+" 年民主评议建议", len(out.Rows))
}

// nameOr names those whom the book puts into no branch.
func nameOr(branch string) string {
	if branch == "" {
		return "没有写明支部"
	}
	return branch
}

// suggest grades the members of one branch, who come by place.
func suggest(s *rules.Scheme, list []*Ranked, probationary map[oplog.ID]bool, into map[oplog.ID]Suggestion) BranchGrades {
	var g BranchGrades
	var good []*Ranked
	for _, r := range list {
		x := Suggestion{Grade: GradePassed}
		switch {
		case r.Exempt:
			x.Grade, x.Reasons = GradeNone, []string{"当年免评"}
		case probationary[r.Member]:
			x.Grade, x.Reasons = GradeNone, []string{"预备党员参加评议，不定等次"}
		default:
			g.Graded++
			x.Grade, x.Reasons = grade(s, r)
		}
		switch x.Grade {
		case GradeExcellent:
			good = append(good, r)
		case GradeBasic:
			g.Basic++
		case GradeFailed:
			g.Failed++
		}
		into[r.Member] = x
	}
	g.Most = g.Graded / 3
	g.Excellent = min(len(good), g.Most)
	for g.Excellent > 0 && g.Excellent < len(good) && good[g.Excellent-1].Total == good[g.Excellent].Total {
		g.Excellent-- // equal totals are treated equally
	}
	for _, r := range good[g.Excellent:] {
		x := into[r.Member]
		x.Grade = GradePassed
		x.Reasons = append(slices.Clone(x.Reasons), "本支部优秀不超过三分之一（"+strconv.Itoa(g.Most)+" 名），由支部在同分或靠后的人里酌定")
		into[r.Member] = x
	}
	return g
}

// grade says what a total speaks for: a veto for 不合格, no star for 基本合格 and a talk,
// the last but one star and no deduction for 优秀.
func grade(s *rules.Scheme, r *Ranked) (string, []string) {
	stars := "没有星级"
	if r.Stars > 0 {
		stars = starWord(r.Stars)
	}
	reasons := []string{"总分 " + r.Total.Text() + "，" + stars}
	if r.Deduction > 0 {
		reasons = append(reasons, "扣分 "+r.Deduction.Short()+" 分")
	}
	switch {
	case r.Vetoed:
		return GradeFailed, []string{"有一票否决事项，请核对文件"}
	case len(s.Bands) > 0 && r.Stars == 0:
		return GradeBasic, append(reasons, "不满 "+s.Bands[0].Short()+" 分，宜先谈话提醒，限期改进")
	case len(s.Bands) > 0 && r.Stars >= max(len(s.Bands)-1, 1) && r.Deduction == 0:
		return GradeExcellent, append(reasons, "没有扣分")
	}
	return GradePassed, reasons
}

// DriftRow is a member whose result would be another one than when the year was closed.
type DriftRow struct {
	Member string `json:"member"`
	Name   string `json:"name"`
	Was    Amount `json:"was"`
	Now    Amount `json:"now"`
	Why    string `json:"why"` // 结算时不在册; ""
}

// YearEnd is where a year stands at its end.
type YearEnd struct {
	Year     int        `json:"year"`
	Closed   string     `json:"closed"` // the day; "" open
	By       string     `json:"by"`
	Members  int        `json:"members"`
	Exempt   int        `json:"exempt"`
	Entries  int        `json:"entries"`
	Pending  int        `json:"pending"` // claims of the year that are not decided
	Drift    []DriftRow `json:"drift"`
	Warnings []string   `json:"warnings"`
	Over     bool       `json:"over"` // the year is over
	Stars    []int      `json:"stars"`
	Years    []int      `json:"years"` // that are closed
}

// YearEnd returns whether a year is closed, what is still open in it, and what came since.
func (d *Desk) YearEnd(ctx context.Context, year int) (YearEnd, error) {
	out := YearEnd{Year: year, Drift: []DriftRow{}, Warnings: []string{}, Stars: []int{}, Years: []int{}}
	closed, err := d.closing(ctx, year)
	if err != nil {
		return out, err
	}
	from, to := span(year)
	out.Over = d.store().Today() > to
	if out.Pending, err = d.store().Count(ctx, store.Query{Register: registers.PointClaims.Key, Where: []store.Condition{
		{Field: "date", Op: "gte", Value: string(from)}, {Field: "date", Op: "lte", Value: string(to)}, {Field: "state", Op: "in", Value: underWay}}}); err != nil {
		return out, err
	}
	if out.Years, err = d.Closings(ctx); err != nil {
		return out, err
	}
	s, err := d.Scheme(ctx, year)
	if err != nil {
		return out, err
	}
	ranking, err := d.Ranking(ctx, year)
	if err != nil {
		return out, err
	}
	out.Members, out.Stars = len(ranking), make([]int, len(s.Bands)+1)
	for i := range ranking {
		if ranking[i].Exempt {
			out.Exempt++
		} else {
			out.Stars[ranking[i].Stars]++
		}
	}
	if closed == nil {
		return out, nil
	}
	c, err := d.Closed(ctx, year)
	if err != nil {
		return out, err
	}
	out.Closed, out.By, out.Members, out.Exempt, out.Entries, out.Warnings = c.Date, c.By, c.Members, c.Exempt, c.Entries, c.Warnings
	for _, x := range c.Drift {
		row := DriftRow{Member: x.Member, Name: x.Name, Was: amount(x.Was), Now: amount(x.Now)}
		switch {
		case x.Added:
			row.Why = "结算时不在册"
		case x.Removed:
			row.Why = "现在不在册"
		}
		out.Drift = append(out.Drift, row)
	}
	return out, nil
}
