package points

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// SlipLine is one entry of a member's points, explained.
type SlipLine struct {
	Claim    string   `json:"claim"`
	No       string   `json:"no"`
	Date     string   `json:"date"`
	Rule     string   `json:"rule"`
	Text     string   `json:"text"`  // of the rule
	Group    string   `json:"group"` // code
	Quantity string   `json:"quantity"`
	Raw      Amount   `json:"raw"`     // before caps, with its sign
	Granted  Amount   `json:"granted"` // what it gives, with its sign
	Why      []string `json:"why"`     // why it gives less
	By       string   `json:"by"`      // claim that counts instead; ""
	Event    string   `json:"event"`
	Note     string   `json:"note"`
	Reviewed string   `json:"reviewed"`
}

// Slip is why a member has the points of a year.
type Slip struct {
	Member       string       `json:"member"`
	Name         string       `json:"name"`
	BranchName   string       `json:"branchName"`
	Year         int          `json:"year"`
	Total        Amount       `json:"total"`
	Base         Amount       `json:"base"`
	Carried      Amount       `json:"carried"`
	Contribution Amount       `json:"contribution"`
	Honour       Amount       `json:"honour"`
	Deduction    Amount       `json:"deduction"`
	Stars        int          `json:"stars"`
	Exempt       bool         `json:"exempt"`
	Reason       string       `json:"reason"`   // of the exemption
	Approved     string       `json:"approved"` // who agreed to it
	Vetoed       bool         `json:"vetoed"`
	Near         string       `json:"near"`
	Sum          string       `json:"sum"`   // 60.0 + 20.0 + 5.0 − 4.0 = 81.0
	Notes        []string     `json:"notes"` // what else shaped the total
	Closed       string       `json:"closed"`
	Lines        []SlipLine   `json:"lines"`
	Others       []ClaimRow   `json:"others"` // claims that do not count: under way, or ended otherwise
	Months       []MonthTotal `json:"months"`
}

// Slip returns the slip of a member and year. That it was looked at is written down.
func (d *Desk) Slip(ctx context.Context, member string, year int) (Slip, error) {
	score, err := d.Explain(ctx, member, year)
	if err != nil {
		return Slip{}, err
	}
	s, err := d.Scheme(ctx, year)
	if err != nil {
		return Slip{}, err
	}
	id, _ := idOf(member, "名党员")
	rec, err := d.store().Find(ctx, registers.PartyMembers.Def, id)
	if err != nil {
		return Slip{}, err
	}
	m := registers.PartyMembers.Decode(rec.Values)
	b := &score.Balance
	out := Slip{Member: score.Member, Name: score.Name, Year: year, Total: amount(b.Total), Base: amount(b.Base), Carried: amount(b.Carried), Contribution: amount(b.Contribution),
		Honour: amount(b.Honour), Deduction: amount(b.Deduction), Stars: b.Stars, Exempt: b.Exempt, Vetoed: b.Vetoed, Closed: string(score.Closed), Lines: []SlipLine{}, Months: []MonthTotal{}}
	out.Near = near(&s, &Ranked{Balance: *b})
	out.Sum, out.Notes = sumText(b), slipNotes(&s, &score)
	for _, l := range score.Lines {
		out.Lines = append(out.Lines, slipLine(&l))
	}
	titles, err := d.branches(ctx, []oplog.ID{m.Branch})
	if err != nil {
		return out, err
	}
	out.BranchName = titles[m.Branch]
	if out.Exempt {
		if out.Reason, out.Approved, err = d.exemption(ctx, score.Member, year); err != nil {
			return out, err
		}
	}
	if out.Others, err = d.others(ctx, score.Member, year); err != nil {
		return out, err
	}
	who, err := d.standingOf(ctx, id, &m, year)
	if err != nil {
		return out, err
	}
	entries, err := d.entriesOf(ctx, id, year, "")
	if err != nil {
		return out, err
	}
	out.Months, _ = alone(id, who, entries).months(rules.Prepare(&s), year, d.store().Today(), false)
	return out, d.looked(ctx, registers.PointEntries.Key, id, strconv.Itoa(year)+" 年积分明细", len(out.Lines))
}

// alone is the board of one member.
func alone(id oplog.ID, who rules.Standing, entries []rules.Entry) *gathered {
	return &gathered{members: []member{{id: id, who: who, entries: entries}}}
}

func slipLine(l *Line) SlipLine {
	out := SlipLine{Claim: l.Claim, No: l.No, Date: string(l.Date), Rule: l.Entry.Code, Quantity: quantityText(l.Entry.Quantity), Why: l.Why, Event: l.Entry.Event, Note: l.Note, Reviewed: l.Reviewed}
	raw, granted := l.Raw, l.Granted
	if r := l.Rule; r != nil {
		out.Text, out.Group, out.Quantity = r.Text, string(r.Group), unitText(out.Quantity, r.Unit)
		if r.Group == rules.Deduction {
			raw, granted = -raw, -granted
		}
	}
	out.Raw, out.Granted = signed(raw), signed(granted)
	if l.Granted == 0 && out.Group == string(rules.Veto) {
		out.Why = append(out.Why, "一票否决：当年总分记 0 分，没有星级")
	}
	return out
}

// sumText writes the sum by which the total can be checked by hand.
func sumText(b *rules.Balance) string {
	text := b.Base.Text()
	if b.Carried != 0 {
		text += " + " + b.Carried.Text()
	}
	text += " + " + b.Contribution.Text() + " + " + b.Honour.Text() + " − " + b.Deduction.Text()
	return text + " = " + strings.Replace((b.Base+b.Carried+b.Contribution+b.Honour-b.Deduction).Text(), "-", "−", 1)
}

// slipNotes says what shaped a total besides its entries.
func slipNotes(s *rules.Scheme, score *Score) []string {
	out := []string{}
	b := &score.Balance
	plain := b.Base + b.Carried + b.Contribution + b.Honour - b.Deduction
	if score.Months < 12 {
		out = append(out, "年中加入，加分上限按 "+strconv.Itoa(score.Months)+" 个月折算")
	}
	switch {
	case b.Exempt || b.Vetoed:
	case s.Ceiling > 0 && plain > s.Ceiling:
		out = append(out, "总分最高 "+s.Ceiling.Short()+" 分")
	case plain < s.Floor:
		out = append(out, "总分最低 "+s.Floor.Short()+" 分")
	}
	if note := score.ClosedNote(); note != "" {
		out = append(out, note)
	}
	if b.Carried != 0 {
		out = append(out, "含上年结转 "+b.Carried.Short()+" 分")
	}
	return out
}

func (d *Desk) exemption(ctx context.Context, member string, year int) (reason, approved string, err error) {
	list, err := d.store().Lookup(ctx, registers.PointStandings.Def, "member", member)
	for _, rec := range list {
		if s := registers.PointStandings.Decode(rec.Values); int(s.Year) == year {
			reason, approved = s.Reason, s.Approved
		}
	}
	return reason, approved, err
}

// others returns the claims of a member and year that are not in effect, the newest first.
func (d *Desk) others(ctx context.Context, member string, year int) ([]ClaimRow, error) {
	from, to := span(year)
	ids, err := d.store().IDs(ctx, store.Query{Register: registers.PointClaims.Key, Where: []store.Condition{
		{Field: "member", Op: "eq", Value: member}, {Field: "date", Op: "gte", Value: string(from)}, {Field: "date", Op: "lte", Value: string(to)}}})
	if err != nil {
		return nil, err
	}
	rows, err := d.claimRows(ctx, ids)
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(r ClaimRow) bool { return r.State == registers.PointEffective })
	slices.SortStableFunc(rows, func(a, b ClaimRow) int { return strings.Compare(b.Date, a.Date) })
	return rows, nil
}
