package indicators

import (
	"context"
	"strconv"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// kindPointsClaims is the kind of reminder of claims that wait; the ID is the code of the
// state. The page knows where it leads.
const kindPointsClaims = "points_claims"

// claimWaits is for how many working days a claim may wait for a review before it is
// asked for as something that is due: entries belong to the fifth of the next month.
const claimWaits = 10

// reviewsOfPoints adds one line a stage for the claims that wait for it.
func (d *due) reviewsOfPoints(ctx context.Context, l *ledger.Ledger, env schema.Env) error {
	for _, stage := range []struct{ state, what string }{{registers.PointClaimed, "等小组初审"}, {registers.PointGroupReview, "等支部审核"}} {
		var ids []string
		oldest := cn.Date("")
		err := l.Store.EachOf(ctx, registers.PointClaims.Def, []string{"step_on"}, func(r store.Record) error {
			c := registers.PointClaims.Decode(r.Values)
			if ids = append(ids, r.ID.String()); oldest == "" || c.StepOn < oldest {
				oldest = c.StepOn
			}
			return nil
		}, store.Condition{Field: "state", Op: "eq", Value: stage.state})
		if err != nil {
			return err
		}
		if len(ids) == 0 {
			continue
		}
		i := TodayItem{Tone: "blue", Tag: "待审核", Title: strconv.Itoa(len(ids)) + " 条积分申报" + stage.what, Detail: "最早的从 " + string(oldest) + " 等起", ID: stage.state, Due: string(oldest)}
		if oldest.Full() && env.WorkingDays(oldest, env.Today) > claimWaits {
			i.Tone = "amber"
		}
		i.Kind = kindPointsClaims // one line, but each claim is counted
		d.items, d.ids[i.Kind] = append(d.items, i), append(d.ids[i.Kind], ids...)
	}
	return nil
}
