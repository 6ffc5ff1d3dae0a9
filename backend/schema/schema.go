// Package schema owns what a register (台账) is: fields, kinds, the canonical
// text of a value, and the typed view of a record. It knows neither SQL nor
// files, and no register by name.
//
// Every value has one canonical text form. Forms, spreadsheets, packets and
// the change log carry that text, so nothing is lost between them.
package schema

import (
	"sync"

	"chengzhuan/backend/cn"
)

// Def is one register as the rest of the program sees it. Keys are permanent
// once they have been in a packet; labels may change.
type Def struct {
	Key     string // plural snake_case; also the table
	Label   string // what the user calls it: 党员
	Unit    string // counting word: 名, 户, 个
	Group   string // heading in the navigation
	Fields  []*Field
	Derived []*Derived
	List    []string                    // columns shown at first: keys of fields or derived columns
	Title   []string                    // fields whose texts, joined by a blank, name a record; a reference gives the title of its target
	Short   string                      // field with a shorter name, used where others refer to the record; "" none
	Sort    string                      // field a list is sorted by at first
	Parent  string                      // reference to the same register that makes it a tree
	Single  bool                        // the book has one record of it
	Hidden  bool                        // not offered in the navigation
	Same    []Same                      // when two records are the same thing
	Coupled [][]string                  // fields that a merge must move together
	Entries bool                        // append-only: a record is never edited or deleted, only voided with a reason
	Steps   []string                    `json:"-"` // of an entry register: the references to what an entry is a step of, from one state (field from) to another (field to)
	Number  Numbering                   // the field that numbers new records by itself; zero: none
	Check   func(Values, Env) []Problem `json:"-"`
	Fill    func(Values, Env)           `json:"-"` // completes a new record by what follows from it; nil: nothing does

	// Edit completes and checks an edit on a form by what the record was, empty for a new
	// one, and by the day of its first step, "" none; nil: nothing does.
	Edit func(was, next Values, begun cn.Date, env Env) []Problem `json:"-"`

	index   map[string]int
	through func(Values) Values
}

// Through returns the values as they come out of the register's typed record: the
// same, where its declaration is right.
func (d *Def) Through(v Values) Values { return d.through(v) }

// Field is one column of a register.
type Field struct {
	Key      string
	Label    string
	Kind     Kind
	Group    string // heading on the form
	Required bool
	Private  bool   // masked in lists, exports and on walls unless asked for and logged
	Mask     Mask   // how it is masked; the kind decides where it is empty
	Search   bool   // found by Ctrl+K; a text gets pinyin keys and a pinyin order
	Max      int    // characters; 0 is the kind's own limit
	Unit     string // 平方公里, 户, 元
	Codes    *cn.CodeList
	Ref      string   // register that a reference points to
	Aliases  []string // other headers that offices use for it
	Hint     string   // what it is for, shown on the form
	Default  string   // canonical text for a new record
	Index    bool     // looked up by exact value
	Long     bool     // takes the whole width of the form
	Partial  bool     // a date of which a month or a year is all there is to know
	// Managed says that the field of a record changes only by the steps of its
	// domain: a form shows it, an edit refuses it. A new record may bring a value,
	// which Check then judges: old lists are imported so.
	Managed bool
}

// Numbering gives new records a number that people read and write: prefix, year, four
// characters of the PC that made it, and a count: ZF-2026-K7QD-0012. Two PCs that are
// not connected never give one number to two records.
type Numbering struct {
	Field  string
	Prefix string
}

// Derived is a column computed from a record; it is shown, sorted and
// filtered, never stored.
type Derived struct {
	Key   string
	Label string
	From  string // the field that it follows
	Down  bool   // a larger From gives a smaller value (an age from a birth date)
	// Of computes the shown text.
	Of func(get func(key string) string, today cn.Date) string
	// Bound turns a value of this column into the value of From at its edge,
	// so that «age at least 70» becomes «born not after …»; nil: no filter.
	Bound func(value string, today cn.Date) (string, error)
}

// Same is a rule by which two records are the same thing: equal non-empty
// values in all Fields.
type Same struct {
	Fields  []string
	Certain bool // certain: one thing; else a suspicion that a person settles
	Why     string
}

// Problem is what a check found in a record. A warning does not prevent saving.
type Problem struct {
	Field   string
	Message string
	Warning bool
}

// Env is what a check may know besides the record.
type Env struct {
	Today cn.Date
	// Setting returns a (cfg) figure of the office, or its default.
	Setting func(key string) int
	// Calendar knows the working days of the book; nil: those that came with the program. Read it by Days.
	Calendar *cn.Calendar
}

// Days returns the calendar, never nil.
func (e Env) Days() *cn.Calendar {
	if e.Calendar == nil {
		return builtinCalendar()
	}
	return e.Calendar
}

// Working returns the nth working day after a day.
func (e Env) Working(after cn.Date, n int) cn.Date { return e.Days().AddWorkingDays(after, n) }

// WorkingDays counts the working days after one day up to another.
func (e Env) WorkingDays(after, to cn.Date) int { return e.Days().WorkingDays(after, to) }

var builtinCalendar = sync.OnceValue(func() *cn.Calendar { return cn.NewCalendar(cn.BuiltinHolidays()) })

// Values are the canonical texts of a record in the order of Def.Fields.
type Values []string

// Index returns the position of a field, or -1.
func (d *Def) Index(key string) int {
	if i, ok := d.index[key]; ok {
		return i
	}
	return -1
}

// Field returns a field by key, or nil.
func (d *Def) Field(key string) *Field {
	if i, ok := d.index[key]; ok {
		return d.Fields[i]
	}
	return nil
}

// Column returns the label of a field or derived column.
func (d *Def) Column(key string) (label string, ok bool) {
	if f := d.Field(key); f != nil {
		return f.Label, true
	}
	if v := d.Computed(key); v != nil {
		return v.Label, true
	}
	return "", false
}

// Computed returns a derived column by key, or nil.
func (d *Def) Computed(key string) *Derived {
	for _, v := range d.Derived {
		if v.Key == key {
			return v
		}
	}
	return nil
}

// Get returns the value of a field, "" where the register has none.
func (d *Def) Get(v Values, key string) string {
	if i, ok := d.index[key]; ok && i < len(v) {
		return v[i]
	}
	return ""
}

// Getter returns Get bound to one record.
func (d *Def) Getter(v Values) func(key string) string {
	return func(key string) string { return d.Get(v, key) }
}

// New returns the values of a new record: the defaults.
func (d *Def) New() Values {
	v := make(Values, len(d.Fields))
	for i, f := range d.Fields {
		v[i] = f.Default
	}
	return v
}
