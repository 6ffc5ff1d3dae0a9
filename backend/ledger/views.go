// The shapes in which the faces see records.

package ledger

// Condition is one filter: Op is one of eq, ne, contains, starts, in (Value
// joined by commas), empty, notempty, gte, lte.
type Condition struct {
	Field string `json:"field"`
	Op    string `json:"op"`
	Value string `json:"value"`
}

// ListQuery asks for a stretch of a list.
type ListQuery struct {
	Register string      `json:"register"`
	Text     string      `json:"text"` // name, pinyin, initials, phone or ID tail
	Where    []Condition `json:"where"`
	Sort     string      `json:"sort"` // field or derived column; "" is the register's own
	Desc     bool        `json:"desc"`
	Columns  []string    `json:"columns"`
	Offset   int         `json:"offset"`
	Limit    int         `json:"limit"`   // at most 200
	Deleted  bool        `json:"deleted"` // the recycle bin instead
}

// ListRow is one line: the texts for people in the order of the columns asked for, private ones masked.
type ListRow struct {
	ID    string   `json:"id"`
	Texts []string `json:"texts"`
}

// ListPage is a stretch of a list; Matched counts all that the filters leave, Total all records.
type ListPage struct {
	Total   int       `json:"total"`
	Matched int       `json:"matched"`
	Offset  int       `json:"offset"`
	Rows    []ListRow `json:"rows"`
}

// FieldView is one field of a record: Value is canonical ("" where Masked), Text is for people.
type FieldView struct {
	Key    string `json:"key"`
	Value  string `json:"value"`
	Text   string `json:"text"`
	Masked bool   `json:"masked"`
	Seen   string `json:"seen"` // seal of the value, sent back with a save; "" where there is nothing to save
}

// RelatedRow is a record that refers to the one shown.
type RelatedRow struct {
	ID     string `json:"id"`
	Title  string `json:"title"`
	Detail string `json:"detail"`
}

// RelatedGroup are the records of one register that refer to the one shown by one field; Rows holds the first ones.
type RelatedGroup struct {
	Register string       `json:"register"`
	Field    string       `json:"field"`
	Label    string       `json:"label"`
	Count    int          `json:"count"`
	Rows     []RelatedRow `json:"rows"`
}

// RecordView is a record with all that its page shows.
type RecordView struct {
	Register string         `json:"register"`
	ID       string         `json:"id"`
	Title    string         `json:"title"`
	Deleted  bool           `json:"deleted"`
	Version  string         `json:"version"` // seal of all values; another one says that the record was changed
	Fields   []FieldView    `json:"fields"`
	Derived  []FieldView    `json:"derived"`
	Problems []FieldProblem `json:"problems"`
	Related  []RelatedGroup `json:"related"`
	Advice   []string       `json:"advice"` // such as: own branch or joint branch
}

// FieldProblem is what is wrong or doubtful with a field.
type FieldProblem struct {
	Field   string `json:"field"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
	Warning bool   `json:"warning"`
}

// FieldInput is what a person typed into a field. Back, where it is not empty,
// is the seal of a value that the form saw and that the field shall get back.
type FieldInput struct {
	Key   string `json:"key"`
	Input string `json:"input"`
	Back  string `json:"back"`
}

// FieldSeen is the seal of the value that a form shows of a field.
type FieldSeen struct {
	Key  string `json:"key"`
	Seen string `json:"seen"`
}

// Twin is a record that may be the same thing.
type Twin struct {
	ID      string `json:"id"`
	Title   string `json:"title"`
	Detail  string `json:"detail"`
	Why     string `json:"why"`
	Certain bool   `json:"certain"`
}

// CheckResult is the state of a form before saving: canonical values of the inputs, problems, possible twins.
type CheckResult struct {
	Fields   []FieldView    `json:"fields"`
	Problems []FieldProblem `json:"problems"`
	Twins    []Twin         `json:"twins"`
}

// SaveResult is what a save did; Saved is false where problems, twins,
// conflicts or a deletion prevented it.
type SaveResult struct {
	Saved     bool           `json:"saved"`
	ID        string         `json:"id"`
	Change    string         `json:"change"` // "" when nothing was different
	Problems  []FieldProblem `json:"problems"`
	Twins     []Twin         `json:"twins"`
	Conflicts []Conflict     `json:"conflicts"`
	Gone      bool           `json:"gone"` // the record is in the recycle bin
	GoneBy    Author         `json:"goneBy"`
}

// Author says who made a change, on which PC and when (2006-01-02 15:04).
type Author struct {
	Operator string `json:"operator"`
	Replica  string `json:"replica"`
	When     string `json:"when"`
}

// Conflict is a field that two people changed, or several that belong together
// and are decided as one.
type Conflict struct {
	Fields []ConflictField `json:"fields"`
}

// ConflictField is one field of a conflict: what it holds now, masked where
// private, and what this form would make of it.
type ConflictField struct {
	Key     string    `json:"key"`
	Label   string    `json:"label"`
	Theirs  FieldView `json:"theirs"`
	Changed bool      `json:"changed"` // Theirs is not what the form saw
	By      Author    `json:"by"`      // who changed it; empty where not Changed
	Typed   bool      `json:"typed"`   // changed on this form; else it came along with its group
	Mine    string    `json:"mine"`    // for people; "" where not Typed
}

// FieldChange is one field in the history, masked where private.
type FieldChange struct {
	Key       string `json:"key"`
	Label     string `json:"label"`
	Before    string `json:"before"`
	After     string `json:"after"`
	CanRevert bool   `json:"canRevert"` // the field still holds After
}

// HistoryEntry is one change of a record.
type HistoryEntry struct {
	Change   string        `json:"change"`
	When     string        `json:"when"` // 2006-01-02 15:04
	Operator string        `json:"operator"`
	Replica  string        `json:"replica"` // name of the PC
	Kind     string        `json:"kind"`
	Note     string        `json:"note"`
	Fields   []FieldChange `json:"fields"`
}

// ChangeView is one change of the book, newest first.
type ChangeView struct {
	ID       string `json:"id"`
	When     string `json:"when"`
	Operator string `json:"operator"`
	Replica  string `json:"replica"`
	Kind     string `json:"kind"`
	Note     string `json:"note"`
	Rows     int    `json:"rows"`
	Undone   bool   `json:"undone"`
	CanUndo  bool   `json:"canUndo"`
	Register string `json:"register"` // of the one record that the change touched, "" where it touched several
	Record   string `json:"record"`
	Title    string `json:"title"`
}

// Kept is a field that an undo left alone because it was changed later.
type Kept struct {
	Register string `json:"register"`
	ID       string `json:"id"`
	Title    string `json:"title"`
	Label    string `json:"label"`
}

// UndoResult is what an undo did.
type UndoResult struct {
	Change string `json:"change"`
	Rows   int    `json:"rows"`
	Kept   []Kept `json:"kept"`
}

// Hit is one answer of the search everywhere.
type Hit struct {
	Register string `json:"register"`
	Label    string `json:"label"`
	ID       string `json:"id"`
	Title    string `json:"title"`
	Detail   string `json:"detail"`
	Why      string `json:"why"` // 姓名, 拼音, 手机, 证件, 备注
}

// TreeNode is one organization (or another tree's record); Parent is "" at the top.
type TreeNode struct {
	ID     string `json:"id"`
	Parent string `json:"parent"`
	Title  string `json:"title"`
	Detail string `json:"detail"`
	Count  int    `json:"count"` // members or records directly in it
	Total  int    `json:"total"` // with everything below
}

// TwinPair is a pair of records that may be the same thing.
type TwinPair struct {
	A       Twin   `json:"a"`
	B       Twin   `json:"b"`
	Why     string `json:"why"`
	Certain bool   `json:"certain"`
}

// CompareRow is one field of two records side by side; Differs where both hold different values.
type CompareRow struct {
	Key     string `json:"key"`
	Label   string `json:"label"`
	A       string `json:"a"`
	B       string `json:"b"`
	Differs bool   `json:"differs"`
	Take    string `json:"take"` // a or b: what a merge would take unless told otherwise
}

// Comparison is two records side by side.
type Comparison struct {
	A        Twin         `json:"a"`
	B        Twin         `json:"b"`
	Fields   []CompareRow `json:"fields"`
	RelatedA int          `json:"relatedA"`
	RelatedB int          `json:"relatedB"`
}

// MergePick says from which record a merge takes a field: a or b.
type MergePick struct {
	Key  string `json:"key"`
	Take string `json:"take"`
}
