package points

import (
	"context"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// A proposal that was taken is a claim of its own, and its ledger may say something else
// since. That is told of claims that are not in effect yet; nothing is changed by itself.

// Outdated is a claim under way that its ledger does not speak for any more.
type Outdated struct {
	ID     string `json:"id"`
	No     string `json:"no"`
	Member string `json:"member"`
	Name   string `json:"name"`
	Rule   string `json:"rule"`
	Text   string `json:"text"` // 来源已改：考勤现在是“请假”，请核对
}

// sourceMost is how many visits are read again to tell whether claims still stand; where
// a period has more, claims from visits are not looked after.
const sourceMost = 20_000

// Outdated returns the claims of a period that are under way and that their ledger does
// not speak for any more; member "" is everybody's.
func (d *Desk) Outdated(ctx context.Context, from, to cn.Date, member string) ([]Outdated, error) {
	out := []Outdated{}
	where := []store.Condition{{Field: "date", Op: "gte", Value: string(from)}, {Field: "date", Op: "lte", Value: string(to)}, {Field: "state", Op: "in", Value: underWay}}
	if member != "" {
		where = append(where, store.Condition{Field: "member", Op: "eq", Value: member})
	}
	ids, err := d.store().IDs(ctx, store.Query{Register: registers.PointClaims.Key, Where: where})
	if err != nil {
		return out, err
	}
	why, err := d.outdated(ctx, ids)
	if err != nil || len(why) == 0 {
		return out, err
	}
	rows, err := d.claimRows(ctx, slices.DeleteFunc(ids, func(id oplog.ID) bool { return why[id] == "" }))
	for _, r := range rows {
		if id, _ := oplog.ParseID(r.ID); open(r.State) {
			out = append(out, Outdated{r.ID, r.No, r.Member, r.Name, r.Rule, why[id]})
		}
	}
	return out, err
}

// open reports whether a claim in a state is still to be decided.
func open(state string) bool { return strings.Contains(","+underWay+",", ","+state+",") }

// outdated says of claims that were proposed what their ledger says now, where that is
// something else; of other claims nothing.
func (d *Desk) outdated(ctx context.Context, ids []oplog.ID) (map[oplog.ID]string, error) {
	list, err := d.store().FindMany(ctx, registers.PointClaims.Def, ids)
	if err != nil {
		return nil, err
	}
	claims := map[oplog.ID]registers.PointClaim{}
	members, sources := map[oplog.ID]bool{}, map[string]bool{}
	var from, to cn.Date
	for _, rec := range list {
		c := registers.PointClaims.Decode(rec.Values)
		if c.OriginKey == "" || !open(c.State) {
			continue
		}
		claims[rec.ID], members[c.Member], sources[sourceOf(c.OriginKey)] = c, true, true
		if from == "" || c.Date < from {
			from = c.Date
		}
		to = max(to, c.Date)
	}
	if len(claims) == 0 {
		return nil, nil
	}
	p, err := d.proposer(ctx, from[:7].First(), to[:7].Last(), members)
	if err != nil {
		return nil, err
	}
	visits, err := d.store().Count(ctx, store.Query{Register: registers.Visits.Key, Where: p.where("date")})
	if err != nil {
		return nil, err
	}
	if visits > sourceMost {
		delete(sources, "J04")
		delete(sources, "J07")
	}
	for source := range sources {
		read := d.reader(source)
		if read == nil {
			delete(sources, source)
		} else if err := read(ctx, p); err != nil {
			return nil, err
		}
	}
	p.monthly()
	now := map[string]*Proposal{}
	for i := range p.list {
		now[p.list[i].Key] = &p.list[i]
	}
	out := map[oplog.ID]string{}
	for id, c := range claims {
		if !sources[sourceOf(c.OriginKey)] {
			continue
		}
		what := ""
		switch x := now[c.OriginKey]; {
		case x == nil:
			if what, err = d.goneText(ctx, &c); err != nil {
				return nil, err
			}
		case x.Rule == c.Rule && (x.Date != c.Date || x.Quantity != c.Quantity):
			back, err := d.wasReturned(ctx, id)
			switch {
			case err != nil:
				return nil, err
			case back: // a person may have put it right by hand
			case x.Date != c.Date:
				what = "日期现在是 " + string(x.Date)
			default:
				what = "数量现在是 " + x.Quantity
			}
		}
		if what != "" {
			out[id] = "来源已改：" + what + "，请核对"
		}
	}
	return out, nil
}

// wasReturned reports whether a claim went back to whoever claimed, who may rewrite it.
func (d *Desk) wasReturned(ctx context.Context, claim oplog.ID) (bool, error) {
	steps, err := d.steps(ctx, claim)
	return slices.ContainsFunc(steps, func(s Taken) bool { return s.To == registers.PointReturned }), err
}

// sourceOf names the ledger of the key of a proposal: what is given once a year and what
// is counted by month by its rule, all else by its register.
func sourceOf(key string) string {
	parts := strings.Split(key, "/")
	if parts[0] == "years" && len(parts) > 2 {
		return parts[2]
	}
	return parts[0]
}

// reader returns what proposes from a ledger, nil where nothing does.
func (d *Desk) reader(source string) func(context.Context, *proposer) error {
	switch source {
	case "meetings":
		return d.proposeLife
	case "wishes":
		return d.proposeWishes
	case "mediations":
		return d.proposeMediations
	case "dues":
		return d.proposeDues
	case "J02":
		return d.proposePatrols
	case "J04":
		return d.proposeVisits
	case "J07":
		return d.proposePairs
	case "J09":
		return d.proposePosts
	case "J10":
		return d.proposeOwners
	case "K06", "J12":
		return d.proposeHours
	case "H05", "K12":
		return d.proposeAppraisals
	}
	return nil
}

// goneText says why a ledger does not speak for a claim any more.
func (d *Desk) goneText(ctx context.Context, c *registers.PointClaim) (string, error) {
	source := sourceOf(c.OriginKey)
	if source == "meetings" {
		return d.rollText(ctx, c)
	}
	ledger := map[string]string{"wishes": "微心愿", "mediations": "调解", "dues": "党费", "J02": "巡逻", "J04": "走访", "J07": "结对或走访", "J09": "任职", "J10": "任职", "K06": "学时", "J12": "学时", "H05": "民主评议", "K12": "民主评议"}[source]
	return ledger + "台账里已没有这一条", nil
}

// rollText says what a meeting and its roll say now of a claim that they do not speak for.
func (d *Desk) rollText(ctx context.Context, c *registers.PointClaim) (string, error) {
	parts := strings.Split(c.OriginKey, "/")
	id, err := oplog.ParseID(parts[min(1, len(parts)-1)])
	if err != nil || len(parts) < 4 {
		return "", nil // no key that this program wrote
	}
	rule := parts[2]
	rec, err := d.store().Find(ctx, registers.Meetings.Def, id)
	switch {
	case errs.Is(err, errs.NotFound) || err == nil && rec.Deleted:
		return "这次组织生活已删除", nil
	case err != nil:
		return "", err
	}
	if m := registers.Meetings.Decode(rec.Values); m.Date != c.Date {
		return "这次组织生活的日期现在是 " + string(m.Date), nil
	}
	if rule == "J11" {
		return "讲课人或类别改了", nil
	}
	roll := registers.Attendances
	list, err := d.store().Lookup(ctx, roll.Def, "meeting", id.String())
	for _, rec := range list {
		a := roll.Decode(rec.Values)
		if a.Member != c.Member || rec.Deleted {
			continue
		}
		absent, late := a.State == registers.AttendAbsent, a.State == registers.AttendLate || a.State == registers.AttendEarly
		if rule == "K04" && late || rule != "K04" && strings.HasPrefix(rule, "K") && absent || strings.HasPrefix(rule, "J") && registers.Attended(a.State) {
			return "这次组织生活的类别或时长改了", err
		}
		label, _ := registers.AttendStates.LabelOf(a.State)
		return "考勤现在是“" + label + "”", err
	}
	return "考勤里没有这名党员", err
}
