package points

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
)

// explained joins the lines of a balance with their claims and reviewers.
func (d *Desk) explained(ctx context.Context, lines []rules.Line) ([]Line, error) {
	ids := make([]oplog.ID, len(lines))
	for i := range lines {
		ids[i] = oplog.ID(lines[i].Entry.ID)
	}
	records, err := d.store().FindMany(ctx, registers.PointClaims.Def, ids)
	if err != nil {
		return nil, err
	}
	claims := map[oplog.ID]registers.PointClaim{}
	for _, rec := range records {
		claims[rec.ID] = registers.PointClaims.Decode(rec.Values)
	}
	out := make([]Line, len(lines))
	for i := range lines {
		c := claims[ids[i]]
		l := Line{Line: lines[i], Claim: ids[i].String(), No: c.No, Date: lines[i].Entry.Date, Note: c.Note, Why: []string{}}
		for _, cut := range lines[i].Cuts {
			l.Why = append(l.Why, whyText(&cut, claims[oplog.ID(cut.By)].No))
		}
		if l.Reviewed, err = d.reviewers(ctx, ids[i]); err != nil {
			return nil, err
		}
		out[i] = l
	}
	return out, nil
}

// whyText says why an entry gives less; by is the number of the claim that counts instead.
func whyText(c *rules.Cut, by string) string {
	switch c.Why {
	case rules.NoRule:
		return "当天没有这条规则，不计分"
	case rules.Stopped:
		return "这条规则当天已停用，不计分"
	case rules.Displaced:
		return "与申报 " + by + " 重复，少计 " + c.Lost.Short() + " 分"
	case rules.OverEvent:
		return "每次活动合计最多 " + c.Cap.Short() + " 分，少计 " + c.Lost.Short() + " 分"
	case rules.OverYear:
		return "这条规则全年最多 " + c.Cap.Short() + " 分，少计 " + c.Lost.Short() + " 分"
	}
	return "这一类全年最多 " + c.Cap.Short() + " 分，少计 " + c.Lost.Short() + " 分"
}

// reviewers names who judged a claim, in the order of the steps.
func (d *Desk) reviewers(ctx context.Context, claim oplog.ID) (string, error) {
	steps, err := d.steps(ctx, claim)
	var out []string
	for _, s := range steps {
		if s.Void == "" && (s.To == registers.PointGroupReview || s.To == registers.PointBranchReview || s.To == registers.PointReexamined) {
			out = append(out, s.Label+" "+s.By)
		}
	}
	return strings.Join(out, "，"), err
}

// Taken is one step of a course. Dates are "2006-01-02".
type Taken struct {
	ID     string `json:"id"`
	Date   string `json:"date"`
	From   string `json:"from"` // code
	To     string `json:"to"`
	Label  string `json:"label"` // of To
	By     string `json:"by"`
	Reason string `json:"reason"`
	Void   string `json:"void"` // why it does not count; ""
}

// steps returns the steps of a claim in their order.
func (d *Desk) steps(ctx context.Context, claim oplog.ID) ([]Taken, error) {
	log := registers.PointLog
	list, err := d.store().Lookup(ctx, log.Def, "claim", claim.String())
	if err != nil {
		return nil, err
	}
	var ids []oplog.ID
	for _, rec := range list {
		ids = append(ids, rec.ID)
	}
	void, err := d.store().Voided(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := []Taken{}
	for _, rec := range list {
		s := log.Decode(rec.Values)
		out = append(out, Taken{ID: rec.ID.String(), Date: string(s.Date), From: s.From, To: s.To, Label: stateLabel(s.To), By: s.By, Reason: s.Reason, Void: void[rec.ID]})
	}
	slices.SortStableFunc(out, func(a, b Taken) int { return cmp.Compare(a.Date, b.Date) })
	return out, nil
}

// Choice is a state that may follow.
type Choice struct {
	State string `json:"state"`
	Label string `json:"label"`
}

// Course is how a claim stands and how it came there.
type Course struct {
	ID       string   `json:"id"`
	No       string   `json:"no"`
	Member   string   `json:"member"`
	Rule     string   `json:"rule"`
	Date     string   `json:"date"`
	Quantity string   `json:"quantity"`
	State    string   `json:"state"`
	Label    string   `json:"label"`
	Until    string   `json:"until"`     // last day of its posting
	Due      string   `json:"due"`       // of an objection
	Choices  []Choice `json:"choices"`   // what may follow
	Entries  []Taken  `json:"entries"`   // oldest first
	Replaced string   `json:"corrected"` // ID of the claim that corrects it
	Warning  string   `json:"warning"`   // 来源已改：…: what its ledger says now, while it is under way; ""
}

// Course returns how a claim stands; also by the ID of the entry that counts.
func (d *Desk) Course(ctx context.Context, claim string) (Course, error) {
	id, err := idOf(claim, "条申报")
	if err != nil {
		return Course{}, err
	}
	if entry, err := d.store().Find(ctx, registers.PointEntries.Def, id); err == nil {
		id = registers.PointEntries.Decode(entry.Values).Claim
	}
	c, _, err := d.claim(ctx, d.store(), id)
	if err != nil {
		return Course{}, err
	}
	out := Course{ID: id.String(), No: c.No, Member: c.Member.String(), Rule: c.Rule, Date: string(c.Date), Quantity: c.Quantity, State: c.State, Label: stateLabel(c.State),
		Until: string(c.PostedUntil), Due: string(c.ReviewDue), Choices: []Choice{}}
	for _, s := range next[c.State] {
		out.Choices = append(out.Choices, Choice{s, stateLabel(s)})
	}
	if out.Entries, err = d.steps(ctx, id); err != nil {
		return out, err
	}
	if open(c.State) {
		why, err := d.outdated(ctx, []oplog.ID{id})
		if err != nil {
			return out, err
		}
		out.Warning = why[id]
	}
	by, err := d.store().Lookup(ctx, registers.PointClaims.Def, "corrects", id.String())
	if len(by) > 0 {
		out.Replaced = by[0].ID.String()
	}
	return out, err
}
