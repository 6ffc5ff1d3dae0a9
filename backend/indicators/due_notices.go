package indicators

import (
	"context"

	"chengzhuan/backend/ledger"
	"chengzhuan/backend/matters"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// The kinds of reminders of public notices; the page knows where each leads.
const (
	kindPointsNotice    = "points_notice"    // ID of the notice
	kindPointsObjection = "points_objection" // ID of the claim
	kindNotice          = "notice"           // ID of the notice
	kindNoticeObjection = "notice_objection" // ID of the notice
)

// notices collects the notices of all kinds that end, and the objections that are to be
// answered. No name and no score stands on the first page.
func (d *due) notices(ctx context.Context, l *ledger.Ledger, env schema.Env) error {
	withdrawn := map[oplog.ID]bool{}
	err := l.Store.EachOf(ctx, registers.Notices.Def, []string{"kind", "title", "to", "withdrawn"}, func(r store.Record) error {
		n := registers.Notices.Decode(r.Values)
		if n.Withdrawn != "" {
			withdrawn[r.ID] = true
			return nil
		}
		d.notice(r.ID, n, env)
		return nil
	}, store.Condition{Field: "closed", Op: "empty"})
	if err != nil {
		return err
	}
	return l.Store.EachOf(ctx, registers.Objections.Def, []string{"notice", "claim", "due"}, func(r store.Record) error {
		o := registers.Objections.Decode(r.Values)
		if withdrawn[o.Notice] {
			return nil
		}
		left, light := matters.LightOf(o.Due, env)
		kind, i := kindNoticeObjection, TodayItem{Tone: "amber", Title: "公示异议待处理", Detail: string(o.Due) + " 前答复", ID: o.Notice.String(), Due: string(o.Due)}
		if o.Claim != 0 {
			kind, i.Title, i.ID = kindPointsObjection, "积分异议待复核", o.Claim.String()
		}
		switch light {
		case matters.Red:
			i.Tone, i.Tag = "red", workingTag(left, light)
		case matters.Yellow:
			i.Tag = workingTag(left, light)
		default:
			return nil
		}
		d.add(kind, i)
		return nil
	}, store.Condition{Field: "outcome", Op: "empty"})
}

// notice adds a notice that ends today or whose days are over.
func (d *due) notice(id oplog.ID, n registers.Notice, env schema.Env) {
	kind, what, then := kindNotice, "公示", "没有异议的明天办结"
	if label, ok := registers.NoticeKinds.LabelOf(n.Kind); ok {
		what = label + "公示"
	}
	over := "打开“公示”就办结"
	if n.Kind == registers.NoticePoints || n.Kind == "" {
		kind, what, then, over = kindPointsNotice, "积分公示", "没有异议的明天生效", "打开就生效"
	}
	i := TodayItem{Tone: "amber", Title: n.Title, ID: id.String(), Due: string(n.To)}
	switch {
	case env.Today == n.To:
		i.Tag, i.Detail = "今天期满", what+"，"+then
	case n.To.Full() && env.Today > n.To:
		i.Tag, i.Detail = "公示期满", what+"，"+over
	default:
		return
	}
	d.add(kind, i)
}
