package points

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// ClaimRow is a claim as a list shows it.
type ClaimRow struct {
	ID         string `json:"id"`
	No         string `json:"no"`
	Member     string `json:"member"`
	Name       string `json:"name"`
	BranchName string `json:"branchName"`
	Rule       string `json:"rule"`
	Text       string `json:"text"` // of the rule
	Group      string `json:"group"`
	Date       string `json:"date"`
	Quantity   string `json:"quantity"` // with its unit
	Worth      Amount `json:"worth"`    // before caps, with its sign
	Event      string `json:"event"`
	State      string `json:"state"`
	Label      string `json:"label"`
	StepOn     string `json:"stepOn"`
	StepBy     string `json:"stepBy"`
	Applicant  string `json:"applicant"`
	Origin     string `json:"origin"`  // label
	Until      string `json:"until"`   // last day of its posting
	Due        string `json:"due"`     // by which an objection has to be reviewed
	Notice     string `json:"notice"`  // ID
	Warning    string `json:"warning"` // 来源已改：…: what its ledger says now, while it is under way; ""
}

// ClaimQuery narrows a list of claims.
type ClaimQuery struct {
	Year   int    `json:"year"`
	State  string `json:"state"` // code; "" all that are under way
	Text   string `json:"text"`  // name, its letters, number, rule or event
	Branch string `json:"branch"`
	Member string `json:"member"` // ID
}

// StateCount counts the claims of a year in a state.
type StateCount struct {
	State string `json:"state"`
	Label string `json:"label"`
	Count int    `json:"count"`
}

// ClaimList are the claims of a query and how many there are in each state.
type ClaimList struct {
	Rows   []ClaimRow   `json:"rows"`
	Counts []StateCount `json:"counts"`
	Open   int          `json:"open"` // under way, of any state
	More   int          `json:"more"` // that were not listed
}

// listMost is how many claims a list shows.
const listMost = 500

// Claims lists claims, the oldest step first: what waited longest stands on top.
func (d *Desk) Claims(ctx context.Context, q ClaimQuery) (ClaimList, error) {
	out := ClaimList{Rows: []ClaimRow{}, Counts: []StateCount{}}
	if err := yearOK(q.Year); err != nil {
		return out, err
	}
	from, to := span(q.Year)
	within := []store.Condition{{Field: "date", Op: "gte", Value: string(from)}, {Field: "date", Op: "lte", Value: string(to)}}
	for _, c := range registers.PointStates.Codes {
		n, err := d.store().Count(ctx, store.Query{Register: registers.PointClaims.Key, Where: append(slices.Clone(within), store.Condition{Field: "state", Op: "eq", Value: c.Code})})
		if err != nil {
			return out, err
		}
		out.Counts = append(out.Counts, StateCount{c.Code, c.Label, n})
		if open(c.Code) {
			out.Open += n
		}
	}
	state := store.Condition{Field: "state", Op: "in", Value: underWay}
	if q.State != "" {
		state = store.Condition{Field: "state", Op: "eq", Value: q.State}
	}
	if q.Member != "" {
		within = append(within, store.Condition{Field: "member", Op: "eq", Value: q.Member})
	}
	ids, err := d.store().IDs(ctx, store.Query{Register: registers.PointClaims.Key, Where: append(within, state)})
	if err != nil {
		return out, err
	}
	wanted, err := d.wanted(ctx, q)
	if err != nil {
		return out, err
	}
	rows := []ClaimRow{}
	if wanted == nil && len(ids) > listMost { // nothing narrows it: the newest are read, the others counted
		out.More = len(ids) - listMost
		ids = ids[len(ids)-listMost:]
	}
	all, err := d.claimRows(ctx, ids)
	if err != nil {
		return out, err
	}
	for _, r := range all {
		if wanted == nil || wanted(&r) {
			rows = append(rows, r)
		}
	}
	slices.SortStableFunc(rows, func(a, b ClaimRow) int { return strings.Compare(a.StepOn, b.StepOn) })
	if len(rows) > listMost {
		out.More, rows = len(rows)-listMost, rows[:listMost]
	}
	out.Rows = rows
	return out, d.warn(ctx, rows)
}

// warn notes beside claims what their ledgers say now.
func (d *Desk) warn(ctx context.Context, rows []ClaimRow) error {
	var ids []oplog.ID
	for i := range rows {
		if id, err := oplog.ParseID(rows[i].ID); err == nil && open(rows[i].State) {
			ids = append(ids, id)
		}
	}
	why, err := d.outdated(ctx, ids)
	for i := range rows {
		if id, _ := oplog.ParseID(rows[i].ID); open(rows[i].State) {
			rows[i].Warning = why[id]
		}
	}
	return err
}

// wanted returns what picks the rows of a query, nil where nothing narrows it.
func (d *Desk) wanted(ctx context.Context, q ClaimQuery) (func(*ClaimRow) bool, error) {
	text := strings.ToUpper(strings.TrimSpace(q.Text))
	if text == "" && q.Branch == "" {
		return nil, nil
	}
	named := map[string]bool{}
	if text != "" {
		hits, err := d.ledger.Choices(ctx, registers.PartyMembers.Key, q.Text, 200)
		if err != nil {
			return nil, err
		}
		for _, h := range hits {
			named[h.ID] = true
		}
	}
	branch := map[string]bool{}
	if q.Branch != "" {
		list, err := d.store().Lookup(ctx, registers.PartyMembers.Def, "branch", q.Branch)
		if err != nil {
			return nil, err
		}
		for _, rec := range list {
			branch[rec.ID.String()] = true
		}
	}
	return func(r *ClaimRow) bool {
		if q.Branch != "" && !branch[r.Member] {
			return false
		}
		return text == "" || named[r.Member] || strings.Contains(strings.ToUpper(r.No), text) || strings.HasPrefix(strings.ToUpper(r.Rule), text) || strings.Contains(strings.ToUpper(r.Event), text) || strings.Contains(strings.ToUpper(r.Text), text)
	}, nil
}

// claimRows reads claims as a list shows them.
func (d *Desk) claimRows(ctx context.Context, ids []oplog.ID) ([]ClaimRow, error) {
	out := []ClaimRow{}
	list, err := d.store().FindMany(ctx, registers.PointClaims.Def, ids)
	if err != nil {
		return nil, err
	}
	members := make([]oplog.ID, 0, len(list))
	claims := make([]registers.PointClaim, len(list))
	for i, rec := range list {
		claims[i] = registers.PointClaims.Decode(rec.Values)
		members = append(members, claims[i].Member)
	}
	who, err := d.peopleOf(ctx, members)
	if err != nil {
		return nil, err
	}
	schemes := map[int]*rules.Scheme{}
	for i, rec := range list {
		c := &claims[i]
		s, err := d.schemeFor(ctx, schemes, c.Date.Year())
		if err != nil {
			return nil, err
		}
		state, err := d.state(ctx, d.store(), rec.ID, c.State)
		if err != nil {
			return nil, err
		}
		out = append(out, claimRow(rec.ID, c, state, s, who[c.Member]))
	}
	return out, nil
}

func claimRow(id oplog.ID, c *registers.PointClaim, state string, s *rules.Scheme, who person) ClaimRow {
	origin, _ := registers.PointOrigins.LabelOf(c.Origin)
	r := ClaimRow{ID: id.String(), No: c.No, Member: c.Member.String(), Name: who.name, BranchName: who.place, Rule: c.Rule, Date: string(c.Date), Quantity: c.Quantity, Event: c.Event,
		State: state, Label: stateLabel(state), StepOn: string(c.StepOn), StepBy: c.StepBy, Applicant: c.Applicant, Origin: origin, Until: string(c.PostedUntil), Due: string(c.ReviewDue)}
	if c.Notice != 0 {
		r.Notice = c.Notice.String()
	}
	if rule, ok := s.Of(c.Rule, c.Date); ok {
		r.Text, r.Group, r.Quantity = rule.Text, string(rule.Group), unitText(c.Quantity, rule.Unit)
		r.Worth = worthOf(&rule, c.Quantity)
	}
	return r
}

// worthOf is what a quantity gives or takes by a rule, before caps, with its sign.
func worthOf(rule *rules.Rule, quantity string) Amount {
	worth := rule.Points * rules.Points(tenthsOf(quantity)) / 10
	if rule.Group == rules.Deduction {
		worth = -worth
	}
	return signed(worth)
}

// ClaimStep is a step that may follow. Why says why the operator may not take it.
type ClaimStep struct {
	State string `json:"state"`
	Label string `json:"label"`
	Why   string `json:"why"`
}

// ClaimView is a claim with what may follow and how it came there.
type ClaimView struct {
	Row      ClaimRow    `json:"row"`
	Note     string      `json:"note"`
	File     string      `json:"file"`
	Reason   string      `json:"reason"`
	Steps    []ClaimStep `json:"steps"`
	Log      []Taken     `json:"log"`
	Replaced string      `json:"replaced"` // number of the claim that corrects it
	Voidable bool        `json:"voidable"`
}

// View returns a claim as its page shows it. That it was looked at is written down.
func (d *Desk) View(ctx context.Context, claim string) (ClaimView, error) {
	course, err := d.Course(ctx, claim)
	if err != nil {
		return ClaimView{}, err
	}
	id, _ := idOf(course.ID, "条申报")
	c, who, err := d.claim(ctx, d.store(), id)
	if err != nil {
		return ClaimView{}, err
	}
	rows, err := d.claimRows(ctx, []oplog.ID{id})
	if err != nil {
		return ClaimView{}, err
	}
	rows[0].Warning = course.Warning
	out := ClaimView{Row: rows[0], Note: c.Note, File: c.File, Reason: c.Reason, Steps: []ClaimStep{}, Log: course.Entries, Voidable: c.State != registers.PointVoid}
	for _, next := range course.Choices {
		step := ClaimStep{State: next.State, Label: next.Label}
		if err := apart(who, next.State, by(ctx, "")); err != nil {
			step.Why = refusal(err)
		}
		out.Steps = append(out.Steps, step)
	}
	if course.Replaced != "" {
		if other, err := idOf(course.Replaced, "条申报"); err == nil {
			if more, err := d.claimRows(ctx, []oplog.ID{other}); err == nil && len(more) == 1 {
				out.Replaced = more[0].No
			}
		}
	}
	return out, d.looked(ctx, registers.PointClaims.Key, id, "积分申报说明", 1)
}

// refusal is a refusal in one line.
func refusal(err error) string {
	e := errs.Of(err)
	if e.Hint == "" {
		return e.Message
	}
	return e.Message + "；" + e.Hint
}

// ClaimRefused is a claim that somebody may not judge.
type ClaimRefused struct {
	ID  string `json:"id"`
	No  string `json:"no"`
	Why string `json:"why"`
}

// Refusals returns which of some claims somebody may not take a step of, and why: so
// that it is known before it is tried. by "" is the operator.
func (d *Desk) Refusals(ctx context.Context, claims []string, to, name string) ([]ClaimRefused, error) {
	out := []ClaimRefused{}
	for _, text := range claims {
		id, err := idOf(text, "条申报")
		if err != nil {
			return nil, err
		}
		c, who, err := d.claim(ctx, d.store(), id)
		if err != nil {
			return nil, err
		}
		if err := apart(who, to, by(ctx, name)); err != nil {
			out = append(out, ClaimRefused{id.String(), c.No, refusal(err)})
		}
	}
	return out, nil
}

// AdvanceAll takes the same step of several claims as one change: all of them or none.
// It returns how many moved.
func (d *Desk) AdvanceAll(ctx context.Context, claims []string, s Step) (int, error) {
	if s.To == registers.PointDisputed || s.To == registers.PointVoid || s.To == registers.PointCorrected {
		return 0, errs.New(errs.Invalid, "“"+stateLabel(s.To)+"”要一条一条办").In("state")
	}
	var ids []oplog.ID
	for _, text := range claims {
		id, err := idOf(text, "条申报")
		if err != nil {
			return 0, err
		}
		ids = append(ids, id)
	}
	if len(ids) == 0 {
		return 0, errs.New(errs.Invalid, "没有选择申报").Do("请先选中要办的申报")
	}
	s = d.step(ctx, s)
	moved := 0
	err := d.change(ctx, "积分申报："+stateLabel(s.To)+" "+strconv.Itoa(len(ids))+" 条", func(tx *store.Tx, env schema.Env) error {
		for _, id := range ids {
			ok, err := d.advance(ctx, tx, id, s, env)
			if err != nil {
				return d.naming(ctx, id, err)
			}
			if ok {
				moved++
			}
		}
		return nil
	})
	return moved, err
}
