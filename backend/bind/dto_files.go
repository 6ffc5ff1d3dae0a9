package bind

// FileRef is a file that the page may name but not see: Token stands for it.
// In the browser it is fetched from /files/TOKEN/NAME, in the window too.
type FileRef struct {
	Token string `json:"token"`
	Name  string `json:"name"`
	Size  int64  `json:"size"`
}

// Saved says where a file was saved; Path is "" when the person cancelled.
type Saved struct {
	Path string `json:"path"`
}

// Job is work that takes longer; ask for its state until Finished.
type Job struct {
	ID       string `json:"id"`
	Phase    string `json:"phase"` // what it does now, for people
	Done     int    `json:"done"`
	Total    int    `json:"total"` // 0: not known
	Finished bool   `json:"finished"`
	Error    string `json:"error"` // JSON of the error, "" when all is well
}

// UndoStart is an undo that is Done, with its result, or that goes on as a job.
type UndoStart struct {
	Done   bool       `json:"done"`
	Result UndoResult `json:"result"`
	Job    Job        `json:"job"`
}

// ExportRequest asks for a file of a list: the query's rows, or only those named.
type ExportRequest struct {
	Query   ListQuery `json:"query"`
	IDs     []string  `json:"ids"`
	Columns []string  `json:"columns"` // empty: all
	Format  string    `json:"format"`  // xlsx, csv, json
	Unmask  bool      `json:"unmask"`  // private columns in full; logged
}

// PrintParam is one question that a document asks before printing. Kind is
// month, date, text, ref (of Register), choice (Choices) or flag.
type PrintParam struct {
	Key      string        `json:"key"`
	Label    string        `json:"label"`
	Kind     string        `json:"kind"`
	Register string        `json:"register"`
	Choices  []PrintChoice `json:"choices"`
	Default  string        `json:"default"`
	Required bool          `json:"required"`
}

// PrintChoice is one answer to a question with a list.
type PrintChoice struct {
	Value string `json:"value"`
	Label string `json:"label"`
}

// DocumentInfo is a document that can be printed; the first of a list is its usual one.
type DocumentInfo struct {
	Key       string        `json:"key"`
	Title     string        `json:"title"`
	Detail    string        `json:"detail"`
	About     []string      `json:"about"` // the ledgers that offer it
	Papers    []string      `json:"papers"`
	Landscape bool          `json:"landscape"`
	Audiences []PrintChoice `json:"audiences"` // internal 内部, wall 上墙
	Themes    []PrintChoice `json:"themes"`    // empty: it has none
	Params    []PrintParam  `json:"params"`
}

// PrintAnswer is one answer to a document's questions.
type PrintAnswer struct {
	Key   string `json:"key"`
	Value string `json:"value"`
}

// PrintRequest asks for a document. Orientation is "", portrait or landscape;
// Tile is "" or A4.
type PrintRequest struct {
	Document    string        `json:"document"`
	Paper       string        `json:"paper"`
	Orientation string        `json:"orientation"`
	Tile        string        `json:"tile"`
	Audience    string        `json:"audience"`
	Theme       string        `json:"theme"`
	Answers     []PrintAnswer `json:"answers"`
}

// PrintResult is a printed document: a PDF of Pages sheets. Notes tell what was masked or changed.
type PrintResult struct {
	File  FileRef  `json:"file"`
	Pages int      `json:"pages"`
	Notes []string `json:"notes"`
}
