package packet

// The shapes that the page and the commands show. Times are "2006-01-02 15:04"
// in local time, dates "2006-01-02", identities text.

// Computer is one PC of the book's roster (名册).
type Computer struct {
	ID          string  `json:"id"`   // its record in the roster
	Name        string  `json:"name"` // 1号机
	Self        bool    `json:"self"` // this PC
	Fingerprint string  `json:"fingerprint"`
	Joined      string  `json:"joined"`  // date
	Seen        string  `json:"seen"`    // when the newest packet of it that came here was made; "" none yet
	Lacks       int     `json:"lacks"`   // changes here that it has not yet told us it has
	Holds       int     `json:"holds"`   // changes that it told us of and that are not here yet
	Removed     string  `json:"removed"` // date of removal; "" a member
	CopyOf      string  `json:"copyOf"`  // name of the PC whose data it was copied from; ""
	Also        []Alias `json:"also"`    // the keys it got later, where it was found to be the same PC
}

// Alias is a further key of a PC, written down when it was taken for another one.
type Alias struct {
	ID          string `json:"id"`   // its record in the roster
	Name        string `json:"name"` // that it got then
	Fingerprint string `json:"fingerprint"`
	Joined      string `json:"joined"` // date
}

// Question is what a PC asks that found its data copied. Same and Apart answer it.
type Question struct {
	Computer string `json:"computer"` // ID of the PC whose data these were; "" nothing is asked
	Name     string `json:"name"`     // of that PC
	Text     string `json:"text"`     // in plain words
	Yes      string `json:"yes"`      // the two answers, in plain words
	No       string `json:"no"`
}

// Gap is a run of changes that surely exist and are not here.
type Gap struct {
	Computer    string `json:"computer"`    // whose changes: its name, "" not known yet
	From        int    `json:"from"`        // first and last missing change of that PC
	To          int    `json:"to"`          //
	FirstPacket int    `json:"firstPacket"` // the packets of that PC that carried them first; 0 not known
	LastPacket  int    `json:"lastPacket"`
	Text        string `json:"text"` // in plain words: 缺少 2号机 的第 14–15 个包（第 120–133 次改动）
}

// Status is how the book stands between its PCs.
type Status struct {
	Book       string     `json:"book"`
	Community  string     `json:"community"`
	Self       Computer   `json:"self"`
	Computers  []Computer `json:"computers"` // all of the roster, this one first
	Gaps       []Gap      `json:"gaps"`
	Reviews    int        `json:"reviews"`    // fields that wait for a decision
	Twins      int        `json:"twins"`      // pairs of records that are certainly the same thing
	Unsent     int        `json:"unsent"`     // changes made here since the last export
	LastExport string     `json:"lastExport"` // time; "" never
	LastImport string     `json:"lastImport"`
	Question   Question   `json:"question"`
	Warnings   []string   `json:"warnings"` // clock, copied data folder …
	Watch      Watch      `json:"watch"`
}

// Watch is the folder that exports and imports by itself.
type Watch struct {
	On      bool   `json:"on"`
	Folder  string `json:"folder"`
	LastRun string `json:"lastRun"` // time; "" never
	Problem string `json:"problem"` // why the last run failed; "" it did not
}

// ExportOptions say what a packet holds. The zero value is the usual packet:
// for all PCs of the book, what anyone of them may lack.
type ExportOptions struct {
	To   []string `json:"to"`   // IDs of computers; empty: all
	Full bool     `json:"full"` // everything, whatever they have
}

// Exported is a packet that was written.
type Exported struct {
	File    string   `json:"file"`
	Number  int      `json:"number"`  // of this PC's packets
	Changes int      `json:"changes"` // how many it carries
	Ops     int      `json:"ops"`
	Size    int      `json:"size"` // bytes
	For     []string `json:"for"`  // names of the PCs that can read it
	Full    bool     `json:"full"`
}

// FileResult is what became of one file of an import.
type FileResult struct {
	File    string `json:"file"`
	Kind    string `json:"kind"`    // sync, welcome, request …; "" unreadable
	From    string `json:"from"`    // name of the PC that made it
	Number  int    `json:"number"`  // its packet number
	When    string `json:"when"`    // when it was made
	Changes int    `json:"changes"` // carried
	New     int    `json:"new"`     // of these, not known here before
	Error   string `json:"error"`   // why it was refused, "" it was taken
	Hint    string `json:"hint"`
}

// IncomingRow is one record that an import touched.
type IncomingRow struct {
	ID    string `json:"id"`
	Title string `json:"title"`
	What  string `json:"what"` // new, changed, removed
}

// Incoming is what an import did to one register.
type Incoming struct {
	Register string        `json:"register"`
	Label    string        `json:"label"`
	New      int           `json:"new"`
	Changed  int           `json:"changed"`
	Removed  int           `json:"removed"`
	Rows     []IncomingRow `json:"rows"` // at most 200
}

// Imported is what an import of files did.
type Imported struct {
	Files     []FileResult `json:"files"`
	Registers []Incoming   `json:"registers"`
	Changes   int          `json:"changes"` // new here
	Ops       int          `json:"ops"`
	Reviews   int          `json:"reviews"` // waiting now
	Twins     int          `json:"twins"`
	Gaps      []Gap        `json:"gaps"`
	Kept      int          `json:"kept"` // records with parts that this version does not know; kept and passed on
	Warnings  []string     `json:"warnings"`
	Joined    bool         `json:"joined"` // this PC has just joined the book
}

// Inspected says what a file is, without taking it in.
type Inspected struct {
	File        string `json:"file"`
	Kind        string `json:"kind"`    // sync, welcome, request
	Version     int    `json:"version"` // of the format
	Program     string `json:"program"` // version of the program that made it
	Book        string `json:"book"`
	ThisBook    bool   `json:"thisBook"`
	From        string `json:"from"`
	Fingerprint string `json:"fingerprint"`
	Number      int    `json:"number"`
	When        string `json:"when"`
	Size        int    `json:"size"`
	Readable    bool   `json:"readable"` // this PC can read its content
	Changes     int    `json:"changes"`
	Ops         int    `json:"ops"`
	New         int    `json:"new"`     // changes not known here
	Problem     string `json:"problem"` // why it would be refused; "" it would be taken
	Hint        string `json:"hint"`
}

// Request is a wish to join a book, on its way to a PC of the book.
type Request struct {
	File        string `json:"file"`
	Name        string `json:"name"`
	Fingerprint string `json:"fingerprint"` // to be compared on both screens
	When        string `json:"when"`
	Known       string `json:"known"`   // name in the roster of a PC that was in the book before; ""
	Removed     string `json:"removed"` // date on which that one was removed; "" it was not
}

// Welcomed is the answer to a request.
type Welcomed struct {
	File        string `json:"file"`
	Name        string `json:"name"`
	Fingerprint string `json:"fingerprint"`
	Changes     int    `json:"changes"`
	Size        int    `json:"size"`
}
