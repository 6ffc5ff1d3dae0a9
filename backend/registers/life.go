package registers

import "chengzhuan/backend/schema"

// groupLife is the heading of the ledgers of organizational life.
const groupLife = "组织生活"

// life returns the ledgers of organizational life in the order of the navigation.
func life() []*schema.Def {
	return []*schema.Def{Meetings.Def, Attendances.Def, Dues.Def, DuesBases.Def, Studies.Def, Appraisals.Def}
}
