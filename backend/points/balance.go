package points

import (
	"context"
	"hash/fnv"
	"maps"
	"slices"
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
	Months  int            // for how many months of the year the caps stand
	Closed  cn.Date        // when the year was closed; "" it is open
	Live    *rules.Balance // of a closed year: what the entries make now, where that is something else
	Late    bool           // of a closed year: the closing did not know the member
	Pending int            // claims that are under way
	Lines   []Line         // of Explain
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

// Balance returns a member's points of a year; of a closed one as the closing wrote them down.
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
	if closing != nil && until == "" {
		if err := out.settle(ctx, d, closing.id, id); err != nil {
			return out, nil, err
		}
	}
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
	err := d.store().EachOf(ctx, def.Def, []string{"claim", "rule", "date", "quantity", "event", "origin_key"}, func(rec store.Record) error {
		e := def.Decode(rec.Values)
		rows = append(rows, row{id: rec.ID, deed: deedOf([]byte(e.Origin)), Entry: rules.Entry{ID: claimOr(int64(e.Claim), rec.ID), Code: e.Rule, Date: e.Date, Quantity: e.Quantity, Event: e.Event}})
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
	id   oplog.ID
	deed uint64 // of an automatic proposal: what it came from
	rules.Entry
}

// claimOr is what an entry is known by: its claim, or itself where it has none.
func claimOr(claim int64, entry oplog.ID) int64 {
	if claim == 0 {
		return int64(entry)
	}
	return claim
}

// deedOf names what a proposal came from; 0 for what is no proposal.
func deedOf(origin []byte) uint64 {
	if len(origin) == 0 {
		return 0
	}
	h := fnv.New64a()
	h.Write(origin)
	return h.Sum64() | 1
}

// once returns the entries that count: of those of one claim, and of those that two
// PCs proposed of one deed, the first that stands.
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
	var deeds []uint64
	for i := range rows {
		r := &rows[i]
		if !stands(r) || len(out) > 0 && out[len(out)-1].ID == r.ID || r.deed != 0 && slices.Contains(deeds, r.deed) {
			continue
		}
		if out = append(out, r.Entry); r.deed != 0 {
			deeds = append(deeds, r.deed)
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
