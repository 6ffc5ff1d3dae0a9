package points

import (
	"context"
	"slices"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/notices"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// NoticePlan is what a notice would be that is opened on a day.
type NoticePlan struct {
	From   string     `json:"from"`
	To     string     `json:"to"`
	Days   int        `json:"days"`  // working days
	Least  int        `json:"least"` // the office's figure: a notice may be longer
	Phone  string     `json:"phone"` // the office's, for objections
	Claims []ClaimRow `json:"claims"`
}

// PlanNotice returns what is ready to be posted, and until when a notice of some
// working days from a day on would hang; 0 days: the office's figure.
func (d *Desk) PlanNotice(ctx context.Context, from cn.Date, days int) (NoticePlan, error) {
	out := NoticePlan{Claims: []ClaimRow{}}
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return out, err
	}
	if from == "" {
		from = env.Today
	}
	if !from.Full() {
		return out, errs.New(errs.Invalid, "开始日期要写到日").In("from").Do("例如 " + string(env.Today))
	}
	out.Least = notices.Least(env, registers.NoticePoints)
	out.Days = max(days, out.Least)
	out.From, out.To = string(from), string(notices.Last(env, registers.NoticePoints, from, out.Days))
	def := registers.Profile
	err = d.store().EachOf(ctx, def.Def, []string{"office_phone"}, func(rec store.Record) error {
		out.Phone = def.Decode(rec.Values).OfficePhone
		return nil
	})
	if err != nil {
		return out, err
	}
	ids, err := d.store().IDs(ctx, store.Query{Register: registers.PointClaims.Key, Where: []store.Condition{{Field: "state", Op: "eq", Value: registers.PointBranchReview}}})
	if err != nil {
		return out, err
	}
	out.Claims, err = d.claimRows(ctx, ids)
	slices.SortStableFunc(out.Claims, func(a, b ClaimRow) int {
		return strings.Compare(a.BranchName+"\x00"+a.Name+a.Rule+a.Date, b.BranchName+"\x00"+b.Name+b.Rule+b.Date)
	})
	return out, err
}

// NoticeRow is a notice in the list of all.
type NoticeRow struct {
	ID         string `json:"id"`
	No         string `json:"no"`
	Title      string `json:"title"`
	From       string `json:"from"`
	To         string `json:"to"`
	Days       int    `json:"days"`
	Left       int    `json:"left"` // working days that are left; 0 on the last day and after it
	Over       bool   `json:"over"` // its days are over, so it may be ended
	Phone      string `json:"phone"`
	Masked     bool   `json:"masked"`
	Closed     string `json:"closed"`
	ClosedBy   string `json:"closedBy"`
	Claims     int    `json:"claims"`
	Effective  int    `json:"effective"`
	Open       int    `json:"open"`
	Objections int    `json:"objections"` // of all
	Waiting    int    `json:"waiting"`    // of these, undecided
	Printed    string `json:"printed"`    // when the page was archived as posted; ""
}

// NoticeList returns all notices, the newest first.
func (d *Desk) NoticeList(ctx context.Context) ([]NoticeRow, error) {
	ids, err := d.store().IDs(ctx, ofPoints)
	out := []NoticeRow{}
	for _, id := range ids {
		n, err := d.noticeRow(ctx, id)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, err
}

func (d *Desk) noticeRow(ctx context.Context, id oplog.ID) (NoticeRow, error) {
	n, err := d.Notice(ctx, id.String())
	if err != nil {
		return NoticeRow{}, err
	}
	rec, err := d.store().Find(ctx, registers.Notices.Def, id)
	if err != nil {
		return NoticeRow{}, err
	}
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return NoticeRow{}, err
	}
	v := registers.Notices.Decode(rec.Values)
	out := NoticeRow{ID: n.ID, No: n.No, Title: n.Title, From: n.From, To: n.To, Days: n.Days, Over: env.Today >= v.To, Phone: n.Phone, Masked: n.Masked, Closed: n.Closed, ClosedBy: v.ClosedBy,
		Claims: len(n.Claims), Effective: n.Effective, Open: n.Open, Objections: n.Objections, Printed: string(v.Printed)}
	if env.Today < v.To {
		out.Left = env.WorkingDays(env.Today, v.To)
	}
	list, err := d.store().Lookup(ctx, registers.Objections.Def, "notice", id.String())
	for _, rec := range list {
		if registers.Objections.Get(rec.Values, "outcome") == "" {
			out.Waiting++
		}
	}
	return out, err
}

// ObjectionRow is an objection in the register of a notice. What it says and who said
// it are there only when asked for.
type ObjectionRow struct {
	ID        string   `json:"id"`
	Claim     ClaimRow `json:"claim"`
	Date      string   `json:"date"`
	Due       string   `json:"due"`
	Left      int      `json:"left"` // working days; negative: late
	Outcome   string   `json:"outcome"`
	Decided   string   `json:"decided"`
	DecidedBy string   `json:"decidedBy"`
	Person    string   `json:"person"`
	Phone     string   `json:"phone"`
	Content   string   `json:"content"`
	Answer    string   `json:"answer"`
}

// NoticeView is a notice with what hangs out and what was said against it.
type NoticeView struct {
	Notice     NoticeRow      `json:"notice"`
	Claims     []ClaimRow     `json:"claims"`
	Objections []ObjectionRow `json:"objections"`
	Shown      bool           `json:"shown"`
}

// NoticeView returns a notice. shown asks for what the objections say and who made
// them; that it was asked for is written down.
func (d *Desk) NoticeView(ctx context.Context, notice string, shown bool) (NoticeView, error) {
	out := NoticeView{Claims: []ClaimRow{}, Objections: []ObjectionRow{}, Shown: shown}
	id, err := d.noticeID(ctx, notice)
	if err != nil {
		return out, err
	}
	if out.Notice, err = d.noticeRow(ctx, id); err != nil {
		return out, err
	}
	list, err := d.store().Lookup(ctx, registers.PointClaims.Def, "notice", id.String())
	if err != nil {
		return out, err
	}
	var ids []oplog.ID
	for _, rec := range list {
		ids = append(ids, rec.ID)
	}
	if out.Claims, err = d.claimRows(ctx, ids); err != nil {
		return out, err
	}
	byID := map[string]ClaimRow{}
	for _, r := range out.Claims {
		byID[r.ID] = r
	}
	objections, err := d.store().Lookup(ctx, registers.Objections.Def, "notice", id.String())
	if err != nil {
		return out, err
	}
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return out, err
	}
	for _, rec := range objections {
		o := registers.Objections.Decode(rec.Values)
		outcome, _ := registers.ObjectionOutcomes.LabelOf(o.Outcome)
		row := ObjectionRow{ID: rec.ID.String(), Claim: byID[o.Claim.String()], Date: string(o.Date), Due: string(o.Due), Outcome: outcome, Decided: string(o.Decided), DecidedBy: o.DecidedBy}
		if o.Due.Full() && o.Outcome == "" {
			row.Left = notices.LeftUntil(env, o.Due)
		}
		if shown {
			row.Person, row.Phone, row.Content, row.Answer = o.Person, o.Phone, o.Content, o.Answer
		}
		out.Objections = append(out.Objections, row)
	}
	if shown && len(objections) > 0 {
		err = d.looked(ctx, registers.Objections.Key, id, "异议人、电话、内容", len(objections))
	}
	return out, err
}
