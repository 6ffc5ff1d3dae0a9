package orglife

// Sheet is the attendance of one meeting. Present counts everybody who was there, Late
// and Early how many of them came late or left early. The quorum is counted among those
// with a vote. A number of hours is a decimal with at most one place.
type Sheet struct {
	Meeting          string `json:"meeting"` // ID
	No               string `json:"no"`
	Title            string `json:"title"`
	Kind             string `json:"kind"`     // code
	KindName         string `json:"kindName"` // with what was held together with it: 支部党员大会、主题党日
	Date             string `json:"date"`
	Place            string `json:"place"`
	Organization     string `json:"organization"` // ID
	OrganizationName string `json:"organizationName"`
	Hours            string `json:"hours"`
	DayHours         string `json:"dayHours"`  // what a whole day counts
	HalfHours        string `json:"halfHours"` // what half a day counts
	Rows             []Mark `json:"rows"`
	Expected         int    `json:"expected"`
	Present          int    `json:"present"`
	Late             int    `json:"late"`
	Early            int    `json:"early"`
	Leave            int    `json:"leave"`
	Absent           int    `json:"absent"`
	Unmarked         int    `json:"unmarked"`
	Voters           int    `json:"voters"`
	VotersPresent    int    `json:"votersPresent"`
	Quorum           bool   `json:"quorum"`
	Rate             string `json:"rate"`   // 实到 of 应到, 92.3%; "" where nobody is expected
	Advice           string `json:"advice"` // why nobody is expected; ""
	Change           string `json:"change"` // what SaveSheet wrote; "" nothing
}

// Mark is one member on a sheet. Away and Guest are shown and not expected; an away
// member who came all the same counts, a guest never does.
type Mark struct {
	Member string `json:"member"` // ID
	Name   string `json:"name"`
	Branch string `json:"branch"` // name
	State  string `json:"state"`  // code of AttendStates; "" not marked
	Reason string `json:"reason"`
	Hours  string `json:"hours"` // where they differ from those of the meeting
	Away   bool   `json:"away"`  // exempt, mobile or lost
	Guest  bool   `json:"guest"` // marked, but not one of the organization
	Why    string `json:"why"`   // why away, or guest; ""
	Votes  bool   `json:"votes"`
	Keys   string `json:"keys"` // what the name is found by in Latin letters, joined by blanks
}

// DuesSheet is a month's dues of an organization. Amounts are fen.
type DuesSheet struct {
	Organization     string     `json:"organization"` // ID; "" everybody
	OrganizationName string     `json:"organizationName"`
	Month            string     `json:"month"` // 2026-10
	Rows             []DuesMark `json:"rows"`
	Members          int        `json:"members"`
	Paid             int        `json:"paid"` // members
	Waived           int        `json:"waived"`
	Open             int        `json:"open"`    // members who neither paid nor need to
	Unknown          int        `json:"unknown"` // members of whom no amount is known
	Behind           int        `json:"behind"`  // members with an alert
	AmountSum        int64      `json:"amountSum"`
	PaidSum          int64      `json:"paidSum"`
	Change           string     `json:"change"` // what SaveDues wrote; "" nothing
}

// DuesMark is one member's dues of one month. Amounts are fen. SaveDues reads Member,
// Amount (0: as it follows from the base), Paid, PaidOn, Receiver, Waived and Reason.
type DuesMark struct {
	Member   string `json:"member"` // ID
	Name     string `json:"name"`
	Branch   string `json:"branch"` // name
	Payer    string `json:"payer"`  // label; ""
	Amount   int64  `json:"amount"` // 0: not known
	Why      string `json:"why"`    // where the amount comes from, or why there is none
	Paid     int64  `json:"paid"`
	PaidOn   string `json:"paidOn"`
	Receiver string `json:"receiver"`
	Waived   bool   `json:"waived"`
	Reason   string `json:"reason"`
	Settled  bool   `json:"settled"`
	Behind   int    `json:"behind"` // months in a row before this one with nothing paid
	Alert    string `json:"alert"`  // "", amber or red
	Keys     string `json:"keys"`   // as in Mark
}

// HoursTable is a year's learning hours of an organization.
type HoursTable struct {
	Organization     string     `json:"organization"`
	OrganizationName string     `json:"organizationName"`
	Year             int        `json:"year"`
	Goal             string     `json:"goal"`
	GoalLead         string     `json:"goalLead"` // of secretaries and committee members
	Rows             []HoursRow `json:"rows"`
	Members          int        `json:"members"`
	Enough           int        `json:"enough"` // members who have reached their goal
}

// HoursRow is one member's hours of a year; all numbers are decimals with at most one place.
type HoursRow struct {
	Member    string `json:"member"` // ID
	Name      string `json:"name"`
	Branch    string `json:"branch"` // name
	Lead      bool   `json:"lead"`   // secretary or committee member
	Studies   string `json:"studies"`
	Meetings  string `json:"meetings"`
	Total     string `json:"total"`
	Goal      string `json:"goal"`
	Short     string `json:"short"` // 0 where the goal is reached
	Enough    bool   `json:"enough"`
	Trainings int    `json:"trainings"` // courses of training; a lead needs one
	Keys      string `json:"keys"`      // as in Mark
}

// States of a cell of the board.
const (
	CellHeld    = "held"
	CellPlanned = "planned" // a meeting is entered, its day is to come
	CellDue     = "due"     // the period runs, nothing is held
	CellMissed  = "missed"  // the period is over, nothing was held
	CellLater   = "later"   // the period has not begun
	CellNone    = "none"    // the organization did not stand then
)

// YearBoard is what an organization has to hold in a year, and what it held.
type YearBoard struct {
	Organization     string     `json:"organization"`
	OrganizationName string     `json:"organizationName"`
	Year             int        `json:"year"`
	Rows             []BoardRow `json:"rows"`
	Held             int        `json:"held"` // cells
	Due              int        `json:"due"`
	Missed           int        `json:"missed"`
}

// BoardRow is one kind of meeting that is required. The row of a party group names it.
type BoardRow struct {
	Kind         string      `json:"kind"`         // code of LifeKinds
	Label        string      `json:"label"`        // 党小组会（第一党小组）
	Organization string      `json:"organization"` // ID of who has to hold it
	Months       int         `json:"months"`       // length of a cell
	Rule         string      `json:"rule"`         // 每月一次
	Cells        []BoardCell `json:"cells"`
	Held         int         `json:"held"`
	Missed       int         `json:"missed"`
}

// BoardCell is one month, quarter, half-year or year.
type BoardCell struct {
	From     string   `json:"from"` // 2026-01
	To       string   `json:"to"`   // 2026-03
	Label    string   `json:"label"`
	State    string   `json:"state"`
	Tone     string   `json:"tone"`     // green, amber, red or ""
	Meetings []string `json:"meetings"` // IDs
	Dates    []string `json:"dates"`    // of the meetings
}
