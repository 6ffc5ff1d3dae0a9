// Package registers owns what each ledger (台账) of a community office is: its
// fields, code lists, rules of sameness and checks, and the pure rules that
// read them (election terms, probation, branch advice). It knows no SQL, no
// file and no screen; "today" and the office's own figures come in from outside.
//
// # What is required
//
// The form that the office fills in (党员信息采集表) calls about fifteen items of
// a member compulsory. A roster as it lies in a drawer rarely has them all, and
// a person must not be refused for a missing 学历. So Required stands only on
// what makes a record one at all: a name, a place, a date. The other
// compulsory items are listed as recommended (see Missing): a record
// without them is kept, warned about and shown as incomplete until it is whole.
//
// # Codes
//
// Codes follow the national standard where there is one. The others are short
// numbers in the order of the list, with gaps for later entries; once written
// they never change their meaning, labels may.
package registers

import "chengzhuan/backend/schema"

// The headings under which the navigation shows the ledgers.
const (
	groupParty  = "组织党员"
	groupEstate = "小区住户"
	groupVisits = "走访诉求"
	groupOffice = "社区事务"
	groupHidden = "系统"
)

// All returns every register in the order of the navigation, hidden ones last.
func All() []*schema.Def {
	out := []*schema.Def{
		PartyMembers.Def, Organizations.Def, Posts.Def, Awards.Def,
	}
	out = append(append(out, life()...),
		Estates.Def, GridCells.Def, Buildings.Def, Households.Def, Residents.Def,
		Visits.Def, Matters.Def,
	)
	out = append(append(append(out, care()...), points()...), notices()...)
	return append(out,
		Profile.Def, Duties.Def, Holidays.Def,
		Settings.Def, NotTwins.Def, Computers.Def, Writers.Def, Reports.Def, ReportFigures.Def,
		MatterLog.Def, SupervisionLog.Def, CareLog.Def, Photos.Def,
	)
}

// Find returns a register by its key, nil where there is none.
func Find(key string) *schema.Def {
	for _, d := range All() {
		if d.Key == key {
			return d
		}
	}
	return nil
}
