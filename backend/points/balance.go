package points

import (
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// Score is the balance of one member and year.
type Score struct {
	Member string
	Name   string
	Year   int
	Until  cn.Date // only entries up to this day are counted; "" the whole year
	rules.Balance
	Months  int     // for how many months of the year the caps stand
	Closed  cn.Date // when the year was closed; "" it is open
	Pending int     // claims that are under way
	Lines   []Line  // of Explain
}

// Line is one entry of a score, explained.
type Line struct {
	rules.Line
	Claim    string   // ID
	No       string   // of the claim
	Date     cn.Date  // of what was done
	Reviewed string   // who judged it: 小组初审、支部审核
	Why      []string // why it gives less than its rule promises, as sentences
	Note     string
}

// Balance returns a member's points of a year.
func (d *Desk) Balance(ctx context.Context, member string, year int) (Score, error) {
	return d.BalanceUntil(ctx, member, year, "")
}

// BalanceUntil returns a member's points of a year as its entries up to a day make them,
// for a half-year or a trend.
func (d *Desk) BalanceUntil(ctx context.Context, member string, year int, until cn.Date) (Score, error) {
	out, _, err := d.score(ctx, member, year, until)
	return out, err
}

// Explain returns a member's points with every entry, its rule, what was cut and by
// which cap or entry, and who reviewed it.
func (d *Desk) Explain(ctx context.Context, member string, year int) (Score, error) {
	out, lines, err := d.score(ctx, member, year, "")
	if err != nil {
		return out, err
	}
	out.Lines, err = d.explained(ctx, lines)
	return out, err
}

func (d *Desk) score(ctx context.Context, member string, year int, until cn.Date) (Score, []rules.Line, error) {
	id, err := idOf(member, "名党员")
	if err != nil {
		return Score{}, nil, errs.Of(err).In("member")
	}
	rec, err := living(ctx, d.store(), registers.PartyMembers.Def, id)
	if err != nil {
		return Score{}, nil, errs.Of(err).In("member")
	}
	m := registers.PartyMembers.Decode(rec.Values)
	out := Score{Member: id.String(), Name: m.Name, Year: year, Until: until}
	s, err := d.Scheme(ctx, year)
	if err != nil {
		return out, nil, err
	}
	closing, err := d.closing(ctx, year)
	if err != nil {
		return out, nil, err
	}
	if closing != nil {
		out.Closed = closing.Date
	}
	who, err := d.standingOf(ctx, id, &m, year)
	if err != nil {
		return out, nil, err
	}
	entries, err := d.entriesOf(ctx, id, year, until)
	if err != nil {
		return out, nil, err
	}
	book := rules.Prepare(&s)
	var lines []rules.Line
	out.Balance, lines = book.Explain(who, entries)
	out.Months = book.Months(who)
	out.Pending, err = d.pending(ctx, id, year)
	return out, lines, err
}

// entriesOf returns the entries of a member and year that count.
func (d *Desk) entriesOf(ctx context.Context, member oplog.ID, year int, until cn.Date) ([]rules.Entry, error) {
	from, to := span(year)
	if until != "" {
		to = min(to, until.Last())
	}
	def := registers.PointEntries
	var rows []row
	var ids []oplog.ID
	err := d.store().EachOf(ctx, def.Def, []string{"claim", "rule", "date", "quantity", "event"}, func(rec store.Record) error {
		e := def.Decode(rec.Values)
		rows = append(rows, row{id: rec.ID, Entry: rules.Entry{ID: int64(e.Claim), Code: e.Rule, Date: e.Date, Quantity: e.Quantity, Event: e.Event}})
		ids = append(ids, rec.ID)
		return nil
	}, store.Condition{Field: "member", Op: "eq", Value: member.String()}, store.Condition{Field: "date", Op: "gte", Value: string(from)}, store.Condition{Field: "date", Op: "lte", Value: string(to)})
	if err != nil || len(rows) == 0 {
		return nil, err
	}
	undone, err := d.store().Voided(ctx, ids)
	if err != nil {
		return nil, err
	}
	ended, err := d.voidsAmong(ctx, rows)
	if err != nil {
		return nil, err
	}
	return once(rows, func(r *row) bool { return undone[r.id] == "" && !ended[oplog.ID(r.ID)] }), nil
}

// row is an entry with the record that holds it. Its ID is that of its claim, which is
// one on every PC however many brought it into effect.
type row struct {
	id oplog.ID
	rules.Entry
}

// once returns the entries that count: of those of one claim the first that stands.
func once(rows []row, stands func(*row) bool) []rules.Entry {
	slices.SortFunc(rows, func(a, b row) int {
		if a.ID != b.ID {
			return cmpInt(a.ID, b.ID)
		}
		return cmpInt(int64(a.id), int64(b.id))
	})
	if len(rows) == 0 {
		return nil
	}
	out := make([]rules.Entry, 0, len(rows))
	for i := range rows {
		if r := &rows[i]; stands(r) && (len(out) == 0 || out[len(out)-1].ID != r.ID) {
			out = append(out, r.Entry)
		}
	}
	return out
}

func cmpInt(a, b int64) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// voidsAmong returns the claims of entries that were voided, by whatever PC.
func (d *Desk) voidsAmong(ctx context.Context, rows []row) (map[oplog.ID]bool, error) {
	out := map[oplog.ID]bool{}
	for len(rows) > 0 {
		part := rows[:min(len(rows), 200)]
		rows = rows[len(part):]
		claims := make([]string, len(part))
		for i := range part {
			claims[i] = oplog.ID(part[i].ID).String()
		}
		of, err := d.voidings(ctx, store.Condition{Field: "claim", Op: "in", Value: strings.Join(claims, ",")})
		if err != nil {
			return nil, err
		}
		undone, err := d.store().Voided(ctx, slices.Collect(maps.Keys(of)))
		if err != nil {
			return nil, err
		}
		for id, claim := range of {
			if undone[id] == "" {
				out[claim] = true
			}
		}
	}
	return out, nil
}

// voids returns all claims that were voided, by whatever PC.
func (d *Desk) voids(ctx context.Context) (map[oplog.ID]bool, error) {
	of, err := d.voidings(ctx)
	if err != nil {
		return nil, err
	}
	undone, err := d.store().AllVoided(ctx, registers.PointVoids.Def)
	if err != nil {
		return nil, err
	}
	out := make(map[oplog.ID]bool, len(of))
	for id, claim := range of {
		if !undone[id] {
			out[claim] = true
		}
	}
	return out, nil
}

// voidings returns voidings with the claim of each, also those that were taken back.
func (d *Desk) voidings(ctx context.Context, where ...store.Condition) (map[oplog.ID]oplog.ID, error) {
	def := registers.PointVoids
	of := map[oplog.ID]oplog.ID{}
	return of, d.store().EachOf(ctx, def.Def, []string{"claim"}, func(rec store.Record) error {
		of[rec.ID] = def.Decode(rec.Values).Claim
		return nil
	}, where...)
}

func span(year int) (from, to cn.Date) {
	y, _ := cn.NewYear(year)
	return y.First(), y.Last()
}

// standingOf returns what a scheme asks of a member besides the entries. Who came to
// the branch, or reported to the community, within the year joined then.
func (d *Desk) standingOf(ctx context.Context, id oplog.ID, m *registers.PartyMember, year int) (rules.Standing, error) {
	out := rules.Standing{Joined: joined(m)}
	list, err := d.store().Lookup(ctx, registers.PointStandings.Def, "member", id.String())
	for _, rec := range list {
		if s := registers.PointStandings.Decode(rec.Values); int(s.Year) == year {
			return decided(out, &s), nil
		}
	}
	return out, err
}

// decided is a standing with what the branch decided.
func decided(out rules.Standing, s *registers.PointStanding) rules.Standing {
	if out.Exempt, out.Carried = s.Exempt, rules.Points(s.Carried); s.Joined != "" {
		out.Joined = s.Joined
	}
	return out
}

func joined(m *registers.PartyMember) cn.Date {
	switch {
	case m.Relation == registers.RelationCheckIn && m.CheckedIn != "":
		return m.CheckedIn
	case m.EnteredBranch != "":
		return m.EnteredBranch
	}
	return m.Joined
}

// pending counts the claims of a member and year that are under way.
func (d *Desk) pending(ctx context.Context, member oplog.ID, year int) (int, error) {
	from, to := span(year)
	return d.store().Count(ctx, store.Query{Register: registers.PointClaims.Key, Where: []store.Condition{
		{Field: "member", Op: "eq", Value: member.String()}, {Field: "date", Op: "gte", Value: string(from)}, {Field: "date", Op: "lte", Value: string(to)},
		{Field: "state", Op: "in", Value: underWay}}})
}

// underWay are the states in which something is still to be decided.
const underWay = registers.PointDraft + "," + registers.PointClaimed + "," + registers.PointGroupReview + "," + registers.PointBranchReview + "," + registers.PointPosted + "," +
	registers.PointReturned + "," + registers.PointDisputed + "," + registers.PointReexamined + "," + registers.PointUpheld

// SetStanding writes what the branch decided about a member and year.
func (d *Desk) SetStanding(ctx context.Context, s registers.PointStanding) error {
	if err := yearOK(int(s.Year)); err != nil {
		return err
	}
	if closed, err := d.closing(ctx, int(s.Year)); err != nil || closed != nil {
		return orClosed(err, int(s.Year))
	}
	if s.Exempt && s.Approved == "" {
		return errs.New(errs.Invalid, "免评要写明由谁同意").In("by").Do("免评由支部研究同意")
	}
	list, err := d.store().Lookup(ctx, registers.PointStandings.Def, "member", s.Member.String())
	if err != nil {
		return err
	}
	def := registers.PointStandings
	_, err = d.store().Write(ctx, store.Meta{Kind: "update", Note: strconv.Itoa(int(s.Year)) + " 年积分年度情况"}, func(tx *store.Tx) error {
		if _, err := living(ctx, tx, registers.PartyMembers.Def, s.Member); err != nil {
			return err
		}
		for _, rec := range list {
			if was := def.Decode(rec.Values); was.Year == s.Year {
				_, err := tx.Update(def.Def, rec.ID, changed(rec.Values, def.Encode(&s), def.Def))
				return err
			}
		}
		_, err := tx.Create(def.Def, def.Encode(&s))
		return err
	})
	return err
}

// Exempt says that a member is not rated in a year (免评), or is after all. The branch decides it.
func (d *Desk) Exempt(ctx context.Context, member oplog.ID, year int, exempt bool, reason, approved string) error {
	out := registers.PointStanding{Member: member, Year: int64(year)}
	list, err := d.store().Lookup(ctx, registers.PointStandings.Def, "member", member.String())
	if err != nil {
		return err
	}
	for _, rec := range list {
		if s := registers.PointStandings.Decode(rec.Values); int(s.Year) == year {
			out = s
		}
	}
	out.Exempt, out.Reason, out.Approved = exempt, reason, by(ctx, approved)
	if !exempt {
		out.Reason, out.Approved = "", ""
	}
	return d.SetStanding(ctx, out)
}
