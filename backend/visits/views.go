// Package visits owns the visit log (走访 / 民情日志): writing down a round with what
// people asked for, the numbered paper forms, the figures of a period and the grid of
// who was visited. The arithmetic is pure functions over typed values; reading and
// writing go through the ledger and the store. It knows no screen and no command line.
package visits

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/store"
)

// Entry is one visit, or one round that called at several households, with what
// people asked for. Inputs are those of a form of register visits, as people write them.
type Entry struct {
	Inputs     map[string]string `json:"inputs"`
	Households []string          `json:"households"` // IDs; several are one round; empty: Inputs say who was visited
	Appeals    []Appeal          `json:"appeals"`

	// With stores what belongs to the visits in the same change, once they are written; nil: nothing.
	With func(tx *store.Tx, visits []oplog.ID) error `json:"-"`
}

// Appeal is one thing that was asked for. Inputs are those of a form of register
// matters; what follows from the visit (who, where, source, day) is filled. In a round
// an appeal belongs to the household that its Inputs name, else to the first.
type Appeal struct {
	Inputs map[string]string `json:"inputs"`
	To     string            `json:"to"`   // code or label of a way of dealing with it at once; "" only accepted
	Note   string            `json:"note"` // what was done, why it was refused; 当场解决 and 解释说明 with a note are finished
	Unit   string            `json:"unit"` // to whom it goes, for 转办 and 上报
}

// Problem is what is wrong or doubtful with one part of an entry.
type Problem struct {
	ledger.FieldProblem
	Visit  int `json:"visit"`  // index into Households; -1 when it concerns an appeal
	Appeal int `json:"appeal"` // index into Appeals; -1 when it concerns a visit
}

// Twin is a record that may be the same thing as one part of an entry.
type Twin struct {
	ledger.Twin
	Register string `json:"register"`
	Visit    int    `json:"visit"`
	Appeal   int    `json:"appeal"`
}

// Added is what an entry did. Visits and Numbers are in the order of the households,
// Matters and MatterNumbers in that of the appeals. Saved is false where problems or twins prevented it.
type Added struct {
	Saved         bool      `json:"saved"`
	Visits        []string  `json:"visits"`        // IDs
	Numbers       []string  `json:"numbers"`       // ZF-2026-K7QD-0012
	Matters       []string  `json:"matters"`       // IDs
	MatterNumbers []string  `json:"matterNumbers"` // SQ-2026-K7QD-0012
	Change        string    `json:"change"`
	Problems      []Problem `json:"problems"`
	Twins         []Twin    `json:"twins"`
}

// LastVisit is what one should know before knocking at a door.
type LastVisit struct {
	ID      string          `json:"id"`   // of the last visit; "" there was none
	Date    string          `json:"date"` // "2006-01-02"
	Lead    string          `json:"lead"`
	Talk    string          `json:"talk"`    // its first words; hidden where the visit is sensitive and not the operator's
	Count   int             `json:"count"`   // visits since a year ago
	Head    string          `json:"head"`    // of the household
	Phone   string          `json:"phone"`   // masked
	Classes []string        `json:"classes"` // codes that the household and its people suggest
	Open    []SimilarMatter `json:"open"`    // matters still open, urgent and overdue first
}

// SimilarMatter is an open matter that may be the same thing.
type SimilarMatter struct {
	ID       string `json:"id"`
	No       string `json:"no"`
	Title    string `json:"title"`
	Kind     string `json:"kind"`     // label
	State    string `json:"state"`    // label
	Accepted string `json:"accepted"` // "2006-01-02"
	Due      string `json:"due"`      // the day that counts now, of the first answer or of the handling
	Owner    string `json:"owner"`
	Overdue  bool   `json:"overdue"` // its light is red
	Same     bool   `json:"same"`    // of the same household
	Why      string `json:"why"`     // 同一户, 同小区同类, 同小区说法相近
}

// Period is from one day to another, both included.
type Period struct {
	From cn.Date `json:"from"`
	To   cn.Date `json:"to"`
}

// Groupings of figures.
const (
	ByAll     = ""
	ByGrid    = "grid"
	ByClass   = "class"
	ByVisitor = "visitor"
)

// Figure is one number with what it is made of. Value is "85.7%" of a rate, "—" where
// the denominator is 0, else a number. Where Register and Where are set, a list of
// that register filtered so shows its records; Records names those of any figure.
type Figure struct {
	Key         string             `json:"key"`
	Label       string             `json:"label"`
	Unit        string             `json:"unit"` // 户, 人, 次, 件, 个工作日
	Numerator   int                `json:"numerator"`
	Denominator int                `json:"denominator"`
	Value       string             `json:"value"`
	Group       string             `json:"group"`      // what Records takes: ID of a grid, code of a class, name of a visitor; "" not grouped, or belongs to none
	GroupLabel  string             `json:"groupLabel"` // for people
	Register    string             `json:"register"`
	Where       []ledger.Condition `json:"where"`
}

// CoverageGrid is every household with its last visit in a period.
type CoverageGrid struct {
	From       string           `json:"from"`
	To         string           `json:"to"`
	Households int              `json:"households"`
	Visited    int              `json:"visited"`
	Value      string           `json:"value"` // 走访覆盖率
	Estates    []CoverageEstate `json:"estates"`
}

// CoverageEstate is one estate of the grid.
type CoverageEstate struct {
	ID         string             `json:"id"`
	Name       string             `json:"name"`
	Households int                `json:"households"`
	Visited    int                `json:"visited"`
	Buildings  []CoverageBuilding `json:"buildings"`
}

// CoverageBuilding is one building of the grid, its households in the order of entrance and room.
type CoverageBuilding struct {
	ID      string         `json:"id"`
	Name    string         `json:"name"`
	Visited int            `json:"visited"`
	Homes   []CoverageHome `json:"homes"`
}

// CoverageHome is one household of the grid.
type CoverageHome struct {
	ID       string `json:"id"`
	Entrance string `json:"entrance"`
	Room     string `json:"room"`
	Last     string `json:"last"` // day of the last visit in the period; "" not visited
	Visits   int    `json:"visits"`
}

// FormBatch is a batch of blank numbered forms: its lines are Code-01 … Code-NN.
type FormBatch struct {
	Code    string   `json:"code"` // B7K2
	Sheets  int      `json:"sheets"`
	Lines   int      `json:"lines"`   // on each sheet
	Numbers []string `json:"numbers"` // of all lines, in order
}
