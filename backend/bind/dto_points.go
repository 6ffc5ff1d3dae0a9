package bind

import "chengzhuan/backend/points"

// The DTOs of the points, under the names that the page knows.
type (
	PointsBoard        = points.BoardYear
	PointsSlip         = points.Slip
	PointsClaimQuery   = points.ClaimQuery
	PointsClaimList    = points.ClaimList
	PointsClaim        = points.ClaimView
	PointsRefused      = points.ClaimRefused
	PointsChecked      = points.Checked
	PointsName         = points.NameMatch
	PointsRuleChoice   = points.RuleChoice
	PointsProposals    = points.ProposalList
	PointsNoticePlan   = points.NoticePlan
	PointsNotice       = points.NoticeRow
	PointsNoticeView   = points.NoticeView
	PointsScheme       = points.SchemeText
	PointsEffects      = points.Effects
	PointsYearEnd      = points.YearEnd
	PointsSuggestions  = points.Suggestions
	PointsClaimWritten = points.Claimed
)

// PointsEntry is what the page asks to be scored. The date is as people write it.
type PointsEntry struct {
	Member   string `json:"member"` // ID
	Rule     string `json:"rule"`   // code
	Quantity string `json:"quantity"`
	Date     string `json:"date"`
	Event    string `json:"event"`
	Note     string `json:"note"`
	File     string `json:"file"`
	Own      bool   `json:"own"`   // the member claimed it, on paper or in person
	Draft    bool   `json:"draft"` // kept back for now
}

// PointsGrade is what a meeting decided about a member in 民主评议.
type PointsGrade struct {
	Member string `json:"member"`
	Grade  string `json:"grade"` // code; "" takes it back
	Date   string `json:"date"`  // as people write it; "" today
}

// PointsMove is a step as the page asks for it.
type PointsMove struct {
	To       string `json:"to"`   // code of the next state
	From     string `json:"from"` // the state that the page shows; "" whatever it is
	Date     string `json:"date"` // "" today
	By       string `json:"by"`   // "" the operator
	Reason   string `json:"reason"`
	Rule     string `json:"rule"`     // of 更正: what is right instead; "" nothing is
	Quantity string `json:"quantity"` // likewise
}

// PointsObjecting is an objection as the page asks to take it down.
type PointsObjecting struct {
	Claim   string `json:"claim"`
	Date    string `json:"date"`
	Person  string `json:"person"`
	Phone   string `json:"phone"`
	Content string `json:"content"`
	By      string `json:"by"`
}

// PointsPosting is a notice as the page asks to open it.
type PointsPosting struct {
	Claims []string `json:"claims"`
	From   string   `json:"from"`
	Days   int      `json:"days"` // 0: the office's figure
	Title  string   `json:"title"`
	Phone  string   `json:"phone"`
	Masked bool     `json:"masked"`
	By     string   `json:"by"`
}

// PointsDone is what a step did. Change takes it back; "" where it cannot be told apart
// from what another program wrote at the same time.
type PointsDone struct {
	Count    int      `json:"count"`
	ID       string   `json:"id"`
	No       string   `json:"no"`
	Warnings []string `json:"warnings"`
	Change   string   `json:"change"`
}
