package intake

// IntakeSheet is one sheet of a file that is brought in.
type IntakeSheet struct {
	Name   string `json:"name"`
	Rows   int    `json:"rows"`
	Hidden bool   `json:"hidden"`
}

// IntakeFile is an opened file; Sheet is the one that looks most like data, Register the one it looks like ("" unknown).
type IntakeFile struct {
	Token    string        `json:"token"`
	Name     string        `json:"name"`
	Format   string        `json:"format"`
	Sheets   []IntakeSheet `json:"sheets"`
	Sheet    int           `json:"sheet"`
	Register string        `json:"register"`
}

// IntakeColumn is one column of the sheet: Field is the key it goes to ("" ignored), How says why: remembered, name, alias, guess, none, chosen.
type IntakeColumn struct {
	Index   int      `json:"index"`
	Header  string   `json:"header"`
	Samples []string `json:"samples"`
	Field   string   `json:"field"`
	How     string   `json:"how"`
}

// IntakeNote is a row that is not data, and why: title, blank, total, repeated header.
type IntakeNote struct {
	Row  int    `json:"row"`
	Text string `json:"text"`
	Why  string `json:"why"`
}

// IntakeTarget is something that a column may go to: a field of the register, or
// a part of an address that has no field of its own (household.building …).
type IntakeTarget struct {
	Key   string `json:"key"`
	Label string `json:"label"`
}

// IntakeGuess is the sheet as understood: where the header stands (1-based; 0
// not found, the person points it out; -1 there is none, every row is data),
// how many lines it has, what each column is.
type IntakeGuess struct {
	Sheet       int            `json:"sheet"`
	HeaderRow   int            `json:"headerRow"`
	HeaderLines int            `json:"headerLines"`
	Rows        int            `json:"rows"`
	Columns     []IntakeColumn `json:"columns"`
	Dropped     []IntakeNote   `json:"dropped"`
	Preview     [][]string     `json:"preview"` // first rows of the sheet as they stand, for finding the header
	Missing     []string       `json:"missing"` // labels of required fields that no column fills
	Targets     []IntakeTarget `json:"targets"` // all that a column may go to
}

// IntakeMapping is one column's field as the person confirmed it.
type IntakeMapping struct {
	Index int    `json:"index"`
	Field string `json:"field"`
}

// IntakeRowChoice overrides what happens with one row that has a twin: skip, fill, update, add.
type IntakeRowChoice struct {
	Row    int    `json:"row"`
	Action string `json:"action"`
}

// IntakeOptions is all a plan needs. OnDuplicate: skip, fill (also for ""), update, add.
// OnSuspected: the same for rows that one suspicion points out, "" asks for each.
// Create lists the missing records (IntakeMissing.Key) to create; "*" is all,
// "estates/*" all of a register. Same lists those that are the record named in
// IntakeMissing.Similar.
type IntakeOptions struct {
	Token       string            `json:"token"`
	Register    string            `json:"register"`
	Sheet       int               `json:"sheet"`
	HeaderRow   int               `json:"headerRow"`   // 0: as guessed; -1: no header
	HeaderLines int               `json:"headerLines"` // 0: as guessed
	Mapping     []IntakeMapping   `json:"mapping"`
	OnDuplicate string            `json:"onDuplicate"`
	OnSuspected string            `json:"onSuspected"`
	Choices     []IntakeRowChoice `json:"choices"`
	Create      []string          `json:"create"`
	Same        []string          `json:"same"`
	Remember    bool              `json:"remember"`
}

// IntakeProblem is one problem of one cell. A warning does not refuse the row.
type IntakeProblem struct {
	Row     int    `json:"row"`
	Column  string `json:"column"`
	Value   string `json:"value"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
	Warning bool   `json:"warning"`
}

// IntakeDifference is one field in which a row and its twin differ. Kept: only steps change it, so the record keeps its own.
type IntakeDifference struct {
	Label string `json:"label"`
	Have  string `json:"have"`
	New   string `json:"new"`
	Kept  bool   `json:"kept"`
}

// IntakeTwin is a row whose person, household … seems to be there already: in the book (ID) or in an earlier row (Other).
// Action is what happens with it: skip, fill, update, add, or ask, which leaves it out until a person says. Preset: two
// suspicions agree, so it is taken for the same unless a person says otherwise.
type IntakeTwin struct {
	Row         int                `json:"row"`
	Title       string             `json:"title"`
	ID          string             `json:"id"`
	Other       int                `json:"other"`
	Why         string             `json:"why"`
	Certain     bool               `json:"certain"`
	Preset      bool               `json:"preset"`
	Action      string             `json:"action"`
	Differences []IntakeDifference `json:"differences"`
}

// IntakeMissing is a record that the file names and the book does not have; it is created if chosen, else the reference stays empty.
type IntakeMissing struct {
	Key      string `json:"key"`
	Register string `json:"register"`
	Label    string `json:"label"`
	Name     string `json:"name"`
	Rows     int    `json:"rows"`
	Similar  string `json:"similar"` // title of a record that may be meant, "" none
}

// IntakePlan is what an import would do. Lists are cut to their first 500; counts are of all.
type IntakePlan struct {
	Rows         int             `json:"rows"`
	Create       int             `json:"create"`
	Update       int             `json:"update"`
	Unchanged    int             `json:"unchanged"`
	Skip         int             `json:"skip"`
	Rejected     int             `json:"rejected"`
	Undecided    int             `json:"undecided"` // rows that wait for a person's word; they are left out
	Preset       int             `json:"preset"`    // rows that two suspicions take for the same
	Kept         int             `json:"kept"`      // rows whose record keeps what only steps change
	Warnings     int             `json:"warnings"`
	Problems     []IntakeProblem `json:"problems"`
	Twins        []IntakeTwin    `json:"twins"`
	TwinCount    int             `json:"twinCount"`
	Missing      []IntakeMissing `json:"missing"`
	MissingCount int             `json:"missingCount"`
	Ignored      []string        `json:"ignored"` // headers of columns that hold something and go nowhere
}

// IntakeResult is what an import did; Import is the change to undo. The other counts are of rows.
type IntakeResult struct {
	Import    string `json:"import"`
	Rows      int    `json:"rows"`
	Created   int    `json:"created"`
	Updated   int    `json:"updated"`
	Unchanged int    `json:"unchanged"`
	Skipped   int    `json:"skipped"`
	Rejected  int    `json:"rejected"`
	Undecided int    `json:"undecided"` // nobody said whether they are there already
	Kept      int    `json:"kept"`      // their record keeps what only steps change
	Linked    int    `json:"linked"`    // records of other registers created on the way
}
