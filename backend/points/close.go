package points

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/points/rules"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/store"
)

// Closing is a year that was closed, and what came later.
type Closing struct {
	ID       string   `json:"id"`
	Year     int      `json:"year"`
	Date     string   `json:"date"`
	By       string   `json:"by"`
	Members  int      `json:"members"`
	Exempt   int      `json:"exempt"`
	Entries  int      `json:"entries"`
	Digest   string   `json:"digest"`
	Pending  int      `json:"pending"` // claims of the year that were not decided
	Drift    []Drift  `json:"drift"`   // who would have another result by what is known now
	Warnings []string `json:"warnings"`
}

// Drift is a member whose result would be another one now. Points are tenths.
type Drift struct {
	Member   string       `json:"member"`
	Name     string       `json:"name"`
	Was, Now rules.Points `json:"-"`
	Added    bool         `json:"added"`   // was not in the closing
	Removed  bool         `json:"removed"` // is no member any more
}

// closed is the closing of a year that stands, nil where it is open.
type closed struct {
	id oplog.ID
	registers.PointYear
}

func (d *Desk) closing(ctx context.Context, year int) (*closed, error) {
	def := registers.PointYears
	list, err := d.store().Lookup(ctx, def.Def, "year", strconv.Itoa(year))
	if err != nil || len(list) == 0 {
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
	var out *closed
	for _, rec := range list { // of two that stand the first, and of one day the smaller number: the same on every PC
		c := closed{rec.ID, def.Decode(rec.Values)}
		if void[rec.ID] == "" && (out == nil || c.Date < out.Date || c.Date == out.Date && c.id < out.id) {
			out = &c
		}
	}
	return out, nil
}

// errYearClosed is why what belongs to a closed year does not move.
var errYearClosed = errors.New("the year is closed")

// orClosed is the refusal to alter a year that is closed, if nothing else went wrong.
func orClosed(err error, year int) error {
	if err != nil {
		return err
	}
	return errs.Wrap(errs.Conflict, errYearClosed, strconv.Itoa(year)+" 年积分已结算，不能再改").In("date").Do("确实要改的，先撤销年度结算并写明理由")
}

// Close closes a year: everybody's result is written down as one change.
func (d *Desk) Close(ctx context.Context, year int, name, note string) (Closing, error) {
	if have, err := d.closing(ctx, year); err != nil {
		return Closing{}, err
	} else if have != nil {
		return Closing{}, errs.New(errs.Conflict, strconv.Itoa(year)+" 年积分已于 "+string(have.Date)+" 结算").In("year")
	}
	today := d.store().Today()
	if year > today.Year() {
		return Closing{}, errs.New(errs.Invalid, strconv.Itoa(year)+" 年还没有开始").In("year")
	}
	s, err := d.Scheme(ctx, year)
	if err != nil {
		return Closing{}, err
	}
	all, err := d.gather(ctx, year, "")
	if err != nil {
		return Closing{}, err
	}
	ranking := all.rank(rules.Prepare(&s))
	y := registers.PointYear{Year: int64(year), Date: today, By: by(ctx, name), Members: int64(len(ranking)), Entries: int64(all.entries), Digest: digest(ranking), Note: strings.TrimSpace(note)}
	for i := range ranking {
		if ranking[i].Exempt {
			y.Exempt++
		}
	}
	var id oplog.ID
	_, err = d.store().Write(ctx, store.Meta{Kind: ledger.KindLasting, Note: strconv.Itoa(year) + " 年积分结算"}, func(tx *store.Tx) error {
		if id, err = tx.Create(registers.PointYears.Def, registers.PointYears.Encode(&y)); err != nil {
			return err
		}
		for i := range ranking {
			t := totalOf(&ranking[i], id)
			if _, err := tx.Create(registers.PointTotals.Def, registers.PointTotals.Encode(&t)); err != nil {
				return err
			}
		}
		if s.Carry == 0 {
			return nil
		}
		return carry(ctx, tx, year, carried(&s, ranking))
	})
	if err != nil {
		return Closing{}, err
	}
	return d.Closed(ctx, year)
}

func totalOf(r *Ranked, closing oplog.ID) registers.PointTotal {
	return registers.PointTotal{Closing: closing, Member: r.Member, Total: int64(r.Total), Base: int64(r.Base), Carried: int64(r.Carried), Contribution: int64(r.Contribution),
		Honour: int64(r.Honour), Deduction: int64(r.Deduction), Stars: int64(r.Stars), Place: int64(r.Place), Exempt: r.Exempt, Vetoed: r.Vetoed}
}

// carried is what a closing gives the next year: the share of what stands above the base.
func carried(s *rules.Scheme, ranking []Ranked) map[oplog.ID]int64 {
	out := map[oplog.ID]int64{}
	for i := range ranking {
		r := &ranking[i]
		if share := max(0, r.Total-r.Base) * rules.Points(s.Carry) / 100; share > 0 && !r.Exempt {
			out[r.Member] = int64(share)
		}
	}
	return out
}

// carry writes what a year carries over into the standings of the next one, in place of
// what an earlier closing carried.
func carry(ctx context.Context, tx *store.Tx, year int, shares map[oplog.ID]int64) error {
	def := registers.PointStandings
	list, err := tx.Lookup(ctx, def.Def, "year", strconv.Itoa(year+1))
	if err != nil {
		return err
	}
	have := map[oplog.ID]bool{}
	for _, rec := range list {
		s := def.Decode(rec.Values)
		have[s.Member] = true
		if share := shares[s.Member]; share != s.Carried {
			if _, err := tx.Update(def.Def, rec.ID, map[string]string{"carried": strconv.FormatInt(share, 10)}); err != nil {
				return err
			}
		}
	}
	for _, member := range slices.Sorted(maps.Keys(shares)) {
		if have[member] {
			continue
		}
		n := registers.PointStanding{Member: member, Year: int64(year + 1), Carried: shares[member]}
		if _, err := tx.Create(def.Def, def.Encode(&n)); err != nil {
			return err
		}
	}
	return nil
}

// digest is what two PCs compare: everybody's result, in the order of their numbers.
func digest(ranking []Ranked) string {
	list := slices.Clone(ranking)
	slices.SortFunc(list, func(a, b Ranked) int { return cmpInt(int64(a.Member), int64(b.Member)) })
	h := sha256.New()
	for i := range list {
		r := &list[i]
		fmt.Fprintln(h, r.Member, int64(r.Total), int64(r.Contribution), int64(r.Honour), int64(r.Deduction), r.Stars, r.Exempt, r.Vetoed)
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Closed returns the closing of a year, and whose result would be another one by what
// came since.
func (d *Desk) Closed(ctx context.Context, year int) (Closing, error) {
	c, err := d.closing(ctx, year)
	if err != nil {
		return Closing{}, err
	}
	if c == nil {
		return Closing{}, errs.New(errs.NotFound, strconv.Itoa(year)+" 年积分还没有结算").In("year")
	}
	out := Closing{ID: c.id.String(), Year: year, Date: string(c.Date), By: c.By, Members: int(c.Members), Exempt: int(c.Exempt), Entries: int(c.Entries), Digest: c.Digest, Drift: []Drift{}, Warnings: []string{}}
	from, to := span(year)
	if out.Pending, err = d.store().Count(ctx, store.Query{Register: registers.PointClaims.Key, Where: []store.Condition{
		{Field: "date", Op: "gte", Value: string(from)}, {Field: "date", Op: "lte", Value: string(to)}, {Field: "state", Op: "in", Value: underWay}}}); err != nil {
		return out, err
	}
	if out.Pending > 0 {
		out.Warnings = append(out.Warnings, "还有 "+strconv.Itoa(out.Pending)+" 条申报没有办完，没有计入")
	}
	if c.Date.First() <= to {
		out.Warnings = append(out.Warnings, "结算时这一年还没有过完")
	}
	now, err := d.live(ctx, year, "")
	if err != nil {
		return out, err
	}
	out.Drift, err = d.drift(ctx, c.id, now)
	return out, err
}

func (d *Desk) drift(ctx context.Context, closing oplog.ID, now []Ranked) ([]Drift, error) {
	def := registers.PointTotals
	was := map[oplog.ID]registers.PointTotal{}
	err := d.store().EachOf(ctx, def.Def, []string{"member", "total", "contribution", "honour", "deduction", "stars", "exempt", "vetoed"}, func(rec store.Record) error {
		t := def.Decode(rec.Values)
		was[t.Member] = t
		return nil
	}, store.Condition{Field: "closing", Op: "eq", Value: closing.String()})
	if err != nil {
		return nil, err
	}
	out := []Drift{}
	for i := range now {
		r := &now[i]
		t, ok := was[r.Member]
		delete(was, r.Member)
		if !ok || rules.Points(t.Total) != r.Total || rules.Points(t.Contribution) != r.Contribution || rules.Points(t.Honour) != r.Honour || rules.Points(t.Deduction) != r.Deduction || t.Exempt != r.Exempt || t.Vetoed != r.Vetoed {
			out = append(out, Drift{Member: r.Member.String(), Name: r.Name, Was: rules.Points(t.Total), Now: r.Total, Added: !ok})
		}
	}
	for id, t := range was {
		out = append(out, Drift{Member: id.String(), Was: rules.Points(t.Total), Removed: true})
	}
	slices.SortFunc(out, func(a, b Drift) int { return strings.Compare(a.Member, b.Member) })
	return out, nil
}

// Reopen takes the closing of a year back, for a reason that stays written down.
func (d *Desk) Reopen(ctx context.Context, year int, reason string) error {
	c, err := d.closing(ctx, year)
	if err != nil {
		return err
	}
	if c == nil {
		return errs.New(errs.NotFound, strconv.Itoa(year)+" 年积分还没有结算").In("year")
	}
	if reason = strings.TrimSpace(reason); reason == "" {
		return errs.New(errs.Invalid, "撤销年度结算要写明理由").In("reason")
	}
	s, err := d.Scheme(ctx, year)
	if err != nil {
		return err
	}
	next, err := d.closing(ctx, year+1)
	if err != nil {
		return err
	}
	_, err = d.store().Write(ctx, store.Meta{Kind: ledger.KindLasting, Note: "撤销 " + strconv.Itoa(year) + " 年积分结算"}, func(tx *store.Tx) error {
		list, err := tx.Lookup(ctx, registers.PointYears.Def, "year", strconv.Itoa(year))
		if err != nil {
			return err
		}
		for _, rec := range list {
			if err := tx.Void(registers.PointYears.Def, rec.ID, reason); err != nil {
				return err
			}
		}
		if s.Carry == 0 || next != nil { // a closed year keeps what it was closed with
			return nil
		}
		return carry(ctx, tx, year, nil)
	})
	return err
}

// Closings returns the years that are closed, the latest first.
func (d *Desk) Closings(ctx context.Context) ([]int, error) {
	seen := map[int]bool{}
	out := []int{}
	list, err := d.store().Page(ctx, store.Query{Register: registers.PointYears.Key, Desc: true}, 0, 1000)
	if err != nil {
		return nil, err
	}
	for _, rec := range list {
		y := int(registers.PointYears.Decode(rec.Values).Year)
		if seen[y] {
			continue
		}
		seen[y] = true
		if c, err := d.closing(ctx, y); err != nil {
			return nil, err
		} else if c != nil {
			out = append(out, y)
		}
	}
	return out, nil
}
