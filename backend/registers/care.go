package registers

import "chengzhuan/backend/schema"

// The headings of the ledgers of care and of the supervision papers.
const (
	groupCare     = "关爱服务"
	groupFollowUp = "督办落实"
)

// care returns the ledgers of care and of the supervision papers in the order
// of the navigation.
func care() []*schema.Def {
	return []*schema.Def{
		Hardships.Def, Aids.Def, Pairs.Def, Wishes.Def, Mediations.Def, Patrols.Def, Projects.Def,
		Rotations.Def, Questions.Def,
		Supervisions.Def, Consultations.Def, Inspections.Def, Talks.Def, Weeklies.Def,
	}
}

// phoneAliases are the headers over a telephone whose field is called 联系电话.
var phoneAliases = aliases("电话 手机 手机号 手机号码 联系方式 本人电话 电话号码 联系手机 联系号码")
