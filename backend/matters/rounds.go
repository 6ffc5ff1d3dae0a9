package matters

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"chengzhuan/backend/cn"
	"chengzhuan/backend/errs"
	"chengzhuan/backend/ledger"
	"chengzhuan/backend/oplog"
	"chengzhuan/backend/registers"
	"chengzhuan/backend/schema"
	"chengzhuan/backend/store"
)

// PlanQuery asks for the plan of a year: the two committees go to one estate each
// month, in rotation (S0 24).
type PlanQuery struct {
	Year    int `json:"year"`
	Week    int `json:"week"`    // which such weekday of the month, 1 to 4; 0: the second
	Weekday int `json:"weekday"` // 1 Monday to 7 Sunday; 0: Thursday
	Hosts   int `json:"hosts"`   // how many of the two committees go each month; 0: two
}

// Round is the visit of one month as it is planned, all of it texts that a person may edit.
type Round struct {
	ID         string `json:"id"`     // of the record, where the month has its visit already; "" it is to be made
	Month      string `json:"month"`  // 2027-03
	Estate     string `json:"estate"` // ID
	EstateName string `json:"estateName"`
	Date       string `json:"date"`
	Time       string `json:"time"`
	Place      string `json:"place"`
	Hosts      string `json:"hosts"`
	Phone      string `json:"phone"`
}

// Plan is a year of rounds, the months of today's year that are over left out.
type Plan struct {
	Year   int      `json:"year"`
	Rounds []Round  `json:"rounds"`
	Notes  []string `json:"notes"` // what the plan lacks, in words
}

// PlanYear proposes the rounds of a year: each month the estate and the hosts that
// waited longest. Months that have a round keep it. Nothing is written.
func (d *Desk) PlanYear(ctx context.Context, q PlanQuery) (Plan, error) {
	today := d.store().Today()
	if q.Week == 0 {
		q.Week = 2
	}
	if q.Weekday == 0 {
		q.Weekday = int(time.Thursday)
	}
	if q.Hosts == 0 {
		q.Hosts = 2
	}
	switch {
	case q.Year < today.Year() || q.Year > today.Year()+5:
		return Plan{}, errs.New(errs.Invalid, fmt.Sprintf("只能安排 %d 年到 %d 年的轮流进小区", today.Year(), today.Year()+5)).In("year")
	case q.Week < 1 || q.Week > 4 || q.Weekday < 1 || q.Weekday > 7:
		return Plan{}, errs.New(errs.Invalid, "日子不对：可选每月第一到第四个星期几").In("week")
	case q.Hosts < 1 || q.Hosts > 10:
		return Plan{}, errs.New(errs.Invalid, "每次去几位两委成员，请填 1 到 10").In("hosts")
	}
	env, err := d.ledger.Env(ctx)
	if err != nil {
		return Plan{}, err
	}
	p, err := d.planner(ctx)
	if err != nil {
		return Plan{}, err
	}
	out := Plan{Year: q.Year, Rounds: []Round{}, Notes: []string{}}
	if len(p.estates.list) == 0 {
		return out, errs.New(errs.Invalid, "还没有小区，排不出轮流进小区").In("estate").Do("请先在“小区”台账里登记小区")
	}
	if len(p.committees) == 0 {
		out.Notes = append(out.Notes, "“任职”台账里没有社区党委和居委会的在任成员，参加两委请自己填")
	}
	for n := 1; n <= 12; n++ {
		month := cn.Date(fmt.Sprintf("%04d-%02d", q.Year, n))
		if month < today[:7] {
			continue
		}
		r, have := p.have[month]
		if !have {
			r = p.round(month, q, env)
		}
		out.Rounds = append(out.Rounds, r)
	}
	return out, nil
}

// planner is what a plan is made from.
type planner struct {
	names      map[string]string // of estates, by ID
	places     map[string]string // where the last round in an estate was held
	have       map[cn.Date]Round // rounds on record that were not cancelled, by month
	estates    *turns
	hosts      *turns
	committees []ledger.HeldPost
	phone      string
}

// planner reads the estates, the members of the two committees, the office's
// telephone, and the rounds there were.
func (d *Desk) planner(ctx context.Context) (*planner, error) {
	p := &planner{names: map[string]string{}, places: map[string]string{}, have: map[cn.Date]Round{}}
	records, err := d.ledger.All(ctx, registers.Estates.Def)
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, rec := range records {
		p.names[rec.ID.String()] = registers.Estates.Get(rec.Values, "name")
		ids = append(ids, rec.ID.String())
	}
	sortBy(ids, func(id string) string { return cn.NaturalKey(p.names[id]) })
	p.estates = newTurns(ids)
	if p.committees, err = d.committees(ctx); err != nil {
		return nil, err
	}
	var names []string
	for _, h := range p.committees {
		if !slices.Contains(names, h.Person) {
			names = append(names, h.Person)
		}
	}
	p.hosts = newTurns(names)
	profile, err := d.store().Page(ctx, store.Query{Register: registers.Profile.Key}, 0, 1)
	if err != nil {
		return nil, err
	}
	if len(profile) > 0 {
		p.phone = registers.Profile.Get(profile[0].Values, "office_phone")
	}
	if records, err = d.ledger.All(ctx, registers.Rotations.Def); err != nil {
		return nil, err
	}
	sortBy(records, func(r store.Record) string { return registers.Rotations.Get(r.Values, "month") })
	for _, rec := range records {
		p.been(rec)
	}
	return p, nil
}

// been takes a round on record into account.
func (p *planner) been(rec store.Record) {
	r := registers.Rotations.Decode(rec.Values)
	if r.State == registers.RotationCancelled || len(r.Month) < 7 {
		return
	}
	estate := r.Estate.String()
	p.estates.had(estate, r.Month)
	for _, name := range hostNames(r.Hosts) {
		p.hosts.had(name, r.Month)
	}
	if r.Place != "" {
		p.places[estate] = r.Place
	}
	p.have[r.Month[:7]] = Round{ID: rec.ID.String(), Month: string(r.Month[:7]), Estate: estate, EstateName: p.names[estate], Date: string(r.Date), Time: r.Time, Place: r.Place, Hosts: r.Hosts, Phone: r.Phone}
}

// round plans the round of one month.
func (p *planner) round(month cn.Date, q PlanQuery, env schema.Env) Round {
	r := Round{Month: string(month), Time: registers.Rotations.Field("time").Default, Phone: p.phone}
	r.Estate = p.estates.next(month, 1, nil)[0]
	r.EstateName, r.Place = p.names[r.Estate], p.places[r.Estate]
	r.Date = string(dayOf(month, q.Week, time.Weekday(q.Weekday%7), env))
	r.Hosts = strings.Join(p.hosts.next(month, q.Hosts, p.serves(month)), "、")
	return r
}

// serves reports who is in office in a month.
func (p *planner) serves(month cn.Date) func(string) bool {
	return func(name string) bool {
		return slices.ContainsFunc(p.committees, func(h ledger.HeldPost) bool {
			return h.Person == name && (h.Post.From == "" || h.Post.From.First() <= month.Last()) && (h.Post.To == "" || h.Post.To.Last() >= month.First())
		})
	}
}

// committees returns the posts of the two committees that are held today: of the
// community's party committee, else of its general branch, and of the residents'
// committee.
func (d *Desk) committees(ctx context.Context) ([]ledger.HeldPost, error) {
	posts, err := d.ledger.Posts(ctx)
	if err != nil {
		return nil, err
	}
	today := d.store().Today()
	of := func(kind string) (out []ledger.HeldPost) {
		for _, h := range posts {
			if h.Fact.BodyType == kind && h.Person != "" && (h.Post.To == "" || h.Post.To.Last() >= today) {
				out = append(out, h)
			}
		}
		return out
	}
	party := of(registers.TypeCommittee)
	if len(party) == 0 {
		party = of(registers.TypeGeneralBranch)
	}
	return append(party, of(registers.TypeResidentsCommittee)...), nil
}

// hostNames splits the names of a round.
func hostNames(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune("、，,；; ", r) })
}

// RoundProblem is what is wrong with one row of a table that was to be written.
type RoundProblem struct {
	Row     int    `json:"row"` // from 0
	Field   string `json:"field"`
	Message string `json:"message"`
	Hint    string `json:"hint"`
	Warning bool   `json:"warning"`
}

// Planned is what writing a plan did: nothing where a problem is no warning.
type Planned struct {
	Saved    bool           `json:"saved"`
	Change   string         `json:"change"`
	Rounds   []string       `json:"rounds"` // IDs of the records that were made
	Problems []RoundProblem `json:"problems"`
}

// WritePlan makes the rounds that are not on record yet, as one change. A month that
// has got its round meanwhile is refused: each month has one estate.
func (d *Desk) WritePlan(ctx context.Context, rounds []Round) (Planned, error) {
	out := Planned{Rounds: []string{}, Problems: []RoundProblem{}}
	def := registers.Rotations.Def
	var drafts []*ledger.Draft
	months := map[string]int{}
	for i, r := range rounds {
		if r.ID != "" {
			continue
		}
		w, err := d.ledger.Draft(ctx, def.Key, "", map[string]string{"month": r.Month, "estate": r.Estate, "date": r.Date, "time": r.Time, "place": r.Place, "hosts": r.Hosts, "phone": r.Phone})
		if err != nil {
			return out, err
		}
		out.Problems = append(out.Problems, problemsOf(i, w)...)
		month := def.Get(w.Values, "month")
		if other, twice := months[month]; twice && month != "" {
			out.Problems = append(out.Problems, RoundProblem{Row: i, Field: "month", Message: fmt.Sprintf("和第 %d 行是同一个月", other+1), Hint: "每个月去一个小区，请改月份或去掉一行"})
		}
		months[month] = i
		drafts = append(drafts, w)
	}
	if len(drafts) == 0 {
		return out, errs.New(errs.Invalid, "没有要安排的月份：这一年的都已经排好了").In("year").Do("要改的，请在轮流进小区台账里改")
	}
	if slices.ContainsFunc(out.Problems, func(p RoundProblem) bool { return !p.Warning }) {
		return out, nil
	}
	result, err := d.store().Write(ctx, store.Meta{Kind: "create", Note: fmt.Sprintf("安排轮流进小区，%d次", len(drafts))}, func(tx *store.Tx) error {
		for _, w := range drafts {
			month := def.Get(w.Values, "month")
			have, err := tx.Lookup(ctx, def, "month", month)
			if err != nil {
				return err
			}
			for _, rec := range have {
				if !rec.Deleted && def.Get(rec.Values, "state") != registers.RotationCancelled {
					return errs.New(errs.Conflict, month+" 刚刚已经有人排好了").In("month").Do("请重新打开安排表，再写入")
				}
			}
			id, err := tx.Create(def, w.Values)
			if err != nil {
				return err
			}
			out.Rounds = append(out.Rounds, id.String())
		}
		return nil
	})
	if err != nil {
		return Planned{Rounds: []string{}, Problems: []RoundProblem{}}, err
	}
	out.Saved, out.Change = true, result.Change.String()
	return out, nil
}

// problemsOf are the problems of a row, and its certain twins.
func problemsOf(row int, w *ledger.Draft) (out []RoundProblem) {
	for _, p := range w.Problems {
		out = append(out, RoundProblem{row, p.Field, p.Message, p.Hint, p.Warning})
	}
	for _, t := range w.Twins {
		if t.Certain {
			out = append(out, RoundProblem{Row: row, Message: "台账里已经有了：" + t.Why, Hint: "请去掉这一行"})
		}
	}
	return out
}

// find returns a living record of a register.
func (d *Desk) find(ctx context.Context, def *schema.Def, id string) (store.Record, error) {
	key, err := oplog.ParseID(id)
	if err != nil {
		return store.Record{}, err
	}
	rec, err := d.store().Find(ctx, def, key)
	if err == nil && rec.Deleted {
		err = errs.New(errs.Invalid, "这条"+def.Label+"已删除").Do("请先从回收站恢复它")
	}
	return rec, err
}
