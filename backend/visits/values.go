package visits

import (
	"chengzhuan/backend/cn"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
)

// book is all that the figures of a period are made of, as typed values: the
// arithmetic reads nothing else.
type book struct {
	*places
	period  Period
	today   cn.Date
	walk    walk     // the visits of the period
	appeals []appeal // accepted in the period, oldest first; before it as far as repeats reach
	repeat  int      // days within which the same appeal is a repeat
	often   int      // visits a month that a key person needs
	seldom  int      // visits a year that the others need
	working func(after, to cn.Date) int
}

// home is a household on file.
type home struct {
	ID, Grid, Estate, Building oplog.ID
	Entrance, Room             string
	Classes                    set    // of the household and its people; ordinary where there is none
	At                         uint32 // its place in the log of visits
}

// resident is a person as the classes need it.
type resident struct {
	ID, Household, Grid oplog.ID
	Birth               day
	Classes             set  // that do not change with the years
	Listed              bool // the office has put them into a class, or they come from elsewhere
	Head                bool
}

// person is a key person (重点对象): one whom the office has put into a class.
type person struct {
	ID, Household, Grid oplog.ID
	Classes             set
	At, HomeAt          uint32 // places in the log of visits
}

// appeal is a matter.
type appeal struct {
	ID, Household, Grid oplog.ID
	Visit               oplog.ID // that it came from; 0 otherwise
	Lead                int32    // place of the visitor of the visit that it came from; -1 it came otherwise
	Classes             set      // of that visit, else of the household
	Kind, State         string
	Accepted            cn.Date
	Due, Finished       cn.Date
	Returned            cn.Date
	Rating              string
	OnSpot              bool // it was solved at once and was not reopened
	Reopened            bool
	Repeat              bool // the same was asked before; set by markRepeats
}

// group is one row of grouped figures.
type group struct{ key, label string }

// finished reports whether the work is done; one that was reopened is not until it is again.
func (a *appeal) finished() bool {
	switch a.State {
	case registers.StateFinished, registers.StateReturned, registers.StateSatisfied, registers.StateClosed:
		return a.Finished != ""
	}
	return false
}

// accepted reports whether the appeal counts as accepted: 不予受理 does not.
func (a *appeal) accepted() bool { return a.State != registers.StateRefused }

// overdue reports whether it is still open past its deadline.
func (a *appeal) overdue(today cn.Date) bool {
	return a.accepted() && !a.finished() && a.Due != "" && a.Due < today
}

// late reports whether it was finished after its deadline; without one it was not.
func (a *appeal) late() bool { return a.finished() && a.Due != "" && a.Finished > a.Due }

func (a *appeal) rated() bool {
	return a.Rating == registers.RatingGood || a.Rating == registers.RatingFair || a.Rating == registers.RatingBad
}

// months counts the calendar months that lie wholly in a period and are over.
func (p Period) months(today cn.Date) (n int) {
	to := min(p.To, today)
	first := p.From.First()
	if first != p.From[:7]+"-01" {
		first = (p.From[:7] + "-01").AddMonths(1)
	}
	for first[:7].Last() <= to {
		n, first = n+1, first.AddMonths(1)
	}
	return n
}

// need is how often somebody is to be visited in a period, at least once: keyed by
// the month, others by the year (domain table 5b).
func need(c set, months, perMonth, perYear int) int {
	if c&monthly != 0 {
		return max(1, months*perMonth)
	}
	return max(1, months*perYear/12)
}

// HalfYear is the half of a year that a day lies in: within it every household is to
// be visited once.
func HalfYear(day cn.Date) Period {
	y := day[:4]
	if day.Month() <= 6 {
		return Period{y + "-01-01", y + "-06-30"}
	}
	return Period{y + "-07-01", y + "-12-31"}
}
