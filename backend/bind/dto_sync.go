package bind

import "chengzhuan/backend/packet"

// The DTOs of sync, under the names that the page knows.
type (
	Computer      = packet.Computer
	Alias         = packet.Alias
	Question      = packet.Question
	Gap           = packet.Gap
	Watch         = packet.Watch
	ExportOptions = packet.ExportOptions
	Exported      = packet.Exported
	FileResult    = packet.FileResult
	IncomingRow   = packet.IncomingRow
	Incoming      = packet.Incoming
	Imported      = packet.Imported
	Inspected     = packet.Inspected
	Version       = packet.Version
	ReviewField   = packet.ReviewField
	Reference     = packet.Reference
	Review        = packet.Review
	Request       = packet.Request
	Welcomed      = packet.Welcomed
)

// SyncExport is a packet that was written. In a browser File is there for the
// download; in the window the packet lies where the person said and File is empty.
type SyncExport struct {
	Exported Exported `json:"exported"`
	File     FileRef  `json:"file"`
}

// SyncWelcome is a welcome packet that was written; File as in SyncExport.
type SyncWelcome struct {
	Welcomed Welcomed `json:"welcomed"`
	File     FileRef  `json:"file"`
}

// SyncJoin is a request to join a book that waits for its answer. Waiting is
// false where none does, or when the person cancelled. File as in SyncExport.
type SyncJoin struct {
	Waiting bool    `json:"waiting"`
	Request Request `json:"request"`
	File    FileRef `json:"file"`
}

// SyncTwins counts the pairs of one register that are certainly the same thing.
type SyncTwins struct {
	Register string `json:"register"`
	Label    string `json:"label"`
	Count    int    `json:"count"` // at most 100 are looked for
}

// SyncNews says what happened without the page: Serial grows with every import
// out of the watched folder, Text says in words what the last one brought.
// Offered counts the files that were opened by double click and wait for the page.
type SyncNews struct {
	Serial  int    `json:"serial"`
	Text    string `json:"text"`
	Offered int    `json:"offered"`
}

// FileOpening says whether a double click on a packet opens this program.
// Possible is false where the system has no such switch or the page runs in a browser.
type FileOpening struct {
	Possible bool `json:"possible"`
	On       bool `json:"on"`
}
