package indicators

import (
	"context"
	"strconv"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// The kinds of reminders of the points; the page knows where each leads.
const (
	kindPointsNotice    = "points_notice"    // ID of the notice
	kindPointsObjection = "points_objection" // ID of the claim
	kindPointsClaims    = "points_claims"    // ID is the code of the state
)

// claimWaits is for how many working days a claim may wait for a review before it is
// asked for as something that is due: entries belong to the fifth of the next month.
const claimWaits = 10

// points collects the notices that end, the objections that are to be reviewed and the
// claims that wait for a review. No name and no score stands on the first page.
func (d *due) points(ctx context.Context, l *ledger.Ledger, env schema.Env) error {
	err := l.Store.EachOf(ctx, registers.PointNotices.Def, []string{"title", "to", "closed"}, func(r store.Record) error {
		n := registers.PointNotices.Decode(r.Values)
		i := TodayItem{Tone: "amber", Title: n.Title, ID: r.ID.String(), Due: string(n.To)}
		switch {
		case env.Today == n.To:
			i.Tag, i.Detail = "今天期满", "积分公示，没有异议的明天生效"
		case n.To.Full() && env.Today > n.To:
			i.Tag, i.Detail = "公示期满", "积分公示，打开就生效"
		default:
			return nil
		}
		d.add(kindPointsNotice, i)
		return nil
	}, store.Condition{Field: "closed", Op: "empty"})
	if err != nil {
		return err
	}
	err = l.Store.EachOf(ctx, registers.PointObjections.Def, []string{"claim", "due"}, func(r store.Record) error {
		o := registers.PointObjections.Decode(r.Values)
		left, light := matters.LightOf(o.Due, env)
		i := TodayItem{Tone: "amber", Title: "积分异议待复核", Detail: string(o.Due) + " 前答复", ID: o.Claim.String(), Due: string(o.Due)}
		switch light {
		case matters.Red:
			i.Tone, i.Tag = "red", workingTag(left, light)
		case matters.Yellow:
			i.Tag = workingTag(left, light)
		default:
			return nil
		}
		d.add(kindPointsObjection, i)
		return nil
	}, store.Condition{Field: "outcome", Op: "empty"})
	if err != nil {
		return err
	}
	return d.reviewsOfPoints(ctx, l, env)
}

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
