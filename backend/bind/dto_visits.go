package bind

import "chengzhuan/backend/visits"

// The DTOs of the visits, under the names that the page knows.
type (
	LastVisit        = visits.LastVisit
	SimilarMatter    = visits.SimilarMatter
	CoverageGrid     = visits.CoverageGrid
	CoverageEstate   = visits.CoverageEstate
	CoverageBuilding = visits.CoverageBuilding
	CoverageHome     = visits.CoverageHome
)

// VisitEntry is one visit, or a round of several households, as it was typed.
type VisitEntry struct {
	Inputs     []FieldInput  `json:"inputs"`
	Households []string      `json:"households"` // IDs; empty: the inputs say who was visited
	Appeals    []VisitAppeal `json:"appeals"`
	Told       []VisitTold   `json:"told"`
	Photos     []PhotoGiven  `json:"photos"` // of the first visit
}

// VisitAppeal is one new appeal of a visit. To is the code of a way of dealing with it
// at once, Note what was done, Unit to whom it goes.
type VisitAppeal struct {
	Inputs []FieldInput `json:"inputs"`
	To     string       `json:"to"`
	Note   string       `json:"note"`
	Unit   string       `json:"unit"`
}

// VisitTold is what was said of a matter that is open already.
type VisitTold struct {
	Matter string `json:"matter"`
	Note   string `json:"note"`
}

// VisitProblem is what is wrong or doubtful; Visit and Appeal say with which part, -1 with none.
type VisitProblem struct {
	Field   string `json:"field"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
	Warning bool   `json:"warning"`
	Visit   int    `json:"visit"`
	Appeal  int    `json:"appeal"`
}

// VisitTwin is a record that may be the same thing as a part of an entry.
type VisitTwin struct {
	Register string `json:"register"`
	ID       string `json:"id"`
	Title    string `json:"title"`
	Detail   string `json:"detail"`
	Why      string `json:"why"`
	Certain  bool   `json:"certain"`
	Visit    int    `json:"visit"`
	Appeal   int    `json:"appeal"`
}

// VisitAdded is what a save of visits did; Saved is false where problems or twins prevented it.
type VisitAdded struct {
	Saved    bool           `json:"saved"`
	Visits   []string       `json:"visits"`
	Numbers  []string       `json:"numbers"`
	Matters  []string       `json:"matters"`
	Change   string         `json:"change"`
	Problems []VisitProblem `json:"problems"`
	Twins    []VisitTwin    `json:"twins"`
}

// VisitFigure is one number with what it is made of; see visits.Figure.
type VisitFigure struct {
	Key         string      `json:"key"`
	Label       string      `json:"label"`
	Unit        string      `json:"unit"`
	Numerator   int         `json:"numerator"`
	Denominator int         `json:"denominator"`
	Value       string      `json:"value"`
	Group       string      `json:"group"`
	GroupLabel  string      `json:"groupLabel"`
	Register    string      `json:"register"`
	Where       []Condition `json:"where"`
}

// VisitMonth is the figures of one month, 2006-01.
type VisitMonth struct {
	Month   string        `json:"month"`
	Figures []VisitFigure `json:"figures"`
}

// VisitRecords are the records behind a figure.
type VisitRecords struct {
	Register string   `json:"register"`
	IDs      []string `json:"ids"`
}

// BlankForms is a batch of numbered blank sheets.
type BlankForms struct {
	Code   string `json:"code"` // printed on each line before its number
	Sheets int    `json:"sheets"`
	Lines  int    `json:"lines"` // on all of them
}
