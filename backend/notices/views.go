package notices

import (
	"cmp"
	"context"
	"slices"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// States of a notice, as its day and its marks have it.
const (
	Running   = "running"   // it hangs out
	Over      = "over"      // its days are over, nobody has ended it
	Closed    = "closed"    // ended
	Withdrawn = "withdrawn" // taken down before its end
)

// PublicNotice is a notice in the list of all.
type PublicNotice struct {
	ID          string `json:"id"`
	No          string `json:"no"`
	Kind        string `json:"kind"` // code
	KindLabel   string `json:"kindLabel"`
	Title       string `json:"title"`
	State       string `json:"state"`
	From        string `json:"from"`
	To          string `json:"to"`
	Days        int    `json:"days"`
	Left        int    `json:"left"`        // working days that are left, today not counted; 0 on the last day and after it
	FirstCounts bool   `json:"firstCounts"` // the day of posting is the first working day
	Phone       string `json:"phone"`
	Masked      bool   `json:"masked"`
	By          string `json:"by"`
	Count       int    `json:"count"` // lines or claims
	Passed      int    `json:"passed"`
	Out         int    `json:"out"`        // lines that do not go on
	Objections  int    `json:"objections"` // of all
	Waiting     int    `json:"waiting"`    // of these, undecided
	Closed      string `json:"closed"`
	ClosedBy    string `json:"closedBy"`
	Withdrawn   string `json:"withdrawn"`
	WithdrawnBy string `json:"withdrawnBy"`
	Reason      string `json:"reason"`
	Printed     string `json:"printed"` // when the page was last archived as posted; ""
}

// PublicLine is one line that hangs out.
type PublicLine struct {
	ID      string `json:"id"`
	Seq     int    `json:"seq"`
	Name    string `json:"name"`
	Unit    string `json:"unit"`
	Content string `json:"content"`
	Member  string `json:"member"`
	Award   string `json:"award"`
	Outcome string `json:"outcome"` // code of LineOutcomes; "" none yet
	Label   string `json:"label"`
	Waiting bool   `json:"waiting"` // an objection to it, or to the whole, is undecided
}

// PublicObjection is an objection in the register of a notice. What it says and who said it
// are there only when asked for.
type PublicObjection struct {
	ID        string `json:"id"`
	Line      string `json:"line"` // ID; "" the notice as a whole
	Seq       int    `json:"seq"`  // of the line
	Name      string `json:"name"` // of the line
	Date      string `json:"date"`
	Due       string `json:"due"`
	Left      int    `json:"left"`    // working days; negative: late
	Outcome   string `json:"outcome"` // label
	Decided   string `json:"decided"`
	DecidedBy string `json:"decidedBy"`
	Person    string `json:"person"`
	Phone     string `json:"phone"`
	Content   string `json:"content"`
	Answer    string `json:"answer"`
}

// PublicView is a notice with what hangs out and what was said against it. The lines of a
// notice of points are its claims, which the page of the points shows.
type PublicView struct {
	Notice     PublicNotice      `json:"notice"`
	Body       string            `json:"body"`
	Lines      []PublicLine      `json:"lines"`
	Objections []PublicObjection `json:"objections"`
	Shown      bool              `json:"shown"`
}

// List returns the notices of all kinds, or of some, the newest first.
func (d *Desk) List(ctx context.Context, kinds ...string) ([]PublicNotice, error) {
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return nil, err
	}
	out, at := []PublicNotice{}, map[oplog.ID]int{}
	def := registers.Notices
	list, err := d.store().Page(ctx, store.Query{Register: def.Key, Desc: true}, 0, 100_000)
	if err != nil {
		return nil, err
	}
	for _, rec := range list {
		if n := def.Decode(rec.Values); len(kinds) == 0 || slices.Contains(kinds, n.Kind) {
			at[rec.ID] = len(out)
			out = append(out, rowOf(rec.ID, n, env))
		}
	}
	err = d.store().EachOf(ctx, registers.Objections.Def, []string{"notice", "outcome"}, func(rec store.Record) error {
		o := registers.Objections.Decode(rec.Values)
		if i, ok := at[o.Notice]; ok {
			out[i].count(o)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	err = d.store().EachOf(ctx, registers.NoticeLines.Def, []string{"notice", "outcome"}, func(rec store.Record) error {
		l := registers.NoticeLines.Decode(rec.Values)
		if i, ok := at[l.Notice]; ok {
			out[i].come(l.Outcome)
		}
		return nil
	}, store.Condition{Field: "outcome", Op: "notempty"})
	return out, err
}

func (r *PublicNotice) count(o registers.Objection) {
	r.Objections++
	if o.Outcome == "" && r.State != Withdrawn {
		r.Waiting++
	}
}

func (r *PublicNotice) come(outcome string) {
	switch outcome {
	case registers.LineUnopposed, registers.LineUpheld:
		r.Passed++
	case registers.LineOut:
		r.Out++
	}
}

func rowOf(id oplog.ID, n registers.Notice, env schema.Env) PublicNotice {
	label, _ := registers.NoticeKinds.LabelOf(n.Kind)
	out := PublicNotice{ID: id.String(), No: n.No, Kind: n.Kind, KindLabel: label, Title: n.Title, State: Running, From: string(n.From), To: string(n.To), Days: int(n.Days), FirstCounts: FirstCounts(n.Kind),
		Phone: n.Phone, Masked: n.Masked, By: n.By, Count: int(n.Count), Closed: string(n.Closed), ClosedBy: n.ClosedBy, Withdrawn: string(n.Withdrawn), WithdrawnBy: n.WithdrawnBy, Reason: n.Reason, Printed: string(n.Printed)}
	switch {
	case n.Withdrawn != "":
		out.State = Withdrawn
	case n.Closed != "":
		out.State = Closed
	case env.Today >= n.To:
		out.State = Over
	default:
		out.Left = env.WorkingDays(env.Today, n.To)
	}
	return out
}

// View returns a notice. shown asks for what the objections say and who made them; that
// it was asked for is written down.
func (d *Desk) View(ctx context.Context, notice string, shown bool) (PublicView, error) {
	out := PublicView{Lines: []PublicLine{}, Objections: []PublicObjection{}, Shown: shown}
	id, err := d.Find(ctx, notice)
	if err != nil {
		return out, err
	}
	rec, err := living(ctx, d.store(), registers.Notices.Def, id)
	if err != nil {
		return out, err
	}
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return out, err
	}
	n := registers.Notices.Decode(rec.Values)
	out.Notice, out.Body = rowOf(id, n, env), n.Body
	whole, said, err := objections(ctx, d.store(), id)
	if err != nil {
		return out, err
	}
	lines, err := under(ctx, d.store(), registers.NoticeLines.Def, "notice", id)
	if err != nil {
		return out, err
	}
	at := map[oplog.ID]PublicLine{}
	for _, rec := range lines {
		l := registers.NoticeLines.Decode(rec.Values)
		row := PublicLine{ID: rec.ID.String(), Seq: int(l.Seq), Name: l.Name, Unit: l.Unit, Content: l.Content, Outcome: l.Outcome, Waiting: n.Withdrawn == "" && (whole.open || said[rec.ID] != nil && said[rec.ID].open)}
		row.Label, _ = registers.LineOutcomes.LabelOf(l.Outcome)
		if l.Member != 0 {
			row.Member = l.Member.String()
		}
		if l.Award != 0 {
			row.Award = l.Award.String()
		}
		out.Notice.come(l.Outcome)
		out.Lines, at[rec.ID] = append(out.Lines, row), row
	}
	slices.SortStableFunc(out.Lines, func(a, b PublicLine) int { return cmp.Compare(a.Seq, b.Seq) })
	return out, d.viewObjections(ctx, id, &out, at, env)
}

func (d *Desk) viewObjections(ctx context.Context, id oplog.ID, out *PublicView, lines map[oplog.ID]PublicLine, env schema.Env) error {
	list, err := under(ctx, d.store(), registers.Objections.Def, "notice", id)
	if err != nil {
		return err
	}
	for _, rec := range list {
		o := registers.Objections.Decode(rec.Values)
		row := PublicObjection{ID: rec.ID.String(), Seq: lines[o.Line].Seq, Name: lines[o.Line].Name, Date: string(o.Date), Due: string(o.Due), Decided: string(o.Decided), DecidedBy: o.DecidedBy}
		row.Outcome, _ = registers.ObjectionOutcomes.LabelOf(o.Outcome)
		if o.Line != 0 {
			row.Line = o.Line.String()
		}
		if o.Outcome == "" && o.Due.Full() {
			row.Left = LeftUntil(env, o.Due)
		}
		if out.Shown {
			row.Person, row.Phone, row.Content, row.Answer = o.Person, o.Phone, o.Content, o.Answer
		}
		out.Notice.count(o)
		out.Objections = append(out.Objections, row)
	}
	slices.SortStableFunc(out.Objections, func(a, b PublicObjection) int { return cmp.Compare(a.Date, b.Date) })
	if out.Shown && len(list) > 0 {
		return d.looked(ctx, registers.Objections.Key, id, "异议人、电话、内容", len(list))
	}
	return nil
}

// LeftUntil returns how many working days are left until a day; negative: how many it is late.
func LeftUntil(env schema.Env, due cn.Date) int {
	if env.Today > due {
		return -max(env.WorkingDays(due, env.Today), 1)
	}
	return env.WorkingDays(env.Today, due)
}

// looked writes down that somebody looked at what belongs to a person or the committee.
func (d *Desk) looked(ctx context.Context, register string, row oplog.ID, what string, rows int) error {
	return d.store().LogAccessOnce(ctx, store.Access{Action: "查看", Register: register, Row: row, What: what, Rows: rows})
}

// PublicPlan is what a notice would be that is opened on a day.
type PublicPlan struct {
	From        string        `json:"from"`
	To          string        `json:"to"`
	Days        int           `json:"days"`  // working days
	Least       int           `json:"least"` // the office's figure: a notice may be longer
	FirstCounts bool          `json:"firstCounts"`
	Phone       string        `json:"phone"`  // the office's, for objections
	Awards      []AwardChoice `json:"awards"` // of a notice of awards: those that were not posted
}

// AwardChoice is a praise of the ledger 奖惩 that may be posted.
type AwardChoice struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Unit    string `json:"unit"`
	Content string `json:"content"`
	Date    string `json:"date"`
}

// Plan returns until when a notice of a kind and some working days would hang from a day
// on, and the awards that may be posted; 0 days: the office's figure.
func (d *Desk) Plan(ctx context.Context, kind string, from cn.Date, days int) (PublicPlan, error) {
	out := PublicPlan{Awards: []AwardChoice{}}
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return out, err
	}
	if from = d.dayOr(from); !from.Full() {
		return out, errs.New(errs.Invalid, "开始日期要写到日").In("from").Do("例如 " + string(env.Today))
	}
	out.Least = Least(env, kind)
	out.Days = max(days, out.Least)
	out.From, out.To, out.FirstCounts = string(from), string(Last(env, kind, from, out.Days)), FirstCounts(kind)
	err = d.store().EachOf(ctx, registers.Profile.Def, []string{"office_phone"}, func(rec store.Record) error {
		out.Phone = registers.Profile.Decode(rec.Values).OfficePhone
		return nil
	})
	if err != nil || kind != registers.NoticeAwards {
		return out, err
	}
	out.Awards, err = d.choices(ctx)
	return out, err
}

// choices are the praises that were not posted and do not hang out, the newest first.
func (d *Desk) choices(ctx context.Context) ([]AwardChoice, error) {
	hanging := map[oplog.ID]bool{}
	open, err := d.open(ctx, lined)
	if err != nil {
		return nil, err
	}
	for _, id := range open {
		lines, err := under(ctx, d.store(), registers.NoticeLines.Def, "notice", id)
		if err != nil {
			return nil, err
		}
		for _, rec := range lines {
			hanging[registers.NoticeLines.Decode(rec.Values).Award] = true
		}
	}
	out := []AwardChoice{}
	var members []oplog.ID
	def := registers.Awards
	list, err := d.store().Page(ctx, store.Query{Register: def.Key, Sort: "date", Desc: true, Where: []store.Condition{{Field: "posted", Op: "empty"}, {Field: "kind", Op: "eq", Value: registers.AwardPraise}}}, 0, 500)
	if err != nil {
		return nil, err
	}
	for _, rec := range list {
		if a := def.Decode(rec.Values); !hanging[rec.ID] {
			out, members = append(out, AwardChoice{ID: rec.ID.String(), Content: a.Name, Date: string(a.Date)}), append(members, a.Member)
		}
	}
	for i, member := range members {
		l := registers.NoticeLine{Member: member}
		if err := fillMember(ctx, d.store(), &l); err != nil {
			if errs.Of(err).Code == errs.Internal {
				return nil, err
			}
			continue // who is gone is not posted
		}
		out[i].Name, out[i].Unit = l.Name, l.Unit
	}
	out = slices.DeleteFunc(out, func(c AwardChoice) bool { return c.Name == "" })
	if len(out) > 0 {
		err = d.looked(ctx, def.Key, 0, "奖惩名称", len(out))
	}
	return out, err
}
