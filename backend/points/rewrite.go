package points

import (
	"context"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// Rewrite replaces what a claim says, while it is a draft or was returned; its state,
// its number and its course stay.
func (d *Desk) Rewrite(ctx context.Context, claim string, c Claim) (Claimed, error) {
	id, err := idOf(claim, "条申报")
	if err != nil {
		return Claimed{}, err
	}
	out := Claimed{ID: id.String()}
	err = d.change(ctx, "修改积分申报", func(tx *store.Tx, env schema.Env) error {
		was, _, err := d.claim(ctx, tx, id)
		if err != nil {
			return err
		}
		if was.State != registers.PointDraft && was.State != registers.PointReturned {
			return errs.New(errs.Invalid, "“"+stateLabel(was.State)+"”的申报不能改内容").In("state").Do("请先退回，或作废后另报一条")
		}
		c.Claimed, c.Origin, c.key = "", was.Origin, was.OriginKey
		c.corrects = was.Corrects
		next, warnings, err := d.draftOf(ctx, tx, &c, map[int]*rules.Scheme{}, env, id)
		if err != nil {
			return err
		}
		if next.Date > was.StepOn {
			next.StepOn = next.Date
		} else {
			next.StepOn = was.StepOn
		}
		next.No, next.Applicant, next.State, next.StepBy, next.Reason = was.No, was.Applicant, was.State, was.StepBy, was.Reason
		out.No, out.Warnings = was.No, warnings
		return d.put(tx, id, was, next)
	})
	return out, err
}
