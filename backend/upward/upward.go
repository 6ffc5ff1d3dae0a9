// Package upward owns the report to the street office (上报): what goes into it,
// the signed file .czr that carries it, and what becomes of such a file in
// another book. It knows the registers and reads them through the ledger. It
// must not know how PCs sync (packet), who signs, or any screen.
//
// # Privacy by construction
//
// A report holds figures, and lists of bodies: organizations, estates, grid
// cells, buildings. Each section names the register fields that it may read
// (see Source); the database gives it no others. A field of a person may only
// be counted; shown is nothing but what names or describes a body. Operations,
// record numbers and names of operators never enter a report.
package upward

import (
	"crypto/ed25519"
	"regexp"

	"chengzhuan/backend/cn"
)

// Version is that of the file format; a file of a higher one is refused.
const Version = 1

// Extension ends the name of a report file.
const Extension = ".czr"

// Signer signs for this PC. Sign signs the message itself (Ed25519, RFC 8032).
type Signer interface {
	Name() string // of the PC: 1号机
	Public() ed25519.PublicKey
	Sign(message []byte) []byte
}

// Report is everything that a report says; XLSX, PDF and report.json are made
// from it alone.
type Report struct {
	Version   int       `json:"version"`
	Program   string    `json:"program"`   // version of the program that made it
	Community string    `json:"community"` // who reports
	Street    string    `json:"street"`    // to whom, "" not known
	Title     string    `json:"title"`     // 仁寿门社区2026年11月上报
	From      string    `json:"from"`      // date
	To        string    `json:"to"`        // date
	Made      string    `json:"made"`      // 2006-01-02 15:04:05, local time
	Small     int       `json:"small"`     // counts of people from 1 to below it are not told; 0: all are
	Sections  []Section `json:"sections"`
}

// Section is one part of a report: figures, or one list of bodies.
type Section struct {
	Key     string   `json:"key"`
	Label   string   `json:"label"`
	Note    string   `json:"note"` // how it was counted, in plain words
	Figures []Figure `json:"figures"`
	Columns []Column `json:"columns"` // of the list; the first names the body
	Rows    []Row    `json:"rows"`
}

// Figure is one number with its words. Group is the heading it stands under.
// Value is a decimal number, or text where a small count is hidden.
type Figure struct {
	Key   string `json:"key"` // unique in its section, the same in every report
	Group string `json:"group"`
	Label string `json:"label"`
	Value string `json:"value"`
	Unit  string `json:"unit"`
}

// Column is one column of a list.
type Column struct {
	Key    string `json:"key"`
	Label  string `json:"label"`
	Unit   string `json:"unit"`
	Number bool   `json:"number"`
}

// Row is one body of a list: one text per column. Key is its name, with a
// number behind it where two have the same.
type Row struct {
	Key   string   `json:"key"`
	Cells []string `json:"cells"`
}

// Limits of a report; a file that exceeds them is refused.
const (
	maxSections = 100
	maxCells    = 100_000
	maxNote     = 1000 // characters
)

var keyForm = regexp.MustCompile(`^[a-z][a-z0-9_.]{0,39}$`)

// checker collects the first thing that is wrong with a report from outside.
type checker struct {
	what  string
	cells int
}

func (c *checker) need(ok bool, what string) {
	if !ok && c.what == "" {
		c.what = what
	}
}

// text wants one line of at most n characters; the registers take as many.
func (c *checker) text(s string, n int, what string) { c.need(plain(s, n), what) }

// valid reports what is wrong with a report, "" nothing.
func (r *Report) valid() string {
	c := &checker{}
	c.need(r.Version == Version, "version")
	c.need(r.Community != "" && r.Title != "", "who reports")
	c.need(cn.Date(r.From).Full() && cn.Date(r.To).Full() && r.From <= r.To, "period")
	c.need(madeForm.MatchString(r.Made) && cn.Date(r.Made[:min(10, len(r.Made))]).Full(), "time of making")
	c.need(r.Small >= 0 && r.Small <= 100, "small counts")
	c.need(len(r.Sections) > 0 && len(r.Sections) <= maxSections, "number of sections")
	c.text(r.Program, 40, "program")
	c.text(r.Community, 60, "community")
	c.text(r.Street, 60, "street")
	c.text(r.Title, 100, "title")
	seen := map[string]bool{}
	for i := range r.Sections {
		s := &r.Sections[i]
		c.need(keyForm.MatchString(s.Key) && !seen[s.Key] && s.Label != "", "a section's key or label")
		seen[s.Key] = true
		s.valid(c)
	}
	return c.what
}

var madeForm = regexp.MustCompile(`^\d{4}-\d{2}-\d{2} ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$`)

func (s *Section) valid(c *checker) {
	c.text(s.Label, 100, "a section's label")
	c.text(s.Note, maxNote, "a section's note")
	c.need(len(s.Figures) == 0 || len(s.Columns) == 0, "figures beside a list")
	seen := map[string]bool{}
	for _, f := range s.Figures {
		c.need(keyForm.MatchString(f.Key) && !seen[f.Key] && f.Label != "", "a figure's key or label")
		seen[f.Key] = true
		c.text(f.Group, 100, "a figure's group")
		c.text(f.Label, 200, "a figure's label")
		c.text(f.Value, 300, "a figure's value")
		c.text(f.Unit, 20, "a figure's unit")
	}
	columns := map[string]bool{}
	for _, x := range s.Columns {
		c.need(keyForm.MatchString(x.Key) && !columns[x.Key] && x.Label != "", "a column's key or label")
		columns[x.Key] = true
		c.text(x.Label, 100, "a column's label")
		c.text(x.Unit, 20, "a column's unit")
	}
	rows := map[string]bool{}
	for _, r := range s.Rows {
		if len(s.Columns) == 0 || len(r.Cells) != len(s.Columns) || r.Key == "" || rows[r.Key] {
			c.need(false, "a line of a list")
			return
		}
		rows[r.Key] = true
		c.text(r.Key, 200, "a line's key")
		c.text(r.Cells[0], 200, "a line's name")
		for _, v := range r.Cells {
			c.text(v, 300, "a cell")
		}
		c.cells += len(r.Cells)
	}
	c.cells += len(s.Figures)
	c.need(c.cells <= maxCells, "number of cells")
}
