package documents

// PointsNotice is 积分公示: what is posted before it counts. No deduction, no reason and
// no number of a file is in it where it is for a wall.
type PointsNotice struct {
	Community, Title, No string
	From, To             string // 2026年11月16日
	Days                 int    // working days; 0: not said
	Groups               []PostedGroup
	Withheld             []PostedGroup // deductions, for the internal page only
	Phone, Hours         string        // the office's, for objections
	Answer               int           // working days in which an objection is answered; 0: not said
	Place                string        // where it hangs
}

// PostedGroup are the claims of one branch.
type PostedGroup struct {
	Branch string
	Claims []PostedClaim
}

// PostedClaim is one claim as it is posted.
type PostedClaim struct {
	Member, Item, Quantity, Points string
}

// PointsRanking is 积分榜: the first of a year or half-year, never the last.
type PointsRanking struct {
	Community, Title, Period string
	Rows                     []RankedMember
	Ties                     string // how members of one total are ordered
	Phone, Posted, Place     string
}

// RankedMember is one row; Stars is how many.
type RankedMember struct {
	Place, Name, Branch, Total string
	Stars                      int
}

// StarBoard is 党员星级榜, the highest stars first.
type StarBoard struct {
	Community, Title, Period string
	Bands                    []StarBand
	Order                    string // how members stand within a band
	Phone, Place             string
}

// StarBand are the members of so many stars.
type StarBand struct {
	Stars   int
	Range   string // 96分及以上
	Members []StarMember
}

// StarMember is one name on the board; Branch may be empty.
type StarMember struct{ Name, Branch string }

// PointsRules is 积分规则 for the wall.
type PointsRules struct {
	Community, Title, Period string
	Sum                      string // how the total comes about
	Groups                   []RuleGroup
	Bands                    []RuleBand
	Words                    []fact // what is never scored, the course of a claim …; see Say
	Phone, Place             string
}

// Say adds a paragraph with its label to what stands below the rules.
func (m *PointsRules) Say(label, text string) { m.Words = append(m.Words, fact{label, text}) }

// RuleGroup is one part of the total with its rules.
type RuleGroup struct {
	Title, Note string
	Rules       []RuleLine
}

// RuleLine is one rule as people read it: +1/小时, 全年最多15.
type RuleLine struct{ Code, Text, Points, Cap string }

// RuleBand is how many stars a total has.
type RuleBand struct {
	Stars int
	Range string
}

// ClaimForm is 积分申报表, blank or begun for one member.
type ClaimForm struct {
	Unit, Year, Phone     string
	Member, Branch, Group string
	Lines                 int // to write on
	Rules                 []RuleGroup
}

// PointsReview is 积分审核表: what waits for the branch meeting.
type PointsReview struct {
	Unit, Period   string
	Rows           []ReviewRow
	Maker, Checker string
}

// ReviewRow is one claim that waits.
type ReviewRow struct {
	No, Member, Branch, Date, Item, Quantity, Points, Note, Origin, State string
	ByGroup, ByBranch                                                     string // boxes to tick, or who has judged
}

// PointsSlip is 个人积分单: the total with every entry, to be checked by hand.
type PointsSlip struct {
	Unit, Year, Member, Branch string
	State                      string // 截至2026年11月22日, or 已封账
	Base, Carried              string // Carried: "" none
	Contribution, Honour       string
	Deduction, Total           string
	Stars                      int
	Exempt, Vetoed             bool
	Sums                       []string // how the parts make the total, a sentence each
	Sections                   []SlipSection
	Rules                      []SlipRule
	Pending                    string // what does not count yet
	Maker, Checker             string
}

// SlipSection is one part of the total: its entries and their sum.
type SlipSection struct {
	Title        string
	Rows         []SlipRow
	Raw, Granted string // sums
}

// SlipRow is one entry: what its rule promises, what counts, why it is less.
type SlipRow struct {
	Date, No, Item, Quantity, Rate, Raw, Granted, Why, Reviewed string
}

// SlipRule is the sum of one rule under its cap.
type SlipRule struct{ Item, Raw, Cap, Granted string }

// PointsSummary is 年度积分汇总表.
type PointsSummary struct {
	Unit, Year     string
	State          string // 未封账 or 已封账 with the day
	Closed         bool
	Branches       []SummaryBranch
	Counts         []Count // members by stars, exempt, vetoed
	Drift          string  // what came after the closing; ""
	Maker, Checker string
}

// SummaryBranch is one branch with its members, the highest first.
type SummaryBranch struct {
	Name string
	Line string // how many, the mean
	Rows []SummaryRow
}

// SummaryRow is one member of a year. What is not rated has no numbers.
type SummaryRow struct {
	Place, Name, Base, Contribution, Honour, Deduction, Total, Stars, Note string
}
