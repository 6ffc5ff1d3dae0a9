package registers

import (
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/schema"
)

// Missing returns the recommended fields of a record that are still empty, in
// the order of the form: what makes it incomplete. Registers without
// recommended fields give none.
func Missing(d *schema.Def, v schema.Values) []*schema.Field {
	switch d.Key {
	case PartyMembers.Key:
		m := PartyMembers.Decode(v)
		return fieldsOf(d, missingOfMember(&m))
	case Organizations.Key:
		o := Organizations.Decode(v)
		return fieldsOf(d, missingOfOrganization(&o))
	}
	return nil
}

func fieldsOf(d *schema.Def, keys []string) []*schema.Field {
	var out []*schema.Field
	for _, k := range keys {
		out = append(out, d.Field(k))
	}
	return out
}

// The labels that a check may name; a check cannot read the register that it
// belongs to.
var (
	memberLabels       = labelsOf(memberFields())
	organizationLabels = labelsOf(organizationFields())
)

func labelsOf[T any](fields []schema.F[T]) map[string]string {
	m := map[string]string{}
	for _, f := range fields {
		m[f.Key] = f.Label
	}
	return m
}

// MissingText says in one line what a record lacks, "" when it is whole.
func MissingText(d *schema.Def, v schema.Values) string {
	var labels []string
	for _, f := range Missing(d, v) {
		labels = append(labels, f.Label)
	}
	if len(labels) == 0 {
		return ""
	}
	return "还缺：" + strings.Join(labels, "、")
}

// missingOfMember lists the compulsory items of 党员信息采集表. People who only
// report or stay here are asked for less; whoever left the party or died, for nothing.
func missingOfMember(m *PartyMember) []string {
	if m.Status != StatusNormal && m.Status != StatusSuspended && m.Status != "" {
		return nil
	}
	formal := m.Relation != RelationCheckIn && m.Relation != RelationIn && m.Relation != RelationOther
	var out []string
	lack := func(missing bool, key string) {
		if missing {
			out = append(out, key)
		}
	}
	lack(m.Sex == "" || m.Sex == "0", "sex")
	lack(m.Ethnicity == "", "ethnicity")
	lack(m.Birth == "", "birth")
	lack(m.IDNumber == "", "id_number")
	lack(m.Education == "", "education")
	lack(m.Category == "", "category")
	lack(m.Joined == "" && formal, "joined")
	lack(m.Confirmed == "" && m.Category == CategoryFull && formal && !cn.NoProbation(m.Joined), "confirmed")
	lack(m.Branch == 0 && formal, "branch")
	lack(m.EnteredBranch == "" && formal, "entered_branch")
	lack(m.Relation == "", "relation")
	lack(m.Status == "", "status")
	lack(m.Occupation == "", "occupation")
	lack(m.Employer == "" && m.Relation == RelationCheckIn, "employer")
	lack(m.CheckedIn == "" && m.Relation == RelationCheckIn, "checked_in")
	lack(m.Mobile == "" && m.Landline == "", "mobile")
	lack(m.Estate == 0 && m.Household == 0 && m.Address == "", "estate")
	mobile := m.Relation == RelationIn || m.Relation == RelationOut
	lack(m.AwayPlace == "" && mobile, "away_place")
	lack(m.AwaySince == "" && mobile, "away_since")
	return out
}

func missingOfOrganization(o *Organization) []string {
	if o.Dissolved != "" {
		return nil
	}
	var out []string
	lack := func(missing bool, key string) {
		if missing {
			out = append(out, key)
		}
	}
	lack(o.Type == "", "type")
	party := isParty(o.Type) && o.Type != TypeSuperior
	elected := party && o.Type != TypePartyGroup && o.Type != TypeTemporaryBranch ||
		o.Type == TypeResidentsCommittee || o.Type == TypeOwnersCommittee
	lack(o.Parent == 0 && party && o.Type != TypeCommittee && o.Type != TypeGeneralBranch, "parent")
	lack(o.TermEnd == "" && elected, "term_end")
	lack(o.Head == "" && o.Type != "" && o.Type != TypeSuperior, "head")
	return out
}
